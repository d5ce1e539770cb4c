//! A cart and what may act on it, laid out for the search: in acting order, with eligible lines.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::acting::Standing;
use super::allocation::sum;
use super::cart::{Cart, CartLine, Offers, PricedLine, QuoteFault};
use crate::domain::coupon::Coupon;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::promotion::benefit::Turn;
use crate::domain::promotion::{
    About, Amount, AmountRead, Benefit, Condition, OfferId, Over, Promotion, Step, Used,
};
use crate::domain::quantity::Quantity;

/// Something that may act: a promotion, or a coupon with its rule.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) id: &'a OfferId,
    pub(super) promotion: &'a Promotion,
    pub(super) used: Used,
    pub(super) coupon: Option<&'a Coupon>,
    /// Which rule, as a number; coupons of one rule share its limits.
    pub(super) rule: usize,
    /// Which exclusive group, as a number.
    pub(super) group: Option<usize>,
    /// The lines it is about, as a place in [`Prepared::line_sets`].
    pub(super) lines: usize,
    /// Amounts it asks for at its turn.
    pub(super) thresholds: Vec<Threshold>,
    /// Its last day; a coupon's own, else its rule's.
    pub(super) last_day: Option<Day>,
    /// Its place among all ids.
    pub(super) rank: usize,
}

/// An amount that has to be there at its turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threshold {
    pub(super) minimum_fen: Fen,
    pub(super) reads: Amount,
    /// Over these lines, as a place in [`Prepared::line_sets`].
    pub(super) lines: usize,
}

impl Candidate<'_> {
    pub(super) fn step(&self) -> Step {
        self.promotion.step()
    }

    pub(super) fn benefit(&self) -> &Benefit {
        self.promotion.benefit()
    }

    /// A gift or more points, given by a promotion: taken where nothing is lost by it.
    pub(super) fn gives(&self) -> bool {
        self.coupon.is_none() && self.benefit().is_beside()
    }

    fn acting_key(&self) -> (Step, Turn, &OfferId) {
        (self.step(), self.benefit().turn(), self.id)
    }
}

/// A cart with its prices, and all candidates in acting order.
#[derive(Clone, Debug)]
pub(super) struct Prepared<'a> {
    pub(super) cart: &'a Cart,
    pub(super) lines: &'a [PricedLine],
    pub(super) candidates: Vec<Candidate<'a>>,
    /// Different sets of lines, each by rising index; the first is all of them.
    pub(super) line_sets: Vec<Vec<usize>>,
    /// Before anything acts.
    pub(super) start: Standing,
}

/// All lines, as a place in [`Prepared::line_sets`].
pub(super) const ALL_LINES: usize = 0;

impl<'a> Prepared<'a> {
    pub(super) fn new(
        cart: &'a Cart,
        lines: &'a [PricedLine],
        offers: &'a Offers,
    ) -> Result<Prepared<'a>, QuoteFault> {
        let mut prepared = Prepared {
            cart,
            lines,
            candidates: Vec::new(),
            line_sets: vec![(0..lines.len()).collect()],
            start: Standing::new(lines, cart.postage_fen),
        };
        prepared.add_all(offers)?;
        Ok(prepared)
    }

    /// The same with these candidates alone, by their places here.
    pub(super) fn only(&self, places: &[usize]) -> Prepared<'a> {
        let candidates =
            places.iter().filter_map(|place| self.candidates.get(*place).cloned()).collect();
        Prepared {
            candidates,
            line_sets: self.line_sets.clone(),
            start: self.start.clone(),
            ..*self
        }
    }

    fn add_all(&mut self, offers: &'a Offers) -> Result<(), QuoteFault> {
        let mut rules: BTreeMap<&OfferId, usize> = BTreeMap::new();
        let mut groups: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        let mut sets: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        sets.insert((0..self.lines.len()).collect(), ALL_LINES);
        let ranks: BTreeMap<&OfferId, usize> = all_ids(offers)?.into_iter().zip(0..).collect();
        let rank = |id: &OfferId| ranks.get(id).copied().unwrap_or_default();
        for (rule, live) in offers.promotions.iter().enumerate() {
            rules.insert(live.promotion.id(), rule);
        }
        let coupons = offers.coupons.iter().map(|coupon| (&coupon.promotion, Some(coupon)));
        let promotions = offers.promotions.iter().map(|live| (live.promotion.id(), None));
        for (rule_id, coupon) in promotions.chain(coupons) {
            let no_rule = || QuoteFault::NoRule {
                coupon: coupon.map_or_else(|| rule_id.clone(), |coupon| coupon.id.clone()),
            };
            let rule = *rules.get(rule_id).ok_or_else(no_rule)?;
            let Some(live) = offers.promotions.get(rule) else { return Err(no_rule()) };
            let promotion = &live.promotion;
            match (promotion.step(), coupon) {
                (Step::Coupon, None) => continue,
                (Step::Line | Step::Order, Some(_)) => return Err(no_rule()),
                (Step::Coupon, Some(_)) | (Step::Line | Step::Order, None) => {}
            }
            let next_group = groups.len();
            let group = promotion.exclusive_group().map(|g| *groups.entry(g).or_insert(next_group));
            let eligible = eligible_lines(promotion, &self.cart.lines);
            let lines = *sets.entry(eligible.clone()).or_insert_with(|| {
                self.line_sets.push(eligible);
                self.line_sets.len() - 1
            });
            let id = coupon.map_or(promotion.id(), |coupon| &coupon.id);
            self.candidates.push(Candidate {
                id,
                promotion,
                used: live.used,
                coupon,
                rule,
                group,
                lines,
                thresholds: thresholds(promotion, lines),
                last_day: coupon.and_then(|c| c.last_day).or(promotion.window().last_day),
                rank: rank(id),
            });
        }
        self.candidates.sort_by(|one, other| one.acting_key().cmp(&other.acting_key()));
        Ok(())
    }

    /// The lines of a set.
    pub(super) fn set(&self, set: usize) -> &[usize] {
        self.line_sets.get(set).map_or(&[], Vec::as_slice)
    }

    /// A line of the cart.
    pub(super) fn line(&self, at: usize) -> Option<&CartLine> {
        self.cart.lines.get(at)
    }

    /// An amount as it stands.
    pub(super) fn amount(&self, standing: &Standing, reads: Amount, set: usize) -> Fen {
        let lines = self.set(set).iter();
        match reads {
            Amount::List => {
                sum(lines.filter_map(|line| self.lines.get(*line)).map(|line| line.list_fen))
            }
            Amount::Goods => sum(lines.filter_map(|line| standing.goods.get(*line)).copied()),
            Amount::Payable => sum(lines.filter_map(|line| standing.left.get(*line)).copied()),
        }
    }

    /// The quantity of a set of lines.
    pub(super) fn quantity(&self, set: usize) -> Quantity {
        self.set(set)
            .iter()
            .filter_map(|line| self.line(*line))
            .fold(Quantity::default(), |all, line| all.saturating_add(line.quantity))
    }
}

/// The set of lines over which something is read.
pub(super) fn read_over(over: Over, eligible: usize) -> usize {
    match over {
        Over::Eligible => eligible,
        Over::All => ALL_LINES,
    }
}

fn all_ids(offers: &Offers) -> Result<BTreeSet<&OfferId>, QuoteFault> {
    let mut ids = BTreeSet::new();
    let promotions = offers.promotions.iter().map(|live| live.promotion.id());
    for id in promotions.chain(offers.coupons.iter().map(|coupon| &coupon.id)) {
        if !ids.insert(id) {
            return Err(QuoteFault::SameId(id.clone()));
        }
    }
    Ok(ids)
}

/// Lines with a quantity that pass all conditions about goods; all lines where there is none.
fn eligible_lines(promotion: &Promotion, lines: &[CartLine]) -> Vec<usize> {
    let about_goods: Vec<&Condition> =
        promotion.conditions().iter().filter(|condition| condition.is_about_goods()).collect();
    let passes = |line: &CartLine| {
        about_goods.is_empty()
            || line.quantity > Quantity::default()
                && about_goods.iter().all(|condition| {
                    condition.goods_pass(line.sku.as_deref(), line.category.as_deref())
                        == Some(true)
                })
    };
    (0..).zip(lines).filter(|(_, line)| passes(line)).map(|(at, _)| at).collect()
}

fn thresholds(promotion: &Promotion, eligible: usize) -> Vec<Threshold> {
    let threshold = |minimum_fen, read: AmountRead| Threshold {
        minimum_fen,
        reads: read.reads,
        lines: read_over(read.over, eligible),
    };
    let mut thresholds: Vec<Threshold> = Vec::new();
    for condition in promotion.conditions() {
        if let About::Amount(minimum_fen, read) = condition.about() {
            thresholds.push(threshold(minimum_fen, read));
        }
    }
    thresholds.extend(promotion.benefit().threshold().map(|(fen, read)| threshold(fen, read)));
    thresholds
}
