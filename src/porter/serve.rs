//! The porter's side: hears an errand and does it.

use js_sys::{Array, global};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use super::message::{Ask, DemoAsk, Tell};
use super::parcel::{Buffers, packed, unpacked};
use super::{exporting, reading, sealing, writing};
use crate::demo::staged_demo;
use crate::domain::day::Day;
use crate::format::readings::readings_table;

/// What came with an errand.
pub(super) struct Luggage {
    pub(super) buffers: Buffers,
    pub(super) files: Vec<File>,
}

/// Listens for the errand.
///
/// # Panics
/// Never: outside of a worker it does nothing.
pub fn start() {
    std::panic::set_hook(Box::new(console_error_panic_hook::hook));
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let hears = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        // What cannot be read is of another build: the page hears nothing and gives up on us.
        let _ = take(&event.data());
    });
    scope.set_onmessage(Some(hears.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hears.forget();
    tell(&Tell::Ready);
}

fn take(message: &JsValue) -> Option<()> {
    let message: &Array = message.dyn_ref()?;
    let ask = unpacked(message.get(0))?;
    let files = message.get(2).dyn_into::<Array>().ok()?;
    let luggage = Luggage {
        buffers: Buffers::of(message.get(1).dyn_into().ok()?),
        files: files.iter().filter_map(|file| file.dyn_into().ok()).collect(),
    };
    match ask {
        Ask::Read(ask) => reading::read(&ask, luggage),
        Ask::Restore => reading::restore_file(&luggage),
        Ask::Backup(ask) => writing::backup(&ask, &luggage),
        Ask::Seal(ask) => sealing::seal(&ask, &luggage),
        Ask::Unseal(passphrase) => sealing::unseal(&passphrase, &luggage),
        Ask::Export(ask) => exporting::export(&ask, &luggage),
        Ask::Readings => hand_over_readings(),
        Ask::Demo(ask) => hand_over_demo(&ask),
    }
    Some(())
}

fn hand_over_demo(ask: &DemoAsk) {
    let shop = staged_demo(Day::from_number(ask.today), ask.seed, &ask.file);
    let mut buffers = Buffers::default();
    let parcel = reading::pack_all(&shop, &mut buffers);
    tell_with(&Tell::Demo(parcel), &buffers, None);
}

fn hand_over_readings() {
    let mut buffers = Buffers::default();
    buffers.push(readings_table());
    tell_with(&Tell::Readings, &buffers, None);
}

/// Says something to the page.
pub(super) fn tell(tell: &Tell) {
    tell_with(tell, &Buffers::default(), None);
}

/// Says something and hands something over.
pub(super) fn tell_with(tell: &Tell, buffers: &Buffers, file: Option<&File>) {
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Some(words) = packed(tell) else { return };
    let file = file.map_or(JsValue::NULL, |file| file.into());
    let message = Array::of3(&words, buffers.array(), &file);
    // A page that is gone hears nothing.
    let _ = scope.post_message_with_transfer(&message, buffers.array());
}
