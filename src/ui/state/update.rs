//! The new build that may be waiting. The service worker belongs to the page outside of wasm;
//! these are its two words.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::State;

const EVENT: &str = "huitou-update";
const WAITING: &str = "huitouUpdateWaiting";
const ACTIVATE: &str = "huitouActivateUpdate";

impl State {
    /// Notices a new build: one that waited before we started, and one that comes later.
    pub fn watch_for_updates(self) {
        let word = |name: &str| {
            let window = web_sys::window()?;
            js_sys::Reflect::get(&window, &JsValue::from_str(name)).ok()
        };
        self.update_waiting.set(word(WAITING).is_some_and(|it| it.is_truthy()));
        let _ = window_event_listener_untyped(EVENT, move |_| self.update_waiting.set(true));
    }

    /// Switches to the new build; the page is opened again by it.
    pub fn switch_version(self) {
        let Some(window) = web_sys::window() else { return };
        let Ok(activate) = js_sys::Reflect::get(&window, &JsValue::from_str(ACTIVATE)) else {
            return;
        };
        if let Some(activate) = activate.dyn_ref::<js_sys::Function>() {
            let _ = activate.call0(&window);
        }
    }
}
