//! Whose rows are written: everybody's, or those of a list.

use std::collections::BTreeSet;

use crate::domain::intern::Index;
use crate::domain::shop::Shop;

/// Whose rows are written.
#[derive(Clone, Debug, Default)]
pub struct Only(Option<BTreeSet<u32>>);

impl Only {
    /// Those of the people at these places; `None` = everybody's.
    #[must_use]
    pub fn of(people: Option<&[u32]>) -> Only {
        Only(people.map(|people| people.iter().copied().collect()))
    }

    /// True where the rows of a customer are written: of those who were joined all keys are.
    #[must_use]
    pub fn holds(&self, shop: &Shop, customer: Index) -> bool {
        let Some(people) = &self.0 else { return true };
        u32::try_from(shop.person_of(customer).position()).is_ok_and(|at| people.contains(&at))
    }
}
