//! How things are counted: what is one purchase, which days RFM looks at, when data are stale.

use leptos::prelude::*;

use crate::domain::command::ShopSetting;
use crate::domain::figures::CountingRule;
use crate::ui::components::chips::Chip;
use crate::ui::components::entry::Entry;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// Days of the RFM window that can be chosen; 0 = all of history.
const WINDOWS: [(u32, &str); 4] =
    [(180, "rfm-180"), (365, "rfm-365"), (730, "rfm-730"), (0, "rfm-all")];

/// Scores from which on something is high.
const HIGH: [(u8, &str); 3] = [(3, "high-3"), (4, "high-4"), (5, "high-5")];

/// What counts as one purchase.
#[component]
pub fn RuleSetting() -> impl IntoView {
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.rule)}</legend>
            <RuleChips/>
            <p class="hint muted">{say!(settings.rule_hint)}</p>
        </fieldset>
    }
}

/// Which days F and M look at, and what is high.
#[component]
pub fn WindowSetting() -> impl IntoView {
    let state = use_state();
    let now = move || state.profile().basis(state.today()).rfm_window_days;
    let windows = WINDOWS.map(|(days, testid)| {
        let pressed = Signal::derive(move || now() == days);
        let choose = move |()| state.set_up(ShopSetting::RfmWindowDays(Some(days)));
        let says = move || {
            let lang = state.lang.get();
            match days {
                0 => td_string!(lang, settings.all_days).to_owned(),
                days => text::days(lang, u64::from(days)),
            }
        };
        view! { <Chip testid pressed choose>{says}</Chip> }
    });
    let highs = HIGH.map(|(score, testid)| {
        let pressed = Signal::derive(move || state.profile().high() == score);
        let choose = move |()| state.set_up(ShopSetting::HighScore(Some(score)));
        let says = move || {
            td_string!(state.lang.get(), settings.score_from, n = number::count(u64::from(score)))
        };
        view! { <Chip testid pressed choose>{says}</Chip> }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.window)}</legend>
            <div class="chips">{windows}</div>
            <p class="hint muted">{say!(settings.window_hint)}</p>
            <p class="ask">{say!(settings.high)}</p>
            <div class="chips">{highs}</div>
        </fieldset>
    }
}

/// After how many days data are stale.
#[component]
pub fn FreshnessSetting() -> impl IntoView {
    let state = use_state();
    let wrong = RwSignal::new(false);
    let left = move |typed: String| {
        let typed = typed.trim();
        let days = typed.parse::<u32>().ok().map(|it| ShopSetting::FreshnessDays(Some(it)));
        let setting = match typed {
            "" => Some(ShopSetting::FreshnessDays(None)),
            _ => days.filter(ShopSetting::is_possible),
        };
        wrong.set(setting.is_none());
        if let Some(setting) = setting {
            state.set_up(setting);
        }
    };
    let says = move || {
        let lang = state.lang.get();
        if wrong.get() { td_string!(lang, settings.not_days) } else { "" }
    };
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.freshness)}</legend>
            <Entry
                id="freshness-days"
                label=Signal::derive(move || {
                    td_string!(state.lang.get(), settings.freshness_label).to_owned()
                })
                value=Signal::derive(move || state.profile().freshness().to_string())
                wrong=Signal::derive(says)
                rests=Signal::derive(move || !state.may_set())
                left
            />
            <p class="hint muted">{say!(settings.freshness_hint)}</p>
        </fieldset>
    }
}

/// The two counting rules as chips; also beside the figures.
#[component]
pub fn RuleChips() -> impl IntoView {
    let state = use_state();
    let chips = [CountingRule::MergedByDay, CountingRule::EachOrder].map(|rule| {
        let pressed = Signal::derive(move || state.basis.rule.get() == rule);
        let testid = match rule {
            CountingRule::MergedByDay => "rule-day",
            CountingRule::EachOrder => "rule-none",
        };
        view! {
            <Chip testid pressed choose=move |()| state.choose_rule(rule)>
                {move || text::rule(state.lang.get(), rule)}
            </Chip>
        }
    });
    view! { <div class="chips">{chips}</div> }
}
