//! One contact as a vCard 3.0 (RFC 2426): UTF-8, lines that end with CR LF and are folded at 75
//! octets between characters.

use crate::domain::customer::CustomerKey;
use crate::domain::person::{Birthday, PersonFacts};
use crate::domain::phone::Phone;

/// Octets of a line, without its end.
const LONGEST: usize = 75;

/// A person as a card; `None` without a phone that reaches him, unless `everybody` is asked for.
#[must_use]
pub fn card(key: &CustomerKey, facts: &PersonFacts, everybody: bool) -> Option<String> {
    let mut phones = facts.phones.clone();
    if let CustomerKey::Phone(digits) = key {
        phones.push(digits.clone());
    }
    let (mut real, mut other) = (Vec::new(), Vec::new());
    for phone in &phones {
        match Phone::parse(phone) {
            Some(Phone::Real(digits)) => real.push(digits),
            // Nobody answers there, or not for long: a phone book must not dial it.
            Some(Phone::Masked(_) | Phone::Virtual { .. }) | None => other.push(phone.clone()),
        }
    }
    real.sort_unstable();
    real.dedup();
    if real.is_empty() && !everybody {
        return None;
    }
    let name = facts.name.as_deref().or(facts.company.as_deref());
    let name = name.or(facts.nick.as_deref()).unwrap_or_else(|| key.label());
    let mut card = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut card);
    line("BEGIN", "VCARD");
    line("VERSION", "3.0");
    line("FN", &escaped(name));
    line("N", &format!(";{};;;", escaped(name)));
    for digits in &real {
        let kind = if digits.starts_with('1') { "CELL" } else { "VOICE" };
        line(&format!("TEL;TYPE={kind}"), digits);
    }
    if let Some(company) = &facts.company {
        line("ORG", &escaped(company));
    }
    if let Some(Birthday { year: Some(year), month, day, is_lunar: false }) = facts.birthday {
        line("BDAY", &format!("{year:04}-{month:02}-{day:02}"));
    }
    if !facts.tags.is_empty() {
        let tags: Vec<String> = facts.tags.iter().map(|tag| escaped(tag)).collect();
        line("CATEGORIES", &tags.join(","));
    }
    let notes: Vec<&str> = facts.remarks.iter().chain(&other).map(|note| &**note).collect();
    if !notes.is_empty() {
        line("NOTE", &escaped(&notes.join("\n")));
    }
    line("END", "VCARD");
    Some(card)
}

/// A value without what would end it, or its line.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

/// Appends a line; what goes on below begins with a blank.
fn fold(line: &str, out: &mut String) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts() -> PersonFacts {
        PersonFacts {
            name: Some("陈秀英; 二店".into()),
            company: Some("枣糕, 王".into()),
            phones: ["057188880000", "13****1", "14000000001", "14000000002-123"]
                .map(Into::into)
                .to_vec(),
            birthday: Birthday::new(Some(1988), 2, 29, false),
            remarks: vec!["要袋\n不要盒".into()],
            tags: vec!["熟客".into(), "a,b".into()],
            ..PersonFacts::default()
        }
    }

    #[test]
    fn a_card() {
        let key = CustomerKey::Phone("14000000001".into());
        let expected = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:陈秀英\\; 二店\r\nN:;陈秀英\\; 二店;;;\r\n\
                        TEL;TYPE=VOICE:057188880000\r\nTEL;TYPE=CELL:14000000001\r\n\
                        ORG:枣糕\\, 王\r\nBDAY:1988-02-29\r\nCATEGORIES:熟客,a\\,b\r\n\
                        NOTE:要袋\\n不要盒\\n13****1\\n14000000002-123\r\nEND:VCARD\r\n";
        assert_eq!(card(&key, &facts(), false).as_deref(), Some(expected));
    }

    #[test]
    fn who_gets_a_card() {
        let key = CustomerKey::Column("K7".into());
        let with = |phone: &str| PersonFacts {
            phones: vec![phone.into()],
            birthday: Birthday::new(None, 2, 29, false),
            ..PersonFacts::default()
        };
        for (facts, everybody, found, rule) in [
            (with("14000000001"), false, true, "a phone that reaches him"),
            (with("140****0001"), false, false, "a masked one"),
            (with("14000000001-123"), false, false, "one for a while"),
            (PersonFacts::default(), false, false, "none"),
            (PersonFacts::default(), true, true, "asked for"),
        ] {
            let card = card(&key, &facts, everybody);
            assert_eq!(card.is_some(), found, "{rule}");
            assert!(card.is_none_or(|card| !card.contains("BDAY") && card.contains("FN:K7")));
        }
    }

    proptest! {
        #[test]
        fn lines_are_short_and_come_back(text in "[a-z陈𠮷;,\\\\ \n]{1,200}") {
            let facts = PersonFacts { name: Some(text.as_str().into()), ..PersonFacts::default() };
            let card = card(&CustomerKey::Column("K".into()), &facts, true).unwrap();
            prop_assert!(card.split("\r\n").all(|line| line.len() <= LONGEST && !line.contains('\n')));
            let unfolded = card.replace("\r\n ", "");
            let name = unfolded.lines().find_map(|line| line.strip_prefix("FN:")).unwrap();
            let mut back = String::new();
            let mut chars = name.chars();
            while let Some(c) = chars.next() {
                back.push(match c {
                    '\\' => match chars.next().unwrap() { 'n' => '\n', c => c },
                    c => c,
                });
            }
            prop_assert_eq!(back, text);
        }
    }
}
