//! Benefits that count units: buy A get B, bundles.

use std::cmp::Ordering;

use super::acting::Standing;
use super::allocation::{allocate, sum};
use super::candidate::Prepared;
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::promotion::BundleItem;
use crate::domain::promotion::condition::Words;
use crate::domain::quantity::Quantity;

/// Thousandths of a unit.
const UNIT: i64 = 1_000;

/// Buy A get B, as it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct BuyGet<'a> {
    pub(super) buy_units: u32,
    pub(super) get_units: u32,
    pub(super) get_skus: Option<&'a Words>,
    pub(super) max_times: Option<u32>,
}

/// What buy A get B finds in a cart, in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitsThere {
    /// To be bought: of the eligible lines. Where others are free, without those that are free.
    pub(super) buy: i64,
    /// That may be free, where other goods are.
    pub(super) get: Option<i64>,
}

impl Prepared<'_> {
    fn whole_units(&self, line: usize) -> i64 {
        self.line(line).map_or(0, |line| line.quantity.thousandths() / UNIT)
    }

    fn lines_of(&self, skus: &Words) -> Vec<usize> {
        let of_them = |line: &usize| {
            let sku = self.line(*line).and_then(|line| line.sku.as_deref());
            sku.is_some_and(|sku| skus.iter().any(|one| **one == *sku))
        };
        (0..self.lines.len()).filter(of_them).collect()
    }

    /// What so many thousandths of a line are worth: round(left x n / quantity).
    fn worth(&self, standing: &Standing, line: usize, thousandths: i64) -> Fen {
        let left = standing.left.get(line).copied().unwrap_or_default();
        let quantity = self.line(line).map_or(0, |line| line.quantity.thousandths());
        let product = i128::from(left.minor()) * i128::from(thousandths);
        divide_rounded(product, i128::from(quantity)).map_or(Fen::ZERO, Fen::from_minor)
    }

    /// The lines by what a unit of them has left to pay, cheapest first, then by index.
    fn cheapest_first(&self, standing: &Standing, lines: &[usize]) -> Vec<usize> {
        let key = |line: usize| {
            let left = standing.left.get(line).map_or(0, |left| i128::from(left.minor()));
            let quantity =
                self.line(line).map_or(0, |line| i128::from(line.quantity.thousandths()));
            (left, quantity)
        };
        let mut sorted: Vec<usize> = lines.to_vec();
        sorted.sort_by(|one, other| {
            let ((left, quantity), (other_left, other_quantity)) = (key(*one), key(*other));
            let cheaper: Ordering = (left * other_quantity).cmp(&(other_left * quantity));
            cheaper.then(one.cmp(other))
        });
        sorted
    }

    /// The cheapest units of some lines: how many of each. Of all the lines that are `limited`
    /// together at most `most`.
    fn cheapest(
        &self,
        standing: &Standing,
        lines: &[usize],
        units: i64,
        (limited, most): (&dyn Fn(usize) -> bool, i64),
    ) -> Vec<(usize, i64)> {
        let (mut rest, mut rest_of_limited) = (units, most);
        let mut taken = Vec::new();
        for line in self.cheapest_first(standing, lines) {
            let mut some = self.whole_units(line).min(rest);
            if limited(line) {
                some = some.min(rest_of_limited);
                rest_of_limited -= some;
            }
            if some > 0 {
                taken.push((line, some));
                rest -= some;
            }
        }
        taken
    }

    /// What is there to buy and to get. No unit is bought and free at once: who gets a B for every
    /// two units has to buy two others.
    pub(super) fn units_there(&self, eligible: &[usize], asked: BuyGet<'_>) -> UnitsThere {
        let count = |lines: &[usize]| lines.iter().map(|line| self.whole_units(*line)).sum::<i64>();
        let buy = count(eligible);
        let Some(skus) = asked.get_skus else { return UnitsThere { buy, get: None } };
        let lines = self.lines_of(skus);
        let get = count(&lines);
        let beside: Vec<usize> =
            lines.into_iter().filter(|line| eligible.binary_search(line).is_err()).collect();
        let free = i64::from(asked.get_units).min(get);
        UnitsThere { buy: buy.min(buy + count(&beside) - free), get: Some(get) }
    }

    /// What is free of each line.
    pub(super) fn free_units(
        &self,
        standing: &Standing,
        eligible: &[usize],
        asked: BuyGet<'_>,
    ) -> Vec<(usize, Fen)> {
        let count = |lines: &[usize]| lines.iter().map(|line| self.whole_units(*line)).sum::<i64>();
        let (buy, get) = (i64::from(asked.buy_units).max(1), i64::from(asked.get_units).max(1));
        let all = count(eligible);
        let most = asked.max_times.map_or(i64::MAX, i64::from);
        let is_eligible = |line: usize| eligible.binary_search(&line).is_ok();
        let free = match asked.get_skus {
            None => {
                let times = (all / (buy + get)).min(most);
                self.cheapest(standing, eligible, times * get, (&|_| false, 0))
            }
            Some(skus) => {
                let lines = self.lines_of(skus);
                let there = count(&lines);
                let beside: i64 = lines
                    .iter()
                    .filter(|line| !is_eligible(**line))
                    .map(|line| self.whole_units(*line))
                    .sum();
                // As often as units can be found to buy, others to be free, and both at once.
                let times =
                    (all / buy).min(there / get).min((all + beside) / (buy + get)).min(most);
                self.cheapest(standing, &lines, times * get, (&is_eligible, all - times * buy))
            }
        };
        free.into_iter()
            .map(|(line, units)| (line, self.worth(standing, line, units * UNIT)))
            .collect()
    }

    /// How much of each part of a bundle is in the eligible lines.
    pub(super) fn bundle_there(&self, eligible: &[usize], item: &BundleItem) -> Quantity {
        self.lines_with(eligible, item)
            .filter_map(|line| self.line(line))
            .fold(Quantity::default(), |all, line| all.saturating_add(line.quantity))
    }

    fn lines_with<'b>(
        &'b self,
        eligible: &'b [usize],
        item: &'b BundleItem,
    ) -> impl Iterator<Item = usize> + 'b {
        let of_it = |line: &usize| {
            self.line(*line).and_then(|line| line.sku.as_deref()) == Some(&*item.sku)
        };
        eligible.iter().copied().filter(of_it)
    }

    /// What whole bundles take off each line: what their units are worth less what they cost,
    /// spread over the lines that gave units by what those still have to pay.
    pub(super) fn bundles(
        &self,
        standing: &Standing,
        eligible: &[usize],
        (items, price_fen, max_times): (&[BundleItem], Fen, Option<u32>),
    ) -> Vec<(usize, Fen)> {
        let fitting = items.iter().map(|item| {
            self.bundle_there(eligible, item).thousandths() / item.quantity.thousandths().max(1)
        });
        let times = fitting.min().unwrap_or(0).min(max_times.map_or(i64::MAX, i64::from));
        let mut giving: Vec<(usize, Fen)> = Vec::new();
        for item in items {
            let mut rest = item.quantity.thousandths().saturating_mul(times);
            for line in self.lines_with(eligible, item) {
                let some = self.line(line).map_or(0, |line| line.quantity.thousandths()).min(rest);
                if some > 0 {
                    giving.push((line, self.worth(standing, line, some)));
                    rest -= some;
                }
            }
        }
        giving.sort_by_key(|(line, _)| *line);
        let worth = sum(giving.iter().map(|(_, worth)| *worth));
        let cost = Fen::from_minor(price_fen.minor().saturating_mul(times));
        let off = worth.saturating_sub(cost).max(Fen::ZERO);
        let lines: Vec<usize> = giving.into_iter().map(|(line, _)| line).collect();
        spread(standing, &lines, off)
    }
}

/// An amount over lines, by what each still has to pay.
pub(super) fn spread(standing: &Standing, lines: &[usize], amount: Fen) -> Vec<(usize, Fen)> {
    let weights: Vec<Fen> =
        lines.iter().map(|line| standing.left.get(*line).copied().unwrap_or_default()).collect();
    lines.iter().copied().zip(allocate(amount, &weights)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::price::{Price, PriceLayers};
    use crate::domain::promotion::{Benefit, Limits, OfferId, PromotionDraft, Step, Used, Window};
    use crate::domain::quote::{Cart, CartLine, LivePromotion, Offers, QuoteFault, Verdict, quote};

    /// What is saved where every two units give a B free: of a cart of lines (SKU, units, price).
    fn saved(
        lines: &[(&str, i64, i64)],
        max_times: Option<u32>,
    ) -> Result<Option<i64>, QuoteFault> {
        let line = |&(sku, thousandths, price): &(&str, i64, i64)| CartLine {
            sku: Some(sku.into()),
            quantity: Quantity::from_thousandths(thousandths),
            prices: PriceLayers {
                base: Some(Price::flat(Fen::from_minor(price)).unwrap()),
                ..PriceLayers::default()
            },
            ..CartLine::default()
        };
        let cart = Cart {
            day: "2026-11-22".parse().unwrap(),
            customer: None,
            channel: None,
            tiers: Vec::new(),
            lines: lines.iter().map(line).collect(),
            postage_fen: Fen::ZERO,
            points: None,
            spend_points: Default::default(),
            manual: None,
        };
        let get_skus = Some(vec!["B".into()]);
        let draft = PromotionDraft {
            id: OfferId::new("p"),
            step: Step::Line,
            window: Window::default(),
            conditions: Vec::new(),
            benefit: Benefit::BuyGet { buy_units: 2, get_units: 1, get_skus, max_times },
            stackable: true,
            exclusive_group: None,
            limits: Limits::default(),
        };
        let promotion = draft.parse().unwrap();
        let live = LivePromotion { promotion, used: Used::default() };
        let quoted = quote(&cart, &Offers { promotions: vec![live], coupons: Vec::new() })?;
        let refused = |verdict: &Verdict| matches!(verdict, Verdict::Refused { .. });
        let is_refused = quoted.verdicts.iter().any(|on| refused(&on.verdict));
        Ok((!is_refused).then_some(quoted.best.saving_fen.minor()))
    }

    #[test]
    fn two_units_give_a_b_free() {
        for (lines, max_times, saving, rule) in [
            (vec![("A", 2_000, 500), ("B", 1_000, 300)], None, Some(300), "two A, one B free"),
            (vec![("A", 1_000, 500), ("B", 1_000, 300)], None, None, "the B is not bought as well"),
            (vec![("B", 3_000, 300)], None, Some(300), "three B: two bought, one free"),
            (vec![("B", 5_000, 300)], None, Some(300), "five B: not yet two free"),
            (vec![("B", 6_000, 300)], None, Some(600), "six B: two free"),
            (vec![("A", 4_000, 500), ("B", 1_000, 300)], None, Some(300), "one B there"),
            (vec![("A", 9_000, 500), ("B", 3_000, 300)], Some(2), Some(600), "at most twice"),
            (vec![("A", 2_900, 500), ("B", 1_900, 300)], None, Some(300), "whole units of a line"),
            (
                vec![("A", 2_000, 500), ("B", 1_000, 300), ("B", 1_000, 200)],
                None,
                Some(200),
                "the cheapest B",
            ),
        ] {
            assert_eq!(saved(&lines, max_times), Ok(saving), "{rule}");
        }
    }
}
