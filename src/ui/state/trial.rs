//! Offers tried on the shop's own past orders, and the goods that these were about, in slices.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::domain::day::{Day, DayRange};
use crate::domain::loyalty::{RuleId, Rulebook};
use crate::domain::money::Fen;
use crate::domain::promotion::{Condition, Promotion, Step, Used};
use crate::domain::quote::LivePromotion;
use crate::domain::rate::BasisPoints;
use crate::domain::segment::{Rule, Test};
use crate::domain::simulation::{
    Asked, FindingOrders, PastCarts, Simulating, Simulation, Terms, Windows,
};
use crate::ui::clock;

/// So many orders are found before the clock is looked at.
const RECORDS: usize = 256;

/// So many of the last orders tell which goods are sold.
const LAST_ORDERS: usize = 2_000;

/// So many goods are offered.
const MOST_GOODS: usize = 40;

/// A bar of the picture of orders by goods stands for so much of a threshold.
const BARS: i64 = 10;

/// A good that orders were about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenGood {
    /// Its number; its name where it has none.
    pub sku: String,
    /// What it is called.
    pub name: String,
    /// Its category.
    pub category: String,
    /// What one was sold for, or is.
    pub unit_fen: Fen,
}

/// What is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialAsked {
    /// The draft.
    pub draft: Promotion,
    /// The rule that it would replace.
    pub id: Option<RuleId>,
    /// On the orders of so many days.
    pub days: u32,
    /// What of the price of goods is gained.
    pub margin: BasisPoints,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// What the draft would have done.
    pub outcome: Simulation,
    /// The days.
    pub days: DayRange,
    /// The threshold, where there is one that reads money.
    pub need_fen: Option<Fen>,
    /// Orders by the goods in them: so many of them in each tenth of twice the threshold, the last
    /// with all that is beyond.
    pub by_goods: Vec<u64>,
    /// What of the price of goods was taken to be gained.
    pub margin: BasisPoints,
}

impl Tried {
    /// How wide a bar of `by_goods` is.
    #[must_use]
    pub fn bar_fen(&self) -> Fen {
        bar_fen(self.need_fen)
    }
}

fn bar_fen(need: Option<Fen>) -> Fen {
    let need = need.map_or(10_000, Fen::minor).max(BARS);
    Fen::from_minor((need * 2 / BARS).max(1))
}

/// Where a trial stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trial {
    /// Nothing was asked.
    #[default]
    Idle,
    /// So many orders of so many; 0 while they are looked for.
    Running(usize, usize),
    /// Done.
    Done(Arc<Tried>),
    /// No order of these days counts.
    NoOrders,
    /// It was stopped, or the book changed.
    Stopped,
}

/// The groups that these promotions name.
fn groups_named<'a>(promotions: impl Iterator<Item = &'a Promotion>) -> Vec<Arc<str>> {
    let mut named: Vec<Arc<str>> = Vec::new();
    for condition in promotions.flat_map(Promotion::conditions) {
        if let Condition::SegmentIn(words) = condition {
            named.extend(words.iter().cloned());
        }
    }
    named.sort_unstable();
    named.dedup();
    named
}

/// What acts by itself, beside the rule at hand.
fn live(rules: &Rulebook, id: Option<RuleId>) -> Vec<LivePromotion> {
    let on = rules.offers().filter(|(of, offer)| offer.is_on && Some(*of) != id);
    let by_itself = on.filter(|(_, offer)| offer.promotion.step != Step::Coupon);
    let parsed = by_itself.filter_map(|(_, offer)| offer.promotion.clone().parse().ok());
    parsed.map(|promotion| LivePromotion { promotion, used: Used::default() }).collect()
}

/// The lowest threshold of money.
fn need_of(draft: &Promotion) -> Option<Fen> {
    let of_condition = draft.conditions().iter().filter_map(|condition| {
        let Condition::MinAmount { minimum_fen, .. } = condition else { return None };
        Some(*minimum_fen)
    });
    let of_benefit = draft.benefit().threshold().map(|(fen, _)| fen);
    of_condition.chain(of_benefit).max().filter(|fen| *fen > Fen::ZERO)
}

impl State {
    /// Tries a draft; `run` says which trial is the last, so that another number stops this one.
    pub fn try_offer(self, asked: TrialAsked, into: RwSignal<Trial>, run: StoredValue<u32>) {
        let ours = run.try_get_value().unwrap_or_default().wrapping_add(1);
        let _ = run.try_update_value(|it| *it = ours);
        into.set(Trial::Running(0, 0));
        spawn_local(async move {
            let goes_on = move || run.try_get_value() == Some(ours);
            let done = self.tried(asked, into, goes_on).await;
            if goes_on() {
                into.set(done);
            }
        });
    }

    async fn tried(
        self,
        asked: TrialAsked,
        into: RwSignal<Trial>,
        goes_on: impl Fn() -> bool + Copy,
    ) -> Trial {
        let Some(desk) = self.desk.get_value() else { return Trial::Stopped };
        let shop = desk.snapshot();
        let rules = shop.rulebook();
        let live = live(&rules, asked.id);
        let all = || live.iter().map(|one| &one.promotion).chain([&asked.draft]);
        let named = groups_named(all());
        let mut groups = Vec::new();
        if !named.is_empty() {
            let member =
                |id: &Arc<str>| RuleId::parse(id).map(|id| Test::MemberOf(id.segment_id()));
            let known: Vec<(Arc<str>, Test)> =
                named.iter().filter_map(|id| Some((id.clone(), member(id)?))).collect();
            let tests = known.iter().map(|(_, test)| Rule::Test(test.clone())).collect();
            let Some(people) = self.people_of(tests, goes_on).await else { return Trial::Stopped };
            groups = known.into_iter().map(|(id, _)| id).zip(people).collect();
        }
        let day = untrack(|| self.member_day());
        let days = DayRange::last_days(asked.days, day);
        let mut finding = FindingOrders::of(days);
        clock::in_slices(|| goes_on() && finding.step(&shop, RECORDS)).await;
        let places = finding.finish();
        if places.is_empty() {
            return Trial::NoOrders;
        }
        let counting = untrack(|| self.basis.rule.get());
        let carts = PastCarts::of(rules, counting, Asked::by(all()), groups);
        let terms = Terms { margin: asked.margin, windows: Windows::Ignored };
        let mut simulating = Simulating::new(&asked.draft, &live, terms);
        let need_fen = need_of(&asked.draft);
        let bar = bar_fen(need_fen).minor();
        let mut by_goods = vec![0_u64; usize::try_from(BARS).unwrap_or(10) + 1];
        let (mut at, all_places) = (0, places.len());
        clock::in_slices(|| {
            let Some(order) = places.get(at).and_then(|place| carts.order(&shop, *place)) else {
                at += 1;
                return goes_on() && at < all_places;
            };
            let lines = order.cart.price_lines().unwrap_or_default();
            let goods: i64 = lines.iter().map(|line| line.amount_fen.minor()).sum();
            let place = usize::try_from(goods / bar).unwrap_or(0).min(by_goods.len() - 1);
            if let Some(count) = by_goods.get_mut(place) {
                *count += 1;
            }
            simulating.take(&order);
            at += 1;
            if at % 64 == 0 {
                into.set(Trial::Running(at, all_places));
            }
            goes_on() && at < all_places
        })
        .await;
        if at < all_places {
            return Trial::Stopped;
        }
        let outcome = simulating.finish();
        Trial::Done(Arc::new(Tried { outcome, days, need_fen, by_goods, margin: asked.margin }))
    }

    /// Finds the goods that the shop sells: those that it wrote down, and those of its last orders,
    /// the most often bought first.
    pub fn look_at_goods(self, into: RwSignal<Vec<SeenGood>>) {
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        spawn_local(async move {
            let mut seen: Vec<(u32, SeenGood)> = Vec::new();
            for (_, draft) in shop.rulebook().products() {
                let price = draft.base.clone().and_then(|price| price.parse().ok());
                let unit_fen = price.and_then(|price| price.lowest()).unwrap_or_default();
                let (sku, name) = (draft.sku.trim().to_owned(), draft.name.trim().to_owned());
                let category = draft.category.trim().to_owned();
                seen.push((0, SeenGood { sku, name, category, unit_fen }));
            }
            let all = shop.order_places();
            let mut at = all.saturating_sub(LAST_ORDERS);
            clock::in_slices(|| {
                if let Some(record) = shop.record(at) {
                    let content = record.joined(shop.tables(), shop.imports());
                    for line in content.lines.iter().filter(|_| content.day <= Some(Day::MAX)) {
                        let (sku, name) = (shop.text(line.sku), shop.text(line.item));
                        let word = if sku.is_empty() { name } else { sku };
                        let unit = line.amount_fen.and_then(|it| line.quantity.unit_price(it));
                        let (false, Some(unit_fen)) = (word.is_empty(), unit) else { continue };
                        let is_it = |it: &SeenGood| it.sku == word || it.name == name;
                        match seen.iter_mut().find(|(_, it)| is_it(it)) {
                            Some((times, good)) => {
                                *times += 1;
                                if good.unit_fen == Fen::ZERO {
                                    good.unit_fen = unit_fen;
                                }
                            }
                            None => {
                                let name = if name.is_empty() { word } else { name };
                                let (sku, name) = (word.to_owned(), name.to_owned());
                                let category = String::new();
                                seen.push((1, SeenGood { sku, name, category, unit_fen }));
                            }
                        }
                    }
                }
                at += 1;
                at < all
            })
            .await;
            seen.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
            let goods = seen.into_iter().take(MOST_GOODS).map(|(_, good)| good).collect();
            let _ = into.try_set(goods);
        });
    }
}
