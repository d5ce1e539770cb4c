//! Everybody who can be called, as cards for a phone.

use super::only::Only;
use super::privacy::Counting;
use super::{permille, vcard};
use crate::domain::intern::Index;
use crate::domain::shop::Shop;

/// The contacts of a shop on their way out.
#[derive(Debug)]
pub struct Contacts<'a> {
    shop: &'a Shop,
    everybody: bool,
    only: Only,
    at: usize,
}

impl<'a> Contacts<'a> {
    /// Begins; without `everybody` only those with a phone that reaches them.
    #[must_use]
    pub fn new(shop: &'a Shop, everybody: bool) -> Contacts<'a> {
        Contacts { shop, everybody, only: Only::default(), at: 0 }
    }

    /// The same for some of them.
    #[must_use]
    pub fn only(self, only: Only) -> Contacts<'a> {
        Contacts { only, ..self }
    }

    /// The next card, its phones counted; `None` behind the last.
    pub fn next_card(&mut self, counting: &mut Counting) -> Option<String> {
        loop {
            let at = self.at;
            let key = self.shop.customers().get(at)?;
            self.at += 1;
            if !self.shop.is_known(at) || !self.only.holds(self.shop, Index::at(at)) {
                continue;
            }
            let facts = self.shop.person(Index::at(at)).unwrap_or_default();
            let Some(card) = vcard::card(key, &facts, self.everybody) else { continue };
            facts.phones.iter().for_each(|phone| counting.see_phones(phone));
            counting.see_phones(key.label());
            return Some(card);
        }
    }

    /// Thousandths that are done.
    #[must_use]
    pub fn permille(&self) -> u16 {
        permille(self.at, self.shop.customers().len())
    }
}
