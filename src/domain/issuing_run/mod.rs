//! Who is due something under the issuing rules that are on, read off the book as it is (semantics 7).
//!
//! **What is live.** Importing history issues nothing, and yet a seller who imports his orders every
//! evening gives a coupon after each of them. So it is the day on which the book *came to know* of a
//! cause that decides. An order is live where it came at most [`LATE_DAYS`] after its business day:
//! written down by hand (its id tells when) or told by a file (its import tells when; of several the
//! first). Anything that came later is history, whatever rule was on. Whoever imports two years of
//! orders gives at most something for those of the last two days, and only if the rule was on by then.
//! A contact is written down while it happens, so it is always live. A rise is live where an order of
//! its day is; one that a policy lifted by beginning is history: nobody did anything. A stage is live
//! where the last purchase was known by the day on which the stage was entered, with the same two days.
//!
//! **What is made up for.** Orders, leads, rises and stages of the last [`CATCH_UP_DAYS`]; what is
//! older is left alone. An evening is about the orders of its day and those of days before that only
//! came today; who was on the list of one of those days already is not on it again. A missed evening
//! is not made up for. Before its hour a rule does nothing, on any day.
//!
//! **Silence that nobody looked at is none.** A stage that is entered by silence counts only up to two
//! days behind the last order of the book: behind that the orders may just not have come yet.
//!
//! **Who it is.** A coupon is named after the key under which its cause happened: the buyer's, that of
//! the contact; after the one a person stands under where it is about the person (birthday, rise,
//! stage, feast). All keys of a person are looked at before something is given once more.

mod came;
mod facts;
mod given;
mod looking;
mod stage;

pub use came::{CATCH_UP_DAYS, LATE_DAYS};
pub use given::customer_name;
pub use looking::{DuePacket, Looking, Wanted, Why};
pub use stage::stage_entered;

/// What the outside knows of the time beside the business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuingClock {
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The clock of the shop: minutes east of Greenwich.
    pub offset_minutes: i32,
}
