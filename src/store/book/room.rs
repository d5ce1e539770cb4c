//! What the browser says about the room it gives us, and whether it promises to keep it.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Bytes used and bytes allowed, as the browser estimates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Used by this site.
    pub usage_bytes: u64,
    /// Allowed to this site.
    pub quota_bytes: u64,
}

/// Whether the browser has promised not to clear the book by itself. `None` where it does not say.
pub async fn persisted() -> Option<bool> {
    answer(manager()?.persisted()).await?.as_bool()
}

/// Asks for that promise. Chrome decides without a question, Firefox asks the seller.
pub async fn persist() -> Option<bool> {
    answer(manager()?.persist()).await?.as_bool()
}

/// How much room there is.
pub async fn estimate() -> Option<Room> {
    let estimate = answer(manager()?.estimate()).await?;
    let field = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some(Room { usage_bytes: field("usage")? as u64, quota_bytes: field("quota")? as u64 })
}

/// The manager is missing on pages that are not served securely.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let there = Reflect::get(&navigator, &"storage".into()).ok()?;
    (!there.is_undefined() && !there.is_null()).then(|| navigator.storage())
}

async fn answer(asked: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(asked.ok()?).await.ok()
}
