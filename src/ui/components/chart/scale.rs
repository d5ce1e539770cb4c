//! Where things stand in a drawing: pure arithmetic in its units.

use crate::domain::money::divide_rounded;

/// The length of a bar for thousandths of the longest. What is not nothing is seen.
#[must_use]
pub fn length(permille: u16, longest: i32) -> i32 {
    let length = longest * i32::from(permille.min(1000)) / 1000;
    if permille > 0 { length.max(2) } else { 0 }
}

/// Which of six shades: 0 is nothing, 5 is the most.
#[must_use]
pub fn shade(part: u64, most: u64) -> u8 {
    if part == 0 || most == 0 {
        return 0;
    }
    let fifths = (u128::from(part.min(most)) * 5).div_ceil(u128::from(most));
    u8::try_from(fifths).unwrap_or(5).clamp(1, 5)
}

/// How thick an arrow is, in tenths of a unit, for so many of the most.
#[must_use]
pub fn thickness(part: u64, most: u64) -> i32 {
    const THIN: i64 = 15;
    const THICK: i128 = 50;
    let full = divide_rounded(THICK * i128::from(part.min(most)), i128::from(most.max(1)));
    i32::try_from(full.unwrap_or(0).max(THIN)).unwrap_or(i32::MAX)
}

/// Tenths of a unit as an attribute.
#[must_use]
pub fn tenths(value: i32) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// Points of a rising line over equal steps, values in thousandths, as a `points` attribute; the
/// origin is at the bottom left.
#[must_use]
pub fn points(values: &[u16], left: i32, bottom: i32, width: i32, height: i32) -> String {
    let steps = i32::try_from(values.len().saturating_sub(1)).unwrap_or(0).max(1);
    let point = |(at, value): (i32, &u16)| {
        let (x, y) = (left + width * at / steps, bottom - height * i32::from(*value) / 1000);
        format!("{x},{y}")
    };
    let points: Vec<String> = (0..).zip(values).map(point).collect();
    points.join(" ")
}

/// A name in at most two lines, broken at its last blank where it is longer than `fits`.
#[must_use]
pub fn two_lines(name: &str, fits: usize) -> (&str, &str) {
    match name.rsplit_once(' ') {
        Some((first, second)) if name.chars().count() > fits => (first, second),
        Some(_) | None => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars() {
        for (permille, expected, rule) in [
            (0, 0, "nothing is nothing"),
            (1, 2, "what is not nothing is seen"),
            (500, 105, "half"),
            (1000, 210, "all"),
            (2000, 210, "never past the end"),
        ] {
            assert_eq!(length(permille, 210), expected, "{rule}");
        }
    }

    #[test]
    fn shades() {
        for (part, most, expected) in [
            (0, 9, 0),
            (1, 100, 1),
            (20, 100, 1),
            (21, 100, 2),
            (80, 100, 4),
            (100, 100, 5),
            (3, 0, 0),
            (9, 3, 5),
        ] {
            assert_eq!(shade(part, most), expected, "{part} of {most}");
        }
        assert_eq!(shade(u64::MAX, u64::MAX), 5);
    }

    #[test]
    fn arrows() {
        for (part, most, expected) in
            [(0, 9, "1.5"), (1, 100, "1.5"), (50, 100, "2.5"), (100, 100, "5.0"), (0, 0, "1.5")]
        {
            assert_eq!(tenths(thickness(part, most)), expected, "{part} of {most}");
        }
    }

    #[test]
    fn curves() {
        assert_eq!(points(&[0, 600, 1000], 10, 110, 200, 100), "10,110 110,50 210,10");
        assert_eq!(points(&[], 0, 0, 9, 9), "");
        assert_eq!(points(&[1000], 0, 10, 9, 10), "0,0", "one point does not divide by nothing");
    }

    #[test]
    fn names() {
        for (name, expected) in [
            ("老客", ("老客", "")),
            ("New", ("New", "")),
            ("Slipping away", ("Slipping", "away")),
            ("Time to call", ("Time to", "call")),
            ("Unbreakableword", ("Unbreakableword", "")),
        ] {
            assert_eq!(two_lines(name, 8), expected, "{name}");
        }
    }
}
