//! What is wrong with a draft of a policy, and what is odd about it.

use super::ladder::{Minimums, Mode, Step};
use super::policy::{PolicyDraft, Right, Tier};
use super::rules::{Fall, Term};
use crate::domain::money::Fen;
use crate::domain::rate::BasisPoints;

/// How many rights of a step a customer remembers (MB6).
pub const MOST_RIGHTS: usize = 3;

/// A step of the price below this, in basis points, is hardly felt (MB3, SG8).
pub const LEAST_PRICE_STEP: u32 = 100;

/// Why a draft is no policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DraftError {
    /// There is no step.
    NoTiers,
    /// The step has no name.
    NoName(Step),
    /// The step is named like one below it.
    SameName(Step),
    /// The lowest step asks for something: nobody would be below it.
    LowestHasMinimums,
    /// A step above the lowest asks for nothing.
    NoMinimums(Step),
    /// A minimum of the step is 0 or less.
    MinimumNotAboveZero(Step),
    /// Somebody could meet the step without meeting the one below it, or they ask the same.
    MinimumsDoNotRise(Step),
    /// More is paid than the full price.
    PaidAboveFull(Step),
    /// The step does not pay less than the one below it (SG8).
    PaidDoesNotFall(Step),
    /// A window without a day.
    EmptyWindow,
    /// A term without a day.
    EmptyTerm,
    /// Tiers fall at the end of a term, and there is none.
    FallWithoutTerm,
}

/// What is odd about a policy and may be meant so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// The price falls by less than [`LEAST_PRICE_STEP`] from the step below (MB3).
    SmallPriceStep {
        /// The higher of the two.
        step: Step,
        /// By so much, in basis points.
        by: u32,
    },
    /// More than [`MOST_RIGHTS`] rights are shown first (MB6).
    ManyRights(Step),
    /// The step earns fewer points than the one below it (MB8).
    MultiplierFalls(Step),
}

/// Everything that is wrong with a draft, lower steps first.
pub(super) fn errors(draft: &PolicyDraft) -> Vec<DraftError> {
    let mut errors = Vec::new();
    let mut below: Vec<&Tier> = Vec::new();
    for (place, tier) in draft.tiers.iter().enumerate() {
        let step = Step::at(place);
        name_errors(tier, &below, step, &mut errors);
        minimum_errors(tier, below.last().copied(), step, draft.mode, &mut errors);
        price_errors(tier, below.last().copied(), step, draft.right, &mut errors);
        below.push(tier);
    }
    let falls = match draft.fall {
        Fall::Never => false,
        Fall::OneDown | Fall::Fits => true,
    };
    for (is_wrong, error) in [
        (draft.tiers.is_empty(), DraftError::NoTiers),
        (draft.window_days == Some(0), DraftError::EmptyWindow),
        (draft.term.is_some_and(Term::is_empty), DraftError::EmptyTerm),
        (falls && draft.term.is_none(), DraftError::FallWithoutTerm),
    ] {
        errors.extend(is_wrong.then_some(error));
    }
    errors
}

fn name_errors(tier: &Tier, below: &[&Tier], step: Step, errors: &mut Vec<DraftError>) {
    let name = tier.name.trim();
    if name.is_empty() {
        errors.push(DraftError::NoName(step));
    } else if below.iter().any(|other| other.name.trim() == name) {
        errors.push(DraftError::SameName(step));
    }
}

fn minimum_errors(
    tier: &Tier,
    below: Option<&Tier>,
    step: Step,
    mode: Mode,
    errors: &mut Vec<DraftError>,
) {
    let asks_nothing = tier.minimums == Minimums::default();
    let Some(below) = below else {
        errors.extend((!asks_nothing).then_some(DraftError::LowestHasMinimums));
        return;
    };
    if asks_nothing {
        errors.push(DraftError::NoMinimums(step));
        return;
    }
    let Minimums { purchases, net_fen } = tier.minimums;
    if purchases == Some(0) || net_fen.is_some_and(|it| it <= Fen::ZERO) {
        errors.push(DraftError::MinimumNotAboveZero(step));
    }
    let lowest = step == Step::LOWEST.above();
    if !lowest && !rises(below.minimums, tier.minimums, mode) {
        errors.push(DraftError::MinimumsDoNotRise(step));
    }
}

/// True where whoever meets `high` meets `low` too, and not the other way round.
fn rises(low: Minimums, high: Minimums, mode: Mode) -> bool {
    let implies = |low: Option<i64>, high: Option<i64>| match (low, high, mode) {
        (Some(low), Some(high), Mode::And | Mode::Or) => low <= high,
        (None, None, Mode::And | Mode::Or) => true,
        // With AND what the lower step asks the higher one asks too; with OR every way into the
        // higher one leads into the lower one.
        (None, Some(_), Mode::And) | (Some(_), None, Mode::Or) => true,
        (Some(_), None, Mode::And) | (None, Some(_), Mode::Or) => false,
    };
    let count = |minimums: Minimums| minimums.purchases.map(i64::from);
    let net = |minimums: Minimums| minimums.net_fen.map(Fen::minor);
    low != high && implies(count(low), count(high)) && implies(net(low), net(high))
}

fn price_errors(
    tier: &Tier,
    below: Option<&Tier>,
    step: Step,
    right: Right,
    errors: &mut Vec<DraftError>,
) {
    match right {
        Right::Points => {}
        Right::Prices | Right::Both => {
            if tier.paid > BasisPoints::ONE {
                errors.push(DraftError::PaidAboveFull(step));
            }
            if below.is_some_and(|below| tier.paid >= below.paid) {
                errors.push(DraftError::PaidDoesNotFall(step));
            }
        }
    }
}

/// What is odd about a draft without errors.
pub(super) fn warnings(draft: &PolicyDraft) -> Vec<Warning> {
    let (prices, points) = match draft.right {
        Right::Points => (false, true),
        Right::Prices => (true, false),
        Right::Both => (true, true),
    };
    let mut warnings = Vec::new();
    let mut below: Option<&Tier> = None;
    for (place, tier) in draft.tiers.iter().enumerate() {
        let step = Step::at(place);
        if let Some(below) = below {
            let by = below.paid.number().saturating_sub(tier.paid.number());
            if prices && by < LEAST_PRICE_STEP {
                warnings.push(Warning::SmallPriceStep { step, by });
            }
            if points && tier.multiplier < below.multiplier {
                warnings.push(Warning::MultiplierFalls(step));
            }
        }
        if tier.rights.len() > MOST_RIGHTS {
            warnings.push(Warning::ManyRights(step));
        }
        below = Some(tier);
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::tier::policy::Policy;
    use crate::domain::tier::preset::draft_of;
    use crate::domain::trade::Trade;

    fn step(number: u32) -> Step {
        Step::new(number).unwrap()
    }

    fn draft() -> PolicyDraft {
        let names = ["a", "b", "c", "d"].map(str::to_owned);
        draft_of(Trade::Food, Day::from_number(0), names)
    }

    fn paid(number: u32) -> BasisPoints {
        BasisPoints::new(number).unwrap()
    }

    #[test]
    fn what_is_wrong_with_a_draft() {
        use DraftError as E;
        type Spoil = fn(&mut PolicyDraft);
        let cases: [(Spoil, &[DraftError]); 16] = [
            (|_| {}, &[]),
            (|it| it.tiers.clear(), &[E::NoTiers]),
            (|it| it.tiers[0].minimums.purchases = Some(0), &[E::LowestHasMinimums]),
            (|it| it.tiers[1].minimums = Minimums::default(), &[E::NoMinimums(step(2))]),
            (|it| it.tiers[1].minimums.purchases = Some(0), &[E::MinimumNotAboveZero(step(2))]),
            (
                |it| it.tiers[1].minimums.net_fen = Some(Fen::ZERO),
                &[E::MinimumNotAboveZero(step(2))],
            ),
            (|it| it.tiers[2].minimums.purchases = Some(1), &[E::MinimumsDoNotRise(step(3))]),
            (|it| it.tiers[2].minimums.net_fen = None, &[E::MinimumsDoNotRise(step(3))]),
            (|it| it.tiers[2].minimums = it.tiers[1].minimums, &[E::MinimumsDoNotRise(step(3))]),
            (|it| it.tiers[2].paid = it.tiers[1].paid, &[E::PaidDoesNotFall(step(3))]),
            (|it| it.tiers[0].paid = paid(10_001), &[E::PaidAboveFull(step(1))]),
            (|it| it.window_days = Some(0), &[E::EmptyWindow]),
            (|it| it.term = Some(Term::Days(0)), &[E::EmptyTerm]),
            (|it| it.fall = Fall::Fits, &[E::FallWithoutTerm]),
            (|it| it.tiers[1].name = " ".to_owned(), &[E::NoName(step(2))]),
            (|it| it.tiers[3].name = "a ".to_owned(), &[E::SameName(step(4))]),
        ];
        for (at, (spoil, expected)) in cases.into_iter().enumerate() {
            let mut draft = draft();
            spoil(&mut draft);
            let found = Policy::parse(draft).err().unwrap_or_default();
            assert_eq!(found, expected, "row {at}");
        }
    }

    #[test]
    fn with_or_a_higher_step_may_leave_out_a_way() {
        let asks =
            |purchases, fen: Option<i64>| Minimums { purchases, net_fen: fen.map(Fen::from_minor) };
        for (low, high, mode, rises_, rule) in [
            (asks(Some(2), Some(100)), asks(None, Some(200)), Mode::Or, true, "one way less"),
            (asks(None, Some(100)), asks(Some(9), Some(200)), Mode::Or, false, "a way past it"),
            (asks(None, Some(100)), asks(Some(9), Some(200)), Mode::And, true, "one more asked"),
            (asks(Some(2), Some(100)), asks(None, Some(200)), Mode::And, false, "a way past it"),
            (asks(Some(2), None), asks(Some(2), None), Mode::And, false, "the same"),
        ] {
            assert_eq!(rises(low, high, mode), rises_, "{rule}");
        }
    }

    #[test]
    fn what_is_odd_about_a_policy() {
        let mut odd = draft();
        odd.tiers[1].paid = paid(9_901);
        odd.tiers[2].paid = paid(9_801);
        odd.tiers[2].rights = vec![String::new(); 4];
        odd.tiers[3].rights = vec![String::new(); 3];
        odd.tiers[1].multiplier = BasisPoints::ZERO;
        let (policy, warnings) = Policy::parse(odd.clone()).unwrap();
        let expected = [
            Warning::SmallPriceStep { step: step(2), by: 99 },
            Warning::MultiplierFalls(step(2)),
            Warning::ManyRights(step(3)),
        ];
        assert_eq!(warnings, expected);
        assert_eq!(policy.paid(step(2)), paid(9_901));
        // The same under another right: what is no right is not looked at.
        odd.right = Right::Points;
        odd.tiers[3].paid = BasisPoints::ONE;
        let (policy, warnings) = Policy::parse(odd.clone()).unwrap();
        assert_eq!(warnings, [Warning::MultiplierFalls(step(2)), Warning::ManyRights(step(3))]);
        assert_eq!(
            (policy.paid(step(2)), policy.multiplier(step(2))),
            (BasisPoints::ONE, BasisPoints::ZERO)
        );
        odd.right = Right::Prices;
        odd.tiers[3].paid = paid(9_000);
        let (policy, _) = Policy::parse(odd).unwrap();
        assert_eq!(policy.multiplier(step(1)), BasisPoints::ZERO, "points are off");
        assert_eq!(policy.paid(step(9)), BasisPoints::ONE, "there is no such step");
    }
}
