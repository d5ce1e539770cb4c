//! Which conditions a candidate does not meet, as if it stood alone.

use super::acting::Standing;
use super::candidate::{Candidate, Prepared, read_over};
use super::cart::Customer;
use super::units::BuyGet;
use super::unmet::Unmet;
use crate::domain::coupon::CouponState;
use crate::domain::promotion::condition::Words;
use crate::domain::promotion::{Benefit, Condition};
use crate::domain::quantity::Quantity;
use crate::domain::weekdays::Weekdays;

impl Prepared<'_> {
    /// Every unmet condition, equal ones once, in this order: window, state and owner of a coupon,
    /// goods, the conditions as given, what the benefit asks for, limits; the budget where nothing
    /// else is unmet. Nothing unmet = usable.
    pub(super) fn unmet(&self, candidate: &Candidate<'_>) -> Vec<Unmet> {
        let start = &self.start;
        let mut unmet = self.unmet_but_budget(candidate);
        if unmet.is_empty()
            && let Some(left_fen) = candidate.budget_left(start)
        {
            let need_fen = self.act(candidate, start).discount_fen();
            if need_fen > left_fen {
                unmet.push(Unmet::Budget { need_fen, left_fen });
            }
        }
        unmet
    }

    /// The same without the budget. Whatever acts before only takes money away, so who has one of
    /// these is in no allowed set; only a budget may suffice after others have acted.
    pub(super) fn unmet_but_budget(&self, candidate: &Candidate<'_>) -> Vec<Unmet> {
        let start = &self.start;
        let mut unmet = Vec::new();
        let mut add = |one: Unmet| {
            if !unmet.contains(&one) {
                unmet.push(one);
            }
        };
        self.unmet_right(candidate, &mut add);
        let conditions = candidate.promotion.conditions();
        let asks_for_goods = conditions.iter().any(Condition::is_about_goods);
        if asks_for_goods && self.set(candidate.lines).is_empty() {
            add(Unmet::Goods);
        }
        for condition in conditions {
            if let Some(one) = self.unmet_condition(candidate, condition, start) {
                add(one);
            }
        }
        self.unmet_benefit(candidate, start, &mut add);
        self.unmet_limits(candidate, &mut add);
        unmet
    }

    /// Window, state, owner.
    fn unmet_right(&self, candidate: &Candidate<'_>, add: &mut impl FnMut(Unmet)) {
        let day = self.cart.day;
        if let Some(first_day) = candidate.promotion.window().first_day.filter(|first| day < *first)
        {
            add(Unmet::NotBegun { first_day, day });
        }
        if let Some(last_day) = candidate.last_day.filter(|last| *last < day) {
            add(Unmet::Ended { last_day, day });
        }
        let Some(coupon) = candidate.coupon else { return };
        if coupon.state != CouponState::Issued {
            add(Unmet::State(coupon.state));
        }
        let customer = self.cart.customer.as_ref().map(|who| who.id.clone());
        if let Some(owner) = coupon.owner.clone().filter(|owner| customer.as_ref() != Some(owner)) {
            add(Unmet::Owner { owner, customer });
        }
    }

    fn unmet_condition(
        &self,
        candidate: &Candidate<'_>,
        condition: &Condition,
        start: &Standing,
    ) -> Option<Unmet> {
        match condition {
            Condition::MinAmount { minimum_fen, read } => {
                let set = read_over(read.over, candidate.lines);
                let have_fen = self.amount(start, read.reads, set);
                let unmet =
                    || Unmet::MinAmount { need_fen: *minimum_fen, have_fen, reads: read.reads };
                (have_fen < *minimum_fen).then(unmet)
            }
            Condition::MinQuantity { minimum, over } => {
                let have = self.quantity(read_over(*over, candidate.lines));
                (have < *minimum).then_some(Unmet::MinQuantity { need: *minimum, have })
            }
            Condition::SkuIn(_)
            | Condition::SkuOut(_)
            | Condition::CategoryIn(_)
            | Condition::CategoryOut(_) => None,
            Condition::ChannelIn(need) => {
                let have = self.cart.channel.clone();
                let among = have.as_ref().is_some_and(|have| need.contains(have));
                (!among).then(|| Unmet::ChannelIn { need: need.clone(), have })
            }
            Condition::WeekdayIn(need) => {
                let have = Weekdays::of(self.cart.day) + 1;
                (!need.contains(&have)).then(|| Unmet::WeekdayIn { need: need.clone(), have })
            }
            Condition::MemberDay(need) => {
                let (_, _, day) = self.cart.day.ymd();
                let have = u8::try_from(day).unwrap_or_default();
                (!need.contains(&have)).then(|| Unmet::MemberDay { need: need.clone(), have })
            }
            Condition::TierAtLeast(_)
            | Condition::SegmentIn(_)
            | Condition::ModeIn(_)
            | Condition::KindIn(_)
            | Condition::RegionIn(_)
            | Condition::FirstOrder
            | Condition::NthPurchase(_)
            | Condition::BirthdayWindow { .. }
            | Condition::DaysSinceLast { .. } => {
                unmet_by(self.cart.customer.as_ref(), condition, self.cart.day)
            }
        }
    }

    fn unmet_benefit(
        &self,
        candidate: &Candidate<'_>,
        start: &Standing,
        add: &mut impl FnMut(Unmet),
    ) {
        let lines = self.set(candidate.lines);
        match candidate.benefit() {
            Benefit::AmountOffPer { .. } | Benefit::Ladder { .. } => {
                let Some((need_fen, read)) = candidate.benefit().threshold() else { return };
                let set = read_over(read.over, candidate.lines);
                let have_fen = self.amount(start, read.reads, set);
                if have_fen < need_fen {
                    add(Unmet::MinAmount { need_fen, have_fen, reads: read.reads });
                }
            }
            Benefit::BuyGet { buy_units, get_units, get_skus, max_times } => {
                let asked = BuyGet {
                    buy_units: *buy_units,
                    get_units: *get_units,
                    get_skus: get_skus.as_ref(),
                    max_times: *max_times,
                };
                self.unmet_units(lines, asked, add);
            }
            Benefit::Bundle { items, .. } => {
                for item in items {
                    let have = self.bundle_there(lines, item);
                    if have < item.quantity {
                        let (sku, need) = (item.sku.clone(), item.quantity);
                        add(Unmet::BundleQuantity { sku, need, have });
                    }
                }
            }
            Benefit::AmountOff { .. }
            | Benefit::Percent { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::FreePostage
            | Benefit::Gift { .. }
            | Benefit::PointsMultiplier { .. } => {}
        }
    }

    fn unmet_units(&self, lines: &[usize], asked: BuyGet<'_>, add: &mut impl FnMut(Unmet)) {
        let units = |units: i64| Quantity::from_thousandths(units.saturating_mul(1_000));
        let (buy, get) = (i64::from(asked.buy_units), i64::from(asked.get_units));
        let there = self.units_there(lines, asked);
        match there.get {
            None if there.buy < buy + get => {
                add(Unmet::MinQuantity { need: units(buy + get), have: units(there.buy) });
            }
            None => {}
            Some(have) => {
                if there.buy < buy {
                    add(Unmet::BuyQuantity { need: units(buy), have: units(there.buy) });
                }
                if have < get {
                    add(Unmet::GetQuantity { need: units(get), have: units(have) });
                }
            }
        }
    }

    fn unmet_limits(&self, candidate: &Candidate<'_>, add: &mut impl FnMut(Unmet)) {
        let limits = candidate.promotion.limits();
        if let Some(limit) = limits.per_customer {
            let used = self.cart.customer.as_ref().map(|_| candidate.used.by_customer);
            if used.is_none_or(|used| used >= limit) {
                add(Unmet::PerCustomer { limit, used });
            }
        }
        if let Some(limit) = limits.total
            && candidate.used.total >= limit
        {
            add(Unmet::Total { limit, used: candidate.used.total });
        }
    }
}

/// Whether a condition about a customer is unmet on a day; `None` for conditions about anything
/// else. Nobody known meets none of them (semantics 11).
#[must_use]
pub fn unmet_by(
    customer: Option<&Customer>,
    condition: &Condition,
    day: crate::domain::day::Day,
) -> Option<Unmet> {
    let nobody = Customer::default();
    let who = customer.unwrap_or(&nobody);
    let common = |need: &Words, have: &Words| need.iter().any(|one| have.contains(one));
    match condition {
        Condition::TierAtLeast(need) => (customer.is_none() || who.tier < *need)
            .then_some(Unmet::TierAtLeast { need: *need, have: who.tier }),
        Condition::SegmentIn(need) => (!common(need, &who.segments))
            .then(|| Unmet::SegmentIn { need: need.clone(), have: who.segments.clone() }),
        Condition::ModeIn(need) => (!common(need, &who.modes))
            .then(|| Unmet::ModeIn { need: need.clone(), have: who.modes.clone() }),
        Condition::KindIn(need) => (!common(need, &who.kinds))
            .then(|| Unmet::KindIn { need: need.clone(), have: who.kinds.clone() }),
        Condition::RegionIn(need) => {
            let among = who.region.as_ref().is_some_and(|region| need.contains(region));
            (!among).then(|| Unmet::RegionIn { need: need.clone(), have: who.region.clone() })
        }
        Condition::FirstOrder => {
            let have = customer.map(|who| who.purchases);
            (have != Some(0)).then_some(Unmet::FirstOrder { have })
        }
        Condition::NthPurchase(need) => {
            let have = customer.map(|who| who.purchases.saturating_add(1));
            (have != Some(*need)).then_some(Unmet::NthPurchase { need: *need, have })
        }
        Condition::BirthdayWindow { before_days, after_days } => {
            let birthday = who.birthday;
            let near = birthday.is_some_and(|on| on.is_near(day, *before_days, *after_days));
            (!near).then_some(Unmet::BirthdayWindow { birthday, day })
        }
        Condition::DaysSinceLast { at_least_days, at_most_days } => {
            let have_days = who.last_day.map(|last| day.days_since(last));
            silence_unmet(have_days, *at_least_days, *at_most_days)
        }
        Condition::MinAmount { .. }
        | Condition::MinQuantity { .. }
        | Condition::SkuIn(_)
        | Condition::SkuOut(_)
        | Condition::CategoryIn(_)
        | Condition::CategoryOut(_)
        | Condition::ChannelIn(_)
        | Condition::WeekdayIn(_)
        | Condition::MemberDay(_) => None,
    }
}

/// Days since the last purchase against both bounds; who never bought is told the first there is.
fn silence_unmet(have_days: Option<i32>, least: Option<u32>, most: Option<u32>) -> Option<Unmet> {
    let have = have_days.map(i64::from);
    if let Some(need_days) = least.filter(|need| have.is_none_or(|have| have < i64::from(*need))) {
        return Some(Unmet::TooSoon { need_days, have_days });
    }
    if let Some(need_days) = most.filter(|need| have.is_none_or(|have| have > i64::from(*need))) {
        return Some(Unmet::TooLongAgo { need_days, have_days });
    }
    // Without bounds it still asks for a purchase.
    have_days.is_none().then_some(Unmet::TooSoon { need_days: 0, have_days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::promotion::condition::MonthDay;

    /// Whether each condition about a customer is met by nobody known, somebody new, and an old member.
    #[test]
    fn conditions_about_a_customer() {
        let day: Day = "2026-11-22".parse().unwrap();
        let word = |word: &str| vec![word.into()];
        let new = Customer { id: "c1".into(), ..Customer::default() };
        let old = Customer {
            id: "c2".into(),
            tier: 3,
            region: Some("north".into()),
            segments: word("loyal"),
            modes: word("dropship"),
            kinds: word("end"),
            purchases: 4,
            last_day: Some(day.plus(-40)),
            birthday: MonthDay::new(11, 25),
            ..Customer::default()
        };
        let since =
            |least, most| Condition::DaysSinceLast { at_least_days: least, at_most_days: most };
        let around = |before_days| Condition::BirthdayWindow { before_days, after_days: 0 };
        for (condition, of_new, of_old) in [
            (Condition::TierAtLeast(0), true, true),
            (Condition::TierAtLeast(1), false, true),
            (Condition::TierAtLeast(4), false, false),
            (Condition::SegmentIn(word("loyal")), false, true),
            (Condition::ModeIn(word("dropship")), false, true),
            (Condition::KindIn(word("reseller")), false, false),
            (Condition::RegionIn(word("north")), false, true),
            (Condition::FirstOrder, true, false),
            (Condition::NthPurchase(1), true, false),
            (Condition::NthPurchase(5), false, true),
            (around(3), false, true),
            (around(2), false, false),
            (since(Some(40), None), false, true),
            (since(Some(41), None), false, false),
            (since(None, Some(40)), false, true),
            (since(None, Some(39)), false, false),
            (since(None, None), false, true),
        ] {
            let met = |who: Option<&Customer>| unmet_by(who, &condition, day).is_none();
            assert!(!met(None), "nobody known meets {condition:?}");
            assert_eq!(met(Some(&new)), of_new, "somebody new: {condition:?}");
            assert_eq!(met(Some(&old)), of_old, "an old member: {condition:?}");
        }
    }
}
