//! A policy as it is typed: every field a text, and what is wrong with which.

use crate::domain::day::Day;
use crate::domain::rate::BasisPoints;
use crate::domain::tier::{
    DraftError, Fall, Minimums, Mode, PolicyDraft, Right, Step, Term, TierDraft,
};
use crate::ui::i18n::Locale;
use crate::ui::number;
use crate::ui::text::tier::decimal;

/// A step as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedTier {
    /// What it is called.
    pub name: String,
    /// How its members are greeted.
    pub title: String,
    /// Purchases.
    pub purchases: String,
    /// Money.
    pub net: String,
    /// What of the price is paid.
    pub paid: String,
    /// The multiplier of points.
    pub multiplier: String,
    /// Rights, with commas between them.
    pub rights: String,
}

/// A policy as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPolicy {
    /// From which day on.
    pub first_day: Option<Day>,
    /// What higher steps give.
    pub right: Right,
    /// How the minimums go together.
    pub mode: Mode,
    /// Days that count.
    pub window_days: String,
    /// Where tiers fall.
    pub fall: Fall,
    /// How often they are looked at.
    pub term_months: String,
    /// How long is waited.
    pub grace_days: String,
    /// The steps, the lowest first.
    pub tiers: Vec<TypedTier>,
}

/// A field of the form; of a step with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    FirstDay,
    Window,
    Term,
    Grace,
    Name(usize),
    Purchases(usize),
    Net(usize),
    Paid(usize),
    Multiplier(usize),
    Title(usize),
    Rights(usize),
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    NoDay,
    IsPast,
    NotANumber,
    NotARate,
    NotDays,
    NoTerm,
    NoName,
    SameName,
    LowestAsks,
    AsksNothing,
    NotAboveZero,
    DoesNotRise,
    AboveFull,
    NotCheaper,
}

/// What is wrong, field by field; the first of each field counts.
pub(super) type Wrongs = Vec<(Field, Wrong)>;

/// A number with at most `decimals` decimals, in units of its last one.
fn scaled(text: &str, decimals: u32) -> Option<u32> {
    let quantity = number::typed_quantity(text).ok()?.thousandths();
    let unit = 10_i64.pow(3 - decimals.min(3));
    u32::try_from(quantity / unit).ok().filter(|_| quantity % unit == 0)
}

/// What of a price is paid, as it is typed: 折 (9.5 of ten) in Chinese, percent off in English.
pub(super) fn paid(lang: Locale, text: &str) -> Option<BasisPoints> {
    if text.trim().is_empty() {
        return Some(BasisPoints::ONE);
    }
    let hundredths = scaled(text, 2)?;
    match lang {
        Locale::zh => BasisPoints::new(hundredths.checked_mul(10)?),
        Locale::en => BasisPoints::new(10_000_u32.checked_sub(hundredths)?),
    }
}

/// The same as it would be typed.
pub(super) fn paid_text(lang: Locale, paid: BasisPoints) -> String {
    if paid == BasisPoints::ONE {
        return String::new();
    }
    match lang {
        Locale::zh => decimal(paid.number(), 1_000),
        Locale::en => decimal(10_000_u32.saturating_sub(paid.number()), 100),
    }
}

/// A multiplier as it is typed: 1.5; nothing is 1.
pub(super) fn multiplier(text: &str) -> Option<BasisPoints> {
    match text.trim().is_empty() {
        true => Some(BasisPoints::ONE),
        false => BasisPoints::new(scaled(text, 3)?.checked_mul(10)?),
    }
}

impl TypedTier {
    fn of(lang: Locale, tier: &TierDraft) -> TypedTier {
        let asked = tier.minimums;
        TypedTier {
            name: tier.name.clone(),
            title: tier.title.clone(),
            purchases: asked.purchases.map(|n| n.to_string()).unwrap_or_default(),
            net: asked.net_fen.map(number::plain_money).unwrap_or_default(),
            paid: paid_text(lang, tier.paid),
            multiplier: decimal(tier.multiplier.number(), 10_000),
            rights: tier.rights.join(if lang == Locale::zh { "、" } else { ", " }),
        }
    }

    fn read(&self, lang: Locale, place: usize, wrong: &mut Wrongs) -> TierDraft {
        let mut number = |text: &str, field: Field| {
            if text.trim().is_empty() {
                return None;
            }
            let read = scaled(text, 0);
            wrong.extend(read.is_none().then_some((field, Wrong::NotANumber)));
            read
        };
        let purchases = number(&self.purchases, Field::Purchases(place));
        let net_fen = match self.net.trim().is_empty() {
            true => None,
            false => {
                let read = number::typed_money(&self.net).ok();
                wrong.extend(read.is_none().then_some((Field::Net(place), Wrong::NotANumber)));
                read
            }
        };
        let mut rate = |read: Option<BasisPoints>, field: Field| {
            wrong.extend(read.is_none().then_some((field, Wrong::NotARate)));
            read.unwrap_or_default()
        };
        TierDraft {
            name: self.name.trim().to_owned(),
            title: self.title.trim().to_owned(),
            minimums: Minimums { purchases, net_fen },
            paid: rate(paid(lang, &self.paid), Field::Paid(place)),
            multiplier: rate(multiplier(&self.multiplier), Field::Multiplier(place)),
            rights: rights(&self.rights),
        }
    }
}

/// Rights with any mark of a list between them.
fn rights(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', ';', '；', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl TypedPolicy {
    /// A policy as it would be typed.
    pub(super) fn of(lang: Locale, draft: &PolicyDraft) -> TypedPolicy {
        let text = |days: u32| if days == 0 { String::new() } else { days.to_string() };
        let term = match draft.term {
            Some(Term::Months(months)) => months.to_string(),
            Some(Term::Days(days)) => (days / 30).max(1).to_string(),
            None => String::new(),
        };
        TypedPolicy {
            first_day: Some(draft.first_day),
            right: draft.right,
            mode: draft.mode,
            window_days: draft.window_days.map(|days| days.to_string()).unwrap_or_default(),
            fall: draft.fall,
            term_months: term,
            grace_days: text(draft.grace_days),
            tiers: draft.tiers.iter().map(|tier| TypedTier::of(lang, tier)).collect(),
        }
    }

    /// What was typed, and everything that is wrong with it. What is wrong is read as not given.
    pub(super) fn read(&self, lang: Locale) -> (PolicyDraft, Wrongs) {
        let mut wrong = Wrongs::new();
        wrong.extend(self.first_day.is_none().then_some((Field::FirstDay, Wrong::NoDay)));
        let tiers = self.tiers.iter().enumerate();
        let tiers: Vec<_> = tiers.map(|(at, tier)| tier.read(lang, at, &mut wrong)).collect();
        let mut days = |text: &str, field: Field| {
            if text.trim().is_empty() {
                return None;
            }
            let read = scaled(text, 0);
            wrong.extend(read.is_none().then_some((field, Wrong::NotDays)));
            read
        };
        let window_days = days(&self.window_days, Field::Window);
        let months = days(&self.term_months, Field::Term);
        let grace_days = days(&self.grace_days, Field::Grace).unwrap_or(0);
        let falls = self.fall != Fall::Never;
        let draft = PolicyDraft {
            first_day: self.first_day.unwrap_or(Day::MAX),
            right: self.right,
            tiers,
            mode: self.mode,
            window_days,
            term: months.filter(|_| falls).map(Term::Months),
            grace_days: if falls { grace_days } else { 0 },
            fall: self.fall,
        };
        (draft, wrong)
    }
}

/// Where an error of the draft stands in the form.
pub(super) fn field_of(error: DraftError) -> Option<(Field, Wrong)> {
    let at = Step::place;
    Some(match error {
        DraftError::NoTiers => return None,
        DraftError::NoName(step) => (Field::Name(at(step)), Wrong::NoName),
        DraftError::SameName(step) => (Field::Name(at(step)), Wrong::SameName),
        DraftError::LowestHasMinimums => (Field::Purchases(0), Wrong::LowestAsks),
        DraftError::NoMinimums(step) => (Field::Purchases(at(step)), Wrong::AsksNothing),
        DraftError::MinimumNotAboveZero(step) => (Field::Purchases(at(step)), Wrong::NotAboveZero),
        DraftError::MinimumsDoNotRise(step) => (Field::Purchases(at(step)), Wrong::DoesNotRise),
        DraftError::PaidAboveFull(step) => (Field::Paid(at(step)), Wrong::AboveFull),
        DraftError::PaidDoesNotFall(step) => (Field::Paid(at(step)), Wrong::NotCheaper),
        DraftError::EmptyWindow => (Field::Window, Wrong::NotDays),
        DraftError::EmptyTerm => (Field::Term, Wrong::NotDays),
        DraftError::FallWithoutTerm => (Field::Term, Wrong::NoTerm),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tier::preset::draft_of;
    use crate::domain::trade::Trade;

    #[test]
    fn rates_as_people_type_them() {
        for (zh, en, number, rule) in [
            ("", "", Some(10_000), "nothing = the full price"),
            ("9.5", "5", Some(9_500), "nine and a half of ten is 5 % off"),
            ("9.85", "1.5", Some(9_850), "two decimals"),
            ("10", "0", Some(10_000), "ten of ten"),
            ("12", "-2", None, "more than full, or below nothing"),
            ("9.555", "5.555", None, "three decimals"),
            ("九折", "five", None, "no number"),
        ] {
            let of = |lang, text| paid(lang, text).map(BasisPoints::number);
            let above = |it: Option<u32>| it.filter(|it| *it <= 10_000);
            assert_eq!(above(of(Locale::zh, zh)), number, "zh: {rule}");
            assert_eq!(of(Locale::en, en), number, "en: {rule}");
        }
        assert_eq!(multiplier("1.5").map(BasisPoints::number), Some(15_000));
        assert_eq!(multiplier(" ").map(BasisPoints::number), Some(10_000));
        assert_eq!(multiplier("x"), None);
        assert_eq!(decimal(15_000, 10_000), "1.5");
        assert_eq!(decimal(10_000, 10_000), "1");
    }

    #[test]
    fn a_policy_is_read_as_it_was_written_into_the_form() {
        for lang in [Locale::zh, Locale::en] {
            for trade in Trade::ALL {
                let names = ["a", "b", "c", "d"].map(str::to_owned);
                let mut draft = draft_of(trade, Day::from_number(20_000), names);
                draft.fall = Fall::OneDown;
                draft.term = Some(Term::Months(12));
                draft.grace_days = 7;
                draft.window_days = Some(365);
                if let Some(tier) = draft.tiers.last_mut() {
                    tier.rights = vec!["x".to_owned(), "y".to_owned()];
                }
                let (read, wrong) = TypedPolicy::of(lang, &draft).read(lang);
                assert_eq!((read, wrong), (draft, Vec::new()), "{trade:?}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        let draft =
            draft_of(Trade::Retail, Day::from_number(1), ["a", "b", "c", "d"].map(str::to_owned));
        let mut typed = TypedPolicy::of(Locale::zh, &draft);
        typed.first_day = None;
        typed.window_days = "x".to_owned();
        if let Some(tier) = typed.tiers.get_mut(2) {
            tier.net = "三百".to_owned();
            tier.purchases = "1.5".to_owned();
            tier.paid = "?".to_owned();
        }
        let (_, wrong) = typed.read(Locale::zh);
        assert_eq!(
            wrong,
            [
                (Field::FirstDay, Wrong::NoDay),
                (Field::Purchases(2), Wrong::NotANumber),
                (Field::Net(2), Wrong::NotANumber),
                (Field::Paid(2), Wrong::NotARate),
                (Field::Window, Wrong::NotDays),
            ]
        );
    }
}
