//! Groups of customers in words: the sentence of a rule changes whenever the rule does.

use crate::domain::card::CardField;
use crate::domain::loyalty::{RuleId, Rulebook};
use crate::domain::promotion::OfferId;
use crate::domain::segment::{
    CouponState, Figure, Joiner, Line, Mark, Product, Range, Ready, Rule, Said, SegmentFault, Span,
    Test, WordField, outline,
};
use crate::domain::tier::Step;
use crate::ui::bidi::isolated;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::veil;

/// What a sentence names things by.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The rules of the shop: what groups, offers and tiers are called.
    pub rules: &'a Rulebook,
    /// Days of it are written without a year.
    pub this_year: i32,
}

/// A rule as one plain sentence.
#[must_use]
pub fn sentence(lang: Locale, rule: &Rule, names: Names<'_>) -> String {
    let lines = outline(rule);
    let mut left = lines.as_slice();
    node(lang, &mut left, names)
}

/// The node that begins here, with all that hangs under it.
fn node(lang: Locale, left: &mut &[Line<'_>], names: Names<'_>) -> String {
    let Some((line, rest)) = left.split_first() else { return String::new() };
    let depth = line.depth;
    *left = rest;
    let mut said = String::new();
    while let Some(child) = left.first().filter(|it| it.depth > depth) {
        said.push_str(match child.joiner {
            Joiner::First => "",
            Joiner::And => td_string!(lang, segment.and),
            Joiner::Or => td_string!(lang, segment.or),
        });
        let is_block = matches!(child.said, Said::All | Said::Any);
        let words = node(lang, left, names);
        // What is denied stands between marks of its own.
        match is_block && !matches!(line.said, Said::Not) {
            true => said.push_str(&td_string!(lang, segment.block, it = words)),
            false => said.push_str(&words),
        }
    }
    match line.said {
        Said::Test(it) => test(lang, it, names),
        Said::Not => td_string!(lang, segment.not, it = said),
        Said::All if said.is_empty() => td_string!(lang, segment.all_of_nothing).to_owned(),
        Said::Any if said.is_empty() => td_string!(lang, segment.any_of_nothing).to_owned(),
        Said::All | Said::Any => said,
    }
}

/// One test, as a part of a sentence.
#[must_use]
pub fn test(lang: Locale, test: &Test, names: Names<'_>) -> String {
    match test {
        Test::Figure { figure: it, range: within } => {
            range(lang, figure(lang, *it, names), *it, *within, names)
        }
        Test::Stage(any) => {
            let any =
                one_of(lang, any.iter().map(|it| super::people::stage_pick(lang, *it).to_owned()));
            td_string!(lang, segment.stage_is, any = any)
        }
        Test::Group(any) => {
            let any = one_of(lang, any.iter().map(|it| super::group(lang, *it).0.to_owned()));
            td_string!(lang, segment.group_is, any = any)
        }
        Test::Is(any) => {
            let any = one_of(lang, any.iter().map(|it| mark(lang, *it).to_owned()));
            td_string!(lang, segment.mark_is, any = any)
        }
        Test::Known(field) => {
            td_string!(lang, segment.is_known, field = super::card_field(lang, *field))
        }
        Test::Said { field, any } => {
            let any = one_of(lang, any.iter().map(|it| quoted(lang, it)));
            let name = word_field(lang, *field);
            match field {
                WordField::Region => td_string!(lang, segment.contains, name = name, any = any),
                WordField::Tag
                | WordField::ChatGroup
                | WordField::Owner
                | WordField::Title
                | WordField::Company
                | WordField::Occupation
                | WordField::Channel => td_string!(lang, segment.is_said, name = name, any = any),
            }
        }
        Test::BuysOn(any) => {
            let any = one_of(lang, any.iter().map(|it| super::platform(lang, *it).to_owned()));
            td_string!(lang, segment.buys_on, any = any)
        }
        Test::Bought { product, span: days } => {
            let what = match product {
                Product::Sku(text) => td_string!(lang, segment.of_sku, it = quoted(lang, text)),
                Product::Item(text) => quoted(lang, text),
                Product::Category(text) => {
                    td_string!(lang, segment.of_category, it = quoted(lang, text))
                }
            };
            td_string!(lang, segment.bought, what = what, span = span(lang, *days, names))
        }
        Test::LastOutcome(any) => {
            let any = one_of(lang, any.iter().map(|it| super::outcome(lang, *it).to_owned()));
            td_string!(lang, segment.outcome_is, any = any)
        }
        Test::Coupon { state, of } => coupon(lang, *state, of.as_ref(), names),
        Test::HighestTier => td_string!(lang, segment.highest_tier).to_owned(),
        Test::MemberOf(id) => {
            let name = names.rules.rule(RuleId(id.0)).map(|rule| quoted(lang, rule.name()));
            let gone = || td_string!(lang, segment.gone_group).to_owned();
            td_string!(lang, segment.member_of, name = name.unwrap_or_else(gone))
        }
    }
}

fn coupon(lang: Locale, state: CouponState, of: Option<&OfferId>, names: Names<'_>) -> String {
    let name = |of: &OfferId| {
        let rule = RuleId::parse(of.as_str()).and_then(|id| names.rules.rule(id));
        let name = rule.map_or_else(|| of.as_str().to_owned(), |rule| rule.name().to_owned());
        td_string!(lang, segment.coupon_of, name = quoted(lang, &name))
    };
    let what = of.map_or_else(|| td_string!(lang, segment.any_coupon).to_owned(), name);
    match state {
        CouponState::Held => td_string!(lang, segment.coupon_held, what = what),
        CouponState::Used => td_string!(lang, segment.coupon_used, what = what),
        CouponState::EndsWithin(0) => td_string!(lang, segment.coupon_ends_today, what = what),
        CouponState::EndsWithin(days) => {
            let days = super::days(lang, u64::from(days));
            td_string!(lang, segment.coupon_ends, days = days, what = what)
        }
    }
}

/// What a figure is called.
fn figure(lang: Locale, figure: Figure, names: Names<'_>) -> String {
    match figure {
        Figure::Purchases(days) => {
            td_string!(lang, segment.purchases, span = span(lang, days, names))
        }
        Figure::NetFen(days) => td_string!(lang, segment.net, span = span(lang, days, names)),
        Figure::AverageOrderFen => td_string!(lang, segment.average_order).to_owned(),
        Figure::AverageUnitFen => td_string!(lang, segment.average_unit).to_owned(),
        Figure::ValueRateFen => td_string!(lang, segment.value_rate).to_owned(),
        Figure::CycleDays => td_string!(lang, segment.cycle).to_owned(),
        Figure::DaysSinceLast => td_string!(lang, segment.since_last).to_owned(),
        Figure::DaysSinceFirst => td_string!(lang, segment.since_first).to_owned(),
        Figure::DaysUntilDue => td_string!(lang, segment.until_due).to_owned(),
        Figure::DaysUntilBirthday => td_string!(lang, segment.until_birthday).to_owned(),
        Figure::DaysSinceContact => td_string!(lang, segment.since_contact).to_owned(),
        Figure::RecencyScore => td_string!(lang, segment.recency).to_owned(),
        Figure::FrequencyScore => td_string!(lang, segment.frequency).to_owned(),
        Figure::MoneyScore => td_string!(lang, segment.money_score).to_owned(),
        Figure::TierStep => td_string!(lang, segment.tier).to_owned(),
    }
}

/// A value of a figure with its unit.
fn value(lang: Locale, figure: Figure, value: i64, names: Names<'_>) -> String {
    match figure {
        Figure::Purchases(_) => match u64::try_from(value) {
            Ok(times) => super::times(lang, times),
            Err(_) => value.to_string(),
        },
        Figure::NetFen(_)
        | Figure::AverageOrderFen
        | Figure::AverageUnitFen
        | Figure::ValueRateFen => number::money(i128::from(value)),
        Figure::CycleDays
        | Figure::DaysSinceLast
        | Figure::DaysSinceFirst
        | Figure::DaysUntilDue
        | Figure::DaysUntilBirthday
        | Figure::DaysSinceContact => match u64::try_from(value) {
            Ok(days) => super::days(lang, days),
            Err(_) => {
                td_string!(lang, segment.days_over, days = super::days(lang, value.unsigned_abs()))
            }
        },
        Figure::RecencyScore | Figure::FrequencyScore | Figure::MoneyScore => value.to_string(),
        Figure::TierStep => match u32::try_from(value).ok().and_then(Step::new) {
            Some(step) => super::loyalty::step(lang, names.rules, step),
            None => value.to_string(),
        },
    }
}

fn range(lang: Locale, name: String, of: Figure, range: Range, names: Names<'_>) -> String {
    let says = |bound: i64| value(lang, of, bound, names);
    match (range.from, range.to, of.is_half_open()) {
        (None, None, _) => td_string!(lang, segment.open, name = name),
        (Some(from), None, _) => td_string!(lang, segment.at_least, name = name, a = says(from)),
        (None, Some(to), true) => td_string!(lang, segment.below, name = name, b = says(to)),
        (None, Some(to), false) => td_string!(lang, segment.at_most, name = name, b = says(to)),
        (Some(from), Some(to), true) => {
            td_string!(lang, segment.between_below, name = name, a = says(from), b = says(to))
        }
        (Some(from), Some(to), false) if from == to => {
            td_string!(lang, segment.exactly, name = name, a = says(from))
        }
        (Some(from), Some(to), false) => {
            td_string!(lang, segment.between, name = name, a = says(from), b = says(to))
        }
    }
}

fn span(lang: Locale, span: Span, names: Names<'_>) -> String {
    match span {
        Span::Ever => td_string!(lang, segment.ever).to_owned(),
        Span::LastDays(days) => {
            td_string!(lang, segment.last_days, days = super::days(lang, u64::from(days)))
        }
        Span::Days(days) => super::period(lang, days.first, days.last, names.this_year),
    }
}

fn one_of(lang: Locale, any: impl Iterator<Item = String>) -> String {
    any.collect::<Vec<_>>().join(td_string!(lang, segment.or_between))
}

fn quoted(lang: Locale, text: &str) -> String {
    td_string!(lang, segment.quoted, it = isolated(&veil::text(text)))
}

/// What is so or not.
#[must_use]
pub fn mark(lang: Locale, mark: Mark) -> &'static str {
    match mark {
        Mark::Important => td_string!(lang, card.important),
        Mark::OptedOut => td_string!(lang, card.opted_out),
        Mark::Wholesale => td_string!(lang, card.wholesale),
        Mark::Custom => td_string!(lang, card.custom),
        Mark::Dropship => td_string!(lang, card.dropship),
        Mark::EndCustomer => td_string!(lang, card.end_customer),
        Mark::Distributor => td_string!(lang, card.distributor),
        Mark::Female => td_string!(lang, card.female),
        Mark::Male => td_string!(lang, card.male),
        Mark::Mister => td_string!(lang, card.mister),
        Mark::Madam => td_string!(lang, card.madam),
        Mark::Boss => td_string!(lang, card.boss),
        Mark::OrderingLess => td_string!(lang, pick.ordering_less),
        Mark::RhythmBroken => td_string!(lang, pick.late),
        Mark::SameTimeLastYear => td_string!(lang, pick.same_time_last_year),
        Mark::LastDoubleEleven => td_string!(lang, pick.last_double_eleven),
        Mark::CaredForSinceOrder => td_string!(lang, segment.cared_for),
    }
}

/// Where a text stands.
#[must_use]
pub fn word_field(lang: Locale, field: WordField) -> &'static str {
    match field {
        WordField::Region => super::card_field(lang, CardField::Region),
        WordField::Tag => super::card_field(lang, CardField::Tags),
        WordField::ChatGroup => super::card_field(lang, CardField::Groups),
        WordField::Owner => super::card_field(lang, CardField::Owner),
        WordField::Title => super::card_field(lang, CardField::Title),
        WordField::Company => super::card_field(lang, CardField::Company),
        WordField::Occupation => super::card_field(lang, CardField::Occupation),
        WordField::Channel => td_string!(lang, field.channel),
    }
}

/// A group that is there from the beginning.
#[must_use]
pub fn ready(lang: Locale, ready: Ready) -> &'static str {
    match ready {
        Ready::DealDone => td_string!(lang, segment.ready_deal_done),
        Ready::Agents => td_string!(lang, segment.ready_agents),
        Ready::Potential => td_string!(lang, segment.ready_potential),
        Ready::SampleSent => td_string!(lang, segment.ready_sample_sent),
        Ready::Vip => td_string!(lang, segment.ready_vip),
        Ready::VipAgents => td_string!(lang, segment.ready_vip_agents),
        Ready::Important => td_string!(lang, segment.ready_important),
        Ready::SleepingBest => td_string!(lang, segment.ready_sleeping_best),
        Ready::SleepingOthers => td_string!(lang, segment.ready_sleeping_others),
        Ready::Incomplete => td_string!(lang, segment.ready_incomplete),
        Ready::AwaitingSecond => td_string!(lang, segment.ready_awaiting_second),
        Ready::DueSoon => td_string!(lang, segment.ready_due_soon),
        Ready::FallingOff => td_string!(lang, segment.ready_falling_off),
        Ready::SameTimeLastYear => td_string!(lang, segment.ready_same_time),
        Ready::BirthdaySoon => td_string!(lang, segment.ready_birthday),
        Ready::NotCaredFor => td_string!(lang, segment.ready_not_cared_for),
        Ready::CouponEnding => td_string!(lang, segment.ready_coupon_ending),
    }
}

/// What keeps a draft from being a group, and what to do.
#[must_use]
pub fn fault(lang: Locale, fault: &SegmentFault) -> String {
    match fault {
        SegmentFault::NoName => td_string!(lang, segment.fault_no_name).to_owned(),
        SegmentFault::TooDeep(_) => td_string!(lang, segment.fault_too_deep).to_owned(),
        SegmentFault::TooManyTests { tests } => {
            td_string!(lang, segment.fault_too_many, n = tests.to_string())
        }
        SegmentFault::EmptyGroup(_) => td_string!(lang, segment.fault_empty).to_owned(),
        SegmentFault::AsksForNothing(_) => td_string!(lang, segment.fault_nothing).to_owned(),
        SegmentFault::InvertedRange(_) => td_string!(lang, segment.fault_inverted).to_owned(),
        SegmentFault::UnknownSegment(_) => td_string!(lang, segment.fault_unknown).to_owned(),
        SegmentFault::Cycle(_) => td_string!(lang, segment.fault_cycle).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::customer::Platform;
    use crate::domain::day::DayRange;
    use crate::domain::event::Outcome;
    use crate::domain::figures::RfmGroup;
    use crate::domain::roster::StagePick;
    use crate::domain::segment::SegmentId;

    fn says(lang: Locale, rule: &Rule) -> String {
        sentence(lang, rule, Names { rules: &Rulebook::default(), this_year: 2026 })
    }

    fn figure(figure: Figure, from: Option<i64>, to: Option<i64>) -> Test {
        Test::Figure { figure, range: Range { from, to } }
    }

    /// Tests of every kind, no two of them the same.
    fn tests() -> Vec<Test> {
        let figures = [
            Figure::Purchases(Span::Ever),
            Figure::Purchases(Span::LastDays(30)),
            Figure::Purchases(Span::LastDays(31)),
            Figure::Purchases(Span::Days(DayRange::of_year(2025))),
            Figure::NetFen(Span::Ever),
            Figure::NetFen(Span::LastDays(30)),
            Figure::AverageOrderFen,
            Figure::AverageUnitFen,
            Figure::ValueRateFen,
            Figure::CycleDays,
            Figure::DaysSinceLast,
            Figure::DaysSinceFirst,
            Figure::DaysUntilDue,
            Figure::DaysUntilBirthday,
            Figure::DaysSinceContact,
            Figure::RecencyScore,
            Figure::FrequencyScore,
            Figure::MoneyScore,
            Figure::TierStep,
        ];
        let bounds = [(Some(2), None), (None, Some(3)), (Some(2), Some(3)), (Some(3), Some(3))];
        let mut all: Vec<Test> = figures
            .into_iter()
            .flat_map(|it| bounds.map(|(from, to)| figure(it, from, to)))
            .collect();
        all.extend(StagePick::ALL.map(|it| Test::Stage(vec![it])));
        all.push(Test::Stage(vec![StagePick::New, StagePick::Lost]));
        all.extend(RfmGroup::ALL.map(|it| Test::Group(vec![it])));
        let marks = [
            Mark::Important,
            Mark::OptedOut,
            Mark::Wholesale,
            Mark::Custom,
            Mark::Dropship,
            Mark::EndCustomer,
            Mark::Distributor,
            Mark::Female,
            Mark::Male,
            Mark::Mister,
            Mark::Madam,
            Mark::Boss,
            Mark::OrderingLess,
            Mark::RhythmBroken,
            Mark::SameTimeLastYear,
            Mark::LastDoubleEleven,
            Mark::CaredForSinceOrder,
        ];
        all.extend(marks.map(|it| Test::Is(vec![it])));
        all.extend(CardField::ALL.map(Test::Known));
        let fields = [
            WordField::Region,
            WordField::Tag,
            WordField::ChatGroup,
            WordField::Owner,
            WordField::Title,
            WordField::Company,
            WordField::Occupation,
            WordField::Channel,
        ];
        for text in ["老客", "新客"] {
            all.extend(fields.map(|field| Test::Said { field, any: vec![text.into()] }));
        }
        all.extend(Platform::ALL.map(|it| Test::BuysOn(vec![it])));
        for span in [Span::Ever, Span::LastDays(7)] {
            all.push(Test::Bought { product: Product::Sku("枣".into()), span });
            all.push(Test::Bought { product: Product::Item("枣".into()), span });
            all.push(Test::Bought { product: Product::Category("枣".into()), span });
        }
        all.extend(Outcome::ALL.map(|it| Test::LastOutcome(vec![it])));
        for of in [None, Some(OfferId::new("满100减8"))] {
            let states = [
                CouponState::Held,
                CouponState::Used,
                CouponState::EndsWithin(0),
                CouponState::EndsWithin(1),
                CouponState::EndsWithin(7),
            ];
            all.extend(states.map(|state| Test::Coupon { state, of: of.clone() }));
        }
        all.push(Test::HighestTier);
        all.push(Test::MemberOf(SegmentId(uuid::Uuid::from_u128(7))));
        all
    }

    #[test]
    fn no_two_tests_are_said_alike() {
        for lang in [Locale::zh, Locale::en] {
            let mut known = BTreeSet::new();
            for test in tests() {
                let words = says(lang, &Rule::Test(test.clone()));
                assert!(!words.is_empty(), "{test:?}");
                assert!(known.insert(words.clone()), "{test:?}: {words}");
            }
        }
    }

    #[test]
    fn a_sentence_follows_the_tree() {
        let stage = |it| Rule::Test(Test::Stage(vec![it]));
        let (a, b) = (stage(StagePick::Lost), stage(StagePick::New));
        let c = Rule::Test(Test::HighestTier);
        let all = |it: &[&Rule]| Rule::All(it.iter().map(|it| Rule::clone(it)).collect());
        let any = |it: &[&Rule]| Rule::Any(it.iter().map(|it| Rule::clone(it)).collect());
        let rules = [
            a.clone(),
            a.clone().negated(),
            all(&[&a, &b]),
            any(&[&a, &b]),
            all(&[&b, &a]),
            all(&[&a, &b, &c]),
            any(&[&a, &all(&[&b, &c])]),
            any(&[&all(&[&a, &b]), &c]),
            all(&[&any(&[&a, &b]), &c]),
            all(&[&any(&[&a, &b]).negated(), &c]),
            all(&[&a.clone().negated(), &c]),
            all(&[&a, &c]).negated(),
            any(&[&a, &c]).negated(),
            Rule::All(Vec::new()),
            Rule::Any(Vec::new()),
        ];
        for lang in [Locale::zh, Locale::en] {
            let said: BTreeSet<String> = rules.iter().map(|rule| says(lang, rule)).collect();
            assert_eq!(said.len(), rules.len(), "{said:#?}");
        }
        for (rule, zh, en) in [
            (&rules[0], "阶段是沉睡", "stage is Dormant"),
            (
                &rules[8],
                "（阶段是沉睡，或者阶段是新客），并且在最高的等级",
                "(stage is Dormant, or stage is New), and on the highest tier",
            ),
            (
                &rules[10],
                "不是“阶段是沉睡”，并且在最高的等级",
                "not “stage is Dormant”, and on the highest tier",
            ),
        ] {
            assert_eq!((says(Locale::zh, rule), says(Locale::en, rule)), (zh.into(), en.into()));
        }
    }

    #[test]
    fn ready_groups_are_said_each_in_its_own_way() {
        for lang in [Locale::zh, Locale::en] {
            let rules: BTreeSet<String> =
                Ready::ALL.iter().map(|it| says(lang, &it.rule())).collect();
            let names: BTreeSet<&str> = Ready::ALL.iter().map(|it| ready(lang, *it)).collect();
            assert_eq!((rules.len(), names.len()), (Ready::ALL.len(), Ready::ALL.len()));
        }
    }
}
