//! Looking through everybody for what is due, a bounded number of people at a time.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::IssuingClock;
use super::came::{Arrivals, CATCH_UP_DAYS};
use super::facts::{self, Bought};
use super::given::{Given, name_at};
use crate::domain::coupon::issuing::{
    CustomerFacts, Entered, IssueCause, IssueKey, IssuingRule, Left, Origin, Traded, Trigger, due,
};
use crate::domain::day::Day;
use crate::domain::figures::Basis;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Issuing, Rule, RuleId, Rulebook};
use crate::domain::points::Cause;
use crate::domain::shop::{GatheringOrders, Shop};

/// Which rules are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that give coupons of this shop, from their hour on: these are issued.
    Coupons,
    /// Those that give something of a platform, at any hour: this is ticked off.
    Lists,
}

/// What somebody did on the day that an evening is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// He traded.
    Traded,
    /// He left without an order.
    Left,
    /// Another cause: see the rule.
    Other,
}

/// Something that somebody is to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePacket {
    /// The rule.
    pub rule: RuleId,
    /// What it gives.
    pub offer: RuleId,
    /// The person.
    pub person: Index,
    /// Under which of his keys it happened.
    pub customer: Index,
    /// What makes it the same as another.
    pub key: IssueKey,
    /// The last day of a coupon.
    pub last_day: Option<Day>,
    /// What for, in short.
    pub why: Why,
    /// Ticked off today; only on lists.
    pub is_done: bool,
}

/// A rule that is on.
#[derive(Clone, Debug)]
struct Acting {
    id: RuleId,
    gives: RuleId,
    since: Day,
    rule: IssuingRule,
}

impl Acting {
    fn of(
        rules: &Rulebook,
        (id, issuing): (RuleId, &Issuing),
        wanted: Wanted,
        (today, hour): (Day, u8),
    ) -> Option<Acting> {
        let since = issuing.switched_on.filter(|since| *since <= today)?;
        let valid_days = match (wanted, rules.rule(issuing.gives)?) {
            (Wanted::Coupons, Rule::Offer(offer)) => {
                let last = offer.promotion.window.last_day;
                let is_given = offer.is_on && last.is_none_or(|last| today <= last);
                (is_given && issuing.hour <= hour).then_some(offer.valid_days)?
            }
            (Wanted::Lists, Rule::Platform(coupon)) => coupon.is_on.then_some(None)?,
            (Wanted::Coupons | Wanted::Lists, _) => return None,
        };
        let is_over = matches!(issuing.trigger, Trigger::Festival { day } if day != today);
        (!is_over).then(|| Acting {
            id,
            gives: issuing.gives,
            since,
            rule: IssuingRule {
                id: id.offer_id(),
                trigger: issuing.trigger,
                switched_on: since,
                promotion: issuing.gives.offer_id(),
                valid_days,
            },
        })
    }

    /// From this day on causes are looked at.
    fn horizon(&self, today: Day) -> Day {
        self.since.max(today.plus(-CATCH_UP_DAYS))
    }

    const fn reads_orders(&self) -> bool {
        match self.rule.trigger {
            Trigger::AfterOrder
            | Trigger::Nightly
            | Trigger::Rise { .. }
            | Trigger::StageEntered(_) => true,
            Trigger::LeadWithoutOrder | Trigger::Birthday { .. } | Trigger::Festival { .. } => {
                false
            }
        }
    }
}

/// The looking, on its way.
#[derive(Debug)]
pub struct Looking {
    today: Day,
    wanted: Wanted,
    acting: Vec<Acting>,
    rules: Arc<Rulebook>,
    arrivals: Arrivals,
    basis: Basis,
    gathering: Option<GatheringOrders>,
    at: usize,
    found: Vec<DuePacket>,
}

impl Looking {
    /// Begins, as of a day.
    #[must_use]
    pub fn begin(shop: &Shop, wanted: Wanted, today: Day, clock: IssuingClock) -> Looking {
        let rules = shop.rulebook();
        let of = |it| Acting::of(&rules, it, wanted, (today, clock.hour));
        let acting: Vec<Acting> = rules.issuing().filter_map(of).collect();
        let gathers = !shop.knows_orders_of() && acting.iter().any(Acting::reads_orders);
        Looking {
            today,
            wanted,
            acting,
            rules,
            arrivals: Arrivals::of(shop.imports(), clock.offset_minutes, today),
            basis: shop.profile().basis(today),
            gathering: gathers.then(GatheringOrders::default),
            at: 0,
            found: Vec::new(),
        }
    }

    /// True where no rule acts: there is nothing to look for.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.acting.is_empty()
    }

    /// Looks at about so many people, or orders; false when all are seen. The shop is the one that
    /// it began with.
    pub fn step(&mut self, shop: &Shop, records: usize) -> bool {
        if self.acting.is_empty() {
            return false;
        }
        if let Some(gathering) = &mut self.gathering {
            if !gathering.step(shop, records)
                && let Some(gathered) = self.gathering.take()
            {
                shop.keep_orders_of(gathered);
            }
            return true;
        }
        let all = shop.customers().len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end {
            let person = Index::at(self.at);
            if shop.is_known(self.at) && shop.person_of(person) == person {
                let mut found = Person::of(self, shop, person).due();
                self.found.append(&mut found);
            }
            self.at += 1;
        }
        end < all
    }

    /// What was found, rule by rule in the order of the people.
    #[must_use]
    pub fn finish(mut self) -> Vec<DuePacket> {
        self.found.sort_by_key(|packet| packet.rule);
        self.found
    }
}

/// One person, looked at for all rules.
struct Person<'a> {
    looking: &'a Looking,
    shop: &'a Shop,
    person: Index,
    given: Given<'a>,
    bought: OnceCell<Vec<Bought>>,
}

/// What a rule finds: under which key, and what due() is to be asked of.
type Asked = (Index, Why, CustomerFacts);

impl<'a> Person<'a> {
    fn of(looking: &'a Looking, shop: &'a Shop, person: Index) -> Person<'a> {
        Person { looking, shop, person, given: Given::of(shop, person), bought: OnceCell::new() }
    }

    fn due(self) -> Vec<DuePacket> {
        let (looking, mut found) = (self.looking, Vec::new());
        for acting in &looking.acting {
            for (customer, why, facts) in self.asked(acting) {
                for issue in due(&acting.rule, &facts, looking.today, &BTreeSet::new()) {
                    let Some(is_done) = self.is_open(acting, &issue.key.cause) else { continue };
                    found.push(DuePacket {
                        rule: acting.id,
                        offer: acting.gives,
                        person: self.person,
                        customer,
                        key: issue.key,
                        last_day: issue.last_day,
                        why,
                        is_done,
                    });
                }
            }
        }
        found
    }

    /// `None` where it was given before; else whether it was ticked off today.
    fn is_open(&self, acting: &Acting, cause: &IssueCause) -> Option<bool> {
        match self.looking.wanted {
            Wanted::Coupons => (!self.given.has_coupon(acting.id, cause)).then_some(false),
            Wanted::Lists => match self.given.ticked_off(acting.id, cause) {
                None => Some(false),
                Some(day) => (day == self.looking.today).then_some(true),
            },
        }
    }

    fn was_given(&self, acting: &Acting, cause: &IssueCause) -> bool {
        match self.looking.wanted {
            Wanted::Coupons => self.given.has_coupon(acting.id, cause),
            Wanted::Lists => self.given.ticked_off(acting.id, cause).is_some(),
        }
    }

    fn asked(&self, acting: &Acting) -> Vec<Asked> {
        let (shop, today) = (self.shop, self.looking.today);
        let horizon = acting.horizon(today);
        let run = shop.history().run(self.person.position()).until(today);
        let traded_since = run.day.last().is_some_and(|last| horizon.number() <= *last);
        let about_person = |facts: CustomerFacts| {
            let customer = name_at(shop, self.person);
            vec![(self.person, Why::Other, CustomerFacts { customer, ..facts })]
        };
        match acting.rule.trigger {
            Trigger::AfterOrder if traded_since => self.orders_since(horizon),
            Trigger::Nightly => self.evening(acting, horizon, traded_since),
            Trigger::LeadWithoutOrder if run.is_empty() => {
                let left = facts::left(self.given.events());
                self.named(left.filter(|(_, day)| horizon <= *day).collect(), Why::Left)
            }
            Trigger::Birthday { .. } => {
                let Some((birthday, lunar_birthday)) = facts::birthday(shop, self.person, today)
                else {
                    return Vec::new();
                };
                about_person(CustomerFacts { birthday, lunar_birthday, ..CustomerFacts::default() })
            }
            Trigger::Rise { .. } if traded_since => {
                let bought = self.bought();
                let since = (horizon, &self.looking.basis);
                let timeline = self.looking.rules.timeline();
                let rises = facts::rises(shop, timeline, self.person, bought, since);
                about_person(CustomerFacts { rises, ..CustomerFacts::default() })
            }
            Trigger::StageEntered(stage) => {
                let entered = facts::entered(run, &self.looking.basis, shop.last_day());
                let is_asked = |it: &Entered| it.stage == stage && horizon <= it.day;
                let Some((entered, last)) = entered.filter(|(it, _)| is_asked(it)) else {
                    return Vec::new();
                };
                let bought = self.bought();
                let stage = Some(facts::known_when_entered(entered, last, bought));
                about_person(CustomerFacts { stage, ..CustomerFacts::default() })
            }
            // A feast is for those who bought before.
            Trigger::Festival { .. } if !run.is_empty() => about_person(CustomerFacts::default()),
            Trigger::AfterOrder
            | Trigger::LeadWithoutOrder
            | Trigger::Rise { .. }
            | Trigger::Festival { .. } => Vec::new(),
        }
    }

    fn bought(&self) -> &[Bought] {
        let (looking, shop, person) = (self.looking, self.shop, self.person);
        self.bought.get_or_init(|| facts::bought(shop, person, &looking.arrivals, looking.today))
    }

    /// His orders since a day, by the key under which they were bought.
    fn orders_since(&self, since: Day) -> Vec<Asked> {
        let mut by_buyer: BTreeMap<Index, Vec<Traded>> = BTreeMap::new();
        for order in self.bought().iter().filter(|order| since <= order.day) {
            by_buyer.entry(order.buyer).or_default().push(order.traded());
        }
        let shop = self.shop;
        let asked = |(buyer, orders)| {
            let customer = name_at(shop, buyer);
            (buyer, Why::Traded, CustomerFacts { customer, orders, ..CustomerFacts::default() })
        };
        by_buyer.into_iter().map(asked).collect()
    }

    /// The leads of some days, by the key of the contact.
    fn named(&self, left: Vec<(Index, Day)>, why: Why) -> Vec<Asked> {
        let mut by_key: BTreeMap<Index, Vec<Left>> = BTreeMap::new();
        for (customer, day) in left {
            by_key.entry(customer).or_default().push(Left { day, origin: Origin::Live });
        }
        let asked = |(at, left)| {
            let customer = name_at(self.shop, at);
            (at, why, CustomerFacts { customer, left, ..CustomerFacts::default() })
        };
        by_key.into_iter().map(asked).collect()
    }

    /// Whether he is on the list of this evening: once, whatever he did.
    fn evening(&self, acting: &Acting, horizon: Day, traded_since: bool) -> Vec<Asked> {
        let today = self.looking.today;
        let mut traded: Vec<(Index, Day)> = Vec::new();
        if traded_since {
            let of_evening = self.bought().iter().filter(|order| {
                let is_live = order.origin() == Origin::Live && horizon <= order.day;
                is_live && order.evening() == today
            });
            traded = of_evening.map(|order| (order.buyer, order.day)).collect();
        }
        // Who was given something for the day of a late order, or since, has had it.
        let was_given = |from: Day| {
            let days = (from.number()..today.number()).map(Day::from_number);
            days.into_iter().any(|day| self.was_given(acting, &IssueCause::Day(day)))
        };
        traded.retain(|(_, day)| !was_given(*day));
        let left = facts::left(self.given.events()).filter(|(_, day)| *day == today);
        let left: Vec<Index> = left.map(|(customer, _)| customer).collect();
        let why = if traded.is_empty() { Why::Left } else { Why::Traded };
        let keys = traded.into_iter().map(|(buyer, _)| buyer).chain(left);
        let first = keys.map(|key| (name_at(self.shop, key), key)).min();
        let asked = first.map(|(customer, key)| {
            let order = Cause::new("");
            let orders = vec![Traded { order, day: today, origin: Origin::Live }];
            (key, why, CustomerFacts { customer, orders, ..CustomerFacts::default() })
        });
        asked.into_iter().collect()
    }
}
