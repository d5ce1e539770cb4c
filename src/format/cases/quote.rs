//! The runner `quote`.
