//! The shop on disk: pages of records, and which of them have changed.

use super::{Columns, Shop, write_profile};
use crate::domain::change::{Change, Collection, NotAChange, write_customer, write_receiver};
use crate::domain::customer::CustomerKey;
use crate::domain::import::write_import;
use crate::domain::observation::Receiver;
use crate::domain::packed::{Reader, Writer};
use crate::domain::shelf::RECORDS_PER_PAGE;

/// A page of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageName {
    /// Of which collection.
    pub collection: Collection,
    /// Which page, from 0.
    pub number: u32,
}

/// How much of the collections that only grow is on disk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CleanPages {
    texts: usize,
    customers: usize,
    receivers: usize,
    pub(super) imports: bool,
    pub(super) profile: bool,
}

impl Shop {
    /// Every page there is.
    #[must_use]
    pub fn pages(&self) -> Vec<PageName> {
        let count = |collection| match collection {
            Collection::Texts => pages_of(self.tables.texts.len()),
            Collection::Customers => pages_of(self.tables.customers.len()),
            Collection::Receivers => pages_of(self.tables.receivers.len()),
            Collection::Imports => pages_of(self.imports.len()),
            Collection::Orders => self.orders.pages(),
            Collection::Profile => 1,
            Collection::People => self.people.shelf.pages(),
            Collection::Events => self.events.shelf.pages(),
        };
        let all = Collection::ALL.into_iter();
        all.flat_map(|collection| {
            (0..count(collection) as u32).map(move |number| PageName { collection, number })
        })
        .collect()
    }

    /// The pages that are not on disk as they stand.
    #[must_use]
    pub fn dirty_pages(&self) -> Vec<PageName> {
        let (orders, people) = (self.orders.dirty_pages(), self.people.shelf.dirty_pages());
        let events = self.events.shelf.dirty_pages();
        let first_dirty = |clean: usize| (clean / RECORDS_PER_PAGE) as u32;
        let is_dirty = |page: &PageName| match page.collection {
            Collection::Texts => {
                self.clean.texts < self.tables.texts.len()
                    && page.number >= first_dirty(self.clean.texts)
            }
            Collection::Customers => {
                self.clean.customers < self.tables.customers.len()
                    && page.number >= first_dirty(self.clean.customers)
            }
            Collection::Receivers => {
                self.clean.receivers < self.tables.receivers.len()
                    && page.number >= first_dirty(self.clean.receivers)
            }
            Collection::Imports => !self.clean.imports,
            Collection::Orders => orders.binary_search(&page.number).is_ok(),
            Collection::Profile => !self.clean.profile,
            Collection::People => people.binary_search(&page.number).is_ok(),
            Collection::Events => events.binary_search(&page.number).is_ok(),
        };
        self.pages().into_iter().filter(is_dirty).collect()
    }

    /// All pages are on disk as they stand.
    pub fn mark_clean(&mut self) {
        self.orders.mark_clean();
        self.people.shelf.mark_clean();
        self.events.shelf.mark_clean();
        self.clean = CleanPages {
            texts: self.tables.texts.len(),
            customers: self.tables.customers.len(),
            receivers: self.tables.receivers.len(),
            imports: true,
            profile: true,
        };
    }

    /// A page as bytes: how many records, then each with its length.
    #[must_use]
    pub fn page_bytes(&self, page: PageName) -> Vec<u8> {
        let mut out = Writer::default();
        let at = page.number as usize;
        match page.collection {
            Collection::Texts => {
                write_table(self.tables.texts.values(), at, &mut out, |text, out| {
                    out.raw(text.as_bytes());
                })
            }
            Collection::Customers => {
                write_table(self.tables.customers.values(), at, &mut out, write_customer);
            }
            Collection::Receivers => {
                write_table(self.tables.receivers.values(), at, &mut out, write_receiver);
            }
            Collection::Imports => write_table(&self.imports, at, &mut out, write_import),
            Collection::Orders => self.orders.write_page(at, &mut out),
            Collection::Profile => {
                write_table(std::slice::from_ref(&self.profile), at, &mut out, write_profile);
            }
            Collection::People => self.people.shelf.write_page(at, &mut out),
            Collection::Events => self.events.shelf.write_page(at, &mut out),
        }
        out.into_bytes()
    }

    /// Takes in a page while the shop is being opened: in the order of [`Collection::ALL`], pages
    /// by number. `None` where it cannot be read.
    #[must_use]
    pub fn read_page(&mut self, page: PageName, bytes: &[u8]) -> Option<()> {
        let shelf = match page.collection {
            Collection::Orders => Some(&mut self.orders),
            Collection::People => Some(&mut self.people.shelf),
            Collection::Events => Some(&mut self.events.shelf),
            Collection::Texts
            | Collection::Customers
            | Collection::Receivers
            | Collection::Imports
            | Collection::Profile => None,
        };
        if let Some(shelf) = shelf {
            return shelf.read_page(page.number as usize, bytes);
        }
        let first = page.number as usize * RECORDS_PER_PAGE;
        self.fill_up_to(page.collection, first);
        let mut reader = Reader::new(bytes);
        for at in 0..reader.small()? as usize {
            self.put(page.collection, first + at, reader.run()?)?;
        }
        reader.is_empty().then_some(())
    }

    /// Where a page of a table is lost, places are kept for what stood in it, so that what stands
    /// behind keeps its own.
    fn fill_up_to(&mut self, collection: Collection, first: usize) {
        let lost = |at: usize| format!("\u{0}{at}").into_boxed_str();
        match collection {
            Collection::Texts => {
                for at in self.tables.texts.len()..first {
                    self.tables.texts.intern(lost(at));
                }
            }
            Collection::Customers => {
                for at in self.tables.customers.len()..first {
                    self.tables.customers.intern(CustomerKey::Column(lost(at)));
                }
            }
            Collection::Receivers => {
                for at in self.tables.receivers.len()..first {
                    let (name, nothing) = (lost(at), || Box::from(""));
                    let receiver = Receiver { name, phone_text: nothing(), address: nothing() };
                    self.tables.receivers.intern(receiver);
                }
            }
            Collection::Imports
            | Collection::Orders
            | Collection::Profile
            | Collection::People
            | Collection::Events => {}
        }
    }

    /// After the last page: these are what stands on disk, and the columns follow from them.
    pub fn finish_reading(&mut self) {
        self.mark_clean();
        self.lay_out();
    }

    /// Takes in a change of the journal behind the pages, without its columns: call
    /// [`Shop::lay_out`] after the last.
    ///
    /// # Errors
    /// [`NotAChange`] where its bytes cannot be read; what came before stays taken in.
    pub fn replay(&mut self, change: &Change) -> Result<(), NotAChange> {
        if change.replaces_all() {
            *self = Shop::default();
        }
        for put in change.puts() {
            let put = put?;
            self.put(put.collection, put.position, put.record).ok_or(NotAChange)?;
        }
        Ok(())
    }

    /// Lays out the columns anew.
    pub fn lay_out(&mut self) {
        self.set_columns(Columns::of(self));
    }

    /// Bytes of the packed orders in memory: what a measurement counts.
    #[must_use]
    pub fn bytes_of_orders(&self) -> usize {
        self.orders.bytes_in_memory()
    }
}

fn pages_of(records: usize) -> usize {
    records.div_ceil(RECORDS_PER_PAGE)
}

fn write_table<T>(
    values: &[T],
    page: usize,
    out: &mut Writer,
    mut write: impl FnMut(&T, &mut Writer),
) {
    let first = page * RECORDS_PER_PAGE;
    let end = values.len().min(first + RECORDS_PER_PAGE);
    let values = values.get(first..end).unwrap_or_default();
    out.unsigned(values.len() as u64);
    let mut record = Writer::default();
    for value in values {
        record.clear();
        write(value, &mut record);
        out.run(record.bytes());
    }
}
