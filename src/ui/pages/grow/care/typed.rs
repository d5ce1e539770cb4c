//! What is typed into the small forms of a good, and what it means.

use crate::domain::day::Day;
use crate::domain::goods::{LAUNCH_DAYS, Launch, Season};
use crate::domain::money::Fen;
use crate::domain::price_care::Terms;
use crate::domain::promotion::condition::MonthDay;
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;
use crate::ui::i18n::Locale;
use crate::ui::number;

/// Old customers are told of a season so many days before it, where nobody said otherwise.
pub const LEAD_DAYS: u16 = 30;

/// The longest look back at who paid more.
const MOST_DAYS: u32 = 365;

/// A lead of more than a year would tell of a season while the one before it runs.
const MOST_LEAD_DAYS: u32 = 365;

/// What cannot be as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No amount.
    Money,
    /// No number of days.
    Days,
    /// No day is chosen.
    Day,
    /// No day of a year.
    MonthDay,
}

/// An amount; nothing where the field is empty.
///
/// # Errors
/// What is no amount.
pub fn money(typed: &str) -> Result<Option<Fen>, Wrong> {
    match typed.trim() {
        "" => Ok(None),
        text => number::typed_money(text).map(Some).map_err(|_| Wrong::Money),
    }
}

/// So many days of looking back, from 1 to a year.
///
/// # Errors
/// What is no such number.
pub fn days(typed: &str) -> Result<u32, Wrong> {
    number::typed_count(typed).filter(|n| (1..=MOST_DAYS).contains(n)).ok_or(Wrong::Days)
}

/// A day of every year: `12-1`, `12/01`, `12月1日`.
#[must_use]
pub fn month_day(typed: &str) -> Option<MonthDay> {
    let mut numbers = typed
        .split(|it: char| !it.is_numeric())
        .filter(|part| !part.is_empty())
        .map(number::typed_count);
    let (month, day) = (numbers.next()??, numbers.next()??);
    if numbers.next().is_some() {
        return None;
    }
    MonthDay::new(u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The same as it stands in a field.
#[must_use]
pub fn month_day_text(day: MonthDay) -> String {
    format!("{}-{}", day.month(), day.day())
}

/// What of a price is paid: 折 (8.5 of ten) in Chinese, percent off in English; nothing typed is
/// all of it.
#[must_use]
pub fn paid(lang: Locale, typed: &str) -> Option<BasisPoints> {
    if typed.trim().is_empty() {
        return Some(BasisPoints::ONE);
    }
    let thousandths = u32::try_from(number::typed_quantity(typed).ok()?.thousandths()).ok()?;
    let paid = match lang {
        Locale::zh => thousandths,
        Locale::en => 10_000_u32.checked_sub(thousandths / 10)?,
    };
    BasisPoints::new(paid).filter(|paid| *paid <= BasisPoints::ONE)
}

/// An order as it is typed, to see what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderTyped {
    /// How much of the good.
    pub quantity: String,
    /// What of the price is paid.
    pub paid: String,
    /// Postage that the shop bears.
    pub postage: String,
    /// What the gift costs.
    pub gift: String,
}

impl Default for OrderTyped {
    fn default() -> OrderTyped {
        let (paid, postage, gift) = (String::new(), String::new(), String::new());
        OrderTyped { quantity: "1".to_owned(), paid, postage, gift }
    }
}

/// Which field of an order cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderWrong {
    /// How much.
    Quantity,
    /// What is paid.
    Paid,
    /// The postage.
    Postage,
    /// The gift.
    Gift,
}

impl OrderTyped {
    /// The terms.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn read(&self, lang: Locale) -> Result<Terms, Vec<OrderWrong>> {
        let quantity = number::typed_quantity(&self.quantity).ok();
        let quantity = quantity.filter(|it| *it > Quantity::default());
        let paid = paid(lang, &self.paid);
        let cost = |text: &str| money(text).ok().map(Option::unwrap_or_default);
        let (postage, gift) = (cost(&self.postage), cost(&self.gift));
        match (quantity, paid, postage, gift) {
            (Some(quantity), Some(paid), Some(postage_fen), Some(gift_cost_fen)) => {
                Ok(Terms { quantity, paid, postage_fen, gift_cost_fen })
            }
            (quantity, paid, postage, gift) => {
                let wrong = [
                    (quantity.is_none(), OrderWrong::Quantity),
                    (paid.is_none(), OrderWrong::Paid),
                    (postage.is_none(), OrderWrong::Postage),
                    (gift.is_none(), OrderWrong::Gift),
                ];
                Err(wrong.into_iter().filter_map(|(is, it)| is.then_some(it)).collect())
            }
        }
    }
}

/// A launch as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaunchTyped {
    /// The first day.
    pub first_day: Option<Day>,
    /// How many days.
    pub days: String,
    /// What a unit costs in it.
    pub price: String,
}

impl LaunchTyped {
    /// What stands in the book, or what a form begins with.
    #[must_use]
    pub fn of(launch: Option<Launch>, today: Day) -> LaunchTyped {
        match launch {
            Some(launch) => LaunchTyped {
                first_day: Some(launch.first_day),
                days: launch.days.to_string(),
                price: number::plain_money(launch.unit_fen),
            },
            None => LaunchTyped {
                first_day: Some(today),
                days: LAUNCH_DAYS.to_string(),
                price: String::new(),
            },
        }
    }

    /// The launch.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(&self) -> Result<Launch, Vec<Wrong>> {
        let days = days(&self.days).ok().and_then(|days| u16::try_from(days).ok());
        let price = money(&self.price).ok().flatten();
        match (self.first_day, days, price) {
            (Some(first_day), Some(days), Some(unit_fen)) => {
                Ok(Launch { first_day, days, unit_fen })
            }
            (first_day, days, price) => {
                let wrong = [
                    (first_day.is_none(), Wrong::Day),
                    (days.is_none(), Wrong::Days),
                    (price.is_none(), Wrong::Money),
                ];
                Err(wrong.into_iter().filter_map(|(is, it)| is.then_some(it)).collect())
            }
        }
    }
}

/// A season as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonTyped {
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// How long before it old customers are told.
    pub lead: String,
}

/// Which day of a season cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeasonWrong {
    /// The first.
    First,
    /// The last.
    Last,
    /// The lead.
    Lead,
}

impl SeasonTyped {
    /// What stands in the book, or what a form begins with.
    #[must_use]
    pub fn of(season: Option<Season>) -> SeasonTyped {
        let text = |day: Option<MonthDay>| day.map(month_day_text).unwrap_or_default();
        SeasonTyped {
            first: text(season.map(|it| it.first)),
            last: text(season.map(|it| it.last)),
            lead: season.map_or(LEAD_DAYS, |it| it.lead_days).to_string(),
        }
    }

    /// The season.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(&self) -> Result<Season, Vec<SeasonWrong>> {
        let lead = number::typed_count(&self.lead).filter(|days| *days <= MOST_LEAD_DAYS);
        let lead = lead.and_then(|days| u16::try_from(days).ok());
        match (month_day(&self.first), month_day(&self.last), lead) {
            (Some(first), Some(last), Some(lead_days)) => Ok(Season { first, last, lead_days }),
            (first, last, lead) => {
                let wrong = [
                    (first.is_none(), SeasonWrong::First),
                    (last.is_none(), SeasonWrong::Last),
                    (lead.is_none(), SeasonWrong::Lead),
                ];
                Err(wrong.into_iter().filter_map(|(is, it)| is.then_some(it)).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_year() {
        for (typed, expected) in [
            ("12-1", Some((12, 1))),
            (" 12/01 ", Some((12, 1))),
            ("12月1日", Some((12, 1))),
            ("2.29", Some((2, 29))),
            ("１２-１", Some((12, 1))),
            ("2-30", None),
            ("13-1", None),
            ("12", None),
            ("2026-12-1", None),
            ("", None),
        ] {
            let found = month_day(typed).map(|it| (it.month(), it.day()));
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn a_launch_is_read_or_every_wrong_field_is_named() {
        let today: Day = "2026-11-24".parse().unwrap();
        let typed = |days: &str, price: &str| LaunchTyped {
            first_day: Some(today),
            days: days.into(),
            price: price.into(),
        };
        assert_eq!(LaunchTyped::of(None, today).days, "7", "PR10");
        let launch = Launch { first_day: today, days: 7, unit_fen: Fen::from_minor(1_250) };
        assert_eq!(typed("7", "12.5").read(), Ok(launch));
        assert_eq!(LaunchTyped::of(Some(launch), today).read(), Ok(launch), "written as it is");
        for (typed, wrong) in [
            (typed("0", "12.5"), vec![Wrong::Days]),
            (typed("x", ""), vec![Wrong::Days, Wrong::Money]),
            (LaunchTyped { first_day: None, ..typed("7", "1") }, vec![Wrong::Day]),
        ] {
            assert_eq!(typed.read(), Err(wrong));
        }
    }

    #[test]
    fn a_season_is_read_or_every_wrong_field_is_named() {
        let typed = |first: &str, last: &str, lead: &str| SeasonTyped {
            first: first.into(),
            last: last.into(),
            lead: lead.into(),
        };
        let season = typed("12-1", "2-28", "30").read().unwrap();
        assert_eq!(SeasonTyped::of(Some(season)).read(), Ok(season), "written as it is");
        use SeasonWrong::{First, Last, Lead};
        for (typed, wrong) in
            [(typed("", "", "30"), vec![First, Last]), (typed("12-1", "2-28", "366"), vec![Lead])]
        {
            assert_eq!(typed.read(), Err(wrong));
        }
    }

    #[test]
    fn what_is_paid() {
        for (zh, en, expected, rule) in [
            ("8.5", "15", Some(8_500), "15 % off"),
            ("9.25", "7.5", Some(9_250), "to the quarter"),
            ("", " ", Some(10_000), "nothing off"),
            ("0", "100", Some(0), "free"),
            ("10.1", "101", None, "more than all"),
            ("x", "x", None, "no number"),
        ] {
            for (lang, text) in [(Locale::zh, zh), (Locale::en, en)] {
                assert_eq!(paid(lang, text).map(BasisPoints::number), expected, "{rule}");
            }
        }
    }

    #[test]
    fn an_order_is_read_or_every_wrong_field_is_named() {
        let terms = OrderTyped::default().read(Locale::zh).unwrap();
        assert_eq!((terms.quantity, terms.paid), (Quantity::ONE, BasisPoints::ONE), "one of it");
        let wrong = OrderTyped {
            quantity: "0".into(),
            paid: "x".into(),
            postage: "x".into(),
            gift: "-1".into(),
        };
        use OrderWrong::{Gift, Paid, Postage, Quantity as Much};
        assert_eq!(wrong.read(Locale::zh), Err(vec![Much, Paid, Postage, Gift]));
    }

    #[test]
    fn numbers_of_days_and_amounts() {
        for (typed, expected) in
            [("15", Ok(15)), ("365", Ok(365)), ("0", Err(Wrong::Days)), ("366", Err(Wrong::Days))]
        {
            assert_eq!(days(typed), expected);
        }
        assert_eq!(money(" "), Ok(None));
        assert_eq!(money("9.9"), Ok(Some(Fen::from_minor(990))));
        assert_eq!(money("x"), Err(Wrong::Money));
    }
}
