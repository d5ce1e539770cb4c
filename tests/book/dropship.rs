//! Orders that are sent on to somebody else's buyer, and the shops they came through.

use huitou::domain::command::{Command, preview_import};
use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::gathering::Gathering;
use huitou::domain::money::Fen;
use huitou::domain::observation::{Batch, Grain, Observation, Receiver};
use huitou::domain::order::OrderStatus;
use huitou::domain::quantity::Quantity;
use huitou::domain::shop::Shop;
use huitou::format::backup::read_backup;

use crate::kit::{Phone, merged, numbered, reopened, text_of};
use crate::support::day;

/// One order of one customer, with a receiver.
fn order(channel: Option<&str>, is_dropship: bool) -> Shop {
    let mut batch = Batch::new(Platform::Alibaba1688, Grain::Order);
    let nick = CustomerKey::Nick { platform: Platform::Alibaba1688, nick: "b".into() };
    let receiver =
        Receiver {
            name: "别人".into(), phone_text: "14000000033".into(), address: "杭州".into()
        };
    let (customer, receiver) = (batch.customers.intern(nick), batch.receivers.intern(receiver));
    let number = batch.texts.intern("7".into());
    batch.rows.push(Observation {
        line: 2,
        number: Some(number),
        customer: Some(customer),
        day: Some(day("2024-07-02")),
        status: OrderStatus::Completed,
        paid_fen: Some(Fen::from_minor(5_000)),
        amount_fen: None,
        postage_fen: Fen::ZERO,
        refund_fen: Fen::ZERO,
        quantity: Quantity::ONE,
        paid_day: None,
        delivered_day: None,
        sku: None,
        item: None,
        region: None,
        remark: None,
        receiver: Some(receiver),
        channel: channel.map(|text| batch.texts.intern(text.into())),
        is_dropship,
    });
    let mut gathering = Gathering::default();
    gathering.take(batch);
    gathering.settle().0
}

/// Channel, dropship, receiver of the one order of 1688.
fn said(shop: &Shop) -> (String, bool, bool) {
    let of_1688 = |order: &huitou::domain::shop::Order| order.key.platform == Platform::Alibaba1688;
    let order = shop.orders().find(of_1688).unwrap();
    let held = order.held().unwrap();
    (shop.text(held.channel).to_owned(), held.is_dropship, held.receiver.is_some())
}

#[test]
fn a_channel_and_dropship_stay_with_the_order() {
    for (channel, is_dropship, receiver, rule) in [
        (None, false, true, "an order of the buyer himself"),
        (Some("小店"), false, true, "through a channel"),
        (None, true, false, "dropship: whose parcel it is, is not kept"),
        (Some("小店"), true, false, "both"),
    ] {
        let staged = order(channel, is_dropship);
        let mut phone = Phone::new(1);
        // Texts stand elsewhere there.
        phone.import(&[&numbered(0, 9)]).unwrap();
        phone.run(&Command::Import(&staged)).unwrap();
        let expected = (channel.unwrap_or_default().to_owned(), is_dropship, receiver);
        let read = read_backup(text_of(&phone.shop).as_bytes()).unwrap().shop;
        for shop in [&staged, &phone.shop, &reopened(&phone.shop), &read] {
            assert_eq!(said(shop), expected, "{rule}");
        }
        assert_eq!(text_of(&read), text_of(&phone.shop), "{rule}");
        assert_eq!(text_of(&read).contains("别人"), receiver, "{rule}");
    }
}

#[test]
fn who_says_more_holds_in_any_order() {
    let all = [order(None, false), order(Some("小店"), false), order(Some("大店"), true)];
    let mut ids: Vec<_> = all.iter().map(|shop| shop.imports()[0].id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 3, "what they say differs, so they are three imports");
    for (first, second, channel) in [(0, 1, "小店"), (1, 2, "大店"), (0, 2, "大店")] {
        let (a, b) = (&all[first], &all[second]);
        assert_eq!(text_of(&merged(a, b)), text_of(&merged(b, a)));
        assert_eq!(said(&merged(a, b)), (channel.to_owned(), second == 2, second != 2));
    }
    let counts = preview_import(&all[0], &all[1]).counts;
    assert_eq!((counts.new, counts.updated, counts.unchanged), (0, 1, 0));
}
