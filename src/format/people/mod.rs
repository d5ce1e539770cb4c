//! Rows of cells to what is said of people: lists of customers, contacts, the buyers of orders.

pub mod birthday;
pub mod hygiene;
pub mod row;
mod said;
pub mod titles;

pub use said::SaidSet;
