//! What must hold for every policy and every customer.

use huitou::domain::day::{Day, DayRange};
use huitou::domain::money::Fen;
use huitou::domain::tier::{
    Correction, Facts, Fall, Ladder, Member, Minimums, Missing, Mode, Move, OpeningFact, OrderFact,
    Period, Purchases, Reason, RefundFact, Rules, Step, Term, Timeline, corrections, fall_ahead,
    fold, preset, standing, what_if,
};
use huitou::domain::trade::Trade;
use proptest::prelude::*;

use super::lives::{DAYS, facts, hands, meeting, on, periods, rule, rules, step};
use super::oracle::{as_oracle, oracle};

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_fold_is_the_loop_over_every_day(
        periods in periods(), facts in facts(), merged in any::<bool>(), as_of in prop::collection::vec(-10i32..DAYS, 1..4),
    ) {
        let timeline = Timeline::new(periods.clone());
        for as_of in as_of.into_iter().map(on) {
            let purchases = facts.as_of(as_of, rule(merged));
            let found = standing(&timeline, &purchases, &[], as_of);
            let state = fold(&timeline, &purchases, as_of).map(|folded| folded.evening);
            let found = found.zip(state).map(|(standing, state)| as_oracle(&standing, state));
            prop_assert_eq!(found, oracle(&periods, &facts, merged, as_of));
        }
    }

    #[test]
    fn a_tier_by_hand_stands_over_the_computed_one(
        periods in periods(), facts in facts(), hand in hands(), as_of in 0i32..DAYS,
    ) {
        let (timeline, as_of) = (Timeline::new(periods), on(as_of));
        let purchases = facts.as_of(as_of, rule(true));
        let Some(found) = standing(&timeline, &purchases, &hand, as_of) else { return Ok(()) };
        let bare = standing(&timeline, &purchases, &[], as_of).unwrap();
        let given = hand.iter().rfind(|it| it.first_day <= as_of && it.last_day.is_none_or(|last| as_of <= last));
        let highest = timeline.on(as_of).unwrap().ladder.highest();
        let over = |computed: Step| match given.map(|it| (it.step.min(highest), it.hold_down)) {
            Some((step, false)) => step.max(computed),
            Some((step, true)) => step,
            None => computed,
        };
        prop_assert_eq!(found.step, over(bare.computed));
        prop_assert_eq!(found.morning, over(bare.morning));
        prop_assert_eq!(found.by_hand, found.step != bare.computed);
        prop_assert_eq!((found.computed, found.history, found.to_reach), (bare.computed, bare.history, bare.to_reach));
    }

    #[test]
    fn nothing_depends_on_the_order_of_facts(
        periods in periods(), facts in facts(), merged in any::<bool>(), as_of in 0i32..DAYS, seed in any::<usize>(),
    ) {
        let (timeline, as_of) = (Timeline::new(periods), on(as_of));
        let mut other = facts.clone();
        other.openings.reverse();
        let turn = seed % other.orders.len().max(1);
        other.orders.rotate_left(turn);
        other.orders.iter_mut().for_each(|order| order.refunds.reverse());
        let of = |facts: &Facts| {
            let found = standing(&timeline, &facts.as_of(as_of, rule(merged)), &[], as_of);
            (found, corrections(&timeline, facts, rule(merged), as_of))
        };
        prop_assert_eq!(of(&facts), of(&other));
    }

    #[test]
    fn as_of_a_day_knows_nothing_of_later_ones(
        periods in periods(), facts in facts(), merged in any::<bool>(), as_of in 0i32..DAYS,
    ) {
        let as_of = on(as_of);
        let mut known = facts.clone();
        known.orders.retain(|order| order.day <= as_of);
        known.openings.retain(|opening| opening.day <= as_of);
        for order in &mut known.orders {
            order.refunds.retain(|refund| refund.day <= as_of);
            order.cancelled_day = order.cancelled_day.filter(|day| *day <= as_of);
        }
        let past: Vec<Period> = periods.iter().filter(|it| it.first_day <= as_of).cloned().collect();
        let of = |facts: &Facts, periods: Vec<Period>, asked: Day| {
            let timeline = Timeline::new(periods);
            let found = standing(&timeline, &facts.as_of(asked, rule(merged)), &[], as_of);
            (found, corrections(&timeline, facts, rule(merged), as_of))
        };
        prop_assert_eq!(of(&facts, periods, as_of), of(&known, past, on(i32::MAX)));
    }

    #[test]
    fn corrections_are_what_the_loop_finds_with_and_without(
        periods in periods(), facts in facts(), merged in any::<bool>(), as_of in 0i32..DAYS,
    ) {
        let timeline = Timeline::new(periods.clone());
        let mut expected = Vec::new();
        let first = periods.iter().map(|period| period.first_day).min().unwrap_or(Day::MAX);
        for today in (first.number()..=as_of).map(on) {
            let mut before = facts.clone();
            for order in &mut before.orders {
                order.refunds.retain(|refund| refund.day != today);
                order.cancelled_day = order.cancelled_day.filter(|day| *day != today);
            }
            if before == facts {
                continue;
            }
            let tier = |facts: &Facts| step(oracle(&periods, facts, merged, today).unwrap().tier);
            let (from, to) = (tier(&before), tier(&facts));
            if from != to {
                expected.push(Correction { day: today, from, to });
            }
        }
        prop_assert_eq!(corrections(&timeline, &facts, rule(merged), on(as_of)), expected);
    }

    #[test]
    fn an_order_of_what_is_missing_lifts(
        periods in periods(), facts in facts(), as_of in 0i32..DAYS,
    ) {
        let (timeline, as_of) = (Timeline::new(periods), on(as_of));
        let of = |facts: &Facts| standing(&timeline, &facts.as_of(as_of, rule(false)), &[], as_of);
        let Some(before) = of(&facts) else { return Ok(()) };
        let Some(reach) = before.to_reach else { return Ok(()) };
        prop_assert!(!reach.missing.is_nothing(reach.mode));
        let window = timeline.on(as_of).unwrap().window_days;
        // Nothing can be met in a window of no days, nor with OR where nothing is asked.
        let can_be = window != Some(0) && (reach.mode == Mode::And || reach.missing != Missing::default());
        let after = of(&meeting(&facts, as_of, reach.missing)).unwrap();
        prop_assert!(after.computed >= reach.step || !can_be);
        prop_assert_eq!(after.morning, before.morning, "the order itself is priced at the old tier");
    }

    #[test]
    fn an_order_of_what_is_missing_keeps(
        first in 0i32..300, rules in rules(), facts in facts(), as_of in 300i32..DAYS,
    ) {
        let (grace, window) = (rules.grace_days as i32, rules.window_days);
        let timeline = Timeline::new(vec![Period { first_day: on(first), rules }]);
        let as_of = on(as_of);
        let known = Facts {
            orders: facts.orders.iter().filter(|order| order.day <= as_of).cloned().map(|mut order| {
                order.refunds.retain(|refund| refund.day <= as_of);
                order.cancelled_day = order.cancelled_day.filter(|day| *day <= as_of);
                order
            }).collect(),
            openings: facts.openings.iter().filter(|opening| opening.day <= as_of).copied().collect(),
        };
        let of = |facts: &Facts, day: Day| standing(&timeline, &facts.as_of(day, rule(false)), &[], day);
        let before = of(&known, as_of).unwrap();
        let Some(keep) = before.to_keep else { return Ok(()) };
        prop_assert_eq!((keep.step, keep.check), (before.computed, keep.by.plus(grace)));
        // Without a grace the window ends on the day of the check; a term without a day is none.
        if grace == 0 && keep.by > as_of && window != Some(0) {
            let after = of(&meeting(&known, keep.by, keep.missing), keep.by).unwrap();
            prop_assert!(after.computed >= keep.step || keep.mode == Mode::Or && keep.missing == Missing::default());
            let idle = of(&known, keep.by).unwrap();
            prop_assert_eq!(idle.computed < keep.step, !keep.missing.is_nothing(keep.mode) && idle.fits < keep.step);
        }
    }

    #[test]
    fn who_falls_ahead_falls_and_is_kept_by_what_is_missing(
        periods in periods(), facts in facts(), as_of in 0i32..DAYS, days in 0u32..500,
    ) {
        let (timeline, today) = (Timeline::new(periods), on(as_of));
        let mut known = facts;
        known.orders.retain(|order| order.day <= today);
        known.openings.retain(|opening| opening.day <= today);
        known.orders.iter_mut().for_each(|order| order.refunds.retain(|refund| refund.day <= today));
        known.orders.iter_mut().for_each(|order| order.cancelled_day = order.cancelled_day.filter(|it| *it <= today));
        let of = |facts: &Facts, day: Day| {
            fold(&timeline, &facts.as_of(day, rule(false)), day).map(|it| it.evening.step)
        };
        let ahead = fall_ahead(&timeline, &known.as_of(today, rule(false)), &[], today, days);
        let Some(fall) = ahead else {
            for later in (0..=days as i32).map(|after| today.plus(after)) {
                let changes = fold(&timeline, &known.as_of(later, rule(false)), later);
                let changes = changes.map(|it| it.changes).unwrap_or_default();
                prop_assert!(changes.iter().all(|it| it.day <= today || it.reason != Reason::Fall));
            }
            return Ok(());
        };
        prop_assert!(today < fall.day && fall.day <= today.plus(days as i32));
        prop_assert_eq!(of(&known, fall.day), Some(fall.to));
        prop_assert!(fall.to < fall.from && !fall.missing.is_nothing(fall.mode));
        let can_be = timeline.on(fall.day).unwrap().window_days != Some(0)
            && (fall.mode == Mode::And || fall.missing != Missing::default());
        if can_be {
            prop_assert!(of(&meeting(&known, fall.day, fall.missing), fall.day) >= Some(fall.from));
        }
    }

    #[test]
    fn never_down_never_falls(rules in rules(), first in 0i32..400, facts in facts(), as_of in 400i32..DAYS) {
        let rules = Rules { fall: Fall::Never, ..rules };
        let timeline = Timeline::new(vec![Period { first_day: on(first), rules }]);
        let as_of = on(as_of);
        let found = standing(&timeline, &facts.as_of(as_of, rule(true)), &[], as_of).unwrap();
        prop_assert!(found.history.iter().all(|it| it.reason == Reason::Rise && it.from < it.to));
        prop_assert_eq!((found.term_end, found.to_keep), (None, None));
    }

    #[test]
    fn a_preset_that_always_acted_ends_where_the_totals_fit(
        facts in facts(), merged in any::<bool>(), as_of in 0i32..DAYS,
    ) {
        let mut facts = Facts { openings: Vec::new(), ..facts };
        // In yuan, so that the steps are within reach.
        for order in &mut facts.orders {
            order.goods_fen = Fen::from_minor(order.goods_fen.minor() * 100);
        }
        let purchases = facts.as_of(on(as_of), rule(merged));
        for trade in Trade::ALL {
            let period = Period { first_day: Day::MIN, rules: preset::rules_of(trade) };
            let found = standing(&Timeline::new(vec![period]), &purchases, &[], on(as_of)).unwrap();
            prop_assert_eq!(preset::step_of(trade, found.totals), found.computed);
        }
    }

    #[test]
    fn what_if_is_the_difference_of_two_folds(
        periods in periods(), draft in rules(), people in prop::collection::vec(facts(), 0..5), hand in hands(), today in 0i32..600, ahead in 0i32..400,
    ) {
        let (today, last) = (on(today), on(today + ahead));
        let (present, draft) = (Timeline::new(periods), Period { first_day: today, rules: draft });
        let bought: Vec<Purchases> = people.iter().map(|it| it.as_of(today, rule(true))).collect();
        let members = || bought.iter().map(|purchases| Member { purchases, hand: &hand });
        let days = DayRange { first: today, last };
        let found = what_if(members(), &present, &draft, days);
        let drafted = present.with(draft.clone());
        for (at, purchases) in bought.iter().enumerate() {
            let of = |timeline: &Timeline, day| fold(timeline, purchases, day).map_or(1, |it| it.evening.step.number());
            // What the draft moves, on top of what moves anyway, is what lies between the two ends.
            let sum = |moves: &[Move]| -> i64 {
                let own = moves.iter().filter(|it| it.member == at);
                own.map(|it| i64::from(it.change.to.number()) - i64::from(it.change.from.number())).sum()
            };
            let moved = sum(&found.rises) + sum(&found.falls) - sum(&found.rises_lost) - sum(&found.falls_averted);
            prop_assert_eq!(moved, i64::from(of(&drafted, last)) - i64::from(of(&present, last)));
        }
        for (spread, timeline, day) in [
            (&found.today, &present, today),
            (&found.begins, &drafted, today),
            (&found.end_now, &present, last),
            (&found.end, &drafted, last),
        ] {
            let stand = |at: usize| {
                let of = |purchases| standing(timeline, purchases, &hand, day);
                bought.iter().filter_map(of).filter(|it| it.step.place() == at).count() as u64
            };
            let all: u64 = (0..spread.len()).map(stand).sum();
            prop_assert_eq!(all, if timeline.on(day).is_some() { people.len() as u64 } else { 0 });
            prop_assert_eq!(spread, &(0..spread.len()).map(stand).collect::<Vec<u64>>());
        }
        // The same policy again brings nothing but new first days of terms.
        if draft.rules.fall == Fall::Never {
            let again = what_if(members(), &Timeline::new(vec![draft.clone()]), &draft, days);
            prop_assert_eq!((again.rises, again.falls), (Vec::new(), Vec::new()));
            prop_assert_eq!(again.end_now, again.end);
        }
    }

    #[test]
    fn no_number_is_too_large(
        numbers in prop::collection::vec(prop::sample::select(vec![i64::MIN, -1, 0, 1, i64::MAX]), 8),
        days in prop::collection::vec(prop::sample::select(vec![Day::MIN, on(0), Day::MAX]), 8),
        sizes in prop::collection::vec(prop::sample::select(vec![0, 1, u32::MAX]), 5), months in any::<bool>(),
    ) {
        let fen = |at: usize| Fen::from_minor(numbers[at]);
        let facts = Facts {
            orders: (0..3).map(|at| OrderFact {
                day: days[at],
                goods_fen: fen(at),
                cancelled_day: None,
                refunds: vec![RefundFact { day: days[at + 1], fen: fen(at + 1) }, RefundFact { day: days[0], fen: fen(7) }],
            }).collect(),
            openings: vec![OpeningFact { day: days[4], purchases: sizes[0], net_fen: fen(5) }; 2],
        };
        let above = vec![Minimums { purchases: Some(sizes[1]), net_fen: Some(fen(6)) }];
        // A term of one day over the whole calendar would be three million checks.
        let term = if sizes[2] == 1 { Term::Months(1200) } else { Term::Days(sizes[2]) };
        let rules = Rules {
            ladder: Ladder::new(above, Mode::And),
            window_days: Some(sizes[3]),
            term: Some(if months { Term::Months(sizes[2].max(24)) } else { term }),
            grace_days: sizes[4],
            fall: Fall::OneDown,
        };
        let timeline = Timeline::new(vec![Period { first_day: days[5], rules }]);
        let purchases = facts.as_of(days[6], rule(true));
        let found = standing(&timeline, &purchases, &[], days[6]);
        prop_assert_eq!(found.is_some(), days[5] <= days[6]);
        let _ = corrections(&timeline, &facts, rule(true), days[6]);
        let _ = fall_ahead(&timeline, &purchases, &[], days[6], u32::MAX);
    }
}
