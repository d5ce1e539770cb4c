//! Dates as files write them. A business day is the date as written; only a time with a zone is
//! converted, once, to the shop's offset (semantics 1).

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
}

/// How the dates of a column are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateForm {
    /// Any of the usual forms; the order where the year stands last.
    Auto(FieldOrder),
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
            DateForm::Pattern(pattern) => read_pattern(text, pattern, offset_minutes),
        };
        within_range(day.ok_or(DateError::Unreadable)?)
    }
}

/// Guesses from sample cells which number is the month where the year stands last: a first
/// number above 12 is a day.
#[must_use]
pub fn guess_order<'a>(cells: impl Iterator<Item = &'a str>) -> FieldOrder {
    for cell in cells {
        let mut numbers = cell.trim().split(|c: char| !c.is_ascii_digit()).map(str::parse::<u32>);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(first)), _) if first > 31 => {}
            (Some(Ok(first)), _) if first > 12 => return FieldOrder::DayFirst,
            (_, Some(Ok(second))) if second > 12 => return FieldOrder::MonthFirst,
            (Some(_) | None, Some(_) | None) => {}
        }
    }
    FieldOrder::default()
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
        // 6/30/2024 or 30/6/2024
        1 | 2 => {
            let (first, rest) = number(text)?;
            let (second, rest) = number(separator(rest, &['-', '/', '.'])?)?;
            let (year, rest) = number(separator(rest, &['-', '/', '.'])?)?;
            (year >= 1000).then_some(())?;
            let (month, day) = match order {
                FieldOrder::MonthFirst => (first, second),
                FieldOrder::DayFirst => (second, first),
            };
            Some((Day::from_ymd(year.try_into().ok()?, month, day)?, rest))
        }
        _ => None,
    }
}

/// The clock time behind a date: nothing, `T12:00`, ` 12:00:05.123 PM +08:00`, `Z`…
fn read_clock(text: &str) -> Option<Clock> {
    let text = text.trim_start_matches([' ', 'T', 't', '\u{a0}']);
    if text.is_empty() {
        return Some(Clock { minutes: 0, zone_minutes: None });
    }
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
