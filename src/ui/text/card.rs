//! What a card says, field by field, in words.

use super::{birthday, suffix, title};
use crate::domain::card::{BuyingModes, CardEntry, Relative, Role};
use crate::domain::customer::CustomerKey;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::veil;

/// What somebody is known by, where nobody says his name.
#[must_use]
pub fn label(key: &CustomerKey) -> String {
    veil::text(key.label())
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
