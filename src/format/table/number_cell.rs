//! The numbers of a workbook as text. Money, order numbers and dates are all one kind of number
//! there; what was written is found again as far as fifteen digits go.

use calamine::{ExcelDateTime, ExcelDateTimeType};

/// Digits of a number that a spreadsheet keeps.
const DIGITS: usize = 15;
const SECONDS_A_DAY: f64 = 86_400.0;

/// A number: never in scientific form, whole ones without a point. Of a longer one fifteen digits
/// are kept, with zeros behind, by which an order number is known to be damaged.
pub(super) fn text(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let scientific = format!("{number:.*e}", DIGITS - 1);
    if number.abs() < 1e15 {
        // The shortest text of the fifteen digits: 0.1 + 0.2 is 0.3 here, as on the sheet.
        let rounded = scientific.parse().unwrap_or(number);
        return if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") };
    }
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let zeros = exponent.parse::<usize>().unwrap_or(0).saturating_sub(DIGITS - 1);
    let mut whole: String = digits.chars().filter(|c| *c != '.').collect();
    whole.extend(std::iter::repeat_n('0', zeros));
    whole
}

/// A date, with its time where there is one.
pub(super) fn date(serial: f64, is_1904: bool) -> String {
    // Whole seconds: the halves of a day that are thirds of an hour end in 59.9999.
    let serial = (serial * SECONDS_A_DAY).round() / SECONDS_A_DAY;
    let date = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if serial > 0.0 && serial < 1.0 {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {time}")
    }
}

/// A span of time in hours.
pub(super) fn duration(days: f64) -> String {
    let seconds = (days * SECONDS_A_DAY).round() as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-3.5, "-3.5"),
            (0.1 + 0.2, "0.3"),
            (1.005, "1.005"),
            (13_800_000_000.0, "13800000000"),
            (999_999_999_999_999.0, "999999999999999"),
            (35_100_000_000_006_693.0, "35100000000006700"),
            (3_999_999_999_999_999_992.0, "4000000000000000000"),
            (9_007_199_254_740_993.0, "9007199254740990"),
            (-1e16, "-10000000000000000"),
            (1e-7, "0.0000001"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(text(number), expected);
        }
        assert_eq!(text(f64::MAX).len(), 309);
    }

    #[test]
    fn dates() {
        for (serial, is_1904, expected) in [
            (45_943.0, false, "2025-10-13"),
            (45_943.5, false, "2025-10-13 12:00:00"),
            (45_943.541, false, "2025-10-13 12:59:02"),
            (44_481.0, true, "2025-10-13"),
            (45_473.999_999_99, false, "2024-07-01"),
            (45_351.0, false, "2024-02-29"),
            (0.5, false, "12:00:00"),
            (1e300, false, "9999-12-31"),
        ] {
            assert_eq!(date(serial, is_1904), expected, "{serial}");
        }
        assert_eq!(duration(1.5), "36:00:00");
        assert_eq!(duration(-0.5), "-12:00:00");
    }
}
