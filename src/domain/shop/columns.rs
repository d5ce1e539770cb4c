//! The columns beside the packed orders, laid out in one pass and kept current by each change.

use super::Shop;
use crate::domain::day::Day;
use crate::domain::figures::{CountedOrder, LiveFigures, OrderHistory};
use crate::domain::import::Import;
use crate::domain::packed_person::read_person;
use crate::domain::person_record::PersonRecord;
use crate::domain::record::Marks;
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
    /// Last business day of a counted order.
    pub(super) last_day: Option<Day>,
    /// Highest counter of a stamp on an order.
    pub(super) highest_counter: u64,
}

impl Columns {
    /// One pass over all orders.
    pub(super) fn of(shop: &Shop) -> Columns {
        let mut laying = LayingOut::begin(shop);
        while laying.step(shop, usize::MAX) {}
        laying.into_columns()
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
            let marks = &reading.marks;
            let counter = marks.left_out.stamp.counter.max(marks.note.stamp.counter);
            self.highest_counter = self.highest_counter.max(counter);
        }
        let counted = |reading: &Option<Reading>| reading.as_ref().and_then(Reading::counted);
        let (old, new) = (counted(before), counted(after));
        if let Some(old) = old
            && self.last_day == Some(old.day)
            && new.is_none_or(|new| new.day < old.day)
        {
            // The last day may have moved back.
            return None;
        }
        self.last_day = self.last_day.max(new.map(|new| new.day));
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

    /// Since when a customer is known can only be followed where it does not move; someone new is
    /// known from this order on. The inner value is who is known since another day now.
    fn follow_acquaintance(
        &mut self,
        order: &TouchedOrder,
        known_before: usize,
    ) -> Option<Option<usize>> {
        let acquaintance =
            |reading: &Option<Reading>| reading.as_ref().and_then(Reading::acquaintance);
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
    /// The next order, behind them the next person.
    at: usize,
}

impl LayingOut {
    /// Begins with a shop, which must stay as it is until the end.
    #[must_use]
    pub fn begin(shop: &Shop) -> LayingOut {
        let known_since = vec![Day::MAX; shop.customers().len()];
        LayingOut {
            columns: Columns { known_since, ..Columns::default() },
            counted: Vec::with_capacity(shop.orders.len()),
            at: 0,
        }
    }

    /// Looks at about so many orders and people; false when all are seen.
    pub fn step(&mut self, shop: &Shop, records: usize) -> bool {
        let orders = shop.orders.len();
        let all = orders + shop.people.len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end {
            if let Some(person) = self.at.checked_sub(orders) {
                let known = shop.listed_since(person);
                known.into_iter().for_each(|(who, since)| self.introduce(who, since));
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
        let marks = &reading.marks;
        let counter = marks.left_out.stamp.counter.max(marks.note.stamp.counter);
        columns.highest_counter = columns.highest_counter.max(counter);
        columns.conflicting_rows += reading.content.problem_rows();
        if reading.content.conflict().is_some() {
            return;
        }
        columns.orders += 1;
        if let Some(order) = reading.counted() {
            columns.last_day = columns.last_day.max(Some(order.day));
            self.counted.push(order);
        }
        if let Some((customer, day)) = reading.acquaintance() {
            self.introduce(customer, day);
        }
    }

    /// He is known from this day on, or from an earlier one.
    fn introduce(&mut self, customer: usize, day: Day) {
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
    pub(super) content: Content,
    pub(super) marks: Marks,
}

impl Reading {
    /// The order as the columns take it in, where it counts.
    fn counted(&self) -> Option<CountedOrder> {
        let day = self.content.day?;
        self.content.is_counted(self.marks.left_out.value).then(|| CountedOrder {
            customer: self.content.customer(),
            day,
            money: self.content.money(),
            quantity: self.content.quantity(),
        })
    }

    /// Who is known by it, and since which day.
    fn acquaintance(&self) -> Option<(usize, Day)> {
        if self.marks.left_out.value || self.content.conflict().is_some() {
            return None;
        }
        Some((self.content.customer()?.position(), self.content.day?))
    }
}

/// More orders and people than this in one change: a new pass costs less than following them.
const MOST_FOLLOWED: usize = 64;

#[derive(Clone, Debug)]
struct TouchedOrder {
    before: Option<Reading>,
    after: Option<Reading>,
}

/// Who is known by a person's record, and since when, before and after it was put.
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
        let known = |record: PersonRecord| (record.customer.position(), record.known_since());
        let before = shop.listed_since(position);
        self.people.push(TouchedPerson { before, after: read_person(record).map(known) });
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

    /// True where the columns were laid out anew: figures kept beside must be, too.
    #[must_use]
    pub const fn is_everything(&self) -> bool {
        self.everything
    }
}
