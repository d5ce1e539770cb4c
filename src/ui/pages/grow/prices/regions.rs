//! Prices of regions while they are typed.

use leptos::prelude::*;

use super::price_fields::PriceFields;
use super::typed::{PriceTyped, PriceWrong};
use crate::domain::goods::PriceDraft;
use crate::ui::components::text_field::TextField;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};

/// A region with its price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegionTyped {
    /// Which one, whatever was taken out before it.
    pub id: u32,
    /// What it is called.
    pub name: RwSignal<String>,
    /// What is paid there.
    pub price: PriceTyped,
}

impl RegionTyped {
    /// Regions that are there.
    #[must_use]
    pub fn all_of(known: &[(String, PriceDraft)]) -> Vec<RegionTyped> {
        let typed = known.iter().zip(0_u32..).map(|((name, price), id)| RegionTyped {
            id,
            name: RwSignal::new(name.clone()),
            price: PriceTyped::of(Some(price)),
        });
        typed.collect()
    }
}

/// The regions, and a further one.
#[component]
pub fn RegionFields(
    /// What is typed.
    regions: RwSignal<Vec<RegionTyped>>,
    /// What cannot be in a price of one, by its place.
    wrong: Signal<Option<(usize, PriceWrong)>>,
    /// Told of each key.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    let add = move |_| {
        regions.update(|all| {
            let id = all.iter().map(|it| it.id + 1).max().unwrap_or(0);
            all.push(RegionTyped {
                id,
                name: RwSignal::new(String::new()),
                price: PriceTyped::of(None),
            });
        });
    };
    let row = move |one: RegionTyped| {
        let at = move || regions.with(|all| all.iter().position(|it| it.id == one.id));
        let wrong = Signal::derive(move || {
            wrong.get().filter(|(place, _)| Some(*place) == at()).map(|(_, it)| it)
        });
        let remove = move |_| {
            regions.update(|all| all.retain(|it| it.id != one.id));
            changed.run(());
        };
        view! {
            <div class="price-region" role="group" aria-label=say!(prices.a_region)>
                <TextField
                    testid="good-region-name"
                    label=words(|lang| td_string!(lang, prices.region_name))
                    written=one.name
                    hint=words(|lang| td_string!(lang, prices.region_hint))
                    typed=changed
                />
                <PriceFields
                    testid="good-region"
                    label=words(|lang| td_string!(lang, prices.layer_region))
                    typed=one.price
                    wrong
                    changed
                />
                <button
                    class="btn btn-3"
                    type="button"
                    data-testid="good-region-remove"
                    on:click=remove
                >
                    {say!(prices.region_remove)}
                </button>
            </div>
        }
    };
    view! {
        <For each=move || regions.get() key=|it| it.id children=row/>
        <button class="btn btn-3" type="button" data-testid="good-region-add" on:click=add>
            {say!(prices.region_add)}
        </button>
    }
}
