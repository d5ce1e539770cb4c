//! The pages, and the only text for people.
//!
//! Sentences come from the catalogue in `locales/`; a component holds none. Static markup below a
//! component's first element always has something computed in it: Leptos writes fully static
//! markup through `innerHTML`, which the page's policy (Trusted Types) forbids.

pub mod app;
pub mod bidi;
pub mod chance;
pub mod clock;
pub mod components;
pub mod drills;
pub mod finder;
pub mod focus;
pub mod frame;
pub mod host;
pub mod late;
pub mod notices;
pub mod number;
pub mod pages;
pub mod picture;
pub mod place;
pub mod route;
pub mod say;
pub mod state;
pub mod storage_facts;
pub mod switches;
pub mod text;
pub mod theme;
pub mod veil;

use leptos::mount::mount_to_body;
use wasm_bindgen::prelude::*;

/// The catalogue as checked keys; written by the build script.
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
pub(crate) use generated::i18n;

/// Mounts the page, with the doors to what is loaded later. A panic from here on shows the rescue
/// page.
pub fn start(doors: late::Doors) {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        rescue("panic", &info.to_string());
    }));
    late::open(doors);
    mount_to_body(app::App);
}

/// Hands over to the page outside of wasm. Where it is missing the console has the message.
fn rescue(reason: &str, detail: &str) {
    let Some(window) = web_sys::window() else { return };
    let name = JsValue::from_str("huitouRescue");
    let Ok(function) = js_sys::Reflect::get(&window, &name) else { return };
    if let Some(function) = function.dyn_ref::<js_sys::Function>() {
        let _ = function.call2(&window, &reason.into(), &detail.into());
    }
}
