//! The rules of the shop as they stand: of what was said of each the latest.

use std::collections::BTreeMap;

use super::booking::Booking;
use super::offer::{Gift, Issuing, Offer, PlatformCoupon, PointsTerms, QuotingTerms};
use super::rule::{Rule, RuleId};
use crate::domain::day::Day;
use crate::domain::event::{Event, EventId};
use crate::domain::goods::{PriceListDraft, ProductDraft};
use crate::domain::segment::{GroupTerms, SegmentDraft, Segments};
use crate::domain::stamp::Stamp;
use crate::domain::tier::{Policy, Timeline};

/// What was said of a rule at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// The event, to take it back.
    pub event: EventId,
    /// When, in the order that all devices agree on.
    pub stamp: Stamp,
    /// The business day.
    pub day: Day,
    /// Milliseconds since 1970.
    pub at_ms: u64,
    /// What the rule said from then on; `None` = taken out.
    pub terms: Option<Rule>,
    /// True where this was taken back.
    pub is_undone: bool,
}

impl Ruled {
    /// What an event says of a rule, and of which.
    #[must_use]
    pub fn of(event: &Event) -> Option<(RuleId, Ruled)> {
        let Booking::Ruled { rule, terms } = event.booking()? else { return None };
        let ruled = Ruled {
            event: event.id,
            stamp: event.stamp,
            day: event.day,
            at_ms: event.at_ms,
            terms,
            is_undone: !event.stands(),
        };
        Some((rule, ruled))
    }
}

/// A tier policy in force, and which rule it is.
type Policies = Vec<(RuleId, Policy)>;

/// The rules that stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulebook {
    rules: BTreeMap<RuleId, Rule>,
    /// By first day; of one first day the last said is last.
    policies: Policies,
    timeline: Timeline,
    /// By first day, likewise.
    points: Vec<(RuleId, PointsTerms)>,
}

impl Rulebook {
    /// Of everything that was said of rules, in any order.
    #[must_use]
    pub fn of(said: impl Iterator<Item = (RuleId, Ruled)>) -> Rulebook {
        let mut latest: BTreeMap<RuleId, Ruled> = BTreeMap::new();
        for (rule, ruled) in said.filter(|(_, ruled)| !ruled.is_undone) {
            let order = |it: &Ruled| (it.stamp, it.event);
            match latest.get(&rule) {
                Some(known) if order(known) >= order(&ruled) => {}
                Some(_) | None => {
                    latest.insert(rule, ruled);
                }
            }
        }
        let mut by_time: Vec<(RuleId, Ruled)> = latest.into_iter().collect();
        by_time.sort_by_key(|(_, ruled)| (ruled.stamp, ruled.event));
        let mut book = Rulebook::default();
        for (id, ruled) in by_time {
            if let Some(terms) = ruled.terms {
                book.take(id, terms);
            }
        }
        book.policies.sort_by_key(|(_, policy)| policy.draft().first_day);
        book.points.sort_by_key(|(_, terms)| terms.first_day);
        book.timeline = Timeline::new(book.policies.iter().map(|(_, it)| it.period()).collect());
        book
    }

    fn take(&mut self, id: RuleId, rule: Rule) {
        match &rule {
            // What does not parse was never let in; a book that says so is read without it.
            Rule::Tiers(draft) => {
                let policy = Policy::parse(draft.clone()).ok();
                self.policies.extend(policy.map(|(policy, _)| (id, policy)));
            }
            Rule::Points(terms) => self.points.push((id, terms.clone())),
            Rule::Offer(_)
            | Rule::Platform(_)
            | Rule::Issuing(_)
            | Rule::Gift(_)
            | Rule::Group(_)
            | Rule::Product(_)
            | Rule::PriceList(_)
            | Rule::Quoting(_) => {}
        }
        self.rules.insert(id, rule);
    }

    /// What a rule says; `None` where it is not there, or taken out.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(&id)
    }

    /// All rules, in the order in which they were first written.
    pub fn rules(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules.iter().map(|(id, rule)| (*id, rule))
    }

    /// The tier policies, by their first day.
    #[must_use]
    pub fn policies(&self) -> &[(RuleId, Policy)] {
        &self.policies
    }

    /// The rules of tiers over time.
    #[must_use]
    pub const fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The tier policy in force on a day, and which rule it is.
    #[must_use]
    pub fn policy_on(&self, day: Day) -> Option<(RuleId, &Policy)> {
        let begun = self.policies.iter().rev().find(|(_, it)| it.draft().first_day <= day);
        begun.map(|(id, policy)| (*id, policy))
    }

    /// What is said of points over time, by first day.
    #[must_use]
    pub fn points(&self) -> &[(RuleId, PointsTerms)] {
        &self.points
    }

    /// The points in force on a day, and which rule it is.
    #[must_use]
    pub fn points_on(&self, day: Day) -> Option<(RuleId, &PointsTerms)> {
        let begun = self.points.iter().rev().find(|(_, it)| it.first_day <= day);
        begun.map(|(id, terms)| (*id, terms))
    }

    /// Promotions and rules of coupons of this shop.
    pub fn offers(&self) -> impl Iterator<Item = (RuleId, &Offer)> {
        self.rules().filter_map(|(id, rule)| Some((id, rule.offer()?)))
    }

    /// Coupons of platforms.
    pub fn platform_coupons(&self) -> impl Iterator<Item = (RuleId, &PlatformCoupon)> {
        self.rules().filter_map(|(id, rule)| Some((id, rule.platform_coupon()?)))
    }

    /// Issuing rules.
    pub fn issuing(&self) -> impl Iterator<Item = (RuleId, &Issuing)> {
        self.rules().filter_map(|(id, rule)| Some((id, rule.issuing()?)))
    }

    /// What is to be had for points.
    pub fn gifts(&self) -> impl Iterator<Item = (RuleId, &Gift)> {
        self.rules().filter_map(|(id, rule)| Some((id, rule.gift()?)))
    }

    /// Groups of customers.
    pub fn groups(&self) -> impl Iterator<Item = (RuleId, &GroupTerms)> {
        self.rules().filter_map(|(id, rule)| Some((id, rule.group()?)))
    }

    /// Groups as other rules name them. Those that do not parse are left out.
    #[must_use]
    pub fn segments(&self) -> Segments {
        let mut segments = Segments::default();
        let mut waiting: Vec<SegmentDraft> = self
            .groups()
            .map(|(id, terms)| SegmentDraft {
                id: id.segment_id(),
                name: terms.name.clone(),
                rule: terms.rule.clone(),
            })
            .collect();
        // A group may name one that was written later: those are tried again behind it.
        loop {
            let before = waiting.len();
            waiting.retain(|draft| match draft.clone().parse(&segments) {
                Ok(segment) => {
                    segments.put(segment);
                    false
                }
                Err(_) => true,
            });
            if waiting.len() == before {
                return segments;
            }
        }
    }

    /// Goods with their prices.
    pub fn products(&self) -> impl Iterator<Item = (RuleId, &ProductDraft)> {
        self.rules().filter_map(|(id, rule)| Some((id, rule.product()?)))
    }

    /// How quotes are given; as a new shop does where nothing was said.
    #[must_use]
    pub fn quoting(&self) -> QuotingTerms {
        self.rule(RuleId::of_quoting()).and_then(Rule::quoting).cloned().unwrap_or_default()
    }

    /// Private price lists.
    pub fn price_lists(&self) -> impl Iterator<Item = (RuleId, &PriceListDraft)> {
        self.rules().filter_map(|(id, rule)| Some((id, rule.price_list()?)))
    }
}
