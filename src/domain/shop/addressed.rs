//! What a customer is called in addresses and marks on the page.

use super::Shop;
use crate::domain::change::write_customer;
use crate::domain::customer::CustomerKey;
use crate::domain::id::name_based;
use crate::domain::intern::Index;
use crate::domain::packed::Writer;

impl Shop {
    /// The place in this book and two bytes of a digest of the key: `17-9f3a`. Browsers write
    /// addresses down and some carry them to other devices, so it must not say who it is; the
    /// digest is too short for that, and long enough to notice that a book was replaced.
    #[must_use]
    pub fn customer_id(&self, at: usize) -> String {
        let check = self.customers().get(at).map(check).unwrap_or_default();
        format!("{at}-{check:04x}")
    }

    /// Who has this id; of two who were joined, the one under whom both stand.
    #[must_use]
    pub fn customer_with_id(&self, id: &str) -> Option<Index> {
        let (at, check_text) = id.split_once('-')?;
        let at: usize = at.parse().ok()?;
        let key = self.customers().get(at)?;
        let same = u16::from_str_radix(check_text, 16).ok()? == check(key);
        let person = self.person_of(Index::at(at));
        (same && self.is_known(person.position())).then_some(person)
    }
}

fn check(key: &CustomerKey) -> u16 {
    let mut out = Writer::default();
    write_customer(key, &mut out);
    let digest = name_based("customer", out.bytes()).into_bytes();
    digest.first_chunk().map_or(0, |bytes| u16::from_be_bytes(*bytes))
}
