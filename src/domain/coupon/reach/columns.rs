//! What is known of customers in small numbers, and who of them passes a test.

use super::WORD;
use super::test::{Test, Vocabulary, sorted};
use crate::domain::day::Day;
use crate::domain::intern::{Index, Interner};
use crate::domain::promotion::condition::MonthDay;
use crate::domain::quote::Customer;

/// Places of a table of birthdays: 32 for each month, the first for none.
const BIRTHDAYS: u16 = 32 * 13;

/// A customer.
#[derive(Clone, Copy, Debug)]
struct Row {
    tier: u8,
    birthday: Birthday,
    purchases: u32,
    last_day: Option<Day>,
    region: Option<Index>,
    /// Sets of words, as one number each.
    segments: Index,
    modes: Index,
    kinds: Index,
}

/// The place of a birthday in a table.
#[derive(Clone, Copy, Debug)]
struct Birthday(u16);

impl Birthday {
    fn of(birthday: Option<MonthDay>) -> Birthday {
        let place = |on: MonthDay| u16::from(on.month()) * 32 + u16::from(on.day());
        Birthday(birthday.map_or(0, place))
    }

    fn month_day(self) -> Option<MonthDay> {
        MonthDay::new(u8::try_from(self.0 / 32).ok()?, u8::try_from(self.0 % 32).ok()?)
    }
}

/// All customers.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) words: Vocabulary,
    sets: Interner<Vec<Index>>,
    rows: Vec<Row>,
}

impl Columns {
    pub(super) fn new(customers: &[Customer]) -> Columns {
        let (words, sets) = (Vocabulary::default(), Interner::default());
        let mut columns = Columns { words, sets, rows: Vec::with_capacity(customers.len()) };
        for customer in customers {
            let row = columns.row(customer);
            columns.rows.push(row);
        }
        columns
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// False where there is no such place.
    pub(super) fn set(&mut self, at: usize, customer: &Customer) -> bool {
        if at >= self.rows.len() {
            return false;
        }
        let row = self.row(customer);
        self.rows.get_mut(at).map(|place| *place = row).is_some()
    }

    fn row(&mut self, customer: &Customer) -> Row {
        let mut set = |words| {
            let few = sorted(words, &mut self.words);
            self.sets.intern_ref(&few, || few.clone())
        };
        let (segments, modes) = (set(&customer.segments), set(&customer.modes));
        let kinds = set(&customer.kinds);
        let region = customer.region.as_ref();
        Row {
            tier: customer.tier,
            birthday: Birthday::of(customer.birthday),
            purchases: customer.purchases,
            last_day: customer.last_day,
            region: region.map(|region| self.words.intern_ref(region, || region.clone())),
            segments,
            modes,
            kinds,
        }
    }

    /// Whether one customer passes.
    pub(super) fn passes(&self, at: usize, test: &Test, day: Day) -> bool {
        self.rows.get(at).is_some_and(|row| match test {
            Test::Segment(need) => self.has_any(need, row.segments),
            Test::Mode(need) => self.has_any(need, row.modes),
            Test::Kind(need) => self.has_any(need, row.kinds),
            Test::Birthday { before_days, after_days } => {
                is_near(row.birthday, day, *before_days, *after_days)
            }
            Test::Tier(_) | Test::Region(_) | Test::Purchase(_) | Test::Silence { .. } => {
                passes_by_number(row, test, day)
            }
        })
    }

    /// A bit for each customer: whether he passes. Each set and each birthday is asked once.
    pub(super) fn bits(&self, test: &Test, day: Day) -> Vec<u64> {
        let of_sets = |need: &[Index], set: fn(&Row) -> Index| {
            let sets = self.sets.values().iter();
            let answers: Vec<bool> = sets.map(|set| shares_any(need, set)).collect();
            self.packed(|row| answers.get(set(row).position()).copied().unwrap_or_default())
        };
        match test {
            Test::Segment(need) => of_sets(need, |row| row.segments),
            Test::Mode(need) => of_sets(need, |row| row.modes),
            Test::Kind(need) => of_sets(need, |row| row.kinds),
            Test::Birthday { before_days, after_days } => {
                let near = |at| is_near(Birthday(at), day, *before_days, *after_days);
                let answers: Vec<bool> = (0..BIRTHDAYS).map(near).collect();
                self.packed(|row| {
                    answers.get(usize::from(row.birthday.0)).copied().unwrap_or_default()
                })
            }
            Test::Tier(_) | Test::Region(_) | Test::Purchase(_) | Test::Silence { .. } => {
                self.packed(|row| passes_by_number(row, test, day))
            }
        }
    }

    fn packed(&self, passes: impl Fn(&Row) -> bool) -> Vec<u64> {
        let word = |rows: &[Row]| {
            rows.iter().rev().fold(0, |word, row| word << 1 | u64::from(passes(row)))
        };
        self.rows.chunks(WORD).map(word).collect()
    }

    fn has_any(&self, need: &[Index], set: Index) -> bool {
        self.sets.get(set).is_some_and(|set| shares_any(need, set))
    }
}

fn shares_any(need: &[Index], set: &[Index]) -> bool {
    set.iter().any(|one| need.binary_search(one).is_ok())
}

fn is_near(birthday: Birthday, day: Day, before_days: u16, after_days: u16) -> bool {
    birthday.month_day().is_some_and(|on| on.is_near(day, before_days, after_days))
}

/// The tests that need no table; the others are not passed.
fn passes_by_number(row: &Row, test: &Test, day: Day) -> bool {
    match test {
        Test::Tier(need) => row.tier >= *need,
        Test::Region(need) => row.region.is_some_and(|one| need.binary_search(&one).is_ok()),
        Test::Purchase(need) => row.purchases.saturating_add(1) == *need,
        Test::Silence { at_least_days, at_most_days } => row.last_day.is_some_and(|last| {
            let have = i64::from(day.days_since(last));
            at_least_days.is_none_or(|least| have >= i64::from(least))
                && at_most_days.is_none_or(|most| have <= i64::from(most))
        }),
        Test::Segment(_) | Test::Mode(_) | Test::Kind(_) | Test::Birthday { .. } => false,
    }
}
