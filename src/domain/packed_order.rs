//! An order record as bytes: about forty for an order of one line.
//!
//! ```text
//! platform u8
//! name     0 digits: length u8, value | 1 text: place | 2 unnumbered: mask u8 (1 customer,
//!          2 day, 4 amount), those given, quantity signed, occurrence | 3 by hand: 16 bytes
//! marks    mask u8: 1 left out (bool u8, stamp) | 2 note (text with length, stamp) |
//!          4 cancelled (0, or 1 + day signed, stamp) | 8 refunds: how many, then each: id 16 bytes,
//!          day signed, amount signed, note as a text with length, stamp, undone: 0 never,
//!          1 redone + stamp, 2 undone + stamp
//! sightings: how many, then for each
//!   sources  how many, then each: 0 by hand, else place of the import + 1
//!   named    0 nobody, 1 several (rows), else place of the customer + 2
//!   mask     1 day, 2 refund, 4 lines, 8 held, 16 paid, 32 postage, 64 quantity, 128 paid day,
//!            256 delivered day, 512 region, 1024 receiver, 2048 item, 4096 remark,
//!            8192 channel, 16384 dropship (says it all)
//!   day signed, refund signed, status u8, paid signed, postage signed, quantity signed,
//!   paid and delivered day signed (from the day), region, receiver, item, remark,
//!   channel (places)
//!   lines: how many, then each: mask u8 (1 sku, 2 item, 4 amount), places, quantity signed,
//!          amount signed
//! ```
//! Whole numbers without "u8" are LEB128, signed ones zigzag; money in fen, quantities in
//! thousandths, days from 1970-01-01. `public/rescue-backup.js` reads the same.

use uuid::Uuid;

use super::customer::Platform;
use super::day::Day;
use super::id::OrderId;
use super::intern::Index;
use super::marks::Marks;
use super::money::Fen;
use super::order::OrderStatus;
use super::packed::{Reader, Writer};
use super::packed_marks::{read_marks, write_marks};
use super::quantity::Quantity;
use super::record::{OrderKey, OrderName, OrderNumber, OrderRecord, Sighting, Source, Unnumbered};
use super::sighting::{Content, Held, Named, OrderLine};
use super::stamp::{DeviceId, Stamp};

/// Bits of a sighting's mask.
mod has {
    pub(super) const DAY: u64 = 1;
    pub(super) const REFUND: u64 = 2;
    pub(super) const LINES: u64 = 4;
    pub(super) const HELD: u64 = 8;
    pub(super) const PAID: u64 = 16;
    pub(super) const POSTAGE: u64 = 32;
    pub(super) const QUANTITY: u64 = 64;
    pub(super) const PAID_DAY: u64 = 128;
    pub(super) const DELIVERED_DAY: u64 = 256;
    pub(super) const REGION: u64 = 512;
    pub(super) const RECEIVER: u64 = 1024;
    pub(super) const ITEM: u64 = 2048;
    pub(super) const REMARK: u64 = 4096;
    pub(super) const CHANNEL: u64 = 8192;
    pub(super) const DROPSHIP: u64 = 16384;
}

/// Appends a record.
pub fn write_order(record: &OrderRecord, out: &mut Writer) {
    write_key(&record.key, out);
    write_marks(&record.marks, out);
    out.unsigned(record.sightings.len() as u64);
    for sighting in &record.sightings {
        out.unsigned(sighting.sources.len() as u64);
        sighting.sources.iter().for_each(|source| write_source(*source, out));
        write_content(&sighting.content, out);
    }
}

fn write_key(key: &OrderKey, out: &mut Writer) {
    out.byte(key.platform.number());
    match key.name {
        OrderName::Numbered(OrderNumber::Digits { value, length }) => {
            out.byte(0);
            out.byte(length);
            out.unsigned(value);
        }
        OrderName::Numbered(OrderNumber::Text(at)) => {
            out.byte(1);
            write_place(at, out);
        }
        OrderName::Unnumbered(it) => {
            out.byte(2);
            let mask = u8::from(it.customer.is_some())
                | u8::from(it.day.is_some()) << 1
                | u8::from(it.amount_fen.is_some()) << 2;
            out.byte(mask);
            it.customer.into_iter().for_each(|at| write_place(at, out));
            it.day.into_iter().for_each(|day| out.signed(i64::from(day.number())));
            it.amount_fen.into_iter().for_each(|fen| out.signed(fen.minor()));
            out.signed(it.quantity.thousandths());
            out.unsigned(u64::from(it.occurrence));
        }
        OrderName::ByHand(OrderId(id)) => {
            out.byte(3);
            out.raw(id.as_bytes());
        }
    }
}

/// Appends a stamp: counter, then the device as 8 bytes.
pub fn write_stamp(stamp: Stamp, out: &mut Writer) {
    out.unsigned(stamp.counter);
    out.raw(&stamp.device.0.to_le_bytes());
}

/// Appends what a source says.
pub fn write_content(content: &Content, out: &mut Writer) {
    match content.named {
        Named::Nobody => out.unsigned(0),
        Named::Several(rows) => {
            out.unsigned(1);
            out.unsigned(u64::from(rows));
        }
        Named::One(at) => out.unsigned(at.position() as u64 + 2),
    }
    let bit = |given: bool, bit: u64| if given { bit } else { 0 };
    let mut mask = bit(content.day.is_some(), has::DAY)
        | bit(content.refund_fen != Fen::ZERO, has::REFUND)
        | bit(!content.lines.is_empty(), has::LINES);
    if let Some(held) = &content.held {
        mask |= has::HELD
            | bit(held.paid_fen.is_some(), has::PAID)
            | bit(held.postage_fen != Fen::ZERO, has::POSTAGE)
            | bit(held.quantity != Quantity::default(), has::QUANTITY)
            | bit(held.paid_day.is_some(), has::PAID_DAY)
            | bit(held.delivered_day.is_some(), has::DELIVERED_DAY)
            | bit(held.region.is_some(), has::REGION)
            | bit(held.receiver.is_some(), has::RECEIVER)
            | bit(held.item.is_some(), has::ITEM)
            | bit(held.remark.is_some(), has::REMARK)
            | bit(held.channel.is_some(), has::CHANNEL)
            | bit(held.is_dropship, has::DROPSHIP);
    }
    out.unsigned(mask);
    let base = content.day.map_or(0, Day::number);
    if let Some(day) = content.day {
        out.signed(i64::from(day.number()));
    }
    if content.refund_fen != Fen::ZERO {
        out.signed(content.refund_fen.minor());
    }
    if let Some(held) = &content.held {
        write_held(held, base, out);
    }
    if !content.lines.is_empty() {
        out.unsigned(content.lines.len() as u64);
        content.lines.iter().for_each(|line| write_line(line, out));
    }
}

fn write_held(held: &Held, base: i32, out: &mut Writer) {
    out.byte(held.status.number());
    held.paid_fen.into_iter().for_each(|fen| out.signed(fen.minor()));
    if held.postage_fen != Fen::ZERO {
        out.signed(held.postage_fen.minor());
    }
    if held.quantity != Quantity::default() {
        out.signed(held.quantity.thousandths());
    }
    for day in [held.paid_day, held.delivered_day].into_iter().flatten() {
        out.signed(i64::from(day.number()) - i64::from(base));
    }
    let places = [held.region, held.receiver, held.item, held.remark, held.channel];
    for at in places.into_iter().flatten() {
        write_place(at, out);
    }
}

fn write_line(line: &OrderLine, out: &mut Writer) {
    let mask = u8::from(line.sku.is_some())
        | u8::from(line.item.is_some()) << 1
        | u8::from(line.amount_fen.is_some()) << 2;
    out.byte(mask);
    for at in [line.sku, line.item].into_iter().flatten() {
        write_place(at, out);
    }
    out.signed(line.quantity.thousandths());
    line.amount_fen.into_iter().for_each(|fen| out.signed(fen.minor()));
}

pub(super) fn write_place(at: Index, out: &mut Writer) {
    out.unsigned(at.position() as u64);
}

/// Appends who says something: 0 by hand, else place of the import + 1.
pub(super) fn write_source(source: Source, out: &mut Writer) {
    out.unsigned(match source {
        Source::Hand => 0,
        Source::Import(at) => at.position() as u64 + 1,
    });
}

/// Reads a record; `None` where the bytes are not one.
#[must_use]
pub fn read_order(bytes: &[u8]) -> Option<OrderRecord> {
    let mut reader = Reader::new(bytes);
    let key = read_key(&mut reader)?;
    let marks = read_marks(&mut reader)?;
    let mut sightings = Vec::new();
    for _ in 0..reader.unsigned()? {
        let mut sources = Vec::new();
        for _ in 0..reader.unsigned()? {
            sources.push(read_source(&mut reader)?);
        }
        sightings.push(Sighting { sources, content: read_content(&mut reader)? });
    }
    reader.is_empty().then_some(OrderRecord { key, marks, sightings })
}

/// Reads only the key of a record.
#[must_use]
pub fn read_order_key(bytes: &[u8]) -> Option<OrderKey> {
    read_key(&mut Reader::new(bytes))
}

/// Reads a record with a single statement without taking it apart: its key, what is said of the
/// order and what the seller said. `None` where statements have to be joined first, or it is no record.
#[must_use]
pub fn read_single(bytes: &[u8]) -> Option<(OrderKey, Content, Marks)> {
    let mut reader = Reader::new(bytes);
    let key = read_key(&mut reader)?;
    let marks = read_marks(&mut reader)?;
    if reader.unsigned()? != 1 {
        return None;
    }
    for _ in 0..reader.unsigned()? {
        reader.small()?;
    }
    Some((key, read_content(&mut reader)?, marks))
}

fn read_key(reader: &mut Reader<'_>) -> Option<OrderKey> {
    let platform = Platform::from_number(reader.byte()?)?;
    let name = match reader.byte()? {
        0 => {
            let length = reader.byte()?;
            OrderName::Numbered(OrderNumber::Digits { value: reader.unsigned()?, length })
        }
        1 => OrderName::Numbered(OrderNumber::Text(read_place(reader)?)),
        2 => {
            let mask = reader.byte()?;
            OrderName::Unnumbered(Unnumbered {
                customer: given(mask & 1 != 0, || read_place(reader))?,
                day: given(mask & 2 != 0, || read_day(reader, 0))?,
                amount_fen: given(mask & 4 != 0, || reader.signed().map(Fen::from_minor))?,
                quantity: Quantity::from_thousandths(reader.signed()?),
                occurrence: reader.small()?,
            })
        }
        3 => OrderName::ByHand(OrderId(Uuid::from_slice(reader.raw(16)?).ok()?)),
        _ => return None,
    };
    Some(OrderKey { platform, name })
}

/// Reads a stamp.
pub fn read_stamp(reader: &mut Reader<'_>) -> Option<Stamp> {
    let counter = reader.unsigned()?;
    let device = reader.raw(8)?.try_into().ok()?;
    Some(Stamp { counter, device: DeviceId(u64::from_le_bytes(device)) })
}

fn read_content(reader: &mut Reader<'_>) -> Option<Content> {
    let named = match reader.small()? {
        0 => Named::Nobody,
        1 => Named::Several(reader.small()?),
        customer => Named::One(Index::at(customer as usize - 2)),
    };
    let mask = reader.unsigned()?;
    let day = given(mask & has::DAY != 0, || read_day(reader, 0))?;
    let refund_fen = given(mask & has::REFUND != 0, || reader.signed())?;
    let held = given(mask & has::HELD != 0, || read_held(reader, mask, day))?;
    let mut lines = Vec::new();
    if mask & has::LINES != 0 {
        let count = reader.small()?;
        // A damaged count must not ask for memory that the lines do not fill.
        lines.reserve_exact((count as usize).min(64));
        for _ in 0..count {
            lines.push(read_line(reader)?);
        }
    }
    let refund_fen = refund_fen.map_or(Fen::ZERO, Fen::from_minor);
    Some(Content { named, day, held, refund_fen, lines })
}

fn read_held(reader: &mut Reader<'_>, mask: u64, day: Option<Day>) -> Option<Held> {
    let base = day.map_or(0, Day::number);
    let status = OrderStatus::from_number(reader.byte()?)?;
    let paid = given(mask & has::PAID != 0, || reader.signed())?;
    let postage = given(mask & has::POSTAGE != 0, || reader.signed())?;
    let quantity = given(mask & has::QUANTITY != 0, || reader.signed())?;
    let paid_day = given(mask & has::PAID_DAY != 0, || read_day(reader, base))?;
    let delivered_day = given(mask & has::DELIVERED_DAY != 0, || read_day(reader, base))?;
    let region = given(mask & has::REGION != 0, || read_place(reader))?;
    let receiver = given(mask & has::RECEIVER != 0, || read_place(reader))?;
    let item = given(mask & has::ITEM != 0, || read_place(reader))?;
    let remark = given(mask & has::REMARK != 0, || read_place(reader))?;
    let channel = given(mask & has::CHANNEL != 0, || read_place(reader))?;
    Some(Held {
        status,
        paid_fen: paid.map(Fen::from_minor),
        postage_fen: postage.map_or(Fen::ZERO, Fen::from_minor),
        quantity: Quantity::from_thousandths(quantity.unwrap_or_default()),
        paid_day,
        delivered_day,
        region,
        receiver,
        item,
        remark,
        channel,
        is_dropship: mask & has::DROPSHIP != 0,
    })
}

fn read_line(reader: &mut Reader<'_>) -> Option<OrderLine> {
    let mask = reader.byte()?;
    Some(OrderLine {
        sku: given(mask & 1 != 0, || read_place(reader))?,
        item: given(mask & 2 != 0, || read_place(reader))?,
        quantity: Quantity::from_thousandths(reader.signed()?),
        amount_fen: given(mask & 4 != 0, || reader.signed().map(Fen::from_minor))?,
    })
}

pub(super) fn read_source(reader: &mut Reader<'_>) -> Option<Source> {
    Some(match reader.small()?.checked_sub(1) {
        None => Source::Hand,
        Some(at) => Source::Import(Index::at(at as usize)),
    })
}

pub(super) fn read_place(reader: &mut Reader<'_>) -> Option<Index> {
    Some(Index::at(reader.small()? as usize))
}

pub(super) fn read_day(reader: &mut Reader<'_>, base: i32) -> Option<Day> {
    let number = reader.signed()?.checked_add(i64::from(base))?;
    Some(Day::from_number(i32::try_from(number).ok()?))
}

/// The outer `None` = damaged, the inner = not given.
pub(super) fn given<T>(given: bool, read: impl FnOnce() -> Option<T>) -> Option<Option<T>> {
    if given { read().map(Some) } else { Some(None) }
}
