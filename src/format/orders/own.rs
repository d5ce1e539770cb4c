//! Rows of our own exports: they are read as they were written, and say of their orders and people
//! no more than that. So a file of ours changes nothing in the book that it came from.

use csv::StringRecord;

use super::cells::{Cells, Failure, number_failure};
use super::file_format::FileFormat;
use super::status;
use super::titles::plain;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::money::Fen;
use crate::domain::observation::{
    Batch, PersonObservation, Receiver, ReceiverRef, TextRef, ToldOrder,
};
use crate::domain::person::{Opening, PersonFacts};
use crate::domain::quantity::Quantity;
use crate::domain::record::{OrderName, OrderNumber, Unnumbered};
use crate::domain::sighting::{Content, Held, Named, OrderLine};
use crate::format::date::DateError;
use crate::format::export::words::ToldName;
use crate::format::export::{Column, guard, orders, person_words, words};
use crate::format::mapping::Field;
use crate::format::number::Decimal;
use crate::format::problem::ProblemReason;
use crate::format::table::cell;

/// The columns of a file of ours that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnColumns(Vec<(Column, usize)>);

impl OwnColumns {
    /// The columns of plain titles in either language; titles that the seller added say nothing.
    #[must_use]
    pub fn of(titles: &[String]) -> OwnColumns {
        let mut columns: Vec<(Column, usize)> = Vec::new();
        for (place, title) in titles.iter().enumerate() {
            if let Some(column) = Column::of_title(&plain(title))
                && !columns.iter().any(|(known, _)| *known == column)
            {
                columns.push((column, place));
            }
        }
        OwnColumns(columns)
    }

    /// The columns with their places.
    pub fn iter(&self) -> impl Iterator<Item = (Column, usize)> {
        self.0.iter().copied()
    }

    /// True where a column is there.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.0.iter().any(|(known, _)| *known == column)
    }

    /// A cell without its guard; empty where the column is not there.
    fn cell<'a>(&self, row: &'a StringRecord, column: Column) -> &'a str {
        let place = self.0.iter().find(|(known, _)| *known == column).map(|(_, place)| *place);
        place.and_then(|place| row.get(place)).map_or("", guard::bare)
    }

    /// The platform that a row names.
    #[must_use]
    pub fn platform(&self, row: &StringRecord) -> Platform {
        words::platform_of(self.cell(row, Column::Source))
    }
}

/// Takes a row into its batch; false where it says nothing that a book keeps.
pub(super) fn take(
    cells: &Cells<'_>,
    offset_minutes: i32,
    line: u64,
    batch: &mut Batch,
) -> Result<bool, Failure> {
    let Some(columns) = &cells.layout.own else { return Ok(false) };
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    let row = Row { cells, columns, offset_minutes };
    if cells.layout.format == FileFormat::OwnOrders {
        let told = row.order(line, batch)?;
        batch.told.push(told);
        return Ok(true);
    }
    let key = row.customer()?.ok_or((Field::Customer, ProblemReason::NobodyNamed))?;
    let facts = row.facts()?;
    // Who is only known by his orders comes with them: a list would make him known from ever on.
    if facts.is_empty() {
        return Ok(false);
    }
    let customer = batch.customers.intern(key);
    batch.people.push(PersonObservation { line, customer, facts });
    Ok(true)
}

/// A row with its columns.
struct Row<'a> {
    cells: &'a Cells<'a>,
    columns: &'a OwnColumns,
    offset_minutes: i32,
}

impl<'a> Row<'a> {
    fn cell(&self, column: Column) -> &'a str {
        self.columns.cell(self.cells.row, column)
    }

    fn number(&self, column: Column) -> Result<Option<Decimal>, Failure> {
        let text = cell::text(self.cell(column));
        if text.is_empty() {
            return Ok(None);
        }
        let number = Decimal::parse(text).map_err(|error| number_failure(column.field(), error));
        number.map(Some)
    }

    fn fen(&self, column: Column) -> Result<Option<Fen>, Failure> {
        let amount = self.number(column)?.map(Decimal::fen).transpose();
        amount.map_err(|error| number_failure(column.field(), error))
    }

    fn units(&self, column: Column) -> Result<Option<Quantity>, Failure> {
        let units = self.number(column)?.map(Decimal::quantity).transpose();
        units.map_err(|error| number_failure(column.field(), error))
    }

    fn day(&self, column: Column) -> Result<Option<Day>, Failure> {
        let text = cell::text(self.cell(column));
        if text.is_empty() {
            return Ok(None);
        }
        if let Ok(day) = text.parse() {
            return Ok(Some(day));
        }
        // A spreadsheet has written the days in its own way.
        let day = self.cells.layout.dates.day(text, self.offset_minutes);
        day.map(Some).map_err(|error| match error {
            DateError::Unreadable => (column.field(), ProblemReason::DateUnreadable),
            DateError::OutOfRange => (column.field(), ProblemReason::DateOutOfRange),
        })
    }

    fn is_yes(&self, column: Column) -> bool {
        super::row::is_yes(cell::text(self.cell(column)))
    }

    /// Who it is; `None` where nobody is named.
    fn customer(&self) -> Result<Option<CustomerKey>, Failure> {
        let label = self.cell(Column::Customer);
        if label.is_empty() {
            return Ok(None);
        }
        let (kind, place) = (self.cell(Column::KnownBy), self.cell(Column::KnownPlace));
        let key = words::customer(label, cell::text(kind), place);
        key.map(Some).ok_or((Field::Customer, ProblemReason::NobodyNamed))
    }

    fn order(&self, line: u32, batch: &mut Batch) -> Result<ToldOrder, Failure> {
        let number = self.cell(Column::OrderNumber);
        if cell::is_scientific(number) {
            return Err((Field::OrderId, ProblemReason::OrderNumberDamaged));
        }
        let told = words::told_name(number).ok_or((Field::OrderId, ProblemReason::Missing))?;
        let customer = self.customer()?.map(|key| batch.customers.intern(key));
        let day = self.day(Column::OrderedOn)?.ok_or((Field::Date, ProblemReason::Missing))?;
        let content = Content {
            named: customer.map_or(Named::Nobody, Named::One),
            day: Some(day),
            held: Some(self.held(batch)?),
            refund_fen: self.fen(Column::Refund)?.unwrap_or_default(),
            lines: self.line(batch)?.into_iter().collect(),
        };
        let name = match told {
            ToldName::Number(number) => {
                let digits = OrderNumber::digits(&number);
                let place = || OrderNumber::Text(batch.texts.intern(number.as_str().into()));
                OrderName::Numbered(digits.unwrap_or_else(place))
            }
            ToldName::Unnumbered { occurrence, day, amount_fen, quantity } => {
                let it = Unnumbered { customer, day, amount_fen, quantity, occurrence };
                OrderName::Unnumbered(it)
            }
            ToldName::ByHand(id) => OrderName::ByHand(id),
        };
        Ok(ToldOrder { line, name, content })
    }

    fn held(&self, batch: &mut Batch) -> Result<Held, Failure> {
        let word = cell::text(self.cell(Column::Status));
        let status = if word.is_empty() {
            orders::UNSAID
        } else {
            status::parse(word).ok_or((Field::Status, ProblemReason::StatusUnknown))?
        };
        Ok(Held {
            status,
            paid_fen: self.fen(Column::Paid)?,
            postage_fen: self.fen(Column::Postage)?.unwrap_or_default(),
            quantity: self.units(Column::OrderQuantity)?.unwrap_or_default(),
            paid_day: self.day(Column::PaidOn)?,
            delivered_day: self.day(Column::DeliveredOn)?,
            region: self.text(Column::Region, batch),
            receiver: self.receiver(batch),
            item: self.text(Column::OrderItem, batch),
            remark: self.text(Column::Remark, batch),
            channel: self.text(Column::Channel, batch),
            is_dropship: self.is_yes(Column::Dropship),
        })
    }

    /// A line of goods. Where a column of it was not chosen, it could not be told from the one that
    /// the book has, and is left out.
    fn line(&self, batch: &mut Batch) -> Result<Option<OrderLine>, Failure> {
        let all = [Column::Sku, Column::Item, Column::Quantity, Column::Amount];
        if !all.into_iter().all(|column| self.columns.has(column)) {
            return Ok(None);
        }
        let Some(quantity) = self.units(Column::Quantity)? else { return Ok(None) };
        Ok(Some(OrderLine {
            sku: self.text(Column::Sku, batch),
            item: self.text(Column::Item, batch),
            quantity,
            amount_fen: self.fen(Column::Amount)?,
        }))
    }

    fn text(&self, column: Column, batch: &mut Batch) -> Option<Index> {
        let text = self.cell(column);
        (!text.is_empty()).then(|| batch.texts.intern_ref(&TextRef(text), || text.into()))
    }

    /// Who receives it: all three, or somebody else would stand there.
    fn receiver(&self, batch: &mut Batch) -> Option<Index> {
        let all = [Column::ReceiverName, Column::ReceiverPhone, Column::ReceiverAddress];
        if !all.into_iter().all(|column| self.columns.has(column)) {
            return None;
        }
        let [name, phone_text, address] = all.map(|column| self.cell(column));
        let receiver = ReceiverRef { name, phone_text, address };
        let is_nobody = [name, phone_text, address].iter().all(|text| text.is_empty());
        let make = || -> Receiver { receiver.to_receiver() };
        (!is_nobody).then(|| batch.receivers.intern_ref(&receiver, make))
    }

    fn facts(&self) -> Result<PersonFacts, Failure> {
        let text = |column| Some(self.cell(column)).filter(|it| !it.is_empty()).map(Into::into);
        let list = |column, mark| person_words::split(self.cell(column), mark);
        let born = cell::text(self.cell(Column::Birthday));
        let birthday = person_words::birthday_of(born);
        if birthday.is_none() && !born.is_empty() {
            return Err((Field::Birthday, ProblemReason::DateUnreadable));
        }
        Ok(PersonFacts {
            name: text(Column::Name),
            company: text(Column::Company),
            phones: list(Column::Phones, person_words::LIST),
            wechat: text(Column::Wechat),
            nick: text(Column::Nick),
            region: text(Column::Region),
            address: text(Column::Address),
            birthday,
            remarks: list(Column::Remark, person_words::LINES),
            tags: list(Column::Tags, person_words::LIST),
            since: self.day(Column::Since)?,
            opening: self.opening()?,
            ..PersonFacts::default()
        })
    }

    fn opening(&self) -> Result<Option<Opening>, Failure> {
        let whole = |column: Column| -> Result<Option<i64>, Failure> {
            let number = self.number(column)?.map(Decimal::whole).transpose();
            number.map_err(|error| number_failure(column.field(), error))
        };
        let purchases = whole(Column::OpeningCount)?.map(u32::try_from).transpose();
        let purchases =
            purchases.map_err(|_| (Field::OpeningCount, ProblemReason::NumberTooLarge))?;
        let tier = self.cell(Column::Tier);
        let opening = Opening {
            day: self.day(Column::OpeningDay)?,
            amount_fen: self.fen(Column::OpeningAmount)?,
            purchases,
            points: whole(Column::Points)?,
            tier: (!tier.is_empty()).then(|| tier.into()),
        };
        Ok((!opening.is_empty()).then_some(opening))
    }
}
