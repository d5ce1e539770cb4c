//! What is shown of people who may be one, and the act that makes them one.

use leptos::prelude::Get;

use crate::domain::card::{CardEntry, CardField};
use crate::domain::command::Command;
use crate::domain::customer::CustomerKey;
use crate::domain::duplicates::{FieldChoice, field_choices};
use crate::domain::figures::{PersonFigures, Stage};
use crate::domain::intern::Index;
use crate::ui::bidi::isolated;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::state::State;
use crate::ui::text;

/// One of them.
#[derive(Clone)]
pub(super) struct Side {
    pub(super) at: Index,
    pub(super) key: CustomerKey,
    pub(super) person: PersonView,
}

/// Several people beside each other. The first is the one under whom all would stand.
#[derive(Clone)]
pub(super) struct TwinScene {
    pub(super) sides: Vec<Side>,
    pub(super) fields: Vec<FieldChoice>,
    together: Option<PersonFigures>,
    stage: Stage,
    lang: Locale,
}

/// Which value of a field stays: that of somebody.
pub(super) type Picked = (CardField, Index);

impl TwinScene {
    /// These people as they are; `None` where one of them is not there any more.
    pub(super) fn of(state: State, people: &[Index]) -> Option<TwinScene> {
        let lang = state.lang.get();
        let looked = state.with_roster(|roster| {
            let shop = roster.shop();
            let side = |at: &Index| {
                let person = PersonView::of(roster, at.position())?;
                let key = shop.customers().get(at.position())?.clone();
                Some(Side { at: *at, key, person })
            };
            let mut sides: Vec<Side> = people.iter().map(side).collect::<Option<_>>()?;
            // Whom the seller knows best gives the card its name.
            sides.sort_by_key(|it| std::cmp::Reverse(it.person.figures.map_or(0, |it| it.orders)));
            let people: Vec<Index> = sides.iter().map(|it| it.at).collect();
            Some(TwinScene {
                fields: field_choices(shop, &people),
                together: roster.together(&people),
                stage: roster.stage_together(&people),
                sides,
                lang,
            })
        });
        looked.flatten()
    }

    /// All names, with a word between them.
    pub(super) fn names(&self, between: &str) -> String {
        let names: Vec<String> = self.sides.iter().map(|it| isolated(&it.person.name)).collect();
        names.join(between)
    }

    /// What stays of a field.
    pub(super) fn stays(&self, choice: &FieldChoice, picked: &[Picked]) -> CardEntry {
        let pick = picked.iter().find(|(field, _)| *field == choice.field());
        let place = pick.and_then(|(_, at)| self.sides.iter().position(|it| it.at == *at));
        let said = place.and_then(|place| choice.said.get(place));
        said.unwrap_or(&choice.stays).clone()
    }

    /// What they would be called as one.
    pub(super) fn name(&self, picked: &[Picked]) -> String {
        let choice = self.fields.iter().find(|it| it.field() == CardField::Name);
        let name = choice.map(|it| text::card_value(self.lang, &self.stays(it, picked)));
        let kept = || self.sides.first().map(|it| it.person.name.clone()).unwrap_or_default();
        name.unwrap_or_else(kept)
    }

    /// What they would be as one.
    pub(super) fn after(&self, picked: &[Picked]) -> String {
        let orders = self.together.map_or(0, |it| u64::from(it.orders));
        let value = self.together.map_or(0, |it| i128::from(it.net_fen.minor()));
        td_string!(
            self.lang,
            twins.after,
            name = isolated(&self.name(picked)),
            orders = text::orders(self.lang, orders),
            value = number::money(value),
            stage = text::stage(self.lang, self.stage)
        )
    }

    /// Makes them one.
    pub(super) fn join(&self, picked: &[Picked]) -> Option<Command<'static>> {
        let (kept, others) = self.sides.split_first()?;
        Some(Command::JoinPeople {
            kept: kept.key.clone(),
            others: others.iter().map(|it| it.key.clone()).collect(),
            entries: self.fields.iter().map(|it| self.stays(it, picked)).collect(),
        })
    }

    /// Says that no two of them are one.
    pub(super) fn keep_apart(&self) -> Command<'static> {
        Command::KeepApart(self.sides.iter().map(|it| it.key.clone()).collect())
    }
}
