//! Contacts of a phone (vCard 2.1, 3.0, and 4.0 where it is the same) as rows under titles.
//!
//! A card is read line by line; pictures are passed over and never held. What people's phones get
//! wrong is forgiven: an END that is missing, a card inside a card, other line ends.

use std::io::{BufRead, BufReader};

use csv::StringRecord;

use super::bytes::Utf8Stream;
use super::own_card::{self, OwnCard};
use crate::format::encoding::{Encoding, TextDecoder};
use crate::format::mapping::Field;
use crate::format::problem::Refusal;

/// The columns that cards are read into. Several values of one stand on lines of their own.
pub const COLUMNS: [(&str, Field); 9] = [
    ("FN", Field::Name),
    ("NICKNAME", Field::Nick),
    ("ORG", Field::Company),
    ("TEL", Field::Phone),
    ("X-WECHAT", Field::Wechat),
    ("BDAY", Field::Birthday),
    ("ADR", Field::Address),
    ("CATEGORIES", Field::Tags),
    ("NOTE", Field::Remark),
];
/// The title of the column behind them, which is a remark.
pub const NOTED: &str = "EMAIL";

/// True where a text begins like contacts.
#[must_use]
pub fn are_in(sample: &str) -> bool {
    const BEGIN: &str = "BEGIN:VCARD";
    let begin = sample.trim_start().get(..BEGIN.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(BEGIN))
}

/// Reads cards as rows.
pub struct CardReader {
    lines: BufReader<Utf8Stream>,
    /// Of GB18030, for values that are not in the encoding of the file.
    chinese: Box<dyn TextDecoder>,
    line: u64,
    /// A line that was read to see whether it continues the one before.
    ahead: Option<String>,
    /// The line on which a card began whose rows are still to come.
    begun: Option<u64>,
}

/// What is known of one card.
#[derive(Default)]
struct Card {
    name: String,
    structured_name: String,
    email: Vec<String>,
    /// A birthday by the moon, where a card has one beside the other.
    lunar: String,
    /// Of a card of our own.
    own: Option<Box<OwnCard>>,
    /// In the order of [`COLUMNS`].
    values: [Vec<String>; COLUMNS.len()],
}

impl CardReader {
    /// Begins at the first card.
    #[must_use]
    pub fn new(stream: Utf8Stream, chinese: Box<dyn TextDecoder>) -> CardReader {
        let lines = BufReader::with_capacity(64 * 1024, stream);
        CardReader { lines, chinese, line: 0, ahead: None, begun: None }
    }

    /// Reads the next card into `row` and gives the line it begins on; `None` at the end.
    ///
    /// # Errors
    /// [`Refusal::Truncated`] where the bytes end in the middle of a compressed stream.
    pub fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Refusal> {
        let mut began = self.begun.take();
        let mut card = Card::default();
        // Cards inside cards are those of an assistant or the like, not of this contact.
        let mut inside = 0_u32;
        let mut agent_follows = false;
        while let Some((line, text)) = self.logical_line()? {
            let Some(property) = Property::of(&text) else { continue };
            let is_card = property.value.trim().eq_ignore_ascii_case("VCARD");
            match property.name.as_str() {
                "BEGIN" if is_card && began.is_none() => began = Some(line),
                "BEGIN" if is_card && (agent_follows || inside > 0) => inside += 1,
                "BEGIN" if is_card => {
                    self.begun = Some(line);
                    break;
                }
                "END" if is_card && inside > 0 => inside -= 1,
                "END" if is_card && began.is_some() => break,
                _ if inside == 0 && began.is_some() => self.take(&mut card, &property),
                _ => {}
            }
            agent_follows = property.name == "AGENT" && property.value.trim().is_empty();
        }
        if began.is_some() {
            card.write_to(row);
        }
        Ok(began)
    }

    /// The stream below.
    #[must_use]
    pub fn stream(&self) -> &Utf8Stream {
        self.lines.get_ref()
    }

    fn physical_line(&mut self) -> Result<Option<String>, Refusal> {
        if let Some(ahead) = self.ahead.take() {
            self.line += 1;
            return Ok(Some(ahead));
        }
        let line = self.read_line()?;
        self.line += u64::from(line.is_some());
        Ok(line)
    }

    fn read_line(&mut self) -> Result<Option<String>, Refusal> {
        let mut text = String::new();
        let read =
            self.lines.read_line(&mut text).map_err(|_| Refusal::Truncated { line: None })?;
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
        Ok((read > 0).then_some(text))
    }

    /// A line with those that continue it, and where it begins. What continues a picture is
    /// dropped.
    fn logical_line(&mut self) -> Result<Option<(u64, String)>, Refusal> {
        let Some(mut text) = self.physical_line()? else { return Ok(None) };
        let begins = self.line;
        let head = text.split(':').next().unwrap_or("").to_ascii_uppercase();
        let is_picture = ["BASE64", "ENCODING=B", "PHOTO", "LOGO", "SOUND"]
            .iter()
            .any(|mark| head.contains(mark));
        let is_quoted = head.contains("QUOTED-PRINTABLE");
        if is_picture {
            text.truncate(head.len());
        }
        loop {
            if is_quoted && text.ends_with('=') {
                text.pop();
                let Some(next) = self.physical_line()? else { break };
                text.push_str(&next);
                continue;
            }
            self.ahead = self.read_line()?;
            let folded = self.ahead.as_deref().and_then(|next| next.strip_prefix([' ', '\t']));
            let Some(folded) = folded else { break };
            if !is_picture {
                text.push_str(folded);
            }
            self.ahead = None;
            self.line += 1;
        }
        Ok(Some((begins, text)))
    }

    fn take(&mut self, card: &mut Card, property: &Property<'_>) {
        if property.name == own_card::KEY {
            card.own.get_or_insert_default();
        }
        if let Some(own) = &mut card.own {
            own.take(property);
        }
        let value = self.decoded(property);
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match property.name.as_str() {
            "FN" => unescape(value).clone_into(&mut card.name),
            "N" => card.structured_name = structured_name(value),
            "ORG" => card.push(Field::Company, parts(value, ';').join(" ").trim()),
            "TEL" if !property.is_of(&["FAX", "PAGER"]) => {
                let number = value.strip_prefix("tel:").unwrap_or(value);
                card.push(Field::Phone, unescape(number).trim());
            }
            "X-WECHAT" | "X-WEIXIN" | "X-MICROMSG" => card.push(Field::Wechat, &unescape(value)),
            "IMPP" => {
                let id =
                    ["wechat:", "weixin:"].iter().find_map(|scheme| value.strip_prefix(scheme));
                // As iPhones write it.
                let of_apple = value.strip_prefix("x-apple:").filter(|_| property.is_of_wechat());
                card.push(Field::Wechat, id.or(of_apple).unwrap_or(""));
            }
            "NICKNAME" => card.push(Field::Nick, &unescape(value)),
            "X-ALTBDAY" if property.parameters.iter().any(|it| it == "CALSCALE=CHINESE") => {
                card.lunar = lunar_birthday(value).unwrap_or_default();
            }
            "BDAY" => card.push(Field::Birthday, value),
            "ADR" => card.push(Field::Address, &address(value)),
            "CATEGORIES" => {
                parts(value, ',').iter().for_each(|tag| card.push(Field::Tags, tag));
            }
            "NOTE" => card.push(Field::Remark, &unescape(value)),
            "EMAIL" => card.email.push(unescape(value)),
            _ => {}
        }
    }

    /// The value of a property, out of the bytes that 2.1 writes as `=E9=99=88`.
    fn decoded(&mut self, property: &Property<'_>) -> String {
        if !property.is_of(&["QUOTED-PRINTABLE"]) {
            return property.value.to_owned();
        }
        let bytes = unquoted(property.value);
        let named = property.parameters.iter().find_map(|it| it.strip_prefix("CHARSET="));
        let encoding = named.and_then(Encoding::from_label);
        match (encoding, std::str::from_utf8(&bytes)) {
            (Some(Encoding::Utf8) | None, Ok(text)) => text.to_owned(),
            (Some(_) | None, _) => {
                let mut text = String::new();
                // A line break ends what may have been cut in the middle of a character.
                self.chinese.decode(&[&*bytes, b"\n"].concat(), false, &mut text);
                text
            }
        }
    }
}

impl Card {
    fn push(&mut self, field: Field, value: &str) {
        let column = COLUMNS.iter().zip(&mut self.values).find(|((_, it), _)| *it == field);
        if let (Some((_, values)), false) = (column, value.is_empty()) {
            values.push(value.to_owned());
        }
    }

    fn write_to(mut self, row: &mut StringRecord) {
        let name = if self.name.is_empty() { &self.structured_name } else { &self.name };
        let name = name.clone();
        self.push(Field::Name, &name);
        let lunar = std::mem::take(&mut self.lunar);
        let is_born = COLUMNS.iter().zip(&self.values);
        let is_born = is_born.filter(|((_, it), _)| *it == Field::Birthday);
        let is_born = is_born.into_iter().any(|(_, values)| !values.is_empty());
        self.push(if is_born { Field::Remark } else { Field::Birthday }, &lunar);
        row.clear();
        self.values
            .iter()
            .chain([&self.email])
            .for_each(|values| row.push_field(&values.join("\n")));
        if let Some(own) = self.own.take() {
            own.into_cells().iter().for_each(|cell| row.push_field(cell));
        }
    }
}

/// A line of a card: `item1.TEL;TYPE=cell:14000000033`.
pub(super) struct Property<'a> {
    pub(super) name: String,
    /// In capitals: `CHARSET=GBK`, or bare words as in 2.1.
    parameters: Vec<String>,
    pub(super) value: &'a str,
}

impl<'a> Property<'a> {
    fn of(line: &'a str) -> Option<Property<'a>> {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        });
        let (head, value) = line.split_at_checked(colon?.0)?;
        let mut head = head.split(';').map(|part| part.trim().to_ascii_uppercase());
        let name = head.next()?;
        let name = name.rsplit('.').next()?.to_owned();
        Some(Property { name, parameters: head.collect(), value: value.strip_prefix(':')? })
    }

    fn is_of_wechat(&self) -> bool {
        self.parameters.iter().any(|it| it.contains("微信") || it.contains("WECHAT"))
    }

    /// True where one of the words is among the parameters, bare or behind `TYPE=`.
    fn is_of(&self, words: &[&str]) -> bool {
        let values = self.parameters.iter().flat_map(|it| {
            let behind = it.split_once('=').map_or(it.as_str(), |(_, value)| value);
            behind.split(',').map(|word| word.trim_matches('"'))
        });
        values.into_iter().any(|value| words.contains(&value))
    }
}

/// The bytes of quoted-printable; what is no hexadecimal number stays as it is.
fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'=');
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    bytes
}

/// The text of a value: `\n`, `\,`, `\;`, `\\`.
pub(super) fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, false) => out.push(c),
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other @ (',' | ';' | ':' | '\\')) => out.push(other),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
        }
    }
    out
}

/// The parts of a value between separators that are not escaped, without blanks at their ends.
fn parts(value: &str, separator: char) -> Vec<String> {
    let parts = parts_as_written(value, separator).into_iter();
    parts.map(|part| part.trim().to_owned()).collect()
}

/// The parts of a value between separators that are not escaped.
pub(super) fn parts_as_written(value: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in value.chars() {
        if c == separator && !escaped {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts.iter().map(|part| unescape(part)).collect()
}

/// A birthday by the moon as iPhones write it: cycle, year of the cycle, month and day, such as
/// `007700270512` for the 12th of the fifth month of 1950. A month that was put in twice is marked,
/// and is not told.
fn lunar_birthday(value: &str) -> Option<String> {
    let digits: String = value.chars().filter(|c| *c != '-').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let at = digits.len().checked_sub(4)?;
    let (years, day) = digits.split_at_checked(at)?;
    let (month, day) = day.split_at_checked(2)?;
    let year = years.split_at_checked(4).and_then(|(cycle, year)| {
        let (cycle, year): (i32, i32) = (cycle.parse().ok()?, year.parse().ok()?);
        (60 * cycle).checked_add(year - 60 - 2637)
    });
    let year = year.filter(|year| (1900..2100).contains(year));
    let year = year.map_or_else(String::new, |year| format!("{year}-"));
    Some(format!("农历{year}{month}-{day}"))
}

/// The same the other way round; `None` where no cycle has such a year.
pub(in crate::format) fn apple_lunar(year: i16, month: u8, day: u8) -> Option<String> {
    let since = u16::try_from(i32::from(year) + 2636).ok()?;
    let (cycle, year) = (since / 60 + 1, since % 60 + 1);
    Some(format!("{cycle:04}{year:04}{month:02}{day:02}"))
}

/// 姓;名;;; as 姓名, Family;Given as Given Family.
fn structured_name(value: &str) -> String {
    let parts = parts(value, ';');
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    let (family, given, middle) = (part(0), part(1), part(2));
    if [family, given].concat().is_ascii() {
        let words = [part(3), given, middle, family, part(4)];
        return words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
    }
    [family, middle, given].concat()
}

/// Box;flat;street;town;province;postcode;country, the largest first as in Chinese.
fn address(value: &str) -> String {
    let parts = parts(value, ';');
    let given = [6, 4, 3, 2, 1, 0].iter().filter_map(|at| parts.get(*at));
    let words: Vec<&str> = given.map(|it| it.as_str()).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}
