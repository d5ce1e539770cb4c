//! Bytes to rows: decompressing, decoding, splitting into cells.

pub mod bytes;
pub mod cell;
pub mod dialect;
pub mod rows;
