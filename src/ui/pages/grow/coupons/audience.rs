//! The choice of who is to be given something, and who that comes to.

use leptos::prelude::*;

use crate::domain::loyalty::RuleId;
use crate::domain::roster::{Pick, StagePick};
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Audience, Gathered, Gathering, use_state};
use crate::ui::{text, veil};

/// What is chosen, and who was found.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// Who is asked for; `None` = nobody yet.
    pub audience: RwSignal<Option<Audience>>,
    /// Who was found.
    pub gathering: RwSignal<Gathering>,
}

impl Chosen {
    /// Nobody yet. Whoever was chosen is looked for again whenever the book changes.
    #[must_use]
    pub fn begin() -> Chosen {
        let state = use_state();
        let chosen = Chosen {
            audience: RwSignal::new(None),
            gathering: RwSignal::new(Gathering::default()),
        };
        let run = StoredValue::new(0_u32);
        Effect::new(move |_| {
            state.follow_the_book();
            match chosen.audience.get() {
                Some(audience) => state.gather_audience(audience, chosen.gathering, run),
                None => chosen.gathering.set(Gathering::Idle),
            }
        });
        chosen
    }

    /// Who was found, once that is known.
    #[must_use]
    pub fn found(self) -> Option<Gathered> {
        match self.gathering.get() {
            Gathering::Done(gathered) => Some(gathered),
            Gathering::Idle | Gathering::Running => None,
        }
    }
}

/// As it stands in the field.
fn word(audience: Audience) -> String {
    match audience {
        Audience::Everybody => "all".to_owned(),
        Audience::Stage(pick) => format!("stage-{pick:?}").to_lowercase(),
        Audience::Group(id) => id.to_string(),
    }
}

fn read(typed: &str, groups: &[(RuleId, String)]) -> Option<Audience> {
    let stages = StagePick::ALL.into_iter().map(Audience::Stage);
    let groups = groups.iter().map(|(id, _)| Audience::Group(*id));
    let mut all = std::iter::once(Audience::Everybody).chain(stages).chain(groups);
    all.find(|it| word(*it) == typed)
}

/// The field, how many that are, and how many of them nobody asked since their last order.
#[component]
pub fn AudienceField(
    /// What is chosen.
    chosen: Chosen,
) -> impl IntoView {
    let state = use_state();
    let groups = Memo::new(move |_| {
        let rules = state.rulebook();
        rules.groups().map(|(id, group)| (id, group.name.clone())).collect::<Vec<_>>()
    });
    let options = move || {
        let lang = state.lang.get();
        let stages =
            StagePick::ALL.map(|pick| (Audience::Stage(pick), text::pick(lang, Pick::Stage(pick))));
        let groups = groups.get();
        let groups = groups.into_iter().map(|(id, name)| (Audience::Group(id), veil::text(&name)));
        let everybody = (Audience::Everybody, td_string!(lang, offer.everybody).to_owned());
        let all = std::iter::once(everybody).chain(groups).chain(stages);
        let now = chosen.audience.get_untracked();
        let option = |(audience, name): (Audience, String)| {
            let is_now = now == Some(audience);
            view! { <option value=word(audience) selected=is_now>{name}</option> }
        };
        all.map(option).collect_view()
    };
    let choose = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        chosen.audience.set(groups.with_untracked(|groups| read(&typed, groups)));
    };
    let says = move || {
        let lang = state.lang.get();
        match chosen.gathering.get() {
            Gathering::Idle => String::new(),
            Gathering::Running => td_string!(lang, offer.gathering).to_owned(),
            Gathering::Done(found) => text::people(lang, found.people.len() as u64),
        }
    };
    let cared = move || {
        let found = chosen.found().filter(|found| found.bought > 0)?;
        let lang = state.lang.get();
        let (n, m) = (crate::ui::number::count(found.uncared), text::people(lang, found.bought));
        Some(td_string!(lang, offer.uncared, n = n, m = m))
    };
    let count = move || chosen.found().map(|found| found.people.len().to_string());
    view! {
        <label class="field">
            <span class="label">{say!(offer.to_whom)}</span>
            <select class="input" data-testid="audience" on:change=choose>
                <option value="">{say!(offer.choose)}</option>
                {options}
            </select>
        </label>
        <p role="status" data-testid="audience-count" data-value=count>
            {says}
        </p>
        <p class="small muted" data-testid="audience-uncared">
            {cared}
        </p>
    }
}
