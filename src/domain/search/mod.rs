//! Finding people by what one remembers of them: a name, the tail of a phone, a nick, pinyin or its
//! initials; and orders by their number.
//!
//! What is kept true: everybody is found by his full name, by the tail of his phone, by the whole
//! pinyin of his name and by its initials; and a search that goes on from the last one finds what a
//! new one would.

mod directory;
mod finding;
mod letters;
mod matching;
mod orders;
mod query;
mod readings;
mod said;
mod texts;

pub use directory::Directory;
pub use finding::{Finding, Hit, Hits, Mark, Matched, find, matched};
pub use matching::Rank;
pub use orders::{FindingOrders, orders_numbered};
pub use query::Query;
pub use readings::{Readings, Syllable};
pub use said::said_of;
pub use texts::{Field, Texts};
