//! The form of an issuing rule: what makes it act, what it gives, from when on.

use leptos::prelude::*;

use super::details::{Details, Select};
use super::draft::{Draft, Kind, Wrong, offered, on_since};
use super::sentence::{kind, sentence, usual_name};
use crate::domain::command::Refused;
use crate::domain::loyalty::{Issuing, Rule, RuleId};
use crate::ui::components::chips::Chip;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::grow::fields::Typed;
use crate::ui::say::{say, words};
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// Where the coupons are made.
const COUPONS: &str = "#/grow/coupons";

/// Back to the rules.
fn leave() {
    let _ = window().location().set_hash("/grow/packets");
}

/// The signals of the form.
#[derive(Clone, Copy)]
pub struct Form {
    /// The state of the page.
    pub state: State,
    /// What stands in it.
    pub draft: RwSignal<Draft>,
    /// What is wrong is said once somebody wanted to save.
    tried: RwSignal<bool>,
}

impl Form {
    /// What is said of one thing that is wrong; empty = nothing.
    #[must_use]
    pub fn says(self, wrong: Wrong) -> Signal<&'static str> {
        Signal::derive(move || {
            let (lang, today) = (self.state.lang.get(), self.state.today());
            let found = self.draft.with(|it| it.read(None, today)).err();
            match found.filter(|it| *it == wrong && self.tried.get()) {
                None => "",
                Some(Wrong::Name) => td_string!(lang, packet.wrong_name),
                Some(Wrong::DaysBefore) => td_string!(lang, packet.wrong_days),
                Some(Wrong::Day) => td_string!(lang, packet.wrong_day),
                Some(Wrong::Gives) => td_string!(lang, packet.wrong_gives),
            }
        })
    }

    /// True where nothing can be written.
    #[must_use]
    pub fn rests(self) -> Signal<bool> {
        let state = self.state;
        Signal::derive(move || !state.may_set())
    }
}

/// What the form begins with.
fn begin(state: State, which: &str) -> (Option<(RuleId, Issuing)>, Draft) {
    let (rules, today, lang) = (state.rulebook(), state.today(), state.lang.get());
    let id = RuleId::parse(which);
    let known = id.and_then(|id| Some((id, rules.rule(id)?.issuing()?.clone())));
    if let Some((_, issuing)) = &known {
        let draft = Draft::of(issuing, &rules, today);
        return (known, draft);
    }
    let word = which.strip_prefix("new-").unwrap_or_default();
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
    let kind = kind.unwrap_or(Kind::AfterOrder);
    (None, Draft::new(kind, usual_name(lang, kind), &rules, today))
}

/// The form.
#[component]
pub fn PacketEditor(
    /// `new`, `new-KIND`, or the rule that is edited.
    which: String,
) -> impl IntoView {
    let state = use_state();
    let (edited, draft) = untrack(|| begin(state, &which));
    let is_on = RwSignal::new(edited.as_ref().is_none_or(|(_, it)| it.switched_on.is_some()));
    let form = Form { state, draft: RwSignal::new(draft), tried: RwSignal::new(false) };
    view! {
        <div class="pkt pkt-form">
            <a class="back" href="#/grow/packets">
                {say!(packet.title)}
            </a>
            <Kinds form/>
            <div class="sheet pad pkt-fields">
                <Name form/>
                <Details form/>
                <Gives form/>
                <Hour form/>
                <label class="switch">
                    <input
                        type="checkbox"
                        role="switch"
                        data-testid="packet-on"
                        prop:checked=move || is_on.get()
                        disabled=move || !state.may_set()
                        on:change:target=move |event| is_on.set(event.target().checked())
                    />
                    <span>{say!(packet.on_at_once)}</span>
                </label>
            </div>
            <Save form is_on edited/>
        </div>
    }
}

const fn testid(kind: Kind) -> &'static str {
    match kind {
        Kind::AfterOrder => "packet-kind-order",
        Kind::Nightly => "packet-kind-night",
        Kind::Lead => "packet-kind-lead",
        Kind::Birthday => "packet-kind-birthday",
        Kind::Rise => "packet-kind-rise",
        Kind::Stage => "packet-kind-stage",
        Kind::Festival => "packet-kind-feast",
    }
}

/// What makes it act.
#[component]
pub fn Kinds(
    /// The form.
    form: Form,
) -> impl IntoView {
    let Form { state, draft, .. } = form;
    let choose = move |to: Kind| {
        let lang = state.lang.get_untracked();
        draft.update(|it| {
            // A name that nobody typed goes with the kind.
            if it.name == usual_name(lang, it.kind) || it.name.trim().is_empty() {
                usual_name(lang, to).clone_into(&mut it.name);
            }
            it.turn_to(to);
        });
    };
    let chips = Kind::ALL.map(|one| {
        view! {
            <Chip
                testid=testid(one)
                pressed=Signal::derive(move || draft.with(|it| it.kind == one))
                choose=move |()| choose(one)
            >
                {move || kind(state.lang.get(), one)}
            </Chip>
        }
    });
    view! {
        <fieldset class="sec">
            <legend class="label">{say!(packet.when)}</legend>
            <div class="chips">{chips.into_iter().collect_view()}</div>
        </fieldset>
    }
}

#[component]
pub fn Name(
    /// The form.
    form: Form,
) -> impl IntoView {
    view! {
        <Typed
            id="packet-name".to_owned()
            label=words(|lang| td_string!(lang, packet.name))
            value=Signal::derive(move || form.draft.with(|it| it.name.clone()))
            wrong=form.says(Wrong::Name)
            is_number=false
            rests=form.rests()
            put=move |text: String| form.draft.update(|it| it.name = text)
        />
    }
}

/// What it gives; where there is nothing to give, the way to where that is made.
#[component]
pub fn Gives(
    /// The form.
    form: Form,
) -> impl IntoView {
    let state = form.state;
    let gifts = Memo::new(move |_| offered(&state.rulebook()));
    let all = Signal::derive(move || {
        let lang = state.lang.get();
        let first = (String::new(), td_string!(lang, packet.choose).to_owned());
        let named = gifts.get().into_iter().map(|(id, name, is_platform)| {
            let of = match is_platform {
                true => td_string!(lang, packet.of_platform),
                false => td_string!(lang, packet.of_shop),
            };
            (id.to_string(), format!("{} · {of}", veil::text(&name)))
        });
        let mut all: Vec<(String, String)> = std::iter::once(first).chain(named).collect();
        // What an old rule gives stands there, though it is off by now.
        let rules = state.rulebook();
        let own = form.draft.with(|it| it.gives).map(|id| (id.to_string(), rules.rule(id)));
        if let Some((id, Some(gift))) = own
            && all.iter().all(|(known, _)| *known != id)
        {
            all.push((id, veil::text(gift.name())));
        }
        all
    });
    let chosen = Signal::derive(move || {
        form.draft.with(|it| it.gives).map(|id| id.to_string()).unwrap_or_default()
    });
    let valid = move || {
        let gives = form.draft.with(|it| it.gives);
        valid_for(state.lang.get(), gives.and_then(|id| state.rulebook().rule(id).cloned()))
    };
    let choice = move || {
        view! {
            <Select
                id="packet-gives"
                label=words(|lang| td_string!(lang, packet.gives))
                all
                chosen
                wrong=form.says(Wrong::Gives)
                rests=form.rests()
                choose=move |value: String| {
                    form.draft.update(|it| it.gives = RuleId::parse(&value));
                }
            />
            <p class="muted">{valid}</p>
        }
    };
    view! {
        <Show
            when=move || gifts.with(|gifts| !gifts.is_empty())
            fallback=move || {
                view! {
                    <p class="warn" data-testid="packet-no-gifts">
                        {say!(packet.no_gifts)}
                    </p>
                    <a class="btn" href=COUPONS data-testid="packet-coupons">
                        {say!(packet.make_coupon)}
                    </a>
                }
            }
        >
            {choice()}
        </Show>
    }
}

/// For how long what is given is valid, and how it comes to the customer.
fn valid_for(lang: Locale, gift: Option<Rule>) -> String {
    match gift {
        Some(Rule::Offer(offer)) => match offer.valid_days {
            Some(days) => {
                let days = text::days(lang, days.into());
                td_string!(lang, packet.valid_days, days = days)
            }
            None => td_string!(lang, packet.valid_to_end).to_owned(),
        },
        Some(Rule::Platform(_)) => td_string!(lang, packet.platform_hint).to_owned(),
        Some(_) | None => String::new(),
    }
}

/// From which hour on it acts, where that matters.
#[component]
pub fn Hour(
    /// The form.
    form: Form,
) -> impl IntoView {
    let all = Signal::derive(|| {
        (0..24).map(|hour| (hour.to_string(), format!("{hour}:00"))).collect::<Vec<_>>()
    });
    let choose = move |value: String| {
        form.draft.update(|it| it.hour = value.parse().unwrap_or(it.hour));
    };
    view! {
        <Show when=move || form.draft.with(|it| it.kind.has_hour())>
            <Select
                id="packet-hour"
                label=words(|lang| td_string!(lang, packet.hour))
                all
                chosen=Signal::derive(move || form.draft.with(|it| it.hour.to_string()))
                rests=form.rests()
                choose
            />
            <p class="muted">{say!(packet.hour_hint)}</p>
        </Show>
    }
}

/// The rule as a sentence, and what is done with it.
#[component]
pub fn Save(
    /// The form.
    form: Form,
    /// Whether it is on once it is saved.
    is_on: RwSignal<bool>,
    /// The rule that is edited, as it stood.
    edited: Option<(RuleId, Issuing)>,
) -> impl IntoView {
    let Form { state, draft, tried } = form;
    let refused = RwSignal::new(None::<Refused>);
    let id = edited.as_ref().map(|(id, _)| *id);
    let name = edited.as_ref().map(|(_, it)| it.name.clone()).unwrap_or_default();
    let read = Memo::new(move |_| draft.with(|it| it.read(None, state.today())).ok());
    let says = move || {
        let (lang, rules) = (state.lang.get(), state.rulebook());
        let issuing = read.get();
        issuing.map(|it| veil::text(&sentence(lang, &rules, &it, state.this_year())))
    };
    let note = move || refused.get().map(|fault| text::refused(state.lang.get(), &fault));
    let save = move |()| {
        tried.set(true);
        let Some(issuing) = read.get_untracked() else { return };
        // As it stands by now: it may have been switched meanwhile.
        let rules = untrack(|| state.rulebook());
        let before = id.and_then(|id| rules.rule(id)).and_then(Rule::issuing);
        let on = is_on.get_untracked();
        let switched_on = on_since(before, issuing.trigger, on, state.today());
        let name = issuing.name.clone();
        let terms = Rule::Issuing(Issuing { switched_on, ..issuing });
        state.set_rule(id, terms, name, move |went| match went {
            Ok(()) => leave(),
            Err(fault) => refused.set(Some(fault)),
        });
    };
    let remove = id.map(|id| {
        let act = move |()| {
            let gone = move |went: Result<(), Refused>| match went {
                Ok(()) => leave(),
                Err(fault) => refused.set(Some(fault)),
            };
            state.remove_rule(id, name.clone(), gone);
        };
        view! {
            <Press testid="packet-remove" class="btn btn-3" rests=form.rests() act>
                {say!(packet.remove)}
            </Press>
        }
    });
    view! {
        <p class="pkt-says" data-testid="packet-sentence">
            {says}
        </p>
        <p class="err" role="alert">
            {note}
        </p>
        <div class="dock">
            {remove}
            <a class="btn" href="#/grow/packets" data-testid="packet-cancel">
                {say!(packet.cancel)}
            </a>
            <Press testid="packet-save" class="btn btn-1" rests=form.rests() act=save>
                {say!(packet.save)}
            </Press>
        </div>
    }
}
