//! What there is to be said of prices: gathered in slices, again whenever the book has changed.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::loyalty::Rulebook;
use crate::domain::member::{CareFacts, GatheringCare, GoodCare};
use crate::domain::price_care::SeasonAhead;
use crate::domain::shop::Shop;
use crate::ui::clock;
use crate::ui::text;

/// So many places of the book are looked at before the clock is.
const PLACES: usize = 64;

/// All goods as they stand on a day.
#[derive(Debug)]
pub struct CareScene {
    /// What the book tells.
    pub facts: CareFacts,
    /// Each good, what is worst first.
    pub goods: Vec<GoodCare>,
    /// Goods whose season comes soon.
    pub seasons: Vec<SeasonAhead>,
}

impl CareScene {
    /// A good.
    #[must_use]
    pub fn good(&self, sku: &str) -> Option<&GoodCare> {
        self.goods.iter().find(|good| *good.sku == *sku)
    }
}

/// Somebody on a list, with the address of his card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// Where he stands in the book.
    pub place: u32,
    /// What he is called; phones in it are covered with the privacy eye.
    pub name: String,
    /// Where his card is.
    pub href: String,
}

/// What a looking is about.
struct Ground {
    shop: Rc<Shop>,
    rules: Arc<Rulebook>,
    day: Day,
    nth: u32,
    newest: StoredValue<u32>,
}

impl Ground {
    fn of(state: State, newest: StoredValue<u32>) -> Option<Ground> {
        state.revision.track();
        let (rules, day) = state.with_members(|it| (it.rules.clone(), it.day))?;
        let shop = state.desk.get_value()?.snapshot();
        let nth = newest.try_get_value()?.wrapping_add(1);
        newest.set_value(nth);
        Some(Ground { shop, rules, day, nth, newest })
    }

    /// True while nothing newer has begun and the page still stands.
    fn is_newest(&self) -> bool {
        self.newest.try_get_value() == Some(self.nth)
    }

    async fn facts(&self, only: Option<Arc<str>>) -> Option<CareFacts> {
        let until = self.shop.last_day();
        let mut gathering = GatheringCare::begin(self.rules.clone(), self.day, until, only);
        clock::in_slices(|| self.is_newest() && gathering.step(&self.shop, PLACES)).await;
        self.is_newest().then(|| gathering.finish(&self.shop))
    }
}

impl State {
    /// All goods with what is to be said of them. Call it in a component's body: it is followed
    /// while that stands.
    #[must_use]
    pub fn price_care(self) -> Signal<Option<Arc<CareScene>>> {
        let found = RwSignal::new(None);
        let newest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let Some(ground) = Ground::of(self, newest) else { return };
            spawn_local(async move {
                let Some(facts) = ground.facts(None).await else { return };
                let skus = facts.skus();
                let (mut left, mut goods) = (skus.iter(), Vec::with_capacity(skus.len()));
                clock::in_slices(|| {
                    let next = left.next().filter(|_| ground.is_newest());
                    goods.extend(next.map(|sku| facts.judge(sku)));
                    next.is_some()
                })
                .await;
                goods.sort_by_cached_key(GoodCare::rank);
                clock::breathe().await;
                let seasons = facts.seasons();
                if ground.is_newest() {
                    found.try_set(Some(Arc::new(CareScene { facts, goods, seasons })));
                }
            });
        });
        found.into()
    }

    /// One good with what was paid for it, once it is asked for by its number; for forms that stand
    /// elsewhere. Call it in a component's body.
    #[must_use]
    pub fn price_care_of(self, sku: Signal<Option<String>>) -> Signal<Option<Arc<CareFacts>>> {
        let found = RwSignal::new(None);
        let newest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let asked = sku.get().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
            let Some(asked) = asked else { return found.set(None) };
            let Some(ground) = Ground::of(self, newest) else { return };
            spawn_local(async move {
                if let Some(facts) = ground.facts(Some(asked.into())).await {
                    found.try_set(Some(Arc::new(facts)));
                }
            });
        });
        found.into()
    }

    /// Somebody of a price book, for a list.
    #[must_use]
    pub fn buyer(self, name: &str) -> Option<Buyer> {
        let at = Shop::place_of_buyer(name)?;
        self.with_shop(|shop| {
            let place = u32::try_from(at).ok()?;
            shop.customers().get(at)?;
            let href = format!("#/customers/{}", shop.customer_id(at));
            Some(Buyer { place, name: text::called(shop, at), href })
        })?
    }

    /// What people at these places go by where they bought, to be pasted: nicks, phones, names. It
    /// is not covered: what is copied is what is needed.
    #[must_use]
    pub fn goes_by(self, places: &[u32]) -> Vec<String> {
        let labels = untrack(|| {
            self.with_shop(|shop| {
                let label = |at: &u32| {
                    let person = shop.person_of(Index::at(*at as usize)).position();
                    shop.customers().get(person).map(|key| key.label().to_owned())
                };
                places.iter().map(|at| label(at).unwrap_or_default()).collect::<Vec<_>>()
            })
        });
        labels.unwrap_or_default()
    }
}
