//! Imported history earns only by an explicit act, which is shown before it is done (semantics 6).

use hashbrown::HashSet;

use super::earning::{Points, earned};
use super::event::{Cause, EventKey, EventKind, PointsAct, PointsEvent};
use super::ledger::Ledger;
use super::program::Program;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::rate::BasisPoints;

/// An order from before: of a file, or of the time before the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastOrder {
    /// The order; the same cause that it has, or would have, in the ledger.
    pub cause: Cause,
    /// Its business day.
    pub day: Day,
    /// Goods paid less refunds so far.
    pub net: Fen,
    /// The points multiplier of the customer's tier on that morning.
    pub tier: BasisPoints,
}

/// What the act does for an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastOutcome {
    /// It earns.
    Earns,
    /// The ledger has taken it in before, or it stands above in the list; nothing happens.
    AlreadyTaken,
    /// Its points would have ended by today; nothing happens.
    Expired,
    /// Its net is below one point; nothing happens.
    Nothing,
    /// It is of a later day than today; nothing happens.
    AfterToday,
}

/// A row of the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastRow {
    /// What its net is worth under the program as it is set now.
    pub points: Points,
    /// What the act does.
    pub outcome: PastOutcome,
}

/// A preview of the act, and the act: nothing else than its rows say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastOrders {
    /// One for each order, in the order given.
    pub rows: Vec<PastRow>,
    /// What the ledger is to take in, all of today. The points count their days from the order's
    /// own; those that an earlier day would still have had are not brought back.
    pub events: Vec<PointsEvent>,
}

impl PastOrders {
    /// Works out what `orders` of one customer would earn as of `today`. Doing it twice earns
    /// nothing twice: what the ledger has taken in is no part of it.
    #[must_use]
    pub fn preview(
        program: &Program,
        ledger: &Ledger,
        orders: &[PastOrder],
        today: Day,
    ) -> PastOrders {
        let mut seen = HashSet::new();
        let mut past = PastOrders::default();
        for order in orders {
            let earning = program.earning(order.day, order.tier, BasisPoints::ONE);
            let points = earned(order.net, &earning.rates);
            let key = EventKey { kind: EventKind::Order, cause: order.cause.clone() };
            let outcome = if ledger.has_acted(&key) || seen.contains(&key) {
                PastOutcome::AlreadyTaken
            } else if order.day > today {
                PastOutcome::AfterToday
            } else if points == Points::ZERO {
                PastOutcome::Nothing
            } else if !earning.last_day.reaches(today) {
                PastOutcome::Expired
            } else {
                let (cause, net, spent) = (order.cause.clone(), order.net, Points::ZERO);
                let act = PointsAct::Order { cause, net, spent, earning: Some(earning) };
                past.events.push(PointsEvent { day: today, act });
                PastOutcome::Earns
            };
            seen.insert(key);
            past.rows.push(PastRow { points, outcome });
        }
        past
    }

    /// How many orders have this outcome, and their points.
    #[must_use]
    pub fn total(&self, outcome: PastOutcome) -> (usize, Points) {
        let rows = self.rows.iter().filter(|row| row.outcome == outcome);
        rows.fold((0, Points::ZERO), |(orders, points), row| {
            (orders + 1, points.saturating_add(row.points))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Validity;
    use super::*;

    fn order(cause: &str, day: i32, net: i64) -> PastOrder {
        PastOrder {
            cause: Cause::new(cause),
            day: Day::from_number(day),
            net: Fen::from_minor(net),
            tier: BasisPoints::new(15_000).unwrap(),
        }
    }

    #[test]
    fn imported_history_earns_once_and_only_what_still_lives() {
        let program = Program {
            first_day: Some(Day::from_number(1_000)),
            validity: Validity::Days(30),
            ..Program::default()
        };
        let mut ledger = Ledger::new(program.id.clone());
        let rates = (BasisPoints::ONE, BasisPoints::ONE);
        let live = Fen::from_minor(5_000);
        let bought = Day::from_number(1_000);
        ledger.step(&program.order(Cause::new("live"), bought, live, rates, Points::ZERO));
        let today = Day::from_number(1_010);
        let rows = [
            (order("a", 981, 1_990), 29, PastOutcome::Earns, "its last day is today"),
            (order("b", 980, 1_990), 29, PastOutcome::Expired, "its last day was yesterday"),
            (order("a", 981, 1_990), 29, PastOutcome::AlreadyTaken, "the same order again"),
            (order("live", 1_000, 5_000), 75, PastOutcome::AlreadyTaken, "earned when it was made"),
            (order("c", 1_005, 60), 0, PastOutcome::Nothing, "below one point"),
            (order("d", 1_011, 1_000), 15, PastOutcome::AfterToday, "not known as of today"),
            (order("e", 1_005, 1_000), 15, PastOutcome::Earns, "imported after the first day"),
        ];
        let orders: Vec<PastOrder> = rows.iter().map(|row| row.0.clone()).collect();
        let past = PastOrders::preview(&program, &ledger, &orders, today);
        for (row, (_, points, outcome, rule)) in past.rows.iter().zip(&rows) {
            let expected = PastRow { points: Points::new(*points), outcome: *outcome };
            assert_eq!(*row, expected, "{rule}");
        }
        assert_eq!(past.total(PastOutcome::Earns), (2, Points::new(44)));
        for event in &past.events {
            ledger.step(event);
        }
        assert_eq!(ledger.balance(), Points::new(50 + 44), "what the preview said");
        let again = PastOrders::preview(&program, &ledger, &orders, today);
        assert_eq!(again.events, [], "twice gives nothing twice");
        ledger.step(&PointsEvent { day: today.plus(1), act: PointsAct::DayPasses });
        assert_eq!(ledger.balance(), Points::new(65), "days count from the order's own");
    }
}
