//! Who stands on a list of customers, and in which order.
//!
//! A [`Pick`] says who, an [`Arrangement`] in which order. Both are read off the figures that are
//! kept current, so a list of a hundred thousand costs one pass and one sort.

mod arrangement;
mod checkup;
mod pick;
mod ranked;
pub mod season;
mod together;
mod touch;

pub use arrangement::Arrangement;
pub use checkup::Checkup;
pub use pick::{Census, Pick, StagePick, Within};
pub use touch::Touch;

use std::borrow::Cow;
use std::cell::OnceCell;

use ranked::Ranking;

use super::day::DayRange;
use super::figures::{LiveFigures, OrderHistory, Run, ShopCycle, WindowTotals};
use super::intern::Index;
use super::shop::Shop;
use touch::Touches;

/// What a list is read off.
#[derive(Clone, Debug)]
pub struct Roster<'a> {
    shop: &'a Shop,
    live: &'a LiveFigures,
    /// A cancellation behind the day up to which the seller's acts are known is not known yet.
    history: Cow<'a, OrderHistory>,
    cycle: ShopCycle,
    /// Laid out when it is first asked for.
    ranking: OnceCell<Ranking>,
    touches: Touches,
}

impl<'a> Roster<'a> {
    /// A roster of the shop as its figures stand.
    #[must_use]
    pub fn new(shop: &'a Shop, live: &'a LiveFigures) -> Roster<'a> {
        let history = shop.history_as_of(live.basis().known_on);
        let (cycle, touches) = (live.shop_cycle(), Touches::default());
        Roster { shop, live, history, cycle, ranking: OnceCell::new(), touches }
    }

    /// The book.
    #[must_use]
    pub const fn shop(&self) -> &'a Shop {
        self.shop
    }

    /// Its figures.
    #[must_use]
    pub const fn live(&self) -> &'a LiveFigures {
        self.live
    }

    /// The counted orders of a customer up to the day of the figures.
    #[must_use]
    pub fn run(&self, at: usize) -> Run<'_> {
        self.history.run(at).until(self.live.basis().as_of)
    }

    /// What contacts say of somebody as far as they are known, one person at a time.
    #[must_use]
    pub fn touch(&self, at: usize) -> Touch {
        Touch::of(self.shop, Index::at(at), self.live.basis().known_on)
    }

    /// The same off all of them at once.
    fn touched(&self, at: usize) -> Touch {
        self.touches.get(self.shop, at, self.live.basis().known_on)
    }

    /// The rhythm of the whole shop.
    #[must_use]
    pub const fn cycle(&self) -> &ShopCycle {
        &self.cycle
    }

    /// The figures of some days, to stand beside those of others.
    #[must_use]
    pub fn window(&self, days: DayRange) -> WindowTotals {
        WindowTotals::of(&self.history, self.live.basis(), days)
    }

    /// The places of those who are picked, arranged.
    #[must_use]
    pub fn listed(&self, pick: Pick, arrangement: Arrangement) -> Vec<u32> {
        let everybody = 0..self.shop.customers().len();
        let picked = everybody.filter(|at| self.is_picked(*at, pick)).map(|at| at as u32);
        self.arranged(picked.collect(), arrangement)
    }

    /// These people in an order.
    #[must_use]
    pub fn arranged(&self, people: Vec<u32>, arrangement: Arrangement) -> Vec<u32> {
        let key = |at: u32| (self.sort_key(at as usize, arrangement), at);
        let mut keyed: Vec<_> = people.into_iter().map(key).collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, at)| at).collect()
    }
}
