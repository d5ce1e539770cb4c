//! What files look like: the seller's exports on the way in, reports on the way out.
//!
//! Pure: bytes and text in, values of the domain out. The browser's decoder for Chinese text is
//! handed in as a trait. What is kept true: a file never makes this code panic, a row that cannot
//! be read is named with its line and field, and a file that cannot be trusted is refused whole.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable
)]

pub mod backup;
pub mod book;
pub mod cases;
pub mod date;
pub mod encoding;
pub mod export;
pub mod intake;
pub(crate) mod json_text;
pub mod mapping;
pub mod number;
pub mod orders;
pub mod people;
pub mod problem;
pub mod readings;
pub mod report;
pub mod sealed;
pub mod survey;
pub mod table;
mod totals;
pub mod typed;
