//! The coupons that he holds or held, and taking one back.

use leptos::prelude::*;
use uuid::Uuid;

use super::{CardScene, Forms};
use crate::domain::command::{Booked, Refused};
use crate::domain::coupon::life::Life;
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, Rule};
use crate::domain::member::{About, HeldCoupon};
use crate::domain::shop::Shop;
use crate::ui::bidi::isolated;
use crate::ui::components::entry::Entry;
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, words};
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// So many stand open; older ones come with a tap.
const FIRST: usize = 5;

/// The number of the order that used a coupon; empty where none did, or it has no number.
pub(super) fn order_of(shop: &Shop, customer: Index, coupon: &HeldCoupon) -> String {
    let Some(Life::Redeemed { order, .. }) = &coupon.life.life else { return String::new() };
    match shop.about_order(customer, order) {
        About::Order { number, .. } => number,
        About::Given { .. } | About::Spent { .. } | About::Unknown => String::new(),
    }
}

/// The word for checks.
const fn state_word(life: &Life) -> &'static str {
    match life {
        Life::Issued { .. } => "issued",
        Life::Redeemed { .. } => "redeemed",
        Life::Expired { .. } => "expired",
        Life::Voided { .. } => "voided",
    }
}

/// How it stands, in the words of the trade (seller-notes 50-54), and the class of its tag.
fn life_words(lang: Locale, life: &Life, today: Day, number: &str) -> (String, &'static str) {
    match life {
        Life::Issued { last_day, back, .. } => {
            let is_back = back.is_some();
            let first = match is_back {
                true => td_string!(lang, points.coupon_back),
                false => td_string!(lang, points.coupon_unused),
            };
            let left = last_day.map(|last| last.days_since(today));
            let ends = left.map(|left| match u64::try_from(left) {
                Ok(0) | Err(_) => td_string!(lang, points.coupon_ends_today).to_owned(),
                Ok(left) => {
                    td_string!(lang, points.coupon_ends, days = text::days(lang, left))
                }
            });
            let soon = left.is_some_and(|left| left <= 3);
            let says = [Some(first.to_owned()), ends].into_iter().flatten();
            let class = if soon { "tag tag-warn" } else { "tag tag-accent" };
            (says.collect::<Vec<_>>().join(" · "), class)
        }
        Life::Redeemed { .. } if number.is_empty() => {
            (td_string!(lang, points.coupon_used).to_owned(), "tag")
        }
        Life::Redeemed { .. } => {
            (td_string!(lang, points.coupon_used_on, number = isolated(number)), "tag")
        }
        Life::Expired { .. } => (td_string!(lang, points.coupon_expired).to_owned(), "tag"),
        Life::Voided { .. } => (td_string!(lang, points.coupon_voided).to_owned(), "tag"),
    }
}

/// The section; not there where he never had one.
pub(super) fn coupons(state: State, scene: &CardScene, forms: Forms) -> Option<AnyView> {
    let coupons = &scene.member.coupons;
    if coupons.is_empty() {
        return None;
    }
    let lang = scene.lang;
    let row = |(coupon, number): &(HeldCoupon, String)| row(state, scene, forms, coupon, number);
    let (first, rest) = coupons.split_at(coupons.len().min(FIRST));
    let older = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary class="small">{td_string!(lang, points.coupons_older)}</summary>
                <ul class="rows">{rest.iter().filter_map(row).collect_view()}</ul>
            </details>
        }
    });
    Some(
        view! {
            <section data-testid="card-coupons">
                <h3>{td_string!(lang, points.coupons)}</h3>
                <ul class="rows">{first.iter().filter_map(row).collect_view()}</ul>
                {older}
            </section>
        }
        .into_any(),
    )
}

fn row(
    state: State,
    scene: &CardScene,
    forms: Forms,
    coupon: &HeldCoupon,
    number: &str,
) -> Option<AnyView> {
    let lang = scene.lang;
    let life = coupon.life.life.as_ref()?;
    let (says, class) = life_words(lang, life, scene.member.day, number);
    let name = scene.rules.rule(coupon.offer).map(Rule::name).unwrap_or_default();
    let name = match name {
        "" => td_string!(lang, points.coupon_gone).to_owned(),
        name => name.to_owned(),
    };
    let why = match life {
        Life::Voided { reason, .. } => Some(veil::text(reason)),
        Life::Issued { .. } | Life::Redeemed { .. } | Life::Expired { .. } => None,
    };
    let conflicts = (!coupon.life.conflicts.is_empty()).then(|| {
        view! { <p class="small warn">{td_string!(lang, points.coupon_conflict)}</p> }
    });
    let id = coupon.coupon;
    let voiding = forms.voiding;
    let void = (coupon.is_usable() && state.may_set()).then(|| {
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="coupon-void"
                aria-expanded=move || (voiding.get() == Some(id)).to_string()
                on:click=move |_| {
                    voiding.update(|it| *it = if *it == Some(id) { None } else { Some(id) })
                }
            >
                {td_string!(lang, points.void)}
            </button>
        }
    });
    let (customer, person) = (scene.key.clone(), scene.person.name.clone());
    let form = move || {
        (voiding.get() == Some(id)).then(|| {
            let (customer, name) = (customer.clone(), person.clone());
            view! { <VoidForm coupon=id customer name reason=forms.void_reason voiding/> }
        })
    };
    Some(
        view! {
            <li
                class="pts-coupon"
                data-testid="coupon-row"
                data-code=coupon.code.clone()
                data-state=state_word(life)
            >
                <div class="pts-row">
                    <div>
                        <b><Named name/></b>
                        <p class="muted num">{veil::text(&coupon.code)}</p>
                        <p class="small">{why}</p>
                        {conflicts}
                    </div>
                    <span class=class>{says}</span>
                    {void}
                </div>
                {form}
            </li>
        }
        .into_any(),
    )
}

/// Asks why it is taken back. What is typed outlives a change of the book.
#[component]
pub fn VoidForm(
    /// Which coupon.
    coupon: Uuid,
    /// Whose.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// Why, as it is typed.
    reason: RwSignal<String>,
    /// The coupon whose form is open.
    voiding: RwSignal<Option<Uuid>>,
) -> impl IntoView {
    let state = use_state();
    let no_reason = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refused>);
    let save = move |()| {
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            return no_reason.set(true);
        }
        let booking = Booking::CouponVoided { coupon, reason: why };
        let booked = Booked { customer: Some(customer.clone()), other: None, booking };
        state.book(vec![booked], name.clone(), move |done| match done {
            Ok(()) => {
                reason.set(String::new());
                voiding.set(None);
            }
            Err(fault) => {
                refused.try_set(Some(fault));
            }
        });
    };
    let wrong = Signal::derive(move || match no_reason.get() {
        true => td_string!(state.lang.get(), points.no_reason),
        false => "",
    });
    let typed = move |text| {
        reason.set(text);
        no_reason.set(false);
    };
    let says =
        move || refused.get().map(|it| text::refused(state.lang.get(), &it)).unwrap_or_default();
    view! {
        <div class="form" data-testid="void-form">
            <Entry
                id="void-reason"
                label=words(|lang| td_string!(lang, points.void_reason))
                value=reason
                keys="text"
                wrong
                typed
            />
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row ends">
                <Press
                    testid="void-cancel"
                    class="btn btn-3"
                    act=move |()| voiding.set(None)
                >
                    {say!(card.cancel)}
                </Press>
                <Press testid="void-save" class="btn btn-bad" act=save>
                    {say!(points.void_this)}
                </Press>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::coupon::life::Back;
    use crate::domain::points::Cause;

    #[test]
    fn how_a_coupon_stands() {
        let today = Day::from_number(20_000);
        let back = || Some(Back { order: Cause::new("o"), day: today });
        let issued = |days: Option<i32>, back| Life::Issued {
            day: today,
            last_day: days.map(|it| today.plus(it)),
            back,
        };
        for (life, number, zh, en) in [
            (issued(None, None), "", "未使用", "Unused"),
            (issued(Some(5), None), "", "未使用 · 还有 5 天到期", "Unused · Ends in 5 days"),
            (issued(Some(0), None), "", "未使用 · 今天到期", "Unused · Ends today"),
            (issued(None, back()), "", "已退回，可再用", "Returned, usable again"),
            (
                Life::Redeemed { order: Cause::new("o"), day: today },
                "N1",
                "已使用 · 订单 N1",
                "Used on order N1",
            ),
            (Life::Redeemed { order: Cause::new("o"), day: today }, "", "已使用", "Used"),
            (Life::Expired { last_day: today, back: back() }, "", "已过期", "Expired"),
            (Life::Voided { day: today, reason: Arc::from("x") }, "", "已作废", "Cancelled"),
        ] {
            assert_eq!(life_words(Locale::zh, &life, today, number).0, zh);
            assert_eq!(life_words(Locale::en, &life, today, number).0, en);
        }
    }
}
