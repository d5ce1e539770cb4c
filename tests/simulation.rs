//! Laws of the simulation of a draft, and of what is taken back of a part return.

#[path = "quote/shops.rs"]
mod shops;

use std::collections::{BTreeMap, BTreeSet};

use huitou::domain::coupon::{Coupon, CouponState};
use huitou::domain::money::Fen;
use huitou::domain::price::{Price, PriceLayers};
use huitou::domain::promotion::{
    Benefit, Condition, Limits, OfferId, Promotion, PromotionDraft, Step, Used, Window,
};
use huitou::domain::quantity::Quantity;
use huitou::domain::quote::refund::{Refund, Refunds};
use huitou::domain::quote::take_back::{Given, Sold, TakeBack, take_back};
use huitou::domain::quote::{
    LivePromotion, Offers, Quote, Unmet, quote, quote_only, reasons_against,
};
use huitou::domain::rate::BasisPoints;
use huitou::domain::simulation::{PastOrder, Simulation, Terms, Windows, simulate};
use proptest::option::weighted;
use proptest::prelude::*;
use shops::{cart, fen, offers, today};

fn sum(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    amounts.into_iter().fold(Fen::ZERO, Fen::saturating_add)
}

/// Orders of a few days, each with a customer of its own or one of three.
fn orders(most: usize) -> impl Strategy<Value = Vec<PastOrder>> {
    let cost = prop::collection::vec(weighted(0.8, 0i64..5_000), 0..5);
    prop::collection::vec((cart(), 0u32..3, -6i32..=0, cost), 1..most).prop_map(|orders| {
        let order =
            |(mut cart, customer, ago, costs): (huitou::domain::quote::Cart, _, _, Vec<_>)| {
                cart.day = today().plus(ago);
                let customer = cart.customer.as_ref().map(|_| customer);
                let unit_costs_fen =
                    costs.into_iter().map(|cost: Option<i64>| cost.map(fen)).collect();
                PastOrder { customer, cart, unit_costs_fen }
            };
        orders.into_iter().map(order).collect()
    })
}

/// A draft and a few live promotions.
fn drafted(live: usize) -> impl Strategy<Value = (Promotion, Vec<LivePromotion>)> {
    offers(live + 1, 0).prop_map(|offers| {
        let mut promotions = offers.promotions.into_iter();
        (promotions.next().unwrap().promotion, promotions.collect())
    })
}

fn changed(promotion: &Promotion, change: impl FnOnce(&mut PromotionDraft)) -> Promotion {
    let mut draft = promotion.to_draft();
    change(&mut draft);
    draft.parse().unwrap()
}

fn terms() -> Terms {
    Terms { margin: BasisPoints::new(3_000).unwrap(), windows: Windows::Ignored }
}

/// The draft by itself on one order, in the plain way.
struct Plain {
    offers: Offers,
    only: BTreeSet<OfferId>,
}

impl Plain {
    fn of(draft: &Promotion, used: Used, coupon: CouponState) -> Plain {
        let promotion = changed(draft, |draft| draft.window = Window::default());
        let coupons = match draft.step() {
            Step::Coupon => vec![Coupon {
                id: OfferId::new("the coupon"),
                code: "".into(),
                promotion: draft.id().clone(),
                owner: None,
                last_day: None,
                state: coupon,
            }],
            Step::Line | Step::Order => Vec::new(),
        };
        let acts = coupons.first().map_or(draft.id(), |coupon| &coupon.id).clone();
        let promotions = vec![LivePromotion { promotion, used }];
        Plain { offers: Offers { promotions, coupons }, only: BTreeSet::from([acts]) }
    }

    fn quote(&self, order: &PastOrder) -> Quote {
        quote_only(&order.cart, &self.offers, &self.only).unwrap()
    }

    fn unmet(&self, order: &PastOrder) -> Vec<Unmet> {
        let reasons = reasons_against(&order.cart, &self.offers, &self.only).unwrap();
        reasons.into_iter().flat_map(|(_, unmet)| unmet).collect()
    }
}

/// All that is in a simulation of orders one by one, with the limits counted by hand.
fn naive(draft: &Promotion, orders: &[PastOrder]) -> (u64, Fen, BTreeMap<u32, Fen>) {
    let mut by_day: Vec<&PastOrder> = orders.iter().collect();
    by_day.sort_by_key(|order| order.cart.day);
    let (mut touched, mut cost, mut times) = (0, Fen::ZERO, BTreeMap::<u32, u32>::new());
    let mut gains: BTreeMap<u32, Fen> = BTreeMap::new();
    let beside = matches!(draft.benefit(), Benefit::Gift { .. } | Benefit::PointsMultiplier { .. });
    for order in by_day {
        let mine = order.customer.and_then(|who| times.get(&who)).copied().unwrap_or_default();
        let total = u32::try_from(touched).unwrap();
        let used = Used { by_customer: mine, total, amount_fen: cost };
        let holds = order.customer.is_some() && mine == 0;
        let coupon = if holds { CouponState::Issued } else { CouponState::Voided };
        let quoted = Plain::of(draft, used, coupon).quote(order);
        let given = sum(quoted.sale.discounts.iter().map(|(_, given)| *given));
        if quoted.is_allowed && (given > Fen::ZERO || beside) {
            touched += 1;
            cost = cost.saturating_add(given);
            if let Some(who) = order.customer {
                *times.entry(who).or_default() += 1;
                let gain = gains.entry(who).or_default();
                *gain = gain.saturating_add(given);
            }
        }
    }
    (touched, cost, gains)
}

/// The sums inside of one simulation.
fn hold_together(found: &Simulation) -> Result<(), TestCaseError> {
    let days = || found.by_day.iter();
    prop_assert_eq!(sum(days().map(|day| day.cost_fen)), found.cost_fen);
    prop_assert_eq!(days().map(|day| day.orders).sum::<u64>(), found.touched);
    prop_assert!(days().zip(days().skip(1)).all(|(one, next)| one.day < next.day));
    let gained = sum(found.gains.iter().map(|gain| gain.gain_fen));
    prop_assert_eq!(gained.saturating_add(found.unknown_gain_fen), found.cost_fen);
    let mut gains = found.gains.clone();
    gains.sort_by_key(|gain| (-gain.gain_fen.minor(), gain.customer));
    prop_assert_eq!(&gains, &found.gains);
    prop_assert_eq!(u64::from(found.used_up.uses), found.touched);
    prop_assert!(found.touched + found.unpriced <= found.orders);
    prop_assert!(found.margin_check.orders <= found.touched);
    prop_assert!(found.margin_check.under_cost <= found.margin_check.orders);
    prop_assert!(found.margin_check.were_under_cost <= found.margin_check.under_cost);
    prop_assert!(found.beaten <= found.touched);
    prop_assert!(Fen::ZERO <= found.added_fen);
    for clash in &found.clashes {
        prop_assert!(clash.dropped + clash.lost_to <= found.touched);
        prop_assert!(clash.lost_to <= found.beaten);
    }
    Ok(())
}

proptest! {
    #[test]
    fn it_costs_what_the_draft_gives_order_by_order(
        (draft, live) in drafted(3), orders in orders(12),
    ) {
        let found = simulate(&draft, &live, &orders, terms());
        let (touched, cost, gains) = naive(&draft, &orders);
        prop_assert_eq!((found.touched, found.cost_fen), (touched, cost));
        let told: BTreeMap<u32, Fen> =
            found.gains.iter().map(|gain| (gain.customer, gain.gain_fen)).collect();
        prop_assert_eq!(told, gains);
        prop_assert_eq!(found.orders, orders.len() as u64);
        hold_together(&found)?;
    }

    #[test]
    fn orders_may_come_in_any_order(
        (draft, live) in drafted(3), orders in orders(10), by in any::<prop::sample::Index>(),
    ) {
        let draft = changed(&draft, |draft| {
            draft.limits = Limits::default();
            // A coupon is a limit of its own.
            draft.step = if draft.step == Step::Coupon { Step::Order } else { draft.step };
        });
        let mut mixed = orders.clone();
        mixed.reverse();
        mixed.rotate_left(by.index(orders.len()));
        let found = simulate(&draft, &live, &mixed, terms());
        prop_assert_eq!(found, simulate(&draft, &live, &orders, terms()));
    }

    #[test]
    fn nothing_given_in_changes_and_all_comes_out_again(
        (draft, live) in drafted(3), orders in orders(8),
    ) {
        let (draft_before, live_before, before) = (draft.clone(), live.clone(), orders.clone());
        let found = simulate(&draft, &live, &orders, terms());
        prop_assert_eq!(&found, &simulate(&draft, &live, orders.clone(), terms()));
        prop_assert_eq!((draft, live, orders), (draft_before, live_before, before));
    }

    #[test]
    fn near_misses_are_refused_and_near((draft, live) in drafted(1), orders in orders(12)) {
        let draft = changed(&draft, |draft| draft.limits = Limits::default());
        // Customers of their own, so that a near miss says which order it is.
        let orders: Vec<PastOrder> = (0u32..).zip(orders).map(|(at, mut order)| {
            order.customer = Some(at);
            order
        }).collect();
        let found = simulate(&draft, &live, &orders, terms());
        let plain = Plain::of(&draft, Used::default(), CouponState::Issued);
        let mut near = found.near_misses.iter().map(|near| near.customer).collect::<Vec<_>>();
        near.sort_unstable();
        let misses = orders.iter().filter(|order| {
            let unmet = plain.unmet(order);
            !unmet.is_empty() && unmet.iter().all(|one| match one {
                Unmet::MinAmount { need_fen, have_fen, .. } => {
                    need_fen.minor() - have_fen.minor() <= need_fen.minor() / 5
                }
                _ => false,
            })
        });
        prop_assert_eq!(near, misses.map(|order| order.customer).collect::<Vec<_>>());
        for near in &found.near_misses {
            let at = near.customer.unwrap() as usize;
            prop_assert!(!plain.quote(&orders[at]).is_allowed);
            prop_assert!(Fen::ZERO < near.missing_fen());
            prop_assert!(near.have_fen.minor() * 10 >= near.need_fen.minor() * 8);
        }
    }

    #[test]
    fn a_draft_that_never_applies_costs_nothing(
        (draft, live) in drafted(3), orders in orders(8),
    ) {
        let draft = changed(&draft, |draft| draft.conditions.push(Condition::TierAtLeast(200)));
        let found = simulate(&draft, &live, &orders, terms());
        prop_assert_eq!((found.touched, found.cost_fen, found.added_fen), (0, Fen::ZERO, Fen::ZERO));
        prop_assert!(found.near_misses.is_empty() && found.gains.is_empty());
        prop_assert_eq!(found.beaten, 0);
    }

    #[test]
    fn clashes_are_those_of_the_best_sets((draft, live) in drafted(4), orders in orders(6)) {
        let found = simulate(&draft, &live, &orders, terms());
        let live: Vec<LivePromotion> = live.into_iter().map(|one| LivePromotion {
            promotion: changed(&one.promotion, |draft| draft.window = Window::default()),
            ..one
        }).collect();
        let free = changed(&draft, |draft| draft.limits = Limits::default());
        prop_assume!(free == draft && draft.step() != Step::Coupon);
        let promotion = changed(&draft, |draft| draft.window = Window::default());
        let alone = Plain::of(&draft, Used::default(), CouponState::Issued);
        let (mut added, mut beaten) = (Fen::ZERO, 0);
        let mut dropped: BTreeMap<OfferId, (u64, Fen)> = BTreeMap::new();
        let beside =
            matches!(draft.benefit(), Benefit::Gift { .. } | Benefit::PointsMultiplier { .. });
        for order in &orders {
            let by_itself = alone.quote(order);
            if !by_itself.is_allowed || by_itself.sale.saving_fen == Fen::ZERO && !beside {
                continue;
            }
            let mut all = live.clone();
            let without = Offers { promotions: live.clone(), coupons: Vec::new() };
            all.push(LivePromotion { promotion: promotion.clone(), used: Used::default() });
            let with = Offers { promotions: all, coupons: Vec::new() };
            let (with, without) =
                (quote(&order.cart, &with).unwrap(), quote(&order.cart, &without).unwrap());
            let more = with.best.saving_fen.saturating_sub(without.best.saving_fen);
            added = added.saturating_add(more);
            beaten += u64::from(!with.best.chosen.contains(draft.id()));
            for (id, given) in &without.sale.discounts {
                if !with.best.chosen.contains(id) {
                    let (times, fen) = dropped.entry(id.clone()).or_default();
                    *times += 1;
                    *fen = fen.saturating_add(*given);
                }
            }
        }
        prop_assert_eq!((found.added_fen, found.beaten), (added, beaten));
        let told = found.clashes.iter().filter(|clash| clash.dropped > 0);
        let told: BTreeMap<OfferId, (u64, Fen)> =
            told.map(|one| (one.with.clone(), (one.dropped, one.dropped_fen))).collect();
        prop_assert_eq!(told, dropped);
        let lost = found.clashes.iter().map(|clash| clash.lost_to).sum::<u64>();
        prop_assert!(lost >= found.beaten, "somebody beat it");
    }
}

fn part(lines: Vec<(usize, Quantity)>, postage_fen: Fen) -> Refund {
    Refund { day: today(), lines, amount_fen: Fen::ZERO, postage_fen }
}

fn asks_for_enough(promotion: &Promotion) -> bool {
    let by_benefit = match promotion.benefit() {
        Benefit::AmountOffPer { .. }
        | Benefit::Ladder { .. }
        | Benefit::BuyGet { .. }
        | Benefit::Bundle { .. } => true,
        Benefit::AmountOff { .. }
        | Benefit::Percent { .. }
        | Benefit::FixedPrice { .. }
        | Benefit::FreePostage
        | Benefit::Gift { .. }
        | Benefit::PointsMultiplier { .. } => false,
    };
    let about_amounts = |condition: &Condition| {
        matches!(condition, Condition::MinAmount { .. } | Condition::MinQuantity { .. })
    };
    let conditions = promotion.conditions();
    // Postage of an order whose goods it asks for are all gone.
    let by_goods = matches!(promotion.benefit(), Benefit::FreePostage)
        && conditions.iter().any(Condition::is_about_goods);
    by_benefit || by_goods || conditions.iter().any(about_amounts)
}

proptest! {
    #[test]
    fn what_is_taken_back_is_within_the_refund(
        cart in cart(),
        offers in offers(5, 3),
        parts in prop::collection::vec((any::<prop::sample::Index>(), 0i64..3_000), 1..6),
    ) {
        let sale = quote(&cart, &offers).unwrap().sale;
        let sold = Sold { sale: &sale, cart: &cart, offers: &offers };
        let mut left: Vec<i64> = sale.lines.iter().map(|line| line.quantity.thousandths()).collect();
        let mut refunds: Vec<Refund> = parts.into_iter().map(|(line, units)| {
            let line = line.index(left.len());
            let units = units.min(left[line]);
            left[line] -= units;
            part(vec![(line, Quantity::from_thousandths(units))], Fen::ZERO)
        }).collect();
        let rest = left.iter().map(|left| Quantity::from_thousandths(*left)).enumerate();
        refunds.push(part(rest.collect(), sale.postage_fen));
        let mut frozen = Refunds::of(&sale);
        let mut given: Vec<Given> = Vec::new();
        let mut lacking = Fen::ZERO;
        for refund in &refunds {
            let back: TakeBack = take_back(sold, &given, refund).unwrap();
            prop_assert_eq!(&back.frozen, &frozen.give_back(refund).unwrap());
            prop_assert!(Fen::ZERO <= back.taken_back_fen && Fen::ZERO <= back.refund_fen);
            prop_assert!(back.taken_back_fen <= back.frozen.total_fen);
            prop_assert!(Fen::ZERO <= back.given_again_fen && back.given_again_fen <= lacking);
            if given.is_empty() {
                prop_assert!(back.refund_fen <= back.frozen.total_fen);
            }
            if back.taken_back_fen > Fen::ZERO {
                prop_assert!(back.lost.iter().any(|lost| lost.fen > Fen::ZERO));
            }
            lacking = lacking
                .saturating_add(back.taken_back_fen)
                .saturating_sub(back.given_again_fen);
            given.push(Given { refund, refund_fen: back.refund_fen });
        }
        prop_assert_eq!(lacking, Fen::ZERO, "all of it back is all that was paid");
        prop_assert_eq!(sum(given.iter().map(|given| given.refund_fen)), sale.total_fen);
    }

    #[test]
    fn everything_at_once_takes_nothing_back(cart in cart(), offers in offers(5, 3)) {
        let sale = quote(&cart, &offers).unwrap().sale;
        let sold = Sold { sale: &sale, cart: &cart, offers: &offers };
        let all = sale.lines.iter().map(|line| line.quantity).enumerate().collect();
        let back = take_back(sold, &[], &part(all, sale.postage_fen)).unwrap();
        prop_assert_eq!((back.taken_back_fen, back.refund_fen), (Fen::ZERO, sale.total_fen));
        prop_assert!(back.lost.is_empty());
    }

    #[test]
    fn without_thresholds_nothing_is_taken_back(
        cart in cart(), offers in offers(6, 3), units in prop::collection::vec(0i64..4_000, 5),
    ) {
        let mut offers = offers;
        offers.promotions.retain(|live| !asks_for_enough(&live.promotion));
        offers.coupons.retain(|coupon| {
            offers.promotions.iter().any(|live| *live.promotion.id() == coupon.promotion)
        });
        let sale = quote(&cart, &offers).unwrap().sale;
        let sold = Sold { sale: &sale, cart: &cart, offers: &offers };
        let lines = sale.lines.iter().zip(units).enumerate().map(|(at, (line, units))| {
            (at, Quantity::from_thousandths(units.min(line.quantity.thousandths())))
        });
        let refund = part(lines.collect(), Fen::ZERO);
        let back = take_back(sold, &[], &refund).unwrap();
        prop_assert_eq!(back.taken_back_fen, Fen::ZERO);
        prop_assert_eq!(back.refund_fen, Refunds::of(&sale).give_back(&refund).unwrap().total_fen);
    }

    #[test]
    fn of_one_promotion_the_rest_is_what_it_costs_by_itself(
        cart in cart(), offers in offers(1, 0), units in prop::collection::vec(0i64..4, 5),
    ) {
        let mut cart = cart;
        cart.points = None;
        // Prices of the rest have to be those of the sale: no breaks of quantity.
        for line in &mut cart.lines {
            let unit = line.prices.base.as_ref().and_then(|price| price.at(Quantity::ONE)).unwrap();
            let base = Some(Price::flat(unit).unwrap());
            line.prices = PriceLayers { base, ..PriceLayers::default() };
        }
        let sale = quote(&cart, &offers).unwrap().sale;
        if sale.discounts.is_empty() {
            return Ok(());
        }
        let sold = Sold { sale: &sale, cart: &cart, offers: &offers };
        let mut rest = cart.clone();
        let lines: Vec<(usize, Quantity)> = rest.lines.iter_mut().zip(units).enumerate()
            .map(|(at, (line, units))| {
                let back = (units * 1_000).min(line.quantity.thousandths());
                let kept = line.quantity.thousandths() - back;
                line.quantity = Quantity::from_thousandths(kept);
                (at, Quantity::from_thousandths(back))
            }).collect();
        let back = take_back(sold, &[], &part(lines, Fen::ZERO)).unwrap();
        let mut free = offers.clone();
        free.promotions[0].promotion =
            changed(&offers.promotions[0].promotion, |draft| draft.limits = Limits::default());
        let id = free.promotions[0].promotion.id().clone();
        let by_itself = quote_only(&rest, &free, &BTreeSet::from([id])).unwrap().sale.total_fen;
        let most = back.frozen.total_fen;
        if back.lost.iter().any(|lost| lost.fen > Fen::ZERO) && !back.frozen.is_full {
            let refund = sale.total_fen.saturating_sub(by_itself);
            prop_assert_eq!(back.refund_fen, refund.max(Fen::ZERO).min(most));
        } else {
            prop_assert_eq!(back.refund_fen, most);
        }
    }
}
