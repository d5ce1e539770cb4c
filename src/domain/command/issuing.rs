//! Giving the coupons that are due under the rules of the shop.
//!
//! Each coupon is an event of an act of its own, whose id is the coupon's and so is made of what it
//! is given for: whoever runs the rules again, in another tab or on another phone, writes the same
//! event, and books that are merged hold it once.

use std::collections::BTreeSet;

use super::members::DecidingMembers;
use super::{Moment, nothing, stamp};
use crate::domain::change::{Change, ChangeWriter, Collection};
use crate::domain::coupon::code::{Code, CodeKey};
use crate::domain::event::{Deed, Event, EventId};
use crate::domain::issuing_run::{DuePacket, IssuingClock, Looking, Wanted};
use crate::domain::loyalty::Booking;
use crate::domain::node::Noded;
use crate::domain::packed_event::write_event;
use crate::domain::shop::Shop;
use crate::domain::stamp::Stamped;

/// The giving, on its way.
#[derive(Debug)]
pub(super) struct RunningIssuing<'a> {
    shop: &'a Shop,
    moment: Moment,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Looking(Box<Looking>),
    /// The codes that there are, read event by event: only where something is due.
    Codes {
        due: Vec<DuePacket>,
        taken: BTreeSet<CodeKey>,
        at: usize,
    },
    Done,
}

impl<'a> RunningIssuing<'a> {
    pub(super) fn begin(
        shop: &'a Shop,
        clock: IssuingClock,
        moment: &Moment,
    ) -> RunningIssuing<'a> {
        let looking = Looking::begin(shop, Wanted::Coupons, moment.today, clock);
        RunningIssuing { shop, moment: *moment, work: Work::Looking(Box::new(looking)) }
    }
}

impl DecidingMembers for RunningIssuing<'_> {
    fn step(&mut self, records: usize) -> bool {
        if let Work::Codes { taken, at, .. } = &mut self.work {
            let all = self.shop.events.len();
            let end = at.saturating_add(records).min(all);
            for place in *at..end {
                let event = self.shop.event(place);
                if let Some(Booking::CouponIssued { code, .. }) =
                    event.as_ref().and_then(Event::booking)
                {
                    taken.extend(Code::parse(&code).ok().map(|code| code.key()));
                }
            }
            *at = end;
            return end < all;
        }
        if let Work::Looking(looking) = &mut self.work
            && looking.step(self.shop, records)
        {
            return true;
        }
        let Work::Looking(looking) = std::mem::replace(&mut self.work, Work::Done) else {
            return false;
        };
        let due = looking.finish();
        if due.is_empty() {
            return false;
        }
        self.work = Work::Codes { due, taken: BTreeSet::new(), at: 0 };
        true
    }

    fn finish(self: Box<Self>) -> Change {
        let Work::Codes { due, mut taken, .. } = self.work else { return nothing() };
        let (stamp, mut change) = (stamp(self.shop, &self.moment), ChangeWriter::new(false));
        for (place, packet) in (self.shop.events.len()..).zip(due) {
            let coupon = packet.key.coupon();
            let free = packet.key.codes().find(|code| !taken.contains(&code.key()));
            // Two hundred that are all taken: then any is as good.
            let code = free.unwrap_or_else(|| packet.key.code());
            taken.insert(code.key());
            let booking = Booking::CouponIssued {
                coupon,
                offer: packet.offer,
                code: code.as_str().to_owned(),
                last_day: packet.last_day,
                rule: Some(packet.rule),
                cause: Some(packet.key.cause),
            };
            let event = Event {
                id: EventId { act: coupon, ordinal: 0 },
                stamp,
                day: self.moment.today,
                at_ms: self.moment.seed.now_ms,
                deed: Deed::Booked {
                    customer: Some(packet.customer),
                    other: None,
                    booking: booking.to_node(),
                },
                undone: Stamped::default(),
            };
            change.put(Collection::Events, place, |out| write_event(&event, out));
        }
        change.finish()
    }
}
