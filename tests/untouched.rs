//! Whoever looks at the columns of a file and agrees has changed nothing: what is recognised
//! without help is read through the survey's own mapping as it is read without.

mod support;

use huitou::domain::person::Birthday;
use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileRows, ReadOptions};
use huitou::format::mapping::{ColumnName, Field, Mapping, MappingKind};
use huitou::format::orders::file_format::FileFormat;
use huitou::format::problem::Refusal;
use huitou::format::survey::{Confidence, Survey, survey};
use proptest::prelude::*;
use support::{committed, huitou_data, read_with};

fn look(name: &str, bytes: &[u8], options: &ReadOptions) -> Survey {
    survey(name, bytes.to_vec(), &NativeDecoders, options).unwrap()
}

fn with(mapping: &Mapping) -> ReadOptions {
    ReadOptions { mapping: Some(mapping.clone()), ..ReadOptions::default() }
}

/// Everything that a file says, but not what it is called.
fn said(rows: &FileRows) -> String {
    let batches = rows.batches.iter().map(|it| {
        let (texts, receivers) = (it.texts.values(), it.receivers.values());
        let of = (it.platform, it.grain, it.customers.values(), texts, receivers);
        format!("{of:?} {:?} {:?} {:?}", it.rows, it.people, it.told)
    });
    let batches: String = batches.collect();
    format!("{} {} {:?} {batches}", rows.rows, rows.skipped, rows.problems)
}

/// Reads a file three ways; `None` where it is not recognised, and then there is no law.
fn agree(name: &str, bytes: &[u8]) -> Option<Survey> {
    let directly = read_with(name, bytes.to_vec(), &ReadOptions::default()).ok()?;
    let survey = look(name, bytes, &ReadOptions::default());
    let agreed = read_with(name, bytes.to_vec(), &with(&survey.mapping)).unwrap();
    assert_eq!(said(&agreed), said(&directly), "{name} {:?}", survey.mapping);
    // The seller looks once more at what he has agreed to.
    let again = look(name, bytes, &with(&survey.mapping));
    assert_eq!(again.mapping, survey.mapping, "{name}");
    Some(survey)
}

#[test]
fn samples() {
    let mut seen = 0;
    for entry in std::fs::read_dir(committed("cn_export")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".json") && !name.contains("DAMAGED") {
            assert!(agree(&name, &std::fs::read(&path).unwrap()).is_some(), "{name}");
            seen += 1;
        }
    }
    assert!(seen >= 13, "{seen}");
}

#[test]
fn the_beginning_of_online_retail() {
    let Some(folder) = huitou_data() else { return };
    let whole = std::fs::read(folder.join("online_retail/online_retail_dev7.csv.gz")).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*whole), &mut text).unwrap();
    let begin: String = text.split_inclusive('\n').take(2_000).collect();
    let survey = agree("retail.csv", begin.as_bytes()).unwrap();
    assert_eq!((survey.mapping.drop.len(), survey.offers.len()), (0, 4));
}

#[test]
fn lists_and_tables() {
    for (text, kind, rule) in [
        (
            "姓名,电话,生日,备注,积分,余额\n王芳,13912345678,2-2,常买,120,12.50\n",
            MappingKind::Customers,
            "a balance is a remark, and no amount",
        ),
        (
            "姓名,手机1,手机2,省份,城市,农历生日,邮箱,备注\n王芳,13912345678,13912345679,浙江,杭州,5.12,a@b.cn,x\n",
            MappingKind::Customers,
            "several columns of one field",
        ),
        (
            "昵称,淘宝会员名,微信,微信昵称,姓名\na,b,wx_1,芳,王芳\n",
            MappingKind::Customers,
            "nicks of two platforms",
        ),
        (
            "客户,消费金额,上次消费时间\n王芳,1200,2024-01-02\n",
            MappingKind::Customers,
            "a sum of the past",
        ),
        (
            "姓名,电话,成为客户日期,累计消费,备注\n王芳,13912345678,2024-01-02,99.50,2024-05-01\n",
            MappingKind::Customers,
            "days and sums that a list has",
        ),
        (
            "姓名,电话,首次到店,储值余额,随便\n王芳,13912345678,2024-01-02,99.50,2024-05-01\n\
             李娜,13912345679,2024-01-03,9.50,\n",
            MappingKind::Customers,
            "a day here and there",
        ),
        (
            "客户,日期,金额,收货人手机,客户地址\n王芳,2024-01-02,5,13912345678,x 1\n",
            MappingKind::Orders,
            "columns that only a guess would name",
        ),
        (
            "客户,日期,数量,单价,订单号\na,2024-01-02,1,5,1\nb,2024-01-02,-1,5,2\n,2024-01-03,1,5,3\n",
            MappingKind::Orders,
            "rows that rules would leave out",
        ),
        (
            "来源（Huitou）,订单号,客户,客户认法,下单日期,实付金额,订单状态\n\
             taobao,1,a,taobao nick,2024-01-01,5,交易成功\n1688,1,a,1688 nick,2024-01-02,6,交易成功\n",
            MappingKind::Orders,
            "orders of our own",
        ),
        (
            "Source (Huitou),Customer,Known by,Name\ntaobao,a,taobao nick,甲\n",
            MappingKind::Customers,
            "customers of our own",
        ),
    ] {
        let survey = agree("a.csv", text.as_bytes()).unwrap_or_else(|| panic!("{rule}"));
        assert_eq!(survey.mapping.kind, kind, "{rule}");
        let money = [Field::Amount, Field::Paid, Field::UnitPrice];
        let has_money = money.iter().any(|it| survey.mapping.columns.contains_key(it));
        assert!(kind == MappingKind::Orders || !has_money, "{rule}");
    }
}

/// Who keeps a book of his sales is asked, however much its titles are those of a list.
#[test]
fn a_book_of_sales_is_no_list_of_customers() {
    let cell = |title: &str, row: usize| match title {
        "日子" | "送货日期" | "哪天" => format!("2024-05-{:02}", row + 10),
        "谁" | "客户" | "姓名" => ["王芳", "李娜", "王芳", "赵敏"][row % 4].to_owned(),
        "电话" => format!("1391234567{row}"),
        "收钱" | "应收" | "多少钱" => ["128", "56", "12.50", "99"][row % 4].to_owned(),
        "序号" => (row + 1).to_string(),
        "地址" => format!("杭州市西湖区{row}号"),
        "备注" => String::new(),
        _ => "龙井".to_owned(),
    };
    for (titles, day, who, amount) in [
        ("日子,谁,电话,东西,收钱,备注", "日子", (Field::Name, "谁"), "收钱"),
        ("送货日期,客户,电话,地址,应收,备注", "送货日期", (Field::Customer, "客户"), "应收"),
        ("姓名,电话,地址,买了什么,多少钱,哪天", "哪天", (Field::Name, "姓名"), "多少钱"),
        ("序号,日子,谁,电话,东西,收钱,备注", "日子", (Field::Name, "谁"), "收钱"),
    ] {
        let row =
            |row| titles.split(',').map(|title| cell(title, row)).collect::<Vec<_>>().join(",");
        let rows: Vec<String> = std::iter::once(titles.to_owned()).chain((0..6).map(row)).collect();
        let text = rows.join("\n");
        let directly = read_with("a.csv", text.clone().into(), &ReadOptions::default());
        assert_eq!(directly.err(), Some(Refusal::NoDateColumn), "{titles}");
        let survey = look("a.csv", text.as_bytes(), &ReadOptions::default());
        assert_eq!((survey.format, survey.mapping.kind), (None, MappingKind::Orders), "{titles}");
        assert_eq!(survey.missing, [], "{titles}");
        for (field, title) in [(Field::Date, day), who, (Field::Amount, amount)] {
            let name = ColumnName::Title(title.to_owned());
            assert_eq!(survey.mapping.columns.get(&field), Some(&name), "{titles}");
        }
        let rows = read_with("a.csv", text.clone().into(), &with(&survey.mapping)).unwrap();
        let orders: usize = rows.batches.iter().map(|it| it.rows.len()).sum();
        assert_eq!((orders, rows.problems.len()), (6, 0), "{titles}");
        let people = read_with("a.csv", text.into(), &with(&survey.other)).unwrap();
        assert_eq!(people.format, FileFormat::CustomerList, "the seller may say so: {titles}");
    }
}

/// The seller says that the rows are the other kind, and finds what that kind needs.
#[test]
fn the_other_kind_is_guessed_as_well() {
    let list = "姓名,电话,登记日期,消费金额\n王芳,13912345678,2024-01-02,99\n";
    let noted = "姓名,电话,首次到店,充值金额\n王芳,13912345678,2024-01-02,99.50\n";
    for (text, day, amount, rule) in [
        (list, "登记日期", "消费金额", "both of use in a list"),
        (noted, "首次到店", "充值金额", "by words, and by what stands there"),
    ] {
        let survey = look("a.csv", text.as_bytes(), &ReadOptions::default());
        let again = look("a.csv", text.as_bytes(), &with(&survey.mapping));
        for other in [survey.other, again.other] {
            assert_eq!(other.kind, MappingKind::Orders, "{rule}");
            for (field, title) in [(Field::Date, day), (Field::Amount, amount)] {
                let name = ColumnName::Title(title.to_owned());
                assert_eq!(other.columns.get(&field), Some(&name), "{rule}");
            }
            let rows = read_with("a.csv", text.into(), &with(&other)).unwrap();
            assert_eq!(rows.batches[0].rows.len(), 1, "{rule}");
        }
    }
}

/// To look at a guess makes it no surer.
#[test]
fn a_guess_that_was_looked_at_is_as_sure_as_before() {
    use Confidence::{Certain, Guess, Likely};
    let unknown = "甲,成交日期,丙\n14000000021,2024-01-02,12.50\n14000000022,2024-01-03,8.00\n";
    let known = "客户,日期,金额\n王芳,2024-01-02,5\n";
    for (text, change, sure, rule) in [
        (unknown, None, [Likely, Likely, Guess], "as it was guessed"),
        (unknown, Some((Field::Paid, 2)), [Likely; 3], "another field than was guessed"),
        (known, None, [Certain; 3], "recognised without help"),
    ] {
        let mut mapping = look("a.csv", text.as_bytes(), &ReadOptions::default()).mapping;
        if let Some((field, place)) = change {
            mapping.columns.remove(&Field::Amount);
            mapping.columns.insert(field, ColumnName::Place(place));
        }
        let again = look("a.csv", text.as_bytes(), &with(&mapping));
        let found = again.columns.iter().map(|it| it.field.map(|field| field.confidence));
        assert_eq!(found.collect::<Vec<_>>(), sure.map(Some), "{rule}");
    }
}

/// What was lost when this was written.
#[test]
fn a_list_keeps_birthday_points_and_balance() {
    let text = "姓名,电话,生日,备注,积分,余额\n王芳,13912345678,2-2,常买,120,12.50\n";
    let survey = look("a.csv", text.as_bytes(), &ReadOptions::default());
    for (unsaid, remarks, rule) in [
        (None, vec!["余额: 12.50", "常买"], "nothing changed"),
        (Some(Field::Remark), vec!["余额: 12.50"], "one column less"),
        (Some(Field::Phone), vec!["余额: 12.50", "常买"], "another"),
    ] {
        let mut mapping = survey.mapping.clone();
        unsaid.map(|field| mapping.columns.remove(&field));
        let rows = read_with("a.csv", text.into(), &with(&mapping)).unwrap();
        let facts = &rows.batches[0].people[0].facts;
        assert_eq!(facts.birthday, Birthday::new(None, 2, 2, false), "{rule}");
        assert_eq!(facts.opening.as_ref().and_then(|it| it.points), Some(120), "{rule}");
        assert_eq!(facts.remarks.iter().map(|it| &**it).collect::<Vec<_>>(), remarks, "{rule}");
    }
}

/// A remembered mapping is in force like one that is given, and is what is shown.
#[test]
fn a_remembered_mapping_is_shown() {
    let text = "谁,何时,多少\n甲,2024-01-02,12.50\n";
    let given: Mapping = support::mapping(
        r#"{"columns": {"name": "谁", "date": "何时", "amount": "多少"},
            "drop": [{"column": "多少", "at_most": 0}]}"#,
    );
    let signature = look("a.csv", text.as_bytes(), &ReadOptions::default()).signature;
    let options =
        ReadOptions { mappings: vec![(signature, given.clone())], ..ReadOptions::default() };
    assert_eq!(look("a.csv", text.as_bytes(), &options).mapping, given);
}

/// Lists without titles that can be told.
#[test]
fn rows_that_seem_people() {
    for (text, kind, rule) in [
        ("王芳 13912345678 龙井\n李娜 13912345679 毛峰\n", MappingKind::Customers, "blanks"),
        ("王芳,13912345678,龙井\n李娜,13912345679,毛峰\n", MappingKind::Customers, "commas"),
        ("王芳,13912345678,2024-01-02\n李娜,13912345679,2024-01-03\n", MappingKind::Orders, "days"),
        ("王芳,13912345678,12.50\n李娜,13912345679,8.00\n", MappingKind::Orders, "money"),
        ("Beleg,Wer\nS1,a\n2,b\n", MappingKind::Orders, "nobody who can be called"),
    ] {
        let survey = look("a.txt", text.as_bytes(), &ReadOptions::default());
        assert_eq!(survey.mapping.kind, kind, "{rule}");
        assert_ne!(survey.other.kind, kind, "{rule}");
        let only_orders = [Field::Date, Field::Amount, Field::OrderId, Field::Quantity];
        let of_people = [&survey.mapping, &survey.other]
            .into_iter()
            .find(|it| it.kind == MappingKind::Customers)
            .unwrap();
        assert!(only_orders.iter().all(|it| !of_people.columns.contains_key(it)), "{rule}");
    }
}

const TITLES: [&str; 30] = [
    "姓名",
    "电话",
    "手机2",
    "微信",
    "旺旺号",
    "昵称",
    "客户",
    "会员编号",
    "生日",
    "标签",
    "积分",
    "等级",
    "余额",
    "邮箱",
    "备注",
    "客户备注",
    "地址",
    "省份",
    "城市",
    "注册时间",
    "日期",
    "金额",
    "消费金额",
    "消费次数",
    "订单号",
    "商品",
    "数量",
    "单价",
    "收货人",
    "随便",
];

const CELLS: [&str; 14] = [
    "王芳",
    "13912345678",
    "13912345679",
    "2-2",
    "2024-01-02",
    "2024-03-04",
    "12.50",
    "0",
    "-3",
    "120",
    "老客户、VIP",
    "浙江",
    "x",
    "",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_columns(
        titles in proptest::sample::subsequence(TITLES.to_vec(), 2..9).prop_shuffle(),
        cells in proptest::collection::vec(proptest::sample::select(CELLS.to_vec()), 40),
    ) {
        let rows = cells.chunks(titles.len()).filter(|row| row.len() == titles.len());
        let rows = std::iter::once(titles.join(",")).chain(rows.map(|row| row.join(",")));
        agree("a.csv", rows.collect::<Vec<_>>().join("\n").as_bytes());
    }

    /// A day in every row, in a column that nobody knows: only what people alone have says that
    /// they are no orders.
    #[test]
    fn no_list_has_a_day_of_no_use(
        titles in proptest::sample::subsequence(TITLES.to_vec(), 1..8).prop_shuffle(),
        cells in proptest::collection::vec(proptest::sample::select(CELLS.to_vec()), 40),
        day in "(日子|哪天|送货日期|x)",
    ) {
        let rows = cells.chunks(titles.len()).filter(|row| row.len() == titles.len());
        let rows = rows.map(|row| format!("{},2024-05-06", row.join(",")));
        let text = std::iter::once(format!("{},{day}", titles.join(","))).chain(rows);
        let text = text.collect::<Vec<_>>().join("\n");
        let is_list = |text: String, options: &ReadOptions| {
            let rows = read_with("a.csv", text.into(), options);
            rows.is_ok_and(|rows| rows.format == FileFormat::CustomerList)
        };
        let of_people = titles.iter().any(|title| ["生日", "消费次数"].contains(title));
        prop_assert!(of_people || !is_list(text.clone(), &ReadOptions::default()));
        let survey = look("a.csv", text.as_bytes(), &ReadOptions::default());
        prop_assert!(of_people || survey.mapping.kind == MappingKind::Orders);
    }
}
