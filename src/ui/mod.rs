//! The pages, and the only text for people.
use leptos::prelude::*;

/// Mounts the page.
pub fn start() {
    mount_to_body(|| view! { <p>"回头"</p> });
}
