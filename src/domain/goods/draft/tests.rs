use super::*;

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn price(breaks: &[(i64, i64)], min_units: i64) -> PriceDraft {
    let at = |&(from, minor): &(i64, i64)| PriceBreak {
        from: Quantity::from_thousandths(from * 1_000),
        unit_fen: fen(minor),
    };
    let min_quantity = Quantity::from_thousandths(min_units * 1_000);
    PriceDraft { breaks: breaks.iter().map(at).collect(), min_quantity }
}

fn draft() -> ProductDraft {
    ProductDraft {
        sku: " A1 ".into(),
        name: "cup".into(),
        base: Some(price(&[(1, 2_500), (10, 2_200)], 0)),
        ..ProductDraft::default()
    }
}

fn launch(minor: i64, days: u16) -> Option<Launch> {
    Some(Launch { first_day: Day::from_number(20_000), days, unit_fen: fen(minor) })
}

#[test]
fn what_is_no_product() {
    use ProductFault as Fault;
    let base = |breaks, min| ProductDraft { base: Some(price(breaks, min)), ..draft() };
    let north = || ("north".to_owned(), price(&[(0, 1)], 0));
    for (draft, faults, rule) in [
        (draft(), vec![], "a good one"),
        (ProductDraft { sku: " ".into(), ..draft() }, vec![Fault::NoSku], "blanks are nothing"),
        (
            ProductDraft { name: String::new(), cost_fen: Some(fen(-1)), ..draft() },
            vec![Fault::NoName, Fault::CostBelowZero],
            "everything at once",
        ),
        (
            base(&[], 0),
            vec![Fault::Price(PriceField::Base, PriceFault::NoBreak)],
            "a price without a break",
        ),
        (base(&[(-1, 5)], 0), vec![Fault::BeginsBelowZero(PriceField::Base)], "a break below 0"),
        (base(&[(1, 5)], -1), vec![Fault::BeginsBelowZero(PriceField::Base)], "a minimum below"),
        (
            ProductDraft { region: vec![north(), north()], ..draft() },
            vec![Fault::SameRegion(1)],
            "a region twice",
        ),
        (
            ProductDraft { region: vec![(" ".into(), price(&[(0, 1)], 0))], ..draft() },
            vec![Fault::NoRegion(0)],
            "a region without a name",
        ),
        (
            ProductDraft { launch: launch(-1, 0), ..draft() },
            vec![Fault::LaunchWithoutDays, Fault::Price(PriceField::Launch, PriceFault::BelowZero)],
            "a launch of no day below 0",
        ),
        (
            ProductDraft { stock: Some(Quantity::from_thousandths(-1)), ..draft() },
            vec![Fault::StockBelowZero],
            "less than nothing left",
        ),
        (
            ProductDraft { min_resale_fen: Some(fen(-1)), ..draft() },
            vec![Fault::ResaleBelowZero],
            "sold on for less than nothing",
        ),
    ] {
        assert_eq!(draft.parse().err().unwrap_or_default(), faults, "{rule}");
    }
}

#[test]
fn what_is_probably_not_meant() {
    use ProductWarning as Warning;
    let base = |breaks, min| ProductDraft { base: Some(price(breaks, min)), ..draft() };
    for (draft, warnings, rule) in [
        (draft(), vec![], "nothing"),
        (ProductDraft { base: None, ..draft() }, vec![Warning::NoPrice], "no price"),
        (
            base(&[(1, 5), (10, 6)], 0),
            vec![Warning::DearerByQuantity(PriceField::Base)],
            "dearer by quantity",
        ),
        (
            base(&[(1, 6), (10, 5)], 10),
            vec![Warning::BreakNeverReached(PriceField::Base)],
            "the first break lies below the minimum",
        ),
        (
            ProductDraft { cost_fen: Some(fen(2_201)), ..draft() },
            vec![Warning::BelowCost(PriceField::Base)],
            "the second break is below cost",
        ),
        (ProductDraft { launch: launch(2_199, 7), ..draft() }, vec![], "a launch discount"),
        (
            ProductDraft { launch: launch(2_200, 7), ..draft() },
            vec![Warning::LaunchNotCheaper],
            "ten pieces cost as much without it",
        ),
        (
            ProductDraft {
                launch: launch(2_000, 7),
                region: vec![("north".into(), price(&[(0, 2_100)], 0))],
                sale: SaleState::EndedOn(Day::from_number(20_006)),
                ..draft()
            },
            vec![Warning::RegionHidesLaunch(0), Warning::EndsInLaunch],
            "region comes before base, also before a launch",
        ),
        (
            ProductDraft { min_resale_fen: Some(fen(2_199)), ..draft() },
            vec![Warning::ResaleBelowBase],
            "agents may undercut the shop",
        ),
    ] {
        assert_eq!(draft.warnings(), warnings, "{rule}");
    }
}
