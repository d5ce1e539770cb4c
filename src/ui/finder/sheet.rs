//! The list of keys.

use leptos::prelude::*;

use super::keys::LETTERS;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::route::Route;
use crate::ui::say::{say, tell};
use crate::ui::state::{Overlay, State};

type Words = fn(Locale) -> &'static str;

const SINGLE: [(&[&str], Words); 6] = [
    (&["/"], |lang| td_string!(lang, keys.search)),
    (&["Ctrl", "K"], |lang| td_string!(lang, keys.search)),
    (&["?"], |lang| td_string!(lang, keys.help)),
    (&["↑", "↓"], |lang| td_string!(lang, keys.arrows)),
    (&["Enter"], |lang| td_string!(lang, keys.enter)),
    (&["Esc"], |lang| td_string!(lang, keys.escape)),
];

pub(super) fn sheet(state: State) -> AnyView {
    let single = SINGLE.map(|(keys, words)| line(keys, words).into_any());
    let places = LETTERS.map(|(letter, route)| line(&["g", letter], name(route)).into_any());
    view! {
        <h2>{say!(keys.title)}</h2>
        <dl class="keys">{single} {places}</dl>
        <p class="muted">{say!(keys.note)}</p>
        <div class="btn-row">
            <button class="btn" type="button" on:click=move |_| state.overlay.set(Overlay::None)>
                {say!(find.close)}
            </button>
        </div>
    }
    .into_any()
}

fn line(keys: &[&'static str], words: Words) -> impl IntoView + use<> {
    let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect();
    view! {
        <div>
            <dt>{keys}</dt>
            <dd>{tell(words)}</dd>
        </div>
    }
}

fn name(route: Route) -> Words {
    match route {
        Route::Doors => |lang| td_string!(lang, app.name),
        Route::Checkup => |lang| td_string!(lang, checkup.title),
        Route::Customers => |lang| td_string!(lang, nav.customers),
        Route::Duplicates => |lang| td_string!(lang, twins.title),
        Route::Grow => |lang| td_string!(lang, nav.grow),
        Route::Insight => |lang| td_string!(lang, nav.insight),
        Route::Data => |lang| td_string!(lang, nav.data),
        Route::Settings => |lang| td_string!(lang, nav.settings),
        Route::Components => |lang| td_string!(lang, components.title),
    }
}
