//! What there is to be had for points.

use leptos::prelude::*;

use super::gift_form::GiftForm;
use crate::domain::loyalty::{Gift, GiftKind, Rule, RuleId};
use crate::domain::promotion::Step;
use crate::ui::bidi::isolated;
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Members, State, use_state};
use crate::ui::text;

/// A gift as it stands in the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its rule.
    pub id: RuleId,
    /// What it says, with the stock that is left now: written again as it is, nothing is lost.
    pub gift: Gift,
    /// The name of the offer, where it is a coupon.
    pub offer: String,
}

impl Listed {
    fn all(members: Members<'_>) -> Vec<Listed> {
        let gifts = members.rules.gifts().map(|(id, gift)| {
            let mut gift = gift.clone();
            if let GiftKind::Goods { stock, .. } = &mut gift.kind {
                *stock = members.shop.gift_stock(id);
            }
            let offer = match gift.kind {
                GiftKind::Coupon { offer } => members.rules.rule(offer).map(Rule::name),
                GiftKind::Goods { .. } => None,
            };
            let offer = offer.unwrap_or_default().to_owned();
            Listed { id, gift, offer }
        });
        let mut gifts: Vec<Listed> = gifts.collect();
        gifts.sort_by_key(|it| (!it.gift.is_on, it.gift.points));
        gifts
    }

    /// What stands below its name.
    fn about(&self, lang: Locale) -> String {
        let price = text::points(lang, u64::from(self.gift.points));
        let kind = match self.gift.kind {
            GiftKind::Coupon { .. } if self.offer.is_empty() => {
                Some(td_string!(lang, points.coupon_gone).to_owned())
            }
            GiftKind::Coupon { .. } => {
                Some(td_string!(lang, points.gift_coupon, name = isolated(&self.offer)))
            }
            GiftKind::Goods { stock: Some(0), .. } => {
                Some(td_string!(lang, points.none_left).to_owned())
            }
            GiftKind::Goods { stock: Some(left), .. } => {
                Some(td_string!(lang, points.left, n = number::count(left.into())))
            }
            GiftKind::Goods { stock: None, .. } => None,
        };
        let cost = match self.gift.kind {
            GiftKind::Goods { cost_fen: Some(cost), .. } => {
                let cost = number::money(cost.minor().into());
                Some(td_string!(lang, points.gift_cost_is, cost = cost))
            }
            GiftKind::Goods { cost_fen: None, .. } | GiftKind::Coupon { .. } => None,
        };
        [Some(price), kind, cost].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// Which form is open.
#[derive(Clone, Debug, PartialEq)]
enum Open {
    New,
    Edit(Listed),
}

/// The catalogue.
#[component]
pub fn GiftsSection() -> impl IntoView {
    let state = use_state();
    let listed = Memo::new(move |_| state.with_members(Listed::all).unwrap_or_default());
    let offers = Memo::new(move |_| {
        let rules = state.rulebook();
        let coupons = rules.offers().filter(|(_, offer)| offer.promotion.step == Step::Coupon);
        coupons.map(|(id, offer)| (id, offer.name.clone())).collect::<Vec<_>>()
    });
    let open = RwSignal::new(None::<Open>);
    let close = Callback::new(move |()| open.set(None));
    let form = move || {
        open.get().map(|which| {
            let known = match which {
                Open::New => None,
                Open::Edit(listed) => Some((listed.id, listed.gift)),
            };
            view! { <GiftForm known offers close/> }
        })
    };
    let rows = move || {
        let row = |it: Listed| row(state, it, open);
        listed.get().into_iter().map(row).collect_view()
    };
    view! {
        <section class="sheet pad sec form" data-testid="gifts">
            <h2>{say!(points.gifts)}</h2>
            <p class="muted">{say!(points.gifts_hint)}</p>
            <Show when=move || listed.with(Vec::is_empty)>
                <p class="muted" data-testid="gifts-none">
                    {say!(points.gifts_none)}
                </p>
            </Show>
            <ul class="rows">{rows}</ul>
            {form}
            <Show when=move || open.with(Option::is_none)>
                <div class="btn-row">
                    <Press
                        testid="gift-new"
                        rests=Signal::derive(move || !state.may_set())
                        act=move |()| open.set(Some(Open::New))
                    >
                        {say!(points.gift_new)}
                    </Press>
                    <Show when=move || !state.may_set()>
                        <p class="muted">{say!(points.rests_now)}</p>
                    </Show>
                </div>
            </Show>
        </section>
    }
}

fn row(state: State, it: Listed, open: RwSignal<Option<Open>>) -> AnyView {
    let (lang, may_set) = (state.lang.get(), state.may_set());
    let about = it.about(lang);
    let (id, gift) = (it.id, it.gift.clone());
    let name = gift.name.clone();
    let off = (!gift.is_on)
        .then(|| view! { <span class="tag">{td_string!(lang, points.gift_off)}</span> });
    let turn = {
        let gift = gift.clone();
        move |()| {
            let turned = Gift { is_on: !gift.is_on, ..gift.clone() };
            state.set_rule(Some(id), Rule::Gift(turned), gift.name.clone(), |_| {});
        }
    };
    let words = match gift.is_on {
        true => td_string!(lang, points.gift_turn_off),
        false => td_string!(lang, points.gift_turn_on),
    };
    let removed = name.clone();
    let acts = may_set.then(|| {
        view! {
            <div class="btn-row">
                <Press testid="gift-turn" class="btn btn-3" act=turn>
                    {words}
                </Press>
                <Press
                    testid="gift-edit"
                    class="btn btn-3"
                    act=move |()| open.set(Some(Open::Edit(it.clone())))
                >
                    {td_string!(lang, card.edit)}
                </Press>
                <Press
                    testid="gift-remove"
                    class="btn btn-3"
                    act=move |()| state.remove_rule(id, removed.clone(), |_| {})
                >
                    {td_string!(lang, points.remove)}
                </Press>
            </div>
        }
    });
    view! {
        <li class="pts-row" data-testid="gift-row" data-id=id.to_string()>
            <div>
                <b><Named name/></b>
                " "
                {off}
                <p class="muted">{about}</p>
            </div>
            {acts}
        </li>
    }
    .into_any()
}
