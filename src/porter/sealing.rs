//! Shops to sealed files, and sealed files to shops.

use js_sys::JsString;

use super::message::{Fault, Progress, RefusedFile, SealAsk, Tell};
use super::parcel::Buffers;
use super::reading::{restore, whole};
use super::serve::{Luggage, tell, tell_with};
use super::writing::{permille, unpack};
use crate::domain::shop::Shop;
use crate::format::backup::{BackupCheck, BackupWriter};
use crate::format::sealed::{
    Packing, Passphrase, SealFault, SealedFault, Terms, Unsealing, check_number,
};
use crate::store::files::{FileParts, MadeFile};

/// A file that was made, the orders in it, and its check number.
type Made = (MadeFile, u64, String);

/// Makes a sealed backup, opens it again, and says whether it holds.
pub(super) fn seal(ask: &SealAsk, luggage: &Luggage) {
    let Some(shop) = unpack(&ask.backup.shop, luggage) else { return tell(&Tell::Broken) };
    match make(ask, shop) {
        Ok(Some((file, orders, check))) => {
            tell_with(&Tell::Made { orders, check }, &Buffers::default(), Some(file.handle()));
        }
        Ok(None) => tell(&Tell::Broken),
        Err(fault) => tell(&Tell::NotSealed(fault)),
    }
}

/// `None` where the browser does not give back what was made.
fn make(ask: &SealAsk, shop: Shop) -> Result<Option<Made>, SealFault> {
    let passphrase = composed(&ask.passphrase);
    let mut writer = BackupWriter::new(&shop);
    let mut packing = Packing::default();
    let mut bytes = 0;
    while let Some(piece) = writer.next_piece(&shop) {
        packing.push(piece.as_bytes());
        bytes += piece.len() as u64;
        tell(&Tell::Writing(permille(writer.progress()) / 2));
    }
    packing.push(BackupWriter::TAIL.as_bytes());
    // The memory is needed for the check.
    drop(shop);
    let (orders, checksum) = (writer.orders() as u64, writer.checksum());
    let head = writer.head(&ask.backup.app, &ask.backup.exported_at);
    let terms = Terms::usual(&ask.backup.app, &ask.place, ask.salt, ask.nonce);
    let Some(file) = write(ask, packing, &head, &passphrase, &terms)? else { return Ok(None) };
    tell(&Tell::Checking);
    let check = check_number(&checksum);
    bytes += (head.len() + BackupWriter::TAIL.len()) as u64;
    let holds = holds(&file, &head, bytes, checksum, &passphrase);
    Ok(check.filter(|_| holds).map(|check| (file, orders, check)))
}

fn write(
    ask: &SealAsk,
    packing: Packing,
    head: &str,
    passphrase: &Passphrase,
    terms: &Terms,
) -> Result<Option<MadeFile>, SealFault> {
    let mut sealing = packing.seal(head.as_bytes(), passphrase, terms)?;
    let mut parts = FileParts::default();
    while let Some(piece) = sealing.next_piece()? {
        parts.push_bytes(&piece);
        tell(&Tell::Writing(500 + part(sealing.progress()) / 2));
    }
    Ok(parts.finish(&ask.backup.name, &ask.mime, None))
}

/// True where the file, as the browser gives it back, opens to what was written.
fn holds(
    file: &MadeFile,
    head: &str,
    bytes: u64,
    checksum: String,
    passphrase: &Passphrase,
) -> bool {
    let sealed = whole(file.handle()).ok().and_then(|it| Unsealing::read(it).ok());
    let Some(opening) = sealed.and_then(|it| it.unlock(passphrase).ok()) else { return false };
    let mut check = BackupCheck::new(bytes, head, checksum);
    let (mut awaited, mut seen, mut begins) = (head.as_bytes(), 0, true);
    let looked = opening.look_through(|piece| {
        let length = awaited.len().min(piece.len());
        let (now, later) = awaited.split_at(length);
        begins &= piece.starts_with(now);
        awaited = later;
        seen += piece.len() as u64;
        check.feed(piece);
    });
    looked.is_ok() && begins && awaited.is_empty() && seen == bytes && check.holds()
}

/// Opens the one file that came and reads it as a backup.
pub(super) fn unseal(passphrase: &Passphrase, luggage: &Luggage) {
    let Some(file) = luggage.files.first() else { return };
    let name = file.name();
    let opened = whole(file)
        .map_err(Fault::Read)
        .and_then(|bytes| content(bytes, &composed(passphrase), &name).map_err(Fault::Sealed));
    match opened {
        Ok(content) => restore(name, &content),
        Err(fault) => tell(&Tell::Refused(vec![RefusedFile { name, fault }])),
    }
}

fn content(file: Vec<u8>, passphrase: &Passphrase, name: &str) -> Result<Vec<u8>, SealedFault> {
    let mut opening = Unsealing::read(file)?.unlock(passphrase)?;
    while opening.step()? {
        let (name, permille) = (name.to_owned(), part(opening.progress()));
        tell(&Tell::Reading(Progress { nth: 1, total: 1, name, rows: 0, permille }));
    }
    opening.finish()
}

fn part((done, all): (u32, u32)) -> u16 {
    permille((done as usize, all as usize))
}

/// The browser has the tables for it.
fn composed(passphrase: &Passphrase) -> Passphrase {
    passphrase.composed(|text| JsString::from(text).normalize("NFC").into())
}
