//! The code of a member card: what its QR holds, and nothing else. It is made of the customer's own
//! key, not of his place in a book, so that two devices print the same card.

use crate::domain::change::write_customer;
use crate::domain::coupon::code::Code;
use crate::domain::customer::CustomerKey;
use crate::domain::id::name_based;
use crate::domain::intern::Index;
use crate::domain::packed::Writer;
use crate::domain::shop::Shop;

/// What card codes begin with: it tells them from codes of coupons, which are as long as the rest.
const MARK: char = 'M';

/// Why a text that was typed or scanned finds no member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardCodeFault {
    /// It is no code of a member card.
    NotACard,
    /// Its last character does not fit the others: it was mistyped.
    Mistyped,
    /// No customer of this book has it.
    Nobody,
    /// Two customers have it, which happens once in many million pairs: ask for the phone.
    Several,
}

fn code_of(key: &CustomerKey) -> Code {
    let mut out = Writer::default();
    write_customer(key, &mut out);
    Code::from_random(name_based("member card", out.bytes()).as_u64_pair().0)
}

/// The code in a text without the mark, if it is one.
fn parse(typed: &str) -> Result<Code, CardCodeFault> {
    let code = Code::parse(typed).map_err(|_| CardCodeFault::NotACard)?;
    let rest = code.as_str().strip_prefix(MARK).ok_or(CardCodeFault::NotACard)?;
    let rest = Code::parse(rest).map_err(|_| CardCodeFault::NotACard)?;
    match (rest.is_generated(), rest.is_mistyped()) {
        (true, false) => Ok(rest),
        (true, true) => Err(CardCodeFault::Mistyped),
        (false, _) => Err(CardCodeFault::NotACard),
    }
}

impl Shop {
    /// The code of a person's member card: the same on every device that knows him by this key.
    #[must_use]
    pub fn card_code(&self, customer: Index) -> Option<String> {
        let person = self.person_of(customer);
        let key = self.customers().get(person.position())?;
        Some(format!("{MARK}{}", code_of(key)))
    }

    /// Whose member card this code is of. Cards of people who were joined since still find them.
    ///
    /// # Errors
    /// No code of a card, a slip, nobody, or two people with one code.
    pub fn customer_with_card_code(&self, typed: &str) -> Result<Index, CardCodeFault> {
        let wanted = parse(typed)?;
        let mut found = None;
        for (at, key) in self.customers().iter().enumerate() {
            if code_of(key) != wanted {
                continue;
            }
            let person = self.person_of(Index::at(at));
            if !self.is_known(person.position()) || found == Some(person) {
                continue;
            }
            if found.is_some() {
                return Err(CardCodeFault::Several);
            }
            found = Some(person);
        }
        found.ok_or(CardCodeFault::Nobody)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_code_of_a_card() {
        let code = Code::from_random(7);
        let card = format!("M{code}");
        let last = code.as_str().chars().next_back().unwrap();
        let other = if last == '2' { '3' } else { '2' };
        let wrong = format!("M{}{other}", &code.as_str()[..8]);
        for (typed, expected, rule) in [
            (card.clone(), Ok(code.clone()), "as it is shown"),
            (card.to_lowercase(), Ok(code.clone()), "in small letters"),
            (format!(" {}-{} ", &card[..5], &card[5..]), Ok(code.clone()), "with blanks"),
            (wrong, Err(CardCodeFault::Mistyped), "another check character"),
            (code.to_string(), Err(CardCodeFault::NotACard), "a code of a coupon"),
            (format!("M{}", &code.as_str()[..6]), Err(CardCodeFault::NotACard), "too short"),
            ("13800001111".to_owned(), Err(CardCodeFault::NotACard), "a phone"),
            (String::new(), Err(CardCodeFault::NotACard), "nothing"),
        ] {
            assert_eq!(parse(&typed), expected, "{rule}");
        }
    }
}
