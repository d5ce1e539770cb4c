//! Texts that are said of people, found by text.

use hashbrown::HashMap;

use super::bits::Bits;
use super::test::WordField;

/// Different texts, who has each, and which each person has.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    places: HashMap<(WordField, Box<str>), u32>,
    /// The people with each text, by place, rising.
    holders: Vec<Vec<u32>>,
    /// The texts of each person, sorted.
    of: Vec<Box<[u32]>>,
}

impl Words {
    /// Replaces what is said of somebody.
    pub(super) fn set(&mut self, at: usize, said: &[(WordField, &str)]) {
        if self.of.len() <= at {
            self.of.resize_with(at + 1, Box::default);
        }
        let mut words: Vec<u32> =
            said.iter().map(|(field, text)| self.place(*field, text)).collect();
        words.sort_unstable();
        words.dedup();
        let Some(of) = self.of.get_mut(at) else { return };
        let before = std::mem::replace(of, words.into());
        let after = of.clone();
        for gone in before.iter().filter(|it| !after.contains(it)) {
            if let Some(holders) = self.holders.get_mut(*gone as usize)
                && let Ok(place) = holders.binary_search(&(at as u32))
            {
                holders.remove(place);
            }
        }
        for new in after.iter().filter(|it| !before.contains(it)) {
            if let Some(holders) = self.holders.get_mut(*new as usize)
                && let Err(place) = holders.binary_search(&(at as u32))
            {
                holders.insert(place, at as u32);
            }
        }
    }

    fn place(&mut self, field: WordField, text: &str) -> u32 {
        if let Some(known) = self.places.get(&(field, Box::from(text))) {
            return *known;
        }
        let place = self.holders.len() as u32;
        self.places.insert((field, text.into()), place);
        self.holders.push(Vec::new());
        place
    }

    /// The texts of a field, and how many people have each.
    pub(super) fn counts(&self, field: WordField) -> impl Iterator<Item = (&str, usize)> {
        let of_field = self.places.iter().filter(move |((of, _), _)| *of == field);
        of_field.map(|((_, text), place)| {
            (&**text, self.holders.get(*place as usize).map_or(0, Vec::len))
        })
    }

    /// Takes in who has a text in a field that passes.
    pub(super) fn add_holders(
        &self,
        field: WordField,
        passes: impl Fn(&str) -> bool,
        into: &mut Bits,
    ) {
        let found = self.places.iter().filter(|((of, text), _)| *of == field && passes(text));
        for (_, place) in found {
            let holders = self.holders.get(*place as usize).map_or(&[][..], Vec::as_slice);
            holders.iter().for_each(|at| into.insert(*at as usize));
        }
    }
}
