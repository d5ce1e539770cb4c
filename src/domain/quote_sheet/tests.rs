use proptest::prelude::*;

use super::*;
use crate::domain::goods::{
    Buyer, Launch, PriceBook, PriceDraft, PriceListDraft, ProductDraft, SaleState,
};
use crate::domain::price::{Price, PriceBreak, PriceFault};
use crate::domain::rate::BasisPoints;

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn units(units: i64) -> Quantity {
    Quantity::from_thousandths(units * 1_000)
}

fn bp(number: u32) -> BasisPoints {
    BasisPoints::new(number).unwrap()
}

#[track_caller]
fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn price(breaks: &[(i64, i64)]) -> PriceDraft {
    let at = |&(from, minor): &(i64, i64)| PriceBreak { from: units(from), unit_fen: fen(minor) };
    PriceDraft { breaks: breaks.iter().map(at).collect(), ..PriceDraft::default() }
}

/// E23: market 25, private 20, best 18; and somebody else who has 19.
fn book() -> PriceBook {
    let mut book = PriceBook::default();
    let product = |sku: &str, name: &str, base| ProductDraft {
        sku: sku.into(),
        name: name.into(),
        base,
        ..ProductDraft::default()
    };
    let launch = Some(Launch { first_day: day("2026-11-20"), days: 7, unit_fen: fen(800) });
    for draft in [
        product("cup", "水晶杯", Some(price(&[(0, 2_500)]))),
        product("gu", "顾总定制奖杯", Some(price(&[(1, 10_000), (10, 9_000)]))),
        product("none", "样品", None),
        ProductDraft { launch, ..product("new", "新品", Some(price(&[(0, 1_000)]))) },
        ProductDraft {
            sale: SaleState::EndedOn(day("2026-11-25")),
            ..product("old", "旧款", Some(price(&[(0, 1_000)])))
        },
    ] {
        book.set_product(draft.parse().unwrap());
    }
    let prices = vec![("cup".to_owned(), price(&[(0, 2_000)]))];
    let list = PriceListDraft { id: "vip".into(), name: "私密".into(), prices };
    book.set_list(list.parse().unwrap());
    book.set_own("best", "cup", Some(Price::flat(fen(1_800)).unwrap()));
    book.set_own("other", "cup", Some(Price::flat(fen(1_900)).unwrap()));
    book
}

fn draft(customer: &str, skus: &[&str]) -> QuoteSheetDraft {
    let line =
        |sku: &&str| QuoteLineDraft { sku: (*sku).into(), offered: None, ..Default::default() };
    QuoteSheetDraft {
        customer: customer.into(),
        addressee: "林姐".into(),
        list: None,
        region: None,
        tier: BasisPoints::ONE,
        lines: skus.iter().map(line).collect(),
        quoted_on: day("2026-11-23"),
        valid_until: day("2026-11-30"),
        author: "小陈".into(),
        limit: None,
        note: String::new(),
    }
}

fn offered(sku: &str, breaks: &[(i64, i64)], min_units: i64) -> QuoteLineDraft {
    let offered = PriceDraft { min_quantity: units(min_units), ..price(breaks) };
    QuoteLineDraft { sku: sku.into(), offered: Some(offered), ..Default::default() }
}

fn steps(sheet: &QuoteSheet, row: usize) -> Vec<(i64, i64, QuoteLayer, Option<i64>)> {
    let of = |step: &QuoteStep| {
        let list = step.list_fen.map(Fen::minor);
        (step.from.thousandths() / 1_000, step.unit_fen.minor(), step.layer, list)
    };
    sheet.rows()[row].steps().iter().map(of).collect()
}

#[test]
fn e23_market_25_private_20_best_18() {
    let book = book();
    for (customer, list, unit, layer, below, rule) in [
        ("best", Some("vip"), 1_800, Layer::Own, 2_800, "best 18: 28 %"),
        ("lin", Some("vip"), 2_000, Layer::Private, 2_000, "private 20: 20 %"),
        ("lin", None, 2_500, Layer::Base, 0, "market 25"),
    ] {
        let draft = QuoteSheetDraft { list: list.map(Arc::from), ..draft(customer, &["cup"]) };
        let sheet = draft.parse(&book).unwrap();
        let expected = vec![(0, unit, QuoteLayer::InForce(layer), Some(2_500))];
        assert_eq!(steps(&sheet, 0), expected, "{rule}");
        assert_eq!(sheet.rows()[0].steps()[0].below_list_bp(), Some(below), "{rule}");
        assert_eq!(sheet.state(), &QuoteState::Open, "{rule}: without a limit");
        let all = format!("{sheet:?}");
        for other in [1_800, 1_900, 2_000].into_iter().filter(|other| *other != unit) {
            assert!(!all.contains(&format!("Fen({other})")), "{rule}: never shows {other}");
        }
        assert!(!all.contains("other") && !all.contains("vip"), "{rule}: {all}");
    }
}

#[test]
fn steps_of_a_row() {
    let mut book = book();
    let own = price(&[(1, 9_500), (100, 7_000)]).parse().unwrap().from_quantity(units(20));
    book.set_own("lin", "gu", Some(own));
    let in_force = QuoteLayer::InForce;
    let nine = QuoteSheetDraft { tier: bp(9_000), ..draft("lin", &["gu"]) };
    let typed =
        QuoteSheetDraft { lines: vec![offered("gu", &[(0, 8_000)], 50)], ..draft("lin", &["gu"]) };
    for (draft, expected, rule) in [
        (
            draft("wu", &["gu"]),
            vec![
                (1, 10_000, in_force(Layer::Base), Some(10_000)),
                (10, 9_000, in_force(Layer::Base), Some(9_000)),
            ],
            "breaks of the base price; from 1 on",
        ),
        (
            nine,
            vec![
                (1, 9_000, in_force(Layer::Base), Some(10_000)),
                (10, 8_100, in_force(Layer::Base), Some(9_000)),
                (20, 9_500, in_force(Layer::Own), Some(9_000)),
                (100, 7_000, in_force(Layer::Own), Some(9_000)),
            ],
            "an own price from 20 on, dearer as it is",
        ),
        (
            typed,
            vec![
                (1, 10_000, in_force(Layer::Base), Some(10_000)),
                (10, 9_000, in_force(Layer::Base), Some(9_000)),
                (20, 9_500, in_force(Layer::Own), Some(9_000)),
                (50, 8_000, QuoteLayer::Offered, Some(9_000)),
            ],
            "what is offered comes before the own price",
        ),
    ] {
        let sheet = draft.parse(&book).unwrap();
        assert_eq!(steps(&sheet, 0), expected, "{rule}");
        assert_eq!(sheet.rows()[0].min_quantity(), units(1), "{rule}");
    }
}

#[test]
fn a_price_below_the_limit_needs_approval() {
    let book = book();
    let waits = |rows: &[usize]| QuoteState::NeedsApproval { rows: rows.to_vec() };
    let typed = |minor| vec![offered("cup", &[(0, minor)], 0)];
    for (lines, customer, tier, limit, state, rule) in [
        (typed(2_375), "lin", 10_000, Some(500), QuoteState::Open, "PP7: 5 % below is the limit"),
        (typed(2_374), "lin", 10_000, Some(500), waits(&[0]), "a fen lower is not"),
        (typed(1), "lin", 10_000, None, QuoteState::Open, "no limit"),
        (typed(2_138), "lin", 9_000, Some(500), QuoteState::Open, "of 22.50, as layer 3 gives"),
        (typed(2_137), "lin", 9_000, Some(500), waits(&[0]), "112.5 is 112: limits round down"),
        (typed(2_600), "lin", 10_000, Some(0), QuoteState::Open, "dearer"),
        (
            draft("best", &["cup"]).lines,
            "best",
            10_000,
            Some(500),
            waits(&[0]),
            "an own price, too",
        ),
        (
            vec![draft("lin", &["gu"]).lines.remove(0), offered("none", &[(0, 5)], 0)],
            "lin",
            10_000,
            Some(500),
            waits(&[1]),
            "nothing to compare with",
        ),
    ] {
        let tier = bp(tier);
        let limit = limit.map(bp);
        let draft = QuoteSheetDraft { lines, tier, limit, ..draft(customer, &[]) };
        let sheet = draft.parse(&book).unwrap();
        assert_eq!(sheet.state(), &state, "{rule}");
        assert_eq!(sheet.may_go_out(), state == QuoteState::Open, "{rule}");
    }
}

#[test]
fn approval() {
    let lines = vec![offered("cup", &[(0, 1_000)], 0)];
    let low = QuoteSheetDraft { lines, limit: Some(bp(500)), ..draft("lin", &[]) };
    let waiting = low.parse(&book()).unwrap();
    let on = day("2026-11-24");
    for (by, on, fault, rule) in [
        (" ", on, ApprovalFault::Nobody, "nobody"),
        (" 小陈", on, ApprovalFault::ByAuthor, "the author himself"),
        ("老板", day("2026-11-22"), ApprovalFault::OutsideOfItsDays, "too early"),
        ("老板", day("2026-12-01"), ApprovalFault::OutsideOfItsDays, "too late"),
    ] {
        assert_eq!(waiting.approved(by, on), Err(fault), "{rule}");
    }
    assert!(!waiting.holds_on(on), "PP7: not before somebody agreed");
    let approved = waiting.approved("老板", on).unwrap();
    assert_eq!(approved.state(), &QuoteState::Approved { by: "老板".into(), day: on });
    assert!(approved.holds_on(day("2026-11-30")) && !approved.holds_on(day("2026-12-01")));
    assert_eq!(approved.approved("老板", on), Err(ApprovalFault::AlreadyApproved));
    assert_eq!(approved.rows(), waiting.rows(), "nothing else changes");
    let open = draft("lin", &["cup"]).parse(&book()).unwrap();
    assert_eq!(open.approved("老板", on), Err(ApprovalFault::NotNeeded));
}

#[test]
fn what_is_no_sheet() {
    use QuoteFault as Fault;
    let lines = |lines| QuoteSheetDraft { lines, ..draft("lin", &[]) };
    for (draft, faults, rule) in [
        (draft("lin", &["cup"]), vec![], "a good one"),
        (draft(" ", &["cup"]), vec![Fault::NoCustomer], "a walk-in is quoted nothing"),
        (
            QuoteSheetDraft { addressee: " ".into(), author: String::new(), ..draft("lin", &[]) },
            vec![Fault::NoAddressee, Fault::NoAuthor, Fault::NoLine],
            "everything at once",
        ),
        (
            QuoteSheetDraft { valid_until: day("2026-11-22"), ..draft("lin", &["cup"]) },
            vec![Fault::EndsBeforeItBegins],
            "over before it begins",
        ),
        (
            draft("lin", &["cup", "x", " cup", "none"]),
            vec![Fault::UnknownSku(1), Fault::SameSku(2), Fault::NoPrice(3)],
            "rows",
        ),
        (
            lines(vec![offered("cup", &[], 0)]),
            vec![Fault::Offered(0, PriceFault::NoBreak)],
            "no price",
        ),
        (
            lines(vec![offered("cup", &[(-1, 5)], 0)]),
            vec![Fault::OfferedBeginsBelowZero(0)],
            "begins below 0",
        ),
    ] {
        assert_eq!(draft.parse(&book()).err().unwrap_or_default(), faults, "{rule}");
    }
}

#[test]
fn what_is_probably_not_meant() {
    let lines = |lines| QuoteSheetDraft { lines, ..draft("lin", &[]) };
    for (draft, warnings, rule) in [
        (draft("lin", &["cup"]), vec![], "nothing"),
        (
            draft("lin", &["cup", "new"]),
            vec![QuoteWarning::LaunchEndsEarlier(1, day("2026-11-26"))],
            "a launch price for longer than the launch",
        ),
        (lines(vec![offered("new", &[(0, 700)], 0)]), vec![], "which is not quoted here"),
        (lines(vec![offered("cup", &[(0, 2_501)], 0)]), vec![QuoteWarning::Dearer(0)], "dearer"),
        (draft("lin", &["old"]), vec![QuoteWarning::Ends(0)], "ends before the sheet does"),
    ] {
        assert_eq!(draft.warnings(&book()), warnings, "{rule}");
    }
}

#[test]
fn goods_that_are_called_after_others() {
    let sheet = draft("lin", &["cup", "gu"]).parse(&book()).unwrap();
    for (others, rows, rule) in [
        (vec!["顾总"], vec![1], "PP4: made for somebody else"),
        (vec!["王总", ""], vec![], "nobody; an empty name is in every text"),
        (vec![], vec![], "no others"),
    ] {
        assert_eq!(sheet.rows_that_name(&others), rows, "{rule}");
    }
}

proptest! {
    #[test]
    fn a_sheet_says_what_the_price_book_says(
        breaks in prop::collection::vec(prop::collection::btree_map(0i64..30, 1i64..5_000, 0..4), 3),
        minimums in prop::collection::vec(0i64..20, 3),
        tier in 5_000u32..=10_000,
        limit in 0u32..=10_000,
    ) {
        let mut prices = breaks.iter().zip(&minimums).map(|(breaks, minimum)| {
            let breaks: Vec<(i64, i64)> = breaks.iter().map(|(from, fen)| (*from, *fen)).collect();
            let draft = PriceDraft { min_quantity: units(*minimum), ..price(&breaks) };
            (!breaks.is_empty()).then_some(draft)
        });
        let (base, own, private) =
            (prices.next().unwrap(), prices.next().unwrap(), prices.next().unwrap());
        let mut book = PriceBook::default();
        let product = ProductDraft { sku: "a".into(), name: "n".into(), base, ..Default::default() };
        book.set_product(product.parse().unwrap());
        book.set_own("lin", "a", own.map(|draft| draft.parse().unwrap()));
        let prices = private.map(|draft| ("a".to_owned(), draft)).into_iter().collect();
        let list = PriceListDraft { id: "vip".into(), name: "VIP".into(), prices };
        book.set_list(list.parse().unwrap());

        let (tier, limit) = (bp(tier), bp(limit));
        let on = QuoteSheetDraft {
            list: Some("vip".into()), tier, limit: Some(limit), ..draft("lin", &["a"])
        };
        let sheet = on.parse(&book);
        let buyer = Buyer { customer: Some("lin"), list: Some("vip"), region: None, tier };
        let layers = book.layers("a", &buyer, on.quoted_on);
        let mut is_too_low = false;
        for quantity in (0..40).map(units) {
            let paid = layers.unit_price(quantity, None, tier);
            let usual = layers.of_everybody().unit_price(quantity, None, tier);
            is_too_low |= paid.is_some_and(|paid| usual.is_none_or(|usual| {
                usual.unit_fen.saturating_sub(paid.unit_fen) > limit.at_most_of(usual.unit_fen)
            }));
            let steps = sheet.as_ref().map(|sheet| sheet.rows()[0].steps()).unwrap_or_default();
            let step = steps.iter().rev().find(|step| step.from <= quantity);
            let said = step.map(|step| (step.unit_fen, step.layer, step.list_fen));
            let expected = paid.map(|paid| {
                (paid.unit_fen, QuoteLayer::InForce(paid.layer), layers.list_price(quantity))
            });
            prop_assert_eq!(said, expected);
        }
        prop_assert_eq!(sheet.is_ok_and(|sheet| !sheet.may_go_out()), is_too_low);
    }
}
