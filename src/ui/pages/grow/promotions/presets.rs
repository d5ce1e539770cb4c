//! Offers to begin with: a tap fills the form, and everything can be changed before it is saved.

use leptos::prelude::*;

use super::Shelf;
use crate::domain::loyalty::{GiftGood, Offer, OfferPreset};
use crate::domain::money::Fen;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::{SeenGood, State, use_state};

/// What one is called.
fn name(lang: Locale, preset: OfferPreset) -> &'static str {
    match preset {
        OfferPreset::MoneyOff => td_string!(lang, offer.preset_money_off),
        OfferPreset::Postage => td_string!(lang, offer.preset_postage),
        OfferPreset::Gift => td_string!(lang, offer.preset_gift),
        OfferPreset::BuyGet => td_string!(lang, offer.preset_buy_get),
        OfferPreset::MemberDay => td_string!(lang, offer.preset_member_day),
        OfferPreset::Birthday => td_string!(lang, offer.preset_birthday),
        OfferPreset::SecondPurchase => td_string!(lang, offer.preset_second),
        OfferPreset::NextOrder => td_string!(lang, offer.preset_next_order),
        OfferPreset::OneMonth => td_string!(lang, offer.preset_one_month),
        OfferPreset::Farewell => td_string!(lang, offer.preset_farewell),
        OfferPreset::PostageCoupon => td_string!(lang, offer.preset_postage_coupon),
    }
}

/// The good to give: of those with a known cost the cheapest, else of those with a known price.
fn gift(state: State, seen: RwSignal<Vec<SeenGood>>) -> Option<GiftGood> {
    let rules = state.rulebook();
    let costs = rules.products().filter_map(|(_, it)| Some((it.cost_fen?, it.sku.clone())));
    if let Some((cost, sku)) = costs.min() {
        let price = rules.products().find(|(_, it)| it.sku == sku);
        let price = price.and_then(|(_, it)| it.base.clone()?.parse().ok()?.lowest());
        return Some(GiftGood { sku: sku.into(), value_fen: price.unwrap_or(cost) });
    }
    seen.with(|seen| {
        let priced = seen.iter().filter(|it| it.unit_fen > Fen::ZERO);
        let cheapest = priced.min_by_key(|it| it.unit_fen)?;
        Some(GiftGood { sku: cheapest.sku.as_str().into(), value_fen: cheapest.unit_fen })
    })
}

/// The chips above a new offer.
#[component]
pub fn Presets(
    /// What is being written.
    draft: RwSignal<Offer>,
    /// Of which section.
    shelf: Shelf,
    /// The goods that the shop sells.
    seen: RwSignal<Vec<SeenGood>>,
    /// True where nothing can be changed.
    rests: Signal<bool>,
) -> impl IntoView {
    let state = use_state();
    let trade = Memo::new(move |_| state.profile().trade.value);
    let good = Memo::new(move |_| gift(state, seen));
    let chip = move |preset: OfferPreset| {
        let offer = move || {
            let first = state.today();
            good.with(|good| preset.offer(trade.get(), first, good.as_ref()))
        };
        let fill = move |_| {
            let Some(mut offer) = untrack(offer) else { return };
            offer.name = name(state.lang.get_untracked(), preset).to_owned();
            draft.set(offer);
        };
        let is_there = Memo::new(move |_| offer().is_some());
        view! {
            <Show when=move || is_there.get()>
                <button
                    class="chip"
                    type="button"
                    data-testid="offer-preset"
                    data-preset=preset.word()
                    disabled=move || rests.get()
                    on:click=fill
                >
                    {move || name(state.lang.get(), preset)}
                </button>
            </Show>
        }
    };
    let chips = move || {
        let all = OfferPreset::of(trade.get(), shelf.step());
        all.iter().copied().map(chip).collect_view()
    };
    view! {
        <div class="offer-presets" data-testid="offer-presets">
            <p class="small muted" id="offer-presets-h">
                {say!(offer.presets)}
            </p>
            <div class="chips" role="group" aria-labelledby="offer-presets-h">
                {chips}
            </div>
        </div>
    }
}
