//! Where one was on a page, for whoever comes back to it.
//!
//! A page is drawn after the browser has gone back to it, so that its own memory looks for a place
//! on a page that is not there yet. Here each entry of the history carries its place itself.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::ScrollRestoration;

use crate::ui::clock;

/// After so long without a move the place is written down: browsers refuse to write at every one.
const QUIET_MS: i32 = 150;

/// Frames in which a page must have grown to where one was.
const FRAMES: u32 = 90;

/// The places of the history's entries. `Copy`: two stored numbers.
#[derive(Clone, Copy)]
pub struct Places {
    /// Where the entry that was come back to left off; `None` = a new entry.
    left_at: StoredValue<Option<f64>>,
    /// Number of the newest way back; an older one stops when it sees it.
    run: StoredValue<u32>,
}

impl Places {
    /// Takes the browser's memory over. Once, at the start of a tab.
    #[must_use]
    pub fn begin() -> Places {
        let places = Places { left_at: StoredValue::new(None), run: StoredValue::new(0) };
        if let Ok(history) = window().history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
            places.left_at.set_value(history.state().ok().and_then(|it| it.as_f64()));
        }
        let moves = StoredValue::new(0_u32);
        let scrolls = window_event_listener(ev::scroll, move |_| {
            let ours = moves.with_value(|it| it + 1);
            moves.set_value(ours);
            spawn_local(async move {
                clock::wait_ms(QUIET_MS).await;
                if moves.try_get_value() == Some(ours) {
                    write_down();
                }
            });
        });
        // An entry that is new has no place yet.
        let travels = window_event_listener(ev::popstate, move |event| {
            // A move that was still to be written down belongs to the entry that was left.
            moves.update_value(|it| *it += 1);
            places.left_at.set_value(event.state().as_f64());
            places.go_back();
        });
        on_cleanup(move || {
            scrolls.remove();
            travels.remove();
        });
        places.go_back();
        places
    }

    /// Another page stands: where one was on it, else at its top.
    pub fn turn_page(self) {
        if self.left_at.get_value().is_some() {
            self.go_back();
            // Used up: the next page may be a new one.
            self.left_at.set_value(None);
        } else {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Goes to where one was as soon as the page is long enough.
    fn go_back(self) {
        let run = self.run.with_value(|it| it + 1);
        self.run.set_value(run);
        if let Some(y) = self.left_at.get_value() {
            self.try_at(run, y, FRAMES);
        }
    }

    fn try_at(self, run: u32, y: f64, frames: u32) {
        request_animation_frame(move || {
            if self.run.try_get_value() != Some(run) {
                return;
            }
            if longest().is_some_and(|longest| longest >= y) || frames == 0 {
                window().scroll_to_with_x_and_y(0.0, y);
            } else {
                self.try_at(run, y, frames - 1);
            }
        });
    }
}

/// How far the page can be scrolled.
fn longest() -> Option<f64> {
    let page = document().document_element()?;
    Some(f64::from(page.scroll_height() - page.client_height()))
}

fn write_down() {
    let (Ok(history), Ok(y)) = (window().history(), window().page_y_offset()) else { return };
    // Refused where it is asked too often: the place is then an older one.
    let _ = history.replace_state_with_url(&JsValue::from_f64(y), "", None);
}
