//! What a card of our own says beside what phones understand: by what the person is known, and his
//! facts as the book has them.
//!
//! A card says who it is before anything else. What is read then is read as it was written: phones
//! join remarks, fill in names and know no birthday without a year.

use super::cards::{COLUMNS, Property, parts_as_written, unescape};
use crate::format::export::person_words::{LINES, joined};

/// Known by what, and where: `taobao nick;t_枣糕;`.
pub const KEY: &str = "X-HUITOU-KEY";
/// What stands as the name of somebody who has none.
pub const UNNAMED: &str = "X-HUITOU-UNNAMED";
/// Phones as the book has them, where that is not what can be called.
pub const PHONES: &str = "X-HUITOU-PHONES";
/// The birthday as the book has it.
pub const BIRTHDAY: &str = "X-HUITOU-BIRTHDAY";
/// The remarks, each for itself.
pub const NOTES: &str = "X-HUITOU-NOTES";

/// The cells of a row that only cards of our own fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnCell {
    /// The kind of the key.
    KnownBy,
    /// The key.
    Key,
    /// What tells two of one name apart.
    Place,
    /// The name.
    Name,
    /// The company.
    Company,
    /// Phones as the book has them.
    Phones,
    /// Phones that the card can be called by.
    Called,
    /// The WeChat id.
    Wechat,
    /// The nick that is not the key.
    Nick,
    /// The address.
    Address,
    /// The birthday.
    Birthday,
    /// The remarks.
    Remarks,
    /// The tags.
    Tags,
}

/// How many there are.
const COUNT: usize = OwnCell::Tags as usize + 1;

impl OwnCell {
    /// Where it stands in a row: behind what all cards have.
    #[must_use]
    pub const fn place(self) -> usize {
        COLUMNS.len() + 1 + self as usize
    }
}

/// What is known of a card of our own.
#[derive(Default)]
pub(super) struct OwnCard {
    cells: [String; COUNT],
    unnamed: String,
    tags: Vec<Box<str>>,
    called: Vec<Box<str>>,
}

impl OwnCard {
    /// Takes in a property with its value as it stands.
    pub(super) fn take(&mut self, property: &Property<'_>) {
        let value = property.value;
        match property.name.as_str() {
            KEY => {
                let parts = parts_as_written(value, ';');
                let all = [OwnCell::KnownBy, OwnCell::Key, OwnCell::Place];
                all.into_iter().zip(parts).for_each(|(cell, part)| self.set(cell, part));
            }
            UNNAMED => self.unnamed = unescape(value),
            PHONES => self.set(OwnCell::Phones, unescape(value)),
            BIRTHDAY => self.set(OwnCell::Birthday, unescape(value)),
            NOTES => self.set(OwnCell::Remarks, unescape(value)),
            "FN" => self.set(OwnCell::Name, unescape(value)),
            "ORG" => self.set(OwnCell::Company, unescape(value)),
            "TEL" => self.called.push(unescape(value).into()),
            "X-WECHAT" => self.set(OwnCell::Wechat, unescape(value)),
            "NICKNAME" => self.set(OwnCell::Nick, unescape(value)),
            "ADR" => {
                let street = parts_as_written(value, ';').into_iter().nth(2);
                self.set(OwnCell::Address, street.unwrap_or_default());
            }
            "CATEGORIES" => {
                self.tags.extend(parts_as_written(value, ',').into_iter().map(Into::into));
            }
            _ => {}
        }
    }

    fn set(&mut self, cell: OwnCell, text: String) {
        if let Some(place) = self.cells.get_mut(cell as usize) {
            *place = text;
        }
    }

    /// Its cells, in their order.
    pub(super) fn into_cells(mut self) -> [String; COUNT] {
        let is_unnamed = !self.unnamed.is_empty();
        if is_unnamed && self.cells.get(OwnCell::Name as usize) == Some(&self.unnamed) {
            self.set(OwnCell::Name, String::new());
        }
        self.set(OwnCell::Called, joined(&self.called, LINES));
        self.set(OwnCell::Tags, joined(&self.tags, LINES));
        self.cells
    }
}
