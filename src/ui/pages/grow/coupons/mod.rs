//! Coupons: those of the shop, which are used here, and those that a platform makes and gives.

pub mod audience;
pub mod codes;
pub mod issue;
pub mod platform;
pub mod sheet;
pub mod void;

use leptos::prelude::*;

use super::promotions::editor::{Gone, OfferEditor};
use super::promotions::{Hint, OfferList, Shelf};
use super::rest_of_address;
use crate::domain::loyalty::{Rule, RuleId, RuleKind};
use crate::domain::promotion::Step;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::say::say;
use crate::ui::state::use_state;

/// What stands beside the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    Question,
    New,
    NewPlatform,
    InHouse(RuleId),
    Platform(RuleId),
    Gone,
}

/// The page: list, and what was chosen of it.
#[component]
pub fn CouponsPage() -> impl IntoView {
    let state = use_state();
    let rest = rest_of_address();
    let shown = Memo::new(move |_| match rest.get().as_str() {
        "" => Shown::Nothing,
        "new" => Shown::Question,
        "new/shop" => Shown::New,
        "new/platform" => Shown::NewPlatform,
        rest => {
            let rules = state.rulebook();
            let rule = RuleId::parse(rest).and_then(|id| Some((id, rules.rule(id)?)));
            match rule {
                Some((id, rule)) if rule.kind() == RuleKind::Platform => Shown::Platform(id),
                Some((id, Rule::Offer(offer))) if offer.promotion.step == Step::Coupon => {
                    Shown::InHouse(id)
                }
                Some(_) | None => Shown::Gone,
            }
        }
    });
    let one = move || match shown.get() {
        Shown::Nothing => view! { <Hint/> }.into_any(),
        Shown::Question => view! { <Question/> }.into_any(),
        Shown::New => view! { <OfferEditor id=None shelf=Shelf::Coupons/> }.into_any(),
        Shown::NewPlatform => view! { <platform::PlatformEditor id=None/> }.into_any(),
        Shown::InHouse(id) => view! {
            <OfferEditor id=Some(id) shelf=Shelf::Coupons/>
            <issue::Issue id/>
            <codes::Codes id/>
        }
        .into_any(),
        Shown::Platform(id) => view! { <platform::PlatformEditor id=Some(id)/> }.into_any(),
        Shown::Gone => view! { <Gone shelf=Shelf::Coupons/> }.into_any(),
    };
    view! {
        <div class="offers" class:is-open=move || !rest.get().is_empty()>
            <div class="offer-list">
                <OfferList shelf=Shelf::Coupons/>
                <platform::PlatformList/>
                <a class="btn btn-wide" href=Shelf::Coupons.href_of("new") data-testid="coupon-new">
                    <Icon glyph=Glyph::Plus size=Size::Small/>
                    {say!(offer.new_coupon)}
                </a>
            </div>
            <div class="offer-one">
                <a class="back only-phone" href=Shelf::Coupons.href()>
                    <Icon glyph=Glyph::Back size=Size::Small/>
                    {say!(offer.back)}
                </a>
                {one}
            </div>
        </div>
    }
}

/// Which of the two it is to be: the first thing to know of any coupon.
#[component]
pub fn Question() -> impl IntoView {
    view! {
        <section class="sec" aria-labelledby="coupon-q" data-testid="coupon-question">
            <div class="sec-h">
                <h2 id="coupon-q">{say!(offer.question)}</h2>
            </div>
            <div class="coupon-two">
                <a
                    class="sheet pad"
                    href=Shelf::Coupons.href_of("new/shop")
                    data-testid="coupon-new-shop"
                >
                    <b>{say!(offer.in_house)}</b>
                    <span class="small">{say!(offer.in_house_says)}</span>
                </a>
                <a
                    class="sheet pad"
                    href=Shelf::Coupons.href_of("new/platform")
                    data-testid="coupon-new-platform"
                >
                    <b>{say!(offer.platform)}</b>
                    <span class="small">{say!(offer.platform_says)}</span>
                </a>
            </div>
        </section>
    }
}
