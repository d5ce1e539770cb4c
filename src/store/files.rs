//! Files that the seller hands in, read in pieces; and files that he saves.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlElement, Url};

/// Bytes asked of the browser at a time: small enough to stop soon, large enough not to matter.
const PIECE: u32 = 1 << 20;

/// Beyond this a phone's memory gives out in the middle; a million orders are about a third of it.
const LARGEST: f64 = 1_073_741_824.0;

/// Why a file could not be read off the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// The seller stopped it.
    Stopped,
    /// The browser does not give the bytes: moved, changed or locked since it was chosen.
    Unreadable,
    /// Larger than this page can hold.
    TooLarge,
}

/// A file that the seller chose or dropped.
#[derive(Clone, Debug)]
pub struct PickedFile(File);

impl PickedFile {
    /// All files of a chooser or a drop, in its order.
    #[must_use]
    pub fn all(list: &FileList) -> Vec<PickedFile> {
        (0..list.length()).filter_map(|at| list.get(at)).map(PickedFile).collect()
    }

    /// The name without a folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// The whole content. `go_on` is told the share that is read (0 to 1) after each piece and
    /// says whether to go on.
    ///
    /// # Errors
    /// [`ReadFault`], with nothing of the file kept.
    pub async fn read(&self, mut go_on: impl FnMut(f64) -> bool) -> Result<Vec<u8>, ReadFault> {
        let size = self.0.size();
        if size > LARGEST {
            return Err(ReadFault::TooLarge);
        }
        let mut bytes = Vec::with_capacity(size as usize);
        while (bytes.len() as f64) < size {
            let piece = self.piece(bytes.len() as f64).await.ok_or(ReadFault::Unreadable)?;
            if piece.length() == 0 {
                // The file has become shorter than it said.
                return Err(ReadFault::Unreadable);
            }
            append(&mut bytes, &piece);
            if !go_on(bytes.len() as f64 / size) {
                return Err(ReadFault::Stopped);
            }
        }
        Ok(bytes)
    }

    async fn piece(&self, from: f64) -> Option<Uint8Array> {
        let blob = self.0.slice_with_f64_and_f64(from, from + f64::from(PIECE)).ok()?;
        let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer))
    }
}

fn append(bytes: &mut Vec<u8>, piece: &Uint8Array) {
    let start = bytes.len();
    bytes.resize(start + piece.length() as usize, 0);
    if let Some(room) = bytes.get_mut(start..) {
        piece.copy_to(room);
    }
}

/// Offers `text` as a file to save. Does nothing where the browser has no downloads.
pub fn save_text(name: &str, mime: &str, text: &str) {
    // Nothing of ours is lost when a browser refuses: the table still stands on the page.
    let _ = try_save(name, mime, text);
}

fn try_save(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = document.create_element("a")?.unchecked_into();
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    // The browser has taken the address by the time a click returns.
    Url::revoke_object_url(&address)
}
