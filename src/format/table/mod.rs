//! Bytes to rows: decompressing, decoding, splitting into cells.

pub mod bytes;
pub mod cards;
pub mod cell;
pub mod dialect;
pub mod rows;
pub mod source;
