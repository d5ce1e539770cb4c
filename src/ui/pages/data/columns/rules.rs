//! Rows that are no orders: which of them to leave out.

use leptos::prelude::*;

use super::Wizard;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{DropRule, use_state};
use crate::ui::text;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    Starts,
    Equals,
    AtMost,
    Empty,
    Filled,
}

const CONDITIONS: [Condition; 5] =
    [Condition::Equals, Condition::Starts, Condition::AtMost, Condition::Empty, Condition::Filled];

impl Condition {
    const fn needs_value(self) -> bool {
        matches!(self, Condition::Starts | Condition::Equals | Condition::AtMost)
    }
}

/// The rules, each with its switch, and a way to add one.
#[component]
pub fn Rules(
    /// What is asked about.
    wizard: Wizard,
) -> impl IntoView {
    let state = use_state();
    let count = Memo::new(move |_| wizard.rules.with(Vec::len));
    let rows = move || (0..count.get()).map(|at| view! { <RuleRow wizard at/> }).collect_view();
    let hint = move || {
        let lang = state.lang.get();
        if wizard.is_list() {
            td_string!(lang, map.rules_of_lists)
        } else if count.get() > 0 {
            td_string!(lang, map.rules_hint)
        } else {
            td_string!(lang, map.rules_none)
        }
    };
    view! {
        <section class="sheet pad sec map-rules">
            <h3>{say!(map.rules)}</h3>
            <p class="muted">{hint}</p>
            <ul>{rows}</ul>
            <NewRule wizard/>
        </section>
    }
}

#[component]
fn RuleRow(wizard: Wizard, at: usize) -> impl IntoView {
    let state = use_state();
    let words = move || {
        let lang = state.lang.get();
        let rule = wizard.rules.with(|rules| rules.get(at).map(|(rule, _)| rule.clone()))?;
        Some(text::drop_rule(lang, &wizard.named(lang, &rule.column), &rule))
    };
    let on = move || wizard.rules.with(|rules| rules.get(at).is_some_and(|(_, on)| *on));
    let switch = move |event| {
        let checked = event_target_checked(&event);
        wizard.rules.update(|rules| {
            if let Some((_, on)) = rules.get_mut(at) {
                *on = checked;
            }
        });
    };
    view! {
        <li>
            <label class="check">
                <input type="checkbox" data-testid="map-rule" prop:checked=on on:change=switch/>
                <span>{words}</span>
            </label>
        </li>
    }
}

/// A column, a condition, a value.
#[component]
fn NewRule(wizard: Wizard) -> impl IntoView {
    let state = use_state();
    let column = RwSignal::new(0usize);
    let condition = RwSignal::new(Condition::Equals);
    let value = RwSignal::new(String::new());
    let columns = move || {
        let lang = state.lang.get();
        let option = |at: usize| {
            view! { <option value=at.to_string()>{wizard.title(lang, at)}</option> }
        };
        (0..wizard.width()).map(option).collect_view()
    };
    let conditions = move || {
        let lang = state.lang.get();
        let option = |(at, it): (usize, Condition)| {
            let words = match it {
                Condition::Starts => td_string!(lang, map.if_starts),
                Condition::Equals => td_string!(lang, map.if_equals),
                Condition::AtMost => td_string!(lang, map.if_at_most),
                Condition::Empty => td_string!(lang, map.if_empty),
                Condition::Filled => td_string!(lang, map.if_filled),
            };
            view! { <option value=at.to_string()>{words}</option> }
        };
        CONDITIONS.into_iter().enumerate().map(option).collect_view()
    };
    let rule = move || new_rule(wizard, column.get(), condition.get(), value.get().trim());
    let add = move |()| {
        if let Some(rule) = untrack(rule) {
            wizard.rules.update(|rules| rules.push((rule, true)));
            value.set(String::new());
        }
    };
    let take_column = move |event| column.set(event_target_value(&event).parse().unwrap_or(0));
    let take_condition = move |event| {
        let at = event_target_value(&event).parse().unwrap_or(0);
        condition.set(CONDITIONS.get(at).copied().unwrap_or(Condition::Equals));
    };
    view! {
        <details>
            <summary class="link">{say!(map.rule_add)}</summary>
            <div class="rule-new">
                <label class="field">
                    <span class="label">{say!(map.rule_column)}</span>
                    <select class="input" data-testid="rule-column" on:change=take_column>
                        {columns}
                    </select>
                </label>
                <label class="field">
                    <span class="label">{say!(map.rule_condition)}</span>
                    <select class="input" data-testid="rule-condition" on:change=take_condition>
                        {conditions}
                    </select>
                </label>
                <Show when=move || condition.get().needs_value()>
                    <label class="field">
                        <span class="label">{say!(map.rule_value)}</span>
                        <input
                            class="input"
                            data-testid="rule-value"
                            autocomplete="off"
                            prop:value=value
                            on:input=move |event| value.set(event_target_value(&event))
                        />
                    </label>
                </Show>
                <Press
                    testid="rule-add"
                    rests=Signal::derive(move || rule().is_none())
                    act=add
                >
                    {say!(map.rule_take)}
                </Press>
            </div>
        </details>
    }
}

/// The rule that is being made; `None` while its value says nothing.
fn new_rule(wizard: Wizard, at: usize, condition: Condition, value: &str) -> Option<DropRule> {
    if condition.needs_value() && value.is_empty() {
        return None;
    }
    let text = || Some(value.to_owned());
    let rule = DropRule {
        column: wizard.name(at),
        starts_with: None,
        equals: None,
        at_most: None,
        empty: None,
    };
    Some(match condition {
        Condition::Starts => DropRule { starts_with: text(), ..rule },
        Condition::Equals => DropRule { equals: text(), ..rule },
        Condition::AtMost => DropRule { at_most: Some(value.parse().ok()?), ..rule },
        Condition::Empty => DropRule { empty: Some(true), ..rule },
        Condition::Filled => DropRule { empty: Some(false), ..rule },
    })
}
