//! A quote sheet as a picture: seen before it goes anywhere.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::plan::{Paper, plan};
use crate::domain::quote_sheet::QuoteSheet;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::pages::checkup::picture::canvas::draw_planned;
use crate::ui::say::say;
use crate::ui::state::{PictureFile, use_state};

/// The picture with the ways to hand it on.
#[component]
pub fn QuotePicture(
    /// The sheet.
    sheet: QuoteSheet,
    /// What its file is called.
    name: String,
) -> impl IntoView {
    let state = use_state();
    let canvas: NodeRef<html::Canvas> = NodeRef::new();
    let file = RwSignal::new_local(None::<PictureFile>);
    let failed = RwSignal::new(false);
    let paper = Memo::new(move |_| {
        Paper::of(state.lang.get(), state.profile().name.value.to_string(), &sheet)
    });
    Effect::new(move |_| {
        state.theme.track();
        let (Some(canvas), paper, name) = (canvas.get(), paper.get(), format!("{name}.png")) else {
            return;
        };
        if draw_planned(&canvas, |measure| plan(&paper, measure)).is_none() {
            return failed.set(true);
        }
        spawn_local(async move {
            let made = PictureFile::of(&canvas, &name).await;
            failed.try_set(made.is_none());
            file.try_set(made);
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
    let wrong = move || match failed.get() {
        true => td_string!(state.lang.get(), prices.picture_failed),
        false => "",
    };
    let rests = Signal::derive(move || file.with(Option::is_none));
    view! {
        <div class="picture-frame">
            <canvas
                node_ref=canvas
                role="img"
                data-testid="quote-preview"
                aria-label=move || paper.get().in_words()
            ></canvas>
        </div>
        <p class="err" role="alert">
            {wrong}
        </p>
        <div class="btn-row">
            <Press testid="quote-picture-save" rests act=save>
                {say!(prices.picture_save)}
            </Press>
            <Show when=can_share>
                <Press testid="quote-picture-share" class="btn btn-1" act=share>
                    {say!(prices.picture_share)}
                </Press>
            </Show>
        </div>
    }
}
