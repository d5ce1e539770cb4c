//! Finding a good by its name, its number, its category, by pinyin or its initials.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::goods::ProductDraft;
use crate::domain::search::{Field, Query, Texts, find};
use crate::ui::state::State;

/// The goods that are found by what is typed, the best first; all of them where nothing is.
#[must_use]
pub fn found(
    state: State,
    goods: Memo<Arc<Vec<ProductDraft>>>,
    typed: RwSignal<String>,
) -> Memo<Vec<usize>> {
    let texts = Memo::new_with_compare(
        move |_| {
            let mut texts = Texts::default();
            goods.with(|goods| {
                for (place, good) in goods.iter().enumerate() {
                    // A number is looked for like a nick: as it is written.
                    let said = [
                        (Field::Name, &good.name),
                        (Field::Nick, &good.sku),
                        (Field::Tag, &good.category),
                    ];
                    let said = said.map(|(field, text)| (field, text.as_str()));
                    texts.set(place, &said);
                }
            });
            Arc::new(texts)
        },
        |_, _| true,
    );
    Memo::new(move |_| {
        let query = typed.with(|typed| Query::new(typed));
        if query.is_empty() {
            return (0..goods.with(|goods| goods.len())).collect();
        }
        let readings = state.readings.get();
        let hits = texts.with(|texts| find(texts, readings.as_deref(), &query, usize::MAX));
        hits.best.iter().map(|hit| hit.place).collect()
    })
}
