//! What the seller does, decided on the shop as it is: a change, or why not.

use super::change::{Change, ChangeWriter, Collection};
use super::customer::{CustomerKey, Platform};
use super::day::Day;
use super::id::{IdSeed, ImportId, OrderId};
use super::import::{Import, ImportState, write_import};
use super::intern::Index;
use super::merge::{Merge, Merging, Replacing, merge_with, put_added};
use super::money::Fen;
use super::order::OrderStatus;
use super::packed_order::write_order;
use super::quantity::Quantity;
use super::record::{OrderKey, OrderName, OrderRecord, Source};
use super::shop::{Profile, Shop, put_person, write_profile};
use super::sighting::{Content, Held, Named};
use super::stamp::{DeviceId, Stamp, Stamped};
use super::tables::GrowingTables;

/// What the outside knows of the moment of a command. Same inputs, same output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The business day.
    pub today: Day,
    /// Time and randomness for ids.
    pub seed: IdSeed,
    /// Who writes.
    pub device: DeviceId,
}

/// An order that the seller writes down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOrder {
    /// Who bought; `None` = nobody is named.
    pub customer: Option<CustomerKey>,
    /// What was paid.
    pub paid_fen: Fen,
    /// What was bought, or empty.
    pub item: Box<str>,
}

/// What the seller says of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Leave it out of all figures, or take it in again.
    LeftOut(bool),
    /// A note.
    Note(Box<str>),
}

/// What the seller does.
#[derive(Clone, Debug)]
pub enum Command<'a> {
    /// Takes in files that were read: a shop that knows one import (see [`super::gathering`]).
    Import(&'a Shop),
    /// Takes back an import.
    UndoImport(ImportId),
    /// Writes down an order.
    RecordOrder(HandOrder),
    /// Says something of an order.
    MarkOrder(OrderKey, Mark),
    /// Names the shop.
    NameShop(Box<str>),
    /// Takes a backup in place of everything.
    Replace(&'a Shop),
    /// Takes a backup in beside what there is.
    Merge(&'a Shop),
}

/// Why nothing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// These files are in the book already: the same content, whatever they are called.
    #[error("these files are in the book already")]
    AlreadyImported,
    /// There is no such import, or it is undone.
    #[error("no such import")]
    NoSuchImport,
    /// There is no such order.
    #[error("no such order")]
    NoSuchOrder,
}

/// The change that a command makes in the shop as it is. A change may be empty: nothing to write.
///
/// # Errors
/// [`Refused`], and the shop stays as it is.
pub fn decide(shop: &Shop, command: &Command<'_>, moment: &Moment) -> Result<Change, Refused> {
    let mut deciding = Deciding::begin(shop, command, moment);
    while deciding.step(usize::MAX) {}
    deciding.finish()
}

/// A decision on its way, a bounded number of records at a time.
#[derive(Debug)]
pub enum Deciding<'a> {
    /// It was made at once.
    Decided(Result<Change, Refused>),
    /// Something is taken in beside what there is.
    Merging(Box<Merging<'a>>),
    /// Something is taken in in place of everything.
    Replacing(Replacing<'a>),
    /// An import is taken back.
    Undoing(Undoing<'a>),
}

impl<'a> Deciding<'a> {
    /// Begins to decide.
    #[must_use]
    pub fn begin(shop: &'a Shop, command: &Command<'a>, moment: &Moment) -> Deciding<'a> {
        match command {
            Command::Import(staged) => begin_import(shop, staged, moment),
            Command::UndoImport(id) => match Undoing::begin(shop, *id, moment) {
                Ok(undoing) => Deciding::Undoing(undoing),
                Err(refused) => Deciding::Decided(Err(refused)),
            },
            Command::RecordOrder(order) => Deciding::Decided(Ok(record_order(shop, order, moment))),
            Command::MarkOrder(key, mark) => Deciding::Decided(mark_order(shop, key, mark, moment)),
            Command::NameShop(name) => Deciding::Decided(Ok(name_shop(shop, name, moment))),
            Command::Replace(backup) => Deciding::Replacing(Replacing::begin(backup)),
            Command::Merge(backup) => Deciding::Merging(Box::new(Merging::begin(shop, backup))),
        }
    }

    /// Looks at about so many records; false when it is decided.
    pub fn step(&mut self, records: usize) -> bool {
        match self {
            Deciding::Decided(_) => false,
            Deciding::Merging(merging) => merging.step(records),
            Deciding::Replacing(replacing) => replacing.step(records),
            Deciding::Undoing(undoing) => undoing.step(records),
        }
    }

    /// The decision, behind the last step.
    ///
    /// # Errors
    /// [`Refused`], and the shop stays as it is.
    pub fn finish(self) -> Result<Change, Refused> {
        match self {
            Deciding::Decided(decision) => decision,
            Deciding::Merging(merging) => Ok(merging.finish().change),
            Deciding::Replacing(replacing) => Ok(replacing.finish()),
            Deciding::Undoing(undoing) => Ok(undoing.finish()),
        }
    }
}

/// What an import would do, before anything is written.
#[must_use]
pub fn preview_import(shop: &Shop, staged: &Shop) -> Merge {
    merge_with(shop, staged, &previewed(shop, staged))
}

/// The same in steps.
#[must_use]
pub fn begin_preview<'a>(shop: &'a Shop, staged: &'a Shop) -> Merging<'a> {
    Merging::begin_with(shop, staged, &previewed(shop, staged))
}

/// The imports as later than an undoing of the same files, as the import itself will be.
fn previewed(shop: &Shop, staged: &Shop) -> Vec<Import> {
    let later = Stamp { counter: shop.next_counter(), ..Stamp::default() };
    stamped(staged, later, None)
}

/// The imports of what is about to come in, as an act of this moment.
fn stamped(staged: &Shop, stamp: Stamp, at_ms: Option<u64>) -> Vec<Import> {
    let mut imports = staged.imports().to_vec();
    for import in &mut imports {
        import.state.stamp = stamp;
        import.state.value.at_ms = at_ms;
    }
    imports
}

/// True where these very files are in the book.
#[must_use]
pub fn is_imported(shop: &Shop, staged: &Shop) -> bool {
    let standing = |id: ImportId| {
        shop.imports().iter().any(|import| import.id == id && import.state.value.present)
    };
    staged.imports().iter().all(|import| standing(import.id))
}

fn begin_import<'a>(shop: &'a Shop, staged: &'a Shop, moment: &Moment) -> Deciding<'a> {
    if is_imported(shop, staged) {
        return Deciding::Decided(Err(Refused::AlreadyImported));
    }
    let imports = stamped(staged, stamp(shop, moment), Some(moment.seed.now_ms));
    Deciding::Merging(Box::new(Merging::begin_with(shop, staged, &imports)))
}

/// Orders of an import that stay when it is undone, because the seller touched them since.
#[must_use]
pub fn kept_on_undo(shop: &Shop, id: ImportId) -> Vec<OrderKey> {
    let Some(source) = source_of(shop, id) else { return Vec::new() };
    let says = |record: &OrderRecord| {
        record.sightings.iter().any(|sighting| sighting.sources.contains(&source))
    };
    let records = shop.records().map(|(_, record)| record);
    records.filter(|it| it.is_touched() && says(it)).map(|it| it.key).collect()
}

fn source_of(shop: &Shop, id: ImportId) -> Option<Source> {
    let at = shop.imports().iter().position(|it| it.id == id && it.state.value.present)?;
    Some(Source::Import(Index::at(at)))
}

/// The taking back of an import, on its way.
#[derive(Debug)]
pub struct Undoing<'a> {
    shop: &'a Shop,
    source: Source,
    change: ChangeWriter,
    /// The next order, behind them the next person.
    at: usize,
}

impl<'a> Undoing<'a> {
    fn begin(shop: &'a Shop, id: ImportId, moment: &Moment) -> Result<Undoing<'a>, Refused> {
        let source = source_of(shop, id).ok_or(Refused::NoSuchImport)?;
        let mut change = ChangeWriter::new(false);
        for (at, import) in shop.imports().iter().enumerate().filter(|(_, it)| it.id == id) {
            let mut import = import.clone();
            let value = ImportState { present: false, ..import.state.value };
            import.state = Stamped { value, stamp: stamp(shop, moment) };
            change.put(Collection::Imports, at, |out| write_import(&import, out));
        }
        Ok(Undoing { shop, source, change, at: 0 })
    }

    fn step(&mut self, records: usize) -> bool {
        let orders = self.shop.orders.len();
        let all = orders + self.shop.people.len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end {
            if let Some(person) = self.at.checked_sub(orders) {
                self.take_back_person(person);
            } else if let Some(record) = self.shop.record(self.at) {
                self.take_back(record);
            }
            self.at += 1;
        }
        self.at < all
    }

    fn take_back_person(&mut self, at: usize) {
        let Some(mut record) = self.shop.person_record(at) else { return };
        if record.retain_sources(|it| it != self.source) {
            put_person(&mut self.change, at, &record);
        }
    }

    fn take_back(&mut self, mut record: OrderRecord) {
        let touched = record.is_touched();
        let mut affected = false;
        for sighting in &mut record.sightings {
            for it in sighting.sources.iter_mut().filter(|it| **it == self.source) {
                affected = true;
                // What someone touched since stays: from now on the seller says it.
                if touched {
                    *it = Source::Hand;
                }
            }
            sighting.sources.sort_unstable();
            sighting.sources.dedup();
        }
        if !affected {
            return;
        }
        record.retain_sources(|it| it != self.source);
        self.change.put(Collection::Orders, self.at, |out| {
            if !record.sightings.is_empty() {
                write_order(&record, out);
            }
        });
    }

    fn finish(self) -> Change {
        self.change.finish()
    }
}

fn record_order(shop: &Shop, order: &HandOrder, moment: &Moment) -> Change {
    let id = OrderId(moment.seed.uuid());
    let key = OrderKey { platform: Platform::Hand, name: OrderName::ByHand(id) };
    let mut change = ChangeWriter::new(false);
    if shop.find_order(&key).is_some() {
        // The same act again: it is there.
        return change.finish();
    }
    let mut tables = GrowingTables::new(shop.tables());
    let customer = order.customer.as_ref().map(|key| tables.customers.place(key));
    let item = (!order.item.is_empty()).then(|| tables.texts.place(&order.item));
    let held = Held {
        status: OrderStatus::Completed,
        paid_fen: Some(order.paid_fen),
        postage_fen: Fen::ZERO,
        quantity: Quantity::ONE,
        paid_day: None,
        delivered_day: None,
        region: None,
        receiver: None,
        item,
        remark: None,
        channel: None,
        is_dropship: false,
    };
    let content = Content {
        named: customer.map_or(Named::Nobody, Named::One),
        day: Some(moment.today),
        held: Some(held),
        ..Content::default()
    };
    let mut record = OrderRecord::new(key);
    record.add(&[Source::Hand], content);
    put_added(&tables, &mut change);
    change.put(Collection::Orders, shop.orders.len(), |out| write_order(&record, out));
    change.finish()
}

fn mark_order(
    shop: &Shop,
    key: &OrderKey,
    mark: &Mark,
    moment: &Moment,
) -> Result<Change, Refused> {
    let at = shop.find_order(key).ok_or(Refused::NoSuchOrder)?;
    let mut record = shop.record(at).ok_or(Refused::NoSuchOrder)?;
    let mut change = ChangeWriter::new(false);
    let before = record.marks.clone();
    match mark {
        Mark::LeftOut(value) if record.marks.left_out.value != *value => {
            record.marks.left_out = Stamped { value: *value, stamp: stamp(shop, moment) };
        }
        Mark::Note(value) if record.marks.note.value != *value => {
            record.marks.note = Stamped { value: value.clone(), stamp: stamp(shop, moment) };
        }
        Mark::LeftOut(_) | Mark::Note(_) => {}
    }
    if record.marks != before {
        change.put(Collection::Orders, at, |out| write_order(&record, out));
    }
    Ok(change.finish())
}

fn name_shop(shop: &Shop, name: &str, moment: &Moment) -> Change {
    let mut change = ChangeWriter::new(false);
    if *shop.profile().name.value != *name {
        let profile = Profile { name: Stamped { value: name.into(), stamp: stamp(shop, moment) } };
        change.put(Collection::Profile, 0, |out| write_profile(&profile, out));
    }
    change.finish()
}

fn stamp(shop: &Shop, moment: &Moment) -> Stamp {
    Stamp { counter: shop.next_counter(), device: moment.device }
}
