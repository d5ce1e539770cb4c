//! The shop's own orders as a simulation takes them: found a bounded number at a time, and each with
//! what was known of its customer in the morning of its day.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::PastOrder;
use crate::domain::card::Card;
use crate::domain::day::{Day, DayRange};
use crate::domain::figures::CountingRule;
use crate::domain::intern::Index;
use crate::domain::loyalty::Rulebook;
use crate::domain::member::Membership;
use crate::domain::money::Fen;
use crate::domain::points::Points;
use crate::domain::price::{Price, PriceLayers};
use crate::domain::promotion::condition::{MonthDay, Words};
use crate::domain::promotion::{Condition, Promotion, words};
use crate::domain::quantity::Quantity;
use crate::domain::quote::{Cart, CartLine, Customer};
use crate::domain::segment::Bits;
use crate::domain::shop::Shop;
use crate::domain::sighting::{Content, OrderLine};

/// The counted orders of some days, found a bounded number of records at a time.
#[derive(Clone, Debug)]
pub struct FindingOrders {
    days: DayRange,
    at: usize,
    found: Vec<(Day, usize)>,
}

impl FindingOrders {
    /// Those of these days.
    #[must_use]
    pub const fn of(days: DayRange) -> FindingOrders {
        FindingOrders { days, at: 0, found: Vec::new() }
    }

    /// Looks at so many records; false when all are seen.
    pub fn step(&mut self, shop: &Shop, records: usize) -> bool {
        let all = shop.order_places();
        let end = self.at.saturating_add(records).min(all);
        for at in self.at..end {
            if let Some((_, day, _)) = shop.counted_at(at, Day::MAX)
                && self.days.contains(day)
            {
                self.found.push((day, at));
            }
        }
        self.at = end;
        end < all
    }

    /// Their places by rising day.
    #[must_use]
    pub fn finish(mut self) -> Vec<usize> {
        self.found.sort_unstable();
        self.found.into_iter().map(|(_, at)| at).collect()
    }
}

/// What is asked of a customer, so that nothing else is looked up for each order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// His tier in the morning.
    pub tier: bool,
    /// His card: how he buys, what he is, where he is, his birthday.
    pub card: bool,
}

impl Asked {
    /// What these promotions ask.
    #[must_use]
    pub fn by<'a>(promotions: impl Iterator<Item = &'a Promotion>) -> Asked {
        let mut asked = Asked::default();
        for condition in promotions.flat_map(Promotion::conditions) {
            match condition {
                Condition::TierAtLeast(_) => asked.tier = true,
                Condition::ModeIn(_)
                | Condition::KindIn(_)
                | Condition::RegionIn(_)
                | Condition::BirthdayWindow { .. } => asked.card = true,
                Condition::MinAmount { .. }
                | Condition::MinQuantity { .. }
                | Condition::SkuIn(_)
                | Condition::SkuOut(_)
                | Condition::CategoryIn(_)
                | Condition::CategoryOut(_)
                | Condition::SegmentIn(_)
                | Condition::ChannelIn(_)
                | Condition::FirstOrder
                | Condition::NthPurchase(_)
                | Condition::WeekdayIn(_)
                | Condition::MemberDay(_)
                | Condition::DaysSinceLast { .. } => {}
            }
        }
        asked
    }
}

/// A good as orders are matched with it.
#[derive(Clone, Debug)]
struct Known {
    sku: Arc<str>,
    category: Option<Arc<str>>,
    cost_fen: Option<Fen>,
}

/// What orders are made into carts with.
#[derive(Clone, Debug, Default)]
pub struct PastCarts {
    rules: Arc<Rulebook>,
    counting: CountingRule,
    asked: Asked,
    /// Who is in which group today: what was so in the past is not kept.
    groups: Vec<(Arc<str>, Bits)>,
    goods: BTreeMap<Arc<str>, Known>,
}

impl PastCarts {
    /// With the rules and the goods of the shop.
    #[must_use]
    pub fn of(
        rules: Arc<Rulebook>,
        counting: CountingRule,
        asked: Asked,
        groups: Vec<(Arc<str>, Bits)>,
    ) -> PastCarts {
        let mut goods = BTreeMap::new();
        for (_, draft) in rules.products() {
            let (sku, name) = (draft.sku.trim(), draft.name.trim());
            let category = draft.category.trim();
            let known = Known {
                sku: sku.into(),
                category: (!category.is_empty()).then(|| category.into()),
                cost_fen: draft.cost_fen,
            };
            // By its number before a name that is the same.
            goods.entry(Arc::from(name)).or_insert_with(|| known.clone());
            goods.insert(Arc::from(sku), known);
        }
        PastCarts { rules, counting, asked, groups, goods }
    }

    /// The order at a place; `None` where there is none that counts.
    #[must_use]
    pub fn order(&self, shop: &Shop, place: usize) -> Option<PastOrder> {
        let (platform, day, content) = shop.counted_at(place, Day::MAX)?;
        let person = content.customer().map(|customer| shop.person_of(customer));
        let (lines, unit_costs_fen) = self.lines(shop, &content);
        let cart = Cart {
            day,
            customer: person.map(|person| self.customer(shop, person, day)),
            channel: Some(words::channel(platform).into()),
            tiers: Vec::new(),
            lines,
            postage_fen: content.money().postage_fen.max(Fen::ZERO),
            points: None,
            spend_points: Points::ZERO,
            manual: None,
        };
        let customer = person.and_then(|person| u32::try_from(person.position()).ok());
        Some(PastOrder { customer, cart, unit_costs_fen })
    }

    /// Its lines where each has its money; else all of it as one amount.
    fn lines(&self, shop: &Shop, content: &Content) -> (Vec<CartLine>, Vec<Option<Fen>>) {
        let lines: Option<Vec<_>> =
            content.lines.iter().map(|line| self.line(shop, *line)).collect();
        if let Some(lines) = lines.filter(|lines| !lines.is_empty()) {
            return lines.into_iter().unzip();
        }
        let item = content.held.and_then(|held| held.item);
        let known = self.goods.get(shop.text(item));
        let name = shop.text(item);
        let sku = known.map(|known| known.sku.clone());
        let line = CartLine {
            sku: sku.or_else(|| (!name.is_empty()).then(|| name.into())),
            category: known.and_then(|known| known.category.clone()),
            quantity: Quantity::ONE,
            prices: flat(content.money().goods_fen()),
        };
        (vec![line], vec![None])
    }

    fn line(&self, shop: &Shop, line: OrderLine) -> Option<(CartLine, Option<Fen>)> {
        let (sku, item) = (shop.text(line.sku), shop.text(line.item));
        let amount = line.amount_fen.filter(|amount| *amount >= Fen::ZERO)?;
        let known = self.goods.get(sku).filter(|_| !sku.is_empty());
        let known = known.or_else(|| self.goods.get(item).filter(|_| !item.is_empty()));
        let word = if sku.is_empty() { item } else { sku };
        let is_some = line.quantity > Quantity::default();
        // A line without a quantity is one of something, for its money.
        let quantity = if is_some { line.quantity } else { Quantity::ONE };
        let named = known.map(|known| known.sku.clone());
        let cart_line = CartLine {
            sku: named.or_else(|| (!word.is_empty()).then(|| word.into())),
            category: known.and_then(|known| known.category.clone()),
            quantity,
            prices: flat(quantity.unit_price(amount)?),
        };
        Some((cart_line, known.and_then(|known| known.cost_fen)))
    }

    fn customer(&self, shop: &Shop, person: Index, day: Day) -> Customer {
        let run = shop.history().run(person.position());
        let before = run.day.partition_point(|on| *on < day.number());
        let before = run.day.get(..before).unwrap_or_default();
        let purchases = match self.counting {
            CountingRule::EachOrder => before.len(),
            CountingRule::MergedByDay => before.chunk_by(|one, next| one == next).count(),
        };
        let tier = self.asked.tier.then(|| {
            Membership::of(shop, &self.rules, self.counting, person, day)
                .map(|member| member.standing.morning.number())
        });
        let tier = tier.flatten().and_then(|step| u8::try_from(step).ok()).unwrap_or_default();
        let card = if self.asked.card { shop.card(person) } else { Card::default() };
        let birthday = card.facts.birthday.filter(|it| !it.is_lunar);
        let word = |word: &str| Arc::<str>::from(word);
        let is_in = |(_, people): &&(Arc<str>, Bits)| people.contains(person.position());
        let segments: Words = self.groups.iter().filter(is_in).map(|(id, _)| id.clone()).collect();
        Customer {
            id: person.position().to_string().into(),
            tier,
            region: card.facts.region.as_deref().map(word),
            segments,
            modes: words::modes(card.modes).map(word).collect(),
            kinds: card.role.map(|role| word(words::kind(role))).into_iter().collect(),
            purchases: u32::try_from(purchases).unwrap_or(u32::MAX),
            last_day: before.last().map(|day| Day::from_number(*day)),
            birthday: birthday.and_then(|it| MonthDay::new(it.month, it.day)),
            points: Points::ZERO,
        }
    }
}

fn flat(unit_fen: Fen) -> PriceLayers {
    PriceLayers { base: Price::flat(unit_fen).ok(), ..PriceLayers::default() }
}

#[cfg(test)]
mod tests;
