//! The rules of the shop as its events tell them.

use std::sync::Arc;

use super::Shop;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::loyalty::{RuleId, Rulebook, Ruled};

impl Shop {
    /// The rules that stand.
    #[must_use]
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.rulebook.get_or_init(|| Arc::new(Rulebook::of(self.ruled()))).clone()
    }

    /// True where something was ever booked for the whole shop: without that there are no rules.
    #[must_use]
    pub fn has_rules(&self) -> bool {
        self.events.has_any_of_shop()
    }

    /// The rules that stood after a day.
    #[must_use]
    pub fn rulebook_as_of(&self, day: Day) -> Rulebook {
        Rulebook::of(self.ruled().filter(|(_, ruled)| ruled.day <= day))
    }

    /// Everything that was said of a rule, the latest first, what was taken back included.
    #[must_use]
    pub fn history_of_rule(&self, rule: RuleId) -> Vec<Ruled> {
        let said = self.ruled().filter(|(id, _)| *id == rule);
        let mut history: Vec<Ruled> = said.map(|(_, ruled)| ruled).collect();
        history.sort_by_key(|ruled| std::cmp::Reverse((ruled.stamp, ruled.event)));
        history
    }

    fn ruled(&self) -> impl Iterator<Item = (RuleId, Ruled)> {
        self.events.of_shop().filter_map(|event| Ruled::of(&event))
    }

    /// What was booked for the whole shop and stands, in the order of the book.
    pub fn shop_bookings(&self) -> impl Iterator<Item = Event> + '_ {
        self.events.of_shop().filter(Event::stands)
    }
}
