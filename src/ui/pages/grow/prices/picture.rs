//! A quote sheet as a picture: seen before it goes anywhere.

use leptos::prelude::*;

use super::plan::Paper;
use crate::domain::quote_sheet::QuoteSheet;
use crate::ui::picture::{Picture, PictureMarks};
use crate::ui::state::use_state;

const MARKS: PictureMarks = PictureMarks {
    preview: "quote-preview",
    save: "quote-picture-save",
    share: "quote-picture-share",
    close: "quote-picture-close",
};

/// The picture with the ways to hand it on.
#[component]
pub fn QuotePicture(
    /// The sheet.
    sheet: QuoteSheet,
    /// What its file is called.
    name: String,
) -> impl IntoView {
    let state = use_state();
    let paper = Memo::new(move |_| {
        Some(Paper::of(state.lang.get(), state.profile().name.value.to_string(), &sheet))
    });
    view! { <Picture paper name=move |()| format!("{name}.png") marks=MARKS/> }
}
