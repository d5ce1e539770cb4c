//! What the app says by itself.

use leptos::prelude::*;

use super::sample;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::meter::{Meter, ShareBar};
use crate::ui::components::press::Press;
use crate::ui::components::toast::ToastLine;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Done, Light, use_state};
use crate::ui::text;

pub(super) fn all() -> Vec<AnyView> {
    vec![
        sample("toast", |lang| td_string!(lang, components.toast), toasts()),
        sample("bar", |lang| td_string!(lang, components.bar), bars()),
        sample("light", |lang| td_string!(lang, components.light), lights()),
        sample("meter", |lang| td_string!(lang, components.meter), meters()),
        sample("empty", |lang| td_string!(lang, components.empty), empty()),
    ]
}

fn toasts() -> AnyView {
    let state = use_state();
    let names = ["", "王秀英", "عبد الرحمن 12", "一个特别特别特别特别特别特别特别长的店名"];
    let lines = move || {
        let lang = state.lang.get();
        let line = |name: &&str| {
            let says = text::done(lang, Done::Contacted, name);
            let button = (!name.is_empty()).then(|| td_string!(lang, toast.undo));
            view! { <ToastLine says button undo=|()| ()/> }
        };
        names.iter().map(line).collect_view()
    };
    view! { <div class="sample-toasts">{lines}</div> }.into_any()
}

fn bars() -> AnyView {
    view! {
        <div class="bar bar-info">
            <p>{say!(demo.bar)}</p>
            <Press act=|()| ()>{say!(demo.clear)}</Press>
        </div>
        <div class="bar bar-warn">
            <Icon glyph=Glyph::Clock size=Size::Small/>
            <p>{say!(light.little_room)}</p>
        </div>
        <div class="bar bar-bad bar-asks">
            <p>
                <b>{say!(save.failed)}</b>
            </p>
            <div class="btn-row">
                <Press act=|()| ()>{say!(save.retry)}</Press>
                <Press act=|()| ()>{say!(backup.make)}</Press>
            </div>
        </div>
    }
    .into_any()
}

fn lights() -> AnyView {
    let state = use_state();
    let all = [
        Light::MadeUp,
        Light::Empty,
        Light::NotSaved,
        Light::NotWhole,
        Light::LittleRoom,
        Light::NoBackup,
        Light::OldBackup(12, 340),
        Light::NotKept,
        Light::Well(0),
        Light::Well(3),
    ];
    let row = |light: Light| {
        let radius = if light.word() == "good" { "4" } else { "5" };
        view! {
            <li class="sample-light">
                <span class=format!("light light-{}", light.word())>
                    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                        <circle cx="6" cy="6" r=radius></circle>
                    </svg>
                </span>
                <span>{move || text::light(state.lang.get(), light)}</span>
            </li>
        }
    };
    view! { <ul>{all.map(row).into_iter().collect_view()}</ul> }.into_any()
}

fn meters() -> AnyView {
    let bars = [0, 333, 1000].map(|permille| {
        view! {
            <Meter permille=permille label=say!(components.meter_label)/>
            <ShareBar permille/>
        }
    });
    view! { <div class="sample-meters">{bars}</div> }.into_any()
}

fn empty() -> AnyView {
    view! {
        <div class="empty sheet">
            <h3>{say!(checkup.empty)}</h3>
            <p>{say!(checkup.empty_hint)}</p>
            <a class="btn btn-1" href="#/data">
                {say!(door.import)}
            </a>
        </div>
    }
    .into_any()
}
