//! Which totals fit which step. Nothing here knows a day.

use crate::domain::money::Fen;

/// A step of a ladder, counted from 1 = the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(u32);

impl Step {
    /// The step on which everybody begins.
    pub const LOWEST: Step = Step(1);

    /// The step of a number; `None` for 0.
    #[must_use]
    pub const fn new(number: u32) -> Option<Step> {
        if number == 0 { None } else { Some(Step(number)) }
    }

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Its place in a list of steps, from 0.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0 as usize - 1
    }

    /// The step at a place of a list, from 0; the last number there is, past it.
    #[must_use]
    pub fn at(place: usize) -> Step {
        Step(u32::try_from(place).map_or(u32::MAX, |place| place.saturating_add(1)))
    }

    /// The next step up.
    #[must_use]
    pub const fn above(self) -> Step {
        Step(self.0.saturating_add(1))
    }

    /// The next step down; the lowest stays where it is.
    #[must_use]
    pub const fn below(self) -> Step {
        if self.0 > 1 { Step(self.0 - 1) } else { Step::LOWEST }
    }
}

/// Whether all minimums that are asked must be met, or one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// All of them. Without any, everybody meets them.
    #[default]
    And,
    /// One of them. Without any, nobody does: what is not asked is not met (semantics 11).
    Or,
}

/// What a step asks for; `None` = not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Minimums {
    /// Purchases under the counting rule.
    pub purchases: Option<u32>,
    /// Net of goods.
    pub net_fen: Option<Fen>,
}

/// What somebody bought inside a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Purchases under the counting rule.
    pub purchases: u64,
    /// Net of goods, held at the ends of its range.
    pub net_fen: Fen,
}

/// What totals lack of the minimums of a step; `None` = not asked. With [`Mode::Or`] either one is
/// enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Purchases; 0 where there are enough.
    pub purchases: Option<u64>,
    /// Net of goods; 0 where there is enough.
    pub net_fen: Option<Fen>,
}

impl Minimums {
    /// True where the totals are enough.
    #[must_use]
    pub fn are_met(&self, mode: Mode, totals: Totals) -> bool {
        self.missing(totals).is_nothing(mode)
    }

    /// What the totals lack of each minimum.
    #[must_use]
    pub fn missing(&self, totals: Totals) -> Missing {
        Missing {
            purchases: self
                .purchases
                .map(|least| u64::from(least).saturating_sub(totals.purchases)),
            net_fen: self.net_fen.map(|least| least.saturating_sub(totals.net_fen).max(Fen::ZERO)),
        }
    }
}

impl Missing {
    /// True where the minimums are met.
    #[must_use]
    pub fn is_nothing(&self, mode: Mode) -> bool {
        let (purchases, net) =
            (self.purchases.map(|it| it == 0), self.net_fen.map(|it| it <= Fen::ZERO));
        match mode {
            Mode::And => purchases.unwrap_or(true) && net.unwrap_or(true),
            Mode::Or => purchases.unwrap_or(false) || net.unwrap_or(false),
        }
    }
}

/// The steps of a policy: the lowest, which asks nothing, and those above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    above: Vec<Minimums>,
    mode: Mode,
}

impl Ladder {
    /// A ladder of the lowest step and these above it, lower ones first. They need not rise: what
    /// fits is the highest that is met (semantics 5).
    #[must_use]
    pub const fn new(above: Vec<Minimums>, mode: Mode) -> Ladder {
        Ladder { above, mode }
    }

    /// How the minimums of a step go together.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// The highest step.
    #[must_use]
    pub fn highest(&self) -> Step {
        Step::at(self.above.len())
    }

    /// What a step asks for: nothing for the lowest, `None` for one that is not there.
    #[must_use]
    pub fn minimums(&self, step: Step) -> Option<Minimums> {
        match step.place().checked_sub(1) {
            None => Some(Minimums::default()),
            Some(place) => self.above.get(place).copied(),
        }
    }

    /// The highest step whose minimums are met.
    #[must_use]
    pub fn fits(&self, totals: Totals) -> Step {
        let met = |minimums: &Minimums| minimums.are_met(self.mode, totals);
        self.above.iter().rposition(met).map_or(Step::LOWEST, |place| Step::at(place).above())
    }

    /// What totals lack of a step; nothing is asked of one that is not there.
    #[must_use]
    pub fn missing(&self, step: Step, totals: Totals) -> Missing {
        self.minimums(step).unwrap_or_default().missing(totals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(purchases: Option<u32>, fen: Option<i64>) -> Minimums {
        Minimums { purchases, net_fen: fen.map(Fen::from_minor) }
    }

    #[test]
    fn what_fits() {
        use Mode::{And, Or};
        let both = vec![asks(Some(2), Some(30_000)), asks(Some(3), Some(60_000))];
        let money = vec![asks(None, Some(30_000)), asks(None, Some(60_000))];
        let nothing = vec![asks(None, None)];
        for (above, mode, purchases, fen, step, rule) in [
            (&both, And, 1, 40_000, 1, "000:24 read as AND: money alone is not enough"),
            (&both, And, 2, 30_000, 2, "both at their minimum"),
            (&both, And, 9, 59_999, 2, "one fen below"),
            (&both, Or, 1, 40_000, 2, "000:24 read as OR (T17)"),
            (&both, Or, 3, 0, 3, "purchases alone"),
            (&money, And, 0, 60_000, 3, "a minimum left empty is not asked"),
            (&money, Or, 99, 0, 1, "with OR an empty one does not count as met"),
            (&nothing, And, 0, 0, 2, "nothing is asked"),
            (&nothing, Or, 99, 99, 1, "nothing that could be met"),
            (&money, And, 0, i64::MAX, 3, "the end of the range"),
            (&money, And, 0, i64::MIN, 1, "the other end"),
        ] {
            let ladder = Ladder::new(above.clone(), mode);
            let totals = Totals { purchases, net_fen: Fen::from_minor(fen) };
            assert_eq!(ladder.fits(totals).number(), step, "{rule}");
        }
    }

    #[test]
    fn t18_grades_at_their_borders() {
        // 10-20, 20-30, over 30 ten thousand yuan overlap at 20 in the source: half-open here.
        let wan = |wan: i64| Fen::from_minor(wan * 1_000_000);
        let grades =
            [10, 20, 30].map(|least| Minimums { purchases: None, net_fen: Some(wan(least)) });
        let ladder = Ladder::new(grades.to_vec(), Mode::And);
        for (net, step) in [(9, 1), (10, 2), (19, 2), (20, 3), (29, 3), (30, 4), (31, 4)] {
            let totals = Totals { purchases: 0, net_fen: wan(net) };
            assert_eq!(ladder.fits(totals).number(), step, "{net}");
        }
    }

    #[test]
    fn what_is_missing() {
        let ladder = Ladder::new(vec![asks(Some(3), None)], Mode::And);
        let totals = Totals { purchases: 1, net_fen: Fen::from_minor(-5) };
        let missing = ladder.missing(Step::LOWEST.above(), totals);
        assert_eq!((missing.purchases, missing.net_fen), (Some(2), None), "only what is asked");
        assert!(ladder.missing(Step::LOWEST, totals).is_nothing(Mode::And));
        assert_eq!((Step::new(0), Step::LOWEST.below()), (None, Step::LOWEST));
    }
}
