//! What rules stand on a group, so that nobody takes it away from under them.

use super::rule::{Rule, RuleId};
use super::rulebook::Rulebook;
use crate::domain::promotion::condition::Condition;
use crate::domain::segment::Test;

impl Rulebook {
    /// The rules that stand on a group, in the order in which they were written: other groups that
    /// name it, offers that only its people may use, and issuing rules that give such an offer.
    #[must_use]
    pub fn uses_of_group(&self, group: RuleId) -> Vec<(RuleId, &Rule)> {
        self.rules().filter(|(id, rule)| *id != group && self.uses(rule, group)).collect()
    }

    fn uses(&self, rule: &Rule, group: RuleId) -> bool {
        match rule {
            Rule::Group(terms) => {
                let names = |test: &Test| matches!(test, Test::MemberOf(id) if id.0 == group.0);
                terms.rule.tests().iter().any(|(_, test)| names(test))
            }
            Rule::Offer(offer) => offer.promotion.conditions.iter().any(|condition| {
                let Condition::SegmentIn(words) = condition else { return false };
                words.iter().any(|word| RuleId::parse(word) == Some(group))
            }),
            Rule::Issuing(issuing) => {
                self.rule(issuing.gives).is_some_and(|given| {
                    // What is given is an offer, never another issuing rule.
                    given.offer().is_some() && self.uses(given, group)
                })
            }
            Rule::Tiers(_)
            | Rule::Points(_)
            | Rule::Platform(_)
            | Rule::Gift(_)
            | Rule::Product(_)
            | Rule::PriceList(_)
            | Rule::Quoting(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::coupon::issuing::Trigger;
    use crate::domain::day::Day;
    use crate::domain::event::EventId;
    use crate::domain::loyalty::{Issuing, Offer, Ruled};
    use crate::domain::money::Fen;
    use crate::domain::promotion::benefit::Benefit;
    use crate::domain::promotion::{Limits, PromotionDraft, Step, Window};
    use crate::domain::segment::{GroupTerms, Rule as Who};
    use crate::domain::stamp::{DeviceId, Stamp};

    fn id(number: u128) -> RuleId {
        RuleId(Uuid::from_u128(number))
    }

    fn group(rule: Who) -> Rule {
        Rule::Group(GroupTerms { name: "g".to_owned(), rule })
    }

    fn offer(number: u128, conditions: Vec<Condition>) -> Rule {
        let promotion = PromotionDraft {
            id: id(number).offer_id(),
            step: Step::Order,
            window: Window::default(),
            conditions,
            benefit: Benefit::AmountOff { off_fen: Fen::from_minor(1) },
            stackable: false,
            exclusive_group: None,
            limits: Limits::default(),
        };
        Rule::Offer(Offer { name: "o".to_owned(), is_on: true, promotion, valid_days: None })
    }

    fn issuing(gives: u128) -> Rule {
        Rule::Issuing(Issuing {
            name: "i".to_owned(),
            trigger: Trigger::AfterOrder,
            switched_on: None,
            gives: id(gives),
            hour: 9,
        })
    }

    #[test]
    fn what_stands_on_a_group_is_found() {
        let named = |number| vec![Condition::SegmentIn(vec![id(number).to_string().into()])];
        let member = |number| Who::Test(Test::MemberOf(id(number).segment_id()));
        let rules = [
            (1, group(Who::Any(Vec::new()))),
            (2, group(Who::All(vec![member(1).negated()]))),
            (3, offer(3, named(1))),
            (4, offer(4, named(2))),
            (5, offer(5, Vec::new())),
            (6, issuing(3)),
            (7, issuing(5)),
        ];
        let said = rules.into_iter().map(|(number, terms)| {
            let ruled = Ruled {
                event: EventId { act: Uuid::from_u128(number), ordinal: 0 },
                stamp: Stamp { counter: 1, device: DeviceId(1) },
                day: Day::from_number(0),
                at_ms: 0,
                terms: Some(terms),
                is_undone: false,
            };
            (id(number), ruled)
        });
        let rules = Rulebook::of(said);
        for (of, expected, rule) in [
            (1, vec![2, 3, 6], "a group, an offer, and what gives the offer"),
            (2, vec![4], "an offer"),
            (5, vec![], "what is no group is used by none"),
        ] {
            let uses: Vec<RuleId> = rules.uses_of_group(id(of)).iter().map(|it| it.0).collect();
            assert_eq!(uses, expected.into_iter().map(id).collect::<Vec<_>>(), "{rule}");
        }
    }
}
