//! Sums over customers to which a customer can be added and from which one can be taken away.
//!
//! That is what makes an update cost as much as one customer's history instead of the shop's,
//! and why an updated figure equals a rebuilt one: whole numbers only, no order of adding.

use std::collections::BTreeMap;

use super::basis::{Basis, CountingRule};
use super::calendar::{Calendar, Month};
use super::cycle::CycleTally;
use super::flow::{Flow, Move, Station};
use super::history::Run;
use super::lifecycle::{Stage, StageCounts};
use super::person::PersonFigures;
use crate::domain::tier::{Totals, preset};
use crate::domain::trade::Trade;

/// Add a customer's share, or take it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Add,
    TakeAway,
}

impl Sign {
    const fn factor(self) -> i64 {
        match self {
            Sign::Add => 1,
            Sign::TakeAway => -1,
        }
    }
}

/// Money and order counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Money {
    pub(super) orders: u64,
    pub(super) paid_fen: i128,
    pub(super) postage_fen: i128,
    pub(super) refund_fen: i128,
    pub(super) net_fen: i128,
}

impl Money {
    pub(super) fn count(&mut self, run: Run<'_>, sign: Sign) {
        let factor = sign.factor();
        let sum = |column: &[i64]| {
            // One customer's amounts fit an `i64` (see `Fen::LARGEST`); the shop's may not.
            let total = column.iter().fold(0, |sum: i64, fen| sum.saturating_add(*fen));
            i128::from(factor) * i128::from(total)
        };
        self.orders = self.orders.saturating_add_signed(factor * run.len() as i64);
        self.paid_fen += sum(run.paid_fen);
        self.postage_fen += sum(run.postage_fen);
        self.refund_fen += sum(run.refund_fen);
        self.net_fen += sum(run.net_fen);
    }
}

/// Repurchase inside one calendar year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) customers: u64,
    pub(super) repeaters: u64,
    pub(super) purchases: u64,
    pub(super) returning: u64,
}

/// Repurchase inside the basis' window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) customers: u64,
    pub(super) repeaters: u64,
    pub(super) purchases: u64,
    pub(super) returning: u64,
}

/// Everything that is a sum over customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) customers: u64,
    pub(super) repeat_customers: u64,
    pub(super) purchases: u64,
    pub(super) window: Window,
    pub(super) stages: StageCounts,
    pub(super) flow: Flow,
    pub(super) cycles: CycleTally,
    pub(super) money: Money,
    /// By step of the retail preset.
    pub(super) tiers: [u64; preset::STEPS],
    /// By calendar year.
    years: Vec<Year>,
    /// By month of the first purchase: customers active 0, 1, 2… months after it.
    pub(super) cohorts: BTreeMap<Month, Vec<u64>>,
}

impl Tally {
    /// Counts one known person: `person` is what [`PersonFigures::of`] says of `run`.
    pub(super) fn count(
        &mut self,
        person: Option<&PersonFigures>,
        run: Run<'_>,
        basis: &Basis,
        calendar: &Calendar,
        sign: Sign,
    ) {
        let factor = sign.factor();
        let Some(person) = person else {
            self.stages.count(Stage::Potential, factor);
            return;
        };
        let add = |count: &mut u64, by: u32| {
            *count = count.saturating_add_signed(factor * i64::from(by));
        };
        add(&mut self.customers, 1);
        add(&mut self.purchases, person.purchases);
        add(&mut self.repeat_customers, u32::from(person.purchases >= 2));
        let stage = person.stage(basis);
        self.stages.count(stage, factor);
        let from = Station::at(run, basis, Flow::since(basis.as_of));
        self.flow.count(Move { from, to: Station::of(stage) }, factor);
        let bought = Totals { purchases: u64::from(person.purchases), net_fen: person.net_fen };
        if let Some(count) = self.tiers.get_mut(preset::step_of(Trade::Retail, bought).place()) {
            add(count, 1);
        }
        if let Some(cycle) = person.cycle() {
            self.cycles.count(cycle, factor);
        }
        let run = run.until(basis.as_of);
        self.money.count(run, sign);
        if person.window_purchases > 0 {
            add(&mut self.window.customers, 1);
            add(&mut self.window.purchases, person.window_purchases);
            add(&mut self.window.repeaters, u32::from(person.window_purchases >= 2));
            add(&mut self.window.returning, u32::from(person.is_returning(run, basis)));
        }
        self.count_calendar(person, run, basis, calendar, factor);
    }

    /// Years and cohorts: one walk over the days of a customer.
    fn count_calendar(
        &mut self,
        person: &PersonFigures,
        run: Run<'_>,
        basis: &Basis,
        calendar: &Calendar,
        factor: i64,
    ) {
        let each = basis.rule == CountingRule::EachOrder;
        let joined = calendar.month(person.first_day.number());
        let cohort = self.cohorts.entry(joined).or_default();
        let (mut previous, mut month, mut bought) = (i32::MIN, None, Bought::default());
        for day in run.day {
            let new_day = *day != previous;
            previous = *day;
            if new_day {
                let this = calendar.month(*day);
                if month != Some(this) {
                    let after = this.months_since(joined);
                    if cohort.len() <= after {
                        cohort.resize(after + 1, 0);
                    }
                    if let Some(active) = cohort.get_mut(after) {
                        *active = active.saturating_add_signed(factor);
                    }
                    if let Some(before) = month.filter(|m: &Month| m.year() != this.year()) {
                        count_year(&mut self.years, before.year(), bought, factor);
                        bought.inside = 0;
                    }
                    month = Some(this);
                }
            }
            let one = u32::from(new_day || each);
            bought = Bought { inside: bought.inside + one, ever: bought.ever + one };
        }
        if let Some(month) = month {
            count_year(&mut self.years, month.year(), bought, factor);
        }
    }

    /// What was bought in a calendar year.
    pub(super) fn year(&self, year: i32) -> Year {
        usize::try_from(year)
            .ok()
            .and_then(|year| self.years.get(year).copied())
            .unwrap_or_default()
    }
}

/// Purchases of one customer: inside a year, and in all up to its end.
#[derive(Clone, Copy, Default)]
struct Bought {
    inside: u32,
    ever: u32,
}

fn count_year(years: &mut Vec<Year>, year: i32, bought: Bought, factor: i64) {
    // One place for every year of our calendar: a few kilobytes, and no search.
    let place = usize::try_from(year).unwrap_or_default();
    if years.len() <= place {
        years.resize(place + 1, Year::default());
    }
    if let Some(year) = years.get_mut(place) {
        let add = |count: &mut u64, by: u32| {
            *count = count.saturating_add_signed(factor * i64::from(by));
        };
        add(&mut year.customers, 1);
        add(&mut year.repeaters, u32::from(bought.inside >= 2));
        add(&mut year.purchases, bought.inside);
        add(&mut year.returning, u32::from(bought.ever >= 2));
    }
}
