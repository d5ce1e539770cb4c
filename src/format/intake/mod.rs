//! Files in, one shop out.

mod census;
mod reading;

pub use reading::{FileReading, FileRows, ReadOptions, Step};

use super::mapping::Field;
use super::problem::{Problem, ProblemReason, Refusal};
use crate::domain::gathering::{Gathering, RowConflict};
use crate::domain::observation::Grain;
use crate::domain::shop::Shop;

/// Files that were read, on their way to a shop.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    gathering: Gathering,
    names: Vec<String>,
    problems: Vec<FileProblem>,
    orders_seen: bool,
    items_only: Option<String>,
}

/// A problem row with the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// The file.
    pub file: String,
    /// The row.
    pub problem: Problem,
}

impl Intake {
    /// Takes in a file.
    pub fn take(&mut self, rows: FileRows) {
        let FileRows { name, problems, batch, .. } = rows;
        if batch.grain == Grain::Item {
            self.items_only.get_or_insert_with(|| name.clone());
        } else {
            self.orders_seen = true;
        }
        self.problems.extend(
            problems.into_iter().map(|problem| FileProblem { file: name.clone(), problem }),
        );
        self.names.push(name);
        self.gathering.take(batch);
    }

    /// The shop, and the rows that are not part of it.
    ///
    /// # Errors
    /// The name of the file and [`Refusal::NoCustomerColumn`] where there are only lines of
    /// goods: nobody is named in them.
    pub fn settle(self) -> Result<(Shop, Vec<FileProblem>), (String, Refusal)> {
        if let (Some(name), false) = (self.items_only, self.orders_seen) {
            return Err((name, Refusal::NoCustomerColumn));
        }
        let (shop, conflicts) = self.gathering.settle();
        let mut problems = self.problems;
        for row in conflicts {
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
                },
            });
        }
        Ok((shop, problems))
    }
}
