//! Tiers, points, offers and what is booked, in words.

use crate::domain::command::BookingFault;
use crate::domain::loyalty::{Booking, Rulebook};
use crate::domain::points::Points;
use crate::domain::tier::Step;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::veil;

/// The name of a step in the latest policy; its number where no policy has it.
#[must_use]
pub fn step(lang: Locale, rules: &Rulebook, step: Step) -> String {
    let tier = rules.policies().iter().rev().find_map(|(_, policy)| policy.tier(step));
    let numbered = || td_string!(lang, booking.tier_number, n = step.number());
    tier.map_or_else(numbered, |tier| tier.name.clone())
}

/// What was booked about somebody; `other` is what the other one of it is called, `is_first` where
/// the card is that of the one it is about.
#[must_use]
pub fn booking(
    lang: Locale,
    rules: &Rulebook,
    booking: &Booking,
    (is_first, other): (bool, String),
) -> String {
    let points = |points: Points| super::points(lang, points.number().unsigned_abs());
    match booking {
        Booking::Ruled { .. } | Booking::PastOrdersEarn { .. } => {
            td_string!(lang, booking.rule_set).to_owned()
        }
        Booking::TierGiven { tier } => {
            let name = step(lang, rules, tier.step);
            td_string!(lang, booking.tier_given, tier = name, reason = veil::text(&tier.reason))
        }
        Booking::PointsGiven { points: given, .. } if *given < Points::ZERO => {
            td_string!(lang, booking.points_taken, points = points(*given))
        }
        Booking::PointsGiven { points: given, .. } => {
            td_string!(lang, booking.points_given, points = points(*given))
        }
        Booking::PointsSpent { points: spent, .. } => {
            td_string!(lang, booking.points_spent, points = points(*spent))
        }
        Booking::OpeningBalance { purchases, net_fen, .. } => {
            let amount = number::money(i128::from(net_fen.minor()));
            let purchases = super::purchases(lang, u64::from(*purchases));
            td_string!(lang, booking.opening, purchases = purchases, amount = amount)
        }
        Booking::CouponIssued { code, .. } => {
            td_string!(lang, booking.coupon_issued, code = veil::text(code))
        }
        Booking::CouponVoided { reason, .. } => {
            td_string!(lang, booking.coupon_voided, reason = veil::text(reason))
        }
        Booking::Noted { .. } => td_string!(lang, booking.noted).to_owned(),
        Booking::OwnPrice { sku, price } => match price {
            Some(_) => td_string!(lang, booking.own_price, sku = sku.clone()),
            None => td_string!(lang, booking.own_price_gone, sku = sku.clone()),
        },
        Booking::InPriceList { list: Some(list) } => {
            let name = rules.rule(*list).map(|rule| rule.name().to_owned()).unwrap_or_default();
            td_string!(lang, booking.in_list, name = name)
        }
        Booking::InPriceList { list: None } => td_string!(lang, booking.in_no_list).to_owned(),
        Booking::Quoted { author, .. } => {
            td_string!(lang, booking.quoted, author = veil::text(author))
        }
        Booking::QuoteApproved { by, .. } => {
            td_string!(lang, booking.quote_approved, by = veil::text(by))
        }
        Booking::Referred if is_first => td_string!(lang, booking.referred, who = other),
        Booking::Referred => td_string!(lang, booking.referred_other, who = other),
    }
}

/// Why a rule or a booking cannot be, and what to do.
#[must_use]
pub fn fault(lang: Locale, fault: BookingFault) -> String {
    let says = match fault {
        BookingFault::NoName => td_string!(lang, booking.fault_no_name),
        BookingFault::BadTerms => td_string!(lang, booking.fault_bad_terms),
        BookingFault::NoSuchOffer => td_string!(lang, booking.fault_no_offer),
        BookingFault::NoSuchRule => td_string!(lang, booking.fault_no_rule),
        BookingFault::HasBegun => td_string!(lang, booking.fault_begun),
        BookingFault::OtherKind => td_string!(lang, booking.fault_no_rule),
        BookingFault::WrongPeople => td_string!(lang, booking.fault_wrong_people),
        BookingFault::NoSuchTier => td_string!(lang, booking.fault_no_tier),
        BookingFault::EndsBeforeItBegins => td_string!(lang, booking.fault_ends_before),
        BookingFault::NoReason => td_string!(lang, booking.fault_no_reason),
        BookingFault::BadPoints => td_string!(lang, booking.fault_bad_points),
        BookingFault::OutOfStock => td_string!(lang, booking.fault_out_of_stock),
        BookingFault::NoSuchCoupon => td_string!(lang, booking.fault_no_coupon),
        BookingFault::NoSuchQuote => td_string!(lang, prices.fault_no_quote),
        BookingFault::ByAuthor => td_string!(lang, prices.fault_by_author),
        BookingFault::NotByHand => td_string!(lang, booking.fault_not_by_hand),
        BookingFault::RoundAbout => td_string!(lang, booking.round_about),
        BookingFault::TooFewPoints { available } => {
            let points = super::points(lang, available.number().max(0).unsigned_abs());
            return td_string!(lang, booking.fault_too_few_points, points = points);
        }
    };
    says.to_owned()
}
