//! Orders as a table: a row for each line of goods.
//!
//! What tells which order it is, and its texts, stand in every row, so that a filter finds them;
//! numbers of the order stand in its first row only, so that a sum is right.

use std::collections::VecDeque;

use super::only::Only;
use super::titles::{OF_ORDERS, TitleLang};
use super::{Cell, Column, Rows, permille, words};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::order::OrderStatus;
use crate::domain::quantity::Quantity;
use crate::domain::record::OrderRecord;
use crate::domain::shop::Shop;
use crate::domain::sighting::{Content, Held, OrderLine};

/// The orders of a shop on their way out, those in conflict left out.
#[derive(Debug)]
pub struct Orders<'a> {
    shop: &'a Shop,
    lang: TitleLang,
    columns: Vec<Column>,
    /// Places of the orders, by day.
    places: Vec<usize>,
    at: usize,
    ready: VecDeque<Vec<Cell>>,
}

/// An order, joined.
struct Told {
    record: OrderRecord,
    content: Content,
    held: Held,
}

impl<'a> Orders<'a> {
    /// Begins with the columns that were chosen; those without which nothing could be read again
    /// are always there.
    #[must_use]
    pub fn new(shop: &'a Shop, chosen: &[Column], lang: TitleLang) -> Orders<'a> {
        let wanted = |column: &Column| column.is_needed() || chosen.contains(column);
        let columns = OF_ORDERS.into_iter().filter(wanted).collect();
        let mut places: Vec<_> = shop
            .records()
            .filter_map(|(at, record)| {
                let content = record.joined(shop.tables(), shop.imports());
                Some((content.day.filter(|_| content.conflict().is_none())?, at))
            })
            .collect();
        places.sort_unstable();
        let places = places.into_iter().map(|(_, at)| at).collect();
        Orders { shop, lang, columns, places, at: 0, ready: VecDeque::new() }
    }

    /// The same of some customers.
    #[must_use]
    pub fn only(mut self, only: &Only) -> Orders<'a> {
        let shop = self.shop;
        self.places.retain(|at| {
            let record = shop.record(*at);
            let buyer = record.and_then(|it| it.joined(shop.tables(), shop.imports()).customer());
            buyer.is_some_and(|buyer| only.holds(shop, buyer))
        });
        self
    }

    fn told(&self, at: usize) -> Option<Told> {
        let record = self.shop.record(at)?;
        let content = record.joined(self.shop.tables(), self.shop.imports());
        Some(Told { held: content.held?, record, content })
    }

    fn lay_out(&self, told: &Told) -> VecDeque<Vec<Cell>> {
        let lines = told.content.lines.iter().map(Some);
        let row = |at: usize, line: Option<&OrderLine>| {
            let cell = |column: &Column| self.cell(*column, told, line, at == 0);
            self.columns.iter().map(cell).collect()
        };
        let shows_lines = self.columns.iter().any(|column| is_of_line(*column));
        if told.content.lines.is_empty() || !shows_lines {
            return VecDeque::from([row(0, None)]);
        }
        lines.enumerate().map(|(at, line)| row(at, line)).collect()
    }

    fn cell(&self, column: Column, told: &Told, line: Option<&OrderLine>, is_first: bool) -> Cell {
        let (shop, lang, held) = (self.shop, self.lang, &told.held);
        let text = |at| Cell::text(shop.text(at));
        let once = |cell: Cell| if is_first { cell } else { Cell::Empty };
        let key = || shop.customers().get(told.content.customer()?.position());
        let receiver = || shop.receiver(held.receiver);
        let yes = |is: bool| if is { Cell::text(words::yes(lang)) } else { Cell::Empty };
        let money = |fen| once(Cell::Money(fen));
        match column {
            Column::Source => Cell::text(words::platform(told.record.key.platform)),
            Column::OrderNumber => {
                Cell::text(&words::order_name(&told.record.key.name, shop.tables()))
            }
            Column::OrderedOn => Cell::maybe(told.content.day, Cell::Day),
            Column::Status => Cell::text(words::status(held.status, lang)),
            Column::Customer | Column::KnownBy | Column::KnownPlace => {
                Cell::maybe(key(), |key| super::customers::key_cell(column, key))
            }
            // Where the order says nothing it is the sum of its lines, and they say it.
            Column::Paid => Cell::maybe(held.paid_fen, money),
            Column::Postage => money(held.postage_fen),
            Column::Refund => money(told.content.refund_fen),
            Column::HandRefund => match told.record.marks.refunded_fen(Day::MAX) {
                Fen::ZERO => Cell::Empty,
                fen => money(fen),
            },
            Column::CancelledOn => {
                Cell::maybe(told.record.marks.cancelled.value, |day| once(Cell::Day(day)))
            }
            Column::Net => money(told.record.marks.money(&told.content, Day::MAX).net_fen()),
            Column::OrderItem => text(held.item),
            Column::OrderQuantity if held.quantity == Quantity::default() => Cell::Empty,
            Column::OrderQuantity => once(Cell::Units(held.quantity)),
            Column::Sku => text(line.and_then(|line| line.sku)),
            Column::Item => text(line.and_then(|line| line.item)),
            Column::Quantity => Cell::maybe(line, |line| Cell::Units(line.quantity)),
            Column::Amount => Cell::maybe(line.and_then(|line| line.amount_fen), Cell::Money),
            Column::PaidOn => Cell::maybe(held.paid_day, Cell::Day),
            Column::DeliveredOn => Cell::maybe(held.delivered_day, Cell::Day),
            Column::Region => text(held.region),
            Column::Remark => text(held.remark),
            Column::Channel => text(held.channel),
            Column::Dropship => yes(held.is_dropship),
            Column::ReceiverName => Cell::maybe(receiver(), |it| Cell::text(&it.name)),
            Column::ReceiverPhone => Cell::maybe(receiver(), |it| Cell::text(&it.phone_text)),
            Column::ReceiverAddress => Cell::maybe(receiver(), |it| Cell::text(&it.address)),
            Column::LeftOut => yes(told.record.marks.left_out.value),
            Column::OwnNote => Cell::text(&told.record.marks.note.value),
            _ => Cell::Empty,
        }
    }
}

/// True for what a line says and not its order.
#[must_use]
pub const fn is_of_line(column: Column) -> bool {
    matches!(column, Column::Sku | Column::Item | Column::Quantity | Column::Amount)
}

/// The status of an order of which a file says none.
pub const UNSAID: OrderStatus = OrderStatus::Unpaid;

impl Rows for Orders<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn next_row(&mut self) -> Option<Vec<Cell>> {
        while self.ready.is_empty() {
            let at = *self.places.get(self.at)?;
            self.at += 1;
            if let Some(told) = self.told(at) {
                self.ready = self.lay_out(&told);
            }
        }
        self.ready.pop_front()
    }

    fn permille(&self) -> u16 {
        permille(self.at, self.places.len())
    }
}
