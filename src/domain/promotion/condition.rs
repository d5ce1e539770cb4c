//! What must hold before a promotion acts.

use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::quantity::Quantity;

/// Texts to compare with: SKUs, categories, segments. In the order in which they were given.
pub type Words = Vec<Arc<str>>;

/// Which amount a threshold reads (semantics 7). Postage and gifts are in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Amount {
    /// Base prices, before any layer.
    List,
    /// After the line promotions; inside of their step after those that acted before.
    #[default]
    Goods,
    /// What is left to pay right before the one that reads it acts.
    Payable,
}

/// Over which lines a threshold reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Over {
    /// The lines that pass all conditions about goods.
    #[default]
    Eligible,
    /// All lines.
    All,
}

/// Which amount over which lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AmountRead {
    /// Which amount.
    pub reads: Amount,
    /// Over which lines.
    pub over: Over,
}

/// One condition. All of a promotion must hold.
///
/// What has to be done for another one: its variant here, and then what the compiler lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// At least this money.
    MinAmount {
        /// Reached exactly is reached.
        minimum_fen: Fen,
        /// What is read.
        read: AmountRead,
    },
    /// At least this quantity.
    MinQuantity {
        /// Reached exactly is reached.
        minimum: Quantity,
        /// Over which lines.
        over: Over,
    },
    /// Only these goods.
    SkuIn(Words),
    /// All goods but these.
    SkuOut(Words),
    /// Only goods of these categories.
    CategoryIn(Words),
    /// All goods but those of these categories.
    CategoryOut(Words),
    /// A member of this tier or above; 1 is the lowest.
    TierAtLeast(u8),
    /// In one of these segments.
    SegmentIn(Words),
    /// Buys in one of these modes (批发, 定制, 一件代发).
    ModeIn(Words),
    /// Of one of these kinds (终端, 分销商).
    KindIn(Words),
    /// From one of these regions.
    RegionIn(Words),
    /// Through one of these channels.
    ChannelIn(Words),
    /// The customer's first purchase.
    FirstOrder,
    /// The customer's Nth purchase, this one counted; at least 1.
    NthPurchase(u32),
    /// On these days of the week, 1 = Monday to 7.
    WeekdayIn(Vec<u8>),
    /// On these days of the month (会员日), 1 to 31; a day that a month lacks does not come.
    MemberDay(Vec<u8>),
    /// Around the customer's birthday.
    BirthdayWindow {
        /// So many days before it.
        before_days: u16,
        /// So many days after it.
        after_days: u16,
    },
    /// So long after the customer's last purchase; who never bought does not meet it.
    DaysSinceLast {
        /// At least so many days.
        at_least_days: Option<u32>,
        /// At most so many.
        at_most_days: Option<u32>,
    },
}

/// What a condition is about. Whoever asks only this need not list all conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Which goods.
    Goods,
    /// At least this money.
    Amount(Fen, AmountRead),
    /// At least this quantity.
    Quantity(Quantity, Over),
    /// Who buys.
    Customer,
    /// When, or through which channel.
    Occasion,
}

impl Condition {
    /// What it is about.
    #[must_use]
    pub fn about(&self) -> About {
        match self {
            Condition::SkuIn(_)
            | Condition::SkuOut(_)
            | Condition::CategoryIn(_)
            | Condition::CategoryOut(_) => About::Goods,
            Condition::MinAmount { minimum_fen, read } => About::Amount(*minimum_fen, *read),
            Condition::MinQuantity { minimum, over } => About::Quantity(*minimum, *over),
            Condition::TierAtLeast(_)
            | Condition::SegmentIn(_)
            | Condition::ModeIn(_)
            | Condition::KindIn(_)
            | Condition::RegionIn(_)
            | Condition::FirstOrder
            | Condition::NthPurchase(_)
            | Condition::BirthdayWindow { .. }
            | Condition::DaysSinceLast { .. } => About::Customer,
            Condition::ChannelIn(_) | Condition::WeekdayIn(_) | Condition::MemberDay(_) => {
                About::Occasion
            }
        }
    }

    /// True where it says which goods a promotion is about.
    #[must_use]
    pub fn is_about_goods(&self) -> bool {
        self.about() == About::Goods
    }

    /// Whether goods pass it; `None` where it says nothing about goods.
    #[must_use]
    pub fn goods_pass(&self, sku: Option<&str>, category: Option<&str>) -> Option<bool> {
        let among = |words: &Words, word: Option<&str>| {
            word.is_some_and(|word| words.iter().any(|one| **one == *word))
        };
        match self {
            Condition::SkuIn(words) => Some(among(words, sku)),
            Condition::SkuOut(words) => Some(!among(words, sku)),
            Condition::CategoryIn(words) => Some(among(words, category)),
            Condition::CategoryOut(words) => Some(!among(words, category)),
            Condition::MinAmount { .. }
            | Condition::MinQuantity { .. }
            | Condition::TierAtLeast(_)
            | Condition::SegmentIn(_)
            | Condition::ModeIn(_)
            | Condition::KindIn(_)
            | Condition::RegionIn(_)
            | Condition::ChannelIn(_)
            | Condition::FirstOrder
            | Condition::NthPurchase(_)
            | Condition::WeekdayIn(_)
            | Condition::MemberDay(_)
            | Condition::BirthdayWindow { .. }
            | Condition::DaysSinceLast { .. } => None,
        }
    }
}

/// A day of the year, as birthdays are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

impl MonthDay {
    /// Month 1-12 and day, or `None` where no year has such a day.
    #[must_use]
    pub fn new(month: u8, day: u8) -> Option<MonthDay> {
        // 2000 had a 29 February.
        Day::from_ymd(2000, month.into(), day.into()).map(|_| MonthDay { month, day })
    }

    /// Its month, 1-12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// Its day of the month.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day of a year; 29 February sits on the 28th in other years (semantics 11).
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<Day> {
        let on = |day: u8| Day::from_ymd(year, self.month.into(), day.into());
        on(self.day).or_else(|| on(28))
    }

    /// True where `day` lies at most so many days before or after such a day, also over the turn
    /// of the year.
    #[must_use]
    pub fn is_near(self, day: Day, before_days: u16, after_days: u16) -> bool {
        let (year, _, _) = day.ymd();
        // A window may be longer than a year; then every day is inside of one of them.
        let reach = 1 + i32::from(before_days.max(after_days)) / 365;
        (year - reach..=year + reach).filter_map(|year| self.in_year(year)).any(|on| {
            on.plus(-i32::from(before_days)) <= day && day <= on.plus(i32::from(after_days))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthday_windows() {
        let row = |birthday: (u8, u8), before, after, day: &str, inside, rule: &str| {
            let birthday = MonthDay::new(birthday.0, birthday.1).unwrap();
            let day: Day = day.parse().unwrap();
            assert_eq!(birthday.is_near(day, before, after), inside, "{rule}");
        };
        row((11, 25), 3, 0, "2026-11-22", true, "the first day of the window");
        row((11, 25), 3, 0, "2026-11-21", false, "the day before it");
        row((11, 25), 3, 0, "2026-11-25", true, "the birthday itself");
        row((11, 25), 3, 0, "2026-11-26", false, "the day after");
        row((1, 2), 7, 0, "2026-12-26", true, "over the turn of the year, before");
        row((12, 30), 0, 7, "2027-01-06", true, "over the turn of the year, after");
        row((2, 29), 0, 0, "2027-02-28", true, "29 February sits on the 28th");
        row((2, 29), 0, 0, "2028-02-28", false, "in a leap year it is the 29th");
        row((2, 29), 0, 0, "2028-02-29", true, "in a leap year it is the 29th");
        row((6, 1), 400, 400, "2026-11-22", true, "a window longer than a year");
        assert_eq!(MonthDay::new(2, 30), None);
    }

    #[test]
    fn goods_pass_or_are_not_asked() {
        let words = |word: &str| vec![Arc::from(word)];
        for (condition, passes, rule) in [
            (Condition::SkuIn(words("a")), Some(true), "in"),
            (Condition::SkuIn(words("b")), Some(false), "not in"),
            (Condition::SkuOut(words("a")), Some(false), "out"),
            (Condition::CategoryIn(words("tea")), Some(false), "goods without a category"),
            (Condition::CategoryOut(words("tea")), Some(true), "not of it"),
            (Condition::FirstOrder, None, "not about goods"),
        ] {
            assert_eq!(condition.goods_pass(Some("a"), None), passes, "{rule}");
        }
    }
}
