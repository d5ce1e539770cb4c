//! `cargo bench --no-default-features --bench figures`: all figures over a million orders, and the
//! speed of reading, natively. Prints one JSON line per measurement: median, least and most.
#![allow(clippy::print_stdout, missing_docs)]

#[path = "support/mod.rs"]
mod support;
#[path = "support/timed.rs"]
mod timed;

use huitou::domain::command::preview_import;
use huitou::domain::figures::{LiveFigures, OrderHistory};
use huitou::domain::merge::replacement;
use huitou::domain::search::{Query, Readings, find};
use huitou::domain::shop::Shop;
use huitou::format::backup::{read_backup, write_backup};
use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileReading, Intake, ReadOptions};
use huitou::format::readings::readings_table;
use serde_json::json;

const ORDERS: u32 = 1_000_000;
const CUSTOMERS: u32 = 100_000;
const RUNS: usize = 15;

fn main() {
    let orders = support::orders(ORDERS, CUSTOMERS);
    measure("columns_from_orders", || OrderHistory::new(CUSTOMERS as usize, &orders).customers());
    let history = OrderHistory::new(CUSTOMERS as usize, &orders);
    measure("all_figures", || {
        let live = LiveFigures::new(&history, &[], support::basis());
        live.figures().customers as usize
    });
    let live = LiveFigures::new(&history, &[], support::basis());
    println!("{}", json!({ "checksum": support::checksum(&live) }));
    measure_one_more_order(history, live);
    measure_finding();
    let shop = measure_reading();
    measure_book(&shop);
}

/// What a sale costs: one customer's history replaced, figures kept current.
fn measure_one_more_order(mut history: OrderHistory, mut live: LiveFigures) {
    let mut customer = 0;
    measure("one_more_order", || {
        customer = (customer + 7_919) % CUSTOMERS as usize;
        let mut orders: Vec<_> = history.run(customer).orders().collect();
        orders.extend(orders.last().copied());
        live.set_run(&mut history, &[], customer, orders);
        customer
    });
}

/// People searched among 100,000, for what is typed in one way and another; the slowest is what counts.
fn measure_finding() {
    let readings = Readings::from_bytes(readings_table()).unwrap();
    let texts = support::people(CUSTOMERS);
    println!("{}", json!({ "people": CUSTOMERS, "memory_bytes": texts.bytes_in_memory() }));
    for (name, typed) in [
        ("one_letter", "z"),
        ("initials", "zxh"),
        ("pinyin", "zhangxiaohong"),
        ("nobody", "zzzzzzzz"),
        ("name", "张小红"),
        ("digits", "13"),
        ("tail", "0033"),
        ("words", "z 0 食品"),
    ] {
        let query = Query::new(typed);
        measure(&format!("find_in_100000_{name}"), || {
            find(&texts, Some(&readings), &query, 50).total()
        });
    }
}

/// A Taobao order file of 500,000 rows, as text in memory.
fn measure_reading() -> Shop {
    let mut text = "订单编号,买家会员名,买家实际支付金额,买家应付邮费,订单状态,收货地址 ,\
                    联系手机,订单创建时间,宝贝标题 ,宝贝总数量,退款金额\n"
        .to_owned();
    for (n, order) in support::orders(500_000, 50_000).iter().enumerate() {
        let fen = order.money.paid_fen.minor();
        let who = order.customer.map_or(0, |customer| customer.position());
        text.push_str(&format!(
            "=\"{}\",t_{who},{}.{:02},0.00,交易成功,浙江省 杭州市 余杭区 样例路{who}号,'140{who:08},\
             {} 12:00:00,原味巴旦木 500g,1,0.00\n",
            35_100_000_000_000_000_u64 + n as u64,
            fen / 100,
            fen % 100,
            order.day
        ));
    }
    let utf8 = text.into_bytes();
    let shop = staged(utf8.clone());
    let gbk = encoding_rs::GB18030.encode(&String::from_utf8_lossy(&utf8)).0.into_owned();
    for (name, bytes) in [("read_500000_rows_utf8", utf8), ("read_500000_rows_gbk", gbk)] {
        let megabytes = bytes.len() / 1_000_000;
        println!("{}", json!({ "file": name, "megabytes": megabytes }));
        measure(name, || staged(bytes.clone()).order_count() as usize);
    }
    shop
}

fn staged(bytes: Vec<u8>) -> Shop {
    let options = ReadOptions::default();
    let reading = FileReading::open("x", bytes, &options, Box::new(NativeDecoders)).unwrap();
    let mut intake = Intake::default();
    intake.take(reading.finish().unwrap());
    intake.settle().unwrap().0
}

/// The book of these orders: opened from its pages, taken into an empty book, one more import, as
/// a backup and back.
fn measure_book(shop: &Shop) {
    let orders = shop.order_count() as usize;
    let pages: Vec<_> =
        shop.pages().into_iter().map(|page| (page, shop.page_bytes(page))).collect();
    let bytes: usize = pages.iter().map(|(_, bytes)| bytes.len()).sum();
    let per_order = |bytes: usize| bytes as f64 / orders as f64;
    let sizes = json!({ "book": "500000", "page_bytes_per_order": per_order(bytes),
        "memory_bytes_per_order": per_order(shop.bytes_of_orders()) });
    println!("{sizes}");
    let open = || {
        let mut opened = Shop::default();
        for (page, bytes) in &pages {
            opened.read_page(*page, bytes).unwrap();
        }
        opened.finish_reading();
        opened
    };
    measure("book_open_500000", || open().order_count() as usize);
    measure("book_import_500000", || preview_import(&Shop::default(), shop).change.bytes().len());
    let backup = write_backup(shop, "bench", "2026-11-22T06:00:00Z");
    measure("book_backup_500000", || write_backup(shop, "bench", "2026-11-22T06:00:00Z").len());
    measure("book_restore_500000", || {
        let backup = read_backup(backup.as_bytes()).unwrap();
        let mut book = Shop::default();
        book.apply(&replacement(&backup.shop), None).unwrap();
        book.order_count() as usize
    });
}

/// Runs a closure [`RUNS`] times and prints the times.
fn measure(name: &str, run: impl FnMut() -> usize) {
    timed::measure(name, RUNS, run);
}
