//! What a later import says of an order or a person that an earlier one has told of.
//!
//! Semantics 2 settles status and refunds. For the rest the later import holds: a seller who
//! corrects his table and hands it in again means what stands there now. What it leaves open stays
//! as it was, and so do lines of which it does not speak, for a file may be cut. Later is what has
//! the higher stamp, so that all phones agree whatever came first to which.

use std::cmp::Ordering;

use super::import::Import;
use super::order::OrderStatus;
use super::record::Source;
use super::sighting::{Content, Held, OrderLine};
use super::stamp::Stamp;

/// When something was said last, of all who say it. What has no import any more is the oldest.
#[must_use]
pub fn said_at(sources: &[Source], imports: &[Import]) -> Stamp {
    let stamp = |source: &Source| match source {
        Source::Hand => None,
        Source::Import(at) => Some(imports.get(at.position())?.state.stamp),
    };
    sources.iter().filter_map(stamp).max().unwrap_or_default()
}

impl Content {
    /// Takes in what was said later.
    pub fn restate(&mut self, later: &Content) {
        self.named = self.named.join(later.named);
        self.refund_fen = self.refund_fen.max(later.refund_fen);
        let status = |content: &Content| -> Option<OrderStatus> { Some(content.held?.status) };
        // An order that is only seen at an earlier point of its way says nothing new.
        let holds = status(later).is_some() && status(later) >= status(self);
        (self.day, self.held) = match holds {
            true => (later.day.or(self.day), filled(later.held, self.held)),
            false => (self.day.or(later.day), filled(self.held, later.held)),
        };
        self.restate_lines(&later.lines);
    }

    /// The lines said later, and those of other goods said before.
    fn restate_lines(&mut self, later: &[OrderLine]) {
        if later.is_empty() || self.lines == later {
            return;
        }
        // The same money under other names: the goods were renamed.
        if amounts(&self.lines) == amounts(later) {
            self.lines = later.to_vec();
            return;
        }
        let mut lines = Vec::with_capacity(self.lines.len().max(later.len()));
        let mut said = later.chunk_by(is_same_goods).peekable();
        for known in self.lines.chunk_by(is_same_goods) {
            let goods = |lines: &[OrderLine]| lines.first().map(|line| (line.sku, line.item));
            while let Some(new) = said.next_if(|new| goods(new) < goods(known)) {
                lines.extend_from_slice(new);
            }
            let again = said.next_if(|new| goods(new) == goods(known));
            // Fewer of them in a file that was cut: those that are known stay.
            lines.extend_from_slice(again.filter(|new| !is_part(new, known)).unwrap_or(known));
        }
        lines.extend(said.flatten());
        self.lines = lines;
    }
}

/// What holds, with what it leaves open taken from the other.
fn filled(holds: Option<Held>, other: Option<Held>) -> Option<Held> {
    let (Some(mut held), Some(other)) = (holds, other) else { return holds.or(other) };
    held.paid_fen = held.paid_fen.or(other.paid_fen);
    // A file that has no column of postage or units gives none.
    if held.postage_fen == Default::default() {
        held.postage_fen = other.postage_fen;
    }
    if held.quantity == Default::default() {
        held.quantity = other.quantity;
    }
    held.paid_day = held.paid_day.or(other.paid_day);
    held.delivered_day = held.delivered_day.or(other.delivered_day);
    held.region = held.region.or(other.region);
    held.item = held.item.or(other.item);
    held.remark = held.remark.or(other.remark);
    held.channel = held.channel.or(other.channel);
    held.is_dropship |= other.is_dropship;
    // Who knows of dropship has left the receiver out.
    held.receiver = held.receiver.or(other.receiver).filter(|_| !held.is_dropship);
    Some(held)
}

fn is_same_goods(a: &OrderLine, b: &OrderLine) -> bool {
    (a.sku, a.item) == (b.sku, b.item)
}

/// Units and money of each line, sorted.
fn amounts(lines: &[OrderLine]) -> Vec<impl Ord + use<>> {
    let mut amounts: Vec<_> = lines.iter().map(|line| (line.quantity, line.amount_fen)).collect();
    amounts.sort_unstable();
    amounts
}

/// True where all of these are among the others; both sorted.
fn is_part(lines: &[OrderLine], of: &[OrderLine]) -> bool {
    let mut rest = of.iter();
    lines.iter().all(|line| {
        rest.by_ref().find(|other| *other >= line).is_some_and(|it| it.cmp(line) == Ordering::Equal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::intern::Index;
    use crate::domain::money::Fen;
    use crate::domain::quantity::Quantity;

    fn bare(status: OrderStatus) -> Held {
        Held {
            status,
            paid_fen: None,
            postage_fen: Fen::ZERO,
            quantity: Quantity::default(),
            paid_day: None,
            delivered_day: None,
            region: None,
            receiver: None,
            item: None,
            remark: None,
            channel: None,
            is_dropship: false,
        }
    }

    fn line(goods: usize, amount: i64) -> OrderLine {
        OrderLine {
            sku: None,
            item: Some(Index::at(goods)),
            quantity: Quantity::default(),
            amount_fen: Some(Fen::from_minor(amount)),
        }
    }

    #[test]
    fn lines_of_a_later_import() {
        for (before, later, expected, rule) in [
            (vec![(1, 128_000)], vec![(1, 12_800)], vec![(1, 12_800)], "an amount was corrected"),
            (vec![(1, 900)], vec![(2, 900)], vec![(2, 900)], "goods were renamed"),
            (
                vec![(1, 5), (2, 6)],
                vec![(2, 6)],
                vec![(1, 5), (2, 6)],
                "a cut file forgets nothing",
            ),
            (vec![(1, 5), (1, 6)], vec![(1, 6)], vec![(1, 5), (1, 6)], "also of the same goods"),
            (
                vec![(1, 5)],
                vec![(2, 7)],
                vec![(1, 5), (2, 7)],
                "the rest of an order in another file",
            ),
            (vec![(1, 5), (3, 1)], vec![(1, 6), (2, 9)], vec![(1, 6), (2, 9), (3, 1)], "all of it"),
            (vec![(1, 5)], vec![(1, 5), (1, 5)], vec![(1, 5), (1, 5)], "one more of the same"),
            (vec![(1, 5)], vec![], vec![(1, 5)], "an order that comes without its lines"),
        ] {
            let content = |lines: &[(usize, i64)]| Content {
                lines: lines.iter().map(|(goods, amount)| line(*goods, *amount)).collect(),
                ..Content::default()
            };
            let mut joined = content(&before);
            joined.restate(&content(&later));
            assert_eq!(joined, content(&expected), "{rule}");
            let once = joined.clone();
            joined.restate(&content(&later));
            assert_eq!(joined, once, "{rule}, said twice");
        }
    }

    #[test]
    fn what_holds_of_an_order() {
        use OrderStatus::{Completed, Paid};
        for (before, later, expected, rule) in [
            ((Paid, 100, 1), (Paid, 80, 2), (Paid, 80, 2), "the later import holds"),
            ((Completed, 100, 1), (Paid, 80, 2), (Completed, 100, 1), "but not an earlier status"),
            ((Paid, 100, 5), (Completed, 100, 1), (Completed, 100, 1), "a day put forward or back"),
        ] {
            let content = |(status, paid, day): (OrderStatus, i64, i32)| Content {
                day: Some(Day::from_number(day)),
                held: Some(Held { paid_fen: Some(Fen::from_minor(paid)), ..bare(status) }),
                ..Content::default()
            };
            let mut joined = content(before);
            joined.restate(&content(later));
            assert_eq!(joined, content(expected), "{rule}");
        }
    }

    #[test]
    fn what_is_left_open_stays() {
        let full = Held {
            region: Some(Index::at(1)),
            receiver: Some(Index::at(2)),
            paid_fen: Some(Fen::from_minor(5)),
            ..bare(OrderStatus::Paid)
        };
        let bare = bare(OrderStatus::Completed);
        let filled_up = Held { status: OrderStatus::Completed, ..full };
        assert_eq!(filled(Some(bare), Some(full)), Some(filled_up));
        let sent_on = Held { is_dropship: true, ..bare };
        let joined = filled(Some(full), Some(sent_on));
        assert_eq!(joined.map(|it| (it.is_dropship, it.receiver)), Some((true, None)));
    }
}
