//! The events of a backup: their rows as they stand in the file, written and read.

use std::fmt::{self, Write as _};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use super::entries::{EntryRow, write_entry};
use super::json::{day, rank, stamp, text};
use super::key::Sorted;
use super::nodes::{NodeRow, write_node};
use super::read::{Uuid8, place};
use super::rows::{DayText, Exact, FromList, List, StampedRow, may, must};
use crate::domain::event::{Contact, Deed, Event, EventId, Outcome, Way};
use crate::domain::loyalty::Booking;
use crate::domain::node::Noded;
use crate::domain::shop::ShopBuilder;
use crate::domain::stamp::{Stamp, Stamped};

/// Writes the row of an event.
pub(super) fn write_event(event: &Event, places: &Sorted, out: &mut String) {
    let _ = write!(out, "[\"{}\",{},", event.id.act, event.id.ordinal);
    stamp(event.stamp, out);
    out.push(',');
    day(Some(event.day), out);
    let _ = write!(out, ",{},", event.at_ms);
    write_undone(&event.undone, out);
    out.push_str(",{");
    let (customer, other) = event.deed.customers();
    let customer = customer.and_then(|customer| places.customers.rank(customer));
    let other = other.and_then(|other| places.customers.rank(other));
    out.push_str(match event.deed {
        Deed::Edited { .. } => "\"edited\":[",
        Deed::Contacted { .. } => "\"contacted\":[",
        Deed::Joined { .. } => "\"joined\":[",
        Deed::Apart { .. } => "\"apart\":[",
        Deed::Met { .. } => "\"met\":[",
        Deed::Booked { .. } => "\"booked\":[",
    });
    rank(customer, out);
    match &event.deed {
        Deed::Edited { entry, .. } => {
            out.push(',');
            write_entry(entry, out);
        }
        Deed::Contacted { contact, .. } => write_contact(contact, out),
        Deed::Joined { .. } | Deed::Apart { .. } => {
            out.push(',');
            rank(other, out);
        }
        Deed::Met { .. } => {}
        Deed::Booked { booking, .. } => {
            out.push(',');
            rank(other, out);
            out.push(',');
            write_node(booking, out);
        }
    }
    out.push_str("]}]");
}

/// Writes whether something is taken back; null where that was never said.
pub(super) fn write_undone(undone: &Stamped<bool>, out: &mut String) {
    if undone.stamp == Stamp::default() {
        return out.push_str("null");
    }
    let _ = write!(out, "[{},", undone.value);
    stamp(undone.stamp, out);
    out.push(']');
}

/// What was said of taking it back; `None` where it was said at no time.
pub(super) fn undone_of(row: Option<List<StampedRow<bool>>>) -> Option<Stamped<bool>> {
    match row {
        None => Some(Stamped::default()),
        Some(List(StampedRow(_, stamp))) if stamp == Stamp::default() => None,
        Some(List(StampedRow(value, stamp))) => Some(Stamped { value, stamp }),
    }
}

fn write_contact(contact: &Contact, out: &mut String) {
    let _ = write!(out, ",\"{}\",\"{}\",", way_word(contact.way), outcome_word(contact.outcome));
    text(&contact.note, out);
    if contact.next.is_some() {
        out.push(',');
        day(contact.next, out);
    }
}

/// The way of a word.
pub(super) fn way_of(word: &str) -> Option<Way> {
    Way::ALL.into_iter().find(|it| way_word(*it) == word)
}

/// The word for a way.
pub(super) const fn way_word(way: Way) -> &'static str {
    match way {
        Way::Phone => "phone",
        Way::Sms => "sms",
        Way::Wechat => "wechat",
        Way::PlatformChat => "chat",
        Way::Visit => "visit",
        Way::Other => "other",
    }
}

const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::WantsRestock => "restock",
        Outcome::Later => "later",
        Outcome::NoAnswer => "no_answer",
        Outcome::DoNotCall => "do_not_call",
        Outcome::Talked => "talked",
        Outcome::Sent => "sent",
        Outcome::Other => "other",
        Outcome::LeftWithoutOrder => "left",
    }
}

/// An event with places of the file.
#[derive(Debug)]
struct EventRow {
    act: Uuid8,
    ordinal: u32,
    stamp: Stamp,
    day: DayText,
    at_ms: Exact,
    undone: Option<List<StampedRow<bool>>>,
    deed: DeedRow,
}

impl<'de> FromList<'de> for EventRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(EventRow {
            act: must(list)?,
            ordinal: must(list)?,
            stamp: must::<List<Stamp>, A>(list)?.0,
            day: must(list)?,
            at_ms: must(list)?,
            undone: must(list)?,
            deed: must(list)?,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DeedRow {
    Edited(List<EditedRow>),
    Contacted(List<ContactedRow>),
    Joined(List<PairRow>),
    Apart(List<PairRow>),
    Met(List<MetRow>),
    Booked(List<BookedRow>),
}

#[derive(Debug)]
struct EditedRow(u32, EntryRow);
#[derive(Debug)]
struct ContactedRow(u32, Contact);
#[derive(Debug)]
struct PairRow(u32, u32);
#[derive(Debug)]
struct MetRow(u32);
#[derive(Debug)]
struct BookedRow(Option<u32>, Option<u32>, NodeRow);

impl<'de> FromList<'de> for EditedRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(EditedRow(must(list)?, must(list)?))
    }
}

impl<'de> FromList<'de> for PairRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(PairRow(must(list)?, must(list)?))
    }
}

impl<'de> FromList<'de> for MetRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(MetRow(must(list)?))
    }
}

impl<'de> FromList<'de> for BookedRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(BookedRow(must(list)?, must(list)?, must(list)?))
    }
}

impl<'de> FromList<'de> for ContactedRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let customer = must(list)?;
        let (way, outcome): (String, String) = (must(list)?, must(list)?);
        let way = way_of(&way);
        let outcome = Outcome::ALL.into_iter().find(|it| outcome_word(*it) == outcome);
        let unknown = || A::Error::custom("not a contact");
        let contact = Contact {
            way: way.ok_or_else(unknown)?,
            outcome: outcome.ok_or_else(unknown)?,
            note: must(list)?,
            next: may::<Option<DayText>, A>(list)?.map(|day| day.0),
        };
        Ok(ContactedRow(customer, contact))
    }
}

/// Reads the events into the builder, which has the tables; gives how many there were.
pub(super) struct Events<'a>(pub(super) &'a mut ShopBuilder);

impl<'de> DeserializeSeed<'de> for Events<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Events<'_> {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("events")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while let Some(List(row)) = rows.next_element::<List<EventRow>>()? {
            let event = event(self.0, row).ok_or_else(|| {
                A::Error::custom(format!("event {} names what is not there", count + 1))
            })?;
            self.0.push_event(&event);
            count += 1;
        }
        Ok(count)
    }
}

fn event(builder: &ShopBuilder, row: EventRow) -> Option<Event> {
    let customer = |at: u32| place(&builder.tables.customers, Some(at))?;
    let deed = match row.deed {
        DeedRow::Edited(List(EditedRow(at, entry))) => {
            Deed::Edited { customer: customer(at)?, entry: entry.0 }
        }
        DeedRow::Contacted(List(ContactedRow(at, contact))) => {
            Deed::Contacted { customer: customer(at)?, contact }
        }
        DeedRow::Joined(List(PairRow(kept, other))) => {
            Deed::Joined { kept: customer(kept)?, other: customer(other)? }
        }
        DeedRow::Apart(List(PairRow(a, b))) => Deed::Apart { a: customer(a)?, b: customer(b)? },
        DeedRow::Met(List(MetRow(at))) => Deed::Met { customer: customer(at)? },
        DeedRow::Booked(List(BookedRow(at, other, node))) => {
            let given = |at: Option<u32>| at.map_or(Some(None), |at| customer(at).map(Some));
            // Read and written anew: the same rule has the same bytes in every book.
            let booking = Booking::from_node(&node.0)?.to_node();
            Deed::Booked { customer: given(at)?, other: given(other)?, booking }
        }
    };
    Some(Event {
        id: EventId { act: row.act.0, ordinal: row.ordinal },
        stamp: row.stamp,
        day: row.day.0,
        at_ms: row.at_ms.0,
        deed,
        undone: undone_of(row.undone)?,
    })
}
