//! The coupons that somebody holds or held.

use std::sync::Arc;

use hashbrown::HashMap;
use uuid::Uuid;

use crate::domain::coupon::code::Code;
use crate::domain::coupon::issuing::IssueCause;
use crate::domain::coupon::life::{Life, LifeAct, LifeFact, LifeFacts, LifeOnDay};
use crate::domain::day::Day;
use crate::domain::event::{Event, EventId};
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, Gift, GiftKind, Rule, RuleId, Rulebook};
use crate::domain::shop::Shop;

/// A coupon that was issued, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCoupon {
    /// Its id.
    pub coupon: Uuid,
    /// The event that issued it.
    pub event: EventId,
    /// The offer.
    pub offer: RuleId,
    /// What is typed or scanned.
    pub code: String,
    /// The issuing rule, where one gave it.
    pub rule: Option<RuleId>,
    /// What that gave it for.
    pub cause: Option<IssueCause>,
    /// The day of its issue.
    pub issued: Day,
    /// What became of it.
    pub life: LifeOnDay,
}

impl HeldCoupon {
    /// True where it may be used.
    #[must_use]
    pub const fn is_usable(&self) -> bool {
        matches!(self.life.life, Some(Life::Issued { .. }))
    }
}

/// What bookings say of one coupon.
struct Told {
    event: EventId,
    issued: Day,
    booking: Booking,
    facts: LifeFacts,
}

/// Gathers coupons from bookings that stand, in the order in which they were written.
fn gather(bookings: Vec<(Event, Booking)>) -> Vec<(Uuid, Told)> {
    let mut told: Vec<(Uuid, Told)> = Vec::new();
    let mut voided: Vec<(Uuid, LifeFact)> = Vec::new();
    for (event, booking) in bookings {
        let fact = |act| LifeFact { act, day: event.day, written: event.stamp };
        if let Booking::CouponIssued { coupon, last_day, .. } = &booking {
            let mut facts = LifeFacts::default();
            facts.insert(fact(LifeAct::Issued { last_day: *last_day }));
            let coupon = *coupon;
            told.push((coupon, Told { event: event.id, issued: event.day, booking, facts }));
        } else if let Booking::CouponVoided { coupon, reason } = &booking {
            voided.push((*coupon, fact(LifeAct::Voided { reason: Arc::from(&**reason) })));
        }
    }
    let places: HashMap<Uuid, usize> =
        told.iter().enumerate().rev().map(|(at, (id, _))| (*id, at)).collect();
    for (coupon, fact) in voided {
        let place = places.get(&coupon).and_then(|at| told.get_mut(*at));
        if let Some((_, told)) = place {
            told.facts.insert(fact);
        }
    }
    told
}

impl HeldCoupon {
    fn of(coupon: Uuid, told: Told, rules: &Rulebook, day: Day) -> Option<HeldCoupon> {
        let Booking::CouponIssued { offer, code, rule, cause, .. } = told.booking else {
            return None;
        };
        let terms = rules.rule(offer).and_then(Rule::offer);
        let rule_last_day = terms.and_then(|terms| terms.promotion.window.last_day);
        let life = told.facts.as_of(day, rule_last_day);
        let (event, issued) = (told.event, told.issued);
        Some(HeldCoupon { coupon, event, offer, code, rule, cause, issued, life })
    }
}

/// A coupon with its owner, where it has one.
pub type Owned = (Option<Index>, HeldCoupon);

/// The coupons of all offers or of one, gathered a bounded number of events at a time. The book must
/// stay as it is until all are seen.
#[derive(Clone, Debug)]
pub struct GatheringCoupons {
    offer: Option<RuleId>,
    day: Day,
    at: usize,
    events: Vec<Event>,
}

impl GatheringCoupons {
    /// Those of an offer, or all, as of a day.
    #[must_use]
    pub const fn begin(offer: Option<RuleId>, day: Day) -> GatheringCoupons {
        GatheringCoupons { offer, day, at: 0, events: Vec::new() }
    }

    /// Looks at so many events; false when all are seen.
    pub fn step(&mut self, shop: &Shop, events: usize) -> bool {
        let all = shop.event_places();
        let end = self.at.saturating_add(events).min(all);
        for at in self.at..end {
            let booked = shop.booking_at(at).filter(|it| it.stands() && it.day <= self.day);
            self.events.extend(booked.filter(|it| self.is_asked(it)));
        }
        self.at = end;
        end < all
    }

    fn is_asked(&self, event: &Event) -> bool {
        let booking = event.booking();
        if let Some(Booking::CouponIssued { offer, .. }) = booking {
            return self.offer.is_none_or(|asked| asked == offer);
        }
        matches!(booking, Some(Booking::CouponVoided { .. }))
    }

    /// Each with its owner, in the order in which they were issued.
    #[must_use]
    pub fn finish(self, shop: &Shop, rules: &Rulebook) -> Vec<Owned> {
        let mut events = self.events;
        events.sort_unstable_by_key(Event::order);
        let owner = |event: &Event| event.deed.customers().0.map(|it| shop.person_of(it));
        let owners: HashMap<EventId, Index> =
            events.iter().filter_map(|event| Some((event.id, owner(event)?))).collect();
        let bookings = events.into_iter().filter_map(|event| {
            let booking = event.booking()?;
            Some((event, booking))
        });
        let told = gather(bookings.collect()).into_iter();
        let held = told.filter_map(|(id, told)| HeldCoupon::of(id, told, rules, self.day));
        held.map(|held| (owners.get(&held.event).copied(), held)).collect()
    }
}

/// Whom the seller noted to have been given an offer elsewhere, gathered a bounded number of events
/// at a time.
#[derive(Clone, Debug)]
pub struct GatheringNoted {
    offer: RuleId,
    at: usize,
    noted: HashMap<Index, Day>,
}

impl GatheringNoted {
    /// Of an offer.
    #[must_use]
    pub fn begin(offer: RuleId) -> GatheringNoted {
        GatheringNoted { offer, at: 0, noted: HashMap::new() }
    }

    /// Looks at so many events; false when all are seen.
    pub fn step(&mut self, shop: &Shop, events: usize) -> bool {
        let all = shop.event_places();
        let end = self.at.saturating_add(events).min(all);
        for event in (self.at..end).filter_map(|at| shop.booking_at(at)).filter(Event::stands) {
            let is_of = matches!(
                event.booking(),
                Some(Booking::Noted { offer, .. }) if offer == self.offer
            );
            if let (true, (Some(customer), _)) = (is_of, event.deed.customers()) {
                let day = self.noted.entry(shop.person_of(customer)).or_insert(event.day);
                *day = event.day.max(*day);
            }
        }
        self.at = end;
        end < all
    }

    /// Each with the last day of it.
    #[must_use]
    pub fn finish(self) -> HashMap<Index, Day> {
        self.noted
    }
}

impl Shop {
    /// The coupons of a person as of a day, the latest issued first.
    #[must_use]
    pub fn coupons_of(&self, rules: &Rulebook, customer: Index, day: Day) -> Vec<HeldCoupon> {
        let told = gather(self.bookings_of(customer, day)).into_iter().rev();
        told.filter_map(|(id, told)| HeldCoupon::of(id, told, rules, day)).collect()
    }

    /// The codes of all coupons that were ever issued.
    pub fn codes(&self) -> impl Iterator<Item = Code> + '_ {
        self.bookings().filter_map(|event| {
            let Booking::CouponIssued { code, .. } = event.booking()? else { return None };
            Code::parse(&code).ok()
        })
    }

    /// How many of a gift are left: those that there were when it was last written down, less what
    /// was taken since. `None` where they are not counted, or there is no such gift.
    #[must_use]
    pub fn gift_stock(&self, gift: RuleId) -> Option<u32> {
        let said = self.history_of_rule(gift).into_iter().find(|ruled| !ruled.is_undone)?;
        let Some(Rule::Gift(Gift { kind: GiftKind::Goods { stock: Some(stock), .. }, .. })) =
            said.terms
        else {
            return None;
        };
        let taken = self.bookings().filter(|event| {
            let is_of_gift = matches!(
                event.booking(),
                Some(Booking::PointsSpent { gift: Some(of), .. }) if of == gift
            );
            is_of_gift && event.stands() && event.stamp > said.stamp
        });
        Some(stock.saturating_sub(u32::try_from(taken.count()).unwrap_or(u32::MAX)))
    }

    /// The coupons that nobody owns, whoever shows them may use them, as of a day.
    #[must_use]
    pub fn bearer_coupons(&self, rules: &Rulebook, day: Day) -> Vec<HeldCoupon> {
        let mut events: Vec<Event> = self.shop_bookings().filter(|it| it.day <= day).collect();
        events.sort_unstable_by_key(Event::order);
        let bookings = events.into_iter().filter_map(|event| {
            let booking = event.booking()?;
            Some((event, booking))
        });
        let told = gather(bookings.collect());
        told.into_iter().filter_map(|(id, told)| HeldCoupon::of(id, told, rules, day)).collect()
    }
}

#[cfg(test)]
mod tests;
