//! Rules of groups as nodes. The words stand in books and backups and never change.

use super::rule::Rule;
use super::test::{CouponState, Figure, Mark, Product, Range, Span, Test, WordField};
use super::{GroupTerms, SegmentId};
use crate::domain::card::CardField;
use crate::domain::customer::Platform;
use crate::domain::day::DayRange;
use crate::domain::event::Outcome;
use crate::domain::figures::RfmGroup;
use crate::domain::node::{noded_enum, noded_like, noded_struct, noded_words};
use crate::domain::roster::StagePick;
use uuid::Uuid;

noded_struct!(GroupTerms { name, rule });
noded_enum!(Rule {
    "all" = All(of),
    "any" = Any(of),
    "not" = Not(of),
    "test" = Test(of),
});
noded_enum!(Test {
    "figure" = Figure { figure, range },
    "stage" = Stage(any),
    "group" = Group(any),
    "is" = Is(any),
    "known" = Known(field),
    "said" = Said { field, any },
    "buys_on" = BuysOn(any),
    "bought" = Bought { product, span },
    "last_outcome" = LastOutcome(any),
    "coupon" = Coupon { state, of },
    "highest_tier" = HighestTier,
    "member_of" = MemberOf(segment),
});
noded_enum!(Figure {
    "purchases" = Purchases(span),
    "net" = NetFen(span),
    "average_order" = AverageOrderFen,
    "average_unit" = AverageUnitFen,
    "value_rate" = ValueRateFen,
    "cycle_days" = CycleDays,
    "days_since_last" = DaysSinceLast,
    "days_since_first" = DaysSinceFirst,
    "days_until_due" = DaysUntilDue,
    "days_until_birthday" = DaysUntilBirthday,
    "days_since_contact" = DaysSinceContact,
    "recency_score" = RecencyScore,
    "frequency_score" = FrequencyScore,
    "money_score" = MoneyScore,
    "tier" = TierStep,
});
noded_struct!(Range { from, to });
noded_enum!(Span { "ever" = Ever, "last_days" = LastDays(count), "days" = Days(of) });
noded_struct!(DayRange { first, last });
noded_enum!(Product { "sku" = Sku(text), "item" = Item(text), "category" = Category(text) });
noded_enum!(CouponState { "held" = Held, "used" = Used, "ends_within" = EndsWithin(days) });
noded_words!(Mark {
    "important" = Important,
    "opted_out" = OptedOut,
    "wholesale" = Wholesale,
    "custom" = Custom,
    "dropship" = Dropship,
    "end_customer" = EndCustomer,
    "distributor" = Distributor,
    "female" = Female,
    "male" = Male,
    "mister" = Mister,
    "madam" = Madam,
    "boss" = Boss,
    "ordering_less" = OrderingLess,
    "rhythm_broken" = RhythmBroken,
    "same_time_last_year" = SameTimeLastYear,
    "last_double_eleven" = LastDoubleEleven,
    "cared_for" = CaredForSinceOrder,
});
noded_words!(WordField {
    "region" = Region,
    "tag" = Tag,
    "chat_group" = ChatGroup,
    "owner" = Owner,
    "title" = Title,
    "company" = Company,
    "occupation" = Occupation,
    "channel" = Channel,
});
noded_words!(StagePick {
    "potential" = Potential,
    "new" = New,
    "just_ordered" = JustOrdered,
    "awaiting_second" = AwaitingSecond,
    "one_month" = OneMonth,
    "active" = Active,
    "high_save" = HighSave,
    "low_save" = LowSave,
    "lost" = Lost,
});
noded_words!(RfmGroup {
    "best" = Best,
    "big_gone_quiet" = BigGoneQuiet,
    "big_baskets" = BigBasketsFewVisits,
    "big_one_time" = BigOneTimeGone,
    "frequent_small" = FrequentSmall,
    "newcomers" = Newcomers,
    "small_regulars" = SmallRegularsQuiet,
    "passers_by" = PassersBy,
});
noded_like! {
    SegmentId as Uuid: |it| it.0, |it| Some(SegmentId(it));
    CardField as u8: |it| it.number(), CardField::from_number;
    Outcome as u8: |it| it.number(), Outcome::from_number;
    Platform as u8: |it| it.number(), Platform::from_number;
}
