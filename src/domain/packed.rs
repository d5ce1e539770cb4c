//! Values packed into bytes: how a million orders stand in memory, and on disk in the same form.
//!
//! Whole numbers are little-endian groups of seven bits (LEB128), signed ones zigzag first, texts
//! their length and UTF-8. Reading never panics: what cannot be read is `None`.

/// Writes packed values.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// The bytes written so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, for keeping.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Begins anew and keeps the room.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// One byte.
    pub fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// A whole number from 0 on.
    pub fn unsigned(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A whole number: small amounts on either side of 0 take few bytes.
    pub fn signed(&mut self, value: i64) {
        self.unsigned(((value << 1) ^ (value >> 63)).cast_unsigned());
    }

    /// A text with its length.
    pub fn text(&mut self, text: &str) {
        self.run(text.as_bytes());
    }

    /// Bytes with their length.
    pub fn run(&mut self, bytes: &[u8]) {
        self.unsigned(bytes.len() as u64);
        self.raw(bytes);
    }

    /// Bytes whose length the reader knows.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }
}

/// Reads packed values from the front.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Over these bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes }
    }

    /// True when all is read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// How many bytes are left.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.bytes.len()
    }

    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    /// A whole number from 0 on.
    pub fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let group = u64::from(byte & 0x7f);
            // The tenth group has room for one bit.
            if shift == 63 && group > 1 {
                return None;
            }
            value |= group << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A whole number.
    pub fn signed(&mut self) -> Option<i64> {
        let value = self.unsigned()?;
        Some((value >> 1).cast_signed() ^ -((value & 1).cast_signed()))
    }

    /// A whole number that fits 32 bits.
    pub fn small(&mut self) -> Option<u32> {
        u32::try_from(self.unsigned()?).ok()
    }

    /// A text.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.run()?).ok()
    }

    /// Bytes with their length.
    pub fn run(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        self.raw(length)
    }

    /// So many bytes.
    pub fn raw(&mut self, length: usize) -> Option<&'a [u8]> {
        let (run, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let numbers = [0, 1, -1, 63, 64, -64, -65, 1 << 40, i64::MAX, i64::MIN];
        let mut writer = Writer::default();
        for number in numbers {
            writer.signed(number);
            writer.unsigned(number.cast_unsigned());
        }
        writer.text("回头");
        writer.byte(7);
        let mut reader = Reader::new(writer.bytes());
        for number in numbers {
            assert_eq!(reader.signed(), Some(number));
            assert_eq!(reader.unsigned(), Some(number.cast_unsigned()));
        }
        assert_eq!(reader.text(), Some("回头"));
        assert_eq!(reader.byte(), Some(7));
        assert!(reader.is_empty());
        assert_eq!(reader.byte(), None);
    }

    #[test]
    fn what_is_cut_or_too_long_is_refused() {
        for (bytes, rule) in [
            (&[0x80][..], "a number that goes on past the end"),
            (&[0xff; 10][..], "more than 64 bits"),
            (&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02][..], "bit 65"),
        ] {
            assert_eq!(Reader::new(bytes).unsigned(), None, "{rule}");
        }
        assert_eq!(Reader::new(&[3, b'a', b'b']).text(), None, "a text that is cut");
        assert_eq!(Reader::new(&[2, 0xc3, 0x28]).text(), None, "no UTF-8");
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x1f]).small(), None, "past 32 bits");
    }
}
