//! What is asked about the columns of a file, and what was said of them.

use super::intake::fault;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::{Delimiter, DelimiterName, DropRule, Fault, NotOurs, Refusal};

/// Why a file cannot be read as it is, as a question.
#[must_use]
pub fn asked(lang: Locale, why: &Fault) -> String {
    match why {
        Fault::Content(Refusal::NoCustomerColumn) => td_string!(lang, map.asks_customer).to_owned(),
        Fault::Content(Refusal::NoDateColumn) => td_string!(lang, map.asks_date).to_owned(),
        Fault::Content(Refusal::NotOurs(NotOurs::MissingColumn(column))) => {
            td_string!(lang, map.asks_column, column = column.as_str())
        }
        Fault::Content(_)
        | Fault::Read(_)
        | Fault::Sealed(_)
        | Fault::MappingAlone
        | Fault::TwoMappings
        | Fault::ItemsAlone
        | Fault::NoPorter
        | Fault::PorterLost => fault(lang, why),
    }
}

/// Why a file is shown as it was before, and not in the form that was tried out.
#[must_use]
pub fn taken_back(lang: Locale, tried: &Fault) -> &'static str {
    match tried {
        Fault::Content(Refusal::Encoding) => td_string!(lang, map.tried_garbled),
        Fault::Content(_)
        | Fault::Read(_)
        | Fault::Sealed(_)
        | Fault::MappingAlone
        | Fault::TwoMappings
        | Fault::ItemsAlone
        | Fault::NoPorter
        | Fault::PorterLost => td_string!(lang, map.tried_in_vain),
    }
}

/// Which rows a rule leaves out.
#[must_use]
pub fn drop_rule(lang: Locale, column: &str, rule: &DropRule) -> String {
    let starts = rule.starts_with.as_deref();
    let equals = rule.equals.as_deref();
    let at_most = rule.at_most.as_ref().map(ToString::to_string);
    let conditions = [
        starts.map(|text| td_string!(lang, map.rule_starts, text = text)),
        equals.map(|text| td_string!(lang, map.rule_equals, text = text)),
        at_most.map(|text| td_string!(lang, map.rule_at_most, text = text)),
        rule.empty.map(|empty| {
            let words = if empty {
                td_string!(lang, map.rule_empty)
            } else {
                td_string!(lang, map.rule_filled)
            };
            words.to_owned()
        }),
    ];
    let conditions: Vec<String> = conditions.into_iter().flatten().collect();
    let conditions = conditions.join(td_string!(lang, map.rule_and));
    td_string!(lang, map.rule_words, column = column, conditions = conditions)
}

/// What stands between the cells.
#[must_use]
pub fn delimiter(lang: Locale, delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Byte(b';') => td_string!(lang, map.semicolon),
        Delimiter::Byte(b'\t') => td_string!(lang, map.tab),
        Delimiter::Byte(_) => td_string!(lang, map.comma),
        Delimiter::Blanks => td_string!(lang, map.blanks),
    }
}

/// A delimiter to choose; `None` for "look at the file".
#[must_use]
pub fn delimiter_name(lang: Locale, name: DelimiterName) -> Option<&'static str> {
    match name {
        DelimiterName::Auto => None,
        DelimiterName::Comma => Some(td_string!(lang, map.comma)),
        DelimiterName::Semicolon => Some(td_string!(lang, map.semicolon)),
        DelimiterName::Tab => Some(td_string!(lang, map.tab)),
        DelimiterName::Blank => Some(td_string!(lang, map.blanks)),
    }
}
