//! Caches of this site, which lie on disk apart from its database.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage};

/// The cache of this name, made where there is none. `None` where the browser has no caches for us.
pub(super) async fn open(name: &str) -> Option<Cache> {
    JsFuture::from(storage()?.open(name)).await.ok()?.dyn_into().ok()
}

/// The cache of this name, where there is one. Opening it would make it.
pub(super) async fn find(name: &str) -> Option<Cache> {
    let there = JsFuture::from(storage()?.has(name)).await.is_ok_and(|there| there.is_truthy());
    if there { open(name).await } else { None }
}

/// Removes the cache of this name.
pub(super) async fn remove(name: &str) {
    if let Some(storage) = storage() {
        // Where it cannot be removed, what stands in it was removed before.
        let _ = JsFuture::from(storage.delete(name)).await;
    }
}

/// Missing on pages that are not served securely.
fn storage() -> Option<CacheStorage> {
    let window: JsValue = web_sys::window()?.into();
    js_sys::Reflect::get(&window, &"caches".into()).ok()?.dyn_into().ok()
}
