//! How safely the book is kept: room, the browser's promise, the last backup.

use leptos::prelude::*;

use super::{BookStatus, SaveStatus, State};
use crate::store::book::{BookName, SpareState, estimate, persisted};
use crate::store::settings::{BackupNote, last_backup};
use crate::ui::clock;

/// A backup is asked for after so many days, or so many changes.
const BACKUP_DAYS: i32 = 7;
const BACKUP_CHANGES: u64 = 100;

/// An import needs this many times its own size: the journal, the pages, and the pages before.
const ROOM_PER_BYTE: u64 = 3;

/// What the browser says about the room for the book.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoomFacts {
    /// Whether it has promised not to clear the book by itself.
    pub persisted: Option<bool>,
    /// Bytes used.
    pub usage_bytes: Option<u64>,
    /// Bytes allowed.
    pub quota_bytes: Option<u64>,
    /// The last backup.
    pub backup: Option<BackupNote>,
    /// The second copy.
    pub spare: Option<SpareState>,
}

/// What the storage light says; the worst thing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// It is the demo shop: nothing that anybody could miss.
    MadeUp,
    /// Nothing is kept yet.
    Empty,
    /// Something was not written.
    NotSaved,
    /// The book is not whole, or not there.
    NotWhole,
    /// Little room is left.
    LittleRoom,
    /// There never was a backup.
    NoBackup,
    /// The last backup is old: days ago, changes since.
    OldBackup(u32, u64),
    /// The browser may clear the book.
    NotKept,
    /// All is well; the last backup was so many days ago.
    Well(u32),
}

impl Light {
    /// The state as a word for checks and colours.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Light::MadeUp | Light::Empty | Light::Well(_) => "good",
            Light::NoBackup | Light::OldBackup(..) | Light::NotKept => "warn",
            Light::NotSaved | Light::NotWhole | Light::LittleRoom => "bad",
        }
    }
}

impl State {
    /// What the storage light says.
    #[must_use]
    pub fn light(self) -> Light {
        let facts = self.room.get();
        if matches!(self.save.get(), SaveStatus::Failed(_)) {
            return Light::NotSaved;
        }
        if !matches!(self.book.get(), BookStatus::Ready | BookStatus::Opening) {
            return Light::NotWhole;
        }
        if self.is_demo() {
            return Light::MadeUp;
        }
        let seq = self.seq.get();
        if seq == 0 {
            return Light::Empty;
        }
        if let (Some(used), Some(quota)) = (facts.usage_bytes, facts.quota_bytes)
            && used > quota / 10 * 9
        {
            return Light::LittleRoom;
        }
        let days_since = |at_ms| self.today().days_since(clock::day_of(at_ms)).max(0);
        let Some(backup) = facts.backup else {
            // Without one, the first import is what its age is counted from.
            let first = self.imports().iter().filter_map(|import| import.at_ms).min();
            let days = first.map_or(0, days_since);
            let due = days >= BACKUP_DAYS || seq >= BACKUP_CHANGES;
            return if due { Light::OldBackup(days.unsigned_abs(), seq) } else { Light::NoBackup };
        };
        let days = days_since(backup.at_ms);
        let changes = seq.saturating_sub(backup.seq);
        if changes > 0 && (days >= BACKUP_DAYS || changes >= BACKUP_CHANGES) {
            return Light::OldBackup(days.unsigned_abs(), changes);
        }
        if facts.persisted == Some(false) {
            return Light::NotKept;
        }
        Light::Well(days.unsigned_abs())
    }

    /// Asks the browser again.
    pub(super) async fn look_at_room(self) {
        let room = estimate().await;
        let is_real = self.which.get_untracked() == BookName::Real;
        self.set_room(RoomFacts {
            persisted: persisted().await,
            usage_bytes: room.map(|room| room.usage_bytes),
            quota_bytes: room.map(|room| room.quota_bytes),
            backup: last_backup().filter(|_| is_real),
            spare: self.desk.with_value(|desk| desk.as_ref().and_then(|it| it.spare_state())),
        });
        self.mark_book();
    }

    /// True where an import of so many bytes will find room, or the browser does not say.
    pub(super) async fn has_room_for(self, bytes: usize) -> bool {
        let needed = (bytes as u64).saturating_mul(ROOM_PER_BYTE);
        let fits = async || {
            let room = estimate().await;
            room.is_none_or(|room| room.usage_bytes.saturating_add(needed) <= room.quota_bytes)
        };
        if fits().await {
            return true;
        }
        let Some(desk) = self.desk.get_value() else { return false };
        desk.give_up_copy().await && fits().await
    }
}
