//! What is said, packed; and a shop as buffers that change hands: its pages, as they also lie on disk.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use super::message::ShopParcel;
use crate::domain::change::Collection;
use crate::domain::shop::{PageName, Shop};

/// Words, as they travel.
pub(super) fn packed(words: &impl Serialize) -> Option<JsValue> {
    let bytes = postcard::to_allocvec(words).ok()?;
    Some(Uint8Array::from(bytes.as_slice()).into())
}

/// Words that arrived; `None` where they are of another build.
pub(super) fn unpacked<T: DeserializeOwned>(words: JsValue) -> Option<T> {
    let bytes = words.dyn_into::<Uint8Array>().ok()?.to_vec();
    postcard::from_bytes(&bytes).ok()
}

/// Buffers on their way.
#[derive(Debug, Default)]
pub struct Buffers(Array);

impl Buffers {
    /// What came with a message.
    pub(super) const fn of(array: Array) -> Buffers {
        Buffers(array)
    }

    /// Adds one.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.push(&Uint8Array::from(bytes).buffer());
    }

    /// One of them, taken into our memory and gone from here: a book is not held twice.
    #[must_use]
    pub fn take(&self, at: u32) -> Option<Vec<u8>> {
        let buffer = self.0.get(at).dyn_into::<js_sys::ArrayBuffer>().ok()?;
        self.0.set(at, JsValue::NULL);
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// As JavaScript has them: what is sent, and what changes hands with it.
    pub(super) const fn array(&self) -> &Array {
        &self.0
    }
}

/// Packs a page of a shop.
pub(super) fn pack(shop: &Shop, page: PageName, parcel: &mut ShopParcel, buffers: &mut Buffers) {
    parcel.pages.push((page.collection.number(), page.number));
    buffers.push(&shop.page_bytes(page));
}

/// A shop that is unpacked page by page.
pub struct Unpacking<'a> {
    parcel: &'a ShopParcel,
    buffers: &'a Buffers,
    first: u32,
    at: usize,
    shop: Shop,
}

impl<'a> Unpacking<'a> {
    /// Begins with the buffer `first`.
    #[must_use]
    pub fn begin(parcel: &'a ShopParcel, buffers: &'a Buffers, first: u32) -> Unpacking<'a> {
        Unpacking { parcel, buffers, first, at: 0, shop: Shop::default() }
    }

    /// Unpacks the next page; false when all are there. `None` where the porter is of another
    /// build: what it says cannot be read.
    pub fn step(&mut self) -> Option<bool> {
        let Some((collection, number)) = self.parcel.pages.get(self.at) else {
            return Some(false);
        };
        let page = PageName { collection: Collection::from_number(*collection)?, number: *number };
        let bytes = self.buffers.take(self.first + u32::try_from(self.at).ok()?)?;
        self.shop.read_page(page, &bytes)?;
        self.at += 1;
        Some(true)
    }

    /// The shop, whose columns are not laid out yet.
    #[must_use]
    pub fn shop(self) -> Shop {
        self.shop
    }
}
