//! Rows that continue the order above: the 1688 export writes the order's cells once, and so do
//! people who merge cells over its rows or leave those below blank.

use super::cells::{Cells, Failure, number_failure};
use super::file_format::FileFormat;
use super::row::{line_amount, quantity, refund, text};
use crate::domain::money::Fen;
use crate::domain::observation::{Batch, Grain, Observation};
use crate::format::mapping::Field;
use crate::format::number::NumberError;
use crate::format::table::cell;

/// Which rows continue the order above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Continuing {
    /// None.
    #[default]
    Never,
    /// Those without a number, which leave the money to the first row.
    WithoutNumber,
    /// Those that say neither number nor who nor when, but goods or money.
    WithGoodsAlone,
}

/// What names an order.
const NAMING: [Field; 8] = [
    Field::OrderId,
    Field::Date,
    Field::Customer,
    Field::Nick,
    Field::Phone,
    Field::Wechat,
    Field::Name,
    Field::Company,
];
const GOODS: [Field; 2] = [Field::Item, Field::Sku];
const MONEY: [Field; 4] = [Field::Quantity, Field::UnitPrice, Field::Amount, Field::Paid];

/// Words of a row that sums up those above.
const TOTALS: [&str; 4] = ["合计", "总计", "小计", "共计"];
const TOTALS_ALONE: [&str; 4] = ["total", "subtotal", "grandtotal", "sum"];

impl Continuing {
    /// What holds in a file of this format.
    pub(super) const fn of(format: FileFormat, grain: Grain) -> Continuing {
        match (format, grain) {
            (FileFormat::Alibaba1688Orders { .. }, _) => Continuing::WithoutNumber,
            (FileFormat::Table | FileFormat::Mapped, Grain::Line) => Continuing::WithGoodsAlone,
            (
                FileFormat::Table
                | FileFormat::Mapped
                | FileFormat::TaobaoOrders { .. }
                | FileFormat::TaobaoItems
                | FileFormat::YouzanOrders
                | FileFormat::YouzanCustomers
                | FileFormat::CustomerList
                | FileFormat::Vcard
                | FileFormat::OwnOrders
                | FileFormat::OwnCustomers,
                _,
            ) => Continuing::Never,
        }
    }

    /// True for a row that continues an order above. `sum` is the money of the rows before: a row
    /// that says it again, and no goods, is their total.
    pub(super) fn is_met(self, cells: &Cells<'_>, sum: Fen) -> bool {
        let is_empty = |field: &Field| cells.identifier(*field).is_empty();
        match self {
            Continuing::Never => false,
            Continuing::WithoutNumber => is_empty(&Field::OrderId),
            Continuing::WithGoodsAlone => {
                let says_something = !GOODS.iter().chain(&MONEY).all(is_empty);
                NAMING.iter().all(is_empty)
                    && says_something
                    && !(GOODS.iter().all(is_empty) && is_total(cells, sum))
                    && !cells.row.iter().any(names_a_total)
            }
        }
    }
}

fn is_total(cells: &Cells<'_>, sum: Fen) -> bool {
    let money = [Field::Paid, Field::Amount].map(|field| cells.fen(field).ok().flatten());
    money.into_iter().flatten().any(|money| money == sum)
}

fn names_a_total(cell: &str) -> bool {
    const LONGEST: usize = 8;
    let word = cell::text(cell);
    let is_alone = || TOTALS_ALONE.contains(&super::titles::plain(word).as_str());
    word.chars().count() <= LONGEST && TOTALS.iter().any(|total| word.contains(total)) || is_alone()
}

/// True for what stands in the first row of an order alone.
pub(super) fn is_of_first_row(field: Field) -> bool {
    NAMING.contains(&field)
}

/// A further line of the order above, which names its goods and leaves the rest to it.
pub(super) fn continue_order(
    cells: &Cells<'_>,
    above: &Observation,
    line: u64,
    batch: &mut Batch,
) -> Result<Observation, Failure> {
    let quantity = quantity(cells)?;
    Ok(Observation {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        amount_fen: line_amount(cells, quantity)?,
        quantity,
        sku: text(batch, cells.identifier(Field::Sku)),
        item: text(batch, cells.text(Field::Item)),
        ..above.clone()
    })
}

/// The same in a table of the seller's own, where a row may have money of its own. What was
/// received, sent for and given back is added up from row to row: the last one has all of it.
pub(super) fn continue_own(
    cells: &Cells<'_>,
    above: &Observation,
    line: u64,
    batch: &mut Batch,
) -> Result<Observation, Failure> {
    let goods = continue_order(cells, above, line, batch)?;
    let paid = cells.fen(Field::Paid)?;
    let amount_fen = cells.fen(Field::Amount)?.or(goods.amount_fen).or(paid);
    let add = |field: Field, sum: Fen, more: Fen| {
        let sum = sum.minor().checked_add(more.minor()).map(Fen::from_minor);
        sum.ok_or_else(|| number_failure(field, NumberError::TooLarge))
    };
    let paid_fen = match above.paid_fen {
        Some(sum) => Some(add(Field::Paid, sum, paid.unwrap_or_default())?),
        None => None,
    };
    let postage = cells.fen(Field::Postage)?.unwrap_or_default();
    Ok(Observation {
        amount_fen,
        paid_fen,
        postage_fen: add(Field::Postage, above.postage_fen, postage)?,
        refund_fen: add(Field::Refund, above.refund_fen, refund(cells)?)?,
        ..goods
    })
}
