//! How the order numbers of a file look, to tell whether a spreadsheet went over it.

use crate::format::problem::Refusal;
use crate::format::table::cell;

/// Counts over the order numbers of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberCensus {
    given: u64,
    scientific: u64,
    long: u64,
    rounded: u64,
    example: String,
    /// The number before.
    last: String,
}

impl NumberCensus {
    /// Looks at the number of a row of our own files, which repeat it on every line of an order:
    /// three lines of one round number prove nothing.
    pub(crate) fn count_once(&mut self, number: &str) {
        if self.last != number {
            self.count(number);
            number.clone_into(&mut self.last);
        }
    }

    /// Looks at the number of a row.
    pub(crate) fn count(&mut self, number: &str) {
        if number.is_empty() {
            return;
        }
        self.given += 1;
        let rounded = cell::is_rounded_to_15_digits(number);
        let scientific = cell::is_scientific(number);
        self.long += u64::from(rounded.is_some());
        self.rounded += u64::from(rounded == Some(true));
        self.scientific += u64::from(scientific);
        if self.example.is_empty() && (scientific || rounded == Some(true)) {
            number.clone_into(&mut self.example);
        }
    }

    /// Refuses a file whose numbers a spreadsheet has rounded: half of them in the form 3.51E+16,
    /// or, of three long ones at least, all with nothing but zeros behind the 15th digit.
    pub(crate) fn verdict(&self) -> Result<(), Refusal> {
        let scientific = self.scientific > 0 && 2 * self.scientific >= self.given;
        let rounded = self.long >= 3 && self.rounded == self.long;
        if scientific || rounded {
            return Err(Refusal::OrderNumberDamaged { example: self.example.clone() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An order of three lines whose number ends in zeros, in a file of our own.
    #[test]
    fn lines_of_one_order_prove_no_damage() {
        let round = "3500000000000000000";
        let (mut lines, mut orders) = (NumberCensus::default(), NumberCensus::default());
        for number in [round, round, round] {
            lines.count_once(number);
            orders.count(number);
        }
        assert!(lines.verdict().is_ok());
        assert!(orders.verdict().is_err(), "three rows of a foreign file do");
        for number in ["3510000000000000000", "3520000000000000000"] {
            lines.count_once(number);
        }
        assert!(lines.verdict().is_err(), "three round orders do, in our own files, too");
    }
}
