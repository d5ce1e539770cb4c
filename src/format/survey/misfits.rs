//! What the cells of a column cannot be read as, so that a wrong choice is seen before it is read.

use super::content::is_date;
use super::date_forms;
use crate::format::date::is_serial;
use crate::format::mapping::Field;
use crate::format::number::Decimal;
use crate::format::people;

/// Cells that are looked at: as many as tell.
const LOOKED_AT: usize = 50;

/// What is asked of cells, and the fields that ask it.
type Way = (fn(&str) -> bool, &'static [Field]);

const WAYS: [Way; 5] = [
    (is_day, &[Field::Date, Field::PaidAt, Field::DeliveredAt, Field::Since, Field::OpeningDay]),
    (|cell| people::is_birthday(cell) || is_day(cell), &[Field::Birthday]),
    (
        |cell| Decimal::parse(cell).is_ok(),
        &[
            Field::Amount,
            Field::Paid,
            Field::Refund,
            Field::Postage,
            Field::Quantity,
            Field::UnitPrice,
            Field::OpeningAmount,
        ],
    ),
    (is_count, &[Field::OpeningCount, Field::Points]),
    (people::is_phone, &[Field::Phone, Field::ReceiverPhone]),
];

/// What somebody pays is no phone and does not count the rows.
const MONEY: [Field; 6] = [
    Field::Amount,
    Field::Paid,
    Field::Refund,
    Field::Postage,
    Field::UnitPrice,
    Field::OpeningAmount,
];

/// The fewest rows that tell a column of numbers one by one.
const FEWEST_NUMBERED: usize = 3;

/// The fields that less than half of the filled cells can be read as; none in an empty column.
pub(super) fn of(cells: &[&str]) -> Vec<Field> {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).take(LOOKED_AT);
    let filled: Vec<&str> = filled.copied().collect();
    let is_misfit =
        |(reads, _): &Way| 2 * filled.iter().filter(|cell| reads(cell)).count() < filled.len();
    let misfits = WAYS.iter().filter(|way| is_misfit(way)).flat_map(|(_, fields)| *fields);
    let mut misfits: Vec<Field> = misfits.copied().collect();
    let phones = filled.iter().filter(|cell| has_digits_of_phone(cell)).count();
    if 2 * phones > filled.len() || are_row_numbers(&filled) {
        let unsaid = MONEY.into_iter().filter(|it| !misfits.contains(it)).collect::<Vec<_>>();
        misfits.extend(unsaid);
    }
    misfits
}

/// Eleven digits that begin with 1.
fn has_digits_of_phone(cell: &str) -> bool {
    cell.len() == 11 && cell.starts_with('1') && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// 1, 2, 3 and so on, from the first row.
fn are_row_numbers(cells: &[&str]) -> bool {
    cells.len() >= FEWEST_NUMBERED
        && cells.iter().zip(1..).all(|(cell, number)| cell.parse::<usize>() == Ok(number))
}

/// Also in a form that has to be chosen: 3/4/24.
fn is_day(cell: &str) -> bool {
    let numbers = cell.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let may_be = cell.len() == 8 || numbers.count() >= 3;
    let is_chosen = || may_be && !date_forms::fitting(&[cell.to_owned()]).is_empty();
    is_date(cell) || is_serial(cell) || is_chosen()
}

fn is_count(cell: &str) -> bool {
    Decimal::parse(cell.trim_end_matches(['次', '笔', '单', '积', '分'])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_column_cannot_be() {
        let (day, amount, phone) = (Field::Date, Field::Amount, Field::Phone);
        for (cells, misfits, rule) in [
            (vec!["茶叶", "红茶"], vec![day, amount, phone], "texts"),
            (vec!["128.00", "¥5", "1,024"], vec![day, phone], "amounts"),
            (vec!["2024-06-30", "5/3/2024"], vec![amount, phone], "days"),
            (vec!["3/4/24"], vec![amount, phone], "days whose order must be said"),
            (vec!["30062024"], vec![phone], "the day first, without separators"),
            (vec!["45356", "45357.5"], vec![phone], "days of a spreadsheet, or amounts"),
            (vec!["14000000021", "140****0033"], vec![day], "phones are numbers; one has stars"),
            (vec!["14000000021", "14000000022"], vec![day, amount], "so many digits are a phone"),
            (vec!["14000000021", "", "128", "13900000000"], vec![day, amount], "most are"),
            (vec!["24000000021", "1400000002.1"], vec![day], "so much may be paid"),
            (vec!["1", "2", "3"], vec![day, amount, phone], "the numbers of the rows"),
            (vec!["1", "2"], vec![day, phone], "two are too few to tell"),
            (vec!["1", "2", "2"], vec![day, phone], "one comes back"),
            (vec!["5", "6", "7"], vec![day, phone], "they begin with one"),
            (vec!["140****0033", "", ""], vec![day, amount], "empty cells say nothing"),
            (vec!["待定", "128", "5"], vec![day, phone], "most of them"),
            (vec!["", ""], vec![], "nothing stands there"),
            (vec![], vec![], "no rows"),
        ] {
            let found = of(&cells);
            let asked = [day, amount, phone];
            let found: Vec<Field> = asked.into_iter().filter(|it| found.contains(it)).collect();
            assert_eq!(found, misfits, "{rule}");
        }
        for (cell, field, fits, rule) in [
            ("03-08", Field::Birthday, true, "a birthday without a year"),
            ("茶叶", Field::Birthday, false, "no birthday"),
            ("12次", Field::OpeningCount, true, "times"),
            ("常来", Field::OpeningCount, false, "no number"),
            ("茶叶", Field::Item, true, "a text may be anything else"),
        ] {
            assert_eq!(!of(&[cell]).contains(&field), fits, "{rule}");
        }
    }
}
