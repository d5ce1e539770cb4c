//! The form that changes a card.

use leptos::html::Form;
use leptos::prelude::*;

use super::birthdays::{
    BirthdayDraft, BirthdayFields, Cannot, NoSuchDay, RelativeDraft, RelativeRows,
};
use crate::domain::card::{BuyingModes, Card, CardEntry, CardField, Role, Suffix, Title};
use crate::domain::command::Command;
use crate::domain::customer::CustomerKey;
use crate::ui::components::chips::Chip;
use crate::ui::components::text_field::{Keys, TextField, focus_first_invalid};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo, use_state};
use crate::ui::text;

/// The fields of the form while they are typed.
#[derive(Clone, Copy)]
struct Draft {
    texts: [Typed; 12],
    title: RwSignal<Option<Title>>,
    suffix: RwSignal<Option<Suffix>>,
    birthday: BirthdayDraft,
    relatives: RwSignal<Vec<RelativeDraft>>,
    modes: RwSignal<BuyingModes>,
    role: RwSignal<Option<Role>>,
    opted_out: RwSignal<bool>,
}

/// Lists are typed with a comma between them.
const BETWEEN: &str = ", ";

/// The id of the names that are offered for who looks after him.
const OWNERS: &str = "card-owners";

fn pieces(text: &str) -> Vec<Box<str>> {
    text.split([',', '，', '、', ';', '；', '\n']).map(|it| it.trim().into()).collect()
}

impl Draft {
    fn of(card: &Card) -> Draft {
        let text = |(field, make)| {
            let written = card.entry(field).texts().unwrap_or_default().join(BETWEEN);
            (field, make, RwSignal::new(written))
        };
        let relatives = (0..).zip(&card.relatives).map(RelativeDraft::of).collect();
        Draft {
            texts: FIELDS.map(text),
            title: RwSignal::new(card.title.clone()),
            suffix: RwSignal::new(card.suffix.clone()),
            birthday: BirthdayDraft::of(card.facts.birthday),
            relatives: RwSignal::new(relatives),
            modes: RwSignal::new(card.modes),
            role: RwSignal::new(card.role),
            opted_out: RwSignal::new(card.is_opted_out),
        }
    }

    /// What was typed, or what cannot be.
    fn entries(self) -> Result<Vec<CardEntry>, Cannot> {
        let text = |(_, make, written): &Typed| make(&written.get_untracked());
        let mut entries: Vec<CardEntry> = self.texts.iter().map(text).collect();
        entries
            .push(CardEntry::Birthday(self.birthday.read().map_err(|NoSuchDay| Cannot::Birthday)?));
        let relatives = self.relatives.get_untracked();
        let relatives: Result<Vec<_>, _> = relatives.iter().map(RelativeDraft::read).collect();
        entries.push(CardEntry::Relatives(relatives?.into_iter().flatten().collect()));
        entries.push(CardEntry::Title(self.title.get_untracked()));
        entries.push(CardEntry::Suffix(self.suffix.get_untracked()));
        entries.push(CardEntry::Modes(self.modes.get_untracked()));
        entries.push(CardEntry::Role(self.role.get_untracked()));
        entries.push(CardEntry::OptOut(self.opted_out.get_untracked()));
        Ok(entries)
    }
}

/// What is typed as a text: the field, what it becomes, and what stands there.
type Typed = (CardField, Make, RwSignal<String>);

/// Makes an entry of what was typed.
type Make = fn(&str) -> CardEntry;

/// What is typed as a text, in the order of the form.
const FIELDS: [(CardField, Make); 12] = [
    (CardField::Name, |it| CardEntry::Name(it.into())),
    (CardField::Surname, |it| CardEntry::Surname(it.into())),
    (CardField::Phones, |it| CardEntry::Phones(pieces(it))),
    (CardField::Wechat, |it| CardEntry::Wechat(it.into())),
    (CardField::Company, |it| CardEntry::Company(it.into())),
    (CardField::Occupation, |it| CardEntry::Occupation(it.into())),
    (CardField::Region, |it| CardEntry::Region(it.into())),
    (CardField::Address, |it| CardEntry::Address(it.into())),
    (CardField::Tags, |it| CardEntry::Tags(pieces(it))),
    (CardField::Remark, |it| CardEntry::Remark(it.into())),
    (CardField::Groups, |it| CardEntry::Groups(pieces(it))),
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
    let wrong = RwSignal::new(None::<Cannot>);
    let form: NodeRef<Form> = NodeRef::new();
    let save = move || match draft.entries() {
        Err(cannot) => {
            wrong.set(Some(cannot));
            focus_first_invalid(form);
        }
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
    let owners = untrack(|| state.with_shop(|shop| shop.owners())).unwrap_or_default();
    let owners = owners.into_iter().map(|name| view! { <option value=name.to_string()></option> });
    let is_no_birthday = Signal::derive(move || wrong.get() == Some(Cannot::Birthday));
    view! {
        <form
            class="form card-form"
            data-testid="card-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            {fields.into_iter().collect_view()}
            <datalist id=OWNERS>{owners.collect_view()}</datalist>
            <TitleChoice title=draft.title/>
            <SuffixChoice suffix=draft.suffix/>
            <fieldset class="field">
                <legend class="label">{say!(card.birthday)}</legend>
                <BirthdayFields
                    draft=draft.birthday
                    marks=("card-month", "card-day")
                    invalid=is_no_birthday
                    typed=move |()| wrong.set(None)
                />
                <Show when=move || is_no_birthday.get()>
                    <p class="err" role="alert">
                        {say!(card.no_birthday)}
                    </p>
                </Show>
            </fieldset>
            <RelativeRows relatives=draft.relatives wrong/>
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
        let words = match field {
            CardField::Phones | CardField::Tags | CardField::Groups => {
                td_string!(lang, card.several)
            }
            CardField::Surname => td_string!(lang, card.surname_hint),
            _ => "",
        };
        words.to_owned()
    };
    let label = move || text::card_field(state.lang.get(), field).to_owned();
    let keys = if field == CardField::Phones { Keys::Phone } else { Keys::Words };
    view! {
        <TextField
            testid=format!("card-field-{field:?}").to_ascii_lowercase()
            label=Signal::derive(label)
            written
            keys
            hint=Signal::derive(hint)
            offered=if field == CardField::Owner { OWNERS } else { "" }
        />
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
            <Chip
                testid="card-title"
                pressed
                choose=move |()| title.set(set.clone())
            >
                {says}
            </Chip>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="label">{say!(card.address_form)}</legend>
            <div class="chips">{chips.collect_view()}</div>
        </fieldset>
    }
}

/// Which suffix the remark name takes (NM1): the seller's choice, customer by customer.
#[component]
fn SuffixChoice(suffix: RwSignal<Option<Suffix>>) -> impl IntoView {
    let state = use_state();
    let offered = [None, Some(Suffix::Kind), Some(Suffix::Region), Some(Suffix::Nothing)];
    let own = suffix.get_untracked().filter(|it| matches!(it, Suffix::Other(_)));
    let chips = offered.into_iter().chain(own.map(Some)).map(|it| {
        let chosen = it.clone();
        let pressed = Signal::derive(move || suffix.get() == chosen);
        let (set, said) = (it.clone(), it);
        let says = move || {
            let lang = state.lang.get();
            let by_itself = || td_string!(lang, card.suffix_by_itself).to_owned();
            said.as_ref().map_or_else(by_itself, |it| text::suffix(lang, it))
        };
        view! {
            <Chip testid="card-suffix" pressed choose=move |()| suffix.set(set.clone())>
                {says}
            </Chip>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="label">{say!(card.suffix)}</legend>
            <div class="chips">{chips.collect_view()}</div>
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
