//! The thinnest binding over IndexedDB that does what the book needs: strict transactions, both
//! ways a transaction can fail, and names of errors instead of exceptions.
//!
//! Nothing but requests of the same transaction may be awaited inside [`transact`]: a transaction
//! with nothing to do commits by itself.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbKeyRange, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::keys;

#[wasm_bindgen]
extern "C" {
    /// web-sys knows no durability, which Chrome has relaxed by default since 121.
    #[wasm_bindgen(extends = Object, js_name = IDBDatabase)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;

    /// web-sys calls this deprecated; it is not.
    #[wasm_bindgen(extends = Object, js_name = IDBTransaction)]
    type CommittableTransaction;

    #[wasm_bindgen(method, catch)]
    fn commit(this: &CommittableTransaction) -> Result<(), JsValue>;
}

/// What can go wrong with the database itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The disk or our share of it is full.
    Quota,
    /// The connection may be dead; another one may live. With the name of the error.
    Lost(String),
    /// The database is newer than this app.
    Newer,
    /// Another tab holds the database and does not let go.
    Blocked,
    /// This store has given way to another tab and does nothing any more.
    Superseded,
    /// Anything else, with the name of the error.
    Other(String),
}

impl Trouble {
    pub(super) fn named(name: String) -> Trouble {
        match name.as_str() {
            "QuotaExceededError" => Trouble::Quota,
            "VersionError" => Trouble::Newer,
            // Browsers kill the process behind the database, mostly while the page is hidden, and
            // say so by one of these.
            "InvalidStateError" | "UnknownError" | "AbortError" => Trouble::Lost(name),
            _ => Trouble::Other(name),
        }
    }
}

impl From<JsValue> for Trouble {
    fn from(thrown: JsValue) -> Trouble {
        let name = Reflect::get(&thrown, &"name".into()).ok().and_then(|name| name.as_string());
        Trouble::named(name.unwrap_or_else(|| "nameless".to_owned()))
    }
}

/// Why a piece of work in a transaction ended: a fact that its caller cares about, or trouble.
#[derive(Debug)]
pub(super) enum Stop<F> {
    Fault(F),
    Trouble(Trouble),
}

impl<F> From<Trouble> for Stop<F> {
    fn from(trouble: Trouble) -> Stop<F> {
        Stop::Trouble(trouble)
    }
}

impl<F> From<JsValue> for Stop<F> {
    fn from(thrown: JsValue) -> Stop<F> {
        Stop::Trouble(thrown.into())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    Write,
}

/// Opens the database, with its empty stores where it is new.
pub(super) async fn open(database: &str) -> Result<IdbDatabase, Trouble> {
    let request = factory()?.open_with_u32(database, keys::VERSION)?;
    let upgrade = Closure::<dyn Fn()>::new({
        let request = request.clone();
        move || {
            if create_stores(&request).is_err() {
                // Half of the stores would be there for good.
                let _ = request.transaction().map(|upgrade| upgrade.abort());
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let event = opening(&request).await;
    request.set_onupgradeneeded(None);
    if event.type_() == "blocked" {
        // Should it open after all, nobody is there to use it, and it must not block others.
        let close = Closure::once_into_js({
            let request = request.clone();
            move || _ = result(&request).map(|late| late.unchecked_into::<IdbDatabase>().close())
        });
        request.set_onsuccess(Some(close.unchecked_ref()));
        return Err(Trouble::Blocked);
    }
    Ok(result(&request)?.unchecked_into())
}

fn create_stores(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    for store in keys::STORES {
        database.create_object_store(store)?;
    }
    Ok(())
}

/// Deletes the database with everything in it.
pub(super) async fn delete(database: &str) -> Result<(), Trouble> {
    let request = factory()?.delete_database(database)?;
    if opening(&request).await.type_() == "blocked" {
        return Err(Trouble::Blocked);
    }
    result(&request).map(|_| ())
}

fn factory() -> Result<web_sys::IdbFactory, Trouble> {
    let window = web_sys::window().ok_or_else(|| Trouble::Other("no window".to_owned()))?;
    window.indexed_db()?.ok_or_else(|| Trouble::Other("no IndexedDB".to_owned()))
}

/// Waits for `success`, `error` or `blocked`, whichever is first.
async fn opening(request: &IdbOpenDbRequest) -> Event {
    event(&mut |resolve| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(resolve));
        request.set_onblocked(Some(resolve));
    })
    .wait()
    .await
}

fn result(request: &IdbRequest) -> Result<JsValue, Trouble> {
    match request.error()? {
        Some(error) => Err(Trouble::named(error.name())),
        None => Ok(request.result()?),
    }
}

/// An event that will come. It is listened for from the start, not only while somebody waits.
struct Awaited(JsFuture);

/// `listen` hands the function it is given to every handler that may be called. A promise that
/// only ever resolves is never reported as rejected and unheard.
fn event(listen: &mut dyn FnMut(&js_sys::Function)) -> Awaited {
    Awaited(JsFuture::from(Promise::new(&mut |resolve, _| listen(&resolve))))
}

impl Awaited {
    async fn wait(self) -> Event {
        self.0.await.unwrap_or_else(|never| never).unchecked_into()
    }
}

/// The answer to one request.
pub(super) struct Answer {
    request: IdbRequest,
    came: Awaited,
}

impl Answer {
    fn to(request: IdbRequest) -> Answer {
        let came = event(&mut |resolve| {
            request.set_onsuccess(Some(resolve));
            request.set_onerror(Some(resolve));
        });
        Answer { request, came }
    }

    /// Waits for it.
    pub(super) async fn value(self) -> Result<JsValue, Trouble> {
        self.came.wait().await;
        result(&self.request)
    }
}

/// An open transaction. Requests run in the order in which they are made.
pub(super) struct Transaction {
    inner: IdbTransaction,
    ended: Awaited,
}

/// Runs `work` in one transaction: all of it is durable when this returns `Ok`; after `Err` none of
/// it is there, except where the connection was lost while it committed.
pub(super) async fn transact<T, F>(
    database: &IdbDatabase,
    stores: &[&str],
    mode: Mode,
    work: impl AsyncFnOnce(&Transaction) -> Result<T, Stop<F>>,
) -> Result<T, Stop<F>> {
    let transaction = Transaction::begin(database, stores, mode)?;
    match work(&transaction).await {
        Ok(value) => transaction.finish().await.map(|()| value).map_err(Stop::Trouble),
        // Where the browser ended it, the cause stands in the transaction, and the requests that
        // were open only say that they were aborted.
        Err(stop) => Err(transaction.give_up().await.map_or(stop, Stop::Trouble)),
    }
}

impl Transaction {
    fn begin(database: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<Transaction, Trouble> {
        let names: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
        let options = Object::new();
        let mode = match mode {
            Mode::Read => "readonly",
            Mode::Write => {
                // On the disk before we say that it is, not in a buffer of the system.
                Reflect::set(&options, &"durability".into(), &"strict".into())?;
                "readwrite"
            }
        };
        let durable: &DurableDatabase = database.unchecked_ref();
        let inner = durable.transaction(&names, mode, &options)?;
        let ended = event(&mut |resolve| {
            inner.set_oncomplete(Some(resolve));
            // A full disk found while committing fires abort alone, without any error before.
            inner.set_onabort(Some(resolve));
            inner.set_onerror(Some(resolve));
        });
        Ok(Transaction { inner, ended })
    }

    /// The value under `key`; undefined where there is none.
    pub(super) fn get(&self, store: &str, key: &JsValue) -> Result<Answer, Trouble> {
        Ok(Answer::to(self.inner.object_store(store)?.get(key)?))
    }

    /// All keys, or those in `range`, in order.
    pub(super) async fn keys(
        &self,
        store: &str,
        range: Option<&IdbKeyRange>,
    ) -> Result<Array, Trouble> {
        let store = self.inner.object_store(store)?;
        let request = match range {
            Some(range) => store.get_all_keys_with_key(range)?,
            None => store.get_all_keys()?,
        };
        Ok(Answer::to(request).value().await?.unchecked_into())
    }

    /// All values in `range`, in the order of their keys.
    pub(super) async fn values(&self, store: &str, range: &IdbKeyRange) -> Result<Array, Trouble> {
        let store = self.inner.object_store(store)?;
        let values = Answer::to(store.get_all_with_key(range)?).value().await?;
        Ok(values.unchecked_into())
    }

    /// Puts `value` under `key`, over whatever stands there.
    pub(super) fn put(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Trouble> {
        self.inner.object_store(store)?.put_with_key(value, key)?;
        Ok(())
    }

    /// Puts `value` under `key`; where something stands there already, the transaction fails.
    pub(super) fn add(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Trouble> {
        self.inner.object_store(store)?.add_with_key(value, key)?;
        Ok(())
    }

    /// Removes what stands under `key`, or in the range that `key` may be.
    pub(super) fn delete(&self, store: &str, key: &JsValue) -> Result<(), Trouble> {
        self.inner.object_store(store)?.delete(key)?;
        Ok(())
    }

    async fn finish(self) -> Result<(), Trouble> {
        // Without it the browser commits as well, one turn later.
        let _ = self.inner.unchecked_ref::<CommittableTransaction>().commit();
        let event = self.ended.wait().await;
        if event.type_() == "complete" {
            return Ok(());
        }
        let error = self.inner.error().or_else(|| {
            let request = event.target()?.dyn_into::<IdbRequest>().ok()?;
            request.error().ok()?
        });
        Err(Trouble::named(error.map_or_else(|| "AbortError".to_owned(), |error| error.name())))
    }

    /// Takes everything back, and says why the browser had done so already.
    async fn give_up(self) -> Option<Trouble> {
        // Throws where it has ended already.
        let _ = self.inner.abort();
        self.ended.wait().await;
        self.inner.error().map(|error| Trouble::named(error.name()))
    }
}
