//! The runner `ledger`.
