//! Who else in the book may be this person.

use leptos::prelude::*;

use super::CardScene;
use crate::domain::duplicates::Candidate;
use crate::domain::intern::Index;
use crate::ui::bidi::isolated;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::route::{Address, Route};
use crate::ui::state::State;

/// A line that leads to where they are looked at side by side. Found behind the page, so it comes
/// when it is known.
pub(super) fn hint(state: State, scene: &CardScene) -> impl Fn() -> Option<AnyView> + use<> {
    let (at, lang) = (Index::at(scene.person.at), scene.lang);
    let id: Box<str> = scene.person.id.as_str().into();
    // Whoever else comes and goes, this card is drawn anew only for its own.
    let names = Memo::new(move |_| names(state, at));
    move || {
        let names = names.get().filter(|it| !it.is_empty())?;
        let names = names.join(td_string!(lang, twins.or));
        let there = Address { route: Route::Duplicates, detail: id.clone(), query: "".into() };
        Some(
            view! {
                <a class="twin-hint" href=there.to_string() data-testid="card-twin">
                    <Icon glyph=Glyph::People size=Size::Small/>
                    <span class="whole">{td_string!(lang, twins.maybe, names = names)}</span>
                    <Icon glyph=Glyph::Chevron size=Size::Small/>
                </a>
            }
            .into_any(),
        )
    }
}

/// The names of the others.
fn names(state: State, at: Index) -> Option<Vec<String>> {
    let found = state.found_twins()?;
    state.with_roster(|roster| {
        let is_his = |it: &&Candidate| it.members.contains(&at) && it.stands(roster.shop());
        let others = found.candidates.iter().filter(is_his).flat_map(|it| &it.members);
        let mut others: Vec<Index> = others.copied().filter(|it| *it != at).collect();
        others.sort_unstable();
        others.dedup();
        let name = |it: &Index| PersonView::of(roster, it.position()).map(|it| isolated(&it.name));
        others.iter().filter_map(name).collect()
    })
}
