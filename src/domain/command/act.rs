//! One tap of the seller: events that share its id.

use uuid::Uuid;

use super::{Moment, stamp};
use crate::domain::card::{Card, CardEntry};
use crate::domain::change::{Change, ChangeWriter, Collection};
use crate::domain::event::{Deed, Event, EventId};
use crate::domain::intern::Index;
use crate::domain::merge::put_added;
use crate::domain::packed_event::write_event;
use crate::domain::shop::Shop;
use crate::domain::stamp::{Stamp, Stamped};
use crate::domain::tables::GrowingTables;

/// An act that is written event by event.
pub(super) struct Act<'a> {
    shop: &'a Shop,
    moment: &'a Moment,
    pub(super) act: Uuid,
    stamp: Stamp,
    events: Vec<Event>,
}

impl<'a> Act<'a> {
    /// Begins; `None` where this very act is in the book already.
    pub(super) fn begin(shop: &'a Shop, moment: &'a Moment) -> Option<Act<'a>> {
        let act = moment.seed.uuid();
        let is_new = shop.events.of_act(act).is_empty();
        is_new.then(|| Act { shop, moment, act, stamp: stamp(shop, moment), events: Vec::new() })
    }

    /// How many events it has so far.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    pub(super) fn push(&mut self, deed: Deed) {
        let Ok(ordinal) = u32::try_from(self.events.len()) else { return };
        self.events.push(Event {
            id: EventId { act: self.act, ordinal },
            stamp: self.stamp,
            day: self.moment.today,
            at_ms: self.moment.seed.now_ms,
            deed,
            undone: Stamped::default(),
        });
    }

    /// Writes entries on a card, those that it does not say already.
    pub(super) fn write(&mut self, customer: Index, card: &Card, entries: &[CardEntry]) {
        let mut card = card.clone();
        for entry in entries.iter().cloned().map(CardEntry::cleaned) {
            if card.entry(entry.field()) != entry {
                card.write(&entry);
                self.push(Deed::Edited { customer, entry });
            }
        }
    }

    pub(super) fn finish(self, tables: Option<&GrowingTables<'_>>) -> Change {
        let mut change = ChangeWriter::new(false);
        tables.into_iter().for_each(|tables| put_added(tables, &mut change));
        for (at, event) in (self.shop.events.len()..).zip(&self.events) {
            change.put(Collection::Events, at, |out| write_event(event, out));
        }
        change.finish()
    }
}
