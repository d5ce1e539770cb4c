//! A quote: what a cart costs, with the best of all that may act on it, and why (semantics 7).
//!
//! A function of cart, customer, promotions, coupons, day and, where one is asked for, the chosen set.
//! It changes nothing: to sell is to freeze a quote. The way: [`Cart::price_lines`], then the search
//! for the best set (`search`), then points, postage and the seller's hand (`settlement`), then what
//! is said of each promotion (`verdict`) and how to get what was refused (`advice`).

mod acting;
mod advice;
pub mod allocation;
mod branch_and_bound;
mod candidate;
mod cart;
mod ceiling;
mod choice;
mod effort;
mod enumeration;
mod fates;
mod reasons;
pub mod refund;
mod sale;
mod search;
pub mod settlement;
pub mod take_back;
mod units;
mod unmet;
mod verdict;
mod walk;

pub use advice::{Advice, MoreAmount, MoreOfALine, advice};
pub use cart::{
    Cart, CartLine, Customer, LivePromotion, Offers, PricedLine, QuoteFault, TierRates,
};
pub use reasons::unmet_by;
pub use sale::{Gift, LineQuote, Sale, TakenOff};
pub use search::SearchBy;
pub use unmet::Unmet;
pub use verdict::{Best, Verdict, VerdictOn};

use std::collections::BTreeSet;

use super::money::Fen;
use super::promotion::OfferId;
use candidate::Prepared;

/// What a cart costs, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// False where a set was asked for that is not allowed; the empty one is priced then.
    pub is_allowed: bool,
    /// What is paid, line by line; what is frozen when it is sold.
    pub sale: Sale,
    /// The chosen set and what it saves.
    pub best: Best,
    /// The best allowed set that lacks a chosen member; none where nothing is chosen, or a set was
    /// asked for.
    pub next_best: Option<Best>,
    /// Whether both are known to be the best: false where many offers hang together so closely that
    /// to prove it would have taken too long. The set is a good one then, and always an allowed one.
    pub is_proven: bool,
    /// One for each promotion and coupon, by id. Of a set that was asked for: its members alone,
    /// and none where it is not allowed.
    pub verdicts: Vec<VerdictOn>,
}

impl Quote {
    /// By how much the chosen set beats the next best; none without one.
    #[must_use]
    pub fn margin_fen(&self) -> Option<Fen> {
        let next = self.next_best.as_ref()?;
        Some(self.best.saving_fen.saturating_sub(next.saving_fen))
    }
}

/// The quote with the best allowed set, exactly.
///
/// # Errors
/// A line without a price, more money than there is, offers that cannot be told apart.
pub fn quote(cart: &Cart, offers: &Offers) -> Result<Quote, QuoteFault> {
    quote_by(cart, offers, SearchBy::Size)
}

/// [`quote`], looked for in one way: for tests and measurements.
///
/// # Errors
/// As [`quote`].
pub fn quote_by(cart: &Cart, offers: &Offers, by: SearchBy) -> Result<Quote, QuoteFault> {
    let lines = cart.price_lines()?;
    let prepared = Prepared::new(cart, &lines, offers)?;
    let judged = verdict::judge(&prepared, by);
    Ok(Quote {
        is_allowed: true,
        sale: sale::settle(&prepared, &judged.chosen),
        best: judged.best,
        next_best: judged.next_best,
        is_proven: judged.is_proven,
        verdicts: judged.verdicts,
    })
}

/// The quote with exactly these promotions and coupons, without a search. Where they are no allowed
/// set, also because one of them is not there, nothing acts.
///
/// # Errors
/// As [`quote`].
pub fn quote_only(
    cart: &Cart,
    offers: &Offers,
    only: &BTreeSet<OfferId>,
) -> Result<Quote, QuoteFault> {
    let lines = cart.price_lines()?;
    let prepared = Prepared::new(cart, &lines, offers)?;
    let places: Vec<usize> = (0..prepared.candidates.len())
        .filter(|place| prepared.candidates.get(*place).is_some_and(|c| only.contains(c.id)))
        .collect();
    let is_allowed = places.len() == only.len() && prepared.is_allowed(&places);
    let chosen = if is_allowed { places } else { Vec::new() };
    let chosen_verdict = |id: &OfferId| VerdictOn { id: id.clone(), verdict: Verdict::Chosen };
    let verdicts = only.iter().filter(|_| is_allowed).map(chosen_verdict).collect();
    let sale = sale::settle(&prepared, &chosen);
    let best = Best {
        chosen: if is_allowed { only.iter().cloned().collect() } else { Vec::new() },
        saving_fen: sale.saving_fen,
    };
    Ok(Quote { is_allowed, sale, best, next_best: None, is_proven: true, verdicts })
}

/// Why the members of a set that is not allowed cannot act together, each as if it stood alone;
/// empty lists where only their meeting is the reason.
///
/// # Errors
/// As [`quote`].
pub fn reasons_against(
    cart: &Cart,
    offers: &Offers,
    only: &BTreeSet<OfferId>,
) -> Result<Vec<(OfferId, Vec<Unmet>)>, QuoteFault> {
    let lines = cart.price_lines()?;
    let prepared = Prepared::new(cart, &lines, offers)?;
    let mut reasons: Vec<(OfferId, Vec<Unmet>)> = prepared
        .candidates
        .iter()
        .filter(|candidate| only.contains(candidate.id))
        .map(|candidate| (candidate.id.clone(), prepared.unmet(candidate)))
        .collect();
    reasons.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(reasons)
}
