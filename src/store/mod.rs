//! What the browser keeps and hands in: small settings, the seller's files, its text decoder.
//!
//! The book of a shop is not kept anywhere yet; everything a page shows stays in memory.

pub mod files;
pub mod settings;
pub mod text;
