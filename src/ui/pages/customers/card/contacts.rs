//! Calls and messages: what came of them, and the writing down of a new one in two taps.

use leptos::html;
use leptos::prelude::*;

use super::CardScene;
use crate::domain::command::Command;
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::event::{Contact, Deed, Event, Outcome, Way};
use crate::ui::components::chips::Chip;
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo};
use crate::ui::text;
use crate::ui::veil;

/// Outcomes in the order in which they are offered: the best first.
const OFFERED: [Outcome; 8] = [
    Outcome::Talked,
    Outcome::WantsRestock,
    Outcome::Later,
    Outcome::NoAnswer,
    Outcome::Sent,
    Outcome::LeftWithoutOrder,
    Outcome::DoNotCall,
    Outcome::Other,
];

/// The contacts that stand, the last first.
pub(super) fn contacts(scene: &CardScene) -> Option<AnyView> {
    let contact = |event: &Event| match &event.deed {
        Deed::Contacted { contact, .. } if event.stands() => Some((event.day, contact.clone())),
        Deed::Contacted { .. }
        | Deed::Edited { .. }
        | Deed::Joined { .. }
        | Deed::Apart { .. }
        | Deed::Met { .. }
        | Deed::Booked { .. } => None,
    };
    let rows: Vec<_> =
        scene.events.iter().filter_map(contact).map(|(day, it)| row(scene, day, &it)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h3>{td_string!(scene.lang, contact.title)}</h3>
                <ul class="ledger" data-testid="card-contacts">
                    {rows.into_iter().collect_view()}
                </ul>
            </section>
        }
        .into_any()
    })
}

fn row(scene: &CardScene, day: Day, contact: &Contact) -> impl IntoView + use<> {
    let lang = scene.lang;
    let next = contact.next.map(|day| td_string!(lang, contact.next_on, day = scene.day(day)));
    let says = [
        Some(text::way(lang, contact.way).to_owned()),
        (!contact.note.is_empty()).then(|| veil::text(&contact.note)),
        next,
    ];
    view! {
        <li class="line">
            <span class="d">{scene.day(day)}</span>
            <span class="whole">
                {says.into_iter().flatten().collect::<Vec<_>>().join(" · ")}
            </span>
            <span class="muted">{text::outcome(lang, contact.outcome)}</span>
        </li>
    }
}

/// How, what came of it, a word, and when again. The outcome saves: two taps.
#[component]
pub fn NoteForm(
    /// With whom.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// Open or not.
    noting: RwSignal<bool>,
) -> impl IntoView {
    let state = crate::ui::state::use_state();
    let form: NodeRef<html::Section> = NodeRef::new();
    focus::enter(form);
    let way = RwSignal::new(Way::Phone);
    let note = RwSignal::new(String::new());
    let next = RwSignal::new(None::<Day>);
    let ways = Way::ALL.map(|it| {
        let pressed = Signal::derive(move || way.get() == it);
        view! {
            <Chip testid="contact-way" pressed choose=move |()| way.set(it)>
                {move || text::way(state.lang.get(), it)}
            </Chip>
        }
    });
    let save = move |outcome: Outcome| {
        let contact = Contact {
            way: way.get_untracked(),
            outcome,
            note: note.get_untracked().trim().into(),
            next: next.get_untracked(),
        };
        log(state, customer.clone(), name.clone(), contact, noting);
    };
    let outcomes = OFFERED.map(|it| {
        let save = save.clone();
        view! {
            <button
                class="btn btn-2"
                type="button"
                data-testid=format!("contact-{it:?}").to_ascii_lowercase()
                on:click=move |_| save(it)
            >
                {move || text::outcome(state.lang.get(), it)}
            </button>
        }
    });
    view! {
        <section class="form" data-testid="contact-form" node_ref=form>
            <h3>{say!(contact.log)}</h3>
            <div class="chips" role="group" aria-label=say!(contact.how)>
                {ways.into_iter().collect_view()}
            </div>
            <label class="field">
                <span class="label">{say!(contact.note)}</span>
                <input
                    class="input"
                    type="text"
                    maxlength="200"
                    data-testid="contact-note"
                    prop:value=move || note.get()
                    on:input:target=move |event| note.set(event.target().value())
                />
            </label>
            <label class="field">
                <span class="label">{say!(contact.next)}</span>
                <input
                    class="input"
                    type="date"
                    data-testid="contact-next"
                    on:change:target=move |event| next.set(event.target().value().parse().ok())
                />
            </label>
            <p class="small">{say!(contact.what_came)}</p>
            <div class="btn-row">{outcomes.into_iter().collect_view()}</div>
            <div class="btn-row ends">
                <button
                    class="btn"
                    type="button"
                    data-testid="contact-cancel"
                    on:click=move |_| noting.set(false)
                >
                    {say!(card.cancel)}
                </button>
            </div>
        </section>
    }
}

fn log(
    state: State,
    customer: CustomerKey,
    name: String,
    contact: Contact,
    noting: RwSignal<bool>,
) {
    let command = Command::LogContact { customer, contact };
    state.perform(command, (Done::Contacted, name, Undo::TheAct), move |done| {
        if done.is_ok() {
            noting.set(false);
        }
    });
}
