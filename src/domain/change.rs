//! A change of the shop as plain data: records put at places. What a commit writes into the
//! journal, what another tab reads from it, and what memory takes in are these same bytes.

use super::customer::{CustomerKey, Platform};
use super::observation::Receiver;
use super::packed::{Reader, Writer};

/// A collection of records. The numbers stand in books and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Collection {
    /// Texts that records name by their place.
    Texts,
    /// Customers by their key.
    Customers,
    /// Receivers.
    Receivers,
    /// Imports.
    Imports,
    /// Orders.
    Orders,
    /// The shop itself: one record.
    Profile,
    /// What lists say of people.
    People,
    /// What the seller does with people.
    Events,
}

impl Collection {
    /// All of them, each at the place of its number. A shop is read in this order: records name
    /// only what stands in collections before them.
    pub const ALL: [Collection; 8] = [
        Collection::Texts,
        Collection::Customers,
        Collection::Receivers,
        Collection::Imports,
        Collection::Orders,
        Collection::Profile,
        Collection::People,
        Collection::Events,
    ];

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The collection of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Collection> {
        Collection::ALL.get(usize::from(number)).copied()
    }
}

/// One record put at a place. Empty bytes make the place vacant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Put<'a> {
    /// Where.
    pub collection: Collection,
    /// At which place.
    pub position: usize,
    /// The record.
    pub record: &'a [u8],
}

/// A change: `replaces_all u8`, then for each put: collection u8, position, record with length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change(Vec<u8>);

impl Change {
    /// A change from the journal. Its puts are read one by one; what cannot be read shows then.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Change {
        Change(bytes)
    }

    /// As the journal keeps it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// True where everything before it goes.
    #[must_use]
    pub fn replaces_all(&self) -> bool {
        self.0.first() == Some(&1)
    }

    /// True where nothing is put.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.replaces_all() && self.0.len() <= 1
    }

    /// The put at `offset` (1 = the first), which moves on behind it; `None` at the end.
    ///
    /// # Errors
    /// [`NotAChange`] where the bytes cannot be read.
    pub(super) fn next_put(&self, offset: &mut usize) -> Result<Option<Put<'_>>, NotAChange> {
        let rest = self.0.get(*offset..).ok_or(NotAChange)?;
        if rest.is_empty() {
            return Ok(None);
        }
        let mut reader = Reader::new(rest);
        let put = read_put(&mut reader).ok_or(NotAChange)?;
        *offset = self.0.len() - reader.left();
        Ok(Some(put))
    }

    /// The puts in their order; `Err` ends it where the bytes cannot be read.
    pub fn puts(&self) -> impl Iterator<Item = Result<Put<'_>, NotAChange>> {
        let mut reader = Reader::new(self.0.get(1..).unwrap_or_default());
        let mut damaged = self.0.is_empty();
        std::iter::from_fn(move || {
            if damaged {
                damaged = false;
                return Some(Err(NotAChange));
            }
            if reader.is_empty() {
                return None;
            }
            match read_put(&mut reader) {
                Some(put) => Some(Ok(put)),
                None => {
                    reader = Reader::new(&[]);
                    Some(Err(NotAChange))
                }
            }
        })
    }
}

/// Bytes that are not a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a change of a book")]
pub struct NotAChange;

fn read_put<'a>(reader: &mut Reader<'a>) -> Option<Put<'a>> {
    Some(Put {
        collection: Collection::from_number(reader.byte()?)?,
        position: reader.small()? as usize,
        record: reader.run()?,
    })
}

/// Writes a change.
#[derive(Clone, Debug)]
pub struct ChangeWriter {
    out: Writer,
    record: Writer,
}

impl ChangeWriter {
    /// An empty change.
    #[must_use]
    pub fn new(replaces_all: bool) -> ChangeWriter {
        let mut out = Writer::default();
        out.byte(u8::from(replaces_all));
        ChangeWriter { out, record: Writer::default() }
    }

    /// Puts a record that `write` writes.
    pub fn put(
        &mut self,
        collection: Collection,
        position: usize,
        write: impl FnOnce(&mut Writer),
    ) {
        self.record.clear();
        write(&mut self.record);
        self.out.byte(collection.number());
        self.out.unsigned(position as u64);
        self.out.run(self.record.bytes());
    }

    /// Adds all puts of another change behind those here.
    pub fn append(&mut self, other: ChangeWriter) {
        self.out.raw(other.out.bytes().get(1..).unwrap_or_default());
    }

    /// The change.
    #[must_use]
    pub fn finish(self) -> Change {
        Change(self.out.into_bytes())
    }
}

/// Appends a customer's key: kind u8 (0 nick, platform u8 | 1 phone | 2 column | 3 WeChat |
/// 4 name and address), then its texts.
pub fn write_customer(key: &CustomerKey, out: &mut Writer) {
    match key {
        CustomerKey::Nick { platform, nick } => {
            out.byte(0);
            out.byte(platform.number());
            out.text(nick);
        }
        CustomerKey::Phone(text) => {
            out.byte(1);
            out.text(text);
        }
        CustomerKey::Column(text) => {
            out.byte(2);
            out.text(text);
        }
        CustomerKey::Wechat(text) => {
            out.byte(3);
            out.text(text);
        }
        CustomerKey::NameAddress { name, address } => {
            out.byte(4);
            out.text(name);
            out.text(address);
        }
    }
}

/// Reads a customer's key.
#[must_use]
pub fn read_customer(bytes: &[u8]) -> Option<CustomerKey> {
    let mut reader = Reader::new(bytes);
    let key = match reader.byte()? {
        0 => CustomerKey::Nick {
            platform: Platform::from_number(reader.byte()?)?,
            nick: reader.text()?.into(),
        },
        1 => CustomerKey::Phone(reader.text()?.into()),
        2 => CustomerKey::Column(reader.text()?.into()),
        3 => CustomerKey::Wechat(reader.text()?.into()),
        4 => {
            CustomerKey::NameAddress { name: reader.text()?.into(), address: reader.text()?.into() }
        }
        _ => return None,
    };
    reader.is_empty().then_some(key)
}

/// Appends a receiver: its three texts.
pub fn write_receiver(receiver: &Receiver, out: &mut Writer) {
    out.text(&receiver.name);
    out.text(&receiver.phone_text);
    out.text(&receiver.address);
}

/// Reads a receiver.
#[must_use]
pub fn read_receiver(bytes: &[u8]) -> Option<Receiver> {
    let mut reader = Reader::new(bytes);
    let receiver = Receiver {
        name: reader.text()?.into(),
        phone_text: reader.text()?.into(),
        address: reader.text()?.into(),
    };
    reader.is_empty().then_some(receiver)
}
