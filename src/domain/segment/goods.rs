//! What people bought: goods with the people and the days.

use hashbrown::HashMap;

use super::bits::Bits;
use crate::domain::day::{Day, DayRange};
use crate::domain::intern::Index;
use crate::domain::sighting::Content;

/// Goods by the place of their text: as an SKU, or as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Good {
    Sku(Index),
    Item(Index),
}

/// A day on which somebody bought more of some goods than came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bought {
    person: u32,
    day: i32,
}

/// Goods, and who bought them when.
#[derive(Clone, Debug, Default)]
pub(super) struct Goods {
    /// By person, then by day.
    bought: HashMap<Good, Vec<Bought>>,
}

impl Goods {
    /// Replaces what somebody bought: quantities in thousandths, in any order.
    pub(super) fn set(&mut self, person: usize, bought: &mut [(Good, Day, i64)], is_new: bool) {
        let person = person as u32;
        if !is_new {
            for days in self.bought.values_mut() {
                let (from, to) = range_of(days, person);
                days.drain(from..to);
            }
        }
        bought.sort_unstable_by_key(|(good, day, _)| (*good, *day));
        for same in bought.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let sum = same.iter().fold(0_i64, |sum, (_, _, units)| sum.saturating_add(*units));
            let Some((good, day, _)) = same.first().filter(|_| sum > 0) else { continue };
            let (days, bought) =
                (self.bought.entry(*good).or_default(), Bought { person, day: day.number() });
            let place = match days.last() {
                Some(last) if *last >= bought => days.partition_point(|it| *it < bought),
                Some(_) | None => days.len(),
            };
            days.insert(place, bought);
        }
    }

    /// The goods, and on how many days somebody bought them.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Good, usize)> {
        self.bought.iter().map(|(good, days)| (*good, days.len()))
    }

    /// Takes in who bought some goods on some days.
    pub(super) fn add_buyers(&self, good: Good, span: DayRange, into: &mut Bits) {
        let (first, last) = (span.first.number(), span.last.number());
        let days = self.bought.get(&good).map_or(&[][..], Vec::as_slice);
        for bought in days.iter().filter(|it| first <= it.day && it.day <= last) {
            into.insert(bought.person as usize);
        }
    }
}

fn range_of(days: &[Bought], person: u32) -> (usize, usize) {
    let from = days.partition_point(|it| it.person < person);
    let rest = days.get(from..).unwrap_or_default();
    (from, from + rest.partition_point(|it| it.person == person))
}

/// The goods of an order with their units; those without a quantity count as one. Without lines
/// the order's own goods.
pub(super) fn goods_of(content: &Content) -> Vec<(Good, i64)> {
    let units = |thousandths: i64| if thousandths == 0 { 1_000 } else { thousandths };
    let mut goods = Vec::new();
    for line in &content.lines {
        let both = [line.sku.map(Good::Sku), line.item.map(Good::Item)];
        let units = units(line.quantity.thousandths());
        goods.extend(both.into_iter().flatten().map(|good| (good, units)));
    }
    if content.lines.is_empty()
        && let Some(item) = content.held.and_then(|held| held.item)
    {
        goods.push((Good::Item(item), units(content.quantity().thousandths())));
    }
    goods
}
