//! The people of a backup: their rows as they stand in the file, written and read.

use std::fmt::{self, Write as _};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use super::entries::write_birthday;
use super::json::{day, rank, separated, sorted, text, whole};
use super::key::Sorted;
use super::read::{place, sources_of};
use super::rows::{DayText, FromList, List, may, must};
use super::write::write_sources;
use crate::domain::money::Fen;
use crate::domain::person::{Birthday, Opening, PersonFacts};
use crate::domain::person_record::{PersonRecord, PersonSighting};
use crate::domain::shop::ShopBuilder;

/// Writes the row of a person.
pub(super) fn write_person(record: &PersonRecord, places: &Sorted, out: &mut String) {
    out.push('[');
    rank(places.customers.rank(record.customer), out);
    out.push_str(",[");
    // Equal statements stand once; in which order they came must not show.
    sorted(&record.sightings, out, |it, out| write_sighting(it, places, out));
    out.push_str("]]");
}

fn write_sighting(sighting: &PersonSighting, places: &Sorted, out: &mut String) {
    out.push_str("[[");
    write_sources(&sighting.sources, places, out);
    out.push_str("],{");
    write_facts(&sighting.facts, &mut Fields { out, is_first: true });
    out.push_str("}]");
}

/// The fields of a map.
struct Fields<'a> {
    out: &'a mut String,
    is_first: bool,
}

impl Fields<'_> {
    /// A field, where it is given.
    fn field<T>(&mut self, key: &str, value: Option<T>, write: impl FnOnce(T, &mut String)) {
        let Some(value) = value else { return };
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
        let _ = write!(self.out, "\"{key}\":");
        write(value, self.out);
    }

    fn texts(&mut self, key: &str, texts: &[Box<str>]) {
        let given = (!texts.is_empty()).then_some(texts);
        self.field(key, given, |texts, out| {
            out.push('[');
            separated(texts, out, |it, out| text(it, out));
            out.push(']');
        });
    }
}

fn write_facts(facts: &PersonFacts, fields: &mut Fields<'_>) {
    fields.field("name", facts.name.as_deref(), text);
    fields.field("company", facts.company.as_deref(), text);
    fields.texts("phones", &facts.phones);
    fields.field("wechat", facts.wechat.as_deref(), text);
    fields.field("nick", facts.nick.as_deref(), text);
    fields.field("region", facts.region.as_deref(), text);
    fields.field("address", facts.address.as_deref(), text);
    fields.field("birthday", facts.birthday, |it, out| {
        write_birthday(&it, out);
    });
    fields.texts("remarks", &facts.remarks);
    fields.texts("tags", &facts.tags);
    fields.field("since", facts.since, |since, out| day(Some(since), out));
    fields.field("opening", facts.opening.as_ref(), |opening, out| {
        out.push('{');
        write_opening(opening, &mut Fields { out, is_first: true });
        out.push('}');
    });
}

fn write_opening(opening: &Opening, fields: &mut Fields<'_>) {
    fields.field("day", opening.day, |it, out| day(Some(it), out));
    fields.field("amount", opening.amount_fen, |fen, out| whole(fen.minor(), out));
    fields.field("purchases", opening.purchases, |count, out| whole(i64::from(count), out));
    fields.field("points", opening.points, whole);
    fields.field("tier", opening.tier.as_deref(), text);
}

/// A person with places of the file.
#[derive(Debug)]
struct PersonRow {
    customer: u32,
    sightings: Vec<List<SightingRow>>,
}

impl<'de> FromList<'de> for PersonRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(PersonRow { customer: must(list)?, sightings: must(list)? })
    }
}

/// A statement with places of the file.
#[derive(Debug)]
struct SightingRow {
    sources: Vec<u32>,
    facts: FactsRow,
}

impl<'de> FromList<'de> for SightingRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(SightingRow { sources: must(list)?, facts: must(list)? })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct FactsRow {
    name: Option<Box<str>>,
    company: Option<Box<str>>,
    phones: Vec<Box<str>>,
    wechat: Option<Box<str>>,
    nick: Option<Box<str>>,
    region: Option<Box<str>>,
    address: Option<Box<str>>,
    birthday: Option<List<Birthday>>,
    remarks: Vec<Box<str>>,
    tags: Vec<Box<str>>,
    since: Option<DayText>,
    opening: Option<OpeningRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OpeningRow {
    day: Option<DayText>,
    amount: Option<i64>,
    purchases: Option<u32>,
    points: Option<i64>,
    tier: Option<Box<str>>,
}

impl<'de> FromList<'de> for Birthday {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let (year, month, day, is_lunar) = (must(list)?, must(list)?, must(list)?, may(list)?);
        Birthday::new(year, month, day, is_lunar).ok_or_else(|| A::Error::custom("no birthday"))
    }
}

impl FactsRow {
    /// Joined with nothing: another writer of the file may have left its lists unsorted.
    fn facts(self) -> PersonFacts {
        let opening = |row: OpeningRow| Opening {
            day: row.day.map(|day| day.0),
            amount_fen: row.amount.map(Fen::from_minor),
            purchases: row.purchases,
            points: row.points,
            tier: row.tier,
        };
        let mut facts = PersonFacts::default();
        facts.join(&PersonFacts {
            name: self.name,
            company: self.company,
            phones: self.phones,
            wechat: self.wechat,
            nick: self.nick,
            region: self.region,
            address: self.address,
            birthday: self.birthday.map(|List(birthday)| birthday),
            remarks: self.remarks,
            tags: self.tags,
            since: self.since.map(|day| day.0),
            opening: self.opening.map(opening),
            ..PersonFacts::default()
        });
        facts
    }
}

/// Reads the people into the builder, which has the tables; gives how many there were.
pub(super) struct People<'a>(pub(super) &'a mut ShopBuilder);

impl<'de> DeserializeSeed<'de> for People<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for People<'_> {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("people")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while let Some(List(row)) = rows.next_element::<List<PersonRow>>()? {
            let record = person(self.0, row).ok_or_else(|| {
                A::Error::custom(format!("person {} names what is not there", count + 1))
            })?;
            self.0.push_person(&record);
            count += 1;
        }
        Ok(count)
    }
}

fn person(builder: &ShopBuilder, row: PersonRow) -> Option<PersonRecord> {
    let customer = place(&builder.tables.customers, Some(row.customer))??;
    let mut record = PersonRecord::new(customer);
    for List(SightingRow { sources, facts }) in row.sightings {
        record.add(&sources_of(builder, &sources)?, facts.facts());
    }
    (!record.sightings.is_empty()).then_some(record)
}
