//! What the seller does with people, and with orders after they were sold.

use huitou::domain::card::{
    Answer, BuyingModes, CardEntry, Relative, Role, Sex, Suffix, Title, Topic,
};
use huitou::domain::command::{Booked, Command, ShopSetting};
use huitou::domain::day::DayRange;
use huitou::domain::event::{Contact, Outcome, Way};
use huitou::domain::figures::{CountingRule, StageBounds};
use huitou::domain::loyalty::{Booking, Rule, RuleId, RuleKind};
use huitou::domain::money::Fen;
use huitou::domain::person::Birthday;
use huitou::domain::trade::Trade;
use huitou::domain::weekdays::Weekdays;
use proptest::prelude::*;
use uuid::Uuid;

use crate::booked;
use crate::kit::{Phone, customer};
use crate::support::day;

/// One of them, with places instead of names.
#[derive(Clone, Debug)]
pub(crate) enum Deal {
    Add(u32, Vec<CardEntry>),
    Edit(u32, Vec<CardEntry>),
    Contact(u32, Contact),
    Join(u32, u32, Vec<CardEntry>),
    Apart(u32, u32),
    /// The nth act.
    Undo(usize),
    Redo(usize),
    Cancel(usize, bool),
    Refund(usize, i64),
    /// The nth refund of the nth order.
    UndoRefund(usize, usize),
    Set(ShopSetting),
    /// A new rule, or the nth one written anew.
    Rule(Option<usize>, Box<Rule>),
    RemoveRule(usize),
    Book(u32, Box<Booking>),
    /// One is known by another one's word.
    Referred(u32, u32),
    /// Coupons of the nth offer.
    Issue(usize, Vec<u32>, u32),
}

impl Deal {
    /// The command; `None` where there is nothing to act on.
    pub(crate) fn command(&self, phone: &Phone) -> Option<Command<'static>> {
        Some(match self {
            Deal::Add(who, entries) => {
                Command::AddPerson { key: customer(*who), entries: entries.clone() }
            }
            Deal::Edit(who, entries) => {
                Command::EditCard { customer: customer(*who), entries: entries.clone() }
            }
            Deal::Contact(who, contact) => {
                Command::LogContact { customer: customer(*who), contact: contact.clone() }
            }
            Deal::Join(kept, other, entries) => Command::JoinPeople {
                kept: customer(*kept),
                others: vec![customer(*other)],
                entries: entries.clone(),
            },
            Deal::Apart(a, b) => Command::KeepApart(vec![customer(*a), customer(*b)]),
            Deal::Undo(at) => Command::UndoAct(nth_act(phone, *at)?),
            Deal::Redo(at) => Command::RedoAct(nth_act(phone, *at)?),
            Deal::Cancel(at, cancelled) => Command::CancelOrder(phone.nth_key(*at)?, *cancelled),
            Deal::Refund(at, fen) => Command::RefundOrder {
                key: phone.nth_key(*at)?,
                amount_fen: Fen::from_minor(*fen),
                note: format!("r{fen}").into(),
            },
            Deal::UndoRefund(order, at) => {
                let key = phone.nth_key(*order)?;
                let record = phone.shop.record(phone.shop.find_order(&key)?)?;
                let refunds = record.marks.refunds;
                Command::UndoRefund(key, refunds.get(at % refunds.len().max(1))?.id)
            }
            Deal::Set(setting) => Command::Set(setting.clone()),
            Deal::Rule(at, rule) => {
                let id = at.map(|at| nth_rule(phone, at, |_| true));
                Command::set_rule(id.flatten(), rule.clone())
            }
            Deal::RemoveRule(at) => Command::remove_rule(nth_rule(phone, *at, |_| true)?),
            Deal::Book(who, booking) => book(*who, None, (**booking).clone()),
            Deal::Referred(who, other) => book(*who, Some(*other), Booking::Referred),
            Deal::Issue(at, to, bearers) => Command::issue_coupons(
                nth_rule(phone, *at, |rule| rule.kind() == RuleKind::Offer)?,
                to.iter().map(|who| customer(*who)).collect(),
                *bearers,
            ),
        })
    }
}

fn book(who: u32, other: Option<u32>, booking: Booking) -> Command<'static> {
    let (customer, other) = (Some(customer(who)), other.map(customer));
    Command::book(vec![Booked { customer, other, booking }])
}

fn nth_rule(phone: &Phone, at: usize, is_meant: impl Fn(&Rule) -> bool) -> Option<RuleId> {
    let book = phone.shop.rulebook();
    let rules = book.rules().filter(|(_, rule)| is_meant(rule));
    let rules: Vec<RuleId> = rules.map(|(id, _)| id).collect();
    rules.get(at % rules.len().max(1)).copied()
}

fn nth_act(phone: &Phone, at: usize) -> Option<Uuid> {
    let mut acts: Vec<Uuid> = phone.shop.events().map(|(_, event)| event.id.act).collect();
    acts.sort();
    acts.dedup();
    acts.get(at % acts.len().max(1)).copied()
}

fn text() -> impl Strategy<Value = Box<str>> {
    prop_oneof![Just(""), Just("陈"), Just("a\"\\\n"), Just("𠮷😀")].prop_map(Box::from)
}

fn list() -> impl Strategy<Value = Vec<Box<str>>> {
    prop::collection::vec(prop_oneof![Just("140000000331"), Just("b"), Just("c")], 0..3)
        .prop_map(|list| list.into_iter().map(Box::from).collect())
}

fn birthday() -> impl Strategy<Value = Birthday> {
    (prop::option::of(1950i16..2020), 1u8..13, 1u8..29, any::<bool>())
        .prop_map(|(year, month, day, lunar)| Birthday::new(year, month, day, lunar).unwrap())
}

/// Every field there is.
pub(crate) fn entry() -> impl Strategy<Value = CardEntry> {
    let texts = prop::sample::select(vec![
        CardEntry::Name as fn(Box<str>) -> CardEntry,
        CardEntry::Surname,
        CardEntry::Company,
        CardEntry::Wechat,
        CardEntry::Nick,
        CardEntry::Region,
        CardEntry::Address,
        CardEntry::Remark,
        CardEntry::Occupation,
        CardEntry::Owner,
    ]);
    let lists = prop::sample::select(vec![
        CardEntry::Phones as fn(Vec<Box<str>>) -> CardEntry,
        CardEntry::Tags,
        CardEntry::Groups,
    ]);
    let titles = vec![None, Some(Title::Mister), Some(Title::Madam), Some(Title::Boss)];
    let title =
        prop_oneof![prop::sample::select(titles), text().prop_map(|text| Some(Title::Other(text)))];
    let relative = (text(), birthday()).prop_map(|(who, birthday)| Relative { who, birthday });
    let roles = vec![None, Some(Role::EndCustomer), Some(Role::Distributor)];
    let sexes = vec![None, Some(Sex::Female), Some(Sex::Male)];
    let days = prop::option::of(0i32..800).prop_map(|n| n.map(|n| day("2024-01-01").plus(n)));
    prop_oneof![
        5 => (texts, text()).prop_map(|(entry, text)| entry(text)),
        3 => (lists, list()).prop_map(|(entry, list)| entry(list)),
        1 => title.prop_map(CardEntry::Title),
        1 => suffix().prop_map(CardEntry::Suffix),
        1 => prop::option::of(birthday()).prop_map(CardEntry::Birthday),
        1 => prop::collection::vec(relative, 0..3).prop_map(CardEntry::Relatives),
        1 => any::<bool>().prop_map(CardEntry::Important),
        1 => any::<bool>().prop_map(CardEntry::OptOut),
        1 => any::<[bool; 3]>().prop_map(|[wholesale, custom, dropship]| {
            CardEntry::Modes(BuyingModes { wholesale, custom, dropship })
        }),
        1 => prop::sample::select(roles).prop_map(CardEntry::Role),
        1 => days.prop_map(CardEntry::Verified),
        1 => prop::sample::select(sexes).prop_map(CardEntry::Sex),
        1 => prop::collection::vec(answer(), 0..3).prop_map(CardEntry::Answers),
    ]
}

fn answer() -> impl Strategy<Value = Answer> {
    let topic = prop::sample::select(Topic::ALL.to_vec());
    let way = prop::sample::select(Way::ALL.to_vec());
    (topic, 0i32..800, way, text()).prop_map(|(topic, after, way, says)| Answer {
        topic,
        day: day("2024-01-01").plus(after),
        way,
        says,
    })
}

fn suffix() -> impl Strategy<Value = Option<Suffix>> {
    prop_oneof![
        prop::sample::select(vec![
            None,
            Some(Suffix::Region),
            Some(Suffix::Kind),
            Some(Suffix::Nothing)
        ]),
        text().prop_map(|text| Some(Suffix::Other(text))),
    ]
}

pub(crate) fn contact() -> impl Strategy<Value = Contact> {
    let way = prop::sample::select(Way::ALL.to_vec());
    let outcome = prop::sample::select(Outcome::ALL.to_vec());
    (way, outcome, text(), prop::option::of(0i32..90)).prop_map(|(way, outcome, note, next)| {
        Contact { way, outcome, note, next: next.map(|n| day("2025-06-01").plus(n)) }
    })
}

pub(crate) fn setting() -> impl Strategy<Value = ShopSetting> {
    let range = (0i32..300, 0i32..20).prop_map(|(from, days)| {
        let first = day("2024-01-01").plus(from);
        DayRange { first, last: first.plus(days) }
    });
    let of = prop::option::of::<BoxedStrategy<u32>>;
    let bounds = prop::sample::select(vec![
        None,
        Some(StageBounds::of([1, 2, 3, 4, 5])),
        Some(StageBounds::of([5, 5, 6, 7, 8])),
    ]);
    prop_oneof![
        text().prop_map(ShopSetting::Name),
        prop::option::of(prop::sample::select(Trade::ALL.to_vec())).prop_map(ShopSetting::Trade),
        prop::option::of(prop::sample::select(CountingRule::ALL.to_vec()))
            .prop_map(ShopSetting::Rule),
        bounds.prop_map(ShopSetting::StageBounds),
        prop::collection::vec(range, 0..4).prop_map(ShopSetting::ClosedDays),
        of(any::<u32>().boxed()).prop_map(ShopSetting::RfmWindowDays),
        prop::option::of(0u8..8).prop_map(ShopSetting::HighScore),
        of((0u32..9).boxed()).prop_map(ShopSetting::FreshnessDays),
        suffix().prop_map(ShopSetting::RemarkSuffix),
        (0u8..128)
            .prop_filter_map("a week", Weekdays::from_number)
            .prop_map(ShopSetting::ClosedWeekdays),
        prop::option::of(-900i32..900).prop_map(ShopSetting::OffsetMinutes),
    ]
}

/// Rules that name no other one. Half of them are coupons, so that there is something to issue.
fn rule() -> impl Strategy<Value = Rule> {
    let today = day("2025-06-01");
    let rules = booked::rules(today.plus(40));
    let coupon = rules.first().cloned().unwrap();
    prop_oneof![Just(coupon), prop::sample::select(rules)]
}

fn by_hand() -> impl Strategy<Value = Booking> {
    prop::sample::select(booked::by_hand(day("2025-06-01")))
}

pub(crate) fn deal() -> impl Strategy<Value = Deal> {
    let entries = || prop::collection::vec(entry(), 0..3);
    prop_oneof![
        3 => (1u32..9, entries()).prop_map(|(who, entries)| Deal::Add(who, entries)),
        3 => (1u32..9, entries()).prop_map(|(who, entries)| Deal::Edit(who, entries)),
        2 => (1u32..9, contact()).prop_map(|(who, contact)| Deal::Contact(who, contact)),
        3 => (1u32..9, 1u32..9, entries()).prop_map(|(a, b, entries)| Deal::Join(a, b, entries)),
        1 => (1u32..9, 1u32..9).prop_map(|(a, b)| Deal::Apart(a, b)),
        3 => (0usize..20).prop_map(Deal::Undo),
        1 => (0usize..20).prop_map(Deal::Redo),
        2 => (0usize..40, any::<bool>()).prop_map(|(at, value)| Deal::Cancel(at, value)),
        3 => (0usize..40, -1i64..3_000).prop_map(|(at, fen)| Deal::Refund(at, fen)),
        1 => (0usize..40, 0usize..3).prop_map(|(order, at)| Deal::UndoRefund(order, at)),
        2 => setting().prop_map(Deal::Set),
        3 => (prop::option::of(0usize..9), rule()).prop_map(|(at, it)| Deal::Rule(at, Box::new(it))),
        1 => (0usize..9).prop_map(Deal::RemoveRule),
        3 => (1u32..9, by_hand()).prop_map(|(who, it)| Deal::Book(who, Box::new(it))),
        1 => (1u32..9, 1u32..9).prop_map(|(who, other)| Deal::Referred(who, other)),
        2 => (0usize..9, prop::collection::vec(1u32..9, 0..4), 0u32..3)
            .prop_map(|(at, to, bearers)| Deal::Issue(at, to, bearers)),
    ]
}
