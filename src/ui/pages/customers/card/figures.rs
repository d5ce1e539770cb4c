//! How the customer comes, and what he brought.

use leptos::prelude::*;

use super::CardScene;
use crate::domain::figures::person::Rhythm;
use crate::domain::money::Fen;
use crate::ui::components::rhythm_line::{RhythmLine, RhythmSize};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::state::Since;
use crate::ui::text;

/// The rhythm, and when he is due.
pub(super) fn rhythm(scene: &CardScene) -> Option<AnyView> {
    scene.person.figures?;
    let (lang, person) = (scene.lang, &scene.person);
    let facts = person.rhythm.clone();
    let label = person.line_words(lang, scene.since);
    Some(
        view! {
            <section>
                <h3>{td_string!(lang, card.rhythm)}</h3>
                <RhythmLine facts size=RhythmSize::Card label/>
                <p class="small">{sentence(scene, scene.since)}</p>
            </section>
        }
        .into_any(),
    )
}

/// Usually every 23 days, last 6 days ago, due about 9 December.
pub(super) fn sentence(scene: &CardScene, since: Since) -> String {
    let (lang, person) = (scene.lang, &scene.person);
    let last = person.last_words(lang, since);
    let usual = match person.every_days() {
        Some(days) => td_string!(lang, card.usually, days = text::days(lang, days), last = last),
        None => {
            let times = person.rhythm_words(lang);
            td_string!(lang, card.so_far, times = times, last = last)
        }
    };
    let due = person.due.map(|due| {
        let day = scene.day(due.day);
        match (due.rests_on, due.day < scene.as_of) {
            (Rhythm::Own, true) => td_string!(lang, card.was_due, day = day),
            (Rhythm::Own, false) => td_string!(lang, card.due, day = day),
            (Rhythm::Shop, true) => td_string!(lang, card.was_due_by_shop, day = day),
            (Rhythm::Shop, false) => td_string!(lang, card.due_by_shop, day = day),
        }
    });
    [Some(person.why(lang)), Some(usual), due].into_iter().flatten().collect()
}

/// The account: what he brought, and of which kind it was.
pub(super) fn account(scene: &CardScene) -> Option<AnyView> {
    let (lang, figures) = (scene.lang, scene.person.figures?);
    let money = |fen: Fen| number::money(fen.minor().into());
    let maybe = |fen: Option<Fen>| fen.map_or_else(|| "–".to_owned(), money);
    let facts = [
        (td_string!(lang, card.net), money(figures.net_fen)),
        (td_string!(lang, card.average), maybe(figures.average_order_fen())),
        (td_string!(lang, card.purchases), text::times(lang, figures.purchases.into())),
        (td_string!(lang, card.per_month), money(figures.value_per_month_fen(scene.as_of))),
        (td_string!(lang, card.unit), maybe(figures.average_unit_fen())),
        (td_string!(lang, card.first), scene.day(figures.first_day)),
    ];
    let facts = facts.map(|(name, value)| {
        view! {
            <div class="fact">
                <dt class="k">{name}</dt>
                <dd class="v num">{value}</dd>
            </div>
        }
    });
    Some(
        view! {
            <section>
                <h3>{td_string!(lang, card.account)}</h3>
                <dl class="facts">{facts.into_iter().collect_view()}</dl>
            </section>
        }
        .into_any(),
    )
}
