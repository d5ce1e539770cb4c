//! What a refund does to the points of its order.

use super::earning::{EarningRates, Points, earned, returned};
use super::entry::EntryKind;
use super::event::Cause;
use super::ledger::{Ledger, StepResult};
use super::lot::{LastDay, LotName, LotOrigin, Taken};
use super::program::last_of_days;
use crate::domain::day::Day;
use crate::domain::money::Fen;

/// Where the points that were spent at once came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spent {
    /// From the lots, first taken first.
    pub(super) taken: Vec<Taken>,
    /// From nowhere: they became debt. Taken last.
    pub(super) owed: Points,
}

impl Spent {
    pub(super) fn result(&self) -> StepResult {
        if self.owed > Points::ZERO {
            StepResult::Overdrawn { missing: self.owed }
        } else {
            StepResult::Ok
        }
    }
}

/// What a ledger remembers of an order, for its refunds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OrderAccount {
    /// Goods paid.
    net: Fen,
    /// Of it given back so far; at most the net.
    refunded: Fen,
    /// Frozen; `None` where it earns nothing.
    rates: Option<EarningRates>,
    /// Of the earned points, what no refund has reversed.
    kept: Points,
    /// Its own lot, which may be empty or ended.
    lot: Option<LotName>,
    /// All points that paid for it.
    spent: Points,
    /// Of these, what has come back so far.
    returned: Points,
    /// Of these, where what has not come back came from.
    out: Spent,
}

/// What a refund changes of an order.
struct Back {
    /// Earned points to take back.
    reversed: Points,
    /// Spent points to give back.
    returned: Points,
}

impl OrderAccount {
    pub(super) fn open(
        net: Fen,
        rates: Option<EarningRates>,
        earned: Points,
        lot: Option<LotName>,
        out: Spent,
    ) -> OrderAccount {
        let from_lots = out.taken.iter().map(|taken| taken.points);
        let spent = from_lots.fold(out.owed, Points::saturating_add);
        let (refunded, returned) = (Fen::ZERO, Points::ZERO);
        OrderAccount { net, refunded, rates, kept: earned, lot, spent, returned, out }
    }

    /// The same formulas on the net that is left, less what was before: so parts add up to the
    /// whole.
    fn give_back(&mut self, goods: Fen) -> Back {
        self.refunded = self.refunded.saturating_add(goods.max(Fen::ZERO)).min(self.net);
        let left = self.net.saturating_sub(self.refunded);
        let kept = self.rates.map_or(Points::ZERO, |rates| earned(left, &rates));
        let returned = returned(self.spent, self.refunded, self.net);
        let back = Back {
            reversed: self.kept.saturating_sub(kept),
            returned: returned.saturating_sub(self.returned),
        };
        (self.kept, self.returned) = (kept, returned);
        back
    }
}

impl Ledger {
    /// Takes back what the refunded money had earned, then gives back what it had cost in points.
    pub(super) fn refund(
        &mut self,
        cause: &Cause,
        day: Day,
        (order, goods): (&Cause, Fen),
        return_days: u32,
    ) -> StepResult {
        let Some(mut account) = self.orders.remove(order) else {
            return StepResult::UnknownOrder;
        };
        let back = account.give_back(goods);
        if back.reversed > Points::ZERO {
            self.reverse(cause, day, account.lot.as_ref(), back.reversed);
        }
        if back.returned > Points::ZERO {
            let ended = LotName {
                last_day: LastDay::On(last_of_days(day, return_days)),
                day,
                id: order.clone(),
                origin: LotOrigin::Return,
            };
            self.give_back_spent(cause, &mut account.out, back.returned, &ended);
        }
        self.orders.insert(order.clone(), account);
        StepResult::Ok
    }

    /// From the order's own lot first; what that lot lost by expiry counts as taken; the rest is
    /// debt. Other lots are not touched (semantics 6, 11).
    fn reverse(&mut self, cause: &Cause, day: Day, lot: Option<&LotName>, points: Points) {
        let from_lot = lot.map_or(Points::ZERO, |lot| self.lots.take_from(lot, points));
        let open = points.saturating_sub(from_lot);
        let lost = lot.map_or(Points::ZERO, |lot| self.lots.count_lost(lot, open));
        let change = (Points::ZERO.saturating_sub(from_lot), open.saturating_sub(lost));
        self.write(cause, EntryKind::Reverse, day, change, None);
    }

    /// To the lots in reverse order of spending. What was owed comes back first: it pays its debt,
    /// and where earnings have paid that already it becomes a lot. What came from a lot that has
    /// ended becomes one, too. Such a lot is `fresh`, named after the refund and where it came from.
    fn give_back_spent(&mut self, cause: &Cause, out: &mut Spent, points: Points, fresh: &LotName) {
        let named = |from: &Cause| LotName { id: cause.returned_to(from), ..fresh.clone() };
        let owed = points.min(out.owed);
        let pays = owed.min(self.debt);
        out.owed = out.owed.saturating_sub(owed);
        self.lots.put(named(&fresh.id), owed.saturating_sub(pays));
        let mut open = points.saturating_sub(owed);
        while open > Points::ZERO
            && let Some(last) = out.taken.last_mut()
        {
            let back = open.min(last.points);
            open = open.saturating_sub(back);
            last.points = last.points.saturating_sub(back);
            let lives = last.lot.last_day.reaches(fresh.day);
            let lot = if lives { last.lot.clone() } else { named(&last.lot.id) };
            self.lots.put(lot, back);
            if last.points == Points::ZERO {
                out.taken.pop();
            }
        }
        let change = (points.saturating_sub(pays), Points::ZERO.saturating_sub(pays));
        self.write(cause, EntryKind::Return, fresh.day, change, None);
    }
}
