//! The values of which the rows of a backup are made, as JSON.

use std::fmt::Write as _;

use crate::domain::day::Day;
use crate::domain::stamp::Stamp;

/// The values one behind the other.
pub(super) fn separated<T>(values: &[T], out: &mut String, mut write: impl FnMut(&T, &mut String)) {
    for (nth, value) in values.iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        write(value, out);
    }
}

pub(super) fn stamp(stamp: Stamp, out: &mut String) {
    let _ = write!(out, "[{},\"{:016x}\"]", stamp.counter, stamp.device.0);
}

pub(super) fn texts(values: &[&str], out: &mut String) {
    out.push('[');
    separated(values, out, |value, out| text(value, out));
    out.push(']');
}

/// A text in quotation marks. Writing text as JSON cannot fail.
pub(super) fn text(value: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(value).unwrap_or_else(|_| String::from("\"\"")));
}

/// The values in the order of what is written of them; one alone needs no room of its own.
pub(super) fn sorted<T>(values: &[T], out: &mut String, mut write: impl FnMut(&T, &mut String)) {
    if let [only] = values {
        return write(only, out);
    }
    let mut texts: Vec<String> = values
        .iter()
        .map(|value| {
            let mut text = String::new();
            write(value, &mut text);
            text
        })
        .collect();
    texts.sort_unstable();
    out.push_str(&texts.join(","));
}

pub(super) fn whole(value: i64, out: &mut String) {
    out.push_str(itoa::Buffer::new().format(value));
}

pub(super) fn number(value: Option<i64>, out: &mut String) {
    match value {
        Some(value) => whole(value, out),
        None => out.push_str("null"),
    }
}

pub(super) fn rank(value: Option<u32>, out: &mut String) {
    number(value.map(i64::from), out);
}

pub(super) fn day(day: Option<Day>, out: &mut String) {
    let Some(day) = day else { return out.push_str("null") };
    let (year, month, of_month) = day.ymd();
    out.push('"');
    if (1000..=9999).contains(&year) {
        whole(i64::from(year), out);
        for part in [month, of_month] {
            out.push_str(if part < 10 { "-0" } else { "-" });
            whole(i64::from(part), out);
        }
    } else {
        let _ = write!(out, "{day}");
    }
    out.push('"');
}
