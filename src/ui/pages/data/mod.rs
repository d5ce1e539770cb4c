//! Import and backup: files in, backups out and in, and how safely the book is kept.

pub mod backup;
pub mod columns;
pub mod done;
pub mod export;
pub mod files;
pub mod how_to;
pub mod imports;
pub mod mending;
pub mod moving;
pub mod passphrase;
pub mod preview;
pub mod problems;
pub mod refused;
pub mod restore;
pub mod sealing;
pub mod storage;
pub mod suspicions;
pub mod unsealing;

use leptos::prelude::*;
use web_sys::FileList;

use crate::ui::components::file_picker::FilePicker;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::meter::Meter;
use crate::ui::focus::{focus_main, focused};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::doors::UseABrowser;
use crate::ui::say::say;
use crate::ui::state::{ActFault, BookStatus, Progress, ReadStatus, SaveStatus, use_state};
use crate::ui::text;

use backup::BackupCard;
use columns::Columns;
use done::Done;
use export::ExportCard;
use how_to::{HowTo, Shown};
use imports::Imports;
use moving::MoveCard;
use preview::PreviewCard;
use problems::Problems;
use refused::RefusedFiles;
use restore::RestoreCard;
use storage::StorageCard;
use suspicions::Found;

/// What the browser offers first when files are chosen.
const TABLES: &str = ".csv,.tsv,.txt,.gz,.json,.huitou,.xls,.xlsx,.vcf,text/csv,text/plain,text/vcard,application/json";

/// The page for everything that comes in or goes out.
#[component]
pub fn DataPage() -> impl IntoView {
    let state = use_state();
    let ready = Memo::new(move |_| matches!(state.book.get(), BookStatus::Ready));
    let open = Memo::new(move |_| !matches!(state.book.get(), BookStatus::Opening));
    let import = move || {
        // Nothing is written before the book is whole and open.
        let writes = ready.get() && !state.looks_back && !state.in_messenger;
        writes.then(|| view! { <ImportPart/> })
    };
    let book = move || {
        open.get().then(|| {
            view! {
                <Imports/>
                <MoveCard/>
                // Of a book that cannot be read there is nothing to back up.
                <Show when=move || !state.is_shut()>
                    <BackupCard/>
                    <ExportCard/>
                </Show>
                // Where things are cleared, a book may go out but not come in.
                {(!state.in_messenger).then(|| view! { <RestoreCard/> })}
                <StorageCard/>
            }
        })
    };
    // While he decides, the end of what he decides on is the end of the page.
    let decides = move || decides(&state.reading.get());
    // Most acts take their button away: the focus then goes to the page, not to nowhere.
    Effect::new(move |earlier: Option<()>| {
        state.reading.track();
        state.restore.track();
        state.sealing.track();
        state.seal.track();
        state.seq.track();
        if earlier.is_some() {
            request_animation_frame(keep_the_focus);
        }
    });
    view! {
        <div class="imp" class:decides=decides>
            <Spoken/>
            {state.in_messenger.then(|| view! { <div class="wide"><UseABrowser/></div> })}
            {import}
            {book}
            <p class="muted foot-note wide">{say!(app.memory)}</p>
        </div>
    }
}

/// True while the seller is asked something about files, and until his word is done.
fn decides(status: &ReadStatus) -> bool {
    match status {
        ReadStatus::Asking(_) | ReadStatus::Preview(_) | ReadStatus::Writing(_) => true,
        ReadStatus::Idle
        | ReadStatus::Reading(_)
        | ReadStatus::Stopped
        | ReadStatus::Undone
        | ReadStatus::Refused(_)
        | ReadStatus::NotWritten(_) => false,
    }
}

#[component]
fn ImportPart() -> impl IntoView {
    let state = use_state();
    let shown = Shown::unasked();
    let status = move || match state.reading.get() {
        ReadStatus::Idle | ReadStatus::Reading(_) => ().into_any(),
        ReadStatus::Stopped => {
            view! { <p class="bar bar-info wide">{say!(import.stopped)}</p> }.into_any()
        }
        ReadStatus::Undone => {
            let says = say!(import.undone);
            view! { <p class="bar bar-info wide" role="status" data-testid="import-undone">{says}</p> }
                .into_any()
        }
        ReadStatus::Refused(files) => {
            view! { <RefusedFiles files=files.to_vec() shown/> }.into_any()
        }
        ReadStatus::Asking(files) => view! { <Columns files/> }.into_any(),
        ReadStatus::Preview(preview) => view! { <PreviewCard preview writing=false/> }.into_any(),
        ReadStatus::Writing(preview) => view! { <PreviewCard preview writing=true/> }.into_any(),
        // The bar above says it, and what to do.
        ReadStatus::NotWritten(_) if matches!(state.save.get(), SaveStatus::Failed(_)) => {
            ().into_any()
        }
        ReadStatus::NotWritten(fault) => {
            // That the files are in already is no trouble.
            let class = match fault {
                ActFault::Refused(_) => "bar bar-info wide",
                _ => "bar bar-bad wide",
            };
            let says = move || text::act_fault(state.lang.get(), &fault);
            view! { <p class=class role="alert">{says}</p> }.into_any()
        }
    };
    let idle = Memo::new(move |_| !decides(&state.reading.get()));
    // What is to be looked at now begins at the top, wherever the last step ended.
    let is_new = Memo::new(move |_| {
        matches!(
            state.reading.get(),
            ReadStatus::Preview(_) | ReadStatus::Asking(_) | ReadStatus::Refused(_)
        )
    });
    Effect::new(move |earlier: Option<()>| {
        if is_new.get() && earlier.is_some() {
            request_animation_frame(|| window().scroll_to_with_x_and_y(0.0, 0.0));
        }
    });
    // While columns are asked for, other files may still be chosen instead.
    let chooses = Memo::new(move |_| {
        !matches!(state.reading.get(), ReadStatus::Preview(_) | ReadStatus::Writing(_))
    });
    let done = move || {
        let is_shown = idle.get() && state.reading.get() != ReadStatus::Undone;
        let outcome = state.standing_outcome().filter(|_| is_shown)?;
        let preview = std::sync::Arc::new(outcome.preview.clone());
        Some(view! {
            <Done outcome/>
            <Found/>
            <Problems preview mendable=false/>
        })
    };
    view! {
        {done}
        <section class="wide chooser">
            <Show when=move || chooses.get()>
                <Chooser/>
            </Show>
            <Reading/>
        </section>
        {status}
        <Show when=move || idle.get()>
            <HowTo shown/>
        </Show>
    }
}

/// What happened, for screen readers: a region that stays, for one that comes together with its
/// words is often not read out. Refusals speak for themselves.
#[component]
fn Spoken() -> impl IntoView {
    let state = use_state();
    // Whether it reads, not how far: counts would be read out without end.
    let reading = Memo::new(move |_| match state.reading.get() {
        ReadStatus::Reading(_) | ReadStatus::Writing(_) => Some(true),
        ReadStatus::Idle => Some(false),
        ReadStatus::Stopped
        | ReadStatus::Undone
        | ReadStatus::Refused(_)
        | ReadStatus::Asking(_)
        | ReadStatus::Preview(_)
        | ReadStatus::NotWritten(_) => None,
    });
    let says = move || {
        let lang = state.lang.get();
        match reading.get() {
            Some(true) => td_string!(lang, import.reading).to_owned(),
            Some(false) => match (state.figures.get(), state.holdings().people) {
                (Some(figures), _) => {
                    let customers = text::customers(lang, figures.customers);
                    td_string!(lang, import.see_figures, customers = customers)
                }
                (None, 0) => String::new(),
                (None, people) => {
                    let customers = text::customers(lang, people);
                    td_string!(lang, insight.no_orders, customers = customers)
                }
            },
            None => String::new(),
        }
    };
    view! {
        <p class="sr" role="status">
            {says}
        </p>
    }
}

/// What choosing files means now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// The first of an empty book.
    First,
    /// Orders for a book of people.
    Orders,
    /// More for a book with orders.
    More,
    /// Others in place of those that are asked about.
    Others,
}

/// The chooser; the whole page takes a drop besides.
#[component]
fn Chooser() -> impl IntoView {
    let state = use_state();
    let choice = Memo::new(move |_| {
        if matches!(state.reading.get(), ReadStatus::Asking(_)) {
            Choice::Others
        } else if state.has_orders.get() {
            Choice::More
        } else if state.has_book.get() {
            Choice::Orders
        } else {
            Choice::First
        }
    });
    let is_first = move || choice.get() == Choice::First;
    let button = move || if is_first() { "btn btn-1 btn-big" } else { "btn" };
    let zone = move || if is_first() { "drop" } else { "drop is-slim" };
    let words = move || {
        let lang = state.lang.get();
        match choice.get() {
            Choice::First => td_string!(lang, import.choose),
            Choice::Orders | Choice::More => td_string!(lang, import.choose_more),
            Choice::Others => td_string!(lang, import.choose_other),
        }
    };
    let hint = move || {
        let lang = state.lang.get();
        match choice.get() {
            Choice::First => td_string!(lang, import.drop_hint),
            Choice::Orders => td_string!(lang, import.orders_hint),
            Choice::More => td_string!(lang, import.join_hint),
            Choice::Others => td_string!(lang, import.replace_hint),
        }
    };
    let kinds =
        move || is_first().then(|| view! { <span class="small">{say!(import.kinds)}</span> });
    view! {
        <FilePicker
            testid="import-file"
            accept=TABLES
            multiple=true
            class=Signal::derive(zone)
            act=move |files: FileList| state.take_files(&files)
        >
            <span class=button>
                <Icon glyph=Glyph::Import size=Size::Small/>
                {words}
            </span>
            {kinds}
            <span class="muted">{hint}</span>
        </FilePicker>
    }
}

/// How far the reading is, and the way to stop it.
#[component]
fn Reading() -> impl IntoView {
    let state = use_state();
    let reading = Memo::new(move |_| match state.reading.get() {
        ReadStatus::Reading(progress) => Some(progress),
        ReadStatus::Idle
        | ReadStatus::Stopped
        | ReadStatus::Undone
        | ReadStatus::Refused(_)
        | ReadStatus::Asking(_)
        | ReadStatus::Preview(_)
        | ReadStatus::Writing(_)
        | ReadStatus::NotWritten(_) => None,
    });
    let any = Memo::new(move |_| reading.with(Option::is_some));
    move || any.get().then(|| view! { <ReadingBar reading/> })
}

#[component]
fn ReadingBar(reading: Memo<Option<Progress>>) -> impl IntoView {
    let state = use_state();
    // The button to stop goes away with the bar; its focus goes to the page, not to nowhere.
    on_cleanup(|| {
        request_animation_frame(keep_the_focus);
    });
    let permille = Memo::new(move |_| reading.with(|it| it.as_ref().map_or(0, |it| it.permille)));
    let file = move || {
        reading.get().map(|it| {
            let (nth, total) = (number::count(it.nth as u64), number::count(it.total as u64));
            td_string!(
                state.lang.get(),
                import.reading_file,
                nth = nth,
                total = total,
                name = it.name
            )
        })
    };
    let rows = move || {
        reading.get().map(|it| {
            let lang = state.lang.get();
            let rows = text::rows(lang, it.rows);
            let percent = format!("{}%", it.permille / 10);
            td_string!(lang, import.reading_rows, rows = rows, percent = percent)
        })
    };
    view! {
        <div class="sheet pad prog sec" data-testid="import-progress">
            <div class="prog-h">
                <span class="cut">{file}</span>
                <button
                    class="btn btn-3"
                    type="button"
                    data-testid="import-cancel"
                    on:click=move |_| state.stop_reading()
                >
                    {say!(import.cancel)}
                </button>
            </div>
            <Meter permille label=say!(import.reading)/>
            <p class="muted num">{rows}</p>
            <p class="muted">{say!(import.cancel_hint)}</p>
        </div>
    }
}

fn keep_the_focus() {
    let lost = focused().is_none_or(|it| it.tag_name() == "BODY");
    if lost {
        focus_main();
    }
}
