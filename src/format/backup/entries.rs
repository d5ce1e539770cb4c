//! Entries of cards as they stand in a backup: `{"name":"…"}`, the field and its value.

use std::fmt::{self, Write as _};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::events::{way_of, way_word};
use super::json::{day, number, separated, text, texts};
use super::rows::{DayText, FromList, List, must};
use crate::domain::card::{
    Answer, BuyingModes, CardEntry, CardField, Relative, Role, Sex, Suffix, Title, Topic,
};
use crate::domain::person::Birthday;

/// The word for a field.
const fn word(field: CardField) -> &'static str {
    match field {
        CardField::Name => "name",
        CardField::Surname => "surname",
        CardField::Title => "title",
        CardField::Suffix => "suffix",
        CardField::Company => "company",
        CardField::Phones => "phones",
        CardField::Wechat => "wechat",
        CardField::Nick => "nick",
        CardField::Region => "region",
        CardField::Address => "address",
        CardField::Birthday => "birthday",
        CardField::Relatives => "relatives",
        CardField::Remark => "remark",
        CardField::Tags => "tags",
        CardField::Important => "important",
        CardField::OptOut => "opt_out",
        CardField::Modes => "modes",
        CardField::Role => "role",
        CardField::Occupation => "occupation",
        CardField::Owner => "owner",
        CardField::Groups => "groups",
        CardField::Verified => "verified",
        CardField::Sex => "sex",
        CardField::Answers => "answers",
    }
}

/// Writes an entry.
pub(super) fn write_entry(entry: &CardEntry, out: &mut String) {
    let _ = write!(out, "{{\"{}\":", word(entry.field()));
    match entry {
        CardEntry::Name(it)
        | CardEntry::Surname(it)
        | CardEntry::Company(it)
        | CardEntry::Wechat(it)
        | CardEntry::Nick(it)
        | CardEntry::Region(it)
        | CardEntry::Address(it)
        | CardEntry::Remark(it)
        | CardEntry::Occupation(it)
        | CardEntry::Owner(it) => text(it, out),
        CardEntry::Phones(it) | CardEntry::Tags(it) | CardEntry::Groups(it) => {
            texts(&it.iter().map(|text| &**text).collect::<Vec<_>>(), out);
        }
        CardEntry::Important(it) | CardEntry::OptOut(it) => {
            let _ = write!(out, "{it}");
        }
        CardEntry::Title(it) => worded(it.as_ref().map(title_word), out),
        CardEntry::Suffix(it) => worded(it.as_ref().map(suffix_word), out),
        CardEntry::Birthday(None) => out.push_str("null"),
        CardEntry::Birthday(Some(it)) => write_birthday(it, out),
        CardEntry::Relatives(it) => {
            out.push('[');
            separated(it, out, |relative, out| {
                out.push('[');
                text(&relative.who, out);
                out.push(',');
                write_birthday(&relative.birthday, out);
                out.push(']');
            });
            out.push(']');
        }
        CardEntry::Modes(it) => {
            let modes =
                [(it.wholesale, "wholesale"), (it.custom, "custom"), (it.dropship, "dropship")];
            texts(&modes.iter().filter(|it| it.0).map(|it| it.1).collect::<Vec<_>>(), out);
        }
        CardEntry::Role(it) => out.push_str(match it {
            None => "null",
            Some(Role::EndCustomer) => "\"end\"",
            Some(Role::Distributor) => "\"distributor\"",
        }),
        CardEntry::Verified(it) => day(*it, out),
        CardEntry::Sex(it) => out.push_str(match it {
            None => "null",
            Some(Sex::Female) => "\"female\"",
            Some(Sex::Male) => "\"male\"",
        }),
        CardEntry::Answers(it) => {
            out.push('[');
            separated(it, out, |answer, out| {
                let _ = write!(out, "[\"{}\",", topic_word(answer.topic));
                day(Some(answer.day), out);
                let _ = write!(out, ",\"{}\",", way_word(answer.way));
                text(&answer.says, out);
                out.push(']');
            });
            out.push(']');
        }
    }
    out.push('}');
}

/// Writes a birthday.
pub(super) fn write_birthday(it: &Birthday, out: &mut String) {
    out.push('[');
    number(it.year.map(i64::from), out);
    let _ = write!(out, ",{},{},{}]", it.month, it.day, it.is_lunar);
}

/// A word of ours alone, `["other","…"]` for one of the seller's.
fn worded(word: Option<(&str, Option<&str>)>, out: &mut String) {
    match word {
        None => out.push_str("null"),
        Some((word, None)) => texts(&[word], out),
        Some((word, Some(own))) => texts(&[word, own], out),
    }
}

fn title_word(title: &Title) -> (&str, Option<&str>) {
    match title {
        Title::Mister => ("mister", None),
        Title::Madam => ("madam", None),
        Title::Boss => ("boss", None),
        Title::Other(own) => ("other", Some(own)),
    }
}

const fn topic_word(topic: Topic) -> &'static str {
    match topic {
        Topic::Age => "age",
        Topic::Income => "income",
        Topic::Family => "family",
        Topic::Likes => "likes",
        Topic::Needs => "needs",
        Topic::Other => "other",
    }
}

fn suffix_word(suffix: &Suffix) -> (&str, Option<&str>) {
    match suffix {
        Suffix::Region => ("region", None),
        Suffix::Kind => ("kind", None),
        Suffix::Nothing => ("nothing", None),
        Suffix::Other(own) => ("other", Some(own)),
    }
}

/// Writes a suffix, or that there is none.
pub(super) fn write_suffix(suffix: Option<&Suffix>, out: &mut String) {
    worded(suffix.map(suffix_word), out);
}

impl<'de> FromList<'de> for Title {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(match must::<String, A>(list)?.as_str() {
            "mister" => Title::Mister,
            "madam" => Title::Madam,
            "boss" => Title::Boss,
            "other" => Title::Other(must(list)?),
            _ => return Err(A::Error::custom("not a title")),
        })
    }
}

impl<'de> FromList<'de> for Suffix {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(match must::<String, A>(list)?.as_str() {
            "region" => Suffix::Region,
            "kind" => Suffix::Kind,
            "nothing" => Suffix::Nothing,
            "other" => Suffix::Other(must(list)?),
            _ => return Err(A::Error::custom("not a suffix")),
        })
    }
}

impl<'de> FromList<'de> for Relative {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        Ok(Relative { who: must(list)?, birthday: must::<List<Birthday>, A>(list)?.0 })
    }
}

impl<'de> FromList<'de> for Answer {
    fn from_list<A: SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let topic: String = must(list)?;
        let topic = Topic::ALL.into_iter().find(|it| topic_word(*it) == topic);
        let topic = topic.ok_or_else(|| A::Error::custom("not a topic"))?;
        let day = must::<DayText, A>(list)?.0;
        let way: String = must(list)?;
        let way = way_of(&way).ok_or_else(|| A::Error::custom("not a way"))?;
        Ok(Answer { topic, day, way, says: must(list)? })
    }
}

/// An entry as it stands in the file.
#[derive(Debug)]
pub(super) struct EntryRow(pub(super) CardEntry);

impl<'de> Deserialize<'de> for EntryRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntryVisitor;
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = EntryRow;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an entry of a card")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EntryRow, A::Error> {
                let key = map.next_key::<String>()?.unwrap_or_default();
                let field = CardField::ALL.into_iter().find(|it| word(*it) == key);
                let field = field.ok_or_else(|| A::Error::custom("not a field of a card"))?;
                // Another writer of the file may have left its lists unsorted.
                let entry = value(field, &mut map)?.cleaned();
                match map.next_key::<String>()? {
                    None => Ok(EntryRow(entry)),
                    Some(_) => Err(A::Error::custom("more than one field of a card")),
                }
            }
        }
        deserializer.deserialize_map(EntryVisitor)
    }
}

fn value<'de, A: MapAccess<'de>>(field: CardField, map: &mut A) -> Result<CardEntry, A::Error> {
    fn listed<T>(value: Option<List<T>>) -> Option<T> {
        value.map(|List(value)| value)
    }
    Ok(match field {
        CardField::Name => CardEntry::Name(map.next_value()?),
        CardField::Surname => CardEntry::Surname(map.next_value()?),
        CardField::Title => CardEntry::Title(listed(map.next_value()?)),
        CardField::Suffix => CardEntry::Suffix(listed(map.next_value()?)),
        CardField::Company => CardEntry::Company(map.next_value()?),
        CardField::Phones => CardEntry::Phones(map.next_value()?),
        CardField::Wechat => CardEntry::Wechat(map.next_value()?),
        CardField::Nick => CardEntry::Nick(map.next_value()?),
        CardField::Region => CardEntry::Region(map.next_value()?),
        CardField::Address => CardEntry::Address(map.next_value()?),
        CardField::Birthday => CardEntry::Birthday(listed(map.next_value()?)),
        CardField::Relatives => {
            let relatives: Vec<List<Relative>> = map.next_value()?;
            CardEntry::Relatives(relatives.into_iter().map(|List(it)| it).collect())
        }
        CardField::Remark => CardEntry::Remark(map.next_value()?),
        CardField::Tags => CardEntry::Tags(map.next_value()?),
        CardField::Important => CardEntry::Important(map.next_value()?),
        CardField::OptOut => CardEntry::OptOut(map.next_value()?),
        CardField::Modes => CardEntry::Modes(modes(&map.next_value::<Vec<String>>()?)?),
        CardField::Role => CardEntry::Role(match map.next_value::<Option<String>>()?.as_deref() {
            None => None,
            Some("end") => Some(Role::EndCustomer),
            Some("distributor") => Some(Role::Distributor),
            Some(_) => return Err(A::Error::custom("not a role")),
        }),
        CardField::Occupation => CardEntry::Occupation(map.next_value()?),
        CardField::Owner => CardEntry::Owner(map.next_value()?),
        CardField::Groups => CardEntry::Groups(map.next_value()?),
        CardField::Verified => {
            CardEntry::Verified(map.next_value::<Option<DayText>>()?.map(|day| day.0))
        }
        CardField::Sex => CardEntry::Sex(match map.next_value::<Option<String>>()?.as_deref() {
            None => None,
            Some("female") => Some(Sex::Female),
            Some("male") => Some(Sex::Male),
            Some(_) => return Err(A::Error::custom("not a sex")),
        }),
        CardField::Answers => {
            let answers: Vec<List<Answer>> = map.next_value()?;
            CardEntry::Answers(answers.into_iter().map(|List(it)| it).collect())
        }
    })
}

fn modes<E: Error>(words: &[String]) -> Result<BuyingModes, E> {
    let mut modes = BuyingModes::default();
    for word in words {
        match word.as_str() {
            "wholesale" => modes.wholesale = true,
            "custom" => modes.custom = true,
            "dropship" => modes.dropship = true,
            _ => return Err(E::custom("not a way of buying")),
        }
    }
    Ok(modes)
}
