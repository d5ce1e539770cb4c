//! What a customer pays for a unit: layers, quantity breaks, minimum quantities (semantics 4).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::money::{Fen, divide_rounded};
use super::quantity::Quantity;
use super::rate::BasisPoints;

/// A unit price, by quantity where it has breaks (阶梯价), and only from a minimum quantity on.
///
/// The order among prices has no meaning of its own; it settles which of two equal stamps holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price {
    /// Rising, at least one.
    breaks: Vec<PriceBreak>,
    min_quantity: Quantity,
}

/// From this quantity on a unit costs this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PriceBreak {
    /// The quantity of the line from which on it holds.
    pub from: Quantity,
    /// Of one unit.
    pub unit_fen: Fen,
}

/// Why breaks are no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceFault {
    /// There is none.
    NoBreak,
    /// Two begin at the same quantity.
    SameFrom(Quantity),
    /// A unit would cost less than nothing.
    BelowZero,
}

impl Price {
    /// One price for every quantity.
    ///
    /// # Errors
    /// A price below 0.
    pub fn flat(unit_fen: Fen) -> Result<Price, PriceFault> {
        Price::by_quantity(vec![PriceBreak { from: Quantity::default(), unit_fen }])
    }

    /// A price by the quantity of the line; the breaks may come in any order.
    ///
    /// # Errors
    /// No break, two at one quantity, a price below 0.
    pub fn by_quantity(mut breaks: Vec<PriceBreak>) -> Result<Price, PriceFault> {
        if breaks.is_empty() {
            return Err(PriceFault::NoBreak);
        }
        if breaks.iter().any(|at| at.unit_fen < Fen::ZERO) {
            return Err(PriceFault::BelowZero);
        }
        breaks.sort_by_key(|at| at.from);
        for (at, next) in breaks.iter().zip(breaks.iter().skip(1)) {
            if at.from == next.from {
                return Err(PriceFault::SameFrom(at.from));
            }
        }
        Ok(Price { breaks, min_quantity: Quantity::default() })
    }

    /// The same, for lines of at least `quantity` alone (起订量).
    #[must_use]
    pub fn from_quantity(self, quantity: Quantity) -> Price {
        Price { min_quantity: quantity, ..self }
    }

    /// Of one unit in a line of so many; `None` where the minimum quantity or the first break is
    /// not reached: the price does not exist for that line.
    #[must_use]
    pub fn at(&self, quantity: Quantity) -> Option<Fen> {
        if quantity < self.min_quantity {
            return None;
        }
        self.breaks.iter().rev().find(|at| at.from <= quantity).map(|at| at.unit_fen)
    }

    /// Its breaks, by rising quantity.
    #[must_use]
    pub fn breaks(&self) -> &[PriceBreak] {
        &self.breaks
    }

    /// The least quantity of a line it was said to hold for (起订量); 0 where nothing was said.
    #[must_use]
    pub fn min_quantity(&self) -> Quantity {
        self.min_quantity
    }

    /// The least quantity of a line for which it exists: minimum and first break are both reached.
    #[must_use]
    pub fn starts_from(&self) -> Quantity {
        self.breaks.first().map_or(self.min_quantity, |first| first.from.max(self.min_quantity))
    }

    /// What a unit costs at least, in whatever quantity is bought.
    #[must_use]
    pub fn lowest(&self) -> Option<Fen> {
        self.turns().filter_map(|quantity| self.at(quantity)).min()
    }

    /// The quantities at which it changes, in no order.
    pub fn turns(&self) -> impl Iterator<Item = Quantity> + '_ {
        self.breaks.iter().map(|at| at.from).chain([self.min_quantity])
    }
}

/// All prices of one good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceLayers {
    /// The customer's own price.
    pub own: Option<Price>,
    /// Of his private list.
    pub private: Option<Price>,
    /// By region.
    pub region: BTreeMap<Arc<str>, Price>,
    /// For everybody.
    pub base: Option<Price>,
}

/// Which price it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The customer's own.
    Own,
    /// Of his private list.
    Private,
    /// Of his region.
    Region,
    /// Everybody's.
    Base,
}

/// A price and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPrice {
    /// Of one unit, what is paid before promotions; whole fen.
    pub unit_fen: Fen,
    /// Where it comes from.
    pub layer: Layer,
    /// What the tier made of it: 10000 for own and private prices.
    pub tier: BasisPoints,
}

impl PriceLayers {
    /// The first layer that exists for a line of this quantity: own, private, region, base; the
    /// tier's rate on the last two, rounded to fen before anything is multiplied.
    #[must_use]
    pub fn unit_price(
        &self,
        quantity: Quantity,
        region: Option<&str>,
        tier: BasisPoints,
    ) -> Option<UnitPrice> {
        let at = |price: &Option<Price>| price.as_ref().and_then(|price| price.at(quantity));
        let of_region = || self.region.get(region?)?.at(quantity);
        let settled = |unit_fen, layer| UnitPrice { unit_fen, layer, tier: BasisPoints::ONE };
        let tiered = |fen, layer| UnitPrice { unit_fen: tier.of(fen), layer, tier };
        at(&self.own)
            .map(|fen| settled(fen, Layer::Own))
            .or_else(|| at(&self.private).map(|fen| settled(fen, Layer::Private)))
            .or_else(|| of_region().map(|fen| tiered(fen, Layer::Region)))
            .or_else(|| at(&self.base).map(|fen| tiered(fen, Layer::Base)))
    }

    /// The base price of a unit in a line of so many, before any layer (*list*, semantics 11).
    #[must_use]
    pub fn list_price(&self, quantity: Quantity) -> Option<Fen> {
        self.base.as_ref()?.at(quantity)
    }

    /// The same without own and private price: what layer 3 of semantics 4 is taken from.
    #[must_use]
    pub fn of_everybody(&self) -> PriceLayers {
        PriceLayers {
            own: None,
            private: None,
            region: self.region.clone(),
            base: self.base.clone(),
        }
    }

    /// The quantities at which the price of a unit can change, rising, each once. Between two of
    /// them it does not.
    #[must_use]
    pub fn turns(&self) -> Vec<Quantity> {
        let alone = [&self.own, &self.private, &self.base].into_iter().flatten();
        let mut turns: Vec<Quantity> =
            alone.chain(self.region.values()).flat_map(Price::turns).collect();
        turns.sort_unstable();
        turns.dedup();
        turns
    }

    /// An own or private price that is dearer than what the customer would pay without it; the form
    /// warns of it.
    #[must_use]
    pub fn dearer_than_without(
        &self,
        quantity: Quantity,
        region: Option<&str>,
        tier: BasisPoints,
    ) -> Option<UnitPrice> {
        let paid = self.unit_price(quantity, region, tier)?;
        let without = self.of_everybody();
        match paid.layer {
            Layer::Own | Layer::Private => without
                .unit_price(quantity, region, tier)
                .is_some_and(|without| without.unit_fen < paid.unit_fen)
                .then_some(paid),
            Layer::Region | Layer::Base => None,
        }
    }
}

/// round(unit price x quantity / 1000): the amount of a line (semantics 1). Held at the end of the
/// range, which amounts of at most [`Fen::LARGEST`] and quantities of people never reach.
#[must_use]
pub fn line_amount(unit_fen: Fen, quantity: Quantity) -> Fen {
    let product = i128::from(unit_fen.minor()) * i128::from(quantity.thousandths());
    divide_rounded(product, 1_000).map_or(Fen::from_minor(i64::MAX), Fen::from_minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(minor: i64) -> Price {
        Price::flat(Fen::from_minor(minor)).unwrap()
    }

    fn units(units: i64) -> Quantity {
        Quantity::from_thousandths(units * 1_000)
    }

    fn breaks(breaks: &[(i64, i64)]) -> Result<Price, PriceFault> {
        let at = |&(from, minor): &(i64, i64)| PriceBreak {
            from: units(from),
            unit_fen: Fen::from_minor(minor),
        };
        Price::by_quantity(breaks.iter().map(at).collect())
    }

    #[test]
    fn the_first_layer_that_exists() {
        let mut layers = PriceLayers {
            own: Some(flat(1_800).from_quantity(units(10))),
            private: Some(flat(2_000)),
            region: BTreeMap::from([("north".into(), flat(2_400))]),
            base: Some(flat(2_500)),
        };
        let nine = BasisPoints::new(9_000).unwrap();
        let row = |quantity, region, unit, layer, rule| {
            let price = layers.unit_price(units(quantity), region, nine).unwrap();
            assert_eq!((price.unit_fen.minor(), price.layer), (unit, layer), "{rule}");
        };
        row(10, Some("north"), 1_800, Layer::Own, "E23: best 18, no tier on it");
        row(9, Some("north"), 2_000, Layer::Private, "a minimum not reached: no such layer");
        layers.private = None;
        let row = |quantity, region, unit, layer, rule| {
            let price = layers.unit_price(units(quantity), region, nine).unwrap();
            assert_eq!((price.unit_fen.minor(), price.layer), (unit, layer), "{rule}");
        };
        row(1, Some("north"), 2_160, Layer::Region, "region times tier");
        row(1, Some("south"), 2_250, Layer::Base, "a region without a price");
        row(1, None, 2_250, Layer::Base, "base times tier");
        assert_eq!(layers.list_price(units(1)), Some(Fen::from_minor(2_500)), "list is base");
    }

    #[test]
    fn breaks_of_a_price() {
        let price = breaks(&[(100, 700), (1, 1_000), (10, 850)]).unwrap();
        for (quantity, unit) in
            [(0, None), (1, Some(1_000)), (9, Some(1_000)), (10, Some(850)), (100, Some(700))]
        {
            assert_eq!(price.at(units(quantity)).map(Fen::minor), unit, "{quantity}");
        }
        assert_eq!((price.starts_from(), price.lowest()), (units(1), Some(Fen::from_minor(700))));
        let late = price.from_quantity(units(50));
        assert_eq!((late.starts_from(), late.min_quantity()), (units(50), units(50)));
        let rising = breaks(&[(1, 500), (10, 850)]).unwrap().from_quantity(units(10));
        assert_eq!(rising.lowest(), Some(Fen::from_minor(850)), "a break below the minimum");
        assert_eq!(breaks(&[]), Err(PriceFault::NoBreak));
        assert_eq!(breaks(&[(1, 5), (1, 6)]), Err(PriceFault::SameFrom(units(1))));
        assert_eq!(breaks(&[(1, -5)]), Err(PriceFault::BelowZero));
    }

    #[test]
    fn an_own_price_above_the_tier_s_is_warned_of() {
        let layers = PriceLayers {
            own: Some(flat(2_300)),
            base: Some(flat(2_500)),
            ..PriceLayers::default()
        };
        for (bp, warned) in [(10_000, false), (9_200, false), (9_197, true)] {
            let tier = BasisPoints::new(bp).unwrap();
            let found = layers.dearer_than_without(units(1), None, tier);
            assert_eq!(found.is_some(), warned, "{bp}");
        }
    }

    #[test]
    fn e23_discounts_of_20_and_28_percent() {
        for (private, percent) in [(2_000, 20), (1_800, 28)] {
            assert_eq!((2_500 - private) * 100 / 2_500, percent);
            let layers = PriceLayers {
                private: Some(flat(private)),
                base: Some(flat(2_500)),
                ..PriceLayers::default()
            };
            let paid = layers.unit_price(units(1), None, BasisPoints::ONE).unwrap().unit_fen;
            let list = layers.list_price(units(1)).unwrap();
            let off = list.saturating_sub(paid).minor() * 100 / list.minor();
            assert_eq!(off, percent);
        }
    }

    #[test]
    fn amounts_of_lines() {
        for (unit, thousandths, amount, rule) in [
            (1_880, 2_350, 4_418, "2.35 jin, exact"),
            (1_890, 2_350, 4_442, "4441.5, half away from zero"),
            (33, 10_000, 330, "0.35 at 9.5 is 0.33, ten of them 3.30"),
            (1, 499, 0, "less than half a fen"),
        ] {
            let quantity = Quantity::from_thousandths(thousandths);
            assert_eq!(line_amount(Fen::from_minor(unit), quantity).minor(), amount, "{rule}");
        }
    }
}
