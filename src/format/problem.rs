//! What can be wrong with a file (a refusal) or with a row of it (a problem): facts, no sentences.

use super::mapping::Field;
use serde::{Deserialize, Serialize};

/// Why a file is refused whole. [`Refusal::code`] gives the names that outside checks rely on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    /// Nothing stands in it.
    #[error("the file is empty")]
    Blank,
    /// No row under the titles.
    #[error("the file has no rows")]
    Empty,
    /// Not a table of text.
    #[error("the file is not a table of text: {0:?}")]
    NotATable(NotATable),
    /// No column says who bought.
    #[error("no column names the customer")]
    NoCustomerColumn,
    /// No column says when.
    #[error("no column holds a date")]
    NoDateColumn,
    /// The bytes are not text in the encoding they seem or are said to have.
    #[error("the text cannot be decoded")]
    Encoding,
    /// The file ends in the middle: a gzip stream that stops, a quotation mark never closed.
    #[error("the file ends in the middle (line {line:?})")]
    Truncated {
        /// The line on which the part begins that never ends, where it is known.
        line: Option<u64>,
    },
    /// A spreadsheet has turned the order numbers into numbers: 3.51E+16.
    #[error("order numbers were damaged by a spreadsheet: {example}")]
    OrderNumberDamaged {
        /// One of them.
        example: String,
    },
    /// A backup of a newer version of this app.
    #[error("a backup of a newer version")]
    NewerSchema,
    /// A backup that was altered: checksum, counts or words do not fit.
    #[error("the backup was altered")]
    Checksum,
    /// Something else that we do not read: another program's JSON, a mapping for another file.
    #[error("not a file of ours: {0:?}")]
    NotOurs(NotOurs),
}

/// What a file is that is not a table of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotATable {
    /// Bytes that are no text, or a text that is no table.
    Binary,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A text document of Word.
    WordDocument,
    /// An archive of files.
    Archive,
    /// A web page; some programs save tables so.
    Html,
    /// An Excel workbook (xlsx) that cannot be opened: damaged, or of another program.
    Workbook,
    /// An old Excel workbook (xls).
    OldWorkbook,
    /// A workbook that is protected by a password.
    Protected,
    /// A workbook or archive that unpacks to more than any table of a shop is.
    Inflated,
    /// Text in a single column.
    OneColumn,
}

/// What a file is that we do not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotOurs {
    /// JSON that is neither a mapping nor a backup.
    Json,
    /// A backup that is whole and says what cannot be, with the reader's words.
    Backup(String),
    /// A mapping that cannot be read, with the reader's words.
    Mapping(String),
    /// A mapping that names a column which the file does not have.
    MissingColumn(String),
}

impl Refusal {
    /// The reason in the words of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::Blank | Refusal::Empty => "empty",
            Refusal::NotATable(_) => "not_a_table",
            Refusal::NoCustomerColumn => "no_customer_column",
            Refusal::NoDateColumn => "no_date_column",
            Refusal::Encoding => "encoding",
            Refusal::Truncated { .. } => "truncated",
            Refusal::OrderNumberDamaged { .. } => "order_number_damaged",
            Refusal::NewerSchema => "newer_schema",
            Refusal::Checksum => "checksum",
            Refusal::NotOurs(_) => "not_ours",
        }
    }
}

/// Why a row is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProblemReason {
    /// The cell is empty and must not be.
    Missing,
    /// The row has fewer cells than the titles.
    RowTooShort,
    /// The row has more filled cells than there are titles: a comma inside a cell moved them.
    RowTooLong,
    /// The date cannot be read.
    DateUnreadable,
    /// A date before 1970 or after 2099: 1899-12-30 is an empty cell of a spreadsheet.
    DateOutOfRange,
    /// The amount or quantity cannot be read.
    NumberUnreadable,
    /// An amount below 0 where only refunds may lower it.
    NumberNegative,
    /// An amount past 10 thousand million, or a quantity past a thousand million.
    NumberTooLarge,
    /// A status that we do not know.
    StatusUnknown,
    /// The order number was turned into a number by a spreadsheet.
    OrderNumberDamaged,
    /// Rows of this order number name different customers.
    TwoCustomers,
    /// A line of goods whose order is in none of the files.
    NoSuchOrder,
    /// A row that continues the order above, which could not be taken.
    OrderAboveLost,
    /// A row of a customer list that names nobody.
    NobodyNamed,
    /// A phone was turned into a number by a spreadsheet, and rounded: 1.39E+10.
    PhoneDamaged,
    /// A contact of a phone without phone, WeChat and e-mail.
    NoContact,
}

impl ProblemReason {
    /// The reason as a word for logs and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ProblemReason::Missing => "missing",
            ProblemReason::RowTooShort => "row_too_short",
            ProblemReason::RowTooLong => "row_too_long",
            ProblemReason::DateUnreadable => "date_unreadable",
            ProblemReason::DateOutOfRange => "date_out_of_range",
            ProblemReason::NumberUnreadable => "number_unreadable",
            ProblemReason::NumberNegative => "number_negative",
            ProblemReason::NumberTooLarge => "number_too_large",
            ProblemReason::StatusUnknown => "status_unknown",
            ProblemReason::OrderNumberDamaged => "order_number_damaged",
            ProblemReason::TwoCustomers => "two_customers",
            ProblemReason::NoSuchOrder => "no_such_order",
            ProblemReason::OrderAboveLost => "order_above_lost",
            ProblemReason::NobodyNamed => "nobody_named",
            ProblemReason::PhoneDamaged => "phone_damaged",
            ProblemReason::NoContact => "no_contact",
        }
    }

    /// True where a single cell can put it right.
    #[must_use]
    pub const fn is_in_a_cell(self) -> bool {
        match self {
            ProblemReason::Missing
            | ProblemReason::DateUnreadable
            | ProblemReason::DateOutOfRange
            | ProblemReason::NumberUnreadable
            | ProblemReason::NumberNegative
            | ProblemReason::NumberTooLarge
            | ProblemReason::StatusUnknown
            | ProblemReason::OrderNumberDamaged
            | ProblemReason::PhoneDamaged
            | ProblemReason::NoContact => true,
            ProblemReason::RowTooShort
            | ProblemReason::RowTooLong
            | ProblemReason::TwoCustomers
            | ProblemReason::NoSuchOrder
            | ProblemReason::OrderAboveLost
            | ProblemReason::NobodyNamed => false,
        }
    }
}

/// A row that is not taken, or a cell of a person who is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u64,
    /// The field.
    pub field: Field,
    /// Why.
    pub reason: ProblemReason,
    /// What stands there, shortened to a few dozen characters; the customers, where they are two.
    pub value: String,
    /// What else tells the row to its seller: who, which order, what, how much. Kept of the first
    /// few hundred rows of a file, and empty beyond.
    pub context: Vec<String>,
    /// The person of the row is taken; only what this cell says is left out.
    pub is_person_taken: bool,
}

impl Problem {
    /// What tells the row in a list: the cell or the customers, and where it is no single cell, or
    /// an empty one, what else stands there.
    #[must_use]
    pub fn told(&self) -> String {
        let context = self.told_besides();
        let is_told = self.value.is_empty() || self.is_of_whole_row();
        if is_told && !context.is_empty() { context } else { self.value.clone() }
    }

    /// What else tells it, in a line.
    #[must_use]
    pub fn told_besides(&self) -> String {
        self.context.join(" · ")
    }

    /// True where the value is no cell, but what stands in the whole row.
    #[must_use]
    pub const fn is_of_whole_row(&self) -> bool {
        match self.reason {
            ProblemReason::RowTooShort
            | ProblemReason::RowTooLong
            | ProblemReason::NobodyNamed
            | ProblemReason::NoContact => true,
            ProblemReason::Missing
            | ProblemReason::DateUnreadable
            | ProblemReason::DateOutOfRange
            | ProblemReason::NumberUnreadable
            | ProblemReason::NumberNegative
            | ProblemReason::NumberTooLarge
            | ProblemReason::StatusUnknown
            | ProblemReason::OrderNumberDamaged
            | ProblemReason::TwoCustomers
            | ProblemReason::NoSuchOrder
            | ProblemReason::OrderAboveLost
            | ProblemReason::PhoneDamaged => false,
        }
    }
}

/// Problem rows of which more is kept than the cell: nobody reads more of them on a page.
pub(crate) const TOLD_CLOSELY: usize = 300;

/// The value of a cell, short enough for a message.
#[must_use]
pub(crate) fn excerpt(value: &str) -> String {
    shortened(value, 60)
}

/// One of several cells that stand side by side.
#[must_use]
pub(crate) fn glimpse(value: &str) -> String {
    shortened(value, 20)
}

fn shortened(value: &str, longest: usize) -> String {
    let mut short: String = value.chars().take(longest).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}
