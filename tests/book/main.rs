//! Laws of the book: what must hold for every import, undoing, merge and backup. Two books are
//! equal when their backups are (`text_of`).

mod backup;
#[path = "../../examples/common/booked.rs"]
mod booked;
mod care;
mod codec;
mod codec_facts;
mod contacts;
mod deals;
mod dropship;
mod duplicates;
mod exports;
mod facts;
#[path = "../../examples/common/files.rs"]
mod files;
mod finding;
mod imports;
mod issuing;
mod issuing_laws;
mod issuing_once;
mod kit;
mod members;
mod merging;
mod model;
mod naive;
mod names;
mod own_cards;
mod own_files;
mod pages;
mod people;
mod quotes;
mod runner;
mod schema;
mod stall;
mod steps;
#[path = "../support/mod.rs"]
mod support;
mod twins;
mod undo;
