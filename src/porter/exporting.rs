//! Shops to files for other programs.

use super::message::{ExportAsk, ExportWhat, TableForm, Tell};
use super::parcel::Buffers;
use super::serve::{Luggage, tell, tell_with};
use super::writing::unpack;
use crate::domain::day::Day;
use crate::domain::figures::{Basis, CountingRule};
use crate::domain::shop::Shop;
use crate::format::export::contacts::Contacts;
use crate::format::export::customers::Customers;
use crate::format::export::only::Only;
use crate::format::export::orders::Orders;
use crate::format::export::privacy::{Carried, Counting};
use crate::format::export::xlsx::{WorkbookFault, WorkbookWriter};
use crate::format::export::{Rows, csv};
use crate::store::files::{FileParts, MadeFile};

/// Bytes that are handed over to the browser at a time.
const PIECE: usize = 1 << 20;
/// Rows between two words on how far it is.
const ROWS: u64 = 2_000;

const CSV: &str = "text/csv;charset=utf-8";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const VCARD: &str = "text/vcard;charset=utf-8";

/// A file that was written, its rows, and what of other people is in it.
type Written = (Option<MadeFile>, u64, Carried);

/// Writes an export and says what became of it.
pub(super) fn export(ask: &ExportAsk, luggage: &Luggage) {
    let Some(shop) = unpack(&ask.shop, luggage) else { return tell(&Tell::Broken) };
    match write(ask, &shop) {
        Ok((Some(file), rows, carried)) => {
            let told = Tell::Exported { rows, carried };
            tell_with(&told, &Buffers::default(), Some(file.handle()));
        }
        Err(WorkbookFault::TooManyRows) => tell(&Tell::TooManyRows),
        Ok((None, ..)) | Err(WorkbookFault::Unwritable) => tell(&Tell::Broken),
    }
}

fn write(ask: &ExportAsk, shop: &Shop) -> Result<Written, WorkbookFault> {
    match ask.what {
        ExportWhat::Orders(form) => {
            let orders = Orders::new(shop, &ask.columns, ask.lang);
            match &ask.people {
                Some(_) => table(ask, form, orders.only(&only(ask))),
                None => table(ask, form, orders),
            }
        }
        ExportWhat::Customers(form) => {
            let each_order = ask.counts_each_order;
            let basis = Basis {
                rule: if each_order { CountingRule::EachOrder } else { CountingRule::MergedByDay },
                rfm_window_days: ask.rfm_window_days,
                known_on: Day::from_number(ask.known_on),
                // With the bounds of the shop's own stages, or the file would name others than
                // the list that stands beside it.
                ..shop.profile().basis(Day::from_number(ask.as_of))
            };
            let rows = Customers::new(shop, &ask.columns, ask.lang, &ask.stages, basis);
            table(ask, form, rows.only(only(ask)))
        }
        ExportWhat::Contacts => Ok(contacts(ask, shop)),
    }
}

fn only(ask: &ExportAsk) -> Only {
    Only::of(ask.people.as_deref())
}

fn table(ask: &ExportAsk, form: TableForm, rows: impl Rows) -> Result<Written, WorkbookFault> {
    match form {
        TableForm::Csv => Ok(text(ask, rows)),
        TableForm::Workbook => workbook(ask, rows),
    }
}

fn text(ask: &ExportAsk, mut rows: impl Rows) -> Written {
    let mut out = Out::default();
    let mut counting = Counting::default();
    out.text = csv::head(&rows, ask.lang);
    while let Some(cells) = rows.next_row() {
        counting.see(rows.columns(), &cells);
        csv::push_cells(&cells, &mut out.text);
        out.row(rows.permille());
    }
    let count = out.rows;
    (out.finish(&ask.name, CSV), count, counting.carried())
}

fn workbook(ask: &ExportAsk, mut rows: impl Rows) -> Result<Written, WorkbookFault> {
    let mut book = WorkbookWriter::new("Huitou", rows.columns(), ask.lang)?;
    let mut counting = Counting::default();
    let mut count = 0;
    while let Some(cells) = rows.next_row() {
        counting.see(rows.columns(), &cells);
        book.push(&cells)?;
        count += 1;
        if count % ROWS == 0 {
            tell(&Tell::Writing(rows.permille()));
        }
    }
    let bytes = book.finish(Day::from_number(ask.today))?;
    let mut parts = FileParts::default();
    parts.push_bytes(&bytes);
    Ok((parts.finish(&ask.name, WORKBOOK, None), count, counting.carried()))
}

fn contacts(ask: &ExportAsk, shop: &Shop) -> Written {
    let mut out = Out::default();
    let mut counting = Counting::default();
    let mut contacts = Contacts::new(shop, false).only(only(ask));
    while let Some(card) = contacts.next_card(&mut counting) {
        out.text.push_str(&card);
        out.row(contacts.permille());
    }
    let count = out.rows;
    (out.finish(&ask.name, VCARD), count, counting.carried())
}

/// A text on its way to the browser.
#[derive(Default)]
struct Out {
    parts: FileParts,
    text: String,
    rows: u64,
}

impl Out {
    /// A row is written.
    fn row(&mut self, permille: u16) {
        self.rows += 1;
        if self.rows.is_multiple_of(ROWS) {
            tell(&Tell::Writing(permille));
        }
        if self.text.len() >= PIECE {
            self.parts.push(&self.text);
            self.text.clear();
        }
    }

    fn finish(mut self, name: &str, mime: &str) -> Option<MadeFile> {
        self.parts.push(&self.text);
        self.parts.finish(name, mime, None)
    }
}
