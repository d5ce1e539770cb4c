//! Having a backup made: the porter writes it, reads it again and compares.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::{Holdings, State};
use crate::domain::shop::Shop;
use crate::porter::call::{Buffers, Errand, Told, pack};
use crate::porter::message::{Ask, BackupAsk, ShopParcel, Tell};
use crate::store::files::MadeFile;
use crate::store::settings::BackupNote;
use crate::ui::clock;

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
    /// What is in it.
    pub holds: Holdings,
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
            let Source { shop, seq, with_unsaved } = self.backup_source(&desk);
            let status = match self.write_backup(&shop).await {
                Some((file, orders)) => {
                    let made = BackupMade {
                        name: file.picked().name(),
                        bytes: file.size(),
                        holds: Holdings { orders, ..Holdings::of(&shop) },
                        with_unsaved,
                        can_share: file.can_share(),
                    };
                    // That of an empty book is none that anybody could count on.
                    if file.save().is_ok() && seq > 0 {
                        self.note_backup(Some(BackupNote { at_ms: clock::now_ms(), seq }));
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
    pub(super) fn backup_source(self, desk: &Desk) -> Source {
        let unsaved = self.hands.with_value(|it| it.unsaved.clone());
        let seq = desk.seq();
        if unsaved.is_empty() {
            return Source { shop: desk.snapshot(), seq, with_unsaved: false };
        }
        let acts = unsaved.iter().map(|unsaved| (&unsaved.act, unsaved.seed));
        let shop = Rc::new(desk.shop_with(acts, self.today()));
        Source { shop, seq, with_unsaved: true }
    }

    /// The file and its orders; `None` where it does not hold.
    async fn write_backup(self, shop: &Shop) -> Option<(MadeFile, u64)> {
        let (parcel, buffers) = packed(shop).await;
        let ask = Ask::Backup(BackupAsk {
            shop: parcel,
            name: file_name(shop, &format!("{}.json", self.today())),
            app: env!("CARGO_PKG_VERSION").to_owned(),
            exported_at: clock::now_text(),
        });
        let mut errand = Errand::send(&ask, &[], buffers).await.ok()?;
        loop {
            let Told { tell, file, .. } = errand.next().await.ok()?;
            match tell {
                Tell::Writing(permille) => self.backup.set(BackupStatus::Writing(permille)),
                Tell::Checking => self.backup.set(BackupStatus::Checking),
                Tell::Made { orders, .. } => return Some((file?, orders)),
                Tell::Ready
                | Tell::Reading(_)
                | Tell::Staged(_)
                | Tell::Unknown(_)
                | Tell::Restored(_)
                | Tell::Refused(_)
                | Tell::Exported { .. }
                | Tell::NotSealed(_)
                | Tell::TooManyRows
                | Tell::Readings
                | Tell::Demo(_)
                | Tell::Broken => return None,
            }
        }
    }
}

/// What is backed up: a book of one moment, whatever happens to it while it is written.
pub(super) struct Source {
    pub(super) shop: Rc<Shop>,
    /// The last commit in it.
    pub(super) seq: u64,
    pub(super) with_unsaved: bool,
}

/// A shop on its way to the porter.
pub(super) async fn packed(shop: &Shop) -> (ShopParcel, Buffers) {
    let (mut parcel, mut buffers) = (ShopParcel::default(), Buffers::default());
    let mut pages = shop.pages().into_iter();
    clock::in_slices(|| {
        let page = pages.next();
        page.map(|page| pack(shop, page, &mut parcel, &mut buffers)).is_some()
    })
    .await;
    (parcel, buffers)
}

/// `huitou-阿强小店-2026-11-22.json`; what file systems do not like is left out of the name.
pub(super) fn file_name(shop: &Shop, tail: &str) -> String {
    let clean = |c: &char| c.is_alphanumeric();
    let name: String = shop.profile().name.value.chars().filter(clean).take(24).collect();
    if name.is_empty() { format!("huitou-{tail}") } else { format!("huitou-{name}-{tail}") }
}
