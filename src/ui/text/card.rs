//! What a card says, field by field, in words.

use super::{birthday, suffix, title, way};
use crate::domain::card::{Answer, BuyingModes, CardEntry, Relative, Role, Sex, Topic};
use crate::domain::customer::CustomerKey;
use crate::domain::intern::Index;
use crate::domain::shop::Shop;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::veil;

/// What somebody is known by, where nobody says his name.
#[must_use]
pub fn label(key: &CustomerKey) -> String {
    veil::text(key.label())
}

/// What somebody is called on a page: by his name, else by what he is known by; covered while the
/// privacy eye is closed.
#[must_use]
pub fn called(shop: &Shop, at: usize) -> String {
    let listed = shop.person(Index::at(at)).and_then(|facts| facts.name);
    let by_key = || shop.customers().get(at).map(label).unwrap_or_default();
    listed.map_or_else(by_key, |name| veil::text(&name))
}

/// The value of an entry in words; empty = it was cleared.
#[must_use]
pub fn card_value(lang: Locale, entry: &CardEntry) -> String {
    let list = |all: Vec<&str>| veil::text(&all.join(td_string!(lang, card.between_goods)));
    match entry {
        CardEntry::Name(_)
        | CardEntry::Surname(_)
        | CardEntry::Company(_)
        | CardEntry::Wechat(_)
        | CardEntry::Nick(_)
        | CardEntry::Region(_)
        | CardEntry::Address(_)
        | CardEntry::Remark(_)
        | CardEntry::Occupation(_)
        | CardEntry::Owner(_)
        | CardEntry::Phones(_)
        | CardEntry::Tags(_)
        | CardEntry::Groups(_) => list(entry.texts().unwrap_or_default()),
        CardEntry::Title(it) => it.as_ref().map(|it| title(lang, it)).unwrap_or_default(),
        CardEntry::Suffix(it) => it.as_ref().map(|it| suffix(lang, it)).unwrap_or_default(),
        CardEntry::Birthday(it) => it.map(|it| birthday(lang, it)).unwrap_or_default(),
        CardEntry::Relatives(it) => veil::text(&relatives(lang, it)),
        CardEntry::Important(it) | CardEntry::OptOut(it) => match it {
            true => td_string!(lang, card.yes).to_owned(),
            false => td_string!(lang, card.no).to_owned(),
        },
        CardEntry::Modes(it) => modes(lang, *it),
        CardEntry::Role(it) => it.map(|it| role(lang, it).to_owned()).unwrap_or_default(),
        CardEntry::Verified(it) => it.map(|it| it.to_string()).unwrap_or_default(),
        CardEntry::Sex(it) => it.map(|it| sex(lang, it).to_owned()).unwrap_or_default(),
        CardEntry::Answers(it) => {
            let all: Vec<String> = it.iter().map(|it| answer(lang, it)).collect();
            veil::text(&all.join(td_string!(lang, card.between_goods)))
        }
    }
}

/// Whose birthdays matter beside his own, and when they are.
#[must_use]
pub fn relatives(lang: Locale, relatives: &[Relative]) -> String {
    let one = |it: &Relative| format!("{} {}", it.who, birthday(lang, it.birthday));
    let all: Vec<String> = relatives.iter().map(one).collect();
    all.join(td_string!(lang, card.between_goods))
}

/// How somebody buys.
#[must_use]
pub fn modes(lang: Locale, modes: BuyingModes) -> String {
    let all = [
        (modes.wholesale, td_string!(lang, card.wholesale)),
        (modes.custom, td_string!(lang, card.custom)),
        (modes.dropship, td_string!(lang, card.dropship)),
    ];
    let given: Vec<&str> = all.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
    given.join(td_string!(lang, card.between_goods))
}

/// End customer or distributor.
#[must_use]
pub fn role(lang: Locale, role: Role) -> &'static str {
    match role {
        Role::EndCustomer => td_string!(lang, card.end_customer),
        Role::Distributor => td_string!(lang, card.distributor),
    }
}

/// 性别.
#[must_use]
pub fn sex(lang: Locale, sex: Sex) -> &'static str {
    match sex {
        Sex::Female => td_string!(lang, card.female),
        Sex::Male => td_string!(lang, card.male),
    }
}

/// What an answer is about.
#[must_use]
pub fn topic(lang: Locale, topic: Topic) -> &'static str {
    match topic {
        Topic::Age => td_string!(lang, card.topic_age),
        Topic::Income => td_string!(lang, card.topic_income),
        Topic::Family => td_string!(lang, card.topic_family),
        Topic::Likes => td_string!(lang, card.topic_likes),
        Topic::Needs => td_string!(lang, card.topic_needs),
        Topic::Other => td_string!(lang, card.topic_other),
    }
}

/// What a customer said of himself, and how and when he said it.
#[must_use]
pub fn answer(lang: Locale, it: &Answer) -> String {
    let (day, way) = (it.day.to_string(), way(lang, it.way));
    td_string!(lang, card.answered, says = &*it.says, day = day, way = way)
}
