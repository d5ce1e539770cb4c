//! The bounds of the stages: what each means, and how many people would stand in it while one types.

use leptos::prelude::*;

use crate::domain::command::ShopSetting;
use crate::domain::figures::{NewStage, Stage, StageBounds, StageCounts};
use crate::ui::components::entry::Entry;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// More days than a shop can look back on.
const MOST_DAYS: u32 = 9_999;

const FIELDS: [&str; 5] = ["bound-just", "bound-second", "bound-active", "bound-high", "bound-low"];

/// What is wrong with one of the five.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NotDays,
    NotAboveTheOneBefore,
}

/// What was typed: the five numbers, or what is wrong at which place.
fn read(typed: &[String; 5]) -> Result<StageBounds, (usize, Wrong)> {
    let mut days = [0; 5];
    let mut least = 0;
    for ((at, text), place) in typed.iter().enumerate().zip(&mut days) {
        let read = text.trim().parse().ok().filter(|it| *it <= MOST_DAYS);
        *place = read.ok_or((at, Wrong::NotDays))?;
        if at > 0 && *place <= least {
            return Err((at, Wrong::NotAboveTheOneBefore));
        }
        least = *place;
    }
    Ok(StageBounds::of(days))
}

/// The five bounds, and what follows from them.
#[component]
pub fn StageSetting() -> impl IntoView {
    let state = use_state();
    let held = Memo::new(move |_| state.profile().bounds());
    let own = move || state.profile().stage_bounds.value.is_some();
    let typed = RwSignal::new(texts(held.get_untracked()));
    // Taken back, changed in another tab, another trade: what stands in the book stands here.
    Effect::new(move |_| {
        let _ = state.trade();
        typed.set(texts(held.get()));
    });
    let draft = Memo::new(move |_| typed.with(read));
    let counts = Memo::new(move |_| draft.get().ok().and_then(|it| state.stages_by(it)));
    let changed = move || draft.get() != Ok(held.get());
    let rows = FIELDS.into_iter().enumerate().map(|(at, id)| {
        let label = move || label(state.lang.get(), at);
        let wrong = move || match draft.get() {
            Err((place, wrong)) if place == at => says(state.lang.get(), wrong),
            Ok(_) | Err(_) => "",
        };
        let value = move || typed.with(|it| it.get(at).cloned().unwrap_or_default());
        let put = move |text: String| {
            typed
                .update(|it| it.iter_mut().skip(at).take(1).for_each(|place| *place = text.clone()))
        };
        let people = move || counted(state.lang.get(), counts.get(), at);
        view! {
            <li class="bound">
                <Entry
                    id
                    label=Signal::derive(label)
                    value=Signal::derive(value)
                    wrong=Signal::derive(wrong)
                    rests=Signal::derive(move || !state.may_set())
                    typed=put
                />
                <p class="muted" data-testid=format!("{id}-count")>
                    {people}
                </p>
            </li>
        }
    });
    let save = move |()| {
        if let Ok(bounds) = draft.get_untracked() {
            state.set_up(ShopSetting::StageBounds(Some(bounds)));
        }
    };
    let rests = Signal::derive(move || !state.may_set() || draft.get().is_err() || !changed());
    view! {
        <fieldset class="sheet" data-testid="stage-bounds">
            <legend>{say!(settings.stages)}</legend>
            <p class="muted">{say!(settings.stages_hint)}</p>
            <ul class="bounds">
                {rows.collect_view()}
                <li class="bound">
                    <p>{move || text::stage(state.lang.get(), Stage::Lost)}</p>
                    <p class="muted" data-testid="bound-lost-count">
                        {move || counted(state.lang.get(), counts.get(), FIELDS.len())}
                    </p>
                </li>
            </ul>
            <div class="btn-row">
                <Press testid="bounds-save" class="btn btn-1" rests act=save>
                    {say!(settings.stages_save)}
                </Press>
                <Show when=move || own() && state.may_set()>
                    <Press
                        testid="bounds-trade"
                        act=move |()| state.set_up(ShopSetting::StageBounds(None))
                    >
                        {say!(settings.stages_of_trade)}
                    </Press>
                </Show>
                <Show when=changed>
                    <Press
                        testid="bounds-drop"
                        class="btn btn-3"
                        act=move |()| typed.set(texts(held.get_untracked()))
                    >
                        {say!(settings.stages_drop)}
                    </Press>
                </Show>
            </div>
        </fieldset>
    }
}

fn texts(bounds: StageBounds) -> [String; 5] {
    bounds.days().map(|days| days.to_string())
}

fn label(lang: Locale, at: usize) -> String {
    let stage = |stage| text::stage(lang, stage);
    let name = match at {
        0 => stage(Stage::New(NewStage::JustOrdered)).to_owned(),
        1 => stage(Stage::New(NewStage::AwaitingSecond)).to_owned(),
        2 => td_string!(
            lang,
            settings.both_stages,
            a = stage(Stage::New(NewStage::OneMonth)),
            b = stage(Stage::Active)
        ),
        3 => stage(Stage::HighSave).to_owned(),
        _ => stage(Stage::LowSave).to_owned(),
    };
    td_string!(lang, settings.bound, stage = name)
}

fn says(lang: Locale, wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::NotDays => td_string!(lang, settings.not_days),
        Wrong::NotAboveTheOneBefore => td_string!(lang, settings.not_rising),
    }
}

/// How many people stand below a bound and above the one before; behind the last: beyond it.
fn counted(lang: Locale, counts: Option<StageCounts>, at: usize) -> String {
    let Some(counts) = counts else { return String::new() };
    text::people(
        lang,
        match at {
            0 => counts.just_ordered,
            1 => counts.awaiting_second,
            2 => counts.one_month + counts.active,
            3 => counts.high_save,
            4 => counts.low_save,
            _ => counts.lost,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_or_the_first_wrong_one_is_named() {
        for (typed, expected, rule) in [
            (["5", "30", "45", "90", "180"], Ok([5, 30, 45, 90, 180]), "as they stand"),
            ([" 0", "1 ", "2", "3", "9999"], Ok([0, 1, 2, 3, 9_999]), "blanks are forgiven"),
            (["5", "", "45", "90", "180"], Err((1, Wrong::NotDays)), "an empty field"),
            (["x", "", "45", "90", "180"], Err((0, Wrong::NotDays)), "the first one"),
            (["5", "30", "45", "90", "10000"], Err((4, Wrong::NotDays)), "beyond all days"),
            (["5", "30", "-4", "90", "180"], Err((2, Wrong::NotDays)), "below nothing"),
            (
                ["5", "30", "30", "90", "180"],
                Err((2, Wrong::NotAboveTheOneBefore)),
                "a stage needs a day",
            ),
        ] {
            let typed = typed.map(str::to_owned);
            assert_eq!(read(&typed).map(StageBounds::days), expected, "{rule}");
        }
    }
}
