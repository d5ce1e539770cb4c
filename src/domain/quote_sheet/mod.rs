//! What is quoted to one customer, by whom, until when, and who has to agree (PP1, PP4, PP5, PP7).
//!
//! What is kept true: a [`QuoteSheet`] holds prices of one customer and of nobody else. It is made
//! by [`QuoteSheetDraft::parse`] alone, which asks the price book as that one buyer; neither other
//! customers' prices nor names of lists nor the limit of the clerk have a field in it.

mod draft;

use std::sync::Arc;

use super::day::Day;
use super::goods::PriceDraft;
use super::money::{Fen, divide_rounded};
use super::price::{Layer, Price, PriceBreak, line_amount};
use super::quantity::Quantity;
pub use draft::{QuoteFault, QuoteLineDraft, QuoteSheetDraft, QuoteWarning};

/// Where a quoted price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteLayer {
    /// Typed for this sheet alone; comes before all others.
    Offered,
    /// In force in the price book.
    InForce(Layer),
}

/// From this quantity on a unit costs this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteStep {
    /// The quantity of the line from which on it holds; 0 = any.
    pub from: Quantity,
    /// Of one unit.
    pub unit_fen: Fen,
    /// Where it comes from.
    pub layer: QuoteLayer,
    /// What everybody pays of that quantity, before tiers; `None` where there is no such price.
    pub list_fen: Option<Fen>,
}

impl QuoteStep {
    /// How much cheaper than the list price, in basis points of it, rounded: 2000 = 20 %. Below 0
    /// where it is dearer; `None` without a list price or with one of 0.
    #[must_use]
    pub fn below_list_bp(&self) -> Option<i64> {
        let list = i128::from(self.list_fen?.minor());
        divide_rounded((list - i128::from(self.unit_fen.minor())) * 10_000, list)
    }
}

/// What one good costs this customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteRow {
    sku: Arc<str>,
    name: Arc<str>,
    unit: Arc<str>,
    steps: Vec<QuoteStep>,
    quantity: Quantity,
}

impl QuoteRow {
    /// Its number.
    #[must_use]
    pub fn sku(&self) -> &Arc<str> {
        &self.sku
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// What it is sold by; empty where nobody said.
    #[must_use]
    pub fn unit(&self) -> &Arc<str> {
        &self.unit
    }

    /// How many he asked for; 0 where nobody said.
    #[must_use]
    pub fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// What one costs in the quantity that was asked for, and what that makes; `None` where no
    /// quantity was said, or it is less than what there is a price for.
    #[must_use]
    pub fn asked(&self) -> Option<(Fen, Fen)> {
        let at = self.price_asked()?;
        Some((at.unit_fen, line_amount(at.unit_fen, self.quantity)))
    }

    /// The price of the quantity that was asked for.
    #[must_use]
    pub fn price_asked(&self) -> Option<PriceBreak> {
        let is_said = self.quantity > Quantity::default();
        self.prices().into_iter().rev().find(|at| is_said && at.from <= self.quantity)
    }

    /// Its prices by rising quantity, at least one; two that follow each other differ in something.
    #[must_use]
    pub fn steps(&self) -> &[QuoteStep] {
        &self.steps
    }

    /// Its prices as the customer sees them: where only the layer changes, nothing does.
    #[must_use]
    pub fn prices(&self) -> Vec<PriceBreak> {
        let at = |step: &QuoteStep| PriceBreak { from: step.from, unit_fen: step.unit_fen };
        let mut prices: Vec<PriceBreak> = self.steps.iter().map(at).collect();
        prices.dedup_by_key(|at| at.unit_fen);
        prices
    }

    /// The same as it is written down.
    #[must_use]
    pub fn price(&self) -> PriceDraft {
        PriceDraft { breaks: self.prices(), min_quantity: self.min_quantity() }
    }

    /// The least quantity of a line that has a price at all; 0 = any.
    #[must_use]
    pub fn min_quantity(&self) -> Quantity {
        self.steps.first().map_or(Quantity::default(), |step| step.from)
    }
}

/// Whether a sheet may go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteState {
    /// Inside of what the clerk may give.
    Open,
    /// Below it: somebody else has to agree first.
    NeedsApproval {
        /// Places of the rows that are too low, rising, at least one.
        rows: Vec<usize>,
    },
    /// Somebody else agreed.
    Approved {
        /// Who.
        by: Arc<str>,
        /// When.
        day: Day,
    },
}

/// A quote to one customer. Made by [`QuoteSheetDraft::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteSheet {
    customer: Arc<str>,
    addressee: Arc<str>,
    rows: Vec<QuoteRow>,
    quoted_on: Day,
    valid_until: Day,
    author: Arc<str>,
    note: Arc<str>,
    state: QuoteState,
}

/// A row of a sheet that was given before, as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenRow {
    /// The number of the good.
    pub sku: String,
    /// What it was called.
    pub name: String,
    /// What it was sold by.
    pub unit: String,
    /// How many were asked for; 0 = not said.
    pub quantity: Quantity,
    /// What one was to cost.
    pub price: Price,
}

/// The head of a sheet that was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenHead {
    /// Whose it is.
    pub customer: String,
    /// What he is called on it.
    pub addressee: String,
    /// The day whose prices these are.
    pub quoted_on: Day,
    /// The last day on which it holds.
    pub valid_until: Day,
    /// Who quoted.
    pub author: String,
    /// What the seller wrote below.
    pub note: String,
    /// Whether it may go out.
    pub state: QuoteState,
}

/// Why a sheet cannot be approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalFault {
    /// It needs no approval.
    NotNeeded,
    /// It has it.
    AlreadyApproved,
    /// Nobody is named.
    Nobody,
    /// Who quotes cannot agree with himself.
    ByAuthor,
    /// It was not yet quoted, or does not hold any more.
    OutsideOfItsDays,
}

impl QuoteSheet {
    /// Whose it is.
    #[must_use]
    pub fn customer(&self) -> &Arc<str> {
        &self.customer
    }

    /// What he is called on it.
    #[must_use]
    pub fn addressee(&self) -> &Arc<str> {
        &self.addressee
    }

    /// Its rows, in the order in which they were asked.
    #[must_use]
    pub fn rows(&self) -> &[QuoteRow] {
        &self.rows
    }

    /// The day whose prices these are.
    #[must_use]
    pub fn quoted_on(&self) -> Day {
        self.quoted_on
    }

    /// The last day on which it holds.
    #[must_use]
    pub fn valid_until(&self) -> Day {
        self.valid_until
    }

    /// Who quotes.
    #[must_use]
    pub fn author(&self) -> &Arc<str> {
        &self.author
    }

    /// What the seller wrote below; may be empty.
    #[must_use]
    pub fn note(&self) -> &Arc<str> {
        &self.note
    }

    /// What all of it makes, where every row says how many.
    #[must_use]
    pub fn total(&self) -> Option<Fen> {
        let amounts: Option<Vec<Fen>> =
            self.rows.iter().map(|row| row.asked().map(|(_, amount)| amount)).collect();
        amounts?.into_iter().try_fold(Fen::ZERO, Fen::checked_add)
    }

    /// A sheet that was given before, as it was written down: prices that move later change nothing
    /// of it. All of its prices count as typed for it.
    #[must_use]
    pub fn of_given(head: GivenHead, rows: Vec<GivenRow>) -> QuoteSheet {
        let row = |given: GivenRow| {
            let step = |from| {
                let unit_fen = given.price.at(from)?;
                Some(QuoteStep { from, unit_fen, layer: QuoteLayer::Offered, list_fen: None })
            };
            let mut turns: Vec<Quantity> = given.price.turns().collect();
            turns.sort_unstable();
            turns.dedup();
            let mut steps: Vec<QuoteStep> = turns.into_iter().filter_map(step).collect();
            steps.dedup_by(|next, before| next.unit_fen == before.unit_fen);
            QuoteRow {
                sku: given.sku.trim().into(),
                name: given.name.trim().into(),
                unit: given.unit.trim().into(),
                quantity: given.quantity,
                steps,
            }
        };
        QuoteSheet {
            customer: head.customer.trim().into(),
            addressee: head.addressee.trim().into(),
            rows: rows.into_iter().map(row).filter(|row| !row.steps.is_empty()).collect(),
            quoted_on: head.quoted_on,
            valid_until: head.valid_until,
            author: head.author.trim().into(),
            note: head.note.trim().into(),
            state: head.state,
        }
    }

    /// Whether it may go out.
    #[must_use]
    pub fn state(&self) -> &QuoteState {
        &self.state
    }

    /// True unless somebody still has to agree (PP7).
    #[must_use]
    pub fn may_go_out(&self) -> bool {
        match self.state {
            QuoteState::Open | QuoteState::Approved { .. } => true,
            QuoteState::NeedsApproval { .. } => false,
        }
    }

    /// True on the days from quoting to the last, both inside, where it may go out at all.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.may_go_out() && self.quoted_on <= day && day <= self.valid_until
    }

    /// The sheet with the consent of somebody else.
    ///
    /// # Errors
    /// Why it cannot be given.
    pub fn approved(&self, by: &str, day: Day) -> Result<QuoteSheet, ApprovalFault> {
        match self.state {
            QuoteState::Open => return Err(ApprovalFault::NotNeeded),
            QuoteState::Approved { .. } => return Err(ApprovalFault::AlreadyApproved),
            QuoteState::NeedsApproval { .. } => {}
        }
        let by = by.trim();
        if by.is_empty() {
            return Err(ApprovalFault::Nobody);
        }
        if by == &*self.author {
            return Err(ApprovalFault::ByAuthor);
        }
        if day < self.quoted_on || self.valid_until < day {
            return Err(ApprovalFault::OutsideOfItsDays);
        }
        Ok(QuoteSheet { state: QuoteState::Approved { by: by.into(), day }, ..self.clone() })
    }

    /// Places of rows whose good carries one of these names in its own name or number: goods made
    /// for somebody are called after him (顾总定制). To be shown before the sheet goes out (PP4).
    #[must_use]
    pub fn rows_that_name(&self, others: &[&str]) -> Vec<usize> {
        let names = |row: &QuoteRow| {
            let mut given = others.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
            given.any(|name| row.name.contains(name) || row.sku.contains(name))
        };
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| names(row)).map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests;
