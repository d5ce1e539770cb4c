//! People who may be one, beside each other: why, what each says, what stays.

use leptos::prelude::*;

use super::scene::{Picked, Side, TwinScene};
use crate::domain::customer::CustomerKey;
use crate::domain::duplicates::{Candidate, FieldChoice, Likeness};
use crate::domain::intern::Index;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo, use_state};
use crate::ui::text;

/// What the seller has said so far.
#[derive(Clone, Copy)]
struct Said {
    picked: RwSignal<Vec<Picked>>,
    /// Of three or more, those who are somebody else.
    left_out: RwSignal<Vec<Index>>,
    /// It could not be done as it was shown.
    is_gone: RwSignal<bool>,
}

/// One candidate.
#[component]
pub fn Twin(
    /// Who, and why.
    candidate: Candidate,
    /// All that are offered, in their order.
    offered: Memo<Option<Vec<Candidate>>>,
    /// Told the place of whatever was decided.
    decided: RwSignal<Option<usize>>,
) -> impl IntoView {
    let state = use_state();
    let said = Said {
        picked: RwSignal::new(Vec::new()),
        left_out: RwSignal::new(Vec::new()),
        is_gone: RwSignal::new(false),
    };
    let members = candidate.members.clone();
    let all = Memo::new_with_compare(move |_| TwinScene::of(state, &members), |_, _| true);
    let members = candidate.members.clone();
    let scene = Memo::new_with_compare(
        move |_| {
            let left_out = said.left_out.get();
            let taken: Vec<Index> =
                members.iter().filter(|it| !left_out.contains(it)).copied().collect();
            TwinScene::of(state, &taken)
        },
        |_, _| true,
    );
    let likeness = candidate.likeness();
    let is_sure = likeness.is_some_and(Likeness::is_strong);
    let names = move || {
        let between = td_string!(state.lang.get(), twins.or);
        all.with(|it| it.as_ref().map(|it| it.names(between)).unwrap_or_default())
    };
    let reasons = candidate.reasons.clone();
    let why = move || {
        let lang = state.lang.get();
        let line = |it: &crate::domain::duplicates::Reason| {
            view! { <li class="whole">{text::likeness(lang, it.likeness, &it.shared)}</li> }
        };
        reasons.iter().map(line).collect_view()
    };
    let several = candidate.members.len() > 2;
    let sides = move || {
        let (lang, this_year) = (state.lang.get(), state.this_year());
        let draw =
            |side: &Side| self::side(lang, this_year, side, several.then_some(said.left_out));
        all.with(|it| it.as_ref().map(|it| it.sides.iter().map(draw).collect_view()))
    };
    let fields = move || {
        let lang = state.lang.get();
        let draw = |it: &TwinScene| {
            it.fields.iter().map(|choice| field(lang, it, choice, said.picked)).collect_view()
        };
        scene.with(|it| it.as_ref().map(draw))
    };
    let after =
        move || scene.with(|it| it.as_ref().map(|it| said.picked.with(|picked| it.after(picked))));
    let acts = (!state.looks_back).then(|| {
        acts(
            state,
            (all, scene),
            said,
            move || {
                let place = offered.with_untracked(|all| {
                    all.as_ref().and_then(|all| all.iter().position(|it| *it == candidate))
                });
                decided.set(Some(place.unwrap_or_default()));
            },
            several,
        )
    });
    view! {
        <article
            class="twin sheet"
            data-testid="merge-candidate"
            data-likeness=likeness.map(word)
        >
            <header>
                <h2 tabindex="-1">{names}</h2>
                <p class=if is_sure { "tag tag-accent" } else { "tag" }>
                    {if is_sure {
                        view! { {say!(twins.sure)} }.into_any()
                    } else {
                        view! { {say!(twins.hint)} }.into_any()
                    }}
                </p>
            </header>
            <ul class="why" data-testid="merge-why">
                {why}
            </ul>
            <div class="sides">{sides}</div>
            <div class="fields" data-testid="merge-fields">
                {fields}
            </div>
            <p class="after" role="status" data-testid="merge-preview">
                {after}
            </p>
            {acts}
        </article>
    }
}

/// The mark of a reason, for checks.
const fn word(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Phone => "phone",
        Likeness::Wechat => "wechat",
        Likeness::Nick => "nick",
        Likeness::NameAndTail => "name-tail",
        Likeness::NameAndAddress => "name-address",
    }
}

/// Who he is, what he brought, when he came last.
fn side(
    lang: Locale,
    this_year: i32,
    side: &Side,
    left_out: Option<RwSignal<Vec<Index>>>,
) -> AnyView {
    let (at, person) = (side.at, &side.person);
    let last = match person.figures {
        Some(it) => number::day(it.last_day, lang, this_year),
        None => td_string!(lang, twins.never).to_owned(),
    };
    let facts = [
        (
            td_string!(lang, twins.orders),
            number::count(person.figures.map_or(0, |it| it.orders.into())),
        ),
        (
            td_string!(lang, twins.value),
            number::money(person.figures.map_or(0, |it| it.net_fen.minor().into())),
        ),
        (td_string!(lang, twins.last), last),
    ];
    let facts = facts.map(|(name, value)| {
        view! {
            <div class="known">
                <dt>{name}</dt>
                <dd class="num">{value}</dd>
            </div>
        }
    });
    let turn = move |is_him: bool| {
        if let Some(left_out) = left_out {
            left_out.update(|all| {
                all.retain(|it| *it != at);
                if !is_him {
                    all.push(at);
                }
            });
        }
    };
    let check = left_out.map(|left_out| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="merge-member"
                    prop:checked=move || left_out.with(|it| !it.contains(&at))
                    on:change=move |event| turn(event_target_checked(&event))
                />
                {td_string!(lang, twins.is_him)}
            </label>
        }
    });
    view! {
        <section class="side" data-testid="merge-side" data-id=person.id.clone()>
            <h3>
                <a class="link whole" href=Asked::default().href_of(&person.id)>
                    {person.name.clone()}
                </a>
            </h3>
            <p class="muted small whole">{known_by(lang, side)}</p>
            <p class="muted small">{text::stage(lang, person.stage)}</p>
            <dl>{facts.into_iter().collect_view()}</dl>
            {check}
        </section>
    }
    .into_any()
}

/// His key, where it is not his name, and the platform of a nick: two of one name look alike.
fn known_by(lang: Locale, side: &Side) -> String {
    let label = text::label(&side.key);
    let label = (label != side.person.name).then_some(label);
    let platform = match &side.key {
        CustomerKey::Nick { platform, .. } => Some(text::platform(lang, *platform).to_owned()),
        CustomerKey::Phone(_)
        | CustomerKey::Column(_)
        | CustomerKey::Wechat(_)
        | CustomerKey::NameAddress { .. } => None,
    };
    [platform, label].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A field: what stays, or the values of which one stays.
fn field(
    lang: Locale,
    scene: &TwinScene,
    choice: &FieldChoice,
    picked: RwSignal<Vec<Picked>>,
) -> AnyView {
    let name = text::card_field(lang, choice.field());
    if !choice.is_a_choice() {
        return view! {
            <dl class="known">
                <dt>{name}</dt>
                <dd class="whole">{text::card_value(lang, &choice.stays)}</dd>
            </dl>
        }
        .into_any();
    }
    let field = choice.field();
    let group =
        format!("{}-{}", field.number(), scene.sides.first().map_or("", |it| &it.person.id));
    let mut seen: Vec<String> = Vec::new();
    let first = scene.sides.iter().zip(&choice.said).find(|(_, said)| **said == choice.stays);
    let default = first.map(|(side, _)| side.at);
    let options = scene.sides.iter().zip(&choice.said).filter_map(|(side, said)| {
        let (at, value) = (side.at, text::card_value(lang, said));
        if value.is_empty() || seen.contains(&value) {
            return None;
        }
        seen.push(value.clone());
        let is_on = move || {
            let pick = picked.with(|it| it.iter().find(|(it, _)| *it == field).map(|(_, at)| *at));
            pick.or(default) == Some(at)
        };
        let choose = move |_| {
            picked.update(|it| {
                it.retain(|(it, _)| *it != field);
                it.push((field, at));
            });
        };
        Some(view! {
            <label class="check">
                <input
                    type="radio"
                    name=group.clone()
                    data-testid="merge-pick"
                    data-field=field.number().to_string()
                    prop:checked=is_on
                    on:change=choose
                />
                <span class="whole">{value}</span>
            </label>
        })
    });
    let options = options.collect_view();
    view! {
        <fieldset class="known">
            <legend>{name}</legend>
            <div class="picks">{options}</div>
        </fieldset>
    }
    .into_any()
}

/// One person, or not.
fn acts(
    state: State,
    (all, scene): (Memo<Option<TwinScene>>, Memo<Option<TwinScene>>),
    said: Said,
    done: impl Fn() + Clone + Send + Sync + 'static,
    several: bool,
) -> AnyView {
    let rests = move || scene.with(|it| it.as_ref().is_none_or(|it| it.sides.len() < 2));
    let next = done.clone();
    let join =
        move |()| {
            let picked = said.picked.get_untracked();
            let Some(scene) = scene.get_untracked() else { return };
            let Some(command) = scene.join(&picked) else { return };
            let next = next.clone();
            state.perform(command, (Done::Joined, scene.name(&picked), Undo::TheAct), move |it| {
                match it {
                    Ok(()) => next(),
                    Err(_) => said.is_gone.set(true),
                }
            });
        };
    let apart = move |()| {
        let Some(scene) = all.get_untracked() else { return };
        let names = scene.names(td_string!(state.lang.get_untracked(), twins.or));
        let next = done.clone();
        let says = (Done::KeptApart, names, Undo::TheAct);
        state.perform(scene.keep_apart(), says, move |it| match it {
            Ok(()) => next(),
            Err(_) => said.is_gone.set(true),
        });
    };
    let gone = move || said.is_gone.get().then(|| td_string!(state.lang.get(), twins.gone));
    view! {
        <p class="err" role="alert">
            {gone}
        </p>
        <div class="btn-row">
            <Press testid="merge-confirm" class="btn btn-1" rests=Signal::derive(rests) act=join>
                {say!(twins.confirm)}
            </Press>
            <Press testid="merge-apart" act=apart>
                {if several {
                    view! { {say!(twins.apart_all)} }.into_any()
                } else {
                    view! { {say!(twins.apart)} }.into_any()
                }}
            </Press>
        </div>
    }
    .into_any()
}
