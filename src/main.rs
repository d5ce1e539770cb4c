//! Starts the page; everything else is the library.

mod parts;

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    huitou::ui::start(parts::DOORS);
}

// Exported from here and not from the library, which the porter is made of as well.

/// See [`huitou::ui::drills::panic_now`].
#[wasm_bindgen]
pub fn panic_drill() {
    huitou::ui::drills::panic_now();
}

/// See [`huitou::ui::drills::sale`].
#[wasm_bindgen]
pub fn sale_drill(nick: &str, paid_fen: f64) {
    huitou::ui::drills::sale(nick, paid_fen);
}

/// See [`huitou::ui::drills::leave_out`].
#[wasm_bindgen]
pub fn leave_out_drill(number: &str, left_out: bool) {
    huitou::ui::drills::leave_out(number, left_out);
}
