//! What is chosen on the form of a card, not typed: one of a few, or none of them.

use leptos::prelude::*;

use crate::domain::card::{BuyingModes, Role, Sex, Suffix, Title};
use crate::ui::components::chips::Chip;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, tell};
use crate::ui::state::use_state;
use crate::ui::text;

/// One of `offered`, each with its words; `None` says that nothing is chosen. What stands there and
/// is not offered stays a choice.
fn one_of<T: Clone + PartialEq + Send + Sync + 'static>(
    (testid, legend): (&'static str, fn(Locale) -> &'static str),
    offered: &[T],
    chosen: RwSignal<Option<T>>,
    says: fn(Locale, Option<&T>) -> String,
) -> impl IntoView + use<T> {
    let state = use_state();
    let own = chosen.get_untracked().filter(|it| !offered.contains(it));
    let all = [None].into_iter().chain(offered.iter().cloned().chain(own).map(Some));
    let chips = all.map(|it| {
        let (this, set) = (it.clone(), it.clone());
        let pressed = Signal::derive(move || chosen.with(|chosen| *chosen == this));
        view! {
            <Chip testid pressed choose=move |()| chosen.set(set.clone())>
                {move || says(state.lang.get(), it.as_ref())}
            </Chip>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="label">{tell(legend)}</legend>
            <div class="chips">{chips.collect_view()}</div>
        </fieldset>
    }
}

/// 性别 (CU1).
#[component]
pub fn SexChoice(
    /// What is chosen.
    sex: RwSignal<Option<Sex>>,
) -> impl IntoView {
    one_of(
        ("card-sex", |lang| td_string!(lang, card.sex)),
        &[Sex::Female, Sex::Male],
        sex,
        |lang, it| it.map_or(td_string!(lang, card.not_said), |it| text::sex(lang, *it)).to_owned(),
    )
}

/// How he is addressed behind his surname (NM1).
#[component]
pub fn TitleChoice(
    /// What is chosen.
    title: RwSignal<Option<Title>>,
) -> impl IntoView {
    one_of(
        ("card-title", |lang| td_string!(lang, card.address_form)),
        &[Title::Mister, Title::Madam, Title::Boss],
        title,
        |lang, it| {
            let none = || td_string!(lang, card.no_title).to_owned();
            it.map_or_else(none, |it| text::title(lang, it))
        },
    )
}

/// Which suffix the remark name takes (NM1): the seller's choice, customer by customer.
#[component]
pub fn SuffixChoice(
    /// What is chosen.
    suffix: RwSignal<Option<Suffix>>,
) -> impl IntoView {
    one_of(
        ("card-suffix", |lang| td_string!(lang, card.suffix)),
        &[Suffix::Kind, Suffix::Region, Suffix::Nothing],
        suffix,
        |lang, it| {
            let by_itself = || td_string!(lang, card.suffix_by_itself).to_owned();
            it.map_or_else(by_itself, |it| text::suffix(lang, it))
        },
    )
}

/// Whether he uses the goods or sells them on (CU3).
#[component]
pub fn RoleChoice(
    /// What is chosen.
    role: RwSignal<Option<Role>>,
) -> impl IntoView {
    one_of(
        ("card-role", |lang| td_string!(lang, card.role)),
        &[Role::EndCustomer, Role::Distributor],
        role,
        |lang, it| {
            it.map_or(td_string!(lang, card.not_said), |it| text::role(lang, *it)).to_owned()
        },
    )
}

/// How he buys; more than one at a time (SG2).
#[component]
pub fn ModeChoice(
    /// What is ticked.
    modes: RwSignal<BuyingModes>,
) -> impl IntoView {
    let tick = move |words: fn(Locale) -> &'static str,
                     get: fn(&BuyingModes) -> bool,
                     set: fn(&mut BuyingModes, bool)| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || get(&modes.get())
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        modes.update(|it| set(it, on));
                    }
                />
                {tell(words)}
            </label>
        }
    };
    view! {
        <fieldset class="field" data-testid="card-modes">
            <legend class="label">{say!(card.modes)}</legend>
            {tick(|lang| td_string!(lang, card.wholesale), |it| it.wholesale, |it, on| it.wholesale = on)}
            {tick(|lang| td_string!(lang, card.custom), |it| it.custom, |it, on| it.custom = on)}
            {tick(|lang| td_string!(lang, card.dropship), |it| it.dropship, |it, on| it.dropship = on)}
        </fieldset>
    }
}
