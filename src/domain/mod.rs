//! The shop's rules: values in, values out.
//!
//! Nothing here knows a browser, a clock, randomness, a wire format or a sentence.
//! Time comes in as an argument (`as_of`), errors go out as facts. What is kept true:
//! money and points are whole minor units, rates are ratios of counts, and every
//! figure is the same whatever order the facts arrived in.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable
)]

pub mod address_form;
mod canonical;
pub mod card;
pub mod change;
pub mod command;
pub mod coupon;
pub mod credit;
pub mod customer;
pub mod day;
pub mod duplicates;
pub mod event;
pub mod feast;
pub mod figures;
pub mod gathering;
mod gathering_people;
pub mod goods;
pub mod id;
pub mod import;
pub mod intern;
pub mod issuing_run;
pub mod loyalty;
pub mod lunar;
pub mod marks;
pub mod masked_name;
pub mod member;
pub mod merge;
pub mod money;
pub mod node;
pub mod observation;
pub mod order;
pub mod pace;
pub mod packed;
pub mod packed_event;
mod packed_marks;
pub mod packed_order;
pub mod packed_person;
pub mod person;
pub mod person_record;
pub mod phone;
pub mod points;
pub mod price;
pub mod price_care;
pub mod promotion;
pub mod quantity;
pub mod quote;
pub mod quote_sheet;
pub mod rate;
pub mod record;
pub mod restate;
pub mod roster;
mod row_places;
pub mod search;
pub mod segment;
pub mod shelf;
pub mod shop;
pub mod sighting;
pub mod simulation;
pub mod stamp;
pub mod tables;
pub mod tier;
pub mod trade;
pub mod way;
pub mod weekdays;
