//! What the tests read, in columns over the places of people.

use super::bits::Bits;
use super::goods::Goods;
use super::person::{Contacts, Trades, known_of, marks_of, mask, next_birthday, words_of};
use super::test::{Figure, Span, WordField};
use super::view::View;
use super::words::Words;
use crate::domain::figures::{PersonFigures, Scores, Stage};
use crate::domain::intern::Index;
use crate::domain::money::Fen;
use crate::domain::roster::StagePick;

/// What stands where a figure is not known.
pub(super) const UNKNOWN: i64 = i64::MIN;

/// Columns of figures, one for each that does not look at some days only.
const FIGURES: usize = 14;

/// Where a figure stands; `None` where it is computed from orders or handed in.
pub(super) const fn place_of(figure: Figure) -> Option<usize> {
    match figure {
        Figure::Purchases(Span::Ever) => Some(0),
        Figure::NetFen(Span::Ever) => Some(1),
        Figure::AverageOrderFen => Some(2),
        Figure::AverageUnitFen => Some(3),
        Figure::ValueRateFen => Some(4),
        Figure::CycleDays => Some(5),
        Figure::DaysSinceLast => Some(6),
        Figure::DaysSinceFirst => Some(7),
        Figure::DaysUntilBirthday => Some(8),
        Figure::DaysSinceContact => Some(9),
        Figure::DaysUntilDue => Some(10),
        Figure::RecencyScore => Some(11),
        Figure::FrequencyScore => Some(12),
        Figure::MoneyScore => Some(13),
        Figure::Purchases(Span::LastDays(_) | Span::Days(_))
        | Figure::NetFen(Span::LastDays(_) | Span::Days(_))
        | Figure::TierStep => None,
    }
}

/// The columns. One bit for each member of a set is held in a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// Everybody of whom the book tells as of the day of the figures.
    pub(super) everybody: Bits,
    figures: [Vec<i64>; FIGURES],
    pub(super) stages: Vec<u32>,
    pub(super) groups: Vec<u32>,
    pub(super) marks: Vec<u32>,
    pub(super) known: Vec<u32>,
    pub(super) outcomes: Vec<u32>,
    pub(super) platforms: Vec<u32>,
    /// What cards say.
    pub(super) words: Words,
    /// Regions and channels of orders.
    pub(super) order_words: Words,
    pub(super) goods: Goods,
}

impl Columns {
    /// Makes room for so many people; who is new is nobody yet.
    pub(super) fn grow(&mut self, places: usize) {
        if self.marks.len() >= places {
            return;
        }
        let mut everybody = Bits::none(places);
        everybody.join(&self.everybody);
        self.everybody = everybody;
        self.figures.iter_mut().for_each(|column| column.resize(places, UNKNOWN));
        for column in [
            &mut self.stages,
            &mut self.groups,
            &mut self.marks,
            &mut self.known,
            &mut self.outcomes,
            &mut self.platforms,
        ] {
            column.resize(places, 0);
        }
    }

    /// How many there is room for.
    pub(super) fn places(&self) -> usize {
        self.marks.len()
    }

    /// A column of figures.
    pub(super) fn figures(&self, place: usize) -> &[i64] {
        self.figures.get(place).map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, figure: Figure, at: usize, value: Option<i64>) {
        let column = place_of(figure).and_then(|place| self.figures.get_mut(place));
        if let Some(slot) = column.and_then(|column| column.get_mut(at)) {
            *slot = value.unwrap_or(UNKNOWN);
        }
    }

    /// Reads what card, contacts and figures say of a person.
    pub(super) fn set(&mut self, view: &View<'_>, at: usize) {
        let person = Index::at(at);
        let is_person = view.shop.person_of(person) == person && view.live.is_counted(at);
        self.everybody.set(at, is_person);
        if !is_person {
            self.words.set(at, &[]);
            return;
        }
        let (card, members) = (view.shop.card(person), view.shop.members(person));
        let contacts = Contacts::of(view, person);
        let known_on = view.basis().known_on;
        let birthday = card.facts.birthday.and_then(|it| next_birthday(view, it, known_on));
        let last_contact = contacts.last.map(|(day, _)| day);
        let outcome = contacts.last.map(|(_, outcome)| u32::from(outcome.number()));
        set_at(&mut self.marks, at, marks_of(view, at, &card, &contacts));
        set_at(&mut self.known, at, known_of(view, &members, &card));
        set_at(&mut self.outcomes, at, mask(outcome.into_iter()));
        set_at(&mut self.stages, at, stages_of(view, at));
        self.set_figures(view, at);
        self.put(
            Figure::DaysUntilBirthday,
            at,
            birthday.map(|day| i64::from(day.days_since(known_on))),
        );
        self.put(
            Figure::DaysSinceContact,
            at,
            last_contact.map(|day| i64::from(known_on.days_since(day))),
        );
        self.words.set(at, &words_of(&card));
    }

    fn set_figures(&mut self, view: &View<'_>, at: usize) {
        let (person, as_of) = (view.live.person(at), view.basis().as_of);
        let days = |days: i32| i64::from(days);
        let fen = |fen: Option<Fen>| fen.map(Fen::minor);
        self.put(
            Figure::Purchases(Span::Ever),
            at,
            Some(person.map_or(0, |it| i64::from(it.purchases))),
        );
        self.put(Figure::NetFen(Span::Ever), at, Some(person.map_or(0, |it| it.net_fen.minor())));
        self.put(
            Figure::AverageOrderFen,
            at,
            fen(person.and_then(PersonFigures::average_order_fen)),
        );
        self.put(Figure::AverageUnitFen, at, fen(person.and_then(PersonFigures::average_unit_fen)));
        self.put(Figure::ValueRateFen, at, fen(person.map(|it| it.value_per_month_fen(as_of))));
        let cycle = person.and_then(PersonFigures::cycle);
        self.put(Figure::CycleDays, at, cycle.map(|it| days(it.rounded_days())));
        self.put(Figure::DaysSinceLast, at, person.map(|it| days(as_of.days_since(it.last_day))));
        self.put(Figure::DaysSinceFirst, at, person.map(|it| days(as_of.days_since(it.first_day))));
    }

    /// Reads what rests on everybody: scores, groups of RFM, and when the next purchase is due.
    pub(super) fn set_shared(&mut self, view: &View<'_>) {
        let (cycle, as_of) = (view.live.shop_cycle(), view.basis().as_of);
        for (at, scores) in view.live.all_scores().into_iter().enumerate() {
            let of = |score: fn(&Scores) -> u8| scores.as_ref().map(|it| i64::from(score(it)));
            self.put(Figure::RecencyScore, at, of(|it| it.r));
            self.put(Figure::FrequencyScore, at, of(|it| it.f));
            self.put(Figure::MoneyScore, at, of(|it| it.m));
            let group = scores.map(|it| view.live.group(it).place() as u32);
            set_at(&mut self.groups, at, mask(group.into_iter()));
            let due = view.live.person(at).and_then(|it| it.next_due(&cycle));
            self.put(Figure::DaysUntilDue, at, due.map(|due| i64::from(due.day.days_since(as_of))));
        }
    }

    /// Reads what the orders of a person say beside their money. `is_new` = for the first time.
    pub(super) fn set_orders(&mut self, view: &View<'_>, at: usize, is_new: bool) {
        let person = Index::at(at);
        let mut trades = match view.shop.person_of(person) == person {
            true => Trades::of(view, person),
            false => Trades::default(),
        };
        let channels = trades.channels.iter().map(|it| (WordField::Channel, *it));
        let region = trades.region.map(|it| (WordField::Region, it));
        let said: Vec<_> = channels
            .chain(region)
            .map(|(field, text)| (field, view.shop.text(Some(text))))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        self.order_words.set(at, &said);
        set_at(&mut self.platforms, at, trades.platforms);
        self.goods.set(at, &mut trades.goods, is_new);
    }
}

fn set_at(column: &mut [u32], at: usize, value: u32) {
    if let Some(slot) = column.get_mut(at) {
        *slot = value;
    }
}

/// The stages and parts of stages that somebody stands in.
fn stages_of(view: &View<'_>, at: usize) -> u32 {
    let stage = view.live.person(at).map(|it| it.stage(view.basis()));
    let stage = stage.unwrap_or(Stage::Potential);
    mask(StagePick::ALL.into_iter().filter(|it| it.holds(stage)).map(|it| it as u32))
}
