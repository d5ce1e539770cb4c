//! What the demo shop sells, and what a buyer puts into one order.

use super::random::Random;
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::quantity::Quantity;

/// How something is sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sold {
    /// By the piece.
    #[default]
    Piece,
    /// By the piece, as a gift: it is not eaten by the buyer, and has no cycle.
    GiftBox,
    /// By weight, in 斤.
    Weight,
}

/// One of the goods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goods {
    /// The shop's own number of it.
    pub sku: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What a piece, or a 斤, costs at retail.
    pub retail_fen: i64,
    /// What it costs small shops.
    pub wholesale_fen: i64,
    /// How many days one lasts; `None` = it has no cycle.
    pub use_days: Option<u16>,
    /// How it is sold.
    pub sold: Sold,
}

const fn piece(
    sku: &'static str,
    name: &'static str,
    (retail_fen, wholesale_fen): (i64, i64),
    use_days: u16,
) -> Goods {
    let use_days = Some(use_days);
    Goods { sku, name, retail_fen, wholesale_fen, use_days, sold: Sold::Piece }
}

const fn gift_box(sku: &'static str, name: &'static str, prices: (i64, i64)) -> Goods {
    let (retail_fen, wholesale_fen) = prices;
    Goods { sku, name, retail_fen, wholesale_fen, use_days: None, sold: Sold::GiftBox }
}

const fn loose(sku: &'static str, name: &'static str, a_jin_fen: i64) -> Goods {
    let (retail_fen, wholesale_fen) = (a_jin_fen, a_jin_fen);
    Goods { sku, name, retail_fen, wholesale_fen, use_days: None, sold: Sold::Weight }
}

pub(super) const DAILY_NUTS: Goods = piece("G01", "每日坚果 30包", (6990, 4600), 30);
pub(super) const ALMONDS: Goods = piece("G02", "原味巴旦木 500g", (3980, 2700), 20);
pub(super) const PECANS: Goods = piece("G03", "碧根果 500g", (4580, 3100), 20);
pub(super) const SUNFLOWER: Goods = piece("G04", "葵花籽 焦糖 500g", (1580, 1020), 14);
pub(super) const DATES: Goods = piece("G05", "新疆灰枣 1kg", (3280, 2100), 35);
pub(super) const GOJI: Goods = piece("G06", "枸杞 250g", (3600, 2400), 60);
pub(super) const TEA: Goods = piece("G07", "龙井 雨前 125g", (9800, 6800), 45);
pub(super) const LOTUS_STARCH: Goods = piece("G08", "桂花藕粉 12条", (2990, 1900), 20);
pub(super) const WALNUTS: Goods = piece("G09", "小核桃仁 罐 250g", (7800, 5500), 25);
pub(super) const STRAWBERRY: Goods = piece("G10", "冻干草莓脆 40g", (1690, 1050), 7);
pub(super) const BOX_A: Goods = gift_box("H01", "年货礼盒 A", (12_800, 9200));
pub(super) const BOX_B: Goods = gift_box("H02", "年货礼盒 B", (19_800, 14_500));
pub(super) const BOX_C: Goods = gift_box("H03", "年货礼盒 C", (29_800, 22_000));
pub(super) const LOOSE_SEEDS: Goods = loose("W01", "散称瓜子（斤）", 1880);
pub(super) const NOODLES: Goods = loose("W02", "湿面条（斤）", 650);

/// All of them, in the order of their numbers.
pub const GOODS: [Goods; 15] = [
    DAILY_NUTS,
    ALMONDS,
    PECANS,
    SUNFLOWER,
    DATES,
    GOJI,
    TEA,
    LOTUS_STARCH,
    WALNUTS,
    STRAWBERRY,
    BOX_A,
    BOX_B,
    BOX_C,
    LOOSE_SEEDS,
    NOODLES,
];

/// What parcels are made of, by how often it is taken.
const BY_PARCEL: [(u32, Goods); 11] = [
    (20, DAILY_NUTS),
    (16, ALMONDS),
    (14, PECANS),
    (14, SUNFLOWER),
    (12, DATES),
    (7, GOJI),
    (4, TEA),
    (9, LOTUS_STARCH),
    (8, WALNUTS),
    (12, STRAWBERRY),
    (2, BOX_A),
];

/// The same at the stall, where things are weighed, too.
const AT_THE_STALL: [(u32, Goods); 12] = [
    (10, DAILY_NUTS),
    (10, ALMONDS),
    (9, PECANS),
    (14, SUNFLOWER),
    (12, DATES),
    (7, GOJI),
    (6, TEA),
    (7, LOTUS_STARCH),
    (8, WALNUTS),
    (6, STRAWBERRY),
    (30, LOOSE_SEEDS),
    (18, NOODLES),
];

const AS_A_GIFT: [(u32, Goods); 5] =
    [(52, BOX_A), (22, BOX_B), (5, BOX_C), (12, TEA), (9, WALNUTS)];

const FOR_A_SHOP: [(u32, Goods); 12] = [
    (12, DAILY_NUTS),
    (12, ALMONDS),
    (12, PECANS),
    (16, SUNFLOWER),
    (12, DATES),
    (5, GOJI),
    (3, TEA),
    (9, LOTUS_STARCH),
    (5, WALNUTS),
    (12, STRAWBERRY),
    (5, LOOSE_SEEDS),
    (6, NOODLES),
];

/// What somebody comes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// Food for oneself, by parcel.
    Parcel,
    /// Food for oneself, at the stall.
    Stall,
    /// Presents.
    Gift,
    /// Stock.
    Stock,
}

impl Errand {
    const fn goods(self) -> &'static [(u32, Goods)] {
        match self {
            Errand::Parcel => &BY_PARCEL,
            Errand::Stall => &AT_THE_STALL,
            Errand::Gift => &AS_A_GIFT,
            Errand::Stock => &FOR_A_SHOP,
        }
    }

    const fn price(self, goods: &Goods) -> i64 {
        match self {
            Errand::Stock => goods.wholesale_fen,
            Errand::Parcel | Errand::Stall | Errand::Gift => goods.retail_fen,
        }
    }

    /// The fewest and the most pieces of one thing.
    const fn pieces(self) -> (i64, i64) {
        match self {
            Errand::Parcel | Errand::Stall | Errand::Gift => (1, 3),
            Errand::Stock => (2, 12),
        }
    }
}

/// Some of the goods at a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) goods: Goods,
    pub(super) quantity: Quantity,
    pub(super) amount_fen: Fen,
}

impl Line {
    /// So many thousandths at a unit price, rounded once.
    pub(super) fn of(goods: Goods, thousandths: i64, unit_fen: i64) -> Line {
        let amount = divide_rounded(i128::from(unit_fen) * i128::from(thousandths), 1000);
        let amount_fen = Fen::from_minor(amount.unwrap_or_default());
        Line { goods, quantity: Quantity::from_thousandths(thousandths), amount_fen }
    }

    /// So many pieces at the retail price.
    pub(super) fn retail(goods: Goods, pieces: i64) -> Line {
        Line::of(goods, pieces * 1000, goods.retail_fen)
    }
}

/// A basket that costs about `target_fen`: different goods, one at the least.
pub(super) fn basket(errand: Errand, target_fen: i64, random: &mut Random) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut left = target_fen;
    for _ in 0..8 {
        let goods: Goods = random.weighted(errand.goods());
        let unit = errand.price(&goods);
        let is_new = lines.iter().all(|line| line.goods.sku != goods.sku);
        let fits = goods.sold == Sold::Weight || 4 * errand.pieces().0 * unit <= 5 * left;
        if is_new && fits {
            let budget = left * random.between(40, 100) / 100;
            let line = Line::of(goods, thousandths(errand, &goods, budget, random), unit);
            left -= line.amount_fen.minor();
            lines.push(line);
        }
        if left < 800 {
            break;
        }
    }
    if lines.is_empty() {
        lines.push(Line::of(SUNFLOWER, 1000, errand.price(&SUNFLOWER)));
    }
    lines
}

/// As much as the budget gives: whole pieces, or a weight in steps of 0.05 斤.
fn thousandths(errand: Errand, goods: &Goods, budget: i64, random: &mut Random) -> i64 {
    let (fewest, most) = errand.pieces();
    let wished = budget * 1000 / errand.price(goods).max(1);
    match goods.sold {
        Sold::Piece | Sold::GiftBox => (wished / 1000).clamp(fewest, most) * 1000,
        Sold::Weight => (wished.clamp(500, 2000 * most) + random.between(-8, 8) * 50) / 50 * 50,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_rounded_once() {
        for (goods, thousandths, expected, rule) in [
            (LOOSE_SEEDS, 2350, 4418, "2.35 斤 of 18.80"),
            (NOODLES, 350, 228, "0.35 斤 of 6.50 is 2.275"),
            (DAILY_NUTS, 2000, 13_980, "two pieces"),
        ] {
            let line = Line::of(goods, thousandths, goods.retail_fen);
            assert_eq!(line.amount_fen.minor(), expected, "{rule}");
        }
    }

    #[test]
    fn a_basket_is_near_what_it_should_cost() {
        for (errand, target) in [
            (Errand::Parcel, 8500),
            (Errand::Stall, 7500),
            (Errand::Gift, 17_000),
            (Errand::Stock, 36_000),
            (Errand::Parcel, 0),
        ] {
            let mut random = Random::new(1, 1);
            let mut sum = 0;
            for _ in 0..500 {
                let lines = basket(errand, target, &mut random);
                let amount: i64 = lines.iter().map(|line| line.amount_fen.minor()).sum();
                assert!(amount > 0 && amount <= target * 14 / 10 + 3000, "{errand:?}: {lines:?}");
                sum += amount;
            }
            let mean = sum / 500;
            let is_near = (target * 8 / 10..=target * 11 / 10 + 1600).contains(&mean);
            assert!(is_near, "{errand:?} of {target}: {mean}");
        }
    }

    #[test]
    fn only_what_the_buyer_eats_lasts_some_days() {
        for goods in GOODS {
            assert_eq!(goods.use_days.is_some(), goods.sold == Sold::Piece, "{}", goods.name);
            assert!(goods.wholesale_fen <= goods.retail_fen, "{}", goods.name);
        }
    }
}
