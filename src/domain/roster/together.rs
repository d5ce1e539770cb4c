//! What several people would be as one.

use super::Roster;
use crate::domain::figures::{CountedOrder, OrderHistory, PersonFigures, Stage};
use crate::domain::intern::Index;

impl Roster<'_> {
    /// The figures that these people would have as one; `None` where none of them ever bought.
    #[must_use]
    pub fn together(&self, people: &[Index]) -> Option<PersonFigures> {
        let runs = people.iter().flat_map(|it| self.run(it.position()).orders());
        let orders: Vec<CountedOrder> = runs.collect();
        let mut history = OrderHistory::default();
        history.set_run(0, orders);
        PersonFigures::of(history.run(0), self.live.basis())
    }

    /// The stage that these people would be in as one.
    #[must_use]
    pub fn stage_together(&self, people: &[Index]) -> Stage {
        let stage = |it: PersonFigures| it.stage(self.live.basis());
        self.together(people).map_or(Stage::Potential, stage)
    }
}
