//! The fold as the specification says it, day by day, to check the one that skips days against.

use huitou::domain::day::Day;
use huitou::domain::tier::{
    Change, Facts, Fall, Ladder, Mode, Period, Reason, Standing, State, Step,
};

/// The fold as semantics 5 and 11 say it: a loop over every day, sums made anew on each of them.
/// Shares only the values with the code under test.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Oracle {
    pub(crate) tier: u32,
    pub(crate) since: Option<Day>,
    pub(crate) term_end: Option<Day>,
    pub(crate) morning: u32,
    pub(crate) purchases: i64,
    pub(crate) net: i128,
    pub(crate) fits: u32,
    pub(crate) history: Vec<(Day, u32, u32, bool)>,
}

pub(crate) fn oracle_totals(
    facts: &Facts,
    known: Day,
    merged: bool,
    window: Option<u32>,
    last: Day,
) -> (i64, i128) {
    let inside = |it: Day| {
        it <= last && it <= known && window.is_none_or(|days| it.days_since(last) > -(days as i32))
    };
    let (mut purchases, mut net, mut bought) = (0, 0, Vec::new());
    for order in facts.orders.iter().filter(|order| inside(order.day)) {
        let refunds = order.refunds.iter().filter(|refund| refund.day <= known);
        let refunded: i64 = refunds.map(|refund| refund.fen.minor()).sum();
        let goods = order.goods_fen.minor();
        let cancelled = order.cancelled_day.is_some_and(|it| it <= known);
        let is_gone = goods > 0 && refunded >= goods;
        if !cancelled && !is_gone {
            net += i128::from((goods - refunded).max(0));
            if !merged || !bought.contains(&order.day) {
                purchases += 1;
            }
            bought.push(order.day);
        }
    }
    for opening in facts.openings.iter().filter(|opening| inside(opening.day)) {
        purchases += i64::from(opening.purchases);
        net += i128::from(opening.net_fen.minor());
    }
    (purchases, net)
}

pub(crate) fn oracle_fits(ladder: &Ladder, purchases: i64, net: i128) -> u32 {
    let steps = (2..=ladder.highest().number()).rev();
    let met = |number: &u32| {
        let asks = ladder.minimums(Step::new(*number).unwrap()).unwrap();
        let bought = asks.purchases.map(|least| purchases >= i64::from(least));
        let paid = asks.net_fen.map(|least| net >= i128::from(least.minor()));
        match ladder.mode() {
            Mode::And => bought != Some(false) && paid != Some(false),
            Mode::Or => bought == Some(true) || paid == Some(true),
        }
    };
    steps.into_iter().find(met).unwrap_or(1)
}

pub(crate) fn oracle(
    periods: &[Period],
    facts: &Facts,
    merged: bool,
    as_of: Day,
) -> Option<Oracle> {
    let first = periods.iter().map(|period| period.first_day).min()?;
    if as_of < first {
        return None;
    }
    let mut it = Oracle { tier: 1, ..Oracle::default() };
    for number in first.number()..=as_of.number() {
        let today = Day::from_number(number);
        // The last given of those that have begun last.
        let acting = periods.iter().filter(|period| period.first_day <= today);
        let period = acting.max_by_key(|period| period.first_day).unwrap();
        let rules = &period.rules;
        let highest = rules.ladder.highest().number();
        let term = rules.term.filter(|_| rules.fall != Fall::Never);
        if period.first_day == today && today != first {
            if it.tier > highest {
                it.history.push((today, it.tier, highest, false));
                (it.tier, it.since) = (highest, Some(today));
            }
            if let Some(term) = term
                && it.term_end.is_none_or(|end| end < today)
            {
                it.term_end = Some(term.after(today));
            }
        }
        it.morning = it.tier;
        (it.purchases, it.net) = oracle_totals(facts, as_of, merged, rules.window_days, today);
        it.fits = oracle_fits(&rules.ladder, it.purchases, it.net);
        if it.fits > it.tier {
            it.history.push((today, it.tier, it.fits, true));
            (it.tier, it.since) = (it.fits, Some(today));
            it.term_end = rules.term.map(|term| term.after(today));
        }
        let Some((term, end)) = term.zip(it.term_end) else { continue };
        if end.plus(rules.grace_days as i32) == today {
            if it.fits >= it.tier {
                it.term_end = Some(term.after(end));
            } else {
                let to = if rules.fall == Fall::Fits { it.fits } else { it.tier - 1 };
                it.history.push((today, it.tier, to, false));
                (it.tier, it.since, it.term_end) = (to, Some(today), Some(term.after(today)));
            }
        }
    }
    Some(it)
}

pub(crate) fn as_oracle(standing: &Standing, state: State) -> Oracle {
    let change =
        |it: &Change| (it.day, it.from.number(), it.to.number(), it.reason == Reason::Rise);
    Oracle {
        tier: standing.computed.number(),
        since: standing.since,
        term_end: state.term_end,
        morning: standing.morning.number(),
        purchases: standing.totals.purchases as i64,
        net: i128::from(standing.totals.net_fen.minor()),
        fits: standing.fits.number(),
        history: standing.history.iter().map(change).collect(),
    }
}
