//! How Chinese characters are read, as the bytes of one table: `build/readings.rs` makes it, and
//! [`crate::domain::search::Readings`] reads it. Only the porter names it, so that the first load does
//! not carry it (`tests/layers.rs`).

/// The table of readings.
#[must_use]
pub const fn readings_table() -> &'static [u8] {
    include_bytes!(concat!(env!("OUT_DIR"), "/readings.bin"))
}
