//! What all pages share: the book, the basis of its figures, the reading of files, the settings.
//! Pages come here and to the domain; store and format are used only from here.

mod audience;
mod backup;
mod basis;
mod book;
mod demo;
mod desk;
mod export;
mod groups;
mod import;
mod issuing;
mod loyalty;
mod opening;
mod past;
mod people;
mod picture;
mod price_care;
mod prices;
mod reading;
mod readings;
mod restore;
mod room;
mod rules;
mod sealing;
mod search;
mod suspected;
mod tiers;
mod trial;
mod twins;
mod update;
mod works;

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

pub use crate::domain::customer::Platform;
use crate::domain::day::Day;
pub use crate::domain::duplicates::Likeness;
use crate::domain::figures::{Basis, CountingRule, Figures};
use crate::domain::search::Readings;
use crate::domain::shop::Shop;
pub use crate::format::encoding::Encoding;
pub use crate::format::export::privacy::Carried;
pub use crate::format::export::titles::{OF_CUSTOMERS, OF_ORDERS};
pub use crate::format::export::{Column, TitleLang, csv};
pub use crate::format::intake::FileProblem;
pub use crate::format::mapping::Field;
pub use crate::format::mapping::{ColumnName, DelimiterName, DropRule, Mapping, MappingKind};
pub use crate::format::orders::file_format::FileFormat;
pub use crate::format::problem::{NotATable, NotOurs, ProblemReason, Refusal};
use crate::format::report;
pub use crate::format::sealed::{Passphrase, SealFault, SealedFault, Strength};
pub use crate::format::survey::{ColumnGuess, Confidence, DateReading, Guessed, Missing, Survey};
pub use crate::format::table::dialect::Delimiter;
pub use crate::porter::message::{
    Correction, ExportWhat, Fault, FileNote, Progress, RefusedFile, TableForm, UnknownFile,
};
use crate::store::book::BookName;
pub use crate::store::book::{
    CommitFault, Damage, OpenFault, ReadFault as BookReadFault, SpareState,
};
pub use crate::store::files::ReadFault;
use crate::store::files::save_text;
pub use crate::store::settings::BackupNote;
pub use crate::store::settings::Motion;
pub use crate::store::settings::Theme;
use crate::store::settings::{self, Language, Settings};
use crate::store::tab;
use crate::ui::clock;
use crate::ui::host;
use crate::ui::i18n::Locale;
use crate::ui::switches::Switches;
use crate::ui::theme;
use crate::ui::veil;

pub use audience::{Audience, Gathered, Gathering, NickList};
pub use backup::BackupStatus;
pub use basis::{BasisChoice, Since, Span};
pub use book::{BookStatus, Recovered, SaveStatus};
pub use demo::{DemoFault, DemoStatus};
pub use desk::ActFault;
use desk::Desk;
pub use export::{ExportChoice, ExportMade, ExportStatus, title_lang};
pub use groups::{GroupAnswer, OfferedIn};
pub use import::{Brought, ImportNote, Outcome, Preview};
pub use loyalty::Members;
pub use past::PastStatus;
pub use people::{Done, Toast, Undo};
pub use picture::PictureFile;
pub use price_care::{Buyer, CareScene};
pub use prices::{Outgoing, PricedCustomer};
pub use reading::{MendingDraft, ReadStatus, SaidWhen};
pub use restore::{LockedBackup, RestoreMode, RestorePreview, RestoreStatus};
pub use room::{Light, RoomFacts};
pub use sealing::{Handed, SealFor, SealStatus, SealedMade, place};
pub use search::{FoundOrder, MatchedText, Seeking};
pub use suspected::Suspected;
pub use tiers::{TierScene, TierTrial};
pub use trial::{SeenGood, Trial, TrialAsked, Tried};
pub use works::Acts;

/// How much a book holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Orders, counted or not.
    pub orders: u64,
    /// People, by orders or by lists.
    pub people: u64,
}

impl Holdings {
    /// Of a shop.
    #[must_use]
    pub fn of(shop: &Shop) -> Holdings {
        Holdings { orders: shop.order_count(), people: shop.people_count() }
    }

    /// True where there is neither.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.orders == 0 && self.people == 0
    }
}

/// Why fewer is counted than the book holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncounted {
    /// All that it holds.
    pub holds: Holdings,
    /// Orders that do not count.
    pub orders: u64,
    /// People without an order that counts.
    pub people: u64,
}

/// What stands over the page because of a key or a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    None,
    /// The search over everything.
    Search,
    /// The list of keys.
    Keys,
}

/// The shared state. `Copy`: take it once in a component's body.
#[derive(Clone, Copy)]
pub struct State {
    /// The language of now.
    pub lang: RwSignal<Locale>,
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// Larger text.
    pub large_text: RwSignal<bool>,
    /// What the figures rest on.
    pub basis: BasisChoice,
    /// Where the reading of files stands.
    pub reading: RwSignal<ReadStatus>,
    /// Whether things may move.
    pub motion: RwSignal<Motion>,
    /// Which book this tab is about.
    which: RwSignal<BookName>,
    /// The counting rule that this device was told before books knew of it.
    rule_of_device: RwSignal<Option<CountingRule>>,
    /// Where the making of the demo shop stands.
    pub demo: RwSignal<DemoStatus>,
    /// A messenger shows the page, where nothing is kept for sure.
    pub in_messenger: bool,
    /// Whether the book is open.
    pub book: RwSignal<BookStatus>,
    /// What the second copy has brought back; until the seller has read it.
    pub recovered: RwSignal<Option<Recovered>>,
    /// Whether everything that was done is on disk.
    pub save: RwSignal<SaveStatus>,
    /// Number of the last durable commit that this tab knows.
    pub seq: RwSignal<u64>,
    /// What became of the last import of this visit.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
    /// Who of the last preview may be one person.
    pub suspects: RwSignal<Arc<Vec<Suspected>>>,
    /// Where the making of a backup stands.
    pub backup: RwSignal<BackupStatus>,
    /// What a sealed file is asked for, if one is.
    pub sealing: RwSignal<Option<SealFor>>,
    /// Where its making stands.
    pub seal: RwSignal<SealStatus>,
    /// What opens it, as it is typed: the seller may look at other pages before he has told the other phone.
    pub passphrase: RwSignal<String>,
    /// Where the making of an export stands.
    pub export: RwSignal<ExportStatus>,
    /// Where a restore stands.
    pub restore: RwSignal<RestoreStatus>,
    /// How Chinese characters are read, once somebody has searched: see [`State::want_readings`].
    pub readings: RwSignal<Option<Arc<Readings>>>,
    /// What of the search stands over the page.
    pub overlay: RwSignal<Overlay>,
    /// The revision of which everybody can be found.
    searched: RwSignal<u64>,
    /// Who may be somebody else of the book, and when that was found.
    twins: RwSignal<Option<twins::FoundTwins>>,
    /// Rises whenever groups are laid out for another state of the book.
    grouped: RwSignal<u64>,
    /// What the browser says about the room for the book.
    pub room: RwSignal<RoomFacts>,
    /// The basis of now, once the book is open.
    reckoned: Memo<Option<Basis>>,
    /// The figures on the basis of now; `None` while there is nothing to count.
    pub figures: Memo<Option<Arc<Figures>>>,
    /// There is something in the book: an order or a person.
    pub has_book: Memo<bool>,
    /// There are orders in it: something to count.
    pub has_orders: Memo<bool>,
    /// What was just done.
    pub toast: RwSignal<Option<Toast>, LocalStorage>,
    /// A new build waits.
    pub update_waiting: RwSignal<bool>,
    /// The day of the test clock.
    pub test_day: Option<Day>,
    /// The address looks at the past: nothing is written.
    pub looks_back: bool,
    /// Rises whenever the shop has changed.
    revision: RwSignal<u64>,
    desk: StoredValue<Option<Rc<Desk>>, LocalStorage>,
    hands: StoredValue<Hands, LocalStorage>,
    /// How many toasts there were.
    toasts: StoredValue<u32>,
    /// Number of the newest reading; an older one stops when it sees it.
    run: StoredValue<u32>,
    /// The same of the sealed files that are made.
    seal_run: StoredValue<u32>,
    /// The same of the backups that are read.
    restore_run: StoredValue<u32>,
    remembered: StoredValue<Settings>,
}

/// What is held ready and is no business of the screen.
#[derive(Default)]
struct Hands {
    /// Files that were read and wait for the seller's word.
    arrived: Option<Rc<import::Arrived>>,
    /// The drop, while it is looked at.
    handed: reading::Handed,
    /// A backup that was read and waits for the seller's word.
    restored: Option<Rc<Shop>>,
    /// What an import will have brought once it can be written.
    unsaid: Option<Arc<Outcome>>,
    /// What could not be written, in the order in which it was done.
    unsaved: Vec<book::Unsaved>,
    /// Acts that were begun and have not ended.
    under_way: usize,
    /// The last backup, to be shared.
    made: Option<crate::store::files::MadeFile>,
    /// The last sealed one, to be handed over.
    sealed: Option<crate::store::files::MadeFile>,
    /// Ends the making of one.
    stop_sealing: Option<crate::porter::call::Stop>,
    /// A sealed backup that waits for its passphrase.
    locked: Option<crate::store::files::PickedFile>,
    /// Ends the opening of one.
    stop_opening: Option<crate::porter::call::Stop>,
    /// An export that waits for the seller's word.
    exported: Option<crate::store::files::MadeFile>,
    channel: Option<crate::store::book::Channel>,
    /// A checkpoint is on its way.
    checkpoint_due: bool,
    /// Where the running of the issuing rules stands.
    issuing: issuing::Issuing,
    /// The readings are on their way.
    readings_due: bool,
    searching: search::Searching,
    /// Who may be somebody else is being looked for.
    is_seeking_twins: bool,
    grouping: groups::Grouping,
}

impl State {
    /// The state of a new tab. The switches win over what is remembered, for this tab only.
    #[must_use]
    pub fn start(switches: Switches) -> State {
        let remembered = settings::load();
        veil::set(remembered.covered);
        let lang =
            switches.lang.or(remembered.language.map(locale)).unwrap_or_else(theme::browser_lang);
        let revision = RwSignal::new(0);
        let desk = StoredValue::new_local(None::<Rc<Desk>>);
        let which = RwSignal::new(tab::book());
        let rule_of_device = RwSignal::new(remembered.merge.map(rules::counting_rule));
        let rule_of_book = move || {
            revision.track();
            let of = |shop: &Shop| shop.profile().rule.value;
            let of_device = || rule_of_device.get().filter(|_| which.get() == BookName::Real);
            desk.get_value().and_then(|desk| desk.shop(of)).or_else(of_device)
        };
        let basis = BasisChoice::start(switches.rule, rule_of_book, switches.as_of);
        let holds = move |look: fn(&Shop) -> bool| {
            revision.track();
            desk.with_value(|desk| desk.as_ref().is_some_and(|it| it.shop(look)))
        };
        let has_orders = Memo::new(move |_| holds(|shop| shop.order_count() > 0));
        let has_book = Memo::new(move |_| has_orders.get() || holds(Shop::has_people));
        let reckoned = Memo::new(move |_| {
            revision.track();
            let desk = desk.get_value()?;
            let of = |shop: &Shop| {
                let today = today(switches.today, shop.profile().offset_minutes.value);
                basis.of(shop.profile(), shop.last_day(), today)
            };
            Some(desk.shop(of))
        });
        let figures = Memo::new_with_compare(
            move |_| {
                let basis = reckoned.get()?;
                revision.track();
                let desk = desk.get_value()?;
                desk.shop(|shop| shop.order_count() > 0).then(|| Arc::new(desk.figures(&basis)))
            },
            // A new basis means new figures: comparing them would cost more than drawing them.
            |_, _| true,
        );
        State {
            lang: RwSignal::new(lang),
            theme: RwSignal::new(remembered.theme),
            large_text: RwSignal::new(remembered.large_text),
            basis,
            reading: RwSignal::new(ReadStatus::Idle),
            which,
            rule_of_device,
            motion: RwSignal::new(remembered.motion),
            demo: RwSignal::new(DemoStatus::Idle),
            in_messenger: host::is_messenger(),
            book: RwSignal::new(BookStatus::Opening),
            recovered: RwSignal::new(None),
            save: RwSignal::new(SaveStatus::Saved),
            seq: RwSignal::new(0),
            outcome: RwSignal::new(None),
            suspects: RwSignal::new(Arc::default()),
            backup: RwSignal::new(BackupStatus::Idle),
            sealing: RwSignal::new(None),
            seal: RwSignal::new(SealStatus::Asking),
            passphrase: RwSignal::new(String::new()),
            export: RwSignal::new(ExportStatus::Idle),
            restore: RwSignal::new(RestoreStatus::Idle),
            readings: RwSignal::new(None),
            overlay: RwSignal::new(Overlay::None),
            searched: RwSignal::new(0),
            twins: RwSignal::new(None),
            grouped: RwSignal::new(0),
            room: RwSignal::new(RoomFacts::default()),
            reckoned,
            figures,
            has_book,
            has_orders,
            toast: RwSignal::new_local(None),
            update_waiting: RwSignal::new(false),
            test_day: switches.today,
            looks_back: switches.as_of.is_some(),
            revision,
            desk,
            hands: StoredValue::new_local(Hands::default()),
            toasts: StoredValue::new(0),
            run: StoredValue::new(0),
            seal_run: StoredValue::new(0),
            restore_run: StoredValue::new(0),
            remembered: StoredValue::new(remembered),
        }
    }

    /// The day it is, by the test clock where there is one.
    #[must_use]
    pub fn today(self) -> Day {
        today(self.test_day, self.offset_of_shop())
    }

    /// The year it is: days of it are written without one.
    #[must_use]
    pub fn this_year(self) -> i32 {
        self.today().ymd().0
    }

    /// Every figure with its key, as the runner `analyze` prints them.
    #[must_use]
    pub fn report(self) -> Vec<(String, String)> {
        let problems = self.with_shop(Shop::problem_rows).unwrap_or_default();
        let figures = self.figures.get();
        figures.map_or_else(Vec::new, |figures| report::flat(&figures, problems))
    }

    /// True where a book is, or was, and none of it can be shown.
    #[must_use]
    pub fn is_shut(self) -> bool {
        match self.book.get() {
            BookStatus::Missing | BookStatus::Failed(_) => true,
            BookStatus::Opening
            | BookStatus::Ready
            | BookStatus::Damaged(_)
            | BookStatus::Superseded => false,
        }
    }

    /// Looks at the shop, again whenever it has changed. `None` before the book is open.
    pub fn with_shop<T>(self, look: impl FnOnce(&Shop) -> T) -> Option<T> {
        self.revision.track();
        self.desk.with_value(|desk| desk.as_ref().map(|desk| desk.shop(look)))
    }

    /// What is in the book now; again whenever it has changed.
    #[must_use]
    pub fn holdings(self) -> Holdings {
        self.with_shop(Holdings::of).unwrap_or_default()
    }

    /// What of the book the figures leave out. `None` where they end before the book does: then
    /// later orders are missing from them, too.
    #[must_use]
    pub fn uncounted(self) -> Option<Uncounted> {
        let figures = self.figures.get()?;
        let (holds, last) = self.with_shop(|shop| (Holdings::of(shop), shop.last_day()))?;
        last.is_none_or(|last| last <= figures.basis.as_of).then(|| Uncounted {
            holds,
            orders: holds.orders.saturating_sub(figures.orders),
            people: holds.people.saturating_sub(figures.customers),
        })
    }

    /// Speaks `lang` from now on.
    pub fn choose_language(self, lang: Locale) {
        self.lang.set(lang);
        self.remember(|it| it.language = Some(language(lang)));
    }

    /// Light or dark from now on.
    pub fn choose_theme(self, theme: Theme) {
        self.theme.set(theme);
        self.remember(|it| it.theme = theme);
    }

    /// Larger text or not from now on.
    pub fn choose_text(self, large: bool) {
        self.large_text.set(large);
        self.remember(|it| it.large_text = large);
    }

    /// Whether things may move from now on.
    pub fn choose_motion(self, motion: Motion) {
        self.motion.set(motion);
        self.remember(|it| it.motion = motion);
    }

    /// Covers phones and amounts from now on, or shows them.
    pub fn close_eye(self, closed: bool) {
        veil::set(closed);
        self.remember(|it| it.covered = closed);
    }

    /// Offers a table to save.
    pub fn save_table(self, name: &str, csv: &str) {
        save_text(&format!("{name}.csv"), "text/csv;charset=utf-8", csv);
    }

    fn remember(self, change: impl FnOnce(&mut Settings)) {
        self.remembered.update_value(change);
        settings::save(self.remembered.get_value());
    }
}

/// The state of this page. Call it in a component's body, never in a handler.
#[must_use]
pub fn use_state() -> State {
    expect_context::<State>()
}

fn today(test_day: Option<Day>, offset_minutes: Option<i32>) -> Day {
    test_day.unwrap_or_else(|| clock::today(offset_minutes))
}

fn locale(language: Language) -> Locale {
    match language {
        Language::Zh => Locale::zh,
        Language::En => Locale::en,
    }
}

fn language(lang: Locale) -> Language {
    match lang {
        Locale::zh => Language::Zh,
        Locale::en => Language::En,
    }
}
