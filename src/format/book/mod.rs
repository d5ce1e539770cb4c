//! How the book of a shop looks on disk: frames around every value, and what stands in the bodies
//! of the four kinds. What the records inside mean is not known here.
//!
//! A page of plain JavaScript must be able to read it when the app cannot start, so it stays this
//! simple: fixed little-endian fields, no compression, no cleverness.

pub mod frame;
pub mod parts;
