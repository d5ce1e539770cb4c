//! Switches in the query before the hash: `?lang=en&today=2024-06-30#/insight`.

use crate::domain::day::Day;
use crate::domain::figures::CountingRule;
use crate::ui::i18n::Locale;

/// What the address asks for; it holds while the tab lives and is not remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Switches {
    /// `lang=zh|en`
    pub lang: Option<Locale>,
    /// `today=D`: the test clock.
    pub today: Option<Day>,
    /// `asof=D`: figures up to this day.
    pub as_of: Option<Day>,
    /// `merge=day|none`
    pub rule: Option<CountingRule>,
}

impl Switches {
    /// Reads a location's search. What is unknown or unreadable is left out; of a switch given
    /// twice the last one holds.
    #[must_use]
    pub fn parse(search: &str) -> Switches {
        let mut switches = Switches::default();
        let query = search.strip_prefix('?').unwrap_or(search);
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "lang" => switches.lang = lang(value),
                "today" => switches.today = value.parse().ok(),
                "asof" => switches.as_of = value.parse().ok(),
                "merge" => switches.rule = rule(value),
                _ => {}
            }
        }
        switches
    }
}

fn lang(value: &str) -> Option<Locale> {
    match value {
        "zh" => Some(Locale::zh),
        "en" => Some(Locale::en),
        _ => None,
    }
}

fn rule(value: &str) -> Option<CountingRule> {
    match value {
        "day" => Some(CountingRule::MergedByDay),
        "none" => Some(CountingRule::EachOrder),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_knows() {
        let day = Day::from_ymd(2024, 6, 30);
        for (search, expected) in [
            ("", Switches::default()),
            ("?", Switches::default()),
            ("?lang=en", Switches { lang: Some(Locale::en), ..Switches::default() }),
            ("lang=zh&x=1", Switches { lang: Some(Locale::zh), ..Switches::default() }),
            ("?lang=fr&today=tomorrow", Switches::default()),
            (
                "?today=2024-06-30&asof=2024-06-30&merge=none",
                Switches {
                    today: day,
                    as_of: day,
                    rule: Some(CountingRule::EachOrder),
                    ..Switches::default()
                },
            ),
            (
                "?merge=none&merge=day",
                Switches { rule: Some(CountingRule::MergedByDay), ..Switches::default() },
            ),
        ] {
            assert_eq!(Switches::parse(search), expected, "{search}");
        }
    }
}
