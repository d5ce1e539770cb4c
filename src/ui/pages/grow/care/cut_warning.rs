//! What a form says before a lower price is saved (PR9): who paid more shortly before.

use leptos::prelude::*;

use super::href_of;
use crate::domain::day::DayRange;
use crate::domain::goods::PriceDraft;
use crate::domain::loyalty::{Rule, RuleId};
use crate::domain::member::CareFacts;
use crate::domain::money::Fen;
use crate::domain::price::Price;
use crate::domain::price_care::{
    CutSettings, PriceCut, PricePeriod, Volatility, VolatilitySettings, fell, price_cut,
    suggested_sum_fen, volatility,
};
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// What there is to be said of a price before it is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Warned {
    people: usize,
    sum_fen: Fen,
    moves: Vec<Volatility>,
}

fn warned(facts: &CareFacts, sku: &str, price: &Price) -> Warned {
    let as_of = facts.as_of();
    let settings = CutSettings::default();
    let mut history = facts.history(sku);
    history.push(PricePeriod { first_day: as_of, price: Some(price.clone()) });
    let moves = volatility(&history, VolatilitySettings::default(), as_of);
    let lines = facts.lines(sku, DayRange::last_days(settings.window_days, as_of));
    let cut = facts.product(sku).map(|good| price_cut(&good, price, &lines, settings, as_of));
    match cut {
        Some(PriceCut::OnSale(people)) => {
            Warned { people: people.len(), sum_fen: suggested_sum_fen(&people), moves }
        }
        Some(PriceCut::Ended) | None => Warned { moves, ..Warned::default() },
    }
}

/// Says who paid more, while a base price that is lower than the one in the book is typed. Nothing
/// is gone through before that.
#[component]
pub fn CutWarning(
    /// The number of the good.
    #[prop(into)]
    sku: Signal<String>,
    /// The base price as it is typed; `None` while it is none.
    #[prop(into)]
    price: Signal<Option<PriceDraft>>,
) -> impl IntoView {
    let state = use_state();
    let typed = Memo::new(move |_| price.get().and_then(|draft| draft.parse().ok()));
    let known = Memo::new(move |_| {
        let rules = state.rulebook();
        let good = rules.rule(RuleId::of_product(&sku.get())).and_then(Rule::product)?;
        good.base.clone()?.parse().ok()
    });
    let is_lower = Memo::new(move |_| {
        let (before, after): (Option<Price>, Option<Price>) = (known.get(), typed.get());
        before.zip(after).is_some_and(|(before, after)| fell(&before, &after))
    });
    let facts = state.price_care_of(Signal::derive(move || is_lower.get().then(|| sku.get())));
    let warned = Memo::new(move |_| {
        let price = typed.get().filter(|_| is_lower.get())?;
        let sku = sku.get();
        facts.with(|facts| facts.as_ref().map(|facts| warned(facts, sku.trim(), &price)))
    });
    let says = move || {
        let lang = state.lang.get();
        warned.with(|warned| {
            let Some(warned) = warned else {
                return td_string!(lang, price_care.waiting).to_owned();
            };
            let window = u64::from(CutSettings::default().window_days);
            let days = text::days(lang, window);
            match warned.people as u64 {
                0 => td_string!(lang, price_care.before_nobody, days = days),
                n => {
                    let people = text::people(lang, n);
                    let sum = text::price_care::amount(warned.sum_fen);
                    td_string!(
                        lang,
                        price_care.before_people,
                        days = days,
                        people = people,
                        sum = sum
                    )
                }
            }
        })
    };
    let moves = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        let all = warned.with(|it| it.as_ref().map(|it| it.moves.clone())).unwrap_or_default();
        let row =
            |it| view! { <p class="small warn">{text::price_care::moves(lang, it, year)}</p> };
        all.into_iter().map(row).collect_view()
    };
    let has_people = move || warned.with(|it| it.as_ref().is_some_and(|it| it.people > 0));
    let count = move || warned.with(|it| it.as_ref().map(|it| it.people.to_string()));
    let href = move || href_of(RuleId::of_product(&sku.get()));
    view! {
        <Show when=move || is_lower.get()>
            <div class="care-before" data-testid="cut-warning" data-people=count>
                <p role="status" class:warn=has_people>
                    {says}
                </p>
                {moves}
                <Show when=has_people>
                    <a class="link care-link" href=href data-testid="cut-warning-who">
                        {say!(price_care.before_who)}
                    </a>
                </Show>
            </div>
        </Show>
    }
}
