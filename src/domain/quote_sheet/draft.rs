//! A quote sheet as it is being written.

use std::sync::Arc;

use super::{QuoteLayer, QuoteRow, QuoteSheet, QuoteState, QuoteStep};
use crate::domain::day::Day;
use crate::domain::goods::{Buyer, PriceBook, PriceDraft, Product};
use crate::domain::money::Fen;
use crate::domain::price::{Price, PriceFault, PriceLayers};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// A good to quote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteLineDraft {
    /// Its number.
    pub sku: String,
    /// A price typed for this sheet alone, from its minimum quantity on; what the price book has
    /// holds otherwise.
    pub offered: Option<PriceDraft>,
    /// How many he asked for; 0 where nobody said.
    pub quantity: Quantity,
}

/// A quote sheet before it is checked. Texts are trimmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteSheetDraft {
    /// Whose it is.
    pub customer: String,
    /// What he is called on it.
    pub addressee: String,
    /// The private list he is on.
    pub list: Option<Arc<str>>,
    /// Where he is.
    pub region: Option<Arc<str>>,
    /// What his tier pays of region and base prices.
    pub tier: BasisPoints,
    /// What is quoted, in this order.
    pub lines: Vec<QuoteLineDraft>,
    /// The day whose prices are quoted.
    pub quoted_on: Day,
    /// The last day on which it holds.
    pub valid_until: Day,
    /// Who quotes.
    pub author: String,
    /// How far the author may go below what layer 3 gives: 500 = 5 %. `None` = as far as he likes.
    pub limit: Option<BasisPoints>,
    /// What the seller writes below it.
    pub note: String,
}

/// What keeps a draft from being a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteFault {
    /// It is nobody's: a walk-in is quoted nothing.
    NoCustomer,
    /// He has no name on it.
    NoAddressee,
    /// Nobody quotes it.
    NoAuthor,
    /// It holds until before it was quoted.
    EndsBeforeItBegins,
    /// It quotes nothing.
    NoLine,
    /// At this place stands a good that there is not.
    UnknownSku(usize),
    /// The good at this place was quoted before.
    SameSku(usize),
    /// What is offered at this place is no price.
    Offered(usize, PriceFault),
    /// What is offered at this place begins below 0.
    OfferedBeginsBelowZero(usize),
    /// This customer has no price of the good at this place.
    NoPrice(usize),
    /// Less than nothing is asked for at this place.
    QuantityBelowZero(usize),
}

/// What has a meaning and is probably not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteWarning {
    /// The row at this place is dearer than what layer 3 gives, at least in some quantity.
    Dearer(usize),
    /// The row at this place rests on a launch price that ends earlier than the sheet.
    LaunchEndsEarlier(usize, Day),
    /// The good at this place has ended, or does before the sheet.
    Ends(usize),
    /// At this place he asks for fewer than there is a price for; it begins at so many.
    TooFew(usize, Quantity),
}

impl QuoteSheetDraft {
    /// The sheet: for each good what this customer pays on the day of the quote, step by step. A
    /// row below the limit makes it wait for approval, whichever layer its price is of; where layer
    /// 3 gives nothing to compare with, a limit is taken to be passed.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the form.
    pub fn parse(&self, book: &PriceBook) -> Result<QuoteSheet, Vec<QuoteFault>> {
        let mut faults = self.faults();
        let mut rows = Vec::new();
        let mut too_low = Vec::new();
        for place in 0..self.lines.len() {
            match self.priced(book, place) {
                Ok(priced) => {
                    if priced.steps.iter().any(|(_, layer_3)| layer_3.is_too_low) {
                        too_low.push(place);
                    }
                    rows.push(priced.row(self.quantity_at(place)));
                }
                Err(found) => faults.extend(found),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let state = if too_low.is_empty() {
            QuoteState::Open
        } else {
            QuoteState::NeedsApproval { rows: too_low }
        };
        Ok(QuoteSheet {
            customer: self.customer.trim().into(),
            addressee: self.addressee.trim().into(),
            rows,
            quoted_on: self.quoted_on,
            valid_until: self.valid_until,
            author: self.author.trim().into(),
            note: self.note.trim().into(),
            state,
        })
    }

    /// What is probably not meant, row by row.
    #[must_use]
    pub fn warnings(&self, book: &PriceBook) -> Vec<QuoteWarning> {
        let mut warnings = Vec::new();
        for place in 0..self.lines.len() {
            let Ok(priced) = self.priced(book, place) else { continue };
            if priced.steps.iter().any(|(_, layer_3)| layer_3.is_cheaper) {
                warnings.push(QuoteWarning::Dearer(place));
            }
            if let Some(launch) = priced.product.launch()
                && launch.days_inside().contains(self.quoted_on)
                && launch.days_inside().last < self.valid_until
                && priced.steps.iter().any(|(step, _)| step.is_of_base())
            {
                let last_day = launch.days_inside().last;
                warnings.push(QuoteWarning::LaunchEndsEarlier(place, last_day));
            }
            if !priced.product.sale().is_on_sale(self.valid_until) {
                warnings.push(QuoteWarning::Ends(place));
            }
            let asked = self.quantity_at(place);
            let least = priced.steps.first().map_or(Quantity::default(), |(step, _)| step.from);
            if asked > Quantity::default() && asked < least {
                warnings.push(QuoteWarning::TooFew(place, least));
            }
        }
        warnings
    }

    /// What is wrong beside the rows.
    fn faults(&self) -> Vec<QuoteFault> {
        [
            (self.customer.trim().is_empty(), QuoteFault::NoCustomer),
            (self.addressee.trim().is_empty(), QuoteFault::NoAddressee),
            (self.author.trim().is_empty(), QuoteFault::NoAuthor),
            (self.valid_until < self.quoted_on, QuoteFault::EndsBeforeItBegins),
            (self.lines.is_empty(), QuoteFault::NoLine),
        ]
        .into_iter()
        .filter_map(|(is_wrong, fault)| is_wrong.then_some(fault))
        .collect()
    }

    fn quantity_at(&self, place: usize) -> Quantity {
        self.lines.get(place).map_or(Quantity::default(), |line| line.quantity)
    }

    /// The line at a place with its prices.
    fn priced<'a>(
        &self,
        book: &'a PriceBook,
        place: usize,
    ) -> Result<Priced<'a>, Option<QuoteFault>> {
        let line = self.lines.get(place).ok_or(None)?;
        let sku = line.sku.trim();
        let product = book.product(sku).ok_or(QuoteFault::UnknownSku(place))?;
        if self.lines.iter().take(place).any(|before| before.sku.trim() == sku) {
            return Err(Some(QuoteFault::SameSku(place)));
        }
        if line.quantity < Quantity::default() {
            return Err(Some(QuoteFault::QuantityBelowZero(place)));
        }
        let offered = match &line.offered {
            Some(draft) if draft.begins_below_zero() => {
                return Err(Some(QuoteFault::OfferedBeginsBelowZero(place)));
            }
            Some(draft) => {
                let price = draft.clone().parse();
                Some(price.map_err(|fault| QuoteFault::Offered(place, fault))?)
            }
            None => None,
        };
        let layers = book.layers(sku, &self.buyer(), self.quoted_on);
        let steps = self.steps(&layers, offered.as_ref());
        if steps.is_empty() {
            return Err(Some(QuoteFault::NoPrice(place)));
        }
        Ok(Priced { product, steps })
    }

    fn buyer(&self) -> Buyer<'_> {
        Buyer {
            customer: Some(self.customer.trim()),
            list: self.list.as_deref(),
            region: self.region.as_deref(),
            tier: self.tier,
        }
    }

    /// A step at each turn of any of the prices; between two turns nothing changes.
    fn steps(&self, layers: &PriceLayers, offered: Option<&Price>) -> Vec<(QuoteStep, Beside)> {
        let mut turns = layers.turns();
        turns.extend(offered.into_iter().flat_map(Price::turns));
        turns.sort_unstable();
        turns.dedup();
        let everybody = layers.of_everybody();
        let region = self.region.as_deref();
        let step = |from: Quantity| {
            let typed = offered.and_then(|price| price.at(from));
            let (unit_fen, layer) = match typed {
                Some(unit_fen) => (unit_fen, QuoteLayer::Offered),
                None => {
                    let paid = layers.unit_price(from, region, self.tier)?;
                    (paid.unit_fen, QuoteLayer::InForce(paid.layer))
                }
            };
            let layer_3 = everybody.unit_price(from, region, self.tier).map(|it| it.unit_fen);
            let step = QuoteStep { from, unit_fen, layer, list_fen: layers.list_price(from) };
            Some((step, Beside::new(unit_fen, layer_3, self.limit)))
        };
        turns.into_iter().filter_map(step).collect()
    }
}

/// A step beside what layer 3 gives.
#[derive(Clone, Copy)]
struct Beside {
    /// Layer 3 would be cheaper.
    is_cheaper: bool,
    /// Below what the author may give.
    is_too_low: bool,
}

impl Beside {
    fn new(unit_fen: Fen, layer_3: Option<Fen>, limit: Option<BasisPoints>) -> Beside {
        let passes = |limit: BasisPoints| match layer_3 {
            Some(usual) => usual.saturating_sub(unit_fen) > limit.at_most_of(usual),
            None => true,
        };
        Beside {
            is_cheaper: layer_3.is_some_and(|usual| usual < unit_fen),
            is_too_low: limit.is_some_and(passes),
        }
    }
}

/// A line with its prices, at least one.
struct Priced<'a> {
    product: &'a Product,
    steps: Vec<(QuoteStep, Beside)>,
}

impl Priced<'_> {
    /// The row, steps that say the same joined.
    fn row(&self, quantity: Quantity) -> QuoteRow {
        let mut steps: Vec<QuoteStep> = Vec::new();
        for (step, _) in &self.steps {
            if steps.last().is_none_or(|before| !before.says_the_same(step)) {
                steps.push(*step);
            }
        }
        QuoteRow {
            sku: Arc::clone(self.product.sku()),
            name: Arc::clone(self.product.name()),
            unit: Arc::clone(self.product.unit()),
            steps,
            quantity,
        }
    }
}

impl QuoteStep {
    fn says_the_same(&self, other: &QuoteStep) -> bool {
        (self.unit_fen, self.layer, self.list_fen) == (other.unit_fen, other.layer, other.list_fen)
    }

    fn is_of_base(&self) -> bool {
        use crate::domain::price::Layer;
        match self.layer {
            QuoteLayer::InForce(Layer::Base) => true,
            QuoteLayer::InForce(Layer::Own | Layer::Private | Layer::Region)
            | QuoteLayer::Offered => false,
        }
    }
}
