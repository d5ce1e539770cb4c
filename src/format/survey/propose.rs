//! A mapping that reads a file as guessed.

use std::collections::BTreeMap;

use super::ColumnGuess;
use super::look::Look;
use crate::format::mapping::{ColumnName, DropRule, Field, Mapping, MappingKind};
use crate::format::number::Decimal;
use crate::format::orders::file_format::FileFormat;
use crate::format::table::cell;

/// What the seller settled stays; columns are filled in where he said nothing of them.
pub(super) fn mapping(
    look: &Look<'_>,
    columns: &[ColumnGuess],
    kind: MappingKind,
    settled: Option<&Mapping>,
) -> Mapping {
    let mut mapping = settled.cloned().unwrap_or_default();
    mapping.header = look.titles.is_some();
    mapping.kind = kind;
    if mapping.columns.is_empty() {
        mapping.columns = named(look, columns);
    }
    mapping
}

/// Rules that a table of orders may need, where the seller has settled none.
pub(super) fn rules(
    look: &Look<'_>,
    columns: &[ColumnGuess],
    kind: MappingKind,
    settled: Option<&Mapping>,
) -> Vec<DropRule> {
    let is_settled = settled.is_some_and(|it| !it.columns.is_empty() || !it.drop.is_empty());
    let is_known = look.format().is_some_and(|format| format != FileFormat::Table);
    if is_settled || is_known || kind == MappingKind::Customers {
        return Vec::new();
    }
    drops(look, &named(look, columns), columns)
}

fn named(look: &Look<'_>, columns: &[ColumnGuess]) -> BTreeMap<Field, ColumnName> {
    let name = |at: usize, title: &str| {
        let first = columns.iter().position(|column| column.title == title);
        let by_title = look.titles.is_some() && !title.is_empty() && first == Some(at);
        if by_title { ColumnName::Title(title.to_owned()) } else { ColumnName::Place(at) }
    };
    let fields = columns.iter().enumerate();
    fields.filter_map(|(at, column)| Some((column.field?.value, name(at, &column.title)))).collect()
}

/// Rules for what stands among the rows and is no sale: cancellations with a letter before their
/// number, returns, lines without a price, rows of nobody.
fn drops(
    look: &Look<'_>,
    names: &BTreeMap<Field, ColumnName>,
    columns: &[ColumnGuess],
) -> Vec<DropRule> {
    let column = |field: Field| {
        columns.iter().position(|column| column.field.is_some_and(|it| it.value == field))
    };
    let cells = |field: Field| -> Vec<&str> {
        let Some(at) = column(field) else { return Vec::new() };
        look.data.iter().map(|(_, row)| cell::identifier(row.get(at).unwrap_or(""))).collect()
    };
    let rule = |field: Field| {
        names.get(&field).map(|name| DropRule {
            column: name.clone(),
            starts_with: None,
            equals: None,
            at_most: None,
            empty: None,
        })
    };
    let mut rules = Vec::new();
    let quantities = cells(Field::Quantity);
    let letters = letters_of_cancellations(&cells(Field::OrderId), &quantities);
    let cancels = !letters.is_empty();
    for letter in letters {
        let starts_with = Some(letter.to_string());
        rules.extend(rule(Field::OrderId).map(|rule| DropRule { starts_with, ..rule }));
    }
    let returns = quantities.iter().any(|cell| is_at_most_0(cell));
    // Where goods come back, lines without a price are corrections of the stock.
    for field in [Field::Quantity, Field::UnitPrice] {
        let asked = returns || cancels;
        let at_most = Some(serde_json::Number::from(0));
        rules.extend(rule(field).filter(|_| asked).map(|rule| DropRule { at_most, ..rule }));
    }
    if cells(Field::Customer).iter().any(|cell| cell.is_empty()) || cancels {
        let empty = Some(true);
        rules.extend(rule(Field::Customer).map(|rule| DropRule { empty, ..rule }));
    }
    rules
}

fn is_at_most_0(cell: &str) -> bool {
    let zero = Decimal::parse("0");
    matches!((Decimal::parse(cell), zero), (Ok(number), Ok(zero)) if number.is_at_most(zero))
}

/// Letters that stand before a number only where the quantity is negative.
fn letters_of_cancellations(numbers: &[&str], quantities: &[&str]) -> Vec<char> {
    let mut seen: BTreeMap<char, bool> = BTreeMap::new();
    let mut plain = 0;
    for (number, quantity) in numbers.iter().zip(quantities) {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let mut rest = number.chars();
        match rest.next() {
            _ if digits(number) => plain += 1,
            Some(letter) if letter.is_ascii_alphabetic() && digits(rest.as_str()) => {
                let negative = quantity.starts_with(['-', '−', '(']);
                let all = seen.entry(letter).or_insert(true);
                *all = *all && negative;
            }
            Some(_) | None => {}
        }
    }
    // Where most numbers have a letter it is part of them.
    let few = 2 * plain > numbers.len();
    seen.into_iter().filter(|(_, negative)| *negative && few).map(|(letter, _)| letter).collect()
}
