//! What groups ask of members and the book of groups does not hold itself: tiers, coupons,
//! categories of goods.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tiers::TierColumn;
use crate::domain::coupon::life::Life;
use crate::domain::day::Day;
use crate::domain::figures::{CountingRule, OrderHistory};
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, Rulebook};
use crate::domain::lunar;
use crate::domain::person::Birthday;
use crate::domain::promotion::OfferId;
use crate::domain::segment::{Category, CouponFact, CouponUse, Handed, Product};
use crate::domain::shop::Shop;

/// Gathers what is [`Handed`] to groups, a bounded number of people at a time.
#[derive(Clone, Debug)]
pub struct Handing {
    rules: Arc<Rulebook>,
    day: Day,
    /// `None` where there are no tiers on the day: nobody has one.
    tiers: Option<TierColumn>,
    /// Who was ever given a coupon, by person.
    holders: Vec<Index>,
    at: usize,
    handed: Handed,
}

impl Handing {
    /// Begins, as of a day and by the rules of that day.
    #[must_use]
    pub fn begin(shop: &Shop, rules: &Arc<Rulebook>, counting: CountingRule, day: Day) -> Handing {
        let timeline = rules.timeline();
        let in_force = timeline.on(day);
        let handed = Handed {
            highest_tier: in_force.map(|rules| rules.ladder.highest()),
            categories: categories(rules),
            lunar: Some(lunar_birthday),
            ..Handed::default()
        };
        let tiers = in_force.map(|_| TierColumn::begin(shop, timeline, counting, day));
        Handing { rules: Arc::clone(rules), day, tiers, holders: holders(shop), at: 0, handed }
    }

    /// Looks at so many people more; false when all are seen. `history` is that of the shop as of
    /// the day.
    pub fn step(&mut self, shop: &Shop, history: &OrderHistory, people: usize) -> bool {
        if let Some(tiers) = &mut self.tiers
            && tiers.step(shop, history, people)
        {
            return true;
        }
        let end = self.at.saturating_add(people).min(self.holders.len());
        for person in self.holders.get(self.at..end).unwrap_or_default() {
            let coupons = shop.coupons_of(&self.rules, *person, self.day);
            let facts: Vec<CouponFact> = coupons
                .into_iter()
                .filter_map(|coupon| fact(coupon.offer.offer_id(), coupon.life.life))
                .collect();
            if let (false, Ok(at)) = (facts.is_empty(), u32::try_from(person.position())) {
                self.handed.coupons.insert(at, facts);
            }
        }
        self.at = end;
        end < self.holders.len()
    }

    /// What was gathered.
    #[must_use]
    pub fn finish(self) -> Handed {
        let tiers = self.tiers.map(|tiers| tiers.steps().to_vec()).unwrap_or_default();
        Handed { tiers, ..self.handed }
    }
}

/// What groups look at of a coupon; one that was taken back, or not yet given, is none.
fn fact(promotion: OfferId, life: Option<Life>) -> Option<CouponFact> {
    let (last_day, state) = match life? {
        Life::Issued { last_day, .. } => (last_day, CouponUse::Open),
        // Its last day is behind: groups see by that day that it has ended.
        Life::Expired { last_day, .. } => (Some(last_day), CouponUse::Open),
        Life::Redeemed { day, .. } => (None, CouponUse::Used(day)),
        Life::Voided { .. } => return None,
    };
    Some(CouponFact { promotion, last_day, state })
}

/// The first day on or after the given one on which a lunar birthday falls.
fn lunar_birthday(birthday: Birthday, from: Day) -> Option<Day> {
    lunar::next_birthday(birthday.month, birthday.day, from).map(|(day, _)| day)
}

fn holders(shop: &Shop) -> Vec<Index> {
    let given = shop.bookings().filter_map(|event| {
        let is_given = matches!(event.booking(), Some(Booking::CouponIssued { .. }));
        let (customer, _) = event.deed.customers();
        customer.filter(|_| is_given).map(|it| shop.person_of(it))
    });
    let mut holders: Vec<Index> = given.collect();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// The goods of each category, as item numbers and as names: orders may have either.
fn categories(rules: &Rulebook) -> Vec<Category> {
    let mut goods: BTreeMap<&str, Vec<Product>> = BTreeMap::new();
    for (_, product) in rules.products() {
        let category = product.category.trim();
        if category.is_empty() {
            continue;
        }
        let of = goods.entry(category).or_default();
        for (text, make) in [
            (product.sku.trim(), Product::Sku as fn(Box<str>) -> Product),
            (product.name.trim(), Product::Item),
        ] {
            if !text.is_empty() {
                of.push(make(text.into()));
            }
        }
    }
    goods.into_iter().map(|(name, goods)| Category { name: name.into(), goods }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::points::Cause;

    #[test]
    fn lunar_birthdays_fall_on_a_day() {
        for (month, day, from, expected, rule) in [
            (1, 15, "2026-03-03", Some("2026-03-03"), "元宵, on its day"),
            (1, 15, "2026-03-04", Some("2027-02-20"), "the next one"),
            (12, 30, "2026-01-01", Some("2026-02-16"), "a month of 29 days"),
        ] {
            let birthday = Birthday { year: None, month, day, is_lunar: true };
            let found = lunar_birthday(birthday, from.parse().unwrap());
            assert_eq!(found, expected.map(|it: &str| it.parse().unwrap()), "{rule}");
        }
    }

    #[test]
    fn what_groups_see_of_a_coupon() {
        let (day, last) = (Day::from_number(20_000), Day::from_number(20_030));
        let order = Cause::new("order");
        let some =
            |last_day, state| Some(CouponFact { promotion: OfferId::new("o"), last_day, state });
        for (life, expected, rule) in [
            (None, None, "not given yet"),
            (
                Some(Life::Issued { day, last_day: Some(last), back: None }),
                some(Some(last), CouponUse::Open),
                "to be used",
            ),
            (
                Some(Life::Issued { day, last_day: None, back: None }),
                some(None, CouponUse::Open),
                "for ever",
            ),
            (
                Some(Life::Expired { last_day: day, back: None }),
                some(Some(day), CouponUse::Open),
                "ended: by its last day",
            ),
            (Some(Life::Redeemed { order, day }), some(None, CouponUse::Used(day)), "used"),
            (Some(Life::Voided { day, reason: "x".into() }), None, "taken back"),
        ] {
            assert_eq!(fact(OfferId::new("o"), life), expected, "{rule}");
        }
    }
}
