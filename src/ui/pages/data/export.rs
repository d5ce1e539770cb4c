//! Orders, customers and contacts as files for other programs.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::ui::components::chips::Chip;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::number::size;
use crate::ui::pages::customers::asked::{Asked, exported};
use crate::ui::pages::customers::groups;
use crate::ui::route::{Here, Route};
use crate::ui::say::say;
use crate::ui::state::{
    Carried, Column, ExportChoice, ExportStatus, ExportWhat, Holdings, OF_CUSTOMERS, OF_ORDERS,
    TableForm, title_lang, use_state,
};
use crate::ui::text;

/// Which table, or the contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Customers,
    Orders,
    Contacts,
}

impl Topic {
    /// The columns that can be chosen.
    fn columns(self) -> &'static [Column] {
        match self {
            Topic::Customers => &OF_CUSTOMERS,
            Topic::Orders => &OF_ORDERS,
            Topic::Contacts => &[],
        }
    }
}

/// What the book has none of, so that there is nothing to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lack {
    Orders,
    Customers,
}

impl Lack {
    fn words(self, lang: Locale) -> &'static str {
        match self {
            Lack::Orders => td_string!(lang, export.no_orders),
            Lack::Customers => td_string!(lang, export.no_customers),
        }
    }
}

fn lacks(topic: Topic, holds: Holdings) -> Option<Lack> {
    match topic {
        Topic::Orders => (holds.orders == 0).then_some(Lack::Orders),
        Topic::Customers | Topic::Contacts => (holds.people == 0).then_some(Lack::Customers),
    }
}

/// What is chosen on the card.
#[derive(Clone, Copy)]
struct Chosen {
    topic: RwSignal<Topic>,
    form: RwSignal<TableForm>,
    /// Columns that are switched off, of both tables.
    off: RwSignal<Vec<Column>>,
    /// The list that it is about; `None` = everybody.
    asked: Memo<Option<Asked>>,
    /// Who is on that; `None` while it is not known.
    people: Memo<Option<Arc<Vec<u32>>>>,
}

impl Chosen {
    fn start() -> Chosen {
        let state = use_state();
        let Here(here) = expect_context::<Here>();
        let asked = Memo::new(move |_| {
            here.with(|it| {
                let ours = it.as_ref().filter(|it| it.route == Route::Data);
                ours.and_then(|it| exported(&it.query))
            })
        });
        let people = Memo::new(move |_| {
            let asked = asked.get()?;
            let is_known = asked.group.is_none_or(|group| {
                let rule = groups::rule_of(state, group);
                rule.is_some_and(|rule| state.people_in(&rule).is_some())
            });
            groups::listed(state, asked).filter(|_| is_known).map(Arc::new)
        });
        Chosen {
            asked,
            people,
            topic: RwSignal::new(Topic::Customers),
            form: RwSignal::new(TableForm::Csv),
            off: RwSignal::new(unasked()),
        }
    }

    fn columns(self) -> Vec<Column> {
        let off = self.off.read();
        let all = self.topic.get().columns().iter().copied();
        all.filter(|column| !off.contains(column)).collect()
    }

    fn choice(self) -> ExportChoice {
        let form = self.form.get_untracked();
        let what = match self.topic.get_untracked() {
            Topic::Customers => ExportWhat::Customers(form),
            Topic::Orders => ExportWhat::Orders(form),
            Topic::Contacts => ExportWhat::Contacts,
        };
        let people = self.asked.get_untracked().and_then(|_| self.people.get_untracked());
        ExportChoice { what, columns: untrack(|| self.columns()), people }
    }

    fn turn(self, column: Column) {
        self.off.update(|off| match off.iter().position(|it| *it == column) {
            Some(at) => drop(off.remove(at)),
            None => off.push(column),
        });
    }
}

/// Nobody's phone or address goes along unasked.
fn unasked() -> Vec<Column> {
    OF_ORDERS.into_iter().filter(|column| column.is_of_receivers()).collect()
}

/// The card for exports.
#[component]
pub fn ExportCard() -> impl IntoView {
    let state = use_state();
    let chosen = Chosen::start();
    let busy = Memo::new(move |_| matches!(state.export.get(), ExportStatus::Writing(_)));
    let asks = Memo::new(move |_| matches!(state.export.get(), ExportStatus::Asking(_)));
    let lacks = Memo::new(move |_| lacks(chosen.topic.get(), state.holdings()));
    let waits = Memo::new(move |_| {
        chosen.asked.with(Option::is_some) && chosen.people.with(Option::is_none)
    });
    let is_nobody = Memo::new(move |_| {
        chosen.people.with(|it| it.as_ref().is_some_and(|people| people.is_empty()))
    });
    let rests = Signal::derive(move || {
        busy.get() || asks.get() || lacks.get().is_some() || waits.get() || is_nobody.get()
    });
    let why = move || {
        let lang = state.lang.get();
        let of_list = match (waits.get(), is_nobody.get()) {
            (true, _) => Some(td_string!(lang, segment.counting)),
            (false, true) => Some(td_string!(lang, export.nobody_listed)),
            (false, false) => None,
        };
        lacks.get().map(|lack| lack.words(lang)).or(of_list)
    };
    let is_table = Memo::new(move |_| chosen.topic.get() != Topic::Contacts);
    let mark = move || match state.export.get() {
        ExportStatus::Idle => "idle",
        ExportStatus::Writing(_) => "busy",
        ExportStatus::Asking(_) => "asks",
        ExportStatus::Made(_) => "made",
        ExportStatus::Nobody => "nobody",
        ExportStatus::TooManyRows | ExportStatus::Broken => "broken",
    };
    view! {
        <section class="sheet pad sec vault" data-testid="export-card">
            <h2>{say!(export.title)}</h2>
            <p class="muted">{say!(export.hint)}</p>
            <Whom chosen/>
            <What chosen/>
            <Show
                when=move || is_table.get()
                fallback=|| view! { <p class="muted">{say!(export.contacts_hint)}</p> }
            >
                <Form chosen/>
                <Columns chosen/>
            </Show>
            <div class="btn-row">
                <Press
                    testid="export-make"
                    class="btn btn-2"
                    rests
                    act=move |()| state.make_export(chosen.choice())
                >
                    {say!(export.make)}
                </Press>
                <p class="muted" data-testid="export-lacks">{why}</p>
            </div>
            <Show when=move || asks.get()>
                <Think/>
            </Show>
            <p class="small" role="status" data-testid="export-status" data-state=mark>
                {move || status(state.lang.get(), &state.export.get())}
            </p>
        </section>
    }
}

/// Whom it is about, where that is not everybody.
#[component]
fn Whom(chosen: Chosen) -> impl IntoView {
    let state = use_state();
    // Whoever comes from a list finds the card where he looks.
    let line: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move |_| {
        if let Some(line) = line.get() {
            // Behind the page's own way to its top.
            request_animation_frame(move || {
                request_animation_frame(move || line.scroll_into_view_with_bool(true));
            });
        }
    });
    let says = move || {
        let lang = state.lang.get();
        let asked = chosen.asked.get()?;
        let name = match asked.group {
            Some(group) => groups::name(state, lang, group),
            None => text::pick(lang, asked.pick),
        };
        let n = chosen.people.with(|it| it.as_ref().map(|people| people.len() as u64));
        let all = text::customers(lang, state.holdings().people);
        Some(match n {
            Some(n) => {
                td_string!(lang, export.only, name = name, n = number::count(n), all = all)
            }
            None => td_string!(lang, export.only_counting, name = name),
        })
    };
    let is_group = move || chosen.asked.with(|it| it.is_some_and(|it| it.group.is_some()));
    view! {
        <Show when=is_group>
            <KeepGroups/>
        </Show>
        <Show when=move || chosen.asked.with(Option::is_some)>
            <div class="bar bar-info" node_ref=line data-testid="export-only">
                <p>{says}</p>
                <a class="btn btn-3" href=Route::Data.href() data-testid="export-everybody">
                    {say!(export.everybody)}
                </a>
            </div>
        </Show>
    }
}

/// Nothing to see: while it stands, groups are laid out and follow the book.
#[component]
fn KeepGroups() -> impl IntoView {
    use_state().keep_groups();
}

#[component]
fn What(chosen: Chosen) -> impl IntoView {
    let topic = chosen.topic;
    let is = move |it: Topic| Signal::derive(move || topic.get() == it);
    view! {
        <div class="chips" role="group" aria-label=say!(export.what)>
            <Chip
                testid="export-customers"
                pressed=is(Topic::Customers)
                choose=move |()| topic.set(Topic::Customers)
            >
                {say!(export.customers)}
            </Chip>
            <Chip
                testid="export-orders"
                pressed=is(Topic::Orders)
                choose=move |()| topic.set(Topic::Orders)
            >
                {say!(export.orders)}
            </Chip>
            <Chip
                testid="export-contacts"
                pressed=is(Topic::Contacts)
                choose=move |()| topic.set(Topic::Contacts)
            >
                {say!(export.contacts)}
            </Chip>
        </div>
    }
}

#[component]
fn Form(chosen: Chosen) -> impl IntoView {
    let form = chosen.form;
    let is = move |it: TableForm| Signal::derive(move || form.get() == it);
    view! {
        <div class="chips" role="group" aria-label=say!(export.form)>
            <Chip
                testid="export-csv"
                pressed=is(TableForm::Csv)
                choose=move |()| form.set(TableForm::Csv)
            >
                {say!(export.csv)}
            </Chip>
            <Chip
                testid="export-xlsx"
                pressed=is(TableForm::Workbook)
                choose=move |()| form.set(TableForm::Workbook)
            >
                {say!(export.xlsx)}
            </Chip>
        </div>
    }
}

/// Which columns, behind a tap. What a file needs to be read again is always there.
#[component]
fn Columns(chosen: Chosen) -> impl IntoView {
    let state = use_state();
    let heading = move || {
        let (all, on) = (chosen.topic.get().columns().len() as u64, chosen.columns().len() as u64);
        let (on, all) = (number::count(on), number::count(all));
        td_string!(state.lang.get(), export.columns, chosen = on, all = all)
    };
    let boxes = move || {
        let lang = title_lang(state.lang.get());
        let columns = chosen.topic.get().columns().iter().copied();
        columns.map(|column| tick(chosen, column, column.title(lang))).collect_view()
    };
    view! {
        <details class="ticks-in">
            <summary class="small" data-testid="export-columns">
                {heading}
                <span class="chev">
                    <Icon glyph=Glyph::Chevron size=Size::Small/>
                </span>
            </summary>
            <div class="btn-row">
                <Press testid="export-all" act=move |()| chosen.off.set(Vec::new())>
                    {say!(export.all)}
                </Press>
                <Press testid="export-defaults" act=move |()| chosen.off.set(unasked())>
                    {say!(export.defaults)}
                </Press>
            </div>
            <div class="ticks">{boxes}</div>
        </details>
    }
}

fn tick(chosen: Chosen, column: Column, title: &'static str) -> impl IntoView {
    view! {
        <label class="tick">
            <input
                type="checkbox"
                data-column=title
                disabled=column.is_needed()
                prop:checked=move || !chosen.off.read().contains(&column)
                on:change=move |_| chosen.turn(column)
            />
            <span>{title}</span>
        </label>
    }
}

/// Before phones or addresses leave the app.
#[component]
fn Think() -> impl IntoView {
    let state = use_state();
    let carried = move || match state.export.get() {
        ExportStatus::Asking(made) => made.carried,
        _ => Carried::default(),
    };
    view! {
        <div class="bar bar-warn bar-asks" role="alert" data-testid="export-note">
            <p>
                {move || holds(state.lang.get(), carried())}
                " "
                {say!(export.think)}
            </p>
            <div class="btn-row">
                <Press testid="export-confirm" act=move |()| state.confirm_export()>
                    {say!(export.confirm)}
                </Press>
                <Press testid="export-cancel" act=move |()| state.drop_export()>
                    {say!(export.cancel)}
                </Press>
            </div>
        </div>
    }
}

fn holds(lang: Locale, carried: Carried) -> String {
    let (phones, addresses) = (number::count(carried.phones), number::count(carried.addresses));
    match (carried.phones, carried.addresses) {
        (_, 0) => td_string!(lang, export.phones, phones = phones),
        (0, _) => td_string!(lang, export.addresses, addresses = addresses),
        _ => td_string!(lang, export.both, phones = phones, addresses = addresses),
    }
}

fn status(lang: Locale, status: &ExportStatus) -> String {
    match status {
        ExportStatus::Idle | ExportStatus::Asking(_) => String::new(),
        ExportStatus::Writing(permille) => {
            td_string!(lang, export.writing, percent = format!("{}%", permille / 10))
        }
        ExportStatus::Made(made) => {
            let (rows, size) = (text::rows(lang, made.rows), size(made.bytes));
            let name = made.name.clone();
            td_string!(lang, export.made, rows = rows, size = size, name = name)
        }
        ExportStatus::Nobody => td_string!(lang, export.nobody).to_owned(),
        ExportStatus::TooManyRows => td_string!(lang, export.too_long).to_owned(),
        ExportStatus::Broken => td_string!(lang, export.broken).to_owned(),
    }
}
