//! What was done with this person, the last first; each act can be taken back, at any later time.

use leptos::prelude::*;
use uuid::Uuid;

use super::CardScene;
use crate::domain::event::{Deed, Event};
use crate::domain::intern::Index;
use crate::ui::bidi::isolated;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::State;
use crate::ui::text;

/// So many acts stand open; older ones come with a tap.
const FIRST: usize = 6;

/// An act as the history shows it.
#[derive(Clone)]
struct Line {
    act: Uuid,
    day: String,
    says: String,
    stands: bool,
}

pub(super) fn history(state: State, scene: &CardScene) -> Option<AnyView> {
    let lines = lines(scene);
    if lines.is_empty() {
        return None;
    }
    let (lang, name) = (scene.lang, scene.person.name.clone());
    let may_undo = !state.looks_back;
    let (first, rest) = lines.split_at(lines.len().min(FIRST));
    let draw = |lines: &[Line]| {
        lines.iter().map(|it| row(state, lang, it, name.clone(), may_undo)).collect_view()
    };
    let older = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary class="small">{td_string!(lang, card.older)}</summary>
                <ul class="ledger">{draw(rest)}</ul>
            </details>
        }
    });
    Some(
        view! {
            <section>
                <h3>{td_string!(lang, card.history)}</h3>
                <ul class="ledger" data-testid="card-history">
                    {draw(first)}
                </ul>
                {older}
            </section>
        }
        .into_any(),
    )
}

/// Events of one act are one line.
fn lines(scene: &CardScene) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for event in &scene.events {
        let says = says(scene, event);
        match lines.iter_mut().find(|line| line.act == event.id.act) {
            // Within an act the first event says most, and the latest come first here.
            Some(line) => {
                line.says =
                    format!("{says}{}{}", td_string!(scene.lang, card.between_deeds), line.says)
            }
            None => lines.push(Line {
                act: event.id.act,
                day: scene.day(event.day),
                says,
                stands: event.stands(),
            }),
        }
    }
    lines
}

fn says(scene: &CardScene, event: &Event) -> String {
    let lang = scene.lang;
    let other = |a: Index, b: Index| {
        let of = if a.position() == scene.person.at { b } else { a };
        scene.labels.get(&of).map(|it| isolated(it)).unwrap_or_default()
    };
    match &event.deed {
        Deed::Met { .. } => td_string!(lang, card.met).to_owned(),
        Deed::Contacted { contact, .. } => {
            format!("{} · {}", text::way(lang, contact.way), text::outcome(lang, contact.outcome))
        }
        Deed::Joined { kept: a, other: b } => {
            td_string!(lang, twins.with, names = other(*a, *b))
        }
        Deed::Booked { customer, other: second, .. } => {
            let is_first = customer.map(Index::position) == Some(scene.person.at);
            let label = match (customer, second) {
                (Some(a), Some(b)) => other(*a, *b),
                (Some(_) | None, None) | (None, Some(_)) => String::new(),
            };
            let says =
                |booking| text::loyalty::booking(lang, &scene.rules, &booking, (is_first, label));
            event.booking().map(says).unwrap_or_default()
        }
        Deed::Apart { a, b } => td_string!(lang, twins.apart_from, names = other(*a, *b)),
        Deed::Edited { entry, .. } => {
            let field = text::card_field(lang, entry.field());
            match text::card_value(lang, entry) {
                value if value.is_empty() => td_string!(lang, card.cleared, field = field),
                value => td_string!(lang, card.became, field = field, value = isolated(&value)),
            }
        }
    }
}

fn row(
    state: State,
    lang: Locale,
    line: &Line,
    name: String,
    may_undo: bool,
) -> impl IntoView + use<> {
    let Line { act, stands, .. } = *line;
    let button = may_undo.then(|| {
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="history-turn"
                on:click=move |_| state.turn_act(act, stands, name.clone())
            >
                {if stands { td_string!(lang, toast.undo) } else { td_string!(lang, toast.redo) }}
            </button>
        }
    });
    view! {
        <li class="line" class:is-undone=!stands>
            <span class="d">{line.day.clone()}</span>
            <span class="whole says">{line.says.clone()}</span>
            {button}
        </li>
    }
}
