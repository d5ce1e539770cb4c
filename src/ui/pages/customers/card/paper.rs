//! The relation card on paper (CO5): who he is, where he works, what he does there, where he lives,
//! how he is reached. Nothing else of the page is printed while a card is open.

use leptos::prelude::*;

use super::{CardScene, figures, orders};
use crate::domain::card::CardField;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::state::{Since, State};
use crate::ui::text;
use crate::ui::veil;

/// So many of his orders fit below.
const BOUGHT: usize = 3;

/// The card. It stands on paper only.
pub(super) fn paper(state: State, scene: &CardScene) -> AnyView {
    let (lang, card) = (scene.lang, &scene.card);
    let facts = &card.facts;
    let text = |it: &Option<Box<str>>| it.as_deref().unwrap_or_default().to_owned();
    let list = |all: &[Box<str>]| all.join(td_string!(lang, card.between_goods));
    let born = facts.birthday.map(|it| text::birthday(lang, it)).unwrap_or_default();
    let field = |field| text::card_field(lang, field);
    let rows = [
        (td_string!(lang, card.workplace), text(&facts.company)),
        (field(CardField::Occupation), text(&card.occupation)),
        (field(CardField::Phones), list(&facts.phones)),
        (field(CardField::Wechat), text(&facts.wechat)),
        (field(CardField::Nick), scene.person.nick.clone().unwrap_or_default()),
        (field(CardField::Region), text(&facts.region)),
        (field(CardField::Address), text(&facts.address)),
        (field(CardField::Birthday), born),
        (field(CardField::Relatives), text::relatives(lang, &card.relatives)),
        (field(CardField::Tags), list(&facts.tags)),
        (field(CardField::Remark), text(&card.remark)),
        (field(CardField::Owner), text(&card.owner)),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{veil::text(&value)}</dd>
            </div>
        }
    });
    // Paper is read on another day.
    let since = Since::Named { this_year: i32::MIN };
    let rhythm = scene.person.figures.map(|_| {
        view! { <p class="rhythm-words">{figures::sentence(scene, since)}</p> }
    });
    let bought = orders::last_lines(state, scene, BOUGHT);
    let bought = (!bought.is_empty()).then(|| {
        let lines = bought.iter().map(|it| view! { <li>{veil::text(it)}</li> }).collect_view();
        view! {
            <p class="of">{td_string!(lang, card.bought_last)}</p>
            <ul class="bought">{lines}</ul>
        }
    });
    // Important ones are kept apart: on paper, too, one must see who they are.
    let important = card.is_important.then(|| {
        view! { <span class="seal">{td_string!(lang, card.important)}</span> }
    });
    let called = (scene.called != scene.person.name).then(|| scene.called.clone());
    let as_of = |day| number::day(day, lang, i32::MIN);
    let verified = card.verified.map(|day| td_string!(lang, card.verified_on, day = as_of(day)));
    let printed = td_string!(lang, card.printed_on, day = as_of(state.today()));
    let foot = [Some(printed), verified].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <section class="paper" data-testid="paper">
            <p class="of">{td_string!(lang, card.relation_card)} {important}</p>
            <p class="who">{scene.person.name.clone()} <span>{called}</span></p>
            <dl>{rows.collect_view()}</dl>
            {rhythm}
            {bought}
            <p class="foot">{foot}</p>
        </section>
    }
    .into_any()
}
