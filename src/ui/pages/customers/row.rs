//! A customer in the list: who, why, how he comes, what he brought.

use leptos::prelude::*;

use super::asked::Asked;
use super::facts::PersonView;
use crate::domain::day::Day;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::marked::marked;
use crate::ui::components::rhythm_line::{RhythmLine, RhythmSize};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{MatchedText, Since};

/// One row; the whole of it opens the card. What was found of him stands out; where that is not his
/// name it stands in place of how he comes.
#[must_use]
pub fn row(
    person: &PersonView,
    found: &[MatchedText],
    lang: Locale,
    asked: Asked,
    is_open: Memo<bool>,
    today: Day,
    since: Since,
) -> AnyView {
    let (lead, class) = person.lead_words(lang);
    // Where there is no room for both, how he comes gives way: the line says it, too.
    let part = |class: &'static str, words: String| {
        (!words.is_empty()).then(|| view! { <span class=class>" · " {words}</span> })
    };
    let rest =
        [part("last", person.last_words(lang, since)), part("pace", person.rhythm_words(lang))];
    let is_name = |it: &&MatchedText| it.text == person.name;
    let in_name = found.iter().find(is_name).map_or(&[][..], |it| &it.ranges);
    let elsewhere = found.iter().find(|it| !is_name(it));
    let rest = match elsewhere {
        Some(it) => {
            view! { <span class="found">" · " {marked(&it.text, &it.ranges)}</span> }.into_any()
        }
        None => rest.into_iter().collect_view().into_any(),
    };
    let promised = person.promised.map(|day| {
        let (this_year, ..) = today.ymd();
        let class = if day < today { "st-warn" } else { "st-accent" };
        let says = td_string!(lang, contact.promised, day = number::day(day, lang, this_year));
        view! {
            <span class=class data-testid="row-promised">
                {says}
            </span>
            <span>" · "</span>
        }
    });
    let important = person.is_important.then(|| {
        view! {
            <span class="star">
                <Icon glyph=Glyph::Star size=Size::Tiny/>
                <span class="sr">{td_string!(lang, card.important)}</span>
            </span>
        }
    });
    let opted_out = person.is_opted_out.then(|| {
        let says = td_string!(lang, person.opted_out);
        view! {
            <span class="st-bad" data-testid="row-opted-out">
                {says}
            </span>
            <span>" · "</span>
        }
    });
    let label = person.line_words(lang, since);
    let facts = person.rhythm.clone();
    view! {
        <div
            class="cust"
            class:is-on=move || is_open.get()
            data-testid="customer-row"
            data-id=person.id.clone()
            data-nick=person.nick.clone().unwrap_or_default()
        >
            <p class="who">
                {important}
                <a
                    class="nm"
                    href=asked.href_of(&person.id)
                    aria-current=move || is_open.get().then_some("true")
                >
                    {marked(&person.name, in_name)}
                </a>
            </p>
            <p class="val num">{person.value_words()}</p>
            <p class="st">
                {opted_out} {promised} <span class=class>{lead}</span> {rest}
            </p>
            <RhythmLine facts size=RhythmSize::Row label/>
        </div>
    }
    .into_any()
}
