//! Everybody of a book, ready to be searched.

use super::said::said_of;
use super::texts::{Field, Texts};
use crate::domain::customer::CustomerKey;
use crate::domain::intern::Index;
use crate::domain::shop::Shop;

/// What all people of a book can be found by: filled some people at a time, and gone through again
/// when the book has changed. What is still the same costs no writing.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    texts: Texts,
    at: usize,
    /// How many there were, and the last of them: by that a book is known again that only grew.
    ends: Option<(usize, CustomerKey)>,
}

impl Directory {
    /// Begins to go through a book. Of another book than before nothing is kept.
    pub fn begin(&mut self, shop: &Shop) {
        if !self.fits(shop) {
            self.texts = Texts::default();
            self.ends = None;
        }
        self.at = 0;
    }

    /// True where everybody was seen once and stands in this book where he stood.
    #[must_use]
    pub fn fits(&self, shop: &Shop) -> bool {
        match &self.ends {
            Some((count, last)) => shop.customers().get(count.wrapping_sub(1)) == Some(last),
            None => shop.customers().is_empty(),
        }
    }

    /// Looks at so many people; false when all are seen.
    pub fn step(&mut self, shop: &Shop, people: usize) -> bool {
        let keys = shop.customers();
        let end = self.at.saturating_add(people).min(keys.len());
        while self.at < end {
            put(&mut self.texts, shop, self.at);
            self.at += 1;
        }
        let goes_on = self.at < keys.len();
        if !goes_on {
            self.ends = keys.last().map(|last| (keys.len(), last.clone()));
        }
        goes_on
    }

    /// What people can be found by, by their place.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// Whoever stands under another one is found there: by his keys, and by what lists say of them.
fn put(texts: &mut Texts, shop: &Shop, at: usize) {
    let person = Index::at(at);
    let Some(key) = shop.customers().get(at) else { return };
    if shop.person_of(person) != person || !shop.is_known(at) {
        texts.set(at, &[]);
        return;
    }
    let facts = shop.person(person);
    let members = shop.members(person).into_iter().filter(|it| *it != person);
    let others: Vec<_> = members
        .filter_map(|it| Some((shop.tables().customers.get(it)?, shop.listed(it))))
        .collect();
    let mut said: Vec<(Field, &str)> = said_of(key, facts.as_ref());
    for (key, facts) in &others {
        for it in said_of(key, facts.as_ref()) {
            if !said.contains(&it) {
                said.push(it);
            }
        }
    }
    texts.set(at, &said);
}
