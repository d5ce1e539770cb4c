//! Asking the seller what the columns of a file are.

pub mod fields;
pub mod form;
pub mod rules;
pub mod sample;

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::components::chips::Chip;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{
    ColumnName, Confidence, DropRule, Fault, Field, Mapping, MappingKind, Missing, Refusal,
    UnknownFile, use_state,
};
use crate::ui::text;

use fields::Fields;
use form::Form;
use rules::Rules;
use sample::Sample;

/// Who bought is said by any of these.
const WHO: [Field; 6] =
    [Field::Customer, Field::Nick, Field::Phone, Field::Wechat, Field::Name, Field::Company];

/// The file that is asked about, and what the seller has said of it so far.
#[derive(Clone, Copy)]
pub struct Wizard {
    file: StoredValue<UnknownFile>,
    mapping: RwSignal<Mapping>,
    /// Rules, and whether each is switched on.
    rules: RwSignal<Vec<(DropRule, bool)>>,
}

impl Wizard {
    fn new(file: UnknownFile) -> Wizard {
        let mapping = file.survey.mapping.clone();
        let rules = rules_of(&file, &mapping);
        Wizard {
            mapping: RwSignal::new(mapping),
            rules: RwSignal::new(rules),
            file: StoredValue::new(file),
        }
    }

    /// True where nothing was said that the file does not say itself.
    fn is_untouched(self) -> bool {
        let said = self.said();
        self.file.with_value(|file| file.why.is_none() && said == file.survey.mapping)
    }

    /// The rows are of the other kind: its columns are guessed anew, unless some were chosen.
    fn set_kind(self, kind: MappingKind) {
        let said = untrack(|| self.said());
        let proposed = self.file.with_value(|file| {
            let survey = &file.survey;
            let both = [&survey.mapping, &survey.other];
            let is_as_guessed = both.iter().any(|it| it.columns == said.columns);
            let of_kind = both.into_iter().find(|it| it.kind == kind).filter(|_| is_as_guessed);
            of_kind.map(|it| (it.columns.clone(), rules_of(file, it)))
        });
        if let Some((columns, rules)) = proposed {
            self.mapping.update(|mapping| mapping.columns = columns);
            self.rules.set(rules);
        }
        self.mapping.update(|mapping| mapping.kind = kind);
    }

    /// How many columns the file has.
    fn width(self) -> usize {
        self.file.with_value(|file| file.survey.columns.len())
    }

    /// The place of the column that holds a field.
    fn column(self, field: Field) -> Option<usize> {
        self.mapping.with(|mapping| self.place(mapping.columns.get(&field)?))
    }

    fn place(self, name: &ColumnName) -> Option<usize> {
        self.file.with_value(|file| match name {
            ColumnName::Place(at) => Some(*at),
            ColumnName::Title(title) => {
                file.survey.columns.iter().position(|column| column.title == *title)
            }
        })
    }

    /// What to call a column in a mapping: by its title where that is given and no other's.
    fn name(self, at: usize) -> ColumnName {
        let header = self.mapping.with_untracked(|mapping| mapping.header);
        self.file.with_value(|file| {
            let title = file.survey.columns.get(at).map_or("", |column| column.title.as_str());
            let is = |it: &ColumnName| *it == ColumnName::Title(title.to_owned());
            let titled = ColumnName::Title(title.to_owned());
            let first = header && !title.is_empty() && self.place(&titled) == Some(at);
            if first && is(&titled) { titled } else { ColumnName::Place(at) }
        })
    }

    /// What to call a column on the page.
    fn title(self, lang: Locale, at: usize) -> String {
        let title = self.file.with_value(|file| {
            file.survey.columns.get(at).map_or_else(String::new, |column| column.title.clone())
        });
        if title.is_empty() {
            td_string!(lang, map.column, n = number::count(at as u64 + 1))
        } else {
            title
        }
    }

    /// What to call the column of a rule.
    fn named(self, lang: Locale, name: &ColumnName) -> String {
        match (self.place(name), name) {
            (Some(at), _) => self.title(lang, at),
            (None, ColumnName::Title(title)) => title.clone(),
            (None, ColumnName::Place(at)) => self.title(lang, *at),
        }
    }

    fn choose(self, field: Field, at: Option<usize>) {
        let name = at.map(|at| self.name(at));
        self.mapping.update(|mapping| {
            match name {
                Some(name) => mapping.columns.insert(field, name),
                None => mapping.columns.remove(&field),
            };
        });
    }

    /// How sure the guess is that stands; `None` where the seller chose himself.
    fn confidence(self, field: Field) -> Option<Confidence> {
        let at = self.column(field)?;
        self.file.with_value(|file| {
            let guess = file.survey.columns.get(at)?.field?;
            (guess.value == field).then_some(guess.confidence)
        })
    }

    /// True where the chosen column cannot be read as this.
    fn is_misfit(self, field: Field) -> bool {
        let at = self.column(field);
        let column =
            |file: &UnknownFile| file.survey.columns.get(at?).map(|it| it.misfits.contains(&field));
        self.file.with_value(column).unwrap_or(false)
    }

    /// What cannot be done without.
    fn missing(self) -> Option<Missing> {
        let has = |field: Field| self.column(field).is_some();
        if !WHO.into_iter().any(has) {
            Some(Missing::Customer)
        } else if self.kind() == MappingKind::Orders && !has(Field::Date) {
            Some(Missing::Date)
        } else {
            None
        }
    }

    /// What the rows are.
    fn kind(self) -> MappingKind {
        self.mapping.with(|mapping| mapping.kind)
    }

    /// True where the rows are people.
    fn is_list(self) -> bool {
        self.kind() == MappingKind::Customers
    }

    /// True where nothing says how much was paid.
    fn is_without_money(self) -> bool {
        let has = |field: Field| self.column(field).is_some();
        let product = has(Field::Quantity) && has(Field::UnitPrice);
        let orders = self.kind() == MappingKind::Orders;
        orders && !has(Field::Amount) && !has(Field::Paid) && !product
    }

    /// The rules that are switched on.
    fn drops(self) -> Vec<DropRule> {
        let on = |rules: &Vec<(DropRule, bool)>| {
            rules.iter().filter(|(_, on)| *on).map(|(rule, _)| rule.clone()).collect()
        };
        self.rules.with(on)
    }

    /// Everything that was said.
    fn said(self) -> Mapping {
        Mapping { drop: self.drops(), ..self.mapping.get() }
    }
}

/// The rules of a mapping, switched on, and those that are only offered.
fn rules_of(file: &UnknownFile, mapping: &Mapping) -> Vec<(DropRule, bool)> {
    let is_proposed = mapping.kind == file.survey.mapping.kind;
    let offers =
        file.survey.offers.iter().filter(|_| is_proposed).map(|rule| (rule.clone(), false));
    mapping.drop.iter().map(|rule| (rule.clone(), true)).chain(offers).collect()
}

/// The files whose columns are not clear, one after another.
#[component]
pub fn Columns(
    /// What they seem to be.
    files: Arc<Vec<UnknownFile>>,
) -> impl IntoView {
    let state = use_state();
    let first = files.first().cloned()?;
    let settled = if first.why.is_some() { state.settled_files() } else { 0 };
    let total = settled + files.len();
    let nth = move || {
        (total > 1).then(|| {
            let (nth, total) = (number::count(settled as u64 + 1), number::count(total as u64));
            td_string!(state.lang.get(), map.nth, nth = nth, total = total)
        })
    };
    let wizard = Wizard::new(first);
    Some(view! {
        <section class="wide map" data-testid="map">
            <div class="map-side">
                <Asked wizard/>
                <p class="muted">{nth}</p>
                <Kinds wizard/>
                <Fields wizard/>
            </div>
            <div class="map-side">
                <Sample wizard/>
                <Rules wizard/>
                <Form wizard/>
            </div>
            <Word wizard/>
        </section>
    })
}

/// What is asked, in one sentence.
#[component]
fn Asked(wizard: Wizard) -> impl IntoView {
    let state = use_state();
    let (name, why, tried) = wizard
        .file
        .with_value(|file| (file.survey.name.clone(), file.why.clone(), file.tried.clone()));
    let code = tried.as_ref().or(why.as_ref()).map(Fault::code);
    let asks = move || {
        let lang = state.lang.get();
        match (&tried, &why) {
            (Some(tried), _) => text::taken_back(lang, tried).to_owned(),
            // What could not be told at first may be guessed, or chosen, by now.
            (None, Some(Fault::Content(Refusal::NoCustomerColumn | Refusal::NoDateColumn))) => {
                match wizard.missing() {
                    Some(Missing::Customer) => td_string!(lang, map.asks_customer).to_owned(),
                    Some(Missing::Date) => td_string!(lang, map.asks_date).to_owned(),
                    None => td_string!(lang, map.asks_new).to_owned(),
                }
            }
            (None, Some(why)) => text::asked(lang, why),
            (None, None) => td_string!(lang, map.asks_look).to_owned(),
        }
    };
    let heading = move || td_string!(state.lang.get(), map.heading, name = name.clone());
    view! {
        <div
            class="asked"
            role=code.map(|_| "alert")
            data-testid=code.map(|_| "import-refused")
            data-reason=code
        >
            <Icon glyph=Glyph::File/>
            <div>
                <h2 class="whole">{heading}</h2>
                <p>{asks}</p>
                <p class="muted">{say!(map.lead)}</p>
            </div>
        </div>
    }
}

/// Orders, or a list of customers.
#[component]
fn Kinds(wizard: Wizard) -> impl IntoView {
    let is = move |kind: MappingKind| Signal::derive(move || wizard.kind() == kind);
    let set = move |kind: MappingKind| wizard.set_kind(kind);
    view! {
        <div class="chips" role="group" aria-label=say!(map.kind)>
            <Chip
                testid="map-kind-orders"
                pressed=is(MappingKind::Orders)
                choose=move |()| set(MappingKind::Orders)
            >
                {say!(map.orders)}
            </Chip>
            <Chip
                testid="map-kind-customers"
                pressed=is(MappingKind::Customers)
                choose=move |()| set(MappingKind::Customers)
            >
                {say!(map.customers)}
            </Chip>
        </div>
    }
}

/// The seller's word: so it is, or not at all.
#[component]
fn Word(wizard: Wizard) -> impl IntoView {
    let state = use_state();
    let only_looks = wizard.file.with_value(|file| file.why.is_none());
    let missing = Memo::new(move |_| wizard.missing());
    let says = move || {
        let lang = state.lang.get();
        match missing.get() {
            Some(Missing::Customer) if wizard.is_list() => td_string!(lang, map.needs_person),
            Some(Missing::Customer) => td_string!(lang, map.needs_customer),
            Some(Missing::Date) => td_string!(lang, map.needs_date),
            None if wizard.is_without_money() => td_string!(lang, map.needs_money),
            None => td_string!(lang, map.kept_in_mind),
        }
    };
    let accept = move |()| {
        let said = wizard.said();
        let file = wizard.file.get_value();
        // Who agrees with what is read anyway has said nothing that must be kept in mind.
        if wizard.is_untouched() && state.is_read_as_settled(file.nth) {
            state.leave_columns(file.nth);
        } else {
            state.map_columns(&file, said);
        }
    };
    let cancel = move |()| {
        if only_looks {
            state.leave_columns(wizard.file.with_value(|file| file.nth));
        } else {
            state.drop_preview();
        }
    };
    let no = move || {
        let lang = state.lang.get();
        if only_looks { td_string!(lang, map.leave) } else { td_string!(lang, preview.cancel) }
    };
    view! {
        <div class="dock">
            <p class="small" role="status" class:warn=move || missing.get().is_some()>
                {says}
            </p>
            <div class="btn-row">
                <Press testid="import-cancel" act=cancel>
                    {no}
                </Press>
                <Press
                    testid="map-accept"
                    class="btn btn-1 btn-big"
                    rests=Signal::derive(move || missing.get().is_some())
                    act=accept
                >
                    {say!(map.accept)}
                </Press>
            </div>
        </div>
    }
}
