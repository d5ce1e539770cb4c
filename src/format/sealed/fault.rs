//! Why a backup is not sealed, or not opened.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::passphrase::Strength;

/// Why a sealed backup was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum SealedFault {
    /// Nothing is in the file.
    #[error("the file is empty")]
    Empty,
    /// The file is something else.
    #[error("no sealed backup")]
    NotSealed,
    /// A newer app has made it.
    #[error("made by a newer version")]
    NewerSchema,
    /// Its end is missing.
    #[error("the end is missing")]
    Truncated,
    /// It is not as it was made, whatever the passphrase.
    #[error("damaged")]
    Damaged,
    /// It asks for more work or memory than any file of ours.
    #[error("asks for too much work")]
    TooDemanding,
    /// What it holds is larger than this app can hold.
    #[error("too large")]
    TooLarge,
    /// This device has not the memory that its key asks for.
    #[error("not enough memory for the key")]
    NoMemory,
    /// No passphrase was given.
    #[error("a passphrase is needed")]
    NoPassphrase,
    /// Another passphrase, or damaged at its beginning: nobody can tell which.
    #[error("wrong passphrase, or damaged")]
    WrongPassphraseOrDamaged,
}

impl SealedFault {
    /// The reason as a word for checks.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            SealedFault::Empty => "empty",
            SealedFault::NotSealed => "not_sealed",
            SealedFault::NewerSchema => "newer_schema",
            SealedFault::Truncated => "truncated",
            SealedFault::Damaged => "damaged",
            SealedFault::TooDemanding => "too_demanding",
            SealedFault::TooLarge => "too_large",
            SealedFault::NoMemory => "no_memory",
            SealedFault::NoPassphrase => "no_passphrase",
            SealedFault::WrongPassphraseOrDamaged => "wrong_passphrase_or_damaged",
        }
    }
}

/// Why a backup was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum SealFault {
    /// The passphrase can be guessed.
    #[error("the passphrase is too weak")]
    Passphrase(Strength),
    /// More than a file can hold, or terms that no reader would accept.
    #[error("too large")]
    TooLarge,
    /// The salt is no random one: files of one passphrase would share a key.
    #[error("no randomness")]
    NoRandomness,
    /// Not even the way without memory gave a key, or the cipher refused.
    #[error("cannot be sealed here")]
    Unsealable,
}

impl SealFault {
    /// The reason as a word for checks.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            SealFault::Passphrase(_) => "weak_passphrase",
            SealFault::TooLarge => "too_large",
            SealFault::NoRandomness => "no_randomness",
            SealFault::Unsealable => "unsealable",
        }
    }
}
