//! Taking back what the rest of an order no longer earns, shown before it is confirmed (semantics 7,
//! Refund): a setting. Without it promotions stay as they were frozen.
//!
//! The rest is priced again: unit prices, customer and day as at the sale, of the promotions those that
//! were chosen, without limits and budgets, for they were used already. Points as money and the
//! seller's hand stay as frozen; they are in neither of the two sums that are compared.

use super::acting::{Act, Standing};
use super::allocation::sum;
use super::candidate::{Candidate, Prepared};
use super::cart::{Cart, CartLine, LivePromotion, Offers, QuoteFault};
use super::refund::{Refund, RefundFault, Refunded, Refunds};
use super::sale::{LineQuote, Sale, TakenOff};
use crate::domain::coupon::{Coupon, CouponState};
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::price::{Price, PriceLayers};
use crate::domain::promotion::{Benefit, Limits, OfferId, Promotion, PromotionDraft, Step, Used};
use crate::domain::quantity::Quantity;

/// A sale with all that its rest is priced by.
#[derive(Clone, Copy, Debug)]
pub struct Sold<'a> {
    /// What was frozen.
    pub sale: &'a Sale,
    /// The cart, as it was sold.
    pub cart: &'a Cart,
    /// The rules of the chosen promotions, and the chosen coupons; others may be among them.
    pub offers: &'a Offers,
}

/// A refund that was given already.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// What came back.
    pub refund: &'a Refund,
    /// What was paid back for it, in fen: [`TakeBack::refund_fen`], or the frozen total where nothing
    /// was taken back.
    pub refund_fen: Fen,
}

/// A refund that takes back what the rest no longer earns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeBack {
    /// The refund as frozen. Points, budgets and coupons follow it.
    pub frozen: Refunded,
    /// Taken off the frozen refund, in fen, at most all of it.
    pub taken_back_fen: Fen,
    /// Paid beside the frozen refund, in fen: what earlier refunds took back and the rest now holds
    /// again, everything of it once nothing is left of the order.
    pub given_again_fen: Fen,
    /// What is paid back, in fen: frozen total - taken back + given again.
    pub refund_fen: Fen,
    /// The chosen that the rest does not earn, or less of, in acting order.
    pub lost: Vec<Lost>,
}

/// A promotion or a coupon that the rest no longer earns, or earns less of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Which.
    pub id: OfferId,
    /// What of its frozen discount lies on the rest, less what the rest earns; 0 of gifts and points.
    pub fen: Fen,
    /// False where the rest earns a smaller step, or fewer times.
    pub is_whole: bool,
}

/// Why it cannot be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeBackFault {
    /// The refund itself cannot be.
    Refund(RefundFault),
    /// The cart has other lines than the sale.
    OtherCart,
    /// A chosen promotion or coupon is not among the offers.
    NoRule(OfferId),
    /// The rest cannot be priced.
    Rest(QuoteFault),
}

/// The refund after those that were given before, with what the rest no longer earns taken back.
///
/// Where one of the chosen is lost: paid so far - what the rest costs with those of the chosen that
/// still act, never below 0, and with all refunds before it never above the frozen ones. Where none is
/// lost, and where nothing of the order is left, nothing is taken back.
///
/// # Errors
/// As [`TakeBackFault`] says.
pub fn take_back(
    sold: Sold<'_>,
    before: &[Given<'_>],
    refund: &Refund,
) -> Result<TakeBack, TakeBackFault> {
    if sold.sale.lines.len() != sold.cart.lines.len() {
        return Err(TakeBackFault::OtherCart);
    }
    let mut refunds = Refunds::of(sold.sale);
    // What the customer lacks of the frozen refunds before this one.
    let mut lacking = Fen::ZERO;
    for given in before {
        let frozen = refunds.give_back(given.refund).map_err(TakeBackFault::Refund)?;
        lacking = lacking.saturating_add(frozen.total_fen.saturating_sub(given.refund_fen));
    }
    let frozen = refunds.give_back(refund).map_err(TakeBackFault::Refund)?;
    let all = before.iter().map(|given| given.refund).chain([refund]);
    let back = returned(sold.sale, all);
    let is_rest = !frozen.is_full
        && sold.sale.lines.iter().zip(&back).any(|(line, back)| line.quantity > *back);
    let (owed, lost) = if is_rest { rest_owes(sold, &back)? } else { (Fen::ZERO, Vec::new()) };
    let lacking = lacking.max(Fen::ZERO);
    let more = owed.saturating_sub(lacking);
    let taken_back_fen = more.max(Fen::ZERO).min(frozen.total_fen);
    let given_again_fen = Fen::ZERO.saturating_sub(more).max(Fen::ZERO);
    let refund_fen =
        frozen.total_fen.saturating_sub(taken_back_fen).saturating_add(given_again_fen);
    Ok(TakeBack { frozen, taken_back_fen, given_again_fen, refund_fen, lost })
}

/// Units of each line that came back in all. Lines that are not there were refused before.
fn returned<'a>(sale: &Sale, refunds: impl Iterator<Item = &'a Refund>) -> Vec<Quantity> {
    let mut back = vec![Quantity::default(); sale.lines.len()];
    for (line, units) in refunds.flat_map(|refund| &refund.lines) {
        if let Some(back) = back.get_mut(*line) {
            *back = back.saturating_add(*units);
        }
    }
    back
}

/// What the rest costs above what it holds as frozen, and what is lost.
fn rest_owes(sold: Sold<'_>, back: &[Quantity]) -> Result<(Fen, Vec<Lost>), TakeBackFault> {
    let cart = rest_cart(sold, back);
    let offers = chosen_offers(sold)?;
    let lines = cart.price_lines().map_err(TakeBackFault::Rest)?;
    let prepared = Prepared::new(&cart, &lines, &offers).map_err(TakeBackFault::Rest)?;
    let mut standing = prepared.start.clone();
    let mut lost = Vec::new();
    for candidate in prepared.candidates.iter().filter(|one| sold.has_chosen(one.id)) {
        let act = prepared.still(candidate, &standing);
        lost.extend(sold.lost(candidate, act.as_ref(), back));
        if let Some(act) = act {
            standing.take(candidate, &act);
        }
    }
    let costs = standing.payable_fen().saturating_add(standing.postage_fen);
    let is_money = lost.iter().any(|one| one.fen > Fen::ZERO);
    let owed = costs.saturating_sub(sold.holds(back)).max(Fen::ZERO);
    // Where nothing is lost, the two differ by roundings alone.
    Ok((if is_money { owed } else { Fen::ZERO }, lost))
}

impl Prepared<'_> {
    /// What one of the chosen does on the rest; `None` where its conditions are not met any more.
    fn still(&self, candidate: &Candidate<'_>, standing: &Standing) -> Option<Act> {
        let is_met = self.unmet_but_budget(candidate).is_empty();
        is_met.then(|| self.turn(candidate, standing)).flatten()
    }
}

impl Sold<'_> {
    fn has_chosen(&self, id: &OfferId) -> bool {
        self.sale.discounts.iter().any(|(chosen, _)| chosen == id)
    }

    /// What the rest holds of lines and postage as frozen, before points and hand: each line what
    /// offers left of it, less round(that x returned / quantity).
    fn holds(&self, back: &[Quantity]) -> Fen {
        let of_line = |(line, back): (&LineQuote, &Quantity)| {
            let off =
                sum(line.discounts.iter().filter(|(by, _)| is_offer(by)).map(|(_, off)| *off));
            rest_of(line.priced.amount_fen.saturating_sub(off), line, *back)
        };
        let waived = sum(self.sale.discounts.iter().map(|(id, _)| self.waived(id)));
        sum(self.sale.lines.iter().zip(back).map(of_line))
            .saturating_add(self.cart.postage_fen.saturating_sub(waived))
    }

    /// What of the frozen discount of one of the chosen lies on the rest, postage included.
    fn on_rest(&self, id: &OfferId, back: &[Quantity]) -> Fen {
        let of_line = |(line, back): (&LineQuote, &Quantity)| {
            let by_it = |(by, _): &&(TakenOff, Fen)| match by {
                TakenOff::Offer(by) => by == id,
                TakenOff::Points | TakenOff::Hand => false,
            };
            let off = sum(line.discounts.iter().filter(by_it).map(|(_, off)| *off));
            rest_of(off, line, *back)
        };
        let lines = self.sale.lines.iter().zip(back);
        sum(lines.map(of_line)).saturating_add(self.waived(id))
    }

    /// Postage that one of the chosen waived.
    fn waived(&self, id: &OfferId) -> Fen {
        let waives = rule_of(self.offers, id)
            .is_some_and(|rule| matches!(rule.promotion.benefit(), Benefit::FreePostage));
        let given = self.sale.discounts.iter().find(|(chosen, _)| chosen == id);
        given.filter(|_| waives).map_or(Fen::ZERO, |(_, given)| *given)
    }

    /// What one of the chosen gives no more; `None` where the rest earns all that lies on it.
    fn lost(
        &self,
        candidate: &Candidate<'_>,
        act: Option<&Act>,
        back: &[Quantity],
    ) -> Option<Lost> {
        let on_rest = self.on_rest(candidate.id, back);
        let (is_whole, earned) = match act {
            None => (true, Fen::ZERO),
            Some(act) if is_graded(candidate.benefit()) => (false, act.discount_fen()),
            Some(_) => return None,
        };
        let fen = on_rest.saturating_sub(earned).max(Fen::ZERO);
        let is_lost = fen > Fen::ZERO || is_whole && candidate.benefit().is_beside();
        is_lost.then(|| Lost { id: candidate.id.clone(), fen, is_whole })
    }
}

fn is_offer(by: &TakenOff) -> bool {
    match by {
        TakenOff::Offer(_) => true,
        TakenOff::Points | TakenOff::Hand => false,
    }
}

/// What of an amount stays with the units that were kept.
fn rest_of(amount: Fen, line: &LineQuote, back: Quantity) -> Fen {
    let product = i128::from(amount.minor()) * i128::from(back.thousandths());
    let gone = divide_rounded(product, i128::from(line.quantity.thousandths()));
    amount.saturating_sub(gone.map_or(Fen::ZERO, Fen::from_minor))
}

/// It grants more or less, by how much there is.
fn is_graded(benefit: &Benefit) -> bool {
    match benefit {
        Benefit::AmountOffPer { .. }
        | Benefit::Ladder { .. }
        | Benefit::BuyGet { .. }
        | Benefit::Bundle { .. } => true,
        Benefit::AmountOff { .. }
        | Benefit::Percent { .. }
        | Benefit::FixedPrice { .. }
        | Benefit::FreePostage
        | Benefit::Gift { .. }
        | Benefit::PointsMultiplier { .. } => false,
    }
}

/// The cart without what came back, at the unit prices of the sale.
fn rest_cart(sold: Sold<'_>, back: &[Quantity]) -> Cart {
    let flat = |unit: Fen| Price::flat(unit).ok();
    let lines = sold.cart.lines.iter().zip(&sold.sale.lines).zip(back);
    let lines = lines.map(|((line, frozen), back)| CartLine {
        quantity: Quantity::from_thousandths(line.quantity.thousandths() - back.thousandths()),
        prices: PriceLayers {
            own: flat(frozen.priced.price.unit_fen),
            base: line.prices.list_price(line.quantity).and_then(flat),
            ..PriceLayers::default()
        },
        ..line.clone()
    });
    Cart { lines: lines.collect(), ..sold.cart.clone() }
}

/// The chosen alone, as if they were never used, and without limits: those were looked at when it was
/// sold.
fn chosen_offers(sold: Sold<'_>) -> Result<Offers, TakeBackFault> {
    let mut offers = Offers::default();
    for (id, _) in &sold.sale.discounts {
        let no_rule = || TakeBackFault::NoRule(id.clone());
        let live = rule_of(sold.offers, id).ok_or_else(no_rule)?;
        let rule = &live.promotion;
        if !offers.promotions.iter().any(|there| there.promotion.id() == rule.id()) {
            let (promotion, used) = (without_limits(rule), Used::default());
            offers.promotions.push(LivePromotion { promotion, used });
        }
        if rule.step() == Step::Coupon {
            let coupon = coupon_of(sold.offers, id).ok_or_else(no_rule)?;
            offers.coupons.push(Coupon { state: CouponState::Issued, ..coupon.clone() });
        }
    }
    Ok(offers)
}

fn coupon_of<'a>(offers: &'a Offers, id: &OfferId) -> Option<&'a Coupon> {
    offers.coupons.iter().find(|coupon| coupon.id == *id)
}

/// The rule of a promotion or of a coupon.
fn rule_of<'a>(offers: &'a Offers, id: &OfferId) -> Option<&'a LivePromotion> {
    let rule = coupon_of(offers, id).map_or(id, |coupon| &coupon.promotion);
    offers.promotions.iter().find(|live| live.promotion.id() == rule)
}

fn without_limits(promotion: &Promotion) -> Promotion {
    let draft = PromotionDraft { limits: Limits::default(), ..promotion.to_draft() };
    draft.parse().unwrap_or_else(|_| promotion.clone())
}

#[cfg(test)]
mod tests;
