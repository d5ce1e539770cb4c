//! Settings: language, light or dark, text size, the counting rule.

use leptos::prelude::*;

use crate::domain::figures::CountingRule;
use crate::ui::components::chips::Chip;
use crate::ui::components::press::Press;
use crate::ui::components::trade_choice::TradeChoice;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::doors::{DemoTrouble, testid};
use crate::ui::say::say;
use crate::ui::state::{BookStatus, DemoStatus, Overlay, Theme, use_state};
use crate::ui::text;

/// Every choice acts at once and is remembered in this browser.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <div class="settings">
            <ShopName/>
            <TradeSetting/>
            <LanguageChoice/>
            <ThemeChoice/>
            <TextChoice/>
            <RuleSetting/>
            <KeysLine/>
            <DemoAgain/>
            <p class="muted">{say!(settings.note)}</p>
        </div>
    }
}

/// The shop's own name: it goes into the book, and onto the backups.
#[component]
fn ShopName() -> impl IntoView {
    let state = use_state();
    let name =
        move || state.with_shop(|shop| shop.profile().name.value.to_string()).unwrap_or_default();
    let closed = move || state.looks_back || !matches!(state.book.get(), BookStatus::Ready);
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.shop)}</legend>
            <label class="field">
                <span class="muted">{say!(settings.shop_hint)}</span>
                <input
                    class="input"
                    type="text"
                    maxlength="40"
                    autocomplete="organization"
                    data-testid="shop-name"
                    disabled=closed
                    prop:value=name
                    on:change:target=move |event| state.name_shop(&event.target().value())
                />
            </label>
        </fieldset>
    }
}

/// What the shop trades in: the stages follow it.
#[component]
fn TradeSetting() -> impl IntoView {
    let state = use_state();
    let hint = move || {
        let lang = state.lang.get();
        let bounds = state.with_shop(|shop| shop.profile().bounds().days()).unwrap_or_default();
        let [just, second, active, high, low] = bounds.map(|it| it.to_string());
        td_string!(
            lang,
            trade.hint,
            just = just,
            second = second,
            active = active,
            high = high,
            low = low
        )
    };
    view! {
        <fieldset class="sheet">
            <legend>{say!(trade.title)}</legend>
            <TradeChoice
                lang=state.lang
                chosen=Signal::derive(move || state.trade())
                name=text::trade
                choose=move |trade| state.choose_trade(trade)
            />
            <p class="muted hint">{hint}</p>
        </fieldset>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let state = use_state();
    let chips = [Locale::zh, Locale::en].map(|lang| {
        let pressed = Signal::derive(move || state.lang.get() == lang);
        view! {
            <Chip testid=testid(lang) pressed choose=move |()| state.choose_language(lang)>
                <span lang=crate::ui::theme::lang_mark(lang)>{text::language(lang)}</span>
            </Chip>
        }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.language)}</legend>
            <div class="chips">{chips}</div>
        </fieldset>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let state = use_state();
    let chips = [Theme::System, Theme::Light, Theme::Dark].map(|theme| {
        let pressed = Signal::derive(move || state.theme.get() == theme);
        let testid = match theme {
            Theme::System => "theme-system",
            Theme::Light => "theme-light",
            Theme::Dark => "theme-dark",
        };
        view! {
            <Chip testid pressed choose=move |()| state.choose_theme(theme)>
                {move || text::theme(state.lang.get(), theme)}
            </Chip>
        }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.theme)}</legend>
            <div class="chips">{chips}</div>
        </fieldset>
    }
}

#[component]
fn TextChoice() -> impl IntoView {
    let state = use_state();
    let normal = Signal::derive(move || !state.large_text.get());
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.text)}</legend>
            <div class="chips">
                <Chip testid="text-normal" pressed=normal choose=move |()| state.choose_text(false)>
                    {say!(settings.text_normal)}
                </Chip>
                <Chip
                    testid="text-large"
                    pressed=state.large_text
                    choose=move |()| state.choose_text(true)
                >
                    {say!(settings.text_large)}
                </Chip>
            </div>
        </fieldset>
    }
}

#[component]
fn RuleSetting() -> impl IntoView {
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.rule)}</legend>
            <RuleChips/>
            <p class="hint muted">{say!(settings.rule_hint)}</p>
        </fieldset>
    }
}

/// Opens the list of keys.
#[component]
fn KeysLine() -> impl IntoView {
    let state = use_state();
    view! {
        <fieldset class="sheet">
            <legend>{say!(keys.title)}</legend>
            <Press testid="keys-open" act=move |()| state.overlay.set(Overlay::Keys)>
                {say!(keys.open)}
            </Press>
        </fieldset>
    }
}

/// The demo shop once more, beside the seller's own book.
#[component]
fn DemoAgain() -> impl IntoView {
    let state = use_state();
    let making = Memo::new(move |_| state.demo.get() == DemoStatus::Making);
    let rests = Signal::derive(move || making.get() || !state.may_leave());
    let words = move || {
        let lang = state.lang.get();
        if making.get() { td_string!(lang, demo.making) } else { td_string!(lang, demo.again) }
    };
    let offer = move || {
        view! {
            <fieldset class="sheet">
                <legend>{say!(demo.name)}</legend>
                <Press testid="demo-again" rests act=move |()| state.enter_demo()>
                    {words}
                </Press>
                <DemoTrouble/>
                <p class="hint muted">{say!(demo.again_hint)}</p>
            </fieldset>
        }
    };
    view! { <Show when=move || !state.is_demo()>{offer()}</Show> }
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
