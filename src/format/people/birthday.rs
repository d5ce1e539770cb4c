//! Birthdays as people write them: with or without the year, by the sun or by the moon.

use super::hygiene;
use crate::domain::person::Birthday;

/// A year that some phones write where the year is not known.
const YEAR_UNKNOWN: i16 = 1604;

/// Reads a birthday; `None` where it cannot be told for certain, and then it is better kept as it
/// stands. `is_lunar` = the title says that it is by the moon.
///
/// Two numbers are month and day. Characters for numbers are taken for a day of the moon only
/// where something says so (农历, 正月, 初五, 廿三), else they need their 日.
#[must_use]
pub fn read(written: &str, is_lunar: bool) -> Option<Birthday> {
    let clean = hygiene::text(written);
    let mut text: String = clean.chars().filter(|c| !c.is_whitespace() || *c == ' ').collect();
    let mut lunar = is_lunar;
    for (word, says_lunar) in [
        ("农历", true),
        ("阴历", true),
        ("旧历", true),
        ("公历", false),
        ("阳历", false),
        ("新历", false),
    ] {
        if text.contains(word) {
            text = text.replace(word, "");
            lunar = says_lunar;
        }
    }
    let text = text.replace("生日", "");
    let text = text.trim_matches(|c: char| " ()（）[]【】:：".contains(c));
    let text = without_time(text);
    if text.chars().any(|c| digit(c).is_some() && !c.is_ascii_digit()) {
        return in_characters(text, lunar);
    }
    let (year, month, day) = in_digits(text)?;
    Birthday::new(year.filter(|year| *year != YEAR_UNKNOWN && *year != 0), month, day, lunar)
        .filter(|it| (it.year, it.month, it.day) != (Some(1900), 1, 1))
}

/// The date before a time of day, where there is one.
fn without_time(text: &str) -> &str {
    let date = text
        .split_once(['T', ' '])
        .filter(|(_, time)| time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit()));
    date.map_or(text, |(date, _)| date).trim()
}

fn in_digits(text: &str) -> Option<(Option<i16>, u8, u8)> {
    let text = text.trim_end_matches(['日', '号']);
    if let Some(digits) = text.strip_prefix("--") {
        let digits = digits.replace('-', "");
        return together(&digits).filter(|(year, ..)| year.is_none());
    }
    let parts: Vec<&str> = text
        .split(['-', '/', '.', '年', '月', ' '])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let number = |part: &&str| part.parse::<i32>().ok().filter(|_| is_digits(part));
    let numbers: Vec<i32> = parts.iter().map(number).collect::<Option<_>>()?;
    match (numbers.as_slice(), parts.as_slice()) {
        ([_], [digits]) => together(digits),
        ([a, b], _) => month_and_day(*a, *b).map(|(month, day)| (None, month, day)),
        ([year, month, day], [written, ..]) if written.len() == 4 => {
            Some((i16::try_from(*year).ok(), u8::try_from(*month).ok()?, u8::try_from(*day).ok()?))
        }
        ([a, b, year], [.., written]) if written.len() == 4 => {
            // 5/12/1990 may be of May or of December.
            let certain = *a > 12 || *b > 12 || a == b;
            let (month, day) = month_and_day(*a, *b).filter(|_| certain)?;
            Some((i16::try_from(*year).ok(), month, day))
        }
        _ => None,
    }
}

fn month_and_day(a: i32, b: i32) -> Option<(u8, u8)> {
    let (month, day) = if a > 12 { (b, a) } else { (a, b) };
    Some((u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// 19900512 or 0512.
fn together(digits: &str) -> Option<(Option<i16>, u8, u8)> {
    let (year, rest) = match digits.len() {
        8 => digits.split_at_checked(4).map(|(year, rest)| (Some(year), rest))?,
        4 => (None, digits),
        _ => return None,
    };
    let (month, day) = rest.split_at_checked(2)?;
    if !is_digits(digits) {
        return None;
    }
    let year = year.map(str::parse).transpose().ok()?;
    Some((year, month.parse().ok()?, day.parse().ok()?))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 五月十二, 正月初一, 一九九〇年五月十二日.
fn in_characters(text: &str, is_lunar: bool) -> Option<Birthday> {
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => (Some(year_in_characters(year.trim())?), rest),
        None => (None, text),
    };
    let (month, day) = rest.trim().split_once('月')?;
    let says_day = day.ends_with(['日', '号']);
    let says_lunar = matches!(month, "正" | "冬" | "腊") || day.starts_with(['初', '廿', '卅']);
    if !is_lunar && !says_lunar && !says_day {
        return None;
    }
    let month = match month {
        "正" => 1,
        "冬" => 11,
        "腊" => 12,
        month => number(month)?,
    };
    let day = number(day.trim_end_matches(['日', '号']).trim_start_matches('初'))?;
    Birthday::new(year, month, day, is_lunar || says_lunar)
}

fn year_in_characters(text: &str) -> Option<i16> {
    let digits: Vec<i16> = text.chars().map(digit).collect::<Option<_>>()?;
    let is_year = digits.len() == 4 && digits.iter().all(|digit| *digit < 10);
    is_year.then(|| digits.iter().fold(0, |year, digit| 10 * year + digit))
}

/// Up to 39, in characters or digits.
fn number(text: &str) -> Option<u8> {
    if is_digits(text) {
        return text.parse().ok();
    }
    let text = text.replace('廿', "二十").replace('卅', "三十");
    let (tens, units) = match text.split_once('十') {
        Some(("", units)) => (1, units),
        Some((tens, units)) => (one(tens)?, units),
        None => (0, text.as_str()),
    };
    let units = if units.is_empty() && tens > 0 { 0 } else { one(units)? };
    u8::try_from(10 * tens + units).ok()
}

/// A single digit.
fn one(text: &str) -> Option<i16> {
    let mut chars = text.chars();
    chars.next().and_then(digit).filter(|digit| *digit < 10 && chars.next().is_none())
}

const fn digit(c: char) -> Option<i16> {
    Some(match c {
        '0' | '〇' | '○' | '零' => 0,
        '1' | '一' | '元' => 1,
        '2' | '二' => 2,
        '3' | '三' => 3,
        '4' | '四' => 4,
        '5' | '五' => 5,
        '6' | '六' => 6,
        '7' | '七' => 7,
        '8' | '八' => 8,
        '9' | '九' => 9,
        '十' | '廿' | '卅' | '正' | '腊' | '冬' | '初' => 10,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let sun = |year, month, day| Birthday::new(year, month, day, false);
        let moon = |year, month, day| Birthday::new(year, month, day, true);
        for (written, expected) in [
            ("1990-05-12", sun(Some(1990), 5, 12)),
            ("1990/5/12", sun(Some(1990), 5, 12)),
            ("1990.5.12", sun(Some(1990), 5, 12)),
            ("1990年5月12日", sun(Some(1990), 5, 12)),
            ("１９９０年５月１２号", sun(Some(1990), 5, 12)),
            ("19900512", sun(Some(1990), 5, 12)),
            ("1990-05-12 00:00:00", sun(Some(1990), 5, 12)),
            ("1990-05-12T00:00:00Z", sun(Some(1990), 5, 12)),
            ("--0512", sun(None, 5, 12)),
            ("--05-12", sun(None, 5, 12)),
            ("1604-05-12", sun(None, 5, 12)),
            ("0000-05-12", sun(None, 5, 12)),
            ("5月12日", sun(None, 5, 12)),
            ("5月12", sun(None, 5, 12)),
            ("05-12", sun(None, 5, 12)),
            ("5/12", sun(None, 5, 12)),
            ("0512", sun(None, 5, 12)),
            ("25/12", sun(None, 12, 25)),
            ("25/12/1990", sun(Some(1990), 12, 25)),
            ("12/25/1990", sun(Some(1990), 12, 25)),
            ("2/29", sun(None, 2, 29)),
            ("公历5月12", sun(None, 5, 12)),
            ("五月十二日", sun(None, 5, 12)),
            ("一九九〇年五月十二日", sun(Some(1990), 5, 12)),
            ("农历五月十二", moon(None, 5, 12)),
            ("农历5.12", moon(None, 5, 12)),
            ("阴历 5月12日", moon(None, 5, 12)),
            ("5月12日（农历）", moon(None, 5, 12)),
            ("农历1990-05-12", moon(Some(1990), 5, 12)),
            ("正月初一", moon(None, 1, 1)),
            ("腊月廿三", moon(None, 12, 23)),
            ("冬月三十", moon(None, 11, 30)),
            ("八月初五", moon(None, 8, 5)),
            // What may mean two things is nothing that one congratulates on.
            ("五月十二", None),
            ("5/12/1990", None),
            ("900512", None),
            ("1990-02-30", None),
            ("1900-01-01", None),
            ("13-13", None),
            ("农历闰五月十二", None),
            ("1990", None),
            ("5月", None),
            ("不详", None),
            ("", None),
            ("-", None),
            ("十", None),
        ] {
            assert_eq!(read(written, false), expected, "{written}");
        }
        assert_eq!(read("5.12", true), moon(None, 5, 12), "the title says it");
        assert_eq!(read("公历5.12", true), sun(None, 5, 12), "the cell knows better");
    }
}
