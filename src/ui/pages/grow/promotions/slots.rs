//! The sentence with its slots, and the dialog of the one that was tapped.

use std::sync::Arc;

use leptos::prelude::*;

use super::choices::Choices;
use super::form_words;
use super::kinds::{Field, Kind};
use super::slot_form::{Forming, SlotForm};
use super::typed::{Form, Place, Read, Wrong, place_of};
use crate::domain::loyalty::Offer;
use crate::domain::promotion::Step;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, tell};
use crate::ui::state::use_state;
use crate::ui::text::offer::{self, OfferNames, Part, Slot};

/// The form with which a slot opens.
#[must_use]
pub fn form_of(slot: Slot, terms: &Offer, lang: Locale) -> Option<Form> {
    let draft = &terms.promotion;
    Some(match slot {
        Slot::FirstDay => Form::of_day(Kind::FirstDay, draft.window.first_day),
        Slot::LastDay => Form::of_day(Kind::LastDay, draft.window.last_day),
        Slot::PerCustomer => {
            Form::of_count(Kind::PerCustomer, Field::Limit, draft.limits.per_customer)
        }
        Slot::Total => Form::of_count(Kind::Total, Field::Limit, draft.limits.total),
        Slot::Validity => Form::of_count(Kind::Validity, Field::ValidDays, terms.valid_days),
        Slot::Budget => {
            let budget = draft.limits.budget_fen.map(crate::ui::number::plain_money);
            Form::empty(Kind::Budget).with(Field::Budget, budget.unwrap_or_default())
        }
        Slot::Group => {
            let group = draft.exclusive_group.as_deref().unwrap_or_default();
            Form::empty(Kind::Group).with(Field::GroupName, group)
        }
        Slot::Benefit => Form::of_benefit(&draft.benefit, lang),
        Slot::Condition(at) => Form::of_condition(draft.conditions.get(at)?),
        Slot::Days | Slot::Goods | Slot::Threshold | Slot::More => {
            Form::empty(*Kind::of_slot(slot, &draft.conditions).first()?)
        }
        Slot::Step | Slot::Stacking => return None,
    })
}

/// The terms with what the form of a slot came to.
///
/// # Errors
/// The field that cannot be, and why.
pub fn put(slot: Slot, form: &Form, terms: &Offer, lang: Locale) -> Result<Offer, (Place, Wrong)> {
    let read = form.read(lang)?;
    let mut terms = terms.clone();
    let known = terms.promotion.clone().parse().err().unwrap_or_default();
    let draft = &mut terms.promotion;
    match read {
        Read::Condition(condition) => {
            let at = if let Slot::Condition(at) = slot { Some(at) } else { None };
            match at.and_then(|at| draft.conditions.get_mut(at)) {
                Some(place) => *place = condition,
                None => draft.conditions.push(condition),
            }
        }
        Read::Benefit(benefit) => draft.benefit = benefit,
        Read::Day(day) if slot == Slot::FirstDay => draft.window.first_day = day,
        Read::Day(day) => draft.window.last_day = day,
        Read::Count(count) if slot == Slot::PerCustomer => draft.limits.per_customer = count,
        Read::Count(count) if slot == Slot::Validity => {
            if count == Some(0) {
                return Err(((Field::ValidDays, 0), Wrong::NotWhole));
            }
            terms.valid_days = count;
        }
        Read::Count(count) => draft.limits.total = count,
        Read::Money(budget) => draft.limits.budget_fen = budget,
        Read::Word(group) => draft.exclusive_group = group,
    }
    let faults = terms.promotion.clone().parse().err().unwrap_or_default();
    match faults.into_iter().find(|fault| !known.contains(fault)) {
        Some(fault) => Err((place_of(fault), Wrong::Fault(fault))),
        None => Ok(terms),
    }
}

/// What a tap turns over without a form.
pub fn turn(slot: Slot, terms: &mut Offer) {
    let draft = &mut terms.promotion;
    if slot == Slot::Stacking {
        draft.stackable = !draft.stackable;
    }
    if slot == Slot::Step {
        draft.step = match draft.step {
            Step::Order => Step::Line,
            Step::Line => Step::Order,
            Step::Coupon => Step::Coupon,
        };
        // Different goods never block each other, unless the seller says so (semantics 11).
        draft.stackable = draft.step == Step::Line;
    }
}

/// The sentence. Each slot is a button that opens its form.
#[component]
pub fn Sentence(
    /// What is being written.
    draft: RwSignal<Offer>,
    /// What rules can name.
    choices: Memo<Choices>,
    /// True where nothing can be changed.
    rests: Signal<bool>,
) -> impl IntoView {
    let state = use_state();
    let open = RwSignal::new(None::<Slot>);
    let forming =
        Forming { form: RwSignal::new(Form::empty(Kind::FirstOrder)), wrong: RwSignal::new(None) };
    let names = Memo::new(move |_| {
        let mut names = OfferNames::of(&state.rulebook(), state.this_year());
        choices.with(|it| names.goods.extend(it.goods.iter().cloned()));
        names
    });
    let tap = move |slot: Slot| {
        let lang = state.lang.get_untracked();
        match draft.with_untracked(|draft| form_of(slot, draft, lang)) {
            Some(form) => {
                forming.form.set(form);
                forming.wrong.set(None);
                open.set(Some(slot));
            }
            None => draft.update(|draft| turn(slot, draft)),
        }
    };
    let parts = Memo::new(move |_| {
        let lang = state.lang.get();
        draft.with(|terms| {
            let mut parts = names.with(|names| offer::sentence(lang, &terms.promotion, names));
            if terms.promotion.step == Step::Coupon {
                parts.push(Part {
                    text: offer::validity(lang, terms.valid_days),
                    slot: Some(Slot::Validity),
                });
            }
            parts
        })
    });
    // A button stays the same while its words change: the focus comes back to it from the dialog.
    let places = move || {
        let all = parts.get().into_iter().enumerate();
        all.map(|(at, part)| (at, part.slot)).collect::<Vec<_>>()
    };
    let words = move |(at, slot): (usize, Option<Slot>)| {
        let says = Memo::new(move |_| {
            parts.with(|parts| parts.get(at).map(|part| part.text.clone()).unwrap_or_default())
        });
        match slot {
            None => view! { <span>{says}</span> }.into_any(),
            Some(slot) => view! {
                <button
                    class="slot"
                    type="button"
                    data-testid=mark(slot)
                    aria-haspopup=(!matches!(slot, Slot::Step | Slot::Stacking)).then_some("dialog")
                    disabled=move || rests.get()
                    on:click=move |_| tap(slot)
                >
                    {says}
                </button>
            }
            .into_any(),
        }
    };
    view! {
        <div class="sentence" data-testid="offer-sentence">
            <For each=places key=|place| *place children=words/>
            <button
                class="slot slot-lo"
                type="button"
                data-testid="slot-more"
                aria-haspopup="dialog"
                disabled=move || rests.get()
                on:click=move |_| tap(Slot::More)
            >
                <Icon glyph=Glyph::Plus size=Size::Tiny/>
                " "
                {say!(offer.more)}
            </button>
        </div>
        <SlotDialog draft open forming choices/>
    }
}

/// The mark of a slot for checks.
fn mark(slot: Slot) -> String {
    match slot {
        Slot::FirstDay => "slot-first-day".to_owned(),
        Slot::LastDay => "slot-last-day".to_owned(),
        Slot::Days => "slot-days".to_owned(),
        Slot::Goods => "slot-goods".to_owned(),
        Slot::Threshold => "slot-threshold".to_owned(),
        Slot::Condition(at) => format!("slot-condition-{at}"),
        Slot::Step => "slot-step".to_owned(),
        Slot::Benefit => "slot-benefit".to_owned(),
        Slot::PerCustomer => "slot-per-customer".to_owned(),
        Slot::Total => "slot-total".to_owned(),
        Slot::Budget => "slot-budget".to_owned(),
        Slot::Stacking => "slot-stacking".to_owned(),
        Slot::Group => "slot-group".to_owned(),
        Slot::Validity => "slot-validity".to_owned(),
        Slot::More => "slot-more".to_owned(),
    }
}

/// The form of the slot that was tapped.
#[component]
pub fn SlotDialog(
    /// What is being written.
    draft: RwSignal<Offer>,
    /// Which slot.
    open: RwSignal<Option<Slot>>,
    /// What is typed.
    forming: Forming,
    /// What rules can name.
    choices: Memo<Choices>,
) -> impl IntoView {
    let state = use_state();
    let kinds = Memo::new(move |_| {
        let slot = open.get();
        slot.map(|slot| draft.with(|it| Kind::of_slot(slot, &it.promotion.conditions)))
            .unwrap_or_default()
    });
    let title = move || form_words::kind(state.lang.get(), forming.form.with(|form| form.kind));
    let set = move || {
        let Some(slot) = open.get_untracked() else { return };
        let lang = state.lang.get_untracked();
        let made = forming
            .form
            .with_untracked(|form| draft.with_untracked(|terms| put(slot, form, terms, lang)));
        match made {
            Ok(terms) => {
                draft.set(terms);
                open.set(None);
            }
            Err(wrong) => forming.wrong.set(Some(wrong)),
        }
    };
    let is_condition = move || matches!(open.get(), Some(Slot::Condition(_)));
    let drop = move |()| {
        if let Some(Slot::Condition(at)) = open.get_untracked() {
            draft.update(|terms| {
                let conditions = &mut terms.promotion.conditions;
                if at < conditions.len() {
                    conditions.remove(at);
                }
            });
            open.set(None);
        }
    };
    // What cannot be and belongs to no field that stands there.
    let elsewhere = move || {
        let (place, wrong) = forming.wrong.get()?;
        let kind = forming.form.with(|form| form.kind);
        let rows = kind.rows();
        let stands = kind.fields().contains(&place.0)
            || rows.is_some_and(|(one, two)| place.0 == one || place.0 == two);
        (!stands).then(|| form_words::wrong(state.lang.get(), wrong))
    };
    let goods = move || {
        let all = choices.with(|it| it.goods.clone());
        all.into_iter()
            .map(|(sku, name)| view! { <option value=sku>{name}</option> })
            .collect_view()
    };
    view! {
        <Dialog
            testid="slot-dialog"
            class="dialog slot-dialog"
            label=Signal::derive(title)
            open=Signal::derive(move || open.get().is_some())
            closed=move |()| open.set(None)
        >
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    set();
                }
            >
                <h2>{title}</h2>
                <datalist id="offer-goods">{goods}</datalist>
                <Show when=move || open.get().is_some()>
                    <SlotForm forming kinds=kinds.into() choices=choices.into()/>
                </Show>
                <p class="err" role="alert">
                    {elsewhere}
                </p>
                <div class="btn-row">
                    <Show when=is_condition>
                        <Press testid="slot-drop" class="btn btn-3" act=drop>
                            {say!(offer.slot_drop)}
                        </Press>
                    </Show>
                    <button class="btn" type="button" on:click=move |_| open.set(None)>
                        {tell(|lang| td_string!(lang, card.cancel))}
                    </button>
                    <button class="btn btn-1" type="submit" data-testid="slot-set">
                        {say!(offer.slot_set)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// A new promotion: 满 ¥100 减 ¥10, or a coupon of that.
#[must_use]
pub fn fresh(step: Step, first_day: crate::domain::day::Day) -> Offer {
    use crate::domain::money::Fen;
    use crate::domain::promotion::{
        AmountRead, Benefit, Condition, Limits, OfferId, PromotionDraft, Window,
    };
    let minimum_fen = Fen::from_minor(10_000);
    let promotion = PromotionDraft {
        id: OfferId::new("draft"),
        step,
        window: Window { first_day: Some(first_day), last_day: None },
        conditions: vec![Condition::MinAmount { minimum_fen, read: AmountRead::default() }],
        benefit: Benefit::AmountOff { off_fen: Fen::from_minor(1_000) },
        stackable: step == Step::Line,
        exclusive_group: None::<Arc<str>>,
        limits: Limits::default(),
    };
    let valid_days = (step == Step::Coupon).then_some(30);
    Offer { name: String::new(), is_on: true, promotion, valid_days }
}
