//! What one customer pays and is quoted, as the book says it: nothing of anybody else, and nothing
//! goes out below the limit before somebody else agreed.

use huitou::domain::command::{Booked, BookingFault, Command, Refused};
use huitou::domain::figures::CountingRule;
use huitou::domain::goods::{PriceDraft, PriceListDraft, ProductDraft};
use huitou::domain::intern::Index;
use huitou::domain::loyalty::{Booking, QuotedLine, QuotingTerms, Rule, RuleId};
use huitou::domain::member::{BuyerPrices, GatheringPrices, GivenQuote, GivenState, OnLists};
use huitou::domain::money::Fen;
use huitou::domain::price::Layer;
use huitou::domain::quantity::Quantity;
use huitou::domain::quote_sheet::{QuoteLayer, QuoteState};
use huitou::domain::rate::BasisPoints;
use uuid::Uuid;

use crate::kit::{Phone, customer, numbered};

fn about(who: u32, booking: Booking) -> Command<'static> {
    Command::book(vec![Booked { customer: Some(customer(who)), other: None, booking }])
}

fn flat(minor: i64) -> PriceDraft {
    PriceDraft::flat(Fen::from_minor(minor))
}

/// A shop with one good for 25, a private list with it for 20, and two who have it for 18 and 19.
fn phone() -> (Phone, RuleId) {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(1, 4)]).unwrap();
    let good = ProductDraft {
        sku: "A12".to_owned(),
        name: "水晶杯".to_owned(),
        unit: "个".to_owned(),
        base: Some(flat(2_500)),
        ..ProductDraft::default()
    };
    phone.run(&Command::set_rule(None, Box::new(Rule::Product(good)))).unwrap();
    let prices = vec![("A12".to_owned(), flat(2_000))];
    let list = PriceListDraft { name: "老客户".to_owned(), prices, ..PriceListDraft::default() };
    phone.run(&Command::set_rule(None, Box::new(Rule::PriceList(list)))).unwrap();
    let list = phone.shop.rulebook().price_lists().next().unwrap().0;
    for (who, minor) in [(1, 1_800), (2, 1_900)] {
        let price = Some(flat(minor));
        phone.run(&about(who, Booking::OwnPrice { sku: "A12".to_owned(), price })).unwrap();
    }
    (phone, list)
}

fn at(phone: &Phone, who: u32) -> Index {
    phone.shop.tables().customers.find_ref(&customer(who)).unwrap()
}

fn prices(phone: &Phone, who: u32) -> BuyerPrices {
    let (rules, on) = (phone.shop.rulebook(), phone.now().today);
    BuyerPrices::of(&phone.shop, &rules, CountingRule::MergedByDay, at(phone, who), on)
}

fn gathered(phone: &Phone, events: usize) -> OnLists {
    let mut gathering = GatheringPrices::default();
    while gathering.step(&phone.shop, events, phone.now().today) {}
    gathering.finish()
}

#[test]
fn prices_of_one_hold_nothing_of_another() {
    let (mut phone, list) = phone();
    phone.run(&about(3, Booking::InPriceList { list: Some(list) })).unwrap();
    for (who, minor, layer, other) in [
        (1, 1_800, Layer::Own, "Fen(1900)"),
        (2, 1_900, Layer::Own, "Fen(1800)"),
        (3, 2_000, Layer::Private, "Fen(1800)"),
    ] {
        let prices = prices(&phone, who);
        let row = prices.row("A12").unwrap();
        let step = row.steps()[0];
        assert_eq!((step.unit_fen.minor(), step.layer), (minor, QuoteLayer::InForce(layer)));
        assert!(!format!("{prices:?}").contains(other), "{who} knows {other}");
    }
    let found = gathered(&phone, 1);
    assert_eq!(found, gathered(&phone, 100), "however many are looked at in one go");
    assert_eq!(found.people.get(&list), Some(&vec![at(&phone, 3)]));
    assert_eq!(found.own.get("A12"), Some(&2));

    phone.run(&about(3, Booking::InPriceList { list: None })).unwrap();
    phone.run(&about(1, Booking::OwnPrice { sku: "A12".to_owned(), price: None })).unwrap();
    let found = gathered(&phone, 7);
    assert_eq!((found.people.get(&list), found.own.get("A12")), (None, Some(&1)));
    let step = prices(&phone, 1).row("A12").unwrap().steps()[0];
    assert_eq!((step.unit_fen.minor(), step.layer), (2_500, QuoteLayer::InForce(Layer::Base)));
    assert_eq!(prices(&phone, 1).dearer_with("A12", &flat(2_600)).len(), 1);
}

#[test]
fn a_quote_below_the_limit_waits_for_somebody_else() {
    let (mut phone, _) = phone();
    let terms =
        QuotingTerms { author: "小陈".to_owned(), limit: BasisPoints::new(500), valid_days: 7 };
    phone.run(&Command::set_rule(None, Box::new(Rule::Quoting(terms.clone())))).unwrap();
    assert_eq!(phone.shop.rulebook().quoting(), terms, "one rule, whoever writes it");
    let on = phone.now().today;
    let line = QuotedLine {
        sku: "A12".to_owned(),
        name: "水晶杯".to_owned(),
        unit: "个".to_owned(),
        price: flat(2_000),
        quantity: Quantity::from_thousandths(3_000),
    };
    let quoted = |needs_approval| Booking::Quoted {
        lines: vec![line.clone()],
        valid_until: Some(on.plus(6)),
        author: "小陈".to_owned(),
        needs_approval,
        note: "含税".to_owned(),
    };
    phone.run(&about(3, quoted(true))).unwrap();
    let quotes = |phone: &Phone| -> Vec<GivenQuote> {
        phone.shop.quotes_of(at(phone, 3), phone.now().today)
    };
    let waiting = quotes(&phone).remove(0);
    let sheet = waiting.sheet("3", "林姐");
    assert!(!sheet.may_go_out() && waiting.waits(), "PP7");
    assert_eq!(sheet.total(), Some(Fen::from_minor(6_000)));
    let approved = |act: Uuid, by: &str| Booking::QuoteApproved { quote: act, by: by.to_owned() };
    for (who, act, by, fault, rule) in [
        (3, waiting.act, " ", BookingFault::NoReason, "nobody"),
        (3, waiting.act, "小陈 ", BookingFault::ByAuthor, "the author himself"),
        (3, Uuid::from_u128(4), "老板", BookingFault::NoSuchQuote, "no such quote"),
        (1, waiting.act, "老板", BookingFault::NoSuchQuote, "somebody else's quote"),
    ] {
        let done = phone.run(&about(who, approved(act, by)));
        assert_eq!(done.err(), Some(Refused::NotABooking(fault)), "{rule}");
    }
    phone.run(&about(3, approved(waiting.act, "老板"))).unwrap();
    let now = quotes(&phone).remove(0);
    assert!(matches!(&now.state, GivenState::Approved { by, .. } if by == "老板"));
    let sheet = now.sheet("3", "林姐");
    assert!(sheet.may_go_out() && matches!(sheet.state(), QuoteState::Approved { .. }));
    let again = phone.run(&about(3, approved(waiting.act, "老板")));
    assert_eq!(again.err(), Some(Refused::NotABooking(BookingFault::NoSuchQuote)), "once");

    // A second one, inside the limit; the latest comes first, and is over after its last day.
    phone.run(&about(3, quoted(false))).unwrap();
    let both = quotes(&phone);
    assert_eq!((both.len(), &both[0].state), (2, &GivenState::Open));
    assert!(!both[0].has_ended(on.plus(6)) && both[0].has_ended(on.plus(7)));
    assert_eq!(quotes(&phone)[1].act, waiting.act);
}
