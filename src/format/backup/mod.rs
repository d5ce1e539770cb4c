//! The backup: a book as one JSON file, whole or refused.
//!
//! ```text
//! {"format":"huitou-backup","schema":5,"app":"0.1.0","exported_at":"2026-11-22T06:00:00Z",
//!  "counts":{"customers":n,"orders":n,"imports":n,"receivers":n,"texts":n,"people":n,"events":n},
//!  "sha256":"…","records":{
//!   "shop":{"name":["…",[counter,"device"]]},
//!   "imports":[{"id":"uuid","stamp":[counter,"device"],"present":true,"at":ms or null,
//!               "files":[[name,format,rows,skipped,problems]]}],
//!   "texts":["…"], "customers":[["nick","taobao","…"]], "receivers":[[name,phone,address]],
//!   "people":[[customer,[[sources,facts]]]],
//!   "events":[[act,ordinal,stamp,day,ms,undone,deed]],
//!   "orders":[[platform, key, marks, sightings]]}}
//! ```
//! `sha256` is of the bytes of the value of `records`. Money in fen, quantities in thousandths,
//! days as `2026-11-22`. A key is the order number, or `[customer,day,amount,quantity,occurrence]`,
//! or `{"id":"uuid"}`. Marks are null or `{"left_out":[true,stamp],"note":["…",stamp]}`. A sighting
//! is `[sources,customer,day,refund,held,lines]`: sources are 0 for the seller, else the place of
//! the import + 1; customer is null, a place, or `{"several":rows}`; held is null or `[status,paid,
//! postage,quantity,paid day,delivered day,region,receiver,item,remark,channel,dropship]`; a line is
//! `[sku,item,quantity,amount]`. Places count from 0 in the lists above; what is left out at the
//! end of a list is null, 0 or false.
//!
//! What lists say of people: sources as above; facts are a map of what is given of `name company
//! phones wechat nick region address birthday remarks tags since opening`. A birthday is
//! `[year,month,day,lunar]`, an opening balance a map of what is given of `day amount purchases
//! points tier`; phones, remarks and tags are lists, the rest texts.
//!
//! What the seller does with people: undone is null or `[true,stamp]`, a deed one of `{"edited":
//! [customer,{field:value}]}`, `{"contacted":[customer,way,outcome,note,next]}`, `{"joined":[kept,
//! other]}`, `{"apart":[a,b]}`, `{"met":[customer]}`; fields and words: `entries`, `events`. Marks
//! may have `"cancelled":[day or null,stamp]` and `"refunds":[[id,day,amount,note,stamp,undone]]`,
//! the shop beside its name each setting that was ever given: `"trade":["retail",stamp]` and so on.
//!
//! Schema 2 has no events, cancellations, refunds and settings. Schema 1 has no people, either, and
//! nothing of an order behind the remark.
//!
//! Everything is written in one order that follows from what it says, so two backups of one book
//! differ in `exported_at` alone, and so do those of the same files handed in otherwise.

mod entries;
mod events;
mod json;
mod key;
mod marks;
mod nodes;
mod people;
mod read;
mod rows;
mod shop;
mod write;

pub use read::{Backup, Counts, is_backup, read_backup};
pub use write::{BackupCheck, BackupWriter, write_backup};

/// The schema that this app writes, and the newest that it reads.
pub const SCHEMA: u64 = 5;

/// The word at the beginning of every backup.
pub const FORMAT: &str = "huitou-backup";

use crate::domain::customer::Platform;
use crate::domain::order::OrderStatus;

/// The word for a platform.
pub(crate) const fn platform_word(platform: Platform) -> &'static str {
    match platform {
        Platform::Taobao => "taobao",
        Platform::Alibaba1688 => "1688",
        Platform::Youzan => "youzan",
        Platform::Table => "table",
        Platform::Hand => "hand",
    }
}

/// The platform of a word.
pub(crate) fn platform_of(word: &str) -> Option<Platform> {
    Platform::ALL.into_iter().find(|platform| platform_word(*platform) == word)
}

const fn status_word(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Unpaid => "unpaid",
        OrderStatus::Paid => "paid",
        OrderStatus::Shipped => "shipped",
        OrderStatus::Completed => "completed",
        OrderStatus::Closed => "closed",
        OrderStatus::Refunded => "refunded",
    }
}

fn status_of(word: &str) -> Option<OrderStatus> {
    OrderStatus::ALL.into_iter().find(|status| status_word(*status) == word)
}

/// Bytes as two small digits each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
