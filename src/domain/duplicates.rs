//! Who is probably one person under several keys. Platforms are joined only as suggestions
//! (semantics 2): nothing is merged here, the seller decides.
//!
//! What counts is what is said of the buyers themselves: their keys, and what lists say of them.
//! Receivers do not count, for a parcel may go to anybody. The cost is linear, and what comes out
//! does not depend on the order in which anything came in.

use hashbrown::{HashMap, HashSet};

use super::customer::CustomerKey;
use super::event::Deed;
use super::intern::Index;
use super::person::PersonFacts;
use super::phone::Phone;
use super::shop::Shop;

/// A phone, a nick or an id that more of them share is the shop's own, or a word for anybody.
const MOST_MEMBERS: usize = 8;

/// So many last digits make the tail of a phone.
const TAIL_DIGITS: usize = 4;

/// Why several customers are probably one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same real phone.
    Phone,
    /// The same WeChat id.
    Wechat,
    /// The same nick.
    Nick,
    /// The same name, and a phone of which the platform shows the same last digits.
    NameAndTail,
}

/// Customers who are probably one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// Why.
    pub likeness: Likeness,
    /// What they share: the phone, the id, the nick, or the name with the last digits.
    pub shared: Box<str>,
    /// Who, in the order of their keys, two at least.
    pub members: Vec<Index>,
}

/// All suspicions of a book, sorted by the keys of their members, then by the reason. The same
/// members for the same reason stand once, whatever else they share.
#[must_use]
pub fn suggest(shop: &Shop) -> Vec<Suspicion> {
    let mut shared: HashMap<Trait, Vec<Bearer>> = HashMap::new();
    for at in (0..shop.customers().len()).filter(|at| shop.is_known(*at)) {
        let customer = Index::at(at);
        let facts = shop.person(customer).unwrap_or_default();
        let keys = shop.members(customer).into_iter().filter_map(|member| key_of(shop, member));
        for (it, is_masked) in traits(keys, &facts) {
            let bearers = shared.entry(it).or_default();
            // A customer shows one trait in several ways: by his keys, and in a list.
            match bearers.last_mut().filter(|last| last.customer == customer) {
                Some(last) => last.is_masked |= is_masked,
                None => bearers.push(Bearer { customer, is_masked }),
            }
        }
    }
    let apart = apart(shop);
    let groups = shared
        .into_iter()
        .map(|(it, bearers)| (it, not_dismissed(bearers, &apart)))
        .filter(|(it, bearers)| is_suspicious(it, bearers));
    let mut found: Vec<Suspicion> =
        groups.map(|(it, bearers)| suspicion(shop, it, &bearers)).collect();
    found.sort_by(|a, b| order(shop, a).cmp(&order(shop, b)));
    found.dedup_by(|next, kept| next.likeness == kept.likeness && next.members == kept.members);
    found
}

/// Pairs of which the seller said that they are not one person, the lesser place first.
fn apart(shop: &Shop) -> HashSet<(Index, Index)> {
    let said = shop.events().filter(|(_, event)| event.stands());
    said.filter_map(|(_, event)| match event.deed {
        Deed::Apart { a, b } => Some(pair(shop.person_of(a), shop.person_of(b))),
        Deed::Edited { .. } | Deed::Contacted { .. } | Deed::Joined { .. } | Deed::Met { .. } => {
            None
        }
    })
    .collect()
}

fn pair(a: Index, b: Index) -> (Index, Index) {
    (a.min(b), a.max(b))
}

/// Those who may still be one person with somebody of the others.
fn not_dismissed(mut bearers: Vec<Bearer>, apart: &HashSet<(Index, Index)>) -> Vec<Bearer> {
    if apart.is_empty() || bearers.len() > MOST_MEMBERS {
        return bearers;
    }
    let all = bearers.clone();
    bearers.retain(|one| {
        let mut others = all.iter().filter(|other| other.customer != one.customer);
        others.any(|other| !apart.contains(&pair(one.customer, other.customer)))
    });
    bearers
}

/// Something by which a person may be known again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Trait {
    Phone(Box<str>),
    Wechat(Box<str>),
    Nick(Box<str>),
    NameAndTail(Box<str>, String),
}

/// Who shows a trait.
#[derive(Clone, Copy, Debug)]
struct Bearer {
    customer: Index,
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
    };
    for key in keys {
        match key {
            CustomerKey::Phone(text) => said.phones.extend(Phone::parse(text)),
            CustomerKey::Wechat(text) => said.wechats.push(text),
            CustomerKey::Nick { nick, .. } => said.nicks.push(nick),
            CustomerKey::NameAddress { name, .. } => said.names.push(name),
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

fn is_suspicious(shared: &Trait, bearers: &[Bearer]) -> bool {
    let is_a_group = (2..=MOST_MEMBERS).contains(&bearers.len());
    is_a_group
        && match shared {
            Trait::Phone(_) | Trait::Wechat(_) | Trait::Nick(_) => true,
            // Real phones that only end alike are different phones.
            Trait::NameAndTail(..) => bearers.iter().any(|bearer| bearer.is_masked),
        }
}

fn suspicion(shop: &Shop, shared: Trait, bearers: &[Bearer]) -> Suspicion {
    let mut members: Vec<Index> = bearers.iter().map(|bearer| bearer.customer).collect();
    members.sort_unstable_by_key(|at| key_of(shop, *at));
    let (likeness, shared) = match shared {
        Trait::Phone(digits) => (Likeness::Phone, digits),
        Trait::Wechat(id) => (Likeness::Wechat, id),
        Trait::Nick(nick) => (Likeness::Nick, nick),
        Trait::NameAndTail(name, tail) => (Likeness::NameAndTail, format!("{name} {tail}").into()),
    };
    Suspicion { likeness, shared, members }
}

fn key_of(shop: &Shop, at: Index) -> Option<&CustomerKey> {
    shop.tables().customers.get(at)
}

/// What suspicions are sorted by.
fn order<'a>(
    shop: &'a Shop,
    suspicion: &'a Suspicion,
) -> (Vec<Option<&'a CustomerKey>>, Likeness, &'a str) {
    let keys = suspicion.members.iter().map(|at| key_of(shop, *at)).collect();
    (keys, suspicion.likeness, &suspicion.shared)
}
