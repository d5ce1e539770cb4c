//! Promotions of the shop: the list, and the editor beside it. Rules of coupons are written with the
//! same editor.

pub mod choices;
pub mod editor;
pub mod example;
pub mod form_words;
pub mod gift_worth;
pub mod history;
pub mod kinds;
pub mod outcome;
pub mod presets;
pub mod sample;
pub mod simulation;
pub mod slot_form;
pub mod slots;
pub mod typed;

use leptos::prelude::*;

use super::rest_of_address;
use crate::domain::loyalty::{Offer, Rule, RuleId};
use crate::domain::promotion::Step;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::text::offer::OfferNames;
use crate::ui::veil;

/// In which section an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What acts by itself.
    Promotions,
    /// What acts through coupons.
    Coupons,
}

impl Shelf {
    /// True where an offer stands there.
    #[must_use]
    pub fn holds(self, offer: &Offer) -> bool {
        (self == Shelf::Coupons) == (offer.promotion.step == Step::Coupon)
    }

    /// The step of a new offer.
    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Shelf::Promotions => Step::Order,
            Shelf::Coupons => Step::Coupon,
        }
    }

    /// Its address.
    #[must_use]
    pub const fn href(self) -> &'static str {
        match self {
            Shelf::Promotions => "#/grow/promotions",
            Shelf::Coupons => "#/grow/coupons",
        }
    }

    /// The address of something on it.
    #[must_use]
    pub fn href_of(self, rest: &str) -> String {
        format!("{}/{rest}", self.href())
    }

    /// What something new is called before it has a name.
    #[must_use]
    pub fn new_title(self, lang: Locale) -> &'static str {
        match self {
            Shelf::Promotions => td_string!(lang, offer.new_promotion),
            Shelf::Coupons => td_string!(lang, offer.new_coupon),
        }
    }
}

/// The page: list and editor.
#[component]
pub fn PromotionsPage() -> impl IntoView {
    let rest = rest_of_address();
    let editor = move || match rest.get().as_str() {
        "" => view! { <Hint/> }.into_any(),
        "new" => view! { <editor::OfferEditor id=None shelf=Shelf::Promotions/> }.into_any(),
        rest => match RuleId::parse(rest) {
            Some(id) => {
                view! { <editor::OfferEditor id=Some(id) shelf=Shelf::Promotions/> }.into_any()
            }
            None => view! { <editor::Gone shelf=Shelf::Promotions/> }.into_any(),
        },
    };
    view! {
        <div class="offers" class:is-open=move || !rest.get().is_empty()>
            <div class="offer-list">
                <OfferList shelf=Shelf::Promotions/>
                <a
                    class="btn btn-wide"
                    href=Shelf::Promotions.href_of("new")
                    data-testid="promotion-new"
                >
                    <Icon glyph=Glyph::Plus size=Size::Small/>
                    {say!(offer.new_promotion)}
                </a>
            </div>
            <div class="offer-one">
                <a class="back only-phone" href=Shelf::Promotions.href()>
                    <Icon glyph=Glyph::Back size=Size::Small/>
                    {say!(offer.back)}
                </a>
                {editor}
            </div>
        </div>
    }
}

/// What stands beside the list while nothing is chosen.
#[component]
pub fn Hint() -> impl IntoView {
    view! {
        <div class="empty sheet only-desk">
            <h2>{say!(offer.hint)}</h2>
            <p>{say!(offer.hint_says)}</p>
        </div>
    }
}

/// What is set up, each with its sentence and its switch.
#[component]
pub fn OfferList(
    /// Of which section.
    shelf: Shelf,
) -> impl IntoView {
    let state = use_state();
    let rest = rest_of_address();
    let all = Memo::new(move |_| {
        let rules = state.rulebook();
        let of = rules.offers().filter(|(_, offer)| shelf.holds(offer));
        of.map(|(id, offer)| (id, offer.clone())).collect::<Vec<_>>()
    });
    let on = move || all.with(|all| all.iter().filter(|(_, offer)| offer.is_on).count());
    let count = move || td_string!(state.lang.get(), offer.on_count, n = on());
    let rows = move || {
        let lang = state.lang.get();
        let names = OfferNames::of(&state.rulebook(), state.this_year());
        let row = |(id, offer): (RuleId, Offer)| {
            let mut says = text::offer::plain(lang, &offer.promotion, &names);
            if shelf == Shelf::Coupons {
                says.push(' ');
                says.push_str(&text::offer::validity(lang, offer.valid_days));
            }
            let is_here = Memo::new(move |_| rest.get() == id.to_string());
            view! { <OfferRow id offer says shelf is_here/> }
        };
        all.get().into_iter().map(row).collect_view()
    };
    let title = move || match shelf {
        Shelf::Promotions => td_string!(state.lang.get(), grow.promotions),
        Shelf::Coupons => td_string!(state.lang.get(), offer.in_house),
    };
    view! {
        <section class="sec" data-testid="offer-list">
            <div class="sec-h">
                <h2>{title}</h2>
                <span class="n">{count}</span>
            </div>
            <Show
                when=move || all.with(|all| !all.is_empty())
                fallback=move || {
                    view! {
                        <div class="empty sheet">
                            <p>
                                {move || match shelf {
                                    Shelf::Promotions => {
                                        td_string!(state.lang.get(), offer.none_yet)
                                    }
                                    Shelf::Coupons => td_string!(state.lang.get(), offer.no_coupons),
                                }}
                            </p>
                        </div>
                    }
                }
            >
                <ul class="rows sheet">{rows}</ul>
            </Show>
        </section>
    }
}

/// One of the list.
#[component]
pub fn OfferRow(
    /// Which rule.
    id: RuleId,
    /// What it says.
    offer: Offer,
    /// That as a sentence.
    says: String,
    /// Of which section.
    shelf: Shelf,
    /// True while its editor stands.
    is_here: Memo<bool>,
) -> impl IntoView {
    let state = use_state();
    let name = veil::text(&offer.name);
    let label = td_string!(state.lang.get_untracked(), offer.switch, name = name.clone());
    let is_on = offer.is_on;
    let turn = move |event: leptos::ev::Event| {
        let is_on = event_target_checked(&event);
        // As the book has it now, not as it was drawn.
        let known = untrack(|| state.rulebook().rule(id).and_then(Rule::offer).cloned());
        if let Some(known) = known {
            let name = known.name.clone();
            state.set_rule(Some(id), Rule::Offer(Offer { is_on, ..known }), name, |_| {});
        }
    };
    view! {
        <li>
            <div
                class="prom"
                class:is-on=move || is_here.get()
                data-testid="offer-row"
                data-id=id.to_string()
                data-on=is_on.to_string()
            >
                <div>
                    <a
                        class="offer-link"
                        href=shelf.href_of(&id.to_string())
                        aria-current=move || is_here.get().then_some("true")
                    >
                        <b>
                            <bdi>{name}</bdi>
                        </b>
                        <span class="small">{says}</span>
                    </a>
                </div>
                <label class="switch">
                    <span class="sr">{label}</span>
                    <input
                        type="checkbox"
                        role="switch"
                        data-testid="offer-switch"
                        prop:checked=is_on
                        disabled=move || !state.may_set()
                        on:change=turn
                    />
                </label>
            </div>
        </li>
    }
}
