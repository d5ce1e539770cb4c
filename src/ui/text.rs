//! Facts as sentences: one exhaustive match for each kind, so that a new fact without words does
//! not compile.

mod book;
mod card;
mod intake;
pub mod loyalty;
mod mapping;
pub mod offer;
mod people;
pub mod price_care;
pub mod prices;
mod problem;
mod sealed;
pub mod segment;
pub mod tier;

pub use book::{
    act_fault, amount_fault, backup_fault, brought, damage, demo_fault, freshness, holdings,
    last_backup, light, open_fault, order_fault, quantity_fault, recovered, refused, uncounted,
};
pub use card::{answer, called, card_value, label, modes, relatives, role, sex, topic};
pub use intake::{encoding, fault, field, format};
pub use mapping::{asked, delimiter, delimiter_name, drop_rule, taken_back};
pub use people::{
    ago, arrangement, birthday, card_field, done, last, outcome, pick, stage, stage_pick, station,
    suffix, times, title, trade, way,
};
pub use problem::{likeness, platform, problem, remedy, said_when};
pub use sealed::{handed, seal_trouble, strength};

use crate::domain::day::Day;
use crate::domain::figures::{CountingRule, RfmGroup};
use crate::ui::clock;
use crate::ui::components::copy_text::CopyWords;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{Motion, Span, Theme};

/// A language by its own name; the only words that are the same in every catalogue.
#[must_use]
pub const fn language(lang: Locale) -> &'static str {
    match lang {
        Locale::zh => "中文",
        Locale::en => "English",
    }
}

/// Light or dark.
#[must_use]
pub fn theme(lang: Locale, theme: Theme) -> &'static str {
    match theme {
        Theme::System => td_string!(lang, settings.theme_system),
        Theme::Light => td_string!(lang, settings.theme_light),
        Theme::Dark => td_string!(lang, settings.theme_dark),
    }
}

/// Whether things may move.
#[must_use]
pub fn motion(lang: Locale, motion: Motion) -> &'static str {
    match motion {
        Motion::System => td_string!(lang, settings.theme_system),
        Motion::Reduced => td_string!(lang, settings.motion_reduced),
    }
}

/// A day of the week, Monday = 0.
#[must_use]
pub fn weekday(lang: Locale, weekday: u8) -> &'static str {
    match weekday {
        0 => td_string!(lang, settings.monday),
        1 => td_string!(lang, settings.tuesday),
        2 => td_string!(lang, settings.wednesday),
        3 => td_string!(lang, settings.thursday),
        4 => td_string!(lang, settings.friday),
        5 => td_string!(lang, settings.saturday),
        _ => td_string!(lang, settings.sunday),
    }
}

/// A counting rule.
#[must_use]
pub fn rule(lang: Locale, rule: CountingRule) -> &'static str {
    match rule {
        CountingRule::MergedByDay => td_string!(lang, basis.rule_merged),
        CountingRule::EachOrder => td_string!(lang, basis.rule_none),
    }
}

/// The days of a window, as of `as_of`.
#[must_use]
pub fn span(lang: Locale, span: Span, as_of: Day, this_year: i32) -> String {
    match span {
        Span::Rolling => td_string!(lang, basis.window_365).to_owned(),
        Span::Year => {
            let year = as_of.ymd().0;
            if year == this_year {
                td_string!(lang, basis.window_year).to_owned()
            } else {
                td_string!(lang, basis.window_year_of, year = year)
            }
        }
        Span::All => td_string!(lang, basis.window_all).to_owned(),
        Span::Range(range) => period(lang, range.first, range.last, this_year),
    }
}

/// From one day to another.
#[must_use]
pub fn period(lang: Locale, first: Day, last: Day, this_year: i32) -> String {
    // Of two days of different years each names its own.
    let (a, b) = (first.ymd().0, last.ymd().0);
    let this_year = if a == b { this_year } else { i32::MIN };
    let (first, last) = (number::day(first, lang, this_year), number::day(last, lang, this_year));
    td_string!(lang, amount.range, first = first, last = last)
}

/// One of the eight groups: its plain name, and what courses call it.
#[must_use]
pub fn group(lang: Locale, group: RfmGroup) -> (&'static str, &'static str) {
    match group {
        RfmGroup::Best => (td_string!(lang, rfm.best), td_string!(lang, rfm.best_course)),
        RfmGroup::BigGoneQuiet => {
            (td_string!(lang, rfm.quiet_big), td_string!(lang, rfm.quiet_big_course))
        }
        RfmGroup::BigBasketsFewVisits => {
            (td_string!(lang, rfm.big_baskets), td_string!(lang, rfm.big_baskets_course))
        }
        RfmGroup::BigOneTimeGone => {
            (td_string!(lang, rfm.gone_big), td_string!(lang, rfm.gone_big_course))
        }
        RfmGroup::FrequentSmall => {
            (td_string!(lang, rfm.frequent_small), td_string!(lang, rfm.frequent_small_course))
        }
        RfmGroup::Newcomers => {
            (td_string!(lang, rfm.newcomers), td_string!(lang, rfm.newcomers_course))
        }
        RfmGroup::SmallRegularsQuiet => {
            (td_string!(lang, rfm.quiet_small), td_string!(lang, rfm.quiet_small_course))
        }
        RfmGroup::PassersBy => {
            (td_string!(lang, rfm.passers_by), td_string!(lang, rfm.passers_by_course))
        }
    }
}

/// What is said around a text that a tap copies; `of` says which, to who does not see it.
#[must_use]
pub fn copy_words(lang: Locale, label: &'static str, of: &str) -> CopyWords {
    CopyWords {
        label,
        copy: td_string!(lang, card.copy),
        this: td_string!(lang, card.copy_this, what = format!("{label} {of}")),
        copied: td_string!(lang, card.copied),
        by_hand: td_string!(lang, card.copy_by_hand),
    }
}

/// Makes `name(lang, n)`: so many of a thing, with the form for one.
macro_rules! counted {
    ($($(#[$doc:meta])* $name:ident, $one:ident;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(lang: Locale, n: u64) -> String {
            if n == 1 {
                td_string!(lang, amount.$one).to_owned()
            } else {
                td_string!(lang, amount.$name, n = number::count(n))
            }
        }
    )+};
}

use counted;

counted! {
    /// So many customers.
    customers, customers_one;
    /// So many people.
    people, people_one;
    /// So many orders.
    orders, orders_one;
    /// So many rows.
    rows, rows_one;
    /// So many files.
    files, files_one;
    /// So many days.
    days, days_one;
    /// So many months.
    months, months_one;
    /// So many years.
    years, years_one;
    /// So many groups.
    groups, groups_one;
    /// So many cells.
    cells, cells_one;
    /// So many points.
    points, points_one;
    /// So many purchases.
    purchases, purchases_one;
    /// So many coupons.
    coupons, coupons_one;
    /// So many goods.
    goods, goods_one;
}

/// A number of days in the unit in which people say it: days, months, from 24 of them on years.
#[must_use]
pub fn age(lang: Locale, age_days: u64) -> String {
    match age_days {
        0..61 => days(lang, age_days),
        61..730 => months(lang, age_days * 12 / 365),
        _ => years(lang, age_days / 365),
    }
}

/// A length in days that need not be whole.
#[must_use]
pub fn length(lang: Locale, days: f64) -> String {
    let text = number::days(days);
    if text == "1" {
        td_string!(lang, amount.days_one).to_owned()
    } else {
        td_string!(lang, amount.days, n = text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ui::state::{Brought, Holdings, Uncounted};

    /// Every sentence of a catalogue as "path: variables in order of the alphabet".
    fn shape(json: &str) -> BTreeSet<String> {
        fn walk(path: &str, value: &serde_json::Value, into: &mut BTreeSet<String>) {
            match value {
                serde_json::Value::Object(map) => {
                    for (key, value) in map {
                        walk(&format!("{path}.{key}"), value, into);
                    }
                }
                serde_json::Value::String(text) => {
                    let variables: BTreeSet<&str> = text
                        .split("{{")
                        .skip(1)
                        .filter_map(|it| it.split("}}").next())
                        .map(str::trim)
                        .collect();
                    assert!(!text.trim().is_empty(), "{path} is empty");
                    into.insert(format!("{path}: {variables:?}"));
                }
                other => panic!("{path}: {other}"),
            }
        }
        let mut into = BTreeSet::new();
        walk("", &serde_json::from_str(json).unwrap(), &mut into);
        into
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let zh = shape(include_str!("locales/zh.json"));
        let en = shape(include_str!("locales/en.json"));
        let apart: Vec<_> = zh.symmetric_difference(&en).collect();
        assert!(apart.is_empty(), "{apart:#?}");
    }

    #[test]
    fn an_age_is_said_in_the_unit_that_people_use() {
        for (days, en, zh) in [
            (1, "1 day", "1 天"),
            (60, "60 days", "60 天"),
            (61, "2 months", "2 个月"),
            (729, "23 months", "23 个月"),
            (730, "2 years", "2 年"),
            (1_094, "2 years", "2 年"),
            (1_095, "3 years", "3 年"),
        ] {
            assert_eq!((age(Locale::en, days), age(Locale::zh, days)), (en.into(), zh.into()));
        }
    }

    #[test]
    fn halves_that_are_nothing_are_not_said() {
        let brought = |new, updated, new_people, updated_people| {
            let all = Brought { new, updated, new_people, updated_people };
            (brought(Locale::zh, all), brought(Locale::en, all))
        };
        for (said, zh, en) in [
            (brought(120, 0, 0, 0), "新增 120 单", "120 orders added"),
            (brought(0, 1, 0, 0), "更新 1 单", "1 order updated"),
            (brought(2, 3, 0, 0), "新增 2 单，更新 3 单", "2 orders added, 3 orders updated"),
            (brought(0, 0, 5, 0), "新增 5 位客户", "5 customers added"),
            (brought(0, 0, 0, 1), "1 位客户多知道一些", "more known of 1 customer"),
            (brought(0, 0, 0, 0), "没有新的", "nothing new"),
        ] {
            assert_eq!(said, (zh.into(), en.into()));
        }
        for (orders, people, zh, en) in [
            (3, 0, "3 单", "3 orders"),
            (0, 2, "2 位客户", "2 customers"),
            (3, 2, "3 单、2 位客户", "3 orders and 2 customers"),
        ] {
            let held = Holdings { orders, people };
            assert_eq!(
                (holdings(Locale::zh, held), holdings(Locale::en, held)),
                (zh.into(), en.into())
            );
        }
    }

    #[test]
    fn what_is_not_counted_is_said_where_there_is_any() {
        let holds = Holdings { orders: 120, people: 80 };
        let says = |orders, people| uncounted(Locale::en, Uncounted { holds, orders, people });
        let all = "The book holds 120 orders and 80 customers: ";
        let orders = "5 orders not counted (unpaid, closed, refunded in full and the like)";
        let people = "1 customer with no order that counts";
        for (said, expected) in [
            (says(0, 0), None),
            (says(5, 0), Some(format!("{all}{orders}."))),
            (says(0, 1), Some(format!("{all}{people}."))),
            (says(5, 1), Some(format!("{all}{orders}, {people}."))),
        ] {
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn one_has_its_own_form() {
        for (lang, n, text) in [
            (Locale::en, 0, "0 customers"),
            (Locale::en, 1, "1 customer"),
            (Locale::en, 1_213, "1,213 customers"),
            (Locale::zh, 1, "1 位客户"),
            (Locale::zh, 39, "39 位客户"),
        ] {
            assert_eq!(customers(lang, n), text);
        }
        assert_eq!(length(Locale::en, 1.02), "1 day");
        assert_eq!(length(Locale::en, 41.5), "41.5 days");
    }
}

/// A moment of this device's day: `11月22日 17:23`.
#[must_use]
pub fn moment(lang: Locale, at_ms: u64, this_year: i32) -> String {
    let (day, hour, minute) = clock::local(at_ms);
    format!("{} {hour:02}:{minute:02}", number::day(day, lang, this_year))
}
