//! What a form offers to ask for: the texts and goods that the book has.

use super::goods::Good;
use super::groups::Groups;
use super::test::WordField;
use crate::domain::shop::Shop;

impl Groups {
    /// The texts of a field as far as they are laid out, those that most people have first.
    #[must_use]
    pub fn texts(&self, field: WordField, most: usize) -> Vec<String> {
        let all = self.columns.words.counts(field).chain(self.columns.order_words.counts(field));
        first(all.map(|(text, people)| (text.to_owned(), people)).collect(), most)
    }

    /// The goods that were bought, as far as orders are laid out, those on most days first: by item
    /// number, or by name.
    #[must_use]
    pub fn goods(&self, shop: &Shop, by_number: bool, most: usize) -> Vec<String> {
        let all = self.columns.goods.counts().filter_map(|(good, days)| {
            let text = match good {
                Good::Sku(text) if by_number => text,
                Good::Item(text) if !by_number => text,
                Good::Sku(_) | Good::Item(_) => return None,
            };
            Some((shop.text(Some(text)).to_owned(), days))
        });
        first(all.collect(), most)
    }
}

/// The first of these, the most frequent first, each once.
fn first(mut all: Vec<(String, usize)>, most: usize) -> Vec<String> {
    all.retain(|(text, times)| !text.trim().is_empty() && *times > 0);
    all.sort_unstable_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let mut texts: Vec<String> = Vec::new();
    for (text, _) in all {
        if texts.len() >= most {
            break;
        }
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}
