//! What is loaded when it is first needed: the frame and the pages in it.
//!
//! A function under `#[wasm_split(part, ..)]` is the door to a module of its own: the splitter puts
//! there what only that door leads to, and what several doors share into modules between them. What
//! the doors of the first visit, the state and the book need stays in the first load. The doors
//! stand in the binary (`src/parts.rs`).
//!
//! A door hands out the page's function and does not draw: drawn it is by whoever stands there, in
//! his owner, and at once when the part is here already.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use crate::ui::clock;
use crate::ui::components::press::Press;
use crate::ui::frame::{Frame, FrameProps};
use crate::ui::pages::checkup::CheckupPage;
use crate::ui::pages::components::ComponentsPage;
use crate::ui::pages::customers::CustomersPage;
use crate::ui::pages::data::DataPage;
use crate::ui::pages::duplicates::DuplicatesPage;
use crate::ui::pages::grow::GrowPage;
use crate::ui::pages::insight::InsightPage;
use crate::ui::pages::settings::SettingsPage;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::Acts;

/// Draws a page.
pub type Draw = fn() -> AnyView;
/// Draws the frame around one.
pub type DrawFrame = fn(FrameProps) -> AnyView;
/// What stands behind a door, or that it could not be loaded.
pub type Loaded<F> = Result<F, SplitLoaderError>;
/// The same, on its way.
pub type Loading<F> = Pin<Box<dyn Future<Output = Loaded<F>>>>;

/// The doors to everything that is loaded later.
pub struct Doors {
    /// To the frame.
    pub frame: fn() -> Loading<DrawFrame>,
    /// To what the state does now and then.
    pub acts: fn() -> Loading<Acts>,
    /// To the check-up.
    pub checkup: fn() -> Loading<Draw>,
    /// To the customers.
    pub customers: fn() -> Loading<Draw>,
    /// To those who may be one person.
    pub duplicates: fn() -> Loading<Draw>,
    /// To tiers, points, offers.
    pub grow: fn() -> Loading<Draw>,
    /// To files and copies.
    pub data: fn() -> Loading<Draw>,
    /// To the figures.
    pub insight: fn() -> Loading<Draw>,
    /// To the settings.
    pub settings: fn() -> Loading<Draw>,
    /// To all components.
    pub components: fn() -> Loading<Draw>,
}

static DOORS: OnceLock<Doors> = OnceLock::new();

/// Where the doors are.
pub(super) fn open(doors: Doors) {
    let _ = DOORS.set(doors);
}

/// The frame.
pub static FRAME: Late<DrawFrame> = Late::by(|doors| (doors.frame)());
/// What the state does now and then.
pub(super) static ACTS: Late<Acts> = Late::by(|doors| (doors.acts)());
static CHECKUP: Late<Draw> = Late::by(|doors| (doors.checkup)());
static CUSTOMERS: Late<Draw> = Late::by(|doors| (doors.customers)());
static DUPLICATES: Late<Draw> = Late::by(|doors| (doors.duplicates)());
static GROW: Late<Draw> = Late::by(|doors| (doors.grow)());
static DATA: Late<Draw> = Late::by(|doors| (doors.data)());
static INSIGHT: Late<Draw> = Late::by(|doors| (doors.insight)());
static SETTINGS: Late<Draw> = Late::by(|doors| (doors.settings)());
static COMPONENTS: Late<Draw> = Late::by(|doors| (doors.components)());

/// The page of a place; the doors are always here.
#[must_use]
pub fn page_of(route: Route) -> Option<&'static Late<Draw>> {
    match route {
        Route::Doors => None,
        Route::Checkup => Some(&CHECKUP),
        Route::Customers => Some(&CUSTOMERS),
        Route::Insight => Some(&INSIGHT),
        Route::Duplicates => Some(&DUPLICATES),
        Route::Grow => Some(&GROW),
        Route::Data => Some(&DATA),
        Route::Settings => Some(&SETTINGS),
        Route::Components => Some(&COMPONENTS),
    }
}

/// The frame, behind its door.
#[must_use]
pub fn frame(props: FrameProps) -> AnyView {
    Frame(props).into_any()
}

/// The check-up, behind its door.
#[must_use]
pub fn checkup() -> AnyView {
    view! { <CheckupPage/> }.into_any()
}

/// The customers, behind their door.
#[must_use]
pub fn customers() -> AnyView {
    view! { <CustomersPage/> }.into_any()
}

/// Those who may be one person, behind their door.
#[must_use]
pub fn duplicates() -> AnyView {
    view! { <DuplicatesPage/> }.into_any()
}

/// Tiers, points, offers, behind their door.
#[must_use]
pub fn grow() -> AnyView {
    view! { <GrowPage/> }.into_any()
}

/// Files and copies, behind their door.
#[must_use]
pub fn data() -> AnyView {
    view! { <DataPage/> }.into_any()
}

/// The figures, behind their door.
#[must_use]
pub fn insight() -> AnyView {
    view! { <InsightPage/> }.into_any()
}

/// The settings, behind their door.
#[must_use]
pub fn settings() -> AnyView {
    view! { <SettingsPage/> }.into_any()
}

/// All components, behind their door.
#[must_use]
pub fn components() -> AnyView {
    view! { <ComponentsPage/> }.into_any()
}

/// It could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHere;

/// Something that is loaded when it is first needed.
pub struct Late<F: 'static> {
    load: fn(&Doors) -> Loading<F>,
    here: OnceLock<F>,
}

impl<F: Copy + Send + Sync> Late<F> {
    const fn by(load: fn(&Doors) -> Loading<F>) -> Late<F> {
        Late { load, here: OnceLock::new() }
    }

    /// It, loaded if need be.
    ///
    /// # Errors
    /// [`NotHere`]; asked again it is tried again.
    pub async fn get(&self) -> Result<F, NotHere> {
        if let Some(here) = self.here.get() {
            return Ok(*here);
        }
        let doors = DOORS.get().ok_or(NotHere)?;
        let loaded = (self.load)(doors).await.map_err(|_| NotHere)?;
        Ok(*self.here.get_or_init(|| loaded))
    }

    /// Begins to load it. Who draws it says so when it does not come.
    pub fn prepare(&'static self) {
        if self.here.get().is_none() {
            spawn_local(async {
                let _ = self.get().await;
            });
        }
    }

    /// Drawn by `draw`, once it is here; until then a word, and a way to try again where it did not
    /// come, both inside of `around`.
    pub fn drawn(
        &'static self,
        draw: impl Fn(F) -> AnyView + Send + 'static,
        around: fn(AnyView) -> AnyView,
    ) -> AnyView {
        let arrival = RwSignal::new(Arrival::OnTheWay);
        let fetch = move || {
            arrival.set(Arrival::OnTheWay);
            WAITING.set(WAITING.get() + 1);
            spawn_local(async move {
                let arrived = self.get().await;
                WAITING.set(WAITING.get() - 1);
                arrival.try_set(if arrived.is_ok() { Arrival::Here } else { Arrival::Lost });
            });
        };
        match self.here.get() {
            Some(_) => arrival.set(Arrival::Here),
            None => fetch(),
        }
        let here = move || match (arrival.get(), self.here.get()) {
            (Arrival::Here, Some(here)) => draw(*here),
            (Arrival::Lost, _) => around(lost(fetch)),
            (Arrival::Here | Arrival::OnTheWay, _) => around(on_the_way()),
        };
        here.into_any()
    }
}

/// Between two looks at whether all is drawn.
const PATIENCE_MS: i32 = 10;

thread_local! {
    /// How many wait to be drawn.
    static WAITING: Cell<usize> = const { Cell::new(0) };
}

/// Comes back when everything that is to be drawn is drawn, or known not to come.
pub async fn drawn() {
    loop {
        clock::breathe().await;
        if WAITING.get() == 0 {
            return;
        }
        clock::wait_ms(PATIENCE_MS).await;
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrival {
    OnTheWay,
    Here,
    Lost,
}

fn on_the_way() -> AnyView {
    view! { <p class="coming" role="status">{say!(app.part_coming)}</p> }.into_any()
}

fn lost(fetch: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <div class="bar bar-bad" role="alert" data-testid="part-lost">
            <p>{say!(app.part_lost)}</p>
            <Press testid="part-again" act=move |()| fetch()>
                {say!(app.part_again)}
            </Press>
        </div>
    }
    .into_any()
}
