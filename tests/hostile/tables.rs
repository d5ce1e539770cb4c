//! Tables of text that mean harm.
