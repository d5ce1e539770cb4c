//! Who of the files may be one person. Listed, never joined.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Suspected, use_state};
use crate::ui::text;

/// Suspicions shown on the page.
const SHOWN: usize = 50;

/// The list; a button where it would take a while, nothing where nobody is suspected.
#[component]
pub fn Suspicions() -> impl IntoView {
    let state = use_state();
    let found: RwSignal<Option<Vec<Suspected>>> = RwSignal::new(None);
    let looking = RwSignal::new(false);
    state.suspects.set(Arc::default());
    let look = move || {
        looking.set(true);
        spawn_local(async move {
            let all = state.suspected().await;
            // The preview may be gone by now.
            if found.try_set(Some(all.clone())).is_none() {
                state.suspects.set(Arc::new(all));
            }
            let _ = looking.try_set(false);
        });
    };
    let unasked = state.may_suspect_unasked();
    if unasked {
        look();
    }
    let shown = move || match found.get() {
        None if unasked => ().into_any(),
        None => view! {
            <Press testid="suspect" rests=looking act=move |()| look()>{say!(suspect.look)}</Press>
        }
        .into_any(),
        Some(all) if all.is_empty() && unasked => ().into_any(),
        Some(all) if all.is_empty() => {
            view! { <p class="muted" role="status">{say!(suspect.nobody)}</p> }.into_any()
        }
        Some(all) => view! { <List all/> }.into_any(),
    };
    view! { <div class="suspects">{shown}</div> }
}

/// Those found before the last import, once it is in the book.
#[component]
pub fn Found() -> impl IntoView {
    let state = use_state();
    move || {
        let all = state.suspects.get();
        (!all.is_empty()).then(|| {
            view! {
                <div class="suspects wide">
                    <List all=all.to_vec()/>
                </div>
            }
        })
    }
}

#[component]
fn List(all: Vec<Suspected>) -> impl IntoView {
    let state = use_state();
    let total = all.len();
    let people = all.iter().flat_map(|it| &it.people).collect::<HashSet<_>>().len();
    let heading = move || {
        let lang = state.lang.get();
        let groups = text::groups(lang, total as u64);
        let people = text::customers(lang, people as u64);
        td_string!(lang, suspect.heading, groups = groups, people = people)
    };
    let rest = move || {
        let hidden = total.saturating_sub(SHOWN) as u64;
        let lang = state.lang.get();
        (hidden > 0).then(|| td_string!(lang, suspect.rest, n = number::count(hidden)))
    };
    let rows = move || {
        let lang = state.lang.get();
        all.iter().take(SHOWN).map(|it| line(lang, it)).collect_view()
    };
    view! {
        <details class="sheet sec" data-testid="suspicions" data-total=total.to_string()>
            <summary>
                <b>{heading}</b>
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <p class="muted pad-x">{say!(suspect.hint)}</p>
            <ul class="rows">{rows}</ul>
            <p class="muted pad-x">{rest}</p>
        </details>
    }
}

fn line(lang: Locale, it: &Suspected) -> impl IntoView + use<> {
    let name = |(name, platform): &(String, Option<_>)| match platform {
        Some(platform) => {
            let platform = text::platform(lang, *platform);
            td_string!(lang, suspect.member, name = name.as_str(), platform = platform)
        }
        None => name.clone(),
    };
    let names: Vec<String> = it.members.iter().map(name).collect();
    let why = text::likeness(lang, it.likeness, &it.shared);
    view! {
        <li class="prob">
            <p class="whole">
                <b>{names.join(td_string!(lang, suspect.and))}</b>
            </p>
            <p class="muted whole">{why}</p>
        </li>
    }
}
