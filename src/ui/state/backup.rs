//! Making a backup: written in pieces, handed to the browser, read again and compared.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use super::desk::Desk;
use crate::domain::shop::Shop;
use crate::format::backup::{BackupCheck, BackupWriter};
use crate::store::files::{FileParts, MadeFile};
use crate::store::settings::{BackupNote, remember_backup};
use crate::ui::clock::{self, breathe};

/// Where the making of a backup stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum BackupStatus {
    /// None is being made.
    #[default]
    Idle,
    /// Thousandths that are written.
    Writing(u16),
    /// It is being read again.
    Checking,
    /// It is made, holds, and was handed to the browser.
    Made(Arc<BackupMade>),
    /// The browser gave it back otherwise than it was written, or not at all.
    Broken,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupMade {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Orders in it.
    pub orders: u64,
    /// It also holds what could not be written into the book.
    pub with_unsaved: bool,
    /// The browser can hand it to other apps.
    pub can_share: bool,
}

impl State {
    /// Makes a backup of everything that is in the book and saves it as a file.
    pub fn make_backup(self) {
        let Some(desk) = self.desk.get_value() else { return };
        spawn_local(async move {
            self.backup.set(BackupStatus::Writing(0));
            let source = self.backup_source(&desk);
            let status = match self.write_backup(&source).await {
                Some((file, orders, seq)) => {
                    let made = BackupMade {
                        name: file.picked().name(),
                        bytes: file.size(),
                        orders,
                        with_unsaved: matches!(source, Source::Apart(..)),
                        can_share: file.can_share(),
                    };
                    // That of an empty book is none that anybody could count on.
                    if file.save().is_ok() && seq > 0 {
                        remember_backup(Some(BackupNote { at_ms: clock::now_ms(), seq }));
                    }
                    self.hands.update_value(|it| it.made = Some(file));
                    BackupStatus::Made(Arc::new(made))
                }
                None => BackupStatus::Broken,
            };
            self.backup.set(status);
            self.look_at_room().await;
        });
    }

    /// Hands the last backup to another app.
    pub fn share_backup(self) {
        let Some(file) = self.hands.with_value(|it| it.made.clone()) else { return };
        spawn_local(async move {
            // Turned away, it stands in the downloads all the same.
            let _ = file.share().await;
        });
    }

    /// The book, or where something could not be written, a copy of it with that in it: it is what
    /// the seller would lose.
    fn backup_source(self, desk: &Rc<Desk>) -> Source {
        let unsaved = self.hands.with_value(|it| it.unsaved.clone());
        if unsaved.is_empty() {
            return Source::Book(Rc::clone(desk));
        }
        let acts = unsaved.iter().map(|unsaved| (&unsaved.act, unsaved.seed));
        Source::Apart(Box::new(desk.shop_with(acts, self.today())), desk.seq())
    }

    /// The file, its orders, and the last commit in it.
    async fn write_backup(self, desk: &Source) -> Option<(MadeFile, u64, u64)> {
        // What changes while it is written begins it again: it must be of one moment.
        'again: loop {
            let seq = desk.seq();
            breathe().await;
            let mut writer = desk.shop(BackupWriter::new);
            let mut parts = FileParts::default();
            loop {
                if desk.seq() != seq {
                    continue 'again;
                }
                let Some(piece) = desk.shop(|shop| writer.next_piece(shop)) else { break };
                parts.push(&piece);
                let (done, all) = writer.progress();
                let permille = (done * 1000).checked_div(all).unwrap_or(1000);
                self.backup.set(BackupStatus::Writing(permille.min(1000) as u16));
                breathe().await;
            }
            parts.push(BackupWriter::TAIL);
            let (orders, checksum) = (writer.orders() as u64, writer.checksum());
            let head = writer.head(env!("CARGO_PKG_VERSION"), &clock::now_text());
            let name = desk.shop(|shop| file_name(shop, &self.today().to_string()));
            let file = parts.finish(&name, "application/json", Some(&head))?;
            self.backup.set(BackupStatus::Checking);
            return holds(&file, &head, checksum).await.then_some((file, orders, seq));
        }
    }
}

/// What is backed up.
enum Source {
    Book(Rc<Desk>),
    /// A shop beside the book, and the last commit in it.
    Apart(Box<Shop>, u64),
}

impl Source {
    fn shop<T>(&self, look: impl FnOnce(&Shop) -> T) -> T {
        match self {
            Source::Book(desk) => desk.shop(look),
            Source::Apart(shop, _) => look(shop),
        }
    }

    fn seq(&self) -> u64 {
        match self {
            Source::Book(desk) => desk.seq(),
            Source::Apart(_, seq) => *seq,
        }
    }
}

/// Reads the file again as the browser gives it back.
async fn holds(file: &MadeFile, head: &str, checksum: String) -> bool {
    let mut check = BackupCheck::new(file.size(), head, checksum);
    let read = file.picked().read_pieces(|piece| check.feed(piece)).await;
    read.is_ok() && check.holds()
}

/// `huitou-阿强小店-2026-11-22.json`; what file systems do not like is left out of the name.
fn file_name(shop: &Shop, day: &str) -> String {
    let clean = |c: &char| c.is_alphanumeric();
    let name: String = shop.profile().name.value.chars().filter(clean).take(24).collect();
    if name.is_empty() { format!("huitou-{day}.json") } else { format!("huitou-{name}-{day}.json") }
}
