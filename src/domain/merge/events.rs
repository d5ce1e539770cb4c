//! The events of two shops become one: by their id. Whether one stands is decided by its stamp; of
//! two that tell the same with other words the one that was written first holds.

use super::Merging;
use crate::domain::change::Collection;
use crate::domain::event::Event;
use crate::domain::packed_event::write_event;

impl Merging<'_> {
    /// Takes in the other shop's event at a place.
    pub(super) fn take_event_at(&mut self, at: usize) {
        if let Some(event) = self.other.event(at) {
            self.take_event(event);
        }
    }

    fn take_event(&mut self, theirs: Event) {
        let known = self.shop.events.find(theirs.id);
        let ours = known.and_then(|at| Some((at, self.shop.event(at)?)));
        let (at, merged) = match ours {
            Some((at, ours)) => {
                let mut merged = ours.clone();
                merged.merge(self.translated(theirs));
                if merged == ours {
                    self.counts.events_unchanged += 1;
                    return;
                }
                self.counts.events_updated += 1;
                (at, merged)
            }
            None => {
                self.next_event += 1;
                self.counts.events_new += 1;
                (self.next_event - 1, self.translated(theirs))
            }
        };
        self.events.put(Collection::Events, at, |out| write_event(&merged, out));
    }

    /// The other shop's event with the places that its customers have here.
    fn translated(&mut self, theirs: Event) -> Event {
        let (translation, tables) = (&mut self.translation, &mut self.tables);
        let deed = theirs.deed.translated(|customer| translation.customer(customer, tables));
        Event { deed, ..theirs }
    }
}
