//! What the survey says of files that mean well, and that its mapping reads them as it says.

use std::collections::BTreeMap;

use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileReading, FileRows, ReadOptions};
use huitou::format::mapping::{ColumnName, Field, Mapping};
use huitou::format::survey::{Confidence, Missing, Survey, survey};

use crate::kit::{Book, committed, mapping, read_bytes, row, taken};
use crate::support::{CDNOW_MAPPING, RETAIL_MAPPING, huitou_data};

fn look(name: &str, bytes: Vec<u8>) -> Survey {
    let options = ReadOptions::default();
    let survey = survey(name, bytes, &NativeDecoders, &options);
    survey.unwrap_or_else(|refusal| panic!("{name}: {refusal}"))
}

fn look_at(text: &str) -> Survey {
    look("test.csv", text.as_bytes().to_vec())
}

/// Reads the file as the survey proposes, and as remembered under its signature.
#[track_caller]
fn read_as_guessed(survey: &Survey, bytes: &[u8]) -> FileRows {
    let given = ReadOptions { mapping: Some(survey.mapping.clone()), ..ReadOptions::default() };
    let remembered = (survey.signature.clone(), survey.mapping.clone());
    let remembered = ReadOptions { mappings: vec![remembered], ..ReadOptions::default() };
    let [given, remembered] = [given, remembered].map(|options| {
        FileReading::open(&survey.name, bytes.to_vec(), &options, Box::new(NativeDecoders))
            .and_then(FileReading::finish)
            .unwrap()
    });
    assert_eq!(given.format, remembered.format);
    assert_eq!(said(&given), said(&remembered));
    given
}

fn fields(survey: &Survey) -> BTreeMap<Field, (String, Confidence)> {
    let columns = survey.columns.iter().filter_map(|column| Some((column.field?, &column.title)));
    columns.map(|(it, title)| (it.value, (title.clone(), it.confidence))).collect()
}

#[test]
fn known_exports() {
    for (name, format, encoding) in [
        ("ExportOrderList_46col_gbk.csv", "taobao_orders", "gb18030"),
        ("ExportOrderList_61col_gb18030.csv", "taobao_orders", "gb18030"),
        ("ExportOrderList_46col_utf8bom.csv", "taobao_orders", "utf-8"),
        ("ExportOrderDetailList_10col_gbk.csv", "taobao_items", "gb18030"),
    ] {
        let survey = look(name, std::fs::read(committed("cn_export").join(name)).unwrap());
        assert_eq!(survey.format.map(|format| format.code()), Some(format), "{name}");
        assert_eq!(survey.encoding.unwrap().value.label(), encoding, "{name}");
        assert_eq!(survey.header_line.value, Some(1), "{name}");
        assert_eq!(survey.rows.len(), 20, "{name}");
        assert_eq!(survey.mapping.drop, [], "{name}");
        assert_eq!(fields(&survey)[&Field::OrderId].1, Confidence::Certain, "{name}");
    }
}

#[test]
fn the_sample_of_cdnow() {
    let bytes = std::fs::read(committed("cdnow/CDNOW_sample.txt")).unwrap();
    let survey = look("CDNOW_sample.txt", bytes.clone());
    assert_eq!((survey.format, survey.header_line.value), (None, None));
    assert_eq!(survey.missing, []);
    let places = [(Field::Customer, 0), (Field::Date, 2), (Field::Quantity, 3), (Field::Amount, 4)];
    let places = places.map(|(field, at)| (field, ColumnName::Place(at)));
    assert_eq!(survey.mapping.columns, BTreeMap::from(places));
    assert!(fields(&survey).values().all(|(_, confidence)| *confidence == Confidence::Guess));
    let rows = read_as_guessed(&survey, &bytes);
    let expected = read_bytes("CDNOW_sample.txt", bytes, Some(CDNOW_MAPPING)).unwrap();
    assert_eq!(said(&rows), said(&expected));
}

const RETAIL: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
    536365,85123A,WHITE HANGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom\n\
    536365,71053,WHITE METAL LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom\n\
    C536379,D,Discount,-1,12/1/2010 9:41,27.5,14527,United Kingdom\n\
    536414,22139,,56,12/1/2010 11:52,0,,United Kingdom\n\
    536415,22139,RETRO SPOTS,3,12/13/2010 11:52,4.25,12838,France\n";

#[test]
fn a_table_like_online_retail_is_proposed_as_in_the_contract() {
    let survey = look_at(RETAIL);
    assert_eq!(with_offers(&survey).mapping, mapping(RETAIL_MAPPING));
    assert_eq!(survey.mapping.drop, [], "what is recognised is read without rules");
    let dates = survey.dates.clone().unwrap();
    assert_eq!(dates.confidence, Confidence::Likely, "the thirteenth is a day");
    let rows = read_as_guessed(&with_offers(&survey), RETAIL.as_bytes());
    assert_eq!((rows.rows, rows.skipped, rows.problems.len()), (5, 2, 0));
}

/// The survey of a seller who takes all rules that are offered.
fn with_offers(survey: &Survey) -> Survey {
    let mut survey = survey.clone();
    survey.mapping.drop.append(&mut survey.offers);
    survey
}

/// Where the seller must say anyway what the columns are, the rules stand.
#[test]
fn rules_stand_where_the_columns_are_asked_about() {
    let text = RETAIL.replace("InvoiceDate", "Wann");
    let survey = look_at(&text);
    assert_eq!((survey.format, survey.mapping.drop.len(), survey.offers.len()), (None, 4, 0));
}

#[test]
fn online_retail_itself() {
    let Some(folder) = huitou_data() else { return };
    let bytes = std::fs::read(folder.join("online_retail/online_retail_dev7.csv.gz")).unwrap();
    let survey = look("online_retail.csv.gz", bytes.clone());
    assert!(!survey.is_whole);
    let survey = with_offers(&survey);
    assert_eq!(survey.mapping, mapping(RETAIL_MAPPING));
    read_as_guessed(&survey, &bytes);
}

#[test]
fn columns_of_tables_of_ones_own() {
    use Confidence::{Certain, Guess, Likely};
    for (text, expected, rule) in [
        (
            "客户,日期,金额\n甲,2024-01-02,12.50\n乙,2024-01-03,8\n",
            vec![
                (Field::Customer, "客户", Certain),
                (Field::Date, "日期", Certain),
                (Field::Amount, "金额", Certain),
            ],
            "usual titles",
        ),
        (
            "客户手机(必填),成交日期,成交总金额,成交数量\n14000000021,2024/1/2,12.50,1\n14000000022,2024/1/3,8.00,2\n",
            vec![
                (Field::Phone, "客户手机(必填)", Likely),
                (Field::Date, "成交日期", Likely),
                (Field::Amount, "成交总金额", Likely),
                (Field::Quantity, "成交数量", Likely),
            ],
            "words within titles",
        ),
        (
            "甲,乙,丙\n14000000021,2024-01-02 10:00,12.50\n14000000022,2024-01-03 11:00,8.00\n",
            vec![
                (Field::Phone, "甲", Likely),
                (Field::Date, "乙", Likely),
                (Field::Amount, "丙", Guess),
            ],
            "contents only",
        ),
        (
            "编号,谁,何时\n1935100000000003104,张三丰,2024-01-02\n1935100000000003007,李四,2024-01-03\n",
            vec![
                (Field::OrderId, "编号", Likely),
                (Field::Name, "谁", Likely),
                (Field::Date, "何时", Likely),
            ],
            "numbers and names",
        ),
        (
            "date,customer,total\nx,a,1\ny,b,2\n",
            vec![
                (Field::Customer, "customer", Certain),
                (Field::Date, "date", Guess),
                (Field::Amount, "total", Certain),
            ],
            "a title that the cells deny",
        ),
    ] {
        let survey = look_at(text);
        let expected = expected
            .into_iter()
            .map(|(field, title, confidence)| (field, (title.to_owned(), confidence)));
        assert_eq!(fields(&survey), expected.collect(), "{rule}");
        assert_eq!(survey.missing, [], "{rule}");
        assert_eq!(survey.header_line.value, Some(1), "{rule}");
        let rows = read_as_guessed(&survey, text.as_bytes());
        assert_eq!(rows.rows, 2, "{rule}");
    }
}

/// A column of numbers that never come back stands before the one that says who.
#[test]
fn who_comes_back_is_the_buyer() {
    let row = |at: usize| format!("{},K{},2024-01-{:02},{}.50\n", 50_000 + at, at % 5, at + 1, at);
    let text: String = (0..15).map(row).collect();
    let survey = look_at(&format!("Beleg,Wer,Wann,Summe\n{text}"));
    assert_eq!(fields(&survey)[&Field::Customer], ("Wer".to_owned(), Confidence::Guess));
}

#[test]
fn what_is_missing_is_said_and_no_refusal() {
    for (text, missing) in [
        ("商品,金额\n茶,12.50\n茶,13.50\n", vec![Missing::Customer, Missing::Date]),
        ("客户,金额\n甲,12.50\n", vec![Missing::Date]),
        ("订单成交时间,商品,订单号\n2024-01-02 10:00:00,茶,1\n", vec![Missing::Customer]),
    ] {
        assert_eq!(look_at(text).missing, missing, "{text}");
    }
}

#[test]
fn damaged_order_numbers_are_said_beforehand() {
    let name = "cn_export/ExportOrderList_46col_gbk_DAMAGED_by_spreadsheet.csv";
    let survey = look(name, std::fs::read(committed(name)).unwrap());
    assert!(survey.damaged_number.is_some_and(|number| number.contains("E+")));
    assert_eq!(look_at(RETAIL).damaged_number, None);
}

#[test]
fn what_no_mapping_cures_is_a_refusal() {
    for (bytes, reason) in [
        (Vec::new(), "empty"),
        (b"customer,date\n".to_vec(), "empty"),
        (vec![0; 100], "not_a_table"),
        (b"PK\x03\x04rest".to_vec(), "not_a_table"),
        (b"one\ntwo\nthree\n".to_vec(), "not_a_table"),
        (b"{\"a\": 1}".to_vec(), "not_ours"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec(), "truncated"),
    ] {
        let survey = survey("x", bytes, &NativeDecoders, &ReadOptions::default());
        assert_eq!(survey.map_err(|refusal| refusal.code()).map(|_| ()), Err(reason));
    }
}

#[test]
fn what_the_seller_settled_stays() {
    let text = "甲;乙;丙\n14000000021;03/04/2024;12,50\n";
    for (map, line, signature, rows) in [
        (r#"{"header": false}"#, None, "#ttt", 2),
        (r#"{"delimiter": ";"}"#, Some(1), "甲|乙|丙", 1),
    ] {
        let options = ReadOptions { mapping: Some(mapping(map)), ..ReadOptions::default() };
        let survey = survey("x", text.as_bytes().to_vec(), &NativeDecoders, &options).unwrap();
        assert_eq!((survey.header_line.value, survey.rows.len()), (line, rows), "{map}");
        assert_eq!(survey.signature, signature, "{map}");
    }
}

#[test]
fn a_workbook_with_notes_above_and_titles_twice() {
    let rows = row(1, &["样例店 六月"])
        + &row(3, &["买家", "下单日期", "金额", "备注", "备注"])
        + &row(4, &["甲", "2024-06-01", "12.5", "", "好"])
        + &row(5, &["乙", "2024-06-02", "8", "x", ""]);
    let bytes = Book::of(&rows).bytes();
    let survey = look("book.xlsx", bytes.clone());
    assert_eq!((survey.encoding, survey.delimiter), (None, None));
    assert_eq!(survey.header_line.value, Some(3));
    assert_eq!(survey.rows[0].0, 4);
    let read = read_as_guessed(&survey, &bytes);
    assert_eq!(read.header_line, Some(3));
    assert_eq!(taken(&read).iter().map(|it| it.0).collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn only_the_beginning_of_a_large_text_is_looked_at() {
    let mut text = "客户,日期,金额\n".to_owned();
    (0..200_000).for_each(|n| text.push_str(&format!("甲{n},2024-01-02,12.50\n")));
    let begun = std::time::Instant::now();
    let survey = look_at(&text);
    assert!(!survey.is_whole);
    assert_eq!(survey.encoding.unwrap().confidence, Confidence::Likely);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

/// An encoding that the seller tries out is seen to be wrong; what he had said before still fits.
#[test]
fn an_encoding_that_is_tried_out() {
    let name = "ExportOrderList_46col_gbk.csv";
    let bytes = std::fs::read(committed("cn_export").join(name)).unwrap();
    let looked = |mapping: &Mapping| {
        let options = ReadOptions { mapping: Some(mapping.clone()), ..ReadOptions::default() };
        survey(name, bytes.clone(), &NativeDecoders, &options)
    };
    let tried =
        |encoding: &str| looked(&Mapping { encoding: encoding.into(), ..Mapping::default() });
    for (encoding, is_garbled, rule) in [
        ("auto", Some(false), "as it is"),
        ("gbk", Some(false), "rightly named"),
        ("utf-8", Some(true), "broken characters"),
        ("utf-16le", None, "no table at all"),
    ] {
        assert_eq!(tried(encoding).ok().map(|it| it.is_garbled), is_garbled, "{rule}");
    }
    let mut said = look(name, bytes.clone()).mapping;
    said.columns.insert(Field::Remark, ColumnName::Title("买家留言".to_owned()));
    assert_eq!(looked(&said).unwrap().mapping, said, "every choice stands as it was");
}

/// Everything that the rows say, as text.
fn said(rows: &FileRows) -> String {
    let batch = &rows.batches[0];
    format!("{:?} {:?} {:?}", batch.rows, batch.customers.values(), batch.texts.values())
}
