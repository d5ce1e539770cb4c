//! The shop's rhythm, and its orders and money.

use leptos::prelude::*;

use super::explained::Explained;
use super::meaning::opener;
use super::scene::{FEWEST, Scene};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::text;

/// How often customers come.
pub(super) fn cycle(scene: &Scene) -> AnyView {
    let (lang, cycle) = (scene.lang, &scene.figures.cycle);
    let title = match cycle.median_days {
        Some(days) => td_string!(lang, money.cycle_title, days = text::length(lang, days)),
        None => td_string!(lang, money.cycle_unknown).to_owned(),
    };
    let few = (cycle.n < FEWEST && cycle.n > 0).then(|| {
        let says = td_string!(lang, fig.cycle_few, people = text::people(lang, cycle.n));
        view! {
            <div class="bar bar-warn sec">
                <Icon glyph=Glyph::Alert size=Size::Small/>
                <p>{says}</p>
            </div>
        }
    });
    view! {
        <section class="sheet pad chart sec" aria-labelledby="cycle-t">
            <h2 id="cycle-t">{title}</h2>
            <p class="basis">{td_string!(lang, money.cycle_basis, day = scene.as_of())}</p>
            <div class="facts sec">
                {explained(scene, Explained::Cycle, td_string!(lang, fig.median))}
                {explained(scene, Explained::Mean, td_string!(lang, fig.mean))}
                {fact(td_string!(lang, fig.cycle_n), number::count(cycle.n))}
            </div>
            {few}
        </section>
    }
    .into_any()
}

/// Orders and money of the whole history.
pub(super) fn money(scene: &Scene) -> AnyView {
    let (lang, figures) = (scene.lang, &scene.figures);
    let title = td_string!(
        lang,
        money.title,
        orders = text::orders(lang, figures.orders),
        net = number::money(figures.net_fen)
    );
    let parts =
        [Explained::Paid, Explained::Postage, Explained::Refund, Explained::Purchases].into_iter();
    let day = |day: Option<_>| match day {
        Some(day) => scene.day(day),
        None => td_string!(lang, amount.none).to_owned(),
    };
    view! {
        <section class="sheet pad chart sec" aria-labelledby="money-t">
            <h2 id="money-t">{title}</h2>
            <p class="basis">{td_string!(lang, money.basis, day = scene.as_of())}</p>
            <div class="facts sec">
                {parts.map(|it| explained(scene, it, it.name(lang))).collect_view()}
                {fact(td_string!(lang, fig.first_day), day(figures.first_day))}
                {fact(td_string!(lang, fig.last_day), day(figures.last_day))}
            </div>
        </section>
    }
    .into_any()
}

/// A figure that opens its meaning.
fn explained(scene: &Scene, figure: Explained, name: &'static str) -> impl IntoView + use<> {
    let (open, mark) = opener(figure);
    let mark = format!("{mark}-fact");
    view! {
        <button class="fact" type="button" data-testid=mark aria-haspopup="dialog" on:click=open>
            <span class="k">{name}</span>
            <span class="v num">{figure.value(scene)}</span>
        </button>
    }
}

/// A plain fact.
fn fact(name: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="fact">
            <span class="k">{name}</span>
            <span class="v num">{value}</span>
        </div>
    }
}
