//! Groups that are there before the seller made any. What they are called stands in the page.

use super::rule::Rule;
use super::test::{CouponState, Figure, Mark, Range, Span, Test, WordField};
use crate::domain::card::CardField;
use crate::domain::figures::RfmGroup;
use crate::domain::roster::StagePick;

/// Tags and chat groups by which sellers know who was sent a sample.
const SAMPLE_SENT: [&str; 4] = ["已寄样", "已寄样客户", "寄样", "寄样客户"];

/// A birthday so many days ahead, today counted as 0, is near: time for a wish and a parcel.
const BIRTHDAY_DAYS: i64 = 14;

/// A coupon that ends within so many days is about to.
const COUPON_DAYS: u32 = 7;

/// A purchase that is due within so many days.
const DUE_DAYS: i64 = 7;

/// A group that is there from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ready {
    /// 已成交客户 (SG1): has a counted order.
    DealDone,
    /// 代理商 (SG1): sells on, or has goods sent on.
    Agents,
    /// 潜在客户 (SG1): known, never bought.
    Potential,
    /// 已寄样客户 (SG1): by tag or chat group.
    SampleSent,
    /// VIP客户 (SG1): on the highest step of the tiers.
    Vip,
    /// VIP代理商 (SG1): both.
    VipAgents,
    /// Marked as important (SG9).
    Important,
    /// Sleeping, of those who bought for much (SG12).
    SleepingBest,
    /// Sleeping, of the others (SG12).
    SleepingOthers,
    /// Something of first contact is not known yet (CU10).
    Incomplete,
    /// Bought once, the second order is awaited.
    AwaitingSecond,
    /// The next purchase is due these days.
    DueSoon,
    /// Ordering less, or away for longer than the own rhythm.
    FallingOff,
    /// Bought at this time last year, nothing lately.
    SameTimeLastYear,
    /// Has a birthday soon.
    BirthdaySoon,
    /// Bought, and nobody asked since.
    NotCaredFor,
    /// Has a coupon that ends soon.
    CouponEnding,
}

impl Ready {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Ready; 17] = [
        Ready::DealDone,
        Ready::Agents,
        Ready::Potential,
        Ready::SampleSent,
        Ready::Vip,
        Ready::VipAgents,
        Ready::Important,
        Ready::SleepingBest,
        Ready::SleepingOthers,
        Ready::Incomplete,
        Ready::AwaitingSecond,
        Ready::DueSoon,
        Ready::FallingOff,
        Ready::SameTimeLastYear,
        Ready::BirthdaySoon,
        Ready::NotCaredFor,
        Ready::CouponEnding,
    ];

    /// Who is in it: a rule that the seller can copy and change.
    #[must_use]
    pub fn rule(self) -> Rule {
        let rule = match self {
            Ready::DealDone => has_bought(),
            Ready::Agents => is([Mark::Distributor, Mark::Dropship]),
            Ready::Potential => stages([StagePick::Potential]),
            Ready::SampleSent => Rule::Any(vec![said(WordField::Tag), said(WordField::ChatGroup)]),
            Ready::Vip => Rule::Test(Test::HighestTier),
            Ready::VipAgents => Rule::All(vec![Ready::Vip.rule(), Ready::Agents.rule()]),
            Ready::Important => is([Mark::Important]),
            Ready::SleepingBest => Rule::All(vec![sleeping(), worth_much()]),
            Ready::SleepingOthers => Rule::All(vec![sleeping(), worth_much().negated()]),
            Ready::Incomplete => incomplete(),
            Ready::AwaitingSecond => stages([StagePick::AwaitingSecond]),
            Ready::DueSoon => within(Figure::DaysUntilDue, DUE_DAYS),
            Ready::FallingOff => is([Mark::OrderingLess, Mark::RhythmBroken]),
            Ready::SameTimeLastYear => is([Mark::SameTimeLastYear]),
            Ready::BirthdaySoon => within(Figure::DaysUntilBirthday, BIRTHDAY_DAYS),
            Ready::NotCaredFor => {
                Rule::All(vec![has_bought(), is([Mark::CaredForSinceOrder]).negated()])
            }
            Ready::CouponEnding => {
                let state = CouponState::EndsWithin(COUPON_DAYS);
                Rule::Test(Test::Coupon { state, of: None })
            }
        };
        rule.cleaned()
    }
}

fn is<const N: usize>(marks: [Mark; N]) -> Rule {
    Rule::Test(Test::Is(marks.to_vec()))
}

fn stages<const N: usize>(stages: [StagePick; N]) -> Rule {
    Rule::Test(Test::Stage(stages.to_vec()))
}

fn has_bought() -> Rule {
    let range = Range { from: Some(1), to: None };
    Rule::Test(Test::Figure { figure: Figure::Purchases(Span::Ever), range })
}

/// From 0 up to so many.
fn within(figure: Figure, days: i64) -> Rule {
    Rule::Test(Test::Figure { figure, range: Range { from: Some(0), to: Some(days) } })
}

fn said(field: WordField) -> Rule {
    Rule::Test(Test::Said { field, any: SAMPLE_SENT.map(Box::from).to_vec() })
}

fn sleeping() -> Rule {
    stages([StagePick::HighSave, StagePick::LowSave, StagePick::Lost])
}

/// High on the axis of money, as the shop has it cut.
fn worth_much() -> Rule {
    Rule::Test(Test::Group(vec![
        RfmGroup::Best,
        RfmGroup::BigGoneQuiet,
        RfmGroup::BigBasketsFewVisits,
        RfmGroup::BigOneTimeGone,
    ]))
}

/// What [`crate::domain::card::Card::unknown`] asks: one of it is not known.
fn incomplete() -> Rule {
    let known = |field| Rule::Test(Test::Known(field));
    let either = |a, b| Rule::Any(vec![known(a), known(b)]);
    Rule::All(vec![
        known(CardField::Name),
        known(CardField::Phones),
        either(CardField::Region, CardField::Address),
        either(CardField::Sex, CardField::Title),
        known(CardField::Role),
    ])
    .negated()
}
