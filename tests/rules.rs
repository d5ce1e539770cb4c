//! The catalogue's worked examples and the rows of semantics 2 and 3, driven through files.

mod support;

use huitou::domain::day::DayRange;
use huitou::domain::figures::person::{
    OrderingLess, Rhythm, bought_same_time_last_year, ordering_less,
};
use huitou::domain::figures::{Basis, CountingRule};
use huitou::domain::money::Ratio;
use huitou::domain::phone::Phone;
use huitou::format::encoding::Encoding;
use huitou::format::mapping::Field;
use huitou::format::orders::file_format::FileFormat;
use huitou::format::problem::ProblemReason;
use support::{PLAIN_MAPPING, basis, day, read_text, shop_of, shop_of_orders};

const MERGED: CountingRule = CountingRule::MergedByDay;
const EACH: CountingRule = CountingRule::EachOrder;

/// `n` customers of whom the first `repeat` come a second and the first `third` a third time.
fn buyers(n: usize, repeat: usize, third: usize) -> Vec<(String, &'static str)> {
    let times = [("2015-01-05", n), ("2015-03-05", repeat), ("2015-06-05", third)];
    times.iter().flat_map(|(day, n)| (0..*n).map(move |who| (format!("c{who}"), *day))).collect()
}

fn shop(orders: &[(String, &str)]) -> huitou::domain::shop::Shop {
    let orders: Vec<(&str, &str)> = orders.iter().map(|(who, day)| (who.as_str(), *day)).collect();
    shop_of_orders(&orders)
}

fn within(year: i32, rule: CountingRule) -> Basis {
    Basis { window: Some(DayRange::of_year(year)), ..basis("2026-11-22", rule) }
}

#[test]
fn e1_by_customer() {
    let figures = shop(&buyers(10_000, 3_500, 0)).figures(&within(2015, MERGED));
    assert_eq!(figures.window.unwrap().by_customer, Ratio { part: 3_500, whole: 10_000 });
}

#[test]
fn e2_to_e5_by_order() {
    // 10,000 orders, 3,500 second and 500 third ones: 6,000 customers.
    let shop = shop(&buyers(6_000, 3_500, 500));
    let figures = shop.figures(&within(2015, EACH));
    let window = figures.window.unwrap();
    assert_eq!(figures.customers, 6_000, "E3");
    assert_eq!(window.by_order, Ratio { part: 4_000, whole: 10_000 }, "E2: 40 %, E5: never 75 %");
    assert_eq!(window.by_customer, Ratio { part: 3_500, whole: 6_000 }, "E3: 58.33 %");
    // E4: the step from the second to the third purchase.
    let live = shop.live_figures(basis("2026-11-22", EACH));
    let at_least =
        |n: u32| (0..6_000).filter_map(|c| live.person(c)).filter(|p| p.purchases >= n).count();
    assert_eq!([at_least(1), at_least(2), at_least(3)], [6_000, 3_500, 500], "E4");
}

#[test]
fn e6_by_order_is_larger_only_from_5385_repeat_orders_on() {
    for (repeat_orders, larger) in [(4_000, false), (5_384, false), (5_385, true)] {
        // 3,500 of 10,000 come again; one of them takes the repeat orders beyond that.
        let mut orders = buyers(10_000, 3_500, 0);
        orders.extend((3_500..repeat_orders).map(|_| ("c0".to_owned(), "2015-09-09")));
        let window = shop(&orders).figures(&within(2015, EACH)).window.unwrap();
        assert_eq!(window.by_order.part, repeat_orders as u64);
        let (order, customer) =
            (window.by_order.fraction().unwrap(), window.by_customer.fraction().unwrap());
        assert_eq!(order > customer, larger, "T3: {repeat_orders} repeat orders");
    }
}

#[test]
fn e7_first_last_year_second_this_year() {
    let shop = shop_of_orders(&[("a", "2014-11-11"), ("a", "2015-03-08")]);
    let window = shop.figures(&within(2015, MERGED)).window.unwrap();
    assert_eq!(window.returning, 1, "RP1: returning, yes");
    assert_eq!(window.by_customer, Ratio { part: 0, whole: 1 }, "formula 1: numerator no");
    let before = shop.figures(&within(2014, MERGED)).window.unwrap();
    assert_eq!(before.returning, 0, "what came after the window's end is not known in it");
}

#[test]
fn e8_two_orders_on_one_day() {
    let shop = shop_of_orders(&[("a", "2015-03-08"), ("a", "2015-03-08")]);
    for (rule, purchases, repeat, new, active) in [(MERGED, 1, 0, 1, 0), (EACH, 2, 1, 0, 1)] {
        let figures = shop.figures(&basis("2015-03-10", rule));
        assert_eq!(figures.purchases, purchases, "{rule:?}");
        assert_eq!(figures.repeat_customers, repeat, "{rule:?}");
        assert_eq!((figures.stages.new, figures.stages.active), (new, active), "{rule:?}");
    }
}

#[test]
fn e9_the_business_day_is_the_date_as_written() {
    let text = "who,when,fen,no\na,2015-03-08 23:50:00,1,1\na,2015-03-09 00:10:00,1,2\n";
    let zoned = "who,when,fen,no\na,2015-03-08T15:50:00Z,1,1\na,2015-03-08T16:10:00Z,1,2\n";
    for (text, rule) in [(text, "without zone"), (zoned, "one day in UTC")] {
        let (shop, _) = shop_of(vec![read_text(text, Some(PLAIN_MAPPING)).unwrap()]);
        assert_eq!(shop.figures(&basis("2015-04-01", MERGED)).purchases, 2, "{rule}");
    }
}

#[test]
fn e10_and_e11_cycles() {
    let ten = [("a", "2015-01-01"), ("a", "2015-01-01"), ("a", "2015-01-31"), ("a", "2015-03-02")];
    let eleven = [("b", "2015-01-10"), ("b", "2015-04-10")];
    for rule in [MERGED, EACH] {
        let one = shop_of_orders(&ten).figures(&basis("2015-05-01", rule));
        assert_eq!(one.cycle.mean_days, Some(30.0), "E10: always merged, never 20");
        let two = shop_of_orders(&[&ten[..], &eleven[..]].concat());
        let cycle = two.figures(&basis("2015-05-01", rule)).cycle;
        assert_eq!((cycle.mean_days, cycle.n), (Some(60.0), 2), "E11: not the pooled 50");
    }
}

#[test]
fn next_due_and_rhythm() {
    // Three purchases 30 days apart; five others with 10 days each, so that the median stands.
    let mut orders = vec![("a", "2015-01-01"), ("a", "2015-01-31"), ("a", "2015-03-02")];
    for who in ["p", "q", "r", "s", "t"] {
        orders.extend([(who, "2015-01-01"), (who, "2015-01-11")]);
    }
    orders.push(("once", "2015-03-01"));
    let shop = shop_of_orders(&orders);
    let live = shop.live_figures(basis("2015-03-02", MERGED));
    let cycle = live.shop_cycle();
    assert_eq!((cycle.median_days, cycle.n), (Some(10.0), 6));
    let place = |who: &str| shop.customers().iter().position(|key| key.label() == who).unwrap();
    for (who, due, rests_on, rule) in [
        ("a", "2015-04-01", Rhythm::Own, "own cycle of two intervals"),
        ("p", "2015-01-21", Rhythm::Shop, "one interval: the shop's median"),
        ("once", "2015-03-11", Rhythm::Shop, "no cycle: the shop's median"),
    ] {
        let next = live.person(place(who)).unwrap().next_due(&cycle).unwrap();
        assert_eq!((next.day, next.rests_on), (day(due), rests_on), "{rule}");
    }
    let few = shop_of_orders(&orders[..5]);
    let live = few.live_figures(basis("2015-03-02", MERGED));
    assert_eq!(live.person(1).unwrap().next_due(&live.shop_cycle()), None, "fewer than 5: none");
}

#[test]
fn own_rhythm_is_broken_beyond_one_and_a_half_cycles() {
    let days = ["2015-01-01", "2015-01-11", "2015-01-21", "2015-01-31"];
    for (n, as_of, broken, rule) in [
        (4, "2015-02-15", false, "15 days of 10 are exactly 1.5"),
        (4, "2015-02-16", true, "16 days are beyond"),
        (3, "2015-06-01", false, "two intervals raise no alarm"),
    ] {
        let orders: Vec<(&str, &str)> = days[..n].iter().map(|day| ("a", *day)).collect();
        let basis = basis(as_of, MERGED);
        let live = shop_of_orders(&orders).live_figures(basis.clone());
        assert_eq!(live.person(0).unwrap().is_own_rhythm_broken(&basis), broken, "{rule}");
    }
}

#[test]
fn why_somebody_is_ordering_less() {
    // (orders in the 90 days before the last 30, orders in the last 30)
    for (prior, recent, less, rule) in [
        (6, 0, Some((0, 6)), "two a month, then none"),
        (6, 1, None, "exactly half of the rate"),
        (5, 0, None, "fewer than two a month before"),
        (33, 5, Some((5, 33)), "eleven a month, then five"),
        (30, 5, None, "ten a month, then half"),
    ] {
        let as_of = day("2015-06-30");
        let mut orders = vec![("a".to_owned(), as_of.plus(-121).to_string())];
        let spread = |n: i32, from: i32, to: i32| (0..n).map(move |k| from + k * (to - from) / n);
        let days = spread(prior, -119, -30).chain(spread(recent, -29, 0));
        orders.extend(days.map(|back| ("a".to_owned(), as_of.plus(back).to_string())));
        let orders: Vec<(&str, &str)> =
            orders.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let shop = shop_of_orders(&orders);
        let less = less.map(|(last_30, prior_90)| OrderingLess { last_30, prior_90 });
        assert_eq!(ordering_less(shop.history().run(0), as_of), less, "{rule}");
    }
}

#[test]
fn same_time_last_year() {
    for (days, expected, rule) in [
        (vec!["2025-11-26"], true, "four days later last year"),
        (vec!["2025-12-02"], true, "ten days later"),
        (vec!["2025-12-03"], false, "eleven days later"),
        (vec!["2025-11-12"], true, "ten days before"),
        (vec!["2025-11-26", "2026-09-24"], false, "bought 59 days ago"),
        (vec!["2025-11-26", "2026-09-23"], true, "60 days ago is outside the last 60 days"),
        (vec!["2024-11-22"], false, "two years ago"),
    ] {
        let orders: Vec<(&str, &str)> = days.iter().map(|day| ("a", *day)).collect();
        let shop = shop_of_orders(&orders);
        let bought = bought_same_time_last_year(shop.history().run(0), day("2026-11-22"));
        assert_eq!(bought, expected, "{rule}");
    }
}

#[test]
fn value_and_unit_price_of_a_person() {
    let text = "who,when,n,each,no\nmany,2015-01-01,30,9.9,1\nfew,2015-01-01,2,99,2\n";
    let map = r#"{"columns": {"customer": "who", "date": "when", "quantity": "n",
        "unit_price": "each", "order_id": "no"}}"#;
    let (shop, _) = shop_of(vec![read_text(text, Some(map)).unwrap()]);
    let live = shop.live_figures(basis("2015-01-01", MERGED));
    let person = |place| live.person(place).unwrap();
    let fen = |fen: huitou::domain::money::Fen| fen.minor();
    assert_eq!([0, 1].map(|p| fen(person(p).net_fen)), [29_700, 19_800], "E22: sums");
    let units = [0, 1].map(|p| person(p).average_unit_fen().map(fen));
    assert_eq!(units, [Some(990), Some(9_900)], "E22: average unit price, the other way round");
    assert_eq!(person(0).average_order_fen().map(fen), Some(29_700));
}

#[test]
fn potential_is_never_in_a_denominator() {
    let map = r#"{"columns": {"customer": "who", "date": "when", "paid": "paid", "status": "st",
        "order_id": "no"}, "order_per_line": true}"#;
    let text = "who,when,paid,st,no\na,2015-01-01,5,交易成功,1\nb,2015-01-02,0,等待买家付款,2\n\
        c,2015-01-03,9,交易关闭,3\nd,2015-02-01,0,待付款,4\n";
    let (shop, _) = shop_of(vec![read_text(text, Some(map)).unwrap()]);
    for (as_of, customers, potential) in [("2015-01-31", 1, 2), ("2015-02-01", 1, 3)] {
        let figures = shop.figures(&basis(as_of, MERGED));
        assert_eq!((figures.customers, figures.potential), (customers, potential), "{as_of}");
        assert_eq!(figures.all_time.whole, 1);
    }
}

#[test]
fn rows_that_name_nobody_are_money_of_unknown_customers() {
    let text = "who,when,fen,no\na,2015-01-01,5,1\n,2015-01-02,7.50,2\n";
    let (shop, problems) = shop_of(vec![read_text(text, Some(PLAIN_MAPPING)).unwrap()]);
    assert_eq!(problems, []);
    let figures = shop.figures(&basis("2015-02-01", MERGED));
    assert_eq!((figures.orders, figures.customers, figures.purchases), (2, 1, 1));
    assert_eq!(figures.net_fen, 1_250);
    assert_eq!(figures.last_day, Some(day("2015-01-02")));
}

#[test]
fn lines_of_one_number_with_two_customers_are_problem_rows() {
    let text = "who,when,fen,no\na,2015-01-01,5,1\nb,2015-01-01,7,1\na,2015-01-02,9,2\n";
    let (shop, problems) = shop_of(vec![read_text(text, Some(PLAIN_MAPPING)).unwrap()]);
    let rows: Vec<(u64, ProblemReason)> =
        problems.iter().map(|p| (p.problem.line, p.problem.reason)).collect();
    assert_eq!(rows, [(2, ProblemReason::TwoCustomers), (3, ProblemReason::TwoCustomers)]);
    assert_eq!(shop.figures(&basis("2015-02-01", MERGED)).orders, 1);
}

/// A Taobao order file with these rows: number, nick, paid, postage, refund, status, day.
fn taobao(rows: &[(&str, &str, &str, &str, &str, &str, &str)]) -> String {
    let mut text =
        "\"订单编号\",\"买家会员名\",\"买家实际支付金额\",\"买家应付邮费\",\"退款金额\",\
        \"订单状态\",\"订单创建时间\",\"收货人姓名\",\"联系手机\",\"收货地址 \"\n"
            .to_owned();
    for (number, nick, paid, postage, refund, status, day) in rows {
        text.push_str(&format!(
            "=\"{number}\",\"{nick}\",\"{paid}\",\"{postage}\",\"{refund}\",\"{status}\",\
             \"{day} 10:00:00\",\"收件\",\"'14000000033\",\"浙江省 杭州市 余杭区 路1号\"\n"
        ));
    }
    text
}

#[test]
fn later_status_holds_and_refunds_only_grow() {
    let row = |status, paid, refund| {
        ("35100000000000097", "n", paid, "0.00", refund, status, "2024-06-01")
    };
    let paid = row("买家已付款，等待卖家发货", "100.00", "0.00");
    let done = row("交易成功", "100.00", "0.00");
    let part = row("交易成功", "100.00", "30.00");
    let closed = row("交易关闭", "0.00", "100.00");
    for (files, orders, net, rule) in [
        (vec![paid, done], 1, 10_000, "completed after paid"),
        (vec![done, paid], 1, 10_000, "the other way round"),
        (vec![part, done], 1, 7_000, "a refund is not forgotten"),
        (vec![paid, part], 1, 7_000, "a refund that came later"),
        (vec![closed, done], 0, 0, "closed in the end"),
        (vec![done, closed], 0, 0, "the other way round"),
        (vec![done, done, done], 1, 10_000, "the same file again adds nothing"),
    ] {
        let files = files.iter().map(|row| read_text(&taobao(&[*row]), None).unwrap()).collect();
        let figures = shop_of(files).0.figures(&basis("2024-07-01", MERGED));
        assert_eq!((figures.orders, figures.net_fen), (orders, net), "{rule}");
    }
}

#[test]
fn order_numbers_are_text() {
    // Two 19-digit numbers that are one number as a float, in one file.
    let text = taobao(&[
        ("3999999999999999991", "a", "1", "0", "0", "交易成功", "2024-06-01"),
        ("3999999999999999992", "a", "1", "0", "0", "交易成功", "2024-06-01"),
    ]);
    let (shop, _) = shop_of(vec![read_text(&text, None).unwrap()]);
    let numbers: Vec<String> = shop.orders().map(|it| shop.number_text(&it.key)).collect();
    assert_eq!(numbers, ["3999999999999999991", "3999999999999999992"]);
}

#[test]
fn the_receiver_stays_on_the_order() {
    let text = taobao(&[
        ("35100000000000097", "a", "1", "0", "0", "交易成功", "2024-06-01"),
        ("35100000000000098", "b", "1", "0", "0", "交易成功", "2024-06-02"),
        ("35100000000000099", "", "1", "0", "0", "交易成功", "2024-06-03"),
    ]);
    let (shop, _) = shop_of(vec![read_text(&text, None).unwrap()]);
    assert_eq!(shop.customers().len(), 2, "one receiver joins nobody and creates nobody");
    let order = shop.orders().nth(2).unwrap();
    assert_eq!(order.content.customer(), None);
    let receiver = shop.receiver(order.held().unwrap().receiver).unwrap();
    assert_eq!(receiver.phone(), Some(Phone::Real("14000000033".to_owned())));
    assert_eq!(shop.text(order.held().unwrap().region), "浙江省 杭州市");
}

#[test]
fn orders_without_numbers_survive_as_often_as_in_the_fullest_file() {
    let map = r#"{"columns": {"customer": "who", "date": "when", "amount": "fen"}}"#;
    let read = |text: &str| read_text(text, Some(map)).unwrap();
    let (one, two, three) = (
        "who,when,fen\na,2015-01-01,5\n",
        "who,when,fen\na,2015-01-01,5\na,2015-01-01,5\n",
        "who,when,fen\na,2015-01-01,5\nb,2015-01-01,5\na,2015-01-01,6\n",
    );
    for (files, orders, rule) in [
        (vec![two], 2, "equal lines survive"),
        (vec![two, two], 2, "the same file again adds nothing"),
        (vec![one, two], 2, "the larger count of any file"),
        (vec![two, one, three], 4, "others are others"),
    ] {
        let (shop, _) = shop_of(files.into_iter().map(read).collect());
        assert_eq!(shop.figures(&basis("2015-02-01", EACH)).orders, orders, "{rule}");
    }
}

#[test]
fn presale_counts_once_its_balance_is_paid() {
    let text = |stages: &str| {
        format!(
            "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,分阶段订单信息\n\
             1,a,100,买家已付款，等待卖家发货,2024-10-20,{stages}\n"
        )
    };
    for (stages, orders) in [("阶段1:已付款;阶段2:未付款", 0), ("阶段1:已付款;阶段2:已付款", 1)]
    {
        let (shop, _) = shop_of(vec![read_text(&text(stages), None).unwrap()]);
        assert_eq!(shop.figures(&basis("2024-11-30", MERGED)).orders, orders, "{stages}");
    }
}

#[test]
fn tables_explain_themselves() {
    for (text, rows, customers, format, rule) in [
        (
            "客户,下单时间,实付款(元)\n甲,2024/6/1,12元\n乙,2024/6/2,¥1,200.50\n",
            2,
            1,
            FileFormat::Table,
            "a comma inside an amount makes a row too long, not another customer",
        ),
        (
            "CustomerID;InvoiceDate;Amount\n1;31/1/2024;12,50\n2;1/2/2024;3\n",
            2,
            2,
            FileFormat::Table,
            "semicolons, day first, decimal comma",
        ),
        ("sep=;\nbuyer;date;total\nx;2024-01-01;5\n", 1, 1, FileFormat::Table, "sep="),
        ("客户\t日期\t金额\n甲\t2024-01-01\t5\n", 1, 1, FileFormat::Table, "tabs"),
    ] {
        let read = read_text(text, None).unwrap();
        assert_eq!((read.rows, read.format), (rows, format), "{rule}");
        let (shop, _) = shop_of(vec![read]);
        let figures = shop.figures(&basis("2024-12-31", MERGED));
        assert_eq!(figures.customers, customers, "{rule}");
    }
}

#[test]
fn utf16_and_gzip_are_read() {
    use std::io::Write;
    let text = taobao(&[("1", "甲", "1", "0", "0", "交易成功", "2024-06-01")]);
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let read = support::read_bytes("a.csv", utf16, None).unwrap();
    assert_eq!((read.encoding, read.batches[0].rows.len()), (Some(Encoding::Utf16Le), 1));
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    let whole = gz.finish().unwrap();
    assert_eq!(support::read_bytes("a.gz", whole.clone(), None).unwrap().batches[0].rows.len(), 1);
    for cut in 1..whole.len() {
        let refusal = support::read_bytes("a.gz", whole[..cut].to_vec(), None).unwrap_err();
        assert!(["truncated", "not_a_table"].contains(&refusal.code()), "cut at {cut}: {refusal}");
    }
}

#[test]
fn problem_rows_name_line_field_and_reason() {
    let text = "who,when,fen,no\n\
        a,2015-01-01,5,1\n\
        b,,5,2\n\
        c,1899-12-30,5,3\n\
        d,2999-01-01,5,4\n\
        e,yesterday,5,5\n\
        \"f\n,\",2015-01-01,-5,6\n\
        g,2015-01-01,99999999999999,7\n\
        h,2015-01-01,five,8\n\
        i,2015-01-01,,9\n\
        j,2015-01-01,5,3.51E+16\n\
        k\n\
        ,,,\n\
        l,2015-01-02,1,200.50,10\n\
        m,2015-01-02,5,,\n\
        l,2015-01-02,5,10\n";
    let (shop, problems) = shop_of(vec![read_text(text, Some(PLAIN_MAPPING)).unwrap()]);
    let got: Vec<(u64, Field, ProblemReason)> =
        problems.iter().map(|p| (p.problem.line, p.problem.field, p.problem.reason)).collect();
    use ProblemReason as Why;
    assert_eq!(
        got,
        [
            (3, Field::Date, Why::Missing),
            (4, Field::Date, Why::DateOutOfRange),
            (5, Field::Date, Why::DateOutOfRange),
            (6, Field::Date, Why::DateUnreadable),
            (7, Field::Amount, Why::NumberNegative),
            (9, Field::Amount, Why::NumberTooLarge),
            (10, Field::Amount, Why::NumberUnreadable),
            (11, Field::Amount, Why::Missing),
            (12, Field::OrderId, Why::OrderNumberDamaged),
            (13, Field::OrderId, Why::RowTooShort),
            (15, Field::OrderId, Why::RowTooLong),
        ]
    );
    assert_eq!(shop.figures(&basis("2015-02-01", MERGED)).orders, 3);
}
