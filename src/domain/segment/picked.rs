//! Lists that can be kept as a group.

use super::rule::Rule;
use super::test::{Figure, Mark, Range, Span, Test};
use crate::domain::roster::{Pick, Within};

impl Rule {
    /// The rule that has the very people of a list in it, today and later on; `None` where groups
    /// cannot ask for what the list is about.
    #[must_use]
    pub fn of_pick(pick: Pick) -> Option<Rule> {
        let is = |mark| Rule::Test(Test::Is(vec![mark]));
        let figure =
            |figure, from, to| Rule::Test(Test::Figure { figure, range: Range { from, to } });
        let exactly = |what, score: u8| figure(what, Some(score.into()), Some(score.into()));
        let least = |span, least| figure(Figure::Purchases(span), Some(least), None);
        Some(match pick {
            Pick::Stage(stage) => Rule::Test(Test::Stage(vec![stage])),
            Pick::Group(group) => Rule::Test(Test::Group(vec![group])),
            Pick::Cell { r, f } => Rule::All(vec![
                exactly(Figure::RecencyScore, r),
                exactly(Figure::FrequencyScore, f),
            ]),
            Pick::In { what, days } => match what {
                Within::Bought => least(Span::Days(days), 1),
                Within::Repeat => least(Span::Days(days), 2),
                // "Twice up to that day" is no span with a beginning.
                Within::Returning => return None,
            },
            Pick::Bought => least(Span::Ever, 1),
            Pick::Repeat => least(Span::Ever, 2),
            Pick::Rhythm => figure(Figure::CycleDays, Some(1), None),
            Pick::Late => is(Mark::RhythmBroken),
            Pick::OrderingLess => is(Mark::OrderingLess),
            Pick::SameTimeLastYear => is(Mark::SameTimeLastYear),
            Pick::LastDoubleEleven => is(Mark::LastDoubleEleven),
            Pick::Important => is(Mark::Important),
            // Everybody is no group; the others look at what changed, or at a share of all.
            Pick::Everyone
            | Pick::Cohort { .. }
            | Pick::CohortAfter { .. }
            | Pick::Moved(_)
            | Pick::CameBack
            | Pick::WentAway
            | Pick::Fifth(_)
            | Pick::Refunded
            | Pick::Returning
            | Pick::Promised => return None,
        })
    }
}
