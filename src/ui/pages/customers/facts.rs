//! What is known of one customer, as a row or a card shows it.

use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::figures::person::{
    NextDue, OrderingLess, Rhythm, bought_same_time_last_year, ordering_less,
};
use crate::domain::figures::{PersonFigures, Stage};
use crate::domain::roster::Roster;
use crate::ui::components::rhythm_line::RhythmFacts;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::Since;
use crate::ui::text;

/// Most dots that a line has room for.
const MOST_DOTS: usize = 12;

/// The step of the line where neither the customer nor the shop has a rhythm.
const STEP_DAYS: f64 = 30.0;

/// What matters most about a customer, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// He orders less than he did.
    OrderingLess(OrderingLess),
    /// He came at this time last year.
    SameTimeLastYear,
    /// Nothing more than his stage.
    Stage(Stage),
}

/// A customer with his figures.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonView {
    /// His place in the book.
    pub at: usize,
    /// What he is called in addresses.
    pub id: String,
    /// What he is called on the page; a phone in it is covered with all others.
    pub name: String,
    /// His nick on a platform, where that is his key.
    pub nick: Option<String>,
    /// What matters most.
    pub lead: Lead,
    /// His stage.
    pub stage: Stage,
    /// His figures; `None` = he never bought.
    pub figures: Option<PersonFigures>,
    /// The day of his last purchase, as far as the figures go.
    pub last: Option<Day>,
    /// When he is due.
    pub due: Option<NextDue>,
    /// True where he is past his own interval by half of it.
    pub is_late: bool,
    /// The day on which he is to be contacted again.
    pub promised: Option<Day>,
    /// Marked as important.
    pub is_important: bool,
    /// Wants not to be contacted.
    pub is_opted_out: bool,
    /// The line of his purchases.
    pub rhythm: RhythmFacts,
}

impl PersonView {
    /// Somebody who is known as of the day of the figures.
    #[must_use]
    pub fn of(roster: &Roster<'_>, at: usize) -> Option<PersonView> {
        let (shop, live) = (roster.shop(), roster.live());
        let stage = roster.stage(at)?;
        let key = shop.customers().get(at)?;
        let as_of = live.basis().as_of;
        let figures = live.person(at).copied();
        let run = roster.run(at);
        let is_late = figures.is_some_and(|it| it.is_own_rhythm_broken(live.basis()));
        let lead = if let Some(less) = ordering_less(run, as_of) {
            Lead::OrderingLess(less)
        } else if bought_same_time_last_year(run, as_of) {
            Lead::SameTimeLastYear
        } else {
            Lead::Stage(stage)
        };
        let mut days: Vec<u32> = Vec::new();
        for day in run.day.iter().rev() {
            let ago = u32::try_from(as_of.number() - day).unwrap_or(0);
            if days.last() != Some(&ago) {
                days.push(ago);
            }
            if days.len() == MOST_DOTS {
                break;
            }
        }
        let cycle = figures.and_then(|it| it.cycle()).filter(|it| it.intervals() >= 2);
        let step_days =
            cycle.map(|it| it.days()).or(roster.cycle().median_days).unwrap_or(STEP_DAYS);
        let due = figures.and_then(|it| it.next_due(roster.cycle()));
        let due_days_ago = due
            .filter(|due| is_late && due.rests_on == Rhythm::Own)
            .and_then(|due| u32::try_from(as_of.days_since(due.day)).ok());
        let touch = roster.touch(at);
        Some(PersonView {
            at,
            id: shop.customer_id(at),
            name: text::called(shop, at),
            nick: nick_of(key),
            lead,
            stage,
            figures,
            last: figures.map(|it| it.last_day),
            due,
            is_late,
            promised: touch.promised,
            is_important: touch.is_important,
            is_opted_out: touch.is_opted_out,
            rhythm: RhythmFacts { days_ago: days, step_days, due_days_ago },
        })
    }

    /// His own interval in whole days, where two at least are known.
    #[must_use]
    pub fn every_days(&self) -> Option<u64> {
        let cycle = self.figures?.cycle().filter(|it| it.intervals() >= 2)?;
        u64::try_from(cycle.rounded_days().max(1)).ok()
    }

    /// How he comes: his interval, or that it was the first time, or how often.
    #[must_use]
    pub fn rhythm_words(&self, lang: Locale) -> String {
        let Some(figures) = &self.figures else { return String::new() };
        match (self.every_days(), figures.purchase_days) {
            (Some(days), _) => td_string!(lang, person.every, days = text::days(lang, days)),
            (None, 1) => td_string!(lang, person.first_time).to_owned(),
            (None, times) => text::times(lang, u64::from(times)),
        }
    }

    /// When he came last.
    #[must_use]
    pub fn last_words(&self, lang: Locale, since: Since) -> String {
        self.last.map(|day| text::last(lang, day, since)).unwrap_or_default()
    }

    /// The line of his purchases in words.
    #[must_use]
    pub fn line_words(&self, lang: Locale, since: Since) -> String {
        let parts = [self.name.clone(), self.rhythm_words(lang), self.last_words(lang, since)];
        let given: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        given.join(" · ")
    }

    /// The word that matters most, and its class.
    #[must_use]
    pub fn lead_words(&self, lang: Locale) -> (&'static str, &'static str) {
        match self.lead {
            Lead::OrderingLess(_) => (td_string!(lang, pick.ordering_less), "st-warn"),
            Lead::SameTimeLastYear => (td_string!(lang, pick.same_time_last_year), "st-accent"),
            Lead::Stage(stage) => (text::stage(lang, stage), stage_class(stage)),
        }
    }

    /// Why that word matters most, where it does not say so itself; empty = it does.
    #[must_use]
    pub fn why(&self, lang: Locale) -> String {
        match self.lead {
            Lead::OrderingLess(OrderingLess { last_30, prior_90 }) => td_string!(
                lang,
                card.ordering_less_why,
                recent = text::orders(lang, last_30.into()),
                before = text::orders(lang, prior_90.into())
            ),
            Lead::SameTimeLastYear => td_string!(lang, card.last_year_why).to_owned(),
            Lead::Stage(_) => String::new(),
        }
    }

    /// What he brought in all, or nothing where he never bought.
    #[must_use]
    pub fn value_words(&self) -> String {
        self.figures.map(|it| number::money(it.net_fen.minor().into())).unwrap_or_default()
    }
}

/// Who needs something stands out; who is long gone does not.
const fn stage_class(stage: Stage) -> &'static str {
    match stage {
        Stage::HighSave | Stage::LowSave => "st-warn",
        Stage::Potential | Stage::New(_) | Stage::Active | Stage::Lost => "",
    }
}

fn nick_of(key: &CustomerKey) -> Option<String> {
    match key {
        CustomerKey::Nick { nick, .. } => Some(nick.to_string()),
        CustomerKey::Phone(_)
        | CustomerKey::Column(_)
        | CustomerKey::Wechat(_)
        | CustomerKey::NameAddress { .. } => None,
    }
}
