//! Shops to files.

use super::message::{BackupAsk, ShopParcel, Tell};
use super::parcel::{Buffers, Unpacking};
use super::serve::{Luggage, tell, tell_with};
use crate::domain::shop::Shop;
use crate::format::backup::{BackupCheck, BackupWriter};
use crate::format::sealed::check_number;
use crate::store::files::{FileParts, MadeFile};

/// Makes a backup, reads it again, and says whether it holds.
pub(super) fn backup(ask: &BackupAsk, luggage: &Luggage) {
    match unpack(&ask.shop, luggage).and_then(|shop| make(ask, &shop)) {
        Some((file, orders, check)) => {
            tell_with(&Tell::Made { orders, check }, &Buffers::default(), Some(file.handle()));
        }
        None => tell(&Tell::Broken),
    }
}

/// The shop that came along.
pub(super) fn unpack(shop: &ShopParcel, luggage: &Luggage) -> Option<Shop> {
    let mut unpacking = Unpacking::begin(shop, &luggage.buffers, 0);
    while unpacking.step()? {}
    let mut shop = unpacking.shop();
    shop.lay_out();
    Some(shop)
}

fn make(ask: &BackupAsk, shop: &Shop) -> Option<(MadeFile, u64, String)> {
    let mut writer = BackupWriter::new(shop);
    let mut parts = FileParts::default();
    while let Some(piece) = writer.next_piece(shop) {
        parts.push(&piece);
        tell(&Tell::Writing(permille(writer.progress())));
    }
    parts.push(BackupWriter::TAIL);
    let (orders, checksum) = (writer.orders() as u64, writer.checksum());
    let number = check_number(&checksum)?;
    let head = writer.head(&ask.app, &ask.exported_at);
    let file = parts.finish(&ask.name, "application/json", Some(&head))?;
    tell(&Tell::Checking);
    // As the browser gives it back.
    let mut check = BackupCheck::new(file.size(), &head, checksum);
    super::reading::pieces(file.handle(), |piece| check.feed(piece)).ok()?;
    check.holds().then_some((file, orders, number))
}

/// Thousandths that are done.
pub(super) fn permille((done, all): (usize, usize)) -> u16 {
    let permille = done.saturating_mul(1000).checked_div(all).unwrap_or(1000);
    u16::try_from(permille).unwrap_or(1000)
}
