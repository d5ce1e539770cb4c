//! The browser's own decoder for the text of files. The tables of GB18030 would cost 100 kB here.

use web_sys::{TextDecodeOptions, TextDecoderOptions};

use crate::format::encoding::{Encoding, OpenDecoder, TextDecoder};

/// Opens the browser's decoders.
pub struct BrowserDecoders;

impl OpenDecoder for BrowserDecoders {
    fn open(&self, encoding: Encoding) -> Box<dyn TextDecoder> {
        let options = TextDecoderOptions::new();
        // A byte order mark is swallowed unless one asks otherwise.
        options.set_fatal(false);
        let decoder = web_sys::TextDecoder::new_with_label_and_options(encoding.label(), &options);
        Box::new(BrowserDecoder(decoder.ok()))
    }
}

/// One file's decoder. `None` cannot happen (every browser of our floor knows these labels); it
/// then decodes to nothing, and the reader refuses the file as empty.
struct BrowserDecoder(Option<web_sys::TextDecoder>);

impl TextDecoder for BrowserDecoder {
    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let Some(decoder) = &self.0 else { return };
        let options = TextDecodeOptions::new();
        options.set_stream(!last);
        if let Ok(text) = decoder.decode_with_u8_array_and_options(bytes, &options) {
            out.push_str(&text);
        }
    }
}
