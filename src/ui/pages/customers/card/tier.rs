//! Where he stands as a member: his tier, what is missing to the next and to keep it, how it came.

use leptos::html;
use leptos::prelude::*;

use super::notice::{Notice, bill_words};
use super::{CardScene, Forms};
use crate::domain::command::{Booked, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::loyalty::Booking;
use crate::domain::tier::{HandTier, Policy, Step};
use crate::ui::components::copy_text::CopyText;
use crate::ui::components::day_field::DayField;
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// The tier beside the name.
pub(super) fn badge(scene: &CardScene) -> Option<AnyView> {
    let member = scene.standing.as_ref()?;
    let step = member.standing.step;
    let name = text::loyalty::step(scene.lang, &scene.rules, step);
    Some(
        view! {
            <span
                class="tag tag-accent"
                data-testid="tier-badge"
                data-tier=step.number().to_string()
            >
                {name}
            </span>
        }
        .into_any(),
    )
}

/// The section of the card.
pub(super) fn tier(state: State, scene: &CardScene, forms: Forms) -> Option<AnyView> {
    let Forms { giving, picturing, .. } = forms;
    let member = scene.standing.as_ref()?;
    let (_, policy) = scene.rules.policy_on(member.standing.day)?;
    let (lang, step) = (scene.lang, member.standing.step);
    let rights = policy.tier(step).map(|tier| tier.rights.join(" · ")).unwrap_or_default();
    let give = (!state.looks_back).then(|| {
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="tier-give"
                aria-expanded=move || giving.get().to_string()
                on:click=move |_| giving.update(|it| *it = !*it)
            >
                {say!(tier.give)}
            </button>
        }
    });
    let picture = |testid: &'static str, notice: Notice, says: &'static str| {
        let open = move |()| picturing.set(Some(notice));
        view! {
            <Press testid class="btn btn-3" act=open>
                {says}
            </Press>
        }
    };
    let has_bought = scene.person.figures.is_some();
    let bill = has_bought
        .then(|| picture("tier-bill-picture", Notice::Bill, td_string!(lang, tier.bill_picture)));
    let rise = told(scene, step)
        .then(|| picture("tier-words-picture", Notice::Rise, td_string!(lang, tier.rise_title)));
    Some(
        view! {
            <section data-testid="card-tier">
                <h3>{td_string!(lang, tier.title)}</h3>
                <p>
                    <b>{text::loyalty::step(lang, &scene.rules, step)}</b>
                    " · "
                    {text::tier::gives(lang, policy, step)}
                </p>
                <p class="small muted">{rights}</p>
                {to_reach(scene)}
                {to_keep(scene)}
                {by_hand(scene)}
                {congratulation(scene, policy, step)}
                {history(scene)}
                <div class="btn-row">
                    {bill}
                    {rise}
                    {give}
                </div>
            </section>
        }
        .into_any(),
    )
}

fn to_reach(scene: &CardScene) -> Option<AnyView> {
    let lang = scene.lang;
    let standing = &scene.standing.as_ref()?.standing;
    let Some(reach) = standing.to_reach else {
        return Some(view! { <p class="small muted">{td_string!(lang, tier.top)}</p> }.into_any());
    };
    let missing = text::tier::missing(lang, reach.missing, reach.mode);
    if missing.is_empty() {
        return None;
    }
    let name = text::loyalty::step(lang, &scene.rules, reach.step);
    let says = td_string!(lang, tier.to_next, missing = missing, tier = name);
    Some(view! { <p data-testid="tier-missing-next">{says}</p> }.into_any())
}

fn to_keep(scene: &CardScene) -> Option<AnyView> {
    let lang = scene.lang;
    let keep = scene.standing.as_ref()?.standing.to_keep?;
    let missing = text::tier::missing(lang, keep.missing, keep.mode);
    let day = scene.day(keep.check);
    let says = match missing.is_empty() {
        true => td_string!(lang, tier.kept, day = day),
        false => td_string!(lang, tier.to_keep, day = day, missing = missing),
    };
    Some(view! { <p data-testid="tier-missing-keep">{says}</p> }.into_any())
}

/// The tier by hand that holds, with its reason, and the computed one beside it.
fn by_hand(scene: &CardScene) -> Option<AnyView> {
    let lang = scene.lang;
    let member = scene.standing.as_ref()?;
    let standing = member.standing.by_hand.then_some(&member.standing)?;
    let covers = |it: &&HandTier| {
        it.first_day <= standing.day && it.last_day.is_none_or(|last| standing.day <= last)
    };
    let hand = member.hand.iter().rev().find(covers)?;
    let until = match hand.last_day {
        Some(day) => td_string!(lang, tier.by_hand_until, day = scene.day(day)),
        None => td_string!(lang, tier.by_hand).to_owned(),
    };
    let (reason, author) = (veil::text(&hand.reason), veil::text(&hand.author));
    let why = match author.is_empty() {
        true => reason,
        false => td_string!(lang, tier.by_hand_why, reason = reason, author = author),
    };
    let computed = text::loyalty::step(lang, &scene.rules, standing.computed);
    let computed = td_string!(lang, tier.computed, tier = computed);
    let says = [until, why, computed].join(" · ");
    Some(view! { <p class="small" data-testid="tier-by-hand">{says}</p> }.into_any())
}

/// True where somebody rose of late and may be told.
fn told(scene: &CardScene, step: Step) -> bool {
    scene.rise.zip(scene.standing.as_ref()).is_some_and(|(rise, member)| {
        rise.change.to == step && rise.announced <= member.standing.day
    })
}

/// The words for somebody who rose of late, once his order can no longer be sent back.
fn congratulation(scene: &CardScene, policy: &Policy, step: Step) -> Option<AnyView> {
    let lang = scene.lang;
    let rise = scene.rise.as_ref()?;
    if rise.change.to != step {
        return None;
    }
    let day = scene.day(rise.announced);
    if rise.announced > scene.standing.as_ref()?.standing.day {
        let says = td_string!(lang, tier.risen_waits, day = day);
        return Some(view! { <p class="small muted">{says}</p> }.into_any());
    }
    let words = text::tier::congratulation(lang, policy, step, &scene.card, scene.key.label());
    let said = text::copy_words(lang, td_string!(lang, tier.congratulate), &scene.person.name);
    let bill = bill_words(scene);
    let said_bill = text::copy_words(lang, td_string!(lang, tier.bill), &scene.person.name);
    Some(
        view! {
            <CopyText testid="tier-words" words=said text=words/>
            <CopyText testid="tier-bill" words=said_bill text=bill/>
        }
        .into_any(),
    )
}

fn history(scene: &CardScene) -> Option<AnyView> {
    let lang = scene.lang;
    let member = scene.standing.as_ref()?;
    let name = |step| text::loyalty::step(lang, &scene.rules, step);
    let periods: Vec<Day> =
        scene.rules.timeline().periods().map(|(period, _)| period.first_day).collect();
    let mut lines: Vec<(Day, String)> = Vec::new();
    for change in &member.standing.history {
        let begins = periods.contains(&change.day);
        let says =
            text::tier::change(lang, change, begins, &name(change.to), &scene.day(change.day));
        lines.push((change.day, says));
    }
    for it in &member.corrections {
        let day = scene.day(it.day);
        let says = td_string!(lang, tier.history_corrected, day = day, tier = name(it.to));
        lines.push((it.day, says));
    }
    lines.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let rows: Vec<_> = lines.into_iter().map(|(_, says)| view! { <li>{says}</li> }).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="moves" data-testid="tier-history">
                <summary>{td_string!(lang, tier.history)}</summary>
                <ul class="small">{rows}</ul>
            </details>
        }
        .into_any()
    })
}

/// A tier by hand: which, until when, why, by whom.
#[component]
pub fn GiveTier(
    /// To whom.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// Open or not.
    giving: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Section> = NodeRef::new();
    focus::enter(form);
    let step = RwSignal::new(None::<Step>);
    let until = RwSignal::new(None::<Day>);
    let reason = RwSignal::new(String::new());
    let author = RwSignal::new(String::new());
    let hold = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refused>);
    let tiers = move || {
        let rules = state.rulebook();
        let policy = rules.policy_on(state.today()).map(|(_, policy)| policy.clone());
        let names = policy.iter().flat_map(|policy| policy.tiers()).map(|it| it.name.clone());
        names.enumerate().map(|(place, name)| option(step, Step::at(place), name)).collect_view()
    };
    let save = move |()| {
        let Some(step) = step.get_untracked() else { return };
        let tier = HandTier {
            step,
            first_day: state.today(),
            last_day: until.get_untracked(),
            hold_down: hold.get_untracked(),
            reason: reason.get_untracked().trim().to_owned(),
            author: author.get_untracked().trim().to_owned(),
        };
        let booking = Booking::TierGiven { tier };
        let booked = Booked { customer: Some(customer.clone()), other: None, booking };
        state.book(vec![booked], name.clone(), move |went| match went {
            Ok(()) => giving.set(false),
            Err(fault) => refused.set(Some(fault)),
        });
    };
    let says = move || refused.get().map(|fault| text::refused(state.lang.get(), &fault));
    let lacks = move || {
        let lang: Locale = state.lang.get();
        if step.get().is_none() {
            td_string!(lang, tier.give_which)
        } else if reason.with(|it| it.trim().is_empty()) {
            td_string!(lang, booking.fault_no_reason)
        } else {
            ""
        }
    };
    let rests = Signal::derive(move || !state.may_set() || !lacks().is_empty());
    view! {
        <section class="form" data-testid="tier-give-form" node_ref=form>
            <h3>{say!(tier.give)}</h3>
            <div class="chips" role="group" aria-label=say!(tier.give_which)>{tiers}</div>
            <div class="field">
                <DayField
                    id="tier-give-until"
                    label=say!(tier.give_until)
                    day=Signal::derive(move || until.get())
                    described_by="tier-give-until-hint"
                    choose=move |day| until.set(day)
                />
                <p class="hint" id="tier-give-until-hint">{say!(tier.give_until_hint)}</p>
            </div>
            {line("tier-give-reason", say!(tier.give_reason), reason)}
            {line("tier-give-author", say!(tier.give_author), author)}
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="tier-give-hold"
                    prop:checked=move || hold.get()
                    on:change:target=move |event| hold.set(event.target().checked())
                />
                {say!(tier.give_hold)}
            </label>
            <p class="err" role="alert">{says}</p>
            <p class="hint">{lacks}</p>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| giving.set(false)>
                    {say!(card.cancel)}
                </button>
                <Press testid="tier-give-save" class="btn btn-1" rests act=save>
                    {say!(tier.give_save)}
                </Press>
            </div>
        </section>
    }
}

fn option(chosen: RwSignal<Option<Step>>, step: Step, name: String) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            data-testid="tier-give-step"
            data-tier=step.number().to_string()
            aria-pressed=move || (chosen.get() == Some(step)).to_string()
            on:click=move |_| chosen.set(Some(step))
        >
            {name}
        </button>
    }
}

fn line(
    testid: &'static str,
    label: impl Fn() -> &'static str + Send + Sync + 'static,
    text: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <input
                class="input"
                type="text"
                maxlength="100"
                data-testid=testid
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            />
        </label>
    }
}
