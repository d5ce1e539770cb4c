//! The editor of one promotion or rule of coupons: name, switch, sentence, what follows from it.

use leptos::prelude::*;

use super::choices::Choices;
use super::form_words;
use super::slots::{Sentence, fresh};
use super::{Shelf, example, history, presets, simulation};
use crate::domain::command::{BookingFault, Refused};
use crate::domain::loyalty::{Offer, Rule, RuleId};
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, tell};
use crate::ui::state::{SeenGood, State, use_state};
use crate::ui::{number, text};

/// What the book says of a rule.
fn held(state: State, id: Option<RuleId>) -> Option<Offer> {
    let rules = state.rulebook();
    rules.rule(id?).and_then(Rule::offer).cloned()
}

/// The rule that was written down last, to go to.
pub fn newest(state: State, shelf: Shelf) -> Option<RuleId> {
    let rules = untrack(|| state.rulebook());
    rules.offers().filter(|(_, offer)| shelf.holds(offer)).map(|(id, _)| id).last()
}

/// Goes to an address.
pub fn go(there: &str) {
    let _ = window().location().set_hash(there);
}

/// The editor. A new rule where none is named.
#[component]
pub fn OfferEditor(
    /// Which rule.
    id: Option<RuleId>,
    /// Of which section.
    shelf: Shelf,
) -> impl IntoView {
    let state = use_state();
    let known = Memo::new(move |_| held(state, id));
    let begin =
        move || untrack(|| known.get().unwrap_or_else(|| fresh(shelf.step(), state.today())));
    let draft = RwSignal::new(begin());
    // What was taken back or changed elsewhere shows here, unless something is being written.
    Effect::new(move |before: Option<Option<Offer>>| {
        let now = known.get();
        if let (Some(Some(before)), Some(now)) = (before, &now)
            && draft.with_untracked(|draft| *draft == before)
        {
            draft.set(now.clone());
        }
        now
    });
    let seen = RwSignal::new(Vec::<SeenGood>::new());
    state.look_at_goods(seen);
    let choices = Choices::of_shop(state, seen);
    let changed = Memo::new(move |_| known.get().is_none_or(|known| draft.with(|it| *it != known)));
    let rests = Signal::derive(move || !state.may_set());
    let title = move || {
        let name = draft.with(|it| it.name.clone());
        match name.trim().is_empty() {
            true => shelf.new_title(state.lang.get()).to_owned(),
            false => name,
        }
    };
    let is_gone = move || id.is_some() && known.with(Option::is_none);
    view! {
        <Show when=move || !is_gone() fallback=move || view! { <Gone shelf/> }>
            <section class="sec" aria-labelledby="offer-h" data-testid="offer-editor">
                <div class="sec-h">
                    <h2 id="offer-h">
                        <bdi>{title}</bdi>
                    </h2>
                    <Show when=move || changed.get() && id.is_some()>
                        <span class="tag tag-warn" data-testid="offer-changed">
                            {say!(offer.changed)}
                        </span>
                    </Show>
                </div>
                <Show when=move || id.is_none()>
                    <presets::Presets draft shelf seen rests/>
                </Show>
                <div class="sheet">
                    <NameAndSwitch draft rests/>
                    <Sentence draft choices rests/>
                </div>
                <Warnings draft/>
                <Acts draft id shelf known changed begin=Callback::new(move |()| begin())/>
            </section>
            <div class="offer-below">
                <example::Example draft seen/>
                <simulation::Simulation draft id/>
            </div>
            {id.map(|id| view! { <history::History id/> })}
        </Show>
    }
}

/// The rule is not there any more.
#[component]
pub fn Gone(
    /// Of which section.
    shelf: Shelf,
) -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="offer-gone">
            <h2>{say!(offer.gone)}</h2>
            <p>{say!(offer.gone_hint)}</p>
            <a class="btn" href=shelf.href()>
                {say!(offer.back)}
            </a>
        </div>
    }
}

/// What it is called, and whether it is on.
#[component]
pub fn NameAndSwitch(
    /// What is being written.
    draft: RwSignal<Offer>,
    /// True where nothing can be changed.
    rests: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="offer-top">
            <label class="field">
                <span class="label">{say!(offer.name)}</span>
                <input
                    class="input"
                    type="text"
                    maxlength="40"
                    autocomplete="off"
                    data-testid="offer-name"
                    disabled=move || rests.get()
                    prop:value=move || draft.with(|it| it.name.clone())
                    on:input=move |event| {
                        draft.update(|it| it.name = event_target_value(&event));
                    }
                />
            </label>
            <label class="switch">
                <span class="small">{say!(offer.is_on)}</span>
                <input
                    type="checkbox"
                    role="switch"
                    data-testid="offer-on"
                    disabled=move || rests.get()
                    prop:checked=move || draft.with(|it| it.is_on)
                    on:change=move |event| {
                        draft.update(|it| it.is_on = event_target_checked(&event));
                    }
                />
            </label>
        </div>
    }
}

/// What is probably not meant, and what cannot be.
#[component]
pub fn Warnings(
    /// What is being written.
    draft: RwSignal<Offer>,
) -> impl IntoView {
    let state = use_state();
    let says = Memo::new(move |_| {
        let lang = state.lang.get();
        draft.with(|it| {
            let faults = it.promotion.clone().parse().err().unwrap_or_default();
            let mut says: Vec<&str> =
                faults.into_iter().map(|fault| form_words::fault(lang, fault)).collect();
            let warnings = it.promotion.warnings().into_iter();
            says.extend(warnings.map(|warning| form_words::warning(lang, warning)));
            says.dedup();
            says
        })
    });
    view! {
        <ul class="offer-warnings" data-testid="offer-warnings">
            {move || says.get().into_iter().map(|it| view! { <li class="warn">{it}</li> }).collect_view()}
        </ul>
    }
}

/// Save, drop, copy, remove.
#[component]
pub fn Acts(
    /// What is being written.
    draft: RwSignal<Offer>,
    /// Which rule.
    id: Option<RuleId>,
    /// Of which section.
    shelf: Shelf,
    /// What the book says.
    known: Memo<Option<Offer>>,
    /// True where both differ.
    changed: Memo<bool>,
    /// What a form begins with.
    begin: Callback<(), Offer>,
) -> impl IntoView {
    let state = use_state();
    let refused = RwSignal::new(None::<Refused>);
    let went = move |done: Result<(), Refused>| match done {
        Ok(()) => {
            refused.set(None);
            if id.is_none()
                && let Some(new) = newest(state, shelf)
            {
                // What is written stands in the book: nothing is lost by going there.
                go(&shelf.href_of(&new.to_string()));
            }
        }
        Err(it) => refused.set(Some(it)),
    };
    let save = move |()| {
        let mut terms = draft.get_untracked();
        terms.name = terms.name.trim().to_owned();
        if terms.name.is_empty() {
            refused.set(Some(Refused::NotABooking(BookingFault::NoName)));
            return;
        }
        if terms.promotion.clone().parse().is_err() {
            refused.set(Some(Refused::NotABooking(BookingFault::BadTerms)));
            return;
        }
        if let Some(id) = id {
            terms.promotion.id = id.offer_id();
            if let Ok(promotion) = terms.promotion.clone().parse() {
                terms.promotion = promotion.to_draft();
            }
        }
        draft.set(terms.clone());
        state.set_rule(id, Rule::Offer(terms.clone()), terms.name, went);
    };
    let copy = move |()| {
        let mut terms = draft.get_untracked();
        let lang = state.lang.get_untracked();
        terms.name = td_string!(lang, offer.copy_of, name = terms.name);
        terms.is_on = false;
        state.set_rule(None, Rule::Offer(terms.clone()), terms.name, move |done| {
            if done.is_ok()
                && let Some(new) = newest(state, shelf)
            {
                go(&shelf.href_of(&new.to_string()));
            }
        });
    };
    let remove = move |()| {
        let Some(id) = id else { return };
        let name = draft.with_untracked(|it| it.name.clone());
        state.remove_rule(id, name, move |done| match done {
            Ok(()) => go(shelf.href()),
            Err(it) => refused.set(Some(it)),
        });
    };
    let says = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    let rests = Signal::derive(move || !state.may_set());
    let save_rests = Signal::derive(move || !state.may_set() || !changed.get());
    let begins = move || {
        let lang = state.lang.get();
        let first = draft.with(|it| it.promotion.window.first_day);
        let today = state.today();
        let first = first.map_or(today, |first| first.max(today));
        let day = number::day(first, lang, state.this_year());
        td_string!(lang, offer.begins, day = day)
    };
    let why = move || {
        let lang = state.lang.get();
        match (state.may_set(), changed.get()) {
            (false, _) => td_string!(lang, offer.rests).to_owned(),
            (true, false) => td_string!(lang, offer.saved).to_owned(),
            (true, true) => begins(),
        }
    };
    view! {
        <p class="err" role="alert" data-testid="offer-refused">
            {says}
        </p>
        <div class="dock offer-dock">
            <p class="small muted">{why}</p>
            <Show when=move || id.is_some()>
                <Press testid="promotion-remove" class="btn btn-3" rests act=remove>
                    {say!(offer.remove)}
                </Press>
                <Press testid="promotion-copy" class="btn btn-3" rests act=copy>
                    {say!(offer.copy)}
                </Press>
            </Show>
            <Show when=move || changed.get() && known.with(Option::is_some)>
                <Press
                    testid="promotion-drop"
                    act=move |()| {
                        refused.set(None);
                        draft.set(begin.run(()));
                    }
                >
                    {tell(|lang| td_string!(lang, offer.drop))}
                </Press>
            </Show>
            <Press testid="promotion-save" class="btn btn-1" rests=save_rests act=save>
                {say!(offer.save)}
            </Press>
        </div>
    }
}
