//! A customer's orders with the days on which something was given back.

use crate::domain::change::write_customer;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::name_based;
use crate::domain::intern::Index;
use crate::domain::loyalty::Booking;
use crate::domain::money::Fen;
use crate::domain::order::is_counted;
use crate::domain::packed::Writer;
use crate::domain::points::Cause;
use crate::domain::record::{OrderKey, OrderName, Unnumbered};
use crate::domain::shop::{Order, Shop};
use crate::domain::tier::{Facts, HandTier, OpeningFact, OrderFact, RefundFact};

/// An order as far as tiers and points go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderParts {
    /// What it is called in ledgers.
    pub cause: Cause,
    /// Its money and the days on which some of it went back.
    pub fact: OrderFact,
}

/// What an order is called wherever something is done because of it: the same on every device.
#[must_use]
pub fn order_cause(shop: &Shop, key: &OrderKey) -> Cause {
    let platform = key.platform.number();
    let name = match key.name {
        OrderName::Numbered(_) => format!("{platform}:{}", shop.number_text(key)),
        OrderName::ByHand(id) => id.0.to_string(),
        OrderName::Unnumbered(order) => format!("{platform}:{}", unnumbered(shop, &order)),
    };
    Cause::new(&name)
}

fn unnumbered(shop: &Shop, order: &Unnumbered) -> String {
    let mut out = Writer::default();
    let customer = order.customer.and_then(|at| shop.customers().get(at.position()));
    customer.iter().for_each(|key| write_customer(key, &mut out));
    let day = order.day.map(Day::number).map_or(i64::MIN, i64::from);
    let amount = order.amount_fen.map_or(i64::MIN, Fen::minor);
    for number in [day, amount, order.quantity.thousandths(), i64::from(order.occurrence)] {
        out.signed(number);
    }
    name_based("order", out.bytes()).to_string()
}

/// What went back for goods, and when it became known: what files tell has the order's day
/// (semantics 1), what the seller wrote down its own. An order's refund is the greater of the two,
/// so a refund by hand that a file tells again adds nothing.
fn refunds(order: &Order, day: Day) -> Vec<RefundFact> {
    let told = order.content.money().refund_fen;
    let mut known = told;
    let mut by_hand = Fen::ZERO;
    let mut refunds = Vec::new();
    if told > Fen::ZERO {
        refunds.push(RefundFact { day, fen: told });
    }
    let mut own: Vec<_> = order.marks.refunds_as_of(Day::MAX).collect();
    own.sort_by_key(|refund| (refund.day, refund.id));
    for refund in own {
        by_hand = by_hand.saturating_add(refund.amount_fen);
        let more = by_hand.saturating_sub(known);
        if more > Fen::ZERO {
            refunds.push(RefundFact { day: refund.day.max(day), fen: more });
            known = by_hand;
        }
    }
    refunds
}

impl Shop {
    /// The orders of a person that count, or did until something went back, in the order of the
    /// book.
    #[must_use]
    pub fn order_parts(&self, customer: Index) -> Vec<OrderParts> {
        let places = self.orders_of(customer).into_iter();
        places.filter_map(|place| self.parts_at(place)).collect()
    }

    fn parts_at(&self, place: usize) -> Option<OrderParts> {
        let record = self.record(place)?;
        let content = record.joined(self.tables(), self.imports());
        let order = Order { key: record.key, content, marks: record.marks };
        if order.content.conflict().is_some() {
            return None;
        }
        let (held, day) = (order.held()?, order.content.day?);
        let money = order.content.money();
        let before = crate::domain::order::OrderMoney { refund_fen: Fen::ZERO, ..money };
        is_counted(held.status, before, order.marks.left_out.value).then(|| OrderParts {
            cause: order_cause(self, &order.key),
            fact: OrderFact {
                day,
                goods_fen: money.goods_fen(),
                cancelled_day: order.marks.cancelled.value.map(|on| on.max(day)),
                refunds: refunds(&order, day),
            },
        })
    }

    /// Bookings about a person that stand, up to a day, in the order in which they were written.
    pub(super) fn bookings_of(&self, customer: Index, known_on: Day) -> Vec<(Event, Booking)> {
        let events = self.events_of(customer).into_iter().rev();
        let known = events.filter(|event| event.stands() && event.day <= known_on);
        known
            .filter_map(|event| {
                let about = event.deed.customers().0?;
                let is_his = self.person_of(about) == self.person_of(customer);
                let booking = event.booking().filter(|_| is_his)?;
                Some((event, booking))
            })
            .collect()
    }

    /// Everything about a person that counts for tiers, as far as it was known on a day.
    #[must_use]
    pub fn tier_facts(&self, customer: Index, known_on: Day) -> Facts {
        let orders = self.order_parts(customer).into_iter().map(|parts| parts.fact).collect();
        Facts { orders, openings: self.openings_of(customer, known_on) }
    }

    /// The opening balances of a person.
    #[must_use]
    pub fn openings_of(&self, customer: Index, known_on: Day) -> Vec<OpeningFact> {
        let bookings = self.bookings_of(customer, known_on);
        let booked: Vec<OpeningFact> =
            bookings.iter().filter_map(|(_, booking)| opening(booking)).collect();
        match booked.is_empty() {
            // What the seller wrote down holds over what a list says of the same.
            true => self.listed_opening(customer, known_on).into_iter().collect(),
            false => booked,
        }
    }

    /// What a list says that a person had bought before the book began.
    pub(super) fn listed_opening(&self, customer: Index, known_on: Day) -> Option<OpeningFact> {
        let person = self.person_of(customer);
        let opening = self.person(person)?.opening?;
        let since = self.known_since().get(person.position()).copied();
        let day = opening.day.or(since).filter(|day| *day <= known_on)?;
        let says_nothing = opening.purchases.is_none() && opening.amount_fen.is_none();
        (!says_nothing).then(|| OpeningFact {
            day,
            purchases: opening.purchases.unwrap_or(0),
            net_fen: opening.amount_fen.unwrap_or(Fen::ZERO).max(Fen::ZERO),
        })
    }

    /// The points that a list says a person had, and since when.
    pub(super) fn listed_points(&self, customer: Index, known_on: Day) -> Option<(Day, i64)> {
        let person = self.person_of(customer);
        let opening = self.person(person)?.opening?;
        let since = self.known_since().get(person.position()).copied();
        let day = opening.day.or(since).filter(|day| *day <= known_on)?;
        opening.points.filter(|points| *points != 0).map(|points| (day, points))
    }

    /// The tiers that a person was given by hand, the last given last.
    #[must_use]
    pub fn hand_tiers_of(&self, customer: Index, known_on: Day) -> Vec<HandTier> {
        let bookings = self.bookings_of(customer, known_on);
        bookings.iter().filter_map(|(_, booking)| hand_tier(booking)).collect()
    }
}

/// The opening balance that a booking is.
pub(super) fn opening(booking: &Booking) -> Option<OpeningFact> {
    if let Booking::OpeningBalance { day, purchases, net_fen } = booking {
        Some(OpeningFact { day: *day, purchases: *purchases, net_fen: *net_fen })
    } else {
        None
    }
}

/// The tier by hand that a booking is.
pub(super) fn hand_tier(booking: &Booking) -> Option<HandTier> {
    if let Booking::TierGiven { tier } = booking { Some(tier.clone()) } else { None }
}
