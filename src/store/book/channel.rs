//! A word to the other tabs that the book has moved on. It only wakes them: what happened they read
//! from the book.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::BookName;

/// A channel to the other tabs; a silent one where the browser has none.
pub struct Channel {
    inner: Option<BroadcastChannel>,
    // Held for as long as the browser may call it.
    _heard: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Joins; `heard` is told the number of the last commit whenever another tab has committed.
    #[must_use]
    pub fn join(name: BookName, heard: impl Fn(u64) + 'static) -> Channel {
        Channel::join_on(name.label(), heard)
    }

    /// [`Channel::join`] by the name of a database.
    #[must_use]
    pub fn join_on(database: &str, heard: impl Fn(u64) + 'static) -> Channel {
        let heard = Closure::new(move |event: MessageEvent| {
            if let Some(seq) = event.data().as_f64().filter(|seq| *seq >= 0.0) {
                heard(seq as u64);
            }
        });
        let inner = BroadcastChannel::new(database).ok();
        if let Some(channel) = &inner {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
        Channel { inner, _heard: heard }
    }

    /// Tells the other tabs that `seq` is the last commit.
    pub fn send(&self, seq: u64) {
        if let Some(channel) = &self.inner {
            // Nobody is lost without it: every commit looks at the book itself.
            let _ = channel.post_message(&JsValue::from_f64(seq as f64));
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(channel) = &self.inner {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
