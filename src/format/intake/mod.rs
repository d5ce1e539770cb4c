//! Files in, one import out.

use serde::{Deserialize, Serialize};

pub(crate) mod census;
mod corrected;
pub(crate) mod header;
pub(crate) mod opening;
mod reading;

pub use header::signature;
pub use reading::{FileReading, FileRows, ReadOptions, Step};

use super::mapping::Field;
use super::problem::{Problem, ProblemReason, Refusal};
use hashbrown::HashMap;

use crate::domain::gathering::{Gathering, RowConflict, RowPlaces};
use crate::domain::import::ImportedFile;
use crate::domain::observation::Grain;
use crate::domain::shop::Shop;

/// Files that were read, on their way into a book.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    gathering: Gathering,
    files: Vec<ImportedFile>,
    names: Vec<String>,
    problems: Vec<FileProblem>,
    orders_seen: bool,
    items_only: Option<String>,
}

/// A problem row with the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProblem {
    /// The file.
    pub file: String,
    /// The row.
    pub problem: Problem,
}

/// An import that is read and not yet in any book.
#[derive(Clone, Debug)]
pub struct Staged {
    /// A shop that knows this import and nothing else.
    pub shop: Shop,
    /// Where its rows went.
    pub rows: StagedRows,
}

/// Where the rows of an import went, and those that went nowhere.
#[derive(Clone, Debug, Default)]
pub struct StagedRows {
    /// The order of each row.
    pub places: RowPlaces,
    /// The file of each batch of rows.
    pub names: Vec<String>,
    /// Rows that could not be read.
    pub unreadable: Vec<FileProblem>,
}

impl Intake {
    /// Takes in a file.
    pub fn take(&mut self, rows: FileRows) {
        let FileRows { name, format, rows, skipped, problems, batches, .. } = rows;
        if batches.iter().all(|batch| batch.grain == Grain::Item) {
            self.items_only.get_or_insert_with(|| name.clone());
        } else {
            self.orders_seen = true;
        }
        self.files.push(ImportedFile {
            name: name.as_str().into(),
            format: format.code().into(),
            rows,
            skipped,
            problems: problems.len() as u64,
        });
        self.problems.extend(
            problems.into_iter().map(|problem| FileProblem { file: name.clone(), problem }),
        );
        for batch in batches {
            self.names.push(name.clone());
            self.gathering.take(batch);
        }
    }

    /// True where there are only lines of goods, in which nobody is named.
    #[must_use]
    pub const fn is_items_only(&self) -> bool {
        self.items_only.is_some() && !self.orders_seen
    }

    /// The import of these files.
    #[must_use]
    pub fn stage(self) -> Staged {
        let (mut shop, rows) = self.gathering.settle();
        let mut files = self.files;
        files.sort_unstable();
        shop.describe_imports(&files);
        let rows = StagedRows { places: rows, names: self.names, unreadable: self.problems };
        Staged { shop, rows }
    }

    /// The shop of these files alone, and the rows that are not part of it.
    ///
    /// # Errors
    /// The name of the file and [`Refusal::NoCustomerColumn`] where there are only lines of
    /// goods: nobody is named in them.
    pub fn settle(self) -> Result<(Shop, Vec<FileProblem>), (String, Refusal)> {
        if let (Some(name), false) = (&self.items_only, self.orders_seen) {
            return Err((name.clone(), Refusal::NoCustomerColumn));
        }
        let staged = self.stage();
        let problems = staged.rows.problems(&staged.conflicts());
        Ok((staged.shop, problems))
    }
}

impl Staged {
    /// What speaks against orders of these files alone, by their place in the staged shop.
    #[must_use]
    pub fn conflicts(&self) -> HashMap<usize, RowConflict> {
        let (tables, imports) = (self.shop.tables(), self.shop.imports());
        let records = self.shop.records();
        let conflicts = records
            .filter_map(|(at, record)| Some((at, record.joined(tables, imports).conflict()?)));
        conflicts.collect()
    }
}

impl StagedRows {
    /// Rows that will not count: unreadable ones, and those of orders in conflict.
    #[must_use]
    pub fn problems(&self, conflicts: &HashMap<usize, RowConflict>) -> Vec<FileProblem> {
        let mut problems = self.unreadable.clone();
        for row in self.places.conflicts(conflicts) {
            let reason = match row.conflict {
                RowConflict::TwoCustomers => ProblemReason::TwoCustomers,
                RowConflict::NoSuchOrder => ProblemReason::NoSuchOrder,
            };
            problems.push(FileProblem {
                file: self.names.get(row.batch).cloned().unwrap_or_default(),
                problem: Problem {
                    line: u64::from(row.line),
                    field: Field::OrderId,
                    reason,
                    value: String::new(),
                    is_person_taken: false,
                },
            });
        }
        problems
    }
}
