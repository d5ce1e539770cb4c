//! Who paid more shortly before a price falls (PR8, PR9).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::PastLine;
use crate::domain::day::{Day, DayRange};
use crate::domain::goods::Product;
use crate::domain::money::Fen;
use crate::domain::price::{Price, line_amount};
use crate::domain::quantity::Quantity;

/// Whom a cut hurts. The source gives no number; ours is a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutSettings {
    /// Who bought in the last so many days, the day of the cut included; 15 by default.
    pub window_days: u32,
}

impl Default for CutSettings {
    fn default() -> CutSettings {
        CutSettings { window_days: 15 }
    }
}

/// Somebody who paid more for a unit than it costs now. Only his lines that cost more are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidMore {
    /// Who.
    pub customer: Arc<str>,
    /// The last day on which he did.
    pub last_day: Day,
    /// How much he bought and kept.
    pub quantity: Quantity,
    /// What he paid for it, less refunds.
    pub paid_fen: Fen,
    /// What he paid less what it costs now: line by line the new price of a unit in that line
    /// times its quantity, rounded once. Above 0.
    pub difference_fen: Fen,
}

impl PaidMore {
    /// What to give him, if anything: the whole difference. A suggestion, not an act.
    #[must_use]
    pub fn suggested_fen(&self) -> Fen {
        self.difference_fen
    }
}

/// Which comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CutOrder {
    /// Who bought last; among those of a day the largest difference.
    #[default]
    NewestFirst,
    /// The largest difference; among equal ones who bought last.
    LargestFirst,
}

impl CutOrder {
    /// Puts rows in this order; ties by customer.
    pub fn sort(self, rows: &mut [PaidMore]) {
        let newest = |row: &PaidMore| Reverse(row.last_day);
        let largest = |row: &PaidMore| Reverse(row.difference_fen);
        match self {
            CutOrder::NewestFirst => rows.sort_by(|a, b| {
                (newest(a), largest(a), &a.customer).cmp(&(newest(b), largest(b), &b.customer))
            }),
            CutOrder::LargestFirst => rows.sort_by(|a, b| {
                (largest(a), newest(a), &a.customer).cmp(&(largest(b), newest(b), &b.customer))
            }),
        }
    }
}

/// What a new price does to those who bought before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceCut {
    /// The good has ended: what is left of it may go for less, nobody is listed (PR8).
    Ended,
    /// It is still on sale: each who paid more, once, in the default order.
    OnSale(Vec<PaidMore>),
}

/// Who paid more for a unit of `product` in the last days up to `as_of` than the new base price
/// asks in a line of that quantity. A line for which the new price does not exist is not compared.
/// What went back wholly is no purchase; whom nobody knows cannot be told.
#[must_use]
pub fn price_cut<'a>(
    product: &Product,
    new_base: &Price,
    lines: impl IntoIterator<Item = &'a PastLine>,
    settings: CutSettings,
    as_of: Day,
) -> PriceCut {
    if !product.sale().is_on_sale(as_of) {
        return PriceCut::Ended;
    }
    let of_it = lines.into_iter().filter(|line| line.sku == *product.sku());
    PriceCut::OnSale(paid_more(new_base, of_it, settings, as_of))
}

/// As [`price_cut`], of lines that are all of one good.
pub(super) fn paid_more<'a>(
    new_price: &Price,
    lines: impl Iterator<Item = &'a PastLine>,
    settings: CutSettings,
    as_of: Day,
) -> Vec<PaidMore> {
    let window = DayRange::last_days(settings.window_days, as_of);
    let mut people: BTreeMap<&Arc<str>, PaidMore> = BTreeMap::new();
    for line in lines.filter(|line| window.contains(line.day)) {
        let Some(customer) = &line.customer else { continue };
        let Some((quantity, paid_fen, difference_fen)) = overpaid(line, new_price) else {
            continue;
        };
        let row = people.entry(customer).or_insert_with(|| PaidMore {
            customer: Arc::clone(customer),
            last_day: line.day,
            quantity: Quantity::default(),
            paid_fen: Fen::ZERO,
            difference_fen: Fen::ZERO,
        });
        row.last_day = row.last_day.max(line.day);
        row.quantity = row.quantity.saturating_add(quantity);
        row.paid_fen = row.paid_fen.saturating_add(paid_fen);
        row.difference_fen = row.difference_fen.saturating_add(difference_fen);
    }
    let mut rows: Vec<PaidMore> = people.into_values().collect();
    CutOrder::default().sort(&mut rows);
    rows
}

/// Quantity and money of what was kept, and the difference, where that is at least a fen. The break
/// is that of the line as it was bought: who sends a part back did buy so many.
fn overpaid(line: &PastLine, new_price: &Price) -> Option<(Quantity, Fen, Fen)> {
    let kept = line.kept()?;
    let new_fen = line_amount(new_price.at(line.quantity)?, kept.quantity);
    let difference_fen = kept.amount_fen.saturating_sub(new_fen);
    (difference_fen > Fen::ZERO).then_some((kept.quantity, kept.amount_fen, difference_fen))
}

/// What all suggestions together would cost.
#[must_use]
pub fn suggested_sum_fen(rows: &[PaidMore]) -> Fen {
    rows.iter().fold(Fen::ZERO, |sum, row| sum.saturating_add(row.suggested_fen()))
}

#[cfg(test)]
mod tests {
    use super::super::facts::bought;
    use super::*;
    use crate::domain::goods::{PriceDraft, ProductDraft, SaleState};
    use crate::domain::price::PriceBreak;
    use proptest::prelude::*;

    fn product(sale: SaleState) -> Product {
        let base = Some(PriceDraft::flat(Fen::from_minor(5_900)));
        let draft =
            ProductDraft { sku: "a".into(), name: "n".into(), base, sale, ..Default::default() };
        draft.parse().unwrap()
    }

    fn rows(lines: &[PastLine], new: &Price) -> Vec<(String, i64)> {
        let as_of = "2026-11-22".parse().unwrap();
        let product = product(SaleState::OnSale);
        match price_cut(&product, new, lines, CutSettings::default(), as_of) {
            PriceCut::Ended => panic!("on sale"),
            PriceCut::OnSale(rows) => rows
                .iter()
                .map(|row| (row.customer.to_string(), row.difference_fen.minor()))
                .collect(),
        }
    }

    #[test]
    fn who_paid_more() {
        let flat = |minor| Price::flat(Fen::from_minor(minor)).unwrap();
        let six_days_ago = || bought("lin", "2026-11-16", "a", 1, 5_900);
        let row = |lines: Vec<PastLine>, new: &Price, expected: &[(&str, i64)], rule: &str| {
            let expected: Vec<(String, i64)> =
                expected.iter().map(|(who, fen)| ((*who).to_owned(), *fen)).collect();
            assert_eq!(rows(&lines, new), expected, "{rule}");
        };
        let new = flat(4_900);
        row(vec![six_days_ago()], &new, &[("lin", 1_000)], "6 days ago for 59, today 49");
        row(vec![six_days_ago()], &flat(5_900), &[], "the same price");
        row(vec![bought("lin", "2026-11-08", "a", 1, 5_900)], &new, &[("lin", 1_000)], "day 15");
        row(vec![bought("lin", "2026-11-07", "a", 1, 5_900)], &new, &[], "day 16");
        row(vec![bought("lin", "2026-11-23", "a", 1, 5_900)], &new, &[], "after the as-of day");
        row(vec![bought("lin", "2026-11-22", "a", 1, 5_900)], &new, &[("lin", 1_000)], "that day");
        row(vec![bought("lin", "2026-11-16", "b", 1, 5_900)], &new, &[], "another good");
        row(vec![PastLine { customer: None, ..six_days_ago() }], &new, &[], "nobody to tell");
        let back = PastLine { returned: Quantity::ONE, ..six_days_ago() };
        row(vec![back], &new, &[], "sent back: no purchase");
        let made_good = PastLine { refunded_fen: Fen::from_minor(400), ..six_days_ago() };
        row(vec![made_good], &new, &[("lin", 600)], "part of it was made good");
        row(
            vec![six_days_ago(), bought("lin", "2026-11-20", "a", 2, 11_000)],
            &new,
            &[("lin", 2_200)],
            "once per person",
        );
        row(
            vec![six_days_ago(), bought("lin", "2026-11-20", "a", 2, 9_000)],
            &new,
            &[("lin", 1_000)],
            "a line that was cheaper makes up for nothing",
        );
        row(
            vec![six_days_ago(), bought("wu", "2026-11-20", "a", 1, 5_000), {
                bought("an", "2026-11-20", "a", 1, 5_900)
            }],
            &new,
            &[("an", 1_000), ("wu", 100), ("lin", 1_000)],
            "newest first, then the largest difference",
        );
        let at = |from: i64, minor| PriceBreak {
            from: Quantity::from_thousandths(from * 1_000),
            unit_fen: Fen::from_minor(minor),
        };
        let by_quantity = Price::by_quantity(vec![at(2, 4_900), at(10, 4_500)]).unwrap();
        row(vec![six_days_ago()], &by_quantity, &[], "no new price for one");
        let ten = PastLine {
            returned: Quantity::from_thousandths(5_000),
            refunded_fen: Fen::from_minor(25_000),
            ..bought("lin", "2026-11-16", "a", 10, 50_000)
        };
        row(vec![ten], &by_quantity, &[("lin", 2_500)], "the break of what was bought");
        let by_weight = PastLine {
            quantity: Quantity::from_thousandths(2_350),
            ..bought("lin", "2026-11-16", "a", 0, 4_442)
        };
        row(vec![by_weight], &flat(1_870), &[("lin", 47)], "4442 - round(4394.5)");
    }

    #[test]
    fn what_has_ended_hurts_nobody() {
        let ended = product(SaleState::EndedOn("2026-11-22".parse().unwrap()));
        let new = Price::flat(Fen::from_minor(100)).unwrap();
        let lines = [bought("lin", "2026-11-16", "a", 1, 5_900)];
        let cut = |as_of: &str| {
            price_cut(&ended, &new, &lines, CutSettings::default(), as_of.parse().unwrap())
        };
        assert_eq!(cut("2026-11-22"), PriceCut::Ended, "PR8");
        assert!(matches!(cut("2026-11-21"), PriceCut::OnSale(rows) if rows.len() == 1));
    }

    #[test]
    fn the_largest_difference_first() {
        let lines =
            [bought("wu", "2026-11-20", "a", 1, 5_000), bought("lin", "2026-11-16", "a", 1, 5_900)];
        let new = Price::flat(Fen::from_minor(4_900)).unwrap();
        let as_of = "2026-11-22".parse().unwrap();
        let mut rows = paid_more(&new, lines.iter(), CutSettings::default(), as_of);
        CutOrder::LargestFirst.sort(&mut rows);
        assert_eq!(rows.iter().map(|row| &*row.customer).collect::<Vec<_>>(), ["lin", "wu"]);
        assert_eq!(suggested_sum_fen(&rows), Fen::from_minor(1_100));
    }

    proptest! {
        #[test]
        fn each_once_and_never_less_than_a_fen(
            facts in prop::collection::vec((0u8..4, 0i32..20, 1i64..9_000, 0i64..90_000, 0i64..9_000), 0..20),
            new in 0i64..20_000,
        ) {
            let line = |&(who, ago, thousandths, amount, returned): &(u8, i32, i64, i64, i64)| PastLine {
                customer: (who > 0).then(|| format!("{who}").into()),
                day: Day::from_number(20_000 - ago),
                sku: "a".into(),
                quantity: Quantity::from_thousandths(thousandths),
                amount_fen: Fen::from_minor(amount),
                returned: Quantity::from_thousandths(returned),
                refunded_fen: Fen::ZERO,
            };
            let lines: Vec<PastLine> = facts.iter().map(line).collect();
            let price = Price::flat(Fen::from_minor(new)).unwrap();
            let as_of = Day::from_number(20_000);
            let found = paid_more(&price, lines.iter(), CutSettings::default(), as_of);
            let mut people: Vec<_> = found.iter().map(|row| &row.customer).collect();
            people.sort();
            people.dedup();
            prop_assert_eq!(people.len(), found.len());
            for row in &found {
                prop_assert!(row.difference_fen > Fen::ZERO && row.difference_fen <= row.paid_fen);
                prop_assert!(as_of.days_since(row.last_day) < 15);
            }
            let dearer = Price::flat(Fen::from_minor(new + 1)).unwrap();
            let after = paid_more(&dearer, lines.iter(), CutSettings::default(), as_of);
            prop_assert!(suggested_sum_fen(&after) <= suggested_sum_fen(&found));
            let backwards = paid_more(&price, lines.iter().rev(), CutSettings::default(), as_of);
            prop_assert_eq!(backwards, found);
        }
    }
}
