//! The bytes of a file as a stream, decompressed where it is a `.gz`, decoded to UTF-8.

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

use crate::format::encoding::TextDecoder;
use crate::format::problem::NotATable;

/// The bytes of a file; cheap to share between the looks we take at it.
#[derive(Clone, Debug)]
pub struct FileBytes(Arc<Vec<u8>>);

impl AsRef<[u8]> for FileBytes {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice()
    }
}

/// What the first bytes of a file say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Magic {
    /// Nothing special: probably text.
    Plain,
    /// A gzip stream.
    Gzip,
    /// A zip container, which is what an xlsx is.
    Zip,
    /// An OLE2 container: xls, or an xlsx with a password.
    Ole2,
}

impl FileBytes {
    /// Takes over the bytes of a file.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> FileBytes {
        FileBytes(Arc::new(bytes))
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True without bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the first bytes say.
    #[must_use]
    pub fn magic(&self) -> Magic {
        let begins = |magic: &[u8]| self.0.starts_with(magic);
        if begins(&[0x1f, 0x8b]) {
            Magic::Gzip
        } else if begins(b"PK\x03\x04") {
            Magic::Zip
        } else if begins(&[0xd0, 0xcf, 0x11, 0xe0]) {
            Magic::Ole2
        } else {
            Magic::Plain
        }
    }

    /// What the first bytes say that no table begins with.
    #[must_use]
    pub fn foreign(&self) -> Option<NotATable> {
        const PICTURES: [&[u8]; 6] =
            [b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"];
        const PHOTOS: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"];
        const ARCHIVES: [&[u8]; 2] = [b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c"];
        let begins = |magic: &[u8]| self.0.starts_with(magic);
        let at = |from: usize, to: usize| self.0.get(from..to).unwrap_or_default();
        let is_photo = at(4, 8) == b"ftyp" && PHOTOS.contains(&at(8, 12));
        let is_webp = begins(b"RIFF") && at(8, 12) == b"WEBP";
        if begins(b"%PDF-") {
            Some(NotATable::Pdf)
        } else if PICTURES.into_iter().any(begins) || is_photo || is_webp {
            Some(NotATable::Picture)
        } else if ARCHIVES.into_iter().any(begins) {
            Some(NotATable::Archive)
        } else if begins(b"{\\rtf") {
            Some(NotATable::WordDocument)
        } else {
            None
        }
    }

    /// A stream over the content from its beginning.
    #[must_use]
    pub fn open(&self) -> ByteStream {
        let cursor = Cursor::new(self.clone());
        match self.magic() {
            Magic::Gzip => ByteStream::Gzip(Box::new(MultiGzDecoder::new(cursor))),
            Magic::Plain | Magic::Zip | Magic::Ole2 => ByteStream::Plain(cursor),
        }
    }
}

/// The content of a file, decompressed.
#[derive(Debug)]
pub enum ByteStream {
    /// As it stands.
    Plain(Cursor<FileBytes>),
    /// Decompressed on the way.
    Gzip(Box<MultiGzDecoder<Cursor<FileBytes>>>),
}

impl ByteStream {
    /// How many bytes of the file have been read, for the progress bar.
    #[must_use]
    pub fn position(&self) -> u64 {
        match self {
            ByteStream::Plain(cursor) => cursor.position(),
            ByteStream::Gzip(decoder) => decoder.get_ref().position(),
        }
    }
}

impl Read for ByteStream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            ByteStream::Plain(cursor) => cursor.read(into),
            ByteStream::Gzip(decoder) => decoder.read(into),
        }
    }
}

/// The content of a file as UTF-8.
pub struct Utf8Stream {
    bytes: ByteStream,
    /// `None` = the bytes are UTF-8 without a broken character: they pass as they are.
    decoder: Option<Box<dyn TextDecoder>>,
    raw: Vec<u8>,
    text: String,
    given: usize,
    at_start: bool,
    at_end: bool,
    /// Characters that could not be decoded.
    pub broken: u64,
    /// Bytes of text handed out.
    pub handed_out: u64,
    /// Somebody asked for more when all was handed out.
    pub is_over: bool,
    /// Whether the first line ends in CR LF; `None` before its end was seen.
    pub has_cr_lf: Option<bool>,
    last_byte: u8,
    last_line: LastLine,
}

/// What was handed out behind the last line end.
#[derive(Default)]
struct LastLine {
    bytes: Vec<u8>,
    is_too_long: bool,
}

impl LastLine {
    /// Longer lines are not kept.
    const LONGEST: usize = 1 << 20;

    fn feed(&mut self, read: &[u8]) {
        let rest = match read.iter().rposition(|byte| *byte == b'\n') {
            Some(at) => {
                *self = LastLine::default();
                read.get(at + 1..).unwrap_or_default()
            }
            None => read,
        };
        self.is_too_long |= self.bytes.len() + rest.len() > Self::LONGEST;
        if !self.is_too_long {
            self.bytes.extend_from_slice(rest);
        }
    }
}

impl Utf8Stream {
    /// A stream from the beginning of a file.
    #[must_use]
    pub fn new(bytes: ByteStream, decoder: Option<Box<dyn TextDecoder>>) -> Utf8Stream {
        Utf8Stream {
            bytes,
            decoder,
            raw: vec![0; 64 * 1024],
            text: String::new(),
            given: 0,
            at_start: true,
            at_end: false,
            broken: 0,
            handed_out: 0,
            is_over: false,
            has_cr_lf: None,
            last_byte: 0,
            last_line: LastLine::default(),
        }
    }

    /// How many bytes of the file have been read.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.bytes.position()
    }

    /// True where more characters are broken than a few scars explain.
    #[must_use]
    pub fn is_garbled(&self) -> bool {
        self.broken > 3 + self.handed_out / 1000
    }

    /// The text behind the last line end that was handed out; `None` where it is very long.
    #[must_use]
    pub fn last_line(&self) -> Option<&[u8]> {
        (!self.last_line.is_too_long).then_some(self.last_line.bytes.as_slice())
    }

    fn read_plain(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut n = self.bytes.read(into)?;
        if self.at_start && n > 0 {
            self.at_start = false;
            // The mark is three bytes and pieces are larger; a shorter first piece has none.
            if let Some(rest) = into.get(..n).and_then(|read| read.strip_prefix(b"\xef\xbb\xbf")) {
                let rest = rest.len();
                into.copy_within(n - rest..n, 0);
                n = rest;
                if n == 0 {
                    return self.bytes.read(into);
                }
            }
        }
        Ok(n)
    }

    fn read_decoded(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.at_end {
                return Ok(0);
            }
            self.text.clear();
            self.given = 0;
            let n = self.bytes.read(&mut self.raw)?;
            self.at_end = n == 0;
            let piece = self.raw.get(..n).unwrap_or_default();
            if let Some(decoder) = &mut self.decoder {
                decoder.decode(piece, self.at_end, &mut self.text);
            }
            self.broken += self.text.matches('\u{fffd}').count() as u64;
        }
        let rest = self.text.as_bytes().get(self.given..).unwrap_or_default();
        let n = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.given += n;
        Ok(n)
    }
}

impl Read for Utf8Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n =
            if self.decoder.is_some() { self.read_decoded(into)? } else { self.read_plain(into)? };
        self.handed_out += n as u64;
        let read = into.get(..n).unwrap_or_default();
        if self.has_cr_lf.is_none()
            && let Some(at) = read.iter().position(|byte| *byte == b'\n')
        {
            let before = at.checked_sub(1).and_then(|at| read.get(at));
            self.has_cr_lf = Some(*before.unwrap_or(&self.last_byte) == b'\r');
        }
        self.last_byte = read.last().copied().unwrap_or(self.last_byte);
        self.last_line.feed(read);
        self.is_over |= read.is_empty() && !into.is_empty();
        Ok(n)
    }
}
