//! Rows of cells to what is said of people: lists of customers, contacts, the buyers of orders.

pub mod birthday;
pub(in crate::format) mod card;
pub mod hygiene;
mod pieces;
pub mod row;
mod said;
pub mod titles;

pub use said::SaidSet;
