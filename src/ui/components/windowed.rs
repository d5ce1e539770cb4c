//! A list of any length of which only what is on the screen stands in the document.
//!
//! Rows are of one height, which the style sheet gives; it is measured, so that larger text and
//! wider screens need nothing of their own here. The page scrolls, not the list.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, KeyboardEvent, ResizeObserver};

use crate::ui::focus::{focused, give_in_place, is_nowhere};

/// Rows beyond the screen on either side, so that a quick thumb sees no gap.
const BEYOND: usize = 8;

/// Before a row is measured.
const ROW_PX: f64 = 64.0;

/// Which rows stand in the document, and how high one is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shown {
    first: usize,
    end: usize,
    row_px: f64,
}

/// A long list. Rows stand at their place in it whatever is shown; arrow keys move the focus from
/// row to row, past the edge of the screen too.
#[component]
pub fn Windowed<F>(
    /// The mark for checks.
    testid: &'static str,
    /// What is listed, for those who hear it.
    #[prop(into)]
    label: Signal<String>,
    /// How many rows there are.
    #[prop(into)]
    total: Signal<usize>,
    /// Changes with whatever the rows show; they are then drawn anew.
    #[prop(into)]
    version: Signal<u64>,
    /// Draws the row at a place.
    row: F,
) -> impl IntoView
where
    F: Fn(usize) -> AnyView + Send + Clone + 'static,
{
    let list: NodeRef<html::Ul> = NodeRef::new();
    let shown = RwSignal::new(Shown { first: 0, end: 2 * BEYOND, row_px: ROW_PX });
    let look = move || {
        let Some(list) = list.try_get_untracked().flatten() else { return };
        let now = measured(&list, shown.get_untracked().row_px, total.get_untracked());
        if shown.get_untracked() != now {
            shown.set(now);
        }
    };
    let scrolls = window_event_listener(ev::scroll, move |_| look());
    let resizes = window_event_listener(ev::resize, move |_| look());
    let enters = window_event_listener(ev::keydown, move |event| {
        let _ = enter(&event, list.try_get_untracked().flatten().as_deref());
    });
    on_cleanup(move || {
        enters.remove();
        scrolls.remove();
        resizes.remove();
    });
    // Larger text moves and stretches what is on the page without a word to the window.
    let _ = StoredValue::new_local(Stretches::of_page(look));
    Effect::new(move |_| {
        total.track();
        version.track();
        // After what is above the list stands where it will stand.
        request_animation_frame(look);
    });
    let drawn = StoredValue::new(version.get_untracked());
    let rows = move || {
        let (shown, all) = (shown.get(), total.get());
        let version = version.get();
        if drawn.get_value() != version {
            drawn.set_value(version);
            keep_the_focus(list);
        }
        (shown.first.min(all)..shown.end.min(all)).map(move |at| (at, version)).collect::<Vec<_>>()
    };
    let height = move || format!("{}px", total.get() as f64 * shown.get().row_px);
    view! {
        <ul
            class="windowed sheet"
            node_ref=list
            data-testid=testid
            data-total=move || total.get().to_string()
            aria-label=move || label.get()
            style:height=height
            on:keydown=move |event| {
                let _ = walk(&event, list.get_untracked().as_deref());
            }
        >
            <For each=rows key=|row| *row let((at, _version))>
                <li
                    style:top=move || format!("{}px", at as f64 * shown.get().row_px)
                    aria-setsize=move || total.get().to_string()
                    aria-posinset=(at + 1).to_string()
                >
                    {row(at)}
                </li>
            </For>
        </ul>
    }
}

/// Follows the size of the whole page.
struct Stretches {
    observer: Option<ResizeObserver>,
    // Called for as long as it observes.
    _told: Closure<dyn FnMut()>,
}

impl Stretches {
    fn of_page(look: impl Fn() + Clone + 'static) -> Stretches {
        let told = Closure::<dyn FnMut()>::new(move || {
            // What is measured here may stretch the page in turn: not within the same frame.
            request_animation_frame(look.clone());
        });
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(body)) = (&observer, document().body()) {
            observer.observe(&body);
        }
        Stretches { observer, _told: told }
    }
}

impl Drop for Stretches {
    fn drop(&mut self) {
        self.observer.iter().for_each(ResizeObserver::disconnect);
    }
}

/// The rows within the window, by where the list stands in it.
fn measured(list: &HtmlElement, known_px: f64, total: usize) -> Shown {
    let row = list.first_element_child().map(|row| row.get_bounding_client_rect().height());
    let row_px = row.filter(|px| *px > 0.0).unwrap_or(known_px);
    let above = (-list.get_bounding_client_rect().top()).max(0.0);
    let window_px = window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or(800.0);
    let first = (above / row_px) as usize;
    let on_screen = (window_px / row_px).ceil() as usize + 1;
    Shown {
        first: first.saturating_sub(BEYOND),
        end: (first + on_screen + BEYOND).min(total),
        row_px,
    }
}

/// Rows that are drawn anew take the focus with them: it comes back to the row at the same place,
/// unless it went elsewhere meanwhile.
fn keep_the_focus(list: NodeRef<html::Ul>) {
    let Some(place) = list.get_untracked().and_then(|list| focused_place(&list)) else { return };
    request_animation_frame(move || {
        let list = list.try_get_untracked().flatten().filter(|_| is_nowhere());
        if let Some(row) = list.and_then(|list| link_at(&list, place)) {
            give_in_place(&row);
        }
    });
}

/// The place of the row that has the focus.
fn focused_place(list: &HtmlElement) -> Option<i32> {
    let row = focused()?.closest("li").ok()??;
    let is_ours = list.contains(Some(&row));
    row.get_attribute("aria-posinset").filter(|_| is_ours)?.parse().ok()
}

fn link_at(list: &HtmlElement, place: i32) -> Option<HtmlElement> {
    let link = list.query_selector(&format!("li[aria-posinset=\"{place}\"] a")).ok()??;
    link.dyn_into().ok()
}

/// The first arrow down that nothing else wants enters the list at the top of the screen.
fn enter(event: &KeyboardEvent, list: Option<&HtmlElement>) -> Option<()> {
    let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
    if event.key() != "ArrowDown" || !is_plain || event.default_prevented() {
        return None;
    }
    let is_covered = document().query_selector("dialog[open]").ok().flatten().is_some();
    if is_covered || !is_nowhere() {
        return None;
    }
    let links = list?.query_selector_all("li a").ok()?;
    let links = (0..links.length()).filter_map(|at| links.get(at)?.dyn_into::<HtmlElement>().ok());
    let seen = |it: &HtmlElement| it.get_bounding_client_rect().top() > 0.0;
    let first = links.into_iter().find(seen)?;
    event.prevent_default();
    first.focus().ok()
}

/// Moves the focus with the arrow keys.
fn walk(event: &KeyboardEvent, list: Option<&HtmlElement>) -> Option<()> {
    let by = match event.key().as_str() {
        "ArrowDown" => 1_i32,
        "ArrowUp" => -1,
        _ => return None,
    };
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("li").ok()??;
    let place: i32 = row.get_attribute("aria-posinset")?.parse().ok()?;
    let next = link_at(list?, place + by)?;
    event.prevent_default();
    // Scrolls it into view, which brings the rows behind it.
    next.focus().ok()
}
