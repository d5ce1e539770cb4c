//! One row of cells to one observation of an order.

use csv::StringRecord;

use super::layout::Layout;
use super::status;
use crate::domain::customer::{CustomerKeyRef, Identity};
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::money::Fen;
use crate::domain::observation::{Batch, Grain, Observation, ReceiverRef, TextRef};
use crate::domain::order::OrderStatus;
use crate::domain::quantity::Quantity;
use crate::format::date::DateError;
use crate::format::mapping::Field;
use crate::format::number::{Decimal, NumberError};
use crate::format::problem::{Problem, ProblemReason, excerpt};
use crate::format::table::cell;

/// What a row came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// It is in the batch.
    Taken,
    /// A rule of the mapping leaves it out, or all of its cells are empty.
    Skipped,
    /// It cannot be taken.
    Problem(Problem),
}

/// Reads a row into the batch.
pub fn read_row(
    layout: &Layout,
    offset_minutes: i32,
    line: u64,
    row: &StringRecord,
    batch: &mut Batch,
) -> Read {
    let is_empty = row.iter().all(|cell| cell::text(cell).is_empty());
    if is_empty || layout.drops.iter().any(|drop| drop.applies(row)) {
        return Read::Skipped;
    }
    if let Some(field) = layout.overflow(row) {
        let value = excerpt(&row.iter().collect::<Vec<_>>().join(" | "));
        return Read::Problem(Problem { line, field, reason: ProblemReason::RowTooLong, value });
    }
    let cells = Cells { layout, row };
    match observe(&cells, offset_minutes, line, batch) {
        Ok(observation) => {
            batch.rows.push(observation);
            Read::Taken
        }
        Err((field, reason)) => {
            let value = excerpt(cells.text(field));
            Read::Problem(Problem { line, field, reason, value })
        }
    }
}

/// The field that is in the way, and why.
type Failure = (Field, ProblemReason);

/// A row under its layout.
struct Cells<'a> {
    layout: &'a Layout,
    row: &'a StringRecord,
}

impl<'a> Cells<'a> {
    fn raw(&self, field: Field) -> &'a str {
        self.layout.column(field).and_then(|column| self.row.get(column)).unwrap_or("")
    }

    fn text(&self, field: Field) -> &'a str {
        cell::text(self.raw(field))
    }

    fn identifier(&self, field: Field) -> &'a str {
        cell::identifier(self.raw(field))
    }

    /// An amount of money; `None` where the cell is empty or the file has no such column.
    fn fen(&self, field: Field) -> Result<Option<Fen>, Failure> {
        let amount = self.number(field)?.map(Decimal::fen).transpose();
        let amount = amount.map_err(|error| number_failure(field, error))?;
        match amount {
            Some(amount) if amount < Fen::ZERO => Err((field, ProblemReason::NumberNegative)),
            Some(_) | None => Ok(amount),
        }
    }

    fn number(&self, field: Field) -> Result<Option<Decimal>, Failure> {
        let text = self.identifier(field);
        if text.is_empty() {
            return Ok(None);
        }
        Decimal::parse(text).map(Some).map_err(|error| number_failure(field, error))
    }

    fn day(&self, field: Field, offset_minutes: i32) -> Result<Option<Day>, Failure> {
        let text = self.identifier(field);
        if text.is_empty() {
            return Ok(None);
        }
        match self.layout.dates.day(text, offset_minutes) {
            Ok(day) => Ok(Some(day)),
            Err(DateError::Unreadable) => Err((field, ProblemReason::DateUnreadable)),
            Err(DateError::OutOfRange) => Err((field, ProblemReason::DateOutOfRange)),
        }
    }

    /// True where the row ends before the column of a field that it must have.
    fn is_cut_before(&self, field: Field) -> bool {
        self.layout.column(field).is_some_and(|column| column >= self.row.len())
    }
}

fn number_failure(field: Field, error: NumberError) -> Failure {
    let reason = match error {
        NumberError::Unreadable => ProblemReason::NumberUnreadable,
        NumberError::TooLarge => ProblemReason::NumberTooLarge,
    };
    (field, reason)
}

fn observe(
    cells: &Cells<'_>,
    offset_minutes: i32,
    line: u64,
    batch: &mut Batch,
) -> Result<Observation, Failure> {
    let number = order_number(cells, batch)?;
    let money = money(cells)?;
    let mut observation = Observation {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        number,
        customer: None,
        day: None,
        status: OrderStatus::Completed,
        paid_fen: money.paid_fen,
        amount_fen: money.amount_fen,
        postage_fen: money.postage_fen,
        refund_fen: money.refund_fen,
        quantity: money.quantity,
        paid_day: None,
        delivered_day: None,
        sku: text(batch, cells.identifier(Field::Sku)),
        item: text(batch, cells.text(Field::Item)),
        region: None,
        remark: text(batch, cells.text(Field::Remark)),
        receiver: None,
        channel: None,
        is_dropship: false,
    };
    if cells.layout.grain == Grain::Item {
        if observation.number.is_none() {
            return Err((Field::OrderId, ProblemReason::Missing));
        }
        return Ok(observation);
    }
    observation.status = order_status(cells)?;
    observation.day = match cells.day(Field::Date, offset_minutes)? {
        Some(day) => Some(day),
        None if cells.is_cut_before(Field::Date) => {
            return Err((Field::Date, ProblemReason::RowTooShort));
        }
        None => return Err((Field::Date, ProblemReason::Missing)),
    };
    // The times of payment and delivery stand beside the business day; an odd one is no reason
    // to lose the order.
    observation.paid_day = cells.day(Field::PaidAt, offset_minutes).unwrap_or(None);
    observation.delivered_day = cells.day(Field::DeliveredAt, offset_minutes).unwrap_or(None);
    observation.customer = customer(cells, batch);
    observation.region = region(cells, batch);
    observation.receiver = receiver(cells, batch);
    Ok(observation)
}

fn order_number(cells: &Cells<'_>, batch: &mut Batch) -> Result<Option<Index>, Failure> {
    let number = cells.identifier(Field::OrderId);
    if cell::is_scientific(number) {
        return Err((Field::OrderId, ProblemReason::OrderNumberDamaged));
    }
    if number.is_empty() && cells.is_cut_before(Field::OrderId) {
        return Err((Field::OrderId, ProblemReason::RowTooShort));
    }
    Ok(text(batch, number))
}

struct RowMoney {
    paid_fen: Option<Fen>,
    amount_fen: Option<Fen>,
    postage_fen: Fen,
    refund_fen: Fen,
    quantity: Quantity,
}

/// Money and quantity: `paid` is the order's, `amount` the order's or the line's and wins over
/// quantity x unit price. A column that is there must be filled; only postage and refunds may be
/// left empty for nothing.
fn money(cells: &Cells<'_>) -> Result<RowMoney, Failure> {
    let quantity = match cells.number(Field::Quantity)? {
        Some(number) => {
            let quantity = number.quantity().map_err(|e| number_failure(Field::Quantity, e))?;
            if number.is_negative() {
                return Err((Field::Quantity, ProblemReason::NumberNegative));
            }
            quantity
        }
        None => Quantity::ONE,
    };
    let paid_fen = cells.fen(Field::Paid)?;
    let amount_fen = match cells.fen(Field::Amount)? {
        Some(amount) => Some(amount),
        None => line_amount(cells, quantity)?,
    };
    if paid_fen.is_none() && amount_fen.is_none() && cells.layout.grain != Grain::Item {
        for field in [Field::Paid, Field::Amount, Field::UnitPrice] {
            if cells.is_cut_before(field) {
                return Err((field, ProblemReason::RowTooShort));
            }
            if cells.layout.column(field).is_some() {
                return Err((field, ProblemReason::Missing));
            }
        }
    }
    Ok(RowMoney {
        paid_fen,
        amount_fen,
        postage_fen: cells.fen(Field::Postage)?.unwrap_or_default(),
        refund_fen: refund(cells)?,
        quantity,
    })
}

/// Some exports write refunds below 0; they mean the same.
fn refund(cells: &Cells<'_>) -> Result<Fen, Failure> {
    let Some(number) = cells.number(Field::Refund)? else { return Ok(Fen::ZERO) };
    let refund = number.fen().map_err(|error| number_failure(Field::Refund, error))?;
    Ok(Fen::from_minor(refund.minor().abs()))
}

fn line_amount(cells: &Cells<'_>, quantity: Quantity) -> Result<Option<Fen>, Failure> {
    let Some(price) = cells.number(Field::UnitPrice)? else { return Ok(None) };
    if price.is_negative() {
        return Err((Field::UnitPrice, ProblemReason::NumberNegative));
    }
    price.times(quantity).map(Some).map_err(|error| number_failure(Field::UnitPrice, error))
}

fn order_status(cells: &Cells<'_>) -> Result<OrderStatus, Failure> {
    let word = cells.text(Field::Status);
    let status = match status::parse(word) {
        Some(status) => status,
        // A table of the seller's own that says nothing of an order means that it is done.
        None if word.is_empty() && !cells.layout.needs_status => OrderStatus::Completed,
        None if word.is_empty() && cells.is_cut_before(Field::Status) => {
            return Err((Field::Status, ProblemReason::RowTooShort));
        }
        None if word.is_empty() => return Err((Field::Status, ProblemReason::Missing)),
        None => return Err((Field::Status, ProblemReason::StatusUnknown)),
    };
    let waits = status.is_live() && status::balance_is_open(cells.text(Field::Presale));
    Ok(if waits { OrderStatus::Unpaid } else { status })
}

fn customer(cells: &Cells<'_>, batch: &mut Batch) -> Option<Index> {
    let company = cells.text(Field::Company);
    let name = cells.text(Field::Name);
    let identity = Identity {
        nick: cells.identifier(Field::Nick),
        phone: cells.identifier(Field::Phone),
        column: cells.identifier(Field::Customer),
        wechat: cells.identifier(Field::Wechat),
        name: if name.is_empty() { company } else { name },
        address: if company.is_empty() { cells.text(Field::Region) } else { company },
    };
    CustomerKeyRef::of(batch.platform, &identity)
        .map(|key| batch.customers.intern_ref(&key, || key.to_key()))
}

/// The region: a column of its own, else the first two parts of the address.
fn region(cells: &Cells<'_>, batch: &mut Batch) -> Option<Index> {
    let own = cells.text(Field::Region);
    if !own.is_empty() {
        return text(batch, own);
    }
    let address = cells.text(Field::ReceiverAddress);
    let end = address.match_indices(' ').nth(1).map_or(address.len(), |(at, _)| at);
    let region = address.get(..end).filter(|_| address.contains(' '))?;
    text(batch, region)
}

fn receiver(cells: &Cells<'_>, batch: &mut Batch) -> Option<Index> {
    let receiver = ReceiverRef {
        name: cells.text(Field::ReceiverName),
        phone_text: cells.identifier(Field::ReceiverPhone),
        address: cells.text(Field::ReceiverAddress),
    };
    let nobody =
        [receiver.name, receiver.phone_text, receiver.address].iter().all(|text| text.is_empty());
    (!nobody).then(|| batch.receivers.intern_ref(&receiver, || receiver.to_receiver()))
}

fn text(batch: &mut Batch, text: &str) -> Option<Index> {
    (!text.is_empty()).then(|| batch.texts.intern_ref(&TextRef(text), || text.into()))
}
