//! The ledger of one customer in one program: the fold of what happened.

use hashbrown::{HashMap, HashSet};

use super::earning::{EarningRates, Points, earned};
use super::entry::{Entry, EntryKind};
use super::event::{Cause, Earning, EventKey, PointsAct, PointsEvent};
use super::lot::{LastDay, Lot, LotName, LotOrigin, Lots};
use super::program::ProgramId;
use super::refund::{OrderAccount, Spent};
use crate::domain::day::Day;
use crate::domain::money::Fen;

/// Why an event was refused whole. Its cause stays free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More points than can be spent.
    NotEnough {
        /// So many were asked for.
        need: Points,
        /// So many there are: the lots less the debt.
        available: Points,
    },
    /// A number of points that is below 0 where it may not be, or above [`Points::LARGEST`].
    OutOfRange,
    /// Points given by hand whose last day is past already.
    EndsBefore {
        /// The day on which they would be given.
        day: Day,
    },
    /// The ledger has reached a later day. [`Facts`](super::Facts) put such an event in its place.
    DayFell {
        /// The day it has reached.
        reached: Day,
    },
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepResult {
    /// It acted, or there was nothing to do.
    Ok,
    /// It acted although points were missing, because it had happened on another device; what
    /// was missing became debt. Only of [`Ledger::step_happened`].
    Overdrawn {
        /// How many were missing.
        missing: Points,
    },
    /// An event of the same kind and cause acted before; nothing happened.
    Duplicate,
    /// Nothing happened.
    Refused(Refusal),
    /// A refund of an order that this ledger does not know; nothing happened.
    UnknownOrder,
}

/// An event that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// What became of it.
    pub result: StepResult,
    /// What it wrote: expiry by last day, spend, earn; reverse, return.
    pub entries: &'a [Entry],
}

/// What to do where more is spent than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortfall {
    /// It is refused whole: at the counter, before it happens.
    Refuse,
    /// It is owed: it happened, on a device that knew no better.
    Owe,
}

/// The points of one customer in one program. Entries are only ever added; the balance is the sum
/// of their points, the debt the sum of their debts. Taking in an event costs the logarithm of the
/// number of lots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    program: ProgramId,
    /// The day that has been reached; `None` before the first event.
    today: Option<Day>,
    pub(super) lots: Lots,
    pub(super) debt: Points,
    pub(super) entries: Vec<Entry>,
    pub(super) orders: HashMap<Cause, OrderAccount>,
    acted: HashSet<EventKey>,
}

impl Ledger {
    /// Without points.
    #[must_use]
    pub fn new(program: ProgramId) -> Ledger {
        Ledger {
            program,
            today: None,
            lots: Lots::default(),
            debt: Points::ZERO,
            entries: Vec::new(),
            orders: HashMap::new(),
            acted: HashSet::new(),
        }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &ProgramId {
        &self.program
    }

    /// All that was written, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The sum of the lots; never below 0.
    #[must_use]
    pub fn balance(&self) -> Points {
        self.lots.balance()
    }

    /// What the next earnings pay first; never below 0.
    #[must_use]
    pub fn debt(&self) -> Points {
        self.debt
    }

    /// What can be spent: the lots less the debt, never below 0 (semantics 11).
    #[must_use]
    pub fn available(&self) -> Points {
        self.balance().saturating_sub(self.debt).max(Points::ZERO)
    }

    /// The lots with points left, in the order in which they will be spent.
    pub fn lots(&self) -> impl Iterator<Item = Lot<'_>> {
        self.lots.in_order()
    }

    /// True where an event of this kind and cause has acted.
    #[must_use]
    pub fn has_acted(&self, key: &EventKey) -> bool {
        self.acted.contains(key)
    }

    /// Takes in what is about to happen, after the lots that have ended by its day. More than is
    /// available is refused whole.
    pub fn step(&mut self, event: &PointsEvent) -> Step<'_> {
        self.take_in(event, Shortfall::Refuse)
    }

    /// Takes in what has happened elsewhere: the goods are handed over, so what was spent beyond
    /// the points that are there is debt.
    pub fn step_happened(&mut self, event: &PointsEvent) -> Step<'_> {
        self.take_in(event, Shortfall::Owe)
    }

    fn take_in(&mut self, event: &PointsEvent, shortfall: Shortfall) -> Step<'_> {
        let before = self.entries.len();
        let result = self.act(event, shortfall);
        Step { result, entries: self.entries.get(before..).unwrap_or_default() }
    }

    fn act(&mut self, event: &PointsEvent, shortfall: Shortfall) -> StepResult {
        if let Some(reached) = self.today.filter(|reached| event.day < *reached) {
            return StepResult::Refused(Refusal::DayFell { reached });
        }
        self.reach(event.day);
        let Some(key) = event.key() else { return StepResult::Ok };
        if self.acted.contains(&key) {
            return StepResult::Duplicate;
        }
        let day = event.day;
        let result = match &event.act {
            PointsAct::Order { cause, net, spent, earning } => self
                .spend(cause, day, *spent, shortfall)
                .map(|spent| self.order(cause, day, *net, spent, *earning)),
            PointsAct::Spend { cause, points } => {
                self.spend(cause, day, *points, shortfall).map(|spent| spent.result())
            }
            PointsAct::Refund { cause, order, goods, return_days } => {
                Ok(self.refund(cause, day, (order, *goods), *return_days))
            }
            PointsAct::Adjust { cause, points, last_day } => {
                self.adjust(cause, day, *points, *last_day)
            }
            PointsAct::DayPasses => Ok(StepResult::Ok),
        };
        let result = result.unwrap_or_else(StepResult::Refused);
        match result {
            StepResult::Ok | StepResult::Overdrawn { .. } => {
                self.acted.insert(key);
            }
            StepResult::Duplicate | StepResult::Refused(_) | StepResult::UnknownOrder => {}
        }
        result
    }

    /// Lets days pass: lots end at 00:00 of the day after their last, before all else of that day.
    fn reach(&mut self, day: Day) {
        self.today = Some(day);
        for (lot, last_day, lost) in self.lots.end_before(day) {
            let cause = Cause::end_of_lot(&lot.id, last_day);
            let lost = Points::ZERO.saturating_sub(lost);
            self.write(&cause, EntryKind::Expire, last_day.plus(1), (lost, Points::ZERO), None);
        }
    }

    fn spend(
        &mut self,
        cause: &Cause,
        day: Day,
        points: Points,
        shortfall: Shortfall,
    ) -> Result<Spent, Refusal> {
        if points < Points::ZERO || points > Points::LARGEST {
            return Err(Refusal::OutOfRange);
        }
        let available = self.available();
        let owed = points.saturating_sub(available).max(Points::ZERO);
        if owed > Points::ZERO && shortfall == Shortfall::Refuse {
            return Err(Refusal::NotEnough { need: points, available });
        }
        let from_lots = points.saturating_sub(owed);
        let taken = self.lots.take_in_order(from_lots);
        if points > Points::ZERO {
            let change = (Points::ZERO.saturating_sub(from_lots), owed);
            self.write(cause, EntryKind::Spend, day, change, None);
        }
        Ok(Spent { taken, owed })
    }

    /// Earns and opens the account of an order. Points whose last day is past are not earned.
    fn order(
        &mut self,
        cause: &Cause,
        day: Day,
        net: Fen,
        spent: Spent,
        earning: Option<Earning>,
    ) -> StepResult {
        let result = spent.result();
        let net = net.max(Fen::ZERO);
        let earning = earning.filter(|earning| earning.last_day.reaches(day));
        let lot = earning.map(|earning| LotName {
            last_day: earning.last_day,
            day: earning.issued,
            id: cause.clone(),
            origin: LotOrigin::Order,
        });
        let rates = earning.map(|earning| earning.rates);
        let points = rates.map_or(Points::ZERO, |rates| earned(net, &rates));
        if let Some(lot) = &lot
            && points > Points::ZERO
        {
            let pays = points.min(self.debt);
            let left = points.saturating_sub(pays);
            self.lots.put(lot.clone(), left);
            let change = (left, Points::ZERO.saturating_sub(pays));
            self.write(cause, EntryKind::Earn, day, change, rates);
        }
        self.orders.insert(cause.clone(), OrderAccount::open(net, rates, points, lot, spent));
        result
    }

    /// Gives a lot of its own, which pays no debt; or takes lots in the order of spending, and what
    /// is missing is debt (semantics 11).
    fn adjust(
        &mut self,
        cause: &Cause,
        day: Day,
        points: Points,
        last_day: LastDay,
    ) -> Result<StepResult, Refusal> {
        let size = points.max(Points::ZERO.saturating_sub(points));
        if size > Points::LARGEST {
            return Err(Refusal::OutOfRange);
        }
        if points > Points::ZERO {
            if !last_day.reaches(day) {
                return Err(Refusal::EndsBefore { day });
            }
            let origin = LotOrigin::Adjustment;
            self.lots.put(LotName { last_day, day, id: cause.clone(), origin }, points);
            self.write(cause, EntryKind::Adjust, day, (points, Points::ZERO), None);
        } else if points < Points::ZERO {
            let there = self.balance().min(size);
            self.lots.take_in_order(there);
            let change = (Points::ZERO.saturating_sub(there), size.saturating_sub(there));
            self.write(cause, EntryKind::Adjust, day, change, None);
        }
        Ok(StepResult::Ok)
    }

    /// Writes a change of the lots, which is done, and of the debt, which it does.
    pub(super) fn write(
        &mut self,
        cause: &Cause,
        kind: EntryKind,
        day: Day,
        (points, debt): (Points, Points),
        rates: Option<EarningRates>,
    ) {
        self.debt = self.debt.saturating_add(debt);
        self.entries.push(Entry { cause: cause.clone(), kind, day, points, debt, rates });
    }
}
