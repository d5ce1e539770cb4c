//! Which nodes of a rule nobody can match, as far as the rule alone can tell.

use super::rule::{Path, Rule};
use super::test::{Span, Test};
use crate::domain::roster::StagePick;

/// The topmost nodes that nobody can match.
pub(super) fn never_matching(rule: &Rule) -> Vec<Path> {
    let mut found = Vec::new();
    look(rule, &mut Path::new(), &mut found);
    found
}

fn look(rule: &Rule, path: &mut Path, found: &mut Vec<Path>) {
    if never(rule) {
        found.push(path.clone());
        return;
    }
    for (at, child) in rule.children().iter().enumerate() {
        path.push(at);
        look(child, path, found);
        path.pop();
    }
}

fn never(rule: &Rule) -> bool {
    match rule {
        Rule::All(children) => {
            children.iter().any(never)
                || children.iter().enumerate().any(|(at, child)| {
                    children.iter().skip(at + 1).any(|other| exclude(child, other))
                })
        }
        Rule::Any(children) => children.iter().all(never),
        // What everybody matches is not looked for: nearly everything can be unknown.
        Rule::Not(child) => matches!(&**child, Rule::Not(inner) if never(inner)),
        Rule::Test(test) => impossible(test),
    }
}

/// True where nobody can match both.
fn exclude(a: &Rule, b: &Rule) -> bool {
    if let (Rule::Not(a), b) | (b, Rule::Not(a)) = (a, b) {
        return **a == *b;
    }
    let (Rule::Test(a), Rule::Test(b)) = (a, b) else { return false };
    if let (Test::Figure { figure: a, range }, Test::Figure { figure: b, range: other }) = (a, b) {
        let ((from, to), (other_from, other_to)) = (range.ends(*a), other.ends(*b));
        return a == b && from.max(other_from) > to.min(other_to);
    }
    if let (Test::Stage(a), Test::Stage(b)) = (a, b) {
        return !a.iter().any(|a| b.iter().any(|b| meet(*a, *b)));
    }
    if let (Test::Group(a), Test::Group(b)) = (a, b) {
        return !a.iter().any(|it| b.contains(it));
    }
    if let (Test::LastOutcome(a), Test::LastOutcome(b)) = (a, b) {
        return !a.iter().any(|it| b.contains(it));
    }
    false
}

/// True where somebody can stand in both.
fn meet(a: StagePick, b: StagePick) -> bool {
    let is_part =
        |it| matches!(it, StagePick::JustOrdered | StagePick::AwaitingSecond | StagePick::OneMonth);
    a == b || (a == StagePick::New && is_part(b)) || (b == StagePick::New && is_part(a))
}

fn impossible(test: &Test) -> bool {
    match test {
        Test::Figure { figure, range } => {
            let ((from, to), (least, most)) = (range.ends(*figure), figure.possible());
            let looks_at_nothing = figure.span() == Some(Span::LastDays(0)) && from > 0;
            looks_at_nothing || from.max(least) > to.min(most)
        }
        Test::Bought { span, .. } => *span == Span::LastDays(0),
        Test::Stage(_)
        | Test::Group(_)
        | Test::Is(_)
        | Test::Known(_)
        | Test::Said { .. }
        | Test::BuysOn(_)
        | Test::LastOutcome(_)
        | Test::Coupon { .. }
        | Test::HighestTier
        | Test::MemberOf(_) => false,
    }
}
