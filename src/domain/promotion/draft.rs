//! A promotion as it is being written: may be wrong, and says everything that is.

use std::sync::Arc;

use super::benefit::{Benefit, BundleItem, LadderStep};
use super::condition::{About, Condition};
use super::{Limits, OfferId, Promotion, Step, Window};
use crate::domain::money::Fen;
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// More member days than these in a month are no member days (E38).
const MEMBER_DAYS: usize = 3;

/// A promotion before it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromotionDraft {
    /// What it is called.
    pub id: OfferId,
    /// When it acts.
    pub step: Step,
    /// Its first and last day.
    pub window: Window,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// What it grants.
    pub benefit: Benefit,
    /// Whether others may act beside it.
    pub stackable: bool,
    /// At most one of a group acts.
    pub exclusive_group: Option<Arc<str>>,
    /// How often and for how much.
    pub limits: Limits,
}

/// What keeps a draft from being a promotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftFault {
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// The condition at this place asks for less than nothing.
    ConditionBelowZero(usize),
    /// The condition at this place names a day of the week that is none of 1-7.
    NoSuchWeekday(usize),
    /// The condition at this place names a day of the month that is none of 1-31.
    NoSuchDayOfMonth(usize),
    /// The condition at this place has more than three member days (E38).
    TooManyMemberDays(usize),
    /// The condition at this place asks for purchase number 0.
    NoSuchPurchase(usize),
    /// Takes off, costs or is worth less than nothing.
    BenefitBelowZero,
    /// More than the full price would be paid.
    PaysMoreThanFull,
    /// Something for every full amount of nothing.
    PerNothing,
    /// A ladder without a step.
    NoStep,
    /// Two steps of a ladder begin at one amount: the place of the second.
    SameStep(usize),
    /// Buy or get no unit.
    NoUnits,
    /// A bundle of nothing.
    NoBundleItem,
    /// A part of a bundle without a quantity, or named twice: its place.
    BadBundleItem(usize),
    /// The budget is less than nothing.
    BudgetBelowZero,
}

/// What has a meaning and is probably not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftWarning {
    /// It never takes anything off, and gives nothing.
    GrantsNothing,
    /// The condition at this place is never met.
    NeverMet(usize),
    /// A higher step of a ladder takes off less than the one below: its place.
    LowerStep(usize),
    /// A limit of 0: nobody can use it.
    NobodyMayUse,
    /// Takes off all that its own threshold asks for, or more.
    TakesItsThreshold,
    /// Points would become fewer.
    FewerPoints,
}

impl PromotionDraft {
    /// The promotion.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the form: days, conditions, benefit, limits.
    pub fn parse(self) -> Result<Promotion, Vec<DraftFault>> {
        let mut faults = Vec::new();
        if let (Some(first), Some(last)) = (self.window.first_day, self.window.last_day)
            && last < first
        {
            faults.push(DraftFault::EndsBeforeItBegins);
        }
        for (place, condition) in self.conditions.iter().enumerate() {
            faults.extend(condition_fault(place, condition));
        }
        let benefit = in_order(self.benefit);
        benefit_faults(&benefit, &mut faults);
        if self.limits.budget_fen.is_some_and(|budget| budget < Fen::ZERO) {
            faults.push(DraftFault::BudgetBelowZero);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Promotion {
            id: self.id,
            step: self.step,
            window: self.window,
            conditions: self.conditions,
            benefit,
            stackable: self.stackable,
            exclusive_group: self.exclusive_group,
            limits: self.limits,
        })
    }

    /// What is probably not meant, in the order of the form.
    #[must_use]
    pub fn warnings(&self) -> Vec<DraftWarning> {
        let mut warnings = Vec::new();
        for (place, condition) in self.conditions.iter().enumerate() {
            if is_never_met(condition) {
                warnings.push(DraftWarning::NeverMet(place));
            }
        }
        warnings.extend(benefit_warning(&self.benefit, &self.conditions));
        if self.limits.per_customer == Some(0) || self.limits.total == Some(0) {
            warnings.push(DraftWarning::NobodyMayUse);
        }
        warnings
    }
}

/// Steps of a ladder by rising amount, in whatever order they were typed.
fn in_order(benefit: Benefit) -> Benefit {
    match benefit {
        Benefit::Ladder { mut steps, read } => {
            steps.sort_by_key(|step| step.from_fen);
            Benefit::Ladder { steps, read }
        }
        other => other,
    }
}

fn condition_fault(place: usize, condition: &Condition) -> Option<DraftFault> {
    match condition {
        Condition::MinAmount { minimum_fen, .. } => {
            (*minimum_fen < Fen::ZERO).then_some(DraftFault::ConditionBelowZero(place))
        }
        Condition::MinQuantity { minimum, .. } => {
            (*minimum < Quantity::default()).then_some(DraftFault::ConditionBelowZero(place))
        }
        Condition::NthPurchase(nth) => (*nth == 0).then_some(DraftFault::NoSuchPurchase(place)),
        Condition::WeekdayIn(days) => days
            .iter()
            .any(|day| !(1..=7).contains(day))
            .then_some(DraftFault::NoSuchWeekday(place)),
        Condition::MemberDay(days) if days.len() > MEMBER_DAYS => {
            Some(DraftFault::TooManyMemberDays(place))
        }
        Condition::MemberDay(days) => days
            .iter()
            .any(|day| !(1..=31).contains(day))
            .then_some(DraftFault::NoSuchDayOfMonth(place)),
        Condition::SkuIn(_)
        | Condition::SkuOut(_)
        | Condition::CategoryIn(_)
        | Condition::CategoryOut(_)
        | Condition::TierAtLeast(_)
        | Condition::SegmentIn(_)
        | Condition::ModeIn(_)
        | Condition::KindIn(_)
        | Condition::RegionIn(_)
        | Condition::ChannelIn(_)
        | Condition::FirstOrder
        | Condition::BirthdayWindow { .. }
        | Condition::DaysSinceLast { .. } => None,
    }
}

fn benefit_faults(benefit: &Benefit, faults: &mut Vec<DraftFault>) {
    let below_zero = |amounts: &[Fen]| amounts.iter().any(|amount| *amount < Fen::ZERO);
    let found = match benefit {
        Benefit::AmountOff { off_fen } => {
            below_zero(&[*off_fen]).then_some(DraftFault::BenefitBelowZero)
        }
        Benefit::AmountOffPer { per_fen, .. } if *per_fen <= Fen::ZERO => {
            Some(DraftFault::PerNothing)
        }
        Benefit::AmountOffPer { off_fen, max_fen, .. } => {
            below_zero(&[*off_fen, max_fen.unwrap_or_default()])
                .then_some(DraftFault::BenefitBelowZero)
        }
        Benefit::Ladder { steps, .. } => ladder_fault(steps),
        Benefit::Percent { paid, .. } if *paid > BasisPoints::ONE => {
            Some(DraftFault::PaysMoreThanFull)
        }
        Benefit::Percent { cap_fen, .. } => {
            below_zero(&[cap_fen.unwrap_or_default()]).then_some(DraftFault::BenefitBelowZero)
        }
        Benefit::FixedPrice { unit_fen } => {
            below_zero(&[*unit_fen]).then_some(DraftFault::BenefitBelowZero)
        }
        Benefit::Gift { quantity, value_fen, .. } => (below_zero(&[*value_fen])
            || *quantity < Quantity::default())
        .then_some(DraftFault::BenefitBelowZero),
        Benefit::BuyGet { buy_units, get_units, .. } => {
            (*buy_units == 0 || *get_units == 0).then_some(DraftFault::NoUnits)
        }
        Benefit::Bundle { items, price_fen, .. } => bundle_fault(items)
            .or_else(|| below_zero(&[*price_fen]).then_some(DraftFault::BenefitBelowZero)),
        Benefit::FreePostage | Benefit::PointsMultiplier { .. } => None,
    };
    faults.extend(found);
}

fn ladder_fault(steps: &[LadderStep]) -> Option<DraftFault> {
    if steps.is_empty() {
        return Some(DraftFault::NoStep);
    }
    if steps.iter().any(|step| step.from_fen < Fen::ZERO || step.off_fen < Fen::ZERO) {
        return Some(DraftFault::BenefitBelowZero);
    }
    let mut pairs = steps.iter().zip(steps.iter().skip(1));
    pairs
        .position(|(one, next)| one.from_fen == next.from_fen)
        .map(|at| DraftFault::SameStep(at + 1))
}

fn bundle_fault(items: &[BundleItem]) -> Option<DraftFault> {
    if items.is_empty() {
        return Some(DraftFault::NoBundleItem);
    }
    let bad = |(place, item): (usize, &BundleItem)| {
        item.quantity <= Quantity::default()
            || items.iter().take(place).any(|before| before.sku == item.sku)
    };
    items.iter().enumerate().position(bad).map(DraftFault::BadBundleItem)
}

fn is_never_met(condition: &Condition) -> bool {
    match condition {
        Condition::SkuIn(words)
        | Condition::CategoryIn(words)
        | Condition::SegmentIn(words)
        | Condition::ModeIn(words)
        | Condition::KindIn(words)
        | Condition::RegionIn(words)
        | Condition::ChannelIn(words) => words.is_empty(),
        Condition::WeekdayIn(days) | Condition::MemberDay(days) => days.is_empty(),
        Condition::DaysSinceLast { at_least_days, at_most_days } => {
            at_most_days.is_some_and(|most| at_least_days.is_some_and(|least| least > most))
        }
        Condition::MinAmount { .. }
        | Condition::MinQuantity { .. }
        | Condition::SkuOut(_)
        | Condition::CategoryOut(_)
        | Condition::TierAtLeast(_)
        | Condition::FirstOrder
        | Condition::NthPurchase(_)
        | Condition::BirthdayWindow { .. } => false,
    }
}

fn benefit_warning(benefit: &Benefit, conditions: &[Condition]) -> Option<DraftWarning> {
    let nothing = |none: bool| none.then_some(DraftWarning::GrantsNothing);
    match benefit {
        Benefit::AmountOff { off_fen } => {
            let threshold = conditions.iter().filter_map(|condition| match condition.about() {
                About::Amount(minimum_fen, _) => Some(minimum_fen),
                About::Goods | About::Quantity(..) | About::Customer | About::Occasion => None,
            });
            nothing(*off_fen == Fen::ZERO).or_else(|| {
                threshold
                    .max()
                    .is_some_and(|minimum| minimum > Fen::ZERO && *off_fen >= minimum)
                    .then_some(DraftWarning::TakesItsThreshold)
            })
        }
        Benefit::AmountOffPer { off_fen, per_fen, max_fen, .. } => {
            nothing(*off_fen == Fen::ZERO || *max_fen == Some(Fen::ZERO))
                .or_else(|| (off_fen >= per_fen).then_some(DraftWarning::TakesItsThreshold))
        }
        Benefit::Ladder { steps, .. } => {
            let mut pairs = steps.iter().zip(steps.iter().skip(1));
            nothing(steps.iter().all(|step| step.off_fen == Fen::ZERO)).or_else(|| {
                pairs
                    .position(|(one, next)| next.off_fen < one.off_fen)
                    .map(|at| DraftWarning::LowerStep(at + 1))
            })
        }
        Benefit::Percent { paid, cap_fen } => {
            nothing(*paid == BasisPoints::ONE || *cap_fen == Some(Fen::ZERO))
        }
        Benefit::PointsMultiplier { day } => nothing(*day == BasisPoints::ONE)
            .or_else(|| (*day < BasisPoints::ONE).then_some(DraftWarning::FewerPoints)),
        Benefit::Gift { quantity, .. } => nothing(*quantity == Quantity::default()),
        Benefit::BuyGet { max_times, .. } | Benefit::Bundle { max_times, .. } => {
            nothing(*max_times == Some(0))
        }
        Benefit::FixedPrice { .. } | Benefit::FreePostage => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::promotion::AmountRead;

    fn draft(conditions: Vec<Condition>, benefit: Benefit) -> PromotionDraft {
        PromotionDraft {
            id: OfferId::new("p"),
            step: Step::Order,
            window: Window::default(),
            conditions,
            benefit,
            stackable: false,
            exclusive_group: None,
            limits: Limits::default(),
        }
    }

    fn off(minor: i64) -> Benefit {
        Benefit::AmountOff { off_fen: Fen::from_minor(minor) }
    }

    fn steps(steps: &[(i64, i64)]) -> Benefit {
        let step = |&(from, off): &(i64, i64)| LadderStep {
            from_fen: Fen::from_minor(from),
            off_fen: Fen::from_minor(off),
        };
        Benefit::Ladder { steps: steps.iter().map(step).collect(), read: AmountRead::default() }
    }

    fn per(off: i64, per: i64) -> Benefit {
        Benefit::AmountOffPer {
            off_fen: Fen::from_minor(off),
            per_fen: Fen::from_minor(per),
            max_fen: None,
            read: AmountRead::default(),
        }
    }

    fn percent(paid: u32) -> Benefit {
        Benefit::Percent { paid: BasisPoints::new(paid).unwrap(), cap_fen: None }
    }

    fn bundle(items: &[(&str, i64)]) -> Benefit {
        let item = |&(sku, thousandths): &(&str, i64)| BundleItem {
            sku: sku.into(),
            quantity: Quantity::from_thousandths(thousandths),
        };
        let items = items.iter().map(item).collect();
        Benefit::Bundle { items, price_fen: Fen::from_minor(1), max_times: None }
    }

    fn buy_get(buy_units: u32, get_units: u32) -> Benefit {
        Benefit::BuyGet { buy_units, get_units, get_skus: None, max_times: None }
    }

    #[test]
    fn what_is_no_promotion() {
        use DraftFault as Fault;
        let days = |days: &[u8]| Condition::MemberDay(days.to_vec());
        for (conditions, benefit, faults, rule) in [
            (vec![], off(-1), vec![Fault::BenefitBelowZero], "takes off less than nothing"),
            (vec![], per(50, 0), vec![Fault::PerNothing], "for every full nothing"),
            (vec![], steps(&[]), vec![Fault::NoStep], "a ladder without a step"),
            (vec![], steps(&[(2, 1), (1, 1), (2, 2)]), vec![Fault::SameStep(2)], "one step twice"),
            (vec![], percent(10_001), vec![Fault::PaysMoreThanFull], "dearer than before"),
            (vec![], buy_get(2, 0), vec![Fault::NoUnits], "get nothing"),
            (vec![], bundle(&[]), vec![Fault::NoBundleItem], "a bundle of nothing"),
            (vec![], bundle(&[("a", 1), ("a", 2)]), vec![Fault::BadBundleItem(1)], "named twice"),
            (vec![], bundle(&[("a", 0)]), vec![Fault::BadBundleItem(0)], "none of it"),
            (vec![days(&[8])], off(1), vec![], "E38: one member day"),
            (vec![days(&[8, 18, 28])], off(1), vec![], "E38: three member days"),
            (
                vec![days(&[1, 8, 18, 28])],
                off(1),
                vec![Fault::TooManyMemberDays(0)],
                "E38: four member days",
            ),
            (vec![days(&[32])], off(1), vec![Fault::NoSuchDayOfMonth(0)], "no such day"),
            (
                vec![Condition::FirstOrder, Condition::WeekdayIn(vec![0])],
                off(-5),
                vec![Fault::NoSuchWeekday(1), Fault::BenefitBelowZero],
                "all of it at once, in the order of the form",
            ),
            (
                vec![Condition::NthPurchase(0)],
                off(1),
                vec![Fault::NoSuchPurchase(0)],
                "purchases are counted from 1",
            ),
        ] {
            let found = draft(conditions, benefit).parse().err().unwrap_or_default();
            assert_eq!(found, faults, "{rule}");
        }
        let window = Window { first_day: Some(Day::MAX), last_day: Some(Day::MIN) };
        let reversed = PromotionDraft { window, ..draft(vec![], off(1)) };
        assert_eq!(reversed.parse(), Err(vec![Fault::EndsBeforeItBegins]));
    }

    #[test]
    fn what_is_probably_not_meant() {
        use DraftWarning as Warning;
        let minimum = |minor| Condition::MinAmount {
            minimum_fen: Fen::from_minor(minor),
            read: AmountRead::default(),
        };
        for (conditions, benefit, warnings, rule) in [
            (vec![minimum(20_000)], off(5_000), vec![], "满200减50"),
            (vec![], off(0), vec![Warning::GrantsNothing], "0 off"),
            (vec![minimum(50)], off(50), vec![Warning::TakesItsThreshold], "满50减50"),
            (vec![], per(200, 100), vec![Warning::TakesItsThreshold], "every 100 less 200"),
            (vec![], percent(10_000), vec![Warning::GrantsNothing], "10折"),
            (vec![], steps(&[(100, 20), (200, 10)]), vec![Warning::LowerStep(1)], "falling"),
            (
                vec![Condition::SegmentIn(vec![])],
                off(1),
                vec![Warning::NeverMet(0)],
                "in none of no segments",
            ),
        ] {
            assert_eq!(draft(conditions, benefit).warnings(), warnings, "{rule}");
        }
    }

    #[test]
    fn a_promotion_goes_back_into_the_form() {
        let written = draft(vec![Condition::FirstOrder], steps(&[(200, 20), (100, 10)]));
        let promotion = written.parse().unwrap();
        assert_eq!(promotion.to_draft().parse(), Ok(promotion.clone()));
        assert_eq!(promotion.benefit(), &steps(&[(100, 10), (200, 20)]), "steps by amount");
    }
}
