//! Containers that mean harm.
