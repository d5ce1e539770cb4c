//! One condition as it is typed, and the test that it is.

use uuid::Uuid;

use super::asking::{Ask, MARKS, Shape, Unit, unit_of};
use crate::domain::card::CardField;
use crate::domain::customer::Platform;
use crate::domain::day::{Day, DayRange};
use crate::domain::event::Outcome;
use crate::domain::figures::RfmGroup;
use crate::domain::money::Fen;
use crate::domain::promotion::OfferId;
use crate::domain::roster::StagePick;
use crate::domain::segment::{CouponState, Figure, Product, Range, SegmentId, Span, Test};
use crate::ui::number;

/// Which days are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpanKind {
    /// All.
    #[default]
    Ever,
    /// The last so many.
    Last,
    /// From one to another.
    Between,
}

/// Where something is wrong that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The lower bound.
    From,
    /// The upper bound.
    To,
    /// A number of days.
    Days,
    /// The first day, or the last.
    Dates,
    /// What is to be chosen.
    Choice,
}

/// What is wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No whole number.
    NotANumber,
    /// No amount.
    NotMoney,
    /// No number of days.
    NotDays,
    /// A day is missing.
    NoDay,
    /// Nothing is chosen.
    NotChosen,
}

/// A condition as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What is asked.
    pub ask: Ask,
    /// The lower bound.
    pub from: String,
    /// The upper bound.
    pub to: String,
    /// Which days.
    pub span: SpanKind,
    /// How many days: of the span, or before a coupon's end.
    pub days: String,
    /// The first day.
    pub first: Option<Day>,
    /// The last day.
    pub last: Option<Day>,
    /// The places that are ticked, rising.
    pub ticked: Vec<usize>,
    /// Texts.
    pub words: String,
    /// The id of a coupon's offer, or of a group; empty = any, or none yet.
    pub chosen: String,
    /// The field of the card.
    pub field: CardField,
}

impl Form {
    /// A condition in which nothing is typed.
    #[must_use]
    pub fn asking(ask: Ask) -> Form {
        Form {
            ask,
            from: String::new(),
            to: String::new(),
            span: SpanKind::Ever,
            days: if ask == Ask::CouponEnds { "7" } else { "30" }.to_owned(),
            first: None,
            last: None,
            ticked: Vec::new(),
            words: String::new(),
            chosen: String::new(),
            field: CardField::Phones,
        }
    }

    /// The form of a test, to be changed.
    #[must_use]
    pub fn of(test: &Test) -> Form {
        match test {
            Test::Figure { figure, range } => {
                let ask = match figure.span() {
                    Some(_) if matches!(figure, Figure::Purchases(_)) => Ask::Purchases,
                    Some(_) => Ask::Net,
                    None => Ask::Figure(*figure),
                };
                let text = |bound: Option<i64>| {
                    bound.map_or_else(String::new, |it| bound_text(unit_of(*figure), it))
                };
                let form = Form { from: text(range.from), to: text(range.to), ..Form::asking(ask) };
                figure.span().map_or_else(|| form.clone(), |span| form.clone().within(span))
            }
            Test::Stage(any) => ticking(Ask::Stage, &StagePick::ALL, any),
            Test::Group(any) => ticking(Ask::Group, &RfmGroup::ALL, any),
            Test::Is(any) => ticking(Ask::Marks, &MARKS, any),
            Test::BuysOn(any) => ticking(Ask::BuysOn, &Platform::ALL, any),
            Test::LastOutcome(any) => ticking(Ask::LastOutcome, &Outcome::ALL, any),
            Test::Known(field) => Form { field: *field, ..Form::asking(Ask::Known) },
            Test::Said { field, any } => {
                let words = any.iter().map(|it| &**it).collect::<Vec<_>>().join("，");
                Form { words, ..Form::asking(Ask::Said(*field)) }
            }
            Test::Bought { product, span } => {
                let (ask, text) = match product {
                    Product::Sku(text) => (Ask::Sku, text),
                    Product::Item(text) => (Ask::Item, text),
                    Product::Category(text) => (Ask::Category, text),
                };
                Form { words: text.to_string(), ..Form::asking(ask) }.within(*span)
            }
            Test::Coupon { state, of } => {
                let chosen = of.as_ref().map_or_else(String::new, |it| it.as_str().to_owned());
                let (ask, days) = match state {
                    CouponState::Held => (Ask::CouponHeld, None),
                    CouponState::Used => (Ask::CouponUsed, None),
                    CouponState::EndsWithin(days) => (Ask::CouponEnds, Some(days.to_string())),
                };
                let form = Form { chosen, ..Form::asking(ask) };
                let days = days.unwrap_or_else(|| form.days.clone());
                Form { days, ..form }
            }
            Test::HighestTier => Form::asking(Ask::HighestTier),
            Test::MemberOf(id) => Form { chosen: id.0.to_string(), ..Form::asking(Ask::MemberOf) },
        }
    }

    fn within(self, span: Span) -> Form {
        match span {
            Span::Ever => Form { span: SpanKind::Ever, ..self },
            Span::LastDays(days) => Form { span: SpanKind::Last, days: days.to_string(), ..self },
            Span::Days(days) => Form {
                span: SpanKind::Between,
                first: Some(days.first),
                last: Some(days.last),
                ..self
            },
        }
    }

    /// What is asked now, keeping of what was typed what goes with it as well.
    #[must_use]
    pub fn turned_to(&self, ask: Ask) -> Form {
        let unit = |ask: Ask| {
            let Shape::Range { unit, .. } = ask.shape() else { return None };
            Some(unit)
        };
        let same_bounds = unit(self.ask).is_some() && unit(self.ask) == unit(ask);
        let fresh = Form::asking(ask);
        Form {
            from: if same_bounds { self.from.clone() } else { fresh.from },
            to: if same_bounds { self.to.clone() } else { fresh.to },
            ..fresh
        }
    }

    /// The test that is typed.
    ///
    /// # Errors
    /// The first field that cannot be read. What is read and makes no sense says the draft of the
    /// group.
    pub fn read(&self) -> Result<Test, (Part, Wrong)> {
        let figure = |figure: Figure| {
            let range = Range {
                from: self.bound(&self.from, figure).map_err(|it| (Part::From, it))?,
                to: self.bound(&self.to, figure).map_err(|it| (Part::To, it))?,
            };
            Ok(Test::Figure { figure, range })
        };
        let coupon = |state| {
            let of = (!self.chosen.is_empty()).then(|| OfferId::new(&self.chosen));
            Ok(Test::Coupon { state, of })
        };
        let bought = |make: fn(Box<str>) -> Product| {
            Ok(Test::Bought { product: make(self.words.trim().into()), span: self.span()? })
        };
        match self.ask {
            Ask::Purchases => figure(Figure::Purchases(self.span()?)),
            Ask::Net => figure(Figure::NetFen(self.span()?)),
            Ask::Figure(it) => figure(it),
            Ask::Stage => Ok(Test::Stage(self.these(&StagePick::ALL))),
            Ask::Group => Ok(Test::Group(self.these(&RfmGroup::ALL))),
            Ask::Marks => Ok(Test::Is(self.these(&MARKS))),
            Ask::BuysOn => Ok(Test::BuysOn(self.these(&Platform::ALL))),
            Ask::LastOutcome => Ok(Test::LastOutcome(self.these(&Outcome::ALL))),
            Ask::Known => Ok(Test::Known(self.field)),
            Ask::Said(field) => Ok(Test::Said { field, any: words(&self.words) }),
            Ask::Item => bought(Product::Item),
            Ask::Sku => bought(Product::Sku),
            Ask::Category => bought(Product::Category),
            Ask::CouponHeld => coupon(CouponState::Held),
            Ask::CouponUsed => coupon(CouponState::Used),
            Ask::CouponEnds => coupon(CouponState::EndsWithin(self.days()?)),
            Ask::HighestTier => Ok(Test::HighestTier),
            Ask::MemberOf => {
                let id: Option<Uuid> = self.chosen.parse().ok();
                id.map(|id| Test::MemberOf(SegmentId(id))).ok_or((Part::Choice, Wrong::NotChosen))
            }
        }
    }

    fn these<T: Copy>(&self, all: &[T]) -> Vec<T> {
        self.ticked.iter().filter_map(|at| all.get(*at).copied()).collect()
    }

    fn days(&self) -> Result<u32, (Part, Wrong)> {
        self.days.trim().parse().map_err(|_| (Part::Days, Wrong::NotDays))
    }

    fn span(&self) -> Result<Span, (Part, Wrong)> {
        Ok(match self.span {
            SpanKind::Ever => Span::Ever,
            SpanKind::Last => match self.days()? {
                0 => return Err((Part::Days, Wrong::NotDays)),
                days => Span::LastDays(days),
            },
            SpanKind::Between => match (self.first, self.last) {
                (Some(first), Some(last)) => Span::Days(DayRange { first, last }),
                (_, _) => return Err((Part::Dates, Wrong::NoDay)),
            },
        })
    }

    fn bound(&self, text: &str, figure: Figure) -> Result<Option<i64>, Wrong> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match unit_of(figure) {
            Unit::Money => {
                number::typed_money(text).map(|fen| Some(fen.minor())).map_err(|_| Wrong::NotMoney)
            }
            Unit::Days => text.parse().map(Some).map_err(|_| Wrong::NotDays),
            Unit::Times | Unit::Score | Unit::Tier => {
                text.parse().map(Some).map_err(|_| Wrong::NotANumber)
            }
        }
    }
}

fn bound_text(unit: Unit, bound: i64) -> String {
    match unit {
        Unit::Money => number::plain_money(Fen::from_minor(bound)),
        Unit::Times | Unit::Days | Unit::Score | Unit::Tier => bound.to_string(),
    }
}

fn ticking<T: PartialEq>(ask: Ask, all: &[T], any: &[T]) -> Form {
    let ticked = all.iter().enumerate().filter(|(_, it)| any.contains(it)).map(|(at, _)| at);
    Form { ticked: ticked.collect(), ..Form::asking(ask) }
}

/// Texts with commas of either kind between.
fn words(text: &str) -> Vec<Box<str>> {
    let all = text.split(['，', ',', '、', ';', '；']).map(str::trim);
    all.filter(|it| !it.is_empty()).map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::segment::Mark;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_form_is_made_of_is_read_back() {
        let spans = [
            Span::Ever,
            Span::LastDays(90),
            Span::Days(DayRange { first: day("2026-01-01"), last: day("2026-03-31") }),
        ];
        let range = |from, to| Range { from, to };
        let mut all = Vec::new();
        for span in spans {
            for figure in [Figure::Purchases(span), Figure::NetFen(span)] {
                all.push(Test::Figure { figure, range: range(Some(2), Some(5)) });
            }
            for product in [
                Product::Sku("A1".into()),
                Product::Item("枣".into()),
                Product::Category("干果".into()),
            ] {
                all.push(Test::Bought { product, span });
            }
        }
        for ask in Ask::all() {
            if let Ask::Figure(figure) = ask {
                all.push(Test::Figure { figure, range: range(Some(1), None) });
                all.push(Test::Figure { figure, range: range(None, Some(12_345)) });
            }
            if let Ask::Said(field) = ask {
                all.push(Test::Said { field, any: vec!["a".into(), "b c".into()] });
            }
        }
        all.push(Test::Figure { figure: Figure::DaysUntilDue, range: range(Some(-7), Some(0)) });
        all.push(Test::Stage(vec![StagePick::New, StagePick::Lost]));
        all.push(Test::Group(RfmGroup::ALL.to_vec()));
        all.push(Test::Is(vec![Mark::Important, Mark::Boss]));
        all.push(Test::BuysOn(Platform::ALL.to_vec()));
        all.push(Test::LastOutcome(vec![Outcome::Talked]));
        all.extend(CardField::ALL.map(Test::Known));
        for of in [None, Some(OfferId::new("x"))] {
            for state in [CouponState::Held, CouponState::Used, CouponState::EndsWithin(3)] {
                all.push(Test::Coupon { state, of: of.clone() });
            }
        }
        all.push(Test::HighestTier);
        all.push(Test::MemberOf(SegmentId(Uuid::from_u128(9))));
        for test in all {
            let read = Form::of(&test).read().map(Test::cleaned);
            assert_eq!(read, Ok(test.clone().cleaned()), "{test:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_at_its_field() {
        let form = |ask| Form::asking(ask);
        let since = Ask::Figure(Figure::DaysSinceLast);
        for (form, expected, rule) in [
            (
                Form { from: "x".into(), ..form(Ask::Purchases) },
                (Part::From, Wrong::NotANumber),
                "times",
            ),
            (
                Form { to: "1,2,3.456".into(), ..form(Ask::Net) },
                (Part::To, Wrong::NotMoney),
                "money",
            ),
            (
                Form { from: "1.5".into(), ..form(since) },
                (Part::From, Wrong::NotDays),
                "whole days",
            ),
            (
                Form { span: SpanKind::Last, days: "0".into(), ..form(Ask::Net) },
                (Part::Days, Wrong::NotDays),
                "no days are no span",
            ),
            (
                Form { span: SpanKind::Between, first: Some(day("2026-01-01")), ..form(Ask::Item) },
                (Part::Dates, Wrong::NoDay),
                "both days",
            ),
            (
                Form { days: String::new(), ..form(Ask::CouponEnds) },
                (Part::Days, Wrong::NotDays),
                "coupon",
            ),
            (form(Ask::MemberOf), (Part::Choice, Wrong::NotChosen), "which group"),
        ] {
            assert_eq!(form.read(), Err(expected), "{rule}");
        }
    }
}
