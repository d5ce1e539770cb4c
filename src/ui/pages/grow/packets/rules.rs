//! The issuing rules: each a sentence with a switch.

use leptos::prelude::*;

use super::draft::{Kind, on_since};
use super::sentence::{gives_nothing, kind, sentence, usual_name};
use crate::domain::loyalty::{Issuing, Rule, RuleId};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::veil;

/// All rules, and what a new one could be.
#[component]
pub fn PacketRules() -> impl IntoView {
    let state = use_state();
    let rules = Memo::new(move |_| {
        let rules = state.rulebook();
        let all = rules.issuing().map(|(id, it)| (id, it.clone()));
        all.collect::<Vec<(RuleId, Issuing)>>()
    });
    let rows =
        move || rules.get().into_iter().map(|(id, issuing)| row(state, id, issuing)).collect_view();
    let is_empty = move || rules.with(Vec::is_empty);
    view! {
        <section class="sec" aria-labelledby="packet-rules">
            <div class="sec-h">
                <h2 id="packet-rules">{say!(packet.rules)}</h2>
            </div>
            <Show when=is_empty>
                <p class="muted" data-testid="packet-none">
                    {say!(packet.none)}
                </p>
            </Show>
            <Show when=move || !is_empty()>
                <ul class="rows sheet">{rows}</ul>
            </Show>
            <Show when=move || state.may_set()>
                <New/>
            </Show>
        </section>
    }
}

fn row(state: State, id: RuleId, issuing: Issuing) -> AnyView {
    let name = issuing.name.clone();
    let lang = move || state.lang.get();
    let (said, silent) = (issuing.clone(), issuing.clone());
    let says = move || veil::text(&sentence(lang(), &state.rulebook(), &said, state.this_year()));
    let is_on = issuing.switched_on.is_some();
    let since = move || match issuing.switched_on {
        Some(day) => {
            let day = number::day(day, lang(), state.this_year());
            td_string!(lang(), packet.on_since, day = day)
        }
        None => td_string!(lang(), packet.is_off).to_owned(),
    };
    let warns = move || match is_on {
        true => gives_nothing(lang(), &state.rulebook(), &silent),
        false => "",
    };
    let switch_name = name.clone();
    let label = move || td_string!(lang(), packet.switch, name = switch_name.clone());
    let held = issuing.clone();
    let switch = move |_| {
        let today = state.today();
        let switched_on = on_since(Some(&held), held.trigger, !is_on, today);
        let terms = Rule::Issuing(Issuing { switched_on, ..held.clone() });
        state.set_rule(Some(id), terms, held.name.clone(), |_| {});
    };
    view! {
        <li>
            <div class="prom" class:is-on=is_on data-testid="packet-rule" data-rule=id.to_string()>
                <div>
                    <p>
                        <a class="link" href=format!("#/grow/packets/{id}")>
                            {veil::text(&name)}
                        </a>
                    </p>
                    <p class="small">{says}</p>
                    <p class="muted">{since}</p>
                    <p class="err">{warns}</p>
                </div>
                <label class="switch">
                    <span class="sr">{label}</span>
                    <input
                        type="checkbox"
                        role="switch"
                        data-testid="packet-switch"
                        prop:checked=is_on
                        disabled=move || !state.may_set()
                        on:change=switch
                    />
                </label>
            </div>
        </li>
    }
    .into_any()
}

/// What a new rule could be: one tap and most of it is filled in.
#[component]
pub fn New() -> impl IntoView {
    let state = use_state();
    let presets = Kind::ALL.map(|one| {
        let says = move || {
            let lang = state.lang.get();
            match one {
                Kind::Stage | Kind::Nightly | Kind::Birthday => usual_name(lang, one),
                Kind::AfterOrder | Kind::Lead | Kind::Rise | Kind::Festival => kind(lang, one),
            }
        };
        view! {
            <a
                class="chip"
                href=format!("#/grow/packets/new-{}", one.word())
                data-testid=format!("packet-new-{}", one.word())
            >
                {says}
            </a>
        }
    });
    view! {
        <div class="pkt-new">
            <a class="btn btn-1" href="#/grow/packets/new" data-testid="packet-new">
                {say!(packet.new)}
            </a>
            <p class="muted">{say!(packet.presets)}</p>
            <div class="chips">{presets.into_iter().collect_view()}</div>
        </div>
    }
}
