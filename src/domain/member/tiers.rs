//! Where members stand: one of them with everything about it, and all of them as a column.

use hashbrown::HashMap;

use super::facts::{hand_tier, opening};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::figures::{CountingRule, OrderHistory};
use crate::domain::intern::Index;
use crate::domain::loyalty::Rulebook;
use crate::domain::shop::Shop;
use crate::domain::tier::{
    Correction, FallAhead, HandTier, OpeningFact, Purchases, Standing, Step, Timeline, corrections,
    fall_ahead, fold, held, standing,
};

/// So far ahead falls are looked for, in days.
const AHEAD_DAYS: u32 = 31;

/// Where one member stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The standing.
    pub standing: Standing,
    /// What refunds and cancellations that became known later did to his tier.
    pub corrections: Vec<Correction>,
    /// The tiers that he was given by hand, the last given last.
    pub hand: Vec<HandTier>,
    /// The fall that comes within a month unless he buys.
    pub fall_ahead: Option<FallAhead>,
}

impl Membership {
    /// Where a person stands after a day; `None` before the first policy.
    #[must_use]
    pub fn of(
        shop: &Shop,
        rules: &Rulebook,
        counting: CountingRule,
        customer: Index,
        day: Day,
    ) -> Option<Membership> {
        let timeline = rules.timeline();
        timeline.on(day)?;
        let facts = shop.tier_facts(customer, day);
        let hand = shop.hand_tiers_of(customer, day);
        let purchases = facts.as_of(day, counting);
        Some(Membership {
            standing: standing(timeline, &purchases, &hand, day)?,
            corrections: corrections(timeline, &facts, counting, day),
            fall_ahead: fall_ahead(timeline, &purchases, &hand, day, AHEAD_DAYS),
            hand,
        })
    }
}

/// What the column of tiers is computed from beside the columns of orders.
#[derive(Clone, Debug, Default)]
struct Booked {
    hand: HashMap<Index, Vec<HandTier>>,
    openings: HashMap<Index, Vec<OpeningFact>>,
}

impl Booked {
    fn of(shop: &Shop, known_on: Day) -> Booked {
        let mut events: Vec<Event> = shop
            .bookings()
            .filter(|event| event.stands() && event.day <= known_on)
            .filter(|event| event.deed.customers().0.is_some())
            .collect();
        events.sort_unstable_by_key(Event::order);
        let mut booked = Booked::default();
        for event in events {
            let (Some(customer), Some(booking)) = (event.deed.customers().0, event.booking())
            else {
                continue;
            };
            let person = shop.person_of(customer);
            if let Some(tier) = hand_tier(&booking) {
                booked.hand.entry(person).or_default().push(tier);
            }
            if let Some(opening) = opening(&booking) {
                booked.openings.entry(person).or_default().push(opening);
            }
        }
        for (customer, facts) in shop.people() {
            let person = shop.person_of(customer);
            if facts.opening.is_some() {
                // What the seller wrote down holds over what a list says of the same.
                let slot = booked.openings.entry(person).or_default();
                if slot.is_empty() {
                    slot.extend(shop.listed_opening(person, known_on));
                }
            }
        }
        booked
    }
}

/// The tier of everybody, by the place of the person; made a bounded number of people at a time.
#[derive(Clone, Debug)]
pub struct TierColumn {
    timeline: Timeline,
    counting: CountingRule,
    day: Day,
    booked: Booked,
    steps: Vec<Option<Step>>,
}

impl TierColumn {
    /// Begins, as of a day.
    #[must_use]
    pub fn begin(shop: &Shop, timeline: &Timeline, counting: CountingRule, day: Day) -> TierColumn {
        let steps = Vec::with_capacity(shop.customers().len());
        let (timeline, booked) = (timeline.clone(), Booked::of(shop, day));
        TierColumn { timeline, counting, day, booked, steps }
    }

    /// Looks at so many people more; false when all are seen. `history` is that of the shop as of
    /// the day.
    pub fn step(&mut self, shop: &Shop, history: &OrderHistory, people: usize) -> bool {
        let all = shop.customers().len();
        let end = self.steps.len().saturating_add(people).min(all);
        while self.steps.len() < end {
            let step = self.at(shop, history, self.steps.len());
            self.steps.push(step);
        }
        end < all
    }

    /// Looks at one person anew.
    pub fn update(&mut self, shop: &Shop, history: &OrderHistory, person: usize) {
        let step = self.at(shop, history, person);
        if let Some(slot) = self.steps.get_mut(person) {
            *slot = step;
        }
    }

    fn at(&self, shop: &Shop, history: &OrderHistory, at: usize) -> Option<Step> {
        let is_head = shop.is_known(at) && shop.person_of(Index::at(at)).position() == at;
        let rules = self.timeline.on(self.day).filter(|_| is_head)?;
        let folded = fold(&self.timeline, &self.purchases(history, at), self.day)?;
        let computed = folded.evening.step;
        Some(held(self.hand(at), self.day, computed, rules.ladder.highest()).unwrap_or(computed))
    }

    /// What a person bought, as of the day.
    #[must_use]
    pub fn purchases(&self, history: &OrderHistory, person: usize) -> Purchases {
        let run = history.run(person).until(self.day);
        match self.booked.openings.get(&Index::at(person)) {
            None => Purchases::of(run, self.counting),
            Some(openings) => {
                let orders = run.day.iter().zip(run.net_fen).map(|(day, net)| {
                    (Day::from_number(*day), crate::domain::money::Fen::from_minor(*net))
                });
                Purchases::new(orders, openings.iter().copied(), self.counting)
            }
        }
    }

    /// The tiers that a person was given by hand.
    #[must_use]
    pub fn hand(&self, person: usize) -> &[HandTier] {
        self.booked.hand.get(&Index::at(person)).map_or(&[], Vec::as_slice)
    }

    /// The day that it is of.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The rules that it was made by.
    #[must_use]
    pub const fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The tier of everybody by place; `None` for keys that are not the head of a person, and for
    /// all before the first policy.
    #[must_use]
    pub fn steps(&self) -> &[Option<Step>] {
        &self.steps
    }

    /// Members per step, the lowest first, up to the highest of the policy.
    #[must_use]
    pub fn spread(&self) -> Vec<u64> {
        let highest = self.timeline.on(self.day).map_or(0, |rules| rules.ladder.highest().place());
        let mut spread = vec![0; highest + 1];
        for step in self.steps.iter().flatten() {
            if let Some(count) = spread.get_mut(step.place()) {
                *count += 1;
            }
        }
        spread
    }
}
