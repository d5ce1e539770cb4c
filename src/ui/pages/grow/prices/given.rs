//! Quotes that were given to a customer, each with its sheet, its approval and its ways out.

use leptos::prelude::*;
use uuid::Uuid;

use super::hand_out::HandOut;
use crate::domain::command::{Booked, Refused};
use crate::domain::loyalty::Booking;
use crate::domain::member::GivenQuote;
use crate::domain::quote_sheet::{ApprovalFault, QuoteSheet};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::components::text_field::TextField;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::{say, words};
use crate::ui::state::{PricedCustomer, use_state};
use crate::ui::text;
use crate::ui::veil;

/// What a quote comes to, or how many goods it has.
#[must_use]
pub fn sum_words(lang: Locale, quote: &GivenQuote) -> String {
    match quote.sheet("", "").total().filter(|_| !quote.lines.is_empty()) {
        Some(total) => number::money(total.minor().into()),
        None => text::goods(lang, quote.lines.len() as u64),
    }
}

/// The quotes, the latest first and open.
#[component]
pub fn GivenQuotes(
    /// Whose.
    customer: Memo<Option<PricedCustomer>>,
) -> impl IntoView {
    let state = use_state();
    let quotes = Memo::new(move |_| customer.get().map(|it| it.quotes).unwrap_or_default());
    let latest = move || quotes.with(|quotes| quotes.first().map(|it| it.act));
    let opened = RwSignal::new(untrack(latest));
    // A quote that was given just now is what one wants to hand out next.
    Effect::new(move |before: Option<usize>| {
        let now = quotes.with(Vec::len);
        if before.is_some_and(|before| before < now) {
            opened.set(untrack(latest));
        }
        now
    });
    let row = move |act: Uuid| view! { <GivenRow act customer opened/> };
    let acts = move || quotes.with(|quotes| quotes.iter().map(|it| it.act).collect::<Vec<_>>());
    view! {
        <Show when=move || quotes.with(|quotes| !quotes.is_empty())>
            <section class="sec" data-testid="given-quotes">
                <div class="sec-h">
                    <h2>{move || td_string!(state.lang.get(), prices.given)}</h2>
                </div>
                <ul class="rows sheet">
                    <For each=acts key=|act| *act children=row/>
                </ul>
            </section>
        </Show>
    }
}

/// One of them.
#[component]
fn GivenRow(
    act: Uuid,
    customer: Memo<Option<PricedCustomer>>,
    opened: RwSignal<Option<Uuid>>,
) -> impl IntoView {
    let state = use_state();
    let found = Memo::new(move |_| {
        let customer = customer.get()?;
        let quote = customer.quotes.iter().find(|it| it.act == act)?.clone();
        Some((customer, quote))
    });
    let is_open = move || opened.get() == Some(act);
    let head = move || {
        let (customer, quote) = found.get()?;
        let lang = state.lang.get();
        let ended = quote.has_ended(customer.prices.day);
        let (says, class) = text::prices::given_state(lang, &quote, ended);
        let day = number::day(quote.day, lang, state.this_year());
        Some(view! {
            <span>
                <b>{day}</b>
                " · "
                {sum_words(lang, &quote)}
            </span>
            <span class=class data-testid="given-state">
                {says}
            </span>
        })
    };
    let waits = Memo::new(move |_| found.with(|it| it.as_ref().is_some_and(|(_, it)| it.waits())));
    // The rest is drawn anew only where the quote itself stands elsewhere: somebody may be typing.
    let stands = Memo::new(move |_| {
        let (customer, quote) = found.get()?;
        Some((quote.has_ended(customer.prices.day), quote.state))
    });
    let is_shown = Memo::new(move |_| is_open() && found.with(Option::is_some));
    let approve = move || {
        let (customer, quote) = found.get_untracked().filter(|_| waits.get())?;
        Some(view! { <Approve customer quote/> })
    };
    let hand_out = move || {
        // Read, not tracked alone: a memo that nobody reads never learns of anything.
        stands.get()?;
        let (customer, quote) = found.get_untracked()?;
        Some(view! { <HandOut customer quote/> })
    };
    let body = move || {
        let (customer, quote) = is_shown.get().then(|| found.get_untracked()).flatten()?;
        let sheet = quote.sheet(&customer.prices.name, &customer.addressee);
        Some(view! {
            <div class="price-given">
                <SheetView sheet/>
                {approve}
                {hand_out}
            </div>
        })
    };
    view! {
        <li data-testid="given-quote" data-act=act.to_string()>
            <button
                class="price-head"
                type="button"
                data-testid="given-open"
                aria-expanded=move || is_open().to_string()
                on:click=move |_| opened.set((!is_open()).then_some(act))
            >
                {head}
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </button>
            {body}
        </li>
    }
}

/// A sheet as its customer sees it.
#[component]
pub fn SheetView(
    /// The sheet.
    sheet: QuoteSheet,
) -> impl IntoView {
    let state = use_state();
    move || {
        let lang = state.lang.get();
        let day = |day| number::day(day, lang, state.this_year());
        let rows = sheet.rows().iter().map(|row| {
            let prices = row.prices().into_iter();
            let prices: Vec<String> =
                prices.map(|at| text::prices::step(lang, at, row.unit())).collect();
            let asked = row.asked().map(|(_, amount)| {
                let n = number::quantity(row.quantity());
                let amount = number::money(amount.minor().into());
                view! {
                    <span class="num">
                        {td_string!(lang, prices.asked, n = n, amount = amount)}
                    </span>
                }
            });
            let sku = (row.sku() != row.name()).then(|| veil::text(row.sku()));
            view! {
                <li data-testid="sheet-row" data-sku=row.sku().to_string()>
                    <span>
                        <b>
                            <bdi>{veil::text(row.name())}</bdi>
                        </b>
                        " "
                        <span class="small muted">{sku}</span>
                    </span>
                    <span class="num small">{prices.join(" · ")}</span>
                    {asked}
                </li>
            }
        });
        let rows = rows.collect_view();
        let total = sheet.total().map(|total| {
            let total = number::money(total.minor().into());
            view! {
                <p class="price-total num" data-testid="sheet-total">
                    {td_string!(lang, quote_sheet.total)} " " <b>{total}</b>
                </p>
            }
        });
        let days = td_string!(
            lang,
            prices.sheet_days,
            from = day(sheet.quoted_on()),
            until = day(sheet.valid_until())
        );
        let by = td_string!(lang, prices.sheet_by, author = veil::text(sheet.author()));
        view! {
            <article class="price-sheet" data-testid="quote-sheet">
                <p class="small muted">{td_string!(lang, quote_sheet.heading)}</p>
                <h3>
                    <bdi>{veil::text(sheet.addressee())}</bdi>
                </h3>
                <p class="small muted">{days} " · " {by}</p>
                <ul class="price-rows">{rows}</ul>
                {total}
                <p class="small">{veil::text(sheet.note())}</p>
            </article>
        }
    }
}

/// Somebody else agrees (PP7).
#[component]
fn Approve(customer: PricedCustomer, quote: GivenQuote) -> impl IntoView {
    let state = use_state();
    let by = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<ApprovalFault>);
    let refused = RwSignal::new(None::<Refused>);
    let changed = Callback::new(move |()| {
        fault.set(None);
        refused.set(None);
    });
    let sheet = quote.sheet(&customer.prices.name, &customer.addressee);
    let act = quote.act;
    let author = veil::text(&quote.author);
    let approve = move |()| {
        let who = by.get_untracked().trim().to_owned();
        if let Err(it) = sheet.approved(&who, state.today()) {
            fault.set(Some(it));
            return;
        }
        let booking = Booking::QuoteApproved { quote: act, by: who };
        let booked = Booked { customer: Some(customer.key.clone()), other: None, booking };
        state.book(vec![booked], customer.name.clone(), move |done| {
            if let Err(it) = done {
                refused.try_set(Some(it));
            }
        });
    };
    let says = move || {
        let lang = state.lang.get();
        let fault = fault.get().map(|it| text::prices::approval_fault(lang, it).to_owned());
        fault.or_else(|| refused.get().map(|it| text::refused(lang, &it)))
    };
    let hint = Signal::derive(move || {
        td_string!(state.lang.get(), prices.approve_hint, author = author.clone())
    });
    view! {
        <div class="pts-inner form" data-testid="quote-approve">
            <TextField
                testid="quote-approve-by"
                label=words(|lang| td_string!(lang, prices.approve_by))
                written=by
                hint
                invalid=Signal::derive(move || fault.get().is_some())
                typed=changed
            />
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row">
                <Press
                    testid="quote-approve-save"
                    class="btn btn-2"
                    rests=Signal::derive(move || !state.may_set())
                    act=approve
                >
                    {say!(prices.approve)}
                </Press>
            </div>
        </div>
    }
}
