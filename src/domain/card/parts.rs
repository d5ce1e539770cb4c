//! What stands in the fields of a card that are more than a text.

use crate::domain::day::Day;
use crate::domain::person::Birthday;
use crate::domain::way::Way;

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

/// 性别 (CU1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// 女.
    Female,
    /// 男.
    Male,
}

/// What an answer is about (CU6, CU7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// 年龄.
    Age,
    /// 收入.
    Income,
    /// 家庭.
    Family,
    /// 爱好.
    Likes,
    /// 需求.
    Needs,
    /// Anything else.
    Other,
}

impl Topic {
    /// All of them, each at the place of its number.
    pub const ALL: [Topic; 6] =
        [Topic::Age, Topic::Income, Topic::Family, Topic::Likes, Topic::Needs, Topic::Other];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The topic of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Topic> {
        Topic::ALL.get(usize::from(number)).copied()
    }
}

/// What a customer said of himself (CU6): never guessed, so it says when and how he said it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// What it is about.
    pub topic: Topic,
    /// When he said it.
    pub day: Day,
    /// How.
    pub way: Way,
    /// What he said.
    pub says: Box<str>,
}
