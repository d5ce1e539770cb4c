//! Phone numbers, and which of them can be called.

/// A phone number as a file or a person gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phone {
    /// A number that reaches this person: digits only, without the country code 86.
    /// The only kind that is a merge key and that gets `tel:` and `sms:`.
    Real(String),
    /// Partly hidden by the platform, `138****1234`: kept as written.
    Masked(String),
    /// A privacy number: it reaches the person only for a while, through an extension.
    Virtual {
        /// The number to dial, digits only.
        number: String,
        /// The extension to dial after it.
        extension: String,
    },
}

impl Phone {
    /// Reads a number; `None` where there is no phone in the text.
    ///
    /// Blanks, brackets, dashes and full-width digits are understood. A dash, comma, 转 or
    /// `#`/`,` before three to six last digits of a mobile number is an extension, which is
    /// how the platforms write their privacy numbers. Real = a mainland mobile number (11
    /// digits from 1), or a landline with its area code (10 to 12 digits from 0).
    #[must_use]
    pub fn parse(text: &str) -> Option<Phone> {
        let text: String = text.chars().map(half_width).collect();
        let text = text.trim().trim_start_matches('\'').trim();
        if text.contains('*') {
            let shown = text.chars().filter(char::is_ascii_digit).count();
            return (shown >= 2).then(|| Phone::Masked(text.to_owned()));
        }
        if !text.chars().all(is_phone_char) {
            return None;
        }
        let (head, extension) = split_extension(text);
        let digits: String = head.chars().filter(char::is_ascii_digit).collect();
        let number = without_country_code(&digits, head.trim_start().starts_with('+'));
        match extension {
            Some(extension) if is_mobile(number) => {
                Some(Phone::Virtual { number: number.to_owned(), extension: extension.to_owned() })
            }
            Some(extension) if number.starts_with('0') => {
                // 0571-8888-1234: a landline in groups, not an extension.
                let whole = format!("{number}{extension}");
                is_landline(&whole).then_some(Phone::Real(whole))
            }
            Some(_) => None,
            None => {
                (is_mobile(number) || is_landline(number)).then(|| Phone::Real(number.to_owned()))
            }
        }
    }

    /// The digits of a real number, the merge key; `None` for the other kinds.
    #[must_use]
    pub fn merge_key(&self) -> Option<&str> {
        match self {
            Phone::Real(digits) => Some(digits),
            Phone::Masked(_) | Phone::Virtual { .. } => None,
        }
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '＋' | '－' | '（' | '）' | '＊' | '，' | '＃' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '\u{3000}' | '\u{a0}' => ' ',
        '—' | '–' | '−' => '-',
        other => other,
    }
}

fn is_phone_char(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | ',' | '#' | '转' | '.')
}

/// The number and its extension where one is written behind `-`, `,`, `#` or 转.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    let Some((at, mark)) = text.char_indices().rfind(|(_, c)| matches!(c, '-' | ',' | '#' | '转'))
    else {
        return (text, None);
    };
    let (head, tail) = text.split_at(at);
    let tail = tail.trim_start_matches(mark).trim();
    let head_digits = head.bytes().filter(u8::is_ascii_digit).count();
    let is_extension = (3..=6).contains(&tail.len())
        && tail.bytes().all(|b| b.is_ascii_digit())
        && (head_digits >= 11 || (mark != '-' && head_digits >= 10));
    if is_extension { (head, Some(tail)) } else { (text, None) }
}

fn without_country_code(digits: &str, plus: bool) -> &str {
    let digits = digits.strip_prefix("0086").unwrap_or(digits);
    match digits.strip_prefix("86") {
        Some(rest) if plus || digits.len() == 13 => rest,
        Some(_) | None => digits,
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1')
}

fn is_landline(digits: &str) -> bool {
    (10..=12).contains(&digits.len()) && digits.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real(digits: &str) -> Option<Phone> {
        Some(Phone::Real(digits.to_owned()))
    }

    #[test]
    fn kinds_of_phone() {
        let private = |number: &str, extension: &str| {
            Some(Phone::Virtual { number: number.to_owned(), extension: extension.to_owned() })
        };
        for (text, expected) in [
            ("14000000033", real("14000000033")),
            ("'14000000033", real("14000000033")),
            ("\t140 0000 0033 ", real("14000000033")),
            ("+86 140-0000-0033", real("14000000033")),
            ("008614000000033", real("14000000033")),
            ("8614000000033", real("14000000033")),
            ("１４０００００００３３", real("14000000033")),
            ("0571-88880000", real("057188880000")),
            ("140****0007", Some(Phone::Masked("140****0007".to_owned()))),
            ("14000000033-1234", private("14000000033", "1234")),
            ("14000000033转8888", private("14000000033", "8888")),
            ("14000000033,1234", private("14000000033", "1234")),
            ("", None),
            ("***", None),
            ("12345", None),
            ("王女士", None),
            ("240.00元", None),
        ] {
            assert_eq!(Phone::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn only_a_real_one_is_a_merge_key() {
        for (text, key) in
            [("14000000033", Some("14000000033")), ("140****0033", None), ("14000000033-123", None)]
        {
            assert_eq!(Phone::parse(text).as_ref().and_then(Phone::merge_key), key, "{text}");
        }
    }
}
