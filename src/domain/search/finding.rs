//! All people against what was typed, the best first.

use std::ops::Range;
use std::sync::Arc;

use super::matching::{Found, Matcher, Rank};
use super::query::Query;
use super::readings::Readings;
use super::texts::{Field, Texts};

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// His place.
    pub place: usize,
    /// How well he matches: as well as the word that matches worst.
    pub rank: Rank,
    /// What to mark, for each word one.
    pub marks: Vec<Mark>,
}

/// The part of a text that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What the text is.
    pub field: Field,
    /// Which of the texts of [`Texts::of`] it is, from 0.
    pub nth: usize,
    /// Its bytes.
    pub range: Range<usize>,
}

/// A text of somebody, and what in it matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// What the text is.
    pub field: Field,
    /// The text.
    pub text: String,
    /// Its bytes that matched, in order, none twice.
    pub ranges: Vec<Range<usize>>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best, the very best first; equal ones by place.
    pub best: Vec<Hit>,
    /// Where all of them stand, in order, and how well each matches.
    found: Vec<(u32, Rank)>,
    query: Query,
    with_readings: bool,
    version: u64,
}

/// Everybody who matches all words, and the best `limit` of them with what to mark. Without readings
/// nobody is found by pinyin.
#[must_use]
pub fn find(texts: &Texts, readings: Option<&Readings>, query: &Query, limit: usize) -> Hits {
    Arc::new(Hits::default()).refined(texts, readings, query, limit)
}

/// The texts of somebody in which a query was found: what a row of a list marks.
#[must_use]
pub fn matched(
    texts: &Texts,
    readings: Option<&Readings>,
    query: &Query,
    place: usize,
) -> Vec<Matched> {
    let words: Vec<Matcher<'_>> =
        query.words.iter().map(|word| Matcher::new(word, readings)).collect();
    let mut marks = marks(texts, place, &words);
    marks.sort_unstable_by_key(|mark| (mark.nth, mark.range.start, mark.range.end));
    let mut matched: Vec<(usize, Matched)> = Vec::new();
    for Mark { field, nth, range } in marks {
        match matched.last_mut().filter(|(last, _)| *last == nth) {
            Some((_, Matched { ranges, .. })) => match ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => ranges.push(range),
            },
            None => {
                let text = texts.of(place).nth(nth).map(|(_, text)| text.to_owned());
                let text = text.unwrap_or_default();
                matched.push((nth, Matched { field, text, ranges: vec![range] }));
            }
        }
    }
    matched.into_iter().map(|(_, it)| it).collect()
}

impl Hits {
    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.found.len()
    }

    /// What was looked for.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// The places of all of them, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.found.iter().map(|(place, _)| *place as usize)
    }

    /// Those of some people who were found, the best first; equal ones in the order in which they
    /// were given.
    #[must_use]
    pub fn arranged(&self, people: &[u32]) -> Vec<u32> {
        let places = self.found.last().map_or(0, |(place, _)| *place as usize + 1);
        let mut ranks = vec![None; places];
        for (place, rank) in &self.found {
            if let Some(it) = ranks.get_mut(*place as usize) {
                *it = Some(*rank);
            }
        }
        // There are few ranks: each has its own list, and nothing is sorted.
        let mut by_rank = [const { Vec::new() }; Rank::ALL.len()];
        for place in people {
            let rank = ranks.get(*place as usize).copied().flatten();
            let list = rank.and_then(|rank: Rank| by_rank.get_mut(rank as usize));
            if let Some(list) = list {
                list.push(*place);
            }
        }
        by_rank.concat()
    }

    /// What [`find`] finds for the next query. Where that goes on from the one before, only those
    /// found there are looked at.
    #[must_use]
    pub fn refined(
        self: &Arc<Hits>,
        texts: &Texts,
        readings: Option<&Readings>,
        query: &Query,
        limit: usize,
    ) -> Hits {
        let mut finding = Finding::begin(self, texts, readings, query);
        finding.step(texts, readings, usize::MAX);
        finding.end(texts, readings, limit)
    }
}

/// A search that looks at some people at a time, so that nobody who types has to wait for it. Of other
/// texts, or with other readings, than it began with, it must not go on.
#[derive(Clone, Debug)]
pub struct Finding {
    query: Query,
    with_readings: bool,
    version: u64,
    /// Those found before, where it goes on from there; everybody otherwise.
    among: Option<Arc<Hits>>,
    at: usize,
    ranked: Vec<(Rank, u32)>,
}

impl Finding {
    /// Begins. Where the query goes on from the one before, only those found there are looked at.
    #[must_use]
    pub fn begin(
        before: &Arc<Hits>,
        texts: &Texts,
        readings: Option<&Readings>,
        query: &Query,
    ) -> Finding {
        let (version, with_readings) = (texts.version(), readings.is_some());
        let goes_on = query.prolongs(&before.query)
            && before.version == version
            && before.with_readings == with_readings;
        let among = goes_on.then(|| Arc::clone(before));
        Finding { query: query.clone(), with_readings, version, among, at: 0, ranked: Vec::new() }
    }

    /// True where it is still about these texts and readings.
    #[must_use]
    pub const fn fits(&self, texts: &Texts, readings: Option<&Readings>) -> bool {
        self.version == texts.version() && self.with_readings == readings.is_some()
    }

    /// Looks at so many people; false when all are seen.
    pub fn step(&mut self, texts: &Texts, readings: Option<&Readings>, people: usize) -> bool {
        let words: Vec<Matcher<'_>> =
            self.query.words.iter().map(|word| Matcher::new(word, readings)).collect();
        let phrase = self.query.phrase.as_ref().map(|phrase| Matcher::new(phrase, readings));
        let all = self.among.as_ref().map_or(texts.len(), |hits| hits.found.len());
        let end = self.at.saturating_add(people).min(all);
        for nth in self.at..end {
            let place = match &self.among {
                Some(hits) => hits.found.get(nth).map_or(nth, |(place, _)| *place as usize),
                None => nth,
            };
            if let Some(rank) = rank(texts, place, &words, phrase.as_ref()) {
                self.ranked.push((rank, place as u32));
            }
        }
        self.at = end;
        end < all
    }

    /// What was found, the best `limit` of it with what to mark.
    #[must_use]
    pub fn end(self, texts: &Texts, readings: Option<&Readings>, limit: usize) -> Hits {
        let Finding { query, with_readings, version, mut ranked, .. } = self;
        let found = ranked.iter().map(|(rank, place)| (*place, *rank)).collect();
        if limit < ranked.len() {
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        let words: Vec<Matcher<'_>> =
            query.words.iter().map(|word| Matcher::new(word, readings)).collect();
        let hit = |(rank, place): (Rank, u32)| {
            let place = place as usize;
            Hit { place, rank, marks: marks(texts, place, &words) }
        };
        let best = ranked.into_iter().map(hit).collect();
        Hits { best, found, query, with_readings, version }
    }
}

/// How well a person matches; what matches as a whole phrase may only be better than its words.
fn rank(
    texts: &Texts,
    place: usize,
    words: &[Matcher<'_>],
    phrase: Option<&Matcher<'_>>,
) -> Option<Rank> {
    let mut worst = None;
    for word in words {
        worst = worst.max(Some(best(texts, place, word)?.1.rank));
    }
    let phrase = phrase.and_then(|phrase| Some(best(texts, place, phrase)?.1.rank));
    let worst = worst?;
    Some(phrase.map_or(worst, |phrase| phrase.min(worst)))
}

fn marks(texts: &Texts, place: usize, words: &[Matcher<'_>]) -> Vec<Mark> {
    let found = words.iter().filter_map(|word| best(texts, place, word));
    found.map(|(mark, found)| Mark { range: found.range, ..mark }).collect()
}

/// The text of a person in which a word matches best; of equal ones the first.
fn best(texts: &Texts, place: usize, word: &Matcher<'_>) -> Option<(Mark, Found)> {
    if !word.may_match(texts.letters(place), texts.record(place)) {
        return None;
    }
    let mut best: Option<(Mark, Found)> = None;
    for (nth, (field, text)) in texts.of(place).enumerate() {
        let Some(found) = word.look(field, text) else { continue };
        if best.as_ref().is_none_or(|(_, before)| found.rank < before.rank) {
            let mark = Mark { field, nth, range: 0..0 };
            best = Some((mark, found));
        }
    }
    best
}
