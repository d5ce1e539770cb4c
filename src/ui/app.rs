//! The app: one signal for the place, the frame around it, files dropped anywhere.

use leptos::ev;
use leptos::prelude::*;
use web_sys::DragEvent;

use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::drills;
use crate::ui::focus::{focus_main, follow_the_page};
use crate::ui::frame::FrameProps;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::late::{self, FRAME};
use crate::ui::pages::doors::DoorsPage;
use crate::ui::pages::lost::LostPage;
use crate::ui::place::Places;
use crate::ui::route::{Address, Here, Route};
use crate::ui::say::say;
use crate::ui::state::{BookStatus, State, use_state};
use crate::ui::switches::Switches;
use crate::ui::theme;
use crate::ui::veil;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let search = window().location().search().unwrap_or_default();
    let state = State::start(Switches::parse(&search));
    provide_context(state);
    state.watch_for_updates();
    state.open_book();
    drills::reach(state);
    let here = follow_the_address(state);
    provide_context(here);
    let place = Signal::derive(move || here.0.get().map(|it| it.route));
    // What of a place is meant changes within it: only another place is drawn anew.
    let place = Signal::from(Memo::new(move |_| place.get()));
    keep_the_document(state, here);
    let framed = Memo::new(move |_| place.get() != Some(Route::Doors));
    let title = Signal::derive(move || title(here.0.get().as_ref(), state.lang.get()));
    prepare(place);
    let page = move || match place.get().map(late::page_of) {
        // The doors stand outside of the frame.
        Some(None) => ().into_any(),
        Some(Some(page)) => page.drawn(|draw| draw(), |waiting| waiting),
        None => view! { <LostPage/> }.into_any(),
    };
    let framed_page = move |draw: late::DrawFrame| {
        draw(FrameProps { place, title, children: Box::new(move || page.into_any()) })
    };
    let opening = Memo::new(move |_| state.book.get() == BookStatus::Opening);
    let body = move || {
        if opening.get() {
            // Neither doors nor empty figures before it is known what the book holds.
            waiting_page(view! { <p>{say!(app.opening)}</p> }.into_any())
        } else if framed.get() {
            FRAME.drawn(framed_page, waiting_page)
        } else {
            view! { <DoorsPage/> }.into_any()
        }
    };
    view! {
        <button class="skip" type="button" on:click=|_| focus_main()>
            {say!(app.skip)}
        </button>
        {body}
        <DropAnywhere/>
    }
}

/// What stands before the frame does.
fn waiting_page(says: AnyView) -> AnyView {
    view! {
        <main class="opening" id="main" tabindex="-1">
            {says}
        </main>
    }
    .into_any()
}

/// The place of the address. With figures in memory the doors lead straight to them.
fn follow_the_address(state: State) -> Here {
    let read = || location_hash().unwrap_or_default().parse::<Address>().ok();
    let address = RwSignal::new(read());
    let handle = window_event_listener(ev::hashchange, move |_| address.set(read()));
    on_cleanup(move || handle.remove());
    let place = Memo::new(move |_| {
        let shut = state.is_shut();
        match address.get() {
            Some(Address { route: Route::Doors, .. }) if state.has_book.get() => {
                Some(Address::of(home(state)))
            }
            // Nobody whose book is gone or closed is greeted as if he were new.
            Some(address) if shut && address.route.shows_the_book() => {
                Some(Address::of(Route::Data))
            }
            address => address,
        }
    });
    Effect::new(move |_| {
        if let Some(there) = place.get()
            && address.with(|it| it.as_ref() != Some(&there))
        {
            // Without an entry of its own, so that "back" leaves the app as it should.
            let _ = window().location().replace(&there.to_string());
        }
    });
    Here(place)
}

/// Where the doors lead with a book in memory. Whoever looks around a made-up shop is shown what
/// can be seen in it; whoever has his own comes for his customers.
fn home(state: State) -> Route {
    if state.is_demo() { Route::Checkup } else { Route::Customers }
}

/// Begins to load what a place needs before the book is open. Whoever has one is led from the doors
/// to his customers.
fn prepare(place: Signal<Option<Route>>) {
    let state = use_state();
    Effect::new(move |_| {
        let place = match place.get() {
            Some(Route::Doors) if state.had_book() => Some(home(state)),
            place => place,
        };
        if let Some(page) = place.and_then(late::page_of) {
            FRAME.prepare();
            page.prepare();
        }
    });
}

/// Keeps `<html>`, the window's title and the focus in step.
fn keep_the_document(state: State, here: Here) {
    Effect::new(move |_| {
        theme::mark("lang", Some(theme::lang_mark(state.lang.get())));
    });
    Effect::new(move |_| theme::mark("data-theme", theme::theme_mark(state.theme.get())));
    Effect::new(move |_| {
        // What is typed into fields is covered by the style sheet.
        theme::mark("data-eye", veil::is_closed().then_some("closed"));
    });
    Effect::new(move |_| {
        theme::mark("data-text", state.large_text.get().then_some("large"));
    });
    Effect::new(move |_| {
        theme::mark("data-motion", theme::motion_mark(state.motion.get()));
    });
    Effect::new(move |_| {
        let lang = state.lang.get();
        let page = title(here.0.get().as_ref(), lang);
        document().set_title(&td_string!(lang, app.page_title, page = page));
    });
    let places = Places::begin();
    Effect::new(move |before: Option<Option<Route>>| {
        let now = here.0.get().map(|it| it.route);
        if before.is_some_and(|before| before != now) {
            places.turn_page();
            follow_the_page();
        }
        now
    });
}

fn title(address: Option<&Address>, lang: Locale) -> &'static str {
    let Some(address) = address else { return td_string!(lang, lost.title) };
    match address.route {
        Route::Doors => td_string!(lang, app.name),
        Route::Checkup => td_string!(lang, checkup.title),
        Route::Customers if !address.detail.is_empty() => td_string!(lang, card.title),
        Route::Customers => td_string!(lang, nav.customers),
        Route::Duplicates => td_string!(lang, twins.title),
        Route::Grow => td_string!(lang, nav.grow),
        Route::Insight => td_string!(lang, insight.title),
        Route::Data => td_string!(lang, import.title),
        Route::Settings => td_string!(lang, settings.title),
        Route::Components => td_string!(lang, components.title),
    }
}

/// Files may be dropped on any page; a veil says so while they are held over it.
#[component]
fn DropAnywhere() -> impl IntoView {
    let state = use_state();
    let held = RwSignal::new(false);
    let over = window_event_listener(ev::dragover, move |event| {
        // Without this the browser would leave us and open the file.
        event.prevent_default();
        held.set(brings_files(&event));
    });
    let leave = window_event_listener(ev::dragleave, move |event: DragEvent| {
        if event.related_target().is_none() {
            held.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        held.set(false);
        if let Some(files) = event.data_transfer().and_then(|it| it.files())
            && files.length() > 0
        {
            let _ = window().location().set_hash(Route::Data.path());
            state.take_files(&files);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
    view! {
        <Show when=move || held.get()>
            <div class="drop-veil">
                <p>
                    <Icon glyph=Glyph::Import/>
                    {say!(app.drop_here)}
                </p>
            </div>
        </Show>
    }
}

fn brings_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|it| it.types().includes(&"Files".into(), 0))
}
