//! What can be asked for and granted, as choices of a form, and which fields each of them has.

use crate::domain::promotion::{Benefit, Condition};
use crate::ui::text::offer::{Family, Slot};

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The first day.
    FirstDay,
    /// The last day.
    LastDay,
    /// Uses by one customer.
    PerCustomer,
    /// Uses by everybody.
    Total,
    /// What may be given away.
    Budget,
    /// The group of which only one acts.
    Group,
    /// For how many days coupons are valid.
    Validity,
    /// From this money on.
    MinAmount,
    /// From this quantity on.
    MinQuantity,
    /// Only these goods.
    SkuIn,
    /// All goods but these.
    SkuOut,
    /// Only these categories.
    CategoryIn,
    /// All categories but these.
    CategoryOut,
    /// A tier or above.
    Tier,
    /// In one of these groups of customers.
    Segment,
    /// How somebody buys.
    Mode,
    /// What somebody is.
    Role,
    /// Where he is.
    Region,
    /// Through which channel.
    Channel,
    /// His first order.
    FirstOrder,
    /// His Nth purchase.
    Nth,
    /// On these days of the week.
    Weekdays,
    /// On these days of the month.
    MemberDays,
    /// Around his birthday.
    Birthday,
    /// So long after his last purchase.
    Silence,
    /// So much off.
    Off,
    /// So much off for every full amount.
    OffPer,
    /// By steps.
    Ladder,
    /// A share is paid.
    Percent,
    /// One price for each.
    FixedPrice,
    /// No postage.
    FreePostage,
    /// Something beside.
    Gift,
    /// More points.
    Points,
    /// Buy some, get some.
    BuyGet,
    /// Together for one price.
    Bundle,
}

impl Kind {
    /// What can be granted, in the order of the form.
    pub const BENEFITS: [Kind; 10] = [
        Kind::Off,
        Kind::OffPer,
        Kind::Ladder,
        Kind::Percent,
        Kind::FixedPrice,
        Kind::FreePostage,
        Kind::Gift,
        Kind::BuyGet,
        Kind::Bundle,
        Kind::Points,
    ];
    /// When.
    pub const DAYS: [Kind; 2] = [Kind::Weekdays, Kind::MemberDays];
    /// On which goods.
    pub const GOODS: [Kind; 4] = [Kind::SkuIn, Kind::SkuOut, Kind::CategoryIn, Kind::CategoryOut];
    /// From how much on.
    pub const AMOUNT: [Kind; 2] = [Kind::MinAmount, Kind::MinQuantity];
    /// Who, and through which channel.
    pub const WHO: [Kind; 10] = [
        Kind::Tier,
        Kind::Segment,
        Kind::FirstOrder,
        Kind::Nth,
        Kind::Silence,
        Kind::Birthday,
        Kind::Mode,
        Kind::Role,
        Kind::Region,
        Kind::Channel,
    ];

    /// What a slot of the sentence can become; the first is what it begins with. Empty where a tap
    /// turns it over without a form.
    #[must_use]
    pub fn of_slot(slot: Slot, conditions: &[Condition]) -> Vec<Kind> {
        match slot {
            Slot::FirstDay => vec![Kind::FirstDay],
            Slot::LastDay => vec![Kind::LastDay],
            Slot::Days => Kind::DAYS.to_vec(),
            Slot::Goods => Kind::GOODS.to_vec(),
            Slot::Threshold => Kind::AMOUNT.to_vec(),
            Slot::Condition(at) => conditions.get(at).map(Kind::family_of).unwrap_or_default(),
            Slot::Benefit => Kind::BENEFITS.to_vec(),
            Slot::PerCustomer => vec![Kind::PerCustomer],
            Slot::Total => vec![Kind::Total],
            Slot::Budget => vec![Kind::Budget],
            Slot::Group => vec![Kind::Group],
            Slot::Validity => vec![Kind::Validity],
            Slot::More => {
                let [who, days] = [&Kind::WHO[..], &Kind::DAYS];
                [who, days, &Kind::GOODS, &Kind::AMOUNT].concat()
            }
            Slot::Step | Slot::Stacking => Vec::new(),
        }
    }

    fn family_of(condition: &Condition) -> Vec<Kind> {
        match Family::of(condition) {
            Family::Days => Kind::DAYS.to_vec(),
            Family::Goods => Kind::GOODS.to_vec(),
            Family::Amount => Kind::AMOUNT.to_vec(),
            Family::Who => Kind::WHO.to_vec(),
        }
    }

    /// Of a condition.
    #[must_use]
    pub const fn of_condition(condition: &Condition) -> Kind {
        match condition {
            Condition::MinAmount { .. } => Kind::MinAmount,
            Condition::MinQuantity { .. } => Kind::MinQuantity,
            Condition::SkuIn(_) => Kind::SkuIn,
            Condition::SkuOut(_) => Kind::SkuOut,
            Condition::CategoryIn(_) => Kind::CategoryIn,
            Condition::CategoryOut(_) => Kind::CategoryOut,
            Condition::TierAtLeast(_) => Kind::Tier,
            Condition::SegmentIn(_) => Kind::Segment,
            Condition::ModeIn(_) => Kind::Mode,
            Condition::KindIn(_) => Kind::Role,
            Condition::RegionIn(_) => Kind::Region,
            Condition::ChannelIn(_) => Kind::Channel,
            Condition::FirstOrder => Kind::FirstOrder,
            Condition::NthPurchase(_) => Kind::Nth,
            Condition::WeekdayIn(_) => Kind::Weekdays,
            Condition::MemberDay(_) => Kind::MemberDays,
            Condition::BirthdayWindow { .. } => Kind::Birthday,
            Condition::DaysSinceLast { .. } => Kind::Silence,
        }
    }

    /// Of a benefit.
    #[must_use]
    pub const fn of_benefit(benefit: &Benefit) -> Kind {
        match benefit {
            Benefit::AmountOff { .. } => Kind::Off,
            Benefit::AmountOffPer { .. } => Kind::OffPer,
            Benefit::Ladder { .. } => Kind::Ladder,
            Benefit::Percent { .. } => Kind::Percent,
            Benefit::FixedPrice { .. } => Kind::FixedPrice,
            Benefit::FreePostage => Kind::FreePostage,
            Benefit::Gift { .. } => Kind::Gift,
            Benefit::PointsMultiplier { .. } => Kind::Points,
            Benefit::BuyGet { .. } => Kind::BuyGet,
            Benefit::Bundle { .. } => Kind::Bundle,
        }
    }

    /// Its fields, in the order of the form. Those of rows stand in [`Kind::rows`].
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Kind::FirstDay | Kind::LastDay => &[Field::Day],
            Kind::PerCustomer | Kind::Total => &[Field::Limit],
            Kind::Budget => &[Field::Budget],
            Kind::Group => &[Field::GroupName],
            Kind::Validity => &[Field::ValidDays],
            Kind::MinAmount => &[Field::Minimum, Field::Reads, Field::Over],
            Kind::MinQuantity => &[Field::MinQuantity, Field::Over],
            Kind::SkuIn
            | Kind::SkuOut
            | Kind::CategoryIn
            | Kind::CategoryOut
            | Kind::Segment
            | Kind::Mode
            | Kind::Role
            | Kind::Region
            | Kind::Channel => &[Field::Words],
            Kind::Tier => &[Field::Tier],
            Kind::FirstOrder | Kind::FreePostage => &[],
            Kind::Nth => &[Field::Nth],
            Kind::Weekdays => &[Field::Weekdays],
            Kind::MemberDays => &[Field::MonthDays],
            Kind::Birthday => &[Field::Before, Field::After],
            Kind::Silence => &[Field::Least, Field::Most],
            Kind::Off => &[Field::Off],
            Kind::OffPer => &[Field::Per, Field::Off, Field::Cap, Field::Reads, Field::Over],
            Kind::Ladder => &[Field::Reads, Field::Over],
            Kind::Percent => &[Field::Paid, Field::Cap],
            Kind::FixedPrice => &[Field::UnitPrice],
            Kind::Gift => &[Field::Good, Field::Quantity, Field::Value],
            Kind::Points => &[Field::Factor],
            Kind::BuyGet => &[Field::Buy, Field::Get, Field::GetGoods, Field::Times],
            Kind::Bundle => &[Field::Price, Field::Times],
        }
    }

    /// The two fields of each of its rows.
    #[must_use]
    pub const fn rows(self) -> Option<(Field, Field)> {
        match self {
            Kind::Ladder => Some((Field::LadderFrom, Field::LadderOff)),
            Kind::Bundle => Some((Field::ItemGood, Field::ItemQuantity)),
            Kind::FirstDay
            | Kind::LastDay
            | Kind::PerCustomer
            | Kind::Total
            | Kind::Budget
            | Kind::Group
            | Kind::Validity
            | Kind::MinAmount
            | Kind::MinQuantity
            | Kind::SkuIn
            | Kind::SkuOut
            | Kind::CategoryIn
            | Kind::CategoryOut
            | Kind::Tier
            | Kind::Segment
            | Kind::Mode
            | Kind::Role
            | Kind::Region
            | Kind::Channel
            | Kind::FirstOrder
            | Kind::Nth
            | Kind::Weekdays
            | Kind::MemberDays
            | Kind::Birthday
            | Kind::Silence
            | Kind::Off
            | Kind::OffPer
            | Kind::Percent
            | Kind::FixedPrice
            | Kind::FreePostage
            | Kind::Gift
            | Kind::Points
            | Kind::BuyGet => None,
        }
    }
}

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A day.
    Day,
    /// Uses.
    Limit,
    /// Money in all.
    Budget,
    /// The name of a group.
    GroupName,
    /// Days of a coupon.
    ValidDays,
    /// A minimum of money.
    Minimum,
    /// A minimum of goods.
    MinQuantity,
    /// Which amount is read.
    Reads,
    /// Over which lines.
    Over,
    /// Words that are picked or typed.
    Words,
    /// A tier.
    Tier,
    /// Which purchase.
    Nth,
    /// Days of the week.
    Weekdays,
    /// Days of the month.
    MonthDays,
    /// Days before.
    Before,
    /// Days after.
    After,
    /// Days at least.
    Least,
    /// Days at most.
    Most,
    /// Taken off.
    Off,
    /// For every full such amount.
    Per,
    /// At most this off.
    Cap,
    /// What is paid, as a share.
    Paid,
    /// Of one unit.
    UnitPrice,
    /// What a gift is.
    Good,
    /// How much of it.
    Quantity,
    /// What it is worth.
    Value,
    /// Times the points.
    Factor,
    /// Units to buy.
    Buy,
    /// Units to get.
    Get,
    /// Which goods are to be got.
    GetGoods,
    /// At most so often.
    Times,
    /// Of a bundle.
    Price,
    /// A step begins here.
    LadderFrom,
    /// And takes off this.
    LadderOff,
    /// A part of a bundle.
    ItemGood,
    /// How much of it.
    ItemQuantity,
}
