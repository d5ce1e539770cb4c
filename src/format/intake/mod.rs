//! Files in, one import out.

use serde::{Deserialize, Serialize};

pub(crate) mod census;
mod corrected;
mod date_census;
pub(crate) mod header;
pub(crate) mod opening;
mod reading;
mod sniffing;
mod staged;

pub use date_census::AmbiguousDate;
pub use header::signature;
pub use reading::{FileReading, FileRows, ReadOptions, Step};
pub use staged::{NamedRow, Staged, StagedRows};

use super::problem::{Problem, Refusal};
use crate::domain::gathering::Gathering;
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
        let (names, unreadable) = (self.names, self.problems);
        let named = staged::named(&shop, &rows);
        let same_person_rows = rows.same_person_rows();
        let rows = StagedRows { places: rows, names, named, unreadable, same_person_rows };
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
        let problems = staged.problems();
        Ok((staged.shop, problems))
    }
}
