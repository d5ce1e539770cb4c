//! The schema of the answer of `quote`, as it is written.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::super::value::{Bp, Date, Minor, Thousandths, WholePoints};
use super::Asked;
use crate::domain::coupon::CouponState;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::price::Layer;
use crate::domain::promotion::{Amount, OfferId};
use crate::domain::quantity::Quantity;
use crate::domain::quote::refund::Refunded;
use crate::domain::quote::settlement::OverHandLimit;
use crate::domain::quote::{
    Advice, Best, LineQuote, MoreAmount, MoreOfALine, Quote, TakenOff, Unmet, Verdict, VerdictOn,
};

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    allowed: bool,
    list_minor: Minor,
    amount_minor: Minor,
    goods_minor: Minor,
    discount_minor: Minor,
    points_spent: WholePoints,
    points_minor: Minor,
    postage_minor: Minor,
    manual_minor: Minor,
    manual_refused: Option<UnmetOut>,
    total_minor: Minor,
    points_earned: WholePoints,
    lines: Vec<LineOut>,
    discounts: Vec<DiscountOut>,
    gifts: Vec<GiftOut>,
    chosen: Vec<String>,
    saving_minor: Minor,
    waste_minor: Minor,
    next_best: Option<BestOut>,
    margin_minor: Option<Minor>,
    proven: bool,
    verdicts: Option<Vec<VerdictOut>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refunded: Option<Vec<RefundedOut>>,
}

#[derive(Debug, Serialize)]
struct LineOut {
    unit_minor: Minor,
    layer: &'static str,
    tier_bp: Bp,
    list_minor: Minor,
    amount_minor: Minor,
    discounts: Vec<DiscountOut>,
    payable_minor: Minor,
}

#[derive(Debug, Serialize)]
struct DiscountOut {
    id: String,
    minor: Minor,
}

#[derive(Debug, Serialize)]
struct GiftOut {
    id: String,
    sku: Arc<str>,
    quantity: Thousandths,
}

#[derive(Debug, Serialize)]
struct BestOut {
    chosen: Vec<String>,
    saving_minor: Minor,
}

#[derive(Debug, Serialize)]
struct VerdictOut {
    id: String,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost_to: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_minor: Option<Minor>,
    /// Told where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unmet: Option<Vec<UnmetOut>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<AdviceOut>,
}

/// One way to make something usable.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum AdviceOut {
    Line { line: usize, add_quantity: Thousandths },
    Amount { add_amount_minor: Minor },
}

#[derive(Debug, Serialize)]
struct UnmetOut {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<Arc<str>>,
    need: Value,
    have: Value,
    missing: Value,
    reads: Value,
}

#[derive(Debug, Serialize)]
pub(super) struct RefundedOut {
    id: String,
    minor: Minor,
    goods_minor: Minor,
    postage_minor: Minor,
    lines: Vec<RefundedLine>,
    points_reversed: WholePoints,
    points_returned: WholePoints,
    full: bool,
    budget_back: Vec<DiscountOut>,
    coupons_back: Vec<CouponBack>,
}

#[derive(Debug, Serialize)]
struct RefundedLine {
    line: usize,
    minor: Minor,
}

#[derive(Debug, Serialize)]
struct CouponBack {
    id: String,
    state: &'static str,
}

pub(super) fn answer(quoted: &Quote, asked: &Asked) -> Answer {
    let sale = &quoted.sale;
    let is_told = asked.only.is_none() || quoted.is_allowed;
    let chosen = names(&quoted.best.chosen);
    let verdict = |on: &VerdictOn| VerdictOut::new(on, &chosen);
    let verdicts = is_told.then(|| quoted.verdicts.iter().map(verdict).collect());
    Answer {
        allowed: quoted.is_allowed,
        list_minor: Minor(sale.list_fen),
        amount_minor: Minor(sale.amount_fen),
        goods_minor: Minor(sale.goods_fen),
        discount_minor: Minor(sale.discount_fen),
        points_spent: WholePoints(sale.points_paid.points),
        points_minor: Minor(sale.points_paid.fen),
        postage_minor: Minor(sale.postage_fen),
        manual_minor: Minor(sale.manual_fen),
        manual_refused: sale.manual_refused.map(over_limit),
        total_minor: Minor(sale.total_fen),
        points_earned: WholePoints(sale.points_earned),
        lines: sale.lines.iter().map(line).collect(),
        discounts: sale.discounts.iter().map(|(id, fen)| discount(id, *fen)).collect(),
        gifts: sale
            .gifts
            .iter()
            .map(|gift| GiftOut {
                id: gift.offer.to_string(),
                sku: gift.sku.clone(),
                quantity: Thousandths(gift.quantity),
            })
            .collect(),
        saving_minor: Minor(sale.saving_fen),
        waste_minor: Minor(sale.waste_fen),
        next_best: quoted.next_best.as_ref().map(best),
        margin_minor: quoted.margin_fen().map(Minor),
        proven: quoted.is_proven,
        verdicts,
        refunded: None,
        chosen,
    }
}

impl Answer {
    /// Puts advice to the verdicts, in their order.
    pub(super) fn advise(&mut self, advices: &[Option<AdviceOut>]) {
        for (verdict, advice) in self.verdicts.iter_mut().flatten().zip(advices) {
            verdict.advice.clone_from(advice);
        }
    }
}

impl AdviceOut {
    /// The way that costs less; an amount where both cost the same, as any goods will do.
    pub(super) fn smallest(advice: Advice) -> AdviceOut {
        let of_amount =
            |more: MoreAmount| AdviceOut::Amount { add_amount_minor: Minor(more.amount_fen) };
        let of_line = |more: MoreOfALine| AdviceOut::Line {
            line: more.line,
            add_quantity: Thousandths(more.add),
        };
        match (advice.amount, advice.line) {
            (Some(amount), Some(line)) if line.costs_fen < amount.costs_fen => of_line(line),
            (Some(amount), _) => of_amount(amount),
            (None, Some(line)) => of_line(line),
            (None, None) => AdviceOut::Amount { add_amount_minor: Minor(Fen::ZERO) },
        }
    }
}

fn names(ids: &[OfferId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn best(best: &Best) -> BestOut {
    BestOut { chosen: names(&best.chosen), saving_minor: Minor(best.saving_fen) }
}

fn discount(id: &OfferId, fen: Fen) -> DiscountOut {
    DiscountOut { id: id.to_string(), minor: Minor(fen) }
}

fn line(line: &LineQuote) -> LineOut {
    let taken = |(by, fen): &(TakenOff, Fen)| {
        let id = match by {
            TakenOff::Offer(id) => id.to_string(),
            TakenOff::Points => "points".to_owned(),
            TakenOff::Hand => "manual".to_owned(),
        };
        DiscountOut { id, minor: Minor(*fen) }
    };
    LineOut {
        unit_minor: Minor(line.priced.price.unit_fen),
        layer: match line.priced.price.layer {
            Layer::Own => "own",
            Layer::Private => "private",
            Layer::Region => "region",
            Layer::Base => "base",
        },
        tier_bp: Bp(line.priced.price.tier),
        list_minor: Minor(line.priced.list_fen),
        amount_minor: Minor(line.priced.amount_fen),
        discounts: line.discounts.iter().map(taken).collect(),
        payable_minor: Minor(line.payable_fen),
    }
}

impl VerdictOut {
    fn new(on: &VerdictOn, chosen: &[String]) -> VerdictOut {
        let plain = |verdict| VerdictOut {
            id: on.id.to_string(),
            verdict,
            lost_to: None,
            by_minor: None,
            exact: None,
            unmet: None,
            advice: None,
        };
        match &on.verdict {
            Verdict::Chosen => plain("chosen"),
            Verdict::Usable { by_fen, is_exact } => VerdictOut {
                exact: (!is_exact).then_some(false),
                lost_to: Some(chosen.to_vec()),
                by_minor: Some(Minor(*by_fen)),
                ..plain("usable")
            },
            Verdict::Refused { unmet } => VerdictOut {
                unmet: Some(unmet.iter().map(unmet_out).collect()),
                ..plain("refused")
            },
        }
    }
}

fn over_limit(over: OverHandLimit) -> UnmetOut {
    amounts("manual_limit", over.need_fen, over.limit_fen, Value::Null, |need, have| need - have)
}

fn state(state: CouponState) -> &'static str {
    match state {
        CouponState::Issued => "issued",
        CouponState::Redeemed => "redeemed",
        CouponState::Expired => "expired",
        CouponState::Voided => "voided",
    }
}

fn texts(kind: &'static str, need: Value, have: Value) -> UnmetOut {
    UnmetOut { kind, sku: None, need, have, missing: Value::Null, reads: Value::Null }
}

fn numbers(kind: &'static str, need: i64, have: i64) -> UnmetOut {
    UnmetOut { missing: json!(need - have), ..texts(kind, json!(need), json!(have)) }
}

fn amounts(
    kind: &'static str,
    need: Fen,
    have: Fen,
    reads: Value,
    missing: fn(i64, i64) -> i64,
) -> UnmetOut {
    let (need, have) = (need.minor(), have.minor());
    UnmetOut { missing: json!(missing(need, have)), reads, ..texts(kind, json!(need), json!(have)) }
}

fn quantities(kind: &'static str, need: Quantity, have: Quantity) -> UnmetOut {
    numbers(kind, need.thousandths(), have.thousandths())
}

fn date(day: Day) -> Value {
    json!(Date(day))
}

fn unmet_out(unmet: &Unmet) -> UnmetOut {
    match unmet {
        Unmet::NotBegun { first_day, day } => UnmetOut {
            missing: json!(first_day.days_since(*day)),
            ..texts("not_begun", date(*first_day), date(*day))
        },
        Unmet::Ended { last_day, day } => texts("ended", date(*last_day), date(*day)),
        Unmet::State(is) => texts("state", json!("issued"), json!(state(*is))),
        Unmet::Owner { owner, customer } => texts("owner", json!(owner), json!(customer)),
        Unmet::Goods => numbers("goods", 1, 0),
        Unmet::MinAmount { need_fen, have_fen, reads } => {
            let reads = json!(match reads {
                Amount::List => "list",
                Amount::Goods => "goods",
                Amount::Payable => "payable",
            });
            amounts("min_amount", *need_fen, *have_fen, reads, |need, have| need - have)
        }
        Unmet::MinQuantity { need, have } => quantities("min_quantity", *need, *have),
        Unmet::TierAtLeast { need, have } => {
            numbers("tier_at_least", i64::from(*need), i64::from(*have))
        }
        Unmet::SegmentIn { need, have } => texts("segment_in", json!(need), json!(have)),
        Unmet::ModeIn { need, have } => texts("mode_in", json!(need), json!(have)),
        Unmet::KindIn { need, have } => texts("kind_in", json!(need), json!(have)),
        Unmet::RegionIn { need, have } => texts("region_in", json!(need), json!(have)),
        Unmet::ChannelIn { need, have } => texts("channel_in", json!(need), json!(have)),
        Unmet::FirstOrder { have } => texts("first_order", json!(0), json!(have)),
        Unmet::NthPurchase { need, have } => UnmetOut {
            missing: json!(have.and_then(|have| need.checked_sub(have)).filter(|left| *left > 0)),
            ..texts("nth_purchase", json!(need), json!(have))
        },
        Unmet::WeekdayIn { need, have } => texts("weekday_in", json!(need), json!(have)),
        Unmet::MemberDay { need, have } => texts("member_day", json!(need), json!(have)),
        Unmet::BirthdayWindow { birthday, day } => {
            let birthday = birthday.map(|on| format!("{:02}-{:02}", on.month(), on.day()));
            texts("birthday_window", json!(birthday), date(*day))
        }
        Unmet::TooSoon { need_days, have_days } => UnmetOut {
            missing: json!(have_days.map(|have| i64::from(*need_days) - i64::from(have))),
            ..texts("days_since_last", json!(need_days), json!(have_days))
        },
        Unmet::TooLongAgo { need_days, have_days } => {
            texts("days_since_last", json!(need_days), json!(have_days))
        }
        Unmet::BuyQuantity { need, have } => quantities("buy_quantity", *need, *have),
        Unmet::GetQuantity { need, have } => quantities("get_quantity", *need, *have),
        Unmet::BundleQuantity { sku, need, have } => {
            UnmetOut { sku: Some(sku.clone()), ..quantities("bundle_quantity", *need, *have) }
        }
        Unmet::PerCustomer { limit, used } => texts("per_customer", json!(limit), json!(used)),
        Unmet::Total { limit, used } => texts("total", json!(limit), json!(used)),
        Unmet::Budget { need_fen, left_fen } => {
            amounts("budget", *need_fen, *left_fen, Value::Null, |need, left| need - left)
        }
    }
}

impl RefundedOut {
    pub(super) fn new(id: &str, refunded: &Refunded) -> RefundedOut {
        let line = |(line, fen): &(usize, Fen)| RefundedLine { line: *line, minor: Minor(*fen) };
        let coupon = |(id, is): &(OfferId, CouponState)| CouponBack {
            id: id.to_string(),
            state: state(*is),
        };
        RefundedOut {
            id: id.to_owned(),
            minor: Minor(refunded.total_fen),
            goods_minor: Minor(refunded.goods_fen),
            postage_minor: Minor(refunded.postage_fen),
            lines: refunded.lines.iter().map(line).collect(),
            points_reversed: WholePoints(refunded.points_reversed),
            points_returned: WholePoints(refunded.points_returned),
            full: refunded.is_full,
            budget_back: refunded.budget_back.iter().map(|(id, fen)| discount(id, *fen)).collect(),
            coupons_back: refunded.coupons_back.iter().map(coupon).collect(),
        }
    }
}
