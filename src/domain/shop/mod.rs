//! The shop in memory: what happened, packed, and the columns its figures are read from.

mod addressed;
mod applying;
mod columns;
mod events;
mod freshness;
mod index;
mod orders_of;
mod pages;
mod people;
mod persons;
mod profile;
mod remark;
mod rules;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::hash::Hash;
use std::sync::Arc;

pub use applying::Applying;
use columns::{Columns, Reading};
pub use columns::{LayingOut, Touched};
use events::Events;
pub use freshness::Freshness;
use index::OrderIndex;
pub use orders_of::GatheringOrders;
use orders_of::OrdersOf;
use pages::CleanPages;
pub use pages::PageName;
use people::People;
pub(super) use people::put_person;
pub use profile::{Profile, read_profile, write_profile};

use crate::domain::change::{Change, Collection, NotAChange, read_customer, read_receiver};
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::figures::{Basis, Figures, LiveFigures, OrderHistory};
use crate::domain::import::{Import, ImportedFile, read_import};
use crate::domain::intern::{Index, Interner};
use crate::domain::loyalty::Rulebook;
use crate::domain::marks::Marks;
use crate::domain::observation::Receiver;
use crate::domain::order::OrderMoney;
use crate::domain::packed::Writer;
use crate::domain::packed_order::{read_order, read_order_key, read_single, write_order};
use crate::domain::person_record::PersonRecord;
use crate::domain::record::{OrderKey, OrderName, OrderRecord};
use crate::domain::shelf::Shelf;
use crate::domain::sighting::{Content, Held};
use crate::domain::tables::{LookUp, Tables};

impl Order {
    /// True where it counts (semantics 2), with all that is known of it.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.marks.counts(&self.content, Day::MAX)
    }

    /// Its money, refunds by hand included.
    #[must_use]
    pub fn money(&self) -> OrderMoney {
        self.marks.money(&self.content, Day::MAX)
    }

    /// What the best observation says of it.
    #[must_use]
    pub const fn held(&self) -> Option<&Held> {
        self.content.held.as_ref()
    }
}

/// An order with everything that is said of it joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its key.
    pub key: OrderKey,
    /// What is said of it.
    pub content: Content,
    /// What the seller said of it.
    pub marks: Marks,
}

/// Everything the shop knows.
#[derive(Clone, Debug, Default)]
pub struct Shop {
    pub(super) tables: Tables,
    pub(super) imports: Vec<Import>,
    profile: Profile,
    pub(super) orders: Shelf,
    pub(super) people: People,
    pub(super) events: Events,
    columns: Columns,
    /// Highest Lamport counter of any stamp.
    counter: u64,
    index: OnceCell<OrderIndex>,
    orders_of: OnceCell<OrdersOf>,
    /// Built when it is first asked for; an event about nobody makes it old.
    rulebook: OnceCell<Arc<Rulebook>>,
    clean: CleanPages,
}

impl Shop {
    /// Takes in a change. `live` figures follow it, unless [`Touched::is_everything`]: then they
    /// have to be built anew.
    ///
    /// # Errors
    /// [`NotAChange`] where its bytes cannot be read; what came before stays taken in.
    pub fn apply(
        &mut self,
        change: &Change,
        live: Option<&mut LiveFigures>,
    ) -> Result<Touched, NotAChange> {
        let mut live = live;
        let mut applying = Applying::begin(self, change);
        while applying.step(self, change, live.as_deref_mut(), usize::MAX)? {}
        Ok(applying.touched())
    }

    /// Takes over columns that were laid out.
    fn set_columns(&mut self, columns: Columns) {
        self.columns = columns;
        self.counter = self.counter.max(self.columns.highest_counter);
    }

    /// Puts a record without looking at the columns.
    fn put(&mut self, collection: Collection, position: usize, record: &[u8]) -> Option<()> {
        match collection {
            Collection::Texts => {
                let text = std::str::from_utf8(record).ok()?;
                extend(&mut self.tables.texts, position, text.into())
            }
            Collection::Customers => {
                extend(&mut self.tables.customers, position, read_customer(record)?)
            }
            Collection::Receivers => {
                extend(&mut self.tables.receivers, position, read_receiver(record)?)
            }
            Collection::Imports => self.put_import(position, record),
            Collection::Orders => self.put_order(position, record),
            Collection::Profile => {
                self.profile = read_profile(record)?;
                self.see(self.profile.highest_counter());
                self.clean.profile = false;
                Some(())
            }
            Collection::People => self.people.put(position, record),
            Collection::Events => {
                let event = self.events.put(position, record)?;
                if event.deed.customers() == (None, None) {
                    self.rulebook.take();
                }
                self.see(event.stamp.counter.max(event.undone.stamp.counter));
                Some(())
            }
        }
    }

    fn put_import(&mut self, position: usize, record: &[u8]) -> Option<()> {
        let import = read_import(record)?;
        self.see(import.state.stamp.counter);
        self.clean.imports = false;
        if position == self.imports.len() {
            self.imports.push(import);
        } else {
            *self.imports.get_mut(position)? = import;
        }
        Some(())
    }

    fn put_order(&mut self, position: usize, record: &[u8]) -> Option<()> {
        if !record.is_empty() {
            let marks = match read_single(record) {
                Some((.., marks)) => marks,
                None => read_order(record)?.marks,
            };
            self.see(marks.highest_counter());
            if let Some(index) = self.index.get_mut() {
                index.insert(&read_order_key(record)?, position, &self.orders);
            }
        }
        self.orders.put(position, record);
        self.note_order(position);
        Some(())
    }

    /// A shop with tables and nothing that names them yet.
    pub(super) fn with_tables(tables: Tables) -> Shop {
        Shop { tables, ..Shop::default() }
    }

    /// Lays out the columns and looks through the stamps of all there is.
    pub(super) fn with_columns(mut self) -> Shop {
        self.columns = Columns::of(&self);
        let stamps = self.imports.iter().map(|import| import.state.stamp.counter);
        let others = [self.profile.highest_counter(), self.columns.highest_counter];
        self.counter = stamps.chain(others).max().unwrap_or_default();
        self
    }

    /// Says which files the imports of a staged shop came from.
    pub fn describe_imports(&mut self, files: &[ImportedFile]) {
        for import in &mut self.imports {
            import.state.value.files = files.to_vec();
        }
    }

    /// Leaves out what the files of its imports are called.
    pub fn forget_file_names(&mut self) {
        for import in &mut self.imports {
            for file in &mut import.state.value.files {
                file.name = Box::default();
            }
            import.state.value.files.sort_unstable();
        }
    }

    fn see(&mut self, counter: u64) {
        self.counter = self.counter.max(counter);
    }

    /// The counter for the next stamp.
    #[must_use]
    pub const fn next_counter(&self) -> u64 {
        self.counter.saturating_add(1)
    }

    /// The keys of all people in the tables; positions are what orders name. Those of whom no
    /// order and no list tells any more are not known: see [`Shop::known_since`].
    #[must_use]
    pub fn customers(&self) -> &[CustomerKey] {
        self.tables.customers.values()
    }

    /// For each of them the first day of which the book tells; [`Day::MAX`] = of none.
    #[must_use]
    pub fn known_since(&self) -> &[Day] {
        &self.columns.known_since
    }

    /// True where the book tells of the customer at a place.
    #[must_use]
    pub fn is_known(&self, at: usize) -> bool {
        self.columns.known_since.get(at).is_some_and(|since| *since != Day::MAX)
    }

    /// All orders, counted or not; those in conflict are left out.
    pub fn orders(&self) -> impl Iterator<Item = Order> + '_ {
        self.records().filter_map(|(_, record)| {
            let content = record.joined(&self.tables, self.imports());
            content.conflict().is_none().then_some(Order {
                key: record.key,
                content,
                marks: record.marks,
            })
        })
    }

    /// All order records with their places, orders in conflict included.
    pub fn records(&self) -> impl Iterator<Item = (usize, OrderRecord)> + '_ {
        self.orders.iter().filter_map(|(at, bytes)| Some((at, read_order(bytes)?)))
    }

    /// The record at a place.
    #[must_use]
    pub fn record(&self, position: usize) -> Option<OrderRecord> {
        read_order(self.orders.get(position)?)
    }

    /// The place of an order.
    #[must_use]
    pub fn find_order(&self, key: &OrderKey) -> Option<usize> {
        self.index.get_or_init(|| OrderIndex::of(&self.orders)).find(key, &self.orders)
    }

    /// An order's own name as text: its number, else empty.
    #[must_use]
    pub fn number_text(&self, key: &OrderKey) -> String {
        match key.name {
            OrderName::Numbered(number) => number.to_text(&self.tables),
            OrderName::Unnumbered(_) | OrderName::ByHand(_) => String::new(),
        }
    }

    /// A text of an order or line.
    #[must_use]
    pub fn text(&self, index: Option<Index>) -> &str {
        index.map_or("", |index| self.tables.text(index))
    }

    /// A receiver of an order.
    #[must_use]
    pub fn receiver(&self, index: Option<Index>) -> Option<&Receiver> {
        self.tables.receivers.get(index?)
    }

    /// Where the places of records lead.
    #[must_use]
    pub const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// All imports, undone ones included, in the order in which they came.
    #[must_use]
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    /// What the shop says of itself.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The counted orders in columns.
    #[must_use]
    pub const fn history(&self) -> &OrderHistory {
        &self.columns.history
    }

    /// How many orders there are, counted or not, those in conflict left out.
    #[must_use]
    pub const fn order_count(&self) -> u64 {
        self.columns.orders
    }

    /// Rows that do not count: unreadable ones of the imports that stand, and those in conflict.
    #[must_use]
    pub fn problem_rows(&self) -> u64 {
        let standing = self.imports.iter().filter(|import| import.state.value.present);
        let unreadable = standing.flat_map(|import| &import.state.value.files);
        let rows = unreadable.map(|file| file.problems);
        rows.fold(self.columns.conflicting_rows, u64::saturating_add)
    }

    /// True where nothing was ever put in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
            && self.people.len() == 0
            && self.events.len() == 0
            && self.imports.is_empty()
            && self.profile == Profile::default()
    }

    /// The last business day of a counted order: the as-of day where none is given.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.columns.last_day()
    }

    /// Each channel that orders came from with the last business day of a counted one: up to when
    /// its data go (semantics 2, freshness).
    pub fn data_up_to(&self) -> impl Iterator<Item = (Platform, Day)> + '_ {
        self.columns.data_up_to()
    }

    /// The counted orders in columns, as of a day. What the seller cancelled or gave back on a day
    /// after it is not known yet; only then are columns of their own laid out.
    #[must_use]
    pub fn history_as_of(&self, as_of: Day) -> Cow<'_, OrderHistory> {
        match self.columns.knows(as_of) {
            true => Cow::Borrowed(&self.columns.history),
            false => Cow::Owned(Columns::history_as_of(self, as_of)),
        }
    }

    /// The figures as of a basis, kept ready for changes.
    #[must_use]
    pub fn live_figures(&self, basis: Basis) -> LiveFigures {
        let history = self.history_as_of(basis.known_on);
        LiveFigures::new(&history, &self.columns.known_since, basis)
    }

    /// The figures as of a basis.
    #[must_use]
    pub fn figures(&self, basis: &Basis) -> Figures {
        self.live_figures(basis.clone()).figures()
    }

    /// What an order's record says, joined; `None` = vacant or damaged.
    fn reading(&self, bytes: &[u8], imports: &[Import]) -> Option<Reading> {
        if let Some((key, content, marks)) = read_single(bytes) {
            return Some(Reading { platform: key.platform, content, marks });
        }
        let record = read_order(bytes)?;
        let (content, marks) = (record.joined(&self.tables, imports), record.marks);
        Some(Reading { platform: record.key.platform, content, marks })
    }
}

/// A shop that is put together from a backup.
#[derive(Clone, Debug, Default)]
pub struct ShopBuilder {
    /// Its tables.
    pub tables: Tables,
    /// Its imports.
    pub imports: Vec<Import>,
    /// What it says of itself.
    pub profile: Profile,
    orders: Shelf,
    people: People,
    events: Events,
    out: Writer,
}

impl ShopBuilder {
    /// Adds an order, which names only what stands in the tables.
    pub fn push(&mut self, record: &OrderRecord) {
        self.out.clear();
        write_order(record, &mut self.out);
        self.orders.put(self.orders.len(), self.out.bytes());
    }

    /// Adds a person, who names only what stands in the tables.
    pub fn push_person(&mut self, record: &PersonRecord) {
        self.people.push(record);
    }

    /// Adds an event, which names only what stands in the tables.
    pub fn push_event(&mut self, event: &Event) {
        self.events.push(event);
    }

    /// The shop; `None` where an order, a person, an event or an import stands twice.
    #[must_use]
    pub fn finish(self) -> Option<Shop> {
        let ShopBuilder { tables, imports, profile, orders, people, events, .. } = self;
        let mut ids: Vec<_> = imports.iter().map(|import| import.id).collect();
        ids.sort_unstable();
        let index = OrderIndex::of(&orders);
        let unique = ids.windows(2).all(|pair| pair.first() != pair.last())
            && orders.iter().all(|(at, bytes)| {
                let key = read_order_key(bytes);
                key.is_some_and(|key| index.find(&key, &orders) == Some(at))
            })
            && people.is_unique()
            && events.is_unique();
        if !unique {
            return None;
        }
        let shop = Shop { tables, imports, profile, orders, people, events, ..Shop::default() };
        Some(shop.with_columns())
    }
}

/// Adds a value at the end of its table. Again at its place it changes nothing; anywhere else the
/// bytes are not of this shop.
fn extend<T: Eq + Hash>(table: &mut Interner<T>, position: usize, value: T) -> Option<()> {
    let next = table.len();
    match position.cmp(&next) {
        std::cmp::Ordering::Less => (table.get(Index::at(position)) == Some(&value)).then_some(()),
        std::cmp::Ordering::Equal => (table.intern(value).position() == next).then_some(()),
        std::cmp::Ordering::Greater => None,
    }
}
