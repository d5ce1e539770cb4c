//! Why a promotion or a coupon cannot be used: every reason, with what is needed and what is there.

use std::sync::Arc;

use crate::domain::coupon::CouponState;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::promotion::condition::{Amount, MonthDay, Words};
use crate::domain::quantity::Quantity;

/// One unmet condition. Sentences about it stand in the message catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// It begins later.
    NotBegun {
        /// Its first day.
        first_day: Day,
        /// Today.
        day: Day,
    },
    /// It is over.
    Ended {
        /// Its last day.
        last_day: Day,
        /// Today.
        day: Day,
    },
    /// The coupon was used, expired or taken back.
    State(CouponState),
    /// The coupon is somebody else's.
    Owner {
        /// Whose it is.
        owner: Arc<str>,
        /// Who buys.
        customer: Option<Arc<str>>,
    },
    /// None of its goods is in the cart.
    Goods,
    /// Too little money, in the amount that is read.
    MinAmount {
        /// What is asked for.
        need_fen: Fen,
        /// What is there.
        have_fen: Fen,
        /// Which amount.
        reads: Amount,
    },
    /// Too few.
    MinQuantity {
        /// What is asked for.
        need: Quantity,
        /// What is there.
        have: Quantity,
    },
    /// The tier is too low.
    TierAtLeast {
        /// What is asked for.
        need: u8,
        /// What is there, 0 for nobody known.
        have: u8,
    },
    /// In none of the segments.
    SegmentIn {
        /// One of them would do.
        need: Words,
        /// The customer's.
        have: Words,
    },
    /// Buys otherwise.
    ModeIn {
        /// One of them would do.
        need: Words,
        /// The customer's.
        have: Words,
    },
    /// Is something else.
    KindIn {
        /// One of them would do.
        need: Words,
        /// The customer's.
        have: Words,
    },
    /// From elsewhere.
    RegionIn {
        /// One of them would do.
        need: Words,
        /// The customer's.
        have: Option<Arc<str>>,
    },
    /// Through another channel.
    ChannelIn {
        /// One of them would do.
        need: Words,
        /// The order's.
        have: Option<Arc<str>>,
    },
    /// Bought before, or nobody known.
    FirstOrder {
        /// Purchases before; nobody known where there is none.
        have: Option<u32>,
    },
    /// Another purchase than the one asked for.
    NthPurchase {
        /// What is asked for.
        need: u32,
        /// Which one this would be; nobody known where there is none.
        have: Option<u32>,
    },
    /// On other days of the week, 1 = Monday.
    WeekdayIn {
        /// One of them would do.
        need: Vec<u8>,
        /// Today's.
        have: u8,
    },
    /// On other days of the month.
    MemberDay {
        /// One of them would do.
        need: Vec<u8>,
        /// Today's.
        have: u8,
    },
    /// Not around the birthday, or none is known.
    BirthdayWindow {
        /// The birthday.
        birthday: Option<MonthDay>,
        /// Today.
        day: Day,
    },
    /// Bought too lately.
    TooSoon {
        /// At least so many days.
        need_days: u32,
        /// Days since the last purchase; never bought where there is none.
        have_days: Option<i32>,
    },
    /// Bought too long ago.
    TooLongAgo {
        /// At most so many days.
        need_days: u32,
        /// Days since the last purchase; never bought where there is none.
        have_days: Option<i32>,
    },
    /// Too few units to be bought, for others to be free.
    BuyQuantity {
        /// Whole units.
        need: Quantity,
        /// Whole units.
        have: Quantity,
    },
    /// Too few units of the goods that would be free.
    GetQuantity {
        /// Whole units.
        need: Quantity,
        /// Whole units.
        have: Quantity,
    },
    /// Too little of a part of a bundle.
    BundleQuantity {
        /// Which.
        sku: Arc<str>,
        /// What is asked for.
        need: Quantity,
        /// What is there.
        have: Quantity,
    },
    /// The customer used it as often as he may.
    PerCustomer {
        /// As often as this.
        limit: u32,
        /// So often; nobody known where there is none.
        used: Option<u32>,
    },
    /// Everybody together used it as often as they may.
    Total {
        /// As often as this.
        limit: u32,
        /// So often.
        used: u32,
    },
    /// The budget is smaller than what it would give. Looked at when everything else is met.
    Budget {
        /// What it would give.
        need_fen: Fen,
        /// What is left.
        left_fen: Fen,
    },
}

impl Unmet {
    /// True where more goods in the cart could meet it.
    #[must_use]
    pub fn is_about_the_cart(&self) -> bool {
        match self {
            Unmet::Goods
            | Unmet::MinAmount { .. }
            | Unmet::MinQuantity { .. }
            | Unmet::BuyQuantity { .. }
            | Unmet::GetQuantity { .. }
            | Unmet::BundleQuantity { .. } => true,
            Unmet::NotBegun { .. }
            | Unmet::Ended { .. }
            | Unmet::State(_)
            | Unmet::Owner { .. }
            | Unmet::TierAtLeast { .. }
            | Unmet::SegmentIn { .. }
            | Unmet::ModeIn { .. }
            | Unmet::KindIn { .. }
            | Unmet::RegionIn { .. }
            | Unmet::ChannelIn { .. }
            | Unmet::FirstOrder { .. }
            | Unmet::NthPurchase { .. }
            | Unmet::WeekdayIn { .. }
            | Unmet::MemberDay { .. }
            | Unmet::BirthdayWindow { .. }
            | Unmet::TooSoon { .. }
            | Unmet::TooLongAgo { .. }
            | Unmet::PerCustomer { .. }
            | Unmet::Total { .. }
            | Unmet::Budget { .. } => false,
        }
    }
}
