//! Rows of cells to what is said of people: lists of customers, contacts, the buyers of orders.

pub mod birthday;
pub(in crate::format) mod card;
pub mod hygiene;
mod pieces;
pub mod row;
mod said;
pub mod titles;

pub use said::SaidSet;

/// True where a phone stands in a cell.
pub(in crate::format) fn is_phone(cell: &str) -> bool {
    !pieces::phones(cell.lines().collect()).0.is_empty()
}

/// True where a cell says a birthday.
pub(in crate::format) fn is_birthday(cell: &str) -> bool {
    birthday::read(cell, false).is_some()
}
