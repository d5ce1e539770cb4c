//! The form of one gift.

use leptos::html;
use leptos::prelude::*;

use super::own_goods::OwnGoods;
use crate::domain::command::Refused;
use crate::domain::loyalty::{Gift, GiftKind, Rule, RuleId};
use crate::domain::money::Fen;
use crate::ui::components::chips::Chip;
use crate::ui::components::entry::Entry;
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Name,
    Points,
    Offer,
    Stock,
    Cost,
}

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typed {
    name: String,
    points: String,
    is_coupon: bool,
    offer: Option<RuleId>,
    stock: String,
    cost: String,
}

impl Typed {
    fn of(gift: &Gift) -> Typed {
        let typed =
            Typed { name: gift.name.clone(), points: gift.points.to_string(), ..Typed::default() };
        match gift.kind {
            GiftKind::Coupon { offer } => Typed { is_coupon: true, offer: Some(offer), ..typed },
            GiftKind::Goods { stock, cost_fen } => Typed {
                stock: stock.map(|it| it.to_string()).unwrap_or_default(),
                cost: cost_fen.map(number::plain_money).unwrap_or_default(),
                ..typed
            },
        }
    }

    /// The gift, or everything that is wrong. Empty stock is not counted, an empty cost not known.
    fn read(&self, is_on: bool) -> Result<Gift, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            wrong.push(Wrong::Name);
        }
        let points = number::typed_count(&self.points).filter(|it| *it > 0);
        if points.is_none() {
            wrong.push(Wrong::Points);
        }
        let kind = match self.is_coupon {
            true => self.offer.map(|offer| GiftKind::Coupon { offer }).ok_or(Wrong::Offer),
            false => self.goods(),
        };
        match (points, kind, wrong.is_empty()) {
            (Some(points), Ok(kind), true) => Ok(Gift { name, is_on, points, kind }),
            (_, Err(fault), _) => {
                wrong.push(fault);
                Err(wrong)
            }
            (Some(_) | None, Ok(_), _) => Err(wrong),
        }
    }

    fn goods(&self) -> Result<GiftKind, Wrong> {
        let stock = match self.stock.trim() {
            "" => None,
            text => Some(number::typed_count(text).ok_or(Wrong::Stock)?),
        };
        let cost_fen: Option<Fen> = match self.cost.trim() {
            "" => None,
            text => Some(number::typed_money(text).map_err(|_| Wrong::Cost)?),
        };
        Ok(GiftKind::Goods { stock, cost_fen })
    }
}

/// A new gift, or one that is there.
#[component]
pub fn GiftForm(
    /// The gift that is written anew; its stock is what is left now.
    known: Option<(RuleId, Gift)>,
    /// The coupons that the shop gives, by name.
    offers: Memo<Vec<(RuleId, String)>>,
    /// Told when it is done with.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    focus::enter(form);
    let id = known.as_ref().map(|(id, _)| *id);
    let is_on = known.as_ref().is_none_or(|(_, gift)| gift.is_on);
    let typed = RwSignal::new(known.map(|(_, gift)| Typed::of(&gift)).unwrap_or_default());
    let wrong = RwSignal::new(Vec::<Wrong>::new());
    let refused = RwSignal::new(None::<Refused>);
    let at = move |which: Wrong, words: fn(Locale) -> &'static str| {
        Signal::derive(move || match wrong.with(|it| it.contains(&which)) {
            true => words(state.lang.get()),
            false => "",
        })
    };
    let of = move |field: fn(&Typed) -> &String| {
        Signal::derive(move || typed.with(|it| field(it).clone()))
    };
    let put = move |field: fn(&mut Typed) -> &mut String| {
        Callback::new(move |text| {
            typed.update(|it| *field(it) = text);
            wrong.set(Vec::new());
        })
    };
    let kind = move |is_coupon: bool| {
        typed.update(|it| it.is_coupon = is_coupon);
        wrong.set(Vec::new());
    };
    let save = move || match typed.with_untracked(|it| it.read(is_on)) {
        Err(faults) => {
            wrong.set(faults);
            focus::first_invalid(form);
        }
        Ok(gift) => {
            let name = gift.name.clone();
            state.set_rule(id, Rule::Gift(gift), name, move |done| match done {
                Ok(()) => close.run(()),
                Err(fault) => {
                    refused.try_set(Some(fault));
                }
            });
        }
    };
    let says =
        move || refused.get().map(|it| text::refused(state.lang.get(), &it)).unwrap_or_default();
    let choose = move |(name, cost): (String, Option<Fen>)| {
        typed.update(|it| {
            it.name = name;
            it.cost = cost.map(number::plain_money).unwrap_or_default();
        });
        wrong.set(Vec::new());
    };
    let goods = move || {
        view! {
            <OwnGoods choose/>
            <div class="pts-pair">
                <Entry
                    id="gift-stock"
                    label=words(|lang| td_string!(lang, points.gift_stock))
                    value=of(|it| &it.stock)
                    wrong=at(Wrong::Stock, |lang| td_string!(lang, points.not_a_number))
                    typed=put(|it| &mut it.stock)
                />
                <Entry
                    id="gift-cost"
                    label=words(|lang| td_string!(lang, points.gift_cost))
                    value=of(|it| &it.cost)
                    keys="decimal"
                    wrong=at(Wrong::Cost, |lang| td_string!(lang, points.not_money))
                    typed=put(|it| &mut it.cost)
                />
            </div>
        }
    };
    let offer_says = at(Wrong::Offer, |lang| td_string!(lang, points.gift_no_offer));
    view! {
        <form
            class="form pts-inner"
            data-testid="gift-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <div class="chips" role="group" aria-label=say!(points.gift_kind)>
                <Chip
                    testid="gift-goods"
                    pressed=Signal::derive(move || typed.with(|it| !it.is_coupon))
                    choose=move |()| kind(false)
                >
                    {say!(points.gift_as_goods)}
                </Chip>
                <Chip
                    testid="gift-coupon"
                    pressed=Signal::derive(move || typed.with(|it| it.is_coupon))
                    choose=move |()| kind(true)
                >
                    {say!(points.gift_as_coupon)}
                </Chip>
            </div>
            <div class="pts-pair">
                <Entry
                    id="gift-name"
                    label=words(|lang| td_string!(lang, points.gift_name))
                    value=of(|it| &it.name)
                    keys="text"
                    wrong=at(Wrong::Name, |lang| td_string!(lang, points.gift_no_name))
                    typed=put(|it| &mut it.name)
                />
                <Entry
                    id="gift-points"
                    label=words(|lang| td_string!(lang, points.gift_points))
                    value=of(|it| &it.points)
                    wrong=at(Wrong::Points, |lang| td_string!(lang, points.not_points))
                    typed=put(|it| &mut it.points)
                />
            </div>
            <Show when=move || typed.with(|it| !it.is_coupon)>{goods}</Show>
            <Show when=move || typed.with(|it| it.is_coupon)>
                <Offers typed offers wrong=offer_says/>
            </Show>
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row ends">
                <Press testid="gift-cancel" class="btn btn-3" act=move |()| close.run(())>
                    {say!(card.cancel)}
                </Press>
                <button class="btn btn-1" type="submit" data-testid="gift-save">
                    {say!(card.save)}
                </button>
            </div>
        </form>
    }
}

/// Which coupon it is.
#[component]
fn Offers(
    typed: RwSignal<Typed>,
    offers: Memo<Vec<(RuleId, String)>>,
    wrong: Signal<&'static str>,
) -> impl IntoView {
    let options = move || {
        let chosen = typed.with_untracked(|it| it.offer);
        let option = |(id, name): (RuleId, String)| {
            view! {
                <option value=id.to_string() selected=chosen == Some(id)>
                    {name}
                </option>
            }
        };
        offers.get().into_iter().map(option).collect_view()
    };
    let choose = move |value: String| typed.update(|it| it.offer = RuleId::parse(&value));
    view! {
        <Show when=move || offers.with(Vec::is_empty)>
            <p class="small warn">{say!(points.gift_needs_offer)}</p>
        </Show>
        <label class="field">
            <span class="label">{say!(points.gift_offer)}</span>
            <select
                class="input"
                data-testid="gift-offer-choice"
                aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="">{say!(points.gift_choose)}</option>
                {options}
            </select>
        </label>
        <p class="err" role="alert">
            {move || wrong.get()}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gift_is_read_or_every_wrong_field_is_named() {
        let offer = RuleId(uuid::Uuid::from_u128(7));
        let goods = |name: &str, points: &str, stock: &str, cost: &str| Typed {
            name: name.to_owned(),
            points: points.to_owned(),
            stock: stock.to_owned(),
            cost: cost.to_owned(),
            ..Typed::default()
        };
        let gift = |kind| Gift { name: "杯子".to_owned(), is_on: true, points: 300, kind };
        let of_goods = |stock, cost: Option<i64>| {
            gift(GiftKind::Goods { stock, cost_fen: cost.map(Fen::from_minor) })
        };
        for (typed, expected, rule) in [
            (goods(" 杯子 ", "300", "", ""), Ok(of_goods(None, None)), "not counted"),
            (goods("杯子", "300", "0", "12.5"), Ok(of_goods(Some(0), Some(1_250))), "all of it"),
            (goods("", "0", "", ""), Err(vec![Wrong::Name, Wrong::Points]), "two at once"),
            (goods("杯子", "300", "1.5", ""), Err(vec![Wrong::Stock]), "no whole number"),
            (goods("杯子", "300", "", "x"), Err(vec![Wrong::Cost]), "no amount"),
            (
                Typed { is_coupon: true, ..goods("杯子", "300", "x", "x") },
                Err(vec![Wrong::Offer]),
                "a coupon of nothing",
            ),
            (
                Typed { is_coupon: true, offer: Some(offer), ..goods("杯子", "300", "", "") },
                Ok(gift(GiftKind::Coupon { offer })),
                "a coupon",
            ),
        ] {
            assert_eq!(typed.read(true), expected, "{rule}");
        }
        let known = of_goods(Some(3), Some(1_250));
        assert_eq!(Typed::of(&known).read(true), Ok(known), "written as it is");
    }
}
