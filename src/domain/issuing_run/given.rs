//! What a person was given already, under whichever of his keys.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::domain::change::write_customer;
use crate::domain::coupon::issuing::{IssueCause, IssueKey};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventId};
use crate::domain::id::name_based;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, RuleId};
use crate::domain::shop::Shop;

/// What a customer is called in the keys of coupons: a digest of his own key, the same on all
/// devices and whoever he is joined with.
#[must_use]
pub fn customer_name(key: &CustomerKey) -> Arc<str> {
    let mut out = crate::domain::packed::Writer::default();
    write_customer(key, &mut out);
    name_based("customer", out.bytes()).to_string().into()
}

/// The name of the customer at a place.
pub(super) fn name_at(shop: &Shop, customer: Index) -> Arc<str> {
    shop.customers().get(customer.position()).map_or_else(|| "".into(), customer_name)
}

/// One person, with what he was given.
pub(super) struct Given<'a> {
    shop: &'a Shop,
    person: Index,
    names: OnceCell<Vec<Arc<str>>>,
    events: OnceCell<Vec<Event>>,
}

impl<'a> Given<'a> {
    pub(super) fn of(shop: &'a Shop, person: Index) -> Given<'a> {
        Given { shop, person, names: OnceCell::new(), events: OnceCell::new() }
    }

    /// His events, undone ones included.
    pub(super) fn events(&self) -> &[Event] {
        self.events.get_or_init(|| self.shop.events_of(self.person))
    }

    /// True where a coupon was issued for it, taken back or not: what was taken back is not given
    /// again.
    pub(super) fn has_coupon(&self, rule: RuleId, cause: &IssueCause) -> bool {
        let names = self.names.get_or_init(|| {
            let members = self.shop.members(self.person);
            members.into_iter().map(|member| name_at(self.shop, member)).collect()
        });
        names.iter().any(|customer| {
            let (rule, customer, cause) = (rule.offer_id(), customer.clone(), cause.clone());
            let act = IssueKey { rule, customer, cause }.coupon();
            self.shop.events.find(EventId { act, ordinal: 0 }).is_some()
        })
    }

    /// The day on which it was ticked off, if it was and still is.
    pub(super) fn ticked_off(&self, rule: RuleId, cause: &IssueCause) -> Option<Day> {
        let mut standing = self.events().iter().filter(|event| event.stands());
        let ticked = standing.find(|event| {
            matches!(
                event.booking(),
                Some(Booking::Noted { rule: Some(of), cause: Some(noted), .. })
                    if of == rule && noted == *cause
            )
        });
        ticked.map(|event| event.day)
    }
}
