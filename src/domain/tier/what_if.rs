//! What a policy would do, before it is saved: who rises and who falls, on which day, beside the
//! policies there are.

use super::fold::{Change, Reason, fold};
use super::hand::{HandTier, held};
use super::ladder::Step;
use super::purchases::Purchases;
use super::rules::{Period, Timeline};
use crate::domain::day::{Day, DayRange};

/// One customer, as the fold sees him.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// What he bought, by what is known today.
    pub purchases: &'a Purchases,
    /// His tiers by hand.
    pub hand: &'a [HandTier],
}

/// A change that one of the two brings and the other does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The place of the member among those asked about.
    pub member: usize,
    /// The day, and the computed tier before and after it.
    pub change: Change,
    /// True where a tier by hand holds on that day, so that nobody feels it.
    pub is_held: bool,
}

/// Members per step, the lowest first, by the tier that holds.
pub type Spread = Vec<u64>;

/// What a draft would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Members today, under the policies there are; none before the first.
    pub today: Spread,
    /// Members on the first day on which the draft acts, today at the earliest.
    pub begins: Spread,
    /// Members at the end of the days that were looked at, under the policies there are.
    pub end_now: Spread,
    /// The same under the draft.
    pub end: Spread,
    /// Rises that the draft brings, by day and then by member.
    pub rises: Vec<Move>,
    /// Falls that the draft brings, fewer tiers included.
    pub falls: Vec<Move>,
    /// Rises that would come under the policies there are, and do not under the draft.
    pub rises_lost: Vec<Move>,
    /// Falls that would come, and do not under the draft.
    pub falls_averted: Vec<Move>,
}

impl WhatIf {
    /// Takes over what was found of more members, who stand behind `behind` others.
    pub fn join(&mut self, other: WhatIf, behind: usize) {
        for (mine, theirs) in [
            (&mut self.today, other.today),
            (&mut self.begins, other.begins),
            (&mut self.end_now, other.end_now),
            (&mut self.end, other.end),
        ] {
            if mine.len() < theirs.len() {
                mine.resize(theirs.len(), 0);
            }
            mine.iter_mut().zip(theirs).for_each(|(sum, count)| *sum += count);
        }
        for (mine, theirs) in [
            (&mut self.rises, other.rises),
            (&mut self.falls, other.falls),
            (&mut self.rises_lost, other.rises_lost),
            (&mut self.falls_averted, other.falls_averted),
        ] {
            mine.extend(theirs.into_iter().map(|it| Move { member: it.member + behind, ..it }));
            mine.sort_by_key(|it| (it.change.day, it.member));
        }
    }
}

/// Folds every member twice up to `days.last` with nothing bought any more: under the policies
/// there are, and with the draft beside them from its first day on. Changes from `days.first`
/// (today) on are compared. Past days never change: a draft that begins before today acts, in what
/// is shown here, as it would have acted since.
#[must_use]
pub fn what_if<'a>(
    members: impl Iterator<Item = Member<'a>>,
    present: &Timeline,
    draft: &Period,
    days: DayRange,
) -> WhatIf {
    let drafted = present.with(draft.clone());
    let begins = draft.first_day.clamp(days.first, days.last.max(days.first));
    let mut found = WhatIf::default();
    for (at, member) in members.enumerate() {
        let changes = |timeline: &Timeline| -> Vec<Change> {
            let folded = fold(timeline, member.purchases, days.last);
            folded.map(|folded| folded.changes).unwrap_or_default()
        };
        let (now, then) = (changes(present), changes(&drafted));
        count(&mut found.today, present, &now, member, days.first);
        count(&mut found.begins, &drafted, &then, member, begins);
        count(&mut found.end_now, present, &now, member, days.last);
        count(&mut found.end, &drafted, &then, member, days.last);
        let (now, then) = (since(&now, days.first), since(&then, days.first));
        take(&mut found.rises, &mut found.falls, then, now, (at, member), &drafted);
        take(&mut found.rises_lost, &mut found.falls_averted, now, then, (at, member), present);
    }
    for moves in
        [&mut found.rises, &mut found.falls, &mut found.rises_lost, &mut found.falls_averted]
    {
        moves.sort_by_key(|it| (it.change.day, it.member));
    }
    found
}

/// Takes the changes that the other side does not have.
fn take(
    rises: &mut Vec<Move>,
    falls: &mut Vec<Move>,
    changes: &[Change],
    others: &[Change],
    (at, member): (usize, Member<'_>),
    timeline: &Timeline,
) {
    for change in changes.iter().filter(|change| !others.contains(change)) {
        let highest = timeline.on(change.day).map(|rules| rules.ladder.highest());
        let held = highest.and_then(|highest| held(member.hand, change.day, change.to, highest));
        let it = Move { member: at, change: *change, is_held: held.is_some() };
        match change.reason {
            Reason::Rise => rises.push(it),
            Reason::Fall | Reason::Cut => falls.push(it),
        }
    }
}

/// The changes from a day on.
fn since(changes: &[Change], first: Day) -> &[Change] {
    changes.get(changes.partition_point(|change| change.day < first)..).unwrap_or_default()
}

/// Counts a member where his changes have brought him after a day; nowhere before the first policy.
fn count(
    spread: &mut Spread,
    timeline: &Timeline,
    changes: &[Change],
    member: Member<'_>,
    day: Day,
) {
    let Some(rules) = timeline.on(day) else { return };
    let highest = rules.ladder.highest();
    if spread.len() <= highest.place() {
        spread.resize(highest.place() + 1, 0);
    }
    let last = changes.iter().rfind(|change| change.day <= day);
    let computed = last.map_or(Step::LOWEST, |change| change.to);
    let step = held(member.hand, day, computed, highest).unwrap_or(computed);
    if let Some(place) = spread.get_mut(step.place()) {
        *place += 1;
    }
}
