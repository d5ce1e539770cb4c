//! The figures as a bare WebAssembly module, so that `make bench` can run the same
//! code in a browser beside other engines.
//!
//! `cargo rustc --release --no-default-features --example kernel --target wasm32-unknown-unknown`
#![allow(missing_docs)]

#[path = "../benches/support/mod.rs"]
mod support;

use std::cell::RefCell;

use huitou::domain::figures::{CountedOrder, LiveFigures, OrderHistory};

thread_local! {
    static ORDERS: RefCell<(Vec<CountedOrder>, u32)> = const { RefCell::new((Vec::new(), 0)) };
    static HISTORY: RefCell<OrderHistory> = RefCell::default();
    static LIVE: RefCell<Option<LiveFigures>> = const { RefCell::new(None) };
}

/// Makes up the orders; returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn generate(orders: u32, customers: u32) -> u32 {
    ORDERS.with(|cell| *cell.borrow_mut() = (support::orders(orders, customers), customers));
    orders
}

/// Lays the orders out in columns; returns the number of customers.
#[unsafe(no_mangle)]
pub extern "C" fn lay_out() -> u32 {
    let history = ORDERS.with(|cell| {
        let (orders, customers) = &*cell.borrow();
        OrderHistory::new(*customers as usize, orders)
    });
    let customers = history.customers() as u32;
    HISTORY.with(|cell| *cell.borrow_mut() = history);
    customers
}

/// Computes all figures; returns the number of customers who bought.
#[unsafe(no_mangle)]
pub extern "C" fn all_figures() -> u32 {
    let live = HISTORY.with(|cell| LiveFigures::new(&cell.borrow(), &[], support::basis()));
    let customers = live.figures().customers as u32;
    LIVE.with(|cell| *cell.borrow_mut() = Some(live));
    customers
}

/// The checksum over the RFM cells of the last figures.
#[unsafe(no_mangle)]
pub extern "C" fn checksum() -> u32 {
    LIVE.with(|cell| cell.borrow().as_ref().map_or(0, support::checksum))
}
