//! The draft beside the live promotions: who gives way to whom.

use std::collections::BTreeSet;

use super::outcome::Clash;
use super::trial::stand;
use crate::domain::coupon::CouponState;
use crate::domain::money::Fen;
use crate::domain::promotion::{Condition, OfferId, Promotion, Step, Used};
use crate::domain::quote::{
    Best, Cart, CartLine, LivePromotion, Offers, Quote, quote, quote_only, unmet_by,
};

/// The live promotions with and without the draft.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    /// The draft first, then the live ones.
    with: Offers,
    live: Offers,
    /// The draft, or its coupon.
    acts: OfferId,
    met: Met,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Met {
    pub(super) added_fen: Fen,
    pub(super) beaten: u64,
    /// By id.
    pub(super) clashes: Vec<Clash>,
}

impl Beside {
    pub(super) fn new(alone: &Offers, acts: OfferId, live: Vec<LivePromotion>) -> Beside {
        let by_itself = |one: &LivePromotion| match one.promotion.step() {
            Step::Line | Step::Order => true,
            Step::Coupon => false,
        };
        let mut live: Vec<LivePromotion> = live.into_iter().filter(by_itself).collect();
        live.sort_by(|one, other| one.promotion.id().cmp(other.promotion.id()));
        let clash = |one: &LivePromotion| Clash {
            with: one.promotion.id().clone(),
            dropped: 0,
            dropped_fen: Fen::ZERO,
            lost_to: 0,
        };
        let clashes = live.iter().map(clash).collect();
        let promotions = alone.promotions.iter().chain(&live).cloned().collect();
        let with = Offers { promotions, coupons: alone.coupons.clone() };
        let live = Offers { promotions: live, coupons: Vec::new() };
        Beside { with, live, acts, met: Met { clashes, ..Met::default() } }
    }

    pub(super) fn stand(&mut self, used: Used, state: CouponState) {
        stand(&mut self.with, used, state);
    }

    pub(super) fn finish(self) -> Met {
        self.met
    }

    /// The best set with the draft against the best set without, on an order that it touches.
    pub(super) fn meet(&mut self, cart: &Cart) {
        let Ok(quoted) = quote(cart, &among(&self.with, cart)) else { return };
        if quoted.best.chosen.contains(&self.acts) {
            let Some(without) = self.without(cart, &quoted) else { return };
            let added = quoted.best.saving_fen.saturating_sub(without.saving_fen);
            self.met.added_fen = self.met.added_fen.saturating_add(added);
            self.drop_all(cart, &quoted.best, without);
        } else {
            self.met.beaten += 1;
            for winner in self.winners(cart, &quoted.best.chosen) {
                if let Some(clash) = self.met.clashes.iter_mut().find(|one| one.with == winner) {
                    clash.lost_to += 1;
                }
            }
        }
    }

    /// The best set without the draft. The next best lacks one of the chosen at least; where that is
    /// the draft, no set without the draft is better.
    fn without(&self, cart: &Cart, quoted: &Quote) -> Option<Best> {
        match &quoted.next_best {
            Some(next) if !next.chosen.contains(&self.acts) => Some(next.clone()),
            Some(_) | None => quote(cart, &among(&self.live, cart)).ok().map(|quoted| quoted.best),
        }
    }

    /// Those that were chosen without the draft, and are not with it.
    fn drop_all(&mut self, cart: &Cart, with: &Best, without: Best) {
        let only: BTreeSet<OfferId> = without.chosen.into_iter().collect();
        if only.iter().all(|id| with.chosen.contains(id)) {
            return;
        }
        let Ok(quoted) = quote_only(cart, &self.live, &only) else { return };
        for (id, given) in quoted.sale.discounts {
            let clash = self.met.clashes.iter_mut().find(|one| one.with == id);
            if let Some(clash) = clash.filter(|_| !with.chosen.contains(&id)) {
                clash.dropped += 1;
                clash.dropped_fen = clash.dropped_fen.saturating_add(given);
            }
        }
    }

    /// Of the chosen those that cannot act beside the draft; all where each could.
    fn winners(&self, cart: &Cart, chosen: &[OfferId]) -> Vec<OfferId> {
        let blocks: Vec<OfferId> =
            chosen.iter().filter(|id| self.blocks(cart, id)).cloned().collect();
        if blocks.is_empty() { chosen.to_vec() } else { blocks }
    }

    fn blocks(&self, cart: &Cart, id: &OfferId) -> bool {
        let mut rules = self.with.promotions.iter();
        let (Some(draft), Some(other)) = (rules.next(), rules.find(|one| one.promotion.id() == id))
        else {
            return false;
        };
        if never_beside(&draft.promotion, &other.promotion) {
            return true;
        }
        let promotions = vec![draft.clone(), other.clone()];
        let pair = Offers { promotions, coupons: self.with.coupons.clone() };
        let both = BTreeSet::from([self.acts.clone(), id.clone()]);
        quote_only(cart, &pair, &both).is_ok_and(|quoted| !quoted.is_allowed)
    }
}

/// Those that customer and goods do not refuse: who they refuse is in no allowed set, and need not be
/// looked for in one.
fn among(offers: &Offers, cart: &Cart) -> Offers {
    let promotions = offers.promotions.iter().filter(|one| may_act(&one.promotion, cart));
    Offers { promotions: promotions.cloned().collect(), coupons: offers.coupons.clone() }
}

fn may_act(promotion: &Promotion, cart: &Cart) -> bool {
    let conditions = promotion.conditions();
    let suits = |line: &CartLine| {
        let (sku, category) = (line.sku.as_deref(), line.category.as_deref());
        conditions.iter().all(|condition| condition.goods_pass(sku, category) != Some(false))
    };
    let is_met = |one: &Condition| unmet_by(cart.customer.as_ref(), one, cart.day).is_none();
    conditions.iter().all(is_met)
        && (cart.lines.iter().any(suits) || !conditions.iter().any(Condition::is_about_goods))
}

/// By what they are, without looking at a cart: one exclusive group, or one step and not both
/// stackable.
fn never_beside(one: &Promotion, other: &Promotion) -> bool {
    let same_group =
        one.exclusive_group().is_some_and(|group| other.exclusive_group() == Some(group));
    let same_step = one.step() == other.step();
    same_group || same_step && !(one.is_stackable() && other.is_stackable())
}
