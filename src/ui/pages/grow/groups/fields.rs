//! The fields of one condition, with what is wrong said below each.

use leptos::prelude::*;

use super::asking::{Ask, Shape, Unit};
use super::choices::{Coupons, OtherGroup, TierBounds};
use super::condition::{Form, Part, SpanKind};
use super::scene::Scene;
use super::tree::Key;
use super::words;
use crate::domain::card::CardField;
use crate::domain::segment::WordField;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::OfferedIn;
use crate::ui::text;
use crate::ui::veil;

/// The fields that go with what is asked.
#[component]
pub fn Fields(
    /// The form.
    scene: Scene,
    /// Which condition.
    key: Key,
    /// What is asked.
    ask: Ask,
) -> impl IntoView {
    match ask.shape() {
        Shape::Range { has_span, unit } => {
            let bounds = match unit {
                Unit::Tier => view! { <TierBounds scene key/> }.into_any(),
                Unit::Times | Unit::Money | Unit::Days | Unit::Score => {
                    view! { <Bounds scene key ask unit/> }.into_any()
                }
            };
            let span = has_span.then(|| view! { <SpanFields scene key/> });
            view! { {bounds} {span} }.into_any()
        }
        Shape::Ticks => view! { <Ticks scene key ask/> }.into_any(),
        Shape::Field => view! { <KnownField scene key/> }.into_any(),
        Shape::Words => view! { <Texts scene key ask/> }.into_any(),
        Shape::Goods => view! { <Texts scene key ask/> <SpanFields scene key/> }.into_any(),
        Shape::Coupon { has_days } => {
            let days = has_days.then(|| view! { <DaysField scene key testid="segment-within"/> });
            view! { <Coupons scene key/> {days} }.into_any()
        }
        Shape::OtherGroup => view! { <OtherGroup scene key/> }.into_any(),
        Shape::Nothing => ().into_any(),
    }
}

/// Where a text of a condition stands.
pub type Place = fn(&mut Form) -> &mut String;

/// One text of a condition.
#[component]
fn Typed(
    scene: Scene,
    key: Key,
    part: Part,
    testid: &'static str,
    #[prop(into)] label: Signal<String>,
    place: Place,
    #[prop(default = "text")] keys: &'static str,
    #[prop(optional)] offered: String,
) -> impl IntoView {
    let (id, says) = (format!("{testid}-{key}"), format!("{testid}-{key}-wrong"));
    let value = move || scene.form(key).map(|mut form| place(&mut form).clone());
    let wrong = Memo::new(move |_| scene.wrong_at(key, part));
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}</label>
            <input
                class="input"
                id=id
                data-testid=testid
                type="text"
                inputmode=keys
                autocomplete="off"
                dir="auto"
                list=(!offered.is_empty()).then_some(offered)
                disabled=move || scene.rests.get()
                prop:value=move || value().unwrap_or_default()
                aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                aria-describedby=format!("{says} segment-{key}-says")
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    scene.change(key, |form| *place(form) = typed);
                }
            />
            <p class="err" id=says role="alert">
                {move || wrong.get()}
            </p>
        </div>
    }
}

/// From and to.
#[component]
fn Bounds(scene: Scene, key: Key, ask: Ask, unit: Unit) -> impl IntoView {
    let label = move |is_from: bool| {
        Signal::derive(move || {
            let lang = scene.state.lang.get();
            let unit = words::unit(lang, unit);
            match (is_from, words::is_half_open(ask)) {
                (true, _) => td_string!(lang, segment.from, unit = unit),
                (false, true) => td_string!(lang, segment.to_below, unit = unit),
                (false, false) => td_string!(lang, segment.to, unit = unit),
            }
        })
    };
    let keys = match unit {
        Unit::Money => "decimal",
        // Days that are over are less than nothing: with a minus, which numeric keys lack.
        Unit::Days => "text",
        Unit::Times | Unit::Score | Unit::Tier => "numeric",
    };
    view! {
        <div class="seg-pair">
            <Typed
                scene
                key
                part=Part::From
                testid="segment-from"
                label=label(true)
                place=|form| &mut form.from
                keys
            />
            <Typed
                scene
                key
                part=Part::To
                testid="segment-to"
                label=label(false)
                place=|form| &mut form.to
                keys
            />
        </div>
        <p class="hint muted">{move || words::hint(scene.state.lang.get(), ask)}</p>
    }
}

/// Words of the catalogue for a label.
#[must_use]
pub fn said(scene: Scene, words: fn(Locale) -> &'static str) -> Signal<String> {
    Signal::derive(move || words(scene.state.lang.get()).to_owned())
}

/// Which days are looked at.
#[component]
fn SpanFields(scene: Scene, key: Key) -> impl IntoView {
    let now = Memo::new(move |_| scene.form(key).map_or(SpanKind::Ever, |form| form.span));
    let kinds = [
        ("ever", SpanKind::Ever, (|lang| td_string!(lang, segment.span_ever)) as fn(Locale) -> _),
        ("last", SpanKind::Last, |lang| td_string!(lang, segment.span_last)),
        ("between", SpanKind::Between, |lang| td_string!(lang, segment.span_between)),
    ];
    let options = kinds.map(|(word, kind, says)| {
        view! {
            <option value=word prop:selected=move || now.get() == kind>
                {move || says(scene.state.lang.get())}
            </option>
        }
    });
    let choose = move |word: String| {
        let kind = kinds.into_iter().find(|(it, ..)| *it == word).map(|(_, kind, _)| kind);
        scene.change(key, |form| form.span = kind.unwrap_or_default());
    };
    view! {
        <label class="field">
            <span class="label">{say!(segment.span)}</span>
            <select
                class="input"
                data-testid="segment-span"
                disabled=move || scene.rests.get()
                on:change=move |event| choose(event_target_value(&event))
            >
                {options.into_iter().collect_view()}
            </select>
        </label>
        <Show when=move || now.get() == SpanKind::Last>
            <DaysField scene key testid="segment-days"/>
        </Show>
        <Show when=move || now.get() == SpanKind::Between>
            <Dates scene key/>
        </Show>
    }
}

/// So many days.
#[component]
fn DaysField(scene: Scene, key: Key, testid: &'static str) -> impl IntoView {
    view! {
        <Typed
            scene
            key
            part=Part::Days
            testid
            label=said(scene, |lang| td_string!(lang, segment.how_many_days))
            place=|form| &mut form.days
            keys="numeric"
        />
    }
}

/// From one day to another.
#[component]
fn Dates(scene: Scene, key: Key) -> impl IntoView {
    let wrong = Memo::new(move |_| scene.wrong_at(key, Part::Dates));
    let says = format!("segment-dates-{key}-wrong");
    let described = format!("{says} segment-{key}-says");
    let day = |is_first: bool, testid: &'static str, says: fn(Locale) -> &'static str| {
        let value = move || {
            let day = scene.form(key).and_then(|it| if is_first { it.first } else { it.last });
            day.map(|day| day.to_string()).unwrap_or_default()
        };
        view! {
            <label class="field">
                <span class="label">{move || says(scene.state.lang.get())}</span>
                <input
                    class="input"
                    type="date"
                    data-testid=testid
                    disabled=move || scene.rests.get()
                    prop:value=value
                    aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                    aria-describedby=described.clone()
                    on:change=move |event| {
                        let day = event_target_value(&event).parse().ok();
                        scene.change(key, |form| match is_first {
                            true => form.first = day,
                            false => form.last = day,
                        });
                    }
                />
            </label>
        }
    };
    view! {
        <div class="seg-pair">
            {day(true, "segment-first-day", |lang| td_string!(lang, segment.first_day))}
            {day(false, "segment-last-day", |lang| td_string!(lang, segment.last_day))}
        </div>
        <p class="err" id=says role="alert">
            {move || wrong.get()}
        </p>
    }
}

/// Some of a few.
#[component]
fn Ticks(scene: Scene, key: Key, ask: Ask) -> impl IntoView {
    let turn = move |at: usize| {
        scene.change(key, |form| {
            match form.ticked.iter().position(|it| *it == at) {
                Some(place) => drop(form.ticked.remove(place)),
                None => form.ticked.push(at),
            }
            form.ticked.sort_unstable();
        });
    };
    let ticked = Memo::new(move |_| scene.form(key).map(|it| it.ticked).unwrap_or_default());
    let one = move |at: usize| {
        let is_on = move || ticked.with(|all| all.contains(&at));
        view! {
            <button
                class="chip"
                type="button"
                data-testid=format!("segment-tick-{at}")
                disabled=move || scene.rests.get()
                aria-pressed=move || is_on().to_string()
                on:click=move |_| turn(at)
            >
                {move || words::tick(scene.state.lang.get(), ask, at)}
            </button>
        }
    };
    view! {
        <p class="label small">{say!(segment.tick_hint)}</p>
        <div class="chips" role="group" aria-label=say!(segment.tick_hint)>
            {(0..ask.ticks()).map(one).collect_view()}
        </div>
    }
}

/// A field of the card.
#[component]
fn KnownField(scene: Scene, key: Key) -> impl IntoView {
    let now = Memo::new(move |_| scene.form(key).map(|it| it.field));
    let option = move |field: CardField| {
        view! {
            <option value=field.number().to_string() prop:selected=move || now.get() == Some(field)>
                {move || text::card_field(scene.state.lang.get(), field)}
            </option>
        }
    };
    let choose = move |word: String| {
        if let Some(field) = word.parse().ok().and_then(CardField::from_number) {
            scene.change(key, |form| form.field = field);
        }
    };
    view! {
        <label class="field">
            <span class="label">{say!(segment.which_field)}</span>
            <select
                class="input"
                data-testid="segment-field"
                disabled=move || scene.rests.get()
                on:change=move |event| choose(event_target_value(&event))
            >
                {CardField::ALL.map(option).into_iter().collect_view()}
            </select>
        </label>
        <p class="muted">{say!(segment.known_hint)}</p>
    }
}

/// Texts, or one good; what the book has is offered.
#[component]
fn Texts(scene: Scene, key: Key, ask: Ask) -> impl IntoView {
    let list = format!("segment-offered-{key}");
    let (is_several, from) = match ask {
        Ask::Said(field) => (true, Some(OfferedIn::Texts(field))),
        Ask::Sku => (false, Some(OfferedIn::Goods { by_number: true })),
        Ask::Item => (false, Some(OfferedIn::Goods { by_number: false })),
        Ask::Category => (false, Some(OfferedIn::Categories)),
        Ask::Purchases
        | Ask::Net
        | Ask::Figure(_)
        | Ask::Stage
        | Ask::Group
        | Ask::Marks
        | Ask::Known
        | Ask::BuysOn
        | Ask::LastOutcome
        | Ask::CouponHeld
        | Ask::CouponUsed
        | Ask::CouponEnds
        | Ask::HighestTier
        | Ask::MemberOf => (false, None),
    };
    let offered = Memo::new(move |_| {
        from.map(|from| scene.state.offered_in_groups(from)).unwrap_or_default()
    });
    let options = move || {
        let all = offered.get().into_iter();
        all.map(|text| view! { <option value=veil::text(&text)></option> }).collect_view()
    };
    let label = Signal::derive(move || words::ask(scene.state.lang.get(), ask).to_owned());
    let hint = move || {
        let lang = scene.state.lang.get();
        if ask == Ask::Said(WordField::Region) {
            td_string!(lang, segment.region_hint)
        } else if is_several {
            td_string!(lang, segment.words_hint)
        } else {
            td_string!(lang, segment.goods_hint)
        }
    };
    view! {
        <Typed
            scene
            key
            part=Part::Choice
            testid="segment-words"
            label
            place=|form| &mut form.words
            offered=list.clone()
        />
        <datalist id=list>{options}</datalist>
        <p class="muted">{hint}</p>
    }
}
