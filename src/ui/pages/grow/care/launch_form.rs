//! The launch price of a new good: from when, for how long, and what it costs then (PR10).

use leptos::html;
use leptos::prelude::*;

use super::forms::{About, Refusal};
use super::typed::{LaunchTyped, Wrong};
use crate::domain::command::Refused;
use crate::domain::day::Day;
use crate::domain::loyalty::Rulebook;
use crate::domain::money::Fen;
use crate::domain::tier::Step;
use crate::ui::components::day_field::DayField;
use crate::ui::components::entry::Entry;
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::veil;

/// What old customers pay of a launch price, tier by tier; nothing where all pay the same.
#[must_use]
pub fn of_tiers(lang: Locale, rules: &Rulebook, unit_fen: Fen, day: Day) -> Option<String> {
    let (_, policy) = rules.policy_on(day)?;
    let paid = |at: usize| policy.paid(Step::at(at)).of(unit_fen);
    let all = policy.tiers().iter().enumerate();
    if all.clone().all(|(at, _)| paid(at) == unit_fen) {
        return None;
    }
    let one = |(at, tier): (usize, &crate::domain::tier::Tier)| {
        format!("{} {}", veil::text(&tier.name), text::price_care::amount(paid(at)))
    };
    let tiers: Vec<String> = all.map(one).collect();
    Some(td_string!(lang, price_care.launch_tiers, tiers = tiers.join(" · ")))
}

/// The form.
#[component]
pub fn LaunchForm(
    /// The good.
    about: About,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    // Nothing typed: the fields follow the book.
    let typing = RwSignal::new(None::<LaunchTyped>);
    let tried = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refused>);
    let told = about.clone();
    let known = Memo::new(move |_| told.draft(state).launch);
    let now = Memo::new(move |_| {
        typing.get().unwrap_or_else(|| LaunchTyped::of(known.get(), state.today()))
    });
    let read = Memo::new(move |_| now.with(LaunchTyped::read));
    let put = move |change: &dyn Fn(&mut LaunchTyped)| {
        let mut typed = now.get_untracked();
        change(&mut typed);
        typing.set(Some(typed));
    };
    let wrong = move |which: Wrong, says: fn(Locale) -> &'static str| {
        Signal::derive(move || {
            let is_wrong = read.with(|it| it.as_ref().is_err_and(|all| all.contains(&which)));
            if tried.get() && is_wrong { says(state.lang.get()) } else { "" }
        })
    };
    let then = move |done: Result<(), Refused>| {
        if done.is_ok() {
            typing.try_set(None);
            tried.try_set(false);
        }
        refused.try_set(done.err());
    };
    let removing = about.clone();
    let remove = move |()| removing.change(state, |draft| draft.launch = None, then);
    let save = move || {
        tried.set(true);
        let Ok(launch) = read.get_untracked() else { return focus::first_invalid(form) };
        about.change(state, |draft| draft.launch = Some(launch), then);
    };
    let stage = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        let launch = known.get()?;
        let stage = crate::domain::price_care::launch_stage(launch, state.member_day());
        Some(text::price_care::launch(lang, stage, year))
    };
    let tiers = move || {
        let launch = read.get().ok()?;
        of_tiers(state.lang.get(), &state.rulebook(), launch.unit_fen, launch.first_day)
    };
    let rests = move || !state.may_set();
    let day_wrong = wrong(Wrong::Day, |lang| td_string!(lang, price_care.no_day));
    let has_launch = move || known.with(Option::is_some);
    view! {
        <form
            class="form"
            data-testid="care-launch-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                if !untrack(rests) {
                    save();
                }
            }
        >
            <p data-testid="care-launch-stage">{stage}</p>
            <p class="small muted">{say!(price_care.launch_hint)}</p>
            <div class="pts-pair">
                <div class="field">
                    <DayField
                        id="care-launch-day"
                        label=say!(price_care.launch_first)
                        day=Signal::derive(move || now.with(|it| it.first_day))
                        described_by="care-launch-day-wrong"
                        invalid=Signal::derive(move || !day_wrong.get().is_empty())
                        choose=move |day| put(&|it| it.first_day = day)
                    />
                    <p class="err" id="care-launch-day-wrong" role="alert">
                        {move || day_wrong.get()}
                    </p>
                </div>
                <Entry
                    id="care-launch-days"
                    label=words(|lang| td_string!(lang, price_care.launch_days))
                    value=Signal::derive(move || now.with(|it| it.days.clone()))
                    wrong=wrong(Wrong::Days, |lang| td_string!(lang, price_care.not_days))
                    rests=Signal::derive(rests)
                    typed=move |text: String| put(&|it| it.days.clone_from(&text))
                />
                <Entry
                    id="care-launch-price"
                    label=words(|lang| td_string!(lang, price_care.launch_price))
                    value=Signal::derive(move || now.with(|it| it.price.clone()))
                    keys="decimal"
                    wrong=wrong(Wrong::Money, |lang| td_string!(lang, price_care.not_money))
                    rests=Signal::derive(rests)
                    typed=move |text: String| put(&|it| it.price.clone_from(&text))
                />
            </div>
            <p class="small" data-testid="care-launch-tiers">
                {tiers}
            </p>
            <Refusal refused/>
            <div class="btn-row">
                <button
                    class="btn btn-2"
                    type="submit"
                    data-testid="care-launch-save"
                    disabled=rests
                >
                    {say!(price_care.launch_save)}
                </button>
                <Show when=has_launch>
                    <Press
                        testid="care-launch-remove"
                        class="btn btn-3"
                        rests=Signal::derive(rests)
                        act=remove.clone()
                    >
                        {say!(price_care.launch_remove)}
                    </Press>
                </Show>
            </div>
        </form>
    }
}
