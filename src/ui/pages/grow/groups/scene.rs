//! What a group is made of while it is being written, and what is known of it so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use super::condition::{Form, Part, Wrong};
use super::tree::{Key, ROOT, Reading, Tree};
use crate::domain::loyalty::{RuleId, Rulebook};
use crate::domain::segment::{
    Path, Rule, Segment, SegmentDraft, SegmentFault, SegmentId, SegmentWarning, Segments, outline,
};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::{GroupAnswer, State};
use crate::ui::text;
use crate::ui::text::segment::Names;

/// The form of a group.
#[derive(Clone, Copy)]
pub struct Scene {
    /// The state.
    pub state: State,
    /// What it is called.
    pub name: RwSignal<String>,
    /// Its rule as it is being built.
    pub tree: RwSignal<Tree>,
    /// What that says.
    pub reading: Memo<Reading>,
    /// What the book has of rules.
    pub rules: Memo<Arc<Rulebook>>,
    /// What keeps it from being saved.
    pub faults: Memo<Vec<SegmentFault>>,
    /// Who is asked for; `None` while something is wrong.
    pub asked: Memo<Option<Rule>>,
    /// Who is in it.
    pub answer: RwSignal<Option<GroupAnswer>>,
    /// How many are in each node alone.
    pub counts: Memo<BTreeMap<Key, u64>>,
    /// It was to be saved and could not be: what is left to do is said everywhere.
    pub tried: RwSignal<bool>,
    /// Nothing can be written now.
    pub rests: Signal<bool>,
    /// The group that it replaces.
    own: StoredValue<Option<RuleId>>,
}

impl Scene {
    /// Begins with a name and a rule; `own` is the group that is changed.
    #[must_use]
    pub fn begin(state: State, own: Option<RuleId>, name: String, rule: Option<&Rule>) -> Scene {
        let tree = RwSignal::new(rule.map_or_else(Tree::empty, Tree::of));
        let name = RwSignal::new(name);
        let own_stored = StoredValue::new(own);
        let reading = Memo::new(move |_| tree.with(Tree::read));
        let rules = Memo::new(move |_| state.rulebook());
        let known: Memo<Arc<Segments>> = Memo::new(move |_| Arc::new(rules.get().segments()));
        let faults = Memo::new(move |_| {
            let draft = draft_of(own, &name.get(), reading.get().rule);
            known
                .with(|known| draft.map(|it| it.parse(known)))
                .and_then(Result::err)
                .unwrap_or_default()
        });
        let asked = Memo::new(move |_| {
            let is_whole = faults.with(|all| all.iter().all(|it| *it == SegmentFault::NoName));
            reading.get().rule.filter(|_| is_whole).map(Rule::cleaned)
        });
        let answer = state.ask_group(asked);
        let counts = Memo::new(move |_| {
            let (asked, answer) = (asked.get(), answer.get());
            let (Some(asked), Some(answer)) = (asked, answer) else { return BTreeMap::new() };
            let mut counts = BTreeMap::new();
            if *answer.rule == asked {
                reading.with(|reading| {
                    for (line, count) in outline(&asked).iter().zip(answer.counts.iter()) {
                        if let Some(key) = reading.key_at(&line.path) {
                            counts.entry(key).or_insert(*count);
                        }
                    }
                });
            }
            counts
        });
        let tried = RwSignal::new(false);
        let rests = Signal::derive(move || !state.may_set());
        Scene {
            state,
            name,
            tree,
            reading,
            rules,
            faults,
            asked,
            answer,
            counts,
            tried,
            rests,
            own: own_stored,
        }
    }

    /// The group that is changed; `None` = a new one.
    #[must_use]
    pub fn own(self) -> Option<RuleId> {
        self.own.get_value()
    }

    /// The group as it stands, where nothing is wrong with it.
    #[must_use]
    pub fn group(self) -> Option<Segment> {
        let rule = self.reading.get_untracked().rule;
        let known = self.rules.get_untracked().segments();
        draft_of(self.own(), &self.name.get_untracked(), rule)?.parse(&known).ok()
    }

    /// The form of a condition.
    #[must_use]
    pub fn form(self, key: Key) -> Option<Form> {
        self.tree.with(|tree| tree.form(key).cloned())
    }

    /// Changes what is typed into a condition.
    pub fn change(self, key: Key, change: impl FnOnce(&mut Form)) {
        self.tree.update(|tree| tree.change(key, change));
    }

    /// What is wrong with a field of a condition; empty = nothing, or nothing yet.
    #[must_use]
    pub fn wrong_at(self, key: Key, part: Part) -> &'static str {
        let wrong = self.reading.with(|reading| {
            let found = reading.wrong.iter().find(|(at, of, _)| (*at, *of) == (key, part));
            found.map(|(_, _, wrong)| *wrong)
        });
        let lang = self.state.lang.get();
        match wrong {
            None => "",
            Some(Wrong::NotANumber) => td_string!(lang, segment.not_a_number),
            Some(Wrong::NotMoney) => td_string!(lang, segment.not_money),
            Some(Wrong::NotDays) => td_string!(lang, segment.not_days),
            // Nobody is scolded for what he has not come to yet.
            Some(Wrong::NoDay | Wrong::NotChosen) if !self.tried.get() => "",
            Some(Wrong::NoDay) => td_string!(lang, segment.no_day),
            Some(Wrong::NotChosen) => td_string!(lang, segment.not_chosen),
        }
    }

    /// What is wrong with a node, and what is probably not meant; empty = nothing, or nothing yet.
    #[must_use]
    pub fn wrong_with(self, key: Key) -> String {
        let (lang, tried) = (self.state.lang.get(), self.tried.get());
        let is_here = |path: &Path| self.reading.with(|it| it.key_at(path) == Some(key));
        let fault = self.faults.get().into_iter().find(|fault| match fault {
            // Of the root the form itself says so.
            SegmentFault::EmptyGroup(path) => tried && is_here(path),
            SegmentFault::AsksForNothing(path) => tried && is_here(path),
            SegmentFault::TooDeep(path)
            | SegmentFault::InvertedRange(path)
            | SegmentFault::UnknownSegment(path)
            | SegmentFault::Cycle(path) => is_here(path),
            SegmentFault::NoName => false,
            SegmentFault::TooManyTests { .. } => key == ROOT,
        });
        fault.map(|it| text::segment::fault(lang, &it)).unwrap_or_default()
    }

    /// What is probably not meant with a node; empty = nothing.
    #[must_use]
    pub fn warning(self, key: Key) -> &'static str {
        let Some(rule) = self.asked.get() else { return "" };
        let draft = SegmentDraft { id: SegmentId(Uuid::nil()), name: String::new(), rule };
        let is_here = |SegmentWarning::NeverMatches(path): &SegmentWarning| {
            self.reading.with(|it| it.key_at(path) == Some(key))
        };
        match draft.warnings().iter().any(is_here) {
            true => td_string!(self.state.lang.get(), segment.never_matches),
            false => "",
        }
    }

    /// Words of the rule.
    #[must_use]
    pub fn sentence(self, lang: Locale) -> String {
        let rule = self.reading.get().rule;
        let this_year = self.state.this_year();
        self.rules.with(|rules| {
            rule.map(|rule| text::segment::sentence(lang, &rule, Names { rules, this_year }))
                .unwrap_or_default()
        })
    }
}

fn draft_of(own: Option<RuleId>, name: &str, rule: Option<Rule>) -> Option<SegmentDraft> {
    let id = own.map_or(SegmentId(Uuid::nil()), RuleId::segment_id);
    rule.map(|rule| SegmentDraft { id, name: name.to_owned(), rule })
}
