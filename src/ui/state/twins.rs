//! Who may be somebody else of the book: looked for behind the page while a page asks for it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use super::desk::RECORDS;
use crate::domain::duplicates::{Candidate, SeekingTwins, Twins};
use crate::domain::shop::Shop;
use crate::store::book::BookName;
use crate::ui::clock;

/// What was found, in which book, as of which revision.
#[derive(Clone, Debug)]
pub(super) struct FoundTwins {
    book: BookName,
    revision: u64,
    twins: Arc<Twins>,
}

impl State {
    /// Looks for them, again whenever the book has changed. Call it in the body of a component: it
    /// lasts as long as that.
    pub fn seek_twins(self) {
        Effect::new(move |_| {
            self.revision.track();
            if self.reckoned.get().is_some() {
                self.find_twins();
            }
        });
    }

    fn find_twins(self) {
        let now = move || (self.which.get_untracked(), self.revision.get_untracked());
        let is_known = self
            .twins
            .with_untracked(|it| it.as_ref().map(|it| (it.book, it.revision)) == Some(now()));
        // Whoever is at it sees by himself that the book has changed.
        if is_known || self.hands.with_value(|it| it.is_seeking_twins) {
            return;
        }
        self.hands.update_value(|it| it.is_seeking_twins = true);
        spawn_local(async move {
            loop {
                let (book, revision) = now();
                let Some(desk) = self.desk.get_value() else { break };
                let mut seeking = SeekingTwins::default();
                let step = |shop: &Shop| seeking.step(shop, RECORDS);
                let mut step = step;
                clock::in_slices(|| now() == (book, revision) && desk.shop(&mut step)).await;
                if now() != (book, revision) {
                    continue;
                }
                let twins = untrack(|| {
                    self.with_roster(|roster| {
                        let net = |at: usize| roster.live().person(at).map(|it| it.net_fen.minor());
                        seeking.finish(roster.shop(), |at| net(at.position()).unwrap_or_default())
                    })
                });
                if let Some(twins) = twins.map(Arc::new) {
                    self.twins.set(Some(FoundTwins { book, revision, twins }));
                }
                break;
            }
            self.hands.update_value(|it| it.is_seeking_twins = false);
        });
    }

    /// What was found; `None` before that. Of a book that has changed since, what was found before.
    #[must_use]
    pub fn found_twins(self) -> Option<Arc<Twins>> {
        let book = self.which.get();
        self.twins
            .with(|it| it.as_ref().filter(|it| it.book == book).map(|it| Arc::clone(&it.twins)))
    }

    /// Whom to offer as one person, those left out of whom the seller has decided since.
    #[must_use]
    pub fn offered_twins(self) -> Option<Vec<Candidate>> {
        let found = self.found_twins()?;
        self.with_shop(|shop| {
            found.candidates.iter().filter(|it| it.stands(shop)).cloned().collect()
        })
    }
}
