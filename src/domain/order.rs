//! Orders: their status, their money, and whether they count.

use super::money::Fen;

/// How far an order has come. The order of the variants is the order of time: where two files
/// tell of one order, the later status holds (semantics 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderStatus {
    /// Placed, not paid; also a pre-sale order whose balance is open.
    Unpaid,
    /// Paid, not sent.
    Paid,
    /// On its way.
    Shipped,
    /// Received, done.
    Completed,
    /// Cancelled or closed by anybody.
    Closed,
    /// Closed because all of it was refunded.
    Refunded,
}

impl OrderStatus {
    /// All of them, in the order of time, each at the place of its number.
    pub const ALL: [OrderStatus; 6] = [
        OrderStatus::Unpaid,
        OrderStatus::Paid,
        OrderStatus::Shipped,
        OrderStatus::Completed,
        OrderStatus::Closed,
        OrderStatus::Refunded,
    ];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The status of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<OrderStatus> {
        OrderStatus::ALL.get(usize::from(number)).copied()
    }

    /// True where money for it is in the till: paid, shipped or completed.
    #[must_use]
    pub const fn is_live(self) -> bool {
        match self {
            OrderStatus::Paid | OrderStatus::Shipped | OrderStatus::Completed => true,
            OrderStatus::Unpaid | OrderStatus::Closed | OrderStatus::Refunded => false,
        }
    }
}

/// The money of one order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct OrderMoney {
    /// Money received with postage, before refunds.
    pub paid_fen: Fen,
    /// The postage in it.
    pub postage_fen: Fen,
    /// All refunds.
    pub refund_fen: Fen,
}

impl OrderMoney {
    /// What was paid for the goods alone.
    #[must_use]
    pub fn goods_fen(self) -> Fen {
        self.paid_fen.saturating_sub(self.postage_fen).max(Fen::ZERO)
    }

    /// Net = paid - postage - refunds against goods, never below 0. A refund is set against the
    /// goods first and the rest against postage, so it takes no more than the goods.
    #[must_use]
    pub fn net_fen(self) -> Fen {
        let goods = self.goods_fen();
        goods.saturating_sub(self.refund_fen.min(goods)).max(Fen::ZERO)
    }

    /// True where nothing of the goods is left: refunds reach what was paid for them. An order
    /// of amount 0 without a refund is a purchase all the same.
    #[must_use]
    pub fn is_fully_refunded(self) -> bool {
        self.refund_fen > Fen::ZERO && self.refund_fen >= self.goods_fen()
    }
}

/// True where an order counts (semantics 2): paid, shipped or completed, not fully refunded, and
/// not left out by the seller (test, brushed, reseller bulk).
#[must_use]
pub fn is_counted(status: OrderStatus, money: OrderMoney, left_out: bool) -> bool {
    status.is_live() && !money.is_fully_refunded() && !left_out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(paid: i64, postage: i64, refund: i64) -> OrderMoney {
        OrderMoney {
            paid_fen: Fen::from_minor(paid),
            postage_fen: Fen::from_minor(postage),
            refund_fen: Fen::from_minor(refund),
        }
    }

    #[test]
    fn net_and_counting() {
        use OrderStatus::{Closed, Completed, Paid, Refunded, Shipped, Unpaid};
        for (status, paid, postage, refund, net, counts, rule) in [
            (Completed, 4590, 600, 0, 3990, true, "postage is not value"),
            (Completed, 25600, 0, 2850, 22750, true, "part refund"),
            (Completed, 4590, 600, 3990, 0, false, "all goods refunded, postage kept"),
            (Completed, 4590, 600, 4590, 0, false, "refund of goods and postage"),
            (Completed, 4590, 600, 9999, 0, false, "never below 0"),
            (Completed, 0, 0, 0, 0, true, "an order of amount 0 without refund counts"),
            (Completed, 0, 0, 100, 0, false, "amount 0 with a refund"),
            (Completed, 600, 600, 0, 0, true, "a sample for the postage"),
            (Paid, 100, 0, 0, 100, true, "paid"),
            (Shipped, 100, 0, 0, 100, true, "shipped"),
            (Unpaid, 100, 0, 0, 100, false, "unpaid"),
            (Closed, 100, 0, 0, 100, false, "closed"),
            (Refunded, 100, 0, 0, 100, false, "refunded"),
        ] {
            let money = money(paid, postage, refund);
            assert_eq!(money.net_fen(), Fen::from_minor(net), "{rule}");
            assert_eq!(is_counted(status, money, false), counts, "{rule}");
            assert!(!is_counted(status, money, true), "left out: {rule}");
        }
    }

    #[test]
    fn later_status_is_greater() {
        use OrderStatus::{Closed, Completed, Paid, Refunded, Shipped, Unpaid};
        assert!([Unpaid, Paid, Shipped, Completed, Closed, Refunded].is_sorted());
    }
}
