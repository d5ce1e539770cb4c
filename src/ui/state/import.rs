//! From files that were read to orders in the book: preview, the seller's word, undo.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Act, RECORDS};
use super::reading::{Handed, Mended, SaidWhen};
use super::{ActFault, CommitFault, FileNote, FileProblem, ReadStatus, State};
use crate::domain::command::{begin_preview, is_imported, kept_on_undo};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::id::ImportId;
use crate::domain::shop::Shop;
use crate::format::intake::StagedRows;
use crate::porter::message::Received;
use crate::ui::clock;

/// Files that were read and wait for the seller's word.
pub(super) struct Arrived {
    /// Their shop.
    pub(super) shop: Rc<Shop>,
    /// Where their rows went.
    pub(super) rows: StagedRows,
    /// One entry a file.
    pub(super) files: Vec<FileNote>,
    /// First and last day of their orders.
    pub(super) days: Option<(Day, Day)>,
    /// What was received for its orders.
    pub(super) received: Received,
}

/// What an import would do. Nothing is written before the seller says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// One entry a file, in the order they were dropped.
    pub files: Vec<FileNote>,
    /// Rows that will not count.
    pub problems: Vec<FileProblem>,
    /// Orders that the book does not have.
    pub new: u64,
    /// Orders of which more is known then.
    pub updated: u64,
    /// Orders that say nothing new.
    pub unchanged: u64,
    /// Rows that the mapping leaves out.
    pub skipped: u64,
    /// Customers that the book does not have.
    pub new_customers: u64,
    /// People of lists whom the book does not know.
    pub new_people: u64,
    /// People of the book of whom lists say more.
    pub updated_people: u64,
    /// People of whom lists say nothing new.
    pub unchanged_people: u64,
    /// Rows of lists that speak of a person of whom another row of these files speaks as well.
    pub same_person_rows: u64,
    /// Files that are read through what the seller said of their columns, by their place.
    pub said: Vec<(usize, SaidWhen)>,
    /// What the seller changed on the spot.
    pub mended: Mended,
    /// First and last day in the files.
    pub days: Option<(Day, Day)>,
    /// What was received for the orders in the files.
    pub received: Received,
    /// New orders have no number, so that one that was changed could be another of the book.
    pub may_count_twice: bool,
    /// These very files are in the book.
    pub known: bool,
    bytes: usize,
}

impl Preview {
    /// True where no order and no person is new or tells more.
    #[must_use]
    pub const fn brings_nothing(&self) -> bool {
        self.new + self.updated + self.new_people + self.updated_people == 0
    }

    /// True where rows came and not one of them could be used.
    #[must_use]
    pub const fn is_unreadable(&self) -> bool {
        !self.problems.is_empty()
            && self.unchanged + self.unchanged_people == 0
            && self.brings_nothing()
    }

    /// True where it tells of people by themselves: of lists, or of buyers whose orders bring
    /// nothing. What orders say of their buyers beside is not counted anew.
    #[must_use]
    pub fn has_people(&self) -> bool {
        let people = self.new_people + self.updated_people + self.unchanged_people;
        let is_listed = self.files.iter().any(|file| file.format.is_of_people());
        people > 0 && (is_listed || self.new + self.updated + self.unchanged == 0)
    }

    /// True where it tells of orders, or of nothing.
    #[must_use]
    pub fn has_orders(&self) -> bool {
        self.new + self.updated + self.unchanged > 0 || !self.has_people()
    }

    /// The format of its files as a word for checks: several kinds joined by a plus.
    #[must_use]
    pub fn format(&self) -> String {
        let mut words: Vec<&str> = self.files.iter().map(|file| file.format.code()).collect();
        words.sort_unstable();
        words.dedup();
        words.join("+")
    }
}

/// What an import or a merge brings into the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Orders that the book did not have.
    pub new: u64,
    /// Orders of which more is known.
    pub updated: u64,
    /// People of lists whom the book did not know.
    pub new_people: u64,
    /// People of the book of whom lists say more.
    pub updated_people: u64,
}

/// What became of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The import.
    pub id: ImportId,
    /// What was said before.
    pub preview: Preview,
}

/// An import of the book, for the list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportNote {
    /// Which.
    pub id: ImportId,
    /// When it came in.
    pub at_ms: Option<u64>,
    /// Its files.
    pub files: Vec<String>,
    /// Rows of its files.
    pub rows: u64,
    /// It stands; false = it was undone.
    pub present: bool,
}

impl State {
    /// Shows what files that were read would do to the book.
    pub(super) async fn show_preview(self, run: u32, arrived: Rc<Arrived>) {
        let preview = self.preview(&arrived).await;
        if self.is_current(run) {
            self.hands.update_value(|it| it.arrived = Some(arrived));
            self.reading.set(ReadStatus::Preview(Arc::new(preview)));
        }
    }

    /// Another tab has changed the book: what would be new may not be any more.
    pub(super) async fn count_preview_again(self) {
        let ReadStatus::Preview(before) = self.reading.get_untracked() else { return };
        let Some(arrived) = self.hands.with_value(|it| it.arrived.clone()) else { return };
        let preview = self.preview(&arrived).await;
        let still = self.reading.with_untracked(|it| match it {
            ReadStatus::Preview(now) => Arc::ptr_eq(now, &before),
            _ => false,
        });
        if still {
            self.reading.set(ReadStatus::Preview(Arc::new(preview)));
        }
    }

    async fn preview(self, arrived: &Arrived) -> Preview {
        let book = self.desk.get_value().map(|desk| desk.snapshot()).unwrap_or_default();
        let staged = &arrived.shop;
        let mut merging = begin_preview(&book, staged);
        clock::in_slices(|| merging.step(RECORDS)).await;
        let merge = merging.finish();
        let known = HashSet::<&CustomerKey>::from_iter(known_people(&book));
        let files = arrived.files.clone();
        Preview {
            problems: arrived.rows.problems(&merge.conflicts, staged, &book),
            new: merge.counts.new,
            updated: merge.counts.updated,
            unchanged: merge.counts.unchanged,
            skipped: files.iter().map(|file| file.skipped).sum(),
            new_people: merge.counts.people_new,
            updated_people: merge.counts.people_updated,
            unchanged_people: merge.counts.people_unchanged,
            same_person_rows: arrived.rows.same_person_rows,
            said: self.hands.with_value(|it| it.handed.words_on(&files)),
            mended: self.hands.with_value(|it| it.handed.mended()),
            new_customers: known_people(staged).filter(|key| !known.contains(key)).count() as u64,
            days: arrived.days,
            received: arrived.received,
            may_count_twice: merge.counts.new > 0
                && book.order_count() > 0
                && files.iter().any(|it| !it.is_numbered && !it.format.is_of_people()),
            known: is_imported(&book, staged),
            bytes: merge.change.bytes().len(),
            files,
        }
    }

    /// Takes the files of the preview into the book: all of them or nothing.
    pub fn confirm_import(self) {
        let ReadStatus::Preview(preview) = self.reading.get_untracked() else { return };
        let arrived = self.hands.with_value(|it| it.arrived.clone());
        let Some(staged) = arrived.map(|it| Rc::clone(&it.shop)) else { return };
        let Some(id) = staged.imports().first().map(|import| import.id) else { return };
        self.reading.set(ReadStatus::Writing(Arc::clone(&preview)));
        spawn_local(async move {
            // Before the long work, so that the page shows that it has begun.
            clock::breathe().await;
            if !self.has_room_for(preview.bytes).await {
                self.reading.set(ReadStatus::NotWritten(ActFault::Commit(CommitFault::Quota)));
                return;
            }
            let outcome = Arc::new(Outcome { id, preview: Preview::clone(&preview) });
            match self.act(Act::Import(staged)).await {
                Ok(()) => {
                    self.hands.update_value(|it| it.arrived = None);
                    self.remember_mappings();
                    self.outcome.set(Some(outcome));
                    self.reading.set(ReadStatus::Idle);
                    self.ask_to_keep().await;
                }
                Err(fault) => {
                    self.hands.update_value(|it| it.unsaid = Some(outcome));
                    self.reading.set(ReadStatus::NotWritten(fault));
                }
            }
        });
    }

    /// What the last import of this visit brought, while it stands in the book.
    #[must_use]
    pub fn standing_outcome(self) -> Option<Arc<Outcome>> {
        let outcome = self.outcome.get()?;
        let stands = |shop: &Shop| {
            shop.imports().iter().any(|it| it.id == outcome.id && it.state.value.present)
        };
        self.with_shop(stands)?.then_some(outcome)
    }

    /// Puts the files of the preview away.
    pub fn drop_preview(self) {
        self.suspects.set(Arc::default());
        self.hands.update_value(|it| {
            it.arrived = None;
            it.handed = Handed::default();
        });
        self.reading.set(ReadStatus::Stopped);
    }

    /// The imports of the book, newest first.
    #[must_use]
    pub fn imports(self) -> Vec<ImportNote> {
        let note = |shop: &Shop| -> Vec<ImportNote> {
            let imports = shop.imports().iter().map(|import| {
                let state = &import.state.value;
                ImportNote {
                    id: import.id,
                    at_ms: state.at_ms,
                    files: state.files.iter().map(|file| file.name.to_string()).collect(),
                    rows: state.files.iter().map(|file| file.rows).sum(),
                    present: state.present,
                }
            });
            imports.collect()
        };
        let mut notes = self.with_shop(note).unwrap_or_default();
        notes.sort_by_key(|note| std::cmp::Reverse(note.at_ms));
        notes
    }

    /// Numbers of orders that stay when an import is undone, because the seller touched them. Looks
    /// through the whole book: ask when it is wanted, not whenever something changes.
    #[must_use]
    pub fn kept_on_undo(self, id: ImportId) -> Vec<String> {
        let look =
            |shop: &Shop| kept_on_undo(shop, id).iter().map(|key| shop.number_text(key)).collect();
        self.desk.with_value(|desk| desk.as_ref().map(|desk| desk.shop(look))).unwrap_or_default()
    }

    /// Takes back an import.
    pub fn undo_import(self, id: ImportId) {
        spawn_local(async move {
            // A failure stands in the frame.
            if self.act(Act::UndoImport(id)).await.is_ok() {
                let last = self.outcome.get_untracked();
                if last.is_some_and(|outcome| outcome.id == id) {
                    self.outcome.set(None);
                }
                self.say_undone();
            }
        });
    }
}

/// The people of whom a shop tells.
fn known_people(shop: &Shop) -> impl Iterator<Item = &CustomerKey> {
    let people = shop.customers().iter().zip(shop.known_since());
    people.filter(|(_, since)| **since != Day::MAX).map(|(key, _)| key)
}
