//! The first question: what the shop trades in. One tap sets the bounds of the stages.

use leptos::prelude::*;

use super::chips::Chip;
use crate::domain::trade::Trade;
use crate::ui::i18n::Locale;

/// One chip for each trade.
#[component]
pub fn TradeChoice(
    /// The language of now.
    #[prop(into)]
    lang: Signal<Locale>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<Option<Trade>>,
    /// The name of a trade.
    name: fn(Locale, Trade) -> &'static str,
    /// Told of a tap.
    #[prop(into)]
    choose: Callback<Trade>,
) -> impl IntoView {
    let chips = Trade::ALL.map(|trade| {
        let testid = match trade {
            Trade::Retail => "trade-retail",
            Trade::Wholesale => "trade-wholesale",
            Trade::Food => "trade-food",
            Trade::Stall => "trade-stall",
        };
        let pressed = Signal::derive(move || chosen.get() == Some(trade));
        view! {
            <Chip testid pressed choose=move |()| choose.run(trade)>
                {move || name(lang.get(), trade)}
            </Chip>
        }
    });
    view! { <div class="chips">{chips.into_iter().collect_view()}</div> }
}
