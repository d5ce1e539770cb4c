//! What is tapped and typed into.

use leptos::prelude::*;

use super::sample;
use crate::domain::day::Day;
use crate::domain::trade::Trade;
use crate::ui::components::chips::Chip;
use crate::ui::components::day_field::DayField;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::entry::Entry;
use crate::ui::components::file_picker::FilePicker;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::components::trade_choice::TradeChoice;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

pub(super) fn all() -> Vec<AnyView> {
    vec![
        sample("press", |lang| td_string!(lang, components.press), presses()),
        sample("chip", |lang| td_string!(lang, components.chip), chips()),
        sample("entry", |lang| td_string!(lang, components.entry), entries()),
        sample("day_field", |lang| td_string!(lang, components.day_field), days()),
        sample("file_picker", |lang| td_string!(lang, components.file_picker), files()),
        sample("dialog", |lang| td_string!(lang, components.dialog), dialogs()),
        sample("icon", |lang| td_string!(lang, components.icon), icons()),
    ]
}

fn presses() -> AnyView {
    let kinds = ["btn btn-1", "btn btn-2", "btn", "btn btn-3", "btn btn-bad", "btn btn-big"];
    let kinds = kinds.map(|class| {
        view! {
            <Press class act=|()| ()>
                {say!(backup.make)}
            </Press>
        }
    });
    view! {
        <div class="btn-row">
            {kinds} <Press rests=true act=|()| ()>
                {say!(backup.make)}
            </Press> <a class="btn" href="#/components">
                {say!(nav.data)}
            </a>
        </div>
    }
    .into_any()
}

fn chips() -> AnyView {
    let state = use_state();
    let chosen = RwSignal::new(Some(Trade::Food));
    let off = RwSignal::new(false);
    view! {
        <TradeChoice
            lang=state.lang
            chosen
            name=text::trade
            choose=move |trade| chosen.set(Some(trade))
        />
        <div class="chips">
            <Chip testid="sample-chip" pressed=off choose=move |()| off.update(|it| *it = !*it)>
                {say!(settings.closed_hint)}
            </Chip>
        </div>
    }
    .into_any()
}

fn entries() -> AnyView {
    let state = use_state();
    let label = Signal::derive(move || td_string!(state.lang.get(), settings.shop).to_owned());
    let wrong = Signal::derive(move || td_string!(state.lang.get(), settings.name_too_long));
    view! {
        <Entry id="sample-entry" label keys="text" value=String::from("山里红干货铺")/>
        <Entry id="sample-wrong" label keys="text" value="متجر ".repeat(12) wrong/>
        <Entry id="sample-rests" label keys="text" value=String::new() rests=true/>
    }
    .into_any()
}

fn days() -> AnyView {
    let day = RwSignal::new(Day::from_ymd(2026, 2, 17));
    let none = RwSignal::new(None::<Day>);
    view! {
        <div class="field">
            <DayField
                id="sample-day"
                label=say!(settings.closed_first)
                day
                described_by="sample-day-wrong"
                choose=move |it| day.set(it)
            />
        </div>
        <div class="field">
            <DayField
                id="sample-day-none"
                label=say!(settings.closed_last)
                day=none
                described_by="sample-day-wrong"
                invalid=true
                choose=|_| ()
            />
            <p class="err" id="sample-day-wrong">
                {say!(settings.closed_backwards)}
            </p>
        </div>
    }
    .into_any()
}

fn files() -> AnyView {
    view! {
        <FilePicker testid="sample-files" accept=".csv" multiple=true class="btn" act=|_| ()>
            <Icon glyph=Glyph::File size=Size::Small/>
            <span>{say!(door.import)}</span>
        </FilePicker>
    }
    .into_any()
}

fn dialogs() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Press testid="sample-dialog-open" act=move |()| open.set(true)>
            {say!(keys.open)}
        </Press>
        <Dialog
            testid="sample-dialog"
            label=Signal::derive(say!(storage.wipe))
            open
            closed=move |()| open.set(false)
        >
            <h2>{say!(storage.wipe)}</h2>
            <p>{say!(storage.wipe_sure_records)}</p>
            <div class="btn-row">
                <Press testid="sample-dialog-close" act=move |()| open.set(false)>
                    {say!(storage.wipe_no)}
                </Press>
                <Press class="btn btn-bad" act=move |()| open.set(false)>
                    {say!(storage.wipe_yes)}
                </Press>
            </div>
        </Dialog>
    }
    .into_any()
}

fn icons() -> AnyView {
    let glyphs = [
        Glyph::Alert,
        Glyph::Check,
        Glyph::Chevron,
        Glyph::Clock,
        Glyph::Door,
        Glyph::File,
        Glyph::Gear,
        Glyph::Import,
        Glyph::Insight,
        Glyph::Export,
        Glyph::Back,
        Glyph::Copy,
        Glyph::Eye,
        Glyph::Pencil,
        Glyph::People,
        Glyph::Phone,
        Glyph::Plus,
        Glyph::Share,
        Glyph::Search,
        Glyph::Star,
    ];
    let all = glyphs.map(|glyph| view! { <Icon glyph/> });
    view! { <div class="sample-icons">{all.into_iter().collect_view()}</div> }.into_any()
}
