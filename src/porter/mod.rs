//! The porter carries files in and out of the app in a worker beside the page: a second
//! WebAssembly module, loaded when it is first needed. Files become shops there, and shops files;
//! the page keeps the book and only ever sees packed records.
//!
//! One errand, one worker: it ends with its answer, and its memory with it. To stop an errand is to
//! end the worker, at any point; nothing of it is left.

pub mod call;
mod exporting;
pub mod message;
mod parcel;
mod reading;
mod sealing;
pub mod serve;
mod writing;
