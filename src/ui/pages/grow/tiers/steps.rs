//! The steps of a policy in its form: what each asks for and gives.

use leptos::prelude::*;

use super::editor::Form;
use super::typed::{Field, TypedTier};
use crate::domain::tier::Right;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::grow::fields::Typed;
use crate::ui::say::say;

/// More steps than a customer can tell apart.
const MOST_TIERS: usize = 8;

/// The steps, the highest first as people look at them.
#[component]
pub fn Steps(
    /// The form.
    form: Form,
) -> impl IntoView {
    let Form { state, typed, .. } = form;
    let places = Memo::new(move |_| typed.with(|it| it.tiers.len()));
    let rows = move || (0..places.get()).rev().map(|place| step(form, place)).collect_view();
    let add = move |()| {
        typed.update(|it| {
            let multiplier = it.tiers.last().map(|tier| tier.multiplier.clone());
            let multiplier = multiplier.unwrap_or_default();
            it.tiers.push(TypedTier { multiplier, ..TypedTier::default() });
        });
    };
    view! {
        <Show when=move || state.may_set() && places.get() < MOST_TIERS>
            <Press testid="tier-add" class="btn btn-wide" act=add>{say!(tier.add)}</Press>
        </Show>
        {rows}
    }
}

fn step(form: Form, place: usize) -> impl IntoView + use<> {
    let Form { state, typed, .. } = form;
    let rests = Signal::derive(move || !state.may_set());
    let legend = move || td_string!(state.lang.get(), tier.step, n = place + 1);
    let field = move |name: &str, words: fn(Locale) -> &'static str, wrong: Field, part: Part| {
        let value = move || typed.with(|it| it.tiers.get(place).map(|it| part.of(it).clone()));
        let put = move |text: String| {
            typed.update(|it| {
                if let Some(tier) = it.tiers.get_mut(place) {
                    *part.of_mut(tier) = text;
                }
            });
        };
        view! {
            <Typed
                id=format!("tier-{name}-{}", place + 1)
                label=Signal::derive(move || words(state.lang.get()).to_owned())
                hint=Signal::derive(move || part.hint(state.lang.get()))
                value=Signal::derive(move || value().unwrap_or_default())
                wrong=Signal::derive(form.wrong(wrong))
                is_number=part.is_number()
                rests
                put
            />
        }
    };
    let asks = (place > 0).then(|| {
        view! {
            {field("times", |lang| td_string!(lang, tier.min_times), Field::Purchases(place), Part::Purchases)}
            {field("amount", |lang| td_string!(lang, tier.min_amount), Field::Net(place), Part::Net)}
        }
    });
    let right = move || typed.with(|it| it.right);
    let price = move || {
        (right() != Right::Points).then(|| {
            field("paid", |lang| td_string!(lang, tier.paid), Field::Paid(place), Part::Paid)
        })
    };
    let points = move || {
        (right() != Right::Prices).then(|| {
            let words = |lang: Locale| td_string!(lang, tier.multiplier);
            field("points", words, Field::Multiplier(place), Part::Multiplier)
        })
    };
    let may_go = move || state.may_set() && place > 0 && typed.with(|it| it.tiers.len() > 2);
    let remove = move |()| {
        typed.update(|it| {
            if place < it.tiers.len() {
                it.tiers.remove(place);
            }
        });
    };
    view! {
        <fieldset class="sheet pad form tier-step">
            <legend>{legend}</legend>
            <div class="tier-fields">
                {field("name", |lang| td_string!(lang, tier.name), Field::Name(place), Part::Name)}
                {field("title", |lang| td_string!(lang, tier.called), Field::Title(place), Part::Title)}
                {asks}
                {price}
                {points}
            </div>
            {field("rights", |lang| td_string!(lang, tier.rights), Field::Rights(place), Part::Rights)}
            <Show when=may_go>
                <Press testid="tier-remove" class="btn btn-3" act=remove>{say!(tier.remove)}</Press>
            </Show>
        </fieldset>
    }
}

/// A field of a step.
#[derive(Clone, Copy)]
enum Part {
    Name,
    Title,
    Purchases,
    Net,
    Paid,
    Multiplier,
    Rights,
}

impl Part {
    fn of(self, tier: &TypedTier) -> &String {
        match self {
            Part::Name => &tier.name,
            Part::Title => &tier.title,
            Part::Purchases => &tier.purchases,
            Part::Net => &tier.net,
            Part::Paid => &tier.paid,
            Part::Multiplier => &tier.multiplier,
            Part::Rights => &tier.rights,
        }
    }

    fn of_mut(self, tier: &mut TypedTier) -> &mut String {
        match self {
            Part::Name => &mut tier.name,
            Part::Title => &mut tier.title,
            Part::Purchases => &mut tier.purchases,
            Part::Net => &mut tier.net,
            Part::Paid => &mut tier.paid,
            Part::Multiplier => &mut tier.multiplier,
            Part::Rights => &mut tier.rights,
        }
    }

    fn hint(self, lang: Locale) -> &'static str {
        match self {
            Part::Title => td_string!(lang, tier.called_hint),
            Part::Paid => td_string!(lang, tier.paid_hint),
            Part::Rights => td_string!(lang, tier.rights_hint),
            Part::Name | Part::Purchases | Part::Net | Part::Multiplier => "",
        }
    }

    fn is_number(self) -> bool {
        match self {
            Part::Purchases | Part::Net | Part::Paid | Part::Multiplier => true,
            Part::Name | Part::Title | Part::Rights => false,
        }
    }
}
