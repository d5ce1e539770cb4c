//! Ways in for the tests, through the same doors as the pages: acts that no page offers yet, and a
//! panic on purpose. They do nothing that a seller could not.

use std::cell::Cell;

use super::clock;
use super::state::State;

thread_local! {
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

/// Lets the drills reach the app.
pub(super) fn reach(state: State) {
    STATE.set(Some(state));
}

/// Panics: the end-to-end test of the rescue page needs a way to.
pub fn panic_now() {
    // Behind a function of the browser's, so that the compiler keeps the way out.
    if clock::monotonic_ms() >= 0.0 {
        panic!("panic drill");
    }
}

/// Writes down an order by hand: who, and what was paid in fen. The counter's page will do this.
pub fn sale(nick: &str, paid_fen: f64) {
    if let Some(state) = STATE.get() {
        state.record_order(nick, paid_fen as i64);
    }
}

/// Leaves a Taobao order out of all figures, or takes it in again. The customer's card will do
/// this.
pub fn leave_out(number: &str, left_out: bool) {
    if let Some(state) = STATE.get() {
        state.leave_out(number, left_out);
    }
}
