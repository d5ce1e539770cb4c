//! What was said of a rule, the latest first.

use leptos::prelude::*;

use crate::domain::loyalty::{Offer, Rule, RuleId, Ruled};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::text::offer::{OfferNames, plain};
use crate::ui::veil;

/// What changed between two states of a rule, as sentences; the first state is told whole.
#[must_use]
pub fn changes(
    lang: Locale,
    before: Option<&Offer>,
    now: Option<&Offer>,
    names: &OfferNames,
) -> Vec<String> {
    let Some(now) = now else { return vec![td_string!(lang, offer.h_removed).to_owned()] };
    let Some(before) = before else {
        return vec![plain(lang, &now.promotion, names)];
    };
    let mut says = Vec::new();
    if before.name != now.name {
        says.push(td_string!(lang, offer.h_named, name = veil::text(&now.name)));
    }
    match (before.is_on, now.is_on) {
        (false, true) => says.push(td_string!(lang, offer.h_on).to_owned()),
        (true, false) => says.push(td_string!(lang, offer.h_off).to_owned()),
        (true, true) | (false, false) => {}
    }
    if before.promotion != now.promotion {
        says.push(plain(lang, &now.promotion, names));
    }
    if before.valid_days != now.valid_days {
        says.push(text::offer::validity(lang, now.valid_days));
    }
    says
}

/// The history of a rule.
#[component]
pub fn History(
    /// Which rule.
    id: RuleId,
) -> impl IntoView {
    let state = use_state();
    let rows = move || {
        let lang = state.lang.get();
        let names = OfferNames::of(&state.rulebook(), state.this_year());
        let said = state.with_shop(|shop| shop.history_of_rule(id)).unwrap_or_default();
        // What was taken back changed nothing.
        let said: Vec<Ruled> = said.into_iter().filter(|ruled| !ruled.is_undone).collect();
        let terms = |at: usize| said.get(at)?.terms.as_ref().and_then(Rule::offer);
        let row = |(at, ruled): (usize, &Ruled)| {
            let says = changes(lang, terms(at + 1), terms(at), &names);
            let when = text::moment(lang, ruled.at_ms, state.this_year());
            view! {
                <li>
                    <span class="muted small">{when}</span>
                    <span>{says.join(td_string!(lang, offer.between))}</span>
                </li>
            }
        };
        said.iter().enumerate().map(row).collect_view()
    };
    view! {
        <details class="sec sheet pad offer-history" data-testid="offer-history">
            <summary>{say!(offer.history)}</summary>
            <ul>{rows}</ul>
        </details>
    }
}
