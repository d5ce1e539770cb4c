//! Why a draft is refused, as far as a simulation cares: nearly enough money, or its own limits.

use super::PastOrder;
use super::outcome::{NearMiss, UsedUp};
use crate::domain::coupon::CouponState;
use crate::domain::money::Fen;
use crate::domain::promotion::Amount;
use crate::domain::quote::Unmet;

/// At least 4/5 of a threshold is there: within 20 % under it (semantics 7).
fn is_near(need_fen: Fen, have_fen: Fen) -> bool {
    i128::from(have_fen.minor()) * 5 >= i128::from(need_fen.minor()) * 4
}

/// The near miss, where amounts are all that is unmet, and each is near.
pub(super) fn near_miss(order: &PastOrder, unmet: &[Unmet]) -> Option<NearMiss> {
    let amounts = unmet.iter().map(|one| {
        let Unmet::MinAmount { need_fen, have_fen, reads } = one else { return None };
        is_near(*need_fen, *have_fen).then_some((*need_fen, *have_fen, *reads))
    });
    let amounts: Vec<(Fen, Fen, Amount)> = amounts.collect::<Option<_>>()?;
    let (need_fen, have_fen, reads) =
        amounts.into_iter().max_by_key(|(need, have, _)| (need.saturating_sub(*have), *need))?;
    let (day, customer) = (order.cart.day, order.customer);
    Some(NearMiss { day, customer, need_fen, have_fen, reads })
}

/// Which limit an unmet condition is about.
enum Limit {
    PerCustomer,
    Total,
    Budget,
}

fn limit(unmet: &Unmet) -> Option<Limit> {
    match unmet {
        Unmet::PerCustomer { used: Some(_), .. } | Unmet::State(CouponState::Redeemed) => {
            Some(Limit::PerCustomer)
        }
        Unmet::Total { .. } => Some(Limit::Total),
        Unmet::Budget { .. } => Some(Limit::Budget),
        Unmet::PerCustomer { used: None, .. }
        | Unmet::State(CouponState::Issued | CouponState::Expired | CouponState::Voided)
        | Unmet::NotBegun { .. }
        | Unmet::Ended { .. }
        | Unmet::Owner { .. }
        | Unmet::Goods
        | Unmet::MinAmount { .. }
        | Unmet::MinQuantity { .. }
        | Unmet::TierAtLeast { .. }
        | Unmet::SegmentIn { .. }
        | Unmet::ModeIn { .. }
        | Unmet::KindIn { .. }
        | Unmet::RegionIn { .. }
        | Unmet::ChannelIn { .. }
        | Unmet::FirstOrder { .. }
        | Unmet::NthPurchase { .. }
        | Unmet::WeekdayIn { .. }
        | Unmet::MemberDay { .. }
        | Unmet::BirthdayWindow { .. }
        | Unmet::TooSoon { .. }
        | Unmet::TooLongAgo { .. }
        | Unmet::BuyQuantity { .. }
        | Unmet::GetQuantity { .. }
        | Unmet::BundleQuantity { .. } => None,
    }
}

/// Counts an order that nothing but limits refused, once for each of them.
pub(super) fn count_limits(used_up: &mut UsedUp, order: &PastOrder, unmet: &[Unmet]) {
    let Some(limits) = unmet.iter().map(limit).collect::<Option<Vec<Limit>>>() else { return };
    for limit in limits {
        match limit {
            Limit::PerCustomer => used_up.per_customer.add(order.cart.day),
            Limit::Total => used_up.total.add(order.cart.day),
            Limit::Budget => used_up.budget.add(order.cart.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_a_fifth() {
        for (need, have, near) in [
            (20_000, 16_000, true),
            (20_000, 15_999, false),
            (20_000, 19_999, true),
            (3, 2, false),
            (5, 4, true),
        ] {
            assert_eq!(is_near(Fen::from_minor(need), Fen::from_minor(have)), near, "{have}");
        }
    }
}
