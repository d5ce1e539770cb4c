//! The card of one customer: who this is at a glance, then everything that is known.

mod figures;
mod head;
mod orders;

use leptos::prelude::*;

use super::Listing;
use super::asked::Asked;
use super::facts::PersonView;
use crate::domain::day::Day;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::i18n::Locale;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};

/// What the sections of a card are drawn from.
pub(super) struct CardScene {
    pub(super) person: PersonView,
    /// The day up to which the figures look.
    pub(super) as_of: Day,
    pub(super) lang: Locale,
    pub(super) this_year: i32,
}

impl CardScene {
    fn of(state: State, id: &str) -> Option<CardScene> {
        let looked = state.with_roster(|roster| {
            let at = roster.shop().customer_with_id(id)?.position();
            Some((PersonView::of(roster, at)?, roster.live().basis().as_of))
        });
        let (person, as_of) = looked.flatten()?;
        Some(CardScene { person, as_of, lang: state.lang.get(), this_year: state.this_year() })
    }

    /// A day, without its year where that is this one.
    pub(super) fn day(&self, day: Day) -> String {
        number::day(day, self.lang, self.this_year)
    }
}

/// The card of the address, or what one sees beside the list before one is chosen.
#[component]
pub fn CardPage(
    /// The list it stands beside.
    listing: Listing,
) -> impl IntoView {
    let state = use_state();
    let Listing { asked, open, .. } = listing;
    move || {
        let id = open.get();
        if id.is_empty() {
            return view! { <NobodyChosen/> }.into_any();
        }
        match CardScene::of(state, &id) {
            Some(scene) => card(state, &scene, asked).into_any(),
            None => view! { <NotHere/> }.into_any(),
        }
    }
}

fn card(state: State, scene: &CardScene, asked: Memo<Asked>) -> impl IntoView + use<> {
    view! {
        <a class="back only-phone" href=move || asked.get().href()>
            <Icon glyph=Glyph::Back/>
            {say!(card.back)}
        </a>
        <article
            class="sheet card"
            data-testid="customer-card"
            data-id=scene.person.id.clone()
            tabindex="-1"
        >
            {head::head(scene)} {figures::rhythm(scene)} {figures::account(scene)}
            {orders::orders(state, scene)}
        </article>
    }
}

#[component]
fn NobodyChosen() -> impl IntoView {
    view! {
        <div class="empty sheet only-desk">
            <Icon glyph=Glyph::People/>
            <p>{say!(card.choose)}</p>
        </div>
    }
}

#[component]
fn NotHere() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="card-missing">
            <h2>{say!(card.missing)}</h2>
            <p>{say!(card.missing_hint)}</p>
            <a class="btn" href="#/customers">
                {say!(card.back)}
            </a>
        </div>
    }
}
