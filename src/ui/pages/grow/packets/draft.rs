//! An issuing rule while it is written: what was chosen and typed, and what is wrong with it.

use crate::domain::coupon::issuing::Trigger;
use crate::domain::day::Day;
use crate::domain::feast::Feast;
use crate::domain::figures::{NewStage, Stage};
use crate::domain::loyalty::{Issuing, RuleId, Rulebook};
use crate::domain::promotion::Step as OfferStep;
use crate::domain::tier::Step;

/// More days before a birthday than these is no reminder any more.
const MOST_DAYS_BEFORE: u16 = 60;

/// The hour at which evenings begin unless the seller says otherwise.
const EVENING: u8 = 20;

/// What makes a rule act, without what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// After each order.
    AfterOrder,
    /// Every evening.
    Nightly,
    /// Somebody left without an order.
    Lead,
    /// A birthday.
    Birthday,
    /// A rise.
    Rise,
    /// A stage is entered.
    Stage,
    /// A feast.
    Festival,
}

impl Kind {
    /// All of them, the most used first.
    pub const ALL: [Kind; 7] = [
        Kind::AfterOrder,
        Kind::Nightly,
        Kind::Lead,
        Kind::Birthday,
        Kind::Rise,
        Kind::Stage,
        Kind::Festival,
    ];

    /// Its word in addresses and marks.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::AfterOrder => "order",
            Kind::Nightly => "night",
            Kind::Lead => "lead",
            Kind::Birthday => "birthday",
            Kind::Rise => "rise",
            Kind::Stage => "stage",
            Kind::Festival => "feast",
        }
    }

    /// True where the seller says from which hour on it acts; the others act at once.
    #[must_use]
    pub const fn has_hour(self) -> bool {
        match self {
            Kind::Nightly | Kind::Birthday | Kind::Festival => true,
            Kind::AfterOrder | Kind::Lead | Kind::Rise | Kind::Stage => false,
        }
    }

    const fn usual_hour(self) -> u8 {
        match self {
            Kind::Nightly => EVENING,
            Kind::Birthday | Kind::Festival => 8,
            Kind::AfterOrder | Kind::Lead | Kind::Rise | Kind::Stage => 0,
        }
    }
}

/// Stages that can be entered with a gift.
pub const STAGES: [Stage; 6] = [
    Stage::New(NewStage::AwaitingSecond),
    Stage::New(NewStage::OneMonth),
    Stage::Active,
    Stage::HighSave,
    Stage::LowSave,
    Stage::Lost,
];

/// What cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No name.
    Name,
    /// No number of days from 0 to 60.
    DaysBefore,
    /// No day, or one that has passed.
    Day,
    /// It is not said what is given.
    Gives,
}

/// What stands in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// What makes it act.
    pub kind: Kind,
    /// Days before a birthday, as typed.
    pub days_before: String,
    /// The tier of a rise.
    pub step: Step,
    /// The stage that is entered.
    pub stage: Stage,
    /// The day of a feast.
    pub day: Option<Day>,
    /// What it gives.
    pub gives: Option<RuleId>,
    /// From which hour on.
    pub hour: u8,
}

impl Draft {
    /// A new rule of a kind. What it gives is chosen where there is only one thing to give.
    #[must_use]
    pub fn new(kind: Kind, name: &str, rules: &Rulebook, today: Day) -> Draft {
        let gifts = offered(rules);
        Draft {
            name: name.to_owned(),
            kind,
            days_before: "3".to_owned(),
            step: Step::at(1),
            stage: Stage::New(NewStage::OneMonth),
            day: Feast::ahead(today).first().map(|(day, _)| *day),
            gives: gifts.first().map(|(id, ..)| *id).filter(|_| gifts.len() == 1),
            hour: kind.usual_hour(),
        }
    }

    /// A rule as it stands.
    #[must_use]
    pub fn of(issuing: &Issuing, rules: &Rulebook, today: Day) -> Draft {
        let draft = Draft::new(kind_of(issuing.trigger), &issuing.name, rules, today);
        let draft = Draft { gives: Some(issuing.gives), hour: issuing.hour, ..draft };
        match issuing.trigger {
            Trigger::AfterOrder | Trigger::Nightly | Trigger::LeadWithoutOrder => draft,
            Trigger::Birthday { days_before } => {
                Draft { days_before: days_before.to_string(), ..draft }
            }
            Trigger::Rise { at_least } => Draft { step: at_least, ..draft },
            Trigger::StageEntered(stage) => Draft { stage, ..draft },
            Trigger::Festival { day } => Draft { day: Some(day), ..draft },
        }
    }

    /// The same with another kind, at its usual hour.
    pub fn turn_to(&mut self, kind: Kind) {
        self.kind = kind;
        self.hour = kind.usual_hour();
    }

    /// The rule that it is, switched on since `switched_on`.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn read(&self, switched_on: Option<Day>, today: Day) -> Result<Issuing, Wrong> {
        let name = self.name.trim();
        if name.is_empty() {
            return Err(Wrong::Name);
        }
        let trigger = match self.kind {
            Kind::AfterOrder => Trigger::AfterOrder,
            Kind::Nightly => Trigger::Nightly,
            Kind::Lead => Trigger::LeadWithoutOrder,
            Kind::Birthday => {
                let days = self.days_before.trim().parse().ok();
                let days = days.filter(|days| *days <= MOST_DAYS_BEFORE);
                Trigger::Birthday { days_before: days.ok_or(Wrong::DaysBefore)? }
            }
            Kind::Rise => Trigger::Rise { at_least: self.step },
            Kind::Stage => Trigger::StageEntered(self.stage),
            Kind::Festival => {
                let day = self.day.filter(|day| *day >= today);
                Trigger::Festival { day: day.ok_or(Wrong::Day)? }
            }
        };
        let gives = self.gives.ok_or(Wrong::Gives)?;
        let hour = if self.kind.has_hour() { self.hour } else { 0 };
        Ok(Issuing { name: name.to_owned(), trigger, switched_on, gives, hour })
    }
}

/// The kind of a trigger.
#[must_use]
pub const fn kind_of(trigger: Trigger) -> Kind {
    match trigger {
        Trigger::AfterOrder => Kind::AfterOrder,
        Trigger::Nightly => Kind::Nightly,
        Trigger::LeadWithoutOrder => Kind::Lead,
        Trigger::Birthday { .. } => Kind::Birthday,
        Trigger::Rise { .. } => Kind::Rise,
        Trigger::StageEntered(_) => Kind::Stage,
        Trigger::Festival { .. } => Kind::Festival,
    }
}

/// Since when a changed rule is on: it was on already and still acts on the same things, or from
/// today; what came before is not given something after the fact.
#[must_use]
pub fn on_since(
    before: Option<&Issuing>,
    trigger: Trigger,
    is_on: bool,
    today: Day,
) -> Option<Day> {
    let same = before.filter(|before| before.trigger == trigger);
    is_on.then(|| same.and_then(|before| before.switched_on).unwrap_or(today))
}

/// What can be given: coupons of the shop, then those of platforms; with their names, and whether
/// they are of a platform.
#[must_use]
pub fn offered(rules: &Rulebook) -> Vec<(RuleId, String, bool)> {
    let coupons = rules.offers().filter(|(_, it)| it.promotion.step == OfferStep::Coupon);
    let coupons = coupons.filter(|(_, it)| it.is_on);
    let own = coupons.map(|(id, it)| (id, it.name.clone(), false));
    let platforms = rules.platform_coupons().filter(|(_, it)| it.is_on);
    own.chain(platforms.map(|(id, it)| (id, it.name.clone(), true))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn draft(kind: Kind) -> Draft {
        let today = Day::from_number(20_000);
        let draft = Draft::new(kind, " 生日红包 ", &Rulebook::default(), today);
        Draft { gives: Some(RuleId(Uuid::nil())), ..draft }
    }

    #[test]
    fn drafts_are_read_or_say_what_is_wrong() {
        let today = Day::from_number(20_000);
        let with = |kind, change: fn(&mut Draft)| {
            let mut draft = draft(kind);
            change(&mut draft);
            draft
        };
        for (draft, wrong, rule) in [
            (with(Kind::AfterOrder, |_| ()), None, "whole"),
            (with(Kind::AfterOrder, |it| it.name = " ".to_owned()), Some(Wrong::Name), "no name"),
            (with(Kind::AfterOrder, |it| it.gives = None), Some(Wrong::Gives), "gives nothing"),
            (with(Kind::AfterOrder, |it| it.days_before = "x".to_owned()), None, "not asked"),
            (
                with(Kind::Birthday, |it| it.days_before = "x".to_owned()),
                Some(Wrong::DaysBefore),
                "no number",
            ),
            (
                with(Kind::Birthday, |it| it.days_before = "61".to_owned()),
                Some(Wrong::DaysBefore),
                "too early",
            ),
            (with(Kind::Birthday, |it| it.days_before = " 0".to_owned()), None, "on the day"),
            (
                with(Kind::Festival, |it| it.day = Some(Day::from_number(19_999))),
                Some(Wrong::Day),
                "it has passed",
            ),
            (with(Kind::Festival, |it| it.day = None), Some(Wrong::Day), "no day"),
        ] {
            assert_eq!(draft.read(Some(today), today).err(), wrong, "{rule}");
        }
    }

    #[test]
    fn what_is_read_and_opened_again_is_the_same() {
        let today = Day::from_number(20_000);
        for kind in Kind::ALL {
            let issuing = draft(kind).read(Some(today), today).unwrap();
            assert_eq!(kind_of(issuing.trigger), kind);
            assert_eq!(issuing.name, "生日红包");
            let again = Draft::of(&issuing, &Rulebook::default(), today);
            assert_eq!(again.read(Some(today), today), Ok(issuing.clone()), "{kind:?}");
            assert_eq!(issuing.hour > 0, kind.has_hour(), "{kind:?}");
        }
    }

    #[test]
    fn what_came_before_a_change_is_no_cause() {
        let (first, today) = (Day::from_number(19_000), Day::from_number(20_000));
        let before = draft(Kind::AfterOrder).read(Some(first), today).unwrap();
        let off = Issuing { switched_on: None, ..before.clone() };
        for (before, trigger, is_on, expected, rule) in [
            (None, Trigger::AfterOrder, true, Some(today), "new"),
            (Some(&before), Trigger::AfterOrder, true, Some(first), "stays on"),
            (Some(&before), Trigger::Nightly, true, Some(today), "acts on something else"),
            (Some(&off), Trigger::AfterOrder, true, Some(today), "was off"),
            (Some(&before), Trigger::AfterOrder, false, None, "is switched off"),
        ] {
            assert_eq!(on_since(before, trigger, is_on, today), expected, "{rule}");
        }
    }
}
