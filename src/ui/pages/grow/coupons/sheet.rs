//! Codes on paper, to be cut apart: for whoever shows them.

use leptos::prelude::*;

use crate::domain::day::Day;
use crate::domain::loyalty::{Rule, RuleId};
use crate::ui::components::qr::Qr;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::state::use_state;
use crate::ui::text::offer::{OfferNames, plain};
use crate::ui::veil;

/// So wide is a code where no style says otherwise, in points of the page; style/grow.css gives it
/// millimetres.
const CODE_WIDTH: u32 = 96;

/// The sheet, ten to a page of A4. It stands on paper only.
#[component]
pub fn CodeSheet(
    /// Of which offer.
    id: RuleId,
    /// The codes, each with its last day.
    codes: Memo<Vec<(String, Option<Day>)>>,
) -> impl IntoView {
    let state = use_state();
    let drawn = move || {
        let lang = state.lang.get();
        let rules = state.rulebook();
        // Paper is read on another day: days have their year.
        let names = OfferNames::of(&rules, i32::MIN);
        let offer = rules.rule(id).and_then(Rule::offer)?;
        let (name, says) = (veil::text(&offer.name), plain(lang, &offer.promotion, &names));
        let shop = state.profile().name.value.to_string();
        let one = |(code, last): (String, Option<Day>)| {
            let until = last
                .map(|day| td_string!(lang, offer.until, day = number::day(day, lang, i32::MIN)));
            view! {
                <li>
                    <Qr
                        text=code.clone()
                        size=CODE_WIDTH
                        label=td_string!(lang, offer.code_qr, code = code.clone())
                        testid="code-sheet-qr"
                    />
                    <p class="of">{shop.clone()}</p>
                    <p class="what">{name.clone()}</p>
                    <p class="code">{code}</p>
                    <p class="says">{says.clone()}</p>
                    <p class="of">{until}</p>
                </li>
            }
        };
        Some(codes.get().into_iter().map(one).collect_view())
    };
    view! {
        <section class="paper code-sheet" data-testid="code-sheet">
            <ul>{drawn}</ul>
        </section>
    }
}
