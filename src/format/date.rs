//! Dates as files write them. A business day is the date as written; only a time with a zone is
//! converted, once, to the shop's offset (semantics 1).

use std::collections::BTreeSet;

use chrono::format::{Parsed, StrftimeItems, parse};
use serde::{Deserialize, Serialize};

use crate::domain::day::Day;

/// The first and last day a fact can have. 1899-12-30 is an empty cell of a spreadsheet, and a
/// year 2999 is "for ever": neither is the day of an order.
const FIRST: (i32, u32, u32) = (1970, 1, 1);
const LAST: (i32, u32, u32) = (2099, 12, 31);

/// Which number of a date such as 3/4/2024 is the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldOrder {
    /// 4 March: month first, as in the United States.
    #[default]
    MonthFirst,
    /// 3 April: day first.
    DayFirst,
    /// 24/7/1 is the 1st of July 2024. Years have two digits and stand above every month.
    YearFirst,
}

/// How the dates of a column are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateForm {
    /// Any of the usual forms; the order where the year stands last.
    Auto(FieldOrder),
    /// The numbers that a spreadsheet keeps, counted in days from 1900; any other text as usual.
    Serial,
    /// A pattern of strftime.
    Pattern(String),
}

/// Why a date is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// No date.
    Unreadable,
    /// Before 1970 or after 2099.
    OutOfRange,
}

impl DateForm {
    /// The business day of a cell. `offset_minutes` is the shop's, east of Greenwich; it acts
    /// only where the cell has a zone.
    ///
    /// # Errors
    /// See [`DateError`].
    pub fn day(&self, text: &str, offset_minutes: i32) -> Result<Day, DateError> {
        let text = text.trim();
        let day = match self {
            DateForm::Auto(order) => read(text, *order, offset_minutes),
            DateForm::Serial => {
                serial(text).or_else(|| read(text, FieldOrder::default(), offset_minutes))
            }
            DateForm::Pattern(pattern) => read_pattern(text, pattern, offset_minutes),
        };
        within_range(day.ok_or(DateError::Unreadable)?)
    }
}

/// The form of the dates of a column, told by sample cells. Numbers of a spreadsheet are dates where
/// all of them are: a single one among dates is a slip.
#[must_use]
pub fn guess_form<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> DateForm {
    let mut filled = cells.clone().filter(|cell| !cell.trim().is_empty()).peekable();
    if filled.peek().is_some() && filled.all(is_serial) {
        return DateForm::Serial;
    }
    DateForm::Auto(guess_order(cells))
}

/// Guesses from sample cells which number is the month where the year stands last: a first
/// number above 12 is a day. Where all numbers have two digits at most, the year stands first if it
/// can be nothing else.
#[must_use]
pub fn guess_order<'a>(cells: impl Iterator<Item = &'a str>) -> FieldOrder {
    let mut short = ShortYears::default();
    for cell in cells {
        let mut numbers = cell.trim().split(|c: char| !c.is_ascii_digit()).map(str::parse::<u32>);
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(first)), Some(Ok(_)), Some(Ok(third))) if first < 100 && third < 100 => {
                short.firsts.insert(first);
                short.thirds.insert(third);
            }
            (Some(Ok(first)), _, _) if first > 31 => {}
            (Some(Ok(first)), _, _) if first > 12 => return FieldOrder::DayFirst,
            (_, Some(Ok(second)), _) if second > 12 => return FieldOrder::MonthFirst,
            (Some(_) | None, Some(_) | None, _) => {}
        }
    }
    if short.stand_first() { FieldOrder::YearFirst } else { FieldOrder::default() }
}

/// The numbers of dates such as 24/7/1.
#[derive(Default)]
struct ShortYears {
    firsts: BTreeSet<u32>,
    thirds: BTreeSet<u32>,
}

impl ShortYears {
    /// True where the first numbers are years: none is a month, and the last ones are no years, for
    /// one lies long ago or there are more of them than of the first.
    fn stand_first(&self) -> bool {
        let no_month = self.firsts.first().is_some_and(|first| *first > 12);
        let long_ago = self.thirds.first().is_some_and(|third| *third <= 12);
        no_month && (long_ago || self.firsts.len() < self.thirds.len())
    }
}

/// True for a number that a spreadsheet keeps for a day from 1970 to 2099.
#[must_use]
pub(crate) fn is_serial(text: &str) -> bool {
    serial(text.trim()).is_some()
}

/// The day of a number of a spreadsheet, with or without a time behind the point.
fn serial(text: &str) -> Option<Day> {
    const DAY_OF_1970: i32 = 25_569;
    const LAST_DAY_OF_2099: i32 = 73_050;
    const SECONDS_A_DAY: f64 = 86_400.0;
    let (days, time) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (days.len() == 5 && is_number(days) && is_number(time)).then_some(())?;
    // Thirds of an hour end in 59.9999 seconds.
    let seconds = (text.parse::<f64>().ok()? * SECONDS_A_DAY).round();
    let days = (seconds / SECONDS_A_DAY).floor() as i32;
    let is_inside = (DAY_OF_1970..=LAST_DAY_OF_2099).contains(&days);
    is_inside.then(|| Day::from_number(days - DAY_OF_1970))
}

fn within_range(day: Day) -> Result<Day, DateError> {
    let edge = |(year, month, day)| Day::from_ymd(year, month, day);
    let inside =
        edge(FIRST).is_some_and(|first| first <= day) && edge(LAST).is_some_and(|last| day <= last);
    if inside { Ok(day) } else { Err(DateError::OutOfRange) }
}

/// A clock time read behind a date: minutes of the day, and the zone's offset where there is one.
struct Clock {
    minutes: i32,
    zone_minutes: Option<i32>,
}

fn read(text: &str, order: FieldOrder, offset_minutes: i32) -> Option<Day> {
    let (day, rest) = read_date(text, order)?;
    let clock = read_clock(rest)?;
    Some(match clock.zone_minutes {
        Some(zone) => {
            let local = clock.minutes - zone + offset_minutes;
            day.plus(local.div_euclid(24 * 60))
        }
        None => day,
    })
}

/// The date at the beginning of a text and what stands behind it.
fn read_date(text: &str, order: FieldOrder) -> Option<(Day, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        // 20240630 and 20240630120005
        8 | 14 => {
            let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
            let day = Day::from_ymd(number(0, 4)?.try_into().ok()?, number(4, 6)?, number(6, 8)?)?;
            if digits == 14 {
                let (hour, minute, second) = (number(8, 10)?, number(10, 12)?, number(12, 14)?);
                (hour < 24 && minute < 60 && second < 61).then_some(())?;
                return Some((day, text.get(14..)?));
            }
            Some((day, text.get(8..)?))
        }
        // 2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日
        4 => {
            let (year, rest) = number(text)?;
            let (month, rest) = number(separator(rest, &['-', '/', '.', '年'])?)?;
            let (day, rest) = number(separator(rest, &['-', '/', '.', '月'])?)?;
            let rest = rest.strip_prefix('日').unwrap_or(rest);
            Some((Day::from_ymd(year.try_into().ok()?, month, day)?, rest))
        }
        // 24年6月30日
        2 if text.get(2..).is_some_and(|rest| rest.starts_with('年')) => read_short(text),
        1 | 2 if order == FieldOrder::YearFirst && has_short_year(text) => read_short(text),
        // 6/30/2024 or 30/6/2024
        1 | 2 => {
            let (first, rest) = number(text)?;
            let (second, rest) = number(separator(rest, &['-', '/', '.'])?)?;
            let (year, rest) = number(separator(rest, &['-', '/', '.'])?)?;
            (year >= 1000).then_some(())?;
            let (month, day) = match order {
                FieldOrder::MonthFirst | FieldOrder::YearFirst => (first, second),
                FieldOrder::DayFirst => (second, first),
            };
            Some((Day::from_ymd(year.try_into().ok()?, month, day)?, rest))
        }
        _ => None,
    }
}

/// True for 24/7/1, whose first number is no month.
fn has_short_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    let first = numbers.next().and_then(|first| first.parse::<u32>().ok());
    first.is_some_and(|first| first > 12) && numbers.nth(1).is_some_and(|third| third.len() <= 2)
}

/// A year of two digits, month and day, and what stands behind them.
fn read_short(text: &str) -> Option<(Day, &str)> {
    let (year, rest) = number(text)?;
    let (month, rest) = number(separator(rest, &['-', '/', '.', '年'])?)?;
    let (day, rest) = number(separator(rest, &['-', '/', '.', '月'])?)?;
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    let century = if year < 70 { 2000 } else { 1900 };
    Some((Day::from_ymd((century + year).try_into().ok()?, month, day)?, rest))
}

/// Words before a clock time: those of the first half of the day, and of the second.
const HALVES: [&[&str]; 2] = [&["上午", "早上", "凌晨", "清晨"], &["下午", "晚上", "中午", "傍晚"]];

/// A word for the half of the day at the beginning of a text: hours to add, and what is behind it.
fn half_of_day(text: &str) -> (Option<u32>, &str) {
    let halves = HALVES.iter().zip([0, 12]);
    let mut words = halves.flat_map(|(words, hours)| words.iter().map(move |it| (*it, hours)));
    let found = words.find_map(|(word, hours)| Some((Some(hours), text.strip_prefix(word)?)));
    found.map_or((None, text), |(hours, rest)| (hours, rest.trim_start()))
}

/// The clock time behind a date: nothing, `T12:00`, ` 12:00:05.123 PM +08:00`, `Z`…
fn read_clock(text: &str) -> Option<Clock> {
    let text = text.trim_start_matches([' ', 'T', 't', '\u{a0}']);
    if text.is_empty() {
        return Some(Clock { minutes: 0, zone_minutes: None });
    }
    let (before, text) = half_of_day(text);
    let (mut hour, rest) = number(text)?;
    let (minute, mut rest) = number(separator(rest, &[':', '时', '点'])?)?;
    rest = rest.strip_prefix('分').unwrap_or(rest);
    if let Some(behind) = rest.strip_prefix(':').or_else(|| {
        // 12时30分05秒
        rest.bytes().next().is_some_and(|b| b.is_ascii_digit()).then_some(rest)
    }) {
        let (second, behind) = number(behind)?;
        (second < 61).then_some(())?;
        let behind = behind.strip_prefix('秒').unwrap_or(behind);
        rest = behind
            .strip_prefix(['.', ','])
            .map_or(behind, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    let rest = rest.trim();
    let (half, rest) = match rest.get(..2).map(str::to_ascii_uppercase).as_deref() {
        Some("AM") => (Some(0), rest.get(2..).unwrap_or("").trim()),
        Some("PM") => (Some(12), rest.get(2..).unwrap_or("").trim()),
        Some(_) | None => (None, rest),
    };
    if let Some(half) = half {
        (1..=12).contains(&hour).then_some(())?;
        hour = hour % 12 + half;
    }
    // 下午3:20, and 下午15:20.
    if let Some(half) = before.filter(|_| hour <= 12) {
        hour = hour % 12 + half;
    }
    (hour < 24 && minute < 60).then_some(())?;
    Some(Clock { minutes: (hour * 60 + minute) as i32, zone_minutes: read_zone(rest)? })
}

/// The zone behind a time: nothing, `Z`, `UTC`, `+08:00`, `+0800`, `+08`.
#[allow(clippy::option_option)] // Outer: readable; inner: there is one.
fn read_zone(text: &str) -> Option<Option<i32>> {
    if text.is_empty() {
        return Some(None);
    }
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(Some(0));
    }
    parse_offset(text).map(Some)
}

/// Minutes east of Greenwich of `+08:00`, `-0530`, `+8`.
#[must_use]
pub fn parse_offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (all_digits(hours) && all_digits(minutes) && hours.len() <= 2).then_some(())?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// A number at the beginning of a text, at most nine digits.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    if end > 9 {
        return None;
    }
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

fn separator<'a>(text: &'a str, any_of: &[char]) -> Option<&'a str> {
    text.strip_prefix(any_of)
}

fn read_pattern(text: &str, pattern: &str, offset_minutes: i32) -> Option<Day> {
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, StrftimeItems::new(pattern)).ok()?;
    let day = Day::from(parsed.to_naive_date().ok()?);
    let (Some(zone), Ok(time)) = (parsed.offset(), parsed.to_naive_time()) else {
        return Some(day);
    };
    let seconds = chrono::Timelike::num_seconds_from_midnight(&time);
    let local = i32::try_from(seconds).ok()? - zone + offset_minutes * 60;
    Some(day.plus(local.div_euclid(24 * 60 * 60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: i32 = 8 * 60;

    #[track_caller]
    fn check(form: &DateForm, text: &str, expected: Result<&str, DateError>) {
        let day = form.day(text, CHINA).map(|day| day.to_string());
        assert_eq!(day, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn usual_forms() {
        let auto = DateForm::Auto(FieldOrder::MonthFirst);
        for (text, expected) in [
            ("2024-06-30 12:00:05", Ok("2024-06-30")),
            ("2024-06-30", Ok("2024-06-30")),
            ("2024/6/3 9:05", Ok("2024-06-03")),
            ("2024.6.3", Ok("2024-06-03")),
            ("2024年6月3日 9时5分", Ok("2024-06-03")),
            ("19970101", Ok("1997-01-01")),
            ("20240630235959", Ok("2024-06-30")),
            ("12/1/2010 8:26", Ok("2010-12-01")),
            ("12/1/2010 8:26:00 PM", Ok("2010-12-01")),
            ("2024-06-30T23:50:00.123", Ok("2024-06-30")),
            // A zone is converted once: 16:10 in Greenwich is past midnight in China.
            ("2024-06-30T16:10:00Z", Ok("2024-07-01")),
            ("2024-06-30T15:59:59Z", Ok("2024-06-30")),
            ("2024-07-01 00:10:00+08:00", Ok("2024-07-01")),
            ("2024-07-01 00:10:00 +0900", Ok("2024-06-30")),
            ("1899-12-30", Err(DateError::OutOfRange)),
            ("2999-01-01", Err(DateError::OutOfRange)),
            ("1969-12-31", Err(DateError::OutOfRange)),
            ("2099-12-31", Ok("2099-12-31")),
            ("2024.8.9 下午3:20", Ok("2024-08-09")),
            ("2024年8月9日 上午 10:20:30", Ok("2024-08-09")),
            ("2024-8-9 晚上11:20", Ok("2024-08-09")),
            ("2024-8-9 下午15:20", Ok("2024-08-09")),
            ("2024-8-9 下午5:20 +00:00", Ok("2024-08-10")),
            ("2024-8-9 下午", Err(DateError::Unreadable)),
            ("24年7月1日", Ok("2024-07-01")),
            ("98年7月1日 12:00", Ok("1998-07-01")),
            ("3月8日", Err(DateError::Unreadable)),
            ("24-7-1", Err(DateError::Unreadable)),
            ("45356", Err(DateError::Unreadable)),
            ("2026/13/02", Err(DateError::Unreadable)),
            ("2023-02-29", Err(DateError::Unreadable)),
            ("2024-06-30 25:00", Err(DateError::Unreadable)),
            ("2024-06-30 noon", Err(DateError::Unreadable)),
            ("6/30/24", Err(DateError::Unreadable)),
            ("", Err(DateError::Unreadable)),
            ("昨天", Err(DateError::Unreadable)),
            ("99999999999999999999", Err(DateError::Unreadable)),
        ] {
            check(&auto, text, expected);
        }
        check(&DateForm::Auto(FieldOrder::DayFirst), "3/4/2024", Ok("2024-04-03"));
        for (text, expected) in [
            ("24-7-1", Ok("2024-07-01")),
            ("24/07/19 3:20", Ok("2024-07-19")),
            ("98.7.1", Ok("1998-07-01")),
            ("3/4/2024", Ok("2024-03-04")),
            ("2024-07-01", Ok("2024-07-01")),
            ("12-7-1", Err(DateError::Unreadable)),
            ("24-13-1", Err(DateError::Unreadable)),
        ] {
            check(&DateForm::Auto(FieldOrder::YearFirst), text, expected);
        }
    }

    #[test]
    fn numbers_of_a_spreadsheet() {
        for (text, expected) in [
            ("45356", Ok("2024-03-05")),
            ("45356.5208333", Ok("2024-03-05")),
            ("45356.99999999", Ok("2024-03-06")),
            ("25569", Ok("1970-01-01")),
            ("73050", Ok("2099-12-31")),
            ("25568", Err(DateError::Unreadable)),
            ("73051", Err(DateError::Unreadable)),
            ("45356.", Err(DateError::Unreadable)),
            ("453560", Err(DateError::Unreadable)),
            ("-45356", Err(DateError::Unreadable)),
            ("2024-03-05", Ok("2024-03-05")),
        ] {
            check(&DateForm::Serial, text, expected);
        }
        for (cells, is_serial, rule) in [
            (vec!["45356", "", "45357.5"], true, "all of them"),
            (vec!["45356", "2024-03-05"], false, "one among dates"),
            (vec!["45356", "12"], false, "another number"),
            (vec!["20240305"], false, "a date without separators"),
            (vec!["", " "], false, "nothing"),
            (vec![], false, "no cells"),
        ] {
            let form = guess_form(cells.into_iter());
            assert_eq!(form == DateForm::Serial, is_serial, "{rule}");
        }
    }

    #[test]
    fn patterns() {
        let pattern = |text: &str| DateForm::Pattern(text.to_owned());
        for (form, text, expected) in [
            ("%Y%m%d", "19970101", Ok("1997-01-01")),
            ("%d-%m-%Y %H:%M", "30-06-2024 23:10", Ok("2024-06-30")),
            ("%Y-%m-%dT%H:%M:%S%z", "2024-06-30T16:10:00+0000", Ok("2024-07-01")),
            ("%Y%m%d", "1997-01-01", Err(DateError::Unreadable)),
            ("%Q", "1997", Err(DateError::Unreadable)),
        ] {
            check(&pattern(form), text, expected);
        }
    }

    #[test]
    fn the_month_is_guessed_from_the_column() {
        for (cells, expected) in [
            (vec!["1/2/2024", "13/2/2024"], FieldOrder::DayFirst),
            (vec!["1/2/2024", "2/13/2024"], FieldOrder::MonthFirst),
            (vec!["1/2/2024"], FieldOrder::MonthFirst),
            (vec!["2024-12-31", "31/1/2024"], FieldOrder::DayFirst),
            (vec!["24-7-1", "24-12-31"], FieldOrder::YearFirst),
            (vec!["24/7/13", "24/7/14"], FieldOrder::YearFirst),
            (vec!["24/7/19"], FieldOrder::MonthFirst),
            (vec!["24/7/1", "11/7/1"], FieldOrder::MonthFirst),
            (vec!["24/7/19", "25/7/19"], FieldOrder::MonthFirst),
            (vec!["24/7/1", "31/1/2024"], FieldOrder::DayFirst),
        ] {
            assert_eq!(guess_order(cells.iter().copied()), expected, "{cells:?}");
        }
    }

    #[test]
    fn offsets() {
        for (text, expected) in [
            ("+08:00", Some(480)),
            ("-0530", Some(-330)),
            ("+8", Some(480)),
            ("08:00", None),
            ("+19:00", None),
            ("+", None),
            ("", None),
        ] {
            assert_eq!(parse_offset(text), expected, "{text}");
        }
    }
}
