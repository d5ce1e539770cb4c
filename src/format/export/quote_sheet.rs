//! A quote sheet as a table and as a text to paste into a chat.
//!
//! Both are written from a [`QuoteSheet`], which knows one customer alone, and from words; nothing
//! else comes in, so nothing of anybody else can go out. A sheet that still waits for approval is
//! not written at all.

use super::{Cell, csv, thousandths, yuan};
use crate::domain::price::Layer;
use crate::domain::quantity::Quantity;
use crate::domain::quote_sheet::{QuoteLayer, QuoteRow, QuoteSheet, QuoteStep};

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
    /// Title: what everybody pays.
    pub list_price: &'a str,
    /// Title: where the price comes from.
    pub layer: &'a str,
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
    /// Where prices come from.
    pub layers: LayerWords<'a>,
}

/// What the layers of a price are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerWords<'a> {
    /// Typed for this sheet.
    pub offered: &'a str,
    /// The customer's own.
    pub own: &'a str,
    /// Of his private list.
    pub private: &'a str,
    /// Of his region.
    pub region: &'a str,
    /// Everybody's.
    pub base: &'a str,
}

impl<'a> LayerWords<'a> {
    /// The word of a layer.
    #[must_use]
    pub const fn word(&self, layer: QuoteLayer) -> &'a str {
        match layer {
            QuoteLayer::Offered => self.offered,
            QuoteLayer::InForce(Layer::Own) => self.own,
            QuoteLayer::InForce(Layer::Private) => self.private,
            QuoteLayer::InForce(Layer::Region) => self.region,
            QuoteLayer::InForce(Layer::Base) => self.base,
        }
    }
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
        words.list_price,
        words.layer,
        words.min_quantity,
        words.quoted_on,
        words.valid_until,
        words.quoted_by,
    ];
    let mut text = csv::MARK.to_owned();
    csv::push_cells(&titles.map(Cell::text), &mut text);
    for row in sheet.rows() {
        for step in row.steps() {
            csv::push_cells(&cells(sheet, row, step, words), &mut text);
        }
    }
    Some(text)
}

fn cells(
    sheet: &QuoteSheet,
    row: &QuoteRow,
    step: &QuoteStep,
    words: &QuoteWords<'_>,
) -> [Cell; 11] {
    let units = |quantity: Quantity| Cell::maybe(above_none(quantity), Cell::Units);
    [
        Cell::text(sheet.addressee()),
        Cell::text(row.sku()),
        Cell::text(row.name()),
        units(step.from),
        Cell::Money(step.unit_fen),
        Cell::maybe(step.list_fen, Cell::Money),
        Cell::text(words.layers.word(step.layer)),
        units(row.min_quantity()),
        Cell::Day(sheet.quoted_on()),
        Cell::Day(sheet.valid_until()),
        Cell::text(sheet.author()),
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
        lines.push(format!("{}{}{}", one_line(row.name()), words.gap, one_line(row.sku())));
        if let Some(least) = above_none(row.min_quantity()) {
            lines.push(told(words.min_quantity, &thousandths(least.thousandths())));
        }
        lines.extend(row.steps().iter().map(|step| step_line(step, words)));
    }
    lines.push(String::new());
    Some(lines.join("\n"))
}

fn step_line(step: &QuoteStep, words: &QuoteWords<'_>) -> String {
    let told = |title: &str, value: &str| format!("{title}{}{value}", words.colon);
    let money = |fen| format!("{}{}", words.currency, yuan(fen));
    let from = match above_none(step.from) {
        Some(from) => told(words.from, &thousandths(from.thousandths())),
        None => words.any_quantity.to_owned(),
    };
    let unit = told(words.unit_price, &money(step.unit_fen));
    let list = step.list_fen.map(|list| told(words.list_price, &money(list)));
    let layer = words.layers.word(step.layer).to_owned();
    let pieces: Vec<String> =
        [Some(from), Some(unit), list, Some(layer)].into_iter().flatten().collect();
    pieces.join(words.gap)
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
