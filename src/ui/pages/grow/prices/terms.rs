//! How quotes are given: who usually quotes, how far he may go down by himself, how long they hold.

use leptos::prelude::*;

use crate::domain::command::Refused;
use crate::domain::loyalty::{QuotingTerms, Rule};
use crate::domain::rate::BasisPoints;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;

/// What cannot be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Limit,
    Days,
}

/// The terms of texts. An empty limit is none: percents have two decimals, as amounts do.
fn read(author: &str, limit: &str, days: &str) -> Result<QuotingTerms, Wrong> {
    let limit = match limit.trim().trim_end_matches(['%', '％']).trim() {
        "" => None,
        text => {
            let hundredths = number::typed_money(text).map_err(|_| Wrong::Limit)?.minor();
            let limit = u32::try_from(hundredths).ok().and_then(BasisPoints::new);
            Some(limit.filter(|it| *it <= BasisPoints::ONE).ok_or(Wrong::Limit)?)
        }
    };
    let valid_days = number::typed_count(days).filter(|n| (1..=3_650).contains(n));
    let valid_days = valid_days.ok_or(Wrong::Days)?;
    Ok(QuotingTerms { author: author.trim().to_owned(), limit, valid_days })
}

/// A limit as it is typed.
fn plain(limit: Option<BasisPoints>) -> String {
    let fen = limit.map(|it| crate::domain::money::Fen::from_minor(i64::from(it.number())));
    fen.map(number::plain_money).unwrap_or_default()
}

/// The form.
#[component]
pub fn QuoteTerms() -> impl IntoView {
    let state = use_state();
    let known = untrack(|| state.rulebook()).quoting();
    let author = RwSignal::new(known.author);
    let limit = RwSignal::new(plain(known.limit));
    let days = RwSignal::new(known.valid_days.to_string());
    let wrong = RwSignal::new(None::<Wrong>);
    let refused = RwSignal::new(None::<Refused>);
    let changed = Callback::new(move |()| {
        wrong.set(None);
        refused.set(None);
    });
    let typed = move || {
        author.with(|author| limit.with(|limit| days.with(|days| read(author, limit, days))))
    };
    let is_same = Memo::new(move |_| typed() == Ok(state.rulebook().quoting()));
    let save = move |()| match untrack(typed) {
        Err(it) => wrong.set(Some(it)),
        Ok(terms) => {
            state.set_rule(None, Rule::Quoting(terms), String::new(), move |done| {
                if let Err(it) = done {
                    refused.try_set(Some(it));
                }
            });
        }
    };
    let says = move || {
        let lang: Locale = state.lang.get();
        let refused = refused.get().map(|it| text::refused(lang, &it));
        refused.or_else(|| {
            wrong.get().map(|it| match it {
                Wrong::Limit => td_string!(lang, prices.limit_wrong).to_owned(),
                Wrong::Days => td_string!(lang, prices.days_wrong).to_owned(),
            })
        })
    };
    view! {
        <details class="fold price-terms">
            <summary data-testid="quote-terms">{say!(prices.terms)} <Icon glyph=Glyph::Chevron size=Size::Turning/></summary>
            <div class="sheet pad form">
                <TextField
                    testid="quote-terms-author"
                    label=words(|lang| td_string!(lang, prices.terms_author))
                    written=author
                    typed=changed
                />
                <TextField
                    testid="quote-terms-limit"
                    label=words(|lang| td_string!(lang, prices.terms_limit))
                    written=limit
                    keys=Keys::Decimal
                    hint=words(|lang| td_string!(lang, prices.terms_limit_hint))
                    invalid=Signal::derive(move || wrong.get() == Some(Wrong::Limit))
                    typed=changed
                />
                <TextField
                    testid="quote-terms-days"
                    label=words(|lang| td_string!(lang, prices.terms_days))
                    written=days
                    keys=Keys::Decimal
                    invalid=Signal::derive(move || wrong.get() == Some(Wrong::Days))
                    typed=changed
                />
                <p class="err" role="alert">
                    {says}
                </p>
                <Show when=move || is_same.get()>
                    <p class="small muted">{say!(prices.terms_same)}</p>
                </Show>
                <div class="btn-row ends">
                    <Press
                        testid="quote-terms-save"
                        class="btn btn-1"
                        rests=Signal::derive(move || !state.may_set() || is_same.get())
                        act=save
                    >
                        {say!(card.save)}
                    </Press>
                </div>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_texts() {
        let bp = |number| BasisPoints::new(number);
        for (limit, days, expected, rule) in [
            ("", "7", Ok((None, 7)), "no limit"),
            ("5", "7", Ok((bp(500), 7)), "whole percents"),
            ("2.5 %", "30", Ok((bp(250), 30)), "with a sign and decimals"),
            ("0", "1", Ok((bp(0), 1)), "nothing without approval"),
            ("101", "7", Err(Wrong::Limit), "more than all of it"),
            ("x", "7", Err(Wrong::Limit), "no number"),
            ("5", "0", Err(Wrong::Days), "for no day"),
            ("5", "1.5", Err(Wrong::Days), "half a day"),
        ] {
            let read = read("陈", limit, days).map(|it| (it.limit, it.valid_days));
            assert_eq!(read, expected, "{rule}");
        }
        assert_eq!(plain(bp(250)), "2.50");
    }
}
