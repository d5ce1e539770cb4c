//! Reading a backup: whole, or refused with the reason. Nothing of it is used before all of it has
//! been looked at.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::events::Events;
use super::people::People;
use super::rows::{Exact, HeldRow, KeyRow, LineRow, List, NamedRow, OrderRow, SightingRow};
use super::shop::ProfileRow;
use super::{FORMAT, SCHEMA, hex};
use crate::domain::customer::CustomerKey;
use crate::domain::id::{ImportId, OrderId};
use crate::domain::import::{Import, ImportState, ImportedFile};
use crate::domain::intern::{Index, Interner};
use crate::domain::money::Fen;
use crate::domain::observation::Receiver;
use crate::domain::quantity::Quantity;
use crate::domain::record::{OrderKey, OrderName, OrderNumber, OrderRecord, Source, Unnumbered};
use crate::domain::shop::{Shop, ShopBuilder};
use crate::domain::sighting::{Content, Held, Named, OrderLine};
use crate::domain::stamp::{Stamp, Stamped};
use crate::format::problem::{NotOurs, Refusal};

/// A backup that was read whole.
#[derive(Clone, Debug)]
pub struct Backup {
    /// The book.
    pub shop: Shop,
    /// When it was made, as it stands there: `2026-11-22T06:00:00Z`.
    pub exported_at: String,
    /// The version of the app that made it.
    pub app: String,
    /// How much it holds.
    pub counts: Counts,
    /// The checksum of its records; see [`crate::format::sealed::check_number`].
    pub sha256: String,
}

/// How many records of each kind a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Customers that orders name.
    pub customers: u64,
    /// Orders, those in conflict included.
    pub orders: u64,
    /// Imports, undone ones included.
    pub imports: u64,
    /// Receivers.
    pub receivers: u64,
    /// Texts.
    pub texts: u64,
    /// People of whom lists speak; schema 1 had none.
    #[serde(default)]
    pub people: u64,
    /// What the seller did with people; schemas 1 and 2 had none.
    #[serde(default)]
    pub events: u64,
}

#[derive(Deserialize)]
struct Beginning<'a> {
    #[serde(borrow)]
    format: std::borrow::Cow<'a, str>,
    schema: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    #[serde(rename = "format")]
    _format: &'a RawValue,
    #[serde(rename = "schema")]
    _schema: u64,
    app: String,
    exported_at: String,
    counts: Counts,
    sha256: String,
    #[serde(borrow)]
    records: &'a RawValue,
}

/// True where a file says at its beginning that it is a backup.
#[must_use]
pub fn is_backup(bytes: &[u8]) -> bool {
    let begin = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let begin = String::from_utf8_lossy(begin);
    let begin = begin.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    begin.starts_with('{') && begin.contains(FORMAT)
}

/// Reads a backup.
///
/// # Errors
/// Empty; not ours; of a newer schema; truncated; or altered (the checksum, the counts, or what
/// its records say do not fit).
pub fn read_backup(bytes: &[u8]) -> Result<Backup, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Empty);
    }
    let ours = is_backup(bytes);
    let broken = |error: &serde_json::Error| match (error.is_eof(), ours) {
        (true, true) => Refusal::Truncated { line: None },
        (false, true) => Refusal::Checksum,
        // The beginning of one of ours that is cut within its first words.
        (true, false) if b"{\"format\":\"huitou-backup\"".starts_with(bytes) => {
            Refusal::Truncated { line: None }
        }
        (_, false) => Refusal::NotOurs(NotOurs::Json),
    };
    let beginning: Beginning<'_> = serde_json::from_slice(bytes).map_err(|it| broken(&it))?;
    if beginning.format != FORMAT {
        return Err(Refusal::NotOurs(NotOurs::Json));
    }
    if beginning.schema > SCHEMA {
        return Err(Refusal::NewerSchema);
    }
    let file: File<'_> = serde_json::from_slice(bytes).map_err(|it| broken(&it))?;
    let records = file.records.get();
    if beginning.schema == 0
        || !is_time(&file.exported_at)
        || hex(&Sha256::digest(records.as_bytes())) != file.sha256
    {
        return Err(Refusal::Checksum);
    }
    let (shop, counts) = serde_json::from_str::<Records<'_>>(records)
        .and_then(|records| records.into_shop(beginning.schema))
        .map_err(|error| Refusal::NotOurs(NotOurs::Backup(error.to_string())))?;
    if counts != file.counts {
        return Err(Refusal::Checksum);
    }
    let File { exported_at, app, sha256, .. } = file;
    Ok(Backup { shop, exported_at, app, counts, sha256 })
}

/// True for a time as we write it: `2026-11-22T06:00:00Z`.
fn is_time(text: &str) -> bool {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ")
        .is_ok_and(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string() == text)
}

/// The collections, in whatever order a writer of JSON has put them; orders name what stands in the
/// others, so they are read last.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Records<'a> {
    shop: ProfileRow,
    imports: Vec<ImportRow>,
    texts: Vec<String>,
    customers: Vec<List<CustomerKey>>,
    receivers: Vec<List<Receiver>>,
    #[serde(borrow)]
    people: Option<&'a RawValue>,
    #[serde(borrow)]
    events: Option<&'a RawValue>,
    #[serde(borrow)]
    orders: &'a RawValue,
}

impl Records<'_> {
    /// The shop of these records, and how many there are.
    fn into_shop(self, schema: u64) -> Result<(Shop, Counts), serde_json::Error> {
        let Records { shop, imports, texts, customers, receivers, people, events, orders } = self;
        if people.is_some() != (schema >= 2) || events.is_some() != (schema >= 3) {
            return Err(serde_json::Error::custom("records of another schema"));
        }
        let mut counts = Counts {
            customers: customers.len() as u64,
            orders: 0,
            imports: imports.len() as u64,
            receivers: receivers.len() as u64,
            texts: texts.len() as u64,
            people: 0,
            events: 0,
        };
        let mut builder = ShopBuilder::default();
        builder.profile = shop.profile()?;
        builder.imports = imports.into_iter().map(ImportRow::import).collect();
        let tables = &mut builder.tables;
        fill(&mut tables.texts, texts.into_iter().map(String::into_boxed_str))?;
        fill(&mut tables.customers, customers.into_iter().map(|List(key)| key))?;
        fill(&mut tables.receivers, receivers.into_iter().map(|List(it)| it))?;
        if let Some(people) = people {
            let mut deserializer = serde_json::Deserializer::from_str(people.get());
            counts.people = People(&mut builder).deserialize(&mut deserializer)?;
        }
        if let Some(events) = events {
            let mut deserializer = serde_json::Deserializer::from_str(events.get());
            counts.events = Events(&mut builder).deserialize(&mut deserializer)?;
        }
        let mut deserializer = serde_json::Deserializer::from_str(orders.get());
        counts.orders = Orders(&mut builder).deserialize(&mut deserializer)?;
        let twice =
            || serde_json::Error::custom("an order, a person, an event or an import stands twice");
        Ok((builder.finish().ok_or_else(twice)?, counts))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ImportRow {
    id: Uuid8,
    stamp: List<Stamp>,
    present: bool,
    at: Option<Exact>,
    files: Vec<List<ImportedFile>>,
}

/// A UUID as text.
#[derive(Debug)]
pub(super) struct Uuid8(pub(super) Uuid);

impl<'de> Deserialize<'de> for Uuid8 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Uuid::try_parse(&text).map(Uuid8).map_err(D::Error::custom)
    }
}

/// A value that stands twice would move the places of those behind it.
fn fill<T: Eq + std::hash::Hash, E: Error>(
    table: &mut Interner<T>,
    values: impl Iterator<Item = T>,
) -> Result<(), E> {
    for (at, value) in values.enumerate() {
        if table.intern(value).position() != at {
            return Err(E::custom("a value stands twice"));
        }
    }
    Ok(())
}

impl ImportRow {
    fn import(self) -> Import {
        let files = self.files.into_iter().map(|List(file)| file).collect();
        let value =
            ImportState { present: self.present, at_ms: self.at.map(|Exact(ms)| ms), files };
        Import { id: ImportId(self.id.0), state: Stamped { value, stamp: self.stamp.0 } }
    }
}

/// Reads the orders into the builder; gives how many there were.
struct Orders<'a>(&'a mut ShopBuilder);

impl<'de> DeserializeSeed<'de> for Orders<'_> {
    type Value = u64;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Orders<'_> {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("orders")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while let Some(List(row)) = rows.next_element::<List<OrderRow>>()? {
            let record = order(self.0, row).ok_or_else(|| {
                A::Error::custom(format!("order {} names what is not there", count + 1))
            })?;
            self.0.push(&record);
            count += 1;
        }
        Ok(count)
    }
}

fn order(builder: &mut ShopBuilder, row: OrderRow) -> Option<OrderRecord> {
    let name = match row.key {
        KeyRow::Number(number) => OrderName::Numbered(match OrderNumber::digits(&number) {
            Some(digits) => digits,
            None => OrderNumber::Text(builder.tables.texts.find_ref(&Box::from(number))?),
        }),
        KeyRow::Unnumbered(it) => OrderName::Unnumbered(Unnumbered {
            customer: place(&builder.tables.customers, it.customer)?,
            day: it.day.map(|day| day.0),
            amount_fen: it.amount_fen.map(Fen::from_minor),
            quantity: Quantity::from_thousandths(it.quantity),
            occurrence: it.occurrence,
        }),
        KeyRow::Id(id) => OrderName::ByHand(OrderId(id)),
    };
    let mut record = OrderRecord::new(OrderKey { platform: row.platform, name });
    if let Some(marks) = row.marks {
        record.marks = marks.marks()?;
    }
    for List(sighting) in row.sightings {
        let (sources, content) = statement(builder, sighting)?;
        record.add(&sources, content);
    }
    (!record.sightings.is_empty() || record.is_touched()).then_some(record)
}

fn statement(builder: &ShopBuilder, row: SightingRow) -> Option<(Vec<Source>, Content)> {
    let tables = &builder.tables;
    let sources = sources_of(builder, &row.sources)?;
    let mut lines: Vec<OrderLine> =
        row.lines.into_iter().map(|List(row)| line(builder, &row)).collect::<Option<_>>()?;
    lines.sort_unstable();
    let content = Content {
        named: match row.named {
            NamedRow::Nobody => Named::Nobody,
            NamedRow::One(at) => Named::One(place(&tables.customers, Some(at))??),
            NamedRow::Several(rows) => Named::Several(rows),
        },
        day: row.day.map(|day| day.0),
        held: match row.held {
            Some(List(row)) => Some(held(builder, &row)?),
            None => None,
        },
        refund_fen: Fen::from_minor(row.refund_fen),
        lines,
    };
    Some((sources, content))
}

/// Who says something; `None` where nobody does, or an import that is not there.
pub(super) fn sources_of(builder: &ShopBuilder, row: &[u32]) -> Option<Vec<Source>> {
    let source = |source: &u32| match source.checked_sub(1) {
        None => Some(Source::Hand),
        Some(at) => {
            let at = at as usize;
            (at < builder.imports.len()).then(|| Source::Import(Index::at(at)))
        }
    };
    let sources: Vec<Source> = row.iter().map(source).collect::<Option<_>>()?;
    (!sources.is_empty()).then_some(sources)
}

fn held(builder: &ShopBuilder, row: &HeldRow) -> Option<Held> {
    let tables = &builder.tables;
    Some(Held {
        status: row.status,
        paid_fen: row.paid_fen.map(Fen::from_minor),
        postage_fen: Fen::from_minor(row.postage_fen),
        quantity: Quantity::from_thousandths(row.quantity),
        paid_day: row.paid_day.map(|day| day.0),
        delivered_day: row.delivered_day.map(|day| day.0),
        region: place(&tables.texts, row.region)?,
        receiver: place(&tables.receivers, row.receiver)?,
        item: place(&tables.texts, row.item)?,
        remark: place(&tables.texts, row.remark)?,
        channel: place(&tables.texts, row.channel)?,
        is_dropship: row.is_dropship,
    })
}

fn line(builder: &ShopBuilder, row: &LineRow) -> Option<OrderLine> {
    let texts = &builder.tables.texts;
    Some(OrderLine {
        sku: place(texts, row.sku)?,
        item: place(texts, row.item)?,
        quantity: Quantity::from_thousandths(row.quantity),
        amount_fen: row.amount_fen.map(Fen::from_minor),
    })
}

/// The outer `None` = the table has no such place, the inner = not given.
pub(super) fn place<T: Eq + std::hash::Hash>(
    table: &Interner<T>,
    at: Option<u32>,
) -> Option<Option<Index>> {
    match at {
        None => Some(None),
        Some(at) => ((at as usize) < table.len()).then(|| Some(Index::at(at as usize))),
    }
}
