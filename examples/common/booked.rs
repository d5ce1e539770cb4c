//! One of every rule and of everything that can be booked: for fixtures, and for tests of what
//! reads and writes them.
// Not everybody who includes this needs all of it.
#![allow(dead_code)]

use huitou::domain::card::CardField;
use huitou::domain::coupon::issuing::{IssueCause, Trigger};
use huitou::domain::customer::Platform;
use huitou::domain::day::{Day, DayRange};
use huitou::domain::event::Outcome;
use huitou::domain::figures::{NewStage, RfmGroup, Stage};
use huitou::domain::goods::{Launch, PriceDraft, PriceListDraft, ProductDraft, SaleState, Season};
use huitou::domain::loyalty::{
    Booking, Gift, GiftKind, Issuing, Offer, PlatformCoupon, PointsReason, PointsTerms, QuotedLine,
    QuotingTerms, Rule, RuleId,
};
use huitou::domain::money::Fen;
use huitou::domain::points::{Cause, Points, Validity};
use huitou::domain::price::PriceBreak;
use huitou::domain::promotion::condition::MonthDay;
use huitou::domain::promotion::{
    Amount, AmountRead, Benefit, BundleItem, Condition, LadderStep, Limits, Over, PromotionDraft,
    Step, Window,
};
use huitou::domain::quantity::Quantity;
use huitou::domain::rate::BasisPoints;
use huitou::domain::roster::StagePick;
use huitou::domain::segment::{
    CouponState, Figure, GroupTerms, Mark, Product, Range, Rule as GroupRule, Span, Test, WordField,
};
use huitou::domain::tier::{
    Fall, HandTier, Minimums, Mode, PolicyDraft, Right, Step as TierStep, Term, Tier,
};
use uuid::Uuid;

const fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn bp(number: u32) -> BasisPoints {
    BasisPoints::new(number).unwrap_or_default()
}

/// A rule of a number, for bookings that name one.
pub(crate) fn rule_id(number: u128) -> RuleId {
    RuleId(Uuid::from_u128(number))
}

/// One of every condition.
pub(crate) fn conditions() -> Vec<Condition> {
    let words = || vec!["a".into(), "巴旦木 \"原味\"".into()];
    vec![
        Condition::MinAmount {
            minimum_fen: fen(10_000),
            read: AmountRead { reads: Amount::Payable, over: Over::All },
        },
        Condition::MinQuantity { minimum: Quantity::from_thousandths(2_350), over: Over::Eligible },
        Condition::SkuIn(words()),
        Condition::SkuOut(words()),
        Condition::CategoryIn(Vec::new()),
        Condition::CategoryOut(words()),
        Condition::TierAtLeast(3),
        Condition::SegmentIn(words()),
        Condition::ModeIn(words()),
        Condition::KindIn(words()),
        Condition::RegionIn(words()),
        Condition::ChannelIn(words()),
        Condition::FirstOrder,
        Condition::NthPurchase(2),
        Condition::WeekdayIn(vec![6, 7]),
        Condition::MemberDay(vec![1, 15, 28]),
        Condition::BirthdayWindow { before_days: 3, after_days: 0 },
        Condition::DaysSinceLast { at_least_days: Some(30), at_most_days: None },
    ]
}

/// One of every benefit.
pub(crate) fn benefits() -> Vec<Benefit> {
    let read = AmountRead { reads: Amount::List, over: Over::Eligible };
    vec![
        Benefit::AmountOff { off_fen: fen(1_000) },
        Benefit::AmountOffPer { off_fen: fen(5), per_fen: fen(100), max_fen: Some(fen(50)), read },
        Benefit::Ladder { steps: vec![LadderStep { from_fen: fen(1), off_fen: fen(0) }], read },
        Benefit::Percent { paid: bp(8_500), cap_fen: None },
        Benefit::FixedPrice { unit_fen: fen(990) },
        Benefit::FreePostage,
        Benefit::Gift { sku: "藕粉".into(), quantity: Quantity::ONE, value_fen: fen(300) },
        Benefit::PointsMultiplier { day: bp(20_000) },
        Benefit::BuyGet {
            buy_units: 1,
            get_units: 1,
            get_skus: Some(vec!["x".into()]),
            max_times: Some(3),
        },
        Benefit::Bundle {
            items: vec![BundleItem { sku: "B".into(), quantity: Quantity::ONE }],
            price_fen: fen(38_000),
            max_times: None,
        },
    ]
}

/// An offer with these conditions and this benefit.
pub(crate) fn offer(step: Step, conditions: Vec<Condition>, benefit: Benefit) -> Rule {
    let day = Day::from_number;
    Rule::Offer(Offer {
        name: "周末满减".to_owned(),
        is_on: true,
        promotion: PromotionDraft {
            id: rule_id(1).offer_id(),
            step,
            window: Window { first_day: Some(day(20_000)), last_day: None },
            conditions,
            benefit,
            stackable: step == Step::Line,
            exclusive_group: Some("节日".into()),
            limits: Limits { per_customer: Some(1), total: None, budget_fen: Some(fen(200_000)) },
        },
        valid_days: (step == Step::Coupon).then_some(30),
    })
}

/// A policy with three steps that lets tiers fall.
pub(crate) fn policy(first_day: Day) -> PolicyDraft {
    let tier = |name: &str, purchases, net, paid, rights: &[&str]| Tier {
        name: name.to_owned(),
        title: "老朋友".to_owned(),
        minimums: Minimums { purchases, net_fen: net },
        paid: bp(paid),
        multiplier: bp(15_000),
        rights: rights.iter().map(|it| (*it).to_owned()).collect(),
    };
    PolicyDraft {
        first_day,
        right: Right::Both,
        tiers: vec![
            tier("普通", None, None, 10_000, &[]),
            tier("银卡", Some(2), Some(fen(15_000)), 9_800, &["生日红包"]),
            tier("金卡", Some(2), Some(fen(40_000)), 9_500, &["优先发货", "新品先尝"]),
        ],
        mode: Mode::And,
        window_days: Some(365),
        term: Some(Term::Months(12)),
        grace_days: 7,
        fall: Fall::OneDown,
    }
}

/// One of every kind of rule, and of every part of one; those that others name come first.
pub(crate) fn rules(today: Day) -> Vec<Rule> {
    let mut rules = vec![
        offer(Step::Coupon, conditions(), Benefit::AmountOff { off_fen: fen(2_000) }),
        Rule::Platform(PlatformCoupon {
            name: "店铺满减券".to_owned(),
            is_on: true,
            minimum_fen: fen(9_900),
            off_fen: fen(800),
            valid_days: Some(30),
            note: "营销中心 > 优惠券".to_owned(),
        }),
        Rule::Tiers(policy(today)),
        Rule::Points(PointsTerms { validity: Validity::Days(365), ..PointsTerms::usual(today) }),
    ];
    let prices = vec![("A12".to_owned(), price())];
    rules.push(Rule::PriceList(PriceListDraft {
        id: "1".to_owned(),
        name: "老客户价".to_owned(),
        prices,
    }));
    rules.push(Rule::Quoting(QuotingTerms {
        author: "小李".to_owned(),
        limit: Some(bp(500)),
        valid_days: 7,
    }));
    rules.extend([group(), product(today)]);
    let with = |benefit| offer(Step::Order, vec![Condition::FirstOrder], benefit);
    rules.extend(benefits().into_iter().map(with));
    rules
}

/// Rules that give what another one is.
pub(crate) fn rules_naming(given: RuleId) -> Vec<Rule> {
    let triggers = [
        Trigger::AfterOrder,
        Trigger::Nightly,
        Trigger::LeadWithoutOrder,
        Trigger::Birthday { days_before: 3 },
        Trigger::Rise { at_least: TierStep::LOWEST.above() },
        Trigger::StageEntered(Stage::New(NewStage::OneMonth)),
        Trigger::Festival { day: Day::from_number(20_500) },
    ];
    let issuing = |trigger| {
        Rule::Issuing(Issuing {
            name: "满月礼".to_owned(),
            trigger,
            switched_on: Some(Day::from_number(20_000)),
            gives: given,
            hour: 20,
        })
    };
    let gift =
        |kind| Rule::Gift(Gift { name: "杯子".to_owned(), is_on: true, points: 100, kind });
    let kinds = [
        GiftKind::Coupon { offer: given },
        GiftKind::Goods { stock: Some(3), cost_fen: Some(fen(450)) },
    ];
    triggers.map(issuing).into_iter().chain(kinds.map(gift)).collect()
}

/// A price by quantity (阶梯价).
pub(crate) fn price() -> PriceDraft {
    let at =
        |from, unit| PriceBreak { from: Quantity::from_thousandths(from), unit_fen: fen(unit) };
    PriceDraft {
        breaks: vec![at(1_000, 2_800), at(10_000, 2_200), at(100_000, 1_800)],
        min_quantity: Quantity::ONE,
    }
}

/// One of every test that a group can ask.
pub(crate) fn tests() -> Vec<Test> {
    let last = Span::LastDays(90);
    let days = DayRange { first: Day::from_number(19_000), last: Day::from_number(19_100) };
    let range = Range { from: Some(1), to: None };
    let figures = [
        Figure::Purchases(last),
        Figure::NetFen(Span::Days(days)),
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
    let figure = |figure| Test::Figure { figure, range };
    let mut tests: Vec<Test> = figures.map(figure).into_iter().collect();
    let words = [
        WordField::Region,
        WordField::Tag,
        WordField::ChatGroup,
        WordField::Owner,
        WordField::Title,
        WordField::Company,
        WordField::Occupation,
        WordField::Channel,
    ];
    tests.extend(words.map(|field| Test::Said { field, any: vec!["浙江".into()] }));
    tests.extend([
        Test::Stage(vec![StagePick::HighSave, StagePick::OneMonth]),
        Test::Group(vec![RfmGroup::Best, RfmGroup::PassersBy]),
        Test::Is(vec![Mark::Important, Mark::OrderingLess]),
        Test::Known(CardField::Phones),
        Test::BuysOn(vec![Platform::Taobao]),
        Test::Bought { product: Product::Item("巴旦木".into()), span: Span::Ever },
        Test::Bought { product: Product::Sku("A12".into()), span: last },
        Test::Bought { product: Product::Category("坚果".into()), span: last },
        Test::LastOutcome(vec![Outcome::NoAnswer]),
        Test::Coupon { state: CouponState::Held, of: None },
        Test::Coupon { state: CouponState::Used, of: Some(rule_id(1).offer_id()) },
        Test::Coupon { state: CouponState::EndsWithin(3), of: None },
        Test::HighestTier,
    ]);
    tests
}

/// A group that asks everything there is to ask, in every way.
pub(crate) fn group() -> Rule {
    let tests: Vec<_> = tests().into_iter().map(GroupRule::Test).collect();
    let rule = GroupRule::All(vec![
        GroupRule::Any(tests),
        GroupRule::Not(Box::new(GroupRule::Test(Test::Is(vec![Mark::OptedOut])))),
    ]);
    Rule::Group(GroupTerms { name: "爱买坚果的".to_owned(), rule })
}

/// A good with everything that can be said of one.
pub(crate) fn product(today: Day) -> Rule {
    let season = MonthDay::new(11, 1).zip(MonthDay::new(2, 28));
    Rule::Product(ProductDraft {
        sku: "A12".to_owned(),
        name: "水晶奖杯".to_owned(),
        category: "奖杯".to_owned(),
        unit: "座".to_owned(),
        base: Some(price()),
        region: vec![("湖南".to_owned(), PriceDraft::flat(fen(2_600)))],
        cost_fen: Some(fen(1_200)),
        stock: Some(Quantity::from_thousandths(300_000)),
        expiry_day: Some(today.plus(300)),
        sale: SaleState::EndedOn(today.plus(60)),
        launch: Some(Launch { first_day: today, days: 7, unit_fen: fen(1_900) }),
        season: season.map(|(first, last)| Season { first, last, lead_days: 30 }),
        min_resale_fen: Some(fen(3_000)),
        resale_note: "不低于 30".to_owned(),
    })
}

/// One of everything that is booked about a customer by hand.
pub(crate) fn by_hand(today: Day) -> Vec<Booking> {
    vec![
        Booking::TierGiven {
            tier: HandTier {
                step: TierStep::LOWEST.above(),
                first_day: today,
                last_day: Some(today.plus(90)),
                hold_down: false,
                reason: "老板的同学".to_owned(),
                author: "小李".to_owned(),
            },
        },
        Booking::PointsGiven {
            points: Points::new(500),
            last_day: Some(today.plus(30)),
            reason: PointsReason::Opening,
            note: "旧卡".to_owned(),
        },
        Booking::PointsGiven {
            points: Points::new(-20),
            last_day: None,
            reason: PointsReason::Adjusted,
            note: String::new(),
        },
        Booking::OpeningBalance { day: today.plus(-400), purchases: 12, net_fen: fen(123_456) },
        Booking::OwnPrice { sku: "A12".to_owned(), price: Some(price()) },
        Booking::OwnPrice { sku: "A12".to_owned(), price: None },
        Booking::InPriceList { list: None },
        Booking::Quoted {
            lines: vec![QuotedLine {
                sku: "A12".to_owned(),
                name: "水晶奖杯".to_owned(),
                unit: "座".to_owned(),
                price: price(),
                quantity: Quantity::from_thousandths(20_000),
            }],
            valid_until: Some(today.plus(30)),
            author: "小李".to_owned(),
            needs_approval: true,
            note: "含刻字".to_owned(),
        },
    ]
}

/// One of everything that is booked, whether or not it makes sense in any book.
pub(crate) fn bookings() -> Vec<Booking> {
    let day = Day::from_number(20_000);
    let causes = [
        IssueCause::Order(Cause::new("1:4567")),
        IssueCause::Day(day),
        IssueCause::Year(2026),
        IssueCause::Change { to: TierStep::LOWEST.above(), day },
        IssueCause::Entry(day),
    ];
    let coupon = |cause| Booking::CouponIssued {
        coupon: Uuid::from_u128(9),
        offer: rule_id(1),
        code: "ABCD-EFGH".to_owned(),
        last_day: Some(day),
        rule: Some(rule_id(2)),
        cause: Some(cause),
    };
    let mut bookings: Vec<Booking> = causes.map(coupon).into_iter().collect();
    bookings.extend(by_hand(day));
    bookings.extend([
        Booking::Ruled { rule: rule_id(3), terms: None },
        Booking::PointsSpent { points: Points::new(7), gift: None, note: "x".to_owned() },
        Booking::PastOrdersEarn { first: day, last: day.plus(9) },
        Booking::CouponVoided { coupon: Uuid::from_u128(9), reason: "发错了".to_owned() },
        Booking::Noted { offer: rule_id(1), rule: None, cause: None },
        Booking::InPriceList { list: Some(rule_id(8)) },
        Booking::QuoteApproved { quote: Uuid::from_u128(4), by: "老板".to_owned() },
        Booking::Referred,
    ]);
    let rules = rules(day).into_iter().chain(rules_naming(rule_id(1)));
    bookings.extend(rules.map(|it| Booking::Ruled { rule: rule_id(5), terms: Some(it) }));
    bookings
}
