//! Whom to offer to the seller as one person: each once, the surest first.
//!
//! A phone and a WeChat id say who somebody is, so what they bind together is one candidate, however
//! long the chain. Hints only ever stand for themselves. Two of whom the seller said that they are not
//! one person never stand in one candidate, whoever stands between them.

use hashbrown::{HashMap, HashSet};

use super::traits::{Group, Sharing};
use super::{Likeness, MOST_MEMBERS, apart, key_of, pair};
use crate::domain::intern::Index;
use crate::domain::shop::Shop;

/// Why, and what is shared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason {
    /// Why.
    pub likeness: Likeness,
    /// What they share.
    pub shared: Box<str>,
}

/// Customers whom the seller may join.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Candidate {
    /// Why, the surest first; one at least.
    pub reasons: Vec<Reason>,
    /// Who, in the order of their keys; two at least.
    pub members: Vec<Index>,
}

impl Candidate {
    /// The surest reason.
    #[must_use]
    pub fn likeness(&self) -> Option<Likeness> {
        self.reasons.first().map(|it| it.likeness)
    }

    /// True while its members are still several people, none of them kept apart from another.
    #[must_use]
    pub fn stands(&self, shop: &Shop) -> bool {
        let known = |at: &Index| shop.is_known(at.position()) && shop.person_of(*at) == *at;
        let pairs = self.members.iter().enumerate();
        let mut pairs =
            pairs.flat_map(|(n, a)| self.members.iter().skip(n + 1).map(move |b| (a, b)));
        self.members.iter().all(known) && !pairs.any(|(a, b)| shop.are_apart(*a, *b))
    }
}

/// Everybody who may be somebody else of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twins {
    /// Whom to offer: the surest first, then those who brought most, then by their keys.
    pub candidates: Vec<Candidate>,
    /// What more than a handful share, and how many: an agent's, or the shop's own. Not offered.
    pub crowds: Vec<(Reason, usize)>,
}

impl Twins {
    /// All of a book at once; `worth` says what somebody brought.
    #[must_use]
    pub fn of(shop: &Shop, worth: impl Fn(Index) -> i64) -> Twins {
        let mut seeking = SeekingTwins::default();
        while seeking.step(shop, usize::MAX) {}
        seeking.finish(shop, worth)
    }
}

/// The search for them, a bounded number of people at a time.
#[derive(Debug, Default)]
pub struct SeekingTwins(Sharing);

impl SeekingTwins {
    /// Looks at about so many people; false when all are seen.
    pub fn step(&mut self, shop: &Shop, people: usize) -> bool {
        self.0.step(shop, people)
    }

    /// What was found in this very shop.
    #[must_use]
    pub fn finish(self, shop: &Shop, worth: impl Fn(Index) -> i64) -> Twins {
        let mut crowds = Vec::new();
        let mut shared = Vec::new();
        for group in self.0.groups().into_iter().filter(|(it, all)| it.speaks_for(all)) {
            let (reason, members) = told(shop, group);
            if members.len() <= MOST_MEMBERS {
                shared.push((reason, members));
            } else if reason.likeness != Likeness::NameAndTail {
                crowds.push((reason, members.len()));
            }
        }
        let (strong, hints): (Vec<_>, Vec<_>) =
            shared.into_iter().partition(|(reason, _)| reason.likeness.is_strong());
        let mut parts = Parts::new(apart(shop));
        strong.iter().for_each(|(_, members)| parts.bind(members));
        let mut candidates = parts.offered(shop, strong);
        parts.add_hints(shop, hints, &mut candidates);
        let worth = |it: &Candidate| it.members.iter().map(|at| worth(*at)).sum::<i64>();
        candidates.sort_by_cached_key(|it| {
            let keys: Vec<_> = it.members.iter().map(|at| key_of(shop, *at).cloned()).collect();
            (it.likeness(), std::cmp::Reverse(worth(it)), keys)
        });
        Twins { candidates, crowds }
    }
}

fn told(shop: &Shop, (it, bearers): Group) -> (Reason, Vec<Index>) {
    let mut members: Vec<Index> = bearers.iter().map(|bearer| bearer.customer).collect();
    sort_by_key(shop, &mut members);
    let (likeness, shared) = it.said();
    (Reason { likeness, shared }, members)
}

fn sort_by_key(shop: &Shop, members: &mut [Index]) {
    members.sort_unstable_by_key(|at| key_of(shop, *at));
}

/// Who hangs together. Built in the order of what is shared, so that it does not matter in which order
/// people came into the book.
struct Parts {
    apart: HashSet<(Index, Index)>,
    part_of: HashMap<Index, usize>,
    parts: Vec<Vec<Index>>,
}

impl Parts {
    fn new(apart: HashSet<(Index, Index)>) -> Parts {
        Parts { apart, part_of: HashMap::new(), parts: Vec::new() }
    }

    fn part(&mut self, of: Index) -> usize {
        let Parts { part_of, parts, .. } = self;
        *part_of.entry(of).or_insert_with(|| {
            parts.push(vec![of]);
            parts.len() - 1
        })
    }

    fn may_meet(&self, some: &[Index], others: &[Index]) -> bool {
        let mut pairs = some.iter().flat_map(|a| others.iter().map(|b| pair(*a, *b)));
        self.apart.is_empty() || !pairs.any(|it| self.apart.contains(&it))
    }

    /// Binds together whom nothing speaks against; a chain does not grow beyond a handful.
    fn bind(&mut self, members: &[Index]) {
        for (n, a) in members.iter().enumerate() {
            for b in members.iter().skip(n + 1) {
                let (into, from) = (self.part(*a), self.part(*b));
                let [some, others] =
                    [into, from].map(|it| self.parts.get(it).map_or(&[][..], |it| it));
                let fits = some.len() + others.len() <= MOST_MEMBERS;
                if into == from || !fits || !self.may_meet(some, others) {
                    continue;
                }
                let moved = self.parts.get_mut(from).map(std::mem::take).unwrap_or_default();
                self.part_of.extend(moved.iter().map(|it| (*it, into)));
                if let Some(part) = self.parts.get_mut(into) {
                    part.extend(moved);
                }
            }
        }
    }

    /// The parts of more than one, with what binds them.
    fn offered(&self, shop: &Shop, strong: Vec<(Reason, Vec<Index>)>) -> Vec<Candidate> {
        let mut reasons: HashMap<usize, Vec<Reason>> = HashMap::new();
        for (reason, members) in strong {
            let mut times: HashMap<usize, usize> = HashMap::new();
            for part in members.iter().filter_map(|it| self.part_of.get(it)) {
                *times.entry(*part).or_default() += 1;
            }
            for (part, _) in times.into_iter().filter(|(_, times)| *times > 1) {
                reasons.entry(part).or_default().push(reason.clone());
            }
        }
        let candidate = |(part, mut reasons): (usize, Vec<Reason>)| {
            let mut members = self.parts.get(part)?.clone();
            sort_by_key(shop, &mut members);
            reasons.sort_unstable();
            Some(Candidate { reasons, members })
        };
        reasons.into_iter().filter_map(candidate).collect()
    }

    /// Adds hints: to the part that they lie within, else as candidates of their own, in which one
    /// stands for his part.
    fn add_hints(
        &self,
        shop: &Shop,
        hints: Vec<(Reason, Vec<Index>)>,
        candidates: &mut Vec<Candidate>,
    ) {
        let mut places: HashMap<Vec<Index>, usize> = HashMap::new();
        let mut of_part: HashMap<usize, usize> = HashMap::new();
        for (at, it) in candidates.iter().enumerate() {
            of_part.extend(
                it.members.iter().filter_map(|it| self.part_of.get(it)).map(|it| (*it, at)),
            );
        }
        for (reason, members) in hints {
            for mut cluster in self.clusters(&members) {
                sort_by_key(shop, &mut cluster);
                let all: HashSet<_> = cluster.iter().map(|it| self.part_of.get(it)).collect();
                let within = match all.iter().next() {
                    Some(Some(part)) if all.len() == 1 => of_part.get(*part).copied(),
                    _ => None,
                };
                let at = within.unwrap_or_else(|| {
                    let mut seen = HashSet::new();
                    cluster.retain(|it| self.part_of.get(it).is_none_or(|part| seen.insert(part)));
                    *places.entry(cluster.clone()).or_insert_with(|| {
                        candidates.push(Candidate { reasons: Vec::new(), members: cluster });
                        candidates.len() - 1
                    })
                });
                if let Some(it) = candidates.get_mut(at) {
                    it.reasons.push(reason.clone());
                }
            }
        }
    }

    /// Who of these may be one person: nobody beside somebody he is kept apart from.
    fn clusters(&self, members: &[Index]) -> Vec<Vec<Index>> {
        let mut clusters: Vec<Vec<Index>> = Vec::new();
        for it in members {
            match clusters.iter_mut().find(|cluster| self.may_meet(cluster, &[*it])) {
                Some(cluster) => cluster.push(*it),
                None => clusters.push(vec![*it]),
            }
        }
        clusters.retain(|cluster| cluster.len() > 1);
        clusters
    }
}
