//! A person as the book keeps him: his key, and what each source says of him.

use super::day::Day;
use super::intern::Index;
use super::person::PersonFacts;
use super::record::Source;

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

    /// Everything that is said of him, joined.
    #[must_use]
    pub fn joined(&self) -> PersonFacts {
        let mut joined = PersonFacts::default();
        for sighting in &self.sightings {
            joined.join(&sighting.facts);
        }
        joined
    }

    /// Since when he is known: the earliest day that a list gives, else from the beginning.
    #[must_use]
    pub fn known_since(&self) -> Day {
        let days = self.sightings.iter().filter_map(|sighting| sighting.facts.since);
        days.min().unwrap_or(Day::MIN)
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
