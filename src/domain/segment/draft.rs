//! A group as it is being written: may be wrong, and says everything that is.

use std::collections::BTreeSet;

use super::never::never_matching;
use super::rule::{Path, Rule};
use super::test::{Figure, Span, Test};
use super::{Segment, SegmentId, Segments};

/// So many levels a rule has at the most, its root counted.
pub(super) const MOST_LEVELS: usize = 8;

/// So many tests.
pub(super) const MOST_TESTS: usize = 64;

/// A group before it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentDraft {
    /// Its id: that of the group it replaces, or a new one.
    pub id: SegmentId,
    /// What the seller calls it.
    pub name: String,
    /// Who is to be in it.
    pub rule: Rule,
}

/// What keeps a draft from being a group. A path leads to the node that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentFault {
    /// It has no name.
    NoName,
    /// More levels than 8: the first node that is too deep.
    TooDeep(Path),
    /// More tests than 64.
    TooManyTests {
        /// How many there are.
        tests: usize,
    },
    /// "All of" or "one of" nothing.
    EmptyGroup(Path),
    /// A test against an empty set, an empty text, or a range that is open at both ends.
    AsksForNothing(Path),
    /// A range or a run of days whose end lies before its beginning. Of money the upper bound is
    /// outside, so that both alike is inverted, too.
    InvertedRange(Path),
    /// No group has this id.
    UnknownSegment(Path),
    /// The group that is named leads back to this one.
    Cycle(Path),
}

/// What has a meaning and is probably not meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentWarning {
    /// Nobody can ever match this node.
    NeverMatches(Path),
}

impl SegmentDraft {
    /// The group, its tests cleaned; the tree stays as it was built. `known` are the other groups;
    /// one of the same id is the one that is being replaced.
    ///
    /// # Errors
    /// All that is wrong with it: the name, the size, then node by node from front to back. A rule
    /// that is too deep is not looked into.
    pub fn parse(self, known: &Segments) -> Result<Segment, Vec<SegmentFault>> {
        let mut faults = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            faults.push(SegmentFault::NoName);
        }
        if let Some(path) = too_deep(&self.rule, &mut Path::new()) {
            faults.push(SegmentFault::TooDeep(path));
            return Err(faults);
        }
        let rule = self.rule.cleaned();
        let tests = rule.tests().len();
        if tests > MOST_TESTS {
            faults.push(SegmentFault::TooManyTests { tests });
        }
        rule.visit(&mut Path::new(), &mut |path, node| {
            faults.extend(node_fault(path, node, self.id, known));
        });
        match faults.is_empty() {
            true => Ok(Segment { id: self.id, name: name.into(), rule }),
            false => Err(faults),
        }
    }

    /// What is probably not meant: the topmost nodes that nobody can match, from front to back.
    /// Nothing is said of a rule that is too deep.
    #[must_use]
    pub fn warnings(&self) -> Vec<SegmentWarning> {
        if too_deep(&self.rule, &mut Path::new()).is_some() {
            return Vec::new();
        }
        never_matching(&self.rule).into_iter().map(SegmentWarning::NeverMatches).collect()
    }
}

fn too_deep(rule: &Rule, path: &mut Path) -> Option<Path> {
    if path.len() >= MOST_LEVELS {
        return Some(path.clone());
    }
    for (at, child) in rule.children().iter().enumerate() {
        path.push(at);
        let found = too_deep(child, path);
        path.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}

fn node_fault(
    path: &[usize],
    node: &Rule,
    this: SegmentId,
    known: &Segments,
) -> Option<SegmentFault> {
    let path = path.to_vec();
    let test = match node {
        Rule::All(children) | Rule::Any(children) => {
            return children.is_empty().then_some(SegmentFault::EmptyGroup(path));
        }
        Rule::Not(_) => return None,
        Rule::Test(test) => test,
    };
    if is_inverted(test) {
        return Some(SegmentFault::InvertedRange(path));
    }
    if let Test::MemberOf(id) = test {
        if *id == this || leads_to(*id, this, known) {
            return Some(SegmentFault::Cycle(path));
        }
        return known.get(*id).is_none().then_some(SegmentFault::UnknownSegment(path));
    }
    test.asks_for_nothing().then_some(SegmentFault::AsksForNothing(path))
}

/// True where a test has a range or days that end before they begin.
fn is_inverted(test: &Test) -> bool {
    let days = |span| matches!(span, Span::Days(days) if days.last < days.first);
    if let Test::Figure { figure, range } = test {
        let (least, most) = range.ends(*figure);
        let has_both = range.from.is_some() && range.to.is_some();
        return (has_both && least > most) || figure.span().is_some_and(days);
    }
    matches!(test, Test::Bought { span, .. } if days(*span))
}

/// True where a group names another one, over however many.
fn leads_to(from: SegmentId, to: SegmentId, known: &Segments) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if !seen.insert(id) {
            continue;
        }
        let tests = known.get(id).map(|it| it.rule().tests()).unwrap_or_default();
        for (_, test) in tests {
            if let Test::MemberOf(id) = test {
                open.push(*id);
            }
        }
    }
    false
}

impl Figure {
    /// The least and the greatest value that somebody can have.
    pub(super) const fn possible(self) -> (i64, i64) {
        match self {
            Figure::Purchases(_)
            | Figure::NetFen(_)
            | Figure::AverageOrderFen
            | Figure::AverageUnitFen
            | Figure::ValueRateFen
            | Figure::DaysSinceLast
            | Figure::DaysSinceFirst
            | Figure::DaysSinceContact => (0, i64::MAX),
            Figure::CycleDays => (1, i64::MAX),
            Figure::DaysUntilDue => (i64::MIN, i64::MAX),
            Figure::DaysUntilBirthday => (0, 384),
            Figure::RecencyScore | Figure::FrequencyScore | Figure::MoneyScore => (1, 5),
            Figure::TierStep => (1, u32::MAX as i64),
        }
    }
}
