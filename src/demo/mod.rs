//! The demo shop: 山里红干货铺 in Hangzhou, 2,000 customers and two years of orders up to today,
//! all made up. A stall, Taobao, and small shops nearby.
//!
//! Pure: the day and the seed come in, a shop of one import goes out, to be merged into an empty
//! book. What is kept true: the same day and seed give the same shop to the byte on every machine;
//! nothing lies after today; the stories of [`Stories`] hold on any day.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable
)]

mod batches;
mod buyers;
mod cards;
pub mod goods;
mod names;
mod noise;
mod offered;
mod purchases;
mod random;
mod seasons;
mod staged;
mod stories;

pub use staged::staged_demo;
pub use stories::Stories;

use buyers::Kind;
use cards::{Card, Cards};
use goods::basket;
use purchases::{Buyer, Channel, Purchase};
use random::Random;
use seasons::{GROWING, STEADY, Seasons};

use crate::domain::day::Day;
use crate::domain::phone::Phone;
use crate::domain::shop::Shop;

/// What the shop is called.
pub const SHOP_NAME: &str = "山里红干货铺";

/// So many people stand there under two nicks, the planted one included.
const DUPLICATES: usize = 40;

/// What the stall sells on Saturdays and Sundays, in thousandths of a weekday.
const STALL_WEEKEND: u64 = 1200;

/// The shop, and whom to look at in it.
#[derive(Clone, Debug)]
pub struct Demo {
    /// All of it as one import.
    pub shop: Shop,
    /// Who is worth a look.
    pub stories: Stories,
}

/// The demo shop as of a day, as one import.
#[must_use]
pub fn demo_shop(today: Day, seed: u64) -> Shop {
    demo(today, seed).shop
}

/// The demo shop as of a day, with its stories.
#[must_use]
pub fn demo(today: Day, seed: u64) -> Demo {
    let mut cards = Cards::default();
    let (planted, mut stories) = stories::plant(today, &mut cards, &mut Random::new(seed, 0));
    let mut crowd = crowd(today, seed, &planted, &mut cards);
    share_phones(&mut crowd);
    let buyers: Vec<Buyer> = planted.into_iter().chain(crowd).map(|(_, buyer)| buyer).collect();
    let (gathering, brushed) = batches::files(&buyers);
    stories.brushed = brushed;
    Demo { shop: gathering.settle().0, stories }
}

/// Everybody of whom there is no story.
fn crowd(
    today: Day,
    seed: u64,
    planted: &[(Kind, Buyer)],
    cards: &mut Cards,
) -> Vec<(Kind, Buyer)> {
    let years = |weekend| [GROWING, STEADY].map(|growth| Seasons::until(today, weekend, growth));
    let [by_parcel, at_the_stall] = [1000, STALL_WEEKEND].map(years);
    let mut crowd = Vec::new();
    let mut part = 0;
    for (kind, count) in Kind::ALL {
        let told = planted.iter().filter(|(other, _)| *other == kind).count();
        for place in told..count {
            part += 1;
            let mut random = Random::new(seed, part);
            let card = cards.of_kind(kind, &mut random);
            let [growing, steady] =
                if card.channel == Channel::Stall { &at_the_stall } else { &by_parcel };
            let seasons = if kind.keeps_coming() { steady } else { growing };
            let days = kind.days(place, seasons, &mut random);
            let mut buyer = buyer(kind, card, today, &days, &mut random);
            noise::add(kind, &mut buyer, today, &mut random);
            crowd.push((kind, buyer));
        }
    }
    crowd
}

fn buyer(kind: Kind, card: Card, today: Day, days: &[Day], random: &mut Random) -> Buyer {
    let Card { key, channel, facts } = card;
    let purchases = days.iter().map(|day| {
        let lines = basket(kind.errand(channel == Channel::Stall), kind.target_fen(random), random);
        Purchase::new(channel, today, *day, lines).with_postage(channel, random)
    });
    let purchases = purchases.collect();
    Buyer { key, channel, facts, purchases }
}

/// Some who came once are somebody who is known: the same phone and name, another nick.
fn share_phones(crowd: &mut [(Kind, Buyer)]) {
    let is_open = |buyer: &Buyer| {
        let mut phones = buyer.facts.phones.iter().filter_map(|text| Phone::parse(text));
        buyer.channel == Channel::Taobao && phones.any(|phone| phone.merge_key().is_some())
    };
    let known: Vec<_> = crowd
        .iter()
        .filter(|(kind, buyer)| *kind == Kind::Occasional && is_open(buyer))
        .map(|(_, buyer)| buyer.facts.clone())
        .take(DUPLICATES - 1)
        .collect();
    let once = crowd.iter_mut().filter(|(kind, buyer)| *kind == Kind::OneOff && is_open(buyer));
    for ((_, buyer), known) in once.zip(known) {
        buyer.facts.phones = known.phones;
        buyer.facts.name = known.name;
        buyer.facts.region = known.region;
    }
}
