//! The answer first, then the four main figures and the totals. Each opens its meaning.

use leptos::prelude::*;

use super::explained::Explained;
use super::meaning::opener;
use super::scene::Scene;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::text;

/// One sentence, four figures, four totals.
pub(super) fn answer(scene: &Scene) -> AnyView {
    let main = [Explained::ByCustomer, Explained::ByOrder, Explained::Returning, Explained::Cycle];
    let totals = [Explained::Customers, Explained::RepeatShare, Explained::Orders, Explained::Net];
    let main = main.map(|figure| main_figure(scene, figure));
    let totals = totals.map(|figure| total(scene, figure));
    view! {
        <h2 class="answer" data-testid="answer">
            {sentence(scene)}
        </h2>
        <p class="muted">{under_it(scene)}</p>
        <a class="btn btn-3 to-checkup" href=Route::Checkup.href() data-testid="to-checkup">
            {td_string!(scene.lang, insight.to_checkup)}
            <Icon glyph=Glyph::Chevron size=Size::Small/>
        </a>
        <div class="figs sec">{main.into_iter().collect_view()}</div>
        <div class="sheet bandbox">
            <div class="band">{totals.into_iter().collect_view()}</div>
        </div>
    }
    .into_any()
}

/// Three pieces, so that a line breaks between them and never inside one.
fn sentence(scene: &Scene) -> impl IntoView + use<> {
    let (lang, figures) = (scene.lang, &scene.figures);
    let slipping = figures.stages.high_save + figures.stages.low_save;
    let customers = text::customers(lang, figures.customers);
    let repeat = text::people(lang, figures.repeat_customers);
    let slipping = text::people(lang, slipping);
    view! {
        <span>{td_string!(lang, insight.answer_customers, customers = customers)}</span>
        <span>{td_string!(lang, insight.answer_repeat, people = repeat)}</span>
        <span>{td_string!(lang, insight.answer_slipping, people = slipping)}</span>
    }
}

fn under_it(scene: &Scene) -> String {
    let bounds = scene.figures.basis.stage_bounds;
    td_string!(
        scene.lang,
        insight.answer_basis,
        day = scene.as_of(),
        first = number::count(u64::from(bounds.active_days) + 1),
        last = number::count(u64::from(bounds.low_save_days))
    )
}

fn main_figure(scene: &Scene, figure: Explained) -> impl IntoView + use<> {
    let (open, mark) = opener(figure);
    view! {
        <button class="fig" type="button" data-testid=mark aria-haspopup="dialog" on:click=open>
            <span class="k">{figure.name(scene.lang)}</span>
            <span class="v num">{figure.value(scene)}</span>
            <span class="b">{figure.rests_on(scene)}</span>
        </button>
    }
}

fn total(scene: &Scene, figure: Explained) -> impl IntoView + use<> {
    let (open, mark) = opener(figure);
    view! {
        <button type="button" data-testid=mark aria-haspopup="dialog" on:click=open>
            <span class="k">{figure.name(scene.lang)}</span>
            <span class="v num">{figure.value(scene)}</span>
        </button>
    }
}
