//! The fold over days. It stops only at days on which something can change: a policy begins, there
//! was a purchase, one left the window, a term is looked at. Twenty years of one customer are a few
//! dozen stops, not seven thousand days.

use super::ladder::Step;
use super::purchases::Purchases;
use super::rules::{Period, Rules, Timeline};
use crate::domain::day::Day;

/// Where somebody stands by the fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The computed tier.
    pub step: Step,
    /// Since when; `None` before the first change.
    pub since: Option<Day>,
    /// The end of the term. Goes on under a policy that never lets a tier fall, where it means
    /// nothing: see [`super::Standing::term_end`] for what to show.
    pub term_end: Option<Day>,
}

impl State {
    /// Where everybody begins.
    pub const BEGIN: State = State { step: Step::LOWEST, since: None, term_end: None };
}

/// Why the computed tier changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// What was bought fits a higher one.
    Rise,
    /// The term ended, and what was bought did not fit any more.
    Fall,
    /// A policy with fewer tiers began.
    Cut,
}

/// A change of the computed tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day.
    pub day: Day,
    /// The tier before.
    pub from: Step,
    /// The tier after.
    pub to: Step,
    /// Why.
    pub reason: Reason,
}

/// The fold up to and with a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// Before the orders of that day: at this tier they are priced and earn (semantics 5).
    pub morning: State,
    /// After the day.
    pub evening: State,
    /// All changes up to it, earliest first.
    pub changes: Vec<Change>,
}

/// Folds purchases up to and with `until`; `None` before the first policy. The purchases are those
/// known as of the day that is asked for: a refund is put back on its order's day.
#[must_use]
pub fn fold(timeline: &Timeline, purchases: &Purchases, until: Day) -> Option<Folded> {
    if timeline.first_day()? > until {
        return None;
    }
    let mut fold =
        Fold { purchases, until, state: State::BEGIN, morning: None, changes: Vec::new() };
    for (at, (period, last)) in timeline.periods().enumerate() {
        if period.first_day > until {
            break;
        }
        fold.begin(period, at == 0);
        fold.run(period, last.min(until));
    }
    let Fold { state, morning, changes, .. } = fold;
    Some(Folded { morning: morning.unwrap_or(state), evening: state, changes })
}

struct Fold<'a> {
    purchases: &'a Purchases,
    until: Day,
    state: State,
    /// The state before the orders of the last day, where the fold stopped there.
    morning: Option<State>,
    changes: Vec<Change>,
}

impl Fold<'_> {
    /// A policy begins: in the morning of its first day.
    fn begin(&mut self, period: &Period, is_first: bool) {
        let highest = period.rules.ladder.highest();
        if self.state.step > highest {
            self.change(period.first_day, highest, Reason::Cut);
        }
        if let Some(term) = period.rules.falling_term()
            && !is_first
            && self.state.term_end.is_none_or(|end| end < period.first_day)
        {
            self.state.term_end = Some(term.after(period.first_day));
        }
    }

    /// The days of one policy up to `last`.
    fn run(&mut self, period: &Period, last: Day) {
        let mut day = period.first_day;
        loop {
            if day == self.until {
                self.morning = Some(self.state);
            }
            self.step(day, &period.rules);
            match self.next(day, &period.rules).filter(|next| *next <= last) {
                Some(next) => day = next,
                None => return,
            }
        }
    }

    /// One day, after its orders.
    fn step(&mut self, day: Day, rules: &Rules) {
        let fits = rules.ladder.fits(self.purchases.totals(rules.window_days, day));
        if fits > self.state.step {
            self.change(day, fits, Reason::Rise);
            self.state.term_end = rules.term.map(|term| term.after(day));
        }
        let Some((term, end)) = rules.falling_term().zip(self.state.term_end) else { return };
        if day != rules.check(end) {
            return;
        }
        if fits >= self.state.step {
            self.state.term_end = Some(term.after(end));
        } else {
            self.change(day, rules.lowered(self.state.step, fits), Reason::Fall);
            self.state.term_end = Some(term.after(day));
        }
    }

    fn change(&mut self, day: Day, to: Step, reason: Reason) {
        self.changes.push(Change { day, from: self.state.step, to, reason });
        self.state.step = to;
        self.state.since = Some(day);
    }

    /// The next day after `day` on which something can change under these rules.
    fn next(&self, day: Day, rules: &Rules) -> Option<Day> {
        let check = rules.falling_term().and(self.state.term_end).map(|end| rules.check(end));
        let check = check.filter(|check| *check > day);
        // On the highest step only a check can do something.
        let (bought, left) = if self.state.step >= rules.ladder.highest() {
            (None, None)
        } else {
            let left = rules.window_days.and_then(|days| self.purchases.next_left(day, days));
            (self.purchases.next_bought(day), left)
        };
        [check, bought, left].into_iter().flatten().min()
    }
}
