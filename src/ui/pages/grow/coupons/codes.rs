//! The coupons of an offer: how many in each state, each with its code, a table of them, and paper.

use leptos::prelude::*;

use super::sheet::CodeSheet;
use super::void::VoidDialog;
use crate::domain::coupon::CouponState;
use crate::domain::intern::Index;
use crate::domain::loyalty::RuleId;
use crate::domain::member::{HeldCoupon, Owned};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::customers::asked::Asked;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::say::say;
use crate::ui::state::{State, csv, use_state};
use crate::ui::{number, text, veil};

/// So many are drawn, and so many more with each tap.
const DRAWN: usize = 50;

/// In which order the states are shown.
const STATES: [CouponState; 4] =
    [CouponState::Issued, CouponState::Redeemed, CouponState::Expired, CouponState::Voided];

/// A coupon with its owner and its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whose it is.
    pub owner: Option<Index>,
    /// The coupon.
    pub held: HeldCoupon,
    /// What it is.
    pub state: CouponState,
}

/// A state, as checks know it.
#[must_use]
pub const fn mark(state: CouponState) -> &'static str {
    match state {
        CouponState::Issued => "issued",
        CouponState::Redeemed => "redeemed",
        CouponState::Expired => "expired",
        CouponState::Voided => "voided",
    }
}

/// A state in words.
#[must_use]
pub fn state_words(lang: Locale, state: CouponState) -> &'static str {
    match state {
        CouponState::Issued => td_string!(lang, offer.s_issued),
        CouponState::Redeemed => td_string!(lang, offer.s_redeemed),
        CouponState::Expired => td_string!(lang, offer.s_expired),
        CouponState::Voided => td_string!(lang, offer.s_voided),
    }
}

/// What stands in the list; those that are not issued yet, as of the day, are left out.
#[must_use]
pub fn rows(all: Vec<Owned>) -> Vec<Row> {
    let row = |(owner, held): Owned| {
        let state = CouponState::from(held.life.life.as_ref()?);
        Some(Row { owner, held, state })
    };
    all.into_iter().filter_map(row).collect()
}

/// What its owner is called; whoever shows it where there is none.
fn owner(state: State, lang: Locale, row: &Row) -> (String, Option<String>) {
    let nobody = || (td_string!(lang, offer.whoever).to_owned(), None);
    let Some(owner) = row.owner else { return nobody() };
    let view = untrack(|| state.with_roster(|roster| PersonView::of(roster, owner.position())));
    match view.flatten() {
        Some(view) => (view.name, Some(Asked::default().href_of(&view.id))),
        None => nobody(),
    }
}

fn last_day(row: &Row) -> Option<crate::domain::day::Day> {
    use crate::domain::coupon::life::Life;
    match row.held.life.life.as_ref()? {
        Life::Issued { last_day, .. } => *last_day,
        Life::Expired { last_day, .. } => Some(*last_day),
        Life::Redeemed { .. } | Life::Voided { .. } => None,
    }
}

/// The list with its counts.
#[component]
pub fn Codes(
    /// Of which offer.
    id: RuleId,
) -> impl IntoView {
    let state = use_state();
    let found = RwSignal::new(None::<Vec<Owned>>);
    let run = StoredValue::new(0_u32);
    Effect::new(move |_| {
        state.follow_the_book();
        let _ = state.member_day();
        state.gather_coupons(id, found, run);
    });
    let all = Memo::new(move |_| rows(found.get().unwrap_or_default()));
    let picked = RwSignal::new(None::<CouponState>);
    let most = RwSignal::new(DRAWN);
    let printing = RwSignal::new(false);
    let voiding = RwSignal::new(None::<Row>);
    let chip = move |one: CouponState| {
        let n = move || all.with(|all| all.iter().filter(|row| row.state == one).count());
        let turn = move |_| {
            most.set(DRAWN);
            picked.update(|now| *now = if *now == Some(one) { None } else { Some(one) });
        };
        view! {
            <button
                class="chip"
                type="button"
                data-testid=format!("coupons-{}", mark(one))
                data-value=move || n().to_string()
                aria-pressed=move || (picked.get() == Some(one)).to_string()
                on:click=turn
            >
                {move || state_words(state.lang.get(), one)}
                " "
                <span class="n">{move || number::count(n() as u64)}</span>
            </button>
        }
    };
    // What was put on paper is gone from the page.
    let printed = window_event_listener_untyped("afterprint", move |_| printing.set(false));
    on_cleanup(move || printed.remove());
    let shown = Memo::new(move |_| {
        let picked = picked.get();
        all.with(|all| {
            let is_shown = |row: &&Row| picked.is_none_or(|it| it == row.state);
            all.iter().filter(is_shown).cloned().collect::<Vec<Row>>()
        })
    });
    let list = move || {
        let lang = state.lang.get();
        let most = most.get();
        shown.with(|all| {
            all.iter().take(most).map(|it| row(state, lang, it, voiding)).collect_view()
        })
    };
    let has_more = move || shown.with(Vec::len) > most.get();
    let save = move |()| {
        let lang = state.lang.get_untracked();
        let head = [
            td_string!(lang, offer.c_code),
            td_string!(lang, offer.c_state),
            td_string!(lang, offer.c_owner),
            td_string!(lang, offer.c_issued),
            td_string!(lang, offer.c_last),
        ];
        let head = head.map(str::to_owned);
        let table = shown.with_untracked(|all| {
            let cells = all.iter().map(|row| {
                let (name, _) = owner(state, lang, row);
                let last = last_day(row).map(|day| day.to_string()).unwrap_or_default();
                let says = state_words(lang, row.state).to_owned();
                [row.held.code.clone(), says, name, row.held.issued.to_string(), last]
            });
            csv::of_texts(std::iter::once(head).chain(cells))
        });
        state.save_table(td_string!(lang, offer.c_file), &table);
    };
    let print = move |()| {
        printing.set(true);
        // Once it stands on the page.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let _ = window().print();
            });
        });
    };
    let unused = Memo::new(move |_| {
        all.with(|all| {
            let usable = all.iter().filter(|row| row.held.is_usable() && row.owner.is_none());
            usable.map(|row| (row.held.code.clone(), last_day(row))).collect::<Vec<_>>()
        })
    });
    let is_empty = move || all.with(Vec::is_empty);
    let nothing = Signal::derive(move || shown.with(Vec::is_empty));
    let no_paper = Signal::derive(move || unused.with(Vec::is_empty));
    view! {
        <section class="sec" aria-labelledby="codes-h" data-testid="coupon-codes-list">
            <div class="sec-h">
                <h2 id="codes-h">{say!(offer.issued)}</h2>
                <span class="n">
                    {move || text::coupons(state.lang.get(), all.with(Vec::len) as u64)}
                </span>
            </div>
            <Show
                when=move || !is_empty()
                fallback=move || {
                    let is_known = move || found.with(Option::is_some);
                    view! {
                        <Show when=is_known>
                            <p class="muted">{say!(offer.none_issued)}</p>
                        </Show>
                    }
                }
            >
                <div class="chips" role="group" aria-label=say!(offer.by_state)>
                    {STATES.map(chip).into_iter().collect_view()}
                </div>
                <ul class="rows sheet coupon-rows">{list}</ul>
                <div class="btn-row">
                    <Show when=has_more>
                        <Press
                            testid="coupons-more"
                            act=move |()| most.update(|most| *most += DRAWN * 4)
                        >
                            {say!(offer.more_rows)}
                        </Press>
                    </Show>
                    <Press testid="coupons-csv" rests=nothing act=save>
                        {say!(offer.codes_csv)}
                    </Press>
                    <Press testid="coupons-print" rests=no_paper act=print>
                        {say!(offer.codes_print)}
                    </Press>
                </div>
                <Show when=move || no_paper.get()>
                    <p class="small muted">{say!(offer.no_paper)}</p>
                </Show>
            </Show>
            <VoidDialog open=voiding/>
            <Show when=move || printing.get()>
                <CodeSheet id codes=unused/>
            </Show>
        </section>
    }
}

fn row(state: State, lang: Locale, row: &Row, voiding: RwSignal<Option<Row>>) -> AnyView {
    let (name, href) = owner(state, lang, row);
    let name = match href {
        Some(href) => view! {
            <a class="link" href=href>
                <bdi>{name}</bdi>
            </a>
        }
        .into_any(),
        None => view! { <span class="muted">{name}</span> }.into_any(),
    };
    let day = |day| number::day(day, lang, state.this_year());
    let until = last_day(row).map(|last| td_string!(lang, offer.until, day = day(last)));
    let void = row.held.is_usable().then(|| {
        let one = row.clone();
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="coupon-void"
                aria-label=td_string!(lang, offer.void_one, code = veil::text(&row.held.code))
                disabled=move || !state.may_set()
                on:click=move |_| voiding.set(Some(one.clone()))
            >
                {td_string!(lang, offer.void)}
            </button>
        }
    });
    view! {
        <li
            data-testid="coupon-row"
            data-code=row.held.code.clone()
            data-state=mark(row.state)
            class="coupon-row"
        >
            <b class="code">{veil::text(&row.held.code)}</b>
            {name}
            <span class="small muted">{until}</span>
            <span class="tag tag-line">{state_words(lang, row.state)}</span>
            {void}
        </li>
    }
    .into_any()
}
