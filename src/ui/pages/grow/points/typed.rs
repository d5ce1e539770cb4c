//! The terms of points as they are typed, and what is wrong at which field.

use crate::domain::day::Day;
use crate::domain::loyalty::PointsTerms;
use crate::domain::points::Validity;
use crate::domain::rate::BasisPoints;
use crate::domain::trade::Trade;
use crate::ui::number;

/// More points for one sum than any shop gives: a slip.
const MOST_RATE: u32 = 10_000;
/// More days than any points hold.
const MOST_DAYS: u32 = 9_999;
/// More points for a yuan than any shop asks for.
const MOST_PER_YUAN: u32 = 1_000_000;

/// How long points hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// For ever.
    ForEver,
    /// So many days.
    Days,
    /// To the year's end.
    Year,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// From which day on.
    FirstDay,
    /// For how much money.
    Unit,
    /// How many points.
    Rate,
    /// For how many days they hold.
    Days,
    /// For how many days ended points come back.
    ReturnDays,
    /// How many pay a yuan.
    PerYuan,
    /// How much of a bill at most.
    Share,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No day.
    NoDay,
    /// Before today, where there are terms already.
    HasBegun,
    /// No sum of money above 0.
    NotMoney,
    /// No whole number above 0, or too large.
    NotANumber,
    /// Nothing from 0 to 100.
    NotAShare,
}

/// What is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsTyped {
    /// From which day on.
    pub first_day: Option<Day>,
    /// Whether orders earn.
    pub is_on: bool,
    /// The money that earns.
    pub unit: String,
    /// The points that it earns.
    pub rate: String,
    /// How long they hold.
    pub holds: Holds,
    /// For how many days, where it is days.
    pub days: String,
    /// For so many days ended points come back.
    pub return_days: String,
    /// So many pay a yuan.
    pub per_yuan: String,
    /// Per cent of a bill.
    pub share: String,
}

/// In trades whose customers look at prices, points are no custom (seller-notes 4.1).
#[must_use]
pub const fn usually_on(trade: Option<Trade>) -> bool {
    match trade {
        Some(Trade::Wholesale) => false,
        Some(Trade::Retail | Trade::Food | Trade::Stall) | None => true,
    }
}

impl TermsTyped {
    /// Of terms that stand.
    #[must_use]
    pub fn of(terms: &PointsTerms) -> TermsTyped {
        let (holds, days) = match terms.validity {
            Validity::ForEver => (Holds::ForEver, 365),
            Validity::Days(days) => (Holds::Days, days),
            Validity::ToYearsEnd => (Holds::Year, 365),
        };
        TermsTyped {
            first_day: Some(terms.first_day),
            is_on: terms.is_on,
            unit: number::plain_money(terms.unit_fen),
            rate: terms.rate.to_string(),
            holds,
            days: days.to_string(),
            return_days: terms.return_days.to_string(),
            per_yuan: terms.points_per_yuan.to_string(),
            share: share_text(terms.most_share),
        }
    }

    /// What a form begins with: the last terms, from today on at the earliest; where there are
    /// none, the usual ones of the trade.
    #[must_use]
    pub fn begin(last: Option<&PointsTerms>, trade: Option<Trade>, today: Day) -> TermsTyped {
        match last {
            Some(terms) => {
                let first_day = terms.first_day.max(today);
                TermsTyped::of(&PointsTerms { first_day, ..terms.clone() })
            }
            None => {
                let is_on = usually_on(trade);
                TermsTyped::of(&PointsTerms { is_on, ..PointsTerms::usual(today) })
            }
        }
    }

    /// The terms, or everything that is wrong. Terms that follow others begin today or later.
    ///
    /// # Errors
    /// Each field that is wrong, in the order of the form.
    pub fn read(
        &self,
        today: Day,
        follows_others: bool,
    ) -> Result<PointsTerms, Vec<(Field, Wrong)>> {
        let mut wrong = Vec::new();
        let mut count = |field, text: &str, most: u32| {
            let number = number::typed_count(text).filter(|it| (1..=most).contains(it));
            if number.is_none() {
                wrong.push((field, Wrong::NotANumber));
            }
            number.unwrap_or(1)
        };
        let rate = count(Field::Rate, &self.rate, MOST_RATE);
        let validity = match self.holds {
            Holds::ForEver => Validity::ForEver,
            Holds::Days => Validity::Days(count(Field::Days, &self.days, MOST_DAYS)),
            Holds::Year => Validity::ToYearsEnd,
        };
        let return_days = count(Field::ReturnDays, &self.return_days, MOST_DAYS);
        let points_per_yuan = count(Field::PerYuan, &self.per_yuan, MOST_PER_YUAN);
        let unit = number::typed_money(&self.unit).ok().filter(|it| it.minor() > 0);
        if unit.is_none() {
            wrong.push((Field::Unit, Wrong::NotMoney));
        }
        let share = share(&self.share);
        if share.is_none() {
            wrong.push((Field::Share, Wrong::NotAShare));
        }
        match self.first_day {
            None => wrong.push((Field::FirstDay, Wrong::NoDay)),
            Some(day) if follows_others && day < today => {
                wrong.push((Field::FirstDay, Wrong::HasBegun));
            }
            Some(_) => {}
        }
        match (self.first_day, unit, share, wrong.is_empty()) {
            (Some(first_day), Some(unit_fen), Some(most_share), true) => Ok(PointsTerms {
                first_day,
                is_on: self.is_on,
                rate,
                unit_fen,
                validity,
                return_days,
                points_per_yuan,
                most_share,
            }),
            (Some(_) | None, _, _, _) => Err(wrong),
        }
    }
}

/// Per cent as ten-thousandths: `33.5`, `50%`.
fn share(text: &str) -> Option<BasisPoints> {
    let text = text.trim().trim_end_matches(['%', '％']);
    // An amount has two decimals, and so have hundredths of per cent.
    let share = number::typed_money(text).ok()?.minor();
    u32::try_from(share).ok().filter(|it| *it <= 10_000).and_then(BasisPoints::new)
}

fn share_text(share: BasisPoints) -> String {
    let number = share.number();
    match number % 100 {
        0 => (number / 100).to_string(),
        rest => format!("{}.{rest:02}", number / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_or_every_wrong_field_is_named() {
        let today = Day::from_number(20_000);
        let usual = PointsTerms::usual(today);
        let typed = TermsTyped::of(&usual);
        assert_eq!(typed.read(today, true), Ok(usual.clone()), "as they stand");
        let with = |change: fn(&mut TermsTyped)| {
            let mut typed = typed.clone();
            change(&mut typed);
            typed
        };
        for (typed, follows, expected, rule) in [
            (with(|it| it.unit = "0".into()), true, vec![(Field::Unit, Wrong::NotMoney)], "no sum"),
            (with(|it| it.rate = "0".into()), true, vec![(Field::Rate, Wrong::NotANumber)], "0"),
            (with(|it| it.days = "x".into()), true, vec![], "days that are not asked for"),
            (
                with(|it| (it.holds, it.days) = (Holds::Days, "x".into())),
                true,
                vec![(Field::Days, Wrong::NotANumber)],
                "days that are",
            ),
            (with(|it| it.share = "101".into()), true, vec![(Field::Share, Wrong::NotAShare)], "%"),
            (with(|it| it.first_day = None), true, vec![(Field::FirstDay, Wrong::NoDay)], "no day"),
            (
                with(|it| it.first_day = it.first_day.map(|day| day.plus(-1))),
                true,
                vec![(Field::FirstDay, Wrong::HasBegun)],
                "later ones begin today or later",
            ),
            (
                with(|it| it.first_day = it.first_day.map(|day| day.plus(-1))),
                false,
                vec![],
                "the first ones may look back",
            ),
            (
                with(|it| (it.rate, it.share) = ("1.5".into(), String::new())),
                true,
                vec![(Field::Rate, Wrong::NotANumber), (Field::Share, Wrong::NotAShare)],
                "all of them",
            ),
        ] {
            let wrong = typed.read(today, follows).err().unwrap_or_default();
            assert_eq!(wrong, expected, "{rule}");
        }
        for (text, number) in [("50", 5_000), ("33.5%", 3_350), ("0", 0), (" 100％", 10_000)] {
            assert_eq!(share(text).map(BasisPoints::number), Some(number), "{text}");
            let again = share(text).map(share_text).and_then(|it| share(&it));
            assert_eq!(again, share(text), "{text}");
        }
    }

    #[test]
    fn what_a_form_begins_with() {
        let today = Day::from_number(20_000);
        for (trade, is_on) in [
            (None, true),
            (Some(Trade::Retail), true),
            (Some(Trade::Wholesale), false),
            (Some(Trade::Food), true),
            (Some(Trade::Stall), true),
        ] {
            assert_eq!(TermsTyped::begin(None, trade, today).is_on, is_on, "{trade:?}");
        }
        let old = PointsTerms { rate: 2, ..PointsTerms::usual(today.plus(-9)) };
        let begun = TermsTyped::begin(Some(&old), None, today);
        assert_eq!((begun.first_day, begun.rate.as_str()), (Some(today), "2"));
        let ahead = PointsTerms::usual(today.plus(9));
        let begun = TermsTyped::begin(Some(&ahead), None, today);
        assert_eq!(begun.first_day, Some(today.plus(9)), "what has not begun keeps its day");
    }
}
