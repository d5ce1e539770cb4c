//! With what a form begins: a group that is changed, or one that is made of something else.

use leptos::prelude::*;

use crate::domain::loyalty::RuleId;
use crate::domain::segment::{GroupTerms, Rule};
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::asked::{Asked, Grouped, ready_of, tier_of};
use crate::ui::pages::customers::groups;
use crate::ui::state::State;
use crate::ui::text;

/// What a form begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The group that is changed; `None` = a new one.
    pub own: Option<RuleId>,
    /// What it is called.
    pub name: String,
    /// Who is in it; `None` = nothing is said yet.
    pub rule: Option<Rule>,
}

impl Start {
    /// What an address asks for: `ID`, `new`, `new?from=ID`, `new?from=ready-NAME`,
    /// `new?from=tier-N`, or `new` with
    /// what the list of customers was asked for. `None` where there is no such group.
    #[must_use]
    pub fn of(state: State, rest: &str, query: &str) -> Option<Start> {
        let lang = state.lang.get_untracked();
        let rules = state.rulebook();
        let known = |text: &str| {
            let id = RuleId::parse(text)?;
            let GroupTerms { name, rule } = rules.rule(id)?.group()?;
            Some((id, name.clone(), rule.clone()))
        };
        if rest != "new" {
            let (id, name, rule) = known(rest)?;
            return Some(Start { own: Some(id), name, rule: Some(rule) });
        }
        let from = query.split('&').find_map(|pair| pair.strip_prefix("from="));
        let Some(from) = from else {
            let pick = Asked::of_query(query).pick;
            let rule = Rule::of_pick(pick);
            let name = if rule.is_some() { text::pick(lang, pick) } else { String::new() };
            return Some(Start { own: None, name, rule });
        };
        if let Some(ready) = ready_of(from) {
            let name = text::segment::ready(lang, ready).to_owned();
            return Some(Start { own: None, name, rule: Some(ready.rule()) });
        }
        if let Some(step) = tier_of(from) {
            let name = groups::name(state, lang, Grouped::Tier(step));
            return Some(Start { own: None, name, rule: Some(groups::on_tier(step)) });
        }
        let (_, name, rule) = known(from)?;
        let name = td_string!(lang, segment.copy_of, name = name);
        Some(Start { own: None, name, rule: Some(rule) })
    }
}
