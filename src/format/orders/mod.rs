//! Rows of cells to observations of orders.

pub mod layout;
pub mod row;
pub mod status;
pub mod titles;
