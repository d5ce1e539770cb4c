//! Lists of customers and contacts, against what an independent script says of the samples
//! (`tests/data/expected.py`), and the rules by small texts.

mod support;

use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::observation::{Batch, Grain, PersonObservation};
use huitou::format::intake::FileRows;
use huitou::format::orders::file_format::FileFormat;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::{committed, json_file, read_bytes, read_path, read_text};

fn key_text(key: &CustomerKey) -> String {
    match key {
        CustomerKey::Nick { platform, nick } => {
            let platform = match platform {
                Platform::Taobao => "taobao",
                Platform::Alibaba1688 => "1688",
                Platform::Youzan => "youzan",
                Platform::Table => "table",
                Platform::Hand => "hand",
            };
            format!("nick {platform} {nick}")
        }
        CustomerKey::Phone(digits) => format!("phone {digits}"),
        CustomerKey::Column(text) => format!("column {text}"),
        CustomerKey::Wechat(id) => format!("wechat {id}"),
        CustomerKey::NameAddress { name, address } => {
            format!("name {name} {address}").trim().into()
        }
    }
}

/// A person as the script writes him; what is not said is left out.
fn person(batch: &Batch, said: &PersonObservation) -> Value {
    let facts = &said.facts;
    let mut map = Map::new();
    map.insert("key".into(), json!(key_text(batch.customers.get(said.customer).unwrap())));
    let opening = facts.opening.clone().unwrap_or_default();
    for (name, text) in [
        ("name", facts.name.as_deref().map(str::to_owned)),
        ("company", facts.company.as_deref().map(str::to_owned)),
        ("wechat", facts.wechat.as_deref().map(str::to_owned)),
        ("nick", facts.nick.as_deref().map(str::to_owned)),
        ("region", facts.region.as_deref().map(str::to_owned)),
        ("address", facts.address.as_deref().map(str::to_owned)),
        ("since", facts.since.map(|day| day.to_string())),
        ("tier", opening.tier.as_deref().map(str::to_owned)),
        ("points", opening.points.map(|points| points.to_string())),
        ("purchases", opening.purchases.map(|count| count.to_string())),
        ("amount_cents", opening.amount_fen.map(|fen| fen.minor().to_string())),
        ("opening_day", opening.day.map(|day| day.to_string())),
        (
            "birthday",
            facts.birthday.map(|born| {
                let lunar = if born.is_lunar { "lunar " } else { "" };
                let year = born.year.map_or("?".to_owned(), |year| year.to_string());
                format!("{lunar}{year}-{}-{}", born.month, born.day)
            }),
        ),
    ] {
        map.extend(text.map(|text| (name.to_owned(), json!(text))));
    }
    let lists = [("phones", &facts.phones), ("tags", &facts.tags), ("remarks", &facts.remarks)];
    for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        map.insert(name.to_owned(), json!(list.iter().map(|it| &**it).collect::<Vec<_>>()));
    }
    Value::Object(map)
}

fn people(rows: &FileRows) -> Vec<Value> {
    let batches = rows.batches.iter();
    batches.flat_map(|batch| batch.people.iter().map(|said| person(batch, said))).collect()
}

fn problems(rows: &FileRows) -> Vec<Value> {
    let problems = rows.problems.iter();
    problems.map(|it| json!([it.line, it.field.name(), it.reason.code()])).collect()
}

fn one(text: &str, map: Option<&str>) -> Value {
    let rows = read_text(text, map).unwrap();
    assert_eq!(problems(&rows), Vec::<Value>::new(), "{text}");
    people(&rows).remove(0)
}

/// A person who is taken without one of his cells: what he is, and the cell.
fn one_without(text: &str) -> (Value, Value) {
    let rows = read_text(text, None).unwrap();
    assert!(rows.problems.iter().all(|it| it.is_person_taken), "{text}");
    let cells = rows.problems.iter().map(|it| json!([it.field.name(), it.reason.code(), it.value]));
    let cells = Value::Array(cells.collect());
    (people(&rows).remove(0), cells)
}

#[test]
fn samples_hold_what_the_script_says() {
    let truth = json_file(&committed("cn_export/expected_people.json"));
    for (name, format, platform) in [
        ("youzan_customers_34col.csv", FileFormat::YouzanCustomers, Platform::Youzan),
        ("customer_list_gbk.csv", FileFormat::CustomerList, Platform::Taobao),
        ("contacts_21.vcf", FileFormat::Vcard, Platform::Table),
        ("contacts_30.vcf", FileFormat::Vcard, Platform::Table),
    ] {
        let rows = read_path(&committed("cn_export").join(name), None).unwrap();
        assert_eq!((rows.format, rows.batches.len()), (format, 1), "{name}");
        let batch = &rows.batches[0];
        assert_eq!((batch.platform, batch.grain), (platform, Grain::Order), "{name}");
        assert_eq!(batch.rows.len(), 0, "{name}");
        assert_eq!(Value::Array(people(&rows)), truth[name]["people"], "{name}");
        assert_eq!(Value::Array(problems(&rows)), truth[name]["problems"], "{name}");
        let lost = rows.problems.iter().filter(|it| !it.is_person_taken).count();
        assert_eq!(rows.rows as usize, people(&rows).len() + lost, "{name}");
    }
}

#[test]
fn lists_by_usual_titles_and_by_mapping() {
    let map = r#"{"kind": "customers", "date_format": "%d.%m.%Y", "columns": {"name": "Wer",
        "nick": "旺旺", "since": "Seit", "birthday": "Geb", "opening_day": "Stand", "points": "P"},
        "drop": [{"column": "Wer", "equals": "x"}]}"#;
    for (text, map, expected, rule) in [
        (
            "Full Name,Mobile,Customer Since,Total Spent,Orders\nAnna,14000000033,2020-01-02,\"1,200.50\",7\n",
            None,
            json!({"key": "phone 14000000033", "name": "Anna", "phones": ["14000000033"],
                "since": "2020-01-02", "amount_cents": "120050", "purchases": "7"}),
            "in English",
        ),
        (
            "客户,消费金额,消费次数,截止日期\n甲,12元,3次,2024/6/30\n",
            None,
            json!({"key": "column 甲", "name": "甲", "amount_cents": "1200", "purchases": "3",
                "opening_day": "2024-06-30"}),
            "a customer column is the key that tables of orders have",
        ),
        (
            "会员编号,姓名,性别\nK-17,甲,女\n",
            None,
            json!({"key": "column K-17", "name": "甲"}),
            "numbers of customers are no names",
        ),
        (
            "姓名,公司名称,省份,城市\n甲,乙行,浙江省,杭州市\n",
            None,
            json!({"key": "name 甲 乙行", "name": "甲", "company": "乙行", "region": "浙江省 杭州市"}),
            "name and company",
        ),
        (
            "昵称,旺旺,姓名,微信备注\n阿样,,甲,甲姐 老客\n",
            None,
            json!({"key": "name 甲", "name": "甲", "nick": "阿样", "remarks": ["微信备注: 甲姐 老客"]}),
            "another platform's nick is no key, a second name is kept",
        ),
        (
            "Wer;旺旺;Seit;Geb;Stand;P\nx;;;;;\nAnna;t_9;02.01.2020;12.05.1990;31.12.2023;40\n",
            Some(map),
            json!({"key": "nick taobao t_9", "name": "Anna", "since": "2020-01-02",
                "birthday": "1990-5-12", "opening_day": "2023-12-31", "points": "40"}),
            "by mapping",
        ),
        (
            "姓名,阴历生日,生日\n甲,5.12,1990-06-23\n",
            None,
            json!({"key": "name 甲", "name": "甲", "birthday": "1990-6-23", "remarks": ["阴历生日: 5.12"]}),
            "two birthdays",
        ),
    ] {
        assert_eq!(one(text, map), expected, "{rule}");
    }
}

/// One odd cell takes nobody along; what it says is kept as a remark.
#[test]
fn people_are_taken_without_what_cannot_be_read() {
    for (title, cell, field, reason, rule) in [
        ("累计消费", "约500", "opening_amount", "number_unreadable", "about so much"),
        ("累计消费", "HK$100", "opening_amount", "number_unreadable", "other money"),
        ("消费金额", "-5", "opening_amount", "number_negative", "less than nothing"),
        ("积分", "x", "points", "number_unreadable", "points"),
        ("消费次数", "1.5", "opening_count", "number_unreadable", "one and a half times"),
        ("消费次数", "-1", "opening_count", "number_negative", "less than never"),
        ("消费次数", "99999999999", "opening_count", "number_too_large", "too often"),
        ("截止日期", "昨天", "opening_day", "date_unreadable", "a day"),
        ("注册时间", "很久以前", "since", "date_unreadable", "since when"),
        ("生日", "不记得了", "birthday", "date_unreadable", "a birthday"),
        ("备用手机", "1.39123E+10", "phone", "phone_damaged", "a phone in a second column"),
    ] {
        let text = format!("姓名,电话,{title}\n甲,14000000033,{cell}\n");
        let (person, cells) = one_without(&text);
        let expected = json!({"key": "phone 14000000033", "name": "甲", "phones": ["14000000033"],
            "remarks": [format!("{title}: {cell}")]});
        assert_eq!(person, expected, "{rule}");
        assert_eq!(cells, json!([[field, reason, cell]]), "{rule}");
    }
    let (person, cells) = one_without("姓名,积分,累计消费,消费次数\n甲,x,1.2万,约3\n");
    let remarks = json!(["消费次数: 约3", "积分: x"]);
    let expected =
        json!({"key": "name 甲", "name": "甲", "amount_cents": "1200000", "remarks": remarks});
    assert_eq!(person, expected, "several of one row, and what reads all the same");
    assert_eq!(cells.as_array().map(Vec::len), Some(2));
}

#[test]
fn phones_that_a_spreadsheet_went_over() {
    let (person, cells) = one_without("姓名,电话\n甲,1.39123E+10\n");
    let expected = json!({"key": "name 甲", "name": "甲", "remarks": ["电话: 1.39123E+10"]});
    assert_eq!(person, expected);
    assert_eq!(cells, json!([["phone", "phone_damaged", "1.39123E+10"]]));
    let whole = one("姓名,电话\n甲,13700002222.0\n", None);
    let expected = json!({"key": "phone 13700002222", "name": "甲", "phones": ["13700002222"]});
    assert_eq!(whole, expected, "only the form is odd");
    let rows = read_text("姓名,电话\n,1.39123E+10\n", None).unwrap();
    assert_eq!(problems(&rows), [json!([2, "phone", "phone_damaged"])]);
    assert!(people(&rows).is_empty() && !rows.problems[0].is_person_taken, "there was no more");
}

#[test]
fn contacts_are_read_in_any_encoding_and_in_small_steps() {
    use huitou::format::encoding::NativeDecoders;
    use huitou::format::intake::{FileReading, ReadOptions, Step};
    let cards: String = (0..50)
        .map(|n| {
            format!(
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:样例{n}\r\nTEL:140000004{n:02}\r\nEND:VCARD\r\n"
            )
        })
        .collect();
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(cards.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let gbk = encoding_rs::GBK.encode(&cards).0.into_owned();
    let plain = people(&read_text(&cards, None).unwrap());
    assert_eq!(plain.len(), 50);
    for bytes in [utf16, gbk] {
        assert_eq!(people(&read_bytes("a.vcf", bytes, None).unwrap()), plain);
    }
    let options = ReadOptions::default();
    let decoders = Box::new(NativeDecoders);
    let mut reading = FileReading::open("a.vcf", cards.into_bytes(), &options, decoders).unwrap();
    let mut seen = 0;
    while let Step::More { rows, .. } = reading.step(7).unwrap() {
        assert!(rows <= seen + 7, "at most seven cards a step");
        seen = rows;
    }
    assert_eq!(seen, 49);
}

#[test]
fn contacts_who_are_nobody_to_keep() {
    for (lines, found, rule) in [
        ("FN:甲\nTEL:14000000501", (1, 0, vec![]), "somebody"),
        ("FN:甲\nX-WECHAT:wx_1", (1, 0, vec![]), "by WeChat"),
        ("FN:甲\nEMAIL:a@example.invalid", (1, 0, vec![]), "by e-mail"),
        ("FN:甲 14000000501", (1, 0, vec![]), "a number in the name"),
        ("FN:甲\nTEL:+1 415 555 0100", (1, 0, vec![]), "a number from abroad"),
        ("FN:中国移动\nTEL:10086", (0, 1, vec![]), "a service"),
        ("FN:银行\nTEL:95588\nTEL:12306", (0, 1, vec![]), "two of them"),
        ("FN:甲\nTEL:10086\nTEL:14000000501", (1, 0, vec![]), "a service's number beside his own"),
        ("FN:甲\nNOTE:欠 5 元", (0, 0, vec!["no_contact"]), "nothing to call"),
        ("NOTE:欠 5 元", (0, 0, vec!["nobody_named"]), "nobody"),
    ] {
        let rows = read_text(&format!("BEGIN:VCARD\n{lines}\nEND:VCARD\n"), None).unwrap();
        let reasons = rows.problems.iter().map(|it| it.reason.code()).collect::<Vec<_>>();
        assert_eq!((people(&rows).len(), rows.skipped, reasons), found, "{rule}");
    }
}

#[test]
fn what_phones_get_wrong_in_cards() {
    let card = |lines: &str| format!("BEGIN:VCARD\n{lines}\nEND:VCARD\n");
    for (lines, expected, rule) in [
        (
            "fn:样例\ntel;cell:14000000501",
            json!({"name": "样例", "phones": ["14000000501"]}),
            "small letters",
        ),
        (
            "N:陈;样例;;;\nTEL:14000000501",
            json!({"name": "陈样例", "phones": ["14000000501"]}),
            "no FN",
        ),
        (
            "N:Demo;Anna;;;\nTEL:14000000501",
            json!({"name": "Anna Demo", "phones": ["14000000501"]}),
            "Latin letters",
        ),
        (
            "FN:样例\n 茶行\nTEL:140\n\t00000501",
            json!({"name": "样例茶行", "phones": ["14000000501"]}),
            "folded",
        ),
        (
            "FN:样例\nTEL:14000000501\nTEL:140-0000-0501\nTEL:+8614000000502",
            json!({"name": "样例", "phones": ["14000000501", "14000000502"]}),
            "each number once",
        ),
        (
            "FN:样例\nTEL;TYPE=FAX,WORK:0571-88880000\nTEL:14000000501",
            json!({"name": "样例", "phones": ["14000000501"]}),
            "no fax",
        ),
        (
            "FN:样例\nTEL:14000000501\nPHOTO:data:image/jpeg;base64,QUJD\n QUJD\nKEY;ENCODING=b:QUJD\n QUJD",
            json!({"name": "样例", "phones": ["14000000501"]}),
            "pictures and keys",
        ),
        (
            "FN:样例\nTEL:14000000501\nNOTE:a\\nb\\,c\\\\d",
            json!({"name": "样例", "phones": ["14000000501"], "remarks": ["a b,c\\d"]}),
            "escapes",
        ),
        (
            "FN;ENCODING=QUOTED-PRINTABLE:=E6=A0=B7=\n=E4=BE=8B\nTEL:14000000501",
            json!({"name": "样例", "phones": ["14000000501"]}),
            "a value over two lines",
        ),
        (
            "FN;ENCODING=QUOTED-PRINTABLE:=D1=F9=C0=FD\nTEL:14000000501",
            json!({"name": "样例", "phones": ["14000000501"]}),
            "GBK that is not said",
        ),
        (
            "FN;ENCODING=QUOTED-PRINTABLE:a=ZZ=4\nTEL:14000000501",
            json!({"name": "a=ZZ=4", "phones": ["14000000501"]}),
            "what is no code",
        ),
        (
            "FN:样例\nTEL:14000000501\nX-ALTBDAY;CALSCALE=chinese:007700270512",
            json!({"name": "样例", "phones": ["14000000501"], "birthday": "lunar 1950-5-12"}),
            "a birthday by the moon",
        ),
        (
            "FN:样例\nTEL:14000000501\nX-ALTBDAY;CALSCALE=chinese:0512",
            json!({"name": "样例", "phones": ["14000000501"], "birthday": "lunar ?-5-12"}),
            "without its year",
        ),
        (
            "FN:样例\nTEL:14000000501\nX-ALTBDAY;CALSCALE=chinese:00770027L0512",
            json!({"name": "样例", "phones": ["14000000501"]}),
            "in a month that was put in twice",
        ),
        (
            "FN:样例\nTEL:14000000501\nBDAY:1950-06-26\nX-ALTBDAY;CALSCALE=chinese:007700270512",
            json!({"name": "样例", "phones": ["14000000501"], "birthday": "1950-6-26",
                "remarks": ["农历1950-05-12"]}),
            "beside the other",
        ),
        (
            "FN:样例\nTEL:14000000501\nIMPP;X-SERVICE-TYPE=微信号;type=pref:x-apple:wx_5",
            json!({"name": "样例", "phones": ["14000000501"], "wechat": "wx_5"}),
            "WeChat on an iPhone",
        ),
    ] {
        let mut expected = expected;
        expected["key"] = json!("phone 14000000501");
        assert_eq!(one(&card(lines), None), expected, "{rule}");
    }
}

proptest! {
    #[test]
    fn no_card_and_no_list_makes_it_panic(
        lines in prop::collection::vec("(BEGIN:VCARD|END:VCARD|AGENT:|[A-Z]{1,4}(;[A-Z=-]{0,20})?:|[ =:;,\\\\%0-9a-f陈农历月()-]){0,8}", 0..12),
        cells in prop::collection::vec("[ 0-9.,*/、年月日农历初十u&#;x()陈a-c-]{0,16}", 0..24),
    ) {
        let _ = read_text(&format!("BEGIN:VCARD\n{}", lines.join("\n")), None);
        let rows: Vec<String> = cells.chunks(4).map(|row| format!("\"{}\"", row.join("\",\""))).collect();
        let _ = read_text(&format!("姓名,电话,生日,积分\n{}\n", rows.join("\n")), None);
    }
}
