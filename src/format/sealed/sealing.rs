//! Sealing, a chunk at a time.

use super::chunks::{Chunks, Cut, NONCE};
use super::fault::SealFault;
use super::head::Head;
use super::key::{Work, key_or_fallback};
use super::packed::Packing;
use super::passphrase::Passphrase;

/// How a file is sealed.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The version of the app.
    pub app: String,
    /// Where people open it: stands in the head as it is, for everybody to read.
    pub place: String,
    /// The work for the key; where its memory cannot be had it is [`Work::PBKDF2`].
    pub work: Work,
    /// Bytes of a chunk.
    pub chunk: u32,
    /// Random, and fresh for each file.
    pub salt: [u8; 16],
    /// Random, and fresh for each file.
    pub nonce: [u8; 7],
}

impl Terms {
    /// Bytes of a chunk as this app writes it: a step that no phone is long at.
    pub const CHUNK: u32 = 256 * 1024;

    /// As this app seals.
    #[must_use]
    pub fn usual(app: &str, place: &str, salt: [u8; 16], nonce: [u8; NONCE]) -> Terms {
        let (app, place) = (app.to_owned(), place.to_owned());
        Terms { app, place, work: Work::ARGON2ID, chunk: Terms::CHUNK, salt, nonce }
    }
}

/// A file that is being sealed.
pub struct Sealing {
    chunks: Chunks,
    packed: Vec<u8>,
    /// `None` before the head is out.
    next: Option<u32>,
}

impl Packing {
    /// Makes the key, which takes a while, and begins to seal what was packed, with `before` in front.
    ///
    /// # Errors
    /// A passphrase that can be guessed; a salt of zeros; terms that no reader takes.
    pub fn seal(
        self,
        before: &[u8],
        passphrase: &Passphrase,
        terms: &Terms,
    ) -> Result<Sealing, SealFault> {
        let strength = passphrase.strength();
        if !strength.is_enough() {
            return Err(SealFault::Passphrase(strength));
        }
        // As it is where a browser gives no random numbers.
        if terms.salt == [0; 16] {
            return Err(SealFault::NoRandomness);
        }
        let packed = self.finish(before).map_err(|_| SealFault::Unsealable)?;
        let bytes = packed.len() as u64;
        let cut = Cut::of(terms.chunk, bytes).ok_or(SealFault::TooLarge)?;
        let (work, key) = key_or_fallback(terms.work, |work| work.key(passphrase, &terms.salt))
            .map_err(|_| SealFault::Unsealable)?;
        let (salt, nonce, chunk) = (terms.salt, terms.nonce, terms.chunk);
        let head = Head { work, salt, nonce, chunk, bytes };
        let line = head.line(&terms.app, &terms.place).ok_or(SealFault::TooLarge)?;
        Ok(Sealing { chunks: Chunks::new(key, nonce, line, cut), packed, next: None })
    }
}

impl Sealing {
    /// The next bytes of the file: its head, then a chunk at a time; `None` behind the last.
    ///
    /// # Errors
    /// Where the cipher refuses, which it does for nothing that fits into a chunk.
    pub fn next_piece(&mut self) -> Result<Option<Vec<u8>>, SealFault> {
        let Some(nth) = self.next else {
            self.next = Some(0);
            return Ok(Some(self.chunks.head().to_vec()));
        };
        if nth >= self.chunks.cut.count {
            return Ok(None);
        }
        let plain = self.chunks.cut.plain(nth).and_then(|range| self.packed.get(range));
        let mut chunk = plain.ok_or(SealFault::Unsealable)?.to_vec();
        self.chunks.seal(nth, &mut chunk).ok_or(SealFault::Unsealable)?;
        self.next = Some(nth + 1);
        Ok(Some(chunk))
    }

    /// Chunks that are sealed, of how many.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.next.unwrap_or(0), self.chunks.cut.count)
    }
}

/// A whole sealed file in memory: for runners and tests.
///
/// # Errors
/// As [`Packing::seal`].
pub fn seal(content: &[u8], passphrase: &Passphrase, terms: &Terms) -> Result<Vec<u8>, SealFault> {
    let mut packing = Packing::default();
    packing.push(content);
    let mut sealing = packing.seal(b"", passphrase, terms)?;
    let mut file = Vec::new();
    while let Some(piece) = sealing.next_piece()? {
        file.extend(piece);
    }
    Ok(file)
}
