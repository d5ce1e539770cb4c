//! The form that changes a card.

use leptos::html::Form;
use leptos::prelude::*;

use super::answers::{AnswerDraft, AnswerRows};
use super::birthdays::{
    BirthdayDraft, BirthdayFields, Cannot, NoSuchDay, RelativeDraft, RelativeRows,
};
use super::choices::{ModeChoice, RoleChoice, SexChoice, SuffixChoice, TitleChoice};
use crate::domain::card::{BuyingModes, Card, CardEntry, CardField, Role, Sex, Suffix, Title};
use crate::domain::command::Command;
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo, use_state};
use crate::ui::text;
use crate::ui::veil;

/// The fields of the form while they are typed.
#[derive(Clone, Copy)]
struct Draft {
    texts: [Typed; 12],
    title: RwSignal<Option<Title>>,
    suffix: RwSignal<Option<Suffix>>,
    birthday: BirthdayDraft,
    relatives: RwSignal<Vec<RelativeDraft>>,
    answers: RwSignal<Vec<AnswerDraft>>,
    sex: RwSignal<Option<Sex>>,
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
            answers: RwSignal::new((0..).zip(&card.answers).map(AnswerDraft::of).collect()),
            sex: RwSignal::new(card.sex),
            modes: RwSignal::new(card.modes),
            role: RwSignal::new(card.role),
            opted_out: RwSignal::new(card.is_opted_out),
        }
    }

    /// What was typed, or what cannot be.
    fn entries(self, today: Day) -> Result<Vec<CardEntry>, Cannot> {
        let text = |(_, make, written): &Typed| make(&written.get_untracked());
        let mut entries: Vec<CardEntry> = self.texts.iter().map(text).collect();
        entries
            .push(CardEntry::Birthday(self.birthday.read().map_err(|NoSuchDay| Cannot::Birthday)?));
        let relatives = self.relatives.get_untracked();
        let relatives: Result<Vec<_>, _> = relatives.iter().map(RelativeDraft::read).collect();
        entries.push(CardEntry::Relatives(relatives?.into_iter().flatten().collect()));
        let answers = self.answers.get_untracked();
        entries.push(CardEntry::Answers(answers.iter().map(|it| it.read(today)).collect()));
        entries.push(CardEntry::Sex(self.sex.get_untracked()));
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
    focus::enter(form);
    let save = move || match draft.entries(state.today()) {
        Err(cannot) => {
            wrong.set(Some(cannot));
            focus::first_invalid(form);
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
    let listed = card.facts.remarks.join("；");
    let fields = draft.texts.map(|(field, _, written)| text_field(state, field, written, &listed));
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
            <SexChoice sex=draft.sex/>
            <TitleChoice title=draft.title/>
            <SuffixChoice suffix=draft.suffix/>
            <RoleChoice role=draft.role/>
            <ModeChoice modes=draft.modes/>
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
            <AnswerRows answers=draft.answers/>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="card-opt-out"
                    prop:checked=move || draft.opted_out.get()
                    on:change:target=move |event| draft.opted_out.set(event.target().checked())
                />
                {say!(card.opt_out)}
            </label>
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

fn text_field(
    state: State,
    field: CardField,
    written: RwSignal<String>,
    listed: &str,
) -> impl IntoView + use<> {
    let listed = listed.to_owned();
    let hint = move || {
        let lang = state.lang.get();
        let words = match field {
            CardField::Phones => td_string!(lang, card.several_phones),
            CardField::Tags | CardField::Groups => td_string!(lang, card.several),
            CardField::Surname => td_string!(lang, card.surname_hint),
            // What a list says stays beside what the seller writes.
            CardField::Remark if !listed.is_empty() => {
                return td_string!(lang, card.remark_listed, words = veil::text(&listed));
            }
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
