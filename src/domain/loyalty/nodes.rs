//! The rules of the engine as nodes. The words stand in books and backups and never change.

use super::booking::QuotedLine;
use super::offer::{Gift, GiftKind, Issuing, Offer, PlatformCoupon, PointsTerms, QuotingTerms};
use crate::domain::coupon::issuing::{IssueCause, Trigger};
use crate::domain::figures::{NewStage, Stage};
use crate::domain::node::{noded_enum, noded_like, noded_struct, noded_words};
use crate::domain::points::{Cause, Points, Validity};
use crate::domain::promotion::{
    Amount, AmountRead, Benefit, BundleItem, Condition, LadderStep, Limits, OfferId, Over,
    PromotionDraft, Step as OfferStep, Window,
};
use crate::domain::tier::{Fall, HandTier, Minimums, Mode, PolicyDraft, Right, Step, Term, Tier};

noded_struct!(QuotedLine { sku, name, unit, price, quantity });
noded_struct!(QuotingTerms { author, limit, valid_days });
noded_struct!(Offer { name, is_on, promotion, valid_days });
noded_struct!(PlatformCoupon { name, is_on, minimum_fen, off_fen, valid_days, note });
noded_struct!(Issuing { name, trigger, switched_on, gives, hour });
noded_struct!(Gift { name, is_on, points, kind });
noded_enum!(GiftKind { "coupon" = Coupon { offer }, "goods" = Goods { stock, cost_fen } });
noded_struct!(PointsTerms {
    first_day,
    is_on,
    rate,
    unit_fen,
    validity,
    return_days,
    points_per_yuan,
    most_share,
});

noded_struct!(PolicyDraft { first_day, right, tiers, mode, window_days, term, grace_days, fall });
noded_struct!(Tier { name, title, minimums, paid, multiplier, rights });
noded_struct!(Minimums { purchases, net_fen });
noded_struct!(HandTier { step, first_day, last_day, hold_down, reason, author });
noded_words!(Right { "points" = Points, "prices" = Prices, "both" = Both });
noded_words!(Mode { "and" = And, "or" = Or });
noded_words!(Fall { "never" = Never, "one_down" = OneDown, "fits" = Fits });
noded_enum!(Term { "months" = Months(count), "days" = Days(count) });
noded_enum!(Validity {
    "for_ever" = ForEver,
    "days" = Days(count),
    "to_years_end" = ToYearsEnd,
});

noded_struct!(PromotionDraft {
    id,
    step,
    window,
    conditions,
    benefit,
    stackable,
    exclusive_group,
    limits,
});
noded_struct!(Window { first_day, last_day });
noded_struct!(Limits { per_customer, total, budget_fen });
noded_struct!(AmountRead { reads, over });
noded_struct!(LadderStep { from_fen, off_fen });
noded_struct!(BundleItem { sku, quantity });
noded_words!(OfferStep { "line" = Line, "order" = Order, "coupon" = Coupon });
noded_words!(Amount { "list" = List, "goods" = Goods, "payable" = Payable });
noded_words!(Over { "eligible" = Eligible, "all" = All });
noded_enum!(Condition {
    "min_amount" = MinAmount { minimum_fen, read },
    "min_quantity" = MinQuantity { minimum, over },
    "sku_in" = SkuIn(values),
    "sku_out" = SkuOut(values),
    "category_in" = CategoryIn(values),
    "category_out" = CategoryOut(values),
    "tier_at_least" = TierAtLeast(tier),
    "segment_in" = SegmentIn(values),
    "mode_in" = ModeIn(values),
    "kind_in" = KindIn(values),
    "region_in" = RegionIn(values),
    "channel_in" = ChannelIn(values),
    "first_order" = FirstOrder,
    "nth_purchase" = NthPurchase(nth),
    "weekday_in" = WeekdayIn(values),
    "member_day" = MemberDay(values),
    "birthday_window" = BirthdayWindow { before_days, after_days },
    "days_since_last" = DaysSinceLast { at_least_days, at_most_days },
});
noded_enum!(Benefit {
    "amount_off" = AmountOff { off_fen },
    "amount_off_per" = AmountOffPer { off_fen, per_fen, max_fen, read },
    "ladder" = Ladder { steps, read },
    "percent" = Percent { paid, cap_fen },
    "fixed_price" = FixedPrice { unit_fen },
    "free_postage" = FreePostage,
    "gift" = Gift { sku, quantity, value_fen },
    "points_multiplier" = PointsMultiplier { day },
    "buy_get" = BuyGet { buy_units, get_units, get_skus, max_times },
    "bundle" = Bundle { items, price_fen, max_times },
});

noded_enum!(Trigger {
    "after_order" = AfterOrder,
    "nightly" = Nightly,
    "lead" = LeadWithoutOrder,
    "birthday" = Birthday { days_before },
    "rise" = Rise { at_least },
    "stage" = StageEntered(stage),
    "festival" = Festival { day },
});
noded_words!(Stage {
    "potential" = Potential,
    "just_ordered" = New(NewStage::JustOrdered),
    "awaiting_second" = New(NewStage::AwaitingSecond),
    "one_month" = New(NewStage::OneMonth),
    "active" = Active,
    "high_save" = HighSave,
    "low_save" = LowSave,
    "lost" = Lost,
});
noded_enum!(IssueCause {
    "order" = Order(order),
    "day" = Day(day),
    "year" = Year(year),
    "change" = Change { to, day },
    "entry" = Entry(day),
});

noded_like! {
    OfferId as String: |it| it.as_str().to_owned(), |it| Some(OfferId::new(&it));
    Cause as String: |it| it.as_str().to_owned(), |it| Some(Cause::new(&it));
    Step as u32: |it| it.number(), Step::new;
    Points as i64: |it| it.number(), |it| Some(Points::new(it));
}
