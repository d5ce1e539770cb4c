//! Bytes to rows: decompressing, decoding, splitting into cells.

pub mod bytes;
pub mod cards;
pub mod cell;
pub(crate) mod container;
pub mod dialect;
mod number_cell;
pub mod own_card;
mod pausing;
pub mod rows;
pub(crate) mod workbook;
