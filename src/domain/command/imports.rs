//! Taking files in, and taking an import back.

use super::{Deciding, Moment, Refused, stamp};
use crate::domain::change::{Change, ChangeWriter, Collection};
use crate::domain::id::ImportId;
use crate::domain::import::{Import, ImportState, write_import};
use crate::domain::intern::Index;
use crate::domain::merge::{Merge, Merging, merge_with};
use crate::domain::packed_order::write_order;
use crate::domain::record::{OrderKey, OrderRecord, Source};
use crate::domain::shop::{Shop, put_person};
use crate::domain::stamp::{Stamp, Stamped};

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

pub(super) fn begin_import<'a>(shop: &'a Shop, staged: &'a Shop, moment: &Moment) -> Deciding<'a> {
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
    pub(super) fn begin(
        shop: &'a Shop,
        id: ImportId,
        moment: &Moment,
    ) -> Result<Undoing<'a>, Refused> {
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

    pub(super) fn step(&mut self, records: usize) -> bool {
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

    pub(super) fn finish(self) -> Change {
        self.change.finish()
    }
}
