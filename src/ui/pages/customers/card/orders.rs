//! What he bought: the last orders with their lines, the rest behind a tap.

use leptos::prelude::*;

use super::order_acts::{Acted, OrderActs};
use super::{CardScene, Forms};
use crate::domain::command::Command;
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::marks::HandRefund;
use crate::domain::money::Fen;
use crate::domain::order::OrderStatus;
use crate::domain::quantity::Quantity;
use crate::domain::shop::Shop;
use crate::ui::bidi::isolated;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo};
use crate::ui::text;
use crate::ui::veil;

/// So many stand open; the others come with a tap.
const FIRST: usize = 5;

/// An order as the card shows it.
#[derive(Clone, Debug, PartialEq)]
struct OrderView {
    day: Option<Day>,
    number: String,
    status: Option<OrderStatus>,
    is_counted: bool,
    is_left_out: bool,
    paid_fen: Fen,
    refund_fen: Fen,
    /// What the seller gave back by hand, and that stands.
    refunds: Vec<HandRefund>,
    postage_fen: Fen,
    remark: String,
    /// Who got the parcel; empty = nobody is named.
    receiver: String,
    acted: Acted,
    lines: Vec<LineView>,
}

#[derive(Clone, Debug, PartialEq)]
struct LineView {
    item: String,
    quantity: Quantity,
    amount_fen: Option<Fen>,
}

impl OrderView {
    fn of(shop: &Shop, place: usize, as_of: Day) -> Option<OrderView> {
        let record = shop.record(place)?;
        let content = record.joined(shop.tables(), shop.imports());
        let (held, marks) = (content.held.as_ref(), &record.marks);
        let money = marks.money(&content, as_of);
        let acted = Acted {
            key: record.key,
            is_left_out: marks.left_out.value,
            is_cancelled: marks.is_cancelled(as_of),
            left_fen: money.paid_fen.saturating_sub(money.refund_fen),
        };
        let line = |it: &crate::domain::sighting::OrderLine| LineView {
            item: shop.text(it.item.or(it.sku)).to_owned(),
            quantity: it.quantity,
            amount_fen: it.amount_fen,
        };
        let mut lines: Vec<LineView> = content.lines.iter().map(line).collect();
        if let Some(held) = held.filter(|held| lines.is_empty() && held.item.is_some()) {
            let item = shop.text(held.item).to_owned();
            lines.push(LineView { item, quantity: held.quantity, amount_fen: None });
        }
        Some(OrderView {
            day: content.day,
            number: shop.number_text(&record.key),
            status: held.map(|held| held.status),
            is_counted: marks.counts(&content, as_of),
            is_left_out: marks.left_out.value,
            acted,
            paid_fen: money.paid_fen,
            refund_fen: money.refund_fen,
            refunds: marks.refunds_as_of(as_of).cloned().collect(),
            postage_fen: money.postage_fen,
            receiver: receiver(shop, held.and_then(|held| held.receiver)),
            remark: shop.text(held.and_then(|held| held.remark)).to_owned(),
            lines,
        })
    }

    /// What was bought, in one line.
    fn goods(&self, lang: Locale) -> String {
        let line = |it: &LineView| match it.quantity {
            Quantity::ONE => isolated(&it.item),
            quantity => format!("{} ×{}", isolated(&it.item), number::quantity(quantity)),
        };
        let named = self.lines.iter().filter(|it| !it.item.is_empty()).map(line);
        let named: Vec<String> = named.collect();
        match (named.is_empty(), self.number.is_empty()) {
            (false, _) => named.join(td_string!(lang, card.between_goods)),
            (true, false) => td_string!(lang, card.order_no, number = self.number.clone()),
            (true, true) => td_string!(lang, card.no_goods).to_owned(),
        }
    }
}

fn views(state: State, scene: &CardScene) -> Option<Vec<OrderView>> {
    let (at, today) = (Index::at(scene.person.at), state.today().max(scene.as_of));
    // Whoever looks at the past sees it as it was then.
    let as_of = if state.looks_back { scene.as_of } else { today };
    state.with_shop(|shop| {
        let places = shop.orders_of(at);
        let view = |place| OrderView::of(shop, place, as_of);
        let mut views: Vec<OrderView> = places.into_iter().filter_map(view).collect();
        views.sort_by(|a, b| (b.day, &b.number).cmp(&(a.day, &a.number)));
        views
    })
}

/// Name, phone and address on a parcel.
fn receiver(shop: &Shop, at: Option<Index>) -> String {
    let Some(it) = at.and_then(|at| shop.tables().receivers.get(at)) else { return String::new() };
    let parts = [&*it.name, &*it.phone_text, &*it.address];
    let given = parts.into_iter().filter(|it| !it.is_empty()).map(isolated);
    given.collect::<Vec<_>>().join(" · ")
}

/// Who got the last parcel.
pub(super) fn last_receiver(state: State, scene: &CardScene) -> Option<String> {
    let all = views(state, scene)?;
    all.into_iter().map(|it| it.receiver).find(|it| !it.is_empty())
}

/// The last few that count, each in one line: when, what, for how much.
pub(super) fn last_lines(state: State, scene: &CardScene, most: usize) -> Vec<String> {
    let line = |it: &OrderView| {
        let day = it.day.map(|day| number::day(day, scene.lang, i32::MIN));
        let paid = number::money(it.paid_fen.minor().into());
        let parts = [day, Some(it.goods(scene.lang)), Some(paid)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let all = views(state, scene).unwrap_or_default();
    all.iter().filter(|it| it.is_counted).take(most).map(line).collect()
}

/// His orders, the last first.
pub(super) fn orders(state: State, scene: &CardScene) -> Option<AnyView> {
    let views = views(state, scene)?;
    if views.is_empty() {
        return None;
    }
    let (lang, all) = (scene.lang, views.len());
    let shows_all = RwSignal::new(all <= FIRST);
    let this_year = scene.this_year;
    let may_act = !state.looks_back;
    let rows = move || {
        let shown = if shows_all.get() { all } else { FIRST };
        views.iter().take(shown).map(|it| order(state, it, lang, this_year, may_act)).collect_view()
    };
    let more = move || {
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="card-all-orders"
                on:click=move |_| shows_all.set(true)
            >
                {td_string!(lang, card.all_orders, orders = text::orders(lang, all as u64))}
            </button>
        }
    };
    Some(
        view! {
            <section>
                <h3>
                    {say!(card.bought)} <span>{text::orders(lang, all as u64)}</span>
                </h3>
                <ul class="ledger" data-testid="card-orders">
                    {rows}
                </ul>
                <Show when=move || !shows_all.get()>{more()}</Show>
            </section>
        }
        .into_any(),
    )
}

fn order(
    state: State,
    it: &OrderView,
    lang: Locale,
    this_year: i32,
    may_act: bool,
) -> impl IntoView + use<> {
    let (key, opened) = (it.acted.key, expect_context::<Forms>().opened);
    let day = it.day.map(|day| number::day(day, lang, this_year)).unwrap_or_default();
    let tag = tag(it, lang).map(|(class, words)| view! { <span class=class>{words}</span> });
    let refund = (it.refund_fen != Fen::ZERO).then(|| {
        let money = number::money(it.refund_fen.minor().into());
        view! { <span class="tag tag-warn">{td_string!(lang, card.refunded, money = money)}</span> }
    });
    view! {
        <li class:is-off=!it.is_counted data-testid="card-order">
            <details
                open=move || opened.get() == Some(key)
                on:toggle:target=move |event| {
                    // Only what is open is told of; another that opens takes its place.
                    if event.target().open() {
                        opened.set(Some(key));
                    } else if opened.get_untracked() == Some(key) {
                        opened.set(None);
                    }
                }
            >
                <summary>
                    <span class="d">{day}</span>
                    <span class="goods">{it.goods(lang)} " " {tag} {refund}</span>
                    <b class="num">{number::money(it.paid_fen.minor().into())}</b>
                </summary>
                {inside(it, lang)} {refunds(state, it, lang, this_year, may_act)}
                {may_act.then(|| view! { <OrderActs order=it.acted/> })}
            </details>
        </li>
    }
}

/// Why an order does not count, or how far it has come where that is not yet the end.
fn tag(it: &OrderView, lang: Locale) -> Option<(&'static str, &'static str)> {
    if it.acted.is_cancelled {
        return Some(("tag", td_string!(lang, order.cancelled)));
    }
    if it.is_left_out {
        return Some(("tag", td_string!(lang, card.left_out)));
    }
    match it.status? {
        OrderStatus::Unpaid => Some(("tag", td_string!(lang, card.unpaid))),
        OrderStatus::Closed => Some(("tag", td_string!(lang, card.closed))),
        OrderStatus::Refunded => Some(("tag tag-warn", td_string!(lang, card.all_refunded))),
        OrderStatus::Paid => Some(("tag tag-accent", td_string!(lang, card.to_send))),
        OrderStatus::Shipped => Some(("tag tag-accent", td_string!(lang, card.on_the_way))),
        OrderStatus::Completed => None,
    }
}

/// What was given back by hand, each with the way to take it back.
fn refunds(
    state: State,
    it: &OrderView,
    lang: Locale,
    this_year: i32,
    may_act: bool,
) -> Option<AnyView> {
    if it.refunds.is_empty() {
        return None;
    }
    let key = it.acted.key;
    let row = |refund: &HandRefund| {
        let id = refund.id;
        let (day, money) = (
            number::day(refund.day, lang, this_year),
            number::money(refund.amount_fen.minor().into()),
        );
        let says = td_string!(lang, order.refunded_on, day = day.as_str(), money = money.as_str());
        let take_back = move |_| {
            let undo = Undo::By(Command::RedoRefund(key, id));
            let says = (Done::TakenBack, String::new(), undo);
            state.perform(Command::UndoRefund(key, id), says, |_| {});
        };
        let button = may_act.then(|| {
            let label = td_string!(lang, order.refund_undo_of, says = says.as_str());
            view! {
                <button
                    class="btn btn-3"
                    type="button"
                    data-testid="refund-undo"
                    aria-label=label
                    on:click=take_back
                >
                    {td_string!(lang, toast.undo)}
                </button>
            }
        });
        view! {
            <li class="refunded" data-testid="hand-refund">
                <span>{says.clone()}</span>
                {button}
            </li>
        }
    };
    let rows = it.refunds.iter().map(row).collect_view();
    Some(view! { <ul class="refunds">{rows}</ul> }.into_any())
}

/// The lines, the postage, the number, the remark.
fn inside(it: &OrderView, lang: Locale) -> impl IntoView + use<> {
    let money = |fen: Fen| number::money(fen.minor().into());
    let lines = it.lines.iter().map(|line| {
        let amount = line.amount_fen.map(money).unwrap_or_default();
        let item = if line.item.is_empty() {
            td_string!(lang, card.no_goods).to_owned()
        } else {
            line.item.clone()
        };
        view! {
            <tr>
                <th scope="row">{item}</th>
                <td class="r num">{format!("×{}", number::quantity(line.quantity))}</td>
                <td class="r num">{amount}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    let postage = (it.postage_fen != Fen::ZERO).then(|| {
        view! {
            <tr>
                <th scope="row">{td_string!(lang, card.postage)}</th>
                <td></td>
                <td class="r num">{money(it.postage_fen)}</td>
            </tr>
        }
    });
    let number = (!it.number.is_empty())
        .then(|| td_string!(lang, card.order_no, number = it.number.clone()));
    let receiver = (!it.receiver.is_empty())
        .then(|| format!("{} {}", td_string!(lang, card.receiver), veil::text(&it.receiver)));
    let remark = (!it.remark.is_empty()).then(|| veil::text(&it.remark));
    view! {
        <table class="tbl lines">
            <tbody>{lines} {postage}</tbody>
        </table>
        <p class="muted whole">{number}</p>
        <p class="muted whole">{receiver}</p>
        <p class="muted whole">{remark}</p>
    }
}
