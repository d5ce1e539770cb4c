//! Files to be opened or refused.

use huitou::format::sealed::{Passphrase, SealedFault, Terms, Work, open, seal};

/// The passphrase of every file here that says no other.
pub(crate) const TYPED: &str = "good tea in spring";
/// Work that is done at once.
pub(crate) const LIGHT: Work = Work::Argon2id { m_kib: 8, t: 1, p: 1 };
/// The other way, at once, too.
pub(crate) const LIGHT_PBKDF2: Work = Work::Pbkdf2 { iterations: 2 };

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::of(TYPED)
}

pub(crate) fn terms(chunk: u32, work: Work) -> Terms {
    let place = "https://huitou.example/ #/data";
    Terms { chunk, work, ..Terms::usual("0.1.0", place, [7; 16], [9; 7]) }
}

pub(crate) fn sealed(content: &[u8], chunk: u32, work: Work) -> Vec<u8> {
    seal(content, &passphrase(), &terms(chunk, work)).unwrap()
}

/// What comes of opening a file with the passphrase.
pub(crate) fn opened(file: &[u8]) -> Result<Vec<u8>, SealedFault> {
    open(file.to_vec(), &passphrase())
}

/// Bytes of the head, its line end included.
pub(crate) fn head_of(file: &[u8]) -> usize {
    file.iter().position(|it| *it == b'\n').unwrap() + 1
}

/// Content that does not pack.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 88_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}
