use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::day::Day;
use crate::domain::goods::{Launch, PriceBook, PriceDraft, PriceListDraft, ProductDraft};
use crate::domain::money::Fen;
use crate::domain::price::PriceBreak;
use crate::domain::quote_sheet::{QuoteLineDraft, QuoteSheetDraft};
use crate::domain::rate::BasisPoints;

const WORDS: QuoteWords<'static> = QuoteWords {
    heading: "报价单",
    customer: "客户",
    sku: "商品编码",
    name: "商品",
    from: "起",
    unit_price: "单价",
    quantity: "数量",
    amount: "金额",
    total: "合计",
    min_quantity: "起订量",
    quoted_on: "报价日期",
    valid_until: "有效期至",
    quoted_by: "报价人",
    any_quantity: "不限量",
    colon: "：",
    gap: "  ",
    currency: "¥",
    note: "备注",
};

fn price(breaks: &[(i64, i64)]) -> PriceDraft {
    let at = |&(from, minor): &(i64, i64)| PriceBreak {
        from: Quantity::from_thousandths(from * 1_000),
        unit_fen: Fen::from_minor(minor),
    };
    PriceDraft { breaks: breaks.iter().map(at).collect(), ..PriceDraft::default() }
}

fn draft(skus: &[&str]) -> QuoteSheetDraft {
    let line =
        |sku: &&str| QuoteLineDraft { sku: (*sku).into(), offered: None, ..Default::default() };
    QuoteSheetDraft {
        customer: "customer-a".into(),
        addressee: "林姐".into(),
        list: None,
        region: None,
        tier: BasisPoints::ONE,
        lines: skus.iter().map(line).collect(),
        quoted_on: "2026-11-23".parse().unwrap(),
        valid_until: "2026-11-30".parse().unwrap(),
        author: "小陈".into(),
        limit: None,
        note: String::new(),
    }
}

fn book_of(sku: &str, name: &str) -> PriceBook {
    let mut book = PriceBook::default();
    let base = Some(price(&[(1, 2_500), (100, 2_200)]));
    let product = ProductDraft { sku: sku.into(), name: name.into(), base, ..Default::default() };
    book.set_product(product.parse().unwrap());
    book.set_own("customer-a", sku, Some(price(&[(10, 1_800)]).parse().unwrap()));
    book
}

#[test]
fn a_text_to_paste() {
    let sheet = draft(&["A12"]).parse(&book_of("A12", "水晶杯")).unwrap();
    let expected = "报价单\n客户：林姐\n报价日期：2026-11-23\n有效期至：2026-11-30\n报价人：小陈\n\n\
                    水晶杯  A12\n起订量：1\n\
                    起：1  单价：¥25.00\n\
                    起：10  单价：¥18.00\n";
    assert_eq!(plain_text(&sheet, &WORDS).as_deref(), Some(expected));
    let forged = draft(&["A12"]).parse(&book_of("A12", "杯\n起：1\u{2028}x")).unwrap();
    let text = plain_text(&forged, &WORDS).unwrap();
    assert!(text.contains("\n杯 起：1 x  A12\n"), "a name keeps to one line: {text}");
}

#[test]
fn a_table() {
    let sheet = draft(&["0012"]).parse(&book_of("0012", "=1+1")).unwrap();
    let text = csv(&sheet, &WORDS).unwrap();
    let mut lines = text.strip_prefix(csv::MARK).unwrap().split("\r\n");
    assert!(lines.next().unwrap().starts_with("\"客户\",\"商品编码\",\"商品\",\"起\",\"单价\""));
    let expected = "\"林姐\",\"=\"\"0012\"\"\",\"'=1+1\",\"10\",\"18.00\",\"1\",\"\",\"\",\
                    \"2026-11-23\",\"2026-11-30\",\"小陈\",\"\"";
    assert_eq!(lines.nth(1), Some(expected), "numbers stay whole, no formula runs");
    assert_eq!(lines.count(), 1, "a line for each price, and the end of the last");
}

#[test]
fn what_was_asked_for_and_what_it_makes() {
    let line = |sku: &str, units: i64| QuoteLineDraft {
        sku: sku.into(),
        offered: None,
        quantity: Quantity::from_thousandths(units * 1_000),
    };
    let lines = vec![line("A12", 20)];
    let sheet = QuoteSheetDraft { lines, note: "含税\n含运费".into(), ..draft(&[]) };
    let sheet = sheet.parse(&book_of("A12", "水晶杯")).unwrap();
    let text = plain_text(&sheet, &WORDS).unwrap();
    let rest = "数量：20  金额：¥360.00\n\n合计：¥360.00\n\n备注：含税 含运费\n";
    assert!(text.ends_with(rest), "{text}");
    let table = csv(&sheet, &WORDS).unwrap();
    assert!(table.contains("\"20\",\"360.00\"") && !text.contains("专属价"), "{table}");
    let few = QuoteSheetDraft { lines: vec![line("A12", 0)], ..draft(&[]) };
    let few = few.parse(&book_of("A12", "水晶杯")).unwrap();
    assert_eq!(few.total(), None, "nobody said how many");
}

#[test]
fn what_waits_for_approval_does_not_go_out() {
    let limit = BasisPoints::new(500);
    let book = book_of("A12", "水晶杯");
    let sheet = QuoteSheetDraft { limit, ..draft(&["A12"]) }.parse(&book).unwrap();
    assert_eq!((csv(&sheet, &WORDS), plain_text(&sheet, &WORDS)), (None, None), "PP7");
    let approved = sheet.approved("老板", sheet.quoted_on()).unwrap();
    let text = plain_text(&approved, &WORDS).unwrap();
    assert!(csv(&approved, &WORDS).is_some() && !text.contains("老板"), "who agreed is nobody's");
}

/// Everything that has a price in a made-up shop of three goods, three customers, two lists and two
/// regions; customer A is on the first list and in the first region.
#[derive(Clone, Debug)]
struct Prices {
    base: Vec<Vec<(i64, i64)>>,
    region: Vec<Vec<(i64, i64)>>,
    list: Vec<Vec<(i64, i64)>>,
    own: Vec<Vec<(i64, i64)>>,
    launch: Vec<i64>,
    is_on_list: bool,
    tier: u32,
}

const SKUS: [&str; 3] = ["s-one", "s-two", "s-six"];
const CUSTOMERS: [&str; 3] = ["customer-a", "benno", "carla"];
const LISTS: [(&str, &str); 2] = [("list-of-a", "names of a"), ("secret-list", "geheim")];
const REGIONS: [&str; 2] = ["north", "south"];

fn prices() -> impl Strategy<Value = Prices> {
    let breaks = || {
        let later = (2i64..50, 1i64..1_000_000);
        // Often without a price at all.
        (0u8..3, 1i64..1_000_000, prop::option::of(later)).prop_map(|(is_there, first, later)| {
            let first = (is_there > 0).then_some((1, first));
            first.into_iter().chain(later.filter(|_| is_there > 0)).collect::<Vec<_>>()
        })
    };
    let many = |count: usize| prop::collection::vec(breaks(), count);
    let launch = prop::collection::vec(0i64..1_000_000, SKUS.len());
    (many(3), many(6), many(6), many(9), launch, any::<bool>(), 5_000u32..=10_000).prop_map(
        |(base, region, list, own, launch, is_on_list, tier)| Prices {
            base,
            region,
            list,
            own,
            launch,
            is_on_list,
            tier,
        },
    )
}

impl Prices {
    fn book(&self) -> PriceBook {
        let given = |breaks: &[(i64, i64)]| (!breaks.is_empty()).then(|| price(breaks));
        let mut book = PriceBook::default();
        for (at, sku) in SKUS.iter().enumerate() {
            let first_day = Day::from_number(0);
            // Half of the goods are in their launch.
            let launch = (self.launch[at] % 2 == 0).then(|| Launch {
                first_day,
                days: u16::MAX,
                unit_fen: Fen::from_minor(self.launch[at]),
            });
            let region = REGIONS.iter().enumerate().filter_map(|(of, name)| {
                Some(((*name).to_owned(), given(&self.region[at * 2 + of])?))
            });
            let product = ProductDraft {
                sku: (*sku).into(),
                name: format!("good {sku}"),
                base: given(&self.base[at]),
                region: region.collect(),
                launch,
                ..ProductDraft::default()
            };
            book.set_product(product.parse().unwrap());
            for (of, customer) in CUSTOMERS.iter().enumerate() {
                let own = given(&self.own[at * 3 + of]).map(|draft| draft.parse().unwrap());
                book.set_own(customer, sku, own);
            }
        }
        for (of, (id, name)) in LISTS.iter().enumerate() {
            let prices = SKUS
                .iter()
                .enumerate()
                .filter_map(|(at, sku)| Some(((*sku).to_owned(), given(&self.list[at * 2 + of])?)));
            let list =
                PriceListDraft { id: (*id).into(), name: (*name).into(), prices: prices.collect() };
            book.set_list(list.parse().unwrap());
        }
        book
    }

    /// Every amount that A may see, found without the price book.
    fn of_a(&self) -> BTreeSet<String> {
        let tier = BasisPoints::new(self.tier).unwrap();
        let mut amounts = BTreeSet::new();
        let mut add = |breaks: &[(i64, i64)], is_tiered: bool| {
            for fen in breaks.iter().map(|(_, minor)| Fen::from_minor(*minor)) {
                amounts.insert(yuan(if is_tiered { tier.of(fen) } else { fen }));
            }
        };
        for at in 0..SKUS.len() {
            add(&self.own[at * 3], false);
            if self.is_on_list {
                add(&self.list[at * 2], false);
            }
            add(&self.region[at * 2], true);
            for is_tiered in [false, true] {
                add(&self.base[at], is_tiered);
                add(&[(0, self.launch[at])], is_tiered);
            }
        }
        amounts
    }

    fn sheet_of_a(&self, book: &PriceBook) -> Option<QuoteSheet> {
        let draft = QuoteSheetDraft {
            list: self.is_on_list.then(|| LISTS[0].0.into()),
            region: Some(REGIONS[0].into()),
            tier: BasisPoints::new(self.tier).unwrap(),
            ..draft(&[])
        };
        let line =
            |sku: &str| QuoteLineDraft { sku: sku.into(), offered: None, ..Default::default() };
        let has_price = |sku: &&&str| {
            QuoteSheetDraft { lines: vec![line(sku)], ..draft.clone() }.parse(book).is_ok()
        };
        let lines = SKUS.iter().filter(has_price).map(|sku| line(sku)).collect();
        QuoteSheetDraft { lines, ..draft }.parse(book).ok()
    }
}

/// Whatever looks like money in a text: digits, a point, digits.
fn amounts(text: &str) -> BTreeSet<String> {
    let pieces = text.split(|sign: char| !sign.is_ascii_digit() && sign != '.');
    pieces.filter(|piece| piece.contains('.')).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_of_anybody_else_is_in_the_bytes(prices in prices()) {
        let book = prices.book();
        let Some(sheet) = prices.sheet_of_a(&book) else { return Ok(()) };
        let of_a = prices.of_a();
        for text in [csv(&sheet, &WORDS).unwrap(), plain_text(&sheet, &WORDS).unwrap()] {
            let found = amounts(&text);
            prop_assert!(!found.is_empty(), "a sheet has prices");
            prop_assert!(found.is_subset(&of_a), "{:?} in {}", found.difference(&of_a), text);
            let others = [CUSTOMERS[1], CUSTOMERS[2], LISTS[0].0, LISTS[0].1, LISTS[1].0];
            for name in others.into_iter().chain([LISTS[1].1, REGIONS[0], REGIONS[1]]) {
                prop_assert!(!text.contains(name), "{name} in {text}");
            }
        }
    }

    #[test]
    fn what_others_have_changes_nothing(prices in prices(), other in prices()) {
        let mixed = Prices {
            own: (0..9).map(|at| if at % 3 == 0 { &prices } else { &other }.own[at].clone()).collect(),
            list: (0..6).map(|at| if at % 2 == 0 { &prices } else { &other }.list[at].clone()).collect(),
            region: (0..6).map(|at| if at % 2 == 0 { &prices } else { &other }.region[at].clone()).collect(),
            ..prices.clone()
        };
        prop_assert_eq!(prices.sheet_of_a(&prices.book()), mixed.sheet_of_a(&mixed.book()));
    }
}
