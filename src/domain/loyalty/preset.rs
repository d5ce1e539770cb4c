//! Offers to begin with, by trade: what sellers of it usually give, for the form to be filled in.

use std::sync::Arc;

use super::offer::Offer;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::promotion::{
    AmountRead, Benefit, Condition, Limits, OfferId, PromotionDraft, Step, Window,
};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;
use crate::domain::trade::Trade;

/// The days of the month that are member days (E38: three at most).
const MEMBER_DAYS: [u8; 3] = [8, 18, 28];

/// An offer to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferPreset {
    /// Money off from an amount.
    MoneyOff,
    /// Free postage from an amount (PR17: gift or postage, never the price).
    Postage,
    /// A good of one's own as a gift, so that he tries it (PR18).
    Gift,
    /// Buy ten, get one (PR21: a card to be filled).
    BuyGet,
    /// More points on member days.
    MemberDay,
    /// Around the birthday (MB12).
    Birthday,
    /// For the second purchase.
    SecondPurchase,
    /// A coupon for the next order (PR1).
    NextOrder,
    /// A coupon a month after the first order.
    OneMonth,
    /// A coupon at farewell, for who asked and did not buy (PR16).
    Farewell,
    /// A coupon for free postage (PR20).
    PostageCoupon,
}

/// What is given away, where a preset gives a good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftGood {
    /// Its number.
    pub sku: Arc<str>,
    /// What it is worth.
    pub value_fen: Fen,
}

/// The amounts of a trade, in yuan.
struct Amounts {
    /// From how much money comes off, and how much.
    off: (i64, i64),
    /// From how much there is no postage.
    postage: i64,
    /// From how much there is a gift.
    gift: i64,
    /// The coupon for the next order: from how much, off, days.
    next: (i64, i64, u32),
}

/// Those of a trade; of a shop that said none, those of a shop in the net.
const fn amounts(trade: Option<Trade>) -> Amounts {
    match trade {
        Some(Trade::Food | Trade::Stall) => {
            Amounts { off: (100, 10), postage: 68, gift: 100, next: (50, 5, 21) }
        }
        Some(Trade::Wholesale) => {
            Amounts { off: (2_000, 60), postage: 300, gift: 500, next: (1_000, 30, 30) }
        }
        Some(Trade::Retail) | None => {
            Amounts { off: (199, 20), postage: 99, gift: 199, next: (99, 8, 30) }
        }
    }
}

impl OfferPreset {
    /// Those of a trade for offers of a kind. In wholesale prices never move by themselves: there it
    /// is gift or postage, and no coupon takes money off (PR17).
    #[must_use]
    pub const fn of(trade: Option<Trade>, step: Step) -> &'static [OfferPreset] {
        use OfferPreset as It;
        match (step, trade) {
            (Step::Coupon, Some(Trade::Wholesale)) => &[It::PostageCoupon],
            (Step::Coupon, _) => &[It::NextOrder, It::OneMonth, It::Farewell, It::PostageCoupon],
            (Step::Line | Step::Order, Some(Trade::Wholesale)) => {
                &[It::Postage, It::Gift, It::BuyGet, It::MoneyOff]
            }
            (Step::Line | Step::Order, Some(Trade::Stall)) => &[
                It::MoneyOff,
                It::Gift,
                It::BuyGet,
                It::MemberDay,
                It::Birthday,
                It::SecondPurchase,
            ],
            (Step::Line | Step::Order, _) => &[
                It::MoneyOff,
                It::Postage,
                It::Gift,
                It::BuyGet,
                It::MemberDay,
                It::Birthday,
                It::SecondPurchase,
            ],
        }
    }

    /// Its word for checks.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            OfferPreset::MoneyOff => "money-off",
            OfferPreset::Postage => "postage",
            OfferPreset::Gift => "gift",
            OfferPreset::BuyGet => "buy-get",
            OfferPreset::MemberDay => "member-day",
            OfferPreset::Birthday => "birthday",
            OfferPreset::SecondPurchase => "second",
            OfferPreset::NextOrder => "next-order",
            OfferPreset::OneMonth => "one-month",
            OfferPreset::Farewell => "farewell",
            OfferPreset::PostageCoupon => "postage-coupon",
        }
    }

    /// The offer, without a name, from a day on. `None` where it gives a good and there is none.
    #[must_use]
    pub fn offer(
        self,
        trade: Option<Trade>,
        first_day: Day,
        good: Option<&GiftGood>,
    ) -> Option<Offer> {
        let amounts = amounts(trade);
        let from = |yuan| Condition::MinAmount {
            minimum_fen: Fen::from_minor(yuan * 100),
            read: AmountRead::default(),
        };
        let off = |yuan| Benefit::AmountOff { off_fen: Fen::from_minor(yuan * 100) };
        let (step, conditions, benefit, valid_days) = match self {
            OfferPreset::MoneyOff => {
                (Step::Order, vec![from(amounts.off.0)], off(amounts.off.1), None)
            }
            OfferPreset::Postage => {
                (Step::Order, vec![from(amounts.postage)], Benefit::FreePostage, None)
            }
            OfferPreset::Gift => {
                let GiftGood { sku, value_fen } = good?.clone();
                let quantity = Quantity::from_thousandths(1_000);
                let gift = Benefit::Gift { sku, quantity, value_fen };
                (Step::Order, vec![from(amounts.gift)], gift, None)
            }
            OfferPreset::BuyGet => {
                let (buy_units, get_units) = (10, 1);
                let free =
                    Benefit::BuyGet { buy_units, get_units, get_skus: None, max_times: None };
                (Step::Line, Vec::new(), free, None)
            }
            OfferPreset::MemberDay => {
                let day = BasisPoints::new(20_000)?;
                let days = Condition::MemberDay(MEMBER_DAYS.to_vec());
                (Step::Order, vec![days], Benefit::PointsMultiplier { day }, None)
            }
            OfferPreset::Birthday => {
                let window = Condition::BirthdayWindow { before_days: 7, after_days: 7 };
                let paid = BasisPoints::new(9_000)?;
                let cap_fen = Some(Fen::from_minor(2_000));
                (Step::Order, vec![window], Benefit::Percent { paid, cap_fen }, None)
            }
            OfferPreset::SecondPurchase => {
                (Step::Order, vec![Condition::NthPurchase(2)], off(5), None)
            }
            OfferPreset::NextOrder => {
                let (minimum, less, days) = amounts.next;
                (Step::Coupon, vec![from(minimum)], off(less), Some(days))
            }
            OfferPreset::OneMonth => (Step::Coupon, vec![from(68)], off(10), Some(14)),
            OfferPreset::Farewell => {
                let (minimum, less, _) = amounts.next;
                (Step::Coupon, vec![from(minimum)], off(less), Some(7))
            }
            OfferPreset::PostageCoupon => {
                (Step::Coupon, Vec::new(), Benefit::FreePostage, Some(30))
            }
        };
        let promotion = PromotionDraft {
            id: OfferId::new("draft"),
            step,
            window: Window { first_day: Some(first_day), last_day: None },
            conditions,
            benefit,
            stackable: step == Step::Line,
            exclusive_group: None,
            limits: Limits::default(),
        };
        Some(Offer { name: String::new(), is_on: true, promotion, valid_days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_each_trade_is_an_offer() {
        let day = Day::from_number(20_000);
        let good = GiftGood { sku: "G04".into(), value_fen: Fen::from_minor(1_580) };
        for trade in Trade::ALL.into_iter().map(Some).chain([None]) {
            for step in Step::ALL {
                for preset in OfferPreset::of(trade, step) {
                    let rule = preset.word();
                    let offer = preset.offer(trade, day, Some(&good)).expect(rule);
                    assert!(offer.promotion.warnings().is_empty(), "{rule}");
                    let is_coupon = offer.promotion.step == Step::Coupon;
                    assert_eq!(is_coupon, step == Step::Coupon, "{rule} stands on its shelf");
                    assert_eq!(offer.valid_days.is_some(), is_coupon, "{rule}");
                    assert!(offer.promotion.parse().is_ok(), "{rule}");
                }
            }
        }
        assert_eq!(OfferPreset::Gift.offer(None, day, None), None, "nothing to give");
    }

    #[test]
    fn amounts_of_the_notes() {
        let day = Day::from_number(20_000);
        for (preset, trade, from, off, days) in [
            (OfferPreset::NextOrder, Trade::Retail, 9_900, 800, 30),
            (OfferPreset::NextOrder, Trade::Food, 5_000, 500, 21),
            (OfferPreset::OneMonth, Trade::Stall, 6_800, 1_000, 14),
        ] {
            let offer = preset.offer(Some(trade), day, None).unwrap();
            let minimum_fen = Fen::from_minor(from);
            let read = AmountRead::default();
            let conditions = [Condition::MinAmount { minimum_fen, read }];
            assert_eq!(offer.promotion.conditions, conditions, "{}", preset.word());
            let off_fen = Fen::from_minor(off);
            assert_eq!(offer.promotion.benefit, Benefit::AmountOff { off_fen });
            assert_eq!(offer.valid_days, Some(days));
        }
    }
}
