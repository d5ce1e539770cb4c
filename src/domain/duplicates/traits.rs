//! By what a person may be known again, and who shows it.

use super::Likeness;
use crate::domain::customer::CustomerKey;
use crate::domain::intern::Index;
use crate::domain::person::PersonFacts;
use crate::domain::phone::Phone;
use crate::domain::shop::Shop;

/// So many last digits make the tail of a phone.
const TAIL_DIGITS: usize = 4;

/// So many last characters make the end of an address.
const ADDRESS_CHARS: usize = 8;

/// Something by which a person may be known again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trait {
    Phone(Box<str>),
    Wechat(Box<str>),
    Nick(Box<str>),
    NameAndTail(Box<str>, String),
    NameAndAddress(Box<str>, String),
}

impl Trait {
    /// Why those who show it may be one person, and what they share.
    pub(super) fn said(self) -> (Likeness, Box<str>) {
        match self {
            Trait::Phone(digits) => (Likeness::Phone, digits),
            Trait::Wechat(id) => (Likeness::Wechat, id),
            Trait::Nick(nick) => (Likeness::Nick, nick),
            Trait::NameAndTail(name, tail) => {
                (Likeness::NameAndTail, format!("{name} {tail}").into())
            }
            Trait::NameAndAddress(name, tail) => {
                (Likeness::NameAndAddress, format!("{name} …{tail}").into())
            }
        }
    }

    /// True where it says something about these.
    pub(super) fn speaks_for(&self, bearers: &[Bearer]) -> bool {
        match self {
            Trait::Phone(_) | Trait::Wechat(_) | Trait::Nick(_) | Trait::NameAndAddress(..) => true,
            // Real phones that only end alike are different phones.
            Trait::NameAndTail(..) => bearers.iter().any(|bearer| bearer.is_masked),
        }
    }
}

/// A trait, and all who show it.
pub(super) type Group = (Trait, Vec<Bearer>);

/// Gathers who shows what, a bounded number of people at a time.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    shown: Vec<(Trait, Bearer)>,
    at: usize,
}

impl Sharing {
    /// Looks at about so many people; false when all are seen.
    pub(super) fn step(&mut self, shop: &Shop, people: usize) -> bool {
        let all = shop.customers().len();
        let end = self.at.saturating_add(people).min(all);
        for at in (self.at..end).filter(|at| shop.is_known(*at)) {
            let customer = Index::at(at);
            let facts = shop.person(customer).unwrap_or_default();
            let keys = shop.members(customer);
            let keys = keys.into_iter().filter_map(|it| shop.tables().customers.get(it));
            let bearer = |is_masked| Bearer { customer, is_masked };
            let traits = traits(keys, &facts).into_iter();
            self.shown.extend(traits.map(|(it, is_masked)| (it, bearer(is_masked))));
        }
        self.at = end;
        self.at < all
    }

    /// Each trait once, in its own order, with everybody who shows it, by his place.
    pub(super) fn groups(mut self) -> Vec<Group> {
        self.shown.sort_unstable();
        let mut groups: Vec<Group> = Vec::new();
        for (it, bearer) in self.shown {
            match groups.last_mut().filter(|(last, _)| *last == it) {
                // A customer shows one trait in several ways: by his keys, and in a list.
                Some((_, bearers)) => match bearers.last_mut() {
                    Some(last) if last.customer == bearer.customer => {
                        last.is_masked |= bearer.is_masked;
                    }
                    Some(_) | None => bearers.push(bearer),
                },
                None => groups.push((it, vec![bearer])),
            }
        }
        groups.retain(|(_, bearers)| bearers.len() > 1);
        groups
    }
}

/// Who shows a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bearer {
    pub(super) customer: Index,
    /// By a phone that is partly hidden.
    is_masked: bool,
}

/// All traits of a customer, and which of them rest on a phone that is partly hidden.
fn traits<'a>(
    keys: impl Iterator<Item = &'a CustomerKey>,
    facts: &'a PersonFacts,
) -> Vec<(Trait, bool)> {
    let mut said = Said {
        phones: facts.phones.iter().filter_map(|text| Phone::parse(text)).collect(),
        wechats: facts.wechat.as_deref().into_iter().collect(),
        nicks: facts.nick.as_deref().into_iter().collect(),
        names: facts.name.as_deref().into_iter().collect(),
        addresses: facts.address.as_deref().into_iter().collect(),
    };
    for key in keys {
        match key {
            CustomerKey::Phone(text) => said.phones.extend(Phone::parse(text)),
            CustomerKey::Wechat(text) => said.wechats.push(text),
            CustomerKey::Nick { nick, .. } => said.nicks.push(nick),
            CustomerKey::NameAddress { name, address } => {
                said.names.push(name);
                said.addresses.push(address);
            }
            CustomerKey::Column(_) => {}
        }
    }
    said.traits()
}

/// What a key and lists say of one customer.
struct Said<'a> {
    phones: Vec<Phone>,
    wechats: Vec<&'a str>,
    nicks: Vec<&'a str>,
    names: Vec<&'a str>,
    addresses: Vec<&'a str>,
}

impl Said<'_> {
    fn traits(&self) -> Vec<(Trait, bool)> {
        let phones = self.phones.iter().filter_map(Phone::merge_key);
        let mut traits: Vec<Trait> = phones.map(|digits| Trait::Phone(digits.into())).collect();
        // WeChat takes capitals for small letters.
        let wechats = self.wechats.iter().filter_map(given);
        traits.extend(wechats.map(|id| Trait::Wechat(id.to_ascii_lowercase().into())));
        // A nick that the platform hides may be anybody's.
        let nicks = self.nicks.iter().filter_map(given).filter(|nick| !nick.contains('*'));
        traits.extend(nicks.map(|nick| Trait::Nick(nick.into())));
        let mut traits: Vec<(Trait, bool)> = traits.into_iter().map(|it| (it, false)).collect();
        for name in self.names.iter().filter_map(given) {
            for (tail, is_masked) in self.phones.iter().filter_map(tail) {
                traits.push((Trait::NameAndTail(name.into(), tail), is_masked));
            }
            // A name that the platform hides may be anybody's.
            for end in self.addresses.iter().filter_map(|it| address_end(it)) {
                if !name.contains('*') {
                    traits.push((Trait::NameAndAddress(name.into(), end), false));
                }
            }
        }
        traits
    }
}

fn given<'a>(text: &&'a str) -> Option<&'a str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// The last digits of a phone, where they are shown, and whether others are hidden.
fn tail(phone: &Phone) -> Option<(String, bool)> {
    let (shown, is_masked) = match phone {
        Phone::Real(digits) => (digits.as_str(), false),
        Phone::Masked(text) => (text.rsplit('*').next().unwrap_or_default(), true),
        // It is the platform's number, not his.
        Phone::Virtual { .. } => return None,
    };
    let digits: Vec<char> = shown.chars().filter(char::is_ascii_digit).collect();
    let tail = digits.get(digits.len().checked_sub(TAIL_DIGITS)?..)?;
    Some((tail.iter().collect(), is_masked))
}

/// The end of an address, where house and door stand: province and town are written or left out as it
/// comes. `None` where it is too short, or partly hidden.
fn address_end(address: &str) -> Option<String> {
    let plain: Vec<char> = address.chars().filter(|it| it.is_alphanumeric()).collect();
    let is_told = !address.contains('*') && plain.iter().any(char::is_ascii_digit);
    let end = plain.get(plain.len().checked_sub(ADDRESS_CHARS)?..)?;
    is_told.then(|| end.iter().collect())
}
