//! Goods: what a shop sells, and what it costs whom on which day (semantics 4).
//!
//! A [`Product`] and a [`PriceList`] cannot be wrong: they are made from drafts, which may be, and
//! say everything that is wrong with them at once. The [`PriceBook`] puts the layers together.

pub mod book;
pub mod draft;
pub mod list;
mod nodes;
pub mod product;

pub use book::{Buyer, Dearer, PriceBook};
pub use draft::{PriceDraft, PriceField, ProductDraft, ProductFault, ProductWarning};
pub use list::{ListFault, PriceList, PriceListDraft};
pub use product::{LAUNCH_DAYS, Launch, Product, SaleState, Season};
