//! Trees of tests.

use super::test::Test;

/// The way to a node of a rule: the place of each child, from the root down. Empty = the root.
pub type Path = Vec<usize>;

/// Who is in a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// All of these hold.
    All(Vec<Rule>),
    /// One of these holds at least.
    Any(Vec<Rule>),
    /// This does not hold.
    Not(Box<Rule>),
    /// One test.
    Test(Test),
}

impl Rule {
    /// Everybody but those of this rule.
    #[must_use]
    pub fn negated(self) -> Rule {
        Rule::Not(Box::new(self))
    }

    /// Its children, in the order in which a [`Path`] counts them.
    #[must_use]
    pub fn children(&self) -> &[Rule] {
        match self {
            Rule::All(children) | Rule::Any(children) => children,
            Rule::Not(child) => std::slice::from_ref(child),
            Rule::Test(_) => &[],
        }
    }

    /// The node that a path leads to.
    #[must_use]
    pub fn at(&self, path: &[usize]) -> Option<&Rule> {
        path.iter().try_fold(self, |node, at| node.children().get(*at))
    }

    /// Its tests with their paths, from front to back.
    #[must_use]
    pub fn tests(&self) -> Vec<(Path, &Test)> {
        let mut tests = Vec::new();
        self.visit(&mut Path::new(), &mut |path, rule| {
            if let Rule::Test(test) = rule {
                tests.push((path.to_vec(), test));
            }
        });
        tests
    }

    /// True where orders have to be laid out first, groups that it names left aside.
    #[must_use]
    pub fn reads_orders(&self) -> bool {
        self.tests().iter().any(|(_, test)| test.reads_orders())
    }

    /// Calls `see` for each node with its path, parents before children.
    pub(super) fn visit<'a>(&'a self, path: &mut Path, see: &mut impl FnMut(&[usize], &'a Rule)) {
        see(path, self);
        for (at, child) in self.children().iter().enumerate() {
            path.push(at);
            child.visit(path, see);
            path.pop();
        }
    }

    /// The same rule with its tests cleaned; the tree stays as the seller built it.
    #[must_use]
    pub fn cleaned(self) -> Rule {
        let each = |children: Vec<Rule>| children.into_iter().map(Rule::cleaned).collect();
        match self {
            Rule::All(children) => Rule::All(each(children)),
            Rule::Any(children) => Rule::Any(each(children)),
            Rule::Not(child) => child.cleaned().negated(),
            Rule::Test(test) => Rule::Test(test.cleaned()),
        }
    }

    /// One form for rules that say the same in another order: groups inside of their like are
    /// dissolved, children sorted, each once; a group of one is that one; twice not is nothing.
    #[must_use]
    pub fn normalised(self) -> Rule {
        match self {
            Rule::All(children) => group(children, true),
            Rule::Any(children) => group(children, false),
            Rule::Not(child) => match child.normalised() {
                Rule::Not(inner) => *inner,
                other @ (Rule::All(_) | Rule::Any(_) | Rule::Test(_)) => other.negated(),
            },
            Rule::Test(test) => Rule::Test(test.cleaned()),
        }
    }
}

fn group(children: Vec<Rule>, is_all: bool) -> Rule {
    let mut flat = Vec::with_capacity(children.len());
    for child in children.into_iter().map(Rule::normalised) {
        match child {
            Rule::All(inner) if is_all => flat.extend(inner),
            Rule::Any(inner) if !is_all => flat.extend(inner),
            other @ (Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::Test(_)) => {
                flat.push(other);
            }
        }
    }
    flat.sort_unstable();
    flat.dedup();
    match (flat.len(), flat.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            flat.extend(last);
            if is_all { Rule::All(flat) } else { Rule::Any(flat) }
        }
    }
}
