//! A field of a card with its value: what the seller writes.

use super::field::CardField;
use super::parts::{Answer, BuyingModes, Relative, Role, Sex, Suffix, Title};
use crate::domain::day::Day;
use crate::domain::person::Birthday;

/// A field of a card with its value. An empty text, an empty list, `None` and `false` clear it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardEntry {
    /// The name.
    Name(Box<str>),
    /// The surname, where it cannot be told from the name.
    Surname(Box<str>),
    /// The form of address.
    Title(Option<Title>),
    /// The suffix of the remark name; `None` = as the shop has it.
    Suffix(Option<Suffix>),
    /// The company.
    Company(Box<str>),
    /// All phones.
    Phones(Vec<Box<str>>),
    /// The WeChat id.
    Wechat(Box<str>),
    /// The nick.
    Nick(Box<str>),
    /// The region.
    Region(Box<str>),
    /// The address.
    Address(Box<str>),
    /// The birthday.
    Birthday(Option<Birthday>),
    /// All relatives.
    Relatives(Vec<Relative>),
    /// The seller's own note.
    Remark(Box<str>),
    /// All tags.
    Tags(Vec<Box<str>>),
    /// An important customer (SG9).
    Important(bool),
    /// Wants not to be contacted.
    OptOut(bool),
    /// How he buys.
    Modes(BuyingModes),
    /// End customer or distributor.
    Role(Option<Role>),
    /// Occupation.
    Occupation(Box<str>),
    /// Who of the shop looks after him (负责人).
    Owner(Box<str>),
    /// All chat groups he is in.
    Groups(Vec<Box<str>>),
    /// When his data were last found to be right (CU13).
    Verified(Option<Day>),
    /// The sex (CU1).
    Sex(Option<Sex>),
    /// All that he said of himself (CU6, CU7).
    Answers(Vec<Answer>),
}

impl CardEntry {
    /// Its value as one text or as several; `None` where it is neither.
    #[must_use]
    pub fn texts(&self) -> Option<Vec<&str>> {
        match self {
            CardEntry::Name(it)
            | CardEntry::Surname(it)
            | CardEntry::Company(it)
            | CardEntry::Wechat(it)
            | CardEntry::Nick(it)
            | CardEntry::Region(it)
            | CardEntry::Address(it)
            | CardEntry::Remark(it)
            | CardEntry::Occupation(it)
            | CardEntry::Owner(it) => Some(vec![it]),
            CardEntry::Phones(it) | CardEntry::Tags(it) | CardEntry::Groups(it) => {
                Some(it.iter().map(|text| &**text).collect())
            }
            CardEntry::Title(_)
            | CardEntry::Suffix(_)
            | CardEntry::Birthday(_)
            | CardEntry::Relatives(_)
            | CardEntry::Important(_)
            | CardEntry::OptOut(_)
            | CardEntry::Modes(_)
            | CardEntry::Role(_)
            | CardEntry::Verified(_)
            | CardEntry::Sex(_)
            | CardEntry::Answers(_) => None,
        }
    }

    /// Which field it is of.
    #[must_use]
    pub const fn field(&self) -> CardField {
        match self {
            CardEntry::Name(_) => CardField::Name,
            CardEntry::Surname(_) => CardField::Surname,
            CardEntry::Title(_) => CardField::Title,
            CardEntry::Suffix(_) => CardField::Suffix,
            CardEntry::Company(_) => CardField::Company,
            CardEntry::Phones(_) => CardField::Phones,
            CardEntry::Wechat(_) => CardField::Wechat,
            CardEntry::Nick(_) => CardField::Nick,
            CardEntry::Region(_) => CardField::Region,
            CardEntry::Address(_) => CardField::Address,
            CardEntry::Birthday(_) => CardField::Birthday,
            CardEntry::Relatives(_) => CardField::Relatives,
            CardEntry::Remark(_) => CardField::Remark,
            CardEntry::Tags(_) => CardField::Tags,
            CardEntry::Important(_) => CardField::Important,
            CardEntry::OptOut(_) => CardField::OptOut,
            CardEntry::Modes(_) => CardField::Modes,
            CardEntry::Role(_) => CardField::Role,
            CardEntry::Occupation(_) => CardField::Occupation,
            CardEntry::Owner(_) => CardField::Owner,
            CardEntry::Groups(_) => CardField::Groups,
            CardEntry::Verified(_) => CardField::Verified,
            CardEntry::Sex(_) => CardField::Sex,
            CardEntry::Answers(_) => CardField::Answers,
        }
    }

    /// As it is stored: texts without blanks around them, lists sorted, each once. A note keeps
    /// the blanks at its lines' beginnings.
    #[must_use]
    pub fn cleaned(self) -> CardEntry {
        let text = |text: Box<str>| -> Box<str> { text.trim().into() };
        let list = |mut list: Vec<Box<str>>| {
            list = list.into_iter().map(text).filter(|it| !it.is_empty()).collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        match self {
            CardEntry::Name(it) => CardEntry::Name(text(it)),
            CardEntry::Surname(it) => CardEntry::Surname(text(it)),
            CardEntry::Title(Some(Title::Other(it))) => {
                let it = text(it);
                CardEntry::Title((!it.is_empty()).then_some(Title::Other(it)))
            }
            CardEntry::Suffix(Some(Suffix::Other(it))) => {
                let it = text(it);
                CardEntry::Suffix((!it.is_empty()).then_some(Suffix::Other(it)))
            }
            CardEntry::Company(it) => CardEntry::Company(text(it)),
            CardEntry::Phones(it) => CardEntry::Phones(list(it)),
            CardEntry::Wechat(it) => CardEntry::Wechat(text(it)),
            CardEntry::Nick(it) => CardEntry::Nick(text(it)),
            CardEntry::Region(it) => CardEntry::Region(text(it)),
            CardEntry::Address(it) => CardEntry::Address(text(it)),
            CardEntry::Relatives(mut it) => {
                it.iter_mut().for_each(|relative| relative.who = relative.who.trim().into());
                it.sort_unstable();
                it.dedup();
                CardEntry::Relatives(it)
            }
            CardEntry::Remark(it) => CardEntry::Remark(it.trim_end().into()),
            CardEntry::Tags(it) => CardEntry::Tags(list(it)),
            CardEntry::Occupation(it) => CardEntry::Occupation(text(it)),
            CardEntry::Owner(it) => CardEntry::Owner(text(it)),
            CardEntry::Groups(it) => CardEntry::Groups(list(it)),
            CardEntry::Answers(mut it) => {
                it.iter_mut().for_each(|answer| answer.says = answer.says.trim().into());
                it.retain(|answer| !answer.says.is_empty());
                it.sort_unstable();
                it.dedup();
                CardEntry::Answers(it)
            }
            plain @ (CardEntry::Title(_)
            | CardEntry::Suffix(_)
            | CardEntry::Birthday(_)
            | CardEntry::Important(_)
            | CardEntry::OptOut(_)
            | CardEntry::Modes(_)
            | CardEntry::Role(_)
            | CardEntry::Verified(_)
            | CardEntry::Sex(_)) => plain,
        }
    }
}
