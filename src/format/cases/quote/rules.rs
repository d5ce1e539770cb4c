//! Promotions and coupons of a `quote` case.

use std::sync::Arc;

use serde::Deserialize;

use super::super::value::{BadCase, Bp, Date, Minor, Thousandths};
use crate::domain::coupon::{Coupon, CouponState};
use crate::domain::money::Fen;
use crate::domain::promotion::{
    Amount, AmountRead, Benefit, BundleItem, Condition, DraftFault, LadderStep, Limits, OfferId,
    Over, PromotionDraft, Step, Used, Window,
};
use crate::domain::quantity::Quantity;
use crate::domain::quote::LivePromotion;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromotionCase {
    id: String,
    step: StepCase,
    first_day: Option<Date>,
    last_day: Option<Date>,
    conditions: Option<Vec<ConditionCase>>,
    benefit: BenefitCase,
    stackable: Option<bool>,
    exclusive_group: Option<Arc<str>>,
    limits: Option<LimitsCase>,
    used: Option<UsedCase>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StepCase {
    Line,
    Order,
    Coupon,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsCase {
    per_customer: Option<u32>,
    total: Option<u32>,
    budget_minor: Option<Minor>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct UsedCase {
    by_customer: Option<u32>,
    total: Option<u32>,
    minor: Option<Minor>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CouponCase {
    id: String,
    code: Option<Arc<str>>,
    promotion: String,
    owner: Option<Arc<str>>,
    last_day: Option<Date>,
    state: Option<StateCase>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StateCase {
    Issued,
    Redeemed,
    Expired,
    Voided,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AmountCase {
    List,
    Goods,
    Payable,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OverCase {
    Eligible,
    All,
}

type Words = Vec<Arc<str>>;

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum ConditionCase {
    MinAmount { minor: Minor, reads: Option<AmountCase>, over: Option<OverCase> },
    MinQuantity { quantity: Thousandths, over: Option<OverCase> },
    SkuIn { values: Words },
    SkuOut { values: Words },
    CategoryIn { values: Words },
    CategoryOut { values: Words },
    TierAtLeast { tier: u8 },
    SegmentIn { values: Words },
    ModeIn { values: Words },
    KindIn { values: Words },
    RegionIn { values: Words },
    ChannelIn { values: Words },
    FirstOrder {},
    NthPurchase { n: u32 },
    WeekdayIn { values: Vec<u8> },
    MemberDay { values: Vec<u8> },
    BirthdayWindow { before: Option<u16>, after: Option<u16> },
    DaysSinceLast { at_least: Option<u32>, at_most: Option<u32> },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum BenefitCase {
    AmountOff {
        minor: Minor,
        per_minor: Option<Minor>,
        max_minor: Option<Minor>,
        reads: Option<AmountCase>,
        over: Option<OverCase>,
    },
    Percent {
        paid_bp: Bp,
        cap_minor: Option<Minor>,
    },
    Ladder {
        steps: Vec<StepOfLadder>,
        reads: Option<AmountCase>,
        over: Option<OverCase>,
    },
    FixedPrice {
        minor: Minor,
    },
    FreePostage {},
    Gift {
        sku: Arc<str>,
        quantity: Option<Thousandths>,
        value_minor: Option<Minor>,
    },
    PointsMultiplier {
        bp: Bp,
    },
    BuyGet {
        buy: Thousandths,
        get: Thousandths,
        get_skus: Option<Words>,
        max_times: Option<u32>,
    },
    Bundle {
        items: Vec<ItemCase>,
        minor: Minor,
        max_times: Option<u32>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepOfLadder {
    from_minor: Minor,
    minor: Minor,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemCase {
    sku: Arc<str>,
    quantity: Thousandths,
}

impl PromotionCase {
    pub(super) fn into_live(self) -> Result<LivePromotion, BadCase> {
        let limits = self.limits.unwrap_or_default();
        let used = self.used.unwrap_or_default();
        let conditions = self.conditions.unwrap_or_default();
        let draft = PromotionDraft {
            id: OfferId::new(&self.id),
            step: match self.step {
                StepCase::Line => Step::Line,
                StepCase::Order => Step::Order,
                StepCase::Coupon => Step::Coupon,
            },
            window: Window {
                first_day: self.first_day.map(|day| day.0),
                last_day: self.last_day.map(|day| day.0),
            },
            conditions: conditions.into_iter().map(ConditionCase::into_condition).collect(),
            benefit: self.benefit.into_benefit()?,
            stackable: self.stackable.unwrap_or(false),
            exclusive_group: self.exclusive_group,
            limits: Limits {
                per_customer: limits.per_customer,
                total: limits.total,
                budget_fen: limits.budget_minor.map(|minor| minor.0),
            },
        };
        Ok(LivePromotion {
            promotion: draft.parse().map_err(|faults| bad_draft(&faults))?,
            used: Used {
                by_customer: used.by_customer.unwrap_or(0),
                total: used.total.unwrap_or(0),
                amount_fen: used.minor.map_or(Fen::ZERO, |minor| minor.0),
            },
        })
    }
}

fn bad_draft(faults: &[DraftFault]) -> BadCase {
    BadCase::Value(match faults.first() {
        Some(DraftFault::EndsBeforeItBegins) => "a promotion ends before it begins",
        Some(DraftFault::ConditionBelowZero(_)) => "a condition asks for less than nothing",
        Some(DraftFault::NoSuchWeekday(_)) => "days of the week are 1 to 7",
        Some(DraftFault::NoSuchDayOfMonth(_)) => "days of the month are 1 to 31",
        Some(DraftFault::TooManyMemberDays(_)) => "a month has at most three member days",
        Some(DraftFault::NoSuchPurchase(_)) => "purchases are counted from 1",
        Some(DraftFault::BenefitBelowZero) => "a benefit below 0",
        Some(DraftFault::PaysMoreThanFull) => "more than the full price",
        Some(DraftFault::PerNothing) => "something for every full nothing",
        Some(DraftFault::NoStep) => "a ladder without a step",
        Some(DraftFault::SameStep(_)) => "two steps of a ladder from one amount on",
        Some(DraftFault::NoUnits) => "buy or get no unit",
        Some(DraftFault::NoBundleItem) => "a bundle of nothing",
        Some(DraftFault::BadBundleItem(_)) => "a part of a bundle is empty or named twice",
        Some(DraftFault::BudgetBelowZero) => "a budget below 0",
        None => "no promotion",
    })
}

impl CouponCase {
    pub(super) fn into_coupon(self) -> Coupon {
        Coupon {
            id: OfferId::new(&self.id),
            code: self.code.unwrap_or_default(),
            promotion: OfferId::new(&self.promotion),
            owner: self.owner,
            last_day: self.last_day.map(|day| day.0),
            state: match self.state.unwrap_or(StateCase::Issued) {
                StateCase::Issued => CouponState::Issued,
                StateCase::Redeemed => CouponState::Redeemed,
                StateCase::Expired => CouponState::Expired,
                StateCase::Voided => CouponState::Voided,
            },
        }
    }
}

impl AmountCase {
    fn amount(self) -> Amount {
        match self {
            AmountCase::List => Amount::List,
            AmountCase::Goods => Amount::Goods,
            AmountCase::Payable => Amount::Payable,
        }
    }
}

impl OverCase {
    fn over(self) -> Over {
        match self {
            OverCase::Eligible => Over::Eligible,
            OverCase::All => Over::All,
        }
    }
}

fn read_of(reads: Option<AmountCase>, over: Option<OverCase>) -> AmountRead {
    AmountRead {
        reads: reads.map(AmountCase::amount).unwrap_or_default(),
        over: over.map(OverCase::over).unwrap_or_default(),
    }
}

impl ConditionCase {
    fn into_condition(self) -> Condition {
        match self {
            ConditionCase::MinAmount { minor, reads, over } => {
                Condition::MinAmount { minimum_fen: minor.0, read: read_of(reads, over) }
            }
            ConditionCase::MinQuantity { quantity, over } => Condition::MinQuantity {
                minimum: quantity.0,
                over: over.map(OverCase::over).unwrap_or_default(),
            },
            ConditionCase::SkuIn { values } => Condition::SkuIn(values),
            ConditionCase::SkuOut { values } => Condition::SkuOut(values),
            ConditionCase::CategoryIn { values } => Condition::CategoryIn(values),
            ConditionCase::CategoryOut { values } => Condition::CategoryOut(values),
            ConditionCase::TierAtLeast { tier } => Condition::TierAtLeast(tier),
            ConditionCase::SegmentIn { values } => Condition::SegmentIn(values),
            ConditionCase::ModeIn { values } => Condition::ModeIn(values),
            ConditionCase::KindIn { values } => Condition::KindIn(values),
            ConditionCase::RegionIn { values } => Condition::RegionIn(values),
            ConditionCase::ChannelIn { values } => Condition::ChannelIn(values),
            ConditionCase::FirstOrder {} => Condition::FirstOrder,
            ConditionCase::NthPurchase { n } => Condition::NthPurchase(n),
            ConditionCase::WeekdayIn { values } => Condition::WeekdayIn(values),
            ConditionCase::MemberDay { values } => Condition::MemberDay(values),
            ConditionCase::BirthdayWindow { before, after } => Condition::BirthdayWindow {
                before_days: before.unwrap_or(0),
                after_days: after.unwrap_or(0),
            },
            ConditionCase::DaysSinceLast { at_least, at_most } => {
                Condition::DaysSinceLast { at_least_days: at_least, at_most_days: at_most }
            }
        }
    }
}

impl BenefitCase {
    fn into_benefit(self) -> Result<Benefit, BadCase> {
        Ok(match self {
            BenefitCase::AmountOff { minor, per_minor: None, .. } => {
                Benefit::AmountOff { off_fen: minor.0 }
            }
            BenefitCase::AmountOff { minor, per_minor: Some(per), max_minor, reads, over } => {
                Benefit::AmountOffPer {
                    off_fen: minor.0,
                    per_fen: per.0,
                    max_fen: max_minor.map(|max| max.0),
                    read: read_of(reads, over),
                }
            }
            BenefitCase::Percent { paid_bp, cap_minor } => {
                Benefit::Percent { paid: paid_bp.0, cap_fen: cap_minor.map(|cap| cap.0) }
            }
            BenefitCase::Ladder { steps, reads, over } => {
                let step = |step: StepOfLadder| LadderStep {
                    from_fen: step.from_minor.0,
                    off_fen: step.minor.0,
                };
                let steps = steps.into_iter().map(step).collect();
                Benefit::Ladder { steps, read: read_of(reads, over) }
            }
            BenefitCase::FixedPrice { minor } => Benefit::FixedPrice { unit_fen: minor.0 },
            BenefitCase::FreePostage {} => Benefit::FreePostage,
            BenefitCase::Gift { sku, quantity, value_minor } => Benefit::Gift {
                sku,
                quantity: quantity.map_or(Quantity::ONE, |quantity| quantity.0),
                value_fen: value_minor.map_or(Fen::ZERO, |minor| minor.0),
            },
            BenefitCase::PointsMultiplier { bp } => Benefit::PointsMultiplier { day: bp.0 },
            BenefitCase::BuyGet { buy, get, get_skus, max_times } => Benefit::BuyGet {
                buy_units: whole_units(buy)?,
                get_units: whole_units(get)?,
                get_skus,
                max_times,
            },
            BenefitCase::Bundle { items, minor, max_times } => {
                let item = |item: ItemCase| BundleItem { sku: item.sku, quantity: item.quantity.0 };
                let items = items.into_iter().map(item).collect();
                Benefit::Bundle { items, price_fen: minor.0, max_times }
            }
        })
    }
}

fn whole_units(quantity: Thousandths) -> Result<u32, BadCase> {
    let thousandths = quantity.0.thousandths();
    let units = u32::try_from(thousandths / 1_000).ok().filter(|_| thousandths % 1_000 == 0);
    units.ok_or(BadCase::Value("buy and get are whole units"))
}
