//! What the seller said of an order, in a backup.

use std::fmt::Write as _;

use serde::de::SeqAccess;

use super::events::{undone_of, write_undone};
use super::json::{day, separated, stamp, text, whole};
use super::read::Uuid8;
use super::rows::{DayText, FromList, List, StampedRow, may, must};
use crate::domain::marks::{HandRefund, Marks};
use crate::domain::money::Fen;
use crate::domain::stamp::{Stamp, Stamped};

/// Writes the marks.
pub(super) fn write_marks(marks: &Marks, out: &mut String) {
    if marks.is_empty() {
        out.push_str("null");
        return;
    }
    let _ = write!(out, "{{\"left_out\":[{},", marks.left_out.value);
    stamp(marks.left_out.stamp, out);
    out.push_str("],\"note\":[");
    text(&marks.note.value, out);
    out.push(',');
    stamp(marks.note.stamp, out);
    out.push(']');
    if marks.cancelled.stamp != Stamp::default() {
        out.push_str(",\"cancelled\":[");
        day(marks.cancelled.value, out);
        out.push(',');
        stamp(marks.cancelled.stamp, out);
        out.push(']');
    }
    if !marks.refunds.is_empty() {
        out.push_str(",\"refunds\":[");
        separated(&marks.refunds, out, write_refund);
        out.push(']');
    }
    out.push('}');
}

fn write_refund(refund: &HandRefund, out: &mut String) {
    let _ = write!(out, "[\"{}\",", refund.id);
    day(Some(refund.day), out);
    out.push(',');
    whole(refund.amount_fen.minor(), out);
    out.push(',');
    text(&refund.note, out);
    out.push(',');
    stamp(refund.stamp, out);
    out.push(',');
    write_undone(&refund.undone, out);
    out.push(']');
}

/// What the seller said.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarksRow {
    left_out: List<StampedRow<bool>>,
    note: List<StampedRow<Box<str>>>,
    cancelled: Option<List<StampedRow<Option<DayText>>>>,
    #[serde(default)]
    refunds: Vec<List<RefundRow>>,
}

/// A refund as it stands in the file.
#[derive(Debug)]
struct RefundRow {
    id: Uuid8,
    day: DayText,
    amount_fen: i64,
    note: Box<str>,
    stamp: Stamp,
    undone: Option<List<StampedRow<bool>>>,
}

impl<'de> FromList<'de> for RefundRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(RefundRow {
            id: must(list)?,
            day: must(list)?,
            amount_fen: must(list)?,
            note: must(list)?,
            stamp: must::<List<Stamp>, A>(list)?.0,
            undone: may(list)?,
        })
    }
}

impl MarksRow {
    /// The marks; `None` where they cannot be. What was never said has no stamp, and what has no
    /// stamp was never said.
    pub(super) fn marks(self) -> Option<Marks> {
        let List(StampedRow(left_out, left_out_stamp)) = self.left_out;
        let List(StampedRow(note, note_stamp)) = self.note;
        let never = Stamp::default();
        if (left_out && left_out_stamp == never) || (!note.is_empty() && note_stamp == never) {
            return None;
        }
        let cancelled = match self.cancelled {
            None => Stamped::default(),
            Some(List(StampedRow(_, stamp))) if stamp == never => return None,
            Some(List(StampedRow(day, stamp))) => Stamped { value: day.map(|it| it.0), stamp },
        };
        let refunds = self.refunds.into_iter().map(|List(row)| row.refund());
        let mut refunds: Vec<HandRefund> = refunds.collect::<Option<_>>()?;
        refunds.sort_unstable_by_key(|refund| refund.id);
        let twice = refunds.windows(2).any(|pair| match pair {
            [a, b] => a.id == b.id,
            _ => false,
        });
        let left_out = Stamped { value: left_out, stamp: left_out_stamp };
        let note = Stamped { value: note, stamp: note_stamp };
        (!twice).then_some(Marks { left_out, note, cancelled, refunds })
    }
}

impl RefundRow {
    fn refund(self) -> Option<HandRefund> {
        Some(HandRefund {
            id: self.id.0,
            day: self.day.0,
            amount_fen: Fen::from_minor(self.amount_fen),
            note: self.note,
            stamp: self.stamp,
            undone: undone_of(self.undone)?,
        })
    }
}
