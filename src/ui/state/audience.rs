//! Who is in a group, found once and in slices: for those who are to be given something.

use std::rc::Rc;

use hashbrown::HashMap;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::domain::coupon::life::Life;
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::loyalty::RuleId;
use crate::domain::member::{GatheringCoupons, GatheringNoted, Owned, TierColumn};
use crate::domain::roster::StagePick;
use crate::domain::segment::{
    Bits, Category, CouponFact, CouponUse, Groups, Handed, Mark, Product, Rule, Test, View,
};
use crate::domain::shop::Shop;
use crate::ui::clock;

/// So many people, and so many orders, are looked at before the clock is.
const PEOPLE: usize = 64;
const ORDERS: usize = 256;

/// Who is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody of whom the book tells.
    Everybody,
    /// A stage.
    Stage(StagePick),
    /// A group of the seller's.
    Group(RuleId),
}

impl Audience {
    /// The rule of who they are.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Audience::Everybody => Rule::All(Vec::new()),
            Audience::Stage(pick) => Rule::Test(Test::Stage(vec![pick])),
            Audience::Group(id) => Rule::Test(Test::MemberOf(id.segment_id())),
        }
    }
}

/// Who was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Their places.
    pub people: Vec<u32>,
    /// Of those who bought: how many.
    pub bought: u64,
    /// Of these, nobody asked since their last order.
    pub uncared: u64,
}

/// Whom a coupon of a platform is to be given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NickList {
    /// Their places.
    pub people: Vec<u32>,
    /// What they are called there, in the same order.
    pub nicks: Vec<String>,
    /// How many have no such name.
    pub without: u64,
    /// How many of those asked for were noted before.
    pub noted: u64,
    /// How many were noted in all, and the last day of that.
    pub last_noted: Option<(u64, Day)>,
}

/// Where the gathering stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Gathering {
    /// Nobody was asked for.
    #[default]
    Idle,
    /// On its way.
    Running,
    /// Done.
    Done(Gathered),
}

/// What tests look at beside the book and its figures.
async fn handed(state: State, shop: &Rc<Shop>) -> Handed {
    let (day, counting) = untrack(|| (state.member_day(), state.basis.rule.get()));
    let rules = shop.rulebook();
    let mut handed = Handed::default();
    if rules.policy_on(day).is_some() {
        let mut column = TierColumn::begin(shop, rules.timeline(), counting, day);
        let history = shop.history_as_of(day);
        clock::in_slices(|| column.step(shop, &history, PEOPLE)).await;
        handed.tiers = column.steps().to_vec();
        handed.highest_tier =
            rules.policy_on(day).map(|(_, policy)| policy.rules().ladder.highest());
    }
    let mut coupons: HashMap<u32, Vec<CouponFact>> = HashMap::new();
    let mut gathering = GatheringCoupons::begin(None, day);
    clock::in_slices(|| gathering.step(shop, ORDERS)).await;
    for (owner, held) in gathering.finish(shop, &rules) {
        let Some(owner) = owner else { continue };
        let (last_day, state) = match held.life.life {
            Some(Life::Issued { last_day, .. }) => (last_day, CouponUse::Open),
            Some(Life::Expired { last_day, .. }) => (Some(last_day), CouponUse::Open),
            Some(Life::Redeemed { day, .. }) => (None, CouponUse::Used(day)),
            Some(Life::Voided { .. }) | None => continue,
        };
        let fact = CouponFact { promotion: held.offer.offer_id(), last_day, state };
        coupons.entry(owner.position() as u32).or_default().push(fact);
    }
    handed.coupons = coupons;
    for (_, product) in rules.products() {
        let (name, sku) = (product.category.trim(), product.sku.trim());
        if name.is_empty() {
            continue;
        }
        let goods = [Product::Sku(sku.into()), Product::Item(product.name.trim().into())];
        match handed.categories.iter_mut().find(|it| &*it.name == name) {
            Some(known) => known.goods.extend(goods),
            None => handed.categories.push(Category { name: name.into(), goods: goods.into() }),
        }
    }
    handed
}

impl State {
    /// Finds who answers each of these rules, in slices. `None` where there is no book, the book
    /// changed meanwhile, or `goes_on` says no.
    pub(super) async fn people_of(
        self,
        rules: Vec<Rule>,
        goes_on: impl Fn() -> bool,
    ) -> Option<Vec<Bits>> {
        let basis = self.reckoned.get_untracked()?;
        let desk = self.desk.get_value()?;
        let shop = desk.snapshot();
        let handed = handed(self, &shop).await;
        let segments = shop.rulebook().segments();
        let mut groups =
            desk.with_live(&basis, |shop, live| Groups::begin(&View::new(shop, live, &handed)));
        let reads_orders = rules.iter().any(Rule::reads_orders)
            || segments.iter().any(|segment| segment.rule().reads_orders());
        let is_same = || Rc::ptr_eq(&shop, &desk.snapshot()) && goes_on();
        clock::in_slices(|| {
            is_same()
                && desk.with_live(&basis, |shop, live| {
                    groups.step(&View::new(shop, live, &handed), PEOPLE)
                })
        })
        .await;
        if reads_orders {
            clock::in_slices(|| {
                is_same()
                    && desk.with_live(&basis, |shop, live| {
                        groups.step_orders(&View::new(shop, live, &handed), ORDERS)
                    })
            })
            .await;
        }
        if !is_same() {
            return None;
        }
        let mut found = Vec::with_capacity(rules.len());
        for rule in &rules {
            let people = desk.with_live(&basis, |shop, live| {
                groups.people(&View::new(shop, live, &handed), rule, &segments)
            });
            found.push(people);
            clock::breathe().await;
        }
        is_same().then_some(found)
    }

    /// Finds an audience and puts it into `into`; a later one takes the place of an earlier one.
    pub fn gather_audience(
        self,
        audience: Audience,
        into: RwSignal<Gathering>,
        run: StoredValue<u32>,
    ) {
        let ours = run.try_get_value().unwrap_or_default().wrapping_add(1);
        let _ = run.try_update_value(|it| *it = ours);
        into.set(Gathering::Running);
        spawn_local(async move {
            let cared = Rule::Test(Test::Is(vec![Mark::CaredForSinceOrder]));
            let never = Rule::Test(Test::Stage(vec![StagePick::Potential]));
            let goes_on = move || run.try_get_value() == Some(ours);
            // A book that changes meanwhile is looked at again, twice at most.
            for _ in 0..3 {
                let asked = vec![audience.rule(), cared.clone(), never.clone()];
                let found = self.people_of(asked, goes_on).await;
                if !goes_on() {
                    return;
                }
                let Some([people, cared, never]) =
                    found.and_then(|found| <[Bits; 3]>::try_from(found).ok())
                else {
                    continue;
                };
                let bought: Vec<usize> = people.iter().filter(|at| !never.contains(*at)).collect();
                let uncared = bought.iter().filter(|at| !cared.contains(**at)).count();
                into.set(Gathering::Done(Gathered {
                    people: people.iter().map(|at| at as u32).collect(),
                    bought: bought.len() as u64,
                    uncared: uncared as u64,
                }));
                return;
            }
            into.set(Gathering::Idle);
        });
    }

    /// Finds the coupons of an offer, in slices, the last issued first; a later search takes the
    /// place of an earlier one.
    pub fn gather_coupons(
        self,
        offer: RuleId,
        into: RwSignal<Option<Vec<Owned>>>,
        run: StoredValue<u32>,
    ) {
        let ours = run.try_get_value().unwrap_or_default().wrapping_add(1);
        let _ = run.try_update_value(|it| *it = ours);
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        let (day, rules) = untrack(|| (self.member_day(), self.rulebook()));
        spawn_local(async move {
            let goes_on = || run.try_get_value() == Some(ours);
            let mut gathering = GatheringCoupons::begin(Some(offer), day);
            clock::in_slices(|| goes_on() && gathering.step(&shop, ORDERS)).await;
            if goes_on() {
                let mut found = gathering.finish(&shop, &rules);
                found.reverse();
                into.set(Some(found));
            }
        });
    }

    /// Who of these people is to be noted for an offer of a platform, and what each is called there,
    /// in slices; a later search takes the place of an earlier one.
    pub fn gather_nicks(
        self,
        offer: RuleId,
        people: Vec<u32>,
        into: RwSignal<Option<NickList>>,
        run: StoredValue<u32>,
    ) {
        let ours = run.try_get_value().unwrap_or_default().wrapping_add(1);
        let _ = run.try_update_value(|it| *it = ours);
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        spawn_local(async move {
            let goes_on = || run.try_get_value() == Some(ours);
            let mut gathering = GatheringNoted::begin(offer);
            clock::in_slices(|| goes_on() && gathering.step(&shop, ORDERS)).await;
            let noted = gathering.finish();
            let last_noted = noted.values().max().map(|day| (noted.len() as u64, *day));
            let mut list = NickList { last_noted, ..NickList::default() };
            let mut chunks = people.chunks(ORDERS);
            clock::in_slices(|| {
                let Some(chunk) = chunks.next().filter(|_| goes_on()) else { return false };
                for at in chunk {
                    let key = shop.customers().get(*at as usize);
                    if noted.contains_key(&Index::at(*at as usize)) {
                        list.noted += 1;
                    } else if let Some(CustomerKey::Nick { nick, .. }) = key {
                        list.people.push(*at);
                        list.nicks.push(nick.to_string());
                    } else {
                        list.without += 1;
                    }
                }
                true
            })
            .await;
            if goes_on() {
                into.set(Some(list));
            }
        });
    }

    /// The keys of people at these places.
    #[must_use]
    pub fn keys_of(self, people: &[u32]) -> Vec<CustomerKey> {
        let keys = untrack(|| {
            self.with_shop(|shop| {
                let key = |at: &u32| shop.customers().get(*at as usize).cloned();
                people.iter().filter_map(key).collect::<Vec<_>>()
            })
        });
        keys.unwrap_or_default()
    }
}
