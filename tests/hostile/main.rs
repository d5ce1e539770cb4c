//! Workbooks, and files made to do harm: an answer or a refusal, never a panic, a hang or more
//! memory than the file has room for.
#![allow(unreachable_pub)]

mod books;
mod cases;
mod fuzz;
mod kit;
mod options;
mod sheets;
#[path = "../support/mod.rs"]
mod support;
mod surveys;
mod tables;
mod zips;
