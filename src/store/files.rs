//! Files that the seller hands in, read in pieces; and files that he saves.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileList, FilePropertyBag, HtmlElement, Url};

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

    /// The whole content, a piece at a time, each gone before the next comes.
    ///
    /// # Errors
    /// [`ReadFault::Unreadable`].
    pub async fn read_pieces(&self, mut take: impl FnMut(&[u8])) -> Result<(), ReadFault> {
        let size = self.0.size();
        let (mut position, mut bytes) = (0.0, Vec::new());
        while position < size {
            let piece = self.piece(position).await.ok_or(ReadFault::Unreadable)?;
            if piece.length() == 0 {
                return Err(ReadFault::Unreadable);
            }
            bytes.clear();
            append(&mut bytes, &piece);
            take(&bytes);
            position += bytes.len() as f64;
        }
        Ok(())
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
    if let Some(file) = MadeFile::new(name, mime, std::iter::once(text)) {
        let _ = file.save();
    }
}

/// A file that was put together here and is held by the browser, not by us.
#[derive(Clone, Debug)]
pub struct MadeFile {
    file: File,
    name: String,
}

impl MadeFile {
    /// Hands pieces of text over to the browser one by one.
    #[must_use]
    pub fn new<'a>(
        name: &str,
        mime: &str,
        pieces: impl Iterator<Item = &'a str>,
    ) -> Option<MadeFile> {
        let mut parts = FileParts::default();
        pieces.for_each(|piece| parts.push(piece));
        parts.finish(name, mime, None)
    }

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.file.size() as u64
    }

    /// Its bytes again, as the browser gives them back.
    #[must_use]
    pub fn picked(&self) -> PickedFile {
        PickedFile(self.file.clone())
    }

    /// Offers it as a download.
    ///
    /// # Errors
    /// Where the browser has no downloads.
    pub fn save(&self) -> Result<(), JsValue> {
        let document =
            web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let address = Url::create_object_url_with_blob(&self.file)?;
        let link: HtmlElement = document.create_element("a")?.unchecked_into();
        link.set_attribute("href", &address)?;
        link.set_attribute("download", &self.name)?;
        link.click();
        // The browser has taken the address by the time a click returns.
        Url::revoke_object_url(&address)
    }

    /// True where the browser offers to hand files to other apps.
    #[must_use]
    pub fn can_share(&self) -> bool {
        let asked = share_word("canShare")
            .and_then(|(navigator, function)| function.call1(&navigator, &self.share_data()).ok());
        asked.is_some_and(|answer| answer.is_truthy())
    }

    /// Opens the share sheet; to be called from a tap. True when it was handed over.
    pub async fn share(&self) -> bool {
        let Some((navigator, function)) = share_word("share") else { return false };
        let Ok(promise) = function.call1(&navigator, &self.share_data()) else { return false };
        JsFuture::from(js_sys::Promise::from(promise)).await.is_ok()
    }

    fn share_data(&self) -> JsValue {
        let data = js_sys::Object::new();
        let files = Array::of1(&self.file);
        // Setting a field of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&data, &"files".into(), &files);
        data.into()
    }
}

fn share_word(name: &str) -> Option<(JsValue, js_sys::Function)> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let function = js_sys::Reflect::get(&navigator, &name.into()).ok()?;
    function.dyn_into().ok().map(|function| (navigator, function))
}

/// Pieces of a file on their way to the browser.
#[derive(Debug, Default)]
pub struct FileParts(Array);

impl FileParts {
    /// Hands over a piece. It leaves our memory at once.
    pub fn push(&mut self, piece: &str) {
        // As bytes: a string would be turned into UTF-16 and back.
        let parts = Array::of1(&Uint8Array::from(piece.as_bytes()));
        if let Ok(blob) = Blob::new_with_u8_array_sequence(&parts) {
            self.0.push(&blob);
        }
    }

    /// The file; `head` stands before all pieces.
    #[must_use]
    pub fn finish(self, name: &str, mime: &str, head: Option<&str>) -> Option<MadeFile> {
        if let Some(head) = head {
            self.0.unshift(&JsValue::from_str(head));
        }
        let options = FilePropertyBag::new();
        options.set_type(mime);
        let file = File::new_with_blob_sequence_and_options(&self.0, name, &options).ok()?;
        Some(MadeFile { file, name: name.to_owned() })
    }
}
