//! Bytes to rows: decompressing, decoding, splitting into cells.

pub mod bytes;
pub mod cards;
pub mod cell;
pub(crate) mod container;
pub mod dialect;
mod ending;
pub(crate) mod merged;
mod number_cell;
pub mod own_card;
mod pausing;
pub mod rows;
pub mod sheets;
pub(crate) mod workbook;
