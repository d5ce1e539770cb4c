//! The page's side: sends an errand and hears what comes of it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

use super::message::{Ask, Fault, ShopParcel, Tell};
pub use super::parcel::{Buffers, Unpacking};
use super::parcel::{packed, unpacked};
use crate::domain::shop::{PageName, Shop};
use crate::store::files::{MadeFile, PickedFile};

/// What an errand brought: words, buffers, and a file where one was made.
#[derive(Debug)]
pub struct Told {
    /// The words.
    pub tell: Tell,
    /// What came along.
    pub buffers: Buffers,
    /// The file that was made.
    pub file: Option<MadeFile>,
}

/// An errand on its way. It ends when this is dropped, wherever it is.
pub struct Errand {
    worker: Worker,
    inbox: Rc<RefCell<Inbox>>,
    _hears: Closure<dyn FnMut(MessageEvent)>,
    _fails: Closure<dyn FnMut(JsValue)>,
}

/// Ends an errand from elsewhere: whoever waits for it hears that the porter is lost, and drops it.
#[derive(Clone, Debug)]
pub struct Stop(Weak<RefCell<Inbox>>);

impl Stop {
    /// Ends it now; nothing where it has ended.
    pub fn now(&self) {
        if let Some(inbox) = self.0.upgrade() {
            let mut inbox = inbox.borrow_mut();
            inbox.told.clear();
            inbox.put(Err(Fault::PorterLost));
        }
    }
}

#[derive(Debug, Default)]
struct Inbox {
    told: VecDeque<Result<Told, Fault>>,
    ready: bool,
    waker: Option<Waker>,
}

impl Inbox {
    fn put(&mut self, told: Result<Told, Fault>) {
        self.told.push_back(told);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Errand {
    /// Sends the porter.
    ///
    /// # Errors
    /// [`Fault::NoPorter`] where it cannot be had, [`Fault::PorterLost`] where it breaks down on
    /// the way.
    pub async fn send(ask: &Ask, files: &[PickedFile], parts: Buffers) -> Result<Errand, Fault> {
        let worker = porter().ok_or(Fault::NoPorter)?;
        let inbox = Rc::new(RefCell::new(Inbox::default()));
        let hears = {
            let inbox = Rc::clone(&inbox);
            Closure::new(move |event: MessageEvent| {
                let mut inbox = inbox.borrow_mut();
                let told = told(&event.data()).ok_or(Fault::PorterLost);
                inbox.ready |= told.is_ok();
                inbox.put(told);
            })
        };
        let fails = {
            let inbox = Rc::clone(&inbox);
            Closure::new(move |_: JsValue| {
                let mut inbox = inbox.borrow_mut();
                let fault = if inbox.ready { Fault::PorterLost } else { Fault::NoPorter };
                inbox.put(Err(fault));
            })
        };
        worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
        let mut errand = Errand { worker, inbox, _hears: hears, _fails: fails };
        // Words that come before it listens would be lost.
        errand.next().await?;
        errand.post(ask, files, &parts).ok_or(Fault::PorterLost)?;
        Ok(errand)
    }

    /// The way to end it from elsewhere.
    #[must_use]
    pub fn stop(&self) -> Stop {
        Stop(Rc::downgrade(&self.inbox))
    }

    fn post(&self, ask: &Ask, files: &[PickedFile], parts: &Buffers) -> Option<()> {
        let message = Array::of3(
            &packed(ask)?,
            parts.array(),
            &files.iter().map(PickedFile::handle).collect::<Array>(),
        );
        self.worker.post_message_with_transfer(&message, parts.array()).ok()
    }

    /// What comes next.
    ///
    /// # Errors
    /// [`Fault::PorterLost`] where the porter broke down.
    pub async fn next(&mut self) -> Result<Told, Fault> {
        poll_fn(|context| {
            let mut inbox = self.inbox.borrow_mut();
            match inbox.told.pop_front() {
                Some(told) => Poll::Ready(told),
                None => {
                    inbox.waker = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Packs a page of a shop for an errand.
pub fn pack(shop: &Shop, page: PageName, parcel: &mut ShopParcel, buffers: &mut Buffers) {
    super::parcel::pack(shop, page, parcel, buffers);
}

/// A new porter; its name in this build stands on the window (`public/boot.js`).
fn porter() -> Option<Worker> {
    let window = web_sys::window()?;
    let name = Reflect::get(&window, &"huitouPorter".into()).ok()?.as_string()?;
    Worker::new(&name).ok()
}

fn told(message: &JsValue) -> Option<Told> {
    let message: &Array = message.dyn_ref()?;
    let tell = unpacked(message.get(0))?;
    let buffers = Buffers::of(message.get(1).dyn_into().ok()?);
    let file = message.get(2).dyn_into().ok().map(MadeFile::of);
    Some(Told { tell, buffers, file })
}
