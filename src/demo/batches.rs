//! What was made up, as the rows of files.

use hashbrown::HashMap;

use super::purchases::{Buyer, Channel, Purchase};
use crate::domain::customer::Platform;
use crate::domain::day::Day;
use crate::domain::gathering::Gathering;
use crate::domain::intern::Index;
use crate::domain::observation::{Batch, Grain, Observation, PersonObservation};
use crate::domain::order::OrderStatus;
use crate::domain::record::{OrderKey, OrderName, OrderNumber};

/// So many days a parcel takes.
const PARCEL_DAYS: i32 = 3;

/// All files of the shop, and which orders are brushed.
pub(super) fn files(buyers: &[Buyer]) -> (Gathering, Vec<OrderKey>) {
    let mut numbers = Numbers::default();
    let mut brushed = Vec::new();
    let mut files = [Platform::Taobao, Platform::Table, Platform::Alibaba1688]
        .map(|platform| Batch::new(platform, Grain::Line));
    // As files come: by day.
    let mut orders: Vec<(&Buyer, &Purchase)> =
        buyers.iter().flat_map(|buyer| buyer.purchases.iter().map(move |it| (buyer, it))).collect();
    orders.sort_by_key(|(buyer, purchase)| (purchase.day, buyer.channel));
    for (buyer, purchase) in orders {
        let platform = buyer.channel.platform();
        let number = numbers.next(buyer.channel, purchase.day);
        if purchase.is_brushed
            && let Some(digits) = OrderNumber::digits(&number)
        {
            brushed.push(OrderKey { platform, name: OrderName::Numbered(digits) });
        }
        if let Some(file) = files.iter_mut().find(|file| file.platform == platform) {
            push_order(file, buyer, purchase, &number);
        }
    }
    for buyer in buyers {
        let platform = buyer.channel.platform();
        if let Some(file) = files.iter_mut().find(|file| file.platform == platform) {
            let customer = file.customers.intern(buyer.key.clone());
            let line = file.people.len() as u32 + 2;
            file.people.push(PersonObservation { line, customer, facts: buyer.facts.clone() });
        }
    }
    let mut gathering = Gathering::default();
    files.into_iter().for_each(|file| gathering.take(file));
    (gathering, brushed)
}

/// Order numbers: of the platforms 19 digits, of the stall and the small shops the date and a
/// serial.
#[derive(Default)]
struct Numbers {
    serials: HashMap<(Channel, Day), u64>,
}

impl Numbers {
    fn next(&mut self, channel: Channel, day: Day) -> String {
        let serial = self.serials.entry((channel, day)).or_default();
        *serial += 1;
        let (year, month, date) = day.ymd();
        let written = match channel {
            Channel::Taobao | Channel::Dropship => {
                let days = u64::from(day.number().abs_diff(Day::MIN.number()));
                // Looks drawn and is not: the serial alone tells two orders of a day apart.
                let rest = (*serial * 7_368_787 + days * 104_729) % 100_000_000;
                return format!("{:07}{serial:04}{rest:08}", days + 3_000_000);
            }
            Channel::Stall => *serial,
            Channel::SmallShop => 5000 + *serial,
        };
        format!("{year:04}{month:02}{date:02}{written:04}")
    }
}

/// An order as a row for each of its lines.
fn push_order(file: &mut Batch, buyer: &Buyer, order: &Purchase, number: &str) {
    let customer = file.customers.intern(buyer.key.clone());
    let mut text = |text: &str| file.texts.intern(text.into());
    let number = text(number);
    let region = buyer.facts.region.as_deref().map(&mut text);
    let remark = Some(order.remark).filter(|remark| !remark.is_empty()).map(&mut text);
    let is_dropship = buyer.channel == Channel::Dropship;
    let channel = is_dropship.then(|| text("淘宝"));
    let is_paid = !matches!(order.status, OrderStatus::Unpaid | OrderStatus::Closed);
    let has_come = order.status == OrderStatus::Completed && buyer.channel != Channel::Stall;
    let paid_fen = order.goods_fen().saturating_add(order.postage_fen);
    let goods: Vec<(Index, Index)> =
        order.lines.iter().map(|line| (text(line.goods.sku), text(line.goods.name))).collect();
    for (line, (sku, item)) in order.lines.iter().zip(goods) {
        file.rows.push(Observation {
            line: file.rows.len() as u32 + 2,
            number: Some(number),
            customer: Some(customer),
            day: Some(order.day),
            status: order.status,
            paid_fen: Some(paid_fen),
            amount_fen: Some(line.amount_fen),
            postage_fen: order.postage_fen,
            refund_fen: order.refund_fen,
            quantity: line.quantity,
            paid_day: is_paid.then_some(order.day),
            delivered_day: has_come.then(|| delivered(buyer.channel, order.day)),
            sku: Some(sku),
            item: Some(item),
            region: region.filter(|_| !is_dropship),
            remark,
            receiver: None,
            channel,
            is_dropship,
        });
    }
}

/// A small shop is near; a parcel takes its days.
const fn delivered(channel: Channel, day: Day) -> Day {
    match channel {
        Channel::Stall => day,
        Channel::SmallShop => day.plus(1),
        Channel::Taobao | Channel::Dropship => day.plus(PARCEL_DAYS),
    }
}
