//! Rows of cells to observations of orders.

pub(super) mod cells;
pub(super) mod context;
pub mod continuing;
mod exports;
pub mod file_format;
pub mod layout;
pub mod own;
mod recognised;
pub(super) mod row;
pub mod status;
pub mod taken;
pub mod titles;
