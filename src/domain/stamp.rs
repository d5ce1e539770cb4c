//! When a record that may be edited was edited, in an order that all devices agree on.

/// A device that writes: a random number that it keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u64);

/// A point in the history of a record: a Lamport counter, one more than any the writer had seen,
/// and the writer, so that no two edits tie (L. Lamport, "Time, Clocks, and the Ordering of
/// Events in a Distributed System", 1978).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Lamport counter; 0 = never edited.
    pub counter: u64,
    /// Who edited.
    pub device: DeviceId,
}

/// A field that may be edited: the higher stamp wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamped<T> {
    /// The value.
    pub value: T,
    /// When it was given.
    pub stamp: Stamp,
}

impl<T: Ord + Clone> Stamped<T> {
    /// Takes over what `other` says where it is later. Equal stamps with different values come
    /// from a device whose memory was copied; the greater value wins, so that all agree.
    pub fn merge(&mut self, other: &Stamped<T>) {
        if (other.stamp, &other.value) > (self.stamp, &self.value) {
            self.clone_from(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_stamp_wins_whoever_merges() {
        let at = |counter, device, value: &str| Stamped {
            value: value.to_owned(),
            stamp: Stamp { counter, device: DeviceId(device) },
        };
        for (a, b, wins, rule) in [
            (at(1, 9, "old"), at(2, 1, "new"), "new", "the counter decides"),
            (at(2, 1, "one"), at(2, 2, "two"), "two", "then the device"),
            (at(2, 1, "b"), at(2, 1, "a"), "b", "then the value"),
            (Stamped::default(), at(1, 1, "a"), "a", "anything over nothing"),
        ] {
            for (mut into, from) in [(a.clone(), &b), (b.clone(), &a)] {
                into.merge(from);
                assert_eq!(into.value, wins, "{rule}");
            }
        }
    }
}
