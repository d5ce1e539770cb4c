//! Asking the seller what the columns of a file are.

use std::sync::Arc;

use leptos::prelude::*;

use super::Refused;
use crate::ui::state::{RefusedFile, UnknownFile};

/// The files whose columns are not clear, one after another.
#[component]
pub fn Columns(
    /// What they seem to be.
    files: Arc<Vec<UnknownFile>>,
) -> impl IntoView {
    let refused = files.iter().filter_map(|file| {
        let fault = file.why.clone()?;
        Some(RefusedFile { name: file.survey.name.clone(), fault })
    });
    view! { <Refused files=refused.collect()/> }
}
