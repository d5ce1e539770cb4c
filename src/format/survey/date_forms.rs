//! In which ways the dates of a column can be meant, where the app cannot know it: 3/4/24.

use serde::{Deserialize, Serialize};

use crate::format::date::{DateForm, is_serial};
use crate::format::mapping::SERIAL;

/// A pattern that reads all of the values shown, and what it makes of the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateReading {
    /// A pattern of strftime, or `serial`, as a mapping has it.
    pub pattern: String,
    /// The day of the first value, as a number.
    pub first_day: i32,
}

const DAYS: [&str; 13] = [
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d",
    "%d.%m.%y", "%y-%m-%d", "%y.%m.%d", "%Y%m%d", "%d%m%Y",
];
const TIMES: [&str; 4] = ["", " %H:%M", " %H:%M:%S", " %I:%M:%S %p"];

/// Patterns that read all of these, no two to the same days.
pub(super) fn fitting(samples: &[String]) -> Vec<DateReading> {
    let begins_as_date = |text: &String| text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if samples.is_empty() || !samples.iter().all(begins_as_date) {
        return Vec::new();
    }
    if samples.iter().all(|text| is_serial(text)) {
        let first = samples.first().and_then(|text| DateForm::Serial.day(text, 0).ok());
        let pattern = SERIAL.to_owned();
        return first
            .map(|first| DateReading { pattern, first_day: first.number() })
            .into_iter()
            .collect();
    }
    let patterns = DAYS.iter().flat_map(|day| TIMES.iter().map(move |time| format!("{day}{time}")));
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for pattern in patterns {
        let form = DateForm::Pattern(pattern.clone());
        let days: Result<Vec<_>, _> = samples.iter().map(|text| form.day(text, 0)).collect();
        let Ok(days) = days else { continue };
        if let Some(first) = days.first().filter(|_| !seen.contains(&days)) {
            found.push(DateReading { pattern, first_day: first.number() });
            seen.push(days);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_reading_is_offered_once() {
        for (samples, expected) in [
            (vec!["3/4/2024"], vec!["%d/%m/%Y", "%m/%d/%Y"]),
            (vec!["3/4/2024", "31/1/2024"], vec!["%d/%m/%Y"]),
            (vec!["3/4/2024 14:05"], vec!["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"]),
            (vec!["3/3/2024"], vec!["%d/%m/%Y"]),
            (vec!["03.04.24"], vec!["%d.%m.%y", "%y.%m.%d"]),
            (vec!["24-7-1"], vec!["%y-%m-%d"]),
            (vec!["45356", "45357.5"], vec!["serial"]),
            (vec!["45356", "2024-03-05"], vec![]),
            (vec!["20240403"], vec!["%Y%m%d"]),
            (vec!["abc"], vec![]),
            (vec![], vec![]),
        ] {
            let samples: Vec<String> = samples.into_iter().map(str::to_owned).collect();
            let found: Vec<_> = fitting(&samples).into_iter().map(|it| it.pattern).collect();
            assert_eq!(found, expected, "{samples:?}");
        }
    }
}
