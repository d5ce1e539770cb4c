//! From files that were read to orders in the book: preview, the seller's word, undo.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Act;
use super::{ActFault, CommitFault, ReadStatus, State};
use crate::domain::command::{is_imported, kept_on_undo, preview_import};
use crate::domain::day::Day;
use crate::domain::id::ImportId;
use crate::domain::shop::Shop;
use crate::format::encoding::Encoding;
use crate::format::intake::{FileProblem, Staged};
use crate::format::orders::layout::FileFormat;
use crate::ui::clock;

/// What was read of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileNote {
    /// Its name.
    pub name: String,
    /// The layout it was recognised as.
    pub format: FileFormat,
    /// How its text is written; `None` for a workbook.
    pub encoding: Option<Encoding>,
    /// Rows below the header.
    pub rows: u64,
    /// Rows that its mapping drops.
    pub skipped: u64,
    /// Rows that could not be used.
    pub problems: u64,
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
    /// First and last day in the files.
    pub days: Option<(Day, Day)>,
    /// These very files are in the book.
    pub known: bool,
    bytes: usize,
}

impl Preview {
    /// The format of its files as a word for checks: several kinds joined by a plus.
    #[must_use]
    pub fn format(&self) -> String {
        let mut words: Vec<&str> = self.files.iter().map(|file| file.format.code()).collect();
        words.sort_unstable();
        words.dedup();
        words.join("+")
    }
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
    pub(super) fn show_preview(self, staged: Staged, files: Vec<FileNote>) {
        let preview = self.preview(&staged, files);
        self.hands.update_value(|it| it.staged = Some(Rc::new(staged.shop)));
        self.reading.set(ReadStatus::Preview(Arc::new(preview)));
    }

    fn preview(self, staged: &Staged, files: Vec<FileNote>) -> Preview {
        let empty = Shop::default();
        let desk = self.desk.get_value();
        let look = |shop: &Shop| {
            let merge = preview_import(shop, &staged.shop);
            let problems = staged.problems(|at| merge.conflicts.get(&at).copied());
            let of_book = shop.customers().iter().zip(shop.known_since());
            let known: std::collections::HashSet<_> =
                of_book.filter(|(_, since)| **since != Day::MAX).map(|(key, _)| key).collect();
            let of_files = staged.shop.customers().iter().zip(staged.shop.known_since());
            let new_customers = of_files
                .filter(|(key, since)| **since != Day::MAX && !known.contains(key))
                .count() as u64;
            Preview {
                problems,
                new: merge.counts.new,
                updated: merge.counts.updated,
                unchanged: merge.counts.unchanged,
                skipped: files.iter().map(|file| file.skipped).sum(),
                new_customers,
                days: days_of(&staged.shop),
                known: is_imported(shop, &staged.shop),
                bytes: merge.change.bytes().len(),
                files,
            }
        };
        match desk {
            Some(desk) => desk.shop(look),
            None => look(&empty),
        }
    }

    /// Takes the files of the preview into the book: all of them or nothing.
    pub fn confirm_import(self) {
        let ReadStatus::Preview(preview) = self.reading.get_untracked() else { return };
        let Some(staged) = self.hands.with_value(|it| it.staged.clone()) else { return };
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
                    self.hands.update_value(|it| it.staged = None);
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
        self.hands.update_value(|it| it.staged = None);
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
            }
        });
    }
}

fn days_of(shop: &Shop) -> Option<(Day, Day)> {
    let mut days = shop.orders().filter_map(|order| order.content.day);
    let first = days.next()?;
    Some(days.fold((first, first), |(first, last), day| (first.min(day), last.max(day))))
}
