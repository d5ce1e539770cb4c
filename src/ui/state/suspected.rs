//! Who of an import is probably one person: looked for before anything is written, never joined.

use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::State;
use super::desk::RECORDS;
use crate::domain::command::begin_preview;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::duplicates::{Likeness, Suspicion, suggest};
use crate::domain::intern::Index;
use crate::domain::shop::{Applying, Shop};
use crate::ui::clock;
use crate::ui::text;

/// Customers up to which it is worked out unasked; it takes a phone a few tenths of a second.
const UNASKED: usize = 20_000;

/// Keys that are probably one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspected {
    /// Why.
    pub likeness: Likeness,
    /// What they share.
    pub shared: String,
    /// Who, by their places: one person may stand in several groups.
    pub people: Vec<Index>,
    /// Who: what to call each, and the platform of a nick.
    pub members: Vec<(String, Option<Platform>)>,
}

impl State {
    /// True where the suspicions of the preview cost next to nothing.
    #[must_use]
    pub fn may_suspect_unasked(self) -> bool {
        let Some((book, staged)) = self.both() else { return false };
        let customers = |shop: &Shop| shop.customers().len();
        let orders = book.order_count() + staged.order_count();
        customers(&book) + customers(&staged) <= UNASKED && orders <= 10 * UNASKED as u64
    }

    /// Who of the files in the preview is probably one person, with each other or with somebody
    /// of the book.
    pub async fn suspected(self) -> Vec<Suspected> {
        let Some((book, staged)) = self.both() else { return Vec::new() };
        clock::breathe().await;
        let mut merging = begin_preview(&book, &staged);
        clock::in_slices(|| merging.step(RECORDS)).await;
        let change = merging.finish().change;
        let mut merged = Shop::clone(&book);
        let mut applying = Applying::begin(&mut merged, &change);
        let mut step = Ok(true);
        clock::in_slices(|| {
            step = applying.step(&mut merged, &change, None, RECORDS);
            step == Ok(true)
        })
        .await;
        if step.is_err() {
            return Vec::new();
        }
        let arrived: HashSet<&CustomerKey> = staged.customers().iter().collect();
        let found = suggest(&merged);
        found.iter().filter_map(|it| named(&merged, it, &arrived)).collect()
    }

    fn both(self) -> Option<(Rc<Shop>, Rc<Shop>)> {
        let book = self.desk.get_value().map(|desk| desk.snapshot())?;
        let staged = self.hands.with_value(|it| it.arrived.as_ref().map(|it| it.shop.clone()))?;
        Some((book, staged))
    }
}

/// A suspicion by names; `None` where nobody of it came with the files.
fn named(shop: &Shop, it: &Suspicion, arrived: &HashSet<&CustomerKey>) -> Option<Suspected> {
    let keys = it.members.iter().filter_map(|at| shop.tables().customers.get(*at));
    let keys: Vec<&CustomerKey> = keys.collect();
    if !keys.iter().any(|key| arrived.contains(key)) {
        return None;
    }
    let members = keys.into_iter().map(|key| match key {
        CustomerKey::Nick { platform, .. } => (text::label(key), Some(*platform)),
        CustomerKey::Phone(_)
        | CustomerKey::Column(_)
        | CustomerKey::Wechat(_)
        | CustomerKey::NameAddress { .. } => (text::label(key), None),
    });
    Some(Suspected {
        likeness: it.likeness,
        shared: it.shared.to_string(),
        people: it.members.clone(),
        members: members.collect(),
    })
}
