//! Fields of a condition in which one of what the shop has is chosen.

use leptos::prelude::*;

use super::condition::Part;
use super::fields::{Place, said};
use super::scene::Scene;
use super::tree::Key;
use crate::domain::tier::Step;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::text;
use crate::ui::veil;

/// One of a few in a list of the browser.
#[component]
fn Choice(
    scene: Scene,
    key: Key,
    testid: &'static str,
    #[prop(into)] label: Signal<String>,
    /// Values with their words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    place: Place,
) -> impl IntoView {
    let now = Memo::new(move |_| {
        scene.form(key).map(|mut form| place(&mut form).clone()).unwrap_or_default()
    });
    let options = move || {
        let now = now.get();
        let mut all = options.get();
        if !all.iter().any(|(value, _)| *value == now) {
            // What the book no longer has still stands in the rule.
            all.push((now.clone(), td_string!(scene.state.lang.get(), segment.gone).to_owned()));
        }
        all.into_iter()
            .map(|(value, words)| {
                let is_on = value == now;
                view! {
                    <option value=value prop:selected=is_on>
                        {words}
                    </option>
                }
            })
            .collect_view()
    };
    let wrong = Memo::new(move |_| scene.wrong_at(key, Part::Choice));
    let says = format!("{testid}-{key}-wrong");
    view! {
        <div class="field">
            <label for=format!("{testid}-{key}")>{move || label.get()}</label>
            <select
                class="input"
                id=format!("{testid}-{key}")
                data-testid=testid
                disabled=move || scene.rests.get()
                aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                aria-describedby=format!("{says} segment-{key}-says")
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    scene.change(key, |form| *place(form) = chosen);
                }
            >
                {options}
            </select>
            <p class="err" id=says role="alert">
                {move || wrong.get()}
            </p>
        </div>
    }
}

/// From one tier to another.
#[component]
pub fn TierBounds(
    /// The form.
    scene: Scene,
    /// Which condition.
    key: Key,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let lang = scene.state.lang.get();
        let day = scene.state.member_day();
        let mut all = vec![(String::new(), td_string!(lang, segment.no_bound).to_owned())];
        scene.rules.with(|rules| {
            let highest =
                rules.policy_on(day).or(rules.policies().last().map(|(id, it)| (*id, it)));
            let tiers = highest.map_or(0, |(_, policy)| policy.draft().tiers.len());
            for number in 1..=u32::try_from(tiers).unwrap_or_default() {
                let step = Step::new(number).map(|it| text::loyalty::step(lang, rules, it));
                all.push((number.to_string(), step.unwrap_or_default()));
            }
        });
        all
    });
    let has_tiers = move || options.with(|all| all.len() > 1);
    view! {
        <div class="seg-pair">
            <Choice
                scene
                key
                testid="segment-from"
                label=said(scene, |lang| td_string!(lang, segment.tier_from))
                options
                place=|form| &mut form.from
            />
            <Choice
                scene
                key
                testid="segment-to"
                label=said(scene, |lang| td_string!(lang, segment.tier_to))
                options
                place=|form| &mut form.to
            />
        </div>
        <Show when=move || !has_tiers()>
            <p class="muted">{say!(segment.no_tiers)}</p>
        </Show>
    }
}

/// A coupon of the shop, or any.
#[component]
pub fn Coupons(
    /// The form.
    scene: Scene,
    /// Which condition.
    key: Key,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let any = td_string!(scene.state.lang.get(), segment.any_of_them).to_owned();
        let offers = scene.rules.with(|rules| {
            let offers = rules.offers().map(|(id, it)| (id.to_string(), veil::text(&it.name)));
            offers.collect::<Vec<_>>()
        });
        std::iter::once((String::new(), any)).chain(offers).collect()
    });
    view! {
        <Choice
            scene
            key
            testid="segment-coupon"
            label=said(scene, |lang| td_string!(lang, segment.which_coupon))
            options
            place=|form| &mut form.chosen
        />
    }
}

/// Another group of the seller's.
#[component]
pub fn OtherGroup(
    /// The form.
    scene: Scene,
    /// Which condition.
    key: Key,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let none = td_string!(scene.state.lang.get(), segment.choose_group).to_owned();
        let own = scene.own();
        let groups = scene.rules.with(|rules| {
            let others = rules.groups().filter(|(id, _)| Some(*id) != own);
            others.map(|(id, it)| (id.to_string(), veil::text(&it.name))).collect::<Vec<_>>()
        });
        std::iter::once((String::new(), none)).chain(groups).collect()
    });
    view! {
        <Choice
            scene
            key
            testid="segment-other"
            label=said(scene, |lang| td_string!(lang, segment.which_group))
            options
            place=|form| &mut form.chosen
        />
    }
}
