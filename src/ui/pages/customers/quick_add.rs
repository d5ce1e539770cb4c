//! Somebody new in one screen with five fields at most (CU3), phone first.

use leptos::prelude::*;

use super::asked::Asked;
use crate::domain::card::{CardEntry, Title};
use crate::domain::command::{Command, Refused, key_of_entries};
use crate::domain::customer::CustomerKey;
use crate::domain::phone::Phone;
use crate::ui::components::chips::Chip;
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};
use crate::ui::state::{Done, State, Undo, use_state};
use crate::ui::text;

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    phone: RwSignal<String>,
    name: RwSignal<String>,
    title: RwSignal<Option<Title>>,
    region: RwSignal<String>,
    remark: RwSignal<String>,
}

/// Why it cannot be saved.
#[derive(Clone, Debug, PartialEq)]
enum Wrong {
    /// Neither a phone nor a name.
    Nothing,
    /// The book knows him: this is his card.
    Known(String),
    /// The rules speak against it.
    Refused(Refused),
}

impl Draft {
    /// Of whom nothing is known but what was looked for: digits are a phone.
    fn about(known: &str) -> Draft {
        let is_phone = Phone::parse(known).is_some() || known.chars().all(|c| c.is_ascii_digit());
        let (phone, name) = if is_phone { (known, "") } else { ("", known) };
        let text = |it: &str| RwSignal::new(it.trim().to_owned());
        let title = RwSignal::new(None);
        Draft { phone: text(phone), name: text(name), title, region: text(""), remark: text("") }
    }

    fn entries(self) -> Vec<CardEntry> {
        let text = |it: RwSignal<String>| -> Box<str> { it.get_untracked().trim().into() };
        let entries = [
            CardEntry::Phones(vec![text(self.phone)]),
            CardEntry::Name(text(self.name)),
            CardEntry::Title(self.title.get_untracked()),
            CardEntry::Region(text(self.region)),
            CardEntry::Remark(text(self.remark)),
        ];
        entries.into_iter().map(CardEntry::cleaned).collect()
    }
}

/// The form, below the list's tools.
#[component]
pub fn QuickAdd(
    /// Open or not.
    adding: RwSignal<bool>,
    /// What was looked for in vain.
    #[prop(optional)]
    known: String,
) -> impl IntoView {
    let state = use_state();
    let draft = Draft::about(known.trim());
    let wrong = RwSignal::new(None::<Wrong>);
    let save = move || add(state, draft, wrong, adding);
    let typed = Callback::new(move |()| wrong.set(None));
    // Not while the number is being typed.
    let phone_left = RwSignal::new(false);
    let phone_hint = move || {
        let written = draft.phone.get();
        let is_odd =
            phone_left.get() && !written.trim().is_empty() && Phone::parse(&written).is_none();
        if is_odd {
            td_string!(state.lang.get(), card.not_a_phone).to_owned()
        } else {
            String::new()
        }
    };
    let first: NodeRef<leptos::html::Input> = NodeRef::new();
    focus::begin_in(first);
    view! {
        <form
            class="form sheet pad"
            data-testid="quick-add"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <TextField
                testid="add-phone"
                label=words(|lang| td_string!(lang, card.phones))
                written=draft.phone
                keys=Keys::Phone
                field=first
                hint=Signal::derive(phone_hint)
                left=move |()| phone_left.set(true)
                typed=Callback::new(move |()| {
                    phone_left.set(false);
                    wrong.set(None);
                })
            />
            <TextField
                testid="add-name"
                label=words(|lang| td_string!(lang, card.name))
                written=draft.name
                typed
            />
            <Titles draft/>
            <TextField
                testid="add-region"
                label=words(|lang| td_string!(lang, card.region))
                written=draft.region
            />
            <TextField
                testid="add-remark"
                label=words(|lang| td_string!(lang, card.remark))
                written=draft.remark
            />
            <Says wrong/>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| adding.set(false)>
                    {say!(card.cancel)}
                </button>
                <button class="btn btn-1" type="submit" data-testid="add-save">
                    {say!(person.add_save)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Titles(draft: Draft) -> impl IntoView {
    let state = use_state();
    let chips = [Title::Mister, Title::Madam, Title::Boss].map(|it| {
        let (chosen, set, said) = (it.clone(), it.clone(), it);
        let pressed = Signal::derive(move || draft.title.get().as_ref() == Some(&chosen));
        let choose = move |()| {
            let same = draft.title.get_untracked().as_ref() == Some(&set);
            draft.title.set((!same).then(|| set.clone()));
        };
        view! {
            <Chip testid="add-title" pressed choose>
                {move || text::title(state.lang.get(), &said)}
            </Chip>
        }
    });
    view! {
        <div class="chips" role="group" aria-label=say!(card.address_form)>
            {chips.into_iter().collect_view()}
        </div>
    }
}

#[component]
fn Says(wrong: RwSignal<Option<Wrong>>) -> impl IntoView {
    let state = use_state();
    let says = move || {
        let lang = state.lang.get();
        wrong.get().map(|wrong| match wrong {
            Wrong::Nothing => td_string!(lang, person.add_nothing).to_owned(),
            Wrong::Known(_) => td_string!(lang, save.there).to_owned(),
            Wrong::Refused(refused) => text::refused(lang, &refused),
        })
    };
    let card = move || match wrong.get() {
        Some(Wrong::Known(id)) => Some(view! {
            <a class="btn" href=Asked::default().href_of(&id) data-testid="add-known">
                {say!(person.see_card)}
            </a>
        }),
        Some(Wrong::Nothing | Wrong::Refused(_)) | None => None,
    };
    view! {
        <p class="err" role="alert">
            {says}
        </p>
        {card}
    }
}

fn add(state: State, draft: Draft, wrong: RwSignal<Option<Wrong>>, adding: RwSignal<bool>) {
    let entries = draft.entries();
    let Some(key) = key_of_entries(&entries) else { return wrong.set(Some(Wrong::Nothing)) };
    let command = Command::AddPerson { key: key.clone(), entries };
    let name = draft.name.get_untracked().trim().to_owned();
    let name = if name.is_empty() { key.label().to_owned() } else { name };
    let says = (Done::Added, name, Undo::TheAct);
    state.perform(command, says, move |done| match done {
        Ok(()) => {
            adding.set(false);
            open_card(state, &key);
        }
        Err(Refused::AlreadyThere(at)) => {
            let id = untrack(|| state.with_shop(|shop| shop.customer_id(at.position())));
            wrong.set(id.map(Wrong::Known));
        }
        Err(refused) => wrong.set(Some(Wrong::Refused(refused))),
    });
}

fn open_card(state: State, key: &CustomerKey) {
    let id = untrack(|| {
        state.with_shop(|shop| {
            let at = shop.tables().customers.find_ref(key)?;
            Some(shop.customer_id(shop.person_of(at).position()))
        })
    });
    if let Some(id) = id.flatten() {
        let _ = window().location().set_hash(&Asked::default().href_of(&id));
    }
}
