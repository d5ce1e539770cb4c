//! Lists of people as a reader of files would hand them on: everything that can be said of one.

use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::day::Day;
use huitou::domain::gathering::Gathering;
use huitou::domain::import::ImportedFile;
use huitou::domain::money::Fen;
use huitou::domain::observation::{Batch, Grain, Observation, PersonObservation};
use huitou::domain::order::OrderStatus;
use huitou::domain::person::{Birthday, Opening, PersonFacts};
use huitou::domain::quantity::Quantity;
use huitou::domain::shop::Shop;

/// A list that says much.
pub(crate) fn first() -> Shop {
    let texts = |texts: &[&str]| texts.iter().map(|text| Box::from(*text)).collect();
    let mut batch = Batch::new(Platform::Table, Grain::Order);
    let full = PersonFacts {
        name: Some("陈秀英".into()),
        company: Some("样例商行 \"A\"".into()),
        phones: texts(&["14000000033", "140****0034"]),
        wechat: Some("wx_demo_33".into()),
        nick: Some("t_demo_033".into()),
        region: Some("浙江".into()),
        address: Some("杭州\n\u{2028}1号".into()),
        birthday: Birthday::new(Some(1988), 2, 29, false),
        remarks: texts(&["<b>?</b>", "要发票"]),
        tags: texts(&["VIP", "老客"]),
        since: Day::from_ymd(2020, 5, 1),
        opening: Some(Opening {
            day: Day::from_ymd(2024, 1, 1),
            amount_fen: Some(Fen::from_minor(1_234_567)),
            purchases: Some(12),
            points: Some(-30),
            tier: Some("金卡".into()),
        }),
        ..PersonFacts::default()
    };
    person(&mut batch, CustomerKey::Phone("14000000033".into()), full);
    person(&mut batch, CustomerKey::Wechat("just_there".into()), PersonFacts::default());
    let lunar =
        PersonFacts { birthday: Birthday::new(None, 12, 30, true), ..PersonFacts::default() };
    person(&mut batch, nick("t_demo_010"), lunar);
    settle(batch, "list.csv")
}

/// A list that says more of the same people, and an order that went through a channel.
pub(crate) fn second() -> Shop {
    let mut batch = Batch::new(Platform::Table, Grain::Order);
    let points = Opening { points: Some(0), ..Opening::default() };
    let more = PersonFacts {
        remarks: vec!["第二张表".into()],
        opening: Some(points),
        ..PersonFacts::default()
    };
    person(&mut batch, CustomerKey::Phone("14000000033".into()), more);
    person(&mut batch, CustomerKey::Column("新人".into()), PersonFacts::default());
    let customer = batch.customers.intern(nick("t_demo_010"));
    let mut text = |text: &str| Some(batch.texts.intern(text.into()));
    let (number, channel) = (text("D-1"), text("下游小店"));
    batch.rows.push(Observation {
        line: 2,
        number,
        customer: Some(customer),
        day: Day::from_ymd(2024, 7, 2),
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
        receiver: None,
        channel,
        is_dropship: true,
    });
    settle(batch, "more.csv")
}

fn nick(nick: &str) -> CustomerKey {
    CustomerKey::Nick { platform: Platform::Taobao, nick: nick.into() }
}

fn person(batch: &mut Batch, key: CustomerKey, facts: PersonFacts) {
    let customer = batch.customers.intern(key);
    let line = batch.people.len() as u32 + 2;
    batch.people.push(PersonObservation { line, customer, facts });
}

fn settle(batch: Batch, name: &str) -> Shop {
    let rows = (batch.people.len() + batch.rows.len()) as u64;
    let mut gathering = Gathering::default();
    gathering.take(batch);
    let (mut shop, _) = gathering.settle();
    let format = "people".into();
    shop.describe_imports(&[ImportedFile {
        name: name.into(),
        format,
        rows,
        ..ImportedFile::default()
    }]);
    shop
}
