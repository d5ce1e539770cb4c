//! Giving goods and money back, from what was frozen at the sale (semantics 7, 11).

use super::allocation::{allocate, sum};
use super::sale::Sale;
use crate::domain::coupon::CouponState;
use crate::domain::day::Day;
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::points::{Points, returned};
use crate::domain::promotion::OfferId;
use crate::domain::quantity::Quantity;

/// What is given back: units, or an amount, or both; units come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// When: decides whether a coupon that comes back may still be used.
    pub day: Day,
    /// Units of lines; a line may be named more than once.
    pub lines: Vec<(usize, Quantity)>,
    /// Money without units: against goods first, the rest against postage.
    pub amount_fen: Fen,
    /// Postage, named.
    pub postage_fen: Fen,
}

/// What a refund gives back and takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refunded {
    /// Goods and postage.
    pub total_fen: Fen,
    /// Of goods.
    pub goods_fen: Fen,
    /// Of postage.
    pub postage_fen: Fen,
    /// Of each line, by index, without zeros.
    pub lines: Vec<(usize, Fen)>,
    /// What was asked for and the order does not hold any more.
    pub beyond_fen: Fen,
    /// Earned points that are taken back.
    pub points_reversed: Points,
    /// Spent points that come back.
    pub points_returned: Points,
    /// True from the refund on after which nothing of the goods is left.
    pub is_full: bool,
    /// What each promotion and coupon gets back of its budget, by id.
    pub budget_back: Vec<(OfferId, Fen)>,
    /// Coupons that come back, with the refund that makes the order full.
    pub coupons_back: Vec<(OfferId, CouponState)>,
}

/// Why a refund cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundFault {
    /// The order has no such line.
    NoSuchLine {
        /// The place asked for.
        line: usize,
    },
    /// More units than are left.
    MoreThanLeft {
        /// The line.
        line: usize,
        /// What is left of it.
        left: Quantity,
    },
    /// Less than nothing.
    BelowZero,
}

/// A sale and what went back of it so far.
#[derive(Clone, Debug)]
pub struct Refunds<'a> {
    sale: &'a Sale,
    /// Of each line: units that came back, and money given back.
    back: Vec<(Quantity, Fen)>,
    postage_back_fen: Fen,
    reversed: Points,
    returned: Points,
    is_full: bool,
}

impl<'a> Refunds<'a> {
    /// Nothing went back yet.
    #[must_use]
    pub fn of(sale: &'a Sale) -> Refunds<'a> {
        Refunds {
            sale,
            back: vec![(Quantity::default(), Fen::ZERO); sale.lines.len()],
            postage_back_fen: Fen::ZERO,
            reversed: Points::ZERO,
            returned: Points::ZERO,
            is_full: false,
        }
    }

    /// Gives back.
    ///
    /// # Errors
    /// A line that is not there, more units than are left, less than nothing; nothing happened then.
    pub fn give_back(&mut self, refund: &Refund) -> Result<Refunded, RefundFault> {
        if refund.amount_fen < Fen::ZERO || refund.postage_fen < Fen::ZERO {
            return Err(RefundFault::BelowZero);
        }
        let mut after = self.clone();
        for (line, quantity) in &refund.lines {
            after.return_units(*line, *quantity)?;
        }
        let held: Vec<Fen> = (0..after.back.len()).map(|line| after.held_fen(line)).collect();
        let by_amount = allocate(refund.amount_fen, &held);
        for ((_, given), more) in after.back.iter_mut().zip(&by_amount) {
            *given = given.saturating_add(*more);
        }
        let beyond_goods = refund.amount_fen.saturating_sub(sum(by_amount));
        let postage_left = after.sale.postage_fen.saturating_sub(after.postage_back_fen);
        let wanted = beyond_goods.saturating_add(refund.postage_fen);
        let postage_fen = wanted.min(postage_left);
        after.postage_back_fen = after.postage_back_fen.saturating_add(postage_fen);
        let refunded = after.settle(self, refund.day, wanted.saturating_sub(postage_fen));
        *self = after;
        Ok(refunded)
    }

    /// What a line still holds.
    fn held_fen(&self, line: usize) -> Fen {
        let paid = self.sale.lines.get(line).map_or(Fen::ZERO, |line| line.payable_fen);
        let given = self.back.get(line).map_or(Fen::ZERO, |(_, given)| *given);
        paid.saturating_sub(given).max(Fen::ZERO)
    }

    /// The first k returned carry round(P x k / q); a return pays the difference, and never more than
    /// the line still holds.
    fn return_units(&mut self, line: usize, quantity: Quantity) -> Result<(), RefundFault> {
        let held = self.held_fen(line);
        let (Some(sold), Some((back, given))) =
            (self.sale.lines.get(line), self.back.get_mut(line))
        else {
            return Err(RefundFault::NoSuchLine { line });
        };
        if quantity < Quantity::default() {
            return Err(RefundFault::BelowZero);
        }
        let left = sold.quantity.thousandths() - back.thousandths();
        if quantity.thousandths() > left {
            return Err(RefundFault::MoreThanLeft { line, left: Quantity::from_thousandths(left) });
        }
        let carries = |units: Quantity| {
            let product = i128::from(sold.payable_fen.minor()) * i128::from(units.thousandths());
            divide_rounded(product, i128::from(sold.quantity.thousandths()))
                .map_or(Fen::ZERO, Fen::from_minor)
        };
        let now = back.saturating_add(quantity);
        let pays = carries(now).saturating_sub(carries(*back)).min(held);
        *given = given.saturating_add(pays);
        *back = now;
        Ok(())
    }

    fn goods_back_fen(&self) -> Fen {
        sum(self.back.iter().map(|(_, given)| *given))
    }

    fn goods_fen(&self) -> Fen {
        sum(self.sale.lines.iter().map(|line| line.payable_fen))
    }

    /// Nothing of the goods money is left; of an order of 0, no unit.
    fn is_everything_back(&self) -> bool {
        if self.goods_fen() > Fen::ZERO {
            return self.goods_back_fen() >= self.goods_fen();
        }
        let mut lines = self.sale.lines.iter().zip(&self.back);
        lines.all(|(sold, (back, _))| *back >= sold.quantity)
    }

    /// Points, budgets and coupons follow from what is back in all.
    fn settle(&mut self, before: &Refunds<'_>, day: Day, beyond_fen: Fen) -> Refunded {
        let sale = self.sale;
        let (value, back) = (self.goods_fen(), self.goods_back_fen());
        self.is_full = before.is_full || self.is_everything_back();
        let left = value.saturating_sub(back);
        let earned = |net: Fen| {
            let rules = sale.points_rules.as_ref();
            rules.map_or(Points::ZERO, |rules| rules.earned(net, sale.tier_points, sale.day_points))
        };
        self.reversed = sale.points_earned.saturating_sub(earned(left));
        let spent = sale.points_paid.points;
        self.returned = match (self.is_full, value > Fen::ZERO) {
            (true, _) => spent,
            (false, true) => returned(spent, back, value),
            (false, false) => Points::ZERO,
        };
        let lines = self.back.iter().zip(&before.back).enumerate();
        let lines: Vec<(usize, Fen)> = lines
            .map(|(at, ((_, now), (_, then)))| (at, now.saturating_sub(*then)))
            .filter(|(_, fen)| *fen != Fen::ZERO)
            .collect();
        let goods_fen = back.saturating_sub(before.goods_back_fen());
        let postage_fen = self.postage_back_fen.saturating_sub(before.postage_back_fen);
        Refunded {
            total_fen: goods_fen.saturating_add(postage_fen),
            goods_fen,
            postage_fen,
            lines,
            beyond_fen,
            points_reversed: self.reversed.saturating_sub(before.reversed),
            points_returned: self.returned.saturating_sub(before.returned),
            is_full: self.is_full,
            budget_back: self.budget_back(before),
            coupons_back: self.coupons_back(before, day),
        }
    }

    /// round(discount x goods refunded / goods paid), together exactly the discount.
    fn budget_back(&self, before: &Refunds<'_>) -> Vec<(OfferId, Fen)> {
        let value = i128::from(self.goods_fen().minor());
        let share = |discount: Fen, refunds: &Refunds<'_>| {
            let back = i128::from(refunds.goods_back_fen().minor());
            let part = divide_rounded(i128::from(discount.minor()) * back, value);
            match (refunds.is_full, part) {
                (true, _) => discount,
                (false, Some(part)) => Fen::from_minor(part),
                (false, None) => Fen::ZERO,
            }
        };
        let mut shares: Vec<(OfferId, Fen)> = self
            .sale
            .discounts
            .iter()
            .map(|(id, discount)| {
                (id.clone(), share(*discount, self).saturating_sub(share(*discount, before)))
            })
            .collect();
        shares.sort();
        shares
    }

    fn coupons_back(&self, before: &Refunds<'_>, day: Day) -> Vec<(OfferId, CouponState)> {
        if before.is_full || !self.is_full {
            return Vec::new();
        }
        let state = |last_day: &Option<Day>| {
            if last_day.is_some_and(|last| last < day) {
                CouponState::Expired
            } else {
                CouponState::Issued
            }
        };
        let coupons = self.sale.coupons.iter();
        let mut back: Vec<(OfferId, CouponState)> =
            coupons.map(|(id, last_day)| (id.clone(), state(last_day))).collect();
        back.sort_by(|(one, _), (other, _)| one.cmp(other));
        back
    }
}
