//! What one file says: rows that are observations of orders (semantics 2, re-import).

use hashbrown::Equivalent;

use super::customer::{CustomerKey, Platform};
use super::day::Day;
use super::intern::{Index, Interner};
use super::money::Fen;
use super::order::OrderStatus;
use super::person::PersonFacts;
use super::phone::Phone;
use super::quantity::Quantity;
use super::record::OrderName;
use super::sighting::Content;

/// What a row of a file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// The row is an order; the same number again is the same order seen again.
    Order,
    /// The row is a line of an order; rows of one number are its lines.
    Line,
    /// The row is a line of an order that another file tells of: no customer, no day, no money.
    Item,
}

/// Who receives the parcel. It stays on the order, creates and merges nobody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receiver {
    /// The name on the parcel.
    pub name: Box<str>,
    /// The phone on the parcel, as written.
    pub phone_text: Box<str>,
    /// The address as written.
    pub address: Box<str>,
}

impl Receiver {
    /// The phone in its kind: real, masked, virtual.
    #[must_use]
    pub fn phone(&self) -> Option<Phone> {
        Phone::parse(&self.phone_text)
    }
}

/// A [`Receiver`] whose texts still stand in the row; both hash alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReceiverRef<'a> {
    /// The name on the parcel.
    pub name: &'a str,
    /// The phone on the parcel, as written.
    pub phone_text: &'a str,
    /// The address as written.
    pub address: &'a str,
}

impl ReceiverRef<'_> {
    /// The receiver with texts of its own.
    #[must_use]
    pub fn to_receiver(self) -> Receiver {
        Receiver {
            name: self.name.into(),
            phone_text: self.phone_text.into(),
            address: self.address.into(),
        }
    }
}

impl Equivalent<Receiver> for ReceiverRef<'_> {
    fn equivalent(&self, other: &Receiver) -> bool {
        *self.name == *other.name
            && *self.phone_text == *other.phone_text
            && *self.address == *other.address
    }
}

/// A text that still stands in the row; hashes like the text of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextRef<'a>(pub &'a str);

impl Equivalent<Box<str>> for TextRef<'_> {
    fn equivalent(&self, other: &Box<str>) -> bool {
        *self.0 == **other
    }
}

/// One row. Texts are places in the tables of its [`Batch`].
#[derive(Clone, Debug)]
pub struct Observation {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u32,
    /// The order number as text, where there is one.
    pub number: Option<Index>,
    /// The customer, where the row names one.
    pub customer: Option<Index>,
    /// Business day = the date of the creation column; `None` only for [`Grain::Item`].
    pub day: Option<Day>,
    /// How far the order has come.
    pub status: OrderStatus,
    /// Money of the whole order as received, with postage; `None` where the file gives none.
    pub paid_fen: Option<Fen>,
    /// Money of this line (for [`Grain::Order`] the same as the order's).
    pub amount_fen: Option<Fen>,
    /// Postage of the order.
    pub postage_fen: Fen,
    /// Refunds of the order.
    pub refund_fen: Fen,
    /// Quantity of the row.
    pub quantity: Quantity,
    /// Day of payment, kept beside the business day.
    pub paid_day: Option<Day>,
    /// Day of delivery, kept beside the business day.
    pub delivered_day: Option<Day>,
    /// The SKU or the seller's own number of the goods.
    pub sku: Option<Index>,
    /// The name of the goods.
    pub item: Option<Index>,
    /// The region.
    pub region: Option<Index>,
    /// A remark.
    pub remark: Option<Index>,
    /// Who receives it.
    pub receiver: Option<Index>,
    /// The shop downstream that it came through (下游渠道).
    pub channel: Option<Index>,
    /// It is sent on to somebody else's buyer (代发).
    pub is_dropship: bool,
}

/// What a row says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonObservation {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u32,
    /// Who, by the place in the tables of its [`Batch`].
    pub customer: Index,
    /// What is said.
    pub facts: PersonFacts,
}

/// A row of our own exports, which says by what its order is known, and of it no more and no less
/// than was written. Texts are places in the tables of its [`Batch`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldOrder {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u32,
    /// What the order is known by within its platform.
    pub name: OrderName,
    /// What is said of it.
    pub content: Content,
}

/// All rows of one file, with the tables their texts stand in.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Where the file comes from.
    pub platform: Platform,
    /// What its rows stand for.
    pub grain: Grain,
    /// The rows, in the order of the file.
    pub rows: Vec<Observation>,
    /// What is said of people, beside the orders or without any.
    pub people: Vec<PersonObservation>,
    /// Orders of our own exports.
    pub told: Vec<ToldOrder>,
    /// The customers they name.
    pub customers: Interner<CustomerKey>,
    /// Order numbers, SKUs, names of goods, remarks.
    pub texts: Interner<Box<str>>,
    /// Receivers.
    pub receivers: Interner<Receiver>,
}

impl Batch {
    /// A batch without rows.
    #[must_use]
    pub fn new(platform: Platform, grain: Grain) -> Batch {
        Batch {
            platform,
            grain,
            rows: Vec::new(),
            people: Vec::new(),
            told: Vec::new(),
            customers: Interner::default(),
            texts: Interner::default(),
            receivers: Interner::default(),
        }
    }
}
