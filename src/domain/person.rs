//! What is said of a person beside his orders: name, ways to reach him, birthday, tags, and the
//! balance from before the book (semantics 2, opening balance).
//!
//! Several lists may speak of one person. Their statements are joined by a rule that is
//! commutative, associative and idempotent, so the order in which lists come in never matters.

use std::collections::HashSet;

use super::day::Day;
use super::money::Fen;

/// A birthday; many are known without the year, many by the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birthday {
    /// The year, where known.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31 (solar) or 30 (lunar).
    pub day: u8,
    /// By the lunar calendar.
    pub is_lunar: bool,
}

impl Birthday {
    /// A birthday that can be one; 29 February stands without a year, too.
    #[must_use]
    pub fn new(year: Option<i16>, month: u8, day: u8, is_lunar: bool) -> Option<Birthday> {
        let longest = match (is_lunar, month) {
            (true, 1..=12) => 30,
            (false, 2) => 29,
            (false, 4 | 6 | 9 | 11) => 30,
            (false, 1..=12) => 31,
            _ => return None,
        };
        let in_range = (1..=longest).contains(&day);
        let stands = match year {
            Some(year) if !is_lunar => {
                (1900..=2099).contains(&year)
                    && Day::from_ymd(i32::from(year), u32::from(month), u32::from(day)).is_some()
            }
            Some(year) => (1900..=2099).contains(&year),
            None => true,
        };
        (in_range && stands).then_some(Birthday { year, month, day, is_lunar })
    }
}

/// What a customer brought along from before the book. It counts for tiers and points, never for
/// repurchase. What is not given is `None`, which is not nought.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Opening {
    /// As of which day; `None` = the day on which the list came in.
    pub day: Option<Day>,
    /// What he had bought, net.
    pub amount_fen: Option<Fen>,
    /// How many purchases.
    pub purchases: Option<u32>,
    /// Points he held.
    pub points: Option<i64>,
    /// The tier he had, in the words of the list.
    pub tier: Option<Box<str>>,
}

impl Opening {
    /// Takes in what a later list says of the same.
    fn restate(&mut self, later: &Opening) {
        self.day = later.day.or(self.day);
        self.amount_fen = later.amount_fen.or(self.amount_fen);
        self.purchases = later.purchases.or(self.purchases);
        self.points = later.points.or(self.points);
        if later.tier.is_some() {
            self.tier.clone_from(&later.tier);
        }
    }

    /// True where nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Opening { day: self.day, ..Opening::default() }
    }
}

/// What a source says of a person, or several of them joined.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonFacts {
    /// The name.
    pub name: Option<Box<str>>,
    /// Names that others give and that do not hold, sorted, each once. It follows from all that is
    /// said, and no single statement has any: neither the book nor a backup writes it.
    pub other_names: Vec<Box<str>>,
    /// The company.
    pub company: Option<Box<str>>,
    /// His own phones as written, sorted, each once; their kind is told by
    /// [`super::phone::Phone::parse`].
    pub phones: Vec<Box<str>>,
    /// The WeChat id.
    pub wechat: Option<Box<str>>,
    /// A nick that is not his key.
    pub nick: Option<Box<str>>,
    /// The region.
    pub region: Option<Box<str>>,
    /// The address.
    pub address: Option<Box<str>>,
    /// The birthday.
    pub birthday: Option<Birthday>,
    /// Remarks, sorted, each once: two lists may say different things.
    pub remarks: Vec<Box<str>>,
    /// Tags, sorted, each once.
    pub tags: Vec<Box<str>>,
    /// Since when he is a customer, where a list says it.
    pub since: Option<Day>,
    /// What he brought along.
    pub opening: Option<Opening>,
}

impl PersonFacts {
    /// True where nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == PersonFacts::default()
    }

    /// Takes in what a later import says: its single things hold, lists are a union.
    pub fn restate(&mut self, later: &PersonFacts) {
        let before = self.name_beside(later);
        for (ours, theirs) in [
            (&mut self.name, &later.name),
            (&mut self.company, &later.company),
            (&mut self.wechat, &later.wechat),
            (&mut self.nick, &later.nick),
            (&mut self.region, &later.region),
            (&mut self.address, &later.address),
        ] {
            if theirs.is_some() {
                ours.clone_from(theirs);
            }
        }
        self.keep_names(before, later);
        self.birthday = later.birthday.or(self.birthday);
        match (&mut self.opening, &later.opening) {
            (Some(ours), Some(theirs)) => ours.restate(theirs),
            (ours, theirs) => *ours = ours.take().or_else(|| theirs.clone()),
        }
        // What is left grows alike, whoever says it.
        let rest = PersonFacts {
            phones: later.phones.clone(),
            remarks: later.remarks.clone(),
            tags: later.tags.clone(),
            since: later.since,
            ..PersonFacts::default()
        };
        self.join(&rest);
    }

    /// Takes in what another file of an import says: of single things the one that says more (longer, then
    /// greater), lists as a union, the earliest day of acquaintance, the later opening balance.
    pub fn join(&mut self, other: &PersonFacts) {
        let before = self.name_beside(other);
        for (ours, theirs) in [
            (&mut self.name, &other.name),
            (&mut self.company, &other.company),
            (&mut self.wechat, &other.wechat),
            (&mut self.nick, &other.nick),
            (&mut self.region, &other.region),
            (&mut self.address, &other.address),
        ] {
            join_text(ours, theirs.as_deref());
        }
        self.keep_names(before, other);
        join_list(&mut self.phones, &other.phones);
        join_list(&mut self.remarks, &other.remarks);
        join_list(&mut self.tags, &other.tags);
        self.birthday = self.birthday.max(other.birthday);
        self.since = match (self.since, other.since) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if other.opening > self.opening {
            self.opening.clone_from(&other.opening);
        }
    }

    /// The name, where the other one says another.
    fn name_beside(&self, other: &PersonFacts) -> Option<Box<str>> {
        self.name.clone().filter(|_| other.name.is_some() && self.name != other.name)
    }

    /// Keeps the names that do not hold, now that it is settled which one does.
    fn keep_names(&mut self, before: Option<Box<str>>, other: &PersonFacts) {
        if before.is_none() && self.other_names.is_empty() && other.other_names.is_empty() {
            return;
        }
        join_list(&mut self.other_names, &other.other_names);
        let said = [before.as_ref(), other.name.as_ref()];
        for name in said.into_iter().flatten() {
            join_list(&mut self.other_names, std::slice::from_ref(name));
        }
        let name = self.name.as_ref();
        self.other_names.retain(|it| Some(it) != name);
    }

    /// Remarks, and the names that do not hold among them, sorted: for files that have no place for
    /// such names.
    #[must_use]
    pub fn remarks_and_names(&self) -> Vec<Box<str>> {
        let mut all = self.remarks.clone();
        join_list(&mut all, &self.other_names);
        all
    }

    /// Keeps what lists call him, where the seller wrote another name over it.
    pub fn hold_over(&mut self, listed: Option<Box<str>>) {
        let given_up = listed.filter(|listed| self.name.as_ref() != Some(listed));
        self.keep_names(given_up, &PersonFacts::default());
        self.tidy_names();
    }

    /// Leaves of names that differ in blanks and case alone the one that says more, and drops remarks
    /// that only give a name once more: our own exports write names that do not hold among remarks.
    /// It stands behind all joining, which would not be the same in any order otherwise.
    pub fn tidy_names(&mut self) {
        if self.other_names.is_empty() {
            return;
        }
        let others = std::mem::take(&mut self.other_names);
        self.remarks
            .retain(|it| self.name.as_ref() != Some(it) && others.binary_search(it).is_err());
        let mut names: Vec<(usize, Box<str>)> =
            others.into_iter().map(|name| (weight(&name), name)).collect();
        names.sort_unstable();
        let mut seen: HashSet<String> = self.name.iter().map(|name| plain(name)).collect();
        let told_apart = |(_, name): &(usize, Box<str>)| {
            let plain = plain(name);
            !plain.is_empty() && seen.insert(plain)
        };
        let names: Vec<_> = names.into_iter().rev().filter(told_apart).collect();
        self.other_names = names.into_iter().map(|(_, name)| name).collect();
        self.other_names.sort_unstable();
    }

    /// Forgets the names that say least, beyond so many. Joined in any order, the same stay.
    pub fn limit_names(&mut self, most: usize) {
        while self.other_names.len() > most {
            let names = self.other_names.iter().enumerate();
            let Some((least, _)) = names.min_by_key(|(_, name)| (weight(name), *name)) else {
                return;
            };
            self.other_names.remove(least);
        }
    }
}

/// How much a text says: its letters.
fn weight(text: &str) -> usize {
    text.chars().count()
}

/// A name without what does not tell two people apart.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn join_text(ours: &mut Option<Box<str>>, theirs: Option<&str>) {
    let Some(theirs) = theirs else { return };
    let says_more =
        ours.as_deref().is_none_or(|ours| (weight(theirs), theirs) > (weight(ours), ours));
    if says_more {
        *ours = Some(theirs.into());
    }
}

/// The union of two sorted lists without doubles.
fn join_list(ours: &mut Vec<Box<str>>, theirs: &[Box<str>]) {
    if theirs.iter().all(|it| ours.binary_search(it).is_ok()) {
        return;
    }
    ours.extend_from_slice(theirs);
    ours.sort_unstable();
    ours.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthdays_that_can_be() {
        for (year, month, day, lunar, stands) in [
            (Some(1988), 2, 29, false, true),
            (Some(1989), 2, 29, false, false),
            (None, 2, 29, false, true),
            (None, 2, 30, false, false),
            (None, 2, 30, true, true),
            (None, 13, 1, false, false),
            (Some(1850), 1, 1, false, false),
            (None, 4, 31, false, false),
            (None, 1, 0, true, false),
        ] {
            let made = Birthday::new(year, month, day, lunar).is_some();
            assert_eq!(made, stands, "{year:?}-{month}-{day} lunar {lunar}");
        }
    }

    #[test]
    fn statements_are_joined_the_same_in_any_order() {
        let said = |name: &str, tags: &[&str], day: i32, points: i64| PersonFacts {
            name: Some(name.into()),
            tags: tags.iter().map(|tag| (*tag).into()).collect(),
            since: Some(Day::from_number(day)),
            opening: Some(Opening {
                day: Some(Day::from_number(day)),
                points: Some(points),
                ..Opening::default()
            }),
            ..PersonFacts::default()
        };
        let all = [
            said("陈姐", &["a", "c"], 5, 10),
            said("陈秀英", &["b"], 3, 90),
            PersonFacts::default(),
        ];
        let joined = |order: [usize; 3]| {
            let mut facts = PersonFacts::default();
            order.iter().for_each(|at| facts.join(&all[*at]));
            facts.clone_from(&{
                let mut twice = facts.clone();
                twice.join(&facts);
                twice
            });
            facts
        };
        let first = joined([0, 1, 2]);
        for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
            assert_eq!(joined(order), first);
        }
        assert_eq!(first.name.as_deref(), Some("陈秀英"));
        assert_eq!(
            first.other_names,
            ["陈姐".into()] as [Box<str>; 1],
            "the name that did not win"
        );
        assert_eq!(first.tags.len(), 3);
        assert_eq!(first.since, Some(Day::from_number(3)));
        assert_eq!(first.opening.and_then(|it| it.points), Some(10));
    }

    #[test]
    fn names_that_do_not_hold_are_kept() {
        let named = |name: &str| PersonFacts { name: Some(name.into()), ..PersonFacts::default() };
        let rows: [(&[&str], &str, &[&str], &str); 7] = [
            (&["刘芳", "测试张38"], "测试张38", &["刘芳"], "two names of one phone"),
            (&["刘芳", "刘芳"], "刘芳", &[], "the same"),
            (&["Anna", "anna"], "anna", &[], "another case"),
            (&["刘 芳", "刘芳"], "刘 芳", &[], "a blank within"),
            (&["Anna", "anna", "Robert"], "Robert", &["anna"], "alike ones that do not hold"),
            (&["b", "a", "b", "c"], "c", &["a", "b"], "three"),
            (&[" ", "刘芳"], "刘芳", &[], "a blank is no name"),
        ];
        for (said, name, others, rule) in rows {
            let mut orders = vec![said.to_vec(), said.iter().rev().copied().collect()];
            orders.push([said, said].concat());
            for order in orders {
                let mut facts = PersonFacts::default();
                order.iter().for_each(|name| facts.join(&named(name)));
                facts.tidy_names();
                let found: Vec<&str> = facts.other_names.iter().map(|it| &**it).collect();
                assert_eq!((facts.name.as_deref(), &found[..]), (Some(name), others), "{rule}");
            }
        }
    }

    #[test]
    fn a_later_name_holds_and_the_one_before_is_kept() {
        let said = |name: &str, remarks: &[&str]| PersonFacts {
            name: Some(name.into()),
            remarks: remarks.iter().map(|it| (*it).into()).collect(),
            ..PersonFacts::default()
        };
        let mut facts = said("陈秀英", &[]);
        facts.restate(&said("陈姐", &["爱喝茶", "陈秀英"]));
        facts.restate(&PersonFacts::default());
        facts.tidy_names();
        let expected =
            PersonFacts { other_names: vec!["陈秀英".into()], ..said("陈姐", &["爱喝茶"]) };
        assert_eq!(facts, expected, "a remark that only says the name goes");
        facts.restate(&said("陈秀英", &[]));
        facts.tidy_names();
        assert_eq!(facts.other_names, ["陈姐".into()] as [Box<str>; 1], "named so again");
    }

    #[test]
    fn of_too_many_names_those_that_say_most_stay() {
        let mut facts = PersonFacts { name: Some("abcd".into()), ..PersonFacts::default() };
        for name in ["a", "ccc", "bb", "abc", "c"] {
            facts.join(&PersonFacts { name: Some(name.into()), ..PersonFacts::default() });
            facts.limit_names(2);
        }
        assert_eq!(facts.other_names, ["abc".into(), "ccc".into()] as [Box<str>; 2]);
    }
}
