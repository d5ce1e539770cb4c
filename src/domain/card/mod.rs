//! The card of a person: what lists say of him, and over it what the seller wrote.
//!
//! Each field of it is an entry of its own. The last entry of a field holds, over any list; an
//! empty one means that there is nothing, not that the lists hold again.

mod entry;
mod field;
mod parts;

use super::day::Day;
use super::person::PersonFacts;

pub use entry::CardEntry;
pub use field::CardField;
pub use parts::{Answer, BuyingModes, Relative, Role, Sex, Suffix, Title, Topic};

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
    /// The sex.
    pub sex: Option<Sex>,
    /// What he said of himself, by topic, the latest of each last.
    pub answers: Vec<Answer>,
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
            CardEntry::Sex(it) => self.sex = *it,
            CardEntry::Answers(it) => self.answers.clone_from(it),
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
            CardField::Sex => CardEntry::Sex(self.sex),
            CardField::Answers => CardEntry::Answers(self.answers.clone()),
        }
    }

    /// What should be found out on first contact (CU3) and is not known yet: whom one speaks to, by
    /// which phone, where he is, whether he uses the goods or sells them on. `has_phone` says that
    /// he is known by a phone, whatever the card says.
    #[must_use]
    pub fn unknown(&self, has_phone: bool) -> Vec<CardField> {
        let facts = &self.facts;
        let is_addressed = self.sex.is_some() || self.title.is_some();
        let known = [
            (CardField::Name, facts.name.is_some() || self.surname.is_some()),
            (CardField::Phones, has_phone || !facts.phones.is_empty()),
            (CardField::Region, facts.region.is_some() || facts.address.is_some()),
            (CardField::Sex, is_addressed),
            (CardField::Role, self.role.is_some()),
        ];
        known.into_iter().filter(|(_, known)| !known).map(|(field, _)| field).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::way::Way;

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
            (
                CardEntry::Answers(vec![answer("茶 "), answer(" "), answer("茶"), answer("枣")]),
                CardEntry::Answers(vec![answer("枣"), answer("茶")]),
            ),
        ] {
            assert_eq!(given.cleaned(), stored);
        }
    }

    fn answer(says: &str) -> Answer {
        let day = Day::from_ymd(2026, 11, 22).unwrap();
        Answer { topic: Topic::Likes, says: says.into(), way: Way::Wechat, day }
    }

    #[test]
    fn what_first_contact_should_find_out_is_missing_until_it_is_known() {
        use CardField::{Name, Phones, Region, Role as RoleField, Sex as SexField};
        let with = |entries: &[CardEntry]| {
            let mut card = Card::default();
            entries.iter().for_each(|it| card.write(it));
            card
        };
        for (entries, has_phone, unknown) in [
            (vec![], false, vec![Name, Phones, Region, SexField, RoleField]),
            (vec![], true, vec![Name, Region, SexField, RoleField]),
            (
                vec![CardEntry::Surname("顾".into()), CardEntry::Title(Some(Title::Boss))],
                true,
                vec![Region, RoleField],
            ),
            (
                vec![
                    CardEntry::Name("顾伟".into()),
                    CardEntry::Phones(vec!["1".into()]),
                    CardEntry::Address("上海".into()),
                    CardEntry::Sex(Some(Sex::Male)),
                    CardEntry::Role(Some(Role::EndCustomer)),
                ],
                false,
                vec![],
            ),
        ] {
            assert_eq!(with(&entries).unknown(has_phone), unknown, "{entries:?}");
        }
    }
}
