//! The check-up as a picture for a group chat: the five sentences, names masked, no phones. Made on
//! the spot and seen before it goes anywhere.

pub mod canvas;
pub mod plan;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Vital, about, vitals};
use crate::domain::masked_name::masked_name;
use crate::domain::roster::{Arrangement, Checkup, Pick};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::say::say;
use crate::ui::state::{PictureFile, State, use_state};

use plan::{Paper, Said};

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
                <Picture open/>
            </Show>
        </Dialog>
    }
}

/// The picture with the ways to hand it on.
#[component]
fn Picture(open: RwSignal<bool>) -> impl IntoView {
    let state = use_state();
    let canvas: NodeRef<html::Canvas> = NodeRef::new();
    let file = RwSignal::new_local(None::<PictureFile>);
    let failed = RwSignal::new(false);
    let with_sums = RwSignal::new(false);
    let paper = Memo::new(move |_| paper(state, with_sums.get()));
    let name = move || {
        let title = td_string!(state.lang.get(), checkup.title);
        format!("{title}-{}.png", state.today())
    };
    Effect::new(move |_| {
        state.theme.track();
        let (Some(canvas), paper) = (canvas.get(), paper.get()) else { return };
        let name = name();
        failed.set(canvas::draw(&canvas, &paper).is_none());
        spawn_local(async move {
            let made = PictureFile::of(&canvas, &name).await;
            failed.set(made.is_none());
            file.set(made);
        });
    });
    let can_share = move || file.with(|it| it.as_ref().is_some_and(PictureFile::can_share));
    let share = move |()| {
        if let Some(file) = file.get_untracked() {
            // From the tap itself; whoever closes the sheet has changed his mind.
            spawn_local(async move { _ = file.share().await });
        }
    };
    let save = move |()| {
        if let Some(file) = file.get_untracked() {
            failed.set(!file.save());
        }
    };
    let wrong = move || {
        let lang = state.lang.get();
        if failed.get() { td_string!(lang, checkup.picture_failed) } else { "" }
    };
    let rests = Signal::derive(move || file.with(Option::is_none));
    let saves = move || if can_share() { "btn" } else { "btn btn-1" };
    view! {
        <h2>{say!(checkup.picture_title)}</h2>
        <p class="muted">{say!(checkup.picture_hint)}</p>
        <div class="picture-frame">
            <canvas
                node_ref=canvas
                role="img"
                data-testid="picture-preview"
                aria-label=move || paper.get().in_words()
            ></canvas>
        </div>
        <label class="check">
            <input
                type="checkbox"
                data-testid="picture-sums"
                prop:checked=move || with_sums.get()
                on:change:target=move |event| with_sums.set(event.target().checked())
            />
            {say!(checkup.picture_sums)}
        </label>
        <p class="err" role="alert">
            {wrong}
        </p>
        <div class="btn-row ends">
            <Press testid="picture-close" class="btn btn-3" act=move |()| open.set(false)>
                {say!(checkup.picture_close)}
            </Press>
            {move || {
                view! {
                    <Press testid="picture-save" class=saves() rests act=save>
                        {say!(checkup.picture_save)}
                    </Press>
                }
            }}
            <Show when=can_share>
                <Press testid="picture-share" class="btn btn-1" act=share>
                    {say!(checkup.picture_share)}
                </Press>
            </Show>
        </div>
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
