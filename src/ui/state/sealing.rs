//! Having the book sealed with a passphrase, to be taken to another phone or kept where others read.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::backup::{Source, file_name, packed};
use super::{Fault, Holdings, State};
use crate::format::sealed::{Passphrase, SealFault};
use crate::porter::call::{Errand, Told};
use crate::porter::message::{Ask, BackupAsk, SealAsk, Tell};
use crate::store::files::MadeFile;
use crate::store::settings::BackupNote;
use crate::ui::route::Route;
use crate::ui::{chance, clock};

/// Share sheets and messengers take a text under this name, and refuse what they do not know.
const ENDING: &str = "txt";
const MIME: &str = "text/plain";

/// So much of the address stands in the head of the file.
const PLACE_LENGTH: usize = 300;

/// What a sealed file is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealFor {
    /// To be kept: it goes into the downloads at once.
    Keeping,
    /// To be taken to another phone: it is handed over.
    Moving,
}

/// Where the making of a sealed file stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SealStatus {
    /// The seller is asked for a passphrase.
    #[default]
    Asking,
    /// Thousandths that are written.
    Writing(u16),
    /// It is being opened again.
    Checking,
    /// It is made, and opens.
    Made(Arc<SealedMade>),
    /// It was not sealed.
    Refused(SealFault),
    /// The porter could not be loaded, or broke off.
    Lost(Fault),
    /// It did not open again to what was written.
    Broken,
}

/// A sealed file that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct SealedMade {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// What is in it.
    pub holds: Holdings,
    /// Its check number.
    pub check: String,
    /// It also holds what could not be written into the book.
    pub with_unsaved: bool,
    /// The browser can hand it to other apps.
    pub can_share: bool,
    /// What has become of it.
    pub handed: Handed,
    /// The backup that it is.
    note: BackupNote,
}

/// What has become of a file that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// Nothing yet.
    NotYet,
    /// Another app has taken it.
    Shared,
    /// It is in the downloads.
    Saved,
}

impl State {
    /// Asks for a passphrase, with one proposed.
    pub fn begin_sealing(self, purpose: SealFor) {
        self.leave_sealing();
        self.propose_passphrase();
        self.sealing.set(Some(purpose));
    }

    /// Another passphrase out of the browser's randomness.
    pub fn propose_passphrase(self) {
        self.passphrase.set(Passphrase::proposed(chance::number()));
    }

    /// Puts it all away: the passphrase, the file, and what is still being made.
    pub fn leave_sealing(self) {
        self.stop_sealing();
        self.sealing.set(None);
        self.passphrase.set(String::new());
    }

    /// Ends the making; the passphrase stays for another try.
    pub fn stop_sealing(self) {
        self.seal_run.update_value(|run| *run = run.wrapping_add(1));
        if let Some(stop) = self.hands.try_update_value(|it| it.stop_sealing.take()).flatten() {
            stop.now();
        }
        self.hands.update_value(|it| it.sealed = None);
        self.seal.set(SealStatus::Asking);
    }

    /// Makes the file of everything that is in the book.
    pub fn seal_book(self) {
        let Some(desk) = self.desk.get_value() else { return };
        let Some(purpose) = self.sealing.get_untracked() else { return };
        self.stop_sealing();
        let run = self.seal_run.get_value();
        self.seal.set(SealStatus::Writing(0));
        spawn_local(async move {
            let source = self.backup_source(&desk);
            let note = BackupNote { at_ms: clock::now_ms(), seq: source.seq };
            let status = match self.write_sealed(run, &source).await {
                Ok(Some((file, orders, check))) => {
                    let made = SealedMade {
                        name: file.picked().name(),
                        bytes: file.size(),
                        holds: Holdings { orders, ..Holdings::of(&source.shop) },
                        check,
                        with_unsaved: source.with_unsaved,
                        can_share: file.can_share(),
                        handed: Handed::NotYet,
                        note,
                    };
                    self.hands.update_value(|it| it.sealed = Some(file));
                    SealStatus::Made(Arc::new(made))
                }
                Ok(None) => SealStatus::Broken,
                Err(status) => status,
            };
            if self.seal_run.get_value() != run {
                return;
            }
            let is_shared = matches!(&status, SealStatus::Made(made) if made.can_share)
                && purpose == SealFor::Moving;
            self.seal.set(status);
            // Who can hand it over does so with a tap; everybody else finds it in the downloads.
            if !is_shared {
                self.save_sealed();
            }
            self.look_at_room().await;
        });
    }

    /// Puts the file into the downloads.
    pub fn save_sealed(self) {
        let Some(file) = self.hands.with_value(|it| it.sealed.clone()) else { return };
        if file.save().is_ok() {
            self.note_handed(Handed::Saved);
        }
    }

    /// Hands the file to another app.
    pub fn share_sealed(self) {
        let Some(file) = self.hands.with_value(|it| it.sealed.clone()) else { return };
        spawn_local(async move {
            if file.share().await {
                self.note_handed(Handed::Shared);
            }
        });
    }

    /// Handed over, it is a backup as any other.
    fn note_handed(self, handed: Handed) {
        let SealStatus::Made(made) = self.seal.get_untracked() else { return };
        if made.note.seq > 0 {
            self.note_backup(Some(made.note));
        }
        self.seal.set(SealStatus::Made(Arc::new(SealedMade { handed, ..(*made).clone() })));
        spawn_local(self.look_at_room());
    }

    /// The file, its orders and its check number; `None` where it does not open again.
    async fn write_sealed(
        self,
        run: u32,
        source: &Source,
    ) -> Result<Option<(MadeFile, u64, String)>, SealStatus> {
        let (parcel, buffers) = packed(&source.shop).await;
        let ask = Ask::Seal(SealAsk {
            backup: BackupAsk {
                shop: parcel,
                name: file_name(&source.shop, &format!("{}.{ENDING}", self.today())),
                app: env!("CARGO_PKG_VERSION").to_owned(),
                exported_at: clock::now_text(),
            },
            passphrase: Passphrase::of(&self.passphrase.get_untracked()),
            place: place(),
            mime: MIME.to_owned(),
            salt: chance::bytes(),
            nonce: chance::bytes(),
        });
        let mut errand = Errand::send(&ask, &[], buffers).await.map_err(SealStatus::Lost)?;
        if self.seal_run.get_value() != run {
            return Ok(None);
        }
        self.hands.update_value(|it| it.stop_sealing = Some(errand.stop()));
        loop {
            let Told { tell, file, .. } = errand.next().await.map_err(SealStatus::Lost)?;
            match tell {
                Tell::Writing(permille) => self.seal.set(SealStatus::Writing(permille)),
                Tell::Checking => self.seal.set(SealStatus::Checking),
                Tell::Made { orders, check } => return Ok(file.map(|file| (file, orders, check))),
                Tell::NotSealed(fault) => return Err(SealStatus::Refused(fault)),
                Tell::Ready
                | Tell::Reading(_)
                | Tell::Staged(_)
                | Tell::Unknown(_)
                | Tell::Restored(_)
                | Tell::Refused(_)
                | Tell::Exported { .. }
                | Tell::TooManyRows
                | Tell::Readings
                | Tell::Demo(_)
                | Tell::Broken => return Ok(None),
            }
        }
    }
}

/// Where people open the file: this address, without what only this visit asked for.
#[must_use]
pub fn place() -> String {
    let location = window().location();
    let (origin, path) = (location.origin(), location.pathname());
    let address = format!("{}{}", origin.unwrap_or_default(), path.unwrap_or_default());
    let address: String = address.chars().take(PLACE_LENGTH).collect();
    format!("{address}{}", Route::Data.href())
}
