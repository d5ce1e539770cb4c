//! The check-up as a picture for a group chat: the five sentences, names masked, no phones. Made on
//! the spot and seen before it goes anywhere.

pub mod plan;

use leptos::prelude::*;

use super::{Vital, about, vitals};
use crate::domain::masked_name::masked_name;
use crate::domain::roster::{Arrangement, Checkup, Pick};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::picture::{Picture, PictureMarks};
use crate::ui::say::say;
use crate::ui::state::{State, use_state};

use plan::{Paper, Said};

const MARKS: PictureMarks = PictureMarks {
    preview: "picture-preview",
    save: "picture-save",
    share: "picture-share",
    close: "picture-close",
};

/// So many of a list are named.
const NAMED: usize = 3;

/// The button, and the picture over the page.
#[component]
pub fn PictureButton() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Press testid="checkup-picture" act=move |()| open.set(true)>
            {say!(checkup.picture)}
        </Press>
        <Dialog
            testid="picture"
            class="dialog picture"
            label=Signal::derive(say!(checkup.picture_title))
            open
            closed=move |()| open.set(false)
        >
            <Show when=move || open.get()>
                <Sheet open/>
            </Show>
        </Dialog>
    }
}

/// The picture, with or without sums.
#[component]
fn Sheet(open: RwSignal<bool>) -> impl IntoView {
    let state = use_state();
    let with_sums = RwSignal::new(false);
    let paper = Memo::new(move |_| Some(paper(state, with_sums.get())));
    let name = move |()| {
        let title = td_string!(state.lang.get(), checkup.title);
        format!("{title}-{}.png", state.today())
    };
    let sums = move || {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="picture-sums"
                    prop:checked=move || with_sums.get()
                    on:change:target=move |event| with_sums.set(event.target().checked())
                />
                {say!(checkup.picture_sums)}
            </label>
        }
    };
    view! {
        <h2>{say!(checkup.picture_title)}</h2>
        <p class="muted">{say!(checkup.picture_hint)}</p>
        <Picture
            paper
            name
            marks=MARKS
            close=move |()| open.set(false)
            choices=sums
        />
    }
}

/// All that stands on it. Names are masked here, before anything else sees them.
fn paper(state: State, with_sums: bool) -> Paper {
    let lang = state.lang.get();
    let row = |(vital, pick): (Vital, Pick)| Said {
        number: vital.number,
        unit: vital.unit.to_owned(),
        says: vital.says_no_sum.filter(|_| !with_sums).unwrap_or(vital.says),
        names: names(state, pick).join(td_string!(lang, checkup.name_gap)),
    };
    Paper {
        title: td_string!(lang, checkup.title).to_owned(),
        shop: state.profile().name.value.to_string(),
        about: about(state).unwrap_or_default(),
        rows: vitals(state).into_iter().zip(Checkup::PICKS).map(row).collect(),
        foot: td_string!(lang, checkup.picture_foot).to_owned(),
    }
}

/// The first of a list, masked. Of those who came more than once nobody is named: they are many.
fn names(state: State, pick: Pick) -> Vec<String> {
    if pick == Pick::Repeat {
        return Vec::new();
    }
    let named = state.with_roster(|roster| {
        let listed = roster.listed(pick, Arrangement::Value);
        let first = listed.into_iter().take(NAMED);
        let views = first.filter_map(|at| PersonView::of(roster, at as usize));
        views.map(|it| masked_name(&it.name)).filter(|it| !it.is_empty()).collect()
    });
    named.unwrap_or_default()
}
