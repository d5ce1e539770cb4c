//! The pages. They know the state and the domain, never the store or the formats.

pub mod checkup;
pub mod components;
pub mod customers;
pub mod data;
pub mod doors;
pub mod duplicates;
pub mod grow;
pub mod insight;
pub mod lost;
pub mod settings;
