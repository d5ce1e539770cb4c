//! The shop: its customers and orders, and the columns its figures are read from.

use super::customer::{CustomerKey, Platform};
use super::day::Day;
use super::figures::{Basis, CountedOrder, Figures, LiveFigures, OrderHistory};
use super::intern::{Index, Interner};
use super::money::Fen;
use super::observation::Receiver;
use super::order::{OrderMoney, OrderStatus, is_counted};
use super::quantity::Quantity;

/// One order as the files tell it. Texts and receivers are places in the tables of the [`Shop`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Where it comes from.
    pub platform: Platform,
    /// Its number as text, where it has one.
    pub number: Option<Index>,
    /// Who bought; `None` = nobody is named.
    pub customer: Option<Index>,
    /// The business day.
    pub day: Day,
    /// How far it has come.
    pub status: OrderStatus,
    /// Its money.
    pub money: OrderMoney,
    /// Units in it.
    pub quantity: Quantity,
    /// Day of payment.
    pub paid_day: Option<Day>,
    /// Day of delivery.
    pub delivered_day: Option<Day>,
    /// The region it went to.
    pub region: Option<Index>,
    /// Who receives it; says nothing of who bought.
    pub receiver: Option<Index>,
    /// What was bought, as the order itself says it.
    pub item: Option<Index>,
    /// The remark on it.
    pub remark: Option<Index>,
    /// The seller said "leave out" (test, brushed, reseller bulk).
    pub left_out: bool,
}

impl Order {
    /// True where it counts (semantics 2).
    #[must_use]
    pub fn is_counted(&self) -> bool {
        is_counted(self.status, self.money, self.left_out)
    }
}

/// One line of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderLine {
    /// The order, as a position in [`Shop::orders`].
    pub order: Index,
    /// The SKU, where given.
    pub sku: Option<Index>,
    /// The name of the goods, where given.
    pub item: Option<Index>,
    /// Units.
    pub quantity: Quantity,
    /// Its money, where given.
    pub amount_fen: Option<Fen>,
}

/// Everything the seller handed in, gathered.
#[derive(Clone, Debug, Default)]
pub struct Shop {
    pub(super) customers: Vec<CustomerKey>,
    pub(super) known_since: Vec<Day>,
    pub(super) orders: Vec<Order>,
    pub(super) lines: Vec<OrderLine>,
    pub(super) texts: Interner<Box<str>>,
    pub(super) receivers: Interner<Receiver>,
    history: OrderHistory,
}

impl Shop {
    /// Lays out the columns; to be called once the orders stand.
    pub(super) fn with_history(mut self) -> Shop {
        self.known_since = vec![Day::MAX; self.customers.len()];
        let mut counted = Vec::with_capacity(self.orders.len());
        for order in &self.orders {
            if let Some(since) = order.customer.and_then(|c| self.known_since.get_mut(c.position()))
                && !order.left_out
            {
                *since = (*since).min(order.day);
            }
            if order.is_counted() {
                counted.push(CountedOrder {
                    customer: order.customer,
                    day: order.day,
                    money: order.money,
                    quantity: order.quantity,
                });
            }
        }
        self.history = OrderHistory::new(self.customers.len(), &counted);
        self
    }

    /// The keys of all known people; positions are what [`Order::customer`] names.
    #[must_use]
    pub fn customers(&self) -> &[CustomerKey] {
        &self.customers
    }

    /// For each known person the first day of which the book tells.
    #[must_use]
    pub fn known_since(&self) -> &[Day] {
        &self.known_since
    }

    /// All orders, counted or not.
    #[must_use]
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// All lines, ordered by order.
    #[must_use]
    pub fn lines(&self) -> &[OrderLine] {
        &self.lines
    }

    /// A text of an order or line.
    #[must_use]
    pub fn text(&self, index: Option<Index>) -> &str {
        index.and_then(|index| self.texts.get(index)).map_or("", |text| text)
    }

    /// A receiver of an order.
    #[must_use]
    pub fn receiver(&self, index: Option<Index>) -> Option<&Receiver> {
        self.receivers.get(index?)
    }

    /// The counted orders in columns.
    #[must_use]
    pub const fn history(&self) -> &OrderHistory {
        &self.history
    }

    /// The last business day of a counted order: the as-of day where none is given.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.orders.iter().filter(|order| order.is_counted()).map(|order| order.day).max()
    }

    /// The figures as of a basis, kept ready for changes.
    #[must_use]
    pub fn live_figures(&self, basis: Basis) -> LiveFigures {
        LiveFigures::new(&self.history, &self.known_since, basis)
    }

    /// The figures as of a basis.
    #[must_use]
    pub fn figures(&self, basis: &Basis) -> Figures {
        self.live_figures(basis.clone()).figures()
    }
}
