//! Orders while the shop is being made up.

use super::goods::Line;
use super::random::Random;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::order::OrderStatus;
use crate::domain::person::PersonFacts;

/// How somebody buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Channel {
    /// By parcel.
    Taobao,
    /// At the stall.
    Stall,
    /// Small shops, from the seller's own table.
    SmallShop,
    /// Sent on to somebody else's buyers (代发).
    Dropship,
}

impl Channel {
    /// Which file tells of it.
    pub(super) const fn platform(self) -> Platform {
        match self {
            Channel::Taobao => Platform::Taobao,
            Channel::Stall | Channel::SmallShop => Platform::Table,
            Channel::Dropship => Platform::Alibaba1688,
        }
    }

    /// How far an order of so many days ago has come.
    const fn status(self, days_ago: i32) -> OrderStatus {
        match (self, days_ago) {
            (Channel::Stall, _) => OrderStatus::Completed,
            (Channel::SmallShop | Channel::Taobao | Channel::Dropship, ..=1) => OrderStatus::Paid,
            (Channel::SmallShop, _) => OrderStatus::Completed,
            (Channel::Taobao | Channel::Dropship, ..=9) => OrderStatus::Shipped,
            (Channel::Taobao | Channel::Dropship, _) => OrderStatus::Completed,
        }
    }
}

/// One order.
#[derive(Clone, Debug)]
pub(super) struct Purchase {
    pub(super) day: Day,
    pub(super) lines: Vec<Line>,
    pub(super) status: OrderStatus,
    pub(super) postage_fen: Fen,
    pub(super) refund_fen: Fen,
    pub(super) remark: &'static str,
    /// It is one of the bought ones that only look like a sale.
    pub(super) is_brushed: bool,
}

impl Purchase {
    /// An order of these goods, as far as one of this day has come.
    pub(super) fn new(channel: Channel, today: Day, day: Day, lines: Vec<Line>) -> Purchase {
        Purchase {
            day,
            lines,
            status: channel.status(today.days_since(day)),
            postage_fen: Fen::ZERO,
            refund_fen: Fen::ZERO,
            remark: "",
            is_brushed: false,
        }
    }

    /// What the goods cost together.
    pub(super) fn goods_fen(&self) -> Fen {
        self.lines.iter().map(|line| line.amount_fen).fold(Fen::ZERO, Fen::saturating_add)
    }

    /// Small parcels pay postage, or some of them do.
    pub(super) fn with_postage(mut self, channel: Channel, random: &mut Random) -> Purchase {
        if channel == Channel::Taobao && self.goods_fen().minor() < 6900 && random.chance(500) {
            self.postage_fen = Fen::from_minor(random.pick(&[600, 800, 1000]));
        }
        self
    }
}

/// Somebody and what he buys.
#[derive(Clone, Debug)]
pub(super) struct Buyer {
    pub(super) key: CustomerKey,
    pub(super) channel: Channel,
    pub(super) facts: PersonFacts,
    pub(super) purchases: Vec<Purchase>,
}
