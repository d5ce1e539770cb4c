//! An event as bytes.
//!
//! ```text
//! kind u8      0 edited, 1 contacted, 2 joined, 3 apart, 4 met, 5 booked
//! customer     place; joined, apart: the place of the other behind it; booked: 0 or place + 1, and
//!              the other likewise
//! id           16 bytes of the act, ordinal
//! stamp, day signed, milliseconds
//! undone       0 never, 1 redone + stamp, 2 undone + stamp
//! edited:      field u8, then its value: a text with length | a list: how many, then texts |
//!              a flag u8 | birthday: 0 none, 1 + as in packed_person | relatives: how many, then
//!              each a text and a birthday | title: 0 none, 1 先生, 2 女士, 3 总, 4 + text |
//!              suffix: 0 none, 1 region, 2 kind, 3 nothing, 4 + text | modes: mask u8 (1 wholesale,
//!              2 custom, 4 dropship) | role: 0 none, 1 end customer, 2 distributor |
//!              verified: 0 none, 1 + day signed | sex: 0 none, 1 女, 2 男 | answers: how many, then
//!              each topic u8, day signed, way u8, a text
//! contacted:   way u8, outcome u8, note as a text with length, next: 0 none, 1 + day signed
//! booked:      a node: see `node`
//! ```
//! Numbers are those of [`super::packed_order`]. `public/rescue-events.js` reads the same.

use uuid::Uuid;

use super::card::{
    Answer, BuyingModes, CardEntry, CardField, Relative, Role, Sex, Suffix, Title, Topic,
};
use super::day::Day;
use super::event::{Contact, Deed, Event, EventId, Outcome, Way};
use super::intern::Index;
use super::node::{read_node, write_node};
use super::packed::{Reader, Writer};
use super::packed_marks::{read_undone, write_undone};
use super::packed_order::{read_day, read_place, read_stamp, write_place, write_stamp};
use super::packed_person::{read_birthday, read_list, write_birthday};

const JOINED: u8 = 2;
const BOOKED: u8 = 5;

/// Appends an event.
pub fn write_event(event: &Event, out: &mut Writer) {
    out.byte(match event.deed {
        Deed::Edited { .. } => 0,
        Deed::Contacted { .. } => 1,
        Deed::Joined { .. } => JOINED,
        Deed::Apart { .. } => 3,
        Deed::Met { .. } => 4,
        Deed::Booked { .. } => BOOKED,
    });
    match event.deed.customers() {
        (customer, other) if matches!(event.deed, Deed::Booked { .. }) => {
            [customer, other].into_iter().for_each(|it| write_given_place(it, out));
        }
        (customer, other) => {
            customer.into_iter().chain(other).for_each(|it| write_place(it, out));
        }
    }
    out.raw(event.id.act.as_bytes());
    out.unsigned(u64::from(event.id.ordinal));
    write_stamp(event.stamp, out);
    out.signed(i64::from(event.day.number()));
    out.unsigned(event.at_ms);
    write_undone(&event.undone, out);
    match &event.deed {
        Deed::Edited { entry, .. } => write_entry(entry, out),
        Deed::Contacted { contact, .. } => write_contact(contact, out),
        Deed::Booked { booking, .. } => write_node(booking, out),
        Deed::Joined { .. } | Deed::Apart { .. } | Deed::Met { .. } => {}
    }
}

fn write_given_place(place: Option<Index>, out: &mut Writer) {
    out.unsigned(place.map_or(0, |place| place.position() as u64 + 1));
}

/// The outer `None` = damaged, the inner = nobody.
fn read_given_place(reader: &mut Reader<'_>) -> Option<Option<Index>> {
    Some(reader.small()?.checked_sub(1).map(|position| Index::at(position as usize)))
}

fn write_contact(contact: &Contact, out: &mut Writer) {
    out.byte(contact.way.number());
    out.byte(contact.outcome.number());
    out.text(&contact.note);
    write_given_day(contact.next, out);
}

fn write_given_day(day: Option<Day>, out: &mut Writer) {
    out.byte(u8::from(day.is_some()));
    day.into_iter().for_each(|day| out.signed(i64::from(day.number())));
}

fn write_entry(entry: &CardEntry, out: &mut Writer) {
    out.byte(entry.field().number());
    match entry {
        CardEntry::Name(text)
        | CardEntry::Surname(text)
        | CardEntry::Company(text)
        | CardEntry::Wechat(text)
        | CardEntry::Nick(text)
        | CardEntry::Region(text)
        | CardEntry::Address(text)
        | CardEntry::Remark(text)
        | CardEntry::Occupation(text)
        | CardEntry::Owner(text) => out.text(text),
        CardEntry::Phones(list) | CardEntry::Tags(list) | CardEntry::Groups(list) => {
            out.unsigned(list.len() as u64);
            list.iter().for_each(|text| out.text(text));
        }
        CardEntry::Important(flag) | CardEntry::OptOut(flag) => out.byte(u8::from(*flag)),
        CardEntry::Birthday(birthday) => {
            out.byte(u8::from(birthday.is_some()));
            birthday.iter().for_each(|birthday| write_birthday(birthday, out));
        }
        CardEntry::Relatives(relatives) => {
            out.unsigned(relatives.len() as u64);
            for relative in relatives {
                out.text(&relative.who);
                write_birthday(&relative.birthday, out);
            }
        }
        CardEntry::Title(title) => write_title(title.as_ref(), out),
        CardEntry::Suffix(suffix) => write_suffix(suffix.as_ref(), out),
        CardEntry::Modes(modes) => out.byte(
            u8::from(modes.wholesale) | u8::from(modes.custom) << 1 | u8::from(modes.dropship) << 2,
        ),
        CardEntry::Role(role) => out.byte(match role {
            None => 0,
            Some(Role::EndCustomer) => 1,
            Some(Role::Distributor) => 2,
        }),
        CardEntry::Verified(day) => write_given_day(*day, out),
        CardEntry::Sex(sex) => out.byte(match sex {
            None => 0,
            Some(Sex::Female) => 1,
            Some(Sex::Male) => 2,
        }),
        CardEntry::Answers(answers) => {
            out.unsigned(answers.len() as u64);
            answers.iter().for_each(|answer| write_answer(answer, out));
        }
    }
}

fn write_answer(answer: &Answer, out: &mut Writer) {
    out.byte(answer.topic.number());
    out.signed(i64::from(answer.day.number()));
    out.byte(answer.way.number());
    out.text(&answer.says);
}

fn write_title(title: Option<&Title>, out: &mut Writer) {
    match title {
        None => out.byte(0),
        Some(Title::Mister) => out.byte(1),
        Some(Title::Madam) => out.byte(2),
        Some(Title::Boss) => out.byte(3),
        Some(Title::Other(text)) => {
            out.byte(4);
            out.text(text);
        }
    }
}

/// Appends a suffix, or that there is none.
pub(super) fn write_suffix(suffix: Option<&Suffix>, out: &mut Writer) {
    match suffix {
        None => out.byte(0),
        Some(Suffix::Region) => out.byte(1),
        Some(Suffix::Kind) => out.byte(2),
        Some(Suffix::Nothing) => out.byte(3),
        Some(Suffix::Other(text)) => {
            out.byte(4);
            out.text(text);
        }
    }
}

/// Whom an event speaks of, and which it is: what stands at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventHead {
    /// Whom it is about, if anybody.
    pub customer: Option<Index>,
    /// And whom else.
    pub other: Option<Index>,
    /// Its name.
    pub id: EventId,
    /// True for [`Deed::Joined`].
    pub is_join: bool,
    /// True for [`Deed::Booked`].
    pub is_booking: bool,
}

/// Reads the beginning of an event.
#[must_use]
pub fn read_event_head(bytes: &[u8]) -> Option<EventHead> {
    read_head(&mut Reader::new(bytes)).map(|(_, head)| head)
}

fn read_head(reader: &mut Reader<'_>) -> Option<(u8, EventHead)> {
    let kind = reader.byte()?;
    let (customer, other) = match kind {
        JOINED | 3 => (Some(read_place(reader)?), Some(read_place(reader)?)),
        0 | 1 | 4 => (Some(read_place(reader)?), None),
        BOOKED => (read_given_place(reader)?, read_given_place(reader)?),
        _ => return None,
    };
    let act = Uuid::from_slice(reader.raw(16)?).ok()?;
    let id = EventId { act, ordinal: reader.small()? };
    let (is_join, is_booking) = (kind == JOINED, kind == BOOKED);
    Some((kind, EventHead { customer, other, id, is_join, is_booking }))
}

/// Reads an event; `None` where the bytes are not one.
#[must_use]
pub fn read_event(bytes: &[u8]) -> Option<Event> {
    let mut reader = Reader::new(bytes);
    let (kind, EventHead { customer, other, id, .. }) = read_head(&mut reader)?;
    let stamp = read_stamp(&mut reader)?;
    let day = read_day(&mut reader, 0)?;
    let at_ms = reader.unsigned()?;
    let undone = read_undone(&mut reader)?;
    let deed = match (kind, customer, other) {
        (0, Some(customer), None) => Deed::Edited { customer, entry: read_entry(&mut reader)? },
        (1, Some(customer), None) => {
            Deed::Contacted { customer, contact: read_contact(&mut reader)? }
        }
        (JOINED, Some(kept), Some(other)) => Deed::Joined { kept, other },
        (3, Some(a), Some(b)) => Deed::Apart { a, b },
        (4, Some(customer), None) => Deed::Met { customer },
        (BOOKED, customer, other) => {
            Deed::Booked { customer, other, booking: read_node(&mut reader)? }
        }
        _ => return None,
    };
    reader.is_empty().then_some(Event { id, stamp, day, at_ms, deed, undone })
}

fn read_contact(reader: &mut Reader<'_>) -> Option<Contact> {
    Some(Contact {
        way: Way::from_number(reader.byte()?)?,
        outcome: Outcome::from_number(reader.byte()?)?,
        note: reader.text()?.into(),
        next: read_given_day(reader)?,
    })
}

/// The outer `None` = damaged, the inner = not given.
fn read_given_day(reader: &mut Reader<'_>) -> Option<Option<Day>> {
    read_flag(reader)?.then(|| read_day(reader, 0)).map_or(Some(None), |day| day.map(Some))
}

fn read_flag(reader: &mut Reader<'_>) -> Option<bool> {
    match reader.byte()? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

fn read_entry(reader: &mut Reader<'_>) -> Option<CardEntry> {
    let field = CardField::from_number(reader.byte()?)?;
    let text = |reader: &mut Reader<'_>| reader.text().map(Box::from);
    Some(match field {
        CardField::Name => CardEntry::Name(text(reader)?),
        CardField::Surname => CardEntry::Surname(text(reader)?),
        CardField::Title => CardEntry::Title(read_title(reader)?),
        CardField::Suffix => CardEntry::Suffix(read_suffix(reader)?),
        CardField::Company => CardEntry::Company(text(reader)?),
        CardField::Phones => CardEntry::Phones(read_list(reader)?),
        CardField::Wechat => CardEntry::Wechat(text(reader)?),
        CardField::Nick => CardEntry::Nick(text(reader)?),
        CardField::Region => CardEntry::Region(text(reader)?),
        CardField::Address => CardEntry::Address(text(reader)?),
        CardField::Birthday => {
            let given = read_flag(reader)?.then(|| read_birthday(reader));
            CardEntry::Birthday(given.map_or(Some(None), |birthday| birthday.map(Some))?)
        }
        CardField::Relatives => CardEntry::Relatives(
            (0..reader.unsigned()?).map(|_| read_relative(reader)).collect::<Option<_>>()?,
        ),
        CardField::Remark => CardEntry::Remark(text(reader)?),
        CardField::Tags => CardEntry::Tags(read_list(reader)?),
        CardField::Important => CardEntry::Important(read_flag(reader)?),
        CardField::OptOut => CardEntry::OptOut(read_flag(reader)?),
        CardField::Modes => CardEntry::Modes(read_modes(reader)?),
        CardField::Role => CardEntry::Role(read_role(reader)?),
        CardField::Occupation => CardEntry::Occupation(text(reader)?),
        CardField::Owner => CardEntry::Owner(text(reader)?),
        CardField::Groups => CardEntry::Groups(read_list(reader)?),
        CardField::Verified => CardEntry::Verified(read_given_day(reader)?),
        CardField::Sex => CardEntry::Sex(read_sex(reader)?),
        CardField::Answers => CardEntry::Answers(
            (0..reader.unsigned()?).map(|_| read_answer(reader)).collect::<Option<_>>()?,
        ),
    })
}

fn read_relative(reader: &mut Reader<'_>) -> Option<Relative> {
    Some(Relative { who: reader.text()?.into(), birthday: read_birthday(reader)? })
}

fn read_answer(reader: &mut Reader<'_>) -> Option<Answer> {
    Some(Answer {
        topic: Topic::from_number(reader.byte()?)?,
        day: read_day(reader, 0)?,
        way: Way::from_number(reader.byte()?)?,
        says: reader.text()?.into(),
    })
}

fn read_sex(reader: &mut Reader<'_>) -> Option<Option<Sex>> {
    Some(match reader.byte()? {
        0 => None,
        1 => Some(Sex::Female),
        2 => Some(Sex::Male),
        _ => return None,
    })
}

fn read_title(reader: &mut Reader<'_>) -> Option<Option<Title>> {
    Some(match reader.byte()? {
        0 => None,
        1 => Some(Title::Mister),
        2 => Some(Title::Madam),
        3 => Some(Title::Boss),
        4 => Some(Title::Other(reader.text()?.into())),
        _ => return None,
    })
}

/// Reads a suffix: the outer `None` = damaged, the inner = none.
pub(super) fn read_suffix(reader: &mut Reader<'_>) -> Option<Option<Suffix>> {
    Some(match reader.byte()? {
        0 => None,
        1 => Some(Suffix::Region),
        2 => Some(Suffix::Kind),
        3 => Some(Suffix::Nothing),
        4 => Some(Suffix::Other(reader.text()?.into())),
        _ => return None,
    })
}

fn read_modes(reader: &mut Reader<'_>) -> Option<BuyingModes> {
    let mask = reader.byte().filter(|mask| *mask < 8)?;
    let has = |bit: u8| mask & bit != 0;
    Some(BuyingModes { wholesale: has(1), custom: has(2), dropship: has(4) })
}

fn read_role(reader: &mut Reader<'_>) -> Option<Option<Role>> {
    Some(match reader.byte()? {
        0 => None,
        1 => Some(Role::EndCustomer),
        2 => Some(Role::Distributor),
        _ => return None,
    })
}
