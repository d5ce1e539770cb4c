//! Writing a backup, a piece at a time.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::events::write_event;
use super::json::{day, number, rank, separated, sorted, stamp, text, texts, whole};
use super::key::Sorted;
use super::marks::write_marks;
use super::people::write_person;
use super::shop::write_profile;
use super::{FORMAT, SCHEMA, hex, platform_word, status_word};
use crate::domain::customer::CustomerKey;
use crate::domain::id::OrderId;
use crate::domain::import::Import;
use crate::domain::intern::Index;
use crate::domain::record::{OrderKey, OrderName, OrderRecord, Sighting, Source};
use crate::domain::shop::Shop;
use crate::domain::sighting::{Content, Held, Named, OrderLine};

/// A piece is handed out when it has grown to this.
const PIECE_BYTES: usize = 1 << 20;

/// Writes the records of a book in pieces, and the head of the file when all are written: it
/// holds their counts and checksum.
#[derive(Debug)]
pub struct BackupWriter {
    sorted: Sorted,
    next: Part,
    hash: Sha256,
}

/// What comes next.
#[derive(Clone, Copy, Debug)]
enum Part {
    Tables,
    People(usize),
    Events(usize),
    Orders(usize),
    Done,
}

impl BackupWriter {
    /// Begins with a book, which must stay as it is until the last piece.
    #[must_use]
    pub fn new(shop: &Shop) -> BackupWriter {
        BackupWriter { sorted: Sorted::of(shop), next: Part::Tables, hash: Sha256::new() }
    }

    /// The next piece of the value of `records`, about a megabyte; `None` after the last.
    pub fn next_piece(&mut self, shop: &Shop) -> Option<String> {
        let mut out = String::with_capacity(PIECE_BYTES + 1024);
        match self.next {
            Part::Tables => {
                self.write_tables(shop, &mut out);
                self.next = Part::People(0);
            }
            Part::People(from) => {
                let places = &self.sorted.people;
                let at = rows(places, from, &mut out, |place, out| {
                    let record = shop.person_record(place)?;
                    write_person(&record, &self.sorted, out);
                    Some(())
                });
                self.next = Part::People(at);
                if at >= places.len() {
                    out.push_str("],\n\"events\":[");
                    self.next = Part::Events(0);
                }
            }
            Part::Events(from) => {
                let places = &self.sorted.events;
                let at = rows(places, from, &mut out, |place, out| {
                    write_event(&shop.event(place)?, &self.sorted, out);
                    Some(())
                });
                self.next = Part::Events(at);
                if at >= places.len() {
                    out.push_str("],\n\"orders\":[");
                    self.next = Part::Orders(0);
                }
            }
            Part::Orders(from) => {
                let places = &self.sorted.orders;
                let at = rows(places, from, &mut out, |place, out| {
                    self.write_order(shop, &shop.record(place)?, out);
                    Some(())
                });
                self.next = Part::Orders(at);
                if at >= places.len() {
                    out.push_str("]}");
                    self.next = Part::Done;
                }
            }
            Part::Done => return None,
        }
        self.hash.update(out.as_bytes());
        Some(out)
    }

    /// How many people, events and orders are written, and of how many.
    #[must_use]
    pub const fn progress(&self) -> (usize, usize) {
        let people = self.sorted.people.len();
        let events = people + self.sorted.events.len();
        let all = events + self.sorted.orders.len();
        match self.next {
            Part::Tables => (0, all),
            Part::People(at) => (at, all),
            Part::Events(at) => (people + at, all),
            Part::Orders(at) => (events + at, all),
            Part::Done => (all, all),
        }
    }

    /// How many orders there are.
    #[must_use]
    pub const fn orders(&self) -> usize {
        self.sorted.orders.len()
    }

    /// What stands before the pieces. Behind them stands [`BackupWriter::TAIL`].
    #[must_use]
    pub fn head(self, app: &str, exported_at: &str) -> String {
        let mut out = format!("{{\"format\":\"{FORMAT}\",\"schema\":{SCHEMA},\"app\":");
        text(app, &mut out);
        out.push_str(",\"exported_at\":");
        text(exported_at, &mut out);
        let Sorted { customers, texts, receivers, imports, people, events, orders } = &self.sorted;
        let _ = write!(
            out,
            ",\"counts\":{{\"customers\":{},\"orders\":{},\"imports\":{},\"receivers\":{},\"texts\":{},\"people\":{},\"events\":{}}}",
            customers.order.len(),
            orders.len(),
            imports.order.len(),
            receivers.order.len(),
            texts.order.len(),
            people.len(),
            events.len(),
        );
        out.push_str(",\"sha256\":\"");
        out.push_str(&self.checksum());
        out.push_str("\",\"records\":");
        out
    }

    /// What stands behind the pieces.
    pub const TAIL: &'static str = "}";

    /// The checksum of the pieces so far, as it will stand in the head.
    #[must_use]
    pub fn checksum(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    fn write_tables(&self, shop: &Shop, out: &mut String) {
        out.push_str("{\"shop\":");
        write_profile(shop.profile(), out);
        out.push_str(",\n\"imports\":");
        let tables = shop.tables();
        let imports = shop.imports();
        list(&self.sorted.imports.order, out, |at, out| {
            if let Some(found) = imports.get(at.position()) {
                import(found, out);
            }
        });
        out.push_str(",\n\"texts\":");
        list(&self.sorted.texts.order, out, |at, out| text(shop.text(Some(at)), out));
        out.push_str(",\n\"customers\":");
        list(&self.sorted.customers.order, out, |at, out| {
            if let Some(key) = tables.customers.get(at) {
                customer(key, out);
            }
        });
        out.push_str(",\n\"receivers\":");
        list(&self.sorted.receivers.order, out, |at, out| {
            if let Some(it) = tables.receivers.get(at) {
                texts(&[&it.name, &it.phone_text, &it.address], out);
            }
        });
        out.push_str(",\n\"people\":[");
    }

    fn write_order(&self, shop: &Shop, record: &OrderRecord, out: &mut String) {
        out.push_str("[\"");
        out.push_str(platform_word(record.key.platform));
        out.push_str("\",");
        self.key(shop, &record.key, out);
        out.push(',');
        write_marks(&record.marks, out);
        out.push_str(",[");
        // Equal statements stand once; in which order they came must not show.
        sorted(&record.sightings, out, |it, out| self.sighting(it, out));
        out.push_str("]]");
    }

    fn key(&self, shop: &Shop, key: &OrderKey, out: &mut String) {
        match key.name {
            OrderName::Numbered(_) => text(&shop.number_text(key), out),
            OrderName::Unnumbered(it) => {
                out.push('[');
                rank(it.customer.and_then(|at| self.sorted.customers.rank(at)), out);
                out.push(',');
                day(it.day, out);
                out.push(',');
                number(it.amount_fen.map(|fen| fen.minor()), out);
                let _ = write!(out, ",{},{}]", it.quantity.thousandths(), it.occurrence);
            }
            OrderName::ByHand(OrderId(id)) => {
                let _ = write!(out, "{{\"id\":\"{id}\"}}");
            }
        }
    }

    fn sighting(&self, sighting: &Sighting, out: &mut String) {
        out.push_str("[[");
        write_sources(&sighting.sources, &self.sorted, out);
        out.push_str("],");
        self.content(&sighting.content, out);
        out.push(']');
    }

    fn content(&self, content: &Content, out: &mut String) {
        match content.named {
            Named::Nobody => out.push_str("null"),
            Named::One(at) => rank(self.sorted.customers.rank(at), out),
            Named::Several(rows) => {
                let _ = write!(out, "{{\"several\":{rows}}}");
            }
        }
        out.push(',');
        day(content.day, out);
        out.push(',');
        whole(content.refund_fen.minor(), out);
        out.push(',');
        match &content.held {
            Some(held) => self.held(held, out),
            None => out.push_str("null"),
        }
        if content.lines.is_empty() {
            return;
        }
        out.push_str(",[");
        sorted(&content.lines, out, |line, out| self.line(line, out));
        out.push(']');
    }

    fn held(&self, held: &Held, out: &mut String) {
        out.push_str("[\"");
        out.push_str(status_word(held.status));
        out.push_str("\",");
        number(held.paid_fen.map(|fen| fen.minor()), out);
        out.push(',');
        whole(held.postage_fen.minor(), out);
        let text = |at: Option<Index>| at.and_then(|at| self.sorted.texts.rank(at));
        let receiver = held.receiver.and_then(|at| self.sorted.receivers.rank(at));
        let places = [held.region, held.item, held.remark, held.channel].map(text);
        let [region, item, remark, channel] = places;
        let places = [region, receiver, item, remark, channel];
        let days = [held.paid_day, held.delivered_day];
        let last_place = places.iter().rposition(Option::is_some).map(|at| at + 4);
        let last_day = days.iter().rposition(Option::is_some).map(|at| at + 2);
        let quantity = (held.quantity.thousandths() != 0).then_some(1);
        let dropship = held.is_dropship.then_some(places.len() + 4);
        let length = last_place.max(last_day).max(quantity).max(dropship).unwrap_or(0);
        if length >= 1 {
            out.push(',');
            whole(held.quantity.thousandths(), out);
        }
        for given in days.iter().take(length.saturating_sub(1)) {
            out.push(',');
            day(*given, out);
        }
        for place in places.iter().take(length.saturating_sub(3)) {
            out.push(',');
            rank(*place, out);
        }
        out.push_str(if held.is_dropship { ",true]" } else { "]" });
    }

    fn line(&self, line: &OrderLine, out: &mut String) {
        out.push('[');
        for at in [line.sku, line.item] {
            rank(at.and_then(|at| self.sorted.texts.rank(at)), out);
            out.push(',');
        }
        whole(line.quantity.thousandths(), out);
        out.push(',');
        number(line.amount_fen.map(|fen| fen.minor()), out);
        out.push(']');
    }
}

/// Looks whether a backup that was handed over came out as it was written: it reads the file
/// again, piece by piece, and sums up the bytes of the value of `records`.
#[derive(Debug)]
pub struct BackupCheck {
    hash: Sha256,
    position: u64,
    first: u64,
    end: u64,
    checksum: String,
}

impl BackupCheck {
    /// For a file of `size` bytes whose head has `head` of them.
    #[must_use]
    pub fn new(size: u64, head: &str, checksum: String) -> BackupCheck {
        let end = size.saturating_sub(BackupWriter::TAIL.len() as u64);
        BackupCheck { hash: Sha256::new(), position: 0, first: head.len() as u64, end, checksum }
    }

    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        let at = |offset: u64| {
            let offset = offset.saturating_sub(self.position);
            usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len())
        };
        let (first, end) = (at(self.first), at(self.end));
        self.hash.update(bytes.get(first..end.max(first)).unwrap_or_default());
        self.position += bytes.len() as u64;
    }

    /// True where everything came out as it was written.
    #[must_use]
    pub fn holds(self) -> bool {
        hex(&self.hash.finalize()) == self.checksum
    }
}

/// A whole backup in memory: for runners and tests.
#[must_use]
pub fn write_backup(shop: &Shop, app: &str, exported_at: &str) -> String {
    let mut writer = BackupWriter::new(shop);
    let mut records = String::new();
    while let Some(piece) = writer.next_piece(shop) {
        records.push_str(&piece);
    }
    let mut file = writer.head(app, exported_at);
    file.push_str(&records);
    file.push_str(BackupWriter::TAIL);
    file
}

/// Who says something, in the order of the file's places.
pub(super) fn write_sources(sources: &[Source], sorted: &Sorted, out: &mut String) {
    let place = |source: &Source| match source {
        Source::Hand => Some(0),
        Source::Import(at) => sorted.imports.rank(*at).map(|rank| rank + 1),
    };
    let mut places: Vec<u32> = sources.iter().filter_map(place).collect();
    places.sort_unstable();
    separated(&places, out, |source, out| whole(i64::from(*source), out));
}

/// The rows of records at some places until the piece is large enough; gives the next one.
fn rows(
    places: &[u32],
    from: usize,
    out: &mut String,
    mut write: impl FnMut(usize, &mut String) -> Option<()>,
) -> usize {
    let mut at = from;
    while out.len() < PIECE_BYTES {
        let Some(place) = places.get(at) else { break };
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        // What was sorted stands on the shelf: it was read there before.
        let _ = write(*place as usize, out);
        at += 1;
    }
    at
}

fn list(order: &[u32], out: &mut String, mut write: impl FnMut(Index, &mut String)) {
    out.push('[');
    for (nth, at) in order.iter().enumerate() {
        out.push_str(if nth == 0 { "\n" } else { ",\n" });
        write(Index::at(*at as usize), out);
    }
    out.push(']');
}

fn import(import: &Import, out: &mut String) {
    let state = &import.state.value;
    let _ = write!(out, "{{\"id\":\"{}\",\"stamp\":", import.id.0);
    stamp(import.state.stamp, out);
    let _ = write!(out, ",\"present\":{},\"at\":", state.present);
    number(state.at_ms.map(u64::cast_signed), out);
    out.push_str(",\"files\":[");
    separated(&state.files, out, |file, out| {
        out.push('[');
        text(&file.name, out);
        out.push(',');
        text(&file.format, out);
        let _ = write!(out, ",{},{},{}]", file.rows, file.skipped, file.problems);
    });
    out.push_str("]}");
}

fn customer(key: &CustomerKey, out: &mut String) {
    match key {
        CustomerKey::Nick { platform, nick } => {
            texts(&["nick", platform_word(*platform), nick], out);
        }
        CustomerKey::Phone(phone) => texts(&["phone", phone], out),
        CustomerKey::Column(column) => texts(&["column", column], out),
        CustomerKey::Wechat(id) => texts(&["wechat", id], out),
        CustomerKey::NameAddress { name, address } => texts(&["name", name, address], out),
    }
}
