//! When somebody was last contacted, and what he was promised: read off the contacts that stand.

use std::cell::OnceCell;

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::event::{Deed, Event};
use crate::domain::intern::Index;
use crate::domain::shop::Shop;

/// What contacts say of one person, and what the seller wants with him.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touch {
    /// The day of the last contact (CU2); `None` = never contacted.
    pub last: Option<Day>,
    /// The day to come back to him. A later contact settles it: only the last one's counts.
    pub promised: Option<Day>,
    /// Wants not to be contacted.
    pub is_opted_out: bool,
    /// Is marked as important (SG9).
    pub is_important: bool,
}

impl Touch {
    /// What is known of a person as of a day.
    #[must_use]
    pub fn of(shop: &Shop, person: Index, as_of: Day) -> Touch {
        let card = shop.card(person);
        let (is_opted_out, is_important) = (card.is_opted_out, card.is_important);
        let mut touch = Touch { is_opted_out, is_important, ..Touch::default() };
        // The latest first; of two of one day the one that was written down later.
        for event in shop.events_of(person).iter().filter(|it| it.stands() && it.day <= as_of) {
            let Deed::Contacted { contact, .. } = &event.deed else { continue };
            if touch.last.is_none_or(|last| event.day > last) {
                touch.last = Some(event.day);
                touch.promised = contact.next;
            }
        }
        if touch.is_opted_out {
            touch.promised = None;
        }
        touch
    }
}

/// Everybody with whom the seller did something. Looked up when a list first asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Touches(OnceCell<HashMap<Index, Touch>>);

impl Touches {
    pub(super) fn get(&self, shop: &Shop, at: usize, as_of: Day) -> Touch {
        let touches = self.0.get_or_init(|| {
            let told = |(_, event): (usize, Event)| event.deed.introduces();
            let mut touches = HashMap::new();
            for person in shop.events().filter_map(told).map(|it| shop.person_of(it)) {
                touches.entry(person).or_insert_with(|| Touch::of(shop, person, as_of));
            }
            touches
        });
        touches.get(&Index::at(at)).copied().unwrap_or_default()
    }
}
