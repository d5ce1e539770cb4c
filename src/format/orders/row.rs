//! One row of cells to one observation of an order.

use super::cells::{Cells, Failure, number_failure};
use super::status;
use crate::domain::customer::{CustomerKeyRef, Identity};
use crate::domain::intern::Index;
use crate::domain::money::Fen;
use crate::domain::observation::{Batch, Grain, Observation, ReceiverRef, TextRef};
use crate::domain::order::OrderStatus;
use crate::domain::quantity::Quantity;
use crate::format::mapping::Field;
use crate::format::people::hygiene;
use crate::format::problem::ProblemReason;
use crate::format::table::cell;

/// An order, or a line of one.
pub(super) fn observe(
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
        channel: text(batch, cells.text(Field::Channel)),
        is_dropship: is_yes(cells.text(Field::Dropship)),
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
    // Somebody else's buyer is nobody's business here: no name, no address, no region of his.
    if !observation.is_dropship {
        observation.region = region(cells, batch);
        observation.receiver = receiver(cells, batch);
    }
    Ok(observation)
}

pub(super) fn is_yes(cell: &str) -> bool {
    matches!(cell.to_ascii_lowercase().as_str(), "是" | "代发" | "yes" | "true" | "y" | "1")
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
    let quantity = quantity(cells)?;
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

pub(super) fn quantity(cells: &Cells<'_>) -> Result<Quantity, Failure> {
    let Some(number) = cells.number(Field::Quantity)? else { return Ok(Quantity::ONE) };
    if number.is_negative() {
        return Err((Field::Quantity, ProblemReason::NumberNegative));
    }
    number.quantity().map_err(|error| number_failure(Field::Quantity, error))
}

/// Some exports write refunds below 0; they mean the same.
pub(super) fn refund(cells: &Cells<'_>) -> Result<Fen, Failure> {
    let Some(number) = cells.number(Field::Refund)? else { return Ok(Fen::ZERO) };
    let refund = number.fen().map_err(|error| number_failure(Field::Refund, error))?;
    Ok(Fen::from_minor(refund.minor().abs()))
}

pub(super) fn line_amount(cells: &Cells<'_>, quantity: Quantity) -> Result<Option<Fen>, Failure> {
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
    let company = hygiene::name(cells.text(Field::Company));
    let name = hygiene::name(cells.text(Field::Name));
    let identity = Identity {
        nick: cells.identifier(Field::Nick),
        phone: cells.identifier(Field::Phone),
        column: cells.identifier(Field::Customer),
        wechat: cells.identifier(Field::Wechat),
        name: if name.is_empty() { &company } else { &name },
        address: if company.is_empty() { cells.text(Field::Region) } else { &company },
    };
    CustomerKeyRef::of(batch.platform, &identity)
        .map(|key| batch.customers.intern_ref(&key, || key.to_key()))
}

/// The region: columns of its own, else the first two parts of the address.
fn region(cells: &Cells<'_>, batch: &mut Batch) -> Option<Index> {
    let mut own = cells.texts(Field::Region);
    match (own.next(), own.next()) {
        (Some(province), Some(town)) => return text(batch, &format!("{province} {town}")),
        (Some(region), None) => return text(batch, region),
        (None, _) => {}
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

pub(super) fn text(batch: &mut Batch, text: &str) -> Option<Index> {
    (!text.is_empty()).then(|| batch.texts.intern_ref(&TextRef(text), || text.into()))
}
