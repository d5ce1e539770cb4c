//! Who this is at a glance, and what can be done at once.

use leptos::prelude::*;

use super::{CardScene, Forms, Scene, tier};
use crate::domain::card::CardEntry;
use crate::domain::command::Command;
use crate::domain::person::PersonFacts;
use crate::domain::phone::Phone;
use crate::ui::bidi::isolated;
use crate::ui::components::copy_text::CopyText;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::named::Named;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo};
use crate::ui::text;
use crate::ui::veil;

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
        .map(|tag| view! { <span class="tag">{veil::text(tag)}</span> });
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
                    <h2 data-testid="card-name">
                        <Named name=scene.person.name.clone()/>
                    </h2>
                    <span class=format!("tag {class}")>{lead}</span>
                    {tier::badge(scene)}
                    {important}
                    {opted_out}
                </div>
                {edit}
            </div>
            <p class="muted whole">{about(scene)}</p>
            {names(scene)}
            {promise(state, scene)}
            <p class="tags">{tags.collect_view()}</p>
        </header>
    }
    .into_any()
}

/// How he is addressed, and the names under which he is kept and written to elsewhere (NM4).
fn names(scene: &CardScene) -> AnyView {
    let lang = scene.lang;
    let called = (scene.called != scene.person.name).then(|| {
        let words = td_string!(lang, card.called, name = scene.called.as_str());
        view! { <p data-testid="card-called">{words}</p> }
    });
    // Before he has a name of his own it is the nick, which stands below.
    let is_nick = scene.person.nick.as_ref() == Some(&scene.remark_name);
    let remark = (!scene.remark_name.is_empty() && !is_nick).then(|| {
        let text = scene.remark_name.clone();
        let words = text::copy_words(lang, td_string!(lang, card.remark_name), &text);
        view! { <CopyText words text testid="card-remark"/> }
    });
    let nick = scene.person.nick.clone().map(|text| {
        let words = text::copy_words(lang, td_string!(lang, card.nick), &text);
        view! { <CopyText words text testid="card-nick"/> }
    });
    view! { <div class="names">{called} {remark} {nick}</div> }.into_any()
}

/// The day on which he expects to hear from the shop.
fn promise(state: State, scene: &CardScene) -> Option<AnyView> {
    let (lang, day) = (scene.lang, scene.person.promised?);
    let is_past = day < state.today();
    let says = if is_past {
        td_string!(lang, contact.promise_past, day = scene.day(day))
    } else {
        td_string!(lang, contact.promise, day = scene.day(day))
    };
    let class = if is_past { "st-warn" } else { "st-accent" };
    Some(view! { <p class=class data-testid="card-promise">{says}</p> }.into_any())
}

/// Phone, company, region: what tells who it is.
fn about(scene: &CardScene) -> String {
    let facts = &scene.card.facts;
    let parts = [
        facts.phones.first().map(|it| it.to_string()),
        facts.company.as_deref().map(str::to_owned),
        facts.region.as_deref().map(str::to_owned),
    ];
    let parts = parts.into_iter().flatten().map(|it| isolated(&it));
    veil::text(&parts.collect::<Vec<_>>().join(" · "))
}

/// The first of his phones that can be called.
fn real_phone(facts: &PersonFacts) -> Option<String> {
    facts.phones.iter().find_map(|text| match Phone::parse(text) {
        Some(Phone::Real(digits)) => Some(digits.to_string()),
        Some(_) | None => None,
    })
}

/// Call, write, note down, mark: in reach of the thumb. The buttons stay where they are while the
/// card changes, so that whoever pressed one with a key goes on from there.
pub(super) fn acts(state: State, scene: Scene, forms: Forms) -> Option<AnyView> {
    let Forms { noting, ordering, .. } = forms;
    if state.looks_back {
        return None;
    }
    // Who does not want it is neither called nor written to from here.
    let phone = Memo::new(move |_| {
        let scene = scene.get()?;
        real_phone(&scene.card.facts).filter(|_| !scene.card.is_opted_out)
    });
    let call = move || {
        phone.get().map(|digits| {
            view! {
                <a class="btn btn-1" href=format!("tel:{digits}") data-testid="card-call">
                    <Icon glyph=Glyph::Phone size=Size::Small/>
                    {say!(contact.phone)}
                </a>
            }
        })
    };
    let is_important = Memo::new(move |_| scene.get().is_some_and(|it| it.card.is_important));
    let star = move |_| {
        let Some((customer, card, name)) = scene.get_untracked().map(|it| it.subject()) else {
            return;
        };
        let entries = vec![CardEntry::Important(!card.is_important)];
        let command = Command::EditCard { customer, entries };
        state.perform(command, (Done::Edited, name, Undo::TheAct), |_| {});
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
                    {say!(contact.log)}
                </button>
                <button
                    class="btn"
                    type="button"
                    data-testid="card-order-new"
                    aria-expanded=move || ordering.get().to_string()
                    on:click=move |_| ordering.update(|it| *it = !*it)
                >
                    {say!(order.new)}
                </button>
                <button
                    class="btn act-star"
                    type="button"
                    data-testid="card-star"
                    aria-pressed=move || is_important.get().to_string()
                    on:click=star
                >
                    <Icon glyph=Glyph::Star size=Size::Small/>
                    {say!(card.important)}
                </button>
            </div>
        }
        .into_any(),
    )
}
