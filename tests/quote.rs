//! Laws of the quote: what must hold for every cart and all offers, not only for those we thought of.

#[path = "quote/shops.rs"]
mod shops;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use huitou::domain::money::Fen;
use huitou::domain::points::Points;
use huitou::domain::promotion::{Benefit, OfferId, Step};
use huitou::domain::quantity::Quantity;
use huitou::domain::quote::refund::{Refund, Refunded, Refunds};
use huitou::domain::quote::{
    Cart, CartLine, Offers, Quote, SearchBy, TakenOff, Verdict, advice, quote, quote_by, quote_only,
};
use proptest::prelude::*;
use shops::{cart, fen, offers, today};

fn sum(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    amounts.into_iter().fold(Fen::ZERO, Fen::saturating_add)
}

/// Everything that may be chosen.
fn ids(offers: &Offers) -> Vec<OfferId> {
    let promotions = offers.promotions.iter().filter(|live| live.promotion.step() != Step::Coupon);
    let coupons = offers.coupons.iter().map(|coupon| coupon.id.clone());
    promotions.map(|live| live.promotion.id().clone()).chain(coupons).collect()
}

/// A set with all that ties are decided by, read off the quote of exactly that set.
struct Measured {
    ids: Vec<OfferId>,
    saving: Fen,
    gives: usize,
    waste: Fen,
    coupons: usize,
    last_days: Vec<i32>,
}

fn measured(cart: &Cart, offers: &Offers, only: &BTreeSet<OfferId>) -> Option<Measured> {
    let quoted = quote_only(cart, offers, only).unwrap();
    if !quoted.is_allowed {
        return None;
    }
    let coupon = |id: &OfferId| offers.coupons.iter().find(|coupon| coupon.id == *id);
    let rule = |id: &OfferId| {
        let rule = coupon(id).map_or(id, |coupon| &coupon.promotion);
        &offers.promotions.iter().find(|live| live.promotion.id() == rule).unwrap().promotion
    };
    let gives = |id: &&OfferId| {
        matches!(rule(id).benefit(), Benefit::Gift { .. } | Benefit::PointsMultiplier { .. })
    };
    let last_day = |id: &OfferId| {
        let own = coupon(id).and_then(|coupon| coupon.last_day);
        own.or(rule(id).window().last_day).map_or(i32::MAX, |day| day.number())
    };
    let mut last_days: Vec<i32> = only.iter().map(last_day).collect();
    last_days.sort_unstable();
    Some(Measured {
        ids: only.iter().cloned().collect(),
        saving: quoted.sale.saving_fen,
        gives: only.iter().filter(|id| coupon(id).is_none()).filter(gives).count(),
        waste: quoted.sale.waste_fen,
        coupons: only.iter().filter(|id| coupon(id).is_some()).count(),
        last_days,
    })
}

/// Semantics 11: greater saving, more gifts and multipliers of promotions, less waste, fewer coupons,
/// fewer promotions, smaller last days, smaller ids. `Less` is better.
fn by_choice(one: &Measured, other: &Measured) -> Ordering {
    let promotions = |set: &Measured| set.ids.len() - set.coupons;
    (other.saving.cmp(&one.saving))
        .then(other.gives.cmp(&one.gives))
        .then(one.waste.cmp(&other.waste))
        .then(one.coupons.cmp(&other.coupons))
        .then(promotions(one).cmp(&promotions(other)))
        .then_with(|| one.last_days.cmp(&other.last_days))
        .then_with(|| one.ids.cmp(&other.ids))
}

/// All allowed sets, best first, one by one without any search.
fn brute_force(cart: &Cart, offers: &Offers) -> Vec<Measured> {
    let ids = ids(offers);
    let mut allowed: Vec<Measured> = (0u32..1 << ids.len())
        .filter_map(|bits| {
            let members = ids.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
            measured(cart, offers, &members.map(|(_, id)| id.clone()).collect())
        })
        .collect();
    allowed.sort_by(by_choice);
    allowed
}

/// Holds a quote against all allowed sets: the chosen, the next best, every verdict.
fn hold_against(quoted: &Quote, allowed: &[Measured]) -> Result<(), TestCaseError> {
    let best = &allowed[0];
    prop_assert_eq!(&quoted.best.chosen, &best.ids);
    prop_assert_eq!(quoted.best.saving_fen, best.saving);
    prop_assert!(quoted.is_proven);
    let lacks_one = |set: &&Measured| best.ids.iter().any(|id| !set.ids.contains(id));
    let next = allowed.iter().find(lacks_one).map(|next| (next.ids.clone(), next.saving));
    let told = quoted.next_best.as_ref().map(|next| (next.chosen.clone(), next.saving_fen));
    prop_assert_eq!(told, next);
    for on in &quoted.verdicts {
        let with = allowed.iter().find(|set| set.ids.contains(&on.id));
        let expected = with.map(|with| best.saving.saturating_sub(with.saving));
        match (&on.verdict, expected) {
            (Verdict::Chosen, Some(_)) => prop_assert!(best.ids.contains(&on.id)),
            (Verdict::Usable { by_fen, is_exact }, Some(by)) => {
                prop_assert_eq!((*by_fen, *is_exact), (by, true));
            }
            (Verdict::Refused { unmet }, None) => prop_assert!(!unmet.is_empty()),
            (verdict, expected) => prop_assert!(false, "{verdict:?}, {expected:?}"),
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_sums_are_right(cart in cart(), offers in offers(6, 4)) {
        let quoted = quote(&cart, &offers).unwrap();
        let sale = &quoted.sale;
        for line in &sale.lines {
            let off = sum(line.discounts.iter().map(|(_, off)| *off));
            prop_assert_eq!(line.payable_fen, line.priced.amount_fen.saturating_sub(off));
            prop_assert!(Fen::ZERO <= line.payable_fen);
            prop_assert!(line.payable_fen <= line.priced.amount_fen);
            prop_assert!(line.discounts.iter().all(|(_, off)| *off > Fen::ZERO));
        }
        let payable = sum(sale.lines.iter().map(|line| line.payable_fen));
        prop_assert_eq!(sale.total_fen, payable.saturating_add(sale.postage_fen));
        let off_by = |by: &dyn Fn(&TakenOff) -> bool| {
            let all = sale.lines.iter().flat_map(|line| &line.discounts);
            sum(all.filter(|(who, _)| by(who)).map(|(_, off)| *off))
        };
        prop_assert_eq!(off_by(&|who| matches!(who, TakenOff::Offer(_))), sale.discount_fen);
        prop_assert_eq!(off_by(&|who| *who == TakenOff::Points), sale.points_paid.fen);
        // What each of the chosen gives: off lines, postage and gifts together.
        let given = sum(sale.discounts.iter().map(|(_, fen)| *fen));
        prop_assert_eq!(given, sale.saving_fen);
    }

    #[test]
    fn the_order_of_the_offers_changes_nothing(
        cart in cart(), offers in offers(6, 4), by in any::<prop::sample::Index>(),
    ) {
        let mut mixed = offers.clone();
        mixed.promotions.reverse();
        let middle = by.index(mixed.promotions.len());
        mixed.promotions.rotate_left(middle);
        mixed.coupons.reverse();
        prop_assert_eq!(quote(&cart, &mixed), quote(&cart, &offers));
    }

    #[test]
    fn the_best_of_all_allowed_sets(cart in cart(), offers in offers(5, 3)) {
        let allowed = brute_force(&cart, &offers);
        hold_against(&quote_by(&cart, &offers, SearchBy::Enumeration).unwrap(), &allowed)?;
        hold_against(&quote_by(&cart, &offers, SearchBy::BranchAndBound).unwrap(), &allowed)?;
    }

    #[test]
    fn branch_and_bound_is_enumeration(cart in cart(), offers in offers(9, 6)) {
        let all = quote_by(&cart, &offers, SearchBy::Enumeration);
        prop_assert_eq!(quote_by(&cart, &offers, SearchBy::BranchAndBound), all);
    }

    #[test]
    fn no_greedy_order_is_better(
        cart in cart(), offers in offers(8, 6), order in prop::collection::vec(any::<u16>(), 14),
    ) {
        let mut ids: Vec<(u16, OfferId)> = order.into_iter().zip(ids(&offers)).collect();
        ids.sort();
        let mut taken: BTreeSet<OfferId> = BTreeSet::new();
        let mut saving = Fen::ZERO;
        for (_, id) in ids {
            let mut more = taken.clone();
            more.insert(id);
            let tried = quote_only(&cart, &offers, &more).unwrap();
            if tried.is_allowed {
                (taken, saving) = (more, tried.sale.saving_fen);
            }
        }
        prop_assert!(quote(&cart, &offers).unwrap().best.saving_fen >= saving);
    }

    #[test]
    fn advice_that_is_followed_makes_it_usable(cart in cart(), offers in offers(6, 3)) {
        for on in quote(&cart, &offers).unwrap().verdicts {
            let Some(advice) = advice(&cart, &offers, &on.id).unwrap() else { continue };
            let is_refused = matches!(on.verdict, Verdict::Refused { .. });
            prop_assert!(is_refused);
            prop_assert!(advice.amount.is_some() || advice.line.is_some());
            let follow = |change: &dyn Fn(&mut Cart)| {
                let mut more = cart.clone();
                change(&mut more);
                let after = quote(&more, &offers).unwrap();
                let of_it = after.verdicts.iter().find(|after| after.id == on.id).unwrap();
                (!matches!(of_it.verdict, Verdict::Refused { .. }), more)
            };
            if let Some(more) = advice.amount {
                let typed = |amount| CartLine::typed(amount).unwrap();
                let (usable, changed) = follow(&|cart| cart.lines.push(typed(more.amount_fen)));
                prop_assert!(usable);
                let paid = sum(changed.price_lines().unwrap().iter().map(|line| line.amount_fen));
                let before = sum(cart.price_lines().unwrap().iter().map(|line| line.amount_fen));
                prop_assert_eq!(paid.saturating_sub(before), more.costs_fen, "what it costs");
                let less = fen(more.amount_fen.minor() - 1);
                prop_assert!(!follow(&|cart| cart.lines.push(typed(less))).0, "a fen less");
            }
            if let Some(more) = advice.line {
                let add = |cart: &mut Cart, thousandths: i64| {
                    let quantity = &mut cart.lines[more.line].quantity;
                    *quantity = Quantity::from_thousandths(quantity.thousandths() + thousandths);
                };
                let (usable, _) = follow(&|cart| add(cart, more.add.thousandths()));
                prop_assert!(usable);
                let step = if more.add.thousandths() % 1_000 == 0
                    && cart.lines[more.line].quantity.thousandths() % 1_000 == 0 { 1_000 } else { 1 };
                let less = more.add.thousandths() - step;
                prop_assert!(less <= 0 || !follow(&|cart| add(cart, less)).0, "a step less");
            }
        }
    }

    #[test]
    fn a_refund_of_all_is_what_was_paid(cart in cart(), offers in offers(5, 4)) {
        let sale = quote(&cart, &offers).unwrap().sale;
        let all = Refund {
            day: today(),
            lines: sale.lines.iter().map(|line| line.quantity).enumerate().collect(),
            amount_fen: Fen::ZERO,
            postage_fen: sale.postage_fen,
        };
        let back = Refunds::of(&sale).give_back(&all).unwrap();
        prop_assert_eq!(back.total_fen, sale.total_fen);
        prop_assert!(back.is_full);
        prop_assert_eq!(back.points_reversed, sale.points_earned);
        prop_assert_eq!(back.points_returned, sale.points_paid.points);
        let mut given = sale.discounts.clone();
        given.sort();
        prop_assert_eq!(back.budget_back, given);
        prop_assert_eq!(back.coupons_back.len(), sale.coupons.len());
        for (line, back) in back.lines {
            prop_assert_eq!(back, sale.lines[line].payable_fen);
        }
    }

    #[test]
    fn parts_that_are_given_back_are_one_whole(
        cart in cart(),
        offers in offers(5, 4),
        parts in prop::collection::vec((any::<prop::sample::Index>(), 1i64..4_000, 0i64..3_000), 0..8),
    ) {
        let sale = quote(&cart, &offers).unwrap().sale;
        let mut refunds = Refunds::of(&sale);
        let mut returned = vec![0i64; sale.lines.len()];
        let mut all: Vec<Refunded> = Vec::new();
        for (line, units, amount) in parts {
            let line = line.index(sale.lines.len());
            let left = sale.lines[line].quantity.thousandths() - returned[line];
            let units = units.min(left);
            returned[line] += units;
            let part = Refund {
                day: today(),
                lines: vec![(line, Quantity::from_thousandths(units))],
                amount_fen: fen(amount % 700),
                postage_fen: Fen::ZERO,
            };
            all.push(refunds.give_back(&part).unwrap());
        }
        let rest = Refund {
            day: today(),
            lines: (0..).zip(&sale.lines).map(|(at, line): (usize, _)| {
                let left = line.quantity.thousandths() - returned[at];
                (at, Quantity::from_thousandths(left))
            }).collect(),
            amount_fen: Fen::ZERO,
            postage_fen: sale.postage_fen,
        };
        all.push(refunds.give_back(&rest).unwrap());
        let points = |of: fn(&Refunded) -> Points| {
            all.iter().map(of).fold(Points::ZERO, Points::saturating_add)
        };
        prop_assert_eq!(sum(all.iter().map(|one| one.total_fen)), sale.total_fen);
        prop_assert_eq!(points(|one| one.points_reversed), sale.points_earned);
        prop_assert_eq!(points(|one| one.points_returned), sale.points_paid.points);
        prop_assert!(all.last().unwrap().is_full);
        prop_assert_eq!(all.iter().filter(|one| !one.coupons_back.is_empty()).count(),
            usize::from(!sale.coupons.is_empty()), "once");
        for (id, given) in &sale.discounts {
            let back = all.iter().flat_map(|one| &one.budget_back).filter(|(one, _)| one == id);
            prop_assert_eq!(sum(back.map(|(_, fen)| *fen)), *given);
        }
        for one in &all {
            prop_assert!(one.lines.iter().all(|(_, fen)| *fen > Fen::ZERO));
        }
    }

    #[test]
    fn exactly_the_chosen_set_is_the_quote(cart in cart(), offers in offers(6, 4)) {
        let quoted = quote(&cart, &offers).unwrap();
        let only: BTreeSet<OfferId> = quoted.best.chosen.iter().cloned().collect();
        let again = quote_only(&cart, &offers, &only).unwrap();
        prop_assert!(again.is_allowed);
        prop_assert_eq!(again.sale, quoted.sale);
    }
}
