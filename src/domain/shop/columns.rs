//! The columns beside the packed orders, laid out in one pass and kept current by each change.

use super::Shop;
use super::persons::Persons;
use crate::domain::customer::Platform;
use crate::domain::day::Day;
use crate::domain::event::{Deed, Event};
use crate::domain::figures::{CountedOrder, LiveFigures, OrderHistory};
use crate::domain::import::Import;
use crate::domain::intern::Index;
use crate::domain::marks::Marks;
use crate::domain::packed_event::read_event;
use crate::domain::packed_person::read_person;
use crate::domain::person_record::PersonRecord;
use crate::domain::sighting::Content;

/// What the figures read.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// Counted orders by customer.
    pub(super) history: OrderHistory,
    /// First day of which the book tells, by customer; [`Day::MAX`] = of none.
    pub(super) known_since: Vec<Day>,
    /// Orders, counted or not.
    pub(super) orders: u64,
    /// Rows of orders in conflict.
    pub(super) conflicting_rows: u64,
    /// Last business day of a counted order, by the number of its platform.
    last_days: [Option<Day>; Platform::ALL.len()],
    /// Highest counter of a stamp on an order or an event.
    pub(super) highest_counter: u64,
    /// Who is one person under several keys.
    pub(super) persons: Persons,
    /// The last day on which an order was cancelled or something given back, by hand. Before it
    /// less is known than stands in the history.
    last_dated: Option<Day>,
}

impl Columns {
    /// One pass over all orders.
    pub(super) fn of(shop: &Shop) -> Columns {
        let mut laying = LayingOut::begin(shop);
        while laying.step(shop, usize::MAX) {}
        laying.into_columns()
    }

    /// Last business day of a counted order.
    pub(super) fn last_day(&self) -> Option<Day> {
        self.last_days.iter().copied().max().flatten()
    }

    /// The same by platform.
    pub(super) fn data_up_to(&self) -> impl Iterator<Item = (Platform, Day)> + '_ {
        Platform::ALL.into_iter().zip(self.last_days).filter_map(|(it, day)| Some((it, day?)))
    }

    fn last_day_of(&mut self, platform: Platform) -> Option<&mut Option<Day>> {
        self.last_days.get_mut(usize::from(platform.number()))
    }

    /// True where the history is that of a day.
    pub(super) fn knows(&self, as_of: Day) -> bool {
        self.last_dated.is_none_or(|last| last <= as_of)
    }

    /// The history of a day that it is not.
    pub(super) fn history_as_of(shop: &Shop, as_of: Day) -> OrderHistory {
        let persons = &shop.columns.persons;
        let readings = shop.orders.iter().filter_map(|(_, it)| shop.reading(it, shop.imports()));
        let counted: Vec<_> = readings.filter_map(|it| it.counted(persons, as_of)).collect();
        OrderHistory::new(shop.customers().len(), &counted)
    }

    /// Follows a small change. False where a new pass is needed; the columns are of no use then.
    pub(super) fn follow(
        &mut self,
        people: usize,
        touched: &Touched,
        mut live: Option<&mut LiveFigures>,
    ) -> bool {
        let known_before = self.known_since.len();
        self.known_since.resize(people, Day::MAX);
        touched
            .orders
            .iter()
            .all(|order| self.follow_order(order, known_before, live.as_deref_mut()).is_some())
            && touched
                .people
                .iter()
                .all(|person| self.follow_person(person, live.as_deref_mut()).is_some())
    }

    /// A person of whom a list speaks may be known earlier than before. Whether somebody is known
    /// later, by a list that gives a day or by one that is gone, only a new pass can say.
    fn follow_person(
        &mut self,
        person: &TouchedPerson,
        live: Option<&mut LiveFigures>,
    ) -> Option<()> {
        let TouchedPerson { before, after } = *person;
        if let Some((customer, day)) = before.filter(|before| Some(*before) != after)
            && *self.known_since.get(customer)? >= day
            && after.is_none_or(|(who, since)| who != customer || since > day)
        {
            return None;
        }
        let Some((customer, day)) = after else { return Some(()) };
        let since = self.known_since.get_mut(customer)?;
        if *since <= day {
            return Some(());
        }
        *since = day;
        let orders: Vec<_> = self.history.run(customer).orders().collect();
        match live {
            Some(live) => live.set_run(&mut self.history, &self.known_since, customer, orders),
            None => self.history.set_run(customer, orders),
        }
        Some(())
    }

    fn follow_order(
        &mut self,
        order: &TouchedOrder,
        known_before: usize,
        live: Option<&mut LiveFigures>,
    ) -> Option<()> {
        let TouchedOrder { before, after } = order;
        for (reading, sign) in [(before, -1_i64), (after, 1)] {
            let Some(reading) = reading else { continue };
            let rows = reading.content.problem_rows().cast_signed();
            self.conflicting_rows = self.conflicting_rows.checked_add_signed(sign * rows)?;
            let is_order = i64::from(reading.content.conflict().is_none());
            self.orders = self.orders.checked_add_signed(sign * is_order)?;
            self.note_marks(&reading.marks);
        }
        let counted = |reading: &Option<Reading>| {
            reading.as_ref().and_then(|reading| reading.counted(&self.persons, Day::MAX))
        };
        let (old, new) = (counted(before), counted(after));
        let platform = after.as_ref().or(before.as_ref()).map(|reading| reading.platform)?;
        let last_day = self.last_day_of(platform)?;
        if let Some(old) = old
            && *last_day == Some(old.day)
            && new.is_none_or(|new| new.day < old.day)
        {
            // The last day may have moved back.
            return None;
        }
        *last_day = (*last_day).max(new.map(|new| new.day));
        let introduced = self.follow_acquaintance(order, known_before)?;
        let customer = match (old, new) {
            // Someone new who has not bought yet stands in the columns all the same.
            (None, None) => match introduced {
                Some(customer) => customer,
                None => return Some(()),
            },
            (Some(old), Some(new)) if old.customer != new.customer => return None,
            (old, new) => old.or(new).and_then(|order| order.customer)?.position(),
        };
        let mut orders: Vec<_> = self.history.run(customer).orders().collect();
        if let Some(old) = old {
            let same = CountedOrder { customer: None, ..old };
            let at = orders.iter().position(|order| *order == same)?;
            orders.swap_remove(at);
        }
        orders.extend(new.map(|new| CountedOrder { customer: None, ..new }));
        match live {
            Some(live) => live.set_run(&mut self.history, &self.known_since, customer, orders),
            None => self.history.set_run(customer, orders),
        }
        Some(())
    }

    fn note_marks(&mut self, marks: &Marks) {
        self.highest_counter = self.highest_counter.max(marks.highest_counter());
        self.last_dated = self.last_dated.max(marks.last_dated());
    }

    /// Since when a customer is known can only be followed where it does not move; someone new is
    /// known from this order on. The inner value is who is known since another day now.
    fn follow_acquaintance(
        &mut self,
        order: &TouchedOrder,
        known_before: usize,
    ) -> Option<Option<usize>> {
        let acquaintance = |reading: &Option<Reading>| {
            reading.as_ref().and_then(|reading| reading.acquaintance(&self.persons))
        };
        let (old, new) = (acquaintance(&order.before), acquaintance(&order.after));
        if old == new {
            return Some(None);
        }
        if let Some((customer, day)) = old
            && *self.known_since.get(customer)? >= day
        {
            return None;
        }
        let Some((customer, day)) = new else { return Some(None) };
        let since = self.known_since.get_mut(customer)?;
        if *since <= day {
            return Some(None);
        }
        if customer < known_before {
            return None;
        }
        *since = day;
        Some(Some(customer))
    }
}

/// Columns on their way, a bounded number of records at a time.
#[derive(Debug)]
pub struct LayingOut {
    columns: Columns,
    counted: Vec<CountedOrder>,
    /// The next order, behind them the next person, behind them the next event.
    at: usize,
}

impl LayingOut {
    /// Begins with a shop, which must stay as it is until the end.
    #[must_use]
    pub fn begin(shop: &Shop) -> LayingOut {
        let known_since = vec![Day::MAX; shop.customers().len()];
        LayingOut {
            columns: Columns { known_since, persons: Persons::of(shop), ..Columns::default() },
            counted: Vec::with_capacity(shop.orders.len()),
            at: 0,
        }
    }

    /// Looks at about so many orders, people and events; false when all are seen.
    pub fn step(&mut self, shop: &Shop, records: usize) -> bool {
        let orders = shop.orders.len();
        let people = orders + shop.people.len();
        let all = people + shop.events.len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end {
            if let Some(event) = self.at.checked_sub(people) {
                shop.event(event).iter().for_each(|event| self.take_event(event));
            } else if let Some(person) = self.at.checked_sub(orders) {
                let record = shop.person_record(person);
                record.iter().for_each(|it| self.introduce(it.customer, it.known_since()));
            } else if let Some(reading) =
                shop.orders.get(self.at).and_then(|it| shop.reading(it, shop.imports()))
            {
                self.take(&reading);
            }
            self.at += 1;
        }
        self.at < all
    }

    fn take(&mut self, reading: &Reading) {
        let columns = &mut self.columns;
        columns.note_marks(&reading.marks);
        columns.conflicting_rows += reading.content.problem_rows();
        if reading.content.conflict().is_some() {
            return;
        }
        columns.orders += 1;
        if let Some(order) = reading.counted(&columns.persons, Day::MAX) {
            if let Some(last_day) = columns.last_day_of(reading.platform) {
                *last_day = (*last_day).max(Some(order.day));
            }
            self.counted.push(order);
        }
        if let Some((customer, day)) = reading.acquaintance(&self.columns.persons) {
            self.know(customer, day);
        }
    }

    fn take_event(&mut self, event: &Event) {
        let counter = event.stamp.counter.max(event.undone.stamp.counter);
        self.columns.highest_counter = self.columns.highest_counter.max(counter);
        if let Some(customer) = event.deed.introduces().filter(|_| event.stands()) {
            self.introduce(customer, event.day);
        }
    }

    fn introduce(&mut self, customer: Index, day: Day) {
        self.know(self.columns.persons.person_of(customer).position(), day);
    }

    /// He is known from this day on, or from an earlier one.
    fn know(&mut self, customer: usize, day: Day) {
        if let Some(since) = self.columns.known_since.get_mut(customer) {
            *since = (*since).min(day);
        }
    }

    fn into_columns(mut self) -> Columns {
        let people = self.columns.known_since.len();
        self.columns.history = OrderHistory::new(people, &self.counted);
        self.columns
    }

    /// Puts the columns in place.
    pub fn finish(self, shop: &mut Shop) {
        shop.set_columns(self.into_columns());
    }
}

/// What an order's record says.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) platform: Platform,
    pub(super) content: Content,
    pub(super) marks: Marks,
}

impl Reading {
    /// The order as the columns take it in, where it counts as of a day.
    fn counted(&self, persons: &Persons, as_of: Day) -> Option<CountedOrder> {
        let day = self.content.day?;
        self.marks.counts(&self.content, as_of).then(|| CountedOrder {
            customer: self.content.customer().map(|customer| persons.person_of(customer)),
            day,
            money: self.marks.money(&self.content, as_of),
            quantity: self.content.quantity(),
        })
    }

    /// Who is known by it, and since which day.
    fn acquaintance(&self, persons: &Persons) -> Option<(usize, Day)> {
        if self.marks.left_out.value || self.content.conflict().is_some() {
            return None;
        }
        Some((persons.person_of(self.content.customer()?).position(), self.content.day?))
    }
}

/// More orders, people and events than this in one change: a new pass costs less than following them.
const MOST_FOLLOWED: usize = 64;

#[derive(Clone, Debug)]
struct TouchedOrder {
    before: Option<Reading>,
    after: Option<Reading>,
}

/// Who is known by a person's record or an event, and since when, before and after it was put.
#[derive(Clone, Copy, Debug)]
struct TouchedPerson {
    before: Option<(usize, Day)>,
    after: Option<(usize, Day)>,
}

/// What a change touched.
#[derive(Clone, Debug)]
pub struct Touched {
    everything: bool,
    /// The imports of before: when something was said decides what holds.
    imports: Vec<Import>,
    orders: Vec<TouchedOrder>,
    people: Vec<TouchedPerson>,
}

impl Touched {
    pub(super) fn watch(shop: &Shop, everything: bool) -> Touched {
        let imports = if everything { Vec::new() } else { shop.imports().to_vec() };
        Touched { everything, imports, orders: Vec::new(), people: Vec::new() }
    }

    /// Notes an order's record before it is put, and behind the imports that go with it.
    pub(super) fn note(&mut self, shop: &Shop, position: usize, record: &[u8]) {
        if !self.has_room() {
            return;
        }
        let before = shop.orders.get(position);
        let before = before.and_then(|bytes| shop.reading(bytes, &self.imports));
        let after = shop.reading(record, shop.imports());
        self.orders.push(TouchedOrder { before, after });
    }

    /// Notes a person's record before it is put.
    pub(super) fn note_person(&mut self, shop: &Shop, position: usize, record: &[u8]) {
        if !self.has_room() {
            return;
        }
        let known = |record: PersonRecord| {
            (shop.person_of(record.customer).position(), record.known_since())
        };
        let before = shop.listed_since(position);
        self.people.push(TouchedPerson { before, after: read_person(record).map(known) });
    }

    /// Notes an event before it is put. Who is one person with whom moves whole histories.
    pub(super) fn note_event(&mut self, shop: &Shop, position: usize, record: &[u8]) {
        let after = read_event(record);
        if after.as_ref().is_some_and(|it| matches!(it.deed, Deed::Joined { .. })) {
            self.everything();
        }
        if !self.has_room() {
            return;
        }
        let before = shop.met_since(position);
        let after = after.and_then(|event| shop.met_by(&event));
        self.people.push(TouchedPerson { before, after });
    }

    /// False where so much is touched that nothing is followed any more.
    fn has_room(&mut self) -> bool {
        if !self.everything && self.orders.len() + self.people.len() >= MOST_FOLLOWED {
            self.everything();
        }
        !self.everything
    }

    pub(super) fn everything(&mut self) {
        self.everything = true;
        self.orders.clear();
        self.people.clear();
    }

    /// The people it speaks of, as they stand in the shop after it, each once: what is kept beside
    /// the figures for each person has to be read again for these. Nobody where it is everything.
    #[must_use]
    pub fn persons(&self, shop: &Shop) -> Vec<Index> {
        let orders = self.orders.iter().flat_map(|it| [&it.before, &it.after]).flatten();
        let buyers = orders.filter_map(|reading| reading.content.customer());
        let told = self.people.iter().flat_map(|it| [it.before, it.after]).flatten();
        let people = buyers.chain(told.map(|(at, _)| Index::at(at)));
        let mut people: Vec<Index> = people.map(|it| shop.person_of(it)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// True where the columns were laid out anew: figures kept beside must be, too.
    #[must_use]
    pub const fn is_everything(&self) -> bool {
        self.everything
    }
}
