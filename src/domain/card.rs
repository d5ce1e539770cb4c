//! The card of a person: what lists say of him, and over it what the seller wrote.
//!
//! Each field of it is an entry of its own. The last entry of a field holds, over any list; an
//! empty one means that there is nothing, not that the lists hold again.

use super::day::Day;
use super::person::{Birthday, PersonFacts};

/// The form of address behind a surname (NM1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Title {
    /// 先生.
    Mister,
    /// 女士.
    Madam,
    /// 总.
    Boss,
    /// Anything else, as the seller writes it.
    Other(Box<str>),
}

/// Which suffix a remark name takes (NM1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suffix {
    /// The region.
    Region,
    /// What kind of customer it is.
    Kind,
    /// None.
    Nothing,
    /// Anything else, as the seller writes it.
    Other(Box<str>),
}

/// How somebody buys (SG2); more than one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuyingModes {
    /// 批发.
    pub wholesale: bool,
    /// 定制.
    pub custom: bool,
    /// 一件代发.
    pub dropship: bool,
}

/// Whether somebody uses the goods or sells them on (SG4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 终端客户.
    EndCustomer,
    /// 分销商.
    Distributor,
}

/// Somebody close to the customer whose birthday matters (CU7).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relative {
    /// Who, in the seller's words.
    pub who: Box<str>,
    /// When.
    pub birthday: Birthday,
}

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
}

/// Which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardField {
    /// See [`CardEntry::Name`], and so on for all of them.
    Name,
    /// The surname.
    Surname,
    /// The form of address.
    Title,
    /// The suffix of the remark name.
    Suffix,
    /// The company.
    Company,
    /// The phones.
    Phones,
    /// The WeChat id.
    Wechat,
    /// The nick.
    Nick,
    /// The region.
    Region,
    /// The address.
    Address,
    /// The birthday.
    Birthday,
    /// The relatives.
    Relatives,
    /// The seller's own note.
    Remark,
    /// The tags.
    Tags,
    /// Important.
    Important,
    /// Wants not to be contacted.
    OptOut,
    /// How he buys.
    Modes,
    /// End customer or distributor.
    Role,
    /// Occupation.
    Occupation,
    /// Who looks after him.
    Owner,
    /// The chat groups.
    Groups,
    /// When his data were last found to be right.
    Verified,
}

impl CardField {
    /// All of them, each at the place of its number.
    pub const ALL: [CardField; 22] = [
        CardField::Name,
        CardField::Surname,
        CardField::Title,
        CardField::Suffix,
        CardField::Company,
        CardField::Phones,
        CardField::Wechat,
        CardField::Nick,
        CardField::Region,
        CardField::Address,
        CardField::Birthday,
        CardField::Relatives,
        CardField::Remark,
        CardField::Tags,
        CardField::Important,
        CardField::OptOut,
        CardField::Modes,
        CardField::Role,
        CardField::Occupation,
        CardField::Owner,
        CardField::Groups,
        CardField::Verified,
    ];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The field of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<CardField> {
        CardField::ALL.get(usize::from(number)).copied()
    }
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
            | CardEntry::Verified(_) => None,
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
            plain @ (CardEntry::Title(_)
            | CardEntry::Suffix(_)
            | CardEntry::Birthday(_)
            | CardEntry::Important(_)
            | CardEntry::OptOut(_)
            | CardEntry::Modes(_)
            | CardEntry::Role(_)
            | CardEntry::Verified(_)) => plain,
        }
    }
}

/// What the book says of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// What lists know as well: what they say, with the seller's entries over it. Remarks, day of
    /// acquaintance and opening balance are those of lists alone.
    pub facts: PersonFacts,
    /// The surname, where the seller gave it.
    pub surname: Option<Box<str>>,
    /// The form of address.
    pub title: Option<Title>,
    /// The suffix of the remark name.
    pub suffix: Option<Suffix>,
    /// Relatives.
    pub relatives: Vec<Relative>,
    /// The seller's own note.
    pub remark: Option<Box<str>>,
    /// An important customer.
    pub is_important: bool,
    /// Wants not to be contacted.
    pub is_opted_out: bool,
    /// How he buys.
    pub modes: BuyingModes,
    /// End customer or distributor.
    pub role: Option<Role>,
    /// Occupation.
    pub occupation: Option<Box<str>>,
    /// Who of the shop looks after him.
    pub owner: Option<Box<str>>,
    /// Chat groups.
    pub groups: Vec<Box<str>>,
    /// When his data were last found to be right.
    pub verified: Option<Day>,
}

impl Card {
    /// A card of what lists say.
    #[must_use]
    pub fn of_lists(facts: PersonFacts) -> Card {
        Card { facts, ..Card::default() }
    }

    /// Takes in an entry.
    pub fn write(&mut self, entry: &CardEntry) {
        let given = |text: &str| (!text.is_empty()).then(|| text.into());
        let facts = &mut self.facts;
        match entry {
            CardEntry::Name(it) => facts.name = given(it),
            CardEntry::Surname(it) => self.surname = given(it),
            CardEntry::Title(it) => self.title.clone_from(it),
            CardEntry::Suffix(it) => self.suffix.clone_from(it),
            CardEntry::Company(it) => facts.company = given(it),
            CardEntry::Phones(it) => facts.phones.clone_from(it),
            CardEntry::Wechat(it) => facts.wechat = given(it),
            CardEntry::Nick(it) => facts.nick = given(it),
            CardEntry::Region(it) => facts.region = given(it),
            CardEntry::Address(it) => facts.address = given(it),
            CardEntry::Birthday(it) => facts.birthday = *it,
            CardEntry::Relatives(it) => self.relatives.clone_from(it),
            CardEntry::Remark(it) => self.remark = given(it),
            CardEntry::Tags(it) => facts.tags.clone_from(it),
            CardEntry::Important(it) => self.is_important = *it,
            CardEntry::OptOut(it) => self.is_opted_out = *it,
            CardEntry::Modes(it) => self.modes = *it,
            CardEntry::Role(it) => self.role = *it,
            CardEntry::Occupation(it) => self.occupation = given(it),
            CardEntry::Owner(it) => self.owner = given(it),
            CardEntry::Groups(it) => self.groups.clone_from(it),
            CardEntry::Verified(it) => self.verified = *it,
        }
    }

    /// What it says in one field.
    #[must_use]
    pub fn entry(&self, field: CardField) -> CardEntry {
        let text = |text: &Option<Box<str>>| text.clone().unwrap_or_default();
        let facts = &self.facts;
        match field {
            CardField::Name => CardEntry::Name(text(&facts.name)),
            CardField::Surname => CardEntry::Surname(text(&self.surname)),
            CardField::Title => CardEntry::Title(self.title.clone()),
            CardField::Suffix => CardEntry::Suffix(self.suffix.clone()),
            CardField::Company => CardEntry::Company(text(&facts.company)),
            CardField::Phones => CardEntry::Phones(facts.phones.clone()),
            CardField::Wechat => CardEntry::Wechat(text(&facts.wechat)),
            CardField::Nick => CardEntry::Nick(text(&facts.nick)),
            CardField::Region => CardEntry::Region(text(&facts.region)),
            CardField::Address => CardEntry::Address(text(&facts.address)),
            CardField::Birthday => CardEntry::Birthday(facts.birthday),
            CardField::Relatives => CardEntry::Relatives(self.relatives.clone()),
            CardField::Remark => CardEntry::Remark(text(&self.remark)),
            CardField::Tags => CardEntry::Tags(facts.tags.clone()),
            CardField::Important => CardEntry::Important(self.is_important),
            CardField::OptOut => CardEntry::OptOut(self.is_opted_out),
            CardField::Modes => CardEntry::Modes(self.modes),
            CardField::Role => CardEntry::Role(self.role),
            CardField::Occupation => CardEntry::Occupation(text(&self.occupation)),
            CardField::Owner => CardEntry::Owner(text(&self.owner)),
            CardField::Groups => CardEntry::Groups(self.groups.clone()),
            CardField::Verified => CardEntry::Verified(self.verified),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_places() {
        for (at, field) in CardField::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(field.number()), at, "{field:?}");
            assert_eq!(Card::default().entry(field).field(), field);
        }
    }

    #[test]
    fn what_is_written_stands_there_and_what_is_cleared_does_not() {
        let listed = PersonFacts {
            name: Some("陈姐".into()),
            phones: vec!["1".into()],
            tags: vec!["a".into()],
            ..PersonFacts::default()
        };
        for (entry, empty) in [
            (CardEntry::Name("陈秀英".into()), CardEntry::Name("".into())),
            (CardEntry::Phones(vec!["2".into(), "3".into()]), CardEntry::Phones(Vec::new())),
            (CardEntry::Tags(vec!["b".into()]), CardEntry::Tags(Vec::new())),
            (CardEntry::Title(Some(Title::Boss)), CardEntry::Title(None)),
            (CardEntry::Important(true), CardEntry::Important(false)),
        ] {
            let mut card = Card::of_lists(listed.clone());
            card.write(&entry);
            assert_eq!(card.entry(entry.field()), entry);
            card.write(&empty);
            assert_eq!(card.entry(entry.field()), empty, "empty, not as the lists say");
        }
    }

    #[test]
    fn entries_are_stored_clean() {
        for (given, stored) in [
            (CardEntry::Name(" 陈 ".into()), CardEntry::Name("陈".into())),
            (
                CardEntry::Tags(vec!["b".into(), " a".into(), "".into(), "b ".into()]),
                CardEntry::Tags(vec!["a".into(), "b".into()]),
            ),
            (CardEntry::Title(Some(Title::Other(" ".into()))), CardEntry::Title(None)),
            (CardEntry::Remark("  a\n b \n".into()), CardEntry::Remark("  a\n b".into())),
        ] {
            assert_eq!(given.cleaned(), stored);
        }
    }
}
