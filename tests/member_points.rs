//! Points of members over a whole book: what is shown before past orders earn is what the ledgers
//! say afterwards, and cards of members are the same everywhere.

mod support;

use huitou::domain::command::{Booked, Command, Moment, Refused, decide};
use huitou::domain::customer::CustomerKey;
use huitou::domain::day::Day;
use huitou::domain::figures::CountingRule;
use huitou::domain::id::IdSeed;
use huitou::domain::intern::Index;
use huitou::domain::loyalty::{
    Booking, Gift, GiftKind, Offer, PointsReason, PointsTerms, Rule, RuleId,
};
use huitou::domain::member::{
    About, CardCodeFault, FindingCard, PastTally, PastTotals, PreviewingPast,
};
use huitou::domain::money::Fen;
use huitou::domain::points::{EntryKind, Points, Validity};
use huitou::domain::promotion::{Benefit, Limits, PromotionDraft, Step, Window};
use huitou::domain::rate::BasisPoints;
use huitou::domain::shop::Shop;
use huitou::domain::stamp::DeviceId;
use huitou::domain::tier::{Fall, Minimums, Mode, PolicyDraft, Right, Tier};
use support::{PLAIN_MAPPING, day, read_text, shop_of};
use uuid::Uuid;

const MERGED: CountingRule = CountingRule::MergedByDay;

struct Book {
    shop: Shop,
    acts: u64,
}

impl Book {
    /// Orders `(who, day, yuan)`, numbered from 1.
    fn of(orders: &[(&str, &str, &str)]) -> Book {
        let mut text = "who,when,fen,no\n".to_owned();
        for (n, (who, day, yuan)) in (1..).zip(orders) {
            text.push_str(&format!("{who},{day},{yuan},N{n}\n"));
        }
        let (shop, _) = shop_of(vec![read_text(&text, Some(PLAIN_MAPPING)).unwrap()]);
        Book { shop, acts: 0 }
    }

    fn act(&mut self, today: &str, command: Command<'_>) -> Result<Uuid, Refused> {
        self.acts += 1;
        let seed = IdSeed { now_ms: 1_800_000_000_000 + self.acts, random: [3; 10] };
        let moment = Moment { today: day(today), seed, device: DeviceId(1) };
        let change = decide(&self.shop, &command, &moment)?;
        self.shop.apply(&change, None).unwrap();
        Ok(seed.uuid())
    }

    fn rule(&mut self, today: &str, rule: Rule) -> RuleId {
        RuleId(self.act(today, Command::set_rule(None, Box::new(rule))).unwrap())
    }

    fn book(&mut self, today: &str, all: Vec<(Option<&str>, Booking)>) -> Result<Uuid, Refused> {
        let booked = |(who, booking): (Option<&str>, Booking)| Booked {
            customer: who.map(|who| self.key(who)),
            other: None,
            booking,
        };
        let all = all.into_iter().map(booked).collect();
        self.act(today, Command::book(all))
    }

    fn place(&self, who: &str) -> Index {
        let at = self.shop.customers().iter().position(|key| key.label() == who);
        Index::at(at.unwrap())
    }

    fn key(&self, who: &str) -> CustomerKey {
        self.shop.customers()[self.place(who).position()].clone()
    }

    fn statement(&self, who: &str, on: &str) -> huitou::domain::member::Statement {
        let rules = self.shop.rulebook();
        self.shop.statement_of(&rules, MERGED, self.place(who), day(on)).unwrap()
    }

    /// Points less debts of everybody: what a preview promises.
    fn worth(&self, on: &str) -> i64 {
        let rules = self.shop.rulebook();
        let of = |at: usize| {
            let ledger =
                self.shop.points_of(&rules, MERGED, Index::at(at), day(on)).unwrap().ledger;
            ledger.balance().number() - ledger.debt().number()
        };
        (0..self.shop.customers().len()).map(of).sum()
    }

    fn preview(&self, days: (&str, &str), today: &str) -> PastTotals {
        let rules = self.shop.rulebook();
        let days = (day(days.0), day(days.1));
        let begun = PreviewingPast::begin(&self.shop, &rules, MERGED, days, day(today));
        let mut preview = begun.unwrap();
        while preview.step(&self.shop, &rules, 2) {}
        preview.totals()
    }
}

fn terms(first_day: Day, validity: Validity) -> Rule {
    Rule::Points(PointsTerms { validity, ..PointsTerms::usual(first_day) })
}

fn policy(first_day: Day) -> Rule {
    let tier = |name: &str, purchases, multiplier| Tier {
        name: name.to_owned(),
        title: String::new(),
        minimums: Minimums { purchases, net_fen: None },
        paid: BasisPoints::ONE,
        multiplier: BasisPoints::new(multiplier).unwrap(),
        rights: Vec::new(),
    };
    Rule::Tiers(PolicyDraft {
        first_day,
        right: Right::Points,
        tiers: vec![tier("普通", None, 10_000), tier("银卡", Some(2), 12_000)],
        mode: Mode::And,
        window_days: None,
        term: None,
        grace_days: 0,
        fall: Fall::Never,
    })
}

fn tally(orders: u64, points: i64) -> PastTally {
    PastTally { orders, points: Points::new(points) }
}

#[test]
fn the_preview_of_past_orders_is_what_the_ledgers_then_say() {
    let mut book = Book::of(&[
        ("a", "2026-01-10", "19.90"),
        ("a", "2026-02-10", "100.00"),
        ("a", "2026-03-10", "100.50"),
        ("b", "2026-02-01", "50.00"),
        ("b", "2025-06-01", "80.00"),
        ("c", "2026-02-02", "0.60"),
        ("d", "2026-04-02", "30.00"),
        ("e", "2026-02-20", "40.00"),
    ]);
    book.rule("2026-01-01", policy(day("2026-01-01")));
    book.rule("2026-04-01", terms(day("2026-04-01"), Validity::Days(365)));
    // What went back before the act is no part of it; who owes points pays first.
    let (refunded, _) = book
        .shop
        .orders()
        .map(|it| (it.key, it))
        .find(|(key, _)| book.shop.number_text(key) == "N3")
        .unwrap();
    let refund =
        Command::RefundOrder { key: refunded, amount_fen: Fen::from_minor(5_000), note: "".into() };
    book.act("2026-04-03", refund).unwrap();
    let owes = Booking::PointsGiven {
        points: Points::new(-7),
        last_day: None,
        reason: PointsReason::Adjusted,
        note: "x".to_owned(),
    };
    book.book("2026-04-05", vec![(Some("e"), owes)]).unwrap();
    let before = book.worth("2026-06-10");
    let totals = book.preview(("2025-01-01", "2026-06-10"), "2026-06-10");
    // a: 19 + 100 + 50.5 x 1.2; the tier of the morning, which two purchases had reached.
    let expected = PastTotals {
        earns: tally(5, 19 + 100 + 60 + 50 + 40),
        customers: 3,
        expired: tally(1, 80),
        nothing: tally(1, 0),
        already: tally(1, 0),
        later: PastTally::default(),
    };
    assert_eq!(totals, expected);
    let earn = Booking::PastOrdersEarn { first: day("2025-01-01"), last: day("2026-06-10") };
    let act = book.book("2026-06-10", vec![(None, earn.clone())]).unwrap();
    assert_eq!(book.worth("2026-06-10") - before, totals.earns.points.number(), "as it was shown");
    let again = book.preview(("2026-01-01", "2026-12-31"), "2026-06-11");
    assert_eq!(again.earns, PastTally::default(), "nothing twice");
    assert_eq!(again.already.orders, 7);
    let now = book.worth("2026-06-11");
    book.book("2026-06-11", vec![(None, earn)]).unwrap();
    assert_eq!(book.worth("2026-06-11"), now, "the act again does nothing");
    book.act("2026-06-12", Command::UndoAct(act)).unwrap();
    book.act("2026-06-12", Command::UndoAct(act)).ok();
    assert_eq!(book.preview(("2026-02-01", "2026-02-01"), "2026-06-10").earns, tally(1, 50));
}

#[test]
fn nothing_is_shown_while_the_points_are_off() {
    let mut book = Book::of(&[("a", "2026-01-10", "19.90")]);
    let off = PointsTerms { is_on: false, ..PointsTerms::usual(day("2026-04-01")) };
    book.rule("2026-04-01", Rule::Points(off));
    let rules = book.shop.rulebook();
    let days = (day("2026-01-01"), day("2026-03-31"));
    let begun = PreviewingPast::begin(&book.shop, &rules, MERGED, days, day("2026-05-01"));
    assert!(begun.is_none());
}

#[test]
fn a_statement_names_what_each_entry_is_about() {
    let mut book = Book::of(&[("a", "2026-04-02", "100.00"), ("a", "2026-04-10", "30.00")]);
    book.rule("2026-04-01", terms(day("2026-04-01"), Validity::Days(30)));
    let order = |number: &str, on: &str| About::Order { number: number.into(), day: Some(day(on)) };
    let given = Booking::PointsGiven {
        points: Points::new(50),
        last_day: Some(day("2026-12-31")),
        reason: PointsReason::Adjusted,
        note: "补给他".to_owned(),
    };
    book.book("2026-04-20", vec![(Some("a"), given)]).unwrap();
    let key = book.shop.orders().map(|it| it.key).find(|key| book.shop.number_text(key) == "N2");
    let amount_fen = Fen::from_minor(1_000);
    let back = Command::RefundOrder { key: key.unwrap(), amount_fen, note: "".into() };
    book.act("2026-04-21", back).unwrap();
    let gift = book.rule(
        "2026-04-21",
        Rule::Gift(Gift {
            name: "杯子".to_owned(),
            is_on: true,
            points: 60,
            kind: GiftKind::Goods { stock: Some(1), cost_fen: None },
        }),
    );
    let note = "杯子".to_owned();
    let spent = Booking::PointsSpent { points: Points::new(60), gift: Some(gift), note };
    book.book("2026-04-22", vec![(Some("a"), spent.clone())]).unwrap();
    assert!(book.book("2026-04-22", vec![(Some("a"), spent)]).is_err(), "none is left");
    assert_eq!(book.shop.gift_stock(gift), Some(0));
    let statement = book.statement("a", "2026-06-01");
    let lines: Vec<_> = statement.lines.iter().rev().collect();
    let given = About::Given { reason: PointsReason::Adjusted, note: "补给他".to_owned() };
    for (line, (kind, points, about, rule)) in lines.iter().zip([
        (EntryKind::Earn, 100, order("N1", "2026-04-02"), "an order"),
        (EntryKind::Earn, 30, order("N2", "2026-04-10"), "another"),
        (EntryKind::Adjust, 50, given, "by hand"),
        (EntryKind::Reverse, -10, order("N2", "2026-04-10"), "a refund names its order"),
        (EntryKind::Spend, -60, About::Spent { gift: Some(gift), note: "杯子".into() }, "a gift"),
        (EntryKind::Expire, -40, order("N1", "2026-04-02"), "what ends names its order"),
        (EntryKind::Expire, -20, order("N2", "2026-04-10"), "and the other"),
    ]) {
        assert_eq!(
            (line.kind, line.points.number(), &line.about),
            (kind, points, &about),
            "{rule}"
        );
    }
    assert_eq!(lines.len(), 7);
    assert_eq!((statement.balance, statement.available), (Points::new(50), Points::new(50)));
    let lots: Vec<_> = statement.lots.iter().map(|lot| (lot.left.number(), lot.last_day)).collect();
    assert_eq!(lots, [(50, Some(day("2026-12-31")))]);
}

#[test]
fn a_gift_that_is_a_coupon_is_issued_by_the_same_act() {
    let mut book = Book::of(&[("a", "2026-04-02", "100.00")]);
    book.rule("2026-04-01", terms(day("2026-04-01"), Validity::ForEver));
    let promotion = PromotionDraft {
        id: RuleId(Uuid::nil()).offer_id(),
        step: Step::Coupon,
        window: Window::default(),
        conditions: Vec::new(),
        benefit: Benefit::AmountOff { off_fen: Fen::from_minor(500) },
        stackable: false,
        exclusive_group: None,
        limits: Limits::default(),
    };
    let name = "减 5 元".to_owned();
    let terms = Offer { name: name.clone(), is_on: true, promotion, valid_days: Some(30) };
    let offer = book.rule("2026-04-02", Rule::Offer(terms.clone()));
    let kind = GiftKind::Coupon { offer };
    let gift = book.rule("2026-04-02", Rule::Gift(Gift { name, is_on: true, points: 80, kind }));
    let spent = |gift| Booking::PointsSpent {
        points: Points::new(80),
        gift: Some(gift),
        note: String::new(),
    };
    let act = book.book("2026-04-03", vec![(Some("a"), spent(gift))]).unwrap();
    let coupons = |book: &Book| {
        let rules = book.shop.rulebook();
        book.shop.coupons_of(&rules, book.place("a"), day("2026-04-04")).len()
    };
    assert_eq!(coupons(&book), 1);
    assert_eq!(book.statement("a", "2026-04-04").available, Points::new(20));
    assert!(book.book("2026-04-04", vec![(Some("a"), spent(gift))]).is_err(), "too few points");
    book.act("2026-04-04", Command::UndoAct(act)).unwrap();
    assert_eq!(coupons(&book), 0, "taken back together");
    assert_eq!(book.statement("a", "2026-04-04").available, Points::new(100));
    let off = Rule::Offer(Offer { is_on: false, ..terms });
    book.act("2026-04-05", Command::set_rule(Some(offer), Box::new(off))).unwrap();
    assert!(
        book.book("2026-04-05", vec![(Some("a"), spent(gift))]).is_err(),
        "nobody could use it"
    );
}

#[test]
fn a_card_is_the_same_on_two_phones_and_finds_its_member() {
    let one = Book::of(&[("a", "2026-01-01", "1"), ("b", "2026-01-01", "1")]);
    let mut two = Book::of(&[("c", "2025-01-01", "1"), ("b", "2026-01-01", "1")]);
    let code = one.shop.card_code(one.place("b")).unwrap();
    assert_eq!(two.shop.card_code(two.place("b")), Some(code.clone()), "two devices, one code");
    assert_eq!(two.shop.customer_with_card_code(&code), Ok(two.place("b")));
    let last = code.chars().next_back().unwrap();
    let other = if last == '2' { '3' } else { '2' };
    let wrong = format!("{}{other}", &code[..code.len() - 1]);
    assert_eq!(two.shop.customer_with_card_code(&wrong), Err(CardCodeFault::Mistyped));
    let stranger = one.shop.card_code(one.place("a")).unwrap();
    assert_eq!(two.shop.customer_with_card_code(&stranger), Err(CardCodeFault::Nobody));
    let old = two.shop.card_code(two.place("c")).unwrap();
    let (kept, others) = (two.key("b"), vec![two.key("c")]);
    two.act("2026-02-01", Command::JoinPeople { kept, others, entries: Vec::new() }).unwrap();
    let found = two.shop.customer_with_card_code(&old);
    assert_eq!(found, two.shop.customer_with_card_code(&code), "an old card still finds him");
    assert!(found.is_ok());
    let mut finding = FindingCard::begin(&old).unwrap();
    while finding.step(&two.shop, 1) {}
    assert_eq!(finding.finish(), found, "the same in slices");
}
