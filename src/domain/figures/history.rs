//! Counted orders in columns, gathered by customer and ordered by day.
//!
//! The figures walk through these columns once, from front to back: that is what makes a million
//! orders a matter of milliseconds. Struct of arrays, so that a pass over days does not load money.

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::money::Fen;
use crate::domain::order::OrderMoney;
use crate::domain::quantity::Quantity;

/// One counted order, as the columns take it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedOrder {
    /// The customer; `None` = money of unknown customers.
    pub customer: Option<Index>,
    /// The business day.
    pub day: Day,
    /// Its money.
    pub money: OrderMoney,
    /// Units sold.
    pub quantity: Quantity,
}

/// Columns of orders, all of one length. Money in fen, quantities in thousandths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Columns {
    day: Vec<i32>,
    paid_fen: Vec<i64>,
    postage_fen: Vec<i64>,
    refund_fen: Vec<i64>,
    net_fen: Vec<i64>,
    quantity: Vec<i64>,
}

impl Columns {
    fn collect<'a>(length: usize, orders: impl Iterator<Item = &'a CountedOrder>) -> Columns {
        let mut columns = Columns {
            day: Vec::with_capacity(length),
            paid_fen: Vec::with_capacity(length),
            postage_fen: Vec::with_capacity(length),
            refund_fen: Vec::with_capacity(length),
            net_fen: Vec::with_capacity(length),
            quantity: Vec::with_capacity(length),
        };
        for order in orders {
            columns.day.push(order.day.number());
            columns.paid_fen.push(order.money.paid_fen.minor());
            columns.postage_fen.push(order.money.postage_fen.minor());
            columns.refund_fen.push(order.money.refund_fen.minor());
            columns.net_fen.push(order.money.net_fen().minor());
            columns.quantity.push(order.quantity.thousandths());
        }
        columns
    }

    fn run(&self, first: usize, end: usize) -> Run<'_> {
        Run {
            day: self.day.get(first..end).unwrap_or_default(),
            paid_fen: self.paid_fen.get(first..end).unwrap_or_default(),
            postage_fen: self.postage_fen.get(first..end).unwrap_or_default(),
            refund_fen: self.refund_fen.get(first..end).unwrap_or_default(),
            net_fen: self.net_fen.get(first..end).unwrap_or_default(),
            quantity: self.quantity.get(first..end).unwrap_or_default(),
        }
    }
}

/// The counted orders of one customer, earliest first: slices of one length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run<'a> {
    /// Business days, as [`Day::number`], rising.
    pub day: &'a [i32],
    /// Paid with postage.
    pub paid_fen: &'a [i64],
    /// Postage.
    pub postage_fen: &'a [i64],
    /// Refunds.
    pub refund_fen: &'a [i64],
    /// Net of goods.
    pub net_fen: &'a [i64],
    /// Thousandths of a unit.
    pub quantity: &'a [i64],
}

impl<'a> Run<'a> {
    /// The orders up to the as-of day.
    #[must_use]
    pub fn until(self, as_of: Day) -> Run<'a> {
        let end = if self.day.last().is_none_or(|last| *last <= as_of.number()) {
            self.day.len()
        } else {
            self.day.partition_point(|day| *day <= as_of.number())
        };
        let cut = |column: &'a [i64]| column.get(..end).unwrap_or_default();
        Run {
            day: self.day.get(..end).unwrap_or_default(),
            paid_fen: cut(self.paid_fen),
            postage_fen: cut(self.postage_fen),
            refund_fen: cut(self.refund_fen),
            net_fen: cut(self.net_fen),
            quantity: cut(self.quantity),
        }
    }

    /// How many orders.
    #[must_use]
    pub const fn len(self) -> usize {
        self.day.len()
    }

    /// True without an order.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.day.is_empty()
    }

    /// The orders again as values, for a change of this customer's history.
    pub fn orders(self) -> impl Iterator<Item = CountedOrder> + 'a {
        let money = self.paid_fen.iter().zip(self.postage_fen).zip(self.refund_fen);
        self.day.iter().zip(money).zip(self.quantity).map(
            |((day, ((paid, postage), refund)), quantity)| CountedOrder {
                customer: None,
                day: Day::from_number(*day),
                money: OrderMoney {
                    paid_fen: Fen::from_minor(*paid),
                    postage_fen: Fen::from_minor(*postage),
                    refund_fen: Fen::from_minor(*refund),
                },
                quantity: Quantity::from_thousandths(*quantity),
            },
        )
    }
}

/// The counted orders of a shop.
#[derive(Clone, Debug, Default)]
pub struct OrderHistory {
    /// Where each customer's orders begin in the columns; one more entry than customers.
    starts: Vec<u32>,
    columns: Columns,
    /// Customers whose history changed since the columns were laid out.
    changed: HashMap<usize, Columns>,
    /// Counted orders that name nobody, by day.
    strangers: Columns,
}

impl OrderHistory {
    /// Lays out orders in columns: a counting sort by customer, then each customer's few orders by
    /// day. Only small keys are moved about; the orders themselves are read once, at the end.
    #[must_use]
    pub fn new(customers: usize, orders: &[CountedOrder]) -> OrderHistory {
        let mut starts = vec![0_u32; customers + 1];
        for order in orders {
            if let Some(end) = order.customer.and_then(|c| starts.get_mut(c.position() + 1)) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut keys = vec![0_u64; sum as usize];
        let mut strangers = Vec::new();
        for (at, order) in orders.iter().enumerate() {
            match order.customer.and_then(|c| next.get_mut(c.position())) {
                Some(place) => {
                    if let Some(key) = keys.get_mut(*place as usize) {
                        *key = sort_key(order.day, at);
                    }
                    *place += 1;
                }
                None => strangers.push(*order),
            }
        }
        for ends in starts.windows(2) {
            if let [first, end] = ends
                && let Some(run) = keys.get_mut(*first as usize..*end as usize)
            {
                run.sort_unstable();
            }
        }
        let sorted = keys.iter().filter_map(|key| orders.get((key & 0xffff_ffff) as usize));
        let columns = Columns::collect(keys.len(), sorted);
        strangers.sort_by_key(|order| order.day);
        let strangers = Columns::collect(strangers.len(), strangers.iter());
        OrderHistory { starts, columns, changed: HashMap::new(), strangers }
    }

    /// How many customers there are, those without a counted order included.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The counted orders of one customer; empty for one that is not there.
    #[must_use]
    pub fn run(&self, customer: usize) -> Run<'_> {
        if !self.changed.is_empty()
            && let Some(columns) = self.changed.get(&customer)
        {
            return columns.run(0, columns.day.len());
        }
        match (self.starts.get(customer), self.starts.get(customer + 1)) {
            (Some(first), Some(end)) => self.columns.run(*first as usize, *end as usize),
            (Some(_) | None, None) | (None, Some(_)) => Run::default(),
        }
    }

    /// The counted orders that name nobody.
    #[must_use]
    pub fn strangers(&self) -> Run<'_> {
        self.strangers.run(0, self.strangers.day.len())
    }

    /// Replaces the history of one customer; the columns of the others stay where they are.
    pub fn set_run(&mut self, customer: usize, mut orders: Vec<CountedOrder>) {
        orders.sort_by_key(|order| order.day);
        let last = self.starts.last().copied().unwrap_or_default();
        while self.customers() <= customer {
            if self.starts.is_empty() {
                self.starts.push(0);
            }
            self.starts.push(last);
        }
        self.changed.insert(customer, Columns::collect(orders.len(), orders.iter()));
    }
}

/// A number that sorts by day and then by position: the day, shifted above 0, and the position.
fn sort_key(day: Day, position: usize) -> u64 {
    let above_zero = u64::from(day.number().cast_unsigned() ^ 0x8000_0000);
    above_zero << 32 | position as u64
}
