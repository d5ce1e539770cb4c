//! The doors to the parts of the program: see [`huitou::ui::late`].
//!
//! They stand here and not in the library, which the porter is made of as well: the linker keeps
//! whatever stands behind a door.

use leptos::wasm_split::wasm_split;

use huitou::ui::late::{self, Doors, Draw, DrawFrame, Loaded};
use huitou::ui::state::Acts;

/// All of them.
pub(crate) const DOORS: Doors = Doors {
    frame: || Box::pin(frame()),
    acts: || Box::pin(acts()),
    checkup: || Box::pin(checkup()),
    customers: || Box::pin(customers()),
    duplicates: || Box::pin(duplicates()),
    grow: || Box::pin(grow()),
    data: || Box::pin(data()),
    insight: || Box::pin(insight()),
    settings: || Box::pin(settings()),
    components: || Box::pin(components()),
};

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
fn frame() -> Loaded<DrawFrame> {
    Ok(late::frame)
}

#[wasm_split(acts, wasm_split_path = leptos::wasm_split, fallible)]
fn acts() -> Loaded<Acts> {
    Ok(Acts::all())
}

#[wasm_split(people, wasm_split_path = leptos::wasm_split, fallible)]
fn customers() -> Loaded<Draw> {
    Ok(late::customers)
}

#[wasm_split(people, wasm_split_path = leptos::wasm_split, fallible)]
fn duplicates() -> Loaded<Draw> {
    Ok(late::duplicates)
}

#[wasm_split(figures, wasm_split_path = leptos::wasm_split, fallible)]
fn checkup() -> Loaded<Draw> {
    Ok(late::checkup)
}

#[wasm_split(figures, wasm_split_path = leptos::wasm_split, fallible)]
fn insight() -> Loaded<Draw> {
    Ok(late::insight)
}

#[wasm_split(offers, wasm_split_path = leptos::wasm_split, fallible)]
fn grow() -> Loaded<Draw> {
    Ok(late::grow)
}

#[wasm_split(files, wasm_split_path = leptos::wasm_split, fallible)]
fn data() -> Loaded<Draw> {
    Ok(late::data)
}

#[wasm_split(files, wasm_split_path = leptos::wasm_split, fallible)]
fn settings() -> Loaded<Draw> {
    Ok(late::settings)
}

#[wasm_split(samples, wasm_split_path = leptos::wasm_split, fallible)]
fn components() -> Loaded<Draw> {
    Ok(late::components)
}
