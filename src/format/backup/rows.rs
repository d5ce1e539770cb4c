//! The rows of a backup as they stand in the file, before their places are looked up.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::marks::MarksRow;
use super::{platform_of, status_of};
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::import::ImportedFile;
use crate::domain::observation::Receiver;
use crate::domain::order::OrderStatus;
use crate::domain::stamp::{DeviceId, Stamp};
use uuid::Uuid;

/// A value that is written as a list.
pub(super) trait FromList<'de>: Sized {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error>;
}

/// Reads a [`FromList`]; anything behind its last element is an error.
#[derive(Debug)]
pub(super) struct List<T>(pub(super) T);

impl<'de, T: FromList<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);
        impl<'de, T: FromList<'de>> Visitor<'de> for ListVisitor<T> {
            type Value = List<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
                let value = T::from_list(&mut list)?;
                match list.next_element::<IgnoredAny>()? {
                    None => Ok(List(value)),
                    Some(_) => Err(A::Error::custom("a list with too many elements")),
                }
            }
        }
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

/// The next element, which must be there.
pub(super) fn must<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    list: &mut A,
) -> Result<T, A::Error> {
    list.next_element()?.ok_or_else(|| A::Error::custom("a list with too few elements"))
}

/// The next element; left out or null = the default.
pub(super) fn may<'de, T: Deserialize<'de> + Default, A: SeqAccess<'de>>(
    list: &mut A,
) -> Result<T, A::Error> {
    Ok(list.next_element::<Option<T>>()?.flatten().unwrap_or_default())
}

/// A count or a time that every reader of JSON holds exactly, and that leaves room to count on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact(pub(super) u64);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const LARGEST: u64 = (1 << 53) - 1;
        let value = u64::deserialize(deserializer)?;
        if value > LARGEST {
            return Err(D::Error::custom("a number past 2^53"));
        }
        Ok(Exact(value))
    }
}

/// A day as `2026-11-22`.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayText(pub(super) Day);

impl<'de> Deserialize<'de> for DayText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map(DayText).map_err(|_| D::Error::custom("not a day"))
    }
}

#[derive(Clone, Copy, Debug)]
struct PlatformWord(Platform);

impl<'de> Deserialize<'de> for PlatformWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        platform_of(&word).map(PlatformWord).ok_or_else(|| D::Error::custom("not a platform"))
    }
}

impl<'de> FromList<'de> for Stamp {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let Exact(counter) = must(list)?;
        let device: String = must(list)?;
        let is_hex = device.len() == 16 && device.bytes().all(|it| it.is_ascii_hexdigit());
        let device = u64::from_str_radix(&device, 16).ok().filter(|_| is_hex);
        let device = DeviceId(device.ok_or_else(|| A::Error::custom("not a device"))?);
        Ok(Stamp { counter, device })
    }
}

/// A value and its stamp.
#[derive(Debug)]
pub(super) struct StampedRow<T>(pub(super) T, pub(super) Stamp);

impl<'de, T: Deserialize<'de>> FromList<'de> for StampedRow<T> {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(StampedRow(must(list)?, must::<List<Stamp>, A>(list)?.0))
    }
}

impl<'de> FromList<'de> for ImportedFile {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(ImportedFile {
            name: must::<String, A>(list)?.into(),
            format: must::<String, A>(list)?.into(),
            rows: must::<Exact, A>(list)?.0,
            skipped: must::<Exact, A>(list)?.0,
            problems: must::<Exact, A>(list)?.0,
        })
    }
}

impl<'de> FromList<'de> for CustomerKey {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let kind: String = must(list)?;
        let text = |list: &mut A| must::<String, A>(list).map(String::into_boxed_str);
        Ok(match kind.as_str() {
            "nick" => {
                CustomerKey::Nick { platform: must::<PlatformWord, A>(list)?.0, nick: text(list)? }
            }
            "phone" => CustomerKey::Phone(text(list)?),
            "column" => CustomerKey::Column(text(list)?),
            "wechat" => CustomerKey::Wechat(text(list)?),
            "name" => CustomerKey::NameAddress { name: text(list)?, address: text(list)? },
            _ => return Err(A::Error::custom("not a kind of customer")),
        })
    }
}

impl<'de> FromList<'de> for Receiver {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let text = |list: &mut A| must::<String, A>(list).map(String::into_boxed_str);
        Ok(Receiver { name: text(list)?, phone_text: text(list)?, address: text(list)? })
    }
}

/// An order with places of the file.
#[derive(Debug)]
pub(super) struct OrderRow {
    pub(super) platform: Platform,
    pub(super) key: KeyRow,
    pub(super) marks: Option<MarksRow>,
    pub(super) sightings: Vec<List<SightingRow>>,
}

impl<'de> FromList<'de> for OrderRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(OrderRow {
            platform: must::<PlatformWord, A>(list)?.0,
            key: must(list)?,
            marks: must(list)?,
            sightings: must(list)?,
        })
    }
}

/// A key with places of the file.
#[derive(Debug)]
pub(super) enum KeyRow {
    Number(String),
    Unnumbered(UnnumberedRow),
    Id(Uuid),
}

/// The content an order without a number is known by.
#[derive(Debug)]
pub(super) struct UnnumberedRow {
    pub(super) customer: Option<u32>,
    pub(super) day: Option<DayText>,
    pub(super) amount_fen: Option<i64>,
    pub(super) quantity: i64,
    pub(super) occurrence: u32,
}

impl<'de> FromList<'de> for UnnumberedRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(UnnumberedRow {
            customer: must(list)?,
            day: must(list)?,
            amount_fen: must(list)?,
            quantity: must(list)?,
            occurrence: must(list)?,
        })
    }
}

impl<'de> Deserialize<'de> for KeyRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = KeyRow;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the key of an order")
            }

            fn visit_str<E: Error>(self, number: &str) -> Result<KeyRow, E> {
                Ok(KeyRow::Number(number.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<KeyRow, A::Error> {
                let row = UnnumberedRow::from_list(&mut list)?;
                match list.next_element::<IgnoredAny>()? {
                    None => Ok(KeyRow::Unnumbered(row)),
                    Some(_) => Err(A::Error::custom("a list with too many elements")),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<KeyRow, A::Error> {
                let id = only_entry::<String, A>(&mut map, "id")?;
                let id = Uuid::try_parse(&id).map_err(|_| A::Error::custom("not an id"))?;
                Ok(KeyRow::Id(id))
            }
        }
        deserializer.deserialize_any(KeyVisitor)
    }
}

/// The value of a map that has this key and no other.
fn only_entry<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    map: &mut A,
    key: &str,
) -> Result<T, A::Error> {
    let wrong = || A::Error::custom("a map of another kind");
    match map.next_key::<String>()? {
        Some(found) if found == key => {}
        Some(_) | None => return Err(wrong()),
    }
    let value = map.next_value()?;
    match map.next_key::<String>()? {
        None => Ok(value),
        Some(_) => Err(wrong()),
    }
}

/// Who bought, by the places of the file.
#[derive(Clone, Copy, Debug)]
pub(super) enum NamedRow {
    Nobody,
    One(u32),
    Several(u32),
}

impl<'de> Deserialize<'de> for NamedRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamedVisitor;
        impl<'de> Visitor<'de> for NamedVisitor {
            type Value = NamedRow;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a customer")
            }

            fn visit_unit<E: Error>(self) -> Result<NamedRow, E> {
                Ok(NamedRow::Nobody)
            }

            fn visit_u64<E: Error>(self, at: u64) -> Result<NamedRow, E> {
                u32::try_from(at).map(NamedRow::One).map_err(|_| E::custom("no such customer"))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NamedRow, A::Error> {
                only_entry(&mut map, "several").map(NamedRow::Several)
            }
        }
        deserializer.deserialize_any(NamedVisitor)
    }
}

/// A statement with places of the file.
#[derive(Debug)]
pub(super) struct SightingRow {
    pub(super) sources: Vec<u32>,
    pub(super) named: NamedRow,
    pub(super) day: Option<DayText>,
    pub(super) refund_fen: i64,
    pub(super) held: Option<List<HeldRow>>,
    pub(super) lines: Vec<List<LineRow>>,
}

impl<'de> FromList<'de> for SightingRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(SightingRow {
            sources: must(list)?,
            named: must(list)?,
            day: must(list)?,
            refund_fen: must(list)?,
            held: must(list)?,
            lines: may(list)?,
        })
    }
}

/// What the best observation says, with places of the file.
#[derive(Debug)]
pub(super) struct HeldRow {
    pub(super) status: OrderStatus,
    pub(super) paid_fen: Option<i64>,
    pub(super) postage_fen: i64,
    pub(super) quantity: i64,
    pub(super) paid_day: Option<DayText>,
    pub(super) delivered_day: Option<DayText>,
    pub(super) region: Option<u32>,
    pub(super) receiver: Option<u32>,
    pub(super) item: Option<u32>,
    pub(super) remark: Option<u32>,
    pub(super) channel: Option<u32>,
    pub(super) is_dropship: bool,
}

impl<'de> FromList<'de> for HeldRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let status: String = must(list)?;
        Ok(HeldRow {
            status: status_of(&status).ok_or_else(|| A::Error::custom("not a status"))?,
            paid_fen: must(list)?,
            postage_fen: must(list)?,
            quantity: may(list)?,
            paid_day: may(list)?,
            delivered_day: may(list)?,
            region: may(list)?,
            receiver: may(list)?,
            item: may(list)?,
            remark: may(list)?,
            channel: may(list)?,
            is_dropship: may(list)?,
        })
    }
}

/// A line with places of the file.
#[derive(Debug)]
pub(super) struct LineRow {
    pub(super) sku: Option<u32>,
    pub(super) item: Option<u32>,
    pub(super) quantity: i64,
    pub(super) amount_fen: Option<i64>,
}

impl<'de> FromList<'de> for LineRow {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(LineRow {
            sku: must(list)?,
            item: must(list)?,
            quantity: must(list)?,
            amount_fen: must(list)?,
        })
    }
}
