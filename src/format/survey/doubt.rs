//! Whether a table that the words of its titles make a list of customers is rather one of orders.
//!
//! Who keeps a book of his sales writes 姓名,电话,备注 above it, too, and beside them a day and what
//! he got, under words of his own. As a list it would lose every sale without a word.

use csv::StringRecord;

use super::content::Kind;
use super::guess;
use crate::format::mapping::Field;
use crate::format::orders::file_format::FileFormat;
use crate::format::orders::layout::Layout;
use crate::format::problem::Refusal;
use crate::format::table::cell;

/// Why a list by its words alone must not be taken without asking: a column that it has no use for
/// holds days or money in most rows. `None` for everything else.
pub(crate) fn of<'a>(
    layout: &Layout,
    titles: &StringRecord,
    rows: impl Iterator<Item = &'a StringRecord>,
) -> Option<Refusal> {
    if layout.format != FileFormat::CustomerList {
        return None;
    }
    let is_filled = |row: &&StringRecord| row.iter().any(|it| !cell::text(it).is_empty());
    let rows: Vec<&StringRecord> = rows.filter(is_filled).collect();
    let unused: Vec<usize> = (0..titles.len()).filter(|at| !layout.uses(*at)).collect();
    let any = |is_asked: &dyn Fn(&str) -> bool, is_one: &dyn Fn(&str) -> bool| {
        let mut asked = unused.iter().filter(|at| titles.get(**at).is_some_and(is_asked));
        asked.any(|at| most_are(&rows, *at, is_one))
    };
    // 5月3日 is no day that can be read, and no remark either.
    let days = any(&|_| true, &|cell| Kind::of(cell) == Kind::Date)
        || any(&guess::speaks_of_day, &|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
    // Whole numbers are ages and house numbers as well, if the title does not speak of money.
    let money = any(&|_| true, &|cell| Kind::of(cell) == Kind::Money)
        || any(&guess::speaks_of_money, &|cell| {
            matches!(Kind::of(cell), Kind::Money | Kind::Whole)
        });
    // Where these stand a single day or number more is rather the customer's, too.
    let only_people_have = [Field::Birthday, Field::OpeningCount];
    let is_of_people = only_people_have.iter().any(|it| layout.column(*it).is_some());
    let is_doubtful = if is_of_people { days && money } else { days || money };
    is_doubtful.then(|| Layout::missing_of_orders(titles))
}

/// True where most rows have such a cell there.
fn most_are(rows: &[&StringRecord], at: usize, is_one: &dyn Fn(&str) -> bool) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(at)).map(cell::identifier);
    2 * cells.filter(|cell| is_one(cell)).count() > rows.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_rather_orders() {
        let (asked, nobody) = (Some(Refusal::NoDateColumn), Some(Refusal::NoCustomerColumn));
        for (titles, rows, refusal, rule) in [
            ("姓名,电话,x", "王芳,1,2024-01-02", &asked, "days"),
            ("姓名,电话,x", "王芳,1,12.50", &asked, "money"),
            ("会员姓名,备注,x", "王芳,1,12.50", &nobody, "orders do not say it so"),
            ("姓名,电话,年龄", "王芳,1,35", &None, "a whole number may be anything"),
            ("姓名,电话,收钱", "王芳,1,35", &asked, "but not under such a title"),
            ("姓名,电话,x", "王芳,1,\n李娜,2,2024-01-02", &None, "half of the rows are not most"),
            ("姓名,电话,x", "王芳,1,2024-01-02\n,,", &asked, "empty rows are none"),
            ("姓名,电话,x", "王芳,1,待定", &None, "words"),
            ("姓名,电话,日子", "王芳,1,5月3日", &asked, "a day without its year"),
            ("姓名,电话,送货时间", "王芳,1,上午", &None, "no day at all"),
            ("姓名,电话,门牌", "王芳,1,5号", &None, "a number under another title"),
            ("姓名,电话,折扣,有效期", "王芳,1,9.5,2024-01-02", &None, "kept as remarks"),
            ("姓名,生日,x", "王芳,2-2,2024-01-02", &None, "a birthday: the day is theirs"),
            ("姓名,生日,x,y", "王芳,2-2,2024-01-02,9.90", &asked, "a cake for it"),
            ("姓名,电话,注册时间,累计消费,余额", "王芳,1,2024-01-02,9.9,9.9", &None, "all in use"),
            ("姓名,日期,x", "王芳,2024-01-02,9.9", &None, "a table of orders anyway"),
        ] {
            let titles: StringRecord = titles.split(',').collect();
            let rows: Vec<StringRecord> =
                rows.lines().map(|row| row.split(',').collect()).collect();
            let layout = Layout::of(&titles, None).unwrap();
            assert_eq!(of(&layout, &titles, rows.iter()), *refusal, "{rule}");
        }
    }
}
