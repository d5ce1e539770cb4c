//! Which characters the bytes of a file are.

/// The encodings that order exports come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, and with it GBK and GB2312 of which it is a superset.
    Gb18030,
    /// UTF-16, low byte first: "Unicode text" of a spreadsheet.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// The label of the encoding standard, which browsers know.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Gb18030 => "gb18030",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
        }
    }

    /// The encoding of a label as people write it.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Encoding> {
        match label.trim().to_ascii_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" | "utf-8-sig" | "ascii" => Some(Encoding::Utf8),
            "gb18030" | "gbk" | "gb2312" | "cp936" | "gb-18030" => Some(Encoding::Gb18030),
            "utf-16le" | "utf-16" | "utf16" => Some(Encoding::Utf16Le),
            "utf-16be" => Some(Encoding::Utf16Be),
            _ => None,
        }
    }
}

/// Turns the bytes of one file into text, piece by piece. A byte that is no character becomes
/// U+FFFD; a byte order mark is swallowed.
pub trait TextDecoder {
    /// Decodes `bytes` behind what came before and appends the text to `out`; `last` = no more
    /// bytes will come.
    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String);
}

/// Makes decoders. The browser has its own, which costs no download; natively it is a library.
pub trait OpenDecoder {
    /// A decoder at the beginning of a file.
    fn open(&self, encoding: Encoding) -> Box<dyn TextDecoder>;
}

/// The decoders of the native runners and tests.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeDecoders;

#[cfg(not(target_arch = "wasm32"))]
impl OpenDecoder for NativeDecoders {
    fn open(&self, encoding: Encoding) -> Box<dyn TextDecoder> {
        let encoding = match encoding {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Gb18030 => encoding_rs::GB18030,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
        };
        Box::new(Native(encoding.new_decoder_with_bom_removal()))
    }
}

#[cfg(not(target_arch = "wasm32"))]
struct Native(encoding_rs::Decoder);

#[cfg(not(target_arch = "wasm32"))]
impl TextDecoder for Native {
    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let more = self.0.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
        out.reserve(more);
        // With the reserved room one call takes all of the bytes.
        let _ = self.0.decode_to_string(bytes, out, last);
    }
}

/// Looks at all bytes of a file before it is read, in pieces.
#[derive(Clone, Debug, Default)]
pub struct Sniffer {
    begin: Vec<u8>,
    seen: u64,
    zeros: u64,
    controls: u64,
    /// Characters of several bytes that are whole in UTF-8.
    characters: u64,
    /// Places where the bytes are not UTF-8.
    breaks: u64,
    /// Bytes of a character that was cut by the end of a piece.
    rest: Vec<u8>,
}

/// What the bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// Text in this encoding, without a broken character.
    Text(Encoding),
    /// Text in this encoding as far as one can see; some characters may be broken.
    MostlyText(Encoding),
    /// No text.
    Binary,
}

impl Sniffer {
    /// Looks at the next piece. False = it is clear that this is no text, the rest need not come.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        if self.begin.len() < 4 {
            let missing = 4 - self.begin.len();
            self.begin.extend(bytes.iter().take(missing));
        }
        self.seen += bytes.len() as u64;
        for byte in bytes {
            self.zeros += u64::from(*byte == 0);
            let odd = *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
            self.controls += u64::from(odd);
        }
        self.check_utf8(bytes);
        self.is_utf16() || !self.looks_binary()
    }

    fn check_utf8(&mut self, bytes: &[u8]) {
        // A thousand breaks settle it: this is some other encoding.
        if self.breaks > 1000 {
            return;
        }
        let joined;
        let bytes = if self.rest.is_empty() {
            bytes
        } else {
            joined = [self.rest.as_slice(), bytes].concat();
            self.rest.clear();
            joined.as_slice()
        };
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            self.characters += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count() as u64;
            let invalid = chunk.invalid();
            if invalid.is_empty() {
                continue;
            }
            let cut = std::str::from_utf8(invalid).is_err_and(|e| e.error_len().is_none());
            if cut && chunks.peek().is_none() {
                self.rest = invalid.to_vec();
            } else {
                self.breaks += 1;
            }
        }
    }

    fn is_utf16(&self) -> bool {
        self.begin.starts_with(&[0xff, 0xfe]) || self.begin.starts_with(&[0xfe, 0xff])
    }

    fn looks_binary(&self) -> bool {
        // Text has no NUL and next to no control characters; random bytes have one in ten.
        self.zeros > 0 || self.controls * 100 > self.seen.max(400)
    }

    /// How many bytes were seen.
    #[must_use]
    pub const fn seen(&self) -> u64 {
        self.seen
    }

    /// The verdict over the beginning of a file: the piece may end in the middle of a character.
    #[must_use]
    pub fn verdict_so_far(mut self) -> Sniffed {
        self.rest.clear();
        self.verdict()
    }

    /// The verdict over everything fed.
    #[must_use]
    pub fn verdict(&self) -> Sniffed {
        let breaks = self.breaks + u64::from(!self.rest.is_empty());
        if self.begin.starts_with(&[0xff, 0xfe]) {
            Sniffed::MostlyText(Encoding::Utf16Le)
        } else if self.begin.starts_with(&[0xfe, 0xff]) {
            Sniffed::MostlyText(Encoding::Utf16Be)
        } else if self.looks_binary() {
            Sniffed::Binary
        } else if breaks == 0 {
            Sniffed::Text(Encoding::Utf8)
        } else if breaks * 20 < self.characters {
            // Chinese text in GBK breaks at nearly every character: this is UTF-8 with a scar.
            Sniffed::MostlyText(Encoding::Utf8)
        } else {
            Sniffed::MostlyText(Encoding::Gb18030)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_bytes() {
        let gbk = encoding_rs::GBK.encode("订单编号,买家会员名").0.into_owned();
        let four_bytes = encoding_rs::GB18030.encode("测试䶮").0.into_owned();
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("a,b".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let mut scarred = "买家会员名,订单编号,".repeat(9).into_bytes();
        scarred.push(0xe4);
        for (bytes, expected, rule) in [
            (b"a,b\n1,2".to_vec(), Sniffed::Text(Encoding::Utf8), "plain"),
            ("\u{feff}订单".as_bytes().to_vec(), Sniffed::Text(Encoding::Utf8), "mark"),
            (gbk, Sniffed::MostlyText(Encoding::Gb18030), "GBK"),
            (four_bytes, Sniffed::MostlyText(Encoding::Gb18030), "four bytes"),
            (utf16, Sniffed::MostlyText(Encoding::Utf16Le), "UTF-16"),
            (scarred, Sniffed::MostlyText(Encoding::Utf8), "UTF-8 cut in a character"),
            (vec![b'a', 0, b'b'], Sniffed::Binary, "a NUL"),
        ] {
            for piece in [1, 2, 3, 1000] {
                let mut sniffer = Sniffer::default();
                bytes.chunks(piece).for_each(|piece| {
                    sniffer.feed(piece);
                });
                assert_eq!(sniffer.verdict(), expected, "{rule} in pieces of {piece}");
            }
        }
    }
}
