//! The figures of a shop, kept current: built by one pass, then updated customer by customer.

use std::cell::OnceCell;

use super::basis::Basis;
use super::calendar::Calendar;
use super::concentration::Concentration;
use super::cycle::{Cycle, ShopCycle};
use super::history::{CountedOrder, OrderHistory};
use super::person::PersonFigures;
use super::rfm::{Axis, Cuts, GroupFigures, Ranks, RfmFigures, RfmGroup, Scores};
use super::tally::{Money, Sign, Tally};
use super::{Cohort, Figures, WindowFigures, YearFigures};
use crate::domain::day::Day;
use crate::domain::money::Ratio;

/// All figures as of one basis, with what is needed to follow a change.
///
/// Another as-of day or rule is another basis: build anew, that is one pass.
#[derive(Clone, Debug)]
pub struct LiveFigures {
    basis: Basis,
    calendar: Calendar,
    people: Vec<Option<PersonFigures>>,
    /// Who is in the tally: bought, or is known without an order.
    counted: Vec<bool>,
    tally: Tally,
    strangers: Money,
    stranger_days: Option<(Day, Day)>,
    recency: Ranks,
    frequency: Ranks,
    money: Ranks,
    value: Ranks,
    /// The cycle of the shop since the last change: every row of a list asks for it.
    cycle: OnceCell<ShopCycle>,
}

impl LiveFigures {
    /// One pass over the columns. `known_since` says for each customer the first day on which
    /// the book knew them; a customer without an entry is known from the first order on.
    #[must_use]
    pub fn new(history: &OrderHistory, known_since: &[Day], basis: Basis) -> LiveFigures {
        let calendar = calendar_of(history, &basis);
        let mut tally = Tally::default();
        let mut people = Vec::with_capacity(history.customers());
        let mut counted = Vec::with_capacity(history.customers());
        for customer in 0..history.customers() {
            let run = history.run(customer);
            let person = PersonFigures::of(run, &basis);
            let counts = person.is_some() || is_known(known_since, customer, &basis);
            if counts {
                tally.count(person.as_ref(), run, &basis, &calendar, Sign::Add);
            }
            counted.push(counts);
            people.push(person);
        }
        let mut strangers = Money::default();
        let unknown = history.strangers().until(basis.as_of);
        strangers.count(unknown, Sign::Add);
        let ends = (unknown.day.first(), unknown.day.last());
        let values =
            |value: fn(&PersonFigures) -> i64| Ranks::new(people.iter().flatten().map(value));
        LiveFigures {
            recency: values(recency),
            frequency: values(frequency),
            money: values(money),
            value: values(value),
            cycle: OnceCell::new(),
            basis,
            calendar,
            people,
            counted,
            tally,
            strangers,
            stranger_days: match ends {
                (Some(first), Some(last)) => {
                    Some((Day::from_number(*first), Day::from_number(*last)))
                }
                (Some(_) | None, None) | (None, Some(_)) => None,
            },
        }
    }

    /// Replaces the orders of one customer in `history` and in the figures.
    /// Costs this customer's orders, whatever the size of the shop.
    pub fn set_run(
        &mut self,
        history: &mut OrderHistory,
        known_since: &[Day],
        customer: usize,
        orders: Vec<CountedOrder>,
    ) {
        self.cycle.take();
        let known = is_known(known_since, customer, &self.basis);
        let before = self.people.get(customer).copied().flatten();
        if self.counted.get(customer).copied().unwrap_or(false) {
            let run = history.run(customer);
            self.tally.count(before.as_ref(), run, &self.basis, &self.calendar, Sign::TakeAway);
        }
        if let Some(person) = before {
            self.recency.remove(recency(&person));
            self.frequency.remove(frequency(&person));
            self.money.remove(money(&person));
            self.value.remove(value(&person));
        }
        // Customers between the last one and this one are new too, and known from now on.
        for between in self.people.len()..customer {
            let known = is_known(known_since, between, &self.basis);
            if known {
                let run = history.run(between);
                self.tally.count(None, run, &self.basis, &self.calendar, Sign::Add);
            }
            self.counted.push(known);
            self.people.push(None);
        }
        history.set_run(customer, orders);
        let run = history.run(customer);
        let after = PersonFigures::of(run, &self.basis);
        let counts = after.is_some() || known;
        if counts {
            self.tally.count(after.as_ref(), run, &self.basis, &self.calendar, Sign::Add);
        }
        if let Some(person) = after {
            self.recency.insert(recency(&person));
            self.frequency.insert(frequency(&person));
            self.money.insert(money(&person));
            self.value.insert(value(&person));
        }
        match self.people.get_mut(customer) {
            Some(place) => *place = after,
            None => self.people.push(after),
        }
        match self.counted.get_mut(customer) {
            Some(place) => *place = counts,
            None => self.counted.push(counts),
        }
    }

    /// What the figures rest on.
    #[must_use]
    pub const fn basis(&self) -> &Basis {
        &self.basis
    }

    /// True where a customer is known as of the day of the figures, with or without a purchase.
    #[must_use]
    pub fn is_counted(&self, customer: usize) -> bool {
        self.counted.get(customer).copied().unwrap_or(false)
    }

    /// The figures of one customer; `None` without a counted order up to the as-of day.
    #[must_use]
    pub fn person(&self, customer: usize) -> Option<&PersonFigures> {
        self.people.get(customer)?.as_ref()
    }

    /// The three scores of one customer.
    #[must_use]
    pub fn scores(&self, customer: usize) -> Option<Scores> {
        let cuts = [self.recency.cuts(), self.frequency.cuts(), self.money.cuts()];
        self.person(customer).map(|person| scores(person, &cuts))
    }

    /// The group of three scores, as the shop wants them cut.
    #[must_use]
    pub const fn group(&self, scores: Scores) -> RfmGroup {
        RfmGroup::of(scores, self.basis.high_score)
    }

    /// The scores of all customers, in the order of their places.
    #[must_use]
    pub fn all_scores(&self) -> Vec<Option<Scores>> {
        let cuts = [self.recency.cuts(), self.frequency.cuts(), self.money.cuts()];
        let of = |person: &Option<PersonFigures>| person.as_ref().map(|it| scores(it, &cuts));
        self.people.iter().map(of).collect()
    }

    /// The cycle of the shop. One pass after a change, nothing after that.
    #[must_use]
    pub fn shop_cycle(&self) -> ShopCycle {
        *self.cycle.get_or_init(|| {
            let people = self.people.iter().flatten();
            let cycles = people.filter_map(PersonFigures::cycle).map(Cycle::days);
            self.tally.cycles.shop(&mut cycles.collect::<Vec<f64>>())
        })
    }

    /// All of it as values.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let (first_day, last_day) = (self.first_day(), self.last_day());
        let tally = &self.tally;
        let all = |strangers: i128, customers: i128| strangers + customers;
        Figures {
            basis: self.basis.clone(),
            customers: tally.customers,
            potential: tally.stages.potential,
            orders: tally.money.orders + self.strangers.orders,
            purchases: tally.purchases,
            first_day,
            last_day,
            paid_fen: all(self.strangers.paid_fen, tally.money.paid_fen),
            postage_fen: all(self.strangers.postage_fen, tally.money.postage_fen),
            refund_fen: all(self.strangers.refund_fen, tally.money.refund_fen),
            net_fen: all(self.strangers.net_fen, tally.money.net_fen),
            repeat_customers: tally.repeat_customers,
            all_time: Ratio { part: tally.repeat_customers, whole: tally.customers },
            window: self.basis.window.map(|_| self.window()),
            years: self.years(first_day),
            cycle: self.shop_cycle(),
            stages: tally.stages,
            flow: tally.flow,
            rfm: self.rfm(),
            tiers: tally.tiers,
            concentration: Concentration::of(&self.value),
            cohorts: self.cohorts(),
        }
    }

    fn first_day(&self) -> Option<Day> {
        let customers = self.people.iter().flatten().map(|person| person.first_day).min();
        customers.into_iter().chain(self.stranger_days.map(|(first, _)| first)).min()
    }

    fn last_day(&self) -> Option<Day> {
        let customers = self.people.iter().flatten().map(|person| person.last_day).max();
        customers.into_iter().chain(self.stranger_days.map(|(_, last)| last)).max()
    }

    fn window(&self) -> WindowFigures {
        let window = self.tally.window;
        WindowFigures {
            by_customer: Ratio { part: window.repeaters, whole: window.customers },
            by_order: Ratio {
                part: window.purchases.saturating_sub(window.customers),
                whole: window.purchases,
            },
            returning: window.returning,
        }
    }

    fn years(&self, first_day: Option<Day>) -> Vec<YearFigures> {
        let Some(first) = first_day else { return Vec::new() };
        (first.ymd().0..=self.basis.as_of.ymd().0)
            .map(|year| {
                let bought = self.tally.year(year);
                YearFigures {
                    year,
                    by_customer: Ratio { part: bought.repeaters, whole: bought.customers },
                    by_order: Ratio {
                        part: bought.purchases.saturating_sub(bought.customers),
                        whole: bought.purchases,
                    },
                    returning: bought.returning,
                }
            })
            .collect()
    }

    fn rfm(&self) -> RfmFigures {
        let cuts = [self.recency.cuts(), self.frequency.cuts(), self.money.cuts()];
        let mut groups =
            RfmGroup::ALL.map(|group| GroupFigures { group, customers: 0, net_fen: 0 });
        let mut cells = [0; 125];
        for person in self.people.iter().flatten() {
            let scores = scores(person, &cuts);
            if let Some(group) = groups.get_mut(self.group(scores).place()) {
                group.customers += 1;
                group.net_fen += i128::from(person.rfm_net_fen.minor());
            }
            if let Some(cell) = cells.get_mut(scores.cell()) {
                *cell += 1;
            }
        }
        let [r, f, m] = &cuts;
        RfmFigures {
            r: Axis::of(&self.recency, r),
            f: Axis::of(&self.frequency, f),
            m: Axis::of(&self.money, m),
            groups,
            cells,
        }
    }

    fn cohorts(&self) -> Vec<Cohort> {
        self.tally
            .cohorts
            .iter()
            .filter(|(_, active)| active.iter().any(|count| *count > 0))
            .map(|(month, active)| {
                // A cohort that shrank keeps zeros at its end: they say nothing.
                let used = active.iter().rposition(|count| *count > 0).map_or(0, |at| at + 1);
                Cohort {
                    year: month.year(),
                    month: month.month(),
                    active: active.iter().take(used).copied().collect(),
                }
            })
            .collect()
    }
}

fn recency(person: &PersonFigures) -> i64 {
    // The later the last purchase the better, whatever the as-of day.
    i64::from(person.last_day.number())
}

fn frequency(person: &PersonFigures) -> i64 {
    i64::from(person.rfm_purchases)
}

fn money(person: &PersonFigures) -> i64 {
    person.rfm_net_fen.minor()
}

fn value(person: &PersonFigures) -> i64 {
    person.net_fen.minor()
}

fn scores(person: &PersonFigures, [r, f, m]: &[Cuts; 3]) -> Scores {
    Scores { r: r.score(recency(person)), f: f.score(frequency(person)), m: m.score(money(person)) }
}

fn is_known(known_since: &[Day], customer: usize, basis: &Basis) -> bool {
    // [`Day::MAX`] = not known, on whatever day.
    let known = |since: &Day| *since != Day::MAX && *since <= basis.known_on;
    known_since.get(customer).is_some_and(known)
}

/// A table over the days that the figures will ask for.
fn calendar_of(history: &OrderHistory, basis: &Basis) -> Calendar {
    let (mut first, mut last) = (Day::MAX, Day::MIN);
    for customer in 0..history.customers() {
        let day = history.run(customer).day;
        if let (Some(begin), Some(end)) = (day.first(), day.last()) {
            first = first.min(Day::from_number(*begin));
            last = last.max(Day::from_number(*end));
        }
    }
    if first > last { Calendar::default() } else { Calendar::over(first, last.min(basis.as_of)) }
}
