//! Price care reads the book in slices: what it gathers is what the book says, however large the
//! slices are.

use std::sync::Arc;

use huitou::domain::command::{Booked, Command};
use huitou::domain::goods::{PriceDraft, PriceListDraft, ProductDraft, SaleState};
use huitou::domain::loyalty::{Booking, Rule};
use huitou::domain::member::{CareFacts, CareWarning, GatheringCare, GoodWord};
use huitou::domain::money::Fen;
use huitou::domain::price_care::PastLine;

use crate::booked;
use crate::kit::{Phone, acts, customer, numbered};
use crate::support::day;
use huitou::domain::shop::Shop;
use proptest::prelude::*;

fn gathered(shop: &Shop, on: huitou::domain::day::Day, places: usize) -> CareFacts {
    let mut gathering = GatheringCare::begin(shop.rulebook(), on, shop.last_day(), None);
    while gathering.step(shop, places) {}
    gathering.finish(shop)
}

fn priced(sku: &str, name: &str, minor: i64) -> ProductDraft {
    ProductDraft {
        sku: sku.to_owned(),
        name: name.to_owned(),
        base: Some(PriceDraft::flat(Fen::from_minor(minor))),
        ..ProductDraft::default()
    }
}

fn set(phone: &mut Phone, draft: ProductDraft) {
    phone.run(&Command::set_rule(None, Box::new(Rule::Product(draft)))).unwrap();
}

fn texts(lines: &[PastLine]) -> Vec<String> {
    let mut texts: Vec<String> = lines.iter().map(|line| format!("{line:?}")).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn what_is_gathered_is_what_the_book_says() {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(1, 9)]).unwrap();
    let sku = phone.shop.past_lines(None, phone.now().today)[0].sku.to_string();
    set(&mut phone, priced(&sku, &sku, 2_500));
    set(&mut phone, priced("B", "B", 900));
    let list = Rule::PriceList(PriceListDraft {
        name: "老客户".to_owned(),
        prices: vec![(sku.clone(), PriceDraft::flat(Fen::from_minor(2_000)))],
        ..PriceListDraft::default()
    });
    phone.run(&Command::set_rule(None, Box::new(list))).unwrap();
    for minor in [1_700, 1_800] {
        let price = Some(PriceDraft::flat(Fen::from_minor(minor)));
        let booking = Booking::OwnPrice { sku: sku.clone(), price };
        let about = Booked { customer: Some(customer(2)), other: None, booking };
        phone.run(&Command::book(vec![about])).unwrap();
    }
    set(&mut phone, priced(&sku, &sku, 2_200));
    let (shop, on) = (&phone.shop, phone.now().today);
    for places in [1, 3, 1_000] {
        let facts = gathered(shop, on, places);
        assert_eq!(*facts.book(), shop.price_book(&shop.rulebook(), on), "slices of {places}");
        assert_eq!(facts.changes(&sku), shop.price_changes(&sku, on));
        assert_eq!(facts.history(&sku).len(), 2, "25, then 22");
        let lines = shop.past_lines(Some(&sku), on);
        assert_eq!(texts(&facts.lines(&sku, facts.days())), texts(&lines));
        assert_eq!(facts.skus().len(), 2, "one was never sold");
        let mut only =
            GatheringCare::begin(shop.rulebook(), on, shop.last_day(), Some(sku.as_str().into()));
        while only.step(shop, places) {}
        let only = only.finish(shop);
        assert_eq!(texts(&only.lines(&sku, only.days())), texts(&lines), "asked for alone");
    }
}

/// A book whose last file is old has goods all the same: they were gone once, as two years were
/// counted back from the day on which one looks.
#[test]
fn old_files_have_goods_too() {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(1, 5)]).unwrap();
    let now = gathered(&phone.shop, phone.now().today, 64);
    let later = gathered(&phone.shop, phone.now().today.plus(4 * 365), 64);
    assert!(!now.skus().is_empty());
    assert_eq!(later.skus(), now.skus());
}

/// Orders that give names alone are those of the good that is called so, unless two are.
#[test]
fn names_lead_to_the_good_that_has_them() {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(1, 5)]).unwrap();
    let name = phone.shop.past_lines(None, phone.now().today)[0].sku.to_string();
    set(&mut phone, priced("A1", &name, 2_500));
    let on = phone.now().today;
    let facts = gathered(&phone.shop, on, 64);
    assert_eq!(facts.lines("A1", facts.days()).len(), 4);
    assert_eq!(facts.skus(), [Arc::from("A1")]);
    assert_eq!(facts.words("A1"), [GoodWord::Item(name.as_str().into())], "as orders say it");
    assert_eq!(facts.words("never sold"), [GoodWord::Sku("never sold".into())]);
    set(&mut phone, priced("A2", &name, 2_500));
    let facts = gathered(&phone.shop, phone.now().today, 64);
    assert_eq!(facts.lines("A1", facts.days()), [], "it may be either");
    assert_eq!(facts.skus().len(), 3, "so it stands for itself");
}

/// PR8, PR11, PR13: what is to be warned of, and that what has ended is left alone.
#[test]
fn warnings_of_a_good() {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(1, 5)]).unwrap();
    let with = |minor: i64, cost: i64| ProductDraft {
        cost_fen: Some(Fen::from_minor(cost)),
        ..priced("A1", "石榴汁", minor)
    };
    let warned = |phone: &Phone| {
        let facts = gathered(&phone.shop, phone.now().today, 64);
        facts.judge(&"A1".into()).warnings().to_vec()
    };
    set(&mut phone, priced("A1", "石榴汁", 2_500));
    assert_eq!(warned(&phone), [], "nobody knows what it costs");
    set(&mut phone, with(2_500, 1_500));
    assert_eq!(warned(&phone), [], "PR13: enough is left");
    set(&mut phone, with(2_500, 2_300));
    assert_eq!(warned(&phone), [CareWarning::ThinMargin], "under a tenth");
    set(&mut phone, with(2_500, 2_600));
    assert_eq!(warned(&phone), [CareWarning::BelowCost]);
    let own = Some(PriceDraft::flat(Fen::from_minor(1_000)));
    let booking = Booking::OwnPrice { sku: "A1".to_owned(), price: own };
    let about = Booked { customer: Some(customer(2)), other: None, booking };
    set(&mut phone, with(2_500, 1_500));
    phone.run(&Command::book(vec![about])).unwrap();
    assert_eq!(warned(&phone), [CareWarning::BelowCost], "for one customer");
    set(&mut phone, with(2_000, 900));
    assert_eq!(warned(&phone), [], "it fell, but nobody had bought");
    set(&mut phone, with(2_400, 900));
    assert!(matches!(warned(&phone)[..], [CareWarning::Moves(_)]), "PR11: down and up");
    let ended = SaleState::EndedOn(phone.now().today);
    set(&mut phone, ProductDraft { sale: ended, ..with(2_000, 2_600) });
    assert_eq!(warned(&phone), [], "PR8: what has ended may go for less");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Whatever was done to a book, its lines are gathered as they are.
    #[test]
    fn lines_of_any_book(acts in acts(24), places in 1usize..9) {
        let mut phone = Phone::new(1);
        phone.run(&Command::set_rule(None, Box::new(Rule::Tiers(booked::policy(day("2024-01-01"))))))
            .unwrap();
        for act in &acts {
            phone.act(act, &Shop::default());
        }
        let (shop, on) = (&phone.shop, day("2025-06-15"));
        let facts = gathered(shop, on, places);
        let all: Vec<PastLine> =
            facts.skus().iter().flat_map(|sku| facts.lines(sku, facts.days())).collect();
        prop_assert_eq!(texts(&all), texts(&shop.past_lines(None, on)));
    }
}
