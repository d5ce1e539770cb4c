//! The draft tried on the shop's own past orders.

use leptos::prelude::*;

use super::outcome::outcome;
use crate::domain::loyalty::{Offer, RuleId};
use crate::domain::rate::BasisPoints;
use crate::ui::components::chips::Chip;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Trial, TrialAsked, use_state};

/// The days that can be chosen.
const DAYS: [(u32, &str); 3] = [(30, "simulate-30"), (90, "simulate-90"), (365, "simulate-365")];

/// What of a price most shops gain, as it is typed.
const MARGIN: &str = "25";

/// Choices, the button, and what came of it.
#[component]
pub fn Simulation(
    /// What is being written.
    draft: RwSignal<Offer>,
    /// Which rule it would replace.
    id: Option<RuleId>,
) -> impl IntoView {
    let state = use_state();
    let days = RwSignal::new(90_u32);
    let margin = RwSignal::new(MARGIN.to_owned());
    let trial = RwSignal::new(Trial::Idle);
    let of = RwSignal::new(None::<Offer>);
    let run = StoredValue::new(0_u32);
    let typed = Memo::new(move |_| {
        let typed = number::typed_quantity(&margin.get()).ok()?;
        let bp = u32::try_from(typed.thousandths().checked_div(10)?).ok()?;
        BasisPoints::new(bp).filter(|bp| *bp <= BasisPoints::ONE)
    });
    let wrong = move || match typed.get() {
        None => td_string!(state.lang.get(), offer.sim_margin_wrong),
        Some(_) => "",
    };
    let is_running = move || matches!(trial.get(), Trial::Running(..));
    let rests = Signal::derive(move || {
        typed.get().is_none() || draft.with(|it| it.promotion.clone().parse().is_err())
    });
    let begin = move |()| {
        let (Some(margin), Ok(promotion)) =
            (typed.get_untracked(), draft.with_untracked(|it| it.promotion.clone().parse()))
        else {
            return;
        };
        of.set(Some(draft.get_untracked()));
        let asked = TrialAsked { draft: promotion, id, days: days.get_untracked(), margin };
        state.try_offer(asked, trial, run);
    };
    let stop = move |()| {
        let _ = run.try_update_value(|it| *it = it.wrapping_add(1));
        trial.set(Trial::Stopped);
    };
    let chips = DAYS.map(|(n, testid)| {
        view! {
            <Chip
                testid
                pressed=Signal::derive(move || days.get() == n)
                choose=move |()| days.set(n)
            >
                {move || crate::ui::text::days(state.lang.get(), u64::from(n))}
            </Chip>
        }
    });
    let is_old = move || {
        let differs = |of: &Offer| draft.with(|now| now.promotion != of.promotion);
        matches!(trial.get(), Trial::Done(_)) && of.with(|of| of.as_ref().is_some_and(differs))
    };
    let drawn = move || {
        let lang = state.lang.get();
        match trial.get() {
            Trial::Idle => ().into_any(),
            Trial::Running(done, all) => {
                let (done, all) = (number::count(done as u64), number::count(all as u64));
                let says = td_string!(lang, offer.sim_running, done = done, all = all);
                view! { <p role="status" data-testid="simulate-progress">{says}</p> }.into_any()
            }
            Trial::NoOrders => {
                view! { <p class="muted" data-testid="simulate-none">{td_string!(lang, offer.sim_none)}</p> }
                    .into_any()
            }
            Trial::Stopped => {
                view! { <p class="muted" role="status">{td_string!(lang, offer.sim_stopped)}</p> }
                    .into_any()
            }
            Trial::Done(tried) => outcome(state, lang, &tried),
        }
    };
    view! {
        <section class="sec" aria-labelledby="sim-h" data-testid="offer-simulation">
            <div class="sec-h">
                <h2 id="sim-h">{say!(offer.sim)}</h2>
            </div>
            <div class="sheet pad sim-form">
                <p class="small muted">{say!(offer.sim_never)}</p>
                <div class="chips" role="group" aria-label=say!(offer.sim_days)>
                    {chips.into_iter().collect_view()}
                </div>
                <div class="field">
                    <label for="simulate-margin">{say!(offer.sim_margin)}</label>
                    <input
                        class="input"
                        id="simulate-margin"
                        data-testid="simulate-margin"
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        aria-describedby="simulate-margin-wrong"
                        aria-invalid=move || typed.get().is_none().then_some("true")
                        prop:value=move || margin.get()
                        on:input=move |event| margin.set(event_target_value(&event))
                    />
                    <p class="err" id="simulate-margin-wrong" role="alert">
                        {wrong}
                    </p>
                </div>
                <div class="btn-row">
                    <Press testid="promotion-simulate" rests act=begin>
                        {say!(offer.sim_begin)}
                    </Press>
                    <Show when=is_running>
                        <Press testid="simulate-stop" class="btn btn-3" act=stop>
                            {say!(offer.sim_stop)}
                        </Press>
                    </Show>
                </div>
                <Show when=is_old>
                    <p class="warn" data-testid="simulate-old">
                        {say!(offer.sim_old)}
                    </p>
                </Show>
            </div>
            {drawn}
        </section>
    }
}
