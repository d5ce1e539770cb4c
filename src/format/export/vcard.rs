//! One contact as a vCard 3.0 (RFC 2426): UTF-8, lines that end with CR LF and are folded at 75
//! octets between characters.

use super::person_words::{self, LINES, joined};
use super::titles::TitleLang;
use super::words;
use crate::domain::customer::CustomerKey;
use crate::domain::person::{Birthday, PersonFacts};
use crate::domain::phone::Phone;
use crate::format::table::{cards, own_card};

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
    let mut card = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut card);
    line("BEGIN", "VCARD");
    line("VERSION", "3.0");
    write_key(key, &mut line);
    write_name(key, facts, &mut line);
    for digits in &real {
        let kind = if digits.starts_with('1') { "CELL" } else { "VOICE" };
        line(&format!("TEL;TYPE={kind}"), digits);
    }
    let is_called = |phone: &str| real.iter().any(|digits| **digits == *phone);
    if !facts.phones.iter().all(|phone| is_called(phone)) {
        line(own_card::PHONES, &escaped(&joined(&facts.phones, LINES)));
    }
    let texts = [("ORG", &facts.company), ("X-WECHAT", &facts.wechat), ("NICKNAME", &facts.nick)];
    for (property, text) in texts {
        if let Some(text) = text {
            line(property, &escaped(text));
        }
    }
    if let Some(address) = &facts.address {
        line("ADR", &format!(";;{};;;;", escaped(address)));
    }
    facts.birthday.into_iter().for_each(|born| write_birthday(born, &mut line));
    if !facts.tags.is_empty() {
        let tags: Vec<String> = facts.tags.iter().map(|tag| escaped(tag)).collect();
        line("CATEGORIES", &tags.join(","));
    }
    let remarks = facts.remarks_and_names();
    let notes: Vec<&str> = remarks.iter().chain(&other).map(|note| &**note).collect();
    if !notes.is_empty() {
        line("NOTE", &escaped(&notes.join("\n")));
    }
    if !remarks.is_empty() {
        line(own_card::NOTES, &escaped(&joined(&remarks, LINES)));
    }
    line("END", "VCARD");
    Some(card)
}

/// By what the book knows him, so that the card makes nobody twice when it comes back.
fn write_key(key: &CustomerKey, line: &mut impl FnMut(&str, &str)) {
    let place = match key {
        CustomerKey::NameAddress { address, .. } => &**address,
        CustomerKey::Nick { .. }
        | CustomerKey::Phone(_)
        | CustomerKey::Column(_)
        | CustomerKey::Wechat(_) => "",
    };
    let (label, place) = (escaped(key.label()), escaped(place));
    line(own_card::KEY, &format!("{};{label};{place}", words::known_by(key)));
}

/// A phone must show something; what only stands for a name is told from one.
fn write_name(key: &CustomerKey, facts: &PersonFacts, line: &mut impl FnMut(&str, &str)) {
    let other = facts.company.as_deref().or(facts.nick.as_deref()).unwrap_or_else(|| key.label());
    let name = escaped(facts.name.as_deref().unwrap_or(other));
    if facts.name.is_none() {
        line(own_card::UNNAMED, &name);
    }
    line("FN", &name);
    line("N", &format!(";{name};;;"));
}

/// As phones know it, and as the book does where they know none such.
fn write_birthday(born: Birthday, line: &mut impl FnMut(&str, &str)) {
    let Birthday { year, month, day, is_lunar } = born;
    match (is_lunar, year) {
        (false, Some(year)) => line("BDAY", &format!("{year:04}-{month:02}-{day:02}")),
        (false, None) => {
            line("BDAY;X-APPLE-OMIT-YEAR=1604", &format!("1604-{month:02}-{day:02}"));
        }
        (true, Some(year)) => {
            let moon = cards::apple_lunar(year, month, day);
            moon.into_iter().for_each(|day| line("X-ALTBDAY;CALSCALE=chinese", &day));
        }
        (true, None) => {}
    }
    line(own_card::BIRTHDAY, &person_words::birthday(born, TitleLang::Zh));
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
            wechat: Some("wx_1".into()),
            address: Some("杭州, 路 1 号".into()),
            birthday: Birthday::new(Some(1988), 2, 29, false),
            remarks: vec!["要袋\n不要盒".into()],
            tags: vec!["熟客".into(), "a,b".into()],
            ..PersonFacts::default()
        }
    }

    #[test]
    fn a_card() {
        let key = CustomerKey::Phone("14000000001".into());
        let expected = [
            "BEGIN:VCARD",
            "VERSION:3.0",
            "X-HUITOU-KEY:phone;14000000001;",
            "FN:陈秀英\\; 二店",
            "N:;陈秀英\\; 二店;;;",
            "TEL;TYPE=VOICE:057188880000",
            "TEL;TYPE=CELL:14000000001",
            "X-HUITOU-PHONES:057188880000\\n13****1\\n14000000001\\n14000000002-123",
            "ORG:枣糕\\, 王",
            "X-WECHAT:wx_1",
            "ADR:;;杭州\\, 路 1 号;;;;",
            "BDAY:1988-02-29",
            "X-HUITOU-BIRTHDAY:1988-02-29",
            "CATEGORIES:熟客,a\\,b",
            "NOTE:要袋\\n不要盒\\n13****1\\n14000000002-123",
            "X-HUITOU-NOTES:要袋\\\\\\n不要盒",
            "END:VCARD",
            "",
        ];
        let expected = expected.join("\r\n");
        assert_eq!(card(&key, &facts(), false).as_deref(), Some(&*expected));
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
            assert!(card.is_none_or(|card| card.contains("UNNAMED:K7") && card.contains("FN:K7")));
        }
    }

    #[test]
    fn birthdays() {
        for (year, is_lunar, expected) in [
            (Some(1988), false, "BDAY:1988-05-12|X-HUITOU-BIRTHDAY:1988-05-12|"),
            (None, false, "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12|X-HUITOU-BIRTHDAY:05-12|"),
            (
                Some(1950),
                true,
                "X-ALTBDAY;CALSCALE=chinese:007700270512|X-HUITOU-BIRTHDAY:农历1950-05-12|",
            ),
            (None, true, "X-HUITOU-BIRTHDAY:农历05-12|"),
        ] {
            let mut lines = String::new();
            let born = Birthday::new(year, 5, 12, is_lunar).unwrap();
            write_birthday(born, &mut |name, value| lines.extend([name, ":", value, "|"]));
            assert_eq!(lines, expected);
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
