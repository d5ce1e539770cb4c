//! A stall for tests of issuing rules: its days are told to it.

use huitou::domain::card::CardEntry;
use huitou::domain::change::Change;
use huitou::domain::command::{Command, Moment, Refused, decide};
use huitou::domain::coupon::issuing::{IssueCause, Trigger};
use huitou::domain::day::Day;
use huitou::domain::event::{Contact, Deed, Outcome, Way};
use huitou::domain::id::IdSeed;
use huitou::domain::intern::Index;
use huitou::domain::issuing_run::{IssuingClock, Looking, Wanted, Why};
use huitou::domain::loyalty::{Booking, Issuing, Offer, PlatformCoupon, Rule, RuleId};
use huitou::domain::money::Fen;
use huitou::domain::promotion::{Benefit, Step};
use huitou::domain::shop::Shop;
use huitou::domain::stamp::DeviceId;

use crate::booked::offer;
use crate::kit::{Row, customer, hand_order, staged};
use crate::support::day;

/// The day on which the rule of the tests is switched on; files count from [`crate::kit::FIRST`].
pub(crate) const ON: &str = "2025-01-10";

/// A shop whose days are told to it.
#[derive(Clone)]
pub(crate) struct Stall {
    pub(crate) shop: Shop,
    pub(crate) device: u64,
    pub(crate) acts: u64,
    pub(crate) rule: Option<RuleId>,
}

impl Stall {
    pub(crate) fn new() -> Stall {
        Stall { shop: Shop::default(), device: 1, acts: 0, rule: None }
    }

    /// With a rule that gives a coupon of the shop from [`ON`] on.
    pub(crate) fn with(trigger: Trigger) -> Stall {
        Stall::giving(trigger, coupon(), 0)
    }

    pub(crate) fn giving(trigger: Trigger, gives: Rule, hour: u8) -> Stall {
        let mut stall = Stall::new();
        stall.put_rule(trigger, gives, hour);
        stall
    }

    pub(crate) fn put_rule(&mut self, trigger: Trigger, gives: Rule, hour: u8) -> RuleId {
        let gives = self.set(gives);
        let switched_on = Some(day(ON));
        let name = "rule".to_owned();
        let rule = self.set(Rule::Issuing(Issuing { name, trigger, switched_on, gives, hour }));
        self.rule = Some(rule);
        rule
    }

    pub(crate) fn set(&mut self, rule: Rule) -> RuleId {
        let before: Vec<RuleId> = self.shop.rulebook().rules().map(|(id, _)| id).collect();
        self.run(ON, &Command::set_rule(None, Box::new(rule))).unwrap();
        let rules = self.shop.rulebook();
        rules.rules().map(|(id, _)| id).find(|id| !before.contains(id)).unwrap()
    }

    pub(crate) fn moment(&mut self, on: Day) -> Moment {
        self.acts += 1;
        let mut random = [0; 10];
        random[..8].copy_from_slice(&(self.device << 32 | self.acts).to_be_bytes());
        let now_ms = on.number() as u64 * 86_400_000 + 43_200_000;
        Moment { today: on, seed: IdSeed { now_ms, random }, device: DeviceId(self.device) }
    }

    pub(crate) fn run(&mut self, on: &str, command: &Command<'_>) -> Result<Change, Refused> {
        let moment = self.moment(day(on));
        let change = decide(&self.shop, command, &moment)?;
        self.shop.apply(&change, None).unwrap();
        Ok(change)
    }

    pub(crate) fn sells(&mut self, on: &str, who: u32, business_day: &str) -> &mut Stall {
        let order = hand_order(Some(customer(who)), day(business_day), 10_000);
        self.run(on, &Command::RecordOrder(order)).unwrap();
        self
    }

    pub(crate) fn imports(&mut self, on: &str, orders: &[(u32, u32, &str)]) -> &mut Stall {
        let rows: Vec<Row> =
            orders.iter().map(|(number, who, day)| row(*number, *who, day)).collect();
        let staged = staged(&[&rows]);
        self.run(on, &Command::Import(&staged)).unwrap();
        self
    }

    pub(crate) fn leaves(&mut self, on: &str, who: u32) -> &mut Stall {
        self.knows(on, who, vec![]);
        let contact = Contact {
            way: Way::Wechat,
            outcome: Outcome::LeftWithoutOrder,
            note: "".into(),
            next: None,
        };
        self.run(on, &Command::LogContact { customer: customer(who), contact }).unwrap();
        self
    }

    pub(crate) fn knows(&mut self, on: &str, who: u32, entries: Vec<CardEntry>) -> &mut Stall {
        // Who is there already is edited.
        let key = customer(who);
        let added =
            self.run(on, &Command::AddPerson { key: key.clone(), entries: entries.clone() });
        if added.is_err() {
            self.run(on, &Command::EditCard { customer: key, entries }).unwrap();
        }
        self
    }

    pub(crate) fn joins(&mut self, on: &str, kept: u32, other: u32) -> &mut Stall {
        let (kept, others) = (customer(kept), vec![customer(other)]);
        self.run(on, &Command::JoinPeople { kept, others, entries: vec![] }).unwrap();
        self
    }

    /// Runs the rules at an hour; what is new, as `who cause`.
    pub(crate) fn issues_at(&mut self, on: &str, hour: u8) -> Vec<String> {
        let before = coupons(&self.shop);
        let clock = IssuingClock { hour, offset_minutes: 0 };
        self.run(on, &Command::run_issuing(clock)).unwrap();
        let mut new = coupons(&self.shop);
        new.retain(|it| !before.contains(it));
        new.into_iter().map(|(says, _)| says).collect()
    }

    pub(crate) fn issues(&mut self, on: &str) -> Vec<String> {
        self.issues_at(on, 12)
    }

    pub(crate) fn list(&self, on: &str) -> Vec<(String, Why, bool)> {
        let clock = IssuingClock { hour: 0, offset_minutes: 0 };
        let mut looking = Looking::begin(&self.shop, Wanted::Lists, day(on), clock);
        while looking.step(&self.shop, 1) {}
        let rows = looking.finish().into_iter();
        rows.map(|row| (label(&self.shop, row.person), row.why, row.is_done)).collect()
    }

    pub(crate) fn pulls(&mut self, on: &str, other: &Stall) {
        self.run(on, &Command::Merge(&other.shop)).unwrap();
    }
}

pub(crate) fn row(number: u32, who: u32, on: &str) -> Row {
    let day = day(on).days_since(day(crate::kit::FIRST));
    Row { number: Some(number), who, day, fen: 5_000, postage: 0, refund: 0, status: 3, item: 0 }
}

pub(crate) fn coupon() -> Rule {
    let rule = offer(Step::Coupon, vec![], Benefit::AmountOff { off_fen: Fen::from_minor(500) });
    let Rule::Offer(mut terms) = rule else { panic!() };
    terms.promotion.window.first_day = None;
    Rule::Offer(Offer { valid_days: Some(7), ..terms })
}

pub(crate) fn platform() -> Rule {
    Rule::Platform(PlatformCoupon {
        name: "99-8".to_owned(),
        is_on: true,
        minimum_fen: Fen::from_minor(9_900),
        off_fen: Fen::from_minor(800),
        valid_days: Some(30),
        note: String::new(),
    })
}

pub(crate) fn label(shop: &Shop, at: Index) -> String {
    shop.customers()[at.position()].label().to_owned()
}

/// All coupons that were ever given by a rule: what each says, and its id.
pub(crate) fn coupons(shop: &Shop) -> Vec<(String, uuid::Uuid)> {
    let mut all: Vec<(String, uuid::Uuid)> = shop
        .bookings()
        .filter_map(|event| {
            let Deed::Booked { customer: Some(who), .. } = &event.deed else { return None };
            let Booking::CouponIssued { coupon, cause: Some(cause), .. } = event.booking()? else {
                return None;
            };
            let says = match cause {
                IssueCause::Order(_) => "order".to_owned(),
                IssueCause::Day(day) | IssueCause::Entry(day) => day.to_string(),
                IssueCause::Year(year) => year.to_string(),
                IssueCause::Change { to, day } => format!("{} {day}", to.number()),
            };
            Some((format!("{} {says}", label(shop, *who)), coupon))
        })
        .collect();
    all.sort();
    all
}
