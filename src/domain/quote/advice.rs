//! The smallest change of a cart that makes a refused promotion usable, tried out before it is given.

use super::candidate::{Candidate, Prepared, Threshold};
use super::cart::{Cart, CartLine, LivePromotion, Offers, QuoteFault};
use super::unmet::Unmet;
use crate::domain::money::Fen;
use crate::domain::price::line_amount;
use crate::domain::promotion::{About, Amount, Condition, OfferId};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// Thousandths of a unit.
const UNIT: i64 = 1_000;
/// Nobody is advised to buy more steps than these.
const MOST_STEPS: i64 = 1_000_000;

/// More for an amount without goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoreAmount {
    /// What is typed: a base price.
    pub amount_fen: Fen,
    /// What this customer pays for it, before promotions.
    pub costs_fen: Fen,
}

/// More of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoreOfALine {
    /// Which.
    pub line: usize,
    /// How much more: whole units where the line has whole units.
    pub add: Quantity,
    /// What this customer pays more, before promotions; below 0 where a quantity break makes it
    /// cheaper.
    pub costs_fen: Fen,
}

/// Ways to make it usable; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// For any goods that no condition asks about.
    pub amount: Option<MoreAmount>,
    /// Of the line with which it costs least.
    pub line: Option<MoreOfALine>,
}

/// How a refused promotion or coupon becomes usable with more goods: tried out on the changed cart,
/// in the price this customer pays. It promises *usable*, not *chosen*. `None` where it is not
/// refused, is not there, or no such change helps.
///
/// # Errors
/// As [`super::quote`].
pub fn advice(cart: &Cart, offers: &Offers, id: &OfferId) -> Result<Option<Advice>, QuoteFault> {
    let Some(alone) = alone(offers, id) else { return Ok(None) };
    let lines = cart.price_lines()?;
    let prepared = Prepared::new(cart, &lines, &alone)?;
    let Some(candidate) = prepared.candidates.first() else { return Ok(None) };
    let unmet = prepared.unmet(candidate);
    if unmet.is_empty() || !unmet.iter().all(Unmet::is_about_the_cart) {
        return Ok(None);
    }
    let asker = Asker { cart, offers: &alone, prepared: &prepared, candidate };
    let amount = asker.amount(&unmet);
    let line = (0..cart.lines.len())
        .filter_map(|line| asker.of_line(line))
        .min_by_key(|more| (more.costs_fen, more.line));
    Ok((amount.is_some() || line.is_some()).then_some(Advice { amount, line }))
}

/// The one promotion or coupon, by itself.
fn alone(offers: &Offers, id: &OfferId) -> Option<Offers> {
    let coupon = offers.coupons.iter().find(|coupon| coupon.id == *id);
    let rule = coupon.map_or(id, |coupon| &coupon.promotion);
    let live = offers.promotions.iter().find(|live| live.promotion.id() == rule)?;
    let promotions = vec![LivePromotion { promotion: live.promotion.clone(), used: live.used }];
    Some(Offers { promotions, coupons: coupon.cloned().into_iter().collect() })
}

struct Asker<'a> {
    cart: &'a Cart,
    offers: &'a Offers,
    prepared: &'a Prepared<'a>,
    candidate: &'a Candidate<'a>,
}

impl Asker<'_> {
    /// True where it is usable with the changed cart, looked at from the beginning.
    fn is_usable(&self, change: impl FnOnce(&mut Cart) -> Option<()>) -> bool {
        let mut cart = self.cart.clone();
        if change(&mut cart).is_none() {
            return false;
        }
        let Ok(lines) = cart.price_lines() else { return false };
        let Ok(prepared) = Prepared::new(&cart, &lines, self.offers) else { return false };
        prepared.candidates.first().is_some_and(|candidate| prepared.unmet(candidate).is_empty())
    }

    /// The least amount that fills all amounts that are missing.
    fn amount(&self, unmet: &[Unmet]) -> Option<MoreAmount> {
        let tier = self.cart.tier_rates().paid;
        let asked = unmet.iter().filter_map(|one| {
            let Unmet::MinAmount { need_fen, have_fen, reads } = one else { return None };
            let missing = need_fen.saturating_sub(*have_fen);
            Some(match reads {
                Amount::List => Some(missing),
                Amount::Goods | Amount::Payable => base_price_for(missing, tier),
            })
        });
        let amount_fen = asked.collect::<Option<Vec<Fen>>>()?.into_iter().max()?;
        let usable = self.is_usable(|cart| {
            cart.lines.push(CartLine::typed(amount_fen).ok()?);
            Some(())
        });
        usable.then(|| MoreAmount { amount_fen, costs_fen: tier.of(amount_fen) })
    }

    /// The least more of a line.
    fn of_line(&self, at: usize) -> Option<MoreOfALine> {
        let line = self.cart.lines.get(at)?;
        let had = line.quantity.thousandths();
        if had <= 0 {
            return None;
        }
        let step = if had % UNIT == 0 { UNIT } else { 1 };
        // Between two of these its unit price is one, so that more of it is only ever more.
        let mut turns: Vec<i64> = line
            .prices
            .own
            .iter()
            .chain(&line.prices.private)
            .chain(line.prices.region.values())
            .chain(&line.prices.base)
            .flat_map(|price| price.turns())
            .map(|turn| (turn.thousandths() - had + step - 1).div_euclid(step))
            .filter(|steps| (2..=MOST_STEPS).contains(steps))
            .chain([1, MOST_STEPS + 1])
            .collect();
        turns.sort_unstable();
        let suffices = |steps: i64| self.line_suffices(at, line, had + steps * step);
        let steps = turns
            .iter()
            .zip(turns.iter().skip(1))
            .find_map(|(from, to)| least(*from, to - 1, suffices))?;
        let quantity = Quantity::from_thousandths(had + steps * step);
        let usable = self.is_usable(|cart| {
            cart.lines.get_mut(at)?.quantity = quantity;
            Some(())
        });
        let costs_fen = self.line_amounts(at, line, quantity)?.1;
        usable.then(|| MoreOfALine {
            line: at,
            add: Quantity::from_thousandths(steps * step),
            costs_fen,
        })
    }

    /// What a line's list and amount gain with another quantity.
    fn line_amounts(&self, at: usize, line: &CartLine, quantity: Quantity) -> Option<(Fen, Fen)> {
        let region = self.cart.customer.as_ref().and_then(|who| who.region.as_deref());
        let price = line.prices.unit_price(quantity, region, self.cart.tier_rates().paid)?;
        let amount = line_amount(price.unit_fen, quantity);
        let list =
            line.prices.list_price(quantity).map_or(amount, |unit| line_amount(unit, quantity));
        let before = self.prepared.lines.get(at)?;
        Some((list.saturating_sub(before.list_fen), amount.saturating_sub(before.amount_fen)))
    }

    /// Whether amounts and quantities are reached with so much of a line. Quick, and looked at for
    /// many quantities; what it finds is then tried out.
    fn line_suffices(&self, at: usize, line: &CartLine, thousandths: i64) -> bool {
        let quantity = Quantity::from_thousandths(thousandths);
        let Some((more_list, more_amount)) = self.line_amounts(at, line, quantity) else {
            return false;
        };
        let start = &self.prepared.start;
        let has = |set: usize| self.prepared.set(set).binary_search(&at).is_ok();
        let amount_suffices = |threshold: &Threshold| {
            let now = self.prepared.amount(start, threshold.reads, threshold.lines);
            let more = match threshold.reads {
                Amount::List => more_list,
                Amount::Goods | Amount::Payable => more_amount,
            };
            let more = if has(threshold.lines) { more } else { Fen::ZERO };
            now.saturating_add(more) >= threshold.minimum_fen
        };
        let quantity_suffices = |condition: &Condition| match condition.about() {
            About::Quantity(minimum, over) => {
                let set = super::candidate::read_over(over, self.candidate.lines);
                let now = self.prepared.quantity(set).thousandths();
                let more = if has(set) { thousandths - line.quantity.thousandths() } else { 0 };
                now.saturating_add(more) >= minimum.thousandths()
            }
            About::Goods | About::Amount(..) | About::Customer | About::Occasion => true,
        };
        self.candidate.thresholds.iter().all(amount_suffices)
            && self.candidate.promotion.conditions().iter().all(quantity_suffices)
            && self.units_suffice(at, quantity)
    }

    /// Whether what the benefit asks for in units is there with so much of a line.
    fn units_suffice(&self, at: usize, quantity: Quantity) -> bool {
        use crate::domain::promotion::Benefit;
        match self.candidate.benefit() {
            Benefit::BuyGet { .. } | Benefit::Bundle { .. } => self.is_usable(|cart| {
                cart.lines.get_mut(at)?.quantity = quantity;
                Some(())
            }),
            Benefit::AmountOff { .. }
            | Benefit::AmountOffPer { .. }
            | Benefit::Ladder { .. }
            | Benefit::Percent { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::FreePostage
            | Benefit::Gift { .. }
            | Benefit::PointsMultiplier { .. } => true,
        }
    }
}

/// The least of `from..=to` that suffices, where more is never worse.
fn least(from: i64, to: i64, suffices: impl Fn(i64) -> bool) -> Option<i64> {
    if from > to || !suffices(to) {
        return None;
    }
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = low + (high - low) / 2;
        if suffices(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

/// The least base price of which a tier pays at least `paid`; `None` where it pays nothing.
fn base_price_for(paid: Fen, tier: BasisPoints) -> Option<Fen> {
    let most = Fen::LARGEST.minor();
    least(paid.minor().min(1), most, |price| tier.of(Fen::from_minor(price)) >= paid)
        .map(Fen::from_minor)
}
