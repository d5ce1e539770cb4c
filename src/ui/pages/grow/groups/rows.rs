//! The groups as rows: what each is called, whom it asks for, how many are in it.

use std::sync::Arc;

use leptos::prelude::*;

use super::LIST;
use crate::domain::loyalty::{RuleId, Rulebook};
use crate::domain::segment::{Ready, Rule};
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::customers::asked::{Asked, Grouped, ready_key, tier_key};
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::text::segment::Names;
use crate::ui::veil;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    grouped: Grouped,
    name: String,
    rule: Rule,
    /// How many rules stand on it.
    uses: usize,
}

/// All groups.
#[component]
pub fn Rows(
    /// The group whose form is open; empty = none.
    open: Memo<String>,
) -> impl IntoView {
    let state = use_state();
    let own = Memo::new(move |_| {
        let rules = state.rulebook();
        let rows = rules.groups().map(|(id, terms)| Row {
            grouped: Grouped::Own(id),
            name: terms.name.clone(),
            rule: terms.rule.clone(),
            uses: rules.uses_of_group(id).len(),
        });
        Arc::new(rows.collect::<Vec<_>>())
    });
    let ready = Memo::new(move |_| {
        let lang = state.lang.get();
        let rows = Ready::ALL.map(|it| Row {
            grouped: Grouped::Ready(it),
            name: text::segment::ready(lang, it).to_owned(),
            rule: it.rule(),
            uses: 0,
        });
        Arc::new(rows.to_vec())
    });
    let new = (!state.looks_back).then(|| {
        view! {
            <a class="btn btn-1 end" href=format!("{LIST}/new") data-testid="segment-new">
                <Icon glyph=Glyph::Plus/>
                {say!(segment.new)}
            </a>
        }
    });
    let none = move || own.with(|rows| rows.is_empty());
    view! {
        <section class="sec" data-testid="segment-own">
            <div class="seg-head">
                <h2>{say!(segment.own)}</h2>
                {new}
            </div>
            <Show when=none>
                <p class="muted">{say!(segment.none_yet)}</p>
            </Show>
            <List rows=own open/>
        </section>
        <section class="sec" data-testid="segment-readies">
            <div class="seg-head">
                <h2>{say!(segment.ready)}</h2>
            </div>
            <p class="muted">{say!(segment.ready_hint)}</p>
            <List rows=ready open/>
        </section>
    }
}

#[component]
fn List(rows: Memo<Arc<Vec<Row>>>, open: Memo<String>) -> impl IntoView {
    let state = use_state();
    let rules = Memo::new(move |_| {
        Arc::new(rows.with(|rows| rows.iter().map(|row| row.rule.clone()).collect::<Vec<_>>()))
    });
    let counts = state.count_groups(rules);
    // Once for all rows: of a day of the past it is put together anew.
    let book = Memo::new(move |_| state.rulebook());
    let row = move |(at, row): (usize, &Row)| {
        let count = Memo::new(move |_| counts.with(|all| all.get(at).copied().flatten()));
        view! { <RowView row=row.clone() book count open/> }
    };
    let rows = move || rows.with(|rows| rows.iter().enumerate().map(row).collect_view());
    view! { <ul class="rows sheet seg-rows">{rows}</ul> }
}

#[component]
fn RowView(
    row: Row,
    book: Memo<Arc<Rulebook>>,
    count: Memo<Option<u64>>,
    open: Memo<String>,
) -> impl IntoView {
    let state = use_state();
    let (key, href, testid) = match row.grouped {
        Grouped::Own(RuleId(id)) => (id.to_string(), format!("{LIST}/{id}"), "segment-row"),
        Grouped::Ready(ready) => {
            let key = ready_key(ready);
            (key.to_owned(), format!("{LIST}/new?from={key}"), "segment-ready")
        }
        // No row is one: they have a page of their own.
        Grouped::Tier(step) => {
            let key = tier_key(step);
            (key.clone(), format!("{LIST}/new?from={key}"), "segment-ready")
        }
    };
    let sentence = {
        let rule = row.rule.clone();
        move || {
            let (lang, rules, this_year) = (state.lang.get(), book.get(), state.this_year());
            text::segment::sentence(lang, &rule, Names { rules: &rules, this_year })
        }
    };
    let people = move || {
        let lang = state.lang.get();
        match count.get() {
            Some(n) => text::people(lang, n),
            None => td_string!(lang, segment.counting).to_owned(),
        }
    };
    let used = (row.uses > 0).then(|| {
        let n = row.uses;
        let says =
            move || td_string!(state.lang.get(), segment.used_by, n = number::count(n as u64));
        view! { <span class="tag" data-testid="segment-used">{says}</span> }
    });
    let is_open = {
        let key = key.clone();
        move || open.with(|open| *open == key).then_some("true")
    };
    let listed = Asked::in_group(row.grouped).href();
    let name = row.name.clone();
    let label = move || {
        let lang = state.lang.get();
        td_string!(lang, segment.list_of, name = veil::text(&name), people = people())
    };
    view! {
        <li
            class="seg-row"
            data-testid=testid
            data-id=key
            data-value=move || count.get().map(|n| n.to_string())
        >
            <a class="seg-what" href=href aria-current=is_open>
                <b>
                    <bdi>{move || veil::text(&row.name)}</bdi>
                    {used}
                </b>
                <span class="muted">{sentence}</span>
            </a>
            <a
                class="btn btn-3 num"
                href=listed
                data-testid="segment-list"
                aria-label=label
            >
                {people}
            </a>
        </li>
    }
}
