//! The line before the chunks.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::chunks::{Cut, NONCE};
use super::fault::SealedFault;
use super::key::{KeyFault, Work};
use super::{FORMAT, SCHEMA};
use crate::format::backup::hex;

/// The longest head that is looked at.
const LONGEST: usize = 4_096;
const CIPHER: &str = "aes-256-gcm";
/// How every file of ours begins.
const BEGIN: &[u8] = b"{\"format\":\"huitou-sealed\"";

/// What a head says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) work: Work,
    pub(super) salt: [u8; 16],
    pub(super) nonce: [u8; NONCE],
    pub(super) chunk: u32,
    pub(super) bytes: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    #[serde(borrow)]
    format: Cow<'a, str>,
    schema: u64,
    #[serde(borrow)]
    app: Cow<'a, str>,
    kdf: KeyLine,
    #[serde(borrow)]
    cipher: Cow<'a, str>,
    nonce: String,
    chunk: u32,
    bytes: u64,
    #[serde(borrow, rename = "where")]
    place: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "name", deny_unknown_fields)]
enum KeyLine {
    #[serde(rename = "argon2id")]
    Argon2id { m_kib: u32, t: u32, p: u32, salt: String },
    #[serde(rename = "pbkdf2-sha256")]
    Pbkdf2 { iterations: u32, salt: String },
}

#[derive(Deserialize)]
struct Beginning<'a> {
    #[serde(borrow)]
    format: Cow<'a, str>,
    schema: u64,
}

/// True where a file says at its beginning that it is a sealed backup.
#[must_use]
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGIN)
}

impl Head {
    /// The line, with its end; `None` where a reader would not take it.
    pub(super) fn line(&self, app: &str, place: &str) -> Option<Vec<u8>> {
        let salt = hex(&self.salt);
        let line = Line {
            format: FORMAT.into(),
            schema: SCHEMA,
            app: app.into(),
            kdf: match self.work {
                Work::Argon2id { m_kib, t, p } => KeyLine::Argon2id { m_kib, t, p, salt },
                Work::Pbkdf2 { iterations } => KeyLine::Pbkdf2 { iterations, salt },
            },
            cipher: CIPHER.into(),
            nonce: hex(&self.nonce),
            chunk: self.chunk,
            bytes: self.bytes,
            place: place.into(),
        };
        let mut line = serde_json::to_vec(&line).ok()?;
        line.push(b'\n');
        (line.len() <= LONGEST).then_some(line)
    }

    /// What the head of a file says, how long it is, and how what follows is cut.
    pub(super) fn read(file: &[u8]) -> Result<(Head, usize, Cut), SealedFault> {
        if file.is_empty() {
            return Err(SealedFault::Empty);
        }
        if !is_sealed(file) {
            // One of ours that is cut within its first words.
            let is_begun = BEGIN.starts_with(file);
            return Err(if is_begun { SealedFault::Truncated } else { SealedFault::NotSealed });
        }
        let begin = file.get(..LONGEST).unwrap_or(file);
        let Some(end) = begin.iter().position(|it| *it == b'\n') else {
            let is_short = file.len() < LONGEST;
            return Err(if is_short { SealedFault::Truncated } else { SealedFault::Damaged });
        };
        let line = begin.get(..end).unwrap_or_default();
        let head = Head::of_line(line)?;
        let cut = Cut::of(head.chunk, head.bytes).ok_or(SealedFault::Damaged)?;
        Ok((head, end + 1, cut))
    }

    fn of_line(line: &[u8]) -> Result<Head, SealedFault> {
        let beginning: Beginning<'_> =
            serde_json::from_slice(line).map_err(|_| SealedFault::Damaged)?;
        if beginning.format == FORMAT && beginning.schema > SCHEMA {
            return Err(SealedFault::NewerSchema);
        }
        let line: Line<'_> = serde_json::from_slice(line).map_err(|_| SealedFault::Damaged)?;
        let (work, salt) = match &line.kdf {
            KeyLine::Argon2id { m_kib, t, p, salt } => {
                (Work::Argon2id { m_kib: *m_kib, t: *t, p: *p }, salt)
            }
            KeyLine::Pbkdf2 { iterations, salt } => {
                (Work::Pbkdf2 { iterations: *iterations }, salt)
            }
        };
        let head = Head {
            work: work.allowed().map_err(|fault| match fault {
                KeyFault::TooDemanding => SealedFault::TooDemanding,
                KeyFault::NoMemory => SealedFault::NoMemory,
                KeyFault::Senseless => SealedFault::Damaged,
            })?,
            salt: bytes_of(salt).ok_or(SealedFault::Damaged)?,
            nonce: bytes_of(&line.nonce).ok_or(SealedFault::Damaged)?,
            chunk: line.chunk,
            bytes: line.bytes,
        };
        let is_ours = line.format == FORMAT && line.schema == SCHEMA && line.cipher == CIPHER;
        if is_ours { Ok(head) } else { Err(SealedFault::Damaged) }
    }
}

/// Bytes of digits, two each.
fn bytes_of<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let mut digits = digits.chars().map(|it| it.to_digit(16).and_then(|it| u8::try_from(it).ok()));
    let mut out = [0; N];
    for byte in &mut out {
        *byte = digits.next()?? * 16 + digits.next()??;
    }
    digits.next().is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_bytes_and_back() {
        for (digits, bytes, rule) in [
            ("00ff", Some([0, 255]), "two each"),
            ("00FF", Some([0, 255]), "either way of writing"),
            ("00f", None, "a digit missing"),
            ("00ff0", None, "a digit more"),
            ("00fg", None, "no digit"),
            ("００ff", None, "wide digits"),
        ] {
            assert_eq!(bytes_of::<2>(digits), bytes, "{rule}");
        }
        assert!(BEGIN.ends_with(format!("\"{FORMAT}\"").as_bytes()));
    }
}
