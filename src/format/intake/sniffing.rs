//! The first pass over the bytes of a file: what they are, and whether they unpack without end.

use std::io::Read as _;

use crate::format::encoding::Sniffer;
use crate::format::problem::{NotATable, Refusal};
use crate::format::table::bytes::ByteStream;

/// Bytes looked at for one row's worth of work in the first pass.
const SNIFFED_BYTES_PER_ROW: usize = 512;
/// Bytes that an archive may unpack to; and, past the first of these, how many times its own size:
/// order files shrink to a tenth, not to a thousandth.
const LARGEST_UNPACKED: u64 = 1 << 30;
const UNPACKED_FREELY: u64 = 32 << 20;
const LARGEST_RATIO: u64 = 250;

/// Looks at the next bytes; false when all are seen or it is clear that they are no text.
pub(super) fn sniff(
    stream: &mut ByteStream,
    sniffer: &mut Sniffer,
    max_rows: usize,
) -> Result<bool, Refusal> {
    let mut buffer = vec![0; 64 * 1024];
    let mut left = max_rows.saturating_mul(SNIFFED_BYTES_PER_ROW).max(buffer.len());
    while left > 0 {
        let n = stream.read(&mut buffer).map_err(|_| Refusal::Truncated { line: None })?;
        let more = n > 0 && sniffer.feed(buffer.get(..n).unwrap_or_default());
        let limit = stream.position().saturating_mul(LARGEST_RATIO).max(UNPACKED_FREELY);
        let is_archive = matches!(stream, ByteStream::Gzip(_));
        if is_archive && sniffer.seen() > limit.min(LARGEST_UNPACKED) {
            return Err(Refusal::NotATable(NotATable::Inflated));
        }
        if !more {
            return Ok(false);
        }
        left = left.saturating_sub(n);
    }
    Ok(true)
}
