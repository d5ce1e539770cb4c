//! Where the focus is, and where it goes by itself. It never leaves a place that somebody has gone to
//! meanwhile: who is quick types into the field that he chose, not into the one that we would have.

use leptos::html::{ElementType, Form, Input};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// What can be gone to in a form.
const FIELDS: &str = "input, select, textarea, button";

/// What has the focus.
#[must_use]
pub fn focused() -> Option<Element> {
    document().active_element()
}

/// True where nothing in particular has the focus.
#[must_use]
pub fn is_nowhere() -> bool {
    focused().is_none_or(|it| matches!(it.tag_name().as_str(), "BODY" | "MAIN"))
}

/// True where it is inside of something, not on it.
fn is_inside(place: &Element) -> bool {
    focused().is_some_and(|it| it != *place && place.contains(Some(&it)))
}

/// Gives the focus to something without moving the page.
pub fn give_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    // Who reads on where he was keeps his place.
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves the focus to the page itself, past the navigation.
pub fn focus_main() {
    if let Some(main) = main() {
        give_in_place(&main);
    }
}

/// Moves the focus to the page itself when the page has been turned and stands.
pub fn follow_the_page() {
    request_animation_frame(|| {
        if let Some(main) = main().filter(|main| !is_inside(main)) {
            give_in_place(&main);
        }
    });
}

fn main() -> Option<HtmlElement> {
    // It carries a tabindex, so it takes the focus.
    document().get_element_by_id("main")?.dyn_into().ok()
}

/// Goes to the first field of a form as soon as it stands: whoever opened it from afar must see it.
pub fn enter<E>(form: NodeRef<E>)
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    Effect::new(move |_| {
        let Some(form) = form.get() else { return };
        let form: HtmlElement = form.unchecked_into();
        request_animation_frame(move || {
            let first = form.query_selector(FIELDS).ok().flatten();
            if let Some(first) = first.filter(|_| !is_inside(&form)) {
                let _ = first.unchecked_into::<HtmlElement>().focus();
            }
        });
    });
}

/// A form has closed below somebody: goes back to the beginning of what it stood in, so that he sees
/// what has become of it.
pub fn back_to<E>(place: NodeRef<E>)
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    request_animation_frame(move || {
        let Some(place) = place.try_get_untracked().flatten() else { return };
        let place: HtmlElement = place.unchecked_into();
        if is_nowhere() {
            give_in_place(&place);
        }
        let bar = document().query_selector(".top").ok().flatten();
        let bar_end = bar.map_or(0.0, |it| it.get_bounding_client_rect().bottom());
        if place.get_bounding_client_rect().top() < bar_end {
            place.scroll_into_view();
        }
    });
}

/// A field into which one types next takes the focus when it comes.
pub fn begin_in(field: NodeRef<Input>) {
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
}

/// Puts the focus on the first field of a form that cannot be saved as it stands, once it is marked;
/// whoever saves from below sees why nothing was.
pub fn first_invalid(form: NodeRef<Form>) {
    unless_moved(move || {
        let form: HtmlElement = form.try_get_untracked().flatten()?.unchecked_into();
        form.query_selector("[aria-invalid=\"true\"]").ok().flatten()
    });
}

/// Goes in the next frame to what stands then, unless somebody has gone elsewhere meanwhile.
pub fn unless_moved(find: impl FnOnce() -> Option<Element> + 'static) {
    let before = focused();
    request_animation_frame(move || {
        let stays = focused() == before || is_nowhere();
        if let Some(element) = stays.then(find).flatten() {
            let _ = element.unchecked_into::<HtmlElement>().focus();
        }
    });
}
