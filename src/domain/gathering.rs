//! Many files become one shop (semantics 2, re-import).
//!
//! What is kept true: the shop does not depend on the order of the files or of their rows, a file
//! handed in twice adds nothing, and overlapping files add nothing twice. Each row is an
//! observation; observations of one order are joined by a rule that is commutative, associative
//! and idempotent: the later status holds, refunds only grow, equal lines are counted as often as
//! the file that has most of them.

use std::hash::Hash;

use hashbrown::HashMap;

use super::customer::{CustomerKey, Platform};
use super::day::Day;
use super::intern::{Index, Interner};
use super::money::Fen;
use super::observation::{Batch, Grain, Observation};
use super::order::{OrderMoney, OrderStatus};
use super::quantity::Quantity;
use super::shop::{Order, OrderLine, Shop};

/// Why a row that could be read is not part of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowConflict {
    /// Its order number stands with different customers: the seller has to say whose it is.
    TwoCustomers,
    /// It is a line of an order that no file tells of.
    NoSuchOrder,
}

/// A row that is not part of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConflictingRow {
    /// Which batch, in the order they were taken in.
    pub batch: usize,
    /// The line of its file.
    pub line: u32,
    /// Why.
    pub conflict: RowConflict,
}

/// Joins batches to a shop.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    batches: Vec<Batch>,
}

impl Gathering {
    /// Takes in the rows of one file.
    pub fn take(&mut self, batch: Batch) {
        self.batches.push(batch);
    }

    /// The shop, and the rows that found no place in it.
    #[must_use]
    pub fn settle(self) -> (Shop, Vec<ConflictingRow>) {
        let mut settling = Settling::default();
        let rows: Vec<Vec<RowPlace>> =
            self.batches.into_iter().map(|batch| settling.absorb_batch(batch)).collect();
        let conflicts = settling.conflicts(&rows);
        drop(rows);
        (settling.into_shop(), conflicts)
    }
}

/// The natural key of an order (semantics 2). The shop's name is no part of it: the platforms
/// number orders across all shops, and some exports leave the name out.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum OrderKey {
    Numbered(Platform, Index),
    Unnumbered(UnnumberedGroup, u32),
}

/// Orders without a number that look the same; told apart by their occurrence within a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct UnnumberedGroup {
    platform: Platform,
    customer: Option<Index>,
    day: Option<Day>,
    money_fen: Option<Fen>,
    quantity: Quantity,
}

/// Which customer the rows of an order name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Nobody,
    One(Index),
    Several,
}

/// What the best observation so far says. The order of the fields is the order of preference:
/// the later status, then the greater amounts, so that any order of files gives the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    status: OrderStatus,
    paid_fen: Option<Fen>,
    postage_fen: Fen,
    quantity: Quantity,
    paid_day: Option<Day>,
    delivered_day: Option<Day>,
    region: Option<Index>,
    receiver: Option<Index>,
    item: Option<Index>,
    remark: Option<Index>,
}

/// An order while it is being put together.
struct Draft {
    platform: Platform,
    number: Option<Index>,
    named: Named,
    day: Option<Day>,
    held: Option<Held>,
    refund_fen: Fen,
}

/// A line, and which of the equal lines of its order in its file it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct CountedLine {
    line: OrderLine,
    occurrence: u32,
}

/// Where a row of a file went.
#[derive(Clone, Copy)]
struct RowPlace {
    line: u32,
    draft: u32,
}

#[derive(Default)]
struct Settling {
    customers: Interner<CustomerKey>,
    shop: Shop,
    places: HashMap<OrderKey, u32>,
    drafts: Vec<Draft>,
    lines: Vec<CountedLine>,
}

impl Settling {
    /// Joins the rows of one file; for each row the place of its draft.
    fn absorb_batch(&mut self, batch: Batch) -> Vec<RowPlace> {
        let Batch { platform, grain, rows, customers, texts, receivers } = batch;
        let tables = Tables {
            customers: translate(customers, &mut self.customers),
            texts: translate(texts, &mut self.shop.texts),
            receivers: translate(receivers, &mut self.shop.receivers),
        };
        let mut occurrences = HashMap::new();
        let mut lines = Vec::new();
        let mut places = Vec::with_capacity(rows.len());
        self.places.reserve(rows.len());
        for row in &rows {
            let customer = find(&tables.customers, row.customer);
            let number = find(&tables.texts, row.number);
            let key = order_key(platform, row, number, customer, &mut occurrences);
            let next = self.drafts.len() as u32;
            let place = *self.places.entry(key).or_insert(next);
            if place == next {
                self.drafts.push(Draft::new(platform, number));
            }
            if let Some(draft) = self.drafts.get_mut(place as usize) {
                draft.absorb(grain, row, customer, &tables);
            }
            if grain != Grain::Order {
                lines.push(OrderLine {
                    order: Index::at(place as usize),
                    sku: find(&tables.texts, row.sku),
                    item: find(&tables.texts, row.item),
                    quantity: row.quantity,
                    amount_fen: row.amount_fen,
                });
            }
            places.push(RowPlace { line: row.line, draft: place });
        }
        self.count_lines(lines);
        places
    }

    /// Numbers equal lines of one file, so that two files with the same line hold it once, and
    /// one file with two equal lines holds both.
    fn count_lines(&mut self, mut lines: Vec<OrderLine>) {
        lines.sort_unstable();
        for equal in lines.chunk_by(|a, b| a == b) {
            self.lines.extend(
                equal
                    .iter()
                    .zip(0..)
                    .map(|(line, occurrence)| CountedLine { line: *line, occurrence }),
            );
        }
    }

    fn conflicts(&self, files: &[Vec<RowPlace>]) -> Vec<ConflictingRow> {
        let mut conflicts = Vec::new();
        for (batch, rows) in files.iter().enumerate() {
            for row in rows {
                let draft = self.drafts.get(row.draft as usize);
                if let Some(conflict) = draft.and_then(Draft::conflict) {
                    conflicts.push(ConflictingRow { batch, line: row.line, conflict });
                }
            }
        }
        conflicts
    }

    fn into_shop(mut self) -> Shop {
        // One line stands in the book as often as in the file that has most of it.
        self.lines.sort_unstable();
        self.lines.dedup();
        let mut sums = vec![(Fen::ZERO, Quantity::default()); self.drafts.len()];
        for CountedLine { line, .. } in &self.lines {
            if let Some((fen, quantity)) = sums.get_mut(line.order.position()) {
                *fen = fen.saturating_add(line.amount_fen.unwrap_or_default());
                *quantity = quantity.saturating_add(line.quantity);
            }
        }
        let mut kept = KeptCustomers::of(&self.customers);
        let mut new_places = Vec::with_capacity(self.drafts.len());
        for (draft, sums) in self.drafts.iter().zip(sums) {
            let order = draft.order(sums, |customer| kept.place(customer));
            new_places.push(order.is_some().then(|| Index::at(self.shop.orders.len())));
            self.shop.orders.extend(order);
        }
        self.shop.lines = self
            .lines
            .iter()
            .filter_map(|CountedLine { line, .. }| {
                let order = new_places.get(line.order.position()).copied().flatten()?;
                Some(OrderLine { order, ..*line })
            })
            .collect();
        self.shop.customers = kept.keys;
        self.shop.with_history()
    }
}

/// The customers of the orders that were kept: one who stands only in rows that found no place is
/// not known to the shop.
struct KeptCustomers<'a> {
    all: &'a Interner<CustomerKey>,
    places: Vec<Option<Index>>,
    keys: Vec<CustomerKey>,
}

impl<'a> KeptCustomers<'a> {
    fn of(all: &'a Interner<CustomerKey>) -> Self {
        KeptCustomers { all, places: vec![None; all.len()], keys: Vec::with_capacity(all.len()) }
    }

    /// The place of a customer in the shop, who is known from now on.
    fn place(&mut self, customer: Index) -> Option<Index> {
        let place = self.places.get_mut(customer.position())?;
        if place.is_none() {
            *place = Some(Index::at(self.keys.len()));
            self.keys.push(self.all.get(customer)?.clone());
        }
        *place
    }
}

/// For each value of a batch's table its place in the shop's.
struct Tables {
    customers: Vec<Index>,
    texts: Vec<Index>,
    receivers: Vec<Index>,
}

fn translate<T: Eq + Hash>(from: Interner<T>, into: &mut Interner<T>) -> Vec<Index> {
    from.into_values().into_iter().map(|value| into.intern(value)).collect()
}

fn find(table: &[Index], index: Option<Index>) -> Option<Index> {
    table.get(index?.position()).copied()
}

fn order_key(
    platform: Platform,
    row: &Observation,
    number: Option<Index>,
    customer: Option<Index>,
    occurrences: &mut HashMap<UnnumberedGroup, u32>,
) -> OrderKey {
    if let Some(number) = number {
        return OrderKey::Numbered(platform, number);
    }
    let group = UnnumberedGroup {
        platform,
        customer,
        day: row.day,
        money_fen: row.paid_fen.or(row.amount_fen),
        quantity: row.quantity,
    };
    let count = occurrences.entry(group).or_insert(0);
    *count += 1;
    OrderKey::Unnumbered(group, *count)
}

impl Draft {
    fn new(platform: Platform, number: Option<Index>) -> Draft {
        Draft {
            platform,
            number,
            named: Named::Nobody,
            day: None,
            held: None,
            refund_fen: Fen::ZERO,
        }
    }

    /// Joins one observation.
    fn absorb(
        &mut self,
        grain: Grain,
        row: &Observation,
        customer: Option<Index>,
        tables: &Tables,
    ) {
        if grain == Grain::Item {
            return;
        }
        self.named = match (self.named, customer) {
            (named, None) => named,
            (Named::Nobody, Some(customer)) => Named::One(customer),
            (Named::One(one), Some(customer)) if one == customer => Named::One(one),
            (Named::One(_) | Named::Several, Some(_)) => Named::Several,
        };
        // An order of several lines has the time of its earliest one.
        self.day = match (self.day, row.day) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.refund_fen = self.refund_fen.max(row.refund_fen);
        let (paid_fen, quantity, item) = match grain {
            Grain::Order => (row.paid_fen.or(row.amount_fen), row.quantity, row.item),
            // What a line says of its order is the order's money; its own stands on the line.
            Grain::Line | Grain::Item => (row.paid_fen, Quantity::default(), None),
        };
        let seen = Held {
            status: row.status,
            paid_fen,
            postage_fen: row.postage_fen,
            quantity,
            paid_day: row.paid_day,
            delivered_day: row.delivered_day,
            region: find(&tables.texts, row.region),
            receiver: find(&tables.receivers, row.receiver),
            item: find(&tables.texts, item),
            remark: find(&tables.texts, row.remark),
        };
        self.held = self.held.max(Some(seen));
    }

    fn conflict(&self) -> Option<RowConflict> {
        match (self.named, self.held) {
            (Named::Several, Some(_) | None) => Some(RowConflict::TwoCustomers),
            (Named::Nobody | Named::One(_), None) => Some(RowConflict::NoSuchOrder),
            (Named::Nobody | Named::One(_), Some(_)) => None,
        }
    }

    /// The order, where nothing speaks against it. `sums` = money and quantity of its lines.
    fn order(
        &self,
        sums: (Fen, Quantity),
        mut customer: impl FnMut(Index) -> Option<Index>,
    ) -> Option<Order> {
        let held = self.held?;
        let day = self.day?;
        let customer = match self.named {
            Named::Nobody => None,
            Named::One(one) => customer(one),
            Named::Several => return None,
        };
        Some(Order {
            platform: self.platform,
            number: self.number,
            customer,
            day,
            status: held.status,
            money: OrderMoney {
                paid_fen: held.paid_fen.unwrap_or(sums.0),
                postage_fen: held.postage_fen,
                refund_fen: self.refund_fen,
            },
            quantity: if held.quantity == Quantity::default() { sums.1 } else { held.quantity },
            paid_day: held.paid_day,
            delivered_day: held.delivered_day,
            region: held.region,
            receiver: held.receiver,
            item: held.item,
            remark: held.remark,
            left_out: false,
        })
    }
}
