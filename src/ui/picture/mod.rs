//! A picture that is made on the spot, seen before it goes anywhere, saved or handed to another app.

pub mod canvas;
pub mod note;
pub mod plan;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{PictureFile, use_state};

use plan::Drawn;

/// The marks for checks.
#[derive(Clone, Copy, Debug)]
pub struct PictureMarks {
    /// Of what is seen.
    pub preview: &'static str,
    /// Of the button that saves it.
    pub save: &'static str,
    /// Of the one that hands it on.
    pub share: &'static str,
    /// Of the one that closes.
    pub close: &'static str,
}

/// The picture with the ways to hand it on.
#[component]
pub fn Picture<P: Drawn + Clone + PartialEq + Send + Sync + 'static>(
    /// What stands on it; `None` while there is nothing to draw.
    paper: Memo<Option<P>>,
    /// What its file is called.
    #[prop(into)]
    name: Callback<(), String>,
    /// The marks for checks.
    marks: PictureMarks,
    /// Closes it, where that is done here.
    #[prop(optional, into)]
    close: Option<Callback<()>>,
    /// What can be chosen about it.
    #[prop(optional, into)]
    choices: ViewFn,
) -> impl IntoView {
    let state = use_state();
    let canvas: NodeRef<html::Canvas> = NodeRef::new();
    let file = RwSignal::new_local(None::<PictureFile>);
    let failed = RwSignal::new(false);
    Effect::new(move |_| {
        state.theme.track();
        let (Some(canvas), Some(paper)) = (canvas.get(), paper.get()) else { return };
        let name = untrack(|| name.run(()));
        if canvas::draw(&canvas, &paper).is_none() {
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
        true => td_string!(state.lang.get(), picture.failed),
        false => "",
    };
    let rests = Signal::derive(move || file.with(Option::is_none));
    let saves = move || if can_share() { "btn" } else { "btn btn-1" };
    let closing = close.map(|close| {
        view! {
            <Press testid=marks.close class="btn btn-3" act=close>
                {say!(picture.close)}
            </Press>
        }
    });
    view! {
        <div class="picture-frame">
            <canvas
                node_ref=canvas
                role="img"
                data-testid=marks.preview
                aria-label=move || paper.with(|it| it.as_ref().map(Drawn::in_words))
            ></canvas>
        </div>
        {choices.run()}
        <p class="err" role="alert">
            {wrong}
        </p>
        <div class="btn-row ends">
            {closing}
            {move || {
                view! {
                    <Press testid=marks.save class=saves() rests act=save>
                        {say!(picture.save)}
                    </Press>
                }
            }}
            <Show when=can_share>
                <Press testid=marks.share class="btn btn-1" act=share>
                    {say!(picture.share)}
                </Press>
            </Show>
        </div>
    }
}
