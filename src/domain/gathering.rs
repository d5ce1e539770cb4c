//! Files that are handed in at once become one import (semantics 2, re-import).
//!
//! What is kept true: what comes out does not depend on the order of the files or of their rows, a
//! file handed in twice adds nothing, and overlapping files add nothing twice. Each row is an
//! observation; observations of one order are joined (see [`super::sighting`]), equal lines are
//! counted as often as in the file that has most of them.

use std::hash::Hash;

use hashbrown::HashMap;

use super::canonical::Canonical;
use super::customer::Platform;
use super::day::Day;
use super::gathering_people::GatheredPeople;
use super::id::{ImportId, SetDigest};
use super::import::{Import, ImportState};
use super::intern::{Index, Interner};
use super::money::Fen;
use super::observation::{Batch, Grain, Observation, PersonObservation, TextRef, ToldOrder};
use super::packed::Writer;
use super::packed_order::write_order;
use super::quantity::Quantity;
use super::record::{OrderKey, OrderName, OrderNumber, OrderRecord, Source, Unnumbered};
pub use super::row_places::{ConflictingRow, NamingRow, RowPlaces};
use super::row_places::{Rivals, RowPlace};
use super::shop::Shop;
pub use super::sighting::RowConflict;
use super::sighting::{Content, Held, Named, OrderLine};
use super::stamp::{Stamp, Stamped};
use super::tables::Tables;

/// Joins batches to an import.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    batches: Vec<Batch>,
}

impl Gathering {
    /// Takes in the rows of one file.
    pub fn take(&mut self, batch: Batch) {
        self.batches.push(batch);
    }

    /// A shop that knows this one import and nothing else, and which order each row went to.
    #[must_use]
    pub fn settle(self) -> (Shop, RowPlaces) {
        let mut settling = Settling::default();
        let mut rows = RowPlaces::default();
        for batch in self.batches {
            rows.push_file(&settling.absorb_batch(batch));
            settling.batch += 1;
        }
        settling.name_rows(&mut rows);
        rows.same_person_rows = settling.people.same_person_rows();
        (settling.into_shop(), rows)
    }
}

/// Orders without a number that look the same; told apart by their occurrence within a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct UnnumberedGroup {
    platform: Platform,
    customer: Option<Index>,
    day: Option<Day>,
    amount_fen: Option<Fen>,
    quantity: Quantity,
}

/// An order while it is being put together.
struct Draft {
    key: OrderKey,
    content: Content,
}

/// A line of an order, and which of the equal lines of its order in its file it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct CountedLine {
    order: u32,
    line: OrderLine,
    occurrence: u32,
}

#[derive(Default)]
struct Settling {
    tables: Tables,
    places: HashMap<OrderKey, u32>,
    drafts: Vec<Draft>,
    lines: Vec<CountedLine>,
    people: GatheredPeople,
    /// The batch that is being joined.
    batch: usize,
    rivals: Rivals,
}

impl Settling {
    /// Joins the rows of one file; for each row the place of its order.
    fn absorb_batch(&mut self, batch: Batch) -> Vec<RowPlace> {
        let Batch { platform, grain, rows, people, told, customers, texts, receivers } = batch;
        let mut file = FileTables {
            customers: translate(customers, &mut self.tables.customers),
            receivers: translate(receivers, &mut self.tables.receivers),
            places: vec![None; texts.len()],
            texts: texts.into_values(),
        };
        // Beside orders people are spoken of in the rows of the orders.
        let is_list = rows.is_empty() && told.is_empty();
        for PersonObservation { customer, facts, .. } in people {
            if let Some(customer) = find(&file.customers, Some(customer)) {
                self.people.add(customer, facts);
                if is_list {
                    self.people.count_row(customer);
                }
            }
        }
        let occurrences = occurrences(platform, &rows, &file, &self.tables);
        let mut lines = Vec::new();
        let mut places = Vec::with_capacity(rows.len());
        self.places.reserve(rows.len());
        for (row, occurrence) in rows.iter().zip(occurrences) {
            let customer = find(&file.customers, row.customer);
            let number = row.number.and_then(|at| file.number(at, &mut self.tables));
            let name = order_name(row, number, customer, occurrence);
            let key = OrderKey { platform, name };
            let next = self.drafts.len() as u32;
            let order = *self.places.entry(key).or_insert(next);
            if order == next {
                self.drafts.push(Draft { key, content: Content::default() });
            }
            if grain != Grain::Item {
                let seen = observed(grain, row, customer, &mut file, &mut self.tables);
                self.join(RowPlace { line: row.line, order }, &seen);
            }
            if grain != Grain::Order {
                let line = OrderLine {
                    sku: file.text(row.sku, &mut self.tables),
                    item: file.text(row.item, &mut self.tables),
                    quantity: row.quantity,
                    amount_fen: row.amount_fen,
                };
                lines.push((order, line));
            }
            places.push(RowPlace { line: row.line, order });
        }
        for row in told {
            places.push(self.take_told(platform, row, &mut file, &mut lines));
        }
        self.count_lines(lines);
        places
    }

    /// Takes in a row that says itself which order it is of.
    fn take_told(
        &mut self,
        platform: Platform,
        row: ToldOrder,
        file: &mut FileTables,
        lines: &mut Vec<(u32, OrderLine)>,
    ) -> RowPlace {
        let ToldOrder { line, name, content } = row;
        let name = file.name_of(name, &mut self.tables);
        let mut content = file.content_of(content, &mut self.tables);
        let key = OrderKey { platform, name };
        let next = self.drafts.len() as u32;
        let order = *self.places.entry(key).or_insert(next);
        if order == next {
            self.drafts.push(Draft { key, content: Content::default() });
        }
        lines.extend(content.lines.drain(..).map(|line| (order, line)));
        let place = RowPlace { line, order };
        self.join(place, &content);
        place
    }

    /// Joins what a row says to its order.
    fn join(&mut self, row: RowPlace, said: &Content) {
        let Some(draft) = self.drafts.get_mut(row.order as usize) else { return };
        self.rivals.note(self.batch, row, draft.content.named, said.named);
        draft.content.join(said, &self.tables);
    }

    /// Numbers equal lines of one file, so that two files with the same line hold it once, and
    /// one file with two equal lines holds both.
    fn count_lines(&mut self, mut lines: Vec<(u32, OrderLine)>) {
        lines.sort_unstable();
        for equal in lines.chunk_by(|a, b| a == b) {
            self.lines.extend(equal.iter().zip(0..).map(|((order, line), occurrence)| {
                CountedLine { order: *order, line: *line, occurrence }
            }));
        }
    }

    /// For orders with several customers: how many rows that is, and whom they name.
    fn name_rows(&mut self, rows: &mut RowPlaces) {
        let several = |draft: &Draft| matches!(draft.content.named, Named::Several(_));
        if !self.drafts.iter().any(several) {
            return;
        }
        for draft in &mut self.drafts {
            if several(draft) {
                draft.content.named = Named::Several(0);
            }
        }
        for (_, row) in rows.rows() {
            if let Some(draft) = self.drafts.get_mut(row.order as usize)
                && let Named::Several(count) = &mut draft.content.named
            {
                *count += 1;
            }
        }
        rows.name(std::mem::take(&mut self.rivals));
    }

    fn into_shop(mut self) -> Shop {
        // One line stands in the book as often as in the file that has most of it.
        self.lines.sort_unstable();
        self.lines.dedup();
        for lines in self.lines.chunk_by(|a, b| a.order == b.order) {
            if let Some(first) = lines.first()
                && let Some(draft) = self.drafts.get_mut(first.order as usize)
            {
                draft.content.lines = lines.iter().map(|counted| counted.line).collect();
            }
        }
        self.lines = Vec::new();
        self.places = HashMap::new();
        let mut shop = Shop::with_tables(self.tables);
        let mut digest = SetDigest::default();
        let mut out = Writer::default();
        let mut canonical = Canonical::default();
        let mut record = None;
        for (at, Draft { key, content }) in self.drafts.into_iter().enumerate() {
            digest.add(canonical.bytes(&key, &content, &shop.tables));
            let record = record.get_or_insert_with(|| OrderRecord::new(key));
            record.key = key;
            record.sightings.clear();
            record.add(&[Source::Import(Index::at(0))], content);
            out.clear();
            write_order(record, &mut out);
            shop.orders.put(at, out.bytes());
        }
        self.people.settle(&mut shop, &mut digest);
        let id = ImportId(digest.id("import"));
        let value = ImportState { present: true, ..ImportState::default() };
        let stamp = Stamp { counter: 1, ..Stamp::default() };
        shop.imports.push(Import { id, state: Stamped { value, stamp } });
        shop.with_columns()
    }
}

/// The tables of a file, and where its values stand in the shop's.
struct FileTables {
    customers: Vec<Index>,
    receivers: Vec<Index>,
    texts: Vec<Box<str>>,
    /// Places of the texts, found when first asked for: most are order numbers, which need none.
    places: Vec<Option<Index>>,
}

impl FileTables {
    /// The place of a text in the shop's tables.
    fn text(&mut self, at: Option<Index>, tables: &mut Tables) -> Option<Index> {
        let at = at?.position();
        let (value, place) = (self.texts.get(at)?, self.places.get_mut(at)?);
        Some(
            *place
                .get_or_insert_with(|| tables.texts.intern_ref(&TextRef(value), || value.clone())),
        )
    }

    fn number(&mut self, at: Index, tables: &mut Tables) -> Option<OrderNumber> {
        match OrderNumber::digits(self.texts.get(at.position())?) {
            Some(digits) => Some(digits),
            None => self.text(Some(at), tables).map(OrderNumber::Text),
        }
    }

    /// What an order is known by, in places of the shop.
    fn name_of(&mut self, name: OrderName, tables: &mut Tables) -> OrderName {
        match name {
            OrderName::Numbered(OrderNumber::Text(at)) => {
                let number = self.number(at, tables);
                number.map_or(name, OrderName::Numbered)
            }
            OrderName::Unnumbered(it) => OrderName::Unnumbered(Unnumbered {
                customer: find(&self.customers, it.customer),
                ..it
            }),
            OrderName::Numbered(OrderNumber::Digits { .. }) | OrderName::ByHand(_) => name,
        }
    }

    /// What is said of an order, in places of the shop.
    fn content_of(&mut self, mut content: Content, tables: &mut Tables) -> Content {
        if let Named::One(customer) = content.named {
            content.named = find(&self.customers, Some(customer)).map_or(Named::Nobody, Named::One);
        }
        if let Some(held) = &mut content.held {
            for at in [&mut held.region, &mut held.item, &mut held.remark, &mut held.channel] {
                *at = self.text(*at, tables);
            }
            held.receiver = find(&self.receivers, held.receiver).filter(|_| !held.is_dropship);
        }
        for line in &mut content.lines {
            line.sku = self.text(line.sku, tables);
            line.item = self.text(line.item, tables);
        }
        content
    }
}

fn translate<T: Eq + Hash>(from: Interner<T>, into: &mut Interner<T>) -> Vec<Index> {
    from.into_values().into_iter().map(|value| into.intern(value)).collect()
}

fn find(table: &[Index], index: Option<Index>) -> Option<Index> {
    table.get(index?.position()).copied()
}

/// For each row without a number which of its equals it is, from 1. Rows of one group may differ in
/// what they are not known by, so they are counted in the order of what they say, never of the
/// file: what hardly changes from one export to the next comes first.
fn occurrences(
    platform: Platform,
    rows: &[Observation],
    file: &FileTables,
    tables: &Tables,
) -> Vec<u32> {
    let mut groups: HashMap<UnnumberedGroup, (u32, u32)> = HashMap::new();
    let mut unnumbered = Vec::new();
    for (row, at) in rows.iter().zip(0..).filter(|(row, _)| row.number.is_none()) {
        let group = UnnumberedGroup {
            platform,
            customer: find(&file.customers, row.customer),
            day: row.day,
            amount_fen: row.paid_fen.or(row.amount_fen),
            quantity: row.quantity,
        };
        let next = groups.len() as u32;
        let (group, count) = groups.entry(group).or_insert((next, 0));
        *count += 1;
        unnumbered.push((*group, at));
    }
    let mut occurrences = vec![1; rows.len()];
    if groups.len() == unnumbered.len() {
        return occurrences;
    }
    let mut counts = vec![0; groups.len()];
    for (group, count) in groups.into_values() {
        if let Some(place) = counts.get_mut(group as usize) {
            *place = count;
        }
    }
    unnumbered.retain(|(group, _)| counts.get(*group as usize).is_some_and(|count| *count > 1));
    let said = |at: u32| {
        let row = rows.get(at as usize)?;
        let text = |at: Option<Index>| file.texts.get(at?.position());
        let texts = [row.sku, row.item, row.region, row.remark, row.channel].map(text);
        let receiver = find(&file.receivers, row.receiver).and_then(|at| tables.receivers.get(at));
        let money = (row.paid_fen, row.amount_fen, row.postage_fen, row.refund_fen);
        Some((texts, receiver, row.status, money, row.paid_day, row.delivered_day))
    };
    unnumbered.sort_unstable_by(|(a, one), (b, other)| {
        a.cmp(b).then_with(|| said(*one).cmp(&said(*other)))
    });
    for equal in unnumbered.chunk_by(|(a, _), (b, _)| a == b) {
        for ((_, at), occurrence) in equal.iter().zip(1..) {
            if let Some(place) = occurrences.get_mut(*at as usize) {
                *place = occurrence;
            }
        }
    }
    occurrences
}

fn order_name(
    row: &Observation,
    number: Option<OrderNumber>,
    customer: Option<Index>,
    occurrence: u32,
) -> OrderName {
    if let Some(number) = number {
        return OrderName::Numbered(number);
    }
    let (day, quantity) = (row.day, row.quantity);
    let amount_fen = row.paid_fen.or(row.amount_fen);
    OrderName::Unnumbered(Unnumbered { customer, day, amount_fen, quantity, occurrence })
}

/// What a row says of its order.
fn observed(
    grain: Grain,
    row: &Observation,
    customer: Option<Index>,
    file: &mut FileTables,
    tables: &mut Tables,
) -> Content {
    let (paid_fen, quantity, item) = match grain {
        Grain::Order => (row.paid_fen.or(row.amount_fen), row.quantity, row.item),
        // What a line says of its order is the order's money; its own stands on the line.
        Grain::Line | Grain::Item => (row.paid_fen, Quantity::default(), None),
    };
    let held = Held {
        status: row.status,
        paid_fen,
        postage_fen: row.postage_fen,
        quantity,
        paid_day: row.paid_day,
        delivered_day: row.delivered_day,
        region: file.text(row.region, tables),
        // Somebody else's buyer: he is not kept (semantics 2).
        receiver: find(&file.receivers, row.receiver).filter(|_| !row.is_dropship),
        item: file.text(item, tables),
        remark: file.text(row.remark, tables),
        channel: file.text(row.channel, tables),
        is_dropship: row.is_dropship,
    };
    Content {
        named: customer.map_or(Named::Nobody, Named::One),
        day: row.day,
        held: Some(held),
        refund_fen: row.refund_fen,
        lines: Vec::new(),
    }
}
