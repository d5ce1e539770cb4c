//! Settings: what is said of the shop and how it is counted stands in the book; what is a matter of
//! this screen stays on this device.

pub mod closed;
pub mod counting;
pub mod device;
pub mod keeping;
pub mod shop;
pub mod stages;

use leptos::prelude::*;

use crate::ui::i18n::td_string;
use crate::ui::pages::doors::UseABrowser;
use crate::ui::say::say;
use crate::ui::state::use_state;

pub use counting::RuleChips;

/// Every choice acts at once; what changes the book is taken back by the toast.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let state = use_state();
    let of_book = move || {
        let lang = state.lang.get();
        if state.is_demo() {
            td_string!(lang, settings.of_demo)
        } else {
            td_string!(lang, settings.of_book)
        }
    };
    // What is said of the shop would begin a book where it will be cleared.
    let of_shop = move || match state.in_messenger && !state.has_book.get() {
        true => view! { <UseABrowser/> }.into_any(),
        false => view! {
            <p class="muted">{of_book}</p>
            <shop::ShopName/>
            <shop::TradeSetting/>
            <stages::StageSetting/>
            <closed::ClosedSetting/>
            <shop::ClockSetting/>
            <shop::RemarkSetting/>
            <counting::RuleSetting/>
            <counting::WindowSetting/>
            <counting::FreshnessSetting/>
        }
        .into_any(),
    };
    view! {
        <div class="settings">
            <div class="settings-part">
                <h2>{say!(settings.your_shop)}</h2>
                {of_shop}
            </div>
            <div class="settings-part">
                <h2>{say!(settings.this_device)}</h2>
                <p class="muted">{say!(settings.note)}</p>
                <device::LanguageChoice/>
                <device::ThemeChoice/>
                <device::TextChoice/>
                <device::MotionChoice/>
                <keeping::Keeping/>
                <device::KeysLine/>
                <device::DemoAgain/>
            </div>
        </div>
    }
}
