//! Lists and birthdays as the text of one cell, and back.

use super::titles::TitleLang;
use crate::domain::card::{BuyingModes, Relative, Role};
use crate::domain::person::Birthday;

/// What stands between phones and between tags.
pub const LIST: char = '、';
/// What stands between remarks.
pub const LINES: char = '\n';

const LUNAR: [(TitleLang, &str); 2] = [(TitleLang::Zh, "农历"), (TitleLang::En, "lunar ")];

/// Several texts as one. A mark that stands inside of one has a backslash before it.
#[must_use]
pub fn joined(items: &[Box<str>], mark: char) -> String {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push(mark);
        }
        for c in item.chars() {
            if c == mark || c == '\\' {
                text.push('\\');
            }
            text.push(c);
        }
    }
    text
}

/// The texts of [`joined`], sorted, each once.
#[must_use]
pub fn split(text: &str, mark: char) -> Vec<Box<str>> {
    let mut items = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, items.last_mut()) {
            ('\\', Some(item)) => item.extend(chars.next()),
            (c, _) if c == mark => items.push(String::new()),
            (c, Some(item)) => item.push(c),
            (_, None) => {}
        }
    }
    let mut items: Vec<Box<str>> =
        items.into_iter().filter(|item| !item.is_empty()).map(Into::into).collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// A birthday: `1988-02-29`, `02-29` where the year is not known, with a word before it by the moon.
#[must_use]
pub fn birthday(born: Birthday, lang: TitleLang) -> String {
    let Birthday { year, month, day, is_lunar } = born;
    let word = LUNAR.iter().find(|(it, _)| is_lunar && *it == lang).map_or("", |(_, word)| word);
    match year {
        Some(year) => format!("{word}{year:04}-{month:02}-{day:02}"),
        None => format!("{word}{month:02}-{day:02}"),
    }
}

/// Reads what [`birthday`] wrote.
#[must_use]
pub fn birthday_of(text: &str) -> Option<Birthday> {
    let word = LUNAR.iter().find_map(|(_, word)| text.strip_prefix(word));
    let mut parts = word.unwrap_or(text).rsplit('-');
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let year = parts.next().map(str::parse).transpose().ok()?;
    parts.next().is_none().then_some(())?;
    Birthday::new(year, month, day, word.is_some())
}

/// End customer or distributor.
#[must_use]
pub const fn role(role: Role, lang: TitleLang) -> &'static str {
    match (role, lang) {
        (Role::EndCustomer, TitleLang::Zh) => "终端客户",
        (Role::EndCustomer, TitleLang::En) => "end customer",
        (Role::Distributor, TitleLang::Zh) => "分销商",
        (Role::Distributor, TitleLang::En) => "distributor",
    }
}

/// How somebody buys.
#[must_use]
pub fn modes(modes: BuyingModes, lang: TitleLang) -> Vec<Box<str>> {
    let all = [
        (modes.wholesale, "批发", "wholesale"),
        (modes.custom, "定制", "made to order"),
        (modes.dropship, "一件代发", "dropship"),
    ];
    let word = |(is, zh, en): (bool, &'static str, &'static str)| {
        is.then(|| if lang == TitleLang::Zh { zh.into() } else { en.into() })
    };
    all.into_iter().filter_map(word).collect()
}

/// Whose birthdays matter beside his own, each with the day.
#[must_use]
pub fn relatives(relatives: &[Relative], lang: TitleLang) -> Vec<Box<str>> {
    let one = |it: &Relative| format!("{} {}", it.who, birthday(it.birthday, lang)).into();
    relatives.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn birthdays() {
        for (year, lunar, zh, en) in [
            (Some(1988), false, "1988-02-29", "1988-02-29"),
            (None, false, "02-29", "02-29"),
            (None, true, "农历02-29", "lunar 02-29"),
            (Some(1988), true, "农历1988-02-29", "lunar 1988-02-29"),
        ] {
            let born = Birthday::new(year, 2, 29, lunar).unwrap();
            for (lang, expected) in [(TitleLang::Zh, zh), (TitleLang::En, en)] {
                assert_eq!(birthday(born, lang), expected);
                assert_eq!(birthday_of(expected), Some(born));
            }
        }
        for altered in ["", "02", "1988-13-01", "1-1988-02-03", "x-02-29"] {
            assert_eq!(birthday_of(altered), None, "{altered}");
        }
    }

    proptest! {
        #[test]
        fn lists_come_back(mut items in prop::collection::btree_set("[a、\\\\\n]{1,4}", 0..5)) {
            items.remove("");
            let items: Vec<Box<str>> = items.into_iter().map(Into::into).collect();
            for mark in [LIST, LINES] {
                prop_assert_eq!(split(&joined(&items, mark), mark), items.clone());
            }
        }
    }
}
