//! Commands about members and offers.
//!
//! They carry the function that decides them, so that the tiers, points and rules of issuing are
//! reached only by whoever gives such a command: the first load of the app can do without them.

use std::fmt;

use super::booking::{self, Booked};
use super::issuing::RunningIssuing;
use super::{Command, Deciding, Moment};
use crate::domain::change::Change;
use crate::domain::customer::CustomerKey;
use crate::domain::issuing_run::IssuingClock;
use crate::domain::loyalty::{Rule, RuleId};
use crate::domain::shop::Shop;

/// What the seller does about members and offers.
#[derive(Clone, Debug)]
pub enum MemberCommand {
    /// Gives a rule of the shop these terms; a new one where none is named.
    SetRule(Option<RuleId>, Box<Rule>),
    /// Takes a rule of the shop out.
    RemoveRule(RuleId),
    /// Books tiers by hand, points and the like, all in one act.
    Book(Vec<Booked>),
    /// Gives coupons of an offer.
    IssueCoupons {
        /// The offer.
        offer: RuleId,
        /// Whom: one each.
        to: Vec<CustomerKey>,
        /// So many more that whoever shows them may use.
        bearers: u32,
    },
    /// Gives the coupons that are due under the issuing rules of the shop.
    RunIssuing(IssuingClock),
}

/// Decides a [`MemberCommand`].
pub type MemberDecider = for<'a> fn(&'a Shop, &MemberCommand, &Moment) -> Deciding<'a>;

/// A decision about members that looks at a bounded number of records at a time.
pub trait DecidingMembers: fmt::Debug {
    /// Looks at about so many records; false when it is decided.
    fn step(&mut self, records: usize) -> bool;
    /// The decision, behind the last step.
    fn finish(self: Box<Self>) -> Change;
}

fn decide<'a>(shop: &'a Shop, command: &MemberCommand, moment: &Moment) -> Deciding<'a> {
    Deciding::Decided(match command {
        MemberCommand::SetRule(rule, terms) => booking::set_rule(shop, *rule, terms, moment),
        MemberCommand::RemoveRule(rule) => booking::remove_rule(shop, *rule, moment),
        MemberCommand::Book(all) => booking::book(shop, all, moment),
        MemberCommand::IssueCoupons { offer, to, bearers } => {
            booking::issue(shop, *offer, to, *bearers, moment)
        }
        MemberCommand::RunIssuing(clock) => {
            return Deciding::Members(Box::new(RunningIssuing::begin(shop, *clock, moment)));
        }
    })
}

impl Command<'static> {
    fn members(command: MemberCommand) -> Command<'static> {
        Command::Members(Box::new(command), decide)
    }

    /// Gives a rule of the shop these terms; a new one where none is named.
    #[must_use]
    pub fn set_rule(rule: Option<RuleId>, terms: Box<Rule>) -> Command<'static> {
        Command::members(MemberCommand::SetRule(rule, terms))
    }

    /// Takes a rule of the shop out.
    #[must_use]
    pub fn remove_rule(rule: RuleId) -> Command<'static> {
        Command::members(MemberCommand::RemoveRule(rule))
    }

    /// Books tiers by hand, points and the like, all in one act.
    #[must_use]
    pub fn book(all: Vec<Booked>) -> Command<'static> {
        Command::members(MemberCommand::Book(all))
    }

    /// Gives coupons of an offer: one to each of these people, and some to whoever shows them.
    #[must_use]
    pub fn issue_coupons(offer: RuleId, to: Vec<CustomerKey>, bearers: u32) -> Command<'static> {
        Command::members(MemberCommand::IssueCoupons { offer, to, bearers })
    }

    /// Gives the coupons that are due under the issuing rules of the shop.
    #[must_use]
    pub fn run_issuing(clock: IssuingClock) -> Command<'static> {
        Command::members(MemberCommand::RunIssuing(clock))
    }
}
