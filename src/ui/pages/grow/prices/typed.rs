//! Prices while they are typed, and goods by what is typed of them.

use leptos::prelude::*;

use crate::domain::goods::{PriceDraft, ProductDraft};
use crate::domain::money::Fen;
use crate::domain::price::{PriceBreak, PriceFault};
use crate::domain::quantity::Quantity;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number::{self, TypedFault};
use crate::ui::text;

/// A step while it is typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakTyped {
    /// Which one, whatever was taken out before it.
    pub id: u32,
    /// From which quantity on.
    pub from: RwSignal<String>,
    /// What one costs then.
    pub price: RwSignal<String>,
}

impl BreakTyped {
    fn new(id: u32, from: String, price: String) -> BreakTyped {
        BreakTyped { id, from: RwSignal::new(from), price: RwSignal::new(price) }
    }
}

/// A price while it is typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceTyped {
    /// What one costs in any quantity; empty = only from the first step on.
    pub unit: RwSignal<String>,
    /// The least quantity; empty = none.
    pub least: RwSignal<String>,
    /// Its further steps.
    pub breaks: RwSignal<Vec<BreakTyped>>,
}

/// What cannot be a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceWrong {
    /// What one costs.
    Unit(TypedFault),
    /// The least quantity.
    Least(TypedFault),
    /// The quantity of a step.
    From(usize, TypedFault),
    /// What one costs in a step.
    Price(usize, TypedFault),
    /// All of it together.
    Fault(PriceFault),
}

impl PriceWrong {
    /// In words.
    #[must_use]
    pub fn words(self, lang: Locale) -> &'static str {
        match self {
            PriceWrong::Unit(TypedFault::Negative) | PriceWrong::Price(_, TypedFault::Negative) => {
                td_string!(lang, prices.negative)
            }
            PriceWrong::Unit(fault) | PriceWrong::Price(_, fault) => {
                text::amount_fault(lang, fault)
            }
            PriceWrong::Least(fault) | PriceWrong::From(_, fault) => {
                text::quantity_fault(lang, fault)
            }
            PriceWrong::Fault(PriceFault::NoBreak) => td_string!(lang, prices.fault_no_price),
            PriceWrong::Fault(fault) => text::prices::price_fault(lang, fault),
        }
    }
}

impl PriceTyped {
    /// A price that is there, or an empty one.
    #[must_use]
    pub fn of(known: Option<&PriceDraft>) -> PriceTyped {
        let mut breaks = known.map(|known| known.breaks.clone()).unwrap_or_default();
        breaks.sort_unstable();
        let is_any = breaks.first().is_some_and(|at| at.from <= Quantity::default());
        let unit = is_any.then(|| breaks.remove(0)).map(|at| number::plain_money(at.unit_fen));
        let least = known.map(|known| known.min_quantity).unwrap_or_default();
        let typed = breaks.into_iter().zip(0_u32..).map(|(at, id)| {
            BreakTyped::new(id, plain_quantity(at.from), number::plain_money(at.unit_fen))
        });
        PriceTyped {
            unit: RwSignal::new(unit.unwrap_or_default()),
            least: RwSignal::new(plain_quantity(least)),
            breaks: RwSignal::new(typed.collect()),
        }
    }

    /// A further step.
    pub fn add(self) {
        self.breaks.update(|all| {
            let id = all.iter().map(|it| it.id + 1).max().unwrap_or(0);
            all.push(BreakTyped::new(id, String::new(), String::new()));
        });
    }

    /// What was typed; `None` where nothing was.
    ///
    /// # Errors
    /// [`PriceWrong`], the first there is.
    pub fn read(self) -> Result<Option<PriceDraft>, PriceWrong> {
        let breaks = self.breaks.get();
        let breaks: Vec<(String, String)> =
            breaks.iter().map(|it| (it.from.get(), it.price.get())).collect();
        read_price(&self.unit.get(), &self.least.get(), &breaks)
    }
}

/// A quantity as it is typed; empty = none.
#[must_use]
pub fn plain_quantity(quantity: Quantity) -> String {
    if quantity <= Quantity::default() {
        return String::new();
    }
    let thousandths = quantity.thousandths();
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A price of texts. A step of which nothing is typed is none.
///
/// # Errors
/// [`PriceWrong`], the first there is.
pub fn read_price(
    unit: &str,
    least: &str,
    steps: &[(String, String)],
) -> Result<Option<PriceDraft>, PriceWrong> {
    let mut breaks = Vec::new();
    if !unit.trim().is_empty() {
        let unit_fen = number::typed_money(unit).map_err(PriceWrong::Unit)?;
        breaks.push(PriceBreak { from: Quantity::default(), unit_fen });
    }
    for (at, (from, price)) in steps.iter().enumerate() {
        if from.trim().is_empty() && price.trim().is_empty() {
            continue;
        }
        let from = number::typed_quantity(from).map_err(|fault| PriceWrong::From(at, fault))?;
        let unit_fen = number::typed_money(price).map_err(|fault| PriceWrong::Price(at, fault))?;
        breaks.push(PriceBreak { from, unit_fen });
    }
    let min_quantity = match least.trim() {
        "" => Quantity::default(),
        least => number::typed_quantity(least).map_err(PriceWrong::Least)?,
    };
    if breaks.is_empty() && min_quantity == Quantity::default() {
        return Ok(None);
    }
    let draft = PriceDraft { breaks, min_quantity };
    draft.clone().parse().map_err(PriceWrong::Fault)?;
    Ok(Some(draft))
}

/// An amount that may be left empty.
///
/// # Errors
/// What is wrong with it.
pub fn read_money(text: &str) -> Result<Option<Fen>, TypedFault> {
    match text.trim() {
        "" => Ok(None),
        text => number::typed_money(text).map(Some),
    }
}

/// The good that is meant by what was typed: its number, its name, or both as they are offered.
#[must_use]
pub fn good_of<'a>(goods: &'a [ProductDraft], typed: &str) -> Option<&'a ProductDraft> {
    let typed = typed.trim();
    let by = |is: &dyn Fn(&ProductDraft) -> bool| goods.iter().find(|good| is(good));
    by(&|good| good.sku.trim() == typed)
        .or_else(|| by(&|good| good.name.trim() == typed))
        .or_else(|| by(&|good| offered(good) == typed))
}

/// A good as it is offered: its name, and its number where it has one of its own.
#[must_use]
pub fn offered(good: &ProductDraft) -> String {
    let (name, sku) = (good.name.trim(), good.sku.trim());
    if name == sku { name.to_owned() } else { format!("{name} · {sku}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(from, price)| ((*from).to_owned(), (*price).to_owned())).collect()
    }

    #[test]
    fn prices_of_texts() {
        use TypedFault::Unreadable;
        let draft = |breaks: &[(i64, i64)], least: i64| {
            let at = |(from, fen): &(i64, i64)| PriceBreak {
                from: Quantity::from_thousandths(from * 1_000),
                unit_fen: Fen::from_minor(*fen),
            };
            let min_quantity = Quantity::from_thousandths(least * 1_000);
            Ok(Some(PriceDraft { breaks: breaks.iter().map(at).collect(), min_quantity }))
        };
        let no_break = Err(PriceWrong::Fault(PriceFault::NoBreak));
        let same = PriceFault::SameFrom(Quantity::from_thousandths(10_000));
        for (unit, least, all, expected, rule) in [
            ("", " ", vec![], Ok(None), "nothing"),
            ("25", "", vec![], draft(&[(0, 2_500)], 0), "one price"),
            ("25", "3", vec![("10", "22")], draft(&[(0, 2_500), (10, 2_200)], 3), "a step"),
            ("", "", vec![("10", "22")], draft(&[(10, 2_200)], 0), "only from ten on"),
            ("25", "", vec![("", " ")], draft(&[(0, 2_500)], 0), "an empty step is none"),
            ("x", "", vec![], Err(PriceWrong::Unit(Unreadable)), "no amount"),
            ("25", "", vec![("10", "")], Err(PriceWrong::Price(0, Unreadable)), "half a step"),
            ("25", "", vec![("", "9")], Err(PriceWrong::From(0, Unreadable)), "the other half"),
            ("", "3", vec![], no_break, "a least quantity of nothing"),
            ("", "", vec![("10", "9"), ("10", "8")], Err(PriceWrong::Fault(same)), "twice"),
        ] {
            assert_eq!(read_price(unit, least, &steps(&all)), expected, "{rule}");
        }
    }

    #[test]
    fn goods_by_what_is_typed() {
        let good = |sku: &str, name: &str| ProductDraft {
            sku: sku.to_owned(),
            name: name.to_owned(),
            ..ProductDraft::default()
        };
        let goods = [good("A1", "cup"), good("B2", "cup"), good("cup", "mug"), good("碗", "碗")];
        for (typed, sku, rule) in [
            ("A1", Some("A1"), "its number"),
            ("cup", Some("cup"), "a number comes before a name"),
            ("cup · B2", Some("B2"), "as it is offered"),
            (" mug ", Some("cup"), "its name"),
            ("碗", Some("碗"), "a good without a number of its own"),
            ("cu", None, "the beginning of a name is none"),
        ] {
            let found = good_of(&goods, typed).map(|good| good.sku.as_str());
            assert_eq!(found, sku, "{rule}");
        }
    }

    #[test]
    fn quantities_as_they_are_typed() {
        for (thousandths, text) in [(0, ""), (3_000, "3"), (2_350, "2.35"), (1_000_000, "1000")] {
            assert_eq!(plain_quantity(Quantity::from_thousandths(thousandths)), text);
        }
    }
}
