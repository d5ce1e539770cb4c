//! What the shop says of itself: its name, its trade, its clock.

use leptos::prelude::*;

use crate::domain::card::Suffix;
use crate::domain::command::ShopSetting;
use crate::ui::components::chips::Chip;
use crate::ui::components::entry::Entry;
use crate::ui::components::trade_choice::TradeChoice;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::{clock, text};

/// Longer names fit on no backup.
const LONGEST_NAME: usize = 40;

/// Clocks that shops run by, in minutes east of Greenwich.
const CLOCKS: [i32; 37] = [
    -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120,
    180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 780,
    840,
];

/// The shop's own name: it goes into the book, and onto the backups.
#[component]
pub fn ShopName() -> impl IntoView {
    let state = use_state();
    let too_long = RwSignal::new(false);
    let left = move |typed: String| {
        let name = typed.trim();
        too_long.set(name.chars().count() > LONGEST_NAME);
        if !too_long.get_untracked() {
            state.set_up(ShopSetting::Name(name.into()));
        }
    };
    let wrong = move || {
        let lang = state.lang.get();
        if too_long.get() { td_string!(lang, settings.name_too_long) } else { "" }
    };
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.shop)}</legend>
            <Entry
                id="shop-name"
                keys="text"
                label=Signal::derive(move || {
                    td_string!(state.lang.get(), settings.shop_hint).to_owned()
                })
                value=Signal::derive(move || state.profile().name.value.to_string())
                wrong=Signal::derive(wrong)
                rests=Signal::derive(move || !state.may_set())
                left
            />
        </fieldset>
    }
}

/// What the shop trades in: the stages follow it.
#[component]
pub fn TradeSetting() -> impl IntoView {
    let state = use_state();
    view! {
        <fieldset class="sheet">
            <legend>{say!(trade.title)}</legend>
            <TradeChoice
                lang=state.lang
                chosen=Signal::derive(move || state.trade())
                name=text::trade
                choose=move |trade| state.choose_trade(trade)
            />
            <p class="muted hint">{say!(settings.trade_hint)}</p>
        </fieldset>
    }
}

/// What stands behind surname and title in the names for WeChat and 千牛 (NM1).
#[component]
pub fn RemarkSetting() -> impl IntoView {
    let state = use_state();
    let offered = [
        (None, "remark-auto"),
        (Some(Suffix::Kind), "remark-kind"),
        (Some(Suffix::Region), "remark-region"),
        (Some(Suffix::Nothing), "remark-nothing"),
    ];
    let chips = offered.map(|(it, testid)| {
        let (this, set) = (it.clone(), it.clone());
        let pressed = Signal::derive(move || state.profile().remark_suffix.value == this);
        let choose = move |()| state.set_up(ShopSetting::RemarkSuffix(set.clone()));
        let says = move || {
            let lang = state.lang.get();
            let by_kind = || td_string!(lang, settings.remark_by_kind).to_owned();
            it.as_ref().map_or_else(by_kind, |it| text::suffix(lang, it))
        };
        view! {
            <Chip testid pressed choose>
                {says}
            </Chip>
        }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.remark)}</legend>
            <div class="chips">{chips.into_iter().collect_view()}</div>
            <p class="hint muted">{say!(settings.remark_hint)}</p>
        </fieldset>
    }
}

/// By which clock a day of the shop begins and ends.
#[component]
pub fn ClockSetting() -> impl IntoView {
    let state = use_state();
    let now = move || state.profile().offset_minutes.value;
    let of_device = move || {
        let clock = written(clock::offset_minutes());
        td_string!(state.lang.get(), settings.clock_device, clock = clock)
    };
    let choose = move |typed: String| {
        state.set_up(ShopSetting::OffsetMinutes(typed.parse().ok()));
    };
    let clocks = CLOCKS.map(|minutes| {
        let is_it = move || now() == Some(minutes);
        view! {
            <option value=minutes.to_string() selected=is_it>
                {written(minutes)}
            </option>
        }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.clock)}</legend>
            <div class="field">
                <label for="shop-clock">{say!(settings.clock_label)}</label>
                <select
                    class="input"
                    id="shop-clock"
                    data-testid="shop-clock"
                    disabled=move || !state.may_set()
                    prop:value=move || now().map(|it| it.to_string()).unwrap_or_default()
                    on:change=move |event| choose(event_target_value(&event))
                >
                    <option value="" selected=move || now().is_none()>
                        {of_device}
                    </option>
                    {clocks}
                </select>
            </div>
            <p class="hint muted">{say!(settings.clock_hint)}</p>
        </fieldset>
    }
}

/// A clock as people write it: `UTC+08:00`.
fn written(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    format!("UTC{sign}{hours:02}:{rest:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_can_be_set_and_are_written() {
        for (minutes, expected) in
            [(480, "UTC+08:00"), (0, "UTC+00:00"), (-210, "UTC−03:30"), (345, "UTC+05:45")]
        {
            assert_eq!(written(minutes), expected);
        }
        for minutes in CLOCKS {
            assert!(ShopSetting::OffsetMinutes(Some(minutes)).is_possible(), "{minutes}");
        }
        assert!(CLOCKS.is_sorted_by(|a, b| a < b));
    }
}
