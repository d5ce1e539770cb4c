//! An import that is read, and what is wrong with its rows.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::FileProblem;
use crate::domain::customer::CustomerKey;
use crate::domain::gathering::{ConflictingRow, NamingRow, RowConflict, RowPlaces};
use crate::domain::observation::TextRef;
use crate::domain::record::{OrderKey, OrderName, OrderNumber, OrderRecord};
use crate::domain::shop::Shop;
use crate::domain::sighting::Named;
use crate::format::mapping::Field;
use crate::format::problem::{Problem, ProblemReason, TOLD_CLOSELY, glimpse};

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
    /// Rows of orders that several customers stand for, and whom each names.
    pub named: Vec<NamedRow>,
    /// Rows that could not be read.
    pub unreadable: Vec<FileProblem>,
    /// Rows of lists that speak of a person of whom another row of these files speaks as well. With
    /// the people, they are all rows of lists that were taken.
    pub same_person_rows: u64,
}

/// Whom a row names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    /// Which batch.
    pub batch: usize,
    /// The line of its file.
    pub line: u32,
    /// The place of its order.
    pub order: u32,
    /// The customer.
    pub customer: String,
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

    /// Rows that will not count where there is no book.
    #[must_use]
    pub fn problems(&self) -> Vec<FileProblem> {
        self.rows.problems(&self.conflicts(), &self.shop, &Shop::default())
    }
}

impl StagedRows {
    /// Rows that will not count, by file and line: unreadable ones, and those of orders in conflict
    /// with each other or with the book.
    #[must_use]
    pub fn problems(
        &self,
        conflicts: &HashMap<usize, RowConflict>,
        staged: &Shop,
        book: &Shop,
    ) -> Vec<FileProblem> {
        let mut problems = self.unreadable.clone();
        for (nth, row) in self.places.conflicts(conflicts).into_iter().enumerate() {
            let closely = (nth < TOLD_CLOSELY).then_some(Closely { rows: self, staged, book });
            let (value, context) = closely.map(|it| it.told(row)).unwrap_or_default();
            let reason = match row.conflict {
                RowConflict::TwoCustomers => ProblemReason::TwoCustomers,
                RowConflict::NoSuchOrder => ProblemReason::NoSuchOrder,
            };
            let (line, field) = (u64::from(row.line), Field::OrderId);
            problems.push(FileProblem {
                file: self.names.get(row.batch).cloned().unwrap_or_default(),
                problem: Problem { line, field, reason, value, context, is_person_taken: false },
            });
        }
        let mut places: HashMap<&str, usize> = HashMap::new();
        for name in &self.names {
            let next = places.len();
            places.entry(name).or_insert(next);
        }
        let place = |file: &str| places.get(file).copied().unwrap_or(usize::MAX);
        problems.sort_by_cached_key(|it| (place(&it.file), it.problem.line, it.problem.field));
        problems
    }
}

/// Whom the rows name that stand for orders of several customers.
pub(super) fn named(staged: &Shop, places: &RowPlaces) -> Vec<NamedRow> {
    let row = |row: &NamingRow| {
        let customer = staged.customers().get(row.customer.position()).map(label)?;
        Some(NamedRow { batch: row.batch, line: row.line, order: row.order, customer })
    };
    places.naming().iter().filter_map(row).collect()
}

fn label(customer: &CustomerKey) -> String {
    glimpse(customer.label())
}

/// A row in conflict, told from what is known of its order.
#[derive(Clone, Copy)]
struct Closely<'a> {
    rows: &'a StagedRows,
    staged: &'a Shop,
    book: &'a Shop,
}

impl Closely<'_> {
    /// The customers, the one of this row first, and what else tells the row.
    fn told(self, row: ConflictingRow) -> (String, Vec<String>) {
        let Some(record) = self.staged.record(row.order as usize) else {
            return Default::default();
        };
        let number = self.staged.number_text(&record.key);
        let said = record.sightings.iter().map(|sighting| &sighting.content);
        let items = said.flat_map(|said| {
            let held = said.held.and_then(|held| held.item);
            // Of several lines it is not known which is this row's.
            held.or_else(|| said.lines.first().filter(|_| said.lines.len() == 1)?.item)
        });
        let item = items.map(|at| self.staged.text(Some(at))).next().unwrap_or_default();
        let context = [number.as_str(), item].into_iter().filter(|text| !text.is_empty());
        let customers = match row.conflict {
            RowConflict::TwoCustomers => self.customers(row, &record).join(" / "),
            RowConflict::NoSuchOrder => String::new(),
        };
        (customers, context.map(glimpse).collect())
    }

    fn customers(self, row: ConflictingRow, record: &OrderRecord) -> Vec<String> {
        const SHOWN: usize = 3;
        let of_order = self.rows.named.iter().filter(|it| it.order == row.order);
        let (own, others): (Vec<_>, Vec<_>) =
            of_order.partition(|it| (it.batch, it.line) == (row.batch, row.line));
        let here = own.into_iter().chain(others).map(|it| it.customer.clone());
        let known = self.in_book(&record.key).and_then(|at| self.book.record(at));
        let known = known.map(|known| named_by(&known, self.book)).unwrap_or_default();
        let all = here.chain(named_by(record, self.staged)).chain(known);
        let mut customers: Vec<String> = Vec::new();
        for customer in all {
            if customers.len() < SHOWN && !customers.contains(&customer) {
                customers.push(customer);
            }
        }
        customers
    }

    /// The order of that number in the book.
    fn in_book(self, key: &OrderKey) -> Option<usize> {
        let name = match key.name {
            OrderName::Numbered(OrderNumber::Text(at)) => {
                let text = TextRef(self.staged.text(Some(at)));
                OrderName::Numbered(OrderNumber::Text(self.book.tables().texts.find_ref(&text)?))
            }
            OrderName::Numbered(OrderNumber::Digits { .. }) | OrderName::ByHand(_) => key.name,
            // It is known by its customer: another customer is another order.
            OrderName::Unnumbered(_) => return None,
        };
        self.book.find_order(&OrderKey { platform: key.platform, name })
    }
}

/// The customers that statements on an order name, each of them one.
fn named_by(record: &OrderRecord, shop: &Shop) -> Vec<String> {
    let one = |named: Named| match named {
        Named::One(at) => shop.customers().get(at.position()).map(label),
        Named::Nobody | Named::Several(_) => None,
    };
    record.sightings.iter().filter_map(|sighting| one(sighting.content.named)).collect()
}
