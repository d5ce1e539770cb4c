//! A person's record as bytes.
//!
//! ```text
//! customer place
//! sightings: how many, then for each
//!   sources  how many, then each: 0 by hand, else place of the import + 1
//!   mask     1 name, 2 company, 4 WeChat id, 8 nick, 16 region, 32 address, 64 phones, 128 remarks,
//!            256 tags, 512 birthday, 1024 since, 2048 opening
//!   name, company, WeChat id, nick, region, address: texts with length
//!   phones, remarks, tags: how many, then each as a text with length
//!   birthday: mask u8 (1 lunar, 2 year), month u8, day u8, year signed
//!   since: day signed
//!   opening: mask u8 (1 day, 2 amount, 4 purchases, 8 points, 16 tier), day signed, amount signed,
//!            purchases, points signed, tier as a text with length
//! ```
//! Numbers are those of [`super::packed_order`]. Texts stand here and not in the table: few people
//! share one. `public/rescue-backup.js` reads the same.

use super::intern::Index;
use super::money::Fen;
use super::packed::{Reader, Writer};
use super::packed_order::{given, read_day, read_place, read_source, write_place, write_source};
use super::person::{Birthday, Opening, PersonFacts};
use super::person_record::{PersonRecord, PersonSighting};

/// Bits of a statement's mask.
mod has {
    pub(super) const NAME: u64 = 1;
    pub(super) const COMPANY: u64 = 2;
    pub(super) const WECHAT: u64 = 4;
    pub(super) const NICK: u64 = 8;
    pub(super) const REGION: u64 = 16;
    pub(super) const ADDRESS: u64 = 32;
    pub(super) const PHONES: u64 = 64;
    pub(super) const REMARKS: u64 = 128;
    pub(super) const TAGS: u64 = 256;
    pub(super) const BIRTHDAY: u64 = 512;
    pub(super) const SINCE: u64 = 1024;
    pub(super) const OPENING: u64 = 2048;
}

/// Appends a record.
pub fn write_person(record: &PersonRecord, out: &mut Writer) {
    write_place(record.customer, out);
    out.unsigned(record.sightings.len() as u64);
    for sighting in &record.sightings {
        out.unsigned(sighting.sources.len() as u64);
        sighting.sources.iter().for_each(|source| write_source(*source, out));
        write_facts(&sighting.facts, out);
    }
}

/// Appends what is said of a person.
pub fn write_facts(facts: &PersonFacts, out: &mut Writer) {
    let texts = [
        (&facts.name, has::NAME),
        (&facts.company, has::COMPANY),
        (&facts.wechat, has::WECHAT),
        (&facts.nick, has::NICK),
        (&facts.region, has::REGION),
        (&facts.address, has::ADDRESS),
    ];
    let lists =
        [(&facts.phones, has::PHONES), (&facts.remarks, has::REMARKS), (&facts.tags, has::TAGS)];
    let bit = |given: bool, bit: u64| if given { bit } else { 0 };
    let mut mask = bit(facts.birthday.is_some(), has::BIRTHDAY)
        | bit(facts.since.is_some(), has::SINCE)
        | bit(facts.opening.is_some(), has::OPENING);
    texts.iter().for_each(|(text, has)| mask |= bit(text.is_some(), *has));
    lists.iter().for_each(|(list, has)| mask |= bit(!list.is_empty(), *has));
    out.unsigned(mask);
    for text in texts.iter().filter_map(|(text, _)| text.as_deref()) {
        out.text(text);
    }
    for (list, _) in lists.iter().filter(|(list, _)| !list.is_empty()) {
        out.unsigned(list.len() as u64);
        list.iter().for_each(|text| out.text(text));
    }
    facts.birthday.iter().for_each(|birthday| write_birthday(birthday, out));
    facts.since.iter().for_each(|day| out.signed(i64::from(day.number())));
    facts.opening.iter().for_each(|opening| write_opening(opening, out));
}

pub(super) fn write_birthday(birthday: &Birthday, out: &mut Writer) {
    out.byte(u8::from(birthday.is_lunar) | u8::from(birthday.year.is_some()) << 1);
    out.byte(birthday.month);
    out.byte(birthday.day);
    birthday.year.into_iter().for_each(|year| out.signed(i64::from(year)));
}

fn write_opening(opening: &Opening, out: &mut Writer) {
    let mask = u8::from(opening.day.is_some())
        | u8::from(opening.amount_fen.is_some()) << 1
        | u8::from(opening.purchases.is_some()) << 2
        | u8::from(opening.points.is_some()) << 3
        | u8::from(opening.tier.is_some()) << 4;
    out.byte(mask);
    opening.day.into_iter().for_each(|day| out.signed(i64::from(day.number())));
    opening.amount_fen.into_iter().for_each(|fen| out.signed(fen.minor()));
    opening.purchases.into_iter().for_each(|count| out.unsigned(u64::from(count)));
    opening.points.into_iter().for_each(|points| out.signed(points));
    opening.tier.iter().for_each(|tier| out.text(tier));
}

/// Reads a record; `None` where the bytes are not one.
#[must_use]
pub fn read_person(bytes: &[u8]) -> Option<PersonRecord> {
    let mut reader = Reader::new(bytes);
    let customer = read_place(&mut reader)?;
    let mut sightings = Vec::new();
    for _ in 0..reader.unsigned()? {
        let mut sources = Vec::new();
        for _ in 0..reader.unsigned()? {
            sources.push(read_source(&mut reader)?);
        }
        sightings.push(PersonSighting { sources, facts: read_facts(&mut reader)? });
    }
    let is_whole = reader.is_empty() && !sightings.is_empty();
    is_whole.then_some(PersonRecord { customer, sightings })
}

/// Reads only whom a record speaks of.
#[must_use]
pub fn read_person_customer(bytes: &[u8]) -> Option<Index> {
    read_place(&mut Reader::new(bytes))
}

fn read_facts(reader: &mut Reader<'_>) -> Option<PersonFacts> {
    let mask = reader.unsigned()?;
    let mut text = |has: u64| given(mask & has != 0, || reader.text().map(Box::from));
    let (name, company, wechat) = (text(has::NAME)?, text(has::COMPANY)?, text(has::WECHAT)?);
    let (nick, region, address) = (text(has::NICK)?, text(has::REGION)?, text(has::ADDRESS)?);
    let mut list = |has: u64| if mask & has != 0 { read_list(reader) } else { Some(Vec::new()) };
    let (phones, remarks, tags) = (list(has::PHONES)?, list(has::REMARKS)?, list(has::TAGS)?);
    Some(PersonFacts {
        name,
        company,
        phones,
        wechat,
        nick,
        region,
        address,
        remarks,
        tags,
        birthday: given(mask & has::BIRTHDAY != 0, || read_birthday(reader))?,
        since: given(mask & has::SINCE != 0, || read_day(reader, 0))?,
        opening: given(mask & has::OPENING != 0, || read_opening(reader))?,
        ..PersonFacts::default()
    })
}

pub(super) fn read_list(reader: &mut Reader<'_>) -> Option<Vec<Box<str>>> {
    (0..reader.unsigned()?).map(|_| reader.text().map(Box::from)).collect()
}

pub(super) fn read_birthday(reader: &mut Reader<'_>) -> Option<Birthday> {
    let mask = reader.byte()?;
    let (month, day) = (reader.byte()?, reader.byte()?);
    let year = given(mask & 2 != 0, || i16::try_from(reader.signed()?).ok())?;
    Birthday::new(year, month, day, mask & 1 != 0)
}

fn read_opening(reader: &mut Reader<'_>) -> Option<Opening> {
    let mask = reader.byte()?;
    Some(Opening {
        day: given(mask & 1 != 0, || read_day(reader, 0))?,
        amount_fen: given(mask & 2 != 0, || reader.signed().map(Fen::from_minor))?,
        purchases: given(mask & 4 != 0, || reader.small())?,
        points: given(mask & 8 != 0, || reader.signed())?,
        tier: given(mask & 16 != 0, || reader.text().map(Box::from))?,
    })
}
