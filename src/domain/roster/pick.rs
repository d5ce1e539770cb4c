//! Who is on a list.

use super::Roster;
use super::season::came_for_last_double_eleven_only;
use crate::domain::figures::person::{bought_same_time_last_year, is_ordering_less};
use crate::domain::figures::{NewStage, PersonFigures, RfmGroup, Stage};

/// A stage, or one of the parts of "new".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// True where somebody is picked.
    #[must_use]
    pub fn is_picked(&self, at: usize, pick: Pick) -> bool {
        let (live, run) = (self.live, || self.run(at));
        let basis = live.basis();
        let bought = |holds: &dyn Fn(&PersonFigures) -> bool| live.person(at).is_some_and(holds);
        match pick {
            Pick::Everyone => live.is_counted(at),
            Pick::Stage(stage) => self.stage(at).is_some_and(|it| stage.holds(it)),
            Pick::Group(group) => live.scores(at).is_some_and(|it| RfmGroup::of(it) == group),
            Pick::Cell { r, f } => live.scores(at).is_some_and(|it| it.r == r && it.f == f),
            Pick::Cohort { year, month } => bought(&|it| {
                let (first_year, first_month, _) = it.first_day.ymd();
                (first_year, first_month) == (year, month)
            }),
            Pick::Repeat => bought(&|it| it.purchases > 1),
            Pick::Returning => self.is_returning(at),
            Pick::Late => bought(&|it| it.is_own_rhythm_broken(basis)),
            Pick::OrderingLess => is_ordering_less(run(), basis.as_of),
            Pick::SameTimeLastYear => bought_same_time_last_year(run(), basis.as_of),
            Pick::LastDoubleEleven => came_for_last_double_eleven_only(run(), basis.as_of),
        }
    }

    fn is_returning(&self, at: usize) -> bool {
        let basis = self.live.basis();
        self.live.person(at).is_some_and(|it| it.is_returning(self.run(at), basis))
    }
}
