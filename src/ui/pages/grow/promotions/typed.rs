//! What is typed into the form of a slot, and what it comes to. Whatever reads is a value of the
//! domain; whatever does not is named with its field, so that the draft never holds a wrong state.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::kinds::{Field, Kind};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::promotion::{
    AmountRead, Benefit, BundleItem, Condition, DraftFault, LadderStep,
};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;
use crate::ui::i18n::Locale;
use crate::ui::number::{self, TypedFault};

/// A field, and in which row it stands.
pub type Place = (Field, usize);

/// What is wrong with what stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no amount.
    Amount(TypedFault),
    /// It is no quantity.
    Quantity(TypedFault),
    /// It is no whole number.
    NotWhole,
    /// It is no share between nothing and all.
    NotAShare,
    /// Nothing stands there.
    Missing,
    /// The rules speak against it.
    Fault(DraftFault),
}

/// What a form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A condition.
    Condition(Condition),
    /// A benefit.
    Benefit(Benefit),
    /// A day, or none.
    Day(Option<Day>),
    /// A number, or none.
    Count(Option<u32>),
    /// An amount, or none.
    Money(Option<Fen>),
    /// A word, or none.
    Word(Option<Arc<str>>),
}

/// A form as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it is about.
    pub kind: Kind,
    /// What stands in its fields.
    pub texts: BTreeMap<Place, String>,
    /// What is picked, in the order in which it was.
    pub picks: Vec<String>,
    /// What is read.
    pub read: AmountRead,
    /// How many rows there are.
    pub rows: usize,
}

impl Form {
    /// Nothing but its kind.
    #[must_use]
    pub fn empty(kind: Kind) -> Form {
        let (texts, picks, read) = (BTreeMap::new(), Vec::new(), AmountRead::default());
        Form { kind, texts, picks, read, rows: usize::from(kind.rows().is_some()) }
    }

    /// Of another kind; what was typed into fields that both have stays.
    #[must_use]
    pub fn turned(&self, kind: Kind) -> Form {
        let has = |field: Field| kind.fields().contains(&field);
        let texts = self.texts.iter().filter(|((field, _), _)| has(*field));
        let texts = texts.map(|(place, text)| (*place, text.clone())).collect();
        Form { texts, read: self.read, ..Form::empty(kind) }
    }

    /// What stands in a field.
    #[must_use]
    pub fn text(&self, place: Place) -> &str {
        self.texts.get(&place).map_or("", String::as_str)
    }

    /// The same with another text in a field.
    #[must_use]
    pub fn with(mut self, field: Field, text: impl Into<String>) -> Form {
        self.texts.insert((field, 0), text.into());
        self
    }

    fn row(mut self, row: usize, two: [(Field, String); 2]) -> Form {
        for (field, text) in two {
            self.texts.insert((field, row), text);
        }
        self.rows = self.rows.max(row + 1);
        self
    }

    fn picking<'a>(mut self, words: impl Iterator<Item = &'a Arc<str>>) -> Form {
        self.picks = words.map(|word| word.to_string()).collect();
        self
    }

    fn reading(self, read: AmountRead) -> Form {
        Form { read, ..self }
    }

    /// Of a day.
    #[must_use]
    pub fn of_day(kind: Kind, day: Option<Day>) -> Form {
        Form::empty(kind).with(Field::Day, day.map(|day| day.to_string()).unwrap_or_default())
    }

    /// Of a number.
    #[must_use]
    pub fn of_count(kind: Kind, field: Field, count: Option<u32>) -> Form {
        Form::empty(kind).with(field, optional(count))
    }

    /// Of a condition.
    #[must_use]
    pub fn of_condition(condition: &Condition) -> Form {
        let form = Form::empty(Kind::of_condition(condition));
        let days = |days: &[u8]| days.iter().map(u8::to_string).collect::<Vec<_>>();
        match condition {
            Condition::MinAmount { minimum_fen, read } => {
                form.with(Field::Minimum, number::plain_money(*minimum_fen)).reading(*read)
            }
            Condition::MinQuantity { minimum, over } => {
                let read = AmountRead { over: *over, ..AmountRead::default() };
                form.with(Field::MinQuantity, plain_quantity(*minimum)).reading(read)
            }
            Condition::SkuIn(words)
            | Condition::SkuOut(words)
            | Condition::CategoryIn(words)
            | Condition::CategoryOut(words)
            | Condition::SegmentIn(words)
            | Condition::ModeIn(words)
            | Condition::KindIn(words)
            | Condition::RegionIn(words)
            | Condition::ChannelIn(words) => form.picking(words.iter()),
            Condition::TierAtLeast(tier) => form.with(Field::Tier, tier.to_string()),
            Condition::FirstOrder => form,
            Condition::NthPurchase(nth) => form.with(Field::Nth, nth.to_string()),
            Condition::WeekdayIn(all) => Form { picks: days(all), ..form },
            Condition::MemberDay(all) => form.with(Field::MonthDays, days(all).join(" ")),
            Condition::BirthdayWindow { before_days, after_days } => {
                let form = form.with(Field::Before, before_days.to_string());
                form.with(Field::After, after_days.to_string())
            }
            Condition::DaysSinceLast { at_least_days, at_most_days } => {
                let form = form.with(Field::Least, optional(*at_least_days));
                form.with(Field::Most, optional(*at_most_days))
            }
        }
    }

    /// Of a benefit, as it is typed in a language.
    #[must_use]
    pub fn of_benefit(benefit: &Benefit, lang: Locale) -> Form {
        let form = Form::empty(Kind::of_benefit(benefit));
        let money = number::plain_money;
        let cap = |cap: &Option<Fen>| cap.map(money).unwrap_or_default();
        match benefit {
            Benefit::AmountOff { off_fen } => form.with(Field::Off, money(*off_fen)),
            Benefit::AmountOffPer { off_fen, per_fen, max_fen, read } => {
                let form = form.with(Field::Off, money(*off_fen)).with(Field::Per, money(*per_fen));
                form.with(Field::Cap, cap(max_fen)).reading(*read)
            }
            Benefit::Ladder { steps, read } => {
                let row = |form: Form, (at, step): (usize, &LadderStep)| {
                    let from = (Field::LadderFrom, money(step.from_fen));
                    form.row(at, [from, (Field::LadderOff, money(step.off_fen))])
                };
                steps.iter().enumerate().fold(form, row).reading(*read)
            }
            Benefit::Percent { paid, cap_fen } => {
                let paid = i64::from(paid.number());
                let typed = match lang {
                    Locale::zh => paid,
                    Locale::en => (10_000 - paid).saturating_mul(10),
                };
                let typed = plain_quantity(Quantity::from_thousandths(typed));
                form.with(Field::Paid, typed).with(Field::Cap, cap(cap_fen))
            }
            Benefit::FixedPrice { unit_fen } => form.with(Field::UnitPrice, money(*unit_fen)),
            Benefit::FreePostage => form,
            Benefit::Gift { sku, quantity, value_fen } => {
                let form = form.with(Field::Good, &**sku);
                let form = form.with(Field::Quantity, plain_quantity(*quantity));
                form.with(Field::Value, money(*value_fen))
            }
            Benefit::PointsMultiplier { day } => {
                let factor = Quantity::from_thousandths(i64::from(day.number()) / 10);
                form.with(Field::Factor, plain_quantity(factor))
            }
            Benefit::BuyGet { buy_units, get_units, get_skus, max_times } => {
                let form = form.with(Field::Buy, buy_units.to_string());
                let form = form.with(Field::Get, get_units.to_string());
                let form = form.with(Field::Times, optional(*max_times));
                form.picking(get_skus.iter().flatten())
            }
            Benefit::Bundle { items, price_fen, max_times } => {
                let row = |form: Form, (at, item): (usize, &BundleItem)| {
                    let good = (Field::ItemGood, item.sku.to_string());
                    form.row(at, [good, (Field::ItemQuantity, plain_quantity(item.quantity))])
                };
                let form = items.iter().enumerate().fold(form, row);
                form.with(Field::Price, money(*price_fen)).with(Field::Times, optional(*max_times))
            }
        }
    }

    /// What it comes to.
    ///
    /// # Errors
    /// The first field that cannot be read, in the order of the form.
    pub fn read(&self, lang: Locale) -> Result<Read, (Place, Wrong)> {
        Ok(match self.kind {
            Kind::FirstDay | Kind::LastDay => {
                Read::Day(self.text((Field::Day, 0)).trim().parse().ok())
            }
            Kind::PerCustomer | Kind::Total => Read::Count(self.optional(Field::Limit)?),
            Kind::Validity => Read::Count(self.optional(Field::ValidDays)?),
            Kind::Budget => Read::Money(self.optional_money(Field::Budget)?),
            Kind::Group => {
                let word = self.text((Field::GroupName, 0)).trim();
                Read::Word((!word.is_empty()).then(|| word.into()))
            }
            Kind::Off
            | Kind::OffPer
            | Kind::Ladder
            | Kind::Percent
            | Kind::FixedPrice
            | Kind::FreePostage
            | Kind::Gift
            | Kind::Points
            | Kind::BuyGet
            | Kind::Bundle => Read::Benefit(self.benefit(lang)?),
            Kind::MinAmount
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
            | Kind::Silence => Read::Condition(self.condition()?),
        })
    }

    fn condition(&self) -> Result<Condition, (Place, Wrong)> {
        Ok(match self.kind {
            Kind::MinAmount => {
                Condition::MinAmount { minimum_fen: self.money(Field::Minimum)?, read: self.read }
            }
            Kind::MinQuantity => Condition::MinQuantity {
                minimum: self.quantity((Field::MinQuantity, 0))?,
                over: self.read.over,
            },
            Kind::SkuIn => Condition::SkuIn(self.words(Field::Words)?),
            Kind::SkuOut => Condition::SkuOut(self.words(Field::Words)?),
            Kind::CategoryIn => Condition::CategoryIn(self.words(Field::Words)?),
            Kind::CategoryOut => Condition::CategoryOut(self.words(Field::Words)?),
            Kind::Segment => Condition::SegmentIn(self.words(Field::Words)?),
            Kind::Mode => Condition::ModeIn(self.words(Field::Words)?),
            Kind::Role => Condition::KindIn(self.words(Field::Words)?),
            Kind::Region => Condition::RegionIn(self.words(Field::Words)?),
            Kind::Channel => Condition::ChannelIn(self.words(Field::Words)?),
            Kind::Tier => Condition::TierAtLeast(self.small(Field::Tier)?),
            Kind::Nth => Condition::NthPurchase(self.count(Field::Nth)?),
            Kind::Weekdays => {
                let mut days: Vec<u8> =
                    self.picks.iter().filter_map(|it| it.parse().ok()).collect();
                days.sort_unstable();
                if days.is_empty() {
                    return Err(((Field::Weekdays, 0), Wrong::Missing));
                }
                Condition::WeekdayIn(days)
            }
            Kind::MemberDays => Condition::MemberDay(self.month_days()?),
            Kind::Birthday => Condition::BirthdayWindow {
                before_days: self.small(Field::Before)?,
                after_days: self.small(Field::After)?,
            },
            Kind::Silence => Condition::DaysSinceLast {
                at_least_days: self.optional(Field::Least)?,
                at_most_days: self.optional(Field::Most)?,
            },
            // Everything else is no condition; `read` never asks for it.
            Kind::FirstOrder
            | Kind::FirstDay
            | Kind::LastDay
            | Kind::PerCustomer
            | Kind::Total
            | Kind::Budget
            | Kind::Group
            | Kind::Validity
            | Kind::Off
            | Kind::OffPer
            | Kind::Ladder
            | Kind::Percent
            | Kind::FixedPrice
            | Kind::FreePostage
            | Kind::Gift
            | Kind::Points
            | Kind::BuyGet
            | Kind::Bundle => Condition::FirstOrder,
        })
    }

    fn benefit(&self, lang: Locale) -> Result<Benefit, (Place, Wrong)> {
        if self.kind == Kind::Ladder {
            let step = |row| {
                let from_fen = self.money_at((Field::LadderFrom, row))?;
                Ok(LadderStep { from_fen, off_fen: self.money_at((Field::LadderOff, row))? })
            };
            let steps = (0..self.rows).map(step).collect::<Result<_, _>>()?;
            return Ok(Benefit::Ladder { steps, read: self.read });
        }
        if self.kind == Kind::OffPer {
            return Ok(Benefit::AmountOffPer {
                per_fen: self.money(Field::Per)?,
                off_fen: self.money(Field::Off)?,
                max_fen: self.optional_money(Field::Cap)?,
                read: self.read,
            });
        }
        if self.kind == Kind::Percent {
            let (paid, cap_fen) = (self.paid(lang)?, self.optional_money(Field::Cap)?);
            return Ok(Benefit::Percent { paid, cap_fen });
        }
        if self.kind == Kind::FixedPrice {
            return Ok(Benefit::FixedPrice { unit_fen: self.money(Field::UnitPrice)? });
        }
        if self.kind == Kind::FreePostage {
            return Ok(Benefit::FreePostage);
        }
        if self.kind == Kind::Gift {
            let sku = self.word((Field::Good, 0))?;
            let quantity = self.quantity((Field::Quantity, 0))?;
            return Ok(Benefit::Gift { sku, quantity, value_fen: self.money(Field::Value)? });
        }
        if self.kind == Kind::Points {
            let factor = self.quantity((Field::Factor, 0))?.thousandths().saturating_mul(10);
            let day = u32::try_from(factor).ok().and_then(BasisPoints::new);
            let day = day.ok_or(((Field::Factor, 0), Wrong::Quantity(TypedFault::TooLarge)))?;
            return Ok(Benefit::PointsMultiplier { day });
        }
        if self.kind == Kind::BuyGet {
            let skus: Vec<Arc<str>> = self.picks.iter().map(|it| it.as_str().into()).collect();
            return Ok(Benefit::BuyGet {
                buy_units: self.count(Field::Buy)?,
                get_units: self.count(Field::Get)?,
                get_skus: (!skus.is_empty()).then_some(skus),
                max_times: self.optional(Field::Times)?,
            });
        }
        if self.kind == Kind::Bundle {
            let item = |row| {
                let sku = self.word((Field::ItemGood, row))?;
                Ok(BundleItem { sku, quantity: self.quantity((Field::ItemQuantity, row))? })
            };
            let items = (0..self.rows).map(item).collect::<Result<_, _>>()?;
            let (price_fen, max_times) = (self.money(Field::Price)?, self.optional(Field::Times)?);
            return Ok(Benefit::Bundle { items, price_fen, max_times });
        }
        Ok(Benefit::AmountOff { off_fen: self.money(Field::Off)? })
    }

    /// 8.5折 in Chinese, 15 % off in English: both are 8500.
    fn paid(&self, lang: Locale) -> Result<BasisPoints, (Place, Wrong)> {
        let place = (Field::Paid, 0);
        let typed = self.quantity(place)?.thousandths();
        let paid = match lang {
            Locale::zh => Some(typed),
            Locale::en => (typed % 10 == 0).then(|| 10_000 - typed / 10),
        };
        let paid = paid.and_then(|paid| u32::try_from(paid).ok());
        let paid = paid.filter(|paid| *paid <= 10_000).and_then(BasisPoints::new);
        paid.ok_or((place, Wrong::NotAShare))
    }

    fn month_days(&self) -> Result<Vec<u8>, (Place, Wrong)> {
        let place = (Field::MonthDays, 0);
        let text = self.text(place);
        let said = text.split(|letter: char| !letter.is_ascii_digit()).filter(|it| !it.is_empty());
        let days: Option<Vec<u8>> = said.map(|it| it.parse().ok()).collect();
        let mut days = days.ok_or((place, Wrong::NotWhole))?;
        days.sort_unstable();
        days.dedup();
        if days.is_empty() { Err((place, Wrong::Missing)) } else { Ok(days) }
    }

    fn money_at(&self, place: Place) -> Result<Fen, (Place, Wrong)> {
        let typed = number::typed_money(self.text(place));
        typed.map_err(|fault| (place, Wrong::Amount(fault)))
    }

    fn money(&self, field: Field) -> Result<Fen, (Place, Wrong)> {
        self.money_at((field, 0))
    }

    fn optional_money(&self, field: Field) -> Result<Option<Fen>, (Place, Wrong)> {
        match self.text((field, 0)).trim().is_empty() {
            true => Ok(None),
            false => self.money(field).map(Some),
        }
    }

    fn quantity(&self, place: Place) -> Result<Quantity, (Place, Wrong)> {
        let typed = number::typed_quantity(self.text(place));
        typed.map_err(|fault| (place, Wrong::Quantity(fault)))
    }

    fn count(&self, field: Field) -> Result<u32, (Place, Wrong)> {
        let place = (field, 0);
        self.text(place).trim().parse().map_err(|_| (place, Wrong::NotWhole))
    }

    fn small<T: TryFrom<u32>>(&self, field: Field) -> Result<T, (Place, Wrong)> {
        T::try_from(self.count(field)?).map_err(|_| ((field, 0), Wrong::NotWhole))
    }

    fn optional(&self, field: Field) -> Result<Option<u32>, (Place, Wrong)> {
        match self.text((field, 0)).trim().is_empty() {
            true => Ok(None),
            false => self.count(field).map(Some),
        }
    }

    fn word(&self, place: Place) -> Result<Arc<str>, (Place, Wrong)> {
        let word = self.text(place).trim();
        if word.is_empty() { Err((place, Wrong::Missing)) } else { Ok(word.into()) }
    }

    fn words(&self, field: Field) -> Result<Vec<Arc<str>>, (Place, Wrong)> {
        let words: Vec<Arc<str>> = self.picks.iter().map(|it| it.as_str().into()).collect();
        if words.is_empty() { Err(((field, 0), Wrong::Missing)) } else { Ok(words) }
    }
}

/// The field that a fault of the draft is about.
#[must_use]
pub const fn place_of(fault: DraftFault) -> Place {
    match fault {
        DraftFault::EndsBeforeItBegins => (Field::Day, 0),
        DraftFault::ConditionBelowZero(_) => (Field::Minimum, 0),
        DraftFault::NoSuchWeekday(_) => (Field::Weekdays, 0),
        DraftFault::NoSuchDayOfMonth(_) | DraftFault::TooManyMemberDays(_) => (Field::MonthDays, 0),
        DraftFault::NoSuchPurchase(_) => (Field::Nth, 0),
        DraftFault::BenefitBelowZero => (Field::Off, 0),
        DraftFault::PaysMoreThanFull => (Field::Paid, 0),
        DraftFault::PerNothing => (Field::Per, 0),
        DraftFault::NoStep => (Field::LadderFrom, 0),
        DraftFault::SameStep(at) => (Field::LadderFrom, at),
        DraftFault::NoUnits => (Field::Buy, 0),
        DraftFault::NoBundleItem => (Field::ItemGood, 0),
        DraftFault::BadBundleItem(at) => (Field::ItemGood, at),
        DraftFault::BudgetBelowZero => (Field::Budget, 0),
    }
}

fn optional(count: Option<u32>) -> String {
    count.map(|count| count.to_string()).unwrap_or_default()
}

/// A quantity as it is typed.
fn plain_quantity(quantity: Quantity) -> String {
    number::quantity(quantity).replace(',', "")
}

#[cfg(test)]
mod tests;
