//! Conditions about a customer in small numbers.

use std::sync::Arc;

use crate::domain::intern::{Index, Interner};
use crate::domain::promotion::Condition;
use crate::domain::promotion::condition::Words;

/// All texts of rules and customers.
pub(super) type Vocabulary = Interner<Arc<str>>;

/// A condition about a customer. Conditions that mean the same are equal: words are sorted, each
/// once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Test {
    Tier(u8),
    Segment(Vec<Index>),
    Mode(Vec<Index>),
    Kind(Vec<Index>),
    Region(Vec<Index>),
    /// The purchase that comes next; 1 = the first order.
    Purchase(u32),
    Birthday {
        before_days: u16,
        after_days: u16,
    },
    Silence {
        at_least_days: Option<u32>,
        at_most_days: Option<u32>,
    },
}

impl Test {
    /// `None` where the condition is not about a customer.
    pub(super) fn of(condition: &Condition, words: &mut Vocabulary) -> Option<Test> {
        let mut few = |given: &Words| sorted(given, words);
        match condition {
            Condition::TierAtLeast(tier) => Some(Test::Tier(*tier)),
            Condition::SegmentIn(given) => Some(Test::Segment(few(given))),
            Condition::ModeIn(given) => Some(Test::Mode(few(given))),
            Condition::KindIn(given) => Some(Test::Kind(few(given))),
            Condition::RegionIn(given) => Some(Test::Region(few(given))),
            Condition::FirstOrder => Some(Test::Purchase(1)),
            Condition::NthPurchase(number) => Some(Test::Purchase(*number)),
            Condition::BirthdayWindow { before_days, after_days } => {
                Some(Test::Birthday { before_days: *before_days, after_days: *after_days })
            }
            Condition::DaysSinceLast { at_least_days, at_most_days } => {
                Some(Test::Silence { at_least_days: *at_least_days, at_most_days: *at_most_days })
            }
            Condition::MinAmount { .. }
            | Condition::MinQuantity { .. }
            | Condition::SkuIn(_)
            | Condition::SkuOut(_)
            | Condition::CategoryIn(_)
            | Condition::CategoryOut(_)
            | Condition::ChannelIn(_)
            | Condition::WeekdayIn(_)
            | Condition::MemberDay(_) => None,
        }
    }
}

/// The numbers of some words, rising, each once.
pub(super) fn sorted(given: &Words, words: &mut Vocabulary) -> Vec<Index> {
    let number = |word: &Arc<str>| words.intern_ref(word, || word.clone());
    let mut numbers: Vec<Index> = given.iter().map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
