//! The form of a policy: what each step asks for and gives, and what follows from it while one types.

use leptos::prelude::*;

use super::spread::Spread;
use super::steps::Steps;
use super::typed::{Field, TypedPolicy, Wrong, Wrongs, field_of};
use crate::domain::command::Refused;
use crate::domain::day::Day;
use crate::domain::loyalty::{Rule, RuleId};
use crate::domain::tier::preset::{STEPS, draft_of};
use crate::domain::tier::{Fall, Mode, Policy, PolicyDraft, Proposal, Right};
use crate::domain::trade::Trade;
use crate::ui::components::day_field::DayField;
use crate::ui::components::press::Press;
use crate::ui::components::trade_choice::TradeChoice;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::grow::fields::{Choice, Typed};
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;

/// Back to the tiers.
fn leave() {
    let _ = window().location().set_hash("/grow/tiers");
}

/// What the form begins with: the rule that is edited, else the policy in force, else the trade's.
fn begin(state: State, lang: Locale, edited: Option<RuleId>) -> TypedPolicy {
    let rules = state.rulebook();
    let today = state.today();
    let draft = edited
        .and_then(|id| rules.policies().iter().find(|(it, _)| *it == id))
        .map(|(_, policy)| policy.draft().clone());
    let draft = draft.or_else(|| {
        let (_, policy) = rules.policy_on(today)?;
        Some(PolicyDraft { first_day: today, ..policy.draft().clone() })
    });
    let trade = state.trade().unwrap_or(Trade::Retail);
    TypedPolicy::of(lang, &draft.unwrap_or_else(|| preset(lang, trade, today)))
}

fn preset(lang: Locale, trade: Trade, first_day: Day) -> PolicyDraft {
    draft_of(trade, first_day, names(lang, trade))
}

/// The names of the steps, as people of the trade say them (seller-notes 36).
fn names(lang: Locale, trade: Trade) -> [String; STEPS] {
    let names = match trade {
        Trade::Wholesale => td_string!(lang, tier.names_wholesale),
        Trade::Retail | Trade::Food | Trade::Stall => td_string!(lang, tier.names_retail),
    };
    let mut names = names.split('|').map(str::to_owned);
    std::array::from_fn(|_| names.next().unwrap_or_default())
}

/// The form.
#[component]
pub fn TierEditor(
    /// `new`, or the rule that is edited.
    which: String,
) -> impl IntoView {
    let state = use_state();
    let edited = RuleId::parse(&which);
    let first_lang = state.lang.get_untracked();
    let typed = RwSignal::new(untrack(|| begin(state, first_lang, edited)));
    // Rates are typed as the language has them: another language, and they are written anew.
    Effect::new(move |before: Option<Locale>| {
        let lang = state.lang.get();
        if let Some(before) = before.filter(|before| *before != lang) {
            typed.update(|it| {
                let (draft, _) = it.read(before);
                let first_day = it.first_day;
                *it = TypedPolicy { first_day, ..TypedPolicy::of(lang, &draft) };
            });
        }
        lang
    });
    let read = Memo::new(move |_| typed.with(|it| checked(it, state.lang.get())));
    let wrongs = Memo::new(move |_| {
        let mut wrongs = read.with(|(_, wrongs)| wrongs.clone());
        wrongs.extend(looks_back(state, typed.with(|it| it.first_day), edited));
        wrongs
    });
    let draft = Memo::new(move |_| {
        let is_right = wrongs.with(Vec::is_empty);
        read.with(|(draft, _)| is_right.then(|| draft.clone()))
    });
    let trial = state.tier_trial(draft, edited);
    let form = Form { state, typed, wrongs };
    view! {
        <div class="tier-form">
            <a class="back" href="#/grow/tiers">{say!(tier.title)}</a>
            <div class="tier-cols">
                <div>
                    <Starts typed/>
                    <General form/>
                    <Steps form/>
                    <Odd draft/>
                </div>
                <Spread draft trial/>
            </div>
            <Save draft edited/>
        </div>
    }
}

fn checked(typed: &TypedPolicy, lang: Locale) -> (PolicyDraft, Wrongs) {
    let (draft, mut wrongs) = typed.read(lang);
    if let Err(errors) = Policy::parse(draft.clone()) {
        for (field, wrong) in errors.into_iter().filter_map(field_of) {
            if wrongs.iter().all(|(known, _)| *known != field) {
                wrongs.push((field, wrong));
            }
        }
    }
    (draft, wrongs)
}

/// The first tiers may look back; later ones begin today or later.
fn looks_back(state: State, day: Option<Day>, edited: Option<RuleId>) -> Option<(Field, Wrong)> {
    let rules = state.rulebook();
    let others = rules.policies().iter().any(|(id, _)| Some(*id) != edited);
    let is_past = day.is_some_and(|day| day < state.today());
    (others && is_past).then_some((Field::FirstDay, Wrong::IsPast))
}

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub struct Form {
    /// The state.
    pub(super) state: State,
    /// What is typed.
    pub(super) typed: RwSignal<TypedPolicy>,
    wrongs: Memo<Wrongs>,
}

impl Form {
    /// What is wrong with a field, in words; empty = nothing.
    pub(super) fn wrong(self, field: Field) -> impl Fn() -> &'static str + Copy + Send + Sync {
        move || {
            let lang = self.state.lang.get();
            let found = self.wrongs.with(|all| all.iter().find(|(it, _)| *it == field).copied());
            found.map_or("", |(_, wrong)| says(lang, wrong))
        }
    }
}

fn says(lang: Locale, wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::NoDay => td_string!(lang, tier.wrong_day),
        Wrong::IsPast => td_string!(lang, tier.wrong_past),
        Wrong::NotANumber => td_string!(lang, tier.wrong_number),
        Wrong::NotARate => td_string!(lang, tier.wrong_rate),
        Wrong::NotDays => td_string!(lang, tier.wrong_days),
        Wrong::NoTerm => td_string!(lang, tier.wrong_term),
        Wrong::NoName => td_string!(lang, tier.wrong_no_name),
        Wrong::SameName => td_string!(lang, tier.wrong_same_name),
        Wrong::LowestAsks => td_string!(lang, tier.wrong_lowest),
        Wrong::AsksNothing => td_string!(lang, tier.wrong_no_minimum),
        Wrong::NotAboveZero => td_string!(lang, tier.wrong_zero),
        Wrong::DoesNotRise => td_string!(lang, tier.wrong_not_rising),
        Wrong::AboveFull => td_string!(lang, tier.wrong_above_full),
        Wrong::NotCheaper => td_string!(lang, tier.wrong_not_cheaper),
    }
}

/// How a proposal went.
#[derive(Clone, PartialEq, Default)]
enum Proposed {
    #[default]
    NotYet,
    Looking,
    Done(Vec<u64>),
    TooFew(usize),
}

/// Ready-made sets, and one from the shop's own data.
#[component]
pub fn Starts(
    /// What is typed.
    typed: RwSignal<TypedPolicy>,
) -> impl IntoView {
    let state = use_state();
    let proposed = RwSignal::new(Proposed::NotYet);
    let chosen = RwSignal::new(None);
    let lang = Signal::derive(move || state.lang.get());
    let take = move |draft: PolicyDraft| {
        let lang = state.lang.get_untracked();
        typed.update(|it| {
            let first_day = it.first_day;
            *it = TypedPolicy { first_day, ..TypedPolicy::of(lang, &draft) };
        });
    };
    let choose = move |trade: Trade| {
        chosen.set(Some(trade));
        proposed.set(Proposed::NotYet);
        take(preset(state.lang.get_untracked(), trade, state.today()));
    };
    let propose = move |()| {
        proposed.set(Proposed::Looking);
        let (draft, _) = typed.with_untracked(|it| it.read(state.lang.get_untracked()));
        state.propose_tiers(draft.window_days, move |found| match found {
            Ok(found) => {
                chosen.set(None);
                proposed.set(Proposed::Done(found.iter().map(|it| it.reached).collect()));
                take(with_proposal(state, draft, &found));
            }
            Err(few) => proposed.set(Proposed::TooFew(few.repeat_customers)),
        });
    };
    let answer = move || {
        let lang = state.lang.get();
        let people = |n: u64| text::people(lang, n);
        match proposed.get() {
            Proposed::NotYet => String::new(),
            Proposed::Looking => td_string!(lang, tier.proposing).to_owned(),
            Proposed::TooFew(n) => td_string!(lang, tier.too_few, people = people(n as u64)),
            Proposed::Done(reached) => {
                let at = |nth: usize| people(reached.get(nth).copied().unwrap_or(0));
                td_string!(lang, tier.proposed, two = at(0), three = at(1), four = at(2))
            }
        }
    };
    view! {
        <section class="sheet pad">
            <p class="label">{say!(tier.start_from)}</p>
            <TradeChoice lang chosen name=text::trade choose/>
            <Press testid="tier-propose" class="btn" act=propose>{say!(tier.propose)}</Press>
            <p class="muted" role="status" data-testid="tier-proposed">{answer}</p>
        </section>
    }
}

/// The proposed minimums with the names and rights of what stands in the form, where it has as
/// many steps; else of the trade's set.
fn with_proposal(state: State, draft: PolicyDraft, found: &[Proposal]) -> PolicyDraft {
    let lang = state.lang.get_untracked();
    let trade = untrack(|| state.trade()).unwrap_or(Trade::Retail);
    let mut draft = match draft.tiers.len() == found.len() + 1 {
        true => draft,
        false => PolicyDraft { first_day: draft.first_day, ..preset(lang, trade, state.today()) },
    };
    draft.mode = Mode::And;
    for (tier, proposal) in draft.tiers.iter_mut().skip(1).zip(found) {
        tier.minimums = proposal.minimums;
    }
    draft
}

/// What holds for all steps.
#[component]
pub fn General(
    /// The form.
    form: Form,
) -> impl IntoView {
    let Form { state, typed, .. } = form;
    let rests = Signal::derive(move || !state.may_set());
    let wrong_day = form.wrong(Field::FirstDay);
    let day_hint = move || match wrong_day() {
        "" if state.rulebook().policies().is_empty() => {
            td_string!(state.lang.get(), tier.looks_back_hint)
        }
        "" => td_string!(state.lang.get(), tier.from_day_hint),
        wrong => wrong,
    };
    let day = Signal::derive(move || typed.with(|it| it.first_day));
    let falls = move || typed.with(|it| it.fall != Fall::Never);
    view! {
        <section class="sheet pad form">
            <div class="field">
                <DayField
                    id="tier-first-day"
                    label=say!(tier.from_day)
                    day
                    described_by="tier-first-day-hint"
                    invalid=Signal::derive(move || !wrong_day().is_empty())
                    choose=move |day| typed.update(|it| it.first_day = day)
                />
                <p id="tier-first-day-hint" class="hint" class:err=move || !wrong_day().is_empty()>
                    {day_hint}
                </p>
            </div>
            <Choice
                legend=say!(tier.right)
                all=[
                    ("tier-right-points", Right::Points, |lang| td_string!(lang, tier.right_points)),
                    ("tier-right-prices", Right::Prices, |lang| td_string!(lang, tier.right_prices)),
                    ("tier-right-both", Right::Both, |lang| td_string!(lang, tier.right_both)),
                ]
                chosen=Signal::derive(move || typed.with(|it| it.right))
                choose=move |right| typed.update(|it| it.right = right)
            />
            <p class="hint">{say!(tier.right_hint)}</p>
            <Choice
                legend=say!(tier.mode)
                all=[
                    ("tier-mode-and", Mode::And, |lang| td_string!(lang, tier.mode_and)),
                    ("tier-mode-or", Mode::Or, |lang| td_string!(lang, tier.mode_or)),
                ]
                chosen=Signal::derive(move || typed.with(|it| it.mode))
                choose=move |mode| typed.update(|it| it.mode = mode)
            />
            <Typed
                id="tier-window".to_owned()
                label=Signal::derive(move || td_string!(state.lang.get(), tier.window).to_owned())
                hint=Signal::derive(move || td_string!(state.lang.get(), tier.window_hint))
                value=Signal::derive(move || typed.with(|it| it.window_days.clone()))
                wrong=Signal::derive(form.wrong(Field::Window))
                rests
                put=move |text| typed.update(|it| it.window_days = text)
            />
            <Choice
                legend=say!(tier.fall)
                all=[
                    ("tier-fall-never", Fall::Never, |lang| td_string!(lang, tier.fall_never)),
                    ("tier-fall-one", Fall::OneDown, |lang| td_string!(lang, tier.fall_one)),
                    ("tier-fall-fits", Fall::Fits, |lang| td_string!(lang, tier.fall_fits)),
                ]
                chosen=Signal::derive(move || typed.with(|it| it.fall))
                choose=move |fall| typed.update(|it| it.fall = fall)
            />
            <Show when=falls>
                <Typed
                    id="tier-term".to_owned()
                    label=Signal::derive(move || td_string!(state.lang.get(), tier.term).to_owned())
                    value=Signal::derive(move || typed.with(|it| it.term_months.clone()))
                    wrong=Signal::derive(form.wrong(Field::Term))
                    rests
                    put=move |text| typed.update(|it| it.term_months = text)
                />
                <Typed
                    id="tier-grace".to_owned()
                    label=Signal::derive(move || td_string!(state.lang.get(), tier.grace).to_owned())
                    value=Signal::derive(move || typed.with(|it| it.grace_days.clone()))
                    wrong=Signal::derive(form.wrong(Field::Grace))
                    rests
                    put=move |text| typed.update(|it| it.grace_days = text)
                />
            </Show>
        </section>
    }
}

/// What is odd about the draft and may be meant so.
#[component]
pub fn Odd(
    /// What was typed, where it parses.
    draft: Memo<Option<PolicyDraft>>,
) -> impl IntoView {
    let state = use_state();
    let rows = move || {
        let lang = state.lang.get();
        let parsed = draft.get().and_then(|draft| Policy::parse(draft).ok());
        let warnings = parsed.map(|(_, warnings)| warnings).unwrap_or_default();
        let line = |warning| view! { <li>{text::tier::warning(lang, warning)}</li> };
        warnings.into_iter().map(line).collect_view()
    };
    view! { <ul class="tier-odd" role="status" data-testid="tier-odd">{rows}</ul> }
}

/// Saves it, or leaves it.
#[component]
pub fn Save(
    /// What was typed, where it parses.
    draft: Memo<Option<PolicyDraft>>,
    /// The rule that is edited.
    edited: Option<RuleId>,
) -> impl IntoView {
    let state = use_state();
    let refused = RwSignal::new(None::<Refused>);
    let save = move |()| {
        if let Some(draft) = draft.get_untracked() {
            state.set_rule(edited, Rule::Tiers(draft), String::new(), move |went| match went {
                Ok(()) => leave(),
                Err(fault) => refused.set(Some(fault)),
            });
        }
    };
    let note = move || {
        let lang = state.lang.get();
        if let Some(fault) = refused.get() {
            return text::refused(lang, &fault);
        }
        match draft.get() {
            Some(draft) => {
                let day = number::day(draft.first_day, lang, state.this_year());
                td_string!(lang, tier.save_note, day = day)
            }
            None => td_string!(lang, booking.fault_bad_terms).to_owned(),
        }
    };
    let rests = Signal::derive(move || !state.may_set() || draft.get().is_none());
    view! {
        <div class="dock">
            <p class="small muted" role="status">{note}</p>
            <a class="btn" href="#/grow/tiers" data-testid="tier-drop">{say!(tier.drop)}</a>
            <Press testid="tier-save" class="btn btn-1" rests act=save>{say!(tier.save)}</Press>
        </div>
    }
}
