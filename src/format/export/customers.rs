//! Customers as a table: who they are, what lists say of them, and their figures.

use serde::{Deserialize, Serialize};

use super::only::Only;
use super::titles::{OF_CUSTOMERS, TitleLang};
use super::{Cell, Column, Rows, permille, person_words, words};
use crate::domain::address_form::title_word;
use crate::domain::card::Card;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::figures::{Basis, LiveFigures, NewStage, PersonFigures, Scores, Stage};
use crate::domain::intern::Index;
use crate::domain::person::Opening;
use crate::domain::quantity::Quantity;
use crate::domain::shop::Shop;

/// The names of the stages in the seller's language.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StageWords {
    /// Known, nothing bought.
    pub potential: String,
    /// New, the three parts of it.
    pub new: [String; 3],
    /// Active.
    pub active: String,
    /// High-save.
    pub high_save: String,
    /// Low-save.
    pub low_save: String,
    /// Lost.
    pub lost: String,
}

impl StageWords {
    fn of(&self, stage: Stage) -> &str {
        let [just_ordered, awaiting_second, one_month] = &self.new;
        match stage {
            Stage::Potential => &self.potential,
            Stage::New(NewStage::JustOrdered) => just_ordered,
            Stage::New(NewStage::AwaitingSecond) => awaiting_second,
            Stage::New(NewStage::OneMonth) => one_month,
            Stage::Active => &self.active,
            Stage::HighSave => &self.high_save,
            Stage::LowSave => &self.low_save,
            Stage::Lost => &self.lost,
        }
    }
}

/// The customers of a shop on their way out: everybody of whom the book tells.
#[derive(Debug)]
pub struct Customers<'a> {
    shop: &'a Shop,
    lang: TitleLang,
    stages: &'a StageWords,
    columns: Vec<Column>,
    figures: LiveFigures,
    scores: Vec<Option<Scores>>,
    only: Only,
    at: usize,
}

/// What is told of one.
struct Told<'a> {
    key: &'a CustomerKey,
    card: Card,
    figures: Option<&'a PersonFigures>,
    scores: Option<Scores>,
}

impl<'a> Customers<'a> {
    /// Begins with the columns that were chosen, and the key, which is always there.
    #[must_use]
    pub fn new(
        shop: &'a Shop,
        chosen: &[Column],
        lang: TitleLang,
        stages: &'a StageWords,
        basis: Basis,
    ) -> Customers<'a> {
        let wanted = |column: &Column| column.is_needed() || chosen.contains(column);
        let columns = OF_CUSTOMERS.into_iter().filter(wanted).collect();
        let figures = shop.live_figures(basis);
        let scores = figures.all_scores();
        let only = Only::default();
        Customers { shop, lang, stages, columns, figures, scores, only, at: 0 }
    }

    /// The same for some of them; their scores are those among everybody.
    #[must_use]
    pub fn only(self, only: Only) -> Customers<'a> {
        Customers { only, ..self }
    }

    fn cell(&self, column: Column, told: &Told<'_>) -> Cell {
        let facts = &told.card.facts;
        let text = |text: &Option<Box<str>>| Cell::text(text.as_deref().unwrap_or_default());
        let list = |items: &[Box<str>], mark| Cell::text(&person_words::joined(items, mark));
        match column {
            Column::Source | Column::Customer | Column::KnownBy | Column::KnownPlace => {
                key_cell(column, told.key)
            }
            Column::Name => text(&facts.name),
            Column::Company => text(&facts.company),
            Column::Phones => list(&facts.phones, person_words::LIST),
            Column::Wechat => text(&facts.wechat),
            Column::Nick => text(&facts.nick),
            Column::Region => text(&facts.region),
            Column::Address => text(&facts.address),
            Column::Birthday => Cell::maybe(facts.birthday, |born| {
                Cell::text(&person_words::birthday(born, self.lang))
            }),
            Column::Tags => list(&facts.tags, person_words::LIST),
            Column::Remark => list(&facts.remarks_and_names(), person_words::LINES),
            Column::Since => Cell::maybe(facts.since, Cell::Day),
            _ => match &facts.opening {
                Some(opening) if is_of_opening(column) => opening_cell(column, opening),
                Some(_) | None => card_cell(column, &told.card, self.lang)
                    .unwrap_or_else(|| self.figure_cell(column, told)),
            },
        }
    }

    fn figure_cell(&self, column: Column, told: &Told<'_>) -> Cell {
        let basis = self.figures.basis();
        if column == Column::Stage {
            let stage = told.figures.map_or(Stage::Potential, |it| it.stage(basis));
            return Cell::text(self.stages.of(stage));
        }
        let Some(figures) = told.figures else { return Cell::Empty };
        let score = |score: fn(Scores) -> u8| Cell::maybe(told.scores.map(score), Cell::count);
        match column {
            Column::Purchases => Cell::count(figures.purchases),
            Column::NetSum => Cell::Money(figures.net_fen),
            Column::FirstDay => Cell::Day(figures.first_day),
            Column::LastDay => Cell::Day(figures.last_day),
            Column::DaysSince => Cell::count(basis.silence_days(figures.last_day)),
            Column::Cycle => Cell::maybe(figures.cycle(), |cycle| {
                // One decimal says enough of a mean of days.
                let tenths = (cycle.days() * 10.0).round() as i64;
                Cell::Units(Quantity::from_thousandths(tenths * 100))
            }),
            Column::ScoreR => score(|it| it.r),
            Column::ScoreF => score(|it| it.f),
            Column::ScoreM => score(|it| it.m),
            _ => Cell::Empty,
        }
    }
}

/// What a customer is known by.
pub(super) fn key_cell(column: Column, key: &CustomerKey) -> Cell {
    match (column, key) {
        (Column::Source, CustomerKey::Nick { platform, .. }) => {
            Cell::text(words::platform(*platform))
        }
        // A phone or a name is of no platform.
        (Column::Source, _) => Cell::text(words::platform(Platform::Table)),
        (Column::Customer, key) => Cell::text(key.label()),
        (Column::KnownBy, key) => Cell::text(words::known_by(key)),
        (Column::KnownPlace, CustomerKey::NameAddress { address, .. }) => Cell::text(address),
        _ => Cell::Empty,
    }
}

/// What only the seller says of a customer; `None` for any other column. It is not read again: it
/// came to be by acts, each with its day, which a table cannot tell. Backups carry it.
fn card_cell(column: Column, card: &Card, lang: TitleLang) -> Option<Cell> {
    let text = |text: &Option<Box<str>>| Cell::text(text.as_deref().unwrap_or_default());
    let list = |items: &[Box<str>]| Cell::text(&person_words::joined(items, person_words::LIST));
    let yes = |is: bool| if is { Cell::text(words::yes(lang)) } else { Cell::Empty };
    Some(match column {
        Column::Surname => text(&card.surname),
        Column::AddressForm => Cell::text(card.title.as_ref().map_or("", title_word)),
        Column::Occupation => text(&card.occupation),
        Column::Role => Cell::text(card.role.map_or("", |role| person_words::role(role, lang))),
        Column::Modes => list(&person_words::modes(card.modes, lang)),
        Column::Relatives => list(&person_words::relatives(&card.relatives, lang)),
        Column::Groups => list(&card.groups),
        Column::Owner => text(&card.owner),
        Column::Important => yes(card.is_important),
        Column::OptOut => yes(card.is_opted_out),
        Column::VerifiedOn => Cell::maybe(card.verified, Cell::Day),
        Column::CardNote => text(&card.remark),
        _ => return None,
    })
}

const fn is_of_opening(column: Column) -> bool {
    matches!(
        column,
        Column::OpeningDay
            | Column::OpeningAmount
            | Column::OpeningCount
            | Column::Points
            | Column::Tier
    )
}

fn opening_cell(column: Column, opening: &Opening) -> Cell {
    match column {
        Column::OpeningDay => Cell::maybe(opening.day, Cell::Day),
        Column::OpeningAmount => Cell::maybe(opening.amount_fen, Cell::Money),
        Column::OpeningCount => Cell::maybe(opening.purchases, Cell::count),
        Column::Points => Cell::maybe(opening.points, Cell::Whole),
        Column::Tier => Cell::text(opening.tier.as_deref().unwrap_or_default()),
        _ => Cell::Empty,
    }
}

impl Rows for Customers<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn next_row(&mut self) -> Option<Vec<Cell>> {
        loop {
            let at = self.at;
            let key = self.shop.customers().get(at)?;
            self.at += 1;
            if !self.shop.is_known(at) || !self.only.holds(self.shop, Index::at(at)) {
                continue;
            }
            let told = Told {
                key,
                card: self.shop.card(Index::at(at)),
                figures: self.figures.person(at),
                scores: self.scores.get(at).copied().flatten(),
            };
            return Some(self.columns.iter().map(|column| self.cell(*column, &told)).collect());
        }
    }

    fn permille(&self) -> u16 {
        permille(self.at, self.shop.customers().len())
    }
}
