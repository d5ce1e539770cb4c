//! An order as the book keeps it: its key, what each source says of it, and what the seller said.

use std::borrow::Cow;

use super::customer::Platform;
use super::day::Day;
use super::id::OrderId;
use super::import::Import;
use super::intern::Index;
pub use super::marks::Marks;
use super::money::Fen;
use super::quantity::Quantity;
use super::restate::said_at;
use super::sighting::Content;
use super::stamp::Stamp;
use super::tables::LookUp;

/// The number of an order. Digits are held as a number and their count, for a million of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderNumber {
    /// Up to 19 digits.
    Digits {
        /// Their value.
        value: u64,
        /// How many there are, leading zeros included.
        length: u8,
    },
    /// Anything else, as a text of the tables.
    Text(Index),
}

impl OrderNumber {
    /// The number in digits; `None` where it holds something else.
    #[must_use]
    pub fn digits(text: &str) -> Option<OrderNumber> {
        let length = u8::try_from(text.len()).ok().filter(|length| (1..=19).contains(length))?;
        let all = text.bytes().all(|byte| byte.is_ascii_digit());
        let value = text.parse().ok().filter(|_| all)?;
        Some(OrderNumber::Digits { value, length })
    }

    /// As it is written.
    #[must_use]
    pub fn to_text(self, tables: &impl LookUp) -> String {
        match self {
            OrderNumber::Digits { value, length } => {
                format!("{value:0width$}", width = usize::from(length))
            }
            OrderNumber::Text(at) => tables.text(at).to_owned(),
        }
    }
}

/// What an order without a number is known by; equal ones are told apart by their occurrence
/// within a file (semantics 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unnumbered {
    /// Who bought.
    pub customer: Option<Index>,
    /// The business day.
    pub day: Option<Day>,
    /// The amount.
    pub amount_fen: Option<Fen>,
    /// The quantity.
    pub quantity: Quantity,
    /// 1 for the first of equal rows of a file.
    pub occurrence: u32,
}

/// What an order is known by within its platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderName {
    /// Its number.
    Numbered(OrderNumber),
    /// Its content.
    Unnumbered(Unnumbered),
    /// It was written down by hand.
    ByHand(OrderId),
}

/// The natural key of an order (semantics 2). The shop's name is no part of it: the platforms
/// number orders across all shops, and some exports leave the name out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrderKey {
    /// Where it comes from.
    pub platform: Platform,
    /// Its name there.
    pub name: OrderName,
}

/// Who says something of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The seller, or an undone import where the seller had touched the order since.
    Hand,
    /// An import, by its place in the book.
    Import(Index),
}

/// One statement on an order, and all who make it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// Who says it, sorted, each once.
    pub sources: Vec<Source>,
    /// What is said.
    pub content: Content,
}

/// An order of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRecord {
    /// Its key.
    pub key: OrderKey,
    /// What the seller said of it.
    pub marks: Marks,
    /// What is said of it, equal statements once.
    pub sightings: Vec<Sighting>,
}

impl OrderRecord {
    /// An order of which nothing is said yet.
    #[must_use]
    pub fn new(key: OrderKey) -> OrderRecord {
        OrderRecord { key, marks: Marks::default(), sightings: Vec::new() }
    }

    /// Everything that is said of it, what was said later over what was said before.
    #[must_use]
    pub fn joined(&self, tables: &impl LookUp, imports: &[Import]) -> Content {
        if let [one] = self.sightings.as_slice() {
            return one.content.clone();
        }
        let mut said: Vec<(Stamp, Cow<Content>)> = Vec::with_capacity(self.sightings.len());
        for sighting in &self.sightings {
            let at = said_at(&sighting.sources, imports);
            match said.iter_mut().find(|(other, _)| *other == at) {
                Some((_, content)) => content.to_mut().join(&sighting.content, tables),
                None => said.push((at, Cow::Borrowed(&sighting.content))),
            }
        }
        said.sort_unstable_by_key(|(at, _)| *at);
        let mut said = said.into_iter().map(|(_, content)| content);
        let mut joined = said.next().map(Cow::into_owned).unwrap_or_default();
        for later in said {
            joined.restate(&later);
        }
        joined
    }

    /// Everybody who says something of it.
    pub fn sources(&self) -> impl Iterator<Item = Source> + '_ {
        self.sightings.iter().flat_map(|sighting| sighting.sources.iter().copied())
    }

    /// Adds that these sources say this.
    pub fn add(&mut self, sources: &[Source], content: Content) {
        if sources.is_empty() {
            return;
        }
        let at = match self.sightings.iter().position(|known| known.content == content) {
            Some(at) => at,
            None => {
                self.sightings.push(Sighting { sources: Vec::new(), content });
                self.sightings.len() - 1
            }
        };
        if let Some(sighting) = self.sightings.get_mut(at) {
            sighting.sources.extend_from_slice(sources);
            sighting.sources.sort_unstable();
            sighting.sources.dedup();
        }
    }

    /// Takes back what `keep` is false for. Statements that nobody makes any more go.
    pub fn retain_sources(&mut self, mut keep: impl FnMut(Source) -> bool) {
        for sighting in &mut self.sightings {
            sighting.sources.retain(|source| keep(*source));
        }
        self.sightings.retain(|sighting| !sighting.sources.is_empty());
    }

    /// True where the seller said something of it.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        !self.marks.is_empty()
    }
}
