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

/// Whose card a code is of, looked for a bounded number of customers at a time.
#[derive(Clone, Debug)]
pub struct FindingCard {
    wanted: Code,
    at: usize,
    found: Vec<Index>,
}

impl FindingCard {
    /// Begins with what was typed or scanned.
    ///
    /// # Errors
    /// No code of a card, or a slip.
    pub fn begin(typed: &str) -> Result<FindingCard, CardCodeFault> {
        Ok(FindingCard { wanted: parse(typed)?, at: 0, found: Vec::new() })
    }

    /// Looks at so many customers more; false when all are seen.
    pub fn step(&mut self, shop: &Shop, customers: usize) -> bool {
        let all = shop.customers();
        let end = self.at.saturating_add(customers).min(all.len());
        for (at, key) in all.iter().enumerate().take(end).skip(self.at) {
            let person = shop.person_of(Index::at(at));
            let is_his = code_of(key) == self.wanted && shop.is_known(person.position());
            if is_his && !self.found.contains(&person) {
                self.found.push(person);
            }
        }
        self.at = end;
        end < all.len()
    }

    /// Who it is, once all are seen.
    ///
    /// # Errors
    /// Nobody, or two people with one code.
    pub fn finish(self) -> Result<Index, CardCodeFault> {
        match self.found.as_slice() {
            [] => Err(CardCodeFault::Nobody),
            [person] => Ok(*person),
            [_, _, ..] => Err(CardCodeFault::Several),
        }
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

    /// Whose member card this code is of, at once; pages ask [`FindingCard`] in slices. Cards of
    /// people who were joined since still find them.
    ///
    /// # Errors
    /// No code of a card, a slip, nobody, or two people with one code.
    pub fn customer_with_card_code(&self, typed: &str) -> Result<Index, CardCodeFault> {
        let mut finding = FindingCard::begin(typed)?;
        while finding.step(self, usize::MAX) {}
        finding.finish()
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
