//! The schema of a `quote` case, as it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use super::super::value::{BadCase, Bp, Date, Minor, Thousandths, WholePoints};
use super::Asked;
use super::rules::{CouponCase, PromotionCase};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::price::{Price, PriceBreak, PriceFault, PriceLayers};
use crate::domain::promotion::OfferId;
use crate::domain::promotion::condition::MonthDay;
use crate::domain::quantity::Quantity;
use crate::domain::quote::refund::Refund;
use crate::domain::quote::settlement::{HandChange, HandDiscount, PointsRules};
use crate::domain::quote::{Cart, CartLine, Customer, Offers, TierRates};

/// Carts of more lines than these are no carts.
const MOST_LINES: usize = 10_000;

/// A case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    day: Date,
    customer: Option<CustomerCase>,
    channel: Option<Arc<str>>,
    tiers: Option<Vec<TierCase>>,
    lines: Vec<LineCase>,
    postage_minor: Option<Minor>,
    /// Absent = the usual programme; null = none.
    #[serde(default = "usual_points")]
    points: Option<PointsCase>,
    spend_points: Option<WholePoints>,
    promotions: Option<Vec<PromotionCase>>,
    coupons: Option<Vec<CouponCase>>,
    only: Option<BTreeSet<String>>,
    manual: Option<ManualCase>,
    refunds: Option<Vec<RefundCase>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CustomerCase {
    id: Arc<str>,
    tier: Option<u8>,
    region: Option<Arc<str>>,
    segments: Option<Vec<Arc<str>>>,
    modes: Option<Vec<Arc<str>>>,
    kinds: Option<Vec<Arc<str>>>,
    purchases: Option<u32>,
    last_day: Option<Date>,
    birthday: Option<String>,
    points: Option<WholePoints>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TierCase {
    #[serde(rename = "name")]
    _name: Option<String>,
    paid_bp: Option<Bp>,
    points_bp: Option<Bp>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineCase {
    sku: Option<Arc<str>>,
    category: Option<Arc<str>>,
    quantity: Option<Thousandths>,
    prices: Option<PricesCase>,
    amount_minor: Option<Minor>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PricesCase {
    own: Option<PriceCase>,
    private: Option<PriceCase>,
    region: Option<BTreeMap<Arc<str>, PriceCase>>,
    base: Option<PriceCase>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum PriceCase {
    Flat(Minor),
    Shaped(ShapedPrice),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShapedPrice {
    minor: Option<Minor>,
    breaks: Option<Vec<BreakCase>>,
    min_quantity: Option<Thousandths>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BreakCase {
    from: Thousandths,
    minor: Minor,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PointsCase {
    rate: Option<u32>,
    unit_minor: Option<Minor>,
    money_points: Option<u32>,
    money_max_bp: Option<Bp>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManualCase {
    kind: ManualKind,
    unit_minor: Option<Minor>,
    minor: Option<Minor>,
    limit_minor: Option<Minor>,
    by: Option<Arc<str>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ManualKind {
    RoundDown,
    Total,
    AmountOff,
}

/// A return after the sale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundCase {
    /// What it is called.
    pub id: String,
    day: Option<Date>,
    lines: Option<Vec<ReturnedLine>>,
    minor: Option<Minor>,
    postage_minor: Option<Minor>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReturnedLine {
    line: usize,
    quantity: Thousandths,
}

fn usual_points() -> Option<PointsCase> {
    Some(PointsCase { rate: None, unit_minor: None, money_points: None, money_max_bp: None })
}

impl Case {
    pub(super) fn into_asked(self) -> Result<Asked, BadCase> {
        if self.lines.len() > MOST_LINES {
            return Err(BadCase::Value("too many lines"));
        }
        let lines: Vec<CartLine> =
            self.lines.into_iter().map(LineCase::into_line).collect::<Result<_, _>>()?;
        let cart = Cart {
            day: self.day.0,
            customer: self.customer.map(CustomerCase::into_customer).transpose()?,
            channel: self.channel,
            tiers: self.tiers.unwrap_or_default().iter().map(TierCase::rates).collect(),
            lines,
            postage_fen: not_below_zero(self.postage_minor)?,
            points: self.points.map(PointsCase::into_rules).transpose()?,
            spend_points: self.spend_points.map_or_else(Default::default, |points| points.0),
            manual: self.manual.map(ManualCase::into_manual).transpose()?,
        };
        let promotions = self.promotions.unwrap_or_default().into_iter();
        let offers = Offers {
            promotions: promotions.map(PromotionCase::into_live).collect::<Result<_, _>>()?,
            coupons: self
                .coupons
                .unwrap_or_default()
                .into_iter()
                .map(CouponCase::into_coupon)
                .collect(),
        };
        let only = self.only.map(|ids| ids.iter().map(|id| OfferId::new(id)).collect());
        Ok(Asked { cart, offers, only, refunds: self.refunds })
    }
}

/// Money that cannot be less than nothing; 0 where it is not given.
fn not_below_zero(minor: Option<Minor>) -> Result<Fen, BadCase> {
    let fen = minor.map_or(Fen::ZERO, |minor| minor.0);
    if fen < Fen::ZERO { Err(BadCase::Value("an amount below 0")) } else { Ok(fen) }
}

impl CustomerCase {
    fn into_customer(self) -> Result<Customer, BadCase> {
        let birthday = self.birthday.map(|text| month_day(&text)).transpose()?;
        Ok(Customer {
            id: self.id,
            tier: self.tier.unwrap_or(0),
            region: self.region,
            segments: self.segments.unwrap_or_default(),
            modes: self.modes.unwrap_or_default(),
            kinds: self.kinds.unwrap_or_default(),
            purchases: self.purchases.unwrap_or(0),
            last_day: self.last_day.map(|day| day.0),
            birthday,
            points: self.points.map_or_else(Default::default, |points| points.0),
        })
    }
}

/// `MM-DD`.
fn month_day(text: &str) -> Result<MonthDay, BadCase> {
    let read = || {
        let (month, day) = text.split_once('-')?;
        let number = |digits: &str| {
            let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| plain)
        };
        MonthDay::new(number(month)?, number(day)?)
    };
    read().ok_or(BadCase::Value("a birthday is written MM-DD"))
}

impl TierCase {
    fn rates(&self) -> TierRates {
        TierRates {
            paid: self.paid_bp.map_or_else(Default::default, |bp| bp.0),
            points: self.points_bp.map_or_else(Default::default, |bp| bp.0),
        }
    }
}

impl LineCase {
    fn into_line(self) -> Result<CartLine, BadCase> {
        match (self.amount_minor, self.quantity, self.prices) {
            (Some(amount), None, None) => CartLine::typed(amount.0).map_err(bad_price),
            (None, Some(quantity), prices) => Ok(CartLine {
                sku: self.sku,
                category: self.category,
                quantity: quantity.0,
                prices: prices.unwrap_or_default().into_layers()?,
            }),
            (Some(_), _, _) | (None, None, _) => {
                Err(BadCase::Value("a line has a quantity and prices, or an amount"))
            }
        }
    }
}

impl PricesCase {
    fn into_layers(self) -> Result<PriceLayers, BadCase> {
        let price = |price: Option<PriceCase>| price.map(PriceCase::into_price).transpose();
        let regions = self.region.unwrap_or_default().into_iter();
        Ok(PriceLayers {
            own: price(self.own)?,
            private: price(self.private)?,
            region: regions
                .map(|(region, price)| Ok((region, price.into_price()?)))
                .collect::<Result<_, BadCase>>()?,
            base: price(self.base)?,
        })
    }
}

impl PriceCase {
    fn into_price(self) -> Result<Price, BadCase> {
        match self {
            PriceCase::Flat(minor) => Price::flat(minor.0).map_err(bad_price),
            PriceCase::Shaped(shaped) => shaped.into_price(),
        }
    }
}

impl ShapedPrice {
    fn into_price(self) -> Result<Price, BadCase> {
        let price = match (self.minor, self.breaks) {
            (Some(minor), None) => Price::flat(minor.0),
            (None, Some(breaks)) => {
                let at = |at: BreakCase| PriceBreak { from: at.from.0, unit_fen: at.minor.0 };
                Price::by_quantity(breaks.into_iter().map(at).collect())
            }
            (Some(_), Some(_)) | (None, None) => {
                return Err(BadCase::Value("a price has one amount or breaks"));
            }
        };
        let minimum = self.min_quantity.map_or_else(Quantity::default, |quantity| quantity.0);
        price.map(|price| price.from_quantity(minimum)).map_err(bad_price)
    }
}

fn bad_price(fault: PriceFault) -> BadCase {
    BadCase::Value(match fault {
        PriceFault::NoBreak => "a price without a break",
        PriceFault::SameFrom(_) => "two breaks from one quantity on",
        PriceFault::BelowZero => "a price below 0",
    })
}

impl PointsCase {
    fn into_rules(self) -> Result<PointsRules, BadCase> {
        let usual = PointsRules::default();
        let rules = PointsRules {
            rate: self.rate.unwrap_or(usual.rate),
            unit_fen: self.unit_minor.map_or(usual.unit_fen, |minor| minor.0),
            money_points: self.money_points.unwrap_or(usual.money_points),
            money_max: self.money_max_bp.map_or(usual.money_max, |bp| bp.0),
        };
        if rules.unit_fen <= Fen::ZERO || rules.money_points == 0 {
            return Err(BadCase::Value("points for nothing"));
        }
        Ok(rules)
    }
}

impl ManualCase {
    fn into_manual(self) -> Result<HandDiscount, BadCase> {
        let missing = || BadCase::Value("a change by hand lacks its amount");
        let change = match self.kind {
            ManualKind::RoundDown => {
                HandChange::RoundDown { unit_fen: self.unit_minor.ok_or_else(missing)?.0 }
            }
            ManualKind::Total => HandChange::Total { total_fen: self.minor.ok_or_else(missing)?.0 },
            ManualKind::AmountOff => {
                HandChange::AmountOff { off_fen: self.minor.ok_or_else(missing)?.0 }
            }
        };
        let limit_fen = self.limit_minor.map(|minor| minor.0);
        Ok(HandDiscount { change, limit_fen, by: self.by })
    }
}

impl RefundCase {
    /// What is asked of the engine; on the day of the sale where no other is named.
    pub(super) fn to_refund(&self, sale_day: Day) -> Refund {
        let fen = |minor: Option<Minor>| minor.map_or(Fen::ZERO, |minor| minor.0);
        let lines = self.lines.iter().flatten();
        Refund {
            day: self.day.map_or(sale_day, |day| day.0),
            lines: lines.map(|line| (line.line, line.quantity.0)).collect(),
            amount_fen: fen(self.minor),
            postage_fen: fen(self.postage_minor),
        }
    }
}
