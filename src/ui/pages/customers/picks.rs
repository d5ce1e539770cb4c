//! The groups of the list with live counts: who needs something first, then the rest of a customer's
//! life, and the eight groups by value (RFM) for whoever asks for them.

use std::sync::Arc;

use leptos::prelude::*;

use super::Listing;
use super::asked::{Asked, stage_key};
use crate::domain::figures::RfmGroup;
use crate::domain::roster::{Census, Pick, StagePick};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;

/// The groups that are always offered: who needs something first, then the rest of a customer's life.
const CHIPS: [Pick; 13] = [
    Pick::Everyone,
    Pick::Promised,
    Pick::Important,
    Pick::Late,
    Pick::Stage(StagePick::HighSave),
    Pick::Stage(StagePick::OneMonth),
    Pick::OrderingLess,
    Pick::SameTimeLastYear,
    Pick::Stage(StagePick::LowSave),
    Pick::Stage(StagePick::New),
    Pick::Stage(StagePick::Active),
    Pick::Stage(StagePick::Lost),
    Pick::Stage(StagePick::Potential),
];

/// The eight groups by value.
fn by_value() -> [Pick; 8] {
    RfmGroup::ALL.map(Pick::Group)
}

/// The mark of a chip.
fn mark(pick: Pick) -> String {
    match pick {
        Pick::Stage(stage) => format!("stage-{}", stage_key(stage)),
        Pick::Group(group) => format!("group-{}", group.place() + 1),
        other => {
            let query = Asked::who(other).query();
            format!(
                "pick-{}",
                query.rsplit('=').next().filter(|it| !it.is_empty()).unwrap_or("all")
            )
        }
    }
}

/// The groups, how many each holds, and which one is listed.
#[derive(Clone, Copy)]
pub struct Picks {
    state: State,
    asked: Memo<Asked>,
    picked: Memo<Arc<Vec<u32>>>,
    census: Memo<Census>,
    /// The groups by value are shown.
    by_value: RwSignal<bool>,
    /// Counted only while they are.
    census_by_value: Memo<Census>,
}

impl Picks {
    pub(super) fn begin(listing: Listing) -> Picks {
        let state = use_state();
        let Listing { asked, picked, .. } = listing;
        let count = move |picks: &[Pick]| {
            state.with_roster(|roster| roster.census(picks)).unwrap_or_default()
        };
        let by_value = RwSignal::new(false);
        Effect::new(move |_| {
            if matches!(asked.get().pick, Pick::Group(_)) {
                by_value.set(true);
            }
        });
        Picks {
            state,
            asked,
            picked,
            census: Memo::new(move |_| count(&CHIPS)),
            by_value,
            census_by_value: Memo::new(move |_| match by_value.get() {
                true => count(&self::by_value()),
                false => Census::default(),
            }),
        }
    }

    /// How many one of the groups holds; of what another page asked for, how many are listed.
    pub(super) fn count(self, pick: Pick) -> u64 {
        if CHIPS.contains(&pick) {
            self.census.with(|it| it.of(pick))
        } else if matches!(pick, Pick::Group(_)) {
            self.census_by_value.with(|it| it.of(pick))
        } else {
            self.picked.with(|it| it.len()) as u64
        }
    }
}

/// Who needs something, and the stages.
#[component]
pub fn Stages(
    /// The groups.
    picks: Picks,
) -> impl IntoView {
    let Picks { state, asked, by_value, .. } = picks;
    // What the seller alone fills is offered once he did.
    let filled = Memo::new(move |_| {
        [Pick::Promised, Pick::Important].map(|pick| (pick, picks.count(pick) > 0))
    });
    let chips = move || {
        let now = asked.get().pick;
        // Of a group the pick is everybody, which is among the chips.
        let is_listed = CHIPS.contains(&now) || matches!(now, Pick::Group(_));
        // What another page asked for stands first, so that it is seen.
        let before = (!is_listed).then_some(now);
        let filled = filled.get();
        let stands = |pick: &Pick| *pick == now || !filled.contains(&(*pick, false));
        before
            .into_iter()
            .chain(CHIPS)
            .filter(stands)
            .map(|pick| view! { <PickChip pick picks/> })
            .collect_view()
    };
    let twins = move || {
        let n = state.offered_twins().map_or(0, |it| it.len() as u64);
        (n > 0).then(|| {
            view! {
                <a class="chip" href=Route::Duplicates.href() data-testid="duplicates-open">
                    {move || td_string!(state.lang.get(), twins.title)}
                    <span class="n num">{number::count(n)}</span>
                </a>
            }
        })
    };
    view! {
        <div class="chips scrolls" role="group" aria-label=say!(person.groups)>
            {chips}
            {twins}
            <button
                class="chip"
                type="button"
                data-testid="groups-open"
                aria-expanded=move || by_value.get().to_string()
                on:click=move |_| by_value.update(|it| *it = !*it)
            >
                {say!(person.by_groups)}
                <Icon glyph=Glyph::Chevron size=Size::Tiny/>
            </button>
        </div>
    }
}

/// The eight groups by value.
#[component]
pub fn Groups(
    /// The groups.
    picks: Picks,
) -> impl IntoView {
    let chips = move || by_value().map(|pick| view! { <PickChip pick picks/> }).collect_view();
    view! {
        <Show when=move || picks.by_value.get()>
            <div class="chips scrolls" role="group" aria-label=say!(person.by_groups)>
                {chips}
            </div>
        </Show>
    }
}

#[component]
fn PickChip(pick: Pick, picks: Picks) -> impl IntoView {
    let Picks { state, asked, .. } = picks;
    let is_on = move || asked.with(|it| it.group.is_none() && it.pick == pick);
    let href = move || asked.get().toward(pick).href();
    view! {
        <a
            class="chip"
            href=href
            data-testid=mark(pick)
            aria-current=move || is_on().then_some("true")
        >
            {move || text::pick(state.lang.get(), pick)}
            <span class="n num">{move || number::count(picks.count(pick))}</span>
        </a>
    }
}
