//! Huitou (回头): keep the customers you already have.
//!
//! The layers, each knowing only those above it in this list:
//! [`domain`] the shop's rules, [`format`](mod@format) what files and records look like, [`demo`] a shop that is made up,
//! `store` the browser's storage, `porter` files in and out in a worker, `ui` the pages. `ARCHITECTURE.md` is the map.

#[cfg(test)]
extern crate self as huitou;

pub mod demo;
pub mod domain;
pub mod format;
#[cfg(feature = "ui")]
pub mod porter;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "ui")]
pub mod ui;
