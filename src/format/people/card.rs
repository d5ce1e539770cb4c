//! Contacts of a phone: those that this app has written, and those that are nobody's.

use crate::domain::customer::CustomerKey;
use crate::domain::observation::{Batch, PersonObservation};
use crate::domain::person::PersonFacts;
use crate::domain::phone::Phone;
use crate::format::export::{person_words, words};
use crate::format::mapping::Field;
use crate::format::orders::cells::Cells;
use crate::format::orders::file_format::FileFormat;
use crate::format::table::cards;
use crate::format::table::own_card::OwnCell;

/// Digits of the shortest number that is somebody's: 10086 is a service.
const SHORTEST: usize = 7;

/// True for a contact that is nobody to keep: a service with a short number, or one of our own that
/// says nothing which the book does not know by its key.
pub(in crate::format) fn is_nobodys(cells: &Cells<'_>) -> bool {
    if cells.layout.format != FileFormat::Vcard {
        return false;
    }
    match told(cells) {
        Some((_, facts)) => facts.is_empty(),
        None => is_service(cells),
    }
}

fn is_service(cells: &Cells<'_>) -> bool {
    let others = [Field::Wechat, Field::Birthday, Field::Company, Field::Address];
    let mut numbers = cells.raw(Field::Phone).lines().filter(|line| !line.trim().is_empty());
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let is_short = |text: &str| (1..SHORTEST).contains(&digits(text)) && !text.contains('*');
    let has_number = !cells.text(Field::Phone).is_empty();
    has_number
        && numbers.all(is_short)
        && others.iter().all(|field| cells.text(*field).is_empty())
        && cells.cell(cards::COLUMNS.len()).is_empty()
}

/// True for a contact who cannot be reached in any way that a card has.
pub(super) fn cannot_be_reached(cells: &Cells<'_>) -> bool {
    cells.layout.format == FileFormat::Vcard
        && cells.text(Field::Phone).is_empty()
        && cells.text(Field::Wechat).is_empty()
        && cells.cell(cards::COLUMNS.len()).is_empty()
}

/// A card of our own into the batch, by the key and with the words that the book has; false where
/// the card is not one.
pub(super) fn take_own(cells: &Cells<'_>, line: u64, batch: &mut Batch) -> bool {
    if cells.layout.format != FileFormat::Vcard {
        return false;
    }
    let Some((key, facts)) = told(cells) else { return false };
    let customer = batch.customers.intern(key);
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    batch.people.push(PersonObservation { line, customer, facts });
    true
}

/// What a card of our own says, and of whom.
fn told(cells: &Cells<'_>) -> Option<(CustomerKey, PersonFacts)> {
    let cell = |it: OwnCell| cells.cell(it.place());
    let text = |it: OwnCell| Some(cell(it)).filter(|text| !text.is_empty()).map(Into::into);
    let list = |it: OwnCell| person_words::split(cell(it), person_words::LINES);
    let key = words::customer(cell(OwnCell::Key), cell(OwnCell::KnownBy), cell(OwnCell::Place))
        .filter(|key| !key.label().is_empty())?;
    let mut phones = list(OwnCell::Phones);
    // Numbers that were added on the phone; the key's own says nothing new.
    let known: Vec<Phone> = phones.iter().filter_map(|it| Phone::parse(it)).collect();
    let known_by = match &key {
        CustomerKey::Phone(digits) => Phone::parse(digits),
        CustomerKey::Nick { .. }
        | CustomerKey::Column(_)
        | CustomerKey::Wechat(_)
        | CustomerKey::NameAddress { .. } => None,
    };
    for written in list(OwnCell::Called) {
        let phone = Phone::parse(&written);
        if phone != known_by && !phone.as_ref().is_some_and(|it| known.contains(it)) {
            phones.push(written);
        }
    }
    phones.sort_unstable();
    let facts = PersonFacts {
        name: text(OwnCell::Name),
        company: text(OwnCell::Company),
        phones,
        wechat: text(OwnCell::Wechat),
        nick: text(OwnCell::Nick),
        address: text(OwnCell::Address),
        birthday: person_words::birthday_of(cell(OwnCell::Birthday)),
        remarks: list(OwnCell::Remarks),
        tags: list(OwnCell::Tags),
        ..PersonFacts::default()
    };
    Some((key, facts))
}
