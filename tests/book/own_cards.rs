//! Contacts go out as cards and come back to the same people: nobody twice, nothing changed.

use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::intern::Index;
use huitou::domain::person::{Birthday, PersonFacts};
use huitou::domain::shop::Shop;
use huitou::format::export::contacts::Contacts;
use huitou::format::export::privacy::Counting;
use huitou::format::intake::{FileRows, Intake};
use huitou::format::orders::file_format::FileFormat;
use proptest::prelude::*;

use crate::kit::{Phone, acts_on_files};
use crate::own_files::{facts, key, orders_and_platforms, read_in, shop_of};
use crate::support::read_bytes;

fn cards_of(shop: &Shop, everybody: bool) -> Option<FileRows> {
    let mut contacts = Contacts::new(shop, everybody);
    let mut counting = Counting::default();
    let mut text = String::new();
    while let Some(card) = contacts.next_card(&mut counting) {
        text.push_str(&card);
    }
    (!text.is_empty()).then(|| read_bytes("c.vcf", text.into_bytes(), None).unwrap())
}

fn comes_back(shop: &Shop) {
    for everybody in [false, true] {
        if let Some(file) = cards_of(shop, everybody) {
            assert_eq!(file.format, FileFormat::Vcard);
            read_in(shop, file);
        }
    }
}

/// A line break of another kind is one of ours when it comes back.
fn plain(text: &str) -> Box<str> {
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}

fn with_plain_breaks(facts: PersonFacts) -> PersonFacts {
    let one = |text: Option<Box<str>>| text.map(|text| plain(&text));
    let list = |texts: Vec<Box<str>>| {
        let mut texts: Vec<Box<str>> = texts.iter().map(|text| plain(text)).collect();
        texts.sort_unstable();
        texts.dedup();
        texts
    };
    PersonFacts {
        name: one(facts.name),
        company: one(facts.company),
        phones: list(facts.phones),
        wechat: one(facts.wechat),
        nick: one(facts.nick),
        address: one(facts.address),
        remarks: list(facts.remarks),
        tags: list(facts.tags),
        ..facts
    }
}

fn with_plain_key(key: CustomerKey) -> CustomerKey {
    match key {
        CustomerKey::Nick { platform, nick } => CustomerKey::Nick { platform, nick: plain(&nick) },
        CustomerKey::Phone(digits) => CustomerKey::Phone(digits),
        CustomerKey::Column(text) => CustomerKey::Column(plain(&text)),
        CustomerKey::Wechat(id) => CustomerKey::Wechat(plain(&id)),
        CustomerKey::NameAddress { name, address } => {
            CustomerKey::NameAddress { name: plain(&name), address: plain(&address) }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_book_that_was_lived_in_comes_back(acts in acts_on_files(10)) {
        comes_back(&Phone::new(1).act_all(&acts).shop);
    }

    #[test]
    fn hostile_texts_come_back(
        said in orders_and_platforms(),
        people in prop::collection::vec((key(), facts()), 0..5),
    ) {
        let people = people
            .into_iter()
            .map(|(key, facts)| (with_plain_key(key), with_plain_breaks(facts)))
            .collect();
        let said = said.into_iter().filter(|(_, said)| {
            said.key.as_ref().is_none_or(|key| !key.label().contains(['\r', '\n']))
        });
        comes_back(&shop_of(said.collect(), people));
    }
}

/// What is not only unchanged but there: everything a card can say, in an empty book.
#[test]
fn people_come_into_another_book() {
    let youzan = |nick: &str| CustomerKey::Nick { platform: Platform::Youzan, nick: nick.into() };
    let people = vec![
        (
            youzan("t_1"),
            PersonFacts {
                phones: vec!["14000000002".into()],
                wechat: Some("wx_1".into()),
                address: Some("杭州 路 1 号".into()),
                birthday: Birthday::new(None, 5, 12, true),
                remarks: vec!["不要盒".into(), "要袋".into()],
                tags: vec!["茶".into(), "a,b".into()],
                ..PersonFacts::default()
            },
        ),
        (
            youzan("t_2"),
            PersonFacts { phones: vec!["14000000003".into()], ..PersonFacts::default() },
        ),
        (
            CustomerKey::Phone("14000000004".into()),
            PersonFacts {
                company: Some("枣糕王".into()),
                phones: vec!["14000000004".into(), "140****0005".into()],
                birthday: Birthday::new(None, 2, 29, false),
                ..PersonFacts::default()
            },
        ),
    ];
    let shop = shop_of(Vec::new(), people);
    let mut intake = Intake::default();
    intake.take(cards_of(&shop, false).unwrap());
    let other = intake.stage().shop;
    let all = |shop: &Shop| -> Vec<(CustomerKey, PersonFacts)> {
        let key = |at: Index| shop.customers().get(at.position()).unwrap().clone();
        let mut all: Vec<_> = shop.people().map(|(at, facts)| (key(at), facts)).collect();
        all.sort();
        all
    };
    assert_eq!(all(&other), all(&shop));
}
