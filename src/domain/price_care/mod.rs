//! What a price does to those who paid another one: history, cuts, margins, clearance, launches,
//! seasons (PR5-PR13).
//!
//! All of it is asked of dated facts, [`PriceChange`] and [`PastLine`], in any order; nothing here
//! acts. Amounts to give back are suggestions.

pub mod ahead;
pub mod clearance;
pub mod cut;
pub mod facts;
pub mod history;
pub mod lately;
pub mod margin;
pub mod volatility;

pub use ahead::{LaunchStage, SeasonAhead, SeasonBuyer, launch_stage, seasons_ahead};
pub use clearance::{Clearance, ClearanceItem, clearance};
pub use cut::{CutOrder, CutSettings, PaidMore, PriceCut, price_cut, suggested_sum_fen};
pub use facts::{ListLayer, PastLine, PriceChange};
pub use history::{PaidPrice, PricePeriod, paid_prices, price_history, price_on};
pub use lately::{LastCut, fell, last_cut};
pub use margin::{
    LowestPrice, Margin, Margins, OrderMargin, Source, Terms, lowest_price, margins, order_margin,
    order_margins,
};
pub use volatility::{Volatility, VolatilitySettings, volatility};
