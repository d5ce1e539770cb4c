//! Price care: what there is to be said of the prices of goods, who paid more before one fell, what
//! is cleared, and what begins soon.

pub mod ahead;
pub mod check;
pub mod clearance;
pub mod cut_warning;
pub mod drawn;
pub mod forms;
pub mod good;
pub mod launch_form;
pub mod list;
pub mod marks;
pub mod people;
pub mod profit;
pub mod season_form;
pub mod typed;

use std::sync::Arc;

use leptos::prelude::*;

use super::rest_of_address;
use crate::domain::loyalty::RuleId;
use crate::domain::shop::Freshness;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{CareScene, use_state};
use crate::ui::text;

/// Where the section stands.
pub const HOME: &str = "#/grow/care";

/// The goods as they stand, once they are gathered.
pub type Scene = Signal<Option<Arc<CareScene>>>;

/// Where the page of a good is.
#[must_use]
pub fn href_of(id: RuleId) -> String {
    format!("{HOME}/good/{id}")
}

/// What stands beside the list, or in its place on a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// Nothing yet.
    Nothing,
    /// The goods are still being gathered.
    Waiting,
    /// Goods whose season comes.
    Seasons,
    /// Launch prices.
    Launches,
    /// What is cleared.
    Clearance,
    /// A good, by its number.
    Good(Arc<str>),
    /// There is no such thing.
    Missing,
}

fn shown(rest: &str, scene: Option<&CareScene>) -> Shown {
    match rest {
        "" => Shown::Nothing,
        "season" => Shown::Seasons,
        "launch" => Shown::Launches,
        "clearance" => Shown::Clearance,
        _ => {
            let Some(id) = rest.strip_prefix("good/").and_then(RuleId::parse) else {
                return Shown::Missing;
            };
            let Some(scene) = scene else { return Shown::Waiting };
            let good = scene.goods.iter().find(|good| good.id == id);
            good.map_or(Shown::Missing, |good| Shown::Good(good.sku.clone()))
        }
    }
}

/// The section.
#[component]
pub fn CarePage() -> impl IntoView {
    let state = use_state();
    let rest = rest_of_address();
    let scene = state.price_care();
    let shown = Memo::new(move |_| scene.with(|scene| shown(&rest.get(), scene.as_deref())));
    let one = move || match shown.get() {
        Shown::Nothing => view! { <Hint/> }.into_any(),
        Shown::Waiting => view! { <Waiting/> }.into_any(),
        Shown::Seasons => view! { <ahead::Seasons scene/> }.into_any(),
        Shown::Launches => view! { <ahead::Launches scene/> }.into_any(),
        Shown::Clearance => view! { <clearance::ClearancePage scene/> }.into_any(),
        Shown::Good(sku) => view! { <good::GoodPage sku scene/> }.into_any(),
        Shown::Missing => view! { <Missing/> }.into_any(),
    };
    view! {
        <div class="offers care" class:is-open=move || !rest.get().is_empty()>
            <div class="offer-list">
                <list::GoodsList scene rest/>
            </div>
            <div class="offer-one">
                <a class="back only-phone" href=HOME>
                    <Icon glyph=Glyph::Back size=Size::Small/>
                    {say!(price_care.back)}
                </a>
                {one}
            </div>
        </div>
    }
}

/// What is said while the orders are gone through.
#[component]
pub fn Waiting() -> impl IntoView {
    view! {
        <p class="care-wait muted" role="status" data-testid="care-waiting">
            <span class="care-dots" aria-hidden="true"></span>
            {say!(price_care.waiting)}
        </p>
    }
}

/// How far the orders reach, where that is not up to now.
#[component]
pub fn Reach() -> impl IntoView {
    let state = use_state();
    let says = move || {
        let freshness = state.freshness();
        (freshness != Freshness::Fresh)
            .then(|| text::freshness(state.lang.get(), &freshness, state.today()))
    };
    view! {
        <p class="small warn care-reach" data-testid="care-reach">
            {says}
        </p>
    }
}

#[component]
fn Hint() -> impl IntoView {
    view! {
        <div class="empty sheet only-desk" data-testid="care-hint">
            <h2>{say!(price_care.choose)}</h2>
            <p>{say!(price_care.choose_hint)}</p>
        </div>
    }
}

#[component]
fn Missing() -> impl IntoView {
    let state = use_state();
    let says = move || td_string!(state.lang.get(), price_care.missing_hint);
    view! {
        <div class="empty sheet" data-testid="care-missing">
            <h2>{say!(price_care.missing)}</h2>
            <p>{says}</p>
            <a class="btn" href=HOME>
                {say!(price_care.back)}
            </a>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_shows() {
        let id = RuleId::of_product("A1");
        for (rest, expected) in [
            ("", Shown::Nothing),
            ("season", Shown::Seasons),
            ("launch", Shown::Launches),
            ("clearance", Shown::Clearance),
            (&*format!("good/{id}"), Shown::Waiting),
            ("good/x", Shown::Missing),
            ("x", Shown::Missing),
        ] {
            assert_eq!(shown(rest, None), expected, "{rest}");
        }
    }
}
