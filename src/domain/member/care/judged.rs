//! One good and what is to be said of its price, the worst first.

use std::sync::Arc;

use super::{CareFacts, SoldLine};
use crate::domain::day::{Day, DayRange};
use crate::domain::goods::{Product, SaleState};
use crate::domain::loyalty::RuleId;
use crate::domain::money::Fen;
use crate::domain::price::Price;
use crate::domain::price_care::{
    CutSettings, LastCut, LaunchStage, Margin, PaidMore, PastLine, PriceCut, Volatility,
    VolatilitySettings, last_cut, launch_stage, lowest_price, price_cut, volatility,
};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// A margin below a tenth of the price is thin. The source gives no number; ours is a default.
const THIN: u32 = 1_000;

/// A good whose last day is within so many days is looked at (ST4).
const EXPIRES_DAYS: i32 = 30;

/// What was really paid lately is that of so many days.
const PAID_DAYS: u32 = 30;

/// What was paid for a unit in the last 30 days; gifts were not paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidRange {
    /// The least.
    pub lowest_fen: Fen,
    /// The most.
    pub highest_fen: Fen,
    /// In how many lines.
    pub lines: u32,
}

/// What a seller should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareWarning {
    /// Somebody can get it for less than it costs the shop.
    BelowCost,
    /// It was made cheaper lately, and so many people had paid more shortly before.
    CutLately {
        /// How many.
        people: usize,
    },
    /// It was sold below cost lately, whatever its prices say.
    SoldBelowCost,
    /// Its price goes up and down.
    Moves(Volatility),
    /// Less than a tenth of the lowest price is left above cost.
    ThinMargin,
    /// It is good for so many days more; below 0 it is no longer.
    Expires {
        /// 0 = today is the last day.
        in_days: i32,
    },
}

/// A good on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodCare {
    /// Its rule, whether it is written down or not.
    pub id: RuleId,
    /// Its number.
    pub sku: Arc<str>,
    /// What it is called.
    pub name: Arc<str>,
    /// True where it stands in the list of goods, not only in orders.
    pub is_written: bool,
    /// What everybody pays for one today, or in the least quantity there is.
    pub price_fen: Option<Fen>,
    /// Whether it is still on sale.
    pub sale: SaleState,
    /// True where it is on sale on the day.
    pub is_on_sale: bool,
    /// How much is left, where that is known.
    pub stock: Option<Quantity>,
    /// The last day on which it is good.
    pub expiry_day: Option<Day>,
    /// What a unit costs the shop, where that is known.
    pub cost_fen: Option<Fen>,
    /// What is left above cost at the lowest price that anybody can get, where cost is known.
    pub margin: Option<Margin>,
    /// The cut of the last days, with who paid more shortly before it.
    pub cut: Option<(LastCut, Vec<PaidMore>)>,
    /// Ups and downs.
    pub volatility: Vec<Volatility>,
    /// Where its launch stands.
    pub launch: Option<LaunchStage>,
    /// What was paid lately.
    pub paid: Option<PaidRange>,
    /// In how many lines it was sold in the days that are kept.
    pub sold_lines: usize,
    /// What a seller should look at, the worst first; found once, lists ask often.
    found: Vec<CareWarning>,
}

impl GoodCare {
    pub(super) fn of(facts: &CareFacts, sku: &Arc<str>) -> GoodCare {
        let as_of = facts.as_of;
        let written = facts.book.product(sku);
        let history = facts.history(sku);
        let lines = facts.sold.get(sku).map_or(&[][..], |sold| sold.lines.as_slice());
        let is_on_sale = written.is_none_or(|product| product.sale().is_on_sale(as_of));
        let cut = last_cut(&history, CutSettings::default(), as_of)
            .filter(|_| is_on_sale)
            .zip(written)
            .map(|(cut, product)| {
                // Who bought on the days before it, not on those since.
                let days = DayRange::last_days(CutSettings::default().window_days, cut.day);
                let people = paid_more(product, &cut.after, &facts.lines(sku, days), cut.day);
                (cut, people)
            });
        let expires = written.and_then(Product::expiry_day);
        let mut good = GoodCare {
            id: RuleId::of_product(sku),
            sku: sku.clone(),
            name: facts.name(sku),
            is_written: written.is_some(),
            price_fen: written.and_then(|product| product.base_on(as_of)).and_then(of_one),
            sale: written.map(Product::sale).unwrap_or_default(),
            is_on_sale,
            stock: written.and_then(Product::stock),
            expiry_day: expires,
            cost_fen: written.and_then(Product::cost_fen),
            margin: written.and_then(|product| margin(facts, product)),
            cut,
            volatility: volatility(&history, VolatilitySettings::default(), as_of),
            launch: written.and_then(Product::launch).map(|launch| launch_stage(launch, as_of)),
            paid: paid_lately(lines, as_of),
            sold_lines: lines.len(),
            found: Vec::new(),
        };
        good.found = good.find_warnings(as_of);
        good
    }

    /// What a seller should look at, the worst first. Of what is no longer on sale only what is
    /// about the goods that are left.
    #[must_use]
    pub fn warnings(&self) -> &[CareWarning] {
        &self.found
    }

    fn find_warnings(&self, as_of: Day) -> Vec<CareWarning> {
        let mut found = Vec::new();
        let expires_in = self.expiry_day.map(|day| day.days_since(as_of));
        let expires = expires_in.filter(|days| *days <= EXPIRES_DAYS);
        let is_gone = self.stock.is_some_and(|stock| stock <= Quantity::default());
        let expires = expires.filter(|_| !is_gone).map(|in_days| CareWarning::Expires { in_days });
        if self.is_on_sale {
            let is_below = self.is_below_cost();
            found.extend(is_below.then_some(CareWarning::BelowCost));
            let was_below = !is_below && self.was_below_cost();
            found.extend(was_below.then_some(CareWarning::SoldBelowCost));
            let people = self.cut.as_ref().map_or(0, |(_, people)| people.len());
            found.extend((people > 0).then_some(CareWarning::CutLately { people }));
            found.extend(self.volatility.iter().copied().map(CareWarning::Moves));
            found.extend(self.is_thin().then_some(CareWarning::ThinMargin));
        }
        found.extend(expires);
        found
    }

    /// True where somebody can get it for less than it costs.
    #[must_use]
    pub fn is_below_cost(&self) -> bool {
        self.margin.as_ref().is_some_and(|margin| margin.margin_fen < Fen::ZERO)
    }

    /// True where somebody paid less lately than it costs.
    fn was_below_cost(&self) -> bool {
        let paid = self.paid.zip(self.cost_fen);
        paid.is_some_and(|(paid, cost_fen)| paid.lowest_fen < cost_fen)
    }

    fn is_thin(&self) -> bool {
        self.margin.as_ref().is_some_and(|margin| {
            let thin = BasisPoints::new(THIN).map(|it| it.of(margin.lowest.unit_fen));
            margin.margin_fen >= Fen::ZERO && thin.is_some_and(|thin| margin.margin_fen < thin)
        })
    }

    /// Where it stands in a list: what is worst first, then what is sold most, what has ended last.
    #[must_use]
    pub fn rank(&self) -> (bool, u8, std::cmp::Reverse<usize>) {
        let worst = self.warnings().iter().copied().map(urgency).min().unwrap_or(u8::MAX);
        (!self.is_on_sale && worst == u8::MAX, worst, std::cmp::Reverse(self.sold_lines))
    }
}

const fn urgency(warning: CareWarning) -> u8 {
    match warning {
        CareWarning::BelowCost => 0,
        CareWarning::SoldBelowCost => 1,
        CareWarning::CutLately { .. } => 2,
        CareWarning::Expires { .. } => 3,
        CareWarning::Moves(_) => 4,
        CareWarning::ThinMargin => 5,
    }
}

/// Of one, or of as few as can be bought.
fn of_one(price: &Price) -> Option<Fen> {
    price.at(Quantity::ONE).or_else(|| price.at(price.starts_from()))
}

fn paid_more(product: &Product, price: &Price, lines: &[PastLine], day: Day) -> Vec<PaidMore> {
    match price_cut(product, price, lines, CutSettings::default(), day) {
        PriceCut::OnSale(people) => people,
        PriceCut::Ended => Vec::new(),
    }
}

fn margin(facts: &CareFacts, product: &Product) -> Option<Margin> {
    let cost_fen = product.cost_fen()?;
    let lowest = lowest_price(&facts.book, product, facts.lowest_tier, None, facts.as_of)?;
    let margin_fen = lowest.unit_fen.saturating_sub(cost_fen);
    Some(Margin { sku: product.sku().clone(), lowest, cost_fen, margin_fen })
}

fn paid_lately(lines: &[SoldLine], as_of: Day) -> Option<PaidRange> {
    let window = DayRange::last_days(PAID_DAYS, as_of);
    let mut range: Option<PaidRange> = None;
    for line in lines.iter().filter(|line| window.contains(line.day)) {
        let left = line.amount_fen.saturating_sub(line.refunded_fen);
        // What was given or went back was not paid for.
        if left <= Fen::ZERO {
            continue;
        }
        let Some(unit_fen) = line.quantity.unit_price(left) else { continue };
        let known =
            range.unwrap_or(PaidRange { lowest_fen: unit_fen, highest_fen: unit_fen, lines: 0 });
        range = Some(PaidRange {
            lowest_fen: known.lowest_fen.min(unit_fen),
            highest_fen: known.highest_fen.max(unit_fen),
            lines: known.lines.saturating_add(1),
        });
    }
    range
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use hashbrown::HashMap;

    use super::super::SoldGood;
    use super::*;
    use crate::domain::event::EventId;
    use crate::domain::goods::{PriceBook, PriceDraft, ProductDraft};
    use crate::domain::loyalty::{Rule, Ruled};
    use crate::domain::stamp::Stamp;

    const TODAY: i32 = 100;

    /// A good that was said to be so on these days, with lines: customer, day, units, fen, refund.
    fn judged(said: &[(i32, ProductDraft)], lines: &[(u32, i32, i64, i64, i64)]) -> GoodCare {
        let id = RuleId::of_product("a");
        let ruled = said.iter().map(|(day, draft)| Ruled {
            event: EventId { act: uuid::Uuid::nil(), ordinal: 0 },
            stamp: Stamp::default(),
            day: Day::from_number(*day),
            at_ms: 0,
            terms: Some(Rule::Product(draft.clone())),
            is_undone: false,
        });
        let mut book = PriceBook::default();
        if let Some((_, draft)) = said.last() {
            book.set_product(draft.clone().parse().unwrap());
        }
        let line = |(customer, day, units, minor, back): &(u32, i32, i64, i64, i64)| SoldLine {
            customer: Some(*customer),
            day: Day::from_number(*day),
            quantity: Quantity::from_thousandths(units * 1_000),
            amount_fen: Fen::from_minor(*minor),
            refunded_fen: Fen::from_minor(*back),
        };
        let sold = SoldGood { lines: lines.iter().map(line).collect(), ..SoldGood::default() };
        let facts = CareFacts {
            book,
            said: HashMap::from_iter([(id, ruled.collect())]),
            sold: BTreeMap::from([("a".into(), sold)]),
            lowest_tier: BasisPoints::ONE,
            as_of: Day::from_number(TODAY),
            first: super::super::first_kept(Day::from_number(TODAY)),
        };
        facts.judge(&"a".into())
    }

    fn at(day: i32, minor: i64, cost: i64) -> (i32, ProductDraft) {
        let draft = ProductDraft {
            sku: "a".into(),
            name: "n".into(),
            base: Some(PriceDraft::flat(Fen::from_minor(minor))),
            cost_fen: Some(Fen::from_minor(cost)),
            ..ProductDraft::default()
        };
        (day, draft)
    }

    #[test]
    fn what_was_sold_tells_of_a_good() {
        let cut = |people| CareWarning::CutLately { people };
        for (said, lines, expected, rule) in [
            (vec![at(1, 500, 100)], vec![(1, 99, 1, 500, 0)], vec![], "at its price"),
            (
                vec![at(1, 500, 100), at(95, 400, 100)],
                vec![(1, 90, 1, 500, 0), (2, 79, 1, 500, 0), (3, 97, 1, 400, 0)],
                vec![cut(1)],
                "PR8: on the 15 days up to the cut, not before them, not since",
            ),
            (
                vec![at(1, 500, 100), at(95, 400, 100)],
                vec![(1, 90, 1, 500, 500)],
                vec![],
                "what went back was not bought",
            ),
            (
                vec![at(1, 500, 300)],
                vec![(1, 90, 2, 590, 0)],
                vec![CareWarning::SoldBelowCost],
                "discounts took too much",
            ),
            (vec![at(1, 500, 300)], vec![(1, 90, 1, 0, 0)], vec![], "a gift is no sale"),
            (vec![at(1, 500, 300)], vec![(1, 69, 2, 590, 0)], vec![], "31 days ago"),
        ] {
            assert_eq!(judged(&said, &lines).warnings(), expected, "{rule}");
        }
        let paid = judged(&[], &[(1, 90, 1, 500, 0), (2, 91, 2, 900, 0)]).paid.unwrap();
        let range = (paid.lowest_fen.minor(), paid.highest_fen.minor(), paid.lines);
        assert_eq!(range, (450, 500, 2), "of what is in no list");
    }

    #[test]
    fn the_last_days_of_a_good() {
        let until = |days: i32, stock: Option<i64>, sale| {
            let draft = ProductDraft {
                expiry_day: Some(Day::from_number(TODAY + days)),
                stock: stock.map(Quantity::from_thousandths),
                sale,
                ..at(1, 500, 100).1
            };
            judged(&[(1, draft)], &[]).warnings().to_vec()
        };
        let expires = |in_days| vec![CareWarning::Expires { in_days }];
        let ended = SaleState::EndedOn(Day::from_number(TODAY));
        for (found, expected, rule) in [
            (until(30, None, SaleState::OnSale), expires(30), "ST4: within 30 days"),
            (until(31, None, SaleState::OnSale), vec![], "not yet"),
            (until(-1, Some(1_000), SaleState::OnSale), expires(-1), "over"),
            (until(5, Some(0), SaleState::OnSale), vec![], "nothing is left"),
            (until(5, Some(1_000), ended), expires(5), "what is cleared has to say so"),
        ] {
            assert_eq!(found, expected, "{rule}");
        }
    }
}
