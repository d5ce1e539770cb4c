//! Giving coupons: to the people of a group, and codes for whoever shows them.

use leptos::prelude::*;

use super::audience::{AudienceField, Chosen};
use crate::domain::command::Refused;
use crate::domain::loyalty::{Rule, RuleId};
use crate::ui::components::entry::Entry;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// Codes at one time.
const MOST_CODES: u32 = 2_000;

/// People at one time: what is written in one act.
const MOST_PEOPLE: usize = 20_000;

/// The codes that were typed.
fn codes(typed: &str) -> Option<u32> {
    typed.trim().parse().ok().filter(|n| (1..=MOST_CODES).contains(n))
}

/// The two ways of giving.
#[component]
pub fn Issue(
    /// Of which offer.
    id: RuleId,
) -> impl IntoView {
    let state = use_state();
    let chosen = Chosen::begin();
    let typed = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<Refused>);
    let busy = RwSignal::new(false);
    let terms = Memo::new(move |_| state.rulebook().rule(id).and_then(Rule::offer).cloned());
    let name = move || terms.with_untracked(|it| it.as_ref().map(|it| it.name.clone()));
    let is_off = move || terms.with(|it| it.as_ref().is_some_and(|it| !it.is_on));
    let went = move |done: Result<(), Refused>| {
        busy.set(false);
        refused.set(done.err());
    };
    let give = move |()| {
        let Some(found) = untrack(|| chosen.found()) else { return };
        let to = state.keys_of(&found.people);
        if to.is_empty() || to.len() > MOST_PEOPLE {
            return;
        }
        busy.set(true);
        state.issue_coupons(id, to, 0, name().unwrap_or_default(), move |done| {
            if done.is_ok() {
                chosen.audience.set(None);
            }
            went(done);
        });
    };
    let make = move |()| {
        let Some(n) = codes(&typed.get_untracked()) else { return };
        busy.set(true);
        state.issue_coupons(id, Vec::new(), n, name().unwrap_or_default(), move |done| {
            if done.is_ok() {
                typed.set(String::new());
            }
            went(done);
        });
    };
    let people = move || chosen.found().map_or(0, |found| found.people.len());
    let give_rests = Signal::derive(move || {
        !state.may_set() || busy.get() || is_off() || people() == 0 || people() > MOST_PEOPLE
    });
    let wrong = move || {
        let text = typed.get();
        match text.trim().is_empty() || codes(&text).is_some() {
            true => "",
            false => td_string!(state.lang.get(), offer.codes_wrong),
        }
    };
    let make_rests = Signal::derive(move || {
        !state.may_set() || busy.get() || is_off() || codes(&typed.get()).is_none()
    });
    let gives = move || {
        let people = text::people(state.lang.get(), people() as u64);
        td_string!(state.lang.get(), offer.give, people = people)
    };
    let why = move || {
        let lang = state.lang.get();
        if !state.may_set() {
            td_string!(lang, offer.rests)
        } else if is_off() {
            td_string!(lang, offer.give_off)
        } else if people() > MOST_PEOPLE {
            td_string!(lang, offer.give_many)
        } else if chosen.audience.get().is_none() {
            td_string!(lang, offer.give_choose)
        } else {
            ""
        }
    };
    let says = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    view! {
        <section class="sec" aria-labelledby="issue-h" data-testid="coupon-issue">
            <div class="sec-h">
                <h2 id="issue-h">{say!(offer.issue)}</h2>
            </div>
            <div class="coupon-two">
                <div class="sheet pad form">
                    <h3>{say!(offer.issue_group)}</h3>
                    <AudienceField chosen/>
                    <Press testid="coupon-give" class="btn btn-1" rests=give_rests act=give>
                        {gives}
                    </Press>
                    <p class="small muted">{why}</p>
                </div>
                <div class="sheet pad form">
                    <h3>{say!(offer.issue_codes)}</h3>
                    <p class="small muted">{say!(offer.issue_codes_says)}</p>
                    <Entry
                        id="coupon-codes"
                        label=Signal::derive(move || {
                            td_string!(state.lang.get(), offer.codes_many).to_owned()
                        })
                        value=typed
                        wrong=Signal::derive(wrong)
                        rests=Signal::derive(move || !state.may_set())
                        typed=move |text| typed.set(text)
                    />
                    <Press testid="coupon-make" class="btn" rests=make_rests act=make>
                        {say!(offer.codes_make)}
                    </Press>
                </div>
            </div>
            <p class="err" role="alert">
                {says}
            </p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_codes() {
        for (typed, expected, rule) in [
            ("1", Some(1), "one"),
            (" 2000 ", Some(2_000), "the most, blanks forgiven"),
            ("2001", None, "too many"),
            ("0", None, "none"),
            ("x", None, "no number"),
            ("", None, "nothing yet"),
        ] {
            assert_eq!(codes(typed), expected, "{rule}");
        }
    }
}
