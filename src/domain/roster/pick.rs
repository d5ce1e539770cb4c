//! Who is on a list.

use super::Roster;
use super::season::came_for_last_double_eleven_only;
use crate::domain::day::{Day, DayRange};
use crate::domain::figures::calendar::Month;
use crate::domain::figures::person::{bought_same_time_last_year, ordering_less};
use crate::domain::figures::person::{part, purchases};
use crate::domain::figures::{
    Basis, Flow, Move, NewStage, PersonFigures, RfmGroup, Run, Stage, StageBounds, StageCounts,
    Station,
};

/// A stage, or one of the parts of "new".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StagePick {
    /// Known, never bought.
    Potential,
    /// Bought once, of late.
    New,
    /// New, just ordered.
    JustOrdered,
    /// New, awaiting the second order.
    AwaitingSecond,
    /// New, about one month.
    OneMonth,
    /// Bought more than once, of late.
    Active,
    /// Silent for some time.
    HighSave,
    /// Silent for long.
    LowSave,
    /// Silent for very long.
    Lost,
}

impl StagePick {
    /// All of them, in the order of a customer's life.
    pub const ALL: [StagePick; 9] = [
        StagePick::Potential,
        StagePick::New,
        StagePick::JustOrdered,
        StagePick::AwaitingSecond,
        StagePick::OneMonth,
        StagePick::Active,
        StagePick::HighSave,
        StagePick::LowSave,
        StagePick::Lost,
    ];

    /// True where a customer of `stage` belongs to it.
    #[must_use]
    pub const fn holds(self, stage: Stage) -> bool {
        match self {
            StagePick::Potential => matches!(stage, Stage::Potential),
            StagePick::New => matches!(stage, Stage::New(_)),
            StagePick::JustOrdered => matches!(stage, Stage::New(NewStage::JustOrdered)),
            StagePick::AwaitingSecond => matches!(stage, Stage::New(NewStage::AwaitingSecond)),
            StagePick::OneMonth => matches!(stage, Stage::New(NewStage::OneMonth)),
            StagePick::Active => matches!(stage, Stage::Active),
            StagePick::HighSave => matches!(stage, Stage::HighSave),
            StagePick::LowSave => matches!(stage, Stage::LowSave),
            StagePick::Lost => matches!(stage, Stage::Lost),
        }
    }
}

/// What somebody did inside of some days: the three populations of repurchase (T5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// Bought.
    Bought,
    /// Bought twice or more often inside.
    Repeat,
    /// Bought inside and has two purchases or more up to the end.
    Returning,
}

/// Who is on a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pick {
    /// Everybody of whom the book tells.
    #[default]
    Everyone,
    /// A stage.
    Stage(StagePick),
    /// One of the eight groups of RFM.
    Group(RfmGroup),
    /// A cell of the grid: recency and frequency, each 1 to 5.
    Cell {
        /// Recency.
        r: u8,
        /// Frequency.
        f: u8,
    },
    /// Whose first purchase lies in a month.
    Cohort {
        /// Its year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// Of such a cohort, who bought again so many months later.
    CohortAfter {
        /// Its year.
        year: i32,
        /// 1 to 12.
        month: u32,
        /// Months after that month.
        after: u32,
    },
    /// Did something inside of some days.
    In {
        /// What.
        what: Within,
        /// The days.
        days: DayRange,
    },
    /// Moved from one station to another of late.
    Moved(Move),
    /// Was silent and bought again of late.
    CameBack,
    /// Is further away than some time ago.
    WentAway,
    /// A fifth of the customers by what they brought, 1 = the best.
    Fifth(u8),
    /// Has bought.
    Bought,
    /// Has a rhythm: came on two days at least.
    Rhythm,
    /// Has money back of an order that counts.
    Refunded,
    /// Bought more than once in all.
    Repeat,
    /// Bought in the window and more than once up to its end (RP1).
    Returning,
    /// Past the own interval by half of it (semantics 3).
    Late,
    /// Ordering less (掉单).
    OrderingLess,
    /// Bought at this time last year, nothing lately.
    SameTimeLastYear,
    /// Bought in last year's November sale, nothing this year.
    LastDoubleEleven,
    /// To be contacted again on a day that was agreed on, come or still to come.
    Promised,
    /// Marked as important (SG9).
    Important,
}

/// How many people each pick holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    counts: Vec<(Pick, u64)>,
}

impl Census {
    /// How many a pick holds; 0 where it was not asked about.
    #[must_use]
    pub fn of(&self, pick: Pick) -> u64 {
        self.counts.iter().find(|(it, _)| *it == pick).map_or(0, |(_, count)| *count)
    }
}

impl Roster<'_> {
    /// Counts several picks in one pass.
    #[must_use]
    pub fn census(&self, picks: &[Pick]) -> Census {
        let mut counts: Vec<(Pick, u64)> = picks.iter().map(|pick| (*pick, 0)).collect();
        for at in 0..self.shop.customers().len() {
            for (pick, count) in &mut counts {
                *count += u64::from(self.is_picked(at, *pick));
            }
        }
        Census { counts }
    }

    /// The stage of whoever is known as of the day of the figures.
    #[must_use]
    pub fn stage(&self, at: usize) -> Option<Stage> {
        if !self.live.is_counted(at) {
            return None;
        }
        let stage = |person: &PersonFigures| person.stage(self.live.basis());
        Some(self.live.person(at).map_or(Stage::Potential, stage))
    }

    /// How many people stand in each stage, if it had these bounds.
    #[must_use]
    pub fn stage_counts(&self, bounds: StageBounds) -> StageCounts {
        let basis = Basis { stage_bounds: bounds, ..self.live.basis().clone() };
        let mut counts = StageCounts::default();
        for at in (0..self.shop.customers().len()).filter(|at| self.live.is_counted(*at)) {
            let stage = |person: &PersonFigures| person.stage(&basis);
            counts.count(self.live.person(at).map_or(Stage::Potential, stage), 1);
        }
        counts
    }

    /// True where somebody is picked.
    #[must_use]
    pub fn is_picked(&self, at: usize, pick: Pick) -> bool {
        let (live, run) = (self.live, || self.run(at));
        let basis = live.basis();
        let bought = |holds: &dyn Fn(&PersonFigures) -> bool| live.person(at).is_some_and(holds);
        match pick {
            Pick::Everyone => live.is_counted(at),
            Pick::Stage(stage) => self.stage(at).is_some_and(|it| stage.holds(it)),
            Pick::Group(group) => live.scores(at).is_some_and(|it| live.group(it) == group),
            Pick::Cell { r, f } => live.scores(at).is_some_and(|it| it.r == r && it.f == f),
            Pick::Cohort { year, month } => bought(&|it| {
                let (first_year, first_month, _) = it.first_day.ymd();
                (first_year, first_month) == (year, month)
            }),
            Pick::CohortAfter { year, month, after } => bought(&|it| {
                let joined = Month::of(it.first_day);
                joined == Month::new(year, month)
                    && run().day.iter().any(|day| {
                        Month::of(Day::from_number(*day)).months_since(joined) == after as usize
                    })
            }),
            Pick::In { what, days } => is_within(run(), basis, what, days),
            Pick::Moved(wanted) => self.moved(at).is_some_and(|it| it == wanted),
            Pick::CameBack => self.moved(at).is_some_and(Move::is_back),
            Pick::WentAway => self.moved(at).is_some_and(Move::is_away),
            Pick::Fifth(fifth) => self.is_in_fifth(at, fifth),
            Pick::Bought => live.person(at).is_some(),
            Pick::Rhythm => bought(&|it| it.cycle().is_some()),
            Pick::Refunded => run().refund_fen.iter().any(|fen| *fen > 0),
            Pick::Repeat => bought(&|it| it.purchases > 1),
            Pick::Returning => self.is_returning(at),
            Pick::Late => bought(&|it| it.is_own_rhythm_broken(basis)),
            Pick::OrderingLess => ordering_less(run(), basis.as_of).is_some(),
            Pick::SameTimeLastYear => bought_same_time_last_year(run(), basis.as_of),
            Pick::LastDoubleEleven => came_for_last_double_eleven_only(run(), basis.as_of),
            Pick::Promised => live.is_counted(at) && self.touched(at).promised.is_some(),
            Pick::Important => live.is_counted(at) && self.touched(at).is_important,
        }
    }

    /// How a customer moved between the two days of the flow.
    fn moved(&self, at: usize) -> Option<Move> {
        let basis = self.live.basis();
        let to = Station::of(self.live.person(at)?.stage(basis));
        let from = Station::at(self.run(at), basis, Flow::since(basis.as_of));
        Some(Move { from, to })
    }

    fn is_returning(&self, at: usize) -> bool {
        let basis = self.live.basis();
        self.live.person(at).is_some_and(|it| it.is_returning(self.run(at), basis))
    }
}

fn is_within(run: Run<'_>, basis: &Basis, what: Within, days: DayRange) -> bool {
    let (inside, _) = part(run, days);
    let ever = || purchases(run.until(days.last).day, basis.rule);
    match what {
        Within::Bought => !inside.is_empty(),
        Within::Repeat => purchases(inside, basis.rule) >= 2,
        Within::Returning => !inside.is_empty() && ever() >= 2,
    }
}
