//! What the seller does about a file: cells typed anew, lines left out, mappings remembered.

use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileReading, FileRows, ReadOptions, signature};
use huitou::format::mapping::Field;
use huitou::format::orders::file_format::FileFormat;
use huitou::format::problem::Refusal;

use crate::kit::{PLAIN_MAPPING, mapping, taken};

fn read(text: &str, options: &ReadOptions) -> Result<FileRows, Refusal> {
    let bytes = text.as_bytes().to_vec();
    FileReading::open("a.csv", bytes, options, Box::new(NativeDecoders))
        .and_then(FileReading::finish)
}

#[test]
fn corrections_and_lines_left_out() {
    let text = "who,when,fen,no\na,soon,5,1\nb,2024-01-02,five,2\nc,2024-01-03,5,3.51E+16\n\
                d,2024-01-04,5\n";
    let options = ReadOptions { mapping: Some(mapping(PLAIN_MAPPING)), ..ReadOptions::default() };
    assert_eq!(read(text, &options).unwrap().problems.len(), 4);
    let typed = |line, field, text: &str| ((line, field), text.to_owned());
    let options = ReadOptions {
        corrections: [
            typed(2, Field::Date, "2024-01-01"),
            typed(3, Field::Amount, "6"),
            typed(5, Field::OrderId, "4"),
            typed(5, Field::Birthday, "there is no such column"),
        ]
        .into(),
        left_out: [4].into(),
        ..options
    };
    let rows = read(text, &options).unwrap();
    assert_eq!((rows.rows, rows.skipped, rows.problems.len()), (4, 1, 0));
    let expected = [(2, "1"), (3, "2"), (5, "4")].map(|(line, no)| (line, no.to_owned()));
    assert_eq!(taken(&rows), expected);
    assert_eq!(rows.batches[0].rows[1].amount_fen.unwrap().minor(), 600);
}

#[test]
fn a_remembered_mapping_is_used_where_it_fits() {
    let remembered = |signature: &str, extra: &str| {
        (signature.to_owned(), mapping(&PLAIN_MAPPING.replacen('{', &format!("{{{extra}"), 1)))
    };
    let plain = "who,when,fen,no\na,2024-01-01,5,1\n";
    let taobao = "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间\n1,a,5.00,交易成功,2024-01-01\n";
    let own = signature(&"who,when,fen,no".split(',').collect());
    let known = signature(&taobao.lines().next().unwrap().split(',').collect());
    for (text, mappings, expected, rule) in [
        (plain.to_owned(), vec![remembered(&own, "")], Ok(FileFormat::Mapped), "its file"),
        (
            format!("订单\n\n{plain}"),
            vec![remembered(&own, "")],
            Ok(FileFormat::Mapped),
            "below a note",
        ),
        (plain.to_owned(), vec![remembered("other", "")], Err("no_customer_column"), "another's"),
        (plain.replace(',', "|"), vec![remembered(&own, "")], Err("not_a_table"), "another form"),
        (
            "who;when;fen;no\na,b,c,d;2024-01-01;5;1\n".to_owned(),
            vec![remembered(&own, "\"delimiter\": \";\", ")],
            Ok(FileFormat::Mapped),
            "a delimiter of its own",
        ),
        (
            taobao.to_owned(),
            vec![remembered(&known, "")],
            Ok(FileFormat::TaobaoOrders { columns: 5 }),
            "a known export stays what it is",
        ),
    ] {
        let options = ReadOptions { mappings, ..ReadOptions::default() };
        let format = read(&text, &options).map(|rows| rows.format);
        assert_eq!(format.map_err(|refusal| refusal.code()), expected, "{rule}");
    }
}
