//! The words by which conditions know how somebody buys, what he is, and where an order comes from.
//! They stand in books and never change; who builds a cart for a quote writes the same.

use crate::domain::card::{BuyingModes, Role};
use crate::domain::customer::Platform;

/// Ways of buying, as [`super::Condition::ModeIn`] names them.
pub const MODES: [&str; 3] = ["wholesale", "custom", "dropship"];

/// Kinds of customers, as [`super::Condition::KindIn`] names them.
pub const KINDS: [&str; 2] = ["end", "distributor"];

/// The words of how somebody buys.
pub fn modes(modes: BuyingModes) -> impl Iterator<Item = &'static str> {
    let all = MODES.into_iter().zip([modes.wholesale, modes.custom, modes.dropship]);
    all.filter_map(|(word, is_so)| is_so.then_some(word))
}

/// The word of what somebody is.
#[must_use]
pub const fn kind(role: Role) -> &'static str {
    match role {
        Role::EndCustomer => "end",
        Role::Distributor => "distributor",
    }
}

/// The word of where an order comes from, as [`super::Condition::ChannelIn`] names it.
#[must_use]
pub const fn channel(platform: Platform) -> &'static str {
    match platform {
        Platform::Taobao => "taobao",
        Platform::Alibaba1688 => "1688",
        Platform::Youzan => "youzan",
        Platform::Table => "table",
        Platform::Hand => "hand",
    }
}
