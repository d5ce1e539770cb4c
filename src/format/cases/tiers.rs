//! The runner `tiers`: policies and facts of one customer in, the standing on some days out.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::value::{BadCase, Date, Minor};
use crate::domain::day::Day;
use crate::domain::figures::CountingRule;
use crate::domain::money::Fen;
use crate::domain::tier::{
    Change, Correction, Facts, Fall, HandTier, Keep, Ladder, Minimums, Missing, Mode, OpeningFact,
    OrderFact, Period, Reach, Reason, RefundFact, Rules, Standing, Step, Term, Timeline,
    corrections, standing,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    policies: Vec<PolicyCase>,
    count: Option<CountCase>,
    orders: Option<Vec<OrderCase>>,
    refunds: Option<Vec<RefundCase>>,
    opening: Option<Vec<OpeningCase>>,
    hand: Option<Vec<HandCase>>,
    as_of: Vec<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyCase {
    first_day: Date,
    tiers: Vec<TierCase>,
    mode: Option<ModeCase>,
    window_days: Option<u32>,
    term: Option<TermCase>,
    grace_days: Option<u32>,
    fall: Option<FallCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TierCase {
    #[serde(rename = "name")]
    _name: String,
    min_purchases: Option<u32>,
    min_net_minor: Option<Minor>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ModeCase {
    And,
    Or,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TermCase {
    Months(u32),
    Days(u32),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FallCase {
    Never,
    OneDown,
    Fits,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum CountCase {
    Merged,
    Unmerged,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderCase {
    id: String,
    day: Date,
    goods_minor: Minor,
    cancelled_day: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundCase {
    order: String,
    day: Date,
    minor: Minor,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningCase {
    day: Date,
    purchases: u32,
    net_minor: Minor,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandCase {
    tier: u32,
    first_day: Date,
    last_day: Option<Date>,
    hold_down: Option<bool>,
    reason: Option<String>,
    author: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    as_of: Vec<AsOf>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum AsOf {
    Before { day: Date, tier: Option<u32> },
    Standing(Box<StandingOut>),
}

#[derive(Serialize)]
struct StandingOut {
    day: Date,
    tier: u32,
    computed: u32,
    since: Option<Date>,
    term_end: Option<Date>,
    by_hand: bool,
    morning: u32,
    purchases: u64,
    net_minor: Minor,
    fits: u32,
    history: Vec<ChangeOut>,
    corrections: Vec<ChangeOut>,
    to_reach: Option<ReachOut>,
    to_keep: Option<KeepOut>,
}

#[derive(Serialize)]
struct ChangeOut {
    day: Date,
    from: u32,
    to: u32,
    reason: &'static str,
}

#[derive(Serialize)]
struct ReachOut {
    tier: u32,
    purchases: u64,
    net_minor: Minor,
}

#[derive(Serialize)]
struct KeepOut {
    tier: u32,
    by: Date,
    /// The day of the check: the deadline that a page shows.
    check: Date,
    purchases: u64,
    net_minor: Minor,
}

/// Answers one case.
///
/// # Errors
/// What breaks the schema, and numbers that the engine does not take.
pub fn answer(text: &str) -> Result<String, BadCase> {
    let case: Case = serde_json::from_str(text)?;
    let rule = match case.count {
        Some(CountCase::Merged) | None => CountingRule::MergedByDay,
        Some(CountCase::Unmerged) => CountingRule::EachOrder,
    };
    let periods = case.policies.into_iter().map(period).collect::<Result<_, _>>()?;
    let timeline = Timeline::new(periods);
    let hand = case.hand.unwrap_or_default().into_iter().map(by_hand);
    let hand = hand.collect::<Result<Vec<HandTier>, BadCase>>()?;
    let opening = case.opening.unwrap_or_default().into_iter().map(|opening| OpeningFact {
        day: opening.day.0,
        purchases: opening.purchases,
        net_fen: opening.net_minor.0,
    });
    let facts = Facts {
        orders: orders(case.orders.unwrap_or_default(), case.refunds.unwrap_or_default()),
        openings: opening.collect(),
    };
    let as_of = case.as_of.into_iter().map(|Date(day)| {
        match standing(&timeline, &facts.as_of(day, rule), &hand, day) {
            None => AsOf::Before { day: Date(day), tier: None },
            Some(found) => {
                let moved = corrections(&timeline, &facts, rule, day);
                AsOf::Standing(Box::new(standing_out(found, &moved)))
            }
        }
    });
    Ok(serde_json::to_string(&Answer { as_of: as_of.collect() })?)
}

fn period(case: PolicyCase) -> Result<Period, BadCase> {
    let mut tiers = case.tiers.into_iter().map(|tier| Minimums {
        purchases: tier.min_purchases,
        net_fen: tier.min_net_minor.map(|minor| minor.0),
    });
    let lowest = tiers.next().ok_or(BadCase::Value("a policy has no tier"))?;
    if lowest.purchases.is_some_and(|it| it > 0) || lowest.net_fen.is_some_and(|it| it > Fen::ZERO)
    {
        return Err(BadCase::Value("the lowest tier has minimums"));
    }
    let mode = match case.mode {
        Some(ModeCase::And) | None => Mode::And,
        Some(ModeCase::Or) => Mode::Or,
    };
    let rules = Rules {
        ladder: Ladder::new(tiers.collect(), mode),
        window_days: case.window_days,
        term: case.term.map(|term| match term {
            TermCase::Months(months) => Term::Months(months),
            TermCase::Days(days) => Term::Days(days),
        }),
        grace_days: case.grace_days.unwrap_or(0),
        fall: match case.fall {
            Some(FallCase::Never) | None => Fall::Never,
            Some(FallCase::OneDown) => Fall::OneDown,
            Some(FallCase::Fits) => Fall::Fits,
        },
    };
    Ok(Period { first_day: case.first_day.0, rules })
}

fn by_hand(case: HandCase) -> Result<HandTier, BadCase> {
    Ok(HandTier {
        step: Step::new(case.tier).ok_or(BadCase::Value("tiers are counted from 1"))?,
        first_day: case.first_day.0,
        last_day: case.last_day.map(|day| day.0),
        hold_down: case.hold_down.unwrap_or(false),
        reason: case.reason.unwrap_or_default(),
        author: case.author.unwrap_or_default(),
    })
}

/// Orders with their refunds; a refund of an order that is not there is of nobody's purchases.
fn orders(cases: Vec<OrderCase>, refunds: Vec<RefundCase>) -> Vec<OrderFact> {
    let mut of: HashMap<String, Vec<RefundFact>> = HashMap::new();
    for refund in refunds {
        let fact = RefundFact { day: refund.day.0, fen: refund.minor.0 };
        of.entry(refund.order).or_default().push(fact);
    }
    let order = |case: OrderCase| OrderFact {
        day: case.day.0,
        goods_fen: case.goods_minor.0,
        cancelled_day: case.cancelled_day.map(|day| day.0),
        refunds: of.remove(&case.id).unwrap_or_default(),
    };
    cases.into_iter().map(order).collect()
}

fn standing_out(standing: Standing, corrections: &[Correction]) -> StandingOut {
    let date = |day: Option<Day>| day.map(Date);
    StandingOut {
        day: Date(standing.day),
        tier: standing.step.number(),
        computed: standing.computed.number(),
        since: date(standing.since),
        term_end: date(standing.term_end),
        by_hand: standing.by_hand,
        morning: standing.morning.number(),
        purchases: standing.totals.purchases,
        net_minor: Minor(standing.totals.net_fen),
        fits: standing.fits.number(),
        history: standing.history.iter().map(change_out).collect(),
        corrections: corrections.iter().map(correction_out).collect(),
        to_reach: standing.to_reach.map(reach_out),
        to_keep: standing.to_keep.map(keep_out),
    }
}

fn change_out(change: &Change) -> ChangeOut {
    let reason = match change.reason {
        Reason::Rise => "rise",
        Reason::Fall | Reason::Cut => "fall",
    };
    let (from, to) = (change.from.number(), change.to.number());
    ChangeOut { day: Date(change.day), from, to, reason }
}

fn correction_out(moved: &Correction) -> ChangeOut {
    let (from, to) = (moved.from.number(), moved.to.number());
    ChangeOut { day: Date(moved.day), from, to, reason: "correction" }
}

fn reach_out(reach: Reach) -> ReachOut {
    let (purchases, net_minor) = lacks(reach.missing);
    ReachOut { tier: reach.step.number(), purchases, net_minor }
}

fn keep_out(keep: Keep) -> KeepOut {
    let (purchases, net_minor) = lacks(keep.missing);
    let (by, check) = (Date(keep.by), Date(keep.check));
    KeepOut { tier: keep.step.number(), by, check, purchases, net_minor }
}

/// What is not asked lacks nothing.
fn lacks(missing: Missing) -> (u64, Minor) {
    (missing.purchases.unwrap_or(0), Minor(missing.net_fen.unwrap_or(Fen::ZERO)))
}
