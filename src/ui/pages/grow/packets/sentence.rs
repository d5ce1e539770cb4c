//! An issuing rule as a sentence.

use super::draft::Kind;
use crate::domain::coupon::issuing::Trigger;
use crate::domain::feast::Feast;
use crate::domain::loyalty::{Issuing, Rule, Rulebook};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::{number, text};

/// What a kind is called in the form.
#[must_use]
pub fn kind(lang: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::AfterOrder => td_string!(lang, packet.kind_order),
        Kind::Nightly => td_string!(lang, packet.kind_night),
        Kind::Lead => td_string!(lang, packet.kind_lead),
        Kind::Birthday => td_string!(lang, packet.kind_birthday),
        Kind::Rise => td_string!(lang, packet.kind_rise),
        Kind::Stage => td_string!(lang, packet.kind_stage),
        Kind::Festival => td_string!(lang, packet.kind_feast),
    }
}

/// What a rule of a kind is called unless the seller says otherwise.
#[must_use]
pub fn usual_name(lang: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::AfterOrder => td_string!(lang, packet.name_order),
        Kind::Nightly => td_string!(lang, packet.name_night),
        Kind::Lead => td_string!(lang, packet.name_lead),
        Kind::Birthday => td_string!(lang, packet.name_birthday),
        Kind::Rise => td_string!(lang, packet.name_rise),
        Kind::Stage => td_string!(lang, packet.name_stage),
        Kind::Festival => td_string!(lang, packet.name_feast),
    }
}

/// What a feast is called.
#[must_use]
pub fn feast(lang: Locale, feast: Feast) -> &'static str {
    match feast {
        Feast::NewYear => td_string!(lang, packet.feast_new_year),
        Feast::Spring => td_string!(lang, packet.feast_spring),
        Feast::Lantern => td_string!(lang, packet.feast_lantern),
        Feast::Women => td_string!(lang, packet.feast_women),
        Feast::Labour => td_string!(lang, packet.feast_labour),
        Feast::DragonBoat => td_string!(lang, packet.feast_dragon_boat),
        Feast::DoubleSeventh => td_string!(lang, packet.feast_double_seventh),
        Feast::MidAutumn => td_string!(lang, packet.feast_mid_autumn),
        Feast::National => td_string!(lang, packet.feast_national),
        Feast::DoubleNinth => td_string!(lang, packet.feast_double_ninth),
        Feast::DoubleEleven => td_string!(lang, packet.feast_double_eleven),
        Feast::DoubleTwelve => td_string!(lang, packet.feast_double_twelve),
    }
}

/// When a rule acts and what it gives, and how that comes to the customer.
#[must_use]
pub fn sentence(lang: Locale, rules: &Rulebook, issuing: &Issuing, this_year: i32) -> String {
    let gift = rules.rule(issuing.gives);
    let name = gift.map_or("", Rule::name).to_owned();
    let hour = issuing.hour.to_string();
    let says = match issuing.trigger {
        Trigger::AfterOrder => td_string!(lang, packet.says_order, gift = name),
        Trigger::Nightly => td_string!(lang, packet.says_night, gift = name, hour = hour),
        Trigger::LeadWithoutOrder => td_string!(lang, packet.says_lead, gift = name),
        Trigger::Birthday { days_before: 0 } => {
            td_string!(lang, packet.says_birthday_on, gift = name)
        }
        Trigger::Birthday { days_before } => {
            let days = text::days(lang, days_before.into());
            td_string!(lang, packet.says_birthday, gift = name, days = days)
        }
        Trigger::Rise { at_least } => {
            let tier = text::loyalty::step(lang, rules, at_least);
            td_string!(lang, packet.says_rise, gift = name, tier = tier)
        }
        Trigger::StageEntered(stage) => {
            let stage = text::stage(lang, stage);
            td_string!(lang, packet.says_stage, gift = name, stage = stage)
        }
        Trigger::Festival { day } => {
            let on = number::day(day, lang, this_year);
            let on = match Feast::on(day) {
                Some(it) => td_string!(lang, packet.on_feast, day = on, feast = feast(lang, it)),
                None => on,
            };
            td_string!(lang, packet.says_feast, gift = name, day = on)
        }
    };
    let how = match gift {
        Some(Rule::Platform(_)) => td_string!(lang, packet.by_list),
        Some(_) | None => td_string!(lang, packet.by_itself),
    };
    format!("{says}{how}")
}

/// Why a rule that is on gives nothing; empty where it does.
#[must_use]
pub fn gives_nothing(lang: Locale, rules: &Rulebook, issuing: &Issuing) -> &'static str {
    match rules.rule(issuing.gives) {
        Some(Rule::Offer(offer)) if offer.is_on => "",
        Some(Rule::Platform(coupon)) if coupon.is_on => "",
        Some(Rule::Offer(_) | Rule::Platform(_)) => td_string!(lang, packet.gift_off),
        Some(_) | None => td_string!(lang, packet.gift_gone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::figures::{NewStage, Stage};
    use crate::domain::loyalty::RuleId;
    use uuid::Uuid;

    #[test]
    fn each_trigger_is_a_sentence_of_its_own_in_both_languages() {
        let feast_day = Day::from_ymd(2027, 2, 6).unwrap();
        let triggers = [
            (Trigger::AfterOrder, "每下一单"),
            (Trigger::Nightly, "每晚 20 点"),
            (Trigger::LeadWithoutOrder, "没下单"),
            (Trigger::Birthday { days_before: 3 }, "生日前 3 天"),
            (Trigger::Birthday { days_before: 0 }, "生日当天"),
            (Trigger::StageEntered(Stage::New(NewStage::OneMonth)), "满月"),
            (Trigger::Festival { day: feast_day }, "2月6日（春节）"),
        ];
        let rules = Rulebook::default();
        let mut seen = Vec::new();
        for (trigger, expected) in triggers {
            let issuing = Issuing {
                name: String::new(),
                trigger,
                switched_on: None,
                gives: RuleId(Uuid::nil()),
                hour: 20,
            };
            let zh = sentence(Locale::zh, &rules, &issuing, 2027);
            assert!(zh.contains(expected), "{zh}");
            seen.extend([zh, sentence(Locale::en, &rules, &issuing, 2027)]);
        }
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all, "no two are the same");
    }
}
