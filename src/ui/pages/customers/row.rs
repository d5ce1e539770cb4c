//! A customer in the list: who, why, how he comes, what he brought.

use leptos::prelude::*;

use super::asked::Asked;
use super::facts::PersonView;
use crate::ui::components::rhythm_line::{RhythmLine, RhythmSize};
use crate::ui::i18n::Locale;

/// One row; the whole of it opens the card.
pub(super) fn row(person: &PersonView, lang: Locale, asked: Asked, is_open: bool) -> AnyView {
    let (lead, class) = person.lead_words(lang);
    let rest = [person.rhythm_words(lang), person.last_words(lang)];
    let rest: String =
        rest.into_iter().filter(|it| !it.is_empty()).map(|it| format!(" · {it}")).collect();
    let label = person.line_words(lang);
    let facts = person.rhythm.clone();
    view! {
        <div
            class="cust"
            class:is-on=is_open
            data-testid="customer-row"
            data-id=person.id.clone()
            data-nick=person.nick.clone().unwrap_or_default()
        >
            <p class="who">
                <a
                    class="nm"
                    href=asked.href_of(&person.id)
                    aria-current=is_open.then_some("true")
                >
                    {person.name.clone()}
                </a>
            </p>
            <p class="val num">{person.value_words()}</p>
            <p class="st">
                <span class=class>{lead}</span>
                {rest}
            </p>
            <RhythmLine facts size=RhythmSize::Row label/>
        </div>
    }
    .into_any()
}
