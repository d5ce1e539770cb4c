//! Whom the rules of coupons reach: for each rule how many customers meet its conditions about the
//! customer on a day, kept current while rules and customers change.
//!
//! What makes many rules for many customers feasible:
//! - Texts are compared as small numbers, sets of texts as one number.
//! - Equal conditions are held once, as one bit for each customer; rules with the same conditions
//!   are one group, which is counted once, 64 customers at a time.
//! - An edit of a customer asks each different condition once, and touches only groups of those
//!   whose answer changed. An edit of a rule reads only the bits of its own conditions; a condition
//!   that no rule had asks each customer once.
//!
//! Memory: 40 bytes for each customer, and one bit for each customer and different condition.

mod columns;
mod test;

use std::collections::BTreeMap;

use self::columns::Columns;
use self::test::Test;
use crate::domain::day::Day;
use crate::domain::promotion::Condition;
use crate::domain::quote::Customer;

/// Customers in one word of bits.
const WORD: usize = 64;

/// A different condition, who meets it, and which groups ask for it.
#[derive(Clone, Debug)]
struct Asked {
    test: Test,
    bits: Vec<u64>,
    groups: Vec<usize>,
}

/// Rules with the same conditions.
#[derive(Clone, Debug, Default)]
struct Group {
    /// Places of what they ask, sorted, each once.
    asked: Vec<usize>,
    /// Customers who meet all of it.
    count: u32,
    /// How many rules there are.
    rules: u32,
}

/// How many customers each rule reaches on a day. Rules and customers are named by their places.
#[derive(Clone, Debug)]
pub struct Reach {
    day: Day,
    columns: Columns,
    asked: Slots<Asked>,
    groups: Slots<Group>,
    /// Which place of `asked` a condition has, and which of `groups` its places have.
    asked_of: BTreeMap<Test, usize>,
    group_of: BTreeMap<Vec<usize>, usize>,
    /// The group of each rule.
    rules: Vec<usize>,
}

impl Reach {
    /// Asks everything of everybody. Of a rule only conditions about the customer are read; who a
    /// rule without any reaches is everybody.
    #[must_use]
    pub fn new<R: AsRef<[Condition]>>(rules: &[R], customers: &[Customer], day: Day) -> Reach {
        let mut reach = Reach {
            day,
            columns: Columns::new(customers),
            asked: Slots::default(),
            groups: Slots::default(),
            asked_of: BTreeMap::new(),
            group_of: BTreeMap::new(),
            rules: Vec::with_capacity(rules.len()),
        };
        for rule in rules {
            let group = reach.join_group(rule.as_ref());
            reach.rules.push(group);
        }
        reach
    }

    /// The day that was asked about.
    #[must_use]
    pub fn day(&self) -> Day {
        self.day
    }

    /// How many customers the rule at a place reaches; `None` where there is no such rule.
    #[must_use]
    pub fn count(&self, rule: usize) -> Option<u32> {
        self.group(rule).map(|group| group.count)
    }

    /// How many customers each rule reaches, in the order of the rules.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        (0..self.rules.len()).filter_map(|rule| self.count(rule)).collect()
    }

    /// Whether a rule reaches a customer; false where one of them is not there.
    #[must_use]
    pub fn reaches(&self, rule: usize, customer: usize) -> bool {
        customer < self.columns.len()
            && self.group(rule).is_some_and(|group| self.holds(&group.asked, customer))
    }

    /// The places of the customers whom a rule reaches, rising.
    #[must_use]
    pub fn customers(&self, rule: usize) -> Vec<usize> {
        (0..self.columns.len()).filter(|customer| self.reaches(rule, *customer)).collect()
    }

    /// What is known of a customer has changed. False where there is none at that place; then
    /// nothing happens.
    pub fn set_customer(&mut self, at: usize, customer: &Customer) -> bool {
        if !self.columns.set(at, customer) {
            return false;
        }
        let changed: Vec<usize> = self
            .asked
            .all()
            .filter(|(_, asked)| {
                self.columns.passes(at, &asked.test, self.day) != bit(&asked.bits, at)
            })
            .map(|(place, _)| place)
            .collect();
        let asking = changed.iter().filter_map(|place| self.asked.get(*place));
        let mut groups: Vec<usize> = asking.flat_map(|asked| &asked.groups).copied().collect();
        groups.sort_unstable();
        groups.dedup();
        self.count_customer(&groups, at, |count| count.saturating_sub(1));
        for place in changed {
            if let Some(asked) = self.asked.get_mut(place) {
                flip(&mut asked.bits, at);
            }
        }
        self.count_customer(&groups, at, |count| count.saturating_add(1));
        true
    }

    /// A rule has other conditions. False where there is none at that place; then nothing happens.
    pub fn set_rule(&mut self, at: usize, conditions: &[Condition]) -> bool {
        let Some(before) = self.rules.get(at).copied() else { return false };
        // First in, then out: what both ask is not asked again.
        let after = self.join_group(conditions);
        if let Some(rule) = self.rules.get_mut(at) {
            *rule = after;
        }
        self.leave_group(before);
        true
    }

    fn group(&self, rule: usize) -> Option<&Group> {
        self.groups.get(*self.rules.get(rule)?)
    }

    fn holds(&self, asked: &[usize], customer: usize) -> bool {
        let holds =
            |place: &usize| self.asked.get(*place).is_some_and(|asked| bit(&asked.bits, customer));
        asked.iter().all(holds)
    }

    fn count_customer(&mut self, groups: &[usize], customer: usize, count: fn(u32) -> u32) {
        for place in groups {
            let reached =
                self.groups.get(*place).is_some_and(|group| self.holds(&group.asked, customer));
            if let Some(group) = self.groups.get_mut(*place).filter(|_| reached) {
                group.count = count(group.count);
            }
        }
    }

    /// The group of a rule with these conditions, which has one rule more.
    fn join_group(&mut self, conditions: &[Condition]) -> usize {
        let tests: Vec<Test> =
            conditions.iter().filter_map(|one| Test::of(one, &mut self.columns.words)).collect();
        let mut asked: Vec<usize> = tests.into_iter().map(|test| self.ask(test)).collect();
        asked.sort_unstable();
        asked.dedup();
        if let Some(place) = self.group_of.get(&asked).copied() {
            if let Some(group) = self.groups.get_mut(place) {
                group.rules += 1;
            }
            return place;
        }
        let count = self.count_all(&asked);
        let place = self.groups.add(Group { asked: asked.clone(), count, rules: 1 });
        for one in &asked {
            if let Some(asked) = self.asked.get_mut(*one) {
                asked.groups.push(place);
            }
        }
        self.group_of.insert(asked, place);
        place
    }

    /// A rule less; with the last one the group goes, and what only it has asked.
    fn leave_group(&mut self, place: usize) {
        let Some(group) = self.groups.get_mut(place) else { return };
        group.rules = group.rules.saturating_sub(1);
        if group.rules > 0 {
            return;
        }
        let Some(group) = self.groups.take(place) else { return };
        self.group_of.remove(&group.asked);
        for one in group.asked {
            let Some(asked) = self.asked.get_mut(one) else { continue };
            asked.groups.retain(|group| *group != place);
            if asked.groups.is_empty()
                && let Some(asked) = self.asked.take(one)
            {
                self.asked_of.remove(&asked.test);
            }
        }
    }

    /// The place of a condition; everybody is asked where it is new.
    fn ask(&mut self, test: Test) -> usize {
        if let Some(place) = self.asked_of.get(&test) {
            return *place;
        }
        let bits = self.columns.bits(&test, self.day);
        let place = self.asked.add(Asked { test: test.clone(), bits, groups: Vec::new() });
        self.asked_of.insert(test, place);
        place
    }

    fn count_all(&self, asked: &[usize]) -> u32 {
        let mut columns = asked.iter().filter_map(|place| self.asked.get(*place));
        let count = |bits: &[u64]| bits.iter().map(|word| word.count_ones()).sum();
        let Some(first) = columns.next() else {
            return u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        };
        let mut all = first.bits.clone();
        for column in columns {
            all.iter_mut().zip(&column.bits).for_each(|(all, one)| *all &= one);
        }
        count(&all)
    }
}

fn bit(bits: &[u64], at: usize) -> bool {
    bits.get(at / WORD).is_some_and(|word| word >> (at % WORD) & 1 == 1)
}

fn flip(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at / WORD) {
        *word ^= 1 << (at % WORD);
    }
}

/// A list whose places stay what they are while others go; free ones are taken again.
#[derive(Clone, Debug)]
struct Slots<T> {
    slots: Vec<Option<T>>,
    free: Vec<usize>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Slots { slots: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slots<T> {
    fn add(&mut self, value: T) -> usize {
        let place = self.free.pop().unwrap_or(self.slots.len());
        match self.slots.get_mut(place) {
            Some(slot) => *slot = Some(value),
            None => self.slots.push(Some(value)),
        }
        place
    }

    fn take(&mut self, place: usize) -> Option<T> {
        let value = self.slots.get_mut(place)?.take()?;
        self.free.push(place);
        Some(value)
    }

    fn get(&self, place: usize) -> Option<&T> {
        self.slots.get(place)?.as_ref()
    }

    fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        self.slots.get_mut(place)?.as_mut()
    }

    fn all(&self) -> impl Iterator<Item = (usize, &T)> {
        self.slots.iter().enumerate().filter_map(|(place, slot)| Some((place, slot.as_ref()?)))
    }
}
