//! Who would be in the group, while it is being written.

use leptos::prelude::*;

use super::scene::Scene;
use crate::domain::roster::Arrangement;
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::asked::{Asked, Grouped};
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::say::say;
use crate::ui::text;

/// So many of them are named.
const MOST_NAMED: usize = 5;

/// How many, and the first of them.
#[component]
pub fn Who(
    /// The form.
    scene: Scene,
) -> impl IntoView {
    let state = scene.state;
    let count = Memo::new(move |_| {
        let is_asked = scene.asked.with(Option::is_some);
        scene.answer.with(|it| it.as_ref().map(|it| it.people.len() as u64)).filter(|_| is_asked)
    });
    let says = move || {
        let lang = state.lang.get();
        match (count.get(), scene.asked.with(Option::is_some)) {
            (Some(n), _) => text::customers(lang, n),
            (None, true) => td_string!(lang, segment.counting).to_owned(),
            (None, false) => td_string!(lang, segment.not_whole).to_owned(),
        }
    };
    let named = Memo::new(move |_| {
        let people = scene.answer.with(|it| it.as_ref().map(|it| it.people.clone()));
        let people = people.filter(|_| count.get().is_some())?;
        state.with_roster(|roster| {
            let best = roster.arranged(people.to_vec(), Arrangement::Value).into_iter();
            let best = best.take(MOST_NAMED);
            best.filter_map(|at| PersonView::of(roster, at as usize))
                .map(|it| (it.id, it.name))
                .collect::<Vec<_>>()
        })
    });
    let names = move || {
        let named = named.get().unwrap_or_default().into_iter();
        let name = |(id, name): (String, String)| {
            let href = Asked::default().href_of(&id);
            view! {
                <li>
                    <a class="chip" href=href data-testid="segment-person">
                        <bdi>{name}</bdi>
                    </a>
                </li>
            }
        };
        named.map(name).collect_view()
    };
    let list = move || {
        scene.own().map(|id| {
            view! {
                <a
                    class="link"
                    href=Asked::in_group(Grouped::Own(id)).href()
                    data-testid="segment-open-list"
                >
                    {say!(segment.open_list)}
                </a>
            }
        })
    };
    view! {
        <section class="sheet pad seg-who" aria-label=say!(segment.who)>
            <p
                class="seg-count num"
                role="status"
                data-testid="segment-count"
                data-value=move || count.get().map(|n| n.to_string())
            >
                {says}
            </p>
            <p class="seg-sentence" data-testid="segment-sentence">
                {move || scene.sentence(state.lang.get())}
            </p>
            <ul class="chips seg-people">{names}</ul>
            {list}
        </section>
    }
}
