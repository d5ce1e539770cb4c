//! Files that the seller hands in, read in pieces; and files that he saves.

use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileList, FilePropertyBag, HtmlElement, Url};

/// Why a file could not be read off the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadFault {
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

    /// The browser's handle, to hand it on.
    #[must_use]
    pub fn handle(&self) -> JsValue {
        self.0.clone().into()
    }

    /// The name without a folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
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

    /// A file that was made in the worker.
    #[must_use]
    pub fn of(file: File) -> MadeFile {
        let name = file.name();
        MadeFile { file, name }
    }

    /// The browser's handle, to hand it on.
    #[must_use]
    pub const fn handle(&self) -> &File {
        &self.file
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
        self.push_bytes(piece.as_bytes());
    }

    /// Hands over bytes. They leave our memory at once.
    pub fn push_bytes(&mut self, piece: &[u8]) {
        let parts = Array::of1(&Uint8Array::from(piece));
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
