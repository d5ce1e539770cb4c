//! What is known of the person beside orders, and the form that changes it.

use leptos::prelude::*;

use super::CardScene;
use super::history::{modes, role};
use crate::domain::card::{BuyingModes, Card, CardEntry, CardField, Role, Title};
use crate::domain::command::Command;
use crate::domain::customer::CustomerKey;
use crate::domain::person::Birthday;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo, use_state};
use crate::ui::text;

/// Everything that is given, as a list of names and values.
pub(super) fn profile(scene: &CardScene) -> Option<AnyView> {
    let (lang, card) = (scene.lang, &scene.card);
    let facts = &card.facts;
    let text = |it: &Option<Box<str>>| it.as_deref().unwrap_or_default().to_owned();
    let list = |all: &[Box<str>]| all.join(td_string!(lang, card.between_goods));
    let remarks: Vec<Box<str>> = card.remark.iter().chain(&facts.remarks).cloned().collect();
    let rows = [
        (CardField::Phones, list(&facts.phones)),
        (CardField::Wechat, text(&facts.wechat)),
        (CardField::Company, text(&facts.company)),
        (CardField::Region, text(&facts.region)),
        (CardField::Address, text(&facts.address)),
        (
            CardField::Birthday,
            facts.birthday.map(|it| text::birthday(lang, it)).unwrap_or_default(),
        ),
        (CardField::Modes, modes(lang, card.modes)),
        (CardField::Role, card.role.map(|it| role(lang, it).to_owned()).unwrap_or_default()),
        (CardField::Occupation, text(&card.occupation)),
        (CardField::Owner, text(&card.owner)),
        (CardField::Groups, list(&card.groups)),
        (CardField::Remark, remarks.join("\n")),
    ];
    let rows: Vec<_> = rows.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|(field, value)| {
            view! {
                <div class="known">
                    <dt>{text::card_field(lang, field)}</dt>
                    <dd class="whole">{value}</dd>
                </div>
            }
        });
        view! {
            <section>
                <h3>{td_string!(lang, card.profile)}</h3>
                <dl data-testid="card-profile">{rows.collect_view()}</dl>
            </section>
        }
        .into_any()
    })
}

/// The fields of the form while they are typed.
#[derive(Clone, Copy)]
struct Draft {
    texts: [Typed; 11],
    title: RwSignal<Option<Title>>,
    month: RwSignal<String>,
    day: RwSignal<String>,
    lunar: RwSignal<bool>,
    /// The year of the birthday, which the form does not ask for.
    year: Option<i16>,
    modes: RwSignal<BuyingModes>,
    role: RwSignal<Option<Role>>,
    opted_out: RwSignal<bool>,
}

/// Lists are typed with a comma between them.
const BETWEEN: &str = ", ";

fn pieces(text: &str) -> Vec<Box<str>> {
    text.split([',', '，', '、', ';', '；', '\n']).map(|it| it.trim().into()).collect()
}

impl Draft {
    fn of(card: &Card) -> Draft {
        let text = |(field, make)| {
            let written = card.entry(field).texts().unwrap_or_default().join(BETWEEN);
            (field, make, RwSignal::new(written))
        };
        let birthday = card.facts.birthday;
        let number =
            |part: Option<u8>| RwSignal::new(part.map(|it| it.to_string()).unwrap_or_default());
        Draft {
            texts: FIELDS.map(text),
            title: RwSignal::new(card.title.clone()),
            month: number(birthday.map(|it| it.month)),
            day: number(birthday.map(|it| it.day)),
            lunar: RwSignal::new(birthday.is_some_and(|it| it.is_lunar)),
            year: birthday.and_then(|it| it.year),
            modes: RwSignal::new(card.modes),
            role: RwSignal::new(card.role),
            opted_out: RwSignal::new(card.is_opted_out),
        }
    }

    /// What was typed. `Err` = a birthday that cannot be.
    fn entries(self) -> Result<Vec<CardEntry>, NoBirthday> {
        let text = |(_, make, written): &Typed| make(&written.get_untracked());
        let mut entries: Vec<CardEntry> = self.texts.iter().map(text).collect();
        entries.push(CardEntry::Birthday(self.birthday()?));
        entries.push(CardEntry::Title(self.title.get_untracked()));
        entries.push(CardEntry::Modes(self.modes.get_untracked()));
        entries.push(CardEntry::Role(self.role.get_untracked()));
        entries.push(CardEntry::OptOut(self.opted_out.get_untracked()));
        Ok(entries)
    }

    fn birthday(self) -> Result<Option<Birthday>, NoBirthday> {
        let (month, day) = (self.month.get_untracked(), self.day.get_untracked());
        if month.trim().is_empty() && day.trim().is_empty() {
            return Ok(None);
        }
        let number = |text: &str| text.trim().parse().map_err(|_| NoBirthday);
        let (month, day) = (number(&month)?, number(&day)?);
        let birthday = Birthday::new(self.year, month, day, self.lunar.get_untracked());
        birthday.map(Some).ok_or(NoBirthday)
    }
}

struct NoBirthday;

/// What is typed as a text: the field, what it becomes, and what stands there.
type Typed = (CardField, Make, RwSignal<String>);

/// Makes an entry of what was typed.
type Make = fn(&str) -> CardEntry;

/// What is typed as a text, in the order of the form.
const FIELDS: [(CardField, Make); 11] = [
    (CardField::Name, |it| CardEntry::Name(it.into())),
    (CardField::Phones, |it| CardEntry::Phones(pieces(it))),
    (CardField::Wechat, |it| CardEntry::Wechat(it.into())),
    (CardField::Company, |it| CardEntry::Company(it.into())),
    (CardField::Region, |it| CardEntry::Region(it.into())),
    (CardField::Address, |it| CardEntry::Address(it.into())),
    (CardField::Tags, |it| CardEntry::Tags(pieces(it))),
    (CardField::Remark, |it| CardEntry::Remark(it.into())),
    (CardField::Groups, |it| CardEntry::Groups(pieces(it))),
    (CardField::Occupation, |it| CardEntry::Occupation(it.into())),
    (CardField::Owner, |it| CardEntry::Owner(it.into())),
];

/// The form. Only what differs is written; nothing is lost while it is open.
#[component]
pub fn EditForm(
    /// Whose card.
    customer: CustomerKey,
    /// What it says now.
    card: Card,
    /// What he is called.
    name: String,
    /// Open or not.
    editing: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let draft = Draft::of(&card);
    let wrong = RwSignal::new(false);
    let save = move || match draft.entries() {
        Err(NoBirthday) => wrong.set(true),
        Ok(entries) => {
            let command = Command::EditCard { customer: customer.clone(), entries };
            state.perform(command, (Done::Edited, name.clone(), Undo::TheAct), move |done| {
                if done.is_ok() {
                    editing.set(false);
                }
            });
        }
    };
    let fields = draft.texts.map(|(field, _, written)| text_field(state, field, written));
    view! {
        <form
            class="form card-form"
            data-testid="card-form"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            {fields.into_iter().collect_view()}
            <TitleChoice title=draft.title/>
            <BirthdayFields draft wrong/>
            <ModeChoice draft/>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| editing.set(false)>
                    {say!(card.cancel)}
                </button>
                <button class="btn btn-1" type="submit" data-testid="card-save">
                    {say!(card.save)}
                </button>
            </div>
        </form>
    }
}

fn text_field(state: State, field: CardField, written: RwSignal<String>) -> impl IntoView {
    let hint = move || {
        let lang = state.lang.get();
        match field {
            CardField::Phones | CardField::Tags | CardField::Groups => {
                Some(td_string!(lang, card.several))
            }
            _ => None,
        }
    };
    let kind = if field == CardField::Phones { "tel" } else { "text" };
    view! {
        <label class="field">
            <span class="label">{move || text::card_field(state.lang.get(), field)}</span>
            <input
                class="input"
                type=kind
                maxlength="200"
                autocomplete="off"
                data-testid=format!("card-field-{field:?}").to_ascii_lowercase()
                prop:value=move || written.get()
                on:input:target=move |event| written.set(event.target().value())
            />
            <span class="hint">{hint}</span>
        </label>
    }
}

#[component]
fn TitleChoice(title: RwSignal<Option<Title>>) -> impl IntoView {
    let state = use_state();
    let offered = [None, Some(Title::Mister), Some(Title::Madam), Some(Title::Boss)];
    let own = title.get_untracked().filter(|it| matches!(it, Title::Other(_)));
    let chips = offered.into_iter().chain(own.map(Some)).map(|it| {
        let chosen = it.clone();
        let pressed = Signal::derive(move || title.get() == chosen);
        let (set, said) = (it.clone(), it);
        let says = move || {
            let lang = state.lang.get();
            let none = || td_string!(lang, card.no_title).to_owned();
            said.as_ref().map_or_else(none, |it| text::title(lang, it))
        };
        view! {
            <crate::ui::components::chips::Chip
                testid="card-title"
                pressed
                choose=move |()| title.set(set.clone())
            >
                {says}
            </crate::ui::components::chips::Chip>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="label">{say!(card.address_form)}</legend>
            <div class="chips">{chips.collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn BirthdayFields(draft: Draft, wrong: RwSignal<bool>) -> impl IntoView {
    let part =
        move |written: RwSignal<String>, words: fn(Locale) -> &'static str, mark: &'static str| {
            view! {
                <label class="field">
                    <span class="label">{crate::ui::say::tell(words)}</span>
                    <input
                        class="input"
                        type="text"
                        inputmode="numeric"
                        maxlength="2"
                        data-testid=mark
                        aria-invalid=move || wrong.get().then_some("true")
                        prop:value=move || written.get()
                        on:input:target=move |event| {
                            wrong.set(false);
                            written.set(event.target().value());
                        }
                    />
                </label>
            }
        };
    view! {
        <fieldset class="field">
            <legend class="label">{say!(card.birthday)}</legend>
            <div class="thirds">
                {part(draft.month, |lang| td_string!(lang, card.month), "card-month")}
                {part(draft.day, |lang| td_string!(lang, card.day), "card-day")}
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || draft.lunar.get()
                        on:change:target=move |event| draft.lunar.set(event.target().checked())
                    />
                    {say!(card.lunar)}
                </label>
            </div>
            <Show when=move || wrong.get()>
                <p class="err" role="alert">
                    {say!(card.no_birthday)}
                </p>
            </Show>
        </fieldset>
    }
}

#[component]
fn ModeChoice(draft: Draft) -> impl IntoView {
    let modes = draft.modes;
    let tick = move |words: fn(Locale) -> &'static str,
                     get: fn(&BuyingModes) -> bool,
                     set: fn(&mut BuyingModes, bool)| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || get(&modes.get())
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        modes.update(|it| set(it, on));
                    }
                />
                {crate::ui::say::tell(words)}
            </label>
        }
    };
    let sells_on = move || draft.role.get() == Some(Role::Distributor);
    view! {
        <fieldset class="field">
            <legend class="label">{say!(card.modes)}</legend>
            {tick(|lang| td_string!(lang, card.wholesale), |it| it.wholesale, |it, on| it.wholesale = on)}
            {tick(|lang| td_string!(lang, card.custom), |it| it.custom, |it, on| it.custom = on)}
            {tick(|lang| td_string!(lang, card.dropship), |it| it.dropship, |it, on| it.dropship = on)}
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=sells_on
                    on:change:target=move |event| {
                        draft.role.set(event.target().checked().then_some(Role::Distributor));
                    }
                />
                {say!(card.sells_on)}
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="card-opt-out"
                    prop:checked=move || draft.opted_out.get()
                    on:change:target=move |event| draft.opted_out.set(event.target().checked())
                />
                {say!(card.opt_out)}
            </label>
        </fieldset>
    }
}
