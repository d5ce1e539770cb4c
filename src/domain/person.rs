//! What is said of a person beside his orders: name, ways to reach him, birthday, tags, and the
//! balance from before the book (semantics 2, opening balance).
//!
//! Several lists may speak of one person. Their statements are joined by a rule that is
//! commutative, associative and idempotent, so the order in which lists come in never matters.

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
}

fn join_text(ours: &mut Option<Box<str>>, theirs: Option<&str>) {
    let weight = |text: &str| text.chars().count();
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
        assert_eq!(first.tags.len(), 3);
        assert_eq!(first.since, Some(Day::from_number(3)));
        assert_eq!(first.opening.and_then(|it| it.points), Some(10));
    }
}
