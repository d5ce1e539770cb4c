//! What is given elsewhere and ticked off here: who traded today, who left without an order, and
//! whoever else a rule names that gives a coupon of a platform.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::command::Booked;
use crate::domain::coupon::issuing::IssueCause;
use crate::domain::customer::CustomerKey;
use crate::domain::issuing_run::{DuePacket, Why};
use crate::domain::loyalty::{Booking, Rule, RuleId};
use crate::domain::shop::Shop;
use crate::ui::components::copy_text::written;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// So many rows stand there at first; the rest at a tap.
const SHOWN: usize = 50;

/// A row: somebody, and what for.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which of all, whatever is ticked.
    id: String,
    rule: RuleId,
    offer: RuleId,
    cause: IssueCause,
    why: Why,
    key: CustomerKey,
    customer_id: String,
    name: String,
    /// What is pasted into the back office: the nick, else the name, never covered.
    copied: String,
    is_done: bool,
}

impl Row {
    fn of(shop: &Shop, packet: &DuePacket) -> Option<Row> {
        let key = shop.customers().get(packet.customer.position())?.clone();
        let at = packet.person.position();
        let listed = || shop.person(packet.person).and_then(|facts| facts.name);
        let copied = match &key {
            CustomerKey::Nick { nick, .. } => nick.to_string(),
            CustomerKey::Phone(_)
            | CustomerKey::Column(_)
            | CustomerKey::Wechat(_)
            | CustomerKey::NameAddress { .. } => {
                listed().map_or_else(|| key.label().to_owned(), |name| name.to_string())
            }
        };
        Some(Row {
            id: packet.key.coupon().to_string(),
            rule: packet.rule,
            offer: packet.offer,
            cause: packet.key.cause.clone(),
            why: packet.why,
            key,
            customer_id: shop.customer_id(at),
            name: text::called(shop, at),
            copied,
            is_done: packet.is_done,
        })
    }

    fn booked(&self) -> Booked {
        let (rule, cause) = (Some(self.rule), Some(self.cause.clone()));
        let booking = Booking::Noted { offer: self.offer, rule, cause };
        Booked { customer: Some(self.key.clone()), other: None, booking }
    }

    fn why(&self, lang: Locale, this_year: i32) -> String {
        let on = |day| number::day(day, lang, this_year);
        match (&self.cause, self.why) {
            (IssueCause::Day(_), Why::Traded) => td_string!(lang, packet.why_traded).to_owned(),
            (IssueCause::Day(day), Why::Left) => td_string!(lang, packet.why_left, day = on(*day)),
            (IssueCause::Day(day), Why::Other) => on(*day),
            (IssueCause::Order(_), _) => td_string!(lang, packet.why_order).to_owned(),
            (IssueCause::Year(_), _) => td_string!(lang, packet.why_birthday).to_owned(),
            (IssueCause::Change { day, .. }, _) => {
                td_string!(lang, packet.why_rise, day = on(*day))
            }
            (IssueCause::Entry(day), _) => td_string!(lang, packet.why_stage, day = on(*day)),
        }
    }
}

/// All lists, one for each rule.
#[component]
pub fn Tonight() -> impl IntoView {
    let state = use_state();
    if state.looks_back {
        return view! { <p class="muted sec">{say!(packet.looks_back)}</p> }.into_any();
    }
    let list = state.tick_list();
    let copied = RwSignal::new(BTreeSet::<String>::new());
    let rows = Memo::new(move |_| {
        let list = list.get()?;
        let of = |shop: &Shop| list.iter().filter_map(|it| Row::of(shop, it)).collect();
        state.with_shop(of).map(|rows: Vec<Row>| Arc::new(rows))
    });
    let rules = Memo::new(move |_| {
        let mut rules: Vec<RuleId> = Vec::new();
        for row in rows.get().iter().flat_map(|rows| rows.iter()) {
            if rules.last() != Some(&row.rule) {
                rules.push(row.rule);
            }
        }
        rules
    });
    let has_lists = move || {
        let book = state.rulebook();
        let is_list = |rule: RuleId| book.rule(rule).and_then(Rule::platform_coupon).is_some();
        book.issuing().any(|(_, it)| it.switched_on.is_some() && is_list(it.gives))
    };
    let lists = move || {
        let of = |rule| view! { <TickList rule rows copied/> };
        rules.get().into_iter().map(of).collect_view()
    };
    let is_empty = move || rows.get().is_some_and(|rows| rows.is_empty()) && has_lists();
    view! {
        <div data-testid="packet-tonight">
            {lists}
            <Show when=is_empty>
                <section class="sec">
                    <div class="sec-h">
                        <h2>{say!(packet.tonight)}</h2>
                    </div>
                    <p class="muted">{say!(packet.nobody)}</p>
                </section>
            </Show>
        </div>
    }
    .into_any()
}

/// The list of one rule.
#[component]
pub fn TickList(
    /// The rule.
    rule: RuleId,
    /// The rows of all rules.
    rows: Memo<Option<Arc<Vec<Row>>>>,
    /// Whose name was copied.
    copied: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let state = use_state();
    let shown = RwSignal::new(SHOWN);
    let own = Memo::new(move |_| {
        let rows = rows.get();
        let own = rows.iter().flat_map(|it| it.iter()).filter(|row| row.rule == rule);
        own.cloned().collect::<Vec<Row>>()
    });
    let open = move || own.with(|own| own.iter().filter(|row| !row.is_done).count() as u64);
    let name = move || state.rulebook().rule(rule).map(|it| veil::text(it.name()));
    let gift = move || {
        let rules = state.rulebook();
        let gives = rules.rule(rule).and_then(Rule::issuing).and_then(|it| rules.rule(it.gives));
        let name = gives.map(|it| veil::text(it.name())).unwrap_or_default();
        td_string!(state.lang.get(), packet.list_hint, gift = name)
    };
    let count = move || {
        let n = text::customers(state.lang.get(), open());
        td_string!(state.lang.get(), packet.to_give, people = n)
    };
    let ready = Memo::new(move |_| {
        own.with(|own| {
            let ready = own.iter().filter(|row| !row.is_done);
            copied.with(|copied| ready.filter(|row| copied.contains(&row.id)).count())
        })
    });
    let first = move || own.with(|own| own.iter().take(shown.get()).cloned().collect::<Vec<Row>>());
    let heading = format!("packet-list-{rule}");
    let labelled = heading.clone();
    let more = move || own.with(Vec::len).saturating_sub(shown.get());
    view! {
        <section class="sec" aria-labelledby=labelled>
            <div class="sec-h">
                <h2 id=heading>{name}</h2>
                <span class="n">{count}</span>
            </div>
            <p class="muted">{gift}</p>
            <ul class="rows sheet">
                <For
                    each=first
                    key=|row| (row.id.clone(), row.is_done)
                    let:row
                >
                    <PacketRow row copied/>
                </For>
            </ul>
            <div class="btn-row pkt-acts">
                <Show when=move || { more() > 0 }>
                    <Press testid="packet-more" act=move |()| shown.update(|it| *it += SHOWN)>
                        {say!(packet.more)}
                    </Press>
                </Show>
                <Show when=move || { open() > 0 }>
                    <Press
                        testid="packet-copy-all"
                        act=move |()| copy(own.get_untracked(), copied)
                    >
                        {say!(packet.copy_all)}
                    </Press>
                    <Press
                        testid="packet-tick-copied"
                        class="btn btn-1"
                        rests=Signal::derive(move || ready.get() == 0 || !state.may_set())
                        act=move |()| tick_copied(state, own.get_untracked(), copied)
                    >
                        {move || {
                            let n = number::count(ready.get() as u64);
                            td_string!(state.lang.get(), packet.tick_copied, n = n)
                        }}
                    </Press>
                </Show>
            </div>
            <Show when=move || ready.get() == 0 && { open() > 0 }>
                <p class="muted">{say!(packet.copy_first)}</p>
            </Show>
        </section>
    }
}

/// Copies the open ones of these, one a line, and remembers whose they were.
fn copy(rows: Vec<Row>, copied: RwSignal<BTreeSet<String>>) {
    let open: Vec<Row> = rows.into_iter().filter(|row| !row.is_done).collect();
    let names: Vec<&str> = open.iter().map(|row| row.copied.as_str()).collect();
    let names = names.join("\n");
    spawn_local(async move {
        if written(&names).await {
            let ids = open.into_iter().map(|row| row.id);
            let _ = copied.try_update(|copied| copied.extend(ids));
        }
    });
}

fn tick_copied(state: State, rows: Vec<Row>, copied: RwSignal<BTreeSet<String>>) {
    let ids = copied.get_untracked();
    let ready = rows.iter().filter(|row| !row.is_done && ids.contains(&row.id));
    let all: Vec<Booked> = ready.map(Row::booked).collect();
    if !all.is_empty() {
        state.book(all, String::new(), |_| {});
    }
}

/// One of the list.
#[component]
pub fn PacketRow(
    /// Who, and what for.
    row: Row,
    /// Whose name was copied.
    copied: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let state = use_state();
    let lang = move || state.lang.get();
    let (of_why, of_copy, of_tick) = (row.clone(), row.clone(), row.clone());
    let why = move || of_why.why(lang(), state.this_year());
    let id = row.id.clone();
    let is_copied = Memo::new(move |_| copied.with(|copied| copied.contains(&id)));
    let name = row.name.clone();
    let copy_label = move || td_string!(lang(), packet.copy_of, name = name.clone());
    let name = row.name.clone();
    let tick_label = move || td_string!(lang(), packet.tick_of, name = name.clone());
    let nick = match &row.key {
        CustomerKey::Nick { nick, .. } if veil::text(nick) != row.name => Some(veil::text(nick)),
        _ => None,
    };
    let ticked = RwSignal::new(false);
    let tick = move |_| {
        ticked.set(true);
        state.book(vec![of_tick.booked()], of_tick.copied.clone(), move |went| {
            // What was refused is not ticked.
            let _ = ticked.try_set(went.is_ok());
        });
    };
    let end = match row.is_done {
        true => view! { <span class="tag tag-good">{say!(packet.done)}</span> }.into_any(),
        false => view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="packet-copy"
                aria-label=copy_label
                on:click=move |_| copy(vec![of_copy.clone()], copied)
            >
                {move || match is_copied.get() {
                    true => td_string!(lang(), packet.copied),
                    false => td_string!(lang(), packet.copy),
                }}
            </button>
            <label class="pkt-tick">
                <span class="sr">{tick_label}</span>
                <input
                    type="checkbox"
                    data-testid="packet-tick"
                    prop:checked=move || ticked.get()
                    disabled=move || !state.may_set()
                    on:change=tick
                />
            </label>
        }
        .into_any(),
    };
    view! {
        <li>
            <div
                class="pkt-row"
                data-testid="packet-row"
                data-customer=row.customer_id.clone()
                data-done=row.is_done.to_string()
            >
                <div>
                    <a class="link" href=format!("#/customers/{}", row.customer_id)>
                        <bdi>{row.name.clone()}</bdi>
                    </a>
                    <p class="muted">{nick.map(|nick| format!("{nick} · "))} {why}</p>
                </div>
                {end}
            </div>
        </li>
    }
}
