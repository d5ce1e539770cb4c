//! Cases of the loyalty engine as JSON: what a native runner is asked, and what it answers. The
//! domain knows no wire format; here numbers are checked before they become money, days or rates.

pub mod ledger;
pub mod quote;
pub mod tiers;
pub mod value;

pub use value::BadCase;
