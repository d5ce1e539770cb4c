//! What can be asked of one person.

use super::SegmentId;
use crate::domain::card::CardField;
use crate::domain::customer::Platform;
use crate::domain::day::DayRange;
use crate::domain::event::Outcome;
use crate::domain::figures::RfmGroup;
use crate::domain::promotion::OfferId;
use crate::domain::roster::StagePick;

/// One test. What is not known makes it false.
///
/// Sets are "one of these"; a parsed rule has none that is empty, and has them sorted, each once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// A figure lies in a range.
    Figure {
        /// Which figure.
        figure: Figure,
        /// The range.
        range: Range,
    },
    /// Stands in one of these stages.
    Stage(Vec<StagePick>),
    /// Is in one of these groups of RFM.
    Group(Vec<RfmGroup>),
    /// One of these is so.
    Is(Vec<Mark>),
    /// Something stands in a field of the card (CU10), or is known by the key: phone, WeChat, nick.
    Known(CardField),
    /// One of these texts is said of him.
    Said {
        /// Where.
        field: WordField,
        /// What. Equal as a whole; of a region it is enough to contain it.
        any: Vec<Box<str>>,
    },
    /// Has a counted order on one of these.
    BuysOn(Vec<Platform>),
    /// Bought goods: on one of these days more of them than came back.
    Bought {
        /// Which.
        product: Product,
        /// When.
        span: Span,
    },
    /// The last contact came to one of these.
    LastOutcome(Vec<Outcome>),
    /// Has or had a coupon.
    Coupon {
        /// What is or was with it.
        state: CouponState,
        /// Of which promotion; `None` = of any.
        of: Option<OfferId>,
    },
    /// Stands on the highest step of the tiers.
    HighestTier,
    /// Is in another group.
    MemberOf(SegmentId),
}

/// A whole number that is known of somebody. Orders are looked at up to the as-of day, what the
/// seller did up to the day up to which it is known; money is in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// Purchases under the counting rule. Nobody's are unknown: who never bought has 0.
    Purchases(Span),
    /// Net of goods. Who never bought has 0.
    NetFen(Span),
    /// Net for one counted order, on average.
    AverageOrderFen,
    /// Net for one unit, on average, where quantities are known (SG7).
    AverageUnitFen,
    /// Net for one month since the first purchase (RV3).
    ValueRateFen,
    /// The own cycle in whole days, half up; from two days of purchase on.
    CycleDays,
    /// Calendar days since the last purchase; closed days count, other than in the stage.
    DaysSinceLast,
    /// Calendar days since the first purchase.
    DaysSinceFirst,
    /// Days up to the next purchase that is due; less than nothing where it is overdue.
    DaysUntilDue,
    /// Days up to the next birthday; 0 on it.
    DaysUntilBirthday,
    /// Days since the last contact.
    DaysSinceContact,
    /// Score of recency, 1-5.
    RecencyScore,
    /// Score of frequency, 1-5.
    FrequencyScore,
    /// Score of money, 1-5.
    MoneyScore,
    /// Number of the step of the tiers, 1 = the lowest.
    TierStep,
}

impl Figure {
    /// True for money: grades of it meet without overlapping (T18), so its upper bound is outside
    /// of the range. Of days, counts, scores and steps both ends are inside.
    #[must_use]
    pub const fn is_half_open(self) -> bool {
        match self {
            Figure::NetFen(_)
            | Figure::AverageOrderFen
            | Figure::AverageUnitFen
            | Figure::ValueRateFen => true,
            Figure::Purchases(_)
            | Figure::CycleDays
            | Figure::DaysSinceLast
            | Figure::DaysSinceFirst
            | Figure::DaysUntilDue
            | Figure::DaysUntilBirthday
            | Figure::DaysSinceContact
            | Figure::RecencyScore
            | Figure::FrequencyScore
            | Figure::MoneyScore
            | Figure::TierStep => false,
        }
    }

    /// The days it looks at, where it can look at some.
    #[must_use]
    pub const fn span(self) -> Option<Span> {
        match self {
            Figure::Purchases(span) | Figure::NetFen(span) => Some(span),
            Figure::AverageOrderFen
            | Figure::AverageUnitFen
            | Figure::ValueRateFen
            | Figure::CycleDays
            | Figure::DaysSinceLast
            | Figure::DaysSinceFirst
            | Figure::DaysUntilDue
            | Figure::DaysUntilBirthday
            | Figure::DaysSinceContact
            | Figure::RecencyScore
            | Figure::FrequencyScore
            | Figure::MoneyScore
            | Figure::TierStep => None,
        }
    }
}

/// Bounds; `None` = open. Whether the upper one is inside says [`Figure::is_half_open`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// From here on.
    pub from: Option<i64>,
    /// Up to here.
    pub to: Option<i64>,
}

impl Range {
    /// The least and the greatest value inside; nothing is inside where the first is greater.
    pub(super) fn ends(self, figure: Figure) -> (i64, i64) {
        let to = match (self.to, figure.is_half_open()) {
            (Some(i64::MIN), true) => return (i64::MAX, i64::MIN),
            (Some(to), true) => to.saturating_sub(1),
            (Some(to), false) => to,
            (None, _) => i64::MAX,
        };
        (self.from.unwrap_or(i64::MIN), to)
    }

    /// True where a value of a figure is inside.
    #[must_use]
    pub fn contains(self, figure: Figure, value: i64) -> bool {
        let (least, most) = self.ends(figure);
        least <= value && value <= most
    }
}

/// Which days are looked at, none of them after the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// All.
    Ever,
    /// The last so many days: as of D the days after D - N up to D.
    LastDays(u32),
    /// These, both ends inside.
    Days(DayRange),
}

/// What is so or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Marked as important (SG9).
    Important,
    /// Wants not to be contacted.
    OptedOut,
    /// 批发.
    Wholesale,
    /// 定制.
    Custom,
    /// 一件代发.
    Dropship,
    /// 终端客户.
    EndCustomer,
    /// 分销商.
    Distributor,
    /// 女.
    Female,
    /// 男.
    Male,
    /// Addressed as 先生.
    Mister,
    /// Addressed as 女士.
    Madam,
    /// Addressed as 总.
    Boss,
    /// 掉单.
    OrderingLess,
    /// Away for more than 1.5 of the own cycle.
    RhythmBroken,
    /// Bought at this time last year, nothing lately.
    SameTimeLastYear,
    /// Bought in last year's November sale, nothing this year.
    LastDoubleEleven,
    /// Was reached on the day of the last order or after it: any contact but one without an answer.
    CaredForSinceOrder,
}

/// Where texts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordField {
    /// Where somebody is: region and address of the card; without either the region to which the
    /// last counted order went that is no dropship order.
    Region,
    /// Tags.
    Tag,
    /// Chat groups.
    ChatGroup,
    /// Who of the shop looks after him.
    Owner,
    /// A form of address that the seller wrote himself.
    Title,
    /// Company.
    Company,
    /// Occupation.
    Occupation,
    /// The shop downstream that a counted order came through (下游渠道).
    Channel,
}

/// Goods.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// One SKU.
    Sku(Box<str>),
    /// Goods of one name.
    Item(Box<str>),
    /// All goods of a category that is handed in.
    Category(Box<str>),
}

/// What is or was with a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CouponState {
    /// Has one that can still be used.
    Held,
    /// Used one.
    Used,
    /// Has one that can still be used and whose last day is so many days away at the most; 0 =
    /// today.
    EndsWithin(u32),
}

/// Where a test reads from orders, which are laid out by themselves.
impl Test {
    /// True where orders have to be laid out first: see [`super::Groups::step_orders`].
    #[must_use]
    pub fn reads_orders(&self) -> bool {
        match self {
            Test::BuysOn(_) | Test::Bought { .. } => true,
            Test::Said { field, .. } => matches!(field, WordField::Region | WordField::Channel),
            Test::Figure { .. }
            | Test::Stage(_)
            | Test::Group(_)
            | Test::Is(_)
            | Test::Known(_)
            | Test::LastOutcome(_)
            | Test::Coupon { .. }
            | Test::HighestTier
            | Test::MemberOf(_) => false,
        }
    }

    /// The same test with its sets sorted, each once, and without empty texts.
    #[must_use]
    pub fn cleaned(mut self) -> Test {
        fn sorted<T: Ord>(list: &mut Vec<T>) {
            list.sort_unstable();
            list.dedup();
        }
        match &mut self {
            Test::Stage(it) => sorted(it),
            Test::Group(it) => sorted(it),
            Test::Is(it) => sorted(it),
            Test::Said { any, .. } => {
                any.iter_mut().for_each(|text| *text = text.trim().into());
                any.retain(|text| !text.is_empty());
                sorted(any);
            }
            Test::BuysOn(it) => sorted(it),
            Test::LastOutcome(it) => sorted(it),
            Test::Bought { product, .. } => match product {
                Product::Sku(text) | Product::Item(text) | Product::Category(text) => {
                    *text = text.trim().into();
                }
            },
            Test::Figure { .. }
            | Test::Known(_)
            | Test::Coupon { .. }
            | Test::HighestTier
            | Test::MemberOf(_) => {}
        }
        self
    }

    /// True for a set of nothing.
    #[must_use]
    pub fn asks_for_nothing(&self) -> bool {
        match self {
            Test::Stage(it) => it.is_empty(),
            Test::Group(it) => it.is_empty(),
            Test::Is(it) => it.is_empty(),
            Test::Said { any, .. } => any.is_empty(),
            Test::BuysOn(it) => it.is_empty(),
            Test::LastOutcome(it) => it.is_empty(),
            Test::Bought { product, .. } => match product {
                Product::Sku(text) | Product::Item(text) | Product::Category(text) => {
                    text.is_empty()
                }
            },
            Test::Figure { range, .. } => *range == Range::default(),
            Test::Known(_) | Test::Coupon { .. } | Test::HighestTier | Test::MemberOf(_) => false,
        }
    }
}
