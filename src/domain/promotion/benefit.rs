//! What a promotion grants on its eligible lines.

use std::sync::Arc;

use super::condition::{AmountRead, Words};
use crate::domain::money::Fen;
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// A step of a ladder: from this amount on, this much off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LadderStep {
    /// Reached exactly is reached.
    pub from_fen: Fen,
    /// What is taken off.
    pub off_fen: Fen,
}

/// A part of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleItem {
    /// Which good.
    pub sku: Arc<str>,
    /// How much of it, above 0.
    pub quantity: Quantity,
}

/// What is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Benefit {
    /// So much off, once.
    AmountOff {
        /// What is taken off.
        off_fen: Fen,
    },
    /// So much off for every full amount (每满减).
    AmountOffPer {
        /// What is taken off each time.
        off_fen: Fen,
        /// For every full such amount; at least one has to be there.
        per_fen: Fen,
        /// At most this in all.
        max_fen: Option<Fen>,
        /// What is read.
        read: AmountRead,
    },
    /// The highest step that is reached (阶梯满减).
    Ladder {
        /// By rising amount, at least one.
        steps: Vec<LadderStep>,
        /// What is read.
        read: AmountRead,
    },
    /// A share of the sum is paid.
    Percent {
        /// What is paid: 8500 is 8.5折.
        paid: BasisPoints,
        /// At most this is taken off.
        cap_fen: Option<Fen>,
    },
    /// Each unit for this, never dearer.
    FixedPrice {
        /// Of one unit.
        unit_fen: Fen,
    },
    /// No postage.
    FreePostage,
    /// Something beside.
    Gift {
        /// What.
        sku: Arc<str>,
        /// How much of it.
        quantity: Quantity,
        /// What the seller says it is worth; counts for nothing but the saving and the budget.
        value_fen: Fen,
    },
    /// Points of the day are multiplied.
    PointsMultiplier {
        /// By this.
        day: BasisPoints,
    },
    /// Of every `buy + get` units the cheapest `get` are free; or, with goods to get, for every
    /// `buy` units `get` of those.
    BuyGet {
        /// Whole units.
        buy_units: u32,
        /// Whole units.
        get_units: u32,
        /// Which goods are free; those that are bought where there are none.
        get_skus: Option<Words>,
        /// At most so often.
        max_times: Option<u32>,
    },
    /// Goods together for one price.
    Bundle {
        /// Each good once.
        items: Vec<BundleItem>,
        /// What a bundle costs.
        price_fen: Fen,
        /// At most so often.
        max_times: Option<u32>,
    },
}

/// The place within a step: percent, fixed price, buy A get B and bundle; amount off and ladder;
/// gift; free postage; multiplier (semantics 11). The variants stand in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// What reads prices.
    Prices,
    /// What takes money off.
    Money,
    /// Gifts.
    Gift,
    /// Postage.
    Postage,
    /// Points.
    Points,
}

/// What kind of thing a benefit gives. Whoever asks only this need not list all benefits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives<'a> {
    /// Money off lines, computed on a sum or an amount: it does not matter how that is spread.
    OffSum,
    /// Money off lines, computed line by line or unit by unit.
    OffLines,
    /// The postage.
    Postage,
    /// Something beside.
    Gift {
        /// What.
        sku: &'a Arc<str>,
        /// How much of it.
        quantity: Quantity,
        /// What the seller says it is worth.
        value_fen: Fen,
    },
    /// More points.
    Points(BasisPoints),
}

impl Benefit {
    /// What kind of thing it gives.
    #[must_use]
    pub fn gives(&self) -> Gives<'_> {
        match self {
            Benefit::AmountOff { .. }
            | Benefit::AmountOffPer { .. }
            | Benefit::Ladder { .. }
            | Benefit::Percent { .. } => Gives::OffSum,
            Benefit::FixedPrice { .. } | Benefit::BuyGet { .. } | Benefit::Bundle { .. } => {
                Gives::OffLines
            }
            Benefit::FreePostage => Gives::Postage,
            Benefit::Gift { sku, quantity, value_fen } => {
                Gives::Gift { sku, quantity: *quantity, value_fen: *value_fen }
            }
            Benefit::PointsMultiplier { day } => Gives::Points(*day),
        }
    }

    /// True for gifts and points: given beside the goods, nothing is taken off.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        match self.gives() {
            Gives::Gift { .. } | Gives::Points(_) => true,
            Gives::OffSum | Gives::OffLines | Gives::Postage => false,
        }
    }

    /// What a gift is worth; 0 for everything else.
    #[must_use]
    pub fn gift_value_fen(&self) -> Fen {
        match self.gives() {
            Gives::Gift { value_fen, .. } => value_fen,
            Gives::OffSum | Gives::OffLines | Gives::Postage | Gives::Points(_) => Fen::ZERO,
        }
    }

    /// When it acts within its step.
    #[must_use]
    pub fn turn(&self) -> Turn {
        match self {
            Benefit::Percent { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::BuyGet { .. }
            | Benefit::Bundle { .. } => Turn::Prices,
            Benefit::AmountOff { .. } | Benefit::AmountOffPer { .. } | Benefit::Ladder { .. } => {
                Turn::Money
            }
            Benefit::Gift { .. } => Turn::Gift,
            Benefit::FreePostage => Turn::Postage,
            Benefit::PointsMultiplier { .. } => Turn::Points,
        }
    }

    /// The threshold that it brings along: the lowest step of a ladder, one full amount.
    #[must_use]
    pub fn threshold(&self) -> Option<(Fen, AmountRead)> {
        match self {
            Benefit::AmountOffPer { per_fen, read, .. } => Some((*per_fen, *read)),
            Benefit::Ladder { steps, read } => steps.first().map(|step| (step.from_fen, *read)),
            Benefit::AmountOff { .. }
            | Benefit::Percent { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::FreePostage
            | Benefit::Gift { .. }
            | Benefit::PointsMultiplier { .. }
            | Benefit::BuyGet { .. }
            | Benefit::Bundle { .. } => None,
        }
    }
}
