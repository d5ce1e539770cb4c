//! After the coupons: points as money, postage, the seller's own hand (semantics 6, 7, 11).

use std::sync::Arc;

use super::allocation::{allocate, sum};
use crate::domain::money::Fen;
use crate::domain::points::{EarningRates, Points, earned};
use crate::domain::rate::BasisPoints;

/// How points are earned and what they are worth in a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointsRules {
    /// Points for each full `unit_fen`.
    pub rate: u32,
    /// The money that earns `rate` points.
    pub unit_fen: Fen,
    /// So many points pay 100 fen; at least 1.
    pub money_points: u32,
    /// At most this of what is payable for goods.
    pub money_max: BasisPoints,
}

impl Default for PointsRules {
    /// 1 point for ¥1, 100 points = ¥1, at most half of it (semantics 6).
    fn default() -> PointsRules {
        PointsRules {
            rate: 1,
            unit_fen: Fen::from_minor(100),
            money_points: 100,
            money_max: BasisPoints::new(5_000).unwrap_or(BasisPoints::ONE),
        }
    }
}

/// Points paid with, and for how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PointsPaid {
    /// The fewest points for that money.
    pub points: Points,
    /// What they pay, in whole fen.
    pub fen: Fen,
}

impl PointsRules {
    /// What points pay of goods: at most `wanted` and what is available, at most the share, whole fen,
    /// and no more points than that money needs.
    #[must_use]
    pub fn paid_with(&self, wanted: Points, available: Points, goods_fen: Fen) -> PointsPaid {
        let points = i128::from(wanted.min(available).number().max(0));
        let per_yuan = i128::from(self.money_points.max(1));
        let worth = points * 100 / per_yuan;
        let most = i128::from(self.money_max.at_most_of(goods_fen).min(goods_fen).minor().max(0));
        let fen = worth.min(most);
        let needed = (fen * per_yuan + 99) / 100;
        PointsPaid {
            points: Points::new(i64::try_from(needed).unwrap_or(0)),
            fen: Fen::from_minor(i64::try_from(fen).unwrap_or(0)),
        }
    }

    /// What a net amount earns under these rules.
    #[must_use]
    pub fn earned(&self, net_fen: Fen, tier: BasisPoints, day: BasisPoints) -> Points {
        earned(net_fen, &EarningRates { rate: self.rate, unit_fen: self.unit_fen, tier, day })
    }
}

/// What the seller does to a total by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandChange {
    /// 抹零: down to a multiple of this; nothing where it is 0 or less.
    RoundDown {
        /// 100 takes the fen and jiao off.
        unit_fen: Fen,
    },
    /// 整单改价: down to this, never up.
    Total {
        /// What is to be paid.
        total_fen: Fen,
    },
    /// So much off.
    AmountOff {
        /// What is taken off.
        off_fen: Fen,
    },
}

/// A change by hand, with its limit and who does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandDiscount {
    /// What is done.
    pub change: HandChange,
    /// At most this; above it is refused whole.
    pub limit_fen: Option<Fen>,
    /// Who does it.
    pub by: Option<Arc<str>>,
}

/// The change is more than is allowed, and takes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverHandLimit {
    /// What it would take off.
    pub need_fen: Fen,
    /// What is allowed.
    pub limit_fen: Fen,
}

impl HandDiscount {
    /// What it takes off a total.
    ///
    /// # Errors
    /// More than the limit.
    pub fn off_fen(&self, total_fen: Fen) -> Result<Fen, OverHandLimit> {
        let off = match self.change {
            HandChange::RoundDown { unit_fen } if unit_fen > Fen::ZERO => {
                Fen::from_minor(total_fen.minor().rem_euclid(unit_fen.minor()))
            }
            HandChange::RoundDown { .. } => Fen::ZERO,
            HandChange::Total { total_fen: wanted } => {
                total_fen.saturating_sub(wanted.max(Fen::ZERO))
            }
            HandChange::AmountOff { off_fen } => off_fen.min(total_fen),
        };
        let need_fen = off.max(Fen::ZERO);
        match self.limit_fen {
            Some(limit_fen) if need_fen > limit_fen => Err(OverHandLimit { need_fen, limit_fen }),
            Some(_) | None => Ok(need_fen),
        }
    }
}

/// Takes an amount off lines, by what each has left; what exceeds them off the postage. Gives what
/// each line loses.
pub(super) fn take_off(left: &mut [Fen], postage_fen: &mut Fen, amount: Fen) -> Vec<Fen> {
    let off = allocate(amount, left);
    for (left, off) in left.iter_mut().zip(&off) {
        *left = left.saturating_sub(*off);
    }
    let rest = amount.saturating_sub(sum(off.iter().copied())).min(*postage_fen);
    *postage_fen = postage_fen.saturating_sub(rest);
    off
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_pay_whole_fen_with_the_fewest_points() {
        for (per_yuan, wanted, available, goods, points, fen, rule) in [
            (100, 3_000, 9_000, 10_000, 3_000, 3_000, "100 points are 1 yuan"),
            (100, 9_000, 9_000, 10_000, 5_000, 5_000, "at most half"),
            (100, 9_000, 1_000, 10_000, 1_000, 1_000, "no more than there are"),
            (100, 9_000, 9_000, 101, 50, 50, "the limit rounds down"),
            (300, 100, 900, 10_000, 99, 33, "33.3 fen are 33, and 99 points pay them"),
            (70, 1, 900, 10_000, 1, 1, "a point is worth more than a fen"),
            (100, -5, 900, 10_000, 0, 0, "nobody is paid points"),
        ] {
            let rules = PointsRules { money_points: per_yuan, ..PointsRules::default() };
            let paid = rules.paid_with(
                Points::new(wanted),
                Points::new(available),
                Fen::from_minor(goods),
            );
            assert_eq!((paid.points.number(), paid.fen.minor()), (points, fen), "{rule}");
        }
    }

    #[test]
    fn changes_by_hand() {
        let fen = Fen::from_minor;
        let total = |minor| HandChange::Total { total_fen: fen(minor) };
        let down = |minor| HandChange::RoundDown { unit_fen: fen(minor) };
        let off = |minor| HandChange::AmountOff { off_fen: fen(minor) };
        let over = |need, limit| Err(OverHandLimit { need_fen: fen(need), limit_fen: fen(limit) });
        for (change, limit, expected, rule) in [
            (down(100), None, Ok(fen(40)), "203.40 to 203"),
            (down(1_000), Some(340), Ok(fen(340)), "203.40 to 200, exactly at the limit"),
            (down(1_000), Some(339), over(340, 339), "one fen above the limit"),
            (down(0), None, Ok(fen(0)), "a multiple of nothing"),
            (total(20_000), None, Ok(fen(340)), "to 200"),
            (total(30_000), None, Ok(fen(0)), "never up"),
            (total(-5), None, Ok(fen(20_340)), "never below 0"),
            (off(99_999), None, Ok(fen(20_340)), "never below 0"),
            (off(-5), None, Ok(fen(0)), "never up"),
        ] {
            let hand = HandDiscount { change, limit_fen: limit.map(fen), by: None };
            assert_eq!(hand.off_fen(fen(20_340)), expected, "{rule}");
        }
    }
}
