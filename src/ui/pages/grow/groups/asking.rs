//! What a condition can ask, and what its fields look like.

use crate::domain::customer::Platform;
use crate::domain::event::Outcome;
use crate::domain::figures::RfmGroup;
use crate::domain::roster::StagePick;
use crate::domain::segment::{Figure, Mark, WordField};

/// All marks, in the order in which they are offered.
pub const MARKS: [Mark; 17] = [
    Mark::Important,
    Mark::OptedOut,
    Mark::OrderingLess,
    Mark::RhythmBroken,
    Mark::SameTimeLastYear,
    Mark::LastDoubleEleven,
    Mark::CaredForSinceOrder,
    Mark::Wholesale,
    Mark::Custom,
    Mark::Dropship,
    Mark::EndCustomer,
    Mark::Distributor,
    Mark::Female,
    Mark::Male,
    Mark::Mister,
    Mark::Madam,
    Mark::Boss,
];

/// What a condition asks, before it is said how much, which, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// How often somebody bought in some days.
    Purchases,
    /// For how much.
    Net,
    /// A figure that looks at no days of its own.
    Figure(Figure),
    /// Stages.
    Stage,
    /// Groups of RFM.
    Group,
    /// Marks.
    Marks,
    /// A field of the card is known.
    Known,
    /// Texts.
    Said(WordField),
    /// Platforms.
    BuysOn,
    /// Goods by name.
    Item,
    /// Goods by number.
    Sku,
    /// Goods of a category.
    Category,
    /// What came of the last contact.
    LastOutcome,
    /// Holds a coupon.
    CouponHeld,
    /// Used one.
    CouponUsed,
    /// Holds one that ends soon.
    CouponEnds,
    /// The highest tier.
    HighestTier,
    /// Another group.
    MemberOf,
}

/// What is asked about, as the picker is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// 买了多少.
    Much,
    /// 多久没来.
    Long,
    /// 阶段.
    Stage,
    /// 等级.
    Tier,
    /// 标签和资料.
    Card,
    /// 买过什么.
    Goods,
    /// 联系过没有.
    Contact,
    /// 券.
    Coupon,
    /// 别的分组.
    Group,
}

/// The picker: each part with what can be asked.
pub const OFFERED: [(About, &[Ask]); 9] = [
    (
        About::Much,
        &[
            Ask::Purchases,
            Ask::Net,
            Ask::Figure(Figure::AverageOrderFen),
            Ask::Figure(Figure::AverageUnitFen),
            Ask::Figure(Figure::ValueRateFen),
        ],
    ),
    (
        About::Long,
        &[
            Ask::Figure(Figure::DaysSinceLast),
            Ask::Figure(Figure::DaysSinceFirst),
            Ask::Figure(Figure::DaysUntilDue),
            Ask::Figure(Figure::CycleDays),
        ],
    ),
    (
        About::Stage,
        &[
            Ask::Stage,
            Ask::Group,
            Ask::Figure(Figure::RecencyScore),
            Ask::Figure(Figure::FrequencyScore),
            Ask::Figure(Figure::MoneyScore),
        ],
    ),
    (About::Tier, &[Ask::Figure(Figure::TierStep), Ask::HighestTier]),
    (
        About::Card,
        &[
            Ask::Marks,
            Ask::Said(WordField::Tag),
            Ask::Said(WordField::Region),
            Ask::Figure(Figure::DaysUntilBirthday),
            Ask::Known,
            Ask::Said(WordField::ChatGroup),
            Ask::Said(WordField::Owner),
            Ask::Said(WordField::Title),
            Ask::Said(WordField::Company),
            Ask::Said(WordField::Occupation),
        ],
    ),
    (
        About::Goods,
        &[Ask::Item, Ask::Sku, Ask::Category, Ask::BuysOn, Ask::Said(WordField::Channel)],
    ),
    (About::Contact, &[Ask::Figure(Figure::DaysSinceContact), Ask::LastOutcome]),
    (About::Coupon, &[Ask::CouponHeld, Ask::CouponUsed, Ask::CouponEnds]),
    (About::Group, &[Ask::MemberOf]),
];

/// What the fields of a condition look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// From and to; in words that go with the figure.
    Range {
        /// Of days that are chosen beside it.
        has_span: bool,
        /// What is typed.
        unit: Unit,
    },
    /// Some of a few.
    Ticks,
    /// One field of the card.
    Field,
    /// Texts with commas between.
    Words,
    /// One text, and days.
    Goods,
    /// One of the shop's coupons, or any.
    Coupon {
        /// So many days before its end.
        has_days: bool,
    },
    /// Another group.
    OtherGroup,
    /// Nothing more.
    Nothing,
}

/// What a bound is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Times.
    Times,
    /// Yuan.
    Money,
    /// Days.
    Days,
    /// Points of a score.
    Score,
    /// Tiers, which are chosen.
    Tier,
}

impl Ask {
    /// All of them in the order of the picker.
    pub fn all() -> impl Iterator<Item = Ask> {
        OFFERED.into_iter().flat_map(|(_, asks)| asks.iter().copied())
    }

    /// Its word in the document.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Ask::Purchases => "purchases",
            Ask::Net => "net",
            Ask::Figure(figure) => match figure {
                Figure::Purchases(_) => "purchases",
                Figure::NetFen(_) => "net",
                Figure::AverageOrderFen => "average-order",
                Figure::AverageUnitFen => "average-unit",
                Figure::ValueRateFen => "value-rate",
                Figure::CycleDays => "cycle",
                Figure::DaysSinceLast => "since-last",
                Figure::DaysSinceFirst => "since-first",
                Figure::DaysUntilDue => "until-due",
                Figure::DaysUntilBirthday => "until-birthday",
                Figure::DaysSinceContact => "since-contact",
                Figure::RecencyScore => "recency",
                Figure::FrequencyScore => "frequency",
                Figure::MoneyScore => "money",
                Figure::TierStep => "tier",
            },
            Ask::Stage => "stage",
            Ask::Group => "rfm",
            Ask::Marks => "marks",
            Ask::Known => "known",
            Ask::Said(field) => match field {
                WordField::Region => "region",
                WordField::Tag => "tag",
                WordField::ChatGroup => "chat-group",
                WordField::Owner => "owner",
                WordField::Title => "title",
                WordField::Company => "company",
                WordField::Occupation => "occupation",
                WordField::Channel => "channel",
            },
            Ask::BuysOn => "platform",
            Ask::Item => "item",
            Ask::Sku => "sku",
            Ask::Category => "category",
            Ask::LastOutcome => "outcome",
            Ask::CouponHeld => "coupon-held",
            Ask::CouponUsed => "coupon-used",
            Ask::CouponEnds => "coupon-ends",
            Ask::HighestTier => "highest-tier",
            Ask::MemberOf => "group",
        }
    }

    /// What stands behind a word of the document.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Ask> {
        Ask::all().find(|it| it.key() == key)
    }

    /// What its fields look like.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self {
            Ask::Purchases => Shape::Range { has_span: true, unit: Unit::Times },
            Ask::Net => Shape::Range { has_span: true, unit: Unit::Money },
            Ask::Figure(figure) => Shape::Range { has_span: false, unit: unit_of(figure) },
            Ask::Stage | Ask::Group | Ask::Marks | Ask::BuysOn | Ask::LastOutcome => Shape::Ticks,
            Ask::Known => Shape::Field,
            Ask::Said(_) => Shape::Words,
            Ask::Item | Ask::Sku | Ask::Category => Shape::Goods,
            Ask::CouponHeld | Ask::CouponUsed => Shape::Coupon { has_days: false },
            Ask::CouponEnds => Shape::Coupon { has_days: true },
            Ask::HighestTier => Shape::Nothing,
            Ask::MemberOf => Shape::OtherGroup,
        }
    }

    /// How many can be ticked.
    #[must_use]
    pub const fn ticks(self) -> usize {
        match self {
            Ask::Stage => StagePick::ALL.len(),
            Ask::Group => RfmGroup::ALL.len(),
            Ask::Marks => MARKS.len(),
            Ask::BuysOn => Platform::ALL.len(),
            Ask::LastOutcome => Outcome::ALL.len(),
            Ask::Purchases
            | Ask::Net
            | Ask::Figure(_)
            | Ask::Known
            | Ask::Said(_)
            | Ask::Item
            | Ask::Sku
            | Ask::Category
            | Ask::CouponHeld
            | Ask::CouponUsed
            | Ask::CouponEnds
            | Ask::HighestTier
            | Ask::MemberOf => 0,
        }
    }
}

/// What a bound of a figure is typed in.
#[must_use]
pub const fn unit_of(figure: Figure) -> Unit {
    match figure {
        Figure::Purchases(_) => Unit::Times,
        Figure::NetFen(_)
        | Figure::AverageOrderFen
        | Figure::AverageUnitFen
        | Figure::ValueRateFen => Unit::Money,
        Figure::CycleDays
        | Figure::DaysSinceLast
        | Figure::DaysSinceFirst
        | Figure::DaysUntilDue
        | Figure::DaysUntilBirthday
        | Figure::DaysSinceContact => Unit::Days,
        Figure::RecencyScore | Figure::FrequencyScore | Figure::MoneyScore => Unit::Score,
        Figure::TierStep => Unit::Tier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_its_own_word() {
        for ask in Ask::all() {
            assert_eq!(Ask::of_key(ask.key()), Some(ask));
        }
    }
}
