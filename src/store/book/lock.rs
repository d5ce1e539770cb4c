//! One writer at a time among the tabs of this browser.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::BookName;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, which web-sys counts as unstable.
    #[wasm_bindgen(extends = Object, js_name = LockManager)]
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &Locks,
        name: &str,
        options: &JsValue,
        callback: &JsValue,
    ) -> Result<Request, JsValue>;

    /// The promise of a lock's whole life.
    #[wasm_bindgen(extends = Object, js_name = Promise)]
    type Request;

    #[wasm_bindgen(method)]
    fn then(this: &Request, ended: &Function, refused: &Function) -> JsValue;
}

/// Runs `work` while no other tab, and nothing else in this one, writes to the book.
///
/// Where the browser has no locks, or refuses them, it runs without: every commit looks at the head
/// inside its own transaction, so that the loser of a race is told and nothing is overwritten.
/// `work` must not ask for the same lock again: it would wait for itself.
pub async fn with_lock<T>(name: BookName, work: impl Future<Output = T>) -> T {
    with_lock_on(name.label(), work).await
}

/// [`with_lock`] by the name of a database.
pub async fn with_lock_on<T>(database: &str, work: impl Future<Output = T>) -> T {
    let _held = Held::take(database).await;
    work.await
}

/// The lock is given back when this is dropped, also when that happens before it was granted.
struct Held {
    release: Option<Function>,
}

impl Held {
    async fn take(name: &str) -> Held {
        let mut held = Held { release: None };
        let Some(locks) = locks() else { return held };
        let life = Promise::new(&mut |resolve, _| held.release = Some(resolve));
        let granted = Promise::new(&mut |granted, _| {
            let life = life.clone();
            let callback = Closure::once_into_js({
                let granted = granted.clone();
                move |_lock: JsValue| -> Promise {
                    let _ = granted.call0(&JsValue::UNDEFINED);
                    life
                }
            });
            let options = Object::new();
            let asked = Reflect::set(&options, &"mode".into(), &"exclusive".into())
                .and_then(|_| locks.request(name, &options, &callback));
            match asked {
                // Refused (a sandboxed frame, a page going away): go on without.
                Ok(request) => _ = request.then(&granted, &granted),
                Err(_) => _ = granted.call0(&JsValue::UNDEFINED),
            }
        });
        let _ = JsFuture::from(granted).await;
        held
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

fn locks() -> Option<Locks> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined() && !locks.is_null()).then(|| locks.unchecked_into())
}
