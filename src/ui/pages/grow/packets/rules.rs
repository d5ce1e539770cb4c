//! The issuing rules: each a sentence with a switch.

use leptos::prelude::*;

use super::draft::{Kind, on_since};
use super::sentence::{gives_nothing, kind, sentence, usual_name};
use crate::domain::loyalty::{Issuing, Rule, RuleId};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;
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
    // Rows stay while a rule changes, so that a switch keeps the focus.
    let ids = Memo::new(move |_| {
        rules.with(|all| all.iter().map(|(id, _)| *id).collect::<Vec<RuleId>>())
    });
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
                <ul class="rows sheet">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <PacketRule id rules/>
                    </For>
                </ul>
            </Show>
            <Show when=move || state.may_set()>
                <New/>
            </Show>
        </section>
    }
}

/// One rule, with its switch.
#[component]
pub fn PacketRule(
    /// Which.
    id: RuleId,
    /// All of them.
    rules: Memo<Vec<(RuleId, Issuing)>>,
) -> impl IntoView {
    let state = use_state();
    let rule = Memo::new(move |_| {
        rules.with(|all| all.iter().find(|(it, _)| *it == id).map(|(_, rule)| rule.clone()))
    });
    let lang = move || state.lang.get();
    let name = move || rule.get().map(|it| veil::text(&it.name)).unwrap_or_default();
    let is_on = move || rule.with(|it| it.as_ref().is_some_and(|it| it.switched_on.is_some()));
    let says = move || {
        let said = |it| sentence(lang(), &state.rulebook(), &it, state.this_year());
        rule.get().map(said).map(|said| veil::text(&said))
    };
    let since = move || match rule.with(|it| it.as_ref().and_then(|it| it.switched_on)) {
        Some(day) => {
            let day = number::day(day, lang(), state.this_year());
            td_string!(lang(), packet.on_since, day = day)
        }
        None => td_string!(lang(), packet.is_off).to_owned(),
    };
    let warns = move || {
        let on = rule.get().filter(|it| it.switched_on.is_some());
        on.map_or("", |it| gives_nothing(lang(), &state.rulebook(), &it))
    };
    let label = move || td_string!(lang(), packet.switch, name = name());
    // A switch that was refused goes back.
    let refused = RwSignal::new(0_u32);
    let shown = move || {
        refused.track();
        is_on()
    };
    let switch = move |_| {
        let Some(held) = rule.get_untracked() else { return };
        let is_on = held.switched_on.is_some();
        let switched_on = on_since(Some(&held), held.trigger, !is_on, state.today());
        let name = held.name.clone();
        let terms = Rule::Issuing(Issuing { switched_on, ..held });
        state.set_rule(Some(id), terms, name, move |went| {
            if went.is_err() {
                let _ = refused.try_update(|it| *it += 1);
            }
        });
    };
    view! {
        <li>
            <div class="prom" class:is-on=is_on data-testid="packet-rule" data-rule=id.to_string()>
                <div>
                    <p>
                        <a class="link" href=format!("#/grow/packets/{id}")>
                            {name}
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
                        prop:checked=shown
                        disabled=move || !state.may_set()
                        on:change=switch
                    />
                </label>
            </div>
        </li>
    }
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
