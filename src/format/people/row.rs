//! One row of cells to what is said of a person.

use std::borrow::Cow;

use super::pieces::{numbers_within, phones, tags};
use super::{SaidSet, birthday, card, hygiene, titles};
use crate::domain::customer::{CustomerKey, CustomerKeyRef, Identity};
use crate::domain::day::Day;
use crate::domain::observation::{Batch, Observation, PersonObservation};
use crate::domain::person::{Birthday, Opening, PersonFacts};
use crate::domain::phone::Phone;
use crate::format::date::DateForm;
use crate::format::mapping::Field;
use crate::format::number::{Decimal, NumberError};
use crate::format::orders::cells::{Cells, Failure, date_reason, number_failure};
use crate::format::orders::file_format::FileFormat;
use crate::format::problem::{Problem, ProblemReason, excerpt};
use crate::format::table::cell;

/// A row of a list of customers into the batch.
pub(in crate::format) fn take(
    cells: &Cells<'_>,
    offset_minutes: i32,
    line: u64,
    batch: &mut Batch,
) -> Result<Vec<Problem>, Failure> {
    if card::take_own(cells, line, batch) {
        return Ok(Vec::new());
    }
    let mut person = Person::new(cells);
    person.read_phones();
    person.read_names();
    person.read_places();
    person.read_birthday(offset_minutes);
    person.read_tags();
    person.read_remarks();
    person.read_since(offset_minutes);
    person.read_opening(offset_minutes);
    let nick = person.key_nick();
    let region = person.facts.region.as_deref().or(person.facts.address.as_deref());
    let identity = Identity {
        nick,
        phone: person.numbers.first().map_or("", String::as_str),
        column: column(cells, Field::Customer),
        wechat: person.facts.wechat.as_deref().unwrap_or(""),
        name: person.facts.name.as_deref().or(person.facts.company.as_deref()).unwrap_or(""),
        address: person.facts.company.as_deref().or(region).unwrap_or(""),
    };
    let key = CustomerKeyRef::of(batch.platform, &identity).ok_or_else(|| person.nobody())?;
    if card::cannot_be_reached(cells) && person.numbers.is_empty() {
        return Err((Field::Phone, ProblemReason::NoContact));
    }
    let customer = batch.customers.intern_ref(&key, || key.to_key());
    let left_out = person.left_out.into_iter().map(|cell| cell.problem(line)).collect();
    let mut facts = person.facts;
    for list in [&mut facts.phones, &mut facts.remarks, &mut facts.tags] {
        list.sort_unstable();
        list.dedup();
    }
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    batch.people.push(PersonObservation { line, customer, facts });
    Ok(left_out)
}

/// What a row of orders says of its buyer beyond his key, the first time it is said.
pub(in crate::format) fn hear_of_buyer(
    cells: &Cells<'_>,
    order: &Observation,
    batch: &mut Batch,
    said: &mut SaidSet,
) {
    const SPOKEN: [Field; 5] =
        [Field::Name, Field::Company, Field::Phone, Field::Wechat, Field::Nick];
    let columns = SPOKEN.iter().filter(|field| cells.layout.column(**field).is_some()).count();
    let is_column = cells.layout.column(Field::Customer).is_some();
    let Some(customer) = order.customer.filter(|_| columns + usize::from(is_column) > 1) else {
        return;
    };
    let words = SPOKEN.map(|field| column(cells, field));
    if !said.is_news(customer, &words.join("\u{1f}")) {
        return;
    }
    let mut person = Person::new(cells);
    person.read_phones();
    person.read_names();
    let mut facts = person.facts;
    // What is not understood stands in the order's file; a remark on the person it is not.
    facts.remarks.clear();
    facts.phones.sort_unstable();
    facts.phones.dedup();
    if batch.customers.get(customer).is_some_and(|key| says_more(&facts, key)) {
        batch.people.push(PersonObservation { line: order.line, customer, facts });
    }
}

/// True where the facts are more than the key itself.
fn says_more(facts: &PersonFacts, key: &CustomerKey) -> bool {
    let mut beyond = facts.clone();
    match key {
        CustomerKey::Nick { .. } | CustomerKey::Column(_) => {}
        CustomerKey::Phone(digits) => beyond.phones.retain(|phone| phone != digits),
        CustomerKey::Wechat(_) => beyond.wechat = None,
        CustomerKey::NameAddress { name, address } => {
            for said in [&mut beyond.name, &mut beyond.company] {
                said.take_if(|said| said == name || said == address);
            }
        }
    }
    !beyond.is_empty()
}

/// A person as far as he is read.
struct Person<'a> {
    cells: &'a Cells<'a>,
    facts: PersonFacts,
    /// The digits of his real phones, in the order of the row.
    numbers: Vec<String>,
    left_out: Vec<LeftOut<'a>>,
}

/// A cell that says nothing that can be taken.
struct LeftOut<'a> {
    field: Field,
    reason: ProblemReason,
    text: &'a str,
}

impl LeftOut<'_> {
    fn problem(self, line: u64) -> Problem {
        let LeftOut { field, reason, text } = self;
        let (value, context) = (excerpt(text), Vec::new());
        Problem { line, field, reason, value, context, is_person_taken: true }
    }
}

impl<'a> Person<'a> {
    fn new(cells: &'a Cells<'a>) -> Person<'a> {
        let (numbers, left_out) = (Vec::new(), Vec::new());
        Person { cells, facts: PersonFacts::default(), numbers, left_out }
    }

    /// Why nobody can be told: his number may have been all there was.
    fn nobody(&self) -> Failure {
        let damaged = self.left_out.iter().find(|it| it.reason == ProblemReason::PhoneDamaged);
        damaged.map_or((Field::Name, ProblemReason::NobodyNamed), |it| (it.field, it.reason))
    }

    /// The value of a cell; where it cannot be read its text is kept as a remark, and said.
    fn or_left_out<T>(&mut self, read: Result<Option<T>, Failure>) -> Option<T> {
        let (field, reason) = match read {
            Ok(value) => return value,
            Err(failure) => failure,
        };
        if let Some((column, text)) = self.filled(field).first().copied() {
            self.remark(column, text);
            self.left_out.push(LeftOut { field, reason, text });
        }
        None
    }

    fn title(&self, column: usize) -> &'a str {
        self.cells.layout.titles.get(column).map_or("", |title| title)
    }

    /// Something that has no place of its own, under its title.
    fn remark(&mut self, column: usize, text: &str) {
        let text = hygiene::text(text);
        if text.is_empty() {
            return;
        }
        let title = self.title(column);
        let remark = if title.is_empty() { text.into() } else { format!("{title}: {text}").into() };
        self.facts.remarks.push(remark);
    }

    /// The filled columns of a field with their cells.
    fn filled(&self, field: Field) -> Vec<(usize, &'a str)> {
        let columns = self.cells.layout.columns_of(field);
        let cells = columns.map(|column| (column, given(self.cells.cell(column))));
        cells.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// A field of which a person has one: the first that is filled; what others say besides is a
    /// remark.
    fn single(&mut self, field: Field, clean: fn(&str) -> Cow<'_, str>) -> Option<Box<str>> {
        let mut first: Option<Box<str>> = None;
        for (column, text) in self.filled(field) {
            let text = clean(text);
            match &first {
                None if !text.is_empty() => first = Some(text.into()),
                Some(first) if **first != *text => self.remark(column, &text),
                Some(_) | None => {}
            }
        }
        first
    }

    fn read_names(&mut self) {
        self.facts.name = self.single(Field::Name, hygiene::name);
        self.facts.company = self.single(Field::Company, hygiene::text);
        self.facts.wechat = self.single(Field::Wechat, hygiene::text);
        if self.facts.name.is_none()
            && let Some((column, text)) = self.filled(Field::Customer).first()
            && !titles::is_number_of_customer(self.title(*column))
            && !text.bytes().all(|byte| byte.is_ascii_digit())
        {
            self.facts.name = Some(hygiene::name(text).into());
        }
        if let Some(name) = self.facts.name.clone() {
            // 顾总定制 14000000000: the name stays as it is, the number can be called.
            let numbers = numbers_within(&name);
            self.add_numbers(numbers);
        }
        let key = self.key_nick();
        let nicks = self.filled(Field::Nick);
        let nick = nicks.iter().find(|(_, text)| *text != key);
        self.facts.nick = nick.map(|(_, text)| hygiene::text(text).into());
    }

    /// The nick that is the key: the one of the first such column, for another column may be of
    /// another platform. What a phone's contacts call a nick is none.
    fn key_nick(&self) -> &'a str {
        if self.cells.layout.format == FileFormat::Vcard {
            return "";
        }
        let column = self.cells.layout.column(Field::Nick);
        column.map_or("", |column| given(self.cells.cell(column)))
    }

    fn read_phones(&mut self) {
        for (column, text) in self.filled(Field::Phone) {
            let clean = hygiene::text(text);
            // Line breaks separate numbers, and cleaning makes them blanks.
            let lines: Vec<Cow<'_, str>> = text.lines().map(hygiene::text).collect();
            let (phones, rest) = phones(if lines.len() > 1 {
                lines.iter().map(|line| &**line).collect()
            } else {
                vec![&*clean]
            });
            let rest = rest.join(" ");
            if rest.split(' ').any(cell::is_scientific) {
                let (field, reason) = (Field::Phone, ProblemReason::PhoneDamaged);
                self.left_out.push(LeftOut { field, reason, text });
            }
            for phone in phones {
                match phone {
                    Phone::Real(digits) => self.add_numbers(vec![digits]),
                    Phone::Masked(text) => self.facts.phones.push(text.into()),
                    Phone::Virtual { number, extension } => {
                        self.facts.phones.push(format!("{number}-{extension}").into());
                    }
                }
            }
            self.remark(column, &rest);
        }
    }

    fn add_numbers(&mut self, numbers: Vec<String>) {
        for digits in numbers {
            self.facts.phones.push(digits.as_str().into());
            self.numbers.push(digits);
        }
    }

    fn read_places(&mut self) {
        let parts: Vec<&str> = self.filled(Field::Region).iter().map(|(_, text)| *text).collect();
        let region = hygiene::text(&parts.join(" ")).into_owned();
        self.facts.region = (!region.is_empty()).then(|| region.into());
        self.facts.address = self.single(Field::Address, hygiene::text);
    }

    fn read_birthday(&mut self, offset_minutes: i32) {
        for (column, text) in self.filled(Field::Birthday) {
            let title = self.title(column);
            let is_lunar = title.contains("农历") || title.contains("阴历");
            let born =
                birthday::read(text, is_lunar).or_else(|| self.by_pattern(text, offset_minutes));
            match (born, self.facts.birthday) {
                (Some(born), None) => self.facts.birthday = Some(born),
                (Some(born), Some(known)) if born == known => {}
                (Some(_), Some(_)) => self.remark(column, text),
                (None, _) => {
                    self.remark(column, text);
                    let (field, reason) = (Field::Birthday, ProblemReason::DateUnreadable);
                    self.left_out.push(LeftOut { field, reason, text });
                }
            }
        }
    }

    /// A birthday in the form that a mapping gives for all dates.
    fn by_pattern(&self, text: &str, offset_minutes: i32) -> Option<Birthday> {
        let dates = &self.cells.layout.dates;
        let pattern = matches!(dates, DateForm::Pattern(_)).then_some(dates)?;
        let (year, month, day) = pattern.day(text, offset_minutes).ok()?.ymd();
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        Birthday::new(Some(i16::try_from(year).ok()?), month, day, false)
    }

    fn read_tags(&mut self) {
        let cells = self.filled(Field::Tags);
        let tags = cells.iter().flat_map(|(_, text)| tags(text)).map(hygiene::text);
        self.facts.tags = tags.filter(|tag| !tag.is_empty()).map(Into::into).collect();
    }

    fn read_remarks(&mut self) {
        for (_, text) in self.filled(Field::Remark) {
            let text = hygiene::text(text);
            self.facts.remarks.extend((!text.is_empty()).then(|| text.into()));
        }
        for column in &self.cells.layout.noted {
            let text = given(self.cells.cell(*column));
            let is_nought = Decimal::parse(text)
                .is_ok_and(|number| number.fen().is_ok_and(|fen| fen.minor() == 0));
            if !is_nought {
                self.remark(*column, text);
            }
        }
    }

    /// What he brought along from before the book; a number that cannot be read is no nought.
    fn read_opening(&mut self, offset_minutes: i32) {
        let cells = self.cells;
        let amount = match column(cells, Field::OpeningAmount) {
            "" => Ok(None),
            _ => cells.fen(Field::OpeningAmount),
        };
        let day = match column(cells, Field::OpeningDay) {
            "" => Ok(None),
            _ => cells.day(Field::OpeningDay, offset_minutes),
        };
        let tier = hygiene::text(column(cells, Field::Tier));
        let opening = Opening {
            day: self.or_left_out(day),
            amount_fen: self.or_left_out(amount),
            purchases: self.or_left_out(purchases(cells)),
            points: self.or_left_out(whole(cells, Field::Points, "积分")),
            tier: (!tier.is_empty()).then(|| tier.into()),
        };
        self.facts.opening = (!opening.is_empty()).then_some(opening);
    }

    fn read_since(&mut self, offset_minutes: i32) {
        for (column, text) in self.filled(Field::Since) {
            match self.cells.layout.dates.day(text, offset_minutes) {
                Ok(day) => {
                    let earliest = self.facts.since.map_or(day, |since: Day| since.min(day));
                    self.facts.since = Some(earliest);
                }
                Err(error) => {
                    self.remark(column, text);
                    let (field, reason) = (Field::Since, date_reason(error));
                    self.left_out.push(LeftOut { field, reason, text });
                }
            }
        }
    }
}

/// A cell; empty where it says in some way that there is nothing.
fn given(cell: &str) -> &str {
    let text = cell::identifier(cell);
    let nothing = ["-", "--", "—", "——", "/", "无", "暂无", "null", "NULL", "N/A", "n/a"];
    if nothing.contains(&text) { "" } else { text }
}

fn column<'a>(cells: &Cells<'a>, field: Field) -> &'a str {
    cells.layout.column(field).map_or("", |column| given(cells.cell(column)))
}

/// How often he had bought.
fn purchases(cells: &Cells<'_>) -> Result<Option<u32>, Failure> {
    let field = Field::OpeningCount;
    match whole(cells, field, "次笔单")? {
        None => Ok(None),
        Some(count) if count < 0 => Err((field, ProblemReason::NumberNegative)),
        Some(count) => {
            u32::try_from(count).map(Some).map_err(|_| (field, ProblemReason::NumberTooLarge))
        }
    }
}

fn whole(cells: &Cells<'_>, field: Field, units: &str) -> Result<Option<i64>, Failure> {
    let text = column(cells, field).trim_end_matches(|c: char| units.contains(c));
    if text.is_empty() && column(cells, field).is_empty() {
        return Ok(None);
    }
    let number = Decimal::parse(text).and_then(Decimal::whole);
    number.map(Some).map_err(|error: NumberError| number_failure(field, error))
}
