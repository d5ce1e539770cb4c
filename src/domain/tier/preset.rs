//! What a shop of a trade begins with (seller's notes 4.1).

use super::ladder::{Ladder, Minimums, Mode, Step, Totals};
use super::policy::{PolicyDraft, Right, Tier};
use super::rules::{Fall, Rules};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::rate::BasisPoints;
use crate::domain::trade::Trade;

/// Steps of a preset.
pub const STEPS: usize = 4;

/// What the steps above the lowest ask for, in purchases and fen: both (AND).
const fn asked(trade: Trade) -> [(u32, i64); STEPS - 1] {
    match trade {
        Trade::Retail => [(2, 15_000), (3, 30_000), (5, 50_000)],
        Trade::Wholesale => [(2, 200_000), (5, 1_000_000), (12, 4_000_000)],
        Trade::Food | Trade::Stall => [(2, 20_000), (6, 80_000), (20, 500_000)],
    }
}

/// What the steps give, what of the price they pay and their multipliers of points.
const fn worth(trade: Trade) -> (Right, [u32; STEPS], [u32; STEPS]) {
    const SAME: [u32; STEPS] = [10_000; STEPS];
    match trade {
        Trade::Retail => (Right::Points, SAME, [10_000, 12_000, 15_000, 20_000]),
        Trade::Wholesale => (Right::Prices, [10_000, 9_900, 9_700, 9_400], SAME),
        Trade::Food | Trade::Stall => (Right::Both, [10_000, 9_800, 9_500, 9_100], SAME),
    }
}

/// The ladder of a trade.
#[must_use]
pub fn ladder_of(trade: Trade) -> Ladder {
    let above = asked(trade).map(|(purchases, fen)| Minimums {
        purchases: Some(purchases),
        net_fen: Some(Fen::from_minor(fen)),
    });
    Ladder::new(above.to_vec(), Mode::And)
}

/// The rules of a trade: whole life, never down.
#[must_use]
pub fn rules_of(trade: Trade) -> Rules {
    Rules::never_down(ladder_of(trade))
}

/// The step of totals under the preset of a trade that acts from before the first purchase: it
/// counts the whole life and is never down, and refunds are put back on their orders' days, so that
/// the totals only rise and the fold ends where they fit. No list is made: the figures ask this for
/// everybody.
#[must_use]
pub fn step_of(trade: Trade, totals: Totals) -> Step {
    let is_met = |(purchases, fen): &(u32, i64)| {
        totals.purchases >= u64::from(*purchases) && totals.net_fen.minor() >= *fen
    };
    Step::at(asked(trade).iter().rposition(is_met).map_or(0, |place| place + 1))
}

/// The draft of a trade, with names of the steps in the seller's language.
#[must_use]
pub fn draft_of(trade: Trade, first_day: Day, names: [String; STEPS]) -> PolicyDraft {
    let (right, paid, multipliers) = worth(trade);
    let ladder = ladder_of(trade);
    let rate = |number| BasisPoints::new(number).unwrap_or_default();
    let steps = names.into_iter().zip(paid).zip(multipliers).enumerate();
    let tiers = steps.map(|(place, ((name, paid), multiplier))| Tier {
        name,
        title: String::new(),
        minimums: ladder.minimums(Step::at(place)).unwrap_or_default(),
        paid: rate(paid),
        multiplier: rate(multiplier),
        rights: Vec::new(),
    });
    PolicyDraft {
        first_day,
        right,
        tiers: tiers.collect(),
        mode: Mode::And,
        window_days: None,
        term: None,
        grace_days: 0,
        fall: Fall::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tier::policy::Policy;

    #[test]
    fn presets_are_policies_without_a_warning() {
        for trade in Trade::ALL {
            let names = ["普通会员", "中级会员", "高级会员", "VIP会员"].map(str::to_owned);
            let (policy, warnings) =
                Policy::parse(draft_of(trade, Day::from_number(0), names)).unwrap();
            assert_eq!(warnings, [], "{trade:?}");
            assert_eq!(policy.rules(), &rules_of(trade));
            assert_eq!((policy.tiers().len(), policy.draft().tiers.len()), (STEPS, STEPS));
        }
    }

    #[test]
    fn steps_of_totals() {
        for (trade, purchases, yuan, step) in [
            (Trade::Retail, 0, 0, 1),
            (Trade::Retail, 1, 9_999, 1),
            (Trade::Retail, 2, 149, 1),
            (Trade::Retail, 2, 150, 2),
            (Trade::Retail, 3, 299, 2),
            (Trade::Retail, 3, 300, 3),
            (Trade::Retail, 4, 9_999, 3),
            (Trade::Retail, 5, 499, 3),
            (Trade::Retail, 5, 500, 4),
            (Trade::Wholesale, 2, 1_999, 1),
            (Trade::Wholesale, 2, 2_000, 2),
            (Trade::Wholesale, 5, 9_999, 2),
            (Trade::Wholesale, 5, 10_000, 3),
            (Trade::Wholesale, 12, 39_999, 3),
            (Trade::Wholesale, 12, 40_000, 4),
            (Trade::Food, 2, 199, 1),
            (Trade::Food, 2, 200, 2),
            (Trade::Food, 5, 800, 2),
            (Trade::Food, 6, 799, 2),
            (Trade::Food, 6, 800, 3),
            (Trade::Stall, 20, 4_999, 3),
            (Trade::Stall, 20, 5_000, 4),
        ] {
            let totals = Totals { purchases, net_fen: Fen::from_minor(yuan * 100) };
            assert_eq!(step_of(trade, totals).number(), step, "{trade:?} {purchases} {yuan}");
            assert_eq!(ladder_of(trade).fits(totals).number(), step);
        }
    }
}
