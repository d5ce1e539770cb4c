//! The fields of a card.

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
    /// The sex.
    Sex,
    /// What he said of himself.
    Answers,
}

impl CardField {
    /// All of them, each at the place of its number.
    pub const ALL: [CardField; 24] = [
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
        CardField::Sex,
        CardField::Answers,
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
