//! Every kind of file a seller has, read from the samples and from small texts.

mod support;

use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::observation::{Batch, Grain};
use huitou::format::intake::FileRows;
use huitou::format::mapping::Field;
use huitou::format::orders::file_format::FileFormat;
use huitou::format::problem::ProblemReason;
use support::{basis, committed, json_file, read_path, read_text, shop_of};

use huitou::domain::figures::CountingRule::MergedByDay as MERGED;

fn sample(name: &str) -> FileRows {
    read_path(&committed("cn_export").join(name), None).unwrap()
}

fn text(batch: &Batch, at: Option<huitou::domain::intern::Index>) -> &str {
    at.and_then(|at| batch.texts.get(at)).map_or("", |text| text)
}

#[test]
fn orders_of_1688() {
    check_1688(sample("1688_orders_49col_gbk.csv"));
    check_1688(sample("1688_orders_49col.xlsx"));
}

fn check_1688(rows: FileRows) {
    let truth = json_file(&committed("cn_export/expected_1688.json"));
    let count = |key: &str| truth[key].as_u64().unwrap();
    assert_eq!(rows.format, FileFormat::Alibaba1688Orders { columns: 49 });
    assert_eq!((rows.problems.len(), rows.rows), (0, count("data_rows")));
    let batch = &rows.batches[0];
    assert_eq!((batch.platform, batch.grain), (Platform::Alibaba1688, Grain::Line));
    let units: i64 = batch.rows.iter().map(|row| row.quantity.thousandths()).sum();
    assert_eq!(units, count("units_all") as i64 * 1000);
    let companies = batch.people.iter().filter(|person| person.facts.company.is_some()).count();
    assert_eq!(companies, batch.customers.len(), "each buyer's company, once");
    let (shop, problems) = shop_of(vec![rows]);
    assert_eq!(problems, []);
    assert_eq!(shop.order_count(), count("orders"));
    let figures = shop.figures(&basis("2024-06-30", MERGED));
    assert_eq!(figures.orders, count("valid_orders"));
    assert_eq!(figures.customers, count("valid_customers"));
    assert_eq!(figures.paid_fen, i128::from(count("paid_cents")));
}

/// A 1688 file with these rows: number, nick, paid, status, day, item, price, quantity, SKU,
/// own number, dropship, channel.
fn alibaba(rows: &[[&str; 12]]) -> String {
    let mut text = "订单编号,买家会员名,实付款(元),订单状态,订单创建时间,货品标题,单价(元),\
        数量,SKU ID,单品货号 ,是否代发订单,下游渠道,收货人姓名,收货地址,联系手机\n"
        .to_owned();
    for row in rows {
        text.push_str(&row.map(|cell| format!("\"{cell}\"")).join(","));
        text.push_str(",收件,浙江省 杭州市 余杭区 路1号,14000000033\n");
    }
    text
}

const DONE: &str = "交易成功";
const DAY: &str = "2024-06-30 12:00:00";

#[test]
fn rows_without_a_number_continue_the_order_above() {
    let first = ["1935", "a", "¥1,234.50", DONE, DAY, "茶", "100", "2", "S1", "", "否", ""];
    let more = ["", "", "", "", "", "碗", "¥1,000.50", "3", "S2", "W2", "", ""];
    let lost = ["1936", "b", "1", "在路上", DAY, "茶", "1", "1", "", "", "", ""];
    use ProblemReason as Why;
    let above = (Field::OrderId, Why::OrderAboveLost);
    for (rows, taken, problems, rule) in [
        (vec![first, more, more], 3, vec![], "lines of one order"),
        (vec![more, first], 1, vec![(Field::OrderId, Why::Missing)], "nothing above"),
        (vec![first, lost, more], 1, vec![(Field::Status, Why::StatusUnknown), above], "lost"),
        (
            vec![lost, more, first, more],
            2,
            vec![(Field::Status, Why::StatusUnknown), above],
            "found again",
        ),
    ] {
        let read = read_text(&alibaba(&rows), None).unwrap();
        let got: Vec<_> = read.problems.iter().map(|it| (it.field, it.reason)).collect();
        assert_eq!((read.batches[0].rows.len(), got), (taken, problems), "{rule}");
    }
    let (shop, _) = shop_of(vec![read_text(&alibaba(&[first, more]), None).unwrap()]);
    let order = shop.orders().next().unwrap();
    assert_eq!(order.held().unwrap().paid_fen.map(|fen| fen.minor()), Some(123_450));
    let mut lines: Vec<(&str, &str, i64, i64)> = order
        .content
        .lines
        .iter()
        .map(|line| {
            let fen = line.amount_fen.unwrap().minor();
            (shop.text(line.sku), shop.text(line.item), line.quantity.thousandths(), fen)
        })
        .collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [("S1", "茶", 2_000, 20_000), ("W2", "碗", 3_000, 300_150)],
        "first SKU that is filled"
    );
}

#[test]
fn rows_that_continue_a_skipped_order_are_skipped() {
    let order = |number| [number, "a", "1", DONE, DAY, "茶", "1", "1", "", "", "", ""];
    let more = ["", "", "", "", "", "碗", "1", "3", "", "", "", ""];
    let map = r#"{"columns": {"nick": "买家会员名", "date": "订单创建时间", "order_id": "订单编号",
        "paid": "实付款(元)"}, "drop": [{"column": "订单编号", "starts_with": "9"}]}"#;
    let text = alibaba(&[order("1"), more, order("9"), more, more, order("2"), more]);
    let read = read_text(&text, Some(map)).unwrap();
    assert_eq!((read.format, read.skipped, read.problems.len()), (FileFormat::Mapped, 3, 0));
    assert_eq!(read.batches[0].rows.len(), 4);
}

#[test]
fn dropship_orders_keep_no_receiver() {
    let row = |number, dropship, channel| {
        [number, "a", "1", DONE, DAY, "茶", "1", "1", "", "", dropship, channel]
    };
    let text_ = alibaba(&[row("1", "是", "小红书"), row("2", "否", ""), row("3", "", "")]);
    let batch = &read_text(&text_, None).unwrap().batches[0];
    let got: Vec<_> = batch
        .rows
        .iter()
        .map(|row| {
            (
                row.is_dropship,
                text(batch, row.channel),
                row.receiver.is_some(),
                row.region.is_some(),
            )
        })
        .collect();
    assert_eq!(
        got,
        [(true, "小红书", false, false), (false, "", true, true), (false, "", true, true)]
    );
    assert_eq!(batch.receivers.len(), 1);
}

#[test]
fn buyers_of_orders_are_spoken_of_once() {
    let text = "订单号,客户姓名,公司,手机号,下单时间,金额\n\
        1,陈秀英(chén xiùyīng),甲&amp;乙,14000000033,2024-01-01,5\n\
        2,陈秀英(chén xiùyīng),甲&amp;乙,14000000033,2024-01-02,5\n\
        3,,,14000000034,2024-01-02,5\n4,陈姐,,14000000033,2024-01-03,5\n";
    let batch = &read_text(text, None).unwrap().batches[0];
    let said: Vec<_> = batch
        .people
        .iter()
        .map(|it| {
            (it.line, it.facts.name.as_deref(), it.facts.company.as_deref(), it.facts.phones.len())
        })
        .collect();
    assert_eq!(said, [(2, Some("陈秀英"), Some("甲&乙"), 1), (5, Some("陈姐"), None, 1)]);
    let key = batch.customers.get(batch.people[0].customer).unwrap();
    assert_eq!(*key, CustomerKey::Phone("14000000033".into()));
    let only_keys = "客户,手机号,下单时间\n,14000000033,2024-01-01\n";
    assert_eq!(read_text(only_keys, None).unwrap().batches[0].people, [], "no more than the key");
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    for end in ["\n", "\r\n"] {
        let text =
            ["who,when,fen,no", "a,x,1,1", "b,2015-01-01,\"1\",2", "\"c\nd\",x,1,3", "e,x,1,4"];
        let read = read_text(&(text.join(end) + end), Some(support::PLAIN_MAPPING)).unwrap();
        let lines: Vec<u64> = read.problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 4, 6], "{end:?}");
    }
}

#[test]
fn shorter_forms_of_1688() {
    let truth = json_file(&committed("cn_export/expected_1688_short.json"));
    for columns in [28, 31, 49] {
        let rows = sample(&format!("1688_orders_{columns}col_gbk.csv"));
        let truth = &truth[columns.to_string()];
        let count = |key: &str| truth[key].as_i64().unwrap();
        assert_eq!(rows.format, FileFormat::Alibaba1688Orders { columns });
        assert_eq!((rows.problems.len(), rows.rows as i64), (0, count("rows")), "{columns}");
        let batch = &rows.batches[0];
        let units: i64 = batch.rows.iter().map(|row| row.quantity.thousandths()).sum();
        let fen: i64 =
            batch.rows.iter().filter_map(|row| row.amount_fen).map(|it| it.minor()).sum();
        assert_eq!((units, fen), (1000 * count("units"), count("goods_cents")), "{columns}");
        let mut skus: Vec<&str> = batch.rows.iter().map(|row| text(batch, row.sku)).collect();
        skus.sort_unstable();
        skus.dedup();
        assert_eq!(serde_json::json!(skus), truth["skus"], "{columns}");
        let (shop, problems) = shop_of(vec![rows]);
        assert_eq!((problems, shop.order_count() as i64), (vec![], count("orders")), "{columns}");
    }
}

#[test]
fn a_left_out_row_takes_its_lines_along() {
    use huitou::format::intake::ReadOptions;
    let order = |number| [number, "a", "1", DONE, DAY, "茶", "1", "1", "", "", "", ""];
    let more = ["", "", "", "", "", "碗", "1", "3", "", "", "", ""];
    let text = alibaba(&[order("1"), order("2"), more, order("3"), more]);
    let options = ReadOptions { left_out: [3].into(), ..ReadOptions::default() };
    let read = support::read_with("a.csv", text.into_bytes(), &options).unwrap();
    assert_eq!((read.skipped, read.batches[0].rows.len()), (2, 3));
}

#[test]
fn orders_of_youzan() {
    let truth = json_file(&committed("cn_export/expected_youzan.json"));
    let count = |key: &str| truth[key].as_u64().unwrap();
    let rows = sample("youzan_orders_60col_utf8.csv");
    assert_eq!((rows.format, rows.problems.len()), (FileFormat::YouzanOrders, 0));
    assert_eq!(rows.rows, count("rows"));
    let batch = &rows.batches[0];
    assert_eq!((batch.platform, batch.grain), (Platform::Youzan, Grain::Order));
    assert!(batch.people.iter().all(|person| person.facts.phones.len() == 1), "the buyer's phone");
    assert!(!batch.people.is_empty() && batch.people.len() == batch.customers.len());
    let (shop, problems) = shop_of(vec![rows]);
    assert_eq!((problems, shop.order_count()), (vec![], count("orders")));
    let figures = shop.figures(&basis("2024-06-30", MERGED));
    assert_eq!((figures.orders, figures.customers), (count("valid_orders"), count("customers")));
    for (fen, key) in [
        (figures.paid_fen, "paid_cents"),
        (figures.postage_fen, "postage_cents"),
        (figures.refund_fen, "refund_cents"),
        (figures.net_fen, "net_cents"),
    ] {
        assert_eq!(fen, i128::from(count(key)), "{key}");
    }
    let days = [figures.first_day, figures.last_day].map(|day| day.unwrap().to_string());
    assert_eq!(serde_json::json!(days), serde_json::json!([truth["first_day"], truth["last_day"]]));
}

#[test]
fn youzan_buyers_without_a_nick_are_known_by_their_phone() {
    let text = "订单号,订单状态,订单创建时间,订单实付金额,买家昵称,买家手机号,收货人省份,收货人城市,分销员,分销员\n\
        E1,交易完成,2024-01-01 10:00:00,5,,\t14000000033,浙江省,杭州市,,,\n";
    let rows = read_text(text, None).unwrap();
    assert_eq!((rows.format, rows.problems.len()), (FileFormat::YouzanOrders, 0));
    let batch = &rows.batches[0];
    assert_eq!(batch.customers.values(), [CustomerKey::Phone("14000000033".into())]);
    assert_eq!(text_of_region(batch), "浙江省 杭州市");
}

fn text_of_region(batch: &Batch) -> &str {
    text(batch, batch.rows[0].region)
}

#[test]
fn lines_of_goods_join_their_orders() {
    let truth = json_file(&committed("cn_export/expected_items.json"));
    let count = |key: &str| truth[key].as_i64().unwrap();
    let (orders, items) =
        (sample("ExportOrderList_46col_gbk.csv"), sample("ExportOrderDetailList_10col_gbk.csv"));
    assert_eq!((items.format, items.rows as i64), (FileFormat::TaobaoItems, count("rows")));
    for files in [vec![orders.clone(), items.clone()], vec![items.clone(), orders]] {
        let (shop, problems) = shop_of(files);
        assert_eq!(problems.len() as i64, count("lines_of_unknown_orders"));
        let orders: Vec<_> = shop.orders().filter(|it| !it.content.lines.is_empty()).collect();
        let lines = || orders.iter().flat_map(|order| &order.content.lines);
        assert_eq!(orders.len() as i64, count("orders_with_lines"));
        assert_eq!(lines().count() as i64, count("lines_of_known_orders"));
        let most = orders.iter().map(|it| it.content.lines.len()).max().unwrap();
        assert_eq!(most as i64, count("most_lines_of_one_order"));
        let units: i64 = lines().map(|line| line.quantity.thousandths()).sum();
        assert_eq!(units, 1000 * count("units"));
        let fen: i64 = lines().filter_map(|line| line.amount_fen).map(|it| it.minor()).sum();
        assert_eq!(fen, count("goods_cents"));
    }
}

#[test]
fn headers_of_taobao_by_name() {
    let known = "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家实际支付金额,\
        订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝总数量";
    let cells = "=\"35100000000000097\",a,a@example.invalid,9,1,10,交易成功,收件,\
        浙江省 杭州市 路1号,'14000000033,2024-06-01 10:00:00,,茶,1";
    let longer = |titles: &str, row: &str, n: usize| {
        let more: Vec<String> = (0..n).map(|at| format!("新列{at}")).collect();
        format!("{titles},{}\n{row},{}\n", more.join(","), "x,".repeat(n - 1) + "x")
    };
    let other = known.replace("买家实际支付金额", "实际支付金额");
    let with_pay = known.replacen("买家应付货款", "支付单号,支付详情,买家应付货款", 1);
    let row_with_pay = cells.replacen(",9,1", ",p,d,9,1", 1);
    for (text, columns, rule) in [
        (longer(known, cells, 31), 45, "45 columns, no refund"),
        (longer(known, cells, 32), 46, "46 columns"),
        (longer(&with_pay, &row_with_pay, 40), 56, "56 columns, shifted"),
        (longer(&with_pay, &row_with_pay, 45), 61, "61 columns"),
        (longer(&other, cells, 31), 45, "another word for what was paid"),
        (longer(&known.replace(',', " ,\u{feff}"), cells, 31), 45, "blanks at the ends"),
    ] {
        let rows = read_text(&text, None).unwrap();
        assert_eq!(rows.format, FileFormat::TaobaoOrders { columns }, "{rule}");
        assert_eq!(rows.problems, [], "{rule}");
        let order = &rows.batches[0].rows[0];
        assert_eq!(order.paid_fen.map(|it| it.minor()), Some(1_000), "{rule}");
        assert_eq!(order.refund_fen.minor(), 0, "{rule}");
        assert_eq!(rows.batches[0].people, [], "the receiver is not the buyer");
    }
}

/// All samples that are orders or people, as they stand and with their rows turned round.
#[test]
fn any_order_of_rows_and_files_gives_the_same_shop() {
    let names = [
        "ExportOrderList_46col_gbk.csv",
        "ExportOrderDetailList_10col_gbk.csv",
        "1688_orders_49col_gbk.csv",
        "youzan_orders_60col_utf8.csv",
        "youzan_customers_34col.csv",
        "customer_list_gbk.csv",
        "contacts_30.vcf",
    ];
    let told = |files: Vec<FileRows>| {
        let (shop, problems) = shop_of(files);
        let figures = shop.figures(&basis("2024-06-30", MERGED));
        let mut orders: Vec<String> = shop
            .orders()
            .map(|it| format!("{:?}", (shop.number_text(&it.key), it.content.day)))
            .collect();
        orders.sort_unstable();
        (figures, orders, shop.customers().len(), problems.len(), shop.imports()[0].id)
    };
    let files = || names.iter().map(|name| sample(name)).collect::<Vec<_>>();
    let first = told(files());
    for turn in 1..names.len() {
        let mut turned = files();
        turned.rotate_left(turn);
        turned.reverse();
        assert_eq!(told(turned), first, "turned by {turn}");
    }
    let mut shuffled = files();
    for batch in shuffled.iter_mut().flat_map(|file| &mut file.batches) {
        batch.rows.reverse();
        batch.people.reverse();
    }
    assert_eq!(told(shuffled), first, "rows from the last to the first");
}

#[test]
fn our_own_exports_name_the_source_of_each_row() {
    let text = "来源（Huitou）,订单号,客户,客户认法,下单日期,实付金额,订单状态\n\
        taobao,1,a,taobao nick,2024-01-01,5,交易成功\n1688,1,a,1688 nick,2024-01-02,6,交易成功\n\
        hand,2,,,2024-01-03,7,交易成功\ntaobao,3,b,taobao nick,2024-01-04,8,交易成功\n";
    let rows = read_text(text, None).unwrap();
    assert_eq!((rows.format, rows.problems.len()), (FileFormat::OwnOrders, 0));
    let batches: Vec<_> = rows.batches.iter().map(|it| (it.platform, it.told.len())).collect();
    let sources = [(Platform::Taobao, 2), (Platform::Alibaba1688, 1), (Platform::Hand, 1)];
    assert_eq!(batches, sources);
    let (shop, _) = shop_of(vec![rows]);
    assert_eq!((shop.order_count(), shop.customers().len()), (4, 3), "one number on two platforms");
    let people = "Source (Huitou),Customer,Known by,Name\ntaobao,a,taobao nick,甲\n\
        youzan,a,youzan nick,乙\n";
    let rows = read_text(people, None).unwrap();
    assert_eq!((rows.format, rows.batches.len()), (FileFormat::OwnCustomers, 2));
    let key = |batch: &Batch| batch.customers.values()[0].clone();
    for (batch, platform) in rows.batches.iter().zip([Platform::Taobao, Platform::Youzan]) {
        assert_eq!(key(batch), CustomerKey::Nick { platform, nick: "a".into() });
    }
}
