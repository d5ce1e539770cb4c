//! What was done with this person, the last first; each act can be taken back, at any later time.

use leptos::prelude::*;
use uuid::Uuid;

use super::CardScene;
use crate::domain::card::{BuyingModes, CardEntry, Role};
use crate::domain::event::{Deed, Event};
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
        let says = says(scene.lang, event);
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

fn says(lang: Locale, event: &Event) -> String {
    match &event.deed {
        Deed::Met { .. } => td_string!(lang, card.met).to_owned(),
        Deed::Contacted { contact, .. } => {
            format!("{} · {}", text::way(lang, contact.way), text::outcome(lang, contact.outcome))
        }
        Deed::Joined { .. } => td_string!(lang, card.joined).to_owned(),
        Deed::Apart { .. } => td_string!(lang, card.apart).to_owned(),
        Deed::Edited { entry, .. } => {
            let field = text::card_field(lang, entry.field());
            match value(lang, entry) {
                value if value.is_empty() => td_string!(lang, card.cleared, field = field),
                value => td_string!(lang, card.became, field = field, value = value),
            }
        }
    }
}

/// The value of an entry in words; empty = it was cleared.
fn value(lang: Locale, entry: &CardEntry) -> String {
    let list = |all: Vec<&str>| all.join(td_string!(lang, card.between_goods));
    match entry {
        CardEntry::Name(_)
        | CardEntry::Surname(_)
        | CardEntry::Company(_)
        | CardEntry::Wechat(_)
        | CardEntry::Nick(_)
        | CardEntry::Region(_)
        | CardEntry::Address(_)
        | CardEntry::Remark(_)
        | CardEntry::Occupation(_)
        | CardEntry::Owner(_)
        | CardEntry::Phones(_)
        | CardEntry::Tags(_)
        | CardEntry::Groups(_) => list(entry.texts().unwrap_or_default()),
        CardEntry::Title(it) => it.as_ref().map(|it| text::title(lang, it)).unwrap_or_default(),
        CardEntry::Suffix(it) => it.as_ref().map(|it| text::suffix(lang, it)).unwrap_or_default(),
        CardEntry::Birthday(it) => it.map(|it| text::birthday(lang, it)).unwrap_or_default(),
        CardEntry::Relatives(it) => list(it.iter().map(|it| &*it.who).collect()),
        CardEntry::Important(it) | CardEntry::OptOut(it) => match it {
            true => td_string!(lang, card.yes).to_owned(),
            false => td_string!(lang, card.no).to_owned(),
        },
        CardEntry::Modes(it) => modes(lang, *it),
        CardEntry::Role(it) => it.map(|it| role(lang, it).to_owned()).unwrap_or_default(),
        CardEntry::Verified(it) => it.map(|it| it.to_string()).unwrap_or_default(),
    }
}

/// How somebody buys.
pub(super) fn modes(lang: Locale, modes: BuyingModes) -> String {
    let all = [
        (modes.wholesale, td_string!(lang, card.wholesale)),
        (modes.custom, td_string!(lang, card.custom)),
        (modes.dropship, td_string!(lang, card.dropship)),
    ];
    let given: Vec<&str> = all.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
    given.join(td_string!(lang, card.between_goods))
}

/// End customer or distributor.
pub(super) fn role(lang: Locale, role: Role) -> &'static str {
    match role {
        Role::EndCustomer => td_string!(lang, card.end_customer),
        Role::Distributor => td_string!(lang, card.distributor),
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
