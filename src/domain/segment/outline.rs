//! A rule line by line, for the page to put into words. Nothing of a rule is left out, so that what
//! the page says changes whenever the rule does.

use super::rule::{Path, Rule};
use super::test::Test;

/// How a line hangs together with the one before it under the same parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joiner {
    /// The first under its parent, or the root.
    First,
    /// Both must hold.
    And,
    /// One of them must.
    Or,
}

/// What a line says. The lines of children follow, one level deeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Said<'a> {
    /// All of the children below hold.
    All,
    /// One of them holds.
    Any,
    /// The one child below does not hold.
    Not,
    /// A test.
    Test(&'a Test),
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line<'a> {
    /// How far it is moved in: 0 = the root.
    pub depth: usize,
    /// How it is joined.
    pub joiner: Joiner,
    /// What it says.
    pub said: Said<'a>,
    /// The way to it: what faults and warnings name.
    pub path: Path,
}

/// A rule line by line, parents before children.
#[must_use]
pub fn outline(rule: &Rule) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    add(rule, Joiner::First, &mut Path::new(), &mut lines);
    lines
}

fn add<'a>(rule: &'a Rule, joiner: Joiner, path: &mut Path, lines: &mut Vec<Line<'a>>) {
    let (said, between) = match rule {
        Rule::All(_) => (Said::All, Joiner::And),
        Rule::Any(_) => (Said::Any, Joiner::Or),
        Rule::Not(_) => (Said::Not, Joiner::First),
        Rule::Test(test) => (Said::Test(test), Joiner::First),
    };
    lines.push(Line { depth: path.len(), joiner, said, path: path.clone() });
    for (at, child) in rule.children().iter().enumerate() {
        path.push(at);
        add(child, if at == 0 { Joiner::First } else { between }, path, lines);
        path.pop();
    }
}
