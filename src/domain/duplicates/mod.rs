//! Who is probably one person under several keys. Platforms are joined only as suggestions
//! (semantics 2): nothing is merged here, the seller decides.
//!
//! What counts is what is said of the buyers themselves: their keys, and what lists say of them.
//! Receivers do not count, for a parcel may go to anybody. The cost is linear, and what comes out
//! does not depend on the order in which anything came in.

mod joining;
mod traits;
mod twins;

pub use joining::{FieldChoice, field_choices};
pub use twins::{Candidate, Reason, SeekingTwins, Twins};

use hashbrown::HashSet;

use super::customer::CustomerKey;
use super::event::Deed;
use super::intern::Index;
use super::shop::Shop;
use traits::{Bearer, Group, Sharing, Trait};

/// A phone, a nick or an id that more of them share is the shop's own, or an agent's, or a word for
/// anybody.
pub const MOST_MEMBERS: usize = 8;

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
    /// The same name, and an address that ends alike.
    NameAndAddress,
}

impl Likeness {
    /// True where it says who somebody is. The others are hints: two people may bear one nick on two
    /// platforms, and one name at one address is father and son in some houses.
    #[must_use]
    pub const fn is_strong(self) -> bool {
        match self {
            Likeness::Phone | Likeness::Wechat => true,
            Likeness::Nick | Likeness::NameAndTail | Likeness::NameAndAddress => false,
        }
    }
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
    let mut sharing = Sharing::default();
    while sharing.step(shop, usize::MAX) {}
    let apart = apart(shop);
    let groups = sharing
        .groups()
        .into_iter()
        .map(|(it, bearers)| (it, not_dismissed(bearers, &apart)))
        .filter(is_suspicious);
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
        Deed::Edited { .. }
        | Deed::Contacted { .. }
        | Deed::Joined { .. }
        | Deed::Met { .. }
        | Deed::Booked { .. } => None,
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

fn is_suspicious((shared, bearers): &Group) -> bool {
    (2..=MOST_MEMBERS).contains(&bearers.len()) && shared.speaks_for(bearers)
}

fn suspicion(shop: &Shop, shared: Trait, bearers: &[Bearer]) -> Suspicion {
    let mut members: Vec<Index> = bearers.iter().map(|bearer| bearer.customer).collect();
    members.sort_unstable_by_key(|at| key_of(shop, *at));
    let (likeness, shared) = shared.said();
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
