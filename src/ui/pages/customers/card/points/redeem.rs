//! A gift of the catalogue taken for points. A coupon is issued by the same act.

use leptos::html;
use leptos::prelude::*;

use crate::domain::command::{Booked, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::loyalty::{Booking, Gift, GiftKind, Rule, RuleId};
use crate::domain::points::Points;
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// A gift as it is offered.
#[derive(Clone, Debug, PartialEq)]
struct Offered {
    id: RuleId,
    gift: Gift,
    /// How many are left; `None` = not counted.
    left: Option<u32>,
    /// The coupon that it is cannot be given any more.
    is_gone: bool,
    /// What can be spent.
    available: Points,
}

impl Offered {
    fn price(&self) -> Points {
        Points::new(i64::from(self.gift.points))
    }

    /// Why it cannot be had; empty = it can.
    fn obstacle(&self, lang: Locale) -> String {
        let missing = self.price().saturating_sub(self.available);
        if self.is_gone {
            td_string!(lang, points.coupon_off).to_owned()
        } else if self.left == Some(0) {
            td_string!(lang, points.none_left).to_owned()
        } else if missing > Points::ZERO {
            let points = text::points(lang, missing.number().unsigned_abs());
            td_string!(lang, points.short_of, points = points)
        } else {
            String::new()
        }
    }

    /// What stands below its name.
    fn about(&self, lang: Locale) -> String {
        let price = text::points(lang, u64::from(self.gift.points));
        let beside = match (self.gift.kind, self.left) {
            (GiftKind::Coupon { .. }, _) => Some(td_string!(lang, points.as_coupon).to_owned()),
            (GiftKind::Goods { .. }, Some(left)) => {
                Some(td_string!(lang, points.left, n = crate::ui::number::count(left.into())))
            }
            (GiftKind::Goods { .. }, None) => None,
        };
        [Some(price), beside].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// The gifts that can be had, the cheapest first.
#[component]
pub fn RedeemForm(
    /// Whom.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// What he can spend now.
    available: Signal<Points>,
    /// Told when it is done with.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Section> = NodeRef::new();
    focus::enter(form);
    let wrong = RwSignal::new(None::<Refused>);
    let offered = Memo::new(move |_| {
        let available = available.get();
        let of = |members: crate::ui::state::Members<'_>| {
            let on = members.rules.gifts().filter(|(_, gift)| gift.is_on);
            let mut offered: Vec<Offered> = on
                .map(|(id, gift)| {
                    let left = members.shop.gift_stock(id);
                    let is_gone = match gift.kind {
                        GiftKind::Coupon { offer } => {
                            let offer = members.rules.rule(offer).and_then(Rule::offer);
                            offer.is_none_or(|offer| !offer.is_on)
                        }
                        GiftKind::Goods { .. } => false,
                    };
                    Offered { id, gift: gift.clone(), left, is_gone, available }
                })
                .collect();
            offered.sort_by_key(|it| it.gift.points);
            offered
        };
        state.with_members(of).unwrap_or_default()
    });
    let redeem = Callback::new(move |it: Offered| {
        let (gift, note, points) = (Some(it.id), it.gift.name.clone(), it.price());
        let booking = Booking::PointsSpent { points, gift, note };
        let booked = Booked { customer: Some(customer.clone()), other: None, booking };
        state.book(vec![booked], name.clone(), move |done| match done {
            Ok(()) => close.run(()),
            Err(refused) => wrong.set(Some(refused)),
        });
    });
    let rows = move || {
        let lang = state.lang.get();
        let row = |it: Offered| {
            let obstacle = it.obstacle(lang);
            let rests = !obstacle.is_empty();
            let (gift_name, about) = (it.gift.name.clone(), it.about(lang));
            view! {
                <li class="pts-row" data-testid="gift-offer">
                    <div>
                        <b><Named name=gift_name/></b>
                        <p class="muted">{about}</p>
                        <p class="small warn">{obstacle}</p>
                    </div>
                    <Press testid="gift-take" rests act=move |()| redeem.run(it.clone())>
                        {td_string!(lang, points.redeem_this)}
                    </Press>
                </li>
            }
        };
        offered.get().into_iter().map(row).collect_view()
    };
    let says =
        move || wrong.get().map(|it| text::refused(state.lang.get(), &it)).unwrap_or_default();
    view! {
        <section class="form" data-testid="redeem-form" node_ref=form>
            <h3>{say!(points.redeem)}</h3>
            <Show when=move || offered.with(Vec::is_empty)>
                <p class="muted">{say!(points.no_gifts)}</p>
            </Show>
            <ul class="rows">{rows}</ul>
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row ends">
                <Press testid="redeem-cancel" class="btn btn-3" act=move |()| close.run(())>
                    {say!(card.cancel)}
                </Press>
            </div>
        </section>
    }
}
