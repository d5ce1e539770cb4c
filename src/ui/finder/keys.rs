//! Keys that work on every page, unless one types in a field.

use leptos::ev;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::is_field;
use crate::ui::clock;
use crate::ui::route::Route;
use crate::ui::state::{Overlay, State};

/// The key behind `g` is waited for so long.
const PATIENCE_MS: f64 = 1_500.0;

/// The places that `g` and a letter lead to.
pub(super) const LETTERS: [(&str, Route); 5] = [
    ("c", Route::Customers),
    ("o", Route::Grow),
    ("i", Route::Insight),
    ("d", Route::Data),
    ("s", Route::Settings),
];

/// Listens while the frame stands.
pub(super) fn listen(state: State) {
    let went_at = StoredValue::new(None::<f64>);
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.is_composing() || event.default_prevented() {
            return;
        }
        let is_behind_g =
            went_at.get_value().is_some_and(|at| clock::monotonic_ms() - at < PATIENCE_MS);
        went_at.set_value(None);
        match pressed(&event, is_behind_g) {
            Some(Pressed::Open(overlay)) => {
                event.prevent_default();
                state.overlay.set(overlay);
            }
            Some(Pressed::Go) => went_at.set_value(Some(clock::monotonic_ms())),
            Some(Pressed::Place(route)) => {
                event.prevent_default();
                let _ = window().location().set_hash(route.path());
            }
            None => {}
        }
    });
    on_cleanup(move || handle.remove());
}

enum Pressed {
    Open(Overlay),
    /// The first of two keys.
    Go,
    Place(Route),
}

fn pressed(event: &KeyboardEvent, is_behind_g: bool) -> Option<Pressed> {
    let key = event.key();
    // A dialog keeps its keys for itself.
    if document().query_selector("dialog[open]").ok().flatten().is_some() {
        return None;
    }
    if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key() {
        return key.eq_ignore_ascii_case("k").then_some(Pressed::Open(Overlay::Search));
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() || is_field(event.target()) {
        return None;
    }
    if is_behind_g {
        let place = LETTERS.iter().find(|(letter, _)| *letter == key);
        return place.map(|(_, route)| Pressed::Place(*route));
    }
    match key.as_str() {
        // Chinese keyboards have them in full width.
        "/" | "／" | "、" => Some(Pressed::Open(Overlay::Search)),
        "?" | "？" => Some(Pressed::Open(Overlay::Keys)),
        "g" => Some(Pressed::Go),
        _ => None,
    }
}
