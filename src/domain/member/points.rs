//! The points of one member, folded from his orders and what was booked.

use super::facts::OrderParts;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::figures::CountingRule;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, PointsReason, PointsTerms, Rulebook};
use crate::domain::money::Fen;
use crate::domain::points::{
    Cause, Earning, Fact, Facts, LastDay, Points, PointsAct, PointsEvent, Program, ProgramId,
    Replay,
};
use crate::domain::rate::BasisPoints;
use crate::domain::shop::Shop;
use crate::domain::stamp::Stamp;
use crate::domain::tier::{Facts as TierFacts, HandTier, OrderFact, standing};

impl PointsTerms {
    /// The program under these terms.
    #[must_use]
    pub fn program(&self) -> Program {
        Program {
            id: program_id(),
            first_day: Some(self.first_day),
            rate: self.rate,
            unit_fen: self.unit_fen,
            validity: self.validity,
            return_days: self.return_days,
        }
    }
}

/// A shop has one program.
fn program_id() -> ProgramId {
    ProgramId::new("points")
}

/// What the points of a person are folded from.
pub(super) struct Account<'a> {
    rules: &'a Rulebook,
    counting: CountingRule,
    tier_facts: TierFacts,
    hand: Vec<HandTier>,
    pub(super) orders: Vec<OrderParts>,
}

impl<'a> Account<'a> {
    pub(super) fn of(
        shop: &Shop,
        rules: &'a Rulebook,
        counting: CountingRule,
        customer: Index,
        day: Day,
    ) -> Account<'a> {
        let orders = shop.order_parts(customer);
        let tier_facts = TierFacts {
            orders: orders.iter().map(|parts| parts.fact.clone()).collect(),
            openings: shop.openings_of(customer, day),
        };
        let hand = shop.hand_tiers_of(customer, day);
        Account { rules, counting, tier_facts, hand, orders }
    }

    /// The multiplier of the tier in the morning of a day, by what was known on it: what goes back
    /// later changes no rate that an order has earned at (semantics 6, rates frozen).
    pub(super) fn multiplier(&self, day: Day) -> BasisPoints {
        let Some((_, policy)) = self.rules.policy_on(day) else { return BasisPoints::ONE };
        let purchases = self.tier_facts.as_of(day, self.counting);
        let standing = standing(self.rules.timeline(), &purchases, &self.hand, day);
        standing.map_or(BasisPoints::ONE, |standing| policy.multiplier(standing.morning))
    }

    /// True where orders of a day earn by themselves.
    pub(super) fn earns_by_itself(&self, day: Day) -> bool {
        self.rules.points_on(day).is_some_and(|(_, terms)| terms.is_on)
    }

    /// How an order earns by itself; `None` where no program ran on its day.
    fn earning(&self, day: Day) -> Option<Earning> {
        let (_, terms) = self.rules.points_on(day).filter(|(_, terms)| terms.is_on)?;
        Some(terms.program().earning(day, self.multiplier(day), BasisPoints::ONE))
    }

    /// Orders, and what went back of them.
    fn take_orders(&self, facts: &mut Facts, granted: &[Granted]) {
        for OrderParts { cause, fact } in &self.orders {
            // An order that earns nothing is none of the ledger's: a later act may let it earn.
            let own = self.earning(fact.day).map(|earning| (fact.day, earning));
            let Some((day, earning)) = own.or_else(|| self.granted(fact, granted)) else {
                continue;
            };
            let act = PointsAct::Order {
                cause: cause.clone(),
                net: fact.goods_fen,
                spent: Points::ZERO,
                earning: Some(earning),
            };
            insert(facts, Stamp::default(), day, act);
            let return_days = self.return_days(fact.day);
            for (nth, (day, goods)) in given_back(fact).into_iter().enumerate() {
                let refund = Cause::new(&format!("{cause}/{nth}"));
                let order = cause.clone();
                let act = PointsAct::Refund { cause: refund, order, goods, return_days };
                insert(facts, Stamp::default(), day, act);
            }
        }
    }

    /// An order of before the program, by the first act that let such orders earn.
    fn granted(&self, fact: &OrderFact, granted: &[Granted]) -> Option<(Day, Earning)> {
        let of_day = |it: &&Granted| it.first <= fact.day && fact.day <= it.last;
        let granted = granted.iter().find(of_day)?;
        let multiplier = self.multiplier(fact.day);
        let earning = granted.terms.program().earning(fact.day, multiplier, BasisPoints::ONE);
        let lives = earning.last_day.reaches(granted.on);
        lives.then(|| (granted.on.max(fact.day), earning))
    }

    fn return_days(&self, day: Day) -> u32 {
        self.rules.points_on(day).map_or(1, |(_, terms)| terms.return_days)
    }
}

/// An act that let past orders earn, with the terms of its day.
pub(super) struct Granted {
    on: Day,
    pub(super) first: Day,
    pub(super) last: Day,
    terms: PointsTerms,
}

impl Granted {
    pub(super) fn all(shop: &Shop, rules: &Rulebook, day: Day) -> Vec<Granted> {
        let mut events: Vec<Event> = shop.shop_bookings().filter(|it| it.day <= day).collect();
        events.sort_unstable_by_key(Event::order);
        let granted = events.iter().filter_map(|event| {
            let Booking::PastOrdersEarn { first, last } = event.booking()? else { return None };
            let (_, terms) = rules.points_on(event.day)?;
            Some(Granted { on: event.day, first, last, terms: terms.clone() })
        });
        granted.collect()
    }
}

/// What went back of an order for goods, by day; a cancellation gives back the rest.
fn given_back(fact: &OrderFact) -> Vec<(Day, Fen)> {
    let mut left = fact.goods_fen.max(Fen::ZERO);
    let mut back = Vec::new();
    for refund in &fact.refunds {
        if fact.cancelled_day.is_some_and(|cancelled| cancelled < refund.day) {
            break;
        }
        let goods = refund.fen.min(left);
        left = left.saturating_sub(goods);
        back.push((refund.day, goods));
    }
    back.extend(fact.cancelled_day.map(|day| (day, left)));
    back.retain(|(_, goods)| *goods > Fen::ZERO);
    back
}

fn insert(facts: &mut Facts, written: Stamp, day: Day, act: PointsAct) {
    facts.insert(Fact { written, event: PointsEvent { day, act } });
}

/// What a booking does to points.
fn act_of(event: &Event, booking: &Booking) -> Option<PointsAct> {
    let cause = || Cause::new(&format!("{}/{}", event.id.act, event.id.ordinal));
    if let Booking::PointsGiven { points, last_day, .. } = booking {
        let last_day = last_day.map_or(LastDay::Never, LastDay::On);
        Some(PointsAct::Adjust { cause: cause(), points: *points, last_day })
    } else if let Booking::PointsSpent { points, .. } = booking {
        Some(PointsAct::Spend { cause: cause(), points: *points })
    } else {
        None
    }
}

impl Shop {
    /// The points of a person as of a day, lot by lot; `None` where the shop never had a program.
    #[must_use]
    pub fn points_of(
        &self,
        rules: &Rulebook,
        counting: CountingRule,
        customer: Index,
        day: Day,
    ) -> Option<Replay> {
        rules.points().first()?;
        let account = Account::of(self, rules, counting, customer, day);
        let mut facts = Facts::default();
        account.take_orders(&mut facts, &Granted::all(self, rules, day));
        let bookings = self.bookings_of(customer, day);
        let is_opening = |booking: &Booking| {
            matches!(booking, Booking::PointsGiven { reason: PointsReason::Opening, .. })
        };
        // What the seller wrote down holds over what a list says of the same.
        let is_written = bookings.iter().any(|(_, booking)| is_opening(booking));
        for (event, booking) in bookings {
            if let Some(act) = act_of(&event, &booking) {
                insert(&mut facts, event.stamp, event.day, act);
            }
        }
        let listed = self.listed_points(customer, day).filter(|_| !is_written);
        if let Some((since, points)) = listed {
            let cause = Cause::new("listed");
            let (points, last_day) = (Points::new(points), LastDay::Never);
            insert(
                &mut facts,
                Stamp::default(),
                since,
                PointsAct::Adjust { cause, points, last_day },
            );
        }
        Some(facts.replay(program_id(), day))
    }
}
