//! The runner `quote`: a cart in, what it costs and why out.

mod answer;
mod case;
mod rules;

use std::collections::BTreeSet;

use super::value::BadCase;
use crate::domain::promotion::OfferId;
use crate::domain::quote::refund::{RefundFault, Refunds};
use crate::domain::quote::{Cart, Offers, Quote, QuoteFault, advice, quote, quote_only};
use crate::domain::quote::{Unmet, Verdict, VerdictOn};

pub use case::Case;

/// A case that was read: what the engine is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The cart.
    pub cart: Cart,
    /// What may act on it.
    pub offers: Offers,
    /// Exactly this set, where one is asked for.
    pub only: Option<BTreeSet<OfferId>>,
    /// What goes back afterwards.
    pub refunds: Option<Vec<case::RefundCase>>,
}

/// Answers a case.
///
/// # Errors
/// What breaks the schema, or a number that the engine cannot take.
pub fn answer(text: &str) -> Result<String, BadCase> {
    let asked = read(text)?;
    let quoted = match &asked.only {
        None => quote(&asked.cart, &asked.offers),
        Some(only) => quote_only(&asked.cart, &asked.offers, only),
    }
    .map_err(bad_quote)?;
    let mut answer = answer::answer(&quoted, &asked);
    if asked.only.is_none() {
        answer.advise(&advices(&asked, &quoted)?);
    }
    if let Some(refunds) = &asked.refunds {
        answer.refunded = Some(refunded(&quoted, &asked, refunds)?);
    }
    Ok(serde_json::to_string(&answer)?)
}

/// Reads a case.
///
/// # Errors
/// What breaks the schema, or a number that the engine cannot take.
pub fn read(text: &str) -> Result<Asked, BadCase> {
    serde_json::from_str::<Case>(text)?.into_asked()
}

/// Advice for each that is refused, in the order of the verdicts.
fn advices(asked: &Asked, quoted: &Quote) -> Result<Vec<Option<answer::AdviceOut>>, BadCase> {
    let of_one = |on: &VerdictOn| match &on.verdict {
        Verdict::Refused { unmet } if unmet.iter().all(Unmet::is_about_the_cart) => {
            let advice = advice(&asked.cart, &asked.offers, &on.id).map_err(bad_quote)?;
            Ok(advice.map(answer::AdviceOut::smallest))
        }
        Verdict::Refused { .. } | Verdict::Chosen | Verdict::Usable { .. } => Ok(None),
    };
    quoted.verdicts.iter().map(of_one).collect()
}

fn refunded(
    quoted: &Quote,
    asked: &Asked,
    cases: &[case::RefundCase],
) -> Result<Vec<answer::RefundedOut>, BadCase> {
    let mut refunds = Refunds::of(&quoted.sale);
    let mut back = Vec::new();
    for case in cases {
        let refund = case.to_refund(asked.cart.day);
        let refunded = refunds.give_back(&refund).map_err(|fault| match fault {
            RefundFault::NoSuchLine { .. } => {
                BadCase::Value("a refund of a line that is not there")
            }
            RefundFault::MoreThanLeft { .. } => BadCase::Value("a refund of more than is left"),
            RefundFault::BelowZero => BadCase::Value("a refund below 0"),
        })?;
        back.push(answer::RefundedOut::new(&case.id, &refunded));
    }
    Ok(back)
}

fn bad_quote(fault: QuoteFault) -> BadCase {
    BadCase::Value(match fault {
        QuoteFault::NoPrice { .. } => "a line without a price",
        QuoteFault::TooMuch => "more money than there is",
        QuoteFault::SameId(_) => "two promotions or coupons with one id",
        QuoteFault::NoRule { .. } => "a coupon without its rule",
    })
}
