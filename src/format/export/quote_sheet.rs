//! A quote sheet as a table and as a text to paste into a chat.
//!
//! Both are written from a [`QuoteSheet`], which knows one customer alone, and from words; nothing
//! else comes in, so nothing of anybody else can go out. Where a price comes from, and what others pay, is
//! the seller's business: neither has a place on it. A sheet that still waits for approval is
//! not written at all.

use super::{Cell, csv, thousandths, yuan};
use crate::domain::money::Fen;
use crate::domain::price::PriceBreak;
use crate::domain::quantity::Quantity;
use crate::domain::quote_sheet::{QuoteRow, QuoteSheet};

/// The words of a sheet in one language; titles without a mark behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteWords<'a> {
    /// What the whole is, on top of the text.
    pub heading: &'a str,
    /// Title: for whom.
    pub customer: &'a str,
    /// Title: number of a good.
    pub sku: &'a str,
    /// Title: name of a good.
    pub name: &'a str,
    /// Title: from which quantity on.
    pub from: &'a str,
    /// Title: what a unit costs.
    pub unit_price: &'a str,
    /// Title: how many were asked for.
    pub quantity: &'a str,
    /// Title: what that many make.
    pub amount: &'a str,
    /// Title: what all rows make.
    pub total: &'a str,
    /// Title: the least quantity.
    pub min_quantity: &'a str,
    /// Title: the day of the quote.
    pub quoted_on: &'a str,
    /// Title: the last day.
    pub valid_until: &'a str,
    /// Title: who quotes.
    pub quoted_by: &'a str,
    /// Instead of a quantity where any will do.
    pub any_quantity: &'a str,
    /// Between a title and what it is about.
    pub colon: &'a str,
    /// Between two pieces of a line.
    pub gap: &'a str,
    /// Before an amount of the text.
    pub currency: &'a str,
    /// Title: what the seller wrote below.
    pub note: &'a str,
}

/// The sheet as CSV (UTF-8 with mark, guarded): a line of titles, then a line for each price of
/// each good. `None` where it waits for approval.
#[must_use]
pub fn csv(sheet: &QuoteSheet, words: &QuoteWords<'_>) -> Option<String> {
    if !sheet.may_go_out() {
        return None;
    }
    let titles = [
        words.customer,
        words.sku,
        words.name,
        words.from,
        words.unit_price,
        words.min_quantity,
        words.quantity,
        words.amount,
        words.quoted_on,
        words.valid_until,
        words.quoted_by,
        words.note,
    ];
    let mut text = csv::MARK.to_owned();
    csv::push_cells(&titles.map(Cell::text), &mut text);
    for row in sheet.rows() {
        for at in row.prices() {
            csv::push_cells(&cells(sheet, row, at), &mut text);
        }
    }
    Some(text)
}

fn cells(sheet: &QuoteSheet, row: &QuoteRow, at: PriceBreak) -> [Cell; 12] {
    let units = |quantity: Quantity| Cell::maybe(above_none(quantity), Cell::Units);
    // What was asked for stands beside the price that it has.
    let is_asked = row.price_asked() == Some(at);
    let asked = row.asked().filter(|_| is_asked);
    [
        Cell::text(sheet.addressee()),
        Cell::text(row.sku()),
        Cell::text(row.name()),
        units(at.from),
        Cell::Money(at.unit_fen),
        units(row.min_quantity()),
        units(if is_asked { row.quantity() } else { Quantity::default() }),
        Cell::maybe(asked.map(|(_, amount)| amount), Cell::Money),
        Cell::Day(sheet.quoted_on()),
        Cell::Day(sheet.valid_until()),
        Cell::text(sheet.author()),
        Cell::text(sheet.note()),
    ]
}

/// The sheet as a text: heading, for whom, the days, who quotes; then each good with a line for
/// each of its prices. Lines end with LF; texts of people keep to one line. `None` where it waits
/// for approval.
#[must_use]
pub fn plain_text(sheet: &QuoteSheet, words: &QuoteWords<'_>) -> Option<String> {
    if !sheet.may_go_out() {
        return None;
    }
    let told = |title: &str, value: &str| format!("{title}{}{value}", words.colon);
    let mut lines = vec![
        words.heading.to_owned(),
        told(words.customer, &one_line(sheet.addressee())),
        told(words.quoted_on, &sheet.quoted_on().to_string()),
        told(words.valid_until, &sheet.valid_until().to_string()),
        told(words.quoted_by, &one_line(sheet.author())),
    ];
    for row in sheet.rows() {
        lines.push(String::new());
        // A good without a number of its own is known by its name.
        let (name, sku) = (one_line(row.name()), one_line(row.sku()));
        lines.push(if name == sku { name } else { format!("{name}{}{sku}", words.gap) });
        if let Some(least) = above_none(row.min_quantity()) {
            lines.push(told(words.min_quantity, &thousandths(least.thousandths())));
        }
        lines.extend(row.prices().into_iter().map(|at| price_line(row, at, words)));
        if let Some((_, amount)) = row.asked() {
            let quantity = told(words.quantity, &thousandths(row.quantity().thousandths()));
            let amount = told(words.amount, &money(words, amount));
            lines.push(format!("{quantity}{}{amount}", words.gap));
        }
    }
    if let Some(total) = sheet.total() {
        lines.push(String::new());
        lines.push(told(words.total, &money(words, total)));
    }
    if !sheet.note().is_empty() {
        lines.push(String::new());
        lines.push(told(words.note, &one_line(sheet.note())));
    }
    lines.push(String::new());
    Some(lines.join("\n"))
}

fn money(words: &QuoteWords<'_>, fen: Fen) -> String {
    format!("{}{}", words.currency, yuan(fen))
}

fn price_line(row: &QuoteRow, at: PriceBreak, words: &QuoteWords<'_>) -> String {
    let told = |title: &str, value: &str| format!("{title}{}{value}", words.colon);
    let from = match above_none(at.from) {
        Some(from) => told(words.from, &thousandths(from.thousandths())),
        None => words.any_quantity.to_owned(),
    };
    let unit = match row.unit().is_empty() {
        true => money(words, at.unit_fen),
        false => format!("{}/{}", money(words, at.unit_fen), one_line(row.unit())),
    };
    [from, told(words.unit_price, &unit)].join(words.gap)
}

/// A quantity that says something.
fn above_none(quantity: Quantity) -> Option<Quantity> {
    (quantity > Quantity::default()).then_some(quantity)
}

/// Without ends of lines and other signs that are not written, so that no name can pass for a row.
fn one_line(text: &str) -> String {
    let is_break = |sign: char| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}');
    text.chars().map(|sign| if is_break(sign) { ' ' } else { sign }).collect()
}

#[cfg(test)]
mod tests;
