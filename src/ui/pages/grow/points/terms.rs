//! How points are earned and what they are worth: typed, read out as one sentence, and set from a
//! day on.

use leptos::html;
use leptos::prelude::*;

use super::typed::{Field, Holds, TermsTyped, Wrong, usually_on};
use super::words;
use crate::domain::command::Refused;
use crate::domain::day::Day;
use crate::domain::loyalty::{PointsTerms, Rule, RuleId, Rulebook};
use crate::ui::components::chips::Chip;
use crate::ui::components::day_field::DayField;
use crate::ui::components::entry::Entry;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, words as spoken};
use crate::ui::state::use_state;
use crate::ui::text;

fn says(lang: Locale, wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::NoDay => td_string!(lang, points.no_day),
        Wrong::HasBegun => td_string!(lang, points.has_begun),
        Wrong::NotMoney => td_string!(lang, points.not_money_above),
        Wrong::NotANumber => td_string!(lang, points.not_a_count),
        Wrong::NotAShare => td_string!(lang, points.not_a_share),
    }
}

/// The rule that is written anew: the one that begins on the same day and has not begun before
/// today. `None` = a new one.
fn rule_of(rules: &Rulebook, first_day: Day, today: Day) -> Option<RuleId> {
    let same = |(_, terms): &&(RuleId, PointsTerms)| terms.first_day == first_day;
    rules.points().iter().filter(|_| first_day >= today).rfind(same).map(|(id, _)| *id)
}

/// True where these terms say what is in force on their first day already.
fn is_known(rules: &Rulebook, terms: &PointsTerms) -> bool {
    rules.points_on(terms.first_day).is_some_and(|(_, known)| {
        *terms == PointsTerms { first_day: terms.first_day, ..known.clone() }
    })
}

/// The form with what it means.
#[component]
pub fn TermsSection() -> impl IntoView {
    let state = use_state();
    let rules = Memo::new(move |_| state.rulebook());
    let begin = move || {
        let last = rules.with(|rules| rules.points().last().map(|(_, terms)| terms.clone()));
        TermsTyped::begin(last.as_ref(), state.trade(), state.member_day())
    };
    let typed = RwSignal::new(untrack(begin));
    let begun = StoredValue::new(typed.get_untracked());
    // What stands in the book stands here, until somebody types: that is never lost.
    Effect::new(move |_| {
        let now = begin();
        let is_untouched = typed.with_untracked(|typed| begun.with_value(|begun| typed == begun));
        if is_untouched {
            begun.set_value(now.clone());
            typed.set(now);
        }
    });
    let follows = Memo::new(move |_| rules.with(|rules| !rules.points().is_empty()));
    let draft = Memo::new(move |_| typed.with(|it| it.read(state.member_day(), follows.get())));
    let known = Memo::new(move |_| {
        draft.with(|draft| draft.as_ref().is_ok_and(|it| rules.with(|rules| is_known(rules, it))))
    });
    let refused = RwSignal::new(None::<Refused>);
    let form: NodeRef<html::Form> = NodeRef::new();
    let save = move || match draft.get_untracked() {
        Err(_) => focus::first_invalid(form),
        Ok(terms) => {
            let (today, name) = untrack(|| {
                let lang = state.lang.get();
                (state.today(), td_string!(lang, points.title).to_owned())
            });
            let rule = rules.with_untracked(|rules| rule_of(rules, terms.first_day, today));
            state.set_rule(rule, Rule::Points(terms), name, move |done| {
                // Whoever has left the page meanwhile has no form any more.
                if done.is_ok() && typed.try_get_untracked().is_some() {
                    // What was typed stands in the book; the form goes on from there.
                    let now = untrack(begin);
                    begun.try_update_value(|it| it.clone_from(&now));
                    typed.try_set(now);
                }
                refused.try_set(done.err());
            });
        }
    };
    let preview = move || {
        let lang = state.lang.get();
        draft.with(|draft| match draft {
            Ok(terms) => rules.with(|rules| words::sentence(lang, terms, rules)),
            Err(_) => td_string!(lang, points.says_wrong).to_owned(),
        })
    };
    let reason = move || {
        let lang = state.lang.get();
        match (state.may_set(), known.get(), refused.get()) {
            (false, _, _) => td_string!(lang, points.rests_now).to_owned(),
            (true, _, Some(refused)) => text::refused(lang, &refused),
            (true, true, None) => td_string!(lang, points.nothing_new).to_owned(),
            (true, false, None) => String::new(),
        }
    };
    let rests = move || !state.may_set() || known.get();
    view! {
        <form
            class="sheet pad form"
            data-testid="points-terms"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                if !untrack(rests) {
                    save();
                }
            }
        >
            <h2>{say!(points.terms)}</h2>
            <p class="muted">{say!(points.terms_hint)}</p>
            <Hint follows/>
            <label class="switch">
                <input
                    type="checkbox"
                    role="switch"
                    data-testid="points-on"
                    disabled=move || !state.may_set()
                    prop:checked=move || typed.with(|it| it.is_on)
                    on:change:target=move |event| {
                        let is_on = event.target().checked();
                        typed.update(|it| it.is_on = is_on);
                    }
                />
                {say!(points.is_on)}
            </label>
            <FirstDay typed draft follows/>
            <Show when=move || typed.with(|it| it.is_on)>
                <Numbers typed draft/>
            </Show>
            <p class="sentence" data-testid="points-sentence" aria-live="polite">
                {preview}
            </p>
            <div class="btn-row ends">
                <p class="muted" role="status" data-testid="points-terms-says">
                    {reason}
                </p>
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="points-terms-save"
                    disabled=rests
                >
                    {say!(points.terms_save)}
                </button>
            </div>
        </form>
    }
}

/// What the trade does, before there are any terms.
#[component]
fn Hint(follows: Memo<bool>) -> impl IntoView {
    let state = use_state();
    let says = move || {
        let lang = state.lang.get();
        match usually_on(state.trade()) {
            true => td_string!(lang, points.preset_on),
            false => td_string!(lang, points.preset_off),
        }
    };
    view! {
        <Show when=move || !follows.get()>
            <p class="small" data-testid="points-preset">
                {says}
            </p>
        </Show>
    }
}

/// What the form makes of it.
type Draft = Memo<Result<PointsTerms, Vec<(Field, Wrong)>>>;

/// What is said at a field.
fn at(draft: Draft, field: Field) -> Signal<&'static str> {
    let state = use_state();
    Signal::derive(move || {
        let wrong = draft.with(|draft| {
            let wrong = draft.as_ref().err()?;
            wrong.iter().find(|(of, _)| *of == field).map(|(_, wrong)| *wrong)
        });
        wrong.map_or("", |wrong| says(state.lang.get(), wrong))
    })
}

#[component]
fn FirstDay(typed: RwSignal<TermsTyped>, draft: Draft, follows: Memo<bool>) -> impl IntoView {
    let state = use_state();
    let wrong = at(draft, Field::FirstDay);
    let hint = move || {
        let lang = state.lang.get();
        match follows.get() {
            true => td_string!(lang, points.from_hint),
            false => td_string!(lang, points.from_first_hint),
        }
    };
    view! {
        <div class="field">
            <DayField
                id="points-from"
                label=say!(points.from)
                day=Signal::derive(move || typed.with(|it| it.first_day))
                described_by="points-from-says"
                invalid=Signal::derive(move || !wrong.get().is_empty())
                choose=move |day| typed.update(|it| it.first_day = day)
            />
            <div id="points-from-says">
                <p class="hint">{hint}</p>
                <p class="err" role="alert">
                    {move || wrong.get()}
                </p>
            </div>
        </div>
    }
}

/// A number of the form.
#[component]
fn Number(
    id: &'static str,
    label: fn(Locale) -> &'static str,
    typed: RwSignal<TermsTyped>,
    place: fn(&mut TermsTyped) -> &mut String,
    wrong: Signal<&'static str>,
    #[prop(default = "numeric")] keys: &'static str,
) -> impl IntoView {
    let state = use_state();
    let value = Signal::derive(move || typed.with(|it| place(&mut it.clone()).clone()));
    let put = move |text| typed.update(|it| *place(it) = text);
    let rests = Signal::derive(move || !state.may_set());
    view! { <Entry id label=spoken(label) value wrong keys rests typed=put/> }
}

#[component]
fn Numbers(typed: RwSignal<TermsTyped>, draft: Draft) -> impl IntoView {
    let holds = move |one: Holds| Signal::derive(move || typed.with(|it| it.holds == one));
    let hold = move |one: Holds| typed.update(|it| it.holds = one);
    view! {
        <div class="pts-pair">
            <Number
                id="points-unit"
                label=|lang| td_string!(lang, points.unit)
                typed
                place=|it| &mut it.unit
                wrong=at(draft, Field::Unit)
                keys="decimal"
            />
            <Number
                id="points-rate"
                label=|lang| td_string!(lang, points.rate)
                typed
                place=|it| &mut it.rate
                wrong=at(draft, Field::Rate)
            />
            <Number
                id="points-per-yuan"
                label=|lang| td_string!(lang, points.per_yuan)
                typed
                place=|it| &mut it.per_yuan
                wrong=at(draft, Field::PerYuan)
            />
            <Number
                id="points-share"
                label=|lang| td_string!(lang, points.share)
                typed
                place=|it| &mut it.share
                wrong=at(draft, Field::Share)
                keys="decimal"
            />
        </div>
        <fieldset class="field">
            <legend class="label">{say!(points.holds)}</legend>
            <div class="chips">
                <Chip
                    testid="points-for-ever"
                    pressed=holds(Holds::ForEver)
                    choose=move |()| hold(Holds::ForEver)
                >
                    {say!(points.for_ever)}
                </Chip>
                <Chip
                    testid="points-days"
                    pressed=holds(Holds::Days)
                    choose=move |()| hold(Holds::Days)
                >
                    {say!(points.holds_days)}
                </Chip>
                <Chip
                    testid="points-year"
                    pressed=holds(Holds::Year)
                    choose=move |()| hold(Holds::Year)
                >
                    {say!(points.holds_year)}
                </Chip>
            </div>
        </fieldset>
        <div class="pts-pair">
            <Show when=move || holds(Holds::Days).get()>
                <Number
                    id="points-valid-days"
                    label=|lang| td_string!(lang, points.valid_days)
                    typed
                    place=|it| &mut it.days
                    wrong=at(draft, Field::Days)
                />
            </Show>
            <Show when=move || !holds(Holds::ForEver).get()>
                <Number
                    id="points-return-days"
                    label=|lang| td_string!(lang, points.return_days)
                    typed
                    place=|it| &mut it.return_days
                    wrong=at(draft, Field::ReturnDays)
                />
            </Show>
        </div>
    }
}
