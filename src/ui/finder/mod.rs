//! Finding anything from anywhere: people, orders by their number, places. And the keys that lead there.

mod keys;
mod lines;
mod places;
mod sheet;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::marked::marked;
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, tell};
use crate::ui::state::{Overlay, Seeking, State, use_state};

use lines::{Goal, Group, LOOKED_AT, Line, lines};
use places::Places;

/// Orders listed at most: who typed a whole number looks for one.
const MOST_ORDERS: usize = 5;

/// The button in the frame: a loupe on a phone, like a field on a desk.
#[component]
pub fn SearchButton() -> impl IntoView {
    let state = use_state();
    view! {
        <button
            class="top-btn top-search"
            type="button"
            data-testid="global-search"
            aria-keyshortcuts="/ Control+K Meta+K"
            on:click=move |_| state.overlay.set(Overlay::Search)
        >
            <Icon glyph=Glyph::Search/>
            <span class="sr">{say!(find.everything)} " "</span>
            <span class="w">{say!(find.everything_hint)}</span>
            <kbd class=const { "only-desk" } aria-hidden="true">
                {"/"}
            </kbd>
        </button>
    }
}

/// The search and the list of keys, over whatever page there is.
#[component]
pub fn Finder() -> impl IntoView {
    let state = use_state();
    state.keep_search_ready();
    keys::listen(state);
    let stands = move |overlay| Signal::derive(move || state.overlay.get() == overlay);
    let close = move |overlay| {
        // Another one may stand there already.
        if state.overlay.get_untracked() == overlay {
            state.overlay.set(Overlay::None);
        }
    };
    view! {
        <Dialog
            testid="search-dialog"
            class="dialog finder"
            label=Signal::derive(say!(find.everything))
            open=stands(Overlay::Search)
            closed=move |()| close(Overlay::Search)
        >
            <Show when=move || state.overlay.get() == Overlay::Search>
                <Search/>
            </Show>
        </Dialog>
        <Dialog
            testid="keys-dialog"
            label=Signal::derive(say!(keys.title))
            open=stands(Overlay::Keys)
            closed=move |()| close(Overlay::Keys)
        >
            {sheet::sheet(state)}
        </Dialog>
    }
}

/// What is typed, what was found, and which of it the arrow keys stand on.
#[derive(Clone, Copy)]
struct Looking {
    typed: RwSignal<String>,
    seeking: Seeking,
    lines: Memo<Vec<Line>>,
    active: RwSignal<usize>,
}

impl Looking {
    fn begin(state: State) -> Looking {
        let typed = RwSignal::new(String::new());
        let orders = state.follow_orders(typed, MOST_ORDERS);
        let places = StoredValue::new(Places::all());
        let seeking = state.seek(typed, LOOKED_AT);
        let lines = Memo::new(move |_| {
            let hits = seeking.hits();
            let (typed, orders) = (typed.read(), orders.read());
            places.with_value(|places| lines(state, &typed, hits.as_deref(), &orders, places))
        });
        Looking { typed, seeking, lines, active: RwSignal::new(0) }
    }

    fn go(self, state: State, at: usize) {
        let goal = self.lines.with_untracked(|lines| lines.get(at).map(|it| it.goal.clone()));
        match goal {
            Some(Goal::Address(href)) => {
                state.overlay.set(Overlay::None);
                let _ = window().location().set_hash(&href);
            }
            Some(Goal::Keys) => state.overlay.set(Overlay::Keys),
            None => {}
        }
    }

    /// The next line or the one before, around the end.
    fn step(self, by: isize) {
        let all = self.lines.with_untracked(Vec::len);
        if all == 0 {
            return;
        }
        let next = (self.active.get_untracked() + all).saturating_add_signed(by) % all;
        self.active.set(next);
        let line = document().get_element_by_id(&line_id(next));
        line.into_iter().for_each(|line| line.scroll_into_view_with_bool(false));
    }

    fn press(self, state: State, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => self.step(1),
            "ArrowUp" => self.step(-1),
            "Enter" => {
                self.seeking.settle();
                self.go(state, self.active.get_untracked());
            }
            "Escape" => state.overlay.set(Overlay::None),
            _ => return,
        }
        event.prevent_default();
    }
}

fn line_id(at: usize) -> String {
    format!("found-{at}")
}

#[component]
fn Search() -> impl IntoView {
    let state = use_state();
    state.want_search();
    let looking = Looking::begin(state);
    let Looking { typed, lines, active, .. } = looking;
    let line: NodeRef<html::Div> = NodeRef::new();
    focus::enter(line);
    let any = Memo::new(move |_| lines.with(|it| !it.is_empty()));
    let now = move || any.get().then(|| line_id(active.get()));
    view! {
        <div class="affix" node_ref=line>
            <Icon glyph=Glyph::Search size=Size::Small/>
            <input
                class="input"
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="go"
                aria-autocomplete="list"
                aria-controls="found"
                aria-expanded=move || if any.get() { "true" } else { "false" }
                aria-activedescendant=now
                aria-label=say!(find.everything)
                data-testid="search-field"
                placeholder=say!(find.everything_hint)
                on:input:target=move |event| {
                    active.set(0);
                    typed.set(event.target().value());
                }
                on:keydown=move |event| looking.press(state, &event)
            />
            <button
                class="btn btn-3"
                type="button"
                on:click=move |_| state.overlay.set(Overlay::None)
            >
                {say!(find.close)}
            </button>
        </div>
        <p class="sr" role="status">
            {move || count_words(state, looking)}
        </p>
        <Results looking/>
    }
}

fn count_words(state: State, looking: Looking) -> String {
    let (lang, n) = (state.lang.get(), looking.lines.with(Vec::len));
    td_string!(lang, find.count, n = n)
}

#[component]
fn Results(looking: Looking) -> impl IntoView {
    let state = use_state();
    let Looking { typed, lines, active, .. } = looking;
    let group = move |of: Group| {
        lines.with(|lines| {
            let ours = lines.iter().enumerate().filter(|(_, line)| line.group == of);
            let options: Vec<AnyView> =
                ours.map(|(at, line)| option(state, looking, at, line)).collect();
            (!options.is_empty()).then(|| {
                view! {
                    <div role="group" aria-labelledby=of.id()>
                        <p class="muted" id=of.id() role="presentation">
                            {tell(of.name())}
                        </p>
                        {options}
                    </div>
                }
            })
        })
    };
    move || {
        if lines.with(Vec::is_empty) {
            let ready = state.is_search_ready();
            let says = move || {
                let lang = state.lang.get();
                let typed = typed.with(|it| it.trim().to_owned());
                match ready {
                    true => td_string!(lang, find.nobody, typed = typed),
                    false => td_string!(lang, find.gathering).to_owned(),
                }
            };
            return view! {
                <p class="muted" data-testid="search-nothing">
                    {says}
                </p>
            }
            .into_any();
        }
        // What has come or gone may have moved the end.
        let last = lines.with(Vec::len) - 1;
        if active.get_untracked() > last {
            active.set(last);
        }
        view! {
            <div class="found" id="found" role="listbox" aria-label=say!(find.results)>
                {Group::ALL.map(group)}
            </div>
        }
        .into_any()
    }
}

fn option(state: State, looking: Looking, at: usize, line: &Line) -> AnyView {
    let is_on = move || looking.active.get() == at;
    let note = (!line.note.is_empty()).then(|| {
        view! { <span class="s">{marked(&line.note, &line.note_ranges)}</span> }
    });
    let stage = (!line.stage.is_empty()).then(|| view! { <span class="s end">{line.stage}</span> });
    view! {
        <div
            class="hit"
            role="option"
            id=line_id(at)
            data-testid=line.group.testid()
            aria-selected=move || if is_on() { "true" } else { "false" }
            on:mousemove=move |_| looking.active.set(at)
            on:click=move |_| looking.go(state, at)
        >
            <Icon glyph=line.glyph size=Size::Small/>
            <span class="nm">{marked(&line.title, &line.title_ranges)}</span>
            {note}
            {stage}
        </div>
    }
    .into_any()
}

/// True where what is typed goes into a field.
fn is_field(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|it| {
        matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || it.is_content_editable()
    })
}
