//! By whose word he came, whom he brought (RE1), and thanks for it.

use leptos::html;
use leptos::prelude::*;

use super::CardScene;
use crate::domain::command::{Booked, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, Offer, RuleId};
use crate::domain::promotion::Step;
use crate::domain::shop::Shop;
use crate::ui::bidi::isolated;
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::components::text_field::TextField;
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::say::{say, words};
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// So many are offered for what is typed.
const OFFERED: usize = 6;

/// Somebody who is named on the card.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    name: String,
    href: String,
    key: CustomerKey,
}

impl Known {
    fn of(shop: &Shop, at: Index) -> Option<Known> {
        let at = at.position();
        let href = Asked::default().href_of(&shop.customer_id(at).to_string());
        let key = shop.customers().get(at)?.clone();
        Some(Known { name: text::called(shop, at), href, key })
    }
}

/// What the card says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ReferralScene {
    by: Option<Known>,
    brought: Vec<Known>,
}

impl ReferralScene {
    pub(super) fn of(shop: &Shop, customer: Index, day: Day) -> ReferralScene {
        let referrals = shop.referrals_of(customer, day);
        let known = |at: &Index| Known::of(shop, *at);
        ReferralScene {
            by: referrals.by.as_ref().and_then(known),
            brought: referrals.brought.iter().filter_map(known).collect(),
        }
    }
}

/// The section; looking back, only where there is something to say.
pub(super) fn referral(
    state: State,
    scene: &CardScene,
    referring: RwSignal<bool>,
) -> Option<AnyView> {
    let (lang, said) = (scene.lang, &scene.referral);
    if state.looks_back && said.by.is_none() && said.brought.is_empty() {
        return None;
    }
    let by = said.by.as_ref().map(|by| {
        let says = td_string!(lang, referral.by, who = isolated(&by.name));
        let href = by.href.clone();
        view! {
            <p data-testid="referral-by">
                <a class="link" href=href>
                    {says}
                </a>
            </p>
        }
    });
    let brought = (!said.brought.is_empty()).then(|| {
        let people = text::people(lang, said.brought.len() as u64);
        let one = |it: &Known| {
            let (name, href) = (it.name.clone(), it.href.clone());
            view! {
                <li>
                    <a class="link" href=href>
                        <Named name/>
                    </a>
                </li>
            }
        };
        view! {
            <p>{td_string!(lang, referral.brought, people = people)}</p>
            <ul class="referral-list" data-testid="referral-brought">
                {said.brought.iter().map(one).collect_view()}
            </ul>
        }
    });
    let is_known = said.by.is_some();
    let set = (!state.looks_back).then(|| {
        let says = match is_known {
            true => td_string!(lang, referral.change),
            false => td_string!(lang, referral.set),
        };
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="referral-set"
                aria-expanded=move || referring.get().to_string()
                on:click=move |_| referring.update(|it| *it = !*it)
            >
                {says}
            </button>
        }
    });
    let thanks = said.by.clone().filter(|_| !state.looks_back).map(|by| {
        let Known { name, href, key } = by;
        view! { <Thanks name href referrer=key/> }
    });
    Some(
        view! {
            <section data-testid="card-referral">
                <h3>{td_string!(lang, referral.title)}</h3>
                {by}
                {brought}
                {thanks}
                {set}
            </section>
        }
        .into_any(),
    )
}

/// A coupon for whoever brought him.
#[component]
fn Thanks(
    /// What he is called.
    name: String,
    /// His card.
    href: String,
    /// Who he is.
    referrer: CustomerKey,
) -> impl IntoView {
    let state = use_state();
    let given = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<Refused>);
    let title = {
        let name = name.clone();
        move || td_string!(state.lang.get(), referral.thank, who = isolated(&name))
    };
    let coupons = Memo::new(move |_| {
        let rules = state.rulebook();
        let can = |offer: &Offer| offer.is_on && offer.promotion.step == Step::Coupon;
        let all = rules.offers().filter(|(_, offer)| can(offer));
        all.map(|(id, offer)| (id, offer.name.clone())).collect::<Vec<(RuleId, String)>>()
    });
    let rests = Signal::derive(move || !state.may_set());
    let choices = move || {
        let choice = |(offer, coupon): (RuleId, String)| {
            let (referrer, name, shown) = (referrer.clone(), name.clone(), veil::text(&coupon));
            let give = move |()| {
                let (coupon, to) = (coupon.clone(), vec![referrer.clone()]);
                state.issue_coupons(offer, to, 0, name.clone(), move |done| match done {
                    Ok(()) => {
                        refused.set(None);
                        given.set(Some(coupon));
                    }
                    Err(it) => refused.set(Some(it)),
                });
            };
            let says = td_string!(state.lang.get(), referral.thank_with, coupon = shown);
            view! {
                <Press testid="referral-thank" rests act=give>
                    {says}
                </Press>
            }
        };
        coupons.get().into_iter().map(choice).collect_view()
    };
    let went = move || {
        let coupon = veil::text(&given.get()?);
        Some(td_string!(state.lang.get(), referral.thanked, coupon = coupon))
    };
    let wrong = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    view! {
        <details class="fold" data-testid="referral-thanks">
            <summary>{title}</summary>
            <p class="small muted">{say!(referral.thank_hint)}</p>
            <Show when=move || coupons.with(Vec::is_empty)>
                <p class="small">
                    {say!(referral.thank_no_coupon)}
                    " "
                    <a class="link" href="#/grow/coupons">
                        {say!(referral.thank_make)}
                    </a>
                </p>
            </Show>
            <div class="btn-row">
                {choices}
                <a class="btn btn-3" href=href>
                    {say!(referral.thank_card)}
                </a>
            </div>
            <p class="small" role="status" data-testid="referral-thanked">
                {went}
            </p>
            <p class="err" role="alert">
                {wrong}
            </p>
        </details>
    }
}

/// Who it was: looked for by name, letters or phone.
#[component]
pub fn ReferralForm(
    /// Who came.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// Open or not.
    referring: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    state.want_search();
    let form: NodeRef<html::Section> = NodeRef::new();
    focus::enter(form);
    let typed = RwSignal::new(String::new());
    let seeking = state.seek(typed, OFFERED * 4);
    let refused = RwSignal::new(None::<Refused>);
    let own = customer.clone();
    let found = Memo::new(move |_| {
        let hits = seeking.hits()?;
        state.with_roster(|roster| {
            let shop = roster.shop();
            let places = hits.best.iter().map(|hit| hit.place);
            let people = places.filter_map(|at| {
                let key = shop.customers().get(at)?.clone();
                let view = PersonView::of(roster, at).filter(|_| key != own)?;
                Some((view.name, text::label(&key), key))
            });
            people.take(OFFERED).collect::<Vec<_>>()
        })
    });
    let choose = StoredValue::new((customer, name));
    let option = move |(other_name, label, other): (String, String, CustomerKey)| {
        let pick = move |_| {
            let (customer, name) = choose.get_value();
            let other = Some(other.clone());
            let booked = Booked { customer: Some(customer), other, booking: Booking::Referred };
            state.book(vec![booked], name, move |done| match done {
                Ok(()) => referring.set(false),
                Err(it) => refused.set(Some(it)),
            });
        };
        let note =
            (label != other_name).then(|| view! { <span class="small muted">{label}</span> });
        view! {
            <li>
                <button
                    class="referral-option"
                    type="button"
                    data-testid="referral-option"
                    disabled=move || !state.may_set()
                    on:click=pick
                >
                    <Named name=other_name/>
                    {note}
                </button>
            </li>
        }
    };
    let options = move || {
        let all = found.get().unwrap_or_default();
        (!all.is_empty()).then(|| {
            view! { <ul class="rows sheet">{all.into_iter().map(option).collect_view()}</ul> }
        })
    };
    let status = move || {
        let lang = state.lang.get();
        if typed.with(|it| it.trim().is_empty()) {
            ""
        } else if !state.is_search_ready() {
            td_string!(lang, referral.gathering)
        } else if found.with(|it| it.as_ref().is_some_and(Vec::is_empty)) {
            td_string!(lang, referral.none)
        } else {
            ""
        }
    };
    let wrong = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    view! {
        <section class="form" data-testid="referral-form" node_ref=form>
            <h3>{say!(referral.set)}</h3>
            <TextField
                testid="referral-search"
                label=words(|lang| td_string!(lang, referral.search))
                written=typed
            />
            <p class="small muted" role="status">
                {status}
            </p>
            {options}
            <p class="err" role="alert">
                {wrong}
            </p>
            <div class="btn-row ends">
                <Press testid="referral-cancel" act=move |()| referring.set(false)>
                    {say!(referral.cancel)}
                </Press>
            </div>
        </section>
    }
}
