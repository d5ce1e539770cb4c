//! The database behind the back of the store.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(module = "/tests/browser/sabotage.js")]
extern "C" {
    pub type Sabotage;

    pub fn sabotage(owner: &str, method: &str, nth: u32, how: &str, forever: bool) -> Sabotage;

    #[wasm_bindgen(method)]
    pub fn struck(this: &Sabotage) -> bool;

    pub fn heal();

    /// Something that is given back.
    pub type Held;

    #[wasm_bindgen(method)]
    pub fn release(this: &Held);

    #[wasm_bindgen(js_name = rawHold)]
    async fn raw_hold(database: &str) -> JsValue;

    pub fn without(owner: &str, name: &str) -> Held;

    #[wasm_bindgen(js_name = rawKeys)]
    async fn raw_keys(database: &str, store: &str) -> JsValue;

    #[wasm_bindgen(js_name = rawGet)]
    async fn raw_get(database: &str, store: &str, key: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = rawPut)]
    async fn raw_put(database: &str, store: &str, key: &JsValue, value: &JsValue);

    #[wasm_bindgen(js_name = rawDelete)]
    async fn raw_delete(database: &str, store: &str, key: &JsValue);

    #[wasm_bindgen(js_name = rawDump)]
    async fn raw_dump(database: &str) -> JsValue;

    #[wasm_bindgen(js_name = rawDrop)]
    pub async fn drop_database(database: &str);

    #[wasm_bindgen(js_name = rawSparePaths)]
    async fn raw_spare_paths(database: &str) -> JsValue;

    #[wasm_bindgen(js_name = rawSpareGet)]
    async fn raw_spare_get(database: &str, path: &str) -> JsValue;

    #[wasm_bindgen(js_name = rawSparePut)]
    async fn raw_spare_put(database: &str, path: &str, bytes: &JsValue);

    #[wasm_bindgen(js_name = rawUpgrade)]
    pub async fn upgrade(database: &str, version: u32);

    pub async fn pause(milliseconds: u32);
}

pub async fn keys(database: &str, store: &str) -> Vec<JsValue> {
    raw_keys(database, store).await.unchecked_into::<Array>().iter().collect()
}

/// A handle that gives way to nobody.
pub async fn hold(database: &str) -> Held {
    raw_hold(database).await.unchecked_into()
}

pub async fn count(database: &str, store: &str) -> usize {
    keys(database, store).await.len()
}

/// Numbers and names of keys, in order.
pub async fn names(database: &str, store: &str) -> Vec<String> {
    let name = |key: &JsValue| key.as_string().unwrap_or_else(|| format!("{:?}", key.as_f64()));
    keys(database, store).await.iter().map(name).collect()
}

pub async fn get(database: &str, store: &str, key: impl Into<JsValue>) -> Vec<u8> {
    raw_get(database, store, &key.into()).await.unchecked_into::<Uint8Array>().to_vec()
}

pub async fn put(database: &str, store: &str, key: impl Into<JsValue>, bytes: &[u8]) {
    raw_put(database, store, &key.into(), &Uint8Array::from(bytes)).await;
}

pub async fn delete(database: &str, store: &str, key: impl Into<JsValue>) {
    raw_delete(database, store, &key.into()).await;
}

/// Flips the lowest bit of one byte; counted from the end where `at` is negative.
pub async fn flip(database: &str, store: &str, key: impl Into<JsValue>, at: isize) {
    let key = key.into();
    let mut bytes = get(database, store, key.clone()).await;
    let at = if at < 0 { bytes.len() - at.unsigned_abs() } else { at.unsigned_abs() };
    bytes[at] ^= 1;
    put(database, store, key, &bytes).await;
}

pub async fn dump(database: &str) -> String {
    raw_dump(database).await.as_string().expect("text")
}

/// What the second copy holds, by its paths.
pub async fn spare_paths(database: &str) -> Vec<String> {
    let paths: Array = raw_spare_paths(database).await.unchecked_into();
    paths.iter().filter_map(|path| path.as_string()).collect()
}

/// Flips the lowest bit of one byte of a value of the second copy, counted from its end.
pub async fn flip_spare(database: &str, path: &str, from_end: usize) {
    let mut bytes = raw_spare_get(database, path).await.unchecked_into::<Uint8Array>().to_vec();
    let at = bytes.len() - from_end;
    bytes[at] ^= 1;
    put_spare(database, path, &bytes).await;
}

pub async fn put_spare(database: &str, path: &str, bytes: &[u8]) {
    raw_spare_put(database, path, &Uint8Array::from(bytes)).await;
}
