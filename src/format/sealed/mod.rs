//! The sealed backup: a backup that only its passphrase opens, to be sent on ways that others read.
//!
//! ```text
//! {"format":"huitou-sealed","schema":1,"app":"0.1.0",
//!  "kdf":{"name":"argon2id","m_kib":19456,"t":3,"p":1,"salt":"32 hex digits"},
//!  "cipher":"aes-256-gcm","nonce":"14 hex digits","chunk":262144,"bytes":n,
//!  "where":"https://… #/data"}\n
//! chunk, chunk, … chunk
//! ```
//! The head is one line (broken here for reading), which people can read, too: `where` says where the
//! file is opened. `kdf` may be `{"name":"pbkdf2-sha256","iterations":600000,"salt":…}`. The key, 32
//! bytes, comes of the passphrase as [`Passphrase`] cleans it, in UTF-8, and the salt.
//!
//! What is sealed is the backup as gzip, maybe of several members, `bytes` long. It is cut into chunks
//! of `chunk` bytes, the last one may be shorter; each becomes AES-256-GCM text with its tag of 16
//! bytes behind it. The nonce of a chunk is `nonce`, its place from 0 (4 bytes, the highest first), and
//! 1 for the last chunk, else 0: STREAM of Hoang, Reyhanitabar, Rogaway and Vizár. The head, line end
//! included, is the associated data of every chunk. So nothing can be changed, cut, left out, doubled
//! or moved without a refusal, and nothing of a file is used before all of it was looked at.
//!
//! No randomness here: salt and nonce are arguments, and must be fresh for every file.

mod check;
mod chunks;
mod fault;
mod head;
mod key;
mod packed;
mod passphrase;
mod sealing;
mod unsealing;

pub use check::check_number;
pub use fault::{SealFault, SealedFault};
pub use head::is_sealed;
pub use key::Work;
pub use packed::Packing;
pub use passphrase::{Passphrase, Strength};
pub use sealing::{Sealing, Terms, seal};
pub use unsealing::{Opening, Unsealing, open};

/// The schema that this app writes, and the newest that it reads.
pub const SCHEMA: u64 = 1;

/// The word at the beginning of every sealed backup.
pub const FORMAT: &str = "huitou-sealed";
