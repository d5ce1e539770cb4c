//! What the seller does with people: each act becomes events that share its id.

use uuid::Uuid;

use super::act::Act;
use super::{Moment, Refused, nothing, stamp};
use crate::domain::card::{Card, CardEntry};
use crate::domain::change::{Change, ChangeWriter, Collection};
use crate::domain::customer::{CustomerKey, CustomerKeyRef, Identity, Platform};
use crate::domain::event::{Contact, Deed, Outcome};
use crate::domain::intern::Index;
use crate::domain::packed_event::write_event;
use crate::domain::phone::Phone;
use crate::domain::shop::Shop;
use crate::domain::stamp::Stamped;
use crate::domain::tables::GrowingTables;

/// By what somebody is known of whom these things are said: his phone, else his WeChat id, else his
/// name with company, region or address (semantics 2). `None` where they name nobody. A nick is
/// no key here: it means something only on its platform.
#[must_use]
pub fn key_of_entries(entries: &[CardEntry]) -> Option<CustomerKey> {
    let mut card = Card::default();
    entries.iter().for_each(|entry| card.write(&entry.clone().cleaned()));
    let facts = &card.facts;
    let is_real = |text: &&str| matches!(Phone::parse(text), Some(Phone::Real(_)));
    let text = |text: &Option<Box<str>>| text.clone().unwrap_or_default();
    let told_apart_by = [&facts.company, &facts.region, &facts.address];
    let address = told_apart_by.into_iter().find_map(Option::as_deref).unwrap_or_default();
    let (wechat, name) = (text(&facts.wechat), text(&facts.name));
    let identity = Identity {
        phone: facts.phones.iter().map(|text| &**text).find(is_real).unwrap_or_default(),
        wechat: &wechat,
        name: &name,
        address,
        ..Identity::default()
    };
    CustomerKeyRef::of(Platform::Hand, &identity).map(|key| key.to_key())
}

/// The person of a key of whom the book tells.
pub(super) fn person(shop: &Shop, key: &CustomerKey) -> Option<Index> {
    let customer = shop.tables().customers.find_ref(key)?;
    let person = shop.person_of(customer);
    shop.is_known(person.position()).then_some(person)
}

pub(super) fn add(
    shop: &Shop,
    key: &CustomerKey,
    entries: &[CardEntry],
    moment: &Moment,
) -> Result<Change, Refused> {
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    if let Some(known) = person(shop, key) {
        return Err(Refused::AlreadyThere(known));
    }
    let mut tables = GrowingTables::new(shop.tables());
    let customer = shop.person_of(tables.customers.place(key));
    act.push(Deed::Met { customer });
    act.write(customer, &shop.card(customer), entries);
    Ok(act.finish(Some(&tables)))
}

pub(super) fn edit(
    shop: &Shop,
    customer: &CustomerKey,
    entries: &[CardEntry],
    moment: &Moment,
) -> Result<Change, Refused> {
    let customer = person(shop, customer).ok_or(Refused::NoSuchCustomer)?;
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    act.write(customer, &shop.card(customer), entries);
    Ok(act.finish(None))
}

pub(super) fn log_contact(
    shop: &Shop,
    customer: &CustomerKey,
    contact: &Contact,
    moment: &Moment,
) -> Result<Change, Refused> {
    let customer = person(shop, customer).ok_or(Refused::NoSuchCustomer)?;
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    act.push(Deed::Contacted { customer, contact: contact.clone() });
    if contact.outcome == Outcome::DoNotCall {
        act.write(customer, &shop.card(customer), &[CardEntry::OptOut(true)]);
    }
    Ok(act.finish(None))
}

pub(super) fn join(
    shop: &Shop,
    kept: &CustomerKey,
    others: &[CustomerKey],
    entries: &[CardEntry],
    moment: &Moment,
) -> Result<Change, Refused> {
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    let people = several(shop, [kept].into_iter().chain(others))?;
    let [kept, others @ ..] = people.as_slice() else { return Err(Refused::SamePerson) };
    others.iter().for_each(|other| act.push(Deed::Joined { kept: *kept, other: *other }));
    act.write(*kept, &shop.card_of_all(&people), entries);
    Ok(act.finish(None))
}

pub(super) fn keep_apart(
    shop: &Shop,
    people: &[CustomerKey],
    moment: &Moment,
) -> Result<Change, Refused> {
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    let people = several(shop, people.iter())?;
    for (n, a) in people.iter().enumerate() {
        for b in people.iter().skip(n + 1).filter(|b| !shop.are_apart(*a, **b)) {
            act.push(Deed::Apart { a: *a, b: *b });
        }
    }
    Ok(act.finish(None))
}

/// People of the book, two at least, no two of whom are one already.
fn several<'a>(
    shop: &Shop,
    keys: impl Iterator<Item = &'a CustomerKey>,
) -> Result<Vec<Index>, Refused> {
    let mut people = Vec::new();
    for key in keys {
        let one = person(shop, key).ok_or(Refused::NoSuchCustomer)?;
        if people.contains(&one) {
            return Err(Refused::SamePerson);
        }
        people.push(one);
    }
    if people.len() < 2 { Err(Refused::SamePerson) } else { Ok(people) }
}

/// Takes an act back, or does it again.
pub(super) fn turn_act(
    shop: &Shop,
    act: Uuid,
    undone: bool,
    moment: &Moment,
) -> Result<Change, Refused> {
    let places = shop.events.of_act(act);
    if places.is_empty() {
        return Err(Refused::NoSuchAct);
    }
    let stamp = stamp(shop, moment);
    let mut change = ChangeWriter::new(false);
    for at in places {
        if let Some(mut event) = shop.event(at).filter(|event| event.undone.value != undone) {
            event.undone = Stamped { value: undone, stamp };
            change.put(Collection::Events, at, |out| write_event(&event, out));
        }
    }
    Ok(change.finish())
}
