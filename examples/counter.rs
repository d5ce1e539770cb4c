//! The search for the best set of promotions as a bare WebAssembly module, so that `make bench` can
//! time it as a browser runs it.
//!
//! `cargo rustc --release --no-default-features --example counter --target wasm32-unknown-unknown`
#![allow(missing_docs)]

#[path = "../benches/support/offers.rs"]
mod offers;

use std::cell::RefCell;

use huitou::domain::quote::{Quote, quote};
use offers::Shop;

thread_local! {
    static SHOP: RefCell<Option<Shop>> = const { RefCell::new(None) };
    static QUOTE: RefCell<Option<Quote>> = const { RefCell::new(None) };
}

/// Sets up a cart, promotions and coupons of a shop with so many goods; returns the number of lines.
#[unsafe(no_mangle)]
pub extern "C" fn cart(lines: u32, promotions: u32, coupons: u32, goods: u32) -> u32 {
    let [lines, promotions, coupons, goods] =
        [lines, promotions, coupons, goods].map(|number| number as usize);
    open(offers::counter(lines, promotions, coupons, goods))
}

/// Sets up a cart and so many coupons that may all act; returns the number of lines.
#[unsafe(no_mangle)]
pub extern "C" fn coupons(coupons: u32) -> u32 {
    open(offers::coupons(coupons as usize))
}

/// Finds the best set; returns what it saves, in fen.
#[unsafe(no_mangle)]
pub extern "C" fn best() -> u32 {
    let quoted = SHOP.with(|cell| {
        let shop = cell.borrow();
        shop.as_ref().and_then(|shop| quote(&shop.cart, &shop.offers).ok())
    });
    let saving = quoted.as_ref().map_or(0, |quoted| quoted.best.saving_fen.minor());
    QUOTE.with(|cell| *cell.borrow_mut() = quoted);
    u32::try_from(saving).unwrap_or_default()
}

/// Whether the last one is proven to be the best.
#[unsafe(no_mangle)]
pub extern "C" fn is_proven() -> u32 {
    QUOTE.with(|cell| cell.borrow().as_ref().map_or(0, |quoted| u32::from(quoted.is_proven)))
}

fn open(shop: Shop) -> u32 {
    let lines = shop.cart.lines.len();
    SHOP.with(|cell| *cell.borrow_mut() = Some(shop));
    u32::try_from(lines).unwrap_or_default()
}
