//! What past orders would earn, over everybody, before the seller says that they do (semantics 6).
//! It goes by the same account of a person as his ledger, so that the sum is what the ledgers say
//! afterwards.

use super::points::{Account, Granted};
use crate::domain::day::Day;
use crate::domain::figures::CountingRule;
use crate::domain::intern::Index;
use crate::domain::loyalty::Rulebook;
use crate::domain::points::{PastOutcome, Points, Program, earned};
use crate::domain::rate::BasisPoints;
use crate::domain::shop::Shop;

/// Orders of one outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PastTally {
    /// How many.
    pub orders: u64,
    /// What they are worth under the terms of today.
    pub points: Points,
}

impl PastTally {
    fn add(&mut self, points: Points) {
        self.orders += 1;
        self.points = self.points.saturating_add(points);
    }
}

/// What the act would do to all orders of its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PastTotals {
    /// They earn.
    pub earns: PastTally,
    /// So many people get points.
    pub customers: u64,
    /// They would have ended by today.
    pub expired: PastTally,
    /// Below one point: nothing to give.
    pub nothing: PastTally,
    /// They have earned when they were made, or by an earlier act; what, is not worked out again.
    pub already: PastTally,
    /// They are of later days than today.
    pub later: PastTally,
}

impl PastTotals {
    fn tally(&mut self, outcome: PastOutcome) -> &mut PastTally {
        match outcome {
            PastOutcome::Earns => &mut self.earns,
            PastOutcome::AlreadyTaken => &mut self.already,
            PastOutcome::Expired => &mut self.expired,
            PastOutcome::Nothing => &mut self.nothing,
            PastOutcome::AfterToday => &mut self.later,
        }
    }
}

/// The preview while it is worked out, a bounded number of people at a time.
#[derive(Clone, Debug)]
pub struct PreviewingPast {
    program: Program,
    /// Days that an earlier act has taken.
    taken: Vec<(Day, Day)>,
    counting: CountingRule,
    days: (Day, Day),
    today: Day,
    at: usize,
    totals: PastTotals,
}

impl PreviewingPast {
    /// Begins with nobody. `None` where the points are off today: then the act is refused, too.
    #[must_use]
    pub fn begin(
        shop: &Shop,
        rules: &Rulebook,
        counting: CountingRule,
        days: (Day, Day),
        today: Day,
    ) -> Option<PreviewingPast> {
        let (_, terms) = rules.points_on(today).filter(|(_, terms)| terms.is_on)?;
        let program = terms.program();
        let granted = Granted::all(shop, rules, today);
        let taken = granted.iter().map(|granted| (granted.first, granted.last)).collect();
        let (at, totals) = (0, PastTotals::default());
        Some(PreviewingPast { program, taken, counting, days, today, at, totals })
    }

    /// Looks at so many people more; false when all are seen.
    pub fn step(&mut self, shop: &Shop, rules: &Rulebook, people: usize) -> bool {
        let all = shop.customers().len();
        let end = self.at.saturating_add(people).min(all);
        while self.at < end {
            let person = Index::at(self.at);
            let is_head = shop.is_known(self.at) && shop.person_of(person).position() == self.at;
            if is_head {
                self.take(shop, rules, person);
            }
            self.at += 1;
        }
        end < all
    }

    fn take(&mut self, shop: &Shop, rules: &Rulebook, person: Index) {
        let (first, last) = self.days;
        let account = Account::of(shop, rules, self.counting, person, self.today);
        let mut gets_some = false;
        for parts in &account.orders {
            let day = parts.fact.day;
            if day < first || last < day {
                continue;
            }
            let Some(net) = parts.fact.net(self.today) else { continue };
            let is_taken = self.taken.iter().any(|(first, last)| *first <= day && day <= *last);
            if is_taken || account.earns_by_itself(day) {
                self.totals.already.add(Points::ZERO);
                continue;
            }
            let earning = self.program.earning(day, account.multiplier(day), BasisPoints::ONE);
            let points = earned(net, &earning.rates);
            let outcome = if day > self.today {
                PastOutcome::AfterToday
            } else if points == Points::ZERO {
                PastOutcome::Nothing
            } else if !earning.last_day.reaches(self.today) {
                PastOutcome::Expired
            } else {
                PastOutcome::Earns
            };
            gets_some |= outcome == PastOutcome::Earns;
            self.totals.tally(outcome).add(points);
        }
        self.totals.customers += u64::from(gets_some);
    }

    /// What was found so far; all of it once [`PreviewingPast::step`] has said false.
    #[must_use]
    pub const fn totals(&self) -> PastTotals {
        self.totals
    }
}
