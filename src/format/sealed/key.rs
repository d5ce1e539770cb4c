//! From a passphrase to a key.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::KeyInit as _;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use pbkdf2::pbkdf2_hmac;
use sha2::Sha256;

use super::passphrase::Passphrase;

/// The work that stands between a passphrase and its key, and before each guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Much memory: guessing gains little from special machines.
    Argon2id {
        /// KiB of memory.
        m_kib: u32,
        /// Rounds.
        t: u32,
        /// Lanes.
        p: u32,
    },
    /// Next to no memory.
    Pbkdf2 {
        /// Rounds.
        iterations: u32,
    },
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyFault {
    /// The memory gave out.
    NoMemory,
    /// Work that nobody can be asked for.
    TooDemanding,
    /// Work that means nothing.
    Senseless,
}

/// What opens and closes chunks.
pub(super) type Key = Aes256Gcm;

impl Work {
    /// Memory as OWASP asks for at least, and a round more. The memory is what an old phone lacks, in a
    /// worker that holds a book already; rounds cost time alone, on such a phone about a second.
    pub const ARGON2ID: Work = Work::Argon2id { m_kib: 19 * 1024, t: 3, p: 1 };
    /// Where the memory cannot be had: what OWASP asks for.
    pub const PBKDF2: Work = Work::Pbkdf2 { iterations: 600_000 };

    const MOST_KIB: u32 = 128 * 1024;
    const MOST_ROUNDS: u32 = 16;
    /// Memory by rounds: a phone writes it in some ten seconds.
    const MOST_KIB_ROUNDS: u32 = 512 * 1024;
    const MOST_LANES: u32 = 4;
    const MOST_ITERATIONS: u32 = 2_000_000;

    /// Refuses what no file of ours asks for: it would hold the phone of whoever opens it for minutes,
    /// or take all its memory.
    pub(super) fn allowed(self) -> Result<Work, KeyFault> {
        match self {
            Work::Argon2id { m_kib, t, p } => {
                let is_senseless = t == 0 || p == 0 || m_kib < p.saturating_mul(8);
                let is_too_much = m_kib > Work::MOST_KIB
                    || t > Work::MOST_ROUNDS
                    || p > Work::MOST_LANES
                    || m_kib.saturating_mul(t) > Work::MOST_KIB_ROUNDS;
                match (is_too_much, is_senseless) {
                    (true, _) => Err(KeyFault::TooDemanding),
                    (false, true) => Err(KeyFault::Senseless),
                    (false, false) => Ok(self),
                }
            }
            Work::Pbkdf2 { iterations: 0 } => Err(KeyFault::Senseless),
            Work::Pbkdf2 { iterations } if iterations > Work::MOST_ITERATIONS => {
                Err(KeyFault::TooDemanding)
            }
            Work::Pbkdf2 { .. } => Ok(self),
        }
    }

    /// The key of a passphrase.
    pub(super) fn key(self, passphrase: &Passphrase, salt: &[u8]) -> Result<Key, KeyFault> {
        self.bytes(passphrase.bytes(), salt).map(|bytes| Aes256Gcm::new(&bytes.into()))
    }

    fn bytes(self, passphrase: &[u8], salt: &[u8]) -> Result<[u8; 32], KeyFault> {
        let mut out = [0; 32];
        match self.allowed()? {
            Work::Argon2id { m_kib, t, p } => {
                let params = Params::new(m_kib, t, p, Some(32)).map_err(|_| KeyFault::Senseless)?;
                // A browser that has no more memory says so here, where it can still be answered.
                let mut blocks: Vec<Block> = Vec::new();
                let count = params.block_count();
                blocks.try_reserve_exact(count).map_err(|_| KeyFault::NoMemory)?;
                blocks.resize(count, Block::default());
                Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                    .hash_password_into_with_memory(passphrase, salt, &mut out, &mut blocks)
                    .map_err(|_| KeyFault::Senseless)?;
            }
            Work::Pbkdf2 { iterations } => {
                pbkdf2_hmac::<Sha256>(passphrase, salt, iterations, &mut out);
            }
        }
        Ok(out)
    }
}

/// A key by the work that is wished for; where its memory cannot be had, by the one that takes none.
pub(super) fn key_or_fallback(
    wished: Work,
    make: impl Fn(Work) -> Result<Key, KeyFault>,
) -> Result<(Work, Key), KeyFault> {
    match make(wished) {
        Err(KeyFault::NoMemory) => make(Work::PBKDF2).map(|key| (Work::PBKDF2, key)),
        made => made.map(|key| (wished, key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::backup::hex;

    const fn argon2id(m_kib: u32, t: u32, p: u32) -> Work {
        Work::Argon2id { m_kib, t, p }
    }

    const fn pbkdf2(iterations: u32) -> Work {
        Work::Pbkdf2 { iterations }
    }

    /// The tests of the reference implementation of Argon2, and those known for PBKDF2-HMAC-SHA256.
    #[test]
    fn published_vectors_hold() {
        for (work, passphrase, salt, key) in [
            (
                argon2id(256, 2, 1),
                "password",
                "somesalt",
                "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
            ),
            (
                argon2id(256, 2, 2),
                "password",
                "somesalt",
                "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
            ),
            (
                argon2id(65_536, 2, 1),
                "password",
                "somesalt",
                "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
            ),
            (
                pbkdf2(1),
                "password",
                "salt",
                "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b",
            ),
            (
                pbkdf2(4_096),
                "password",
                "salt",
                "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a",
            ),
        ] {
            let made = work.bytes(passphrase.as_bytes(), salt.as_bytes());
            assert_eq!(made.map(|it| hex(&it)).as_deref(), Ok(key), "{work:?}");
        }
    }

    #[test]
    fn work_has_bounds() {
        use KeyFault::{Senseless, TooDemanding};
        for (work, allowed) in [
            (Work::ARGON2ID, None),
            (Work::PBKDF2, None),
            (argon2id(64 * 1024, 3, 1), None),
            (argon2id(8, 1, 1), None),
            (argon2id(Work::MOST_KIB, 4, 1), None),
            (argon2id(Work::MOST_KIB, 5, 1), Some(TooDemanding)),
            (argon2id(Work::MOST_KIB + 1, 1, 1), Some(TooDemanding)),
            (argon2id(4 * 1024 * 1024, 1, 1), Some(TooDemanding)),
            (argon2id(u32::MAX, u32::MAX, u32::MAX), Some(TooDemanding)),
            (argon2id(8, Work::MOST_ROUNDS + 1, 1), Some(TooDemanding)),
            (argon2id(1_024, 1, 5), Some(TooDemanding)),
            (argon2id(7, 1, 1), Some(Senseless)),
            (argon2id(31, 1, 4), Some(Senseless)),
            (argon2id(8, 0, 1), Some(Senseless)),
            (argon2id(8, 1, 0), Some(Senseless)),
            (pbkdf2(0), Some(Senseless)),
            (pbkdf2(Work::MOST_ITERATIONS), None),
            (pbkdf2(Work::MOST_ITERATIONS + 1), Some(TooDemanding)),
        ] {
            assert_eq!(work.allowed().err(), allowed, "{work:?}");
        }
    }

    #[test]
    fn without_memory_the_key_is_made_without() {
        let make = |work: Work| match work {
            Work::Argon2id { .. } => Err(KeyFault::NoMemory),
            Work::Pbkdf2 { .. } => Ok(Key::new(&[7; 32].into())),
        };
        let made = key_or_fallback(Work::ARGON2ID, make).map(|(work, _)| work);
        assert_eq!(made, Ok(Work::PBKDF2));
        let never = key_or_fallback(Work::ARGON2ID, |_| Err(KeyFault::TooDemanding));
        assert_eq!(never.map(|(work, _)| work), Err(KeyFault::TooDemanding), "no other fault");
        let made = key_or_fallback(argon2id(8, 1, 1), |work| {
            work.key(&Passphrase::of("teahouse"), &[0; 16])
        });
        assert_eq!(made.map(|(work, _)| work), Ok(argon2id(8, 1, 1)), "as wished");
    }
}
