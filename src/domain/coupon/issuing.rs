//! Issuing rules: what makes the shop give a coupon, and that it gives it once (semantics 7).
//!
//! A rule is run as often as one likes, in as many tabs and on as many phones: each coupon has its
//! [key](IssueKey), and its id and code are made of that key, so that what two phones issue is one
//! coupon. What happened before the rule was switched on issues nothing, nor does history that was
//! imported.
//!
//! Thanks for reviews never depend on stars (T19). Neither a [`Trigger`] nor [`CustomerFacts`] has a
//! place for a review, let alone for its stars, so no rule can ask for them: who is thanked for a
//! review is thanked as somebody who traded.

use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use super::code::Code;
use super::life::{LifeAct, LifeFact, last_valid_day};
use super::{Coupon, CouponState};
use crate::domain::day::Day;
use crate::domain::figures::Stage;
use crate::domain::id::name_based;
use crate::domain::points::Cause;
use crate::domain::promotion::OfferId;
use crate::domain::promotion::condition::MonthDay;
use crate::domain::stamp::Stamp;
use crate::domain::tier::Step;

/// What makes a rule give a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// Each order (PR1).
    AfterOrder,
    /// Every evening everybody who traded that day, and who left that day without an order, each
    /// once (PR2).
    Nightly,
    /// Somebody who never ordered left without an order (PR16).
    LeadWithoutOrder,
    /// A birthday comes (MB12).
    Birthday {
        /// So many days before it, until the birthday itself.
        days_before: u16,
    },
    /// A rise that is announced (MB14).
    Rise {
        /// To this tier or above.
        at_least: Step,
    },
    /// Somebody entered a stage and still is in it.
    StageEntered(Stage),
    /// A feast: a day that the seller, or the calendar, hands in.
    Festival {
        /// The day on which the coupon is given.
        day: Day,
    },
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuingRule {
    /// What it is called.
    pub id: OfferId,
    /// What makes it act.
    pub trigger: Trigger,
    /// Causes before this day are none.
    pub switched_on: Day,
    /// The rule of the coupons that it gives.
    pub promotion: OfferId,
    /// For how many days they are valid, the day of the issue counted; the promotion's last day
    /// where there is none.
    pub valid_days: Option<u32>,
}

/// What a coupon is given for. The same one never acts twice for a rule and a customer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssueCause {
    /// An order.
    Order(Cause),
    /// A day: an evening, a feast, the day on which a lead left.
    Day(Day),
    /// The birthday of a year.
    Year(i32),
    /// A change of the tier.
    Change {
        /// The tier afterwards.
        to: Step,
        /// The day.
        day: Day,
    },
    /// The day on which a stage was entered.
    Entry(Day),
}

/// What makes two issues the same, whoever issues: rule, customer, cause (semantics 7).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueKey {
    /// The issuing rule.
    pub rule: OfferId,
    /// To whom.
    pub customer: Arc<str>,
    /// For what.
    pub cause: IssueCause,
}

impl IssueKey {
    /// The coupon: a UUID v5 of the key, the same on all devices.
    #[must_use]
    pub fn coupon(&self) -> Uuid {
        name_based("coupon", &self.bytes())
    }

    /// The coupon as quotes name it.
    #[must_use]
    pub fn coupon_id(&self) -> OfferId {
        OfferId::new(&self.coupon().to_string())
    }

    /// The coupon's code, the same on all devices. Whether another coupon has it is for the caller
    /// to see: of ten thousand one pair in about seventeen thousand shops.
    #[must_use]
    pub fn code(&self) -> Code {
        let (_, low) = name_based("coupon code", &self.bytes()).as_u64_pair();
        Code::from_random(low)
    }

    /// Its codes in the order in which they are tried, the same on all devices: the first is
    /// [`Self::code`], the others are for where another coupon has that.
    pub fn codes(&self) -> impl Iterator<Item = Code> + use<> {
        let (first, bytes) = (self.code(), self.bytes());
        let others = (1..=u8::MAX).map(move |nth| {
            let bytes = [bytes.as_slice(), &[nth]].concat();
            Code::from_random(name_based("other coupon code", &bytes).as_u64_pair().1)
        });
        std::iter::once(first).chain(others)
    }

    /// Texts with their lengths before them, so that no two keys have the same bytes. They are
    /// what ids are made of, and never change.
    fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let text = |out: &mut Vec<u8>, text: &str| {
            out.extend((text.len() as u64).to_be_bytes());
            out.extend(text.as_bytes());
        };
        text(&mut out, self.rule.as_str());
        text(&mut out, &self.customer);
        match &self.cause {
            IssueCause::Order(order) => {
                out.push(0);
                text(&mut out, order.as_str());
            }
            IssueCause::Day(day) => {
                out.push(1);
                out.extend(day.number().to_be_bytes());
            }
            IssueCause::Year(year) => {
                out.push(2);
                out.extend(year.to_be_bytes());
            }
            IssueCause::Change { to, day } => {
                out.push(3);
                out.extend(to.number().to_be_bytes());
                out.extend(day.number().to_be_bytes());
            }
            IssueCause::Entry(day) => {
                out.push(4);
                out.extend(day.number().to_be_bytes());
            }
        }
        out
    }
}

/// How a fact came into the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Entered while it happened.
    Live,
    /// Imported afterwards, or found by an import: a change of tier or stage on a day that had
    /// passed when its file came.
    History,
}

/// A counted order (semantics 2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traded {
    /// The order.
    pub order: Cause,
    /// Its business day.
    pub day: Day,
    /// How it is known.
    pub origin: Origin,
}

/// Somebody greeted and left without an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The business day.
    pub day: Day,
    /// How it is known.
    pub origin: Origin,
}

/// A rise that stands; one that a refund took back is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Risen {
    /// The tier afterwards.
    pub to: Step,
    /// The business day.
    pub day: Day,
    /// The day from which on it is announced: past the return window (semantics 5).
    pub announced: Day,
    /// How it is known.
    pub origin: Origin,
}

/// The stage somebody is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The stage.
    pub stage: Stage,
    /// The day on which it was entered.
    pub day: Day,
    /// How it is known.
    pub origin: Origin,
}

/// A birthday by the lunar calendar as it falls next. Its year is the lunar one: in a solar year it
/// may fall twice, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarBirthday {
    /// The first day on or after the one that is asked on which it falls.
    pub day: Day,
    /// The lunar year.
    pub year: i32,
}

/// What is known of a person, as far as issuing goes; in any order, what comes later is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerFacts {
    /// Who.
    pub customer: Arc<str>,
    /// Counted orders, imported ones, too: they tell who is no lead.
    pub orders: Vec<Traded>,
    /// When he left without an order.
    pub left: Vec<Left>,
    /// His birthday in the solar calendar.
    pub birthday: Option<MonthDay>,
    /// His birthday by the lunar calendar.
    pub lunar_birthday: Option<LunarBirthday>,
    /// His rises.
    pub rises: Vec<Risen>,
    /// His stage as of the day that is asked.
    pub stage: Option<Entered>,
}

/// A coupon to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What makes it the same as another.
    pub key: IssueKey,
    /// The rule of the coupon.
    pub promotion: OfferId,
    /// The day of the issue, day 1 of its validity.
    pub day: Day,
    /// Its own last day.
    pub last_day: Option<Day>,
}

impl Issue {
    /// The coupon as a quote sees it.
    #[must_use]
    pub fn coupon(&self) -> Coupon {
        Coupon {
            id: self.key.coupon_id(),
            code: self.key.code().as_str().into(),
            promotion: self.promotion.clone(),
            owner: Some(self.key.customer.clone()),
            last_day: self.last_day,
            state: CouponState::Issued,
        }
    }

    /// The first fact of the coupon's life.
    #[must_use]
    pub fn fact(&self, written: Stamp) -> LifeFact {
        LifeFact { act: LifeAct::Issued { last_day: self.last_day }, day: self.day, written }
    }
}

/// The coupons that `rule` gives a customer on `day`, by key, without those in `issued`.
///
/// Orders, leads, rises and the stage are made up for when the app was closed on their day; an
/// evening, a feast and a birthday that has passed are not: who wants to make up for those asks as
/// of their day.
#[must_use]
pub fn due(
    rule: &IssuingRule,
    facts: &CustomerFacts,
    day: Day,
    issued: &BTreeSet<IssueKey>,
) -> Vec<Issue> {
    let key = |cause| IssueKey { rule: rule.id.clone(), customer: facts.customer.clone(), cause };
    let keys: BTreeSet<IssueKey> = causes(rule, facts, day).into_iter().map(key).collect();
    let new = keys.into_iter().filter(|key| !issued.contains(key));
    new.map(|key| Issue {
        key,
        promotion: rule.promotion.clone(),
        day,
        last_day: rule.valid_days.map(|days| last_valid_day(day, days)),
    })
    .collect()
}

/// What the rule gives a coupon for, maybe more than once.
fn causes(rule: &IssuingRule, facts: &CustomerFacts, today: Day) -> Vec<IssueCause> {
    let in_time = |day: Day| rule.switched_on <= day && day <= today;
    let is_live = |day: Day, origin: Origin| origin == Origin::Live && in_time(day);
    let traded = || facts.orders.iter().filter(|one| is_live(one.day, one.origin));
    let left = || facts.left.iter().filter(|one| is_live(one.day, one.origin)).map(|one| one.day);
    match rule.trigger {
        Trigger::AfterOrder => traded().map(|one| IssueCause::Order(one.order.clone())).collect(),
        Trigger::Nightly => {
            let days = traded().map(|one| one.day).chain(left());
            days.filter(|day| *day == today).map(IssueCause::Day).collect()
        }
        Trigger::LeadWithoutOrder => {
            let has_ordered = facts.orders.iter().any(|order| order.day <= today);
            left().filter(|_| !has_ordered).map(IssueCause::Day).collect()
        }
        Trigger::Birthday { days_before } => {
            let solar = facts.birthday.and_then(|on| next_birthday(on, today));
            let solar = solar.map(|on| (on, on.ymd().0));
            let lunar = facts.lunar_birthday.filter(|it| today <= it.day);
            let on = lunar.map(|it| (it.day, it.year)).or(solar);
            let near = on.filter(|(on, _)| on.plus(-i32::from(days_before)) <= today);
            // It comes today or later, so it never lies before the rule was switched on.
            let near = near.filter(|_| rule.switched_on <= today);
            near.map(|(_, year)| IssueCause::Year(year)).into_iter().collect()
        }
        Trigger::Rise { at_least } => {
            let high = facts.rises.iter().filter(|rise| rise.to >= at_least);
            let live = high.filter(|rise| is_live(rise.day, rise.origin));
            let told = live.filter(|rise| rise.announced <= today);
            told.map(|rise| IssueCause::Change { to: rise.to, day: rise.day }).collect()
        }
        Trigger::StageEntered(stage) => {
            let entered = facts.stage.filter(|entered| entered.stage == stage);
            let live = entered.filter(|entered| is_live(entered.day, entered.origin));
            live.map(|entered| IssueCause::Entry(entered.day)).into_iter().collect()
        }
        Trigger::Festival { day } => {
            let comes = Some(day).filter(|day| *day == today && in_time(*day));
            comes.map(IssueCause::Day).into_iter().collect()
        }
    }
}

/// The first birthday on or after a day.
fn next_birthday(birthday: MonthDay, day: Day) -> Option<Day> {
    let (year, _, _) = day.ymd();
    [year, year + 1].into_iter().filter_map(|year| birthday.in_year(year)).find(|on| day <= *on)
}

#[cfg(test)]
mod tests;
