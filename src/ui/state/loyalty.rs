//! The rules of the shop, and what is booked under them, as pages look at them and write them.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Done, State, Undo};
use crate::domain::command::{Booked, Command, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::figures::CountingRule;
use crate::domain::loyalty::{Rule, RuleId, Rulebook};
use crate::domain::shop::Shop;

/// What pages about members look at: the book, its rules, how purchases are counted, and the day.
#[derive(Clone, Copy, Debug)]
pub struct Members<'a> {
    /// The book.
    pub shop: &'a Shop,
    /// The rules as they stood on the day.
    pub rules: &'a Arc<Rulebook>,
    /// How purchases are counted.
    pub counting: CountingRule,
    /// Today, or the day of the past that is looked at.
    pub day: Day,
}

impl State {
    /// The day that pages about members look at: today, or the day of the past that is looked at.
    #[must_use]
    pub fn member_day(self) -> Day {
        self.basis.as_of.get().unwrap_or_else(|| self.today())
    }

    /// Looks at the members, again whenever the book, the day or the counting rule has changed.
    /// `None` before the book is open.
    pub fn with_members<T>(self, look: impl FnOnce(Members<'_>) -> T) -> Option<T> {
        let (day, counting) = (self.member_day(), self.basis.rule.get());
        let past = self.basis.as_of.get();
        self.with_shop(|shop| {
            let rules = match past {
                Some(day) => Arc::new(shop.rulebook_as_of(day)),
                None => shop.rulebook(),
            };
            look(Members { shop, rules: &rules, counting, day })
        })
    }

    /// The rules of the shop as they stood on the day that is looked at; none before the book is
    /// open.
    #[must_use]
    pub fn rulebook(self) -> Arc<Rulebook> {
        self.with_members(|members| members.rules.clone()).unwrap_or_default()
    }

    /// Gives a rule these terms, a new one where none is named; says so, and offers to take it
    /// back. `then` hears how it went.
    pub fn set_rule(
        self,
        rule: Option<RuleId>,
        terms: Rule,
        name: String,
        then: impl FnOnce(Result<(), Refused>) + 'static,
    ) {
        let command = Command::set_rule(rule, Box::new(terms));
        self.perform(command, (Done::Ruled, name, Undo::TheAct), then);
    }

    /// Takes a rule out, says so, and offers to take that back.
    pub fn remove_rule(
        self,
        rule: RuleId,
        name: String,
        then: impl FnOnce(Result<(), Refused>) + 'static,
    ) {
        let command = Command::remove_rule(rule);
        self.perform(command, (Done::RuleRemoved, name, Undo::TheAct), then);
    }

    /// Books something, says so, and offers to take it back.
    pub fn book(
        self,
        all: Vec<Booked>,
        name: String,
        then: impl FnOnce(Result<(), Refused>) + 'static,
    ) {
        self.perform(Command::book(all), (Done::Booked, name, Undo::TheAct), then);
    }

    /// Gives coupons of an offer to these people, and some to whoever shows them.
    pub fn issue_coupons(
        self,
        offer: RuleId,
        to: Vec<CustomerKey>,
        bearers: u32,
        name: String,
        then: impl FnOnce(Result<(), Refused>) + 'static,
    ) {
        let command = Command::issue_coupons(offer, to, bearers);
        self.perform(command, (Done::Issued, name, Undo::TheAct), then);
    }
}
