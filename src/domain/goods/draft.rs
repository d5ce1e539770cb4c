//! A good as it is being written: may be wrong, and says everything that is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::product::{Launch, Product, SaleState, Season};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::price::{Price, PriceBreak, PriceFault};
use crate::domain::quantity::Quantity;

/// A lead longer than a year would tell of a season while the one before it runs.
const LONGEST_LEAD_DAYS: u16 = 365;

/// A price before it is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceDraft {
    /// In any order.
    pub breaks: Vec<PriceBreak>,
    /// The least quantity of a line; 0 where there is none.
    pub min_quantity: Quantity,
}

impl PriceDraft {
    /// One price for every quantity.
    #[must_use]
    pub fn flat(unit_fen: Fen) -> PriceDraft {
        let breaks = vec![PriceBreak { from: Quantity::default(), unit_fen }];
        PriceDraft { breaks, min_quantity: Quantity::default() }
    }

    /// The price.
    ///
    /// # Errors
    /// As [`Price::by_quantity`].
    pub fn parse(self) -> Result<Price, PriceFault> {
        Ok(Price::by_quantity(self.breaks)?.from_quantity(self.min_quantity))
    }

    /// True where a break or the minimum begins below 0.
    #[must_use]
    pub fn begins_below_zero(&self) -> bool {
        let starts = self.breaks.iter().map(|at| at.from).chain([self.min_quantity]);
        starts.min().is_some_and(|least| least < Quantity::default())
    }
}

/// Which price of a good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceField {
    /// Everybody's.
    Base,
    /// The region's at this place.
    Region(usize),
    /// The launch's.
    Launch,
}

/// A good before it is checked. Texts are trimmed; prices and cost are of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductDraft {
    /// Its number.
    pub sku: String,
    /// What it is called.
    pub name: String,
    /// Its category; none where empty.
    pub category: String,
    /// What it is sold by, such as 件 or 斤; not said where empty.
    pub unit: String,
    /// What everybody pays.
    pub base: Option<PriceDraft>,
    /// Prices by region, in the order of the form.
    pub region: Vec<(String, PriceDraft)>,
    /// What a unit costs the shop.
    pub cost_fen: Option<Fen>,
    /// How much is left.
    pub stock: Option<Quantity>,
    /// The last day on which it is good.
    pub expiry_day: Option<Day>,
    /// Whether it is still on sale.
    pub sale: SaleState,
    /// Its discount period as a new good.
    pub launch: Option<Launch>,
    /// When in the year it is wanted.
    pub season: Option<Season>,
    /// What a unit may be sold on for at least.
    pub min_resale_fen: Option<Fen>,
    /// What the seller wrote about selling it on.
    pub resale_note: String,
}

/// What keeps a draft from being a good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductFault {
    /// It has no number.
    NoSku,
    /// It has no name.
    NoName,
    /// This is no price.
    Price(PriceField, PriceFault),
    /// A break or the minimum of this price begins below 0.
    BeginsBelowZero(PriceField),
    /// The region at this place has no name.
    NoRegion(usize),
    /// The region at this place was named before.
    SameRegion(usize),
    /// It costs the shop less than nothing.
    CostBelowZero,
    /// Less than nothing is left.
    StockBelowZero,
    /// A launch of no day.
    LaunchWithoutDays,
    /// A lead of more than 365 days.
    LeadTooLong,
    /// It may be sold on for less than nothing.
    ResaleBelowZero,
}

/// What has a meaning and is probably not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductWarning {
    /// Nobody can buy it: no price for everybody, none of a region, no launch.
    NoPrice,
    /// Who buys more pays more for a unit.
    DearerByQuantity(PriceField),
    /// A break that the minimum quantity passes by.
    BreakNeverReached(PriceField),
    /// Sold below cost, at least in some quantity.
    BelowCost(PriceField),
    /// The launch price is no discount, at least in some quantity.
    LaunchNotCheaper,
    /// In the region at this place the launch price is hidden behind a dearer one.
    RegionHidesLaunch(usize),
    /// It ends before its launch does.
    EndsInLaunch,
    /// May be sold on for less than everybody pays here.
    ResaleBelowBase,
}

impl ProductDraft {
    /// The good.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the form.
    pub fn parse(self) -> Result<Product, Vec<ProductFault>> {
        let mut faults = self.faults();
        let base = self.base.and_then(|draft| priced(draft, PriceField::Base, &mut faults));
        let mut region = BTreeMap::new();
        for (place, (name, draft)) in self.region.into_iter().enumerate() {
            if let Some(price) = priced(draft, PriceField::Region(place), &mut faults) {
                region.insert(Arc::from(name.trim()), price);
            }
        }
        let launch_price = self.launch.and_then(|launch| {
            let starts_from = base.as_ref().map_or(Quantity::default(), Price::starts_from);
            let draft = PriceDraft::flat(launch.unit_fen);
            Some(priced(draft, PriceField::Launch, &mut faults)?.from_quantity(starts_from))
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        let category = self.category.trim();
        Ok(Product {
            sku: self.sku.trim().into(),
            name: self.name.trim().into(),
            category: (!category.is_empty()).then(|| category.into()),
            unit: self.unit.trim().into(),
            base,
            region,
            cost_fen: self.cost_fen,
            stock: self.stock,
            expiry_day: self.expiry_day,
            sale: self.sale,
            launch: self.launch,
            launch_price,
            season: self.season,
            min_resale_fen: self.min_resale_fen,
            resale_note: self.resale_note.trim().into(),
        })
    }

    /// What is wrong beside the prices.
    fn faults(&self) -> Vec<ProductFault> {
        let below = |amount: Option<Fen>| amount.is_some_and(|amount| amount < Fen::ZERO);
        let mut faults: Vec<ProductFault> = [
            (self.sku.trim().is_empty(), ProductFault::NoSku),
            (self.name.trim().is_empty(), ProductFault::NoName),
            (below(self.cost_fen), ProductFault::CostBelowZero),
            (self.stock.is_some_and(|stock| stock < Quantity::default()), {
                ProductFault::StockBelowZero
            }),
            (self.launch.is_some_and(|launch| launch.days == 0), ProductFault::LaunchWithoutDays),
            (
                self.season.is_some_and(|season| season.lead_days > LONGEST_LEAD_DAYS),
                ProductFault::LeadTooLong,
            ),
            (below(self.min_resale_fen), ProductFault::ResaleBelowZero),
        ]
        .into_iter()
        .filter_map(|(is_wrong, fault)| is_wrong.then_some(fault))
        .collect();
        for (place, (name, _)) in self.region.iter().enumerate() {
            let name = name.trim();
            if name.is_empty() {
                faults.push(ProductFault::NoRegion(place));
            } else if self.region.iter().take(place).any(|(before, _)| before.trim() == name) {
                faults.push(ProductFault::SameRegion(place));
            }
        }
        faults
    }

    /// What is probably not meant, in the order of the form. A price that is none warns of nothing.
    #[must_use]
    pub fn warnings(&self) -> Vec<ProductWarning> {
        let base = self.base.clone().and_then(|draft| draft.parse().ok());
        let regions: Vec<(usize, Price)> = self
            .region
            .iter()
            .enumerate()
            .filter_map(|(place, (_, draft))| Some((place, draft.clone().parse().ok()?)))
            .collect();
        let mut warnings = Vec::new();
        if self.base.is_none() && self.region.is_empty() && self.launch.is_none() {
            warnings.push(ProductWarning::NoPrice);
        }
        let of_regions = regions.iter().map(|(place, price)| (PriceField::Region(*place), price));
        let of_base = base.iter().map(|price| (PriceField::Base, price));
        for (field, price) in of_base.chain(of_regions) {
            price_warnings(field, price, self.cost_fen, &mut warnings);
        }
        if let Some(launch) = self.launch {
            self.launch_warnings(launch, base.as_ref(), &regions, &mut warnings);
        }
        let lowest = base.as_ref().and_then(Price::lowest);
        if self.min_resale_fen.is_some_and(|least| lowest.is_some_and(|lowest| least < lowest)) {
            warnings.push(ProductWarning::ResaleBelowBase);
        }
        warnings
    }

    fn launch_warnings(
        &self,
        launch: Launch,
        base: Option<&Price>,
        regions: &[(usize, Price)],
        warnings: &mut Vec<ProductWarning>,
    ) {
        if self.cost_fen.is_some_and(|cost| launch.unit_fen < cost) {
            warnings.push(ProductWarning::BelowCost(PriceField::Launch));
        }
        if base.and_then(Price::lowest).is_some_and(|lowest| lowest <= launch.unit_fen) {
            warnings.push(ProductWarning::LaunchNotCheaper);
        }
        let dearer = |price: &Price| {
            price.turns().filter_map(|at| price.at(at)).any(|unit_fen| unit_fen > launch.unit_fen)
        };
        let hiding = regions.iter().filter(|(_, price)| dearer(price));
        warnings.extend(hiding.map(|(place, _)| ProductWarning::RegionHidesLaunch(*place)));
        if !self.sale.is_on_sale(launch.days_inside().last) {
            warnings.push(ProductWarning::EndsInLaunch);
        }
    }
}

/// The price of a draft; what is wrong with it goes to the faults.
fn priced(draft: PriceDraft, field: PriceField, faults: &mut Vec<ProductFault>) -> Option<Price> {
    if draft.begins_below_zero() {
        faults.push(ProductFault::BeginsBelowZero(field));
    }
    draft.parse().map_err(|fault| faults.push(ProductFault::Price(field, fault))).ok()
}

fn price_warnings(
    field: PriceField,
    price: &Price,
    cost_fen: Option<Fen>,
    warnings: &mut Vec<ProductWarning>,
) {
    let mut pairs = price.breaks().iter().zip(price.breaks().iter().skip(1));
    if pairs.clone().any(|(one, next)| next.unit_fen > one.unit_fen) {
        warnings.push(ProductWarning::DearerByQuantity(field));
    }
    if pairs.any(|(_, next)| next.from <= price.min_quantity()) {
        warnings.push(ProductWarning::BreakNeverReached(field));
    }
    if cost_fen.is_some_and(|cost| price.lowest().is_some_and(|lowest| lowest < cost)) {
        warnings.push(ProductWarning::BelowCost(field));
    }
}

#[cfg(test)]
mod tests;
