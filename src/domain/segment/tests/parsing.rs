//! What a draft can be wrong in, and what its outline says.

use super::*;
use crate::domain::day::DayRange;
use crate::domain::roster::StagePick;

fn id(number: u128) -> SegmentId {
    SegmentId(Uuid::from_u128(number))
}

fn draft(rule: Rule) -> SegmentDraft {
    SegmentDraft { id: id(9), name: " 老客 ".into(), rule }
}

fn member(number: u128) -> Rule {
    Rule::Test(Test::MemberOf(id(number)))
}

fn important() -> Rule {
    Rule::Test(Test::Is(vec![Mark::Important]))
}

/// So many levels, the test counted.
fn nested(levels: usize) -> Rule {
    (1..levels).fold(important(), |rule, _| Rule::All(vec![rule]))
}

/// 1 is a plain group, 2 names 1, 3 names 9.
fn known() -> Segments {
    let mut known = Segments::default();
    for (number, rule) in [(1, important()), (2, member(1)), (3, Rule::Any(vec![member(9)]))] {
        known.put(Segment { id: id(number), name: "x".into(), rule });
    }
    known
}

#[test]
fn what_a_draft_can_be_wrong_in() {
    let backwards = DayRange { first: day("2026-02-01"), last: day("2026-01-01") };
    let bought = |span| Rule::Test(Test::Bought { product: Product::Sku("a".into()), span });
    for (rule, faults, why) in [
        (important(), vec![], "one test"),
        (nested(8), vec![], "eight levels"),
        (nested(9), vec![SegmentFault::TooDeep(vec![0; 8])], "nine"),
        (Rule::All(vec![important(); 64]), vec![], "64 tests"),
        (
            Rule::All(vec![important(); 65]),
            vec![SegmentFault::TooManyTests { tests: 65 }],
            "65 of them",
        ),
        (Rule::All(vec![]), vec![SegmentFault::EmptyGroup(vec![])], "all of nothing"),
        (
            Rule::Any(vec![important(), Rule::Any(vec![]).negated()]),
            vec![SegmentFault::EmptyGroup(vec![1, 0])],
            "one of nothing, inside",
        ),
        (
            Rule::Test(Test::Said { field: WordField::Tag, any: vec![" ".into()] }),
            vec![SegmentFault::AsksForNothing(vec![])],
            "blank texts are none",
        ),
        (
            Rule::All(vec![
                figure(Figure::CycleDays, None, None),
                figure(Figure::CycleDays, Some(3), Some(2)),
                figure(Figure::CycleDays, Some(2), Some(2)),
                figure(Figure::AverageOrderFen, Some(2), Some(2)),
                bought(Span::Days(backwards)),
            ]),
            vec![
                SegmentFault::AsksForNothing(vec![0]),
                SegmentFault::InvertedRange(vec![1]),
                SegmentFault::InvertedRange(vec![3]),
                SegmentFault::InvertedRange(vec![4]),
            ],
            "ranges: the upper bound of money is outside",
        ),
        (member(1), vec![], "another group"),
        (member(2), vec![], "a group that names another"),
        (member(7), vec![SegmentFault::UnknownSegment(vec![])], "nobody made it"),
        (member(9), vec![SegmentFault::Cycle(vec![])], "itself"),
        (member(3).negated(), vec![SegmentFault::Cycle(vec![0])], "itself, over another one"),
    ] {
        let parsed = draft(rule).parse(&known());
        assert_eq!(parsed.err().unwrap_or_default(), faults, "{why}");
    }
    let nameless = SegmentDraft { name: " ".into(), ..draft(Rule::Any(vec![])) };
    let faults = vec![SegmentFault::NoName, SegmentFault::EmptyGroup(vec![])];
    assert_eq!(nameless.parse(&known()), Err(faults), "everything at once");
}

#[test]
fn a_group_is_what_its_draft_says() {
    let segment = draft(important()).parse(&known()).unwrap();
    assert_eq!((segment.id(), segment.name()), (id(9), "老客"));
    assert_eq!(segment.to_draft().parse(&known()), Ok(segment));
}

#[test]
fn what_nobody_can_match_is_told() {
    let stage = |stage| Rule::Test(Test::Stage(vec![stage]));
    let bought = Figure::Purchases(Span::LastDays(0));
    for (rule, paths, why) in [
        (important(), vec![], "can match"),
        (Rule::All(vec![important(), important().negated()]), vec![vec![]], "and not"),
        (figure(Figure::MoneyScore, Some(6), None), vec![vec![]], "scores end at 5"),
        (figure(Figure::NetFen(Span::Ever), None, Some(0)), vec![vec![]], "less than nothing"),
        (figure(Figure::Purchases(Span::Ever), None, Some(0)), vec![], "none at all"),
        (figure(bought, Some(1), None), vec![vec![]], "in no days"),
        (
            Rule::All(vec![
                figure(Figure::CycleDays, Some(10), None),
                figure(Figure::CycleDays, None, Some(9)),
            ]),
            vec![vec![]],
            "ranges apart",
        ),
        (
            Rule::Any(vec![
                important(),
                Rule::All(vec![stage(StagePick::Lost), stage(StagePick::New)]),
            ]),
            vec![vec![1]],
            "stages apart, inside of what can match",
        ),
        (
            Rule::All(vec![stage(StagePick::JustOrdered), stage(StagePick::New)]),
            vec![],
            "a part of the other",
        ),
        (nested(9), vec![], "nothing is said of what is too deep"),
    ] {
        let warnings: Vec<_> = paths.into_iter().map(SegmentWarning::NeverMatches).collect();
        assert_eq!(draft(rule).warnings(), warnings, "{why}");
    }
}

#[test]
fn every_ready_group_is_a_group() {
    for ready in Ready::ALL {
        let ready = draft(ready.rule());
        assert_eq!(ready.warnings(), [], "{ready:?}");
        let parsed = ready.clone().parse(&Segments::default()).unwrap();
        assert_eq!(*parsed.rule(), ready.rule, "clean already");
    }
}

#[test]
fn an_outline_goes_line_by_line() {
    let rule = Rule::All(vec![important(), Rule::Any(vec![member(1), member(2)]).negated()]);
    let lines: Vec<_> =
        outline(&rule).into_iter().map(|it| (it.depth, it.joiner, it.path)).collect();
    assert_eq!(
        lines,
        [
            (0, Joiner::First, vec![]),
            (1, Joiner::First, vec![0]),
            (1, Joiner::And, vec![1]),
            (2, Joiner::First, vec![1, 0]),
            (3, Joiner::First, vec![1, 0, 0]),
            (3, Joiner::Or, vec![1, 0, 1]),
        ]
    );
}
