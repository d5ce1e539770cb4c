//! Where the rows of an import went, and which of them went nowhere.

use hashbrown::HashMap;

use super::intern::Index;
use super::packed::{Reader, Writer};
use super::sighting::{Named, RowConflict};

/// A row that is not part of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConflictingRow {
    /// Which batch, in the order they were taken in.
    pub batch: usize,
    /// The line of its file.
    pub line: u32,
    /// The place of its order.
    pub order: u32,
    /// Why.
    pub conflict: RowConflict,
}

/// A row of an order that several customers stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamingRow {
    /// Which batch, in the order they were taken in.
    pub batch: usize,
    /// The line of its file.
    pub line: u32,
    /// The place of its order.
    pub order: u32,
    /// Whom it names.
    pub customer: Index,
}

/// Which order each row went to, file by file. Packed: most imports are never asked, and they travel
/// from one thread to another. For each file how many rows, then of each the line (from the last
/// one, signed) and the order.
#[derive(Clone, Debug, Default)]
pub struct RowPlaces {
    rows: Writer,
    naming: Vec<NamingRow>,
    /// Rows of lists that speak of a person of whom another row of these files speaks as well.
    /// Not part of the bytes.
    pub(super) same_person_rows: u64,
}

/// Where a row of a file went.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowPlace {
    pub(super) line: u32,
    pub(super) order: u32,
}

impl RowPlaces {
    pub(super) fn push_file(&mut self, rows: &[RowPlace]) {
        self.rows.unsigned(rows.len() as u64);
        let mut last = 0;
        for row in rows {
            self.rows.signed(i64::from(row.line) - last);
            self.rows.unsigned(u64::from(row.order));
            last = i64::from(row.line);
        }
    }

    /// Rows of lists that speak of a person of whom another row of these files speaks as well.
    #[must_use]
    pub const fn same_person_rows(&self) -> u64 {
        self.same_person_rows
    }

    /// As bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.rows.bytes()
    }

    /// The same from those bytes. What cannot be read in them names no row.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> RowPlaces {
        let mut out = Writer::default();
        out.raw(bytes);
        RowPlaces { rows: out, ..RowPlaces::default() }
    }

    /// Each row with the place of its batch.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, RowPlace)> + '_ {
        let mut reader = Reader::new(self.rows.bytes());
        let (mut batches, mut left, mut last) = (0, 0, 0);
        std::iter::from_fn(move || {
            while left == 0 {
                left = reader.unsigned()?;
                batches += 1;
                last = 0;
            }
            left -= 1;
            last += reader.signed()?;
            Some((
                batches - 1,
                RowPlace { line: u32::try_from(last).ok()?, order: reader.small()? },
            ))
        })
    }

    /// The rows of orders in conflict, which are given by their place.
    #[must_use]
    pub fn conflicts(&self, conflicts: &HashMap<usize, RowConflict>) -> Vec<ConflictingRow> {
        if conflicts.is_empty() {
            return Vec::new();
        }
        let rows = self.rows().filter_map(|(batch, row)| {
            let conflict = *conflicts.get(&(row.order as usize))?;
            Some(ConflictingRow { batch, line: row.line, order: row.order, conflict })
        });
        rows.collect()
    }

    /// Rows that name one of several customers of their order: those of the first such orders.
    #[must_use]
    pub fn naming(&self) -> &[NamingRow] {
        &self.naming
    }

    /// Says whom the rows of orders with several customers name.
    pub(super) fn name(&mut self, rivals: Rivals) {
        let named = |(batch, row): (usize, RowPlace)| {
            let customer = rivals.of(batch, row)?;
            Some(NamingRow { batch, line: row.line, order: row.order, customer })
        };
        self.naming = self.rows().filter_map(named).take(KEPT).collect();
    }
}

/// Orders with several customers whose rows are kept, and rows of them: as many as anybody reads.
const KEPT: usize = 1000;

/// Whom the rows of orders with several customers name. A row before the first that differs names
/// the first customer.
#[derive(Default)]
pub(super) struct Rivals {
    firsts: HashMap<u32, Index>,
    later: HashMap<(usize, u32), Index>,
}

impl Rivals {
    /// Looks at a row before it is joined to its order.
    pub(super) fn note(&mut self, batch: usize, row: RowPlace, before: Named, now: Named) {
        let Named::One(now) = now else { return };
        if self.later.len() >= KEPT {
            return;
        }
        let is_rival = match before {
            Named::One(first) if first != now => {
                self.firsts.insert(row.order, first);
                true
            }
            Named::Several(_) => self.firsts.contains_key(&row.order),
            Named::Nobody | Named::One(_) => false,
        };
        if is_rival {
            self.later.insert((batch, row.line), now);
        }
    }

    fn of(&self, batch: usize, row: RowPlace) -> Option<Index> {
        let first = self.firsts.get(&row.order)?;
        Some(*self.later.get(&(batch, row.line)).unwrap_or(first))
    }
}
