//! What is known of the person beside orders, and whether it still holds.

use leptos::prelude::*;

use super::{CardScene, Forms, orders};
use crate::domain::card::{CardEntry, CardField};
use crate::domain::command::Command;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo};
use crate::ui::text;
use crate::ui::veil;

/// Everything that is given, as a list of names and values.
pub(super) fn profile(state: State, scene: &CardScene) -> AnyView {
    let (lang, card) = (scene.lang, &scene.card);
    let facts = &card.facts;
    let text = |it: &Option<Box<str>>| it.as_deref().unwrap_or_default().to_owned();
    let list = |all: &[Box<str>]| all.join(td_string!(lang, card.between_goods));
    let remarks: Vec<Box<str>> = card.remark.iter().chain(&facts.remarks).cloned().collect();
    let rows = [
        (CardField::Phones, list(&facts.phones)),
        (CardField::Wechat, text(&facts.wechat)),
        (CardField::Company, text(&facts.company)),
        (CardField::Region, text(&facts.region)),
        (CardField::Address, text(&facts.address)),
        (
            CardField::Birthday,
            facts.birthday.map(|it| text::birthday(lang, it)).unwrap_or_default(),
        ),
        (CardField::Relatives, text::relatives(lang, &card.relatives)),
        (CardField::Modes, text::modes(lang, card.modes)),
        (CardField::Role, card.role.map(|it| text::role(lang, it).to_owned()).unwrap_or_default()),
        (CardField::Sex, card.sex.map(|it| text::sex(lang, it).to_owned()).unwrap_or_default()),
        (CardField::Occupation, text(&card.occupation)),
        (CardField::Owner, text(&card.owner)),
        (CardField::Groups, list(&card.groups)),
        (CardField::Remark, remarks.join("\n")),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(field, value)| (text::card_field(lang, field), value));
    let other_names = list(&facts.other_names);
    let received = orders::last_receiver(state, scene).unwrap_or_default();
    let beside = [
        (td_string!(lang, card.other_names), other_names),
        // Not the customer: he may send things on, or have them sent as a gift.
        (td_string!(lang, card.last_receiver), received),
    ];
    let rows = rows.chain(beside.into_iter().filter(|(_, value)| !value.is_empty()));
    let answers = card.answers.iter();
    let answers = answers.map(|it| (text::topic(lang, it.topic), text::answer(lang, it)));
    let rows = rows.chain(answers).map(|(name, value)| {
        view! {
            <div class="known">
                <dt>{name}</dt>
                <dd class="whole">{veil::text(&value)}</dd>
            </div>
        }
    });
    view! {
        <section>
            <h3>{td_string!(lang, card.profile)}</h3>
            {unknown(state, scene)}
            <dl data-testid="card-profile">{rows.collect_view()}</dl>
            {verified(state, scene)}
            <button
                class="btn"
                type="button"
                data-testid="card-print"
                on:click=move |_| {
                    let _ = window().print();
                }
            >
                {say!(card.print)}
            </button>
        </section>
    }
    .into_any()
}

/// What first contact should have found out and did not (CU3), and the way to fill it in.
fn unknown(state: State, scene: &CardScene) -> Option<AnyView> {
    let unknown = &scene.unknown;
    if unknown.is_empty() {
        return None;
    }
    let lang = scene.lang;
    let what: Vec<&str> = unknown.iter().map(|it| text::card_field(lang, *it)).collect();
    let what = what.join(td_string!(lang, card.between_goods));
    let editing = expect_context::<Forms>().editing;
    let fill_in = (!state.looks_back).then(|| {
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="card-fill-in"
                on:click=move |_| editing.set(true)
            >
                {say!(card.fill_in)}
            </button>
        }
    });
    let says = td_string!(lang, card.unknown, what = what);
    Some(
        view! {
            <p class="verified" data-testid="card-unknown" data-count=unknown.len().to_string()>
                <span class="muted">{says}</span>
                {fill_in}
            </p>
        }
        .into_any(),
    )
}

/// Since when nobody has looked whether this is still right (CU13), and one tap that says it is.
fn verified(state: State, scene: &CardScene) -> AnyView {
    let (lang, today) = (scene.lang, state.today());
    let says = match scene.card.verified {
        None => td_string!(lang, card.never_verified).to_owned(),
        Some(day) => {
            let days = u64::try_from(today.days_since(day)).unwrap_or(0);
            td_string!(lang, card.verified_ago, ago = text::ago(lang, days))
        }
    };
    let is_due = !state.looks_back && scene.card.verified != Some(today);
    let (customer, name) = (scene.key.clone(), scene.person.name.clone());
    let confirm = move |_| {
        let entries = vec![CardEntry::Verified(Some(today))];
        let command = Command::EditCard { customer: customer.clone(), entries };
        state.perform(command, (Done::Verified, name.clone(), Undo::TheAct), |_| {});
    };
    let button = is_due.then(|| {
        view! {
            <button class="btn btn-3" type="button" data-testid="card-verify" on:click=confirm>
                {say!(card.still_right)}
            </button>
        }
    });
    view! {
        <p class="verified" data-testid="card-verified">
            <span class="muted">{says}</span>
            {button}
        </p>
    }
    .into_any()
}
