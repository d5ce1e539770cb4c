//! What the seller said of an order as bytes: see [`super::packed_order`].

use uuid::Uuid;

use super::marks::{HandRefund, Marks};
use super::money::Fen;
use super::packed::{Reader, Writer};
use super::packed_order::{read_day, read_stamp, write_stamp};
use super::stamp::{Stamp, Stamped};

/// Bits of the mask.
mod has {
    pub(super) const LEFT_OUT: u8 = 1;
    pub(super) const NOTE: u8 = 2;
    pub(super) const CANCELLED: u8 = 4;
    pub(super) const REFUNDS: u8 = 8;
}

pub(super) fn write_marks(marks: &Marks, out: &mut Writer) {
    let Marks { left_out, note, cancelled, refunds } = marks;
    let bit = |given: bool, bit: u8| if given { bit } else { 0 };
    let was_said = |stamp: Stamp| stamp != Stamp::default();
    let mask = bit(was_said(left_out.stamp), has::LEFT_OUT)
        | bit(was_said(note.stamp), has::NOTE)
        | bit(was_said(cancelled.stamp), has::CANCELLED)
        | bit(!refunds.is_empty(), has::REFUNDS);
    out.byte(mask);
    if mask & has::LEFT_OUT != 0 {
        out.byte(u8::from(left_out.value));
        write_stamp(left_out.stamp, out);
    }
    if mask & has::NOTE != 0 {
        out.text(&note.value);
        write_stamp(note.stamp, out);
    }
    if mask & has::CANCELLED != 0 {
        out.byte(u8::from(cancelled.value.is_some()));
        cancelled.value.into_iter().for_each(|day| out.signed(i64::from(day.number())));
        write_stamp(cancelled.stamp, out);
    }
    if mask & has::REFUNDS != 0 {
        out.unsigned(refunds.len() as u64);
        refunds.iter().for_each(|refund| write_refund(refund, out));
    }
}

fn write_refund(refund: &HandRefund, out: &mut Writer) {
    out.raw(refund.id.as_bytes());
    out.signed(i64::from(refund.day.number()));
    out.signed(refund.amount_fen.minor());
    out.text(&refund.note);
    write_stamp(refund.stamp, out);
    write_undone(&refund.undone, out);
}

/// Appends whether something is taken back, and since when.
pub(super) fn write_undone(undone: &Stamped<bool>, out: &mut Writer) {
    if undone.stamp == Stamp::default() {
        return out.byte(0);
    }
    out.byte(1 + u8::from(undone.value));
    write_stamp(undone.stamp, out);
}

pub(super) fn read_marks(reader: &mut Reader<'_>) -> Option<Marks> {
    let mask = reader.byte()?;
    let mut marks = Marks::default();
    if mask & has::LEFT_OUT != 0 {
        let value = reader.byte()? != 0;
        marks.left_out = Stamped { value, stamp: read_stamp(reader)? };
    }
    if mask & has::NOTE != 0 {
        let value = reader.text()?.into();
        marks.note = Stamped { value, stamp: read_stamp(reader)? };
    }
    if mask & has::CANCELLED != 0 {
        let value = match reader.byte()? {
            0 => None,
            _ => Some(read_day(reader, 0)?),
        };
        marks.cancelled = Stamped { value, stamp: read_stamp(reader)? };
    }
    if mask & has::REFUNDS != 0 {
        for _ in 0..reader.unsigned()? {
            marks.refunds.push(read_refund(reader)?);
        }
    }
    Some(marks)
}

fn read_refund(reader: &mut Reader<'_>) -> Option<HandRefund> {
    Some(HandRefund {
        id: Uuid::from_slice(reader.raw(16)?).ok()?,
        day: read_day(reader, 0)?,
        amount_fen: Fen::from_minor(reader.signed()?),
        note: reader.text()?.into(),
        stamp: read_stamp(reader)?,
        undone: read_undone(reader)?,
    })
}

/// Reads whether something is taken back, and since when.
pub(super) fn read_undone(reader: &mut Reader<'_>) -> Option<Stamped<bool>> {
    match reader.byte()? {
        0 => Some(Stamped::default()),
        state @ (1 | 2) => Some(Stamped { value: state == 2, stamp: read_stamp(reader)? }),
        _ => None,
    }
}
