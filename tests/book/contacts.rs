//! Who is to be contacted next: lists by contact and by promise; remark names; who looks after whom.

use huitou::domain::card::{BuyingModes, CardEntry, CardField, Relative, Role, Title};
use huitou::domain::command::{Command, HandLine, HandOrder};
use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::event::{Contact, Outcome, Way};
use huitou::domain::figures::Basis;
use huitou::domain::money::Fen;
use huitou::domain::person::Birthday;
use huitou::domain::quantity::Quantity;
use huitou::domain::roster::{Arrangement, Pick, Roster, Touch};
use huitou::domain::shop::{Freshness, Shop};
use huitou::format::export::customers::{Customers, StageWords};
use huitou::format::export::orders::Orders;
use huitou::format::export::titles::{OF_CUSTOMERS, OF_ORDERS};
use huitou::format::export::{Cell, Column, Rows, TitleLang};

use crate::kit::{Phone, customer, hand_order, merged};
use crate::support::{day, read_text, shop_of, shop_of_orders};

/// Customers 1 to 5: all but the last bought, 1 first.
fn five() -> Phone {
    let mut phone = Phone::new(1);
    for who in 1..=4 {
        let order = hand_order(Some(customer(who)), day("2025-01-01").plus(who as i32), 1_000);
        phone.run(&Command::RecordOrder(order)).unwrap();
    }
    phone.run(&Command::AddPerson { key: customer(5), entries: Vec::new() }).unwrap();
    phone
}

fn contact(phone: &mut Phone, who: u32, outcome: Outcome, next: Option<&str>) {
    let contact = Contact { way: Way::Phone, outcome, note: "".into(), next: next.map(day) };
    phone.run(&Command::LogContact { customer: customer(who), contact }).unwrap();
}

fn edit(phone: &mut Phone, who: u32, entry: CardEntry) {
    let entries = vec![entry];
    phone.run(&Command::EditCard { customer: customer(who), entries }).unwrap();
}

/// Places of those on a list as of a day, as the numbers of the customers.
fn listed(phone: &Phone, pick: Pick, arrangement: Arrangement, as_of: &str) -> Vec<u32> {
    let live = phone.shop.live_figures(Basis::as_of(day(as_of)));
    let number = |at: u32| match &phone.shop.customers()[at as usize] {
        CustomerKey::Column(name) => name[1..].parse().unwrap(),
        other => panic!("{other:?}"),
    };
    Roster::new(&phone.shop, &live).listed(pick, arrangement).into_iter().map(number).collect()
}

const LATER: &str = "2026-01-01";

#[test]
fn who_was_not_contacted_for_longest_comes_first() {
    let mut phone = five();
    let order = |phone: &Phone| listed(phone, Pick::Everyone, Arrangement::Uncontacted, LATER);
    assert_eq!(order(&phone), [1, 2, 3, 4, 5], "nobody was: silent longest, who never bought last");
    contact(&mut phone, 1, Outcome::Talked, None);
    assert_eq!(order(&phone), [2, 3, 4, 5, 1], "who was, behind all who were not");
    contact(&mut phone, 3, Outcome::NoAnswer, None);
    assert_eq!(order(&phone), [2, 4, 5, 1, 3], "longest ago first");
    let act = phone.shop.events().last().unwrap().1.id.act;
    phone.run(&Command::UndoAct(act)).unwrap();
    assert_eq!(order(&phone), [2, 3, 4, 5, 1], "a contact that is taken back was none");
    contact(&mut phone, 2, Outcome::DoNotCall, None);
    assert_eq!(order(&phone), [3, 4, 5, 1, 2], "who wants no contact, last");
}

#[test]
fn what_was_promised_is_not_lost() {
    let mut phone = five();
    let promised = |phone: &Phone| listed(phone, Pick::Promised, Arrangement::Promised, LATER);
    assert_eq!(promised(&phone), [0_u32; 0]);
    contact(&mut phone, 1, Outcome::Later, Some("2026-03-01"));
    contact(&mut phone, 2, Outcome::Later, Some("2026-02-01"));
    contact(&mut phone, 5, Outcome::Later, Some("2025-06-01"));
    assert_eq!(promised(&phone), [5, 2, 1], "by the day, one that is past as well");
    let early = listed(&phone, Pick::Promised, Arrangement::Promised, "2025-05-01");
    assert_eq!(early, [0_u32; 0], "as of a day before they were made");
    let everyone = listed(&phone, Pick::Everyone, Arrangement::Promised, LATER);
    assert_eq!(everyone, [5, 2, 1, 3, 4], "who waits for nothing, behind");
    contact(&mut phone, 5, Outcome::Talked, None);
    assert_eq!(promised(&phone), [2, 1], "a later contact settles it");
    contact(&mut phone, 2, Outcome::DoNotCall, Some("2026-02-02"));
    assert_eq!(promised(&phone), [1], "who wants no contact is promised none");
    let live = phone.shop.live_figures(Basis::as_of(day(LATER)));
    let roster = Roster::new(&phone.shop, &live);
    let (one, three) = (roster.touch(0), roster.touch(2));
    assert_eq!((one.promised, one.is_opted_out), (Some(day("2026-03-01")), false));
    assert_eq!(three, Touch::default(), "nothing is known of him");
}

/// Files of long ago, and a seller who goes on writing: people, contacts and what he takes back are
/// known today; silence ends where the orders do.
#[test]
fn what_the_seller_does_is_known_though_the_orders_end_long_before() {
    let mut phone = five();
    let last = phone.shop.last_day().unwrap();
    assert_eq!(last, day("2025-01-05"));
    let basis = || Basis { known_on: day(LATER), ..Basis::as_of(last) };
    let then = phone.shop.figures(&Basis::as_of(last));
    let now = phone.shop.figures(&basis());
    assert_eq!((then.potential, now.potential), (0, 1), "whom he put in behind the last order");
    assert_eq!(now.stages.new, then.stages.new, "and nobody else is silent for longer");
    contact(&mut phone, 1, Outcome::Later, Some("2026-03-01"));
    phone.run(&Command::CancelOrder(phone.nth_key(1).unwrap(), true)).unwrap();
    let live = phone.shop.live_figures(basis());
    let roster = Roster::new(&phone.shop, &live);
    assert_eq!(roster.touch(0).promised, Some(day("2026-03-01")));
    assert_eq!(roster.listed(Pick::Everyone, Arrangement::Value).len(), 5);
    assert_eq!(live.figures().orders, now.orders - 1, "a cancelled order counts no longer");
    assert_eq!(live.figures().basis.as_of, last);
}

#[test]
fn each_channel_ends_where_its_own_orders_do() {
    let by_hand = |day_: &str| {
        let mut phone = Phone::new(1);
        phone.run(&Command::RecordOrder(hand_order(Some(customer(1)), day(day_), 1_000))).unwrap();
        phone.shop
    };
    let taobao = |day_: &str| {
        let titles = "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间";
        let text = format!("{titles}\n9,a,5,交易成功,{day_}\n");
        shop_of(vec![read_text(&text, None).unwrap()]).0
    };
    let own_table = |day: &str| shop_of_orders(&[("c9", day)]);
    let behind = |last: &str, others_go_on| Freshness::Behind {
        channels: vec![(Platform::Taobao, day(last))],
        others_go_on,
    };
    let old = taobao("2024-06-30");
    for (shop, today, freshness, rule) in [
        (Shop::default(), "2026-01-01", Freshness::Fresh, "no orders, nothing that could be old"),
        (old.clone(), "2024-07-03", Freshness::Fresh, "three days may pass"),
        (old.clone(), "2024-07-04", Freshness::EndsOn(day("2024-06-30")), "the fourth may not"),
        (by_hand("2024-06-30"), "2024-07-04", Freshness::EndsOn(day("2024-06-30")), "by hand, too"),
        (
            merged(&old, &by_hand("2024-07-04")),
            "2024-07-04",
            behind("2024-06-30", false),
            "one order by hand closes no gap of the files",
        ),
        (
            merged(&old, &by_hand("2024-07-04")),
            "2024-08-04",
            Freshness::EndsOn(day("2024-07-04")),
            "all of them end",
        ),
        (
            merged(&old, &own_table("2024-07-04")),
            "2024-07-04",
            behind("2024-06-30", true),
            "another file does not speak for it",
        ),
    ] {
        assert_eq!(shop.freshness(day(today), 3), freshness, "{rule}");
    }
    let both = merged(&old, &by_hand("2024-07-04"));
    let ends: Vec<_> = both.data_up_to().collect();
    assert_eq!(ends, [(Platform::Taobao, day("2024-06-30")), (Platform::Hand, day("2024-07-04"))]);
}

#[test]
fn remark_names_are_told_apart_from_those_of_the_book() {
    let mut phone = five();
    let remark = |phone: &Phone, who: u32| {
        let at = phone.shop.tables().customers.find_ref(&customer(who)).unwrap();
        phone.shop.remark_name(at)
    };
    assert_eq!(remark(&phone, 1), "c1", "nothing but the key is known");
    for (who, region, tail) in [(1, "上海", "1"), (2, "杭州", "2"), (3, "杭州", "3")] {
        edit(&mut phone, who, CardEntry::Name("顾伟".into()));
        edit(&mut phone, who, CardEntry::Title(Some(Title::Mister)));
        edit(&mut phone, who, CardEntry::Region(region.into()));
        edit(&mut phone, who, CardEntry::Phones(vec![format!("1400000000{tail}").into()]));
    }
    let custom = BuyingModes { custom: true, ..BuyingModes::default() };
    edit(&mut phone, 4, CardEntry::Name("顾伟".into()));
    edit(&mut phone, 4, CardEntry::Title(Some(Title::Boss)));
    edit(&mut phone, 4, CardEntry::Modes(custom));
    for (who, expected, rule) in [
        (1, "顾先生上海", "nobody else is called so"),
        (2, "顾先生杭州0002", "the region stands there: the end of the phone"),
        (3, "顾先生杭州0003", "and so does the other"),
        (4, "顾总定制", "NM2"),
    ] {
        assert_eq!(remark(&phone, who), expected, "{rule}");
    }
}

#[test]
fn goods_are_offered_as_he_bought_them_last() {
    let mut phone = Phone::new(1);
    for (day_, items) in [
        ("2025-01-03", vec!["枣", ""]),
        ("2025-01-01", vec!["茶"]),
        ("2025-01-02", vec!["糖", "枣"]),
    ] {
        let amount_fen = Fen::from_minor(100);
        let line =
            |item: &&str| HandLine { item: (*item).into(), quantity: Quantity::ONE, amount_fen };
        let paid = items.len() as i64 * 100;
        let order = hand_order(Some(customer(1)), day(day_), paid);
        let lines = items.iter().map(line).collect();
        phone.run(&Command::RecordOrder(HandOrder { lines, ..order })).unwrap();
    }
    for (most, expected, rule) in [
        (9, vec!["枣", "糖", "茶"], "the latest day first, each once, none without a name"),
        (2, vec!["枣", "糖"], "no more than asked for"),
    ] {
        assert_eq!(phone.shop.goods_of(&customer(1), most), expected, "{rule}");
    }
    assert!(phone.shop.goods_of(&customer(2), 9).is_empty(), "nobody of the book");
}

#[test]
fn a_phone_is_known_under_whichever_of_his_keys() {
    let mut phone = five();
    let at = |phone: &Phone, who| phone.shop.tables().customers.find_ref(&customer(who)).unwrap();
    assert!(phone.shop.unknown_of(at(&phone, 1)).contains(&CardField::Phones));
    let key = CustomerKey::Phone("14000000001".into());
    phone.run(&Command::AddPerson { key: key.clone(), entries: Vec::new() }).unwrap();
    phone
        .run(&Command::JoinPeople { kept: customer(1), others: vec![key], entries: vec![] })
        .unwrap();
    assert!(!phone.shop.unknown_of(at(&phone, 1)).contains(&CardField::Phones));
}

#[test]
fn who_looks_after_customers_is_offered_once() {
    let mut phone = five();
    for (who, owner) in [(1, "小李"), (2, " 小李 "), (3, "阿芳"), (3, "")] {
        edit(&mut phone, who, CardEntry::Owner(owner.into()));
    }
    assert_eq!(phone.shop.owners(), ["小李".into(), "阿芳".into()] as [Box<str>; 2]);
}

#[test]
fn what_only_the_seller_says_goes_out_and_changes_nothing_when_it_comes_back() {
    let mut phone = five();
    let key = phone.nth_key(0).unwrap();
    let amount_fen = Fen::from_minor(320);
    phone.run(&Command::RefundOrder { key, amount_fen, note: "".into() }).unwrap();
    phone.run(&Command::CancelOrder(phone.nth_key(1).unwrap(), true)).unwrap();
    let cancelled_on = phone.now().today;
    let birthday = Birthday::new(None, 2, 30, true).unwrap();
    for entry in [
        CardEntry::Title(Some(Title::Madam)),
        CardEntry::Modes(BuyingModes { custom: true, wholesale: true, dropship: false }),
        CardEntry::Role(Some(Role::Distributor)),
        CardEntry::Owner("小李".into()),
        CardEntry::Relatives(vec![Relative { who: "女儿".into(), birthday }]),
        CardEntry::Important(true),
        CardEntry::Verified(Some(day("2025-05-01"))),
    ] {
        edit(&mut phone, 1, entry);
    }
    let shop = &phone.shop;
    let words = StageWords::default();
    let lang = TitleLang::Zh;
    let mut customers = Customers::new(shop, &OF_CUSTOMERS, lang, &words, Basis::as_of(day(LATER)));
    let row = customers.next_row().unwrap();
    let cell = |column| &row[OF_CUSTOMERS.iter().position(|it| *it == column).unwrap()];
    for (column, expected) in [
        (Column::AddressForm, Cell::Text("女士".into())),
        (Column::Modes, Cell::Text("批发、定制".into())),
        (Column::Role, Cell::Text("分销商".into())),
        (Column::Owner, Cell::Text("小李".into())),
        (Column::Relatives, Cell::Text("女儿 农历02-30".into())),
        (Column::Important, Cell::Text("是".into())),
        (Column::OptOut, Cell::Empty),
        (Column::VerifiedOn, Cell::Day(day("2025-05-01"))),
    ] {
        assert_eq!(*cell(column), expected, "{column:?}");
    }
    let mut orders = Orders::new(shop, &OF_ORDERS, lang);
    let at = |column| OF_ORDERS.iter().position(|it| *it == column).unwrap();
    let (refund, cancelled, net) =
        (at(Column::HandRefund), at(Column::CancelledOn), at(Column::Net));
    let rows = [orders.next_row().unwrap(), orders.next_row().unwrap()];
    assert_eq!(rows[0][refund], Cell::Money(amount_fen));
    assert_eq!(rows[0][net], Cell::Money(Fen::from_minor(680)));
    assert_eq!((&rows[1][refund], &rows[1][cancelled]), (&Cell::Empty, &Cell::Day(cancelled_on)));
    crate::own_files::comes_back(shop, &OF_ORDERS, &OF_CUSTOMERS, &crate::own_files::FORMS);
}
