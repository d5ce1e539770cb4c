//! What goes out comes back and changes nothing: orders and customers as CSV and as a workbook, in
//! both languages, with all columns and with some.

use huitou::domain::command::{Command, preview_import};
use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::figures::Basis;
use huitou::domain::gathering::Gathering;
use huitou::domain::intern::Index;
use huitou::domain::merge::MergeCounts;
use huitou::domain::money::Fen;
use huitou::domain::observation::{Batch, Grain, PersonObservation, Receiver, ToldOrder};
use huitou::domain::order::OrderStatus;
use huitou::domain::person::{Birthday, Opening, PersonFacts};
use huitou::domain::quantity::Quantity;
use huitou::domain::record::{OrderName, OrderNumber, Unnumbered};
use huitou::domain::shop::Shop;
use huitou::domain::sighting::{Content, Held, Named, OrderLine};
use huitou::format::export::customers::{Customers, StageWords};
use huitou::format::export::orders::Orders;
use huitou::format::export::titles::{OF_CUSTOMERS, OF_ORDERS};
use huitou::format::export::xlsx::WorkbookWriter;
use huitou::format::export::{Cell, Column, Rows, TitleLang, csv};
use huitou::format::intake::{FileRows, Intake};
use huitou::format::orders::file_format::FileFormat;
use huitou::format::problem::Refusal;
use proptest::prelude::*;

use crate::kit::{Phone, acts_on_files, substance};
use crate::support::{day, read_bytes};

/// What a file is written as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    is_workbook: bool,
    lang: TitleLang,
}

pub(crate) const FORMS: [Form; 4] = [
    Form { is_workbook: false, lang: TitleLang::Zh },
    Form { is_workbook: false, lang: TitleLang::En },
    Form { is_workbook: true, lang: TitleLang::Zh },
    Form { is_workbook: true, lang: TitleLang::En },
];

fn written(mut rows: impl Rows, form: Form) -> Vec<u8> {
    if !form.is_workbook {
        let mut text = csv::head(&rows, form.lang);
        while let Some(cells) = rows.next_row() {
            csv::push_cells(&cells, &mut text);
        }
        return text.into_bytes();
    }
    let mut book = WorkbookWriter::new("Huitou", rows.columns(), form.lang).unwrap();
    while let Some(cells) = rows.next_row() {
        assert_eq!(cells.len(), rows.columns().len());
        book.push(&cells).unwrap();
    }
    book.finish(day("2026-11-22")).unwrap()
}

fn orders_of(shop: &Shop, chosen: &[Column], form: Form) -> Result<FileRows, Refusal> {
    let name = if form.is_workbook { "o.xlsx" } else { "o.csv" };
    read_bytes(name, written(Orders::new(shop, chosen, form.lang), form), None)
}

pub(crate) fn customers_of(
    shop: &Shop,
    chosen: &[Column],
    form: Form,
) -> Result<FileRows, Refusal> {
    let words = StageWords::default();
    let basis = Basis::as_of(day("2025-06-01"));
    let rows = Customers::new(shop, chosen, form.lang, &words, basis);
    let name = if form.is_workbook { "c.xlsx" } else { "c.csv" };
    read_bytes(name, written(rows, form), None)
}

/// Reads a file into the book it came from, where it must change nothing; what it counts.
pub(crate) fn read_in(shop: &Shop, file: FileRows) -> MergeCounts {
    assert_eq!(file.problems, []);
    let mut intake = Intake::default();
    intake.take(file);
    let staged = intake.stage();
    assert_eq!(staged.problems(), []);
    let counts = preview_import(shop, &staged.shop).counts;
    let expected = MergeCounts {
        unchanged: counts.unchanged,
        people_unchanged: counts.people_unchanged,
        ..MergeCounts::default()
    };
    assert_eq!(counts, expected);
    let mut phone = Phone { shop: shop.clone(), device: 9, clock: 900 };
    // A file of which nothing is kept is no import.
    if phone.run(&Command::Import(&staged.shop)).is_ok() {
        assert_eq!(substance(&phone.shop), substance(shop));
    }
    counts
}

pub(crate) fn comes_back(shop: &Shop, orders: &[Column], customers: &[Column], forms: &[Form]) {
    let count = shop.order_count();
    for form in forms {
        match orders_of(shop, orders, *form) {
            Ok(file) => {
                assert_eq!(file.format, FileFormat::OwnOrders);
                assert_eq!(read_in(shop, file).unchanged, count, "{form:?}");
            }
            Err(refusal) => assert_eq!((refusal, count), (Refusal::Empty, 0)),
        }
        match customers_of(shop, customers, *form) {
            Ok(file) => {
                assert_eq!(file.format, FileFormat::OwnCustomers);
                let rows = file.rows;
                let counts = read_in(shop, file);
                assert!(counts.people_unchanged <= rows && counts.unchanged == 0);
                if customers.len() == OF_CUSTOMERS.len() {
                    let said = |(_, facts): &(Index, PersonFacts)| !facts.is_empty();
                    let listed = shop.people().filter(said).count() as u64;
                    assert_eq!(counts.people_unchanged, listed, "{form:?}");
                }
            }
            Err(refusal) => assert_eq!(refusal, Refusal::Empty),
        }
    }
}

/// Texts that spreadsheets run, round, cut or turn into something else.
const HOSTILE: [&str; 24] = [
    "=1+1",
    "+8614000000001",
    "-5",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "\r=1",
    "'=1",
    "''-1",
    "'t Hart",
    "<b>x</b>&amp;",
    "say \"hi\", now",
    "two\nlines",
    "two\r\nlines",
    "3999999999999999992",
    "0007",
    "3-4",
    "1E5",
    "=\"123456789012\"",
    "\"",
    "a、b\\",
    " with blanks ",
    "_x0041_",
    "陈𠮷",
];

fn hostile() -> impl Strategy<Value = Box<str>> {
    prop_oneof![
        4 => (0..HOSTILE.len()).prop_map(|at| HOSTILE[at].into()),
        1 => "[a-z=+'\" ,;\n]{1,12}".prop_map(Into::into),
    ]
}

fn maybe<T: std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    prop::option::of(strategy)
}

pub(crate) fn key() -> impl Strategy<Value = CustomerKey> {
    let platform = (0..Platform::ALL.len()).prop_map(|at| Platform::ALL[at]);
    prop_oneof![
        (platform, hostile()).prop_map(|(platform, nick)| CustomerKey::Nick { platform, nick }),
        (0u64..5).prop_map(|n| CustomerKey::Phone(format!("1400000000{n}").into())),
        hostile().prop_map(CustomerKey::Column),
        hostile().prop_map(CustomerKey::Wechat),
        (hostile(), maybe(hostile())).prop_map(|(name, address)| CustomerKey::NameAddress {
            name,
            address: address.unwrap_or_default(),
        }),
    ]
}

fn some_day() -> impl Strategy<Value = huitou::domain::day::Day> {
    prop_oneof![
        9 => (0i32..900).prop_map(|n| day("2023-01-01").plus(n)),
        1 => (0i32..900).prop_map(|n| day("1899-01-01").plus(n)),
    ]
}

/// SKU, goods, thousandths, fen.
pub(crate) type SaidLine = (Option<Box<str>>, Option<Box<str>>, i64, Option<i64>);

/// An order before its texts have places.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    number: Option<Box<str>>,
    by_hand: bool,
    pub(crate) key: Option<CustomerKey>,
    days: (huitou::domain::day::Day, Option<huitou::domain::day::Day>),
    status: usize,
    money: (Option<i64>, i64, i64, i64),
    texts: [Option<Box<str>>; 6],
    lines: Vec<SaidLine>,
    dropship: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let number = prop_oneof![
        2 => (0u64..9).prop_map(|n| Some(format!("350000000000000000{n}").into())),
        1 => hostile().prop_map(Some),
        1 => Just(None),
    ];
    let line = (maybe(hostile()), maybe(hostile()), 0i64..5_000, maybe(0i64..99_999));
    (
        (number, any::<bool>(), maybe(key()), (some_day(), maybe(some_day()))),
        0usize..6,
        (maybe(0i64..1_000_000_000), 0i64..900, 0i64..900, 0i64..9_000),
        prop::array::uniform6(maybe(hostile())),
        prop::collection::vec(line, 0..4),
        any::<bool>(),
    )
        .prop_map(|((number, by_hand, key, days), status, money, texts, lines, dropship)| {
            Said { number, by_hand, key, days, status, money, texts, lines, dropship }
        })
}

fn told(at: usize, said: Said, batch: &mut Batch) -> ToldOrder {
    let fen = Fen::from_minor;
    let customer = said.key.map(|key| batch.customers.intern(key));
    let mut text = |text: Option<Box<str>>| text.map(|text| batch.texts.intern(text));
    let number = text(said.number.clone()).zip(said.number);
    let digits =
        |(at, text): (Index, Box<str>)| OrderNumber::digits(&text).unwrap_or(OrderNumber::Text(at));
    let (paid, postage, refund, quantity) = said.money;
    let name = match number {
        Some(number) => OrderName::Numbered(digits(number)),
        None if said.by_hand => OrderName::ByHand(huitou::domain::id::OrderId(
            huitou::domain::id::name_based("test", &at.to_be_bytes()),
        )),
        None => OrderName::Unnumbered(Unnumbered {
            customer,
            day: Some(said.days.0),
            amount_fen: paid.map(fen),
            quantity: Quantity::from_thousandths(quantity),
            occurrence: at as u32,
        }),
    };
    let [region, item, remark, channel, who, place] = said.texts;
    let held = Held {
        status: OrderStatus::ALL[said.status],
        paid_fen: paid.map(fen),
        postage_fen: fen(postage),
        quantity: Quantity::from_thousandths(quantity),
        paid_day: said.days.1,
        delivered_day: said.days.1,
        region: text(region),
        receiver: None,
        item: text(item),
        remark: text(remark),
        channel: text(channel),
        is_dropship: said.dropship,
    };
    let line = |(sku, item, quantity, amount): (_, _, i64, Option<i64>)| OrderLine {
        sku: text(sku),
        item: text(item),
        quantity: Quantity::from_thousandths(quantity),
        amount_fen: amount.map(fen),
    };
    let lines = said.lines.into_iter().map(line).collect();
    let receiver = who.map(|name| {
        let address = place.unwrap_or_default();
        batch.receivers.intern(Receiver { name, phone_text: "140****0001".into(), address })
    });
    let content = Content {
        named: customer.map_or(Named::Nobody, Named::One),
        day: Some(said.days.0),
        held: Some(Held { receiver, ..held }),
        refund_fen: fen(refund),
        lines,
    };
    ToldOrder { line: at as u32, name, content }
}

pub(crate) fn facts() -> impl Strategy<Value = PersonFacts> {
    let list = || prop::collection::btree_set(hostile(), 0..3);
    let born = (maybe(1950i16..2010), 1u8..=12, 1u8..=28, any::<bool>())
        .prop_map(|(year, month, day, lunar)| Birthday::new(year, month, day, lunar));
    let opening = (
        maybe(some_day()),
        maybe(0i64..9_999),
        maybe(0u32..99),
        maybe(-9i64..99),
        maybe(hostile()),
    )
        .prop_map(|(day, amount, purchases, points, tier)| Opening {
            day,
            amount_fen: amount.map(Fen::from_minor),
            purchases,
            points,
            tier,
        });
    (
        prop::array::uniform6(maybe(hostile())),
        (list(), list(), list()),
        born,
        maybe(some_day()),
        maybe(opening.prop_filter("says something", |opening| !opening.is_empty())),
    )
        .prop_map(|(texts, (phones, remarks, tags), birthday, since, opening)| {
            let [name, company, wechat, nick, region, address] = texts;
            let list = |items: std::collections::BTreeSet<Box<str>>| items.into_iter().collect();
            PersonFacts {
                name,
                company,
                phones: list(phones),
                wechat,
                nick,
                region,
                address,
                birthday,
                remarks: list(remarks),
                tags: list(tags),
                since,
                opening,
                ..PersonFacts::default()
            }
        })
}

pub(crate) fn shop_of(orders: Vec<(usize, Said)>, people: Vec<(CustomerKey, PersonFacts)>) -> Shop {
    let mut gathering = Gathering::default();
    for platform in Platform::ALL {
        let mut batch = Batch::new(platform, Grain::Order);
        for (at, (platform_at, said)) in orders.iter().enumerate() {
            if Platform::ALL[*platform_at] == platform {
                let order = told(at + 1, said.clone(), &mut batch);
                batch.told.push(order);
            }
        }
        if platform == Platform::Table {
            for (key, facts) in &people {
                let customer = batch.customers.intern(key.clone());
                let facts = facts.clone();
                batch.people.push(PersonObservation { line: 1, customer, facts });
            }
        }
        gathering.take(batch);
    }
    gathering.settle().0
}

/// Some of the columns.
fn some_of(columns: &[Column]) -> impl Strategy<Value = Vec<Column>> + use<> {
    prop::sample::subsequence(columns.to_vec(), 0..=columns.len())
}

pub(crate) fn orders_and_platforms() -> impl Strategy<Value = Vec<(usize, Said)>> {
    prop::collection::vec((0..Platform::ALL.len(), said()), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_book_that_was_lived_in_comes_back(
        acts in acts_on_files(10),
        orders in some_of(&OF_ORDERS),
        customers in some_of(&OF_CUSTOMERS),
    ) {
        let shop = Phone::new(1).act_all(&acts).shop;
        comes_back(&shop, &OF_ORDERS, &OF_CUSTOMERS, &FORMS);
        comes_back(&shop, &orders, &customers, &FORMS[..1]);
    }

    #[test]
    fn hostile_texts_come_back(
        said in orders_and_platforms(),
        people in prop::collection::vec((key(), facts()), 0..5),
        orders in some_of(&OF_ORDERS),
        customers in some_of(&OF_CUSTOMERS),
    ) {
        let shop = shop_of(said, people);
        comes_back(&shop, &OF_ORDERS, &OF_CUSTOMERS, &FORMS);
        comes_back(&shop, &orders, &customers, &FORMS[..1]);
    }
}

/// The rows of a file as a spreadsheet shows them.
#[test]
fn an_order_of_two_lines() {
    let said = Said {
        number: Some("3999999999999999992".into()),
        by_hand: false,
        key: Some(CustomerKey::Nick { platform: Platform::Taobao, nick: "=1+1".into() }),
        days: (day("2024-02-29"), None),
        status: 3,
        money: (Some(4_590), 600, 0, 2_000),
        texts: [Some("浙江 杭州".into()), Some("枣糕，核桃".into()), None, None, None, None],
        lines: vec![
            (Some("0007".into()), Some("枣糕".into()), 1_000, Some(1_990)),
            (Some("H 8".into()), Some("核桃".into()), 2_350, None),
        ],
        dropship: false,
    };
    let shop = shop_of(vec![(0, said)], Vec::new());
    let chosen = [
        Column::Paid,
        Column::Net,
        Column::Sku,
        Column::Item,
        Column::Quantity,
        Column::Amount,
        Column::Region,
    ];
    let form = Form { is_workbook: false, lang: TitleLang::Zh };
    let text = written(Orders::new(&shop, &chosen, form.lang), form);
    let expected = "\u{feff}\"来源 (Huitou)\",\"订单号\",\"下单日期\",\"订单状态\",\"客户\",\
        \"客户认法\",\"重名区分\",\"实付金额\",\"净额\",\"商品编码\",\"商品\",\"数量\",\"商品金额\",\
        \"地区\"\r\n\
        \"taobao\",\"=\"\"3999999999999999992\"\"\",\"2024-02-29\",\"交易成功\",\"'=1+1\",\
        \"taobao nick\",\"\",\"45.90\",\"39.90\",\"=\"\"0007\"\"\",\"枣糕\",\"1\",\"19.90\",\
        \"浙江 杭州\"\r\n\
        \"taobao\",\"=\"\"3999999999999999992\"\"\",\"2024-02-29\",\"交易成功\",\"'=1+1\",\
        \"taobao nick\",\"\",\"\",\"\",\"H 8\",\"核桃\",\"2.35\",\"\",\"浙江 杭州\"\r\n";
    assert_eq!(String::from_utf8(text).unwrap(), expected);
    let mut rows = Orders::new(&shop, &OF_ORDERS, TitleLang::En);
    let first = rows.next_row().unwrap();
    let at = OF_ORDERS.iter().position(|it| *it == Column::OrderItem).unwrap();
    assert_eq!(first[at], Cell::Text("枣糕，核桃".into()));
    assert_eq!((rows.permille(), rows.next_row().is_some(), rows.next_row()), (1_000, true, None));
}

/// A file of ours that somebody wrote in.
#[test]
fn what_was_altered_is_said() {
    use huitou::format::mapping::Field;
    use huitou::format::problem::ProblemReason as Why;
    let titles = "Source (Huitou),Order number,Ordered on,Status,Customer,Known by,Paid,My own";
    for (row, problem, rule) in [
        ("table,7,2024-06-01,paid,K7,id,1.00,x", None, "as it was, and a column of somebody's own"),
        ("table,7,2024/6/1,paid,K7,id,1.00,", None, "days as a spreadsheet writes them"),
        ("table,7,2024-06-01,,K7,id,,", None, "nothing said of status and money"),
        ("table,7,2024-06-01,paid,,,1.00,", None, "nobody is named"),
        ("table,,2024-06-01,paid,K7,id,1.00,", Some((Field::OrderId, Why::Missing)), "no number"),
        ("hand,~hand 7,2024-06-01,paid,,,,", Some((Field::OrderId, Why::Missing)), "no id"),
        ("table,7,,paid,K7,id,1.00,", Some((Field::Date, Why::Missing)), "no day"),
        (
            "table,7,soon,paid,K7,id,1.00,",
            Some((Field::Date, Why::DateUnreadable)),
            "no day at all",
        ),
        (
            "table,7,2024-06-01,maybe,K7,id,1.00,",
            Some((Field::Status, Why::StatusUnknown)),
            "a word of nobody's",
        ),
        (
            "table,7,2024-06-01,paid,K7,friend,1.00,",
            Some((Field::Customer, Why::NobodyNamed)),
            "known by what is no key",
        ),
        (
            "table,7,2024-06-01,paid,K7,id,much,",
            Some((Field::Paid, Why::NumberUnreadable)),
            "money in words",
        ),
    ] {
        let file = read_bytes("o.csv", format!("{titles}\n{row}\n").into_bytes(), None).unwrap();
        let found: Vec<_> = file.problems.iter().map(|it| (it.field, it.reason)).collect();
        assert_eq!(found, Vec::from_iter(problem), "{rule}: {row}");
        assert_eq!(file.format, FileFormat::OwnOrders);
    }
}
