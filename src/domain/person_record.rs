//! A person as the book keeps him: his key, and what each source says of him.

use std::borrow::Cow;

use super::day::Day;
use super::import::Import;
use super::intern::Index;
use super::person::PersonFacts;
use super::record::Source;
use super::restate::said_at;
use super::stamp::Stamp;

/// One statement on a person, and all who make it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonSighting {
    /// Who says it, sorted, each once.
    pub sources: Vec<Source>,
    /// What is said; nothing but that he is there, where it is empty.
    pub facts: PersonFacts,
}

/// A person of the book of whom some list speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// Who, by the place of his key.
    pub customer: Index,
    /// What is said of him, equal statements once.
    pub sightings: Vec<PersonSighting>,
}

impl PersonRecord {
    /// A person of whom nothing is said yet.
    #[must_use]
    pub const fn new(customer: Index) -> PersonRecord {
        PersonRecord { customer, sightings: Vec::new() }
    }

    /// Everything that is said of him, what was said later over what was said before.
    #[must_use]
    pub fn joined(&self, imports: &[Import]) -> PersonFacts {
        let mut said: Vec<(Stamp, Cow<PersonFacts>)> = Vec::with_capacity(self.sightings.len());
        for sighting in &self.sightings {
            let at = said_at(&sighting.sources, imports);
            match said.iter_mut().find(|(other, _)| *other == at) {
                Some((_, facts)) => facts.to_mut().join(&sighting.facts),
                None => said.push((at, Cow::Borrowed(&sighting.facts))),
            }
        }
        said.sort_unstable_by_key(|(at, _)| *at);
        let mut said = said.into_iter().map(|(_, facts)| facts);
        let mut joined = said.next().map(Cow::into_owned).unwrap_or_default();
        for later in said {
            joined.restate(&later);
        }
        joined.tidy_names();
        joined
    }

    /// Since when he is known: the earliest day that a list gives, else from the beginning.
    #[must_use]
    pub fn known_since(&self) -> Day {
        let days = self.sightings.iter().filter_map(|sighting| sighting.facts.since);
        days.min().unwrap_or(Day::MIN)
    }

    /// Everybody who says something of him.
    pub fn sources(&self) -> impl Iterator<Item = Source> + '_ {
        self.sightings.iter().flat_map(|sighting| sighting.sources.iter().copied())
    }

    /// Adds that these sources say this.
    pub fn add(&mut self, sources: &[Source], facts: PersonFacts) {
        if sources.is_empty() {
            return;
        }
        let at = match self.sightings.iter().position(|known| known.facts == facts) {
            Some(at) => at,
            None => {
                self.sightings.push(PersonSighting { sources: Vec::new(), facts });
                self.sightings.len() - 1
            }
        };
        if let Some(sighting) = self.sightings.get_mut(at) {
            sighting.sources.extend_from_slice(sources);
            sighting.sources.sort_unstable();
            sighting.sources.dedup();
        }
    }

    /// Takes back what `keep` is false for; true where that was something. Statements that nobody
    /// makes any more go.
    pub fn retain_sources(&mut self, mut keep: impl FnMut(Source) -> bool) -> bool {
        let mut taken = false;
        for sighting in &mut self.sightings {
            let before = sighting.sources.len();
            sighting.sources.retain(|source| keep(*source));
            taken |= sighting.sources.len() != before;
        }
        self.sightings.retain(|sighting| !sighting.sources.is_empty());
        taken
    }
}
