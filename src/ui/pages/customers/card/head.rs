//! Who this is at a glance, and what can be done at once.

use leptos::prelude::*;

use super::{CardScene, Forms};
use crate::domain::card::CardEntry;
use crate::domain::command::Command;
use crate::domain::person::PersonFacts;
use crate::domain::phone::Phone;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo};
use crate::ui::text;

/// Name, what matters most, how to reach him.
pub(super) fn head(state: State, scene: &CardScene, editing: RwSignal<bool>) -> AnyView {
    let (lead, class) = scene.person.lead_words(scene.lang);
    let important = scene.card.is_important.then(|| {
        view! { <span class="tag tag-accent">{td_string!(scene.lang, card.important)}</span> }
    });
    let opted_out = scene.card.is_opted_out.then(|| {
        view! { <span class="tag tag-bad">{td_string!(scene.lang, card.opted_out)}</span> }
    });
    let tags = scene
        .card
        .facts
        .tags
        .iter()
        .map(|tag| view! { <span class="tag">{tag.to_string()}</span> });
    let edit = (!state.looks_back).then(|| {
        view! {
            <button
                class="btn btn-icon"
                type="button"
                data-testid="card-edit"
                aria-label=say!(card.edit)
                aria-expanded=move || editing.get().to_string()
                on:click=move |_| editing.update(|it| *it = !*it)
            >
                <Icon glyph=Glyph::Pencil size=Size::Small/>
            </button>
        }
    });
    view! {
        <header>
            <div class="card-h">
                <div class="name">
                    <h2 data-testid="card-name">{scene.person.name.clone()}</h2>
                    <span class=format!("tag {class}")>{lead}</span>
                    {important}
                    {opted_out}
                </div>
                {edit}
            </div>
            <p class="muted whole">{about(scene)}</p>
            <p class="tags">{tags.collect_view()}</p>
        </header>
    }
    .into_any()
}

/// Phone, company, region, nick: what tells who it is.
fn about(scene: &CardScene) -> String {
    let facts = &scene.card.facts;
    let title = scene.card.title.as_ref().map(|it| text::title(scene.lang, it));
    let parts = [
        facts.phones.first().map(|it| it.to_string()),
        facts.company.as_deref().map(str::to_owned),
        facts.region.as_deref().map(str::to_owned),
        scene.person.nick.clone().filter(|nick| *nick != scene.person.name),
        title,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The first of his phones that can be called.
fn real_phone(facts: &PersonFacts) -> Option<String> {
    facts.phones.iter().find_map(|text| match Phone::parse(text) {
        Some(Phone::Real(digits)) => Some(digits.to_string()),
        Some(_) | None => None,
    })
}

/// Call, write, note down, mark: in reach of the thumb.
pub(super) fn acts(state: State, scene: &CardScene, forms: Forms) -> Option<AnyView> {
    let Forms { noting, ordering, .. } = forms;
    if state.looks_back {
        return None;
    }
    let (lang, card) = (scene.lang, &scene.card);
    // Who does not want it is neither called nor written to from here.
    let phone = real_phone(&card.facts).filter(|_| !card.is_opted_out);
    let call = phone.map(|digits| {
        view! {
            <a class="btn btn-1" href=format!("tel:{digits}") data-testid="card-call">
                <Icon glyph=Glyph::Phone size=Size::Small/>
                {td_string!(lang, contact.phone)}
            </a>
        }
    });
    let (customer, name) = (scene.key.clone(), scene.person.name.clone());
    let was = card.is_important;
    let star = move |_| {
        let entries = vec![CardEntry::Important(!was)];
        let command = Command::EditCard { customer: customer.clone(), entries };
        state.perform(command, (Done::Edited, name.clone(), Undo::TheAct), |_| {});
    };
    Some(
        view! {
            <div class="sticky-acts">
                {call}
                <button
                    class="btn"
                    type="button"
                    data-testid="card-note"
                    aria-expanded=move || noting.get().to_string()
                    on:click=move |_| noting.update(|it| *it = !*it)
                >
                    {td_string!(lang, contact.log)}
                </button>
                <button
                    class="btn"
                    type="button"
                    data-testid="card-order-new"
                    aria-expanded=move || ordering.get().to_string()
                    on:click=move |_| ordering.update(|it| *it = !*it)
                >
                    {td_string!(lang, order.new)}
                </button>
                <button
                    class="btn"
                    type="button"
                    data-testid="card-star"
                    aria-pressed=was.to_string()
                    on:click=star
                >
                    {if was {
                        td_string!(lang, card.unmark)
                    } else {
                        td_string!(lang, card.mark)
                    }}
                </button>
            </div>
        }
        .into_any(),
    )
}
