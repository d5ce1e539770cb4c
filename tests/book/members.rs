//! What the book says of members: tiers for everybody and for one are the same, points come out of
//! facts, coupons stand once, whatever way the book came.

use std::collections::BTreeSet;

use huitou::domain::command::{Booked, BookingFault, Command, Refused};
use huitou::domain::day::Day;
use huitou::domain::figures::CountingRule;
use huitou::domain::goods::{Buyer, PriceDraft, PriceListDraft, ProductDraft};
use huitou::domain::intern::Index;
use huitou::domain::loyalty::{Booking, Gift, GiftKind, PointsReason, PointsTerms, Rule, RuleId};
use huitou::domain::member::{Membership, PreviewingPast, TierColumn};
use huitou::domain::money::Fen;
use huitou::domain::points::Points;
use huitou::domain::price::Price;
use huitou::domain::price_care::{CutSettings, PriceChange, PriceCut, price_cut};
use huitou::domain::promotion::{Benefit, Step};
use huitou::domain::quantity::Quantity;
use huitou::domain::rate::BasisPoints;
use huitou::domain::shop::Shop;
use huitou::domain::tier::{HandTier, Step as TierStep};
use proptest::prelude::*;

use crate::booked;
use crate::kit::{Phone, acts, customer, numbered};
use crate::support::day;

fn column(shop: &Shop, on: Day, people: usize) -> TierColumn {
    let counting = CountingRule::MergedByDay;
    let mut column = TierColumn::begin(shop, shop.rulebook().timeline(), counting, on);
    while column.step(shop, &shop.history_as_of(on), people) {}
    column
}

/// A phone with rules: tiers since before all orders, points for every yuan, a coupon.
fn with_rules(device: u64) -> Phone {
    let mut phone = Phone::new(device);
    let coupon = Benefit::AmountOff { off_fen: Fen::from_minor(1_000) };
    for rule in [
        Rule::Tiers(booked::policy(day("2024-01-01"))),
        Rule::Points(PointsTerms::usual(day("2024-06-01"))),
        booked::offer(Step::Coupon, Vec::new(), coupon),
    ] {
        phone.run(&Command::set_rule(None, Box::new(rule))).unwrap();
    }
    phone
}

fn offer_of(phone: &Phone) -> RuleId {
    let rules = phone.shop.rulebook();
    let (id, _) = rules.offers().next().unwrap();
    id
}

fn about(who: u32, booking: Booking) -> Command<'static> {
    Command::book(vec![Booked { customer: Some(customer(who)), other: None, booking }])
}

fn fault(fault: BookingFault) -> Refused {
    Refused::NotABooking(fault)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// The column that lists and charts read says of each what his card says.
    #[test]
    fn everybody_stands_in_the_column_where_his_card_says(acts in acts(24), slice in 1usize..9) {
        let mut phone = with_rules(1);
        for act in &acts {
            phone.act(act, &Shop::default());
        }
        let (shop, on) = (&phone.shop, day("2025-06-15"));
        let rules = shop.rulebook();
        let column = column(shop, on, slice);
        for at in 0..shop.customers().len() {
            let person = Index::at(at);
            let is_head = shop.is_known(at) && shop.person_of(person) == person;
            let one = Membership::of(shop, &rules, CountingRule::MergedByDay, person, on);
            let step = one.filter(|_| is_head).map(|member| member.standing.step);
            prop_assert_eq!(column.steps()[at], step, "person {}", at);
        }
    }

    /// Two phones that did different things and then merged say the same of everybody's points.
    #[test]
    fn points_and_coupons_are_one_whichever_way_the_books_came_together(
        ours in acts(10), theirs in acts(10)
    ) {
        let begun = with_rules(1);
        let (mut one, mut two) = (begun.clone(), begun.with(2));
        ours.iter().for_each(|act| one.act(act, &Shop::default()));
        theirs.iter().for_each(|act| two.act(act, &Shop::default()));
        let (first, second) = (one.shop.clone(), two.shop.clone());
        one.run(&Command::Merge(&second)).unwrap();
        two.run(&Command::Merge(&first)).unwrap();
        let on = day("2025-07-01");
        prop_assert_eq!(said_of_all(&one.shop, on), said_of_all(&two.shop, on));
        let codes: Vec<_> = one.shop.codes().map(|code| code.key()).collect();
        let apart: BTreeSet<_> = codes.iter().collect();
        // Two phones can draw the same code, of which nothing is known before they meet: it takes
        // a million million draws.
        prop_assert_eq!(apart.len(), codes.len());
    }

    /// The preview of the act says what the act then does.
    #[test]
    fn past_orders_earn_what_their_preview_said(acts in acts(16)) {
        let mut phone = with_rules(1);
        acts.iter().for_each(|act| phone.act(act, &Shop::default()));
        let days = (day("2023-01-01"), day("2024-05-31"));
        let today = phone.now().today.plus(1);
        let sums = |shop: &Shop| -> i64 {
            everybody(shop).map(|at| owned(shop, at, today)).sum()
        };
        let before = sums(&phone.shop);
        let rules = phone.shop.rulebook();
        if rules.points_on(today).is_none_or(|(_, terms)| !terms.is_on) {
            return Ok(());
        }
        let counting = CountingRule::MergedByDay;
        let Some(mut preview) = PreviewingPast::begin(&phone.shop, &rules, counting, days, today)
        else {
            return Ok(());
        };
        while preview.step(&phone.shop, &rules, 3) {}
        let (first, last) = days;
        let booking = Booking::PastOrdersEarn { first, last };
        phone.run(&Command::book(vec![Booked { customer: None, other: None, booking }])).unwrap();
        prop_assert_eq!(sums(&phone.shop) - before, preview.totals().earns.points.number());
    }
}

fn everybody(shop: &Shop) -> impl Iterator<Item = Index> + '_ {
    let is_head =
        |at: &usize| shop.is_known(*at) && shop.person_of(Index::at(*at)).position() == *at;
    (0..shop.customers().len()).filter(is_head).map(Index::at)
}

/// What somebody has less what he owes.
fn owned(shop: &Shop, at: Index, on: Day) -> i64 {
    let replay = shop.points_of(&shop.rulebook(), CountingRule::MergedByDay, at, on);
    // The very rules may have been taken back.
    replay.map_or(0, |it| it.ledger.balance().number() - it.ledger.debt().number())
}

/// By the key of each: points, and coupons with what became of them.
fn said_of_all(shop: &Shop, on: Day) -> BTreeSet<String> {
    let rules = shop.rulebook();
    everybody(shop)
        .map(|at| {
            let key = &shop.customers()[at.position()];
            let mut coupons: Vec<String> = shop
                .coupons_of(&rules, at, on)
                .into_iter()
                .map(|held| format!("{} {:?}", held.code, held.life.life))
                .collect();
            coupons.sort();
            format!("{key:?} {} {coupons:?}", owned(shop, at, on))
        })
        .collect()
}

#[test]
fn a_tier_by_hand_needs_a_tier_and_a_reason() {
    let mut phone = with_rules(1);
    phone.import(&[&numbered(1, 3)]).unwrap();
    let today = phone.now().today;
    let tier = |step, reason: &str, last_day| Booking::TierGiven {
        tier: HandTier {
            step: TierStep::at(step),
            first_day: today,
            last_day,
            hold_down: false,
            reason: reason.to_owned(),
            author: String::new(),
        },
    };
    for (booking, refused, rule) in [
        (tier(2, "朋友", None), None, "with a reason"),
        (tier(2, " ", None), Some(BookingFault::NoReason), "without one"),
        (tier(3, "朋友", None), Some(BookingFault::NoSuchTier), "above the highest"),
        (
            tier(1, "朋友", Some(today.plus(-9))),
            Some(BookingFault::EndsBeforeItBegins),
            "it ends before it begins",
        ),
    ] {
        let went = phone.run(&about(1, booking)).err();
        assert_eq!(went, refused.map(fault), "{rule}");
    }
    let rules = phone.shop.rulebook();
    let on = phone.now().today;
    let at = phone.shop.tables().customers.find_ref(&customer(1)).unwrap();
    let member = Membership::of(&phone.shop, &rules, CountingRule::MergedByDay, at, on).unwrap();
    assert_eq!((member.standing.step, member.standing.by_hand), (TierStep::at(2), true));
    assert_eq!(member.standing.computed, TierStep::LOWEST, "the computed one stands beside it");
}

#[test]
fn rules_that_have_begun_stay() {
    let mut phone = with_rules(1);
    let begun = phone.shop.rulebook().policies()[0].0;
    let today = phone.now().today.plus(1);
    let policy = |on: Day| Box::new(Rule::Tiers(booked::policy(on)));
    for (command, refused, rule) in [
        (
            Command::set_rule(Some(begun), policy(today)),
            Some(BookingFault::HasBegun),
            "one that acts since long",
        ),
        (Command::remove_rule(begun), Some(BookingFault::HasBegun), "nor is it taken out"),
        (
            Command::set_rule(None, policy(today.plus(-9))),
            Some(BookingFault::HasBegun),
            "a second one does not look back",
        ),
        (Command::set_rule(None, policy(today.plus(9))), None, "a second one begins later"),
        (
            Command::set_rule(Some(begun), Box::new(Rule::Points(PointsTerms::usual(today)))),
            Some(BookingFault::OtherKind),
            "tiers never become points",
        ),
    ] {
        assert_eq!(phone.run(&command).err(), refused.map(fault), "{rule}");
    }
    let rules = phone.shop.rulebook();
    let planned = rules.policies().last().unwrap().0;
    assert!(phone.run(&Command::remove_rule(planned)).is_ok(), "one that has not begun goes");
    assert_eq!(phone.shop.rulebook().policies().len(), 1);
    assert_eq!(phone.shop.history_of_rule(planned).len(), 2, "and what was said of it stays");
}

#[test]
fn spending_points_never_takes_more_than_there_are() {
    let mut phone = with_rules(1);
    phone.import(&[&numbered(1, 3)]).unwrap();
    let gift = Rule::Gift(Gift {
        name: "杯子".to_owned(),
        is_on: true,
        points: 300,
        kind: GiftKind::Goods { stock: Some(1), cost_fen: None },
    });
    phone.run(&Command::set_rule(None, Box::new(gift))).unwrap();
    let (gift, _) = phone.shop.rulebook().gifts().map(|(id, it)| (id, it.points)).next().unwrap();
    let spend = |points, gift| Booking::PointsSpent {
        points: Points::new(points),
        gift,
        note: String::new(),
    };
    let give = |points| Booking::PointsGiven {
        points: Points::new(points),
        last_day: None,
        reason: PointsReason::Adjusted,
        note: String::new(),
    };
    let at = phone.shop.tables().customers.find_ref(&customer(1)).unwrap();
    let has = owned(&phone.shop, at, phone.now().today.plus(1));
    phone.run(&about(1, give(700 - has))).unwrap();
    let too_few = |available| BookingFault::TooFewPoints { available: Points::new(available) };
    for (booking, refused, rule) in [
        (spend(701, None), Some(too_few(700)), "one more than there are"),
        (spend(0, None), Some(BookingFault::BadPoints), "none"),
        (spend(299, Some(gift)), Some(BookingFault::NoSuchOffer), "not what the gift takes"),
        (spend(300, Some(gift)), None, "the gift"),
        (spend(300, Some(gift)), Some(BookingFault::OutOfStock), "there was one"),
        (spend(400, None), None, "all the rest"),
        (spend(1, None), Some(too_few(0)), "nothing is left"),
    ] {
        assert_eq!(phone.run(&about(1, booking)).err(), refused.map(fault), "{rule}");
    }
    assert_eq!(owned(&phone.shop, at, phone.now().today), 0);
    assert_eq!(phone.shop.gift_stock(gift), Some(0));
}

#[test]
fn coupons_are_given_once_each_and_taken_back_once() {
    let mut phone = with_rules(1);
    phone.import(&[&numbered(1, 3)]).unwrap();
    let offer = offer_of(&phone);
    let to = vec![customer(1), customer(2), customer(1)];
    phone.run(&Command::issue_coupons(offer, to, 3)).unwrap();
    let rules = phone.shop.rulebook();
    let on = phone.now().today;
    let held = |phone: &Phone, who| {
        let at = phone.shop.tables().customers.find_ref(&customer(who)).unwrap();
        phone.shop.coupons_of(&rules, at, phone.now().today)
    };
    assert_eq!((held(&phone, 1).len(), held(&phone, 2).len()), (1, 1), "one each");
    assert_eq!(phone.shop.bearer_coupons(&rules, on).len(), 3);
    let coupon = held(&phone, 1)[0].coupon;
    let void = |reason: &str| Booking::CouponVoided { coupon, reason: reason.to_owned() };
    for (who, booking, refused, rule) in [
        (1, void(""), Some(BookingFault::NoReason), "without a reason"),
        (2, void("x"), Some(BookingFault::NoSuchCoupon), "another one's"),
        (1, void("发错了"), None, "his"),
        (1, void("发错了"), Some(BookingFault::NoSuchCoupon), "only once"),
    ] {
        assert_eq!(phone.run(&about(who, booking)).err(), refused.map(fault), "{rule}");
    }
    assert!(!held(&phone, 1)[0].is_usable());
    let other = Command::issue_coupons(booked::rule_id(99), vec![], 1);
    assert_eq!(phone.run(&other).err(), Some(fault(BookingFault::NoSuchOffer)));
}

/// A good of the test's files with a price.
fn good(sku: &str, yuan: i64) -> Rule {
    Rule::Product(ProductDraft {
        sku: sku.to_owned(),
        name: sku.to_owned(),
        base: Some(PriceDraft::flat(Fen::from_minor(yuan * 100))),
        ..ProductDraft::default()
    })
}

#[test]
fn a_good_has_one_rule_and_its_prices_a_history() {
    let mut phone = Phone::new(1);
    for yuan in [25, 20, 20, 18] {
        phone.run(&Command::set_rule(None, Box::new(good("A12", yuan)))).unwrap();
    }
    assert_eq!(phone.shop.rulebook().products().count(), 1, "by its number");
    let on = phone.now().today;
    let prices = |on: Day| -> Vec<i64> {
        let changes = phone.shop.price_changes("A12", on).into_iter();
        let price = |change: PriceChange| change.price.and_then(|it| it.at(Quantity::ONE));
        changes.filter_map(price).map(|fen| fen.minor() / 100).collect()
    };
    assert_eq!(prices(on), [25, 20, 18], "the same price again is no change");
    assert_eq!(prices(on.plus(-2)), [25, 20], "as of the day before the last one");
    assert_eq!(phone.shop.price_changes("B", on), []);
}

/// E23 on a book: market 25, private 20, best 18; and PR8, who paid more lately.
#[test]
fn own_prices_stand_in_the_price_book_and_price_cuts_find_who_paid_more() {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(1, 4)]).unwrap();
    let lines = phone.shop.past_lines(None, phone.now().today);
    let sku = lines[0].sku.to_string();
    phone.run(&Command::set_rule(None, Box::new(good(&sku, 25)))).unwrap();
    let list = Rule::PriceList(PriceListDraft {
        name: "老客户".to_owned(),
        prices: vec![(sku.clone(), PriceDraft::flat(Fen::from_minor(2_000)))],
        ..PriceListDraft::default()
    });
    phone.run(&Command::set_rule(None, Box::new(list))).unwrap();
    let (list, _) =
        phone.shop.rulebook().price_lists().map(|(id, it)| (id, it.clone())).next().unwrap();
    phone.run(&about(1, Booking::InPriceList { list: Some(list) })).unwrap();
    let own = Some(PriceDraft::flat(Fen::from_minor(1_800)));
    phone.run(&about(2, Booking::OwnPrice { sku: sku.clone(), price: own })).unwrap();
    let (rules, on) = (phone.shop.rulebook(), phone.now().today);
    let book = phone.shop.price_book(&rules, on);
    let pays = |who: u32| {
        let at = phone.shop.tables().customers.find_ref(&customer(who)).unwrap();
        let (name, list) = (phone.shop.buyer_name(at), phone.shop.price_list_of(at, on));
        let list = list.map(|id| id.to_string());
        let buyer = Buyer { customer: Some(&name), list: list.as_deref(), ..Buyer::default() };
        let layers = book.layers(&sku, &buyer, on);
        layers.unit_price(Quantity::ONE, None, BasisPoints::ONE).unwrap().unit_fen.minor()
    };
    assert_eq!([pays(1), pays(2), pays(3)], [2_000, 1_800, 2_500]);

    // Each of the three bought for 1 yuan; who paid more than half a yuan is told.
    let product = book.product(&sku).unwrap();
    let half = Price::flat(Fen::from_minor(50)).unwrap();
    let day = lines.iter().map(|line| line.day).max().unwrap();
    let settings = CutSettings::default();
    let cut = price_cut(product, &half, &phone.shop.past_lines(Some(&sku), day), settings, day);
    let PriceCut::OnSale(paid_more) = cut else { panic!("it is on sale") };
    assert_eq!(paid_more.len(), 3, "each of them once");
}
