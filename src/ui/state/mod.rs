//! What all pages share: the shop in memory, the basis of its figures, the reading of files, the
//! settings. Pages come here and to the domain; store and format are used only from here.

mod basis;
mod reading;
mod update;

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::day::Day;
use crate::domain::figures::{CountingRule, Figures};
use crate::domain::shop::Shop;
pub use crate::format::encoding::Encoding;
pub use crate::format::intake::FileProblem;
pub use crate::format::mapping::Field;
pub use crate::format::orders::layout::FileFormat;
pub use crate::format::problem::{NotATable, NotOurs, ProblemReason, Refusal};
use crate::format::report;
pub use crate::store::files::ReadFault;
use crate::store::files::save_text;
pub use crate::store::settings::Theme;
use crate::store::settings::{self, Language, Merge, Settings};
use crate::ui::clock;
use crate::ui::i18n::Locale;
use crate::ui::switches::Switches;
use crate::ui::theme;

pub use basis::{BasisChoice, Span};
pub use reading::{Fault, Progress, ReadStatus, RefusedFile};

/// The shop in memory, and what its files said.
pub struct Loaded {
    shop: Shop,
    /// One entry a file, in the order they were dropped.
    pub files: Vec<FileNote>,
    /// Rows that do not count, of all files.
    pub problems: Vec<FileProblem>,
}

/// What was read of one file.
#[derive(Clone, Debug)]
pub struct FileNote {
    /// Its name.
    pub name: String,
    /// The layout it was recognised as.
    pub format: FileFormat,
    /// How its text is written.
    pub encoding: Encoding,
    /// Rows below the header.
    pub rows: u64,
    /// Rows that its mapping drops.
    pub skipped: u64,
    /// Rows that could not be used.
    pub problems: u64,
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
    /// The shop in memory.
    pub loaded: RwSignal<Option<Arc<Loaded>>>,
    /// Its figures on the basis of now.
    pub figures: Memo<Option<Arc<Figures>>>,
    /// A new build waits.
    pub update_waiting: RwSignal<bool>,
    /// The day of the test clock.
    pub test_day: Option<Day>,
    /// Number of the newest reading; an older one stops when it sees it.
    run: StoredValue<u32>,
    remembered: StoredValue<Settings>,
}

impl State {
    /// The state of a new tab. The switches win over what is remembered, for this tab only.
    #[must_use]
    pub fn start(switches: Switches) -> State {
        let remembered = settings::load();
        let lang =
            switches.lang.or(remembered.language.map(locale)).unwrap_or_else(theme::browser_lang);
        let rule = switches.rule.unwrap_or(counting_rule(remembered.merge));
        let basis = BasisChoice::start(rule, switches.as_of);
        let loaded = RwSignal::new(None::<Arc<Loaded>>);
        let figures = Memo::new_with_compare(
            move |_| {
                let loaded = loaded.get()?;
                let basis = basis.of(&loaded.shop, today(switches.today));
                Some(Arc::new(loaded.shop.figures(&basis)))
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
            loaded,
            figures,
            update_waiting: RwSignal::new(false),
            test_day: switches.today,
            run: StoredValue::new(0),
            remembered: StoredValue::new(remembered),
        }
    }

    /// The day it is, by the test clock where there is one.
    #[must_use]
    pub fn today(self) -> Day {
        today(self.test_day)
    }

    /// The year it is: days of it are written without one.
    #[must_use]
    pub fn this_year(self) -> i32 {
        self.today().ymd().0
    }

    /// Every figure with its key, as the runner `analyze` prints them.
    #[must_use]
    pub fn report(self) -> Vec<(String, String)> {
        let problems = self.loaded.with(|it| it.as_ref().map_or(0, |it| it.problems.len()));
        let figures = self.figures.get();
        figures.map_or_else(Vec::new, |figures| report::flat(&figures, problems as u64))
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

    /// Counts purchases by `rule` from now on.
    pub fn choose_rule(self, rule: CountingRule) {
        self.basis.rule.set(rule);
        self.remember(|it| it.merge = merge(rule));
    }

    /// Offers a table to save. The mark at its start tells Excel that it is UTF-8.
    pub fn save_table(self, name: &str, csv: &str) {
        save_text(&format!("{name}.csv"), "text/csv;charset=utf-8", &format!("\u{feff}{csv}"));
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

fn today(test_day: Option<Day>) -> Day {
    test_day.unwrap_or_else(clock::today)
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

fn counting_rule(merge: Merge) -> CountingRule {
    match merge {
        Merge::Day => CountingRule::MergedByDay,
        Merge::None => CountingRule::EachOrder,
    }
}

fn merge(rule: CountingRule) -> Merge {
    match rule {
        CountingRule::MergedByDay => Merge::Day,
        CountingRule::EachOrder => Merge::None,
    }
}
