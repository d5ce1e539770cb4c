//! Every kind of test, on one small shop.

use super::*;
use crate::domain::card::{BuyingModes, CardField, Role, Sex, Title};
use crate::domain::day::DayRange;
use crate::domain::figures::RfmGroup;
use crate::domain::person::Birthday;
use crate::domain::promotion::OfferId;
use crate::domain::roster::StagePick;
use crate::domain::tier::Step;

/// a bought often, b once long ago, c never, d has fallen off, e is a second key of a.
fn shop() -> Shop {
    let mut book = Book::default();
    for who in ["a", "b", "c", "d", "e"] {
        book.person(who);
    }
    let jujube = |units| vec![("枣", units)];
    for sale in [
        Sale { goods: jujube(2), platform: Platform::Taobao, ..sale("a", 70, 10_000) },
        Sale { goods: vec![("茶", 1)], channel: "小红书", ..sale("a", 40, 20_000) },
        Sale { goods: jujube(1), region: "浙江省 杭州市", ..sale("e", 10, 30_000) },
        Sale { goods: jujube(-1), ..sale("a", 10, 100) },
        Sale { region: "上海市", is_dropship: true, ..sale("b", 300, 5_000) },
        Sale { status: OrderStatus::Unpaid, goods: jujube(9), ..sale("c", 5, 9_000) },
        sale("d", 160, 1_000),
        sale("d", 150, 1_000),
        sale("d", 140, 1_000),
        sale("d", 130, 1_000),
    ] {
        book.sell(&sale);
    }
    let (kept, other) = (book.person("a"), book.person("e"));
    book.does(1, Deed::Joined { kept, other });
    let tags = |tags: &[&str]| CardEntry::Tags(tags.iter().map(|it| (*it).into()).collect());
    let dropship = BuyingModes { dropship: true, ..BuyingModes::default() };
    let birthday = |month, day, is_lunar| Birthday::new(None, month, day, is_lunar);
    for (who, entry) in [
        ("a", CardEntry::Name("陈秀英".into())),
        ("a", tags(&["老客", "爱吃枣"])),
        ("a", CardEntry::Sex(Some(Sex::Female))),
        ("a", CardEntry::Birthday(birthday(11, 25, false))),
        ("b", CardEntry::Region("广东 深圳".into())),
        ("b", CardEntry::Role(Some(Role::Distributor))),
        ("b", CardEntry::Modes(dropship)),
        ("b", CardEntry::Birthday(birthday(10, 15, true))),
        ("c", CardEntry::Groups(vec!["已寄样".into()])),
        ("c", CardEntry::Important(true)),
        ("c", CardEntry::Title(Some(Title::Other("店长".into())))),
        ("d", CardEntry::OptOut(true)),
        ("d", CardEntry::Owner("小王".into())),
        ("d", CardEntry::Phones(vec!["14000000033".into()])),
        ("d", CardEntry::Birthday(birthday(11, 21, false))),
    ] {
        book.edit(who, entry);
    }
    book.contact("a", 20, Outcome::Talked);
    book.contact("e", 9, Outcome::NoAnswer);
    book.contact("d", 130, Outcome::WantsRestock);
    book.finish()
}

fn handed() -> Handed {
    let coupon = |promotion: &str, ends: Option<i32>, state| CouponFact {
        promotion: OfferId::new(promotion),
        last_day: ends.map(|days| ago(-days)),
        state,
    };
    let coupons = [
        (0, vec![coupon("p", Some(3), CouponUse::Open)]),
        (1, vec![coupon("p", Some(-1), CouponUse::Open), coupon("q", None, CouponUse::Open)]),
        (3, vec![coupon("q", None, CouponUse::Used(ago(2)))]),
    ];
    Handed {
        tiers: vec![Step::new(3), Step::new(1), None, Step::new(2)],
        highest_tier: Step::new(3),
        coupons: coupons.into_iter().collect(),
        categories: vec![Category {
            name: "干货".into(),
            goods: vec![Product::Sku("枣".into()), Product::Sku("没有".into())],
        }],
        lunar: Some(|_, from| Some(from.plus(30))),
    }
}

fn check(rows: Vec<(Rule, &str, &str)>) {
    let (shop, handed, known) = (shop(), handed(), Segments::default());
    for (rule, expected, why) in rows {
        assert_eq!(names(&shop, &handed, &rule, &known).concat(), expected, "{why}: {rule:?}");
        let others = names(&shop, &handed, &rule.negated(), &known);
        let rest: String = "abcd".chars().filter(|it| !expected.contains(*it)).collect();
        assert_eq!(others.concat(), rest, "not: {why}");
    }
}

#[test]
fn figures_lie_in_ranges() {
    use Figure::*;
    let days = |first: &str, last: &str| DayRange { first: day(first), last: day(last) };
    check(vec![
        (figure(Purchases(Span::Ever), Some(1), None), "abd", "bought"),
        (figure(Purchases(Span::Ever), None, Some(1)), "bc", "none is known, too"),
        (figure(Purchases(Span::Ever), Some(3), Some(3)), "a", "two of one day are one"),
        (figure(Purchases(Span::LastDays(40)), Some(1), None), "a", "the day 40 days ago is out"),
        (figure(Purchases(Span::LastDays(40)), Some(2), None), "", "so it is one"),
        (figure(Purchases(Span::LastDays(41)), Some(2), None), "a", "and in with a day more"),
        (
            figure(Purchases(Span::Days(days("2026-07-05", "2026-07-15"))), Some(1), None),
            "d",
            "the first and the last day are in",
        ),
        (figure(NetFen(Span::Ever), Some(4_000), Some(5_000)), "d", "half open: 5000 is out"),
        (figure(NetFen(Span::Ever), Some(5_000), None), "ab", "5000 is in"),
        (figure(NetFen(Span::LastDays(30)), Some(1), None), "a", "of the last days"),
        (figure(NetFen(Span::LastDays(30)), None, Some(1)), "bcd", "nothing in them"),
        (figure(AverageOrderFen, Some(15_025), Some(15_026)), "a", "60100 of 4 orders"),
        (figure(AverageOrderFen, None, Some(1_000_000)), "abd", "unknown without an order"),
        (figure(AverageUnitFen, Some(0), None), "a", "unknown without quantities"),
        (figure(ValueRateFen, Some(20_000), None), "a", "in a month"),
        (figure(CycleDays, Some(30), Some(30)), "a", "from day to day"),
        (figure(CycleDays, None, Some(10)), "d", "one purchase has none"),
        (figure(DaysSinceLast, Some(10), Some(130)), "ad", "both ends in"),
        (figure(DaysSinceFirst, Some(300), Some(300)), "b", "the first"),
        (figure(DaysUntilDue, Some(0), Some(20)), "a", "due in 20 days"),
        (figure(DaysUntilDue, None, Some(-1)), "d", "overdue"),
        (figure(DaysUntilBirthday, Some(0), Some(3)), "a", "in three days"),
        (figure(DaysUntilBirthday, Some(30), Some(30)), "b", "lunar, as the caller says"),
        (figure(DaysUntilBirthday, Some(364), None), "d", "was yesterday"),
        (figure(DaysSinceContact, None, Some(9)), "a", "under the other key"),
        (figure(DaysSinceContact, Some(10), None), "d", "who was never contacted is not known"),
        (figure(TierStep, Some(2), None), "ad", "at least"),
        (figure(TierStep, None, Some(2)), "bd", "at most; none is no step"),
        (figure(RecencyScore, Some(4), None), "a", "came last of three"),
        (figure(MoneyScore, Some(1), Some(1)), "d", "least, in the last year"),
    ]);
}

#[test]
fn sets_hold_one_of_these() {
    let is = |mark| Rule::Test(Test::Is(vec![mark]));
    let known = |field| Rule::Test(Test::Known(field));
    let outcome = |outcome| Rule::Test(Test::LastOutcome(vec![outcome]));
    check(vec![
        (Rule::Test(Test::Stage(vec![StagePick::Potential])), "c", "never bought"),
        (Rule::Test(Test::Stage(vec![StagePick::Active, StagePick::LowSave])), "ad", "two stages"),
        (Rule::Test(Test::Stage(vec![StagePick::New])), "", "nobody is new"),
        (Rule::Test(Test::Group(RfmGroup::ALL.to_vec())), "abd", "every customer has a group"),
        (is(Mark::Important), "c", "important"),
        (is(Mark::OptedOut), "d", "opted out"),
        (is(Mark::Distributor), "b", "distributor"),
        (is(Mark::EndCustomer), "", "not known"),
        (Rule::Test(Test::Is(vec![Mark::Dropship, Mark::Female])), "ab", "one of two"),
        (is(Mark::RhythmBroken), "d", "own rhythm"),
        (is(Mark::OrderingLess), "", "not so many orders"),
        (is(Mark::CaredForSinceOrder), "d", "no answer is no care"),
        (known(CardField::Name), "a", "name"),
        (known(CardField::Phones), "d", "phone"),
        (known(CardField::Title), "c", "form of address"),
        (outcome(Outcome::NoAnswer), "a", "the last one counts"),
        (outcome(Outcome::Talked), "", "not the one before"),
        (Rule::Test(Test::HighestTier), "a", "the highest step"),
    ]);
}

#[test]
fn texts_are_found_where_they_stand() {
    let said = |field, text: &str| Rule::Test(Test::Said { field, any: vec![text.into()] });
    check(vec![
        (said(WordField::Tag, "老客"), "a", "a tag"),
        (said(WordField::Tag, "老"), "", "as a whole"),
        (said(WordField::ChatGroup, "已寄样"), "c", "a chat group"),
        (said(WordField::Owner, "小王"), "d", "who looks after him"),
        (said(WordField::Title, "店长"), "c", "his own form of address"),
        (said(WordField::Region, "深圳"), "b", "contained, on the card"),
        (said(WordField::Region, "杭州"), "a", "where the last order went"),
        (said(WordField::Region, "上海"), "", "not of a dropship order"),
        (said(WordField::Channel, "小红书"), "a", "the shop downstream"),
    ]);
}

#[test]
fn orders_and_coupons() {
    let bought =
        |sku: &str, span| Rule::Test(Test::Bought { product: Product::Sku(sku.into()), span });
    let category = Product::Category("干货".into());
    let coupon =
        |state, of: Option<&str>| Rule::Test(Test::Coupon { state, of: of.map(OfferId::new) });
    check(vec![
        (bought("枣", Span::Ever), "a", "what is not paid does not count"),
        (bought("枣", Span::LastDays(30)), "", "bought and brought back on one day"),
        (bought("枣", Span::LastDays(71)), "a", "before that"),
        (bought("苹果", Span::Ever), "", "of which the book does not tell"),
        (Rule::Test(Test::Bought { product: category, span: Span::Ever }), "a", "a category"),
        (Rule::Test(Test::BuysOn(vec![Platform::Taobao])), "a", "on a platform"),
        (Rule::Test(Test::BuysOn(vec![Platform::Hand])), "abd", "by hand"),
        (coupon(CouponState::Held, None), "ab", "can still be used"),
        (coupon(CouponState::Held, Some("p")), "a", "of one promotion, not expired"),
        (coupon(CouponState::Used, None), "d", "used"),
        (coupon(CouponState::EndsWithin(3), None), "a", "ends in three days"),
        (coupon(CouponState::EndsWithin(2), None), "", "not in two"),
    ]);
}

#[test]
fn a_group_inside_of_a_group() {
    let (shop, handed) = (shop(), handed());
    let [a, b] = [1, 2].map(|it| SegmentId(Uuid::from_u128(it)));
    let member = |id| Rule::Test(Test::MemberOf(id));
    let mut known = Segments::default();
    let important = Rule::Test(Test::Is(vec![Mark::Important]));
    known.put(Segment { id: a, name: "a".into(), rule: important.negated() });
    known.put(Segment { id: b, name: "b".into(), rule: member(a).negated() });
    assert_eq!(names(&shop, &handed, &member(a), &known).concat(), "abd");
    assert_eq!(names(&shop, &handed, &member(b), &known).concat(), "c");
    // Two devices can make what no form lets through: it ends, and says nobody.
    known.put(Segment { id: a, name: "a".into(), rule: member(a) });
    assert_eq!(names(&shop, &handed, &member(a), &known).concat(), "");
    known.remove(a);
    assert_eq!(names(&shop, &handed, &member(a), &known).concat(), "");
}

#[test]
fn who_is_in_the_ready_groups() {
    let (shop, handed) = (shop(), handed());
    for (ready, expected) in [
        (Ready::DealDone, "abd"),
        (Ready::Agents, "b"),
        (Ready::Potential, "c"),
        (Ready::SampleSent, "c"),
        (Ready::Vip, "a"),
        (Ready::VipAgents, ""),
        (Ready::Important, "c"),
        (Ready::SleepingBest, ""),
        (Ready::SleepingOthers, "bd"),
        (Ready::Incomplete, "abcd"),
        (Ready::AwaitingSecond, ""),
        (Ready::DueSoon, ""),
        (Ready::FallingOff, "d"),
        (Ready::SameTimeLastYear, ""),
        (Ready::BirthdaySoon, "a"),
        (Ready::NotCaredFor, "ab"),
        (Ready::CouponEnding, "a"),
    ] {
        let names = names(&shop, &handed, &ready.rule(), &Segments::default());
        assert_eq!(names.concat(), expected, "{ready:?}");
    }
}

#[test]
fn an_earlier_day_knows_less() {
    let (shop, handed) = (shop(), handed());
    for (days_ago, expected) in [(200, "b"), (135, "bd"), (70, "abd"), (0, "abd")] {
        let live = shop.live_figures(Basis::as_of(ago(days_ago)));
        let view = View::new(&shop, &live, &handed);
        let rule = Ready::DealDone.rule();
        let people = Groups::begin(&view).people(&view, &rule, &Segments::default());
        let names: String =
            people.iter().map(|at| shop.customers()[at].label().to_owned()).collect();
        assert_eq!(names, expected, "{days_ago} days ago");
    }
}
