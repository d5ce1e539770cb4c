//! Opening, a chunk at a time. Nothing is handed out before the last one was opened.

use super::chunks::Chunks;
use super::fault::SealedFault;
use super::head::Head;
use super::key::KeyFault;
use super::packed::Unpacking;
use super::passphrase::Passphrase;

/// A sealed file whose head was read and whose length fits. It is still closed.
pub struct Unsealing {
    file: Vec<u8>,
    head: Head,
    chunks_from: usize,
    cut: super::chunks::Cut,
}

/// A sealed file that is being opened.
pub struct Opening {
    file: Vec<u8>,
    chunks_from: usize,
    chunks: Chunks,
    next: u32,
    unpacking: Unpacking,
}

impl Unsealing {
    /// Looks at everything that needs no passphrase.
    ///
    /// # Errors
    /// Empty; not ours; newer; truncated; damaged; or asking for too much work.
    pub fn read(file: Vec<u8>) -> Result<Unsealing, SealedFault> {
        let (head, chunks_from, cut) = Head::read(&file)?;
        let should = cut.sealed_bytes().and_then(|it| it.checked_add(chunks_from as u64));
        match should.ok_or(SealedFault::Damaged)?.cmp(&(file.len() as u64)) {
            std::cmp::Ordering::Greater => Err(SealedFault::Truncated),
            std::cmp::Ordering::Less => Err(SealedFault::Damaged),
            std::cmp::Ordering::Equal => Ok(Unsealing { file, head, chunks_from, cut }),
        }
    }

    /// Makes the key, which takes a while.
    ///
    /// # Errors
    /// No passphrase, or no memory for the key. Whether the passphrase is right the first step tells.
    pub fn unlock(self, passphrase: &Passphrase) -> Result<Opening, SealedFault> {
        if passphrase.is_empty() {
            return Err(SealedFault::NoPassphrase);
        }
        let Unsealing { file, head, chunks_from, cut } = self;
        let key = head.work.key(passphrase, &head.salt).map_err(|fault| match fault {
            KeyFault::NoMemory => SealedFault::NoMemory,
            KeyFault::TooDemanding => SealedFault::TooDemanding,
            KeyFault::Senseless => SealedFault::Damaged,
        })?;
        let line = file.get(..chunks_from).unwrap_or_default().to_vec();
        let chunks = Chunks::new(key, head.nonce, line, cut);
        Ok(Opening { file, chunks_from, chunks, next: 0, unpacking: Unpacking::new() })
    }
}

impl Opening {
    /// Opens the next chunk; false where there is none.
    ///
    /// # Errors
    /// The wrong passphrase, damaged, or too large.
    pub fn step(&mut self) -> Result<bool, SealedFault> {
        let nth = self.next;
        if nth >= self.chunks.cut.count {
            return Ok(false);
        }
        let chunks = self.file.get(self.chunks_from..).unwrap_or_default();
        let chunk = self.chunks.cut.sealed(nth).and_then(|range| chunks.get(range));
        let mut chunk = chunk.ok_or(SealedFault::Damaged)?.to_vec();
        // Where the first one opened, the passphrase is right.
        let wrong =
            if nth == 0 { SealedFault::WrongPassphraseOrDamaged } else { SealedFault::Damaged };
        self.chunks.open(nth, &mut chunk).ok_or(wrong)?;
        self.unpacking.push(&chunk)?;
        self.next = nth + 1;
        Ok(true)
    }

    /// Chunks that are open, of how many.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.next, self.chunks.cut.count)
    }

    /// Opens all that is still closed and shows what it holds a piece at a time: whoever has just sealed a file
    /// looks whether it holds, and need not have all of it in memory once more. For nothing else: what
    /// is shown is not known to be whole before this returns.
    ///
    /// # Errors
    /// As [`Opening::step`] and [`Opening::finish`].
    pub fn look_through(mut self, mut look: impl FnMut(&[u8])) -> Result<(), SealedFault> {
        while self.step()? {
            look(&self.unpacking.take());
        }
        self.unpacking.finish().map(|rest| look(&rest))
    }

    /// The backup, once all chunks are open.
    ///
    /// # Errors
    /// Damaged, where some are still closed or the content ends too early; too large.
    pub fn finish(self) -> Result<Vec<u8>, SealedFault> {
        if self.next < self.chunks.cut.count {
            return Err(SealedFault::Damaged);
        }
        self.unpacking.finish()
    }
}

/// What a sealed file holds, in memory: for runners and tests.
///
/// # Errors
/// As [`Unsealing::read`], [`Unsealing::unlock`] and [`Opening::step`].
pub fn open(file: Vec<u8>, passphrase: &Passphrase) -> Result<Vec<u8>, SealedFault> {
    let mut opening = Unsealing::read(file)?.unlock(passphrase)?;
    while opening.step()? {}
    opening.finish()
}
