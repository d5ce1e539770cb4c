//! What several people say field by field, and what of it would stay if they were one.

use crate::domain::card::{BuyingModes, Card, CardEntry, CardField};
use crate::domain::customer::CustomerKey;
use crate::domain::intern::Index;
use crate::domain::phone::Phone;
use crate::domain::shop::Shop;

/// One field of several cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChoice {
    /// What each says, in their order.
    pub said: Vec<CardEntry>,
    /// What stays unless the seller says otherwise: the later stated, else what is filled; of lists
    /// everything.
    pub stays: CardEntry,
}

impl FieldChoice {
    /// Which field.
    #[must_use]
    pub const fn field(&self) -> CardField {
        self.stays.field()
    }

    /// True where only one of several values can stay: then the seller picks.
    #[must_use]
    pub fn is_a_choice(&self) -> bool {
        let empty = Card::default().entry(self.field());
        let mut given = self.said.iter().filter(|it| **it != empty);
        let first = given.next();
        let differs = given.any(|it| Some(it) != first);
        differs && !has_room(self.field())
    }
}

/// All fields of which anybody of `people` says something; the first of them is the one under whom
/// all would stand.
#[must_use]
pub fn field_choices(shop: &Shop, people: &[Index]) -> Vec<FieldChoice> {
    let cards: Vec<Card> = people.iter().map(|it| told(shop, &[*it], shop.card(*it))).collect();
    let joined = told(shop, people, shop.card_of_all(people));
    let choice = |field: CardField| {
        let said: Vec<CardEntry> = cards.iter().map(|card| card.entry(field)).collect();
        let empty = Card::default().entry(field);
        let first = said.iter().find(|it| **it != empty)?.clone();
        let later = Some(joined.entry(field)).filter(|it| *it != empty);
        let stays = together(&said).or(later).unwrap_or(first);
        Some(FieldChoice { said, stays })
    };
    CardField::ALL.into_iter().filter_map(choice).collect()
}

/// A card with what only the keys of these people say: a phone by which somebody is known stays one
/// by which he can be called.
fn told(shop: &Shop, people: &[Index], mut card: Card) -> Card {
    let members = people.iter().flat_map(|it| shop.members(*it));
    for key in members.filter_map(|it| shop.tables().customers.get(it)) {
        let facts = &mut card.facts;
        match key {
            CustomerKey::Phone(digits) => {
                let is_same = |it: &str| {
                    Phone::parse(it).as_ref().and_then(Phone::merge_key) == Some(&**digits)
                };
                if !facts.phones.iter().any(|it| is_same(it)) {
                    facts.phones.push(digits.clone());
                    facts.phones.sort_unstable();
                }
            }
            CustomerKey::Wechat(id) => fill(&mut facts.wechat, id),
            CustomerKey::Nick { nick, .. } => fill(&mut facts.nick, nick),
            CustomerKey::NameAddress { name, address } => {
                fill(&mut facts.name, name);
                fill(&mut facts.address, address);
            }
            CustomerKey::Column(_) => {}
        }
    }
    card
}

fn fill(field: &mut Option<Box<str>>, text: &str) {
    if field.is_none() && !text.is_empty() {
        *field = Some(text.into());
    }
}

/// Everything that several say, where a field has room for it: lists, and what is so or not.
fn together(said: &[CardEntry]) -> Option<CardEntry> {
    let mut all = said.iter().cloned();
    let mut joined = all.next().filter(|it| has_room(it.field()))?;
    for it in all {
        joined = match (joined, it) {
            (CardEntry::Phones(a), CardEntry::Phones(b)) => CardEntry::Phones([a, b].concat()),
            (CardEntry::Tags(a), CardEntry::Tags(b)) => CardEntry::Tags([a, b].concat()),
            (CardEntry::Groups(a), CardEntry::Groups(b)) => CardEntry::Groups([a, b].concat()),
            (CardEntry::Relatives(a), CardEntry::Relatives(b)) => {
                CardEntry::Relatives([a, b].concat())
            }
            (CardEntry::Answers(a), CardEntry::Answers(b)) => CardEntry::Answers([a, b].concat()),
            (CardEntry::Important(a), CardEntry::Important(b)) => CardEntry::Important(a || b),
            (CardEntry::OptOut(a), CardEntry::OptOut(b)) => CardEntry::OptOut(a || b),
            (CardEntry::Verified(a), CardEntry::Verified(b)) => CardEntry::Verified(a.max(b)),
            (CardEntry::Modes(a), CardEntry::Modes(b)) => CardEntry::Modes(BuyingModes {
                wholesale: a.wholesale || b.wholesale,
                custom: a.custom || b.custom,
                dropship: a.dropship || b.dropship,
            }),
            _ => return None,
        };
    }
    Some(joined.cleaned())
}

/// True where a field holds what several say, beside each other.
const fn has_room(field: CardField) -> bool {
    match field {
        CardField::Phones
        | CardField::Tags
        | CardField::Groups
        | CardField::Relatives
        | CardField::Answers
        | CardField::Important
        | CardField::OptOut
        | CardField::Modes
        | CardField::Verified => true,
        CardField::Name
        | CardField::Surname
        | CardField::Title
        | CardField::Suffix
        | CardField::Company
        | CardField::Wechat
        | CardField::Nick
        | CardField::Region
        | CardField::Address
        | CardField::Birthday
        | CardField::Remark
        | CardField::Role
        | CardField::Occupation
        | CardField::Owner
        | CardField::Sex => false,
    }
}
