//! A shop of counters on a book: what the app does with the store, as small as it can be.

use std::collections::{BTreeMap, BTreeSet};

use huitou::store::book::{
    CommitFault, CommitId, Contents, Page, PageId, Store, Tail, wipe_database,
};

/// Random enough, and the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed * 2 + 1)
    }

    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    pub fn id(&mut self) -> CommitId {
        let mut id = [0; 16];
        id.fill_with(|| self.roll(256) as u8);
        id
    }
}

pub type Counters = BTreeMap<u8, u64>;

const KEYS_OF_A_PAGE: u8 = 4;

/// Adding to a counter reads it first: a lost update shows.
pub struct Book {
    pub database: String,
    pub store: Store,
    pub seq: u64,
    pub counters: Counters,
    pub dirty: BTreeSet<u32>,
    pub dice: Dice,
}

/// A database with nothing in it.
pub async fn fresh(database: &str) -> String {
    let database = format!("huitou-test-{database}");
    wipe_database(&database).await.expect("nobody holds it");
    database
}

pub fn page_id(number: u32) -> PageId {
    PageId { collection: 1, number }
}

pub fn replay(contents: &Contents) -> (Counters, BTreeSet<u32>) {
    let mut counters = Counters::new();
    for page in &contents.pages {
        for record in page.bytes.chunks(9) {
            counters.insert(record[0], value(record));
        }
    }
    let mut dirty = BTreeSet::new();
    for entry in &contents.entries {
        counters.insert(entry.change[0], value(&entry.change));
        dirty.insert(u32::from(entry.change[0] / KEYS_OF_A_PAGE));
    }
    (counters, dirty)
}

fn value(record: &[u8]) -> u64 {
    u64::from_le_bytes(record[1..9].try_into().expect("eight bytes"))
}

fn record(key: u8, value: u64) -> Vec<u8> {
    std::iter::once(key).chain(value.to_le_bytes()).collect()
}

impl Book {
    pub async fn open(database: &str, seed: u64) -> Book {
        let (store, contents) = Store::open_database(database).await.expect("opens");
        assert_eq!(contents.damage, []);
        Book::of(database, store, &contents, seed)
    }

    pub fn of(database: &str, store: Store, contents: &Contents, seed: u64) -> Book {
        let (counters, dirty) = replay(contents);
        let (database, seq, dice) = (database.to_owned(), contents.head_seq, Dice::new(seed));
        Book { database, store, seq, counters, dirty, dice }
    }

    fn apply(&mut self, seq: u64, change: &[u8]) {
        assert_eq!(seq, self.seq + 1);
        self.counters.insert(change[0], value(change));
        self.dirty.insert(u32::from(change[0] / KEYS_OF_A_PAGE));
        self.seq = seq;
    }

    /// One try, on what is known.
    pub async fn try_add(&mut self, key: u8, amount: u64) -> Result<(), CommitFault> {
        let change = record(key, self.counters.get(&key).unwrap_or(&0) + amount);
        let id = self.dice.id();
        let seq = self.store.commit(self.seq, id, &change).await?;
        self.apply(seq, &change);
        Ok(())
    }

    /// As the app does it: told that others were faster, reads what they did and decides again.
    pub async fn add(&mut self, key: u8, amount: u64) {
        loop {
            match self.try_add(key, amount).await {
                Ok(()) => return,
                Err(CommitFault::Behind { .. }) => self.catch_up().await,
                Err(fault) => panic!("{fault:?}"),
            }
        }
    }

    pub async fn catch_up(&mut self) {
        match self.store.read_after(self.seq).await.expect("reads") {
            Tail::Entries(entries) => {
                entries.iter().for_each(|entry| self.apply(entry.seq, &entry.change));
            }
            Tail::Reload => {
                let seed = self.dice.roll(1 << 40);
                *self = Book::open(&self.database.clone(), seed).await;
            }
        }
    }

    pub fn all_pages(&self) -> Vec<PageId> {
        let numbers = self.counters.keys().map(|key| u32::from(key / KEYS_OF_A_PAGE));
        numbers.collect::<BTreeSet<_>>().into_iter().map(page_id).collect()
    }

    pub fn dirty_pages(&self) -> Vec<Page> {
        let page = |number: &u32| {
            let of_page =
                self.counters.iter().filter(|(key, _)| u32::from(*key / KEYS_OF_A_PAGE) == *number);
            let bytes: Vec<u8> = of_page.flat_map(|(key, value)| record(*key, *value)).collect();
            Page { id: page_id(*number), bytes: bytes.into() }
        };
        self.dirty.iter().map(page).collect()
    }

    pub async fn try_checkpoint(&mut self) -> Result<(), CommitFault> {
        let (dirty, all) = (self.dirty_pages(), self.all_pages());
        self.store.checkpoint(self.seq, &dirty, &all).await?;
        self.dirty.clear();
        Ok(())
    }

    pub async fn checkpoint(&mut self) {
        loop {
            match self.try_checkpoint().await {
                Ok(()) => return,
                Err(CommitFault::Behind { .. }) => self.catch_up().await,
                Err(CommitFault::MustBeDirty(pages)) => {
                    self.dirty.extend(pages.iter().map(|page| page.number));
                }
                Err(fault) => panic!("{fault:?}"),
            }
        }
    }

    /// What somebody sees who opens the book now.
    pub async fn on_disk(&self) -> (u64, Counters) {
        let other = Book::open(&self.database, 1).await;
        (other.seq, other.counters)
    }

    pub async fn stands_on_disk(&self) {
        assert_eq!(self.on_disk().await, (self.seq, self.counters.clone()));
    }
}

/// Two checkpoints at 20 and 40, of pages of which some are in both, and a journal up to 46.
pub async fn two_generations(database: &str) -> Book {
    let mut book = Book::open(database, 99).await;
    for step in 1..=46 {
        // Page 0 is written at both checkpoints, pages 1 and 2 at the first alone.
        let key = if step <= 20 { (step % 12) as u8 } else { (step % 4) as u8 };
        book.add(key, step).await;
        if step % 20 == 0 {
            book.checkpoint().await;
        }
    }
    book
}
