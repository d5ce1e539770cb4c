//! How much of other people a file would carry away.

use hashbrown::HashSet;
use serde::{Deserialize, Serialize};

use super::{Cell, Column};
use crate::domain::phone::Phone;

/// Phones and addresses in a file, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Phones, masked and virtual ones included.
    pub phones: u64,
    /// Addresses.
    pub addresses: u64,
}

impl Carried {
    /// True where there is nothing to think of.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Carried::default()
    }
}

/// Counts what passes by.
#[derive(Debug, Default)]
pub struct Counting {
    phones: HashSet<String>,
    addresses: HashSet<String>,
}

impl Counting {
    /// Looks at a row.
    pub fn see(&mut self, columns: &[Column], cells: &[Cell]) {
        for (column, cell) in columns.iter().zip(cells) {
            let Cell::Text(text) = cell else { continue };
            match column {
                Column::Phones | Column::ReceiverPhone | Column::Customer => self.see_phones(text),
                Column::Address | Column::ReceiverAddress => self.see_address(text),
                _ => {}
            }
        }
    }

    fn see_address(&mut self, text: &str) {
        if !self.addresses.contains(text) {
            self.addresses.insert(text.to_owned());
        }
    }

    /// Looks at a text that may hold phones.
    pub fn see_phones(&mut self, text: &str) {
        for piece in text.split(super::person_words::LIST) {
            if !self.phones.contains(piece) && Phone::parse(piece).is_some() {
                self.phones.insert(piece.to_owned());
            }
        }
    }

    /// What was seen.
    #[must_use]
    pub fn carried(&self) -> Carried {
        Carried { phones: self.phones.len() as u64, addresses: self.addresses.len() as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_once() {
        let columns = [Column::Customer, Column::ReceiverPhone, Column::ReceiverAddress];
        let mut counting = Counting::default();
        for row in [
            ["陈姐", "14000000001", "杭州"],
            ["14000000001", "140****0002", "杭州"],
            ["K7", "", "上海"],
        ] {
            counting.see(&columns, &row.map(Cell::text));
        }
        assert_eq!(counting.carried(), Carried { phones: 2, addresses: 2 });
        counting.see(&[Column::Phones], &[Cell::text("14000000003、14000000004")]);
        assert_eq!(counting.carried(), Carried { phones: 4, addresses: 2 });
        assert!(!counting.carried().is_nothing() && Carried::default().is_nothing());
    }
}
