//! What the shop trades in, and what follows from it before the seller says otherwise.

use super::figures::StageBounds;

/// The trade: the first question the app asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trade {
    /// 零售网店.
    Retail,
    /// 批发工厂.
    Wholesale,
    /// 食品店.
    Food,
    /// 摊位门店.
    Stall,
}

impl Trade {
    /// All of them, each at the place of its number.
    pub const ALL: [Trade; 4] = [Trade::Retail, Trade::Wholesale, Trade::Food, Trade::Stall];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The trade of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Trade> {
        Trade::ALL.get(usize::from(number)).copied()
    }

    /// The bounds of the stages in this trade (SG6, LC8).
    #[must_use]
    pub const fn stage_bounds(self) -> StageBounds {
        match self {
            Trade::Retail => StageBounds::of([5, 30, 45, 90, 180]),
            Trade::Wholesale => StageBounds::of([15, 60, 90, 180, 360]),
            Trade::Food | Trade::Stall => StageBounds::of([5, 21, 45, 75, 150]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_each_trade_rise() {
        for (at, trade) in Trade::ALL.into_iter().enumerate() {
            assert_eq!(Trade::from_number(at as u8), Some(trade));
            assert!(trade.stage_bounds().is_rising(), "{trade:?}");
        }
        assert_eq!(Trade::Retail.stage_bounds(), StageBounds::default());
        assert_eq!(Trade::Wholesale.stage_bounds().days(), [15, 60, 90, 180, 360]);
        assert_eq!(Trade::Food.stage_bounds(), Trade::Stall.stage_bounds());
    }
}
