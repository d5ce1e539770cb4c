//! A picture that was drawn on a page, as a file.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag, HtmlCanvasElement};

use crate::store::files::MadeFile;

const MIME: &str = "image/png";

/// The picture of a canvas, held by the browser.
#[derive(Clone, Debug)]
pub struct PictureFile(MadeFile);

impl PictureFile {
    /// What is drawn there now; `None` where the browser gives no pictures.
    pub async fn of(canvas: &HtmlCanvasElement, name: &str) -> Option<PictureFile> {
        let made = Promise::new(&mut |resolve, reject| {
            if canvas.to_blob_with_type(&resolve, MIME).is_err() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        let blob: Blob = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
        let options = FilePropertyBag::new();
        options.set_type(MIME);
        let file =
            File::new_with_blob_sequence_and_options(&Array::of1(&blob), name, &options).ok()?;
        Some(PictureFile(MadeFile::of(file)))
    }

    /// True where the browser hands pictures to other apps.
    #[must_use]
    pub fn can_share(&self) -> bool {
        self.0.can_share()
    }

    /// Opens the share sheet; to be called from a tap.
    pub async fn share(&self) -> bool {
        self.0.share().await
    }

    /// Offers it as a download; false where the browser has none.
    #[must_use]
    pub fn save(&self) -> bool {
        self.0.save().is_ok()
    }
}
