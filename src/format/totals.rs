//! Rows that sum up the others. In somebody's own table one would be a customer who bought as much
//! as all of them together.

use csv::StringRecord;

use super::mapping::Field;
use super::orders::cells::Cells;
use super::table::cell;
use crate::domain::phone::Phone;

/// Who it is, in an order or in a list.
const WHO: [Field; 6] =
    [Field::Customer, Field::Nick, Field::Phone, Field::Wechat, Field::Name, Field::Company];

/// True where a row of an own table sums up others: it says so first, or in place of somebody, a
/// day or a number, and is not somebody's for all that.
pub(super) fn is_total(cells: &Cells<'_>, offset_minutes: i32) -> bool {
    let says = |field: Field| is_word(cells.identifier(field));
    let says_so = cells.layout.format.is_own_table()
        && (is_word(first_filled(cells.row))
            || WHO.into_iter().any(says)
            || says(Field::Date)
            || says(Field::OrderId));
    says_so && !is_somebodys(cells, offset_minutes)
}

/// A customer may bear such a name; then a phone, or a number and a day, stand beside it.
fn is_somebodys(cells: &Cells<'_>, offset_minutes: i32) -> bool {
    let is_given = |field: Field| {
        let text = cells.identifier(field);
        !text.is_empty() && !is_word(text)
    };
    let has_phone = Phone::parse(cells.identifier(Field::Phone)).is_some();
    let has_customer =
        has_phone || WHO.into_iter().any(|field| field != Field::Phone && is_given(field));
    if cells.layout.is_of_people() {
        return has_customer;
    }
    let has_number = is_given(Field::OrderId);
    let has_day = matches!(cells.day(Field::Date, offset_minutes), Ok(Some(_)));
    let is_number_a_word = is_word(cells.identifier(Field::OrderId));
    !is_number_a_word && (has_number && has_customer || has_day && (has_number || has_customer))
}

fn first_filled(row: &StringRecord) -> &str {
    row.iter().map(cell::identifier).find(|cell| !cell.is_empty()).unwrap_or("")
}

/// True for the words that stand before a sum.
fn is_word(cell: &str) -> bool {
    const WORDS: [&str; 12] = [
        "合计",
        "小计",
        "总计",
        "共计",
        "总合计",
        "本页合计",
        "累计",
        "total",
        "totals",
        "grandtotal",
        "sum",
        "subtotal",
    ];
    const LONGEST: usize = 40;
    // Most cells begin otherwise; this is asked of several in every row.
    let begins = |c: char| {
        matches!(c, '合' | '小' | '总' | '共' | '本' | '累' | 'T' | 't' | 'G' | 'g' | 'S' | 's')
    };
    if cell.len() > LONGEST || !cell.starts_with(begins) {
        return false;
    }
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.trim_end_matches(['：', ':']);
    WORDS.iter().any(|word| plain.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::encoding::NativeDecoders;
    use crate::format::intake::{FileReading, FileRows, ReadOptions};

    fn read(text: &str) -> FileRows {
        let options = ReadOptions::default();
        let reading = FileReading::open("a.csv", text.into(), &options, Box::new(NativeDecoders));
        reading.and_then(FileReading::finish).unwrap()
    }

    #[test]
    fn words() {
        for (cell, expected) in [
            ("合计", true),
            ("合 计：", true),
            ("小计:", true),
            ("本页合计", true),
            ("TOTAL", true),
            ("Grand total:", true),
            ("Sub total", true),
            ("合计金额", false),
            ("总", false),
            ("累计消费", false),
            ("Sumi", false),
            ("共计：：", true),
            ("", false),
        ] {
            assert_eq!(is_word(cell), expected, "{cell}");
        }
    }

    #[test]
    fn rows_of_orders() {
        const FOUR: &str = "客户,日期,订单号,金额";
        const LATE: &str = "备注,客户,日期,金额";
        for (titles, row, is_total, rule) in [
            (FOUR, "合计,2024/3/31,,312.5", true, "a sum with a day"),
            (FOUR, "Total:,,,312.5", true, "in English"),
            (FOUR, ",,合计,312.5", true, "in place of the number"),
            (FOUR, ",合计,,312.5", true, "in place of the day"),
            (FOUR, "甲,小计,,312.5", true, "of one customer"),
            (FOUR, "甲,2024/3/31,小计,312.5", true, "a number it never is"),
            (FOUR, "合计,,12,312.5", true, "how many stands in the column of numbers"),
            (FOUR, "合计,2024/3/31,A7,312.5", false, "a customer who is called so"),
            (FOUR, "甲,2024/3/31,A7,312.5", false, "any order"),
            (LATE, "合计,,,312.5", true, "first, in no column that matters"),
            (LATE, "合计,甲,2024/3/31,312.5", false, "a remark on an order"),
            ("客户,日期,金额", "合计,2024/3/31,312.5", true, "a table without numbers"),
            ("客户,日期,金额", "合计,2024/3/31,312.5,,7", true, "longer than the titles"),
        ] {
            let rows = read(&format!("{titles}\n乙,2024-01-02,A1,5\n{row}\n"));
            let skipped = rows.skipped;
            assert_eq!(skipped, u64::from(is_total), "{rule}");
            let first = rows.problems.iter().filter(|it| it.line == 3).count();
            assert!(!is_total || first == 0, "{rule}");
        }
    }

    #[test]
    fn rows_of_lists() {
        for (row, is_total, rule) in [
            ("合计,,,,￥7,125.40,", true, "a sum, cut by its own comma"),
            ("总计：,,,,7125.40", true, "with a colon"),
            ("合计,128 人,,,7125.40", true, "so many people are no phone"),
            ("合计,13912345678,,,5", false, "somebody who is called so"),
            ("合计,,wx_1,,5", false, "who can be written to"),
            ("王芳,,,,5", false, "anybody"),
        ] {
            let rows =
                read(&format!("姓名,电话,微信,备注,累计消费\n李娜,13912345679,,,5\n{row}\n"));
            let found = (rows.skipped, rows.batches[0].people.len(), rows.problems.len());
            let expected = if is_total { (1, 1, 0) } else { (0, 2, 0) };
            assert_eq!(found, expected, "{rule}");
        }
    }

    /// A platform sums up nothing; who is called so there is a customer.
    #[test]
    fn not_in_exports_and_files_of_our_own() {
        for text in [
            "BEGIN:VCARD\nFN:合计\nTEL:14000000501\nEND:VCARD\n",
            "Source (Huitou),Customer,Known by,Name\ntaobao,a,taobao nick,合计\n",
        ] {
            let rows = read(text);
            assert_eq!((rows.skipped, rows.batches[0].people.len()), (0, 1), "{text}");
        }
    }
}
