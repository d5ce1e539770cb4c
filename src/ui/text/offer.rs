//! Promotions and coupons as one sentence, part by part: what the editor shows as slots to tap, and
//! what lists say in plain words. A pure function of the draft: it changes whenever the rule does.

mod granted;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use granted::{benefit, decimal};

use crate::domain::customer::Platform;
use crate::domain::loyalty::{Rule, Rulebook};
use crate::domain::money::Fen;
use crate::domain::promotion::{
    Amount, AmountRead, Condition, Limits, Over, PromotionDraft, Step, Window, words,
};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::text;
use crate::ui::veil;

/// A place of the sentence that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The first day.
    FirstDay,
    /// The last day.
    LastDay,
    /// On which days, where no condition says so yet.
    Days,
    /// Which goods, where no condition says so yet.
    Goods,
    /// From how much on, where no condition says so yet.
    Threshold,
    /// The condition at this place.
    Condition(usize),
    /// When it acts within an order.
    Step,
    /// What it grants.
    Benefit,
    /// How often one customer may use it.
    PerCustomer,
    /// How often everybody may.
    Total,
    /// What may be given away in all.
    Budget,
    /// Whether others may act beside it.
    Stacking,
    /// Of which group only one acts.
    Group,
    /// How long a coupon is valid.
    Validity,
    /// One more condition.
    More,
}

/// A piece of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it says.
    pub text: String,
    /// What it changes when it is tapped; `None` = words between.
    pub slot: Option<Slot>,
}

/// What rules name by ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferNames {
    /// Goods by their number.
    pub goods: BTreeMap<String, String>,
    /// Groups by their id.
    pub groups: BTreeMap<String, String>,
    /// Tiers, the lowest first.
    pub tiers: Vec<String>,
    /// Days of this year are said without it.
    pub this_year: i32,
}

impl OfferNames {
    /// As the rules of the shop have them.
    #[must_use]
    pub fn of(rules: &Rulebook, this_year: i32) -> OfferNames {
        let named = |(id, rule): (crate::domain::loyalty::RuleId, &Rule)| {
            rule.group().map(|group| (id.to_string(), group.name.clone()))
        };
        let last = rules.policies().last();
        let tiers = last.map(|(_, policy)| policy.draft().tiers.iter());
        OfferNames {
            goods: rules.products().map(|(_, it)| (it.sku.clone(), it.name.clone())).collect(),
            groups: rules.rules().filter_map(named).collect(),
            tiers: tiers.into_iter().flatten().map(|tier| tier.name.clone()).collect(),
            this_year,
        }
    }

    /// What a good is called; its number where it has no name.
    #[must_use]
    pub fn good(&self, sku: &str) -> String {
        let name = self.goods.get(sku).filter(|name| !name.is_empty());
        veil::text(name.map_or(sku, String::as_str))
    }
}

/// A clause: its parts, whether it only says what is usual, and whether it hangs on the one before
/// without a comma.
struct Clause {
    parts: Vec<Part>,
    is_usual: bool,
    hangs_on: bool,
}

impl Clause {
    fn slot(slot: Slot, text: String) -> Clause {
        let parts = vec![Part { text, slot: Some(slot) }];
        Clause { parts, is_usual: false, hangs_on: false }
    }

    fn usual(self, is_usual: bool) -> Clause {
        Clause { is_usual, ..self }
    }

    fn hanging(self) -> Clause {
        Clause { hangs_on: true, ..self }
    }
}

/// The whole sentence with every slot, for the editor.
#[must_use]
pub fn sentence(lang: Locale, draft: &PromotionDraft, names: &OfferNames) -> Vec<Part> {
    joined(lang, clauses(lang, draft, names))
}

/// The sentence without what is usual, for lists.
#[must_use]
pub fn plain(lang: Locale, draft: &PromotionDraft, names: &OfferNames) -> String {
    let said = clauses(lang, draft, names).into_iter().filter(|it| !it.is_usual).collect();
    joined(lang, said).into_iter().map(|part| part.text).collect()
}

/// For how long coupons of an offer are valid.
#[must_use]
pub fn validity(lang: Locale, valid_days: Option<u32>) -> String {
    match valid_days {
        Some(days) => {
            td_string!(lang, offer.valid_days, days = text::days(lang, u64::from(days)))
        }
        None => td_string!(lang, offer.valid_to_end).to_owned(),
    }
}

fn joined(lang: Locale, clauses: Vec<Clause>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let between = |text: &str| Part { text: text.to_owned(), slot: None };
    for clause in clauses {
        if !parts.is_empty() {
            let comma = td_string!(lang, offer.comma);
            parts.push(between(if clause.hangs_on { " " } else { comma }));
        }
        parts.extend(clause.parts);
    }
    if let Some(first) = parts.first_mut() {
        first.text = capital(&first.text);
    }
    parts.push(between(td_string!(lang, offer.stop)));
    parts
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// In the order in which they are said: when, for whom, on which goods, from how much on, what.
fn clauses(lang: Locale, draft: &PromotionDraft, names: &OfferNames) -> Vec<Clause> {
    let mut clauses = when(lang, draft.window, names);
    let said = |family: Family| {
        let all = draft.conditions.iter().enumerate();
        let of = all.filter(move |(_, condition)| Family::of(condition) == family);
        of.map(|(at, it)| Clause::slot(Slot::Condition(at), condition(lang, it, names)))
    };
    let or_usual = |family: Family, slot: Slot, usual: &str| {
        let mut all: Vec<Clause> = said(family).collect();
        if all.is_empty() {
            all.push(Clause::slot(slot, usual.to_owned()).usual(family != Family::Goods));
        }
        all
    };
    clauses.extend(or_usual(Family::Days, Slot::Days, td_string!(lang, offer.every_day)));
    clauses.extend(said(Family::Who));
    clauses.extend(or_usual(Family::Goods, Slot::Goods, td_string!(lang, offer.whole_shop)));
    let thresholds = or_usual(Family::Amount, Slot::Threshold, td_string!(lang, offer.from_any));
    clauses.extend(thresholds.into_iter().map(Clause::hanging));
    let granted = Clause::slot(Slot::Benefit, benefit(lang, &draft.benefit, names));
    // Two amounts side by side read as one in English.
    clauses.push(if lang == Locale::zh { granted.hanging() } else { granted });
    let mut acts = Clause::slot(Slot::Step, step(lang, draft.step).to_owned());
    if draft.step == Step::Coupon {
        // A rule of coupons stays one: its coupons may be out.
        acts.parts.iter_mut().for_each(|part| part.slot = None);
    }
    clauses.push(acts.usual(draft.step == Step::Order));
    clauses.extend(limits(lang, draft.limits));
    let beside = match draft.stackable {
        true => td_string!(lang, offer.beside),
        false => td_string!(lang, offer.alone),
    };
    let is_usual = draft.stackable == (draft.step == Step::Line);
    clauses.push(Clause::slot(Slot::Stacking, beside.to_owned()).usual(is_usual));
    let group = match &draft.exclusive_group {
        Some(group) => td_string!(lang, offer.one_of, group = veil::text(group)),
        None => td_string!(lang, offer.no_group).to_owned(),
    };
    clauses.push(Clause::slot(Slot::Group, group).usual(draft.exclusive_group.is_none()));
    clauses
}

fn when(lang: Locale, window: Window, names: &OfferNames) -> Vec<Clause> {
    let day = |day| number::day(day, lang, names.this_year);
    let first = match window.first_day {
        Some(first) => td_string!(lang, offer.from_day, day = day(first)),
        None => td_string!(lang, offer.from_now).to_owned(),
    };
    let last = match window.last_day {
        Some(last) => td_string!(lang, offer.to_day, day = day(last)),
        None => td_string!(lang, offer.no_end).to_owned(),
    };
    vec![
        Clause::slot(Slot::FirstDay, first).usual(window.first_day.is_none()),
        Clause::slot(Slot::LastDay, last).usual(window.last_day.is_none()).hanging(),
    ]
}

fn limits(lang: Locale, limits: Limits) -> Vec<Clause> {
    let times = |n: u32| text::times(lang, u64::from(n));
    let each = match limits.per_customer {
        Some(n) => td_string!(lang, offer.each, times = times(n)),
        None => td_string!(lang, offer.each_any).to_owned(),
    };
    let total = match limits.total {
        Some(n) => td_string!(lang, offer.total, times = times(n)),
        None => td_string!(lang, offer.total_any).to_owned(),
    };
    let budget = match limits.budget_fen {
        Some(fen) => td_string!(lang, offer.budget, money = money(fen)),
        None => td_string!(lang, offer.budget_any).to_owned(),
    };
    vec![
        Clause::slot(Slot::PerCustomer, each).usual(limits.per_customer.is_none()),
        Clause::slot(Slot::Total, total).usual(limits.total.is_none()),
        Clause::slot(Slot::Budget, budget).usual(limits.budget_fen.is_none()),
    ]
}

/// Where in the sentence a condition is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// On which days.
    Days,
    /// On which goods.
    Goods,
    /// From how much on.
    Amount,
    /// Who buys, and through which channel.
    Who,
}

impl Family {
    /// Of a condition.
    #[must_use]
    pub const fn of(condition: &Condition) -> Family {
        match condition {
            Condition::WeekdayIn(_) | Condition::MemberDay(_) => Family::Days,
            Condition::SkuIn(_)
            | Condition::SkuOut(_)
            | Condition::CategoryIn(_)
            | Condition::CategoryOut(_) => Family::Goods,
            Condition::MinAmount { .. } | Condition::MinQuantity { .. } => Family::Amount,
            Condition::TierAtLeast(_)
            | Condition::SegmentIn(_)
            | Condition::ModeIn(_)
            | Condition::KindIn(_)
            | Condition::RegionIn(_)
            | Condition::ChannelIn(_)
            | Condition::FirstOrder
            | Condition::NthPurchase(_)
            | Condition::BirthdayWindow { .. }
            | Condition::DaysSinceLast { .. } => Family::Who,
        }
    }
}

/// When it acts within an order.
#[must_use]
pub fn step(lang: Locale, step: Step) -> &'static str {
    match step {
        Step::Line => td_string!(lang, offer.step_line),
        Step::Order => td_string!(lang, offer.step_order),
        Step::Coupon => td_string!(lang, offer.step_coupon),
    }
}

fn money(fen: Fen) -> String {
    number::money(fen.minor().into())
}

/// Several words as one.
#[must_use]
pub fn listed(lang: Locale, words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    match words.is_empty() {
        true => td_string!(lang, offer.none_chosen).to_owned(),
        false => words.join(td_string!(lang, offer.between)),
    }
}

/// How somebody buys, by the word that rules know it by.
#[must_use]
pub fn mode(lang: Locale, word: &str) -> String {
    match word {
        "wholesale" => td_string!(lang, offer.mode_wholesale).to_owned(),
        "custom" => td_string!(lang, offer.mode_custom).to_owned(),
        "dropship" => td_string!(lang, offer.mode_dropship).to_owned(),
        other => veil::text(other),
    }
}

/// What somebody is, by the word that rules know it by.
#[must_use]
pub fn kind(lang: Locale, word: &str) -> String {
    match word {
        "end" => td_string!(lang, offer.kind_end).to_owned(),
        "distributor" => td_string!(lang, offer.kind_distributor).to_owned(),
        other => veil::text(other),
    }
}

/// Where an order comes from, by the word that rules know it by.
#[must_use]
pub fn channel(lang: Locale, word: &str) -> String {
    let known = Platform::ALL.into_iter().find(|it| words::channel(*it) == word);
    known.map_or_else(|| veil::text(word), |it| text::platform(lang, it).to_owned())
}

/// One condition.
#[must_use]
pub fn condition(lang: Locale, condition: &Condition, names: &OfferNames) -> String {
    let of = |words: &[Arc<str>], name: &dyn Fn(&str) -> String| {
        listed(lang, words.iter().map(|word| name(word)))
    };
    let good = |word: &str| names.good(word);
    let as_is = |word: &str| veil::text(word);
    match condition {
        Condition::MinAmount { minimum_fen, read } => {
            let says = td_string!(lang, offer.min_amount, money = money(*minimum_fen));
            says + &reading(lang, *read)
        }
        Condition::MinQuantity { minimum, over } => {
            let says = td_string!(lang, offer.min_quantity, n = number::quantity(*minimum));
            says + over_words(lang, *over)
        }
        Condition::SkuIn(words) => td_string!(lang, offer.sku_in, list = of(words, &good)),
        Condition::SkuOut(words) => td_string!(lang, offer.sku_out, list = of(words, &good)),
        Condition::CategoryIn(words) => td_string!(lang, offer.cat_in, list = of(words, &as_is)),
        Condition::CategoryOut(words) => td_string!(lang, offer.cat_out, list = of(words, &as_is)),
        Condition::TierAtLeast(tier) => {
            td_string!(lang, offer.tier_from, tier = tier_name(lang, *tier, names))
        }
        Condition::SegmentIn(words) => {
            let name = |word: &str| {
                let known = names.groups.get(word).map(|name| veil::text(name));
                known.unwrap_or_else(|| td_string!(lang, offer.group_gone).to_owned())
            };
            td_string!(lang, offer.segment_in, list = of(words, &name))
        }
        Condition::ModeIn(words) => {
            td_string!(lang, offer.mode_in, list = of(words, &|word| mode(lang, word)))
        }
        Condition::KindIn(words) => {
            td_string!(lang, offer.kind_in, list = of(words, &|word| kind(lang, word)))
        }
        Condition::RegionIn(words) => td_string!(lang, offer.region_in, list = of(words, &as_is)),
        Condition::ChannelIn(words) => {
            td_string!(lang, offer.channel_in, list = of(words, &|word| channel(lang, word)))
        }
        Condition::FirstOrder => td_string!(lang, offer.first_order).to_owned(),
        Condition::NthPurchase(nth) => td_string!(lang, offer.nth, n = nth),
        Condition::WeekdayIn(days) => {
            let day = |day: &u8| text::weekday(lang, day.saturating_sub(1)).to_owned();
            td_string!(lang, offer.weekdays, list = listed(lang, days.iter().map(day)))
        }
        Condition::MemberDay(days) => {
            let days = days.iter().map(u8::to_string);
            td_string!(lang, offer.member_days, list = listed(lang, days))
        }
        Condition::BirthdayWindow { before_days, after_days } => {
            let days = |n: u16| text::days(lang, u64::from(n));
            let (before, after) = (days(*before_days), days(*after_days));
            td_string!(lang, offer.birthday, before = before, after = after)
        }
        Condition::DaysSinceLast { at_least_days, at_most_days } => {
            let days = |n: u32| text::days(lang, u64::from(n));
            match (*at_least_days, *at_most_days) {
                (Some(least), Some(most)) => {
                    td_string!(lang, offer.silent_between, from = days(least), to = days(most))
                }
                (Some(least), None) => td_string!(lang, offer.silent_for, days = days(least)),
                (None, Some(most)) => td_string!(lang, offer.bought_within, days = days(most)),
                (None, None) => td_string!(lang, offer.bought_ever).to_owned(),
            }
        }
    }
}

/// A tier by its name, by its number where it has none.
#[must_use]
pub fn tier_name(lang: Locale, tier: u8, names: &OfferNames) -> String {
    let at = usize::from(tier).checked_sub(1);
    let name = at.and_then(|at| names.tiers.get(at)).cloned();
    name.unwrap_or_else(|| td_string!(lang, booking.tier_number, n = tier))
}

fn reading(lang: Locale, read: AmountRead) -> String {
    let reads = match read.reads {
        Amount::List => td_string!(lang, offer.reads_list),
        Amount::Goods => "",
        Amount::Payable => td_string!(lang, offer.reads_payable),
    };
    reads.to_owned() + over_words(lang, read.over)
}

fn over_words(lang: Locale, over: Over) -> &'static str {
    match over {
        Over::Eligible => "",
        Over::All => td_string!(lang, offer.over_all),
    }
}

#[cfg(test)]
mod tests;
