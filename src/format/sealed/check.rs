//! The check number: what two phones show when they hold the same book.

/// Digits and letters that nobody mistakes for another: no 0, O, 1, I.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The check number of a backup, as `7KQ2-M9XD`: 40 bits of the checksum of its records, which stands in
/// its head. It depends on the book alone, not on when or where it was written. `None` where the
/// text is no checksum.
#[must_use]
pub fn check_number(sha256: &str) -> Option<String> {
    let is_checksum = sha256.len() == 64 && sha256.bytes().all(|it| it.is_ascii_hexdigit());
    let first = sha256.get(..10).filter(|_| is_checksum)?;
    let bits = u64::from_str_radix(first, 16).ok()?;
    let letters = (0..8).rev().map(|nth| {
        let at = (bits >> (5 * nth)) & 31;
        usize::try_from(at).ok().and_then(|at| LETTERS.get(at)).map(|it| char::from(*it))
    });
    let letters: String = letters.collect::<Option<_>>()?;
    let (left, right) = letters.split_at_checked(4)?;
    Some(format!("{left}-{right}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_bits_in_letters_that_nobody_mistakes() {
        let with = |first: &str| format!("{first}{}", "0".repeat(64 - first.len()));
        for (sha256, number, rule) in [
            (with("0000000000"), Some("2222-2222"), "the first letter is 2"),
            (with("ffffffffff"), Some("ZZZZ-ZZZZ"), "the last is Z"),
            (with("00443214c7"), Some("2345-6789"), "five bits a letter, the highest first"),
            (with("FFFFFFFFFF"), Some("ZZZZ-ZZZZ"), "either way of writing"),
            (with("00443g2153"), None, "no checksum"),
            ("00".repeat(31), None, "too short"),
            ("é".repeat(32), None, "no digits at all"),
        ] {
            assert_eq!(check_number(&sha256).as_deref(), number, "{rule}");
        }
    }

    #[test]
    fn every_bit_of_the_forty_counts() {
        let number = |bits: u64| check_number(&format!("{bits:010x}{:054}", 0)).unwrap();
        let all: std::collections::BTreeSet<String> =
            (0..40).map(|bit| number(1 << bit)).chain([number(0)]).collect();
        assert_eq!(all.len(), 41);
        assert!(LETTERS.iter().all(|it| !b"0O1I".contains(it)));
    }
}
