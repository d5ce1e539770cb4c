//! What one source says of one order, and how several of them are joined (semantics 2, re-import).
//!
//! Files of one import are joined, and that is commutative, associative and idempotent: the later
//! status holds, refunds only grow, equal lines stand as often as in the file that has most of
//! them. What a later import says anew restates what an earlier one said: see [`super::restate`].

use std::cmp::Ordering;

use super::day::Day;
use super::intern::Index;
use super::money::Fen;
use super::order::{OrderMoney, OrderStatus};
use super::quantity::Quantity;
use super::tables::LookUp;

/// Which customer the rows of an order name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Named {
    /// Nobody.
    #[default]
    Nobody,
    /// One customer.
    One(Index),
    /// Different ones, in so many rows: the seller has to say whose it is.
    Several(u32),
}

impl Named {
    /// Both statements together.
    #[must_use]
    pub fn join(self, other: Named) -> Named {
        match (self, other) {
            (Named::Nobody, named) | (named, Named::Nobody) => named,
            (Named::One(a), Named::One(b)) if a == b => Named::One(a),
            (Named::One(_), Named::One(_)) => Named::Several(2),
            (Named::Several(a), Named::Several(b)) => Named::Several(a.max(b)),
            (Named::Several(rows), Named::One(_)) | (Named::One(_), Named::Several(rows)) => {
                Named::Several(rows)
            }
        }
    }
}

/// What the best observation says. Compared field by field in this order: the later status, then
/// the greater amounts; texts by what they say, so that any order of files gives the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// How far the order has come.
    pub status: OrderStatus,
    /// Money received with postage, before refunds; `None` = the sum of its lines.
    pub paid_fen: Option<Fen>,
    /// The postage in it.
    pub postage_fen: Fen,
    /// Units, where the order itself says it.
    pub quantity: Quantity,
    /// Day of payment.
    pub paid_day: Option<Day>,
    /// Day of delivery.
    pub delivered_day: Option<Day>,
    /// The region it went to.
    pub region: Option<Index>,
    /// Who receives it; says nothing of who bought.
    pub receiver: Option<Index>,
    /// What was bought, as the order itself says it.
    pub item: Option<Index>,
    /// The remark on it.
    pub remark: Option<Index>,
    /// The shop downstream that it came through (下游渠道).
    pub channel: Option<Index>,
    /// It is sent on to somebody else's buyer (代发).
    pub is_dropship: bool,
}

impl Held {
    fn cmp(&self, other: &Held, tables: &impl LookUp) -> Ordering {
        let plain = |held: &Held| {
            (held.status, held.paid_fen, held.postage_fen, held.quantity, held.paid_day)
        };
        let text = |a: Option<Index>, b: Option<Index>| match a == b {
            true => Ordering::Equal,
            false => a.map(|at| tables.text(at)).cmp(&b.map(|at| tables.text(at))),
        };
        plain(self)
            .cmp(&plain(other))
            // Before the receiver: who knows of dropship has left him out.
            .then_with(|| self.is_dropship.cmp(&other.is_dropship))
            .then_with(|| self.delivered_day.cmp(&other.delivered_day))
            .then_with(|| text(self.region, other.region))
            .then_with(|| match self.receiver == other.receiver {
                true => Ordering::Equal,
                false => {
                    let receiver = |at: Option<Index>| at.and_then(|at| tables.receiver(at));
                    receiver(self.receiver).cmp(&receiver(other.receiver))
                }
            })
            .then_with(|| text(self.item, other.item))
            .then_with(|| text(self.remark, other.remark))
            .then_with(|| text(self.channel, other.channel))
    }
}

/// One line of an order. The order of lines is that of their places in the tables, which a book
/// never moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderLine {
    /// The SKU, where given.
    pub sku: Option<Index>,
    /// The name of the goods, where given.
    pub item: Option<Index>,
    /// Units.
    pub quantity: Quantity,
    /// Its money, where given.
    pub amount_fen: Option<Fen>,
}

/// What is said of an order: by one source, or by all of them joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Who bought.
    pub named: Named,
    /// The business day: the earliest that any row gives.
    pub day: Option<Day>,
    /// What the best observation says; `None` = only lines are known so far.
    pub held: Option<Held>,
    /// Refunds: the most that was ever seen.
    pub refund_fen: Fen,
    /// Its lines, sorted; equal ones as often as they stand in the source.
    pub lines: Vec<OrderLine>,
}

/// Why what is said does not make an order of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowConflict {
    /// Its order number stands with different customers: the seller has to say whose it is.
    TwoCustomers,
    /// It is a line of an order that no file tells of.
    NoSuchOrder,
}

impl Content {
    /// Takes in what another source says.
    pub fn join(&mut self, other: &Content, tables: &impl LookUp) {
        self.named = self.named.join(other.named);
        self.day = match (self.day, other.day) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.refund_fen = self.refund_fen.max(other.refund_fen);
        self.held = match (self.held, other.held) {
            (Some(a), Some(b)) if a.cmp(&b, tables) == Ordering::Less => Some(b),
            (Some(a), Some(_) | None) => Some(a),
            (None, held) => held,
        };
        self.join_lines(&other.lines);
    }

    /// Joins one more row's statement on the order itself.
    pub fn observe(&mut self, held: Held, tables: &impl LookUp) {
        let row = Content { held: Some(held), ..Content::default() };
        self.join(&row, tables);
    }

    /// The union of two sorted multisets: each line as often as where it stands most.
    fn join_lines(&mut self, other: &[OrderLine]) {
        if other.is_empty() || self.lines == other {
            return;
        }
        let mut joined = Vec::with_capacity(self.lines.len().max(other.len()));
        let (mut a, mut b) = (self.lines.iter().peekable(), other.iter().peekable());
        loop {
            let next = match (a.peek(), b.peek()) {
                (Some(x), Some(y)) => match x.cmp(y) {
                    Ordering::Less => a.next(),
                    Ordering::Greater => b.next(),
                    Ordering::Equal => {
                        b.next();
                        a.next()
                    }
                },
                (Some(_), None) => a.next(),
                (None, _) => b.next(),
            };
            match next {
                Some(line) => joined.push(*line),
                None => break,
            }
        }
        self.lines = joined;
    }

    /// What speaks against it being an order of the shop.
    #[must_use]
    pub fn conflict(&self) -> Option<RowConflict> {
        match (self.named, self.held, self.day) {
            (Named::Several(_), _, _) => Some(RowConflict::TwoCustomers),
            (Named::Nobody | Named::One(_), Some(_), Some(_)) => None,
            (Named::Nobody | Named::One(_), _, _) => Some(RowConflict::NoSuchOrder),
        }
    }

    /// How many rows of files do not count because of it; none where nobody says anything: a mark
    /// of the seller on an order whose import was undone.
    #[must_use]
    pub fn problem_rows(&self) -> u64 {
        if *self == Content::default() {
            return 0;
        }
        match (self.conflict(), self.named) {
            (None, _) => 0,
            (Some(_), Named::Several(rows)) => u64::from(rows).max(self.lines.len() as u64),
            (Some(_), Named::Nobody | Named::One(_)) => self.lines.len().max(1) as u64,
        }
    }

    /// Who bought; `None` = nobody is named, or it is not clear who.
    #[must_use]
    pub const fn customer(&self) -> Option<Index> {
        match self.named {
            Named::One(customer) => Some(customer),
            Named::Nobody | Named::Several(_) => None,
        }
    }

    /// The money of the order: its own, else the sum of its lines.
    #[must_use]
    pub fn money(&self) -> OrderMoney {
        let Some(held) = self.held else { return OrderMoney::default() };
        let lines = || {
            let amounts = self.lines.iter().filter_map(|line| line.amount_fen);
            amounts.fold(Fen::ZERO, Fen::saturating_add)
        };
        OrderMoney {
            paid_fen: held.paid_fen.unwrap_or_else(lines),
            postage_fen: held.postage_fen,
            refund_fen: self.refund_fen,
        }
    }

    /// Units: as the order says, else the sum of its lines.
    #[must_use]
    pub fn quantity(&self) -> Quantity {
        match self.held {
            Some(held) if held.quantity != Quantity::default() => held.quantity,
            Some(_) | None => {
                let units = self.lines.iter().map(|line| line.quantity);
                units.fold(Quantity::default(), Quantity::saturating_add)
            }
        }
    }
}
