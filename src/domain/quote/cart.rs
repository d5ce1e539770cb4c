//! What is asked: a cart, who buys, what may act on it.

use std::sync::Arc;

use super::allocation::sum;
use super::settlement::{HandDiscount, PointsRules};
use crate::domain::coupon::Coupon;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::points::Points;
use crate::domain::price::{Price, PriceFault, PriceLayers, UnitPrice, line_amount};
use crate::domain::promotion::condition::{MonthDay, Words};
use crate::domain::promotion::{OfferId, Promotion, Used};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// Who buys. What is known of him in the morning of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    /// Who.
    pub id: Arc<str>,
    /// His tier; 1 is the lowest, 0 none.
    pub tier: u8,
    /// Where he is.
    pub region: Option<Arc<str>>,
    /// Segments he is in.
    pub segments: Words,
    /// How he buys.
    pub modes: Words,
    /// What he is.
    pub kinds: Words,
    /// Purchases before this one, as the counting rule counts them.
    pub purchases: u32,
    /// The day of the last of them.
    pub last_day: Option<Day>,
    /// His birthday.
    pub birthday: Option<MonthDay>,
    /// Points he may spend.
    pub points: Points,
}

/// What a tier means for prices and points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TierRates {
    /// What is paid of region and base prices.
    pub paid: BasisPoints,
    /// The multiplier of points.
    pub points: BasisPoints,
}

/// A line of a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CartLine {
    /// Which good, where one is named.
    pub sku: Option<Arc<str>>,
    /// Of which category.
    pub category: Option<Arc<str>>,
    /// How much, not below 0.
    pub quantity: Quantity,
    /// What it costs.
    pub prices: PriceLayers,
}

impl CartLine {
    /// An amount without goods: one unit of that base price (semantics 4).
    ///
    /// # Errors
    /// An amount below 0.
    pub fn typed(amount: Fen) -> Result<CartLine, PriceFault> {
        let prices = PriceLayers { base: Some(Price::flat(amount)?), ..PriceLayers::default() };
        Ok(CartLine { quantity: Quantity::ONE, prices, ..CartLine::default() })
    }
}

/// A cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cart {
    /// The business day.
    pub day: Day,
    /// Who buys; nobody known (散客) where there is none.
    pub customer: Option<Customer>,
    /// Through which channel.
    pub channel: Option<Arc<str>>,
    /// Lowest first.
    pub tiers: Vec<TierRates>,
    /// What is bought.
    pub lines: Vec<CartLine>,
    /// Before free postage, not below 0.
    pub postage_fen: Fen,
    /// The points program, where there is one.
    pub points: Option<PointsRules>,
    /// What the customer wants to pay with points.
    pub spend_points: Points,
    /// 抹零, 整单改价.
    pub manual: Option<HandDiscount>,
}

impl Cart {
    /// The rates of the customer's tier; full price for nobody known, and without a tier.
    #[must_use]
    pub fn tier_rates(&self) -> TierRates {
        let place = self.customer.as_ref().and_then(|who| usize::from(who.tier).checked_sub(1));
        place.and_then(|place| self.tiers.get(place)).copied().unwrap_or_default()
    }

    /// What each line costs before promotions.
    ///
    /// # Errors
    /// The first line without a price, or all lines together above [`Fen::LARGEST`].
    pub fn price_lines(&self) -> Result<Vec<PricedLine>, QuoteFault> {
        let region = self.customer.as_ref().and_then(|who| who.region.as_deref());
        let tier = self.tier_rates().paid;
        let priced = self.lines.iter().enumerate().map(|(at, line)| {
            let price = line
                .prices
                .unit_price(line.quantity, region, tier)
                .ok_or(QuoteFault::NoPrice { line: at })?;
            let amount_fen = line_amount(price.unit_fen, line.quantity);
            let list = line.prices.list_price(line.quantity);
            let list_fen = list.map_or(amount_fen, |unit| line_amount(unit, line.quantity));
            Ok(PricedLine { price, list_fen, amount_fen })
        });
        let priced: Vec<PricedLine> = priced.collect::<Result<_, _>>()?;
        let together = |amount: fn(&PricedLine) -> Fen| sum(priced.iter().map(amount));
        if together(|line| line.amount_fen.max(line.list_fen)).saturating_add(self.postage_fen)
            > Fen::LARGEST
        {
            return Err(QuoteFault::TooMuch);
        }
        Ok(priced)
    }
}

/// A line with its price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PricedLine {
    /// Of one unit, and where it comes from.
    pub price: UnitPrice,
    /// Base price times quantity, before any layer; the amount where there is no base price.
    pub list_fen: Fen,
    /// What is paid before promotions.
    pub amount_fen: Fen,
}

/// A promotion and what was used of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LivePromotion {
    /// The rule.
    pub promotion: Promotion,
    /// What was used before this order.
    pub used: Used,
}

/// All that may act on a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Promotions, and the rules of the coupons.
    pub promotions: Vec<LivePromotion>,
    /// In-house coupons (店内券); a platform's own never enters a quote.
    pub coupons: Vec<Coupon>,
}

/// Why there is no quote at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteFault {
    /// No price exists for the line at its quantity.
    NoPrice {
        /// Its place.
        line: usize,
    },
    /// More than [`Fen::LARGEST`] in all.
    TooMuch,
    /// Two promotions or coupons are called the same.
    SameId(OfferId),
    /// A coupon whose rule is not there, or is no rule of coupons.
    NoRule {
        /// The coupon.
        coupon: OfferId,
    },
}
