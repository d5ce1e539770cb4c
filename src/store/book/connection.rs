//! The handle to the database: it dies under us, and it gives way to others.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, IdbDatabase, IdbVersionChangeEvent};

use super::idb::{self, Mode, Stop, Transaction, Trouble};

/// Why a store has closed for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Superseded {
    /// A newer version of the app, in another tab, wants the database.
    NewerVersion,
    /// Somebody deletes the book.
    Deleted,
}

type Listener = Box<dyn Fn(Superseded)>;

#[derive(Default)]
struct Shared {
    handle: RefCell<Option<IdbDatabase>>,
    superseded: Cell<Option<Superseded>>,
    listener: RefCell<Option<Rc<Listener>>>,
}

impl Shared {
    /// Lets go of `handle`, which may no longer be the one in use.
    fn lost(&self, handle: Option<&IdbDatabase>) {
        let mut current = self.handle.borrow_mut();
        if current.as_ref() == handle {
            *current = None;
        }
    }

    fn give_way(&self, why: Superseded) {
        self.superseded.set(Some(why));
        if let Some(handle) = self.handle.take() {
            // What is under way still ends as it would have.
            handle.close();
        }
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(why);
        }
    }
}

/// A database by name, with a handle that is opened when it is needed.
pub(super) struct Connection {
    database: String,
    shared: Rc<Shared>,
    on_close: Closure<dyn Fn(Event)>,
    on_version_change: Closure<dyn Fn(IdbVersionChangeEvent)>,
}

impl Connection {
    pub(super) fn new(database: &str) -> Connection {
        let shared = Rc::new(Shared::default());
        let on_close = Closure::new({
            let shared = shared.clone();
            move |event: Event| {
                let handle = event.target().map(|target| target.unchecked_into());
                shared.lost(handle.as_ref());
            }
        });
        let on_version_change = Closure::new({
            let shared = shared.clone();
            move |event: IdbVersionChangeEvent| {
                let newer = event.new_version().is_some();
                shared.give_way(if newer { Superseded::NewerVersion } else { Superseded::Deleted });
            }
        });
        Connection { database: database.to_owned(), shared, on_close, on_version_change }
    }

    pub(super) fn on_superseded(&self, listener: Listener) {
        if let Some(why) = self.shared.superseded.get() {
            listener(why);
        }
        self.shared.listener.replace(Some(Rc::new(listener)));
    }

    /// The handle, opened anew where there is none.
    pub(super) async fn handle(&self) -> Result<IdbDatabase, Trouble> {
        self.still_ours()?;
        if let Some(handle) = self.shared.handle.borrow().clone() {
            return Ok(handle);
        }
        let opened = idb::open(&self.database).await?;
        if let Some(handle) = self.shared.handle.borrow().clone() {
            // Somebody else was faster while we waited.
            opened.close();
            return Ok(handle);
        }
        if let Err(trouble) = self.still_ours() {
            opened.close();
            return Err(trouble);
        }
        opened.set_onclose(Some(self.on_close.as_ref().unchecked_ref()));
        opened.set_onversionchange(Some(self.on_version_change.as_ref().unchecked_ref()));
        self.shared.handle.replace(Some(opened.clone()));
        Ok(opened)
    }

    fn still_ours(&self) -> Result<(), Trouble> {
        match self.shared.superseded.get() {
            Some(_) => Err(Trouble::Superseded),
            None => Ok(()),
        }
    }

    /// Lets go of the handle: the next use opens another.
    pub(super) fn let_go(&self) {
        if let Some(handle) = self.shared.handle.take() {
            handle.set_onclose(None);
            handle.set_onversionchange(None);
            handle.close();
        }
    }

    /// Runs `work` in one transaction.
    pub(super) async fn once<T, F>(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl AsyncFnOnce(&Transaction) -> Result<T, Stop<F>>,
    ) -> Result<T, Stop<F>> {
        let handle = self.handle().await?;
        idb::transact(&handle, stores, mode, work).await
    }

    /// Runs `work` in one transaction, and again on a new connection where the first was dead. For
    /// work that may be done twice.
    pub(super) async fn twice<T, F>(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl AsyncFn(&Transaction) -> Result<T, Stop<F>>,
    ) -> Result<T, Stop<F>> {
        match self.once(stores, mode, &work).await {
            Err(Stop::Trouble(Trouble::Lost(_))) => {
                self.let_go();
                self.once(stores, mode, &work).await
            }
            other => other,
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.let_go();
    }
}
