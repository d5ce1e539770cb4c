//! What the seller does with orders.

use uuid::Uuid;

use super::hand_order::HandOrder;
use super::{Moment, Refused, stamp};
use crate::domain::change::{Change, ChangeWriter, Collection};
use crate::domain::customer::Platform;
use crate::domain::day::Day;
use crate::domain::id::OrderId;
use crate::domain::marks::{HandRefund, Marks};
use crate::domain::merge::put_added;
use crate::domain::money::Fen;
use crate::domain::order::OrderStatus;
use crate::domain::packed_order::write_order;
use crate::domain::quantity::Quantity;
use crate::domain::record::{OrderKey, OrderName, OrderRecord, Source};
use crate::domain::shop::Shop;
use crate::domain::sighting::{Content, Held, Named, OrderLine};
use crate::domain::stamp::{Stamp, Stamped};
use crate::domain::tables::GrowingTables;

/// What the seller says of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Leave it out of all figures, or take it in again.
    LeftOut(bool),
    /// A note.
    Note(Box<str>),
}

pub(super) fn record(shop: &Shop, order: &HandOrder, moment: &Moment) -> Result<Change, Refused> {
    order.check(moment.today).map_err(Refused::NotAnOrder)?;
    let id = OrderId(moment.seed.uuid());
    let key = OrderKey { platform: Platform::Hand, name: OrderName::ByHand(id) };
    let mut change = ChangeWriter::new(false);
    if shop.find_order(&key).is_some() {
        // The same act again: it is there.
        return Ok(change.finish());
    }
    let mut tables = GrowingTables::new(shop.tables());
    let mut record = OrderRecord::new(key);
    record.add(&[Source::Hand], content(order, &mut tables));
    put_added(&tables, &mut change);
    change.put(Collection::Orders, shop.orders.len(), |out| write_order(&record, out));
    Ok(change.finish())
}

fn content(order: &HandOrder, tables: &mut GrowingTables<'_>) -> Content {
    let customer = order.customer.as_ref().map(|key| tables.customers.place(key));
    let mut text = |text: &str| (!text.is_empty()).then(|| tables.texts.place(&text.into()));
    let mut lines: Vec<OrderLine> = Vec::with_capacity(order.lines.len());
    for line in &order.lines {
        lines.push(OrderLine {
            sku: None,
            item: text(&line.item),
            quantity: line.quantity,
            amount_fen: Some(line.amount_fen),
        });
    }
    lines.sort_unstable();
    let held = Held {
        status: OrderStatus::Completed,
        paid_fen: Some(order.paid_fen),
        postage_fen: order.postage_fen,
        quantity: if lines.is_empty() { Quantity::ONE } else { Quantity::default() },
        paid_day: None,
        delivered_day: None,
        region: None,
        receiver: None,
        item: None,
        remark: text(&order.remark),
        channel: None,
        is_dropship: false,
    };
    Content {
        named: customer.map_or(Named::Nobody, Named::One),
        day: Some(order.day),
        held: Some(held),
        lines,
        ..Content::default()
    }
}

pub(super) fn mark(
    shop: &Shop,
    key: &OrderKey,
    mark: &Mark,
    moment: &Moment,
) -> Result<Change, Refused> {
    let stamp = stamp(shop, moment);
    say(shop, key, |_, marks| {
        match mark {
            Mark::LeftOut(value) => set(&mut marks.left_out, *value, stamp),
            Mark::Note(value) => set(&mut marks.note, value.clone(), stamp),
        }
        Ok(())
    })
}

pub(super) fn cancel(
    shop: &Shop,
    key: &OrderKey,
    cancelled: bool,
    moment: &Moment,
) -> Result<Change, Refused> {
    let stamp = stamp(shop, moment);
    say(shop, key, |_, marks| {
        if marks.cancelled.value.is_some() != cancelled {
            set(&mut marks.cancelled, cancelled.then_some(moment.today), stamp);
        }
        Ok(())
    })
}

/// Never more than was paid, all refunds by hand together.
pub(super) fn refund(
    shop: &Shop,
    key: &OrderKey,
    amount_fen: Fen,
    note: &str,
    moment: &Moment,
) -> Result<Change, Refused> {
    let (id, stamp) = (moment.seed.uuid(), stamp(shop, moment));
    say(shop, key, |paid_fen, marks| {
        if amount_fen <= Fen::ZERO {
            return Err(Refused::NotAnAmount);
        }
        if marks.refunds.iter().any(|refund| refund.id == id) {
            // The same act again: it is there.
            return Ok(());
        }
        fits(paid_fen, marks, amount_fen)?;
        let note = note.into();
        let undone = Stamped::default();
        let day = moment.today;
        marks.refunds.push(HandRefund { id, day, amount_fen, note, stamp, undone });
        marks.refunds.sort_unstable_by_key(|refund| refund.id);
        Ok(())
    })
}

/// What is given back by hand is never more than was paid, all of it together.
fn fits(paid_fen: Fen, marks: &Marks, amount_fen: Fen) -> Result<(), Refused> {
    let left_fen = paid_fen.saturating_sub(marks.refunded_fen(Day::MAX)).max(Fen::ZERO);
    if amount_fen > left_fen { Err(Refused::MoreThanPaid { left_fen }) } else { Ok(()) }
}

/// Takes a refund by hand back, or lets it stand again.
pub(super) fn turn_refund(
    shop: &Shop,
    key: &OrderKey,
    id: Uuid,
    undone: bool,
    moment: &Moment,
) -> Result<Change, Refused> {
    let stamp = stamp(shop, moment);
    say(shop, key, |paid_fen, marks| {
        let at = marks.refunds.iter().position(|refund| refund.id == id);
        let amount_fen = at.and_then(|at| marks.refunds.get(at)).map(|it| it.amount_fen);
        let amount_fen = amount_fen.ok_or(Refused::NoSuchRefund)?;
        let stands = marks.refunds_as_of(Day::MAX).any(|refund| refund.id == id);
        if !undone && !stands {
            fits(paid_fen, marks, amount_fen)?;
        }
        if let Some(refund) = at.and_then(|at| marks.refunds.get_mut(at)) {
            set(&mut refund.undone, undone, stamp);
        }
        Ok(())
    })
}

fn set<T: PartialEq>(field: &mut Stamped<T>, value: T, stamp: Stamp) {
    if field.value != value {
        *field = Stamped { value, stamp };
    }
}

/// Changes the marks of an order, of which `say` learns what was paid. Where they stay as they
/// were, nothing is written.
fn say(
    shop: &Shop,
    key: &OrderKey,
    say: impl FnOnce(Fen, &mut Marks) -> Result<(), Refused>,
) -> Result<Change, Refused> {
    let at = shop.find_order(key).ok_or(Refused::NoSuchOrder)?;
    let mut record = shop.record(at).ok_or(Refused::NoSuchOrder)?;
    let content = record.joined(shop.tables(), shop.imports());
    let before = record.marks.clone();
    say(content.money().paid_fen, &mut record.marks)?;
    let mut change = ChangeWriter::new(false);
    if record.marks != before {
        change.put(Collection::Orders, at, |out| write_order(&record, out));
    }
    Ok(change.finish())
}
