//! A cart with a chosen set: what each line pays, and where it went.

use std::sync::Arc;

use super::acting::Standing;
use super::allocation::sum;
use super::candidate::{Candidate, Prepared};
use super::cart::PricedLine;
use super::choice::Choice;
use super::settlement::{OverHandLimit, PointsPaid, PointsRules, take_off};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::points::Points;
use crate::domain::promotion::{Gives, OfferId};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// Who took something off a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenOff {
    /// A promotion or a coupon.
    Offer(OfferId),
    /// Points that were paid with.
    Points,
    /// The seller's hand.
    Hand,
}

/// A line of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineQuote {
    /// Its price before promotions.
    pub priced: PricedLine,
    /// Its quantity.
    pub quantity: Quantity,
    /// What was taken off, in acting order, without zeros.
    pub discounts: Vec<(TakenOff, Fen)>,
    /// What is paid for it.
    pub payable_fen: Fen,
}

/// Something that is given beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gift {
    /// By what.
    pub offer: OfferId,
    /// What.
    pub sku: Arc<str>,
    /// How much of it.
    pub quantity: Quantity,
}

/// What a cart costs with one set of promotions and coupons. Frozen at the sale, it is all that a
/// refund needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The lines.
    pub lines: Vec<LineQuote>,
    /// Base prices.
    pub list_fen: Fen,
    /// Unit prices before promotions.
    pub amount_fen: Fen,
    /// After the line promotions.
    pub goods_fen: Fen,
    /// What promotions and coupons take off lines.
    pub discount_fen: Fen,
    /// What each of the chosen gives, in acting order, zeros too: off lines, postage, gifts.
    pub discounts: Vec<(OfferId, Fen)>,
    /// Gifts, in acting order.
    pub gifts: Vec<Gift>,
    /// Points paid with.
    pub points_paid: PointsPaid,
    /// What the seller took off by hand.
    pub manual_fen: Fen,
    /// Why he could not.
    pub manual_refused: Option<OverHandLimit>,
    /// Postage that is paid.
    pub postage_fen: Fen,
    /// What is paid: lines and postage.
    pub total_fen: Fen,
    /// Points that it earns.
    pub points_earned: Points,
    /// The rules under which it earns, frozen for refunds; none where nobody known buys.
    pub points_rules: Option<PointsRules>,
    /// The chosen coupons and their last days, frozen for refunds.
    pub coupons: Vec<(OfferId, Option<Day>)>,
    /// The multiplier of the customer's tier, frozen for refunds.
    pub tier_points: BasisPoints,
    /// The multiplier of the day, frozen for refunds.
    pub day_points: BasisPoints,
    /// The fall of lines and postage by promotions and coupons, and what gifts are worth.
    pub saving_fen: Fen,
    /// Face value of amount off and ladders that found nothing to be taken off.
    pub waste_fen: Fen,
}

impl Prepared<'_> {
    /// Whether candidates, in acting order, are an allowed set.
    pub(super) fn is_allowed(&self, members: &[usize]) -> bool {
        let mut choice = Choice::none();
        let mut standing = self.start.clone();
        for place in members {
            let Some(candidate) = self.candidates.get(*place) else { return false };
            if !self.unmet_but_budget(candidate).is_empty() || !choice.has_room_for(candidate) {
                return false;
            }
            let Some(act) = self.turn(candidate, &standing) else { return false };
            standing.take(candidate, &act);
            choice.join(*place, candidate);
        }
        true
    }
}

/// Prices an allowed set, given in acting order.
pub(super) fn settle(prepared: &Prepared<'_>, members: &[usize]) -> Sale {
    let mut standing = prepared.start.clone();
    let mut lines: Vec<LineQuote> = prepared
        .lines
        .iter()
        .zip(&prepared.cart.lines)
        .map(|(priced, line)| LineQuote {
            priced: *priced,
            quantity: line.quantity,
            discounts: Vec::new(),
            payable_fen: priced.amount_fen,
        })
        .collect();
    let chosen: Vec<&Candidate<'_>> =
        members.iter().filter_map(|place| prepared.candidates.get(*place)).collect();
    let mut discounts = Vec::new();
    for candidate in &chosen {
        let act = prepared.act(candidate, &standing);
        standing.take(candidate, &act);
        discounts.push((candidate.id.clone(), act.discount_fen()));
        for (at, off) in act.by_line.iter().filter(|(_, off)| *off != Fen::ZERO) {
            if let Some(line) = lines.get_mut(*at) {
                line.discounts.push((TakenOff::Offer(candidate.id.clone()), *off));
            }
        }
    }
    let amount_fen = sum(prepared.lines.iter().map(|line| line.amount_fen));
    let draft = Sale {
        list_fen: sum(prepared.lines.iter().map(|line| line.list_fen)),
        amount_fen,
        goods_fen: sum(standing.goods.iter().copied()),
        discount_fen: amount_fen.saturating_sub(standing.payable_fen()),
        discounts,
        gifts: gifts(&chosen),
        points_paid: PointsPaid::default(),
        manual_fen: Fen::ZERO,
        manual_refused: None,
        postage_fen: standing.postage_fen,
        total_fen: Fen::ZERO,
        points_earned: Points::ZERO,
        points_rules: prepared.cart.points.filter(|_| prepared.cart.customer.is_some()),
        coupons: chosen
            .iter()
            .filter(|candidate| candidate.coupon.is_some())
            .map(|candidate| (candidate.id.clone(), candidate.last_day))
            .collect(),
        tier_points: prepared.cart.tier_rates().points,
        day_points: day_points(&chosen),
        saving_fen: prepared.saving_fen(&standing),
        waste_fen: standing.waste_fen,
        lines,
    };
    pay(prepared, draft, standing)
}

/// Points as money, postage, hand; then what is earned.
fn pay(prepared: &Prepared<'_>, mut sale: Sale, standing: Standing) -> Sale {
    let cart = prepared.cart;
    let Standing { mut left, mut postage_fen, .. } = standing;
    let mut note = |off: Vec<Fen>, by: TakenOff| {
        for (line, off) in sale.lines.iter_mut().zip(off).filter(|(_, off)| *off != Fen::ZERO) {
            line.discounts.push((by.clone(), off));
        }
    };
    if let (Some(rules), Some(who)) = (&cart.points, &cart.customer) {
        let goods = sum(left.iter().copied());
        sale.points_paid = rules.paid_with(cart.spend_points, who.points, goods);
        let mut no_postage = Fen::ZERO;
        note(take_off(&mut left, &mut no_postage, sale.points_paid.fen), TakenOff::Points);
    }
    if let Some(manual) = &cart.manual {
        let total = sum(left.iter().copied()).saturating_add(postage_fen);
        match manual.off_fen(total) {
            Ok(off) => {
                sale.manual_fen = off;
                note(take_off(&mut left, &mut postage_fen, off), TakenOff::Hand);
            }
            Err(over) => sale.manual_refused = Some(over),
        }
    }
    for (line, left) in sale.lines.iter_mut().zip(&left) {
        line.payable_fen = *left;
    }
    let net_fen = sum(left);
    sale.postage_fen = postage_fen;
    sale.total_fen = net_fen.saturating_add(postage_fen);
    if let Some(rules) = &sale.points_rules {
        sale.points_earned = rules.earned(net_fen, sale.tier_points, sale.day_points);
    }
    sale
}

/// Of several multipliers the highest counts.
fn day_points(chosen: &[&Candidate<'_>]) -> BasisPoints {
    let multiplier = |candidate: &&Candidate<'_>| match candidate.benefit().gives() {
        Gives::Points(day) => Some(day),
        Gives::OffSum | Gives::OffLines | Gives::Postage | Gives::Gift { .. } => None,
    };
    chosen.iter().filter_map(multiplier).max().unwrap_or_default()
}

fn gifts(chosen: &[&Candidate<'_>]) -> Vec<Gift> {
    let gift = |candidate: &&Candidate<'_>| match candidate.benefit().gives() {
        Gives::Gift { sku, quantity, .. } => {
            Some(Gift { offer: candidate.id.clone(), sku: sku.clone(), quantity })
        }
        Gives::OffSum | Gives::OffLines | Gives::Postage | Gives::Points(_) => None,
    };
    chosen.iter().filter_map(gift).collect()
}
