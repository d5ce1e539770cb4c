//! What an import would do, before anything is written.

use std::sync::Arc;

use leptos::prelude::*;

use super::done::{Count, PeopleCounts};
use super::files::Files;
use super::problems::Problems;
use super::suspicions::Suspicions;
use crate::domain::day::Day;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{FileFormat, Preview, use_state};
use crate::ui::text;

/// The preview and the seller's word on it.
#[component]
pub fn PreviewCard(
    /// What would happen.
    preview: Arc<Preview>,
    /// It is happening: the buttons rest.
    writing: bool,
) -> impl IntoView {
    let state = use_state();
    let this_year = state.this_year();
    let count = |n: u64| n.to_string();
    let heading = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            if preview.known {
                return td_string!(lang, preview.known).to_owned();
            }
            let orders = text::orders(lang, preview.new);
            let people = text::customers(lang, preview.new_customers);
            if preview.is_unreadable() {
                let rows = text::rows(lang, preview.problems.len() as u64);
                return td_string!(lang, preview.none_readable, rows = rows);
            }
            if preview.new + preview.updated == 0 && !preview.brings_nothing() {
                return people_heading(lang, &preview);
            }
            match (preview.new, preview.updated) {
                (0, 0) => td_string!(lang, preview.nothing).to_owned(),
                (0, updated) => {
                    let orders = text::orders(lang, updated);
                    let says = td_string!(lang, preview.only_updates, orders = orders);
                    match preview.new_people + preview.updated_people {
                        0 => says,
                        _ => {
                            let people = people_heading(lang, &preview);
                            td_string!(lang, preview.and_people, orders = says, people = people)
                        }
                    }
                }
                _ if preview.new_customers == 0 => {
                    td_string!(lang, preview.only_orders, orders = orders)
                }
                _ => td_string!(lang, preview.heading, orders = orders, customers = people),
            }
        }
    };
    let period = {
        let days = preview.days;
        move || {
            let lang = state.lang.get();
            days.map(|(first, last)| text::period(lang, first, last, this_year))
        }
    };
    let old = {
        let last = preview.days.map(|(_, last)| last);
        let today = state.today();
        move || last.and_then(|last| age(state.lang.get(), last, today, this_year))
    };
    let mended = {
        let mended = preview.mended;
        move || {
            let lang = state.lang.get();
            let (cells, rows) = (text::cells(lang, mended.cells), text::rows(lang, mended.rows));
            match (mended.cells, mended.rows) {
                (0, 0) => None,
                (_, 0) => Some(td_string!(lang, preview.mended_cells, cells = cells)),
                (0, _) => Some(td_string!(lang, preview.mended_rows, rows = rows)),
                _ => Some(td_string!(lang, preview.mended, cells = cells, rows = rows)),
            }
        }
    };
    let received = {
        let it = preview.received;
        move || {
            let lang = state.lang.get();
            (it.total_fen > 0).then(|| {
                let total = number::money(it.total_fen.into());
                let largest = number::money(it.largest_fen.into());
                td_string!(lang, preview.received, total = total, largest = largest)
            })
        }
    };
    let same_person = {
        let n = preview.same_person_rows;
        move || {
            let lang = state.lang.get();
            (n > 0).then(|| td_string!(lang, preview.same_person, rows = text::rows(lang, n)))
        }
    };
    let twice = {
        let may = preview.may_count_twice;
        move || may.then(|| td_string!(state.lang.get(), preview.may_count_twice))
    };
    let counts = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let problems = preview.problems.len() as u64;
            let bad = if problems > 0 { "bad" } else { "" };
            let orders = preview.has_orders().then(|| {
                view! {
                    <Count name=td_string!(lang, preview.new) value=preview.new/>
                    <Count name=td_string!(lang, preview.updated) value=preview.updated/>
                    <Count name=td_string!(lang, preview.unchanged) value=preview.unchanged/>
                }
            });
            let people = preview.has_people().then(|| {
                view! {
                    <PeopleCounts
                        lang
                        new=preview.new_people
                        updated=preview.updated_people
                        unchanged=preview.unchanged_people
                    />
                }
            });
            view! {
                {orders}
                {people}
                <Count name=td_string!(lang, preview.skipped) value=preview.skipped/>
                <Count name=td_string!(lang, preview.problems) value=problems class=bad/>
            }
        }
    };
    // Orders, people and the rest each in a row of three.
    let is_both = preview.has_orders() && preview.has_people();
    let class = if is_both { "counts counts-5 thirds" } else { "counts counts-5" };
    let skipped = {
        let n = preview.skipped;
        // In a list of our own, those who are known by their orders alone.
        let by_orders = preview
            .files
            .iter()
            .all(|file| file.skipped == 0 || file.format == FileFormat::OwnCustomers);
        move || {
            let lang = state.lang.get();
            let rows = text::rows(lang, n);
            (n > 0).then(|| match by_orders {
                true => td_string!(lang, import.skipped_by_orders, rows = rows),
                false => td_string!(lang, import.skipped_hint, rows = rows),
            })
        }
    };
    let confirm = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let orders = preview.new + preview.updated;
            let people = preview.new_people + preview.updated_people;
            if preview.is_unreadable() {
                td_string!(lang, preview.nothing_to_import).to_owned()
            } else if preview.brings_nothing() {
                td_string!(lang, preview.confirm_plain).to_owned()
            } else {
                let what = [
                    (orders > 0).then(|| text::orders(lang, orders)),
                    (people > 0).then(|| text::customers(lang, people)),
                ];
                let what: Vec<String> = what.into_iter().flatten().collect();
                let what = what.join(td_string!(lang, amount.and));
                td_string!(lang, preview.confirm, orders = what)
            }
        }
    };
    let known = preview.known;
    let rests = known || preview.is_unreadable();
    // Where there is nothing to decide, there is nothing to call off.
    let leave_class = if known { "btn btn-1 btn-big" } else { "btn" };
    let leave = move || {
        let lang = state.lang.get();
        if known { td_string!(lang, preview.seen) } else { td_string!(lang, preview.cancel) }
    };
    view! {
        <section
            class="sheet pad sec done preview wide"
            data-testid="import-preview"
            data-format=preview.format()
            data-new=count(preview.new)
            data-updated=count(preview.updated)
            data-unchanged=count(preview.unchanged)
            data-skipped=count(preview.skipped)
            data-problems=count(preview.problems.len() as u64)
            data-people-new=count(preview.new_people)
            data-people-updated=count(preview.updated_people)
        >
            <h2>{heading}</h2>
            <p class="muted">{period}</p>
            <p class="small warn" data-testid="import-old">{old}</p>
            <dl class=class>{counts}</dl>
            <p class="muted" data-testid="preview-received">{received}</p>
            <p class="small warn" data-testid="may-count-twice">{twice}</p>
            <p class="muted" data-testid="same-person" data-rows=count(preview.same_person_rows)>
                {same_person}
            </p>
            <p class="muted">{skipped}</p>
            <p class="muted" data-testid="mended">{mended}</p>
            <div class="dock">
                <div class="btn-row">
                    <button
                        class=leave_class
                        type="button"
                        data-testid="import-cancel"
                        disabled=writing
                        on:click=move |_| state.drop_preview()
                    >
                        {leave}
                    </button>
                    <button
                        class="btn btn-1 btn-big"
                        type="button"
                        data-testid="import-confirm"
                        hidden=known
                        disabled=writing || rests
                        on:click=move |_| state.confirm_import()
                    >
                        {confirm}
                    </button>
                </div>
            </div>
            <p class="muted">{say!(preview.undo_hint)}</p>
        </section>
        <Problems preview=Arc::clone(&preview) mendable=!writing/>
        <div>
            <Files preview writing/>
            <Show when=move || !writing>
                <Suspicions/>
            </Show>
        </div>
    }
}

/// Days after which an export is plainly of another time.
const OLD_DAYS: i32 = 31;

/// That the files end long ago. What they say of silence would be wrong as of today.
fn age(lang: Locale, last: Day, today: Day, this_year: i32) -> Option<String> {
    let days = today.number() - last.number();
    let age = u64::try_from(days).ok().filter(|_| days > OLD_DAYS)?;
    let day = number::day(last, lang, this_year);
    Some(td_string!(lang, preview.old, day = day, age = text::age(lang, age)))
}

/// What lists bring where no orders come with them.
fn people_heading(lang: Locale, preview: &Preview) -> String {
    let more = text::customers(lang, preview.new_people);
    let known = text::customers(lang, preview.updated_people);
    match (preview.new_people, preview.updated_people) {
        (_, 0) => td_string!(lang, preview.people, customers = more),
        (0, _) => td_string!(lang, preview.only_known_people, customers = known),
        _ => td_string!(lang, preview.people_both, customers = more, known = known),
    }
}
