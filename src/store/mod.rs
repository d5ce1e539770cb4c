//! What the browser keeps and hands in: the book, small settings, the seller's files, its text
//! decoder.

pub mod book;
pub mod files;
pub mod settings;
pub mod tab;
pub mod text;
