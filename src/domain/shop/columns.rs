//! The columns beside the packed orders, laid out in one pass and kept current by each change.

use super::Shop;
use crate::domain::day::Day;
use crate::domain::figures::{CountedOrder, LiveFigures, OrderHistory};
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

/// Columns on their way, a bounded number of orders at a time.
#[derive(Debug)]
pub struct LayingOut {
    columns: Columns,
    counted: Vec<CountedOrder>,
    /// The next order.
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

    /// Looks at about so many orders; false when all are seen.
    pub fn step(&mut self, shop: &Shop, orders: usize) -> bool {
        let all = shop.orders.len();
        let end = self.at.saturating_add(orders).min(all);
        while self.at < end {
            if let Some(reading) = shop.orders.get(self.at).and_then(|it| shop.reading(it)) {
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
        if let Some((customer, day)) = reading.acquaintance()
            && let Some(since) = columns.known_since.get_mut(customer)
        {
            *since = (*since).min(day);
        }
        if let Some(order) = reading.counted() {
            columns.last_day = columns.last_day.max(Some(order.day));
            self.counted.push(order);
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

/// More orders than this in one change: a new pass costs less than following them.
const MOST_FOLLOWED: usize = 64;

#[derive(Clone, Debug)]
struct TouchedOrder {
    before: Option<Reading>,
    after: Option<Reading>,
}

/// What a change touched.
#[derive(Clone, Debug)]
pub struct Touched {
    everything: bool,
    orders: Vec<TouchedOrder>,
}

impl Touched {
    pub(super) const fn watch(everything: bool) -> Touched {
        Touched { everything, orders: Vec::new() }
    }

    /// Notes an order's record before it is put.
    pub(super) fn note(&mut self, shop: &Shop, position: usize, record: &[u8]) {
        if self.everything {
            return;
        }
        if self.orders.len() >= MOST_FOLLOWED {
            self.everything();
            return;
        }
        let before = shop.orders.get(position).and_then(|bytes| shop.reading(bytes));
        self.orders.push(TouchedOrder { before, after: shop.reading(record) });
    }

    pub(super) fn everything(&mut self) {
        self.everything = true;
        self.orders.clear();
    }

    /// True where the columns were laid out anew: figures kept beside must be, too.
    #[must_use]
    pub const fn is_everything(&self) -> bool {
        self.everything
    }
}
