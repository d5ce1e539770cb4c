//! How much a search may still do, counted in what is the same on every machine: candidates that a
//! ceiling goes through.

/// What is left of it.
#[derive(Debug)]
pub(super) struct Effort {
    turns: usize,
}

impl Effort {
    /// So many candidates may be gone through.
    pub(super) fn of(turns: usize) -> Effort {
        Effort { turns }
    }

    /// Takes so much; false where that is more than there is, and then nothing is left.
    pub(super) fn spend(&mut self, turns: usize) -> bool {
        let rest = self.turns.checked_sub(turns);
        self.turns = rest.unwrap_or(0);
        rest.is_some()
    }

    /// False where it came to an end before the search did.
    pub(super) fn is_left(&self) -> bool {
        self.turns > 0
    }

    /// At most so much of it, for `work`; what that leaves is kept. Also says whether it left any.
    pub(super) fn lend<T>(
        &mut self,
        most: usize,
        work: impl FnOnce(&mut Effort) -> T,
    ) -> (T, bool) {
        let lent = self.turns.min(most);
        let mut part = Effort::of(lent);
        let done = work(&mut part);
        self.turns -= lent - part.turns;
        (done, part.is_left())
    }
}

#[cfg(test)]
mod tests {
    use super::Effort;

    #[test]
    fn what_is_more_than_there_is_leaves_nothing() {
        let mut effort = Effort::of(10);
        assert!(effort.spend(4) && effort.is_left());
        let (went, left) = effort.lend(5, |part| part.spend(2));
        assert!(went && left);
        assert_eq!(effort.turns, 4, "what was lent and not used comes back");
        let (went, left) = effort.lend(3, |part| part.spend(4));
        assert!(!went && !left);
        assert_eq!(effort.turns, 1, "no more than was lent is gone");
        assert!(!effort.spend(2) && !effort.is_left());
    }
}
