//! Names of records that mean the same on every device.
//!
//! What comes from a file has a name-based id (UUID v5 of its kind and its natural key), so that
//! the same file handed in on two phones is one import. What is made by hand has a UUID v7, from
//! the clock and the randomness that the caller hands in.

use uuid::Uuid;

/// The namespace of all name-based ids of this app: v5 of the URL namespace and `huitou`.
const NAMESPACE: Uuid = Uuid::from_u128(0x1f0e_4b4c_7c3a_5a55_9b63_0f6b_9c1d_2e77);

/// An import: the handing in of some files at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImportId(pub Uuid);

/// An order that was written down by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(pub Uuid);

/// Randomness and time for ids, handed in. The same seed makes the same ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdSeed {
    /// Milliseconds since 1970.
    pub now_ms: u64,
    /// Ten random bytes.
    pub random: [u8; 10],
}

impl IdSeed {
    /// A UUID v7.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_unix_timestamp_millis(self.now_ms, &self.random).into_uuid()
    }
}

/// A UUID v5 of a kind of record and its natural key.
#[must_use]
pub fn name_based(kind: &str, key: &[u8]) -> Uuid {
    Uuid::new_v5(&Uuid::new_v5(&NAMESPACE, kind.as_bytes()), key)
}

/// The id of a set of records that does not depend on their order: each is hashed alone, the
/// hashes are added up.
#[derive(Clone, Copy, Debug, Default)]
pub struct SetDigest {
    sum: u128,
    count: u64,
}

impl SetDigest {
    /// Adds a record in its canonical bytes.
    pub fn add(&mut self, record: &[u8]) {
        let hash = Uuid::new_v5(&NAMESPACE, record).as_u128();
        self.sum = self.sum.wrapping_add(hash);
        self.count += 1;
    }

    /// The id of the set.
    #[must_use]
    pub fn id(&self, kind: &str) -> Uuid {
        let mut key = self.sum.to_be_bytes().to_vec();
        key.extend(self.count.to_be_bytes());
        name_based(kind, &key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_one_id_whatever_its_order() {
        let id = |records: &[&str]| {
            let mut digest = SetDigest::default();
            records.iter().for_each(|record| digest.add(record.as_bytes()));
            digest.id("import")
        };
        assert_eq!(id(&["a", "b", "c"]), id(&["c", "a", "b"]));
        assert_ne!(id(&["a", "b"]), id(&["a", "b", "b"]));
        assert_ne!(id(&["a", "b"]), id(&["ab"]));
        assert_eq!(id(&["a"]).get_version_num(), 5);
    }

    #[test]
    fn ids_by_hand_rise_with_time() {
        let seed = |now_ms, byte| IdSeed { now_ms, random: [byte; 10] }.uuid();
        assert!(seed(1_700_000_000_000, 255) < seed(1_700_000_000_001, 0));
        assert_eq!(seed(1, 1).get_version_num(), 7);
    }
}
