//! What the card, the contacts and the orders of one person say.

use super::goods::{Good, goods_of};
use super::test::{Mark, WordField};
use super::view::View;
use crate::domain::card::{Card, CardEntry, CardField, Role, Sex, Title};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::event::{Contact, Deed, Outcome};
use crate::domain::figures::person::{bought_same_time_last_year, ordering_less};
use crate::domain::intern::Index;
use crate::domain::person::Birthday;
use crate::domain::roster::season::came_for_last_double_eleven_only;

/// A bit for each of these.
pub(super) fn mask(places: impl Iterator<Item = u32>) -> u32 {
    places.fold(0, |mask, place| mask | 1_u32.wrapping_shl(place))
}

/// The last contact of somebody, and the last one that reached him.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Contacts {
    pub(super) last: Option<(Day, Outcome)>,
    pub(super) reached: Option<Day>,
}

impl Contacts {
    /// What is known of them as of a day.
    pub(super) fn of(view: &View<'_>, person: Index) -> Contacts {
        let known_on = view.basis().known_on;
        let mut contacts = Contacts::default();
        // The latest first; of two of one day the one that was written down later.
        for event in view.shop.events_of(person) {
            let Deed::Contacted { contact: Contact { outcome, .. }, .. } = &event.deed else {
                continue;
            };
            if !event.stands() || event.day > known_on {
                continue;
            }
            if contacts.last.is_none_or(|(last, _)| event.day > last) {
                contacts.last = Some((event.day, *outcome));
            }
            if *outcome != Outcome::NoAnswer {
                contacts.reached = contacts.reached.max(Some(event.day));
            }
        }
        contacts
    }
}

/// What is so of somebody, one bit for each [`Mark`].
pub(super) fn marks_of(view: &View<'_>, at: usize, card: &Card, contacts: &Contacts) -> u32 {
    let (basis, run, figures) = (view.basis(), view.run(at), view.live.person(at));
    let cared = |last: Day| contacts.reached.is_some_and(|reached| reached >= last);
    let is = [
        (Mark::Important, card.is_important),
        (Mark::OptedOut, card.is_opted_out),
        (Mark::Wholesale, card.modes.wholesale),
        (Mark::Custom, card.modes.custom),
        (Mark::Dropship, card.modes.dropship),
        (Mark::EndCustomer, card.role == Some(Role::EndCustomer)),
        (Mark::Distributor, card.role == Some(Role::Distributor)),
        (Mark::Female, card.sex == Some(Sex::Female)),
        (Mark::Male, card.sex == Some(Sex::Male)),
        (Mark::Mister, card.title == Some(Title::Mister)),
        (Mark::Madam, card.title == Some(Title::Madam)),
        (Mark::Boss, card.title == Some(Title::Boss)),
        (Mark::OrderingLess, ordering_less(run, basis.as_of).is_some()),
        (Mark::RhythmBroken, figures.is_some_and(|it| it.is_own_rhythm_broken(basis))),
        (Mark::SameTimeLastYear, bought_same_time_last_year(run, basis.as_of)),
        (Mark::LastDoubleEleven, came_for_last_double_eleven_only(run, basis.as_of)),
        (Mark::CaredForSinceOrder, figures.is_some_and(|it| cared(it.last_day))),
    ];
    mask(is.into_iter().filter(|(_, is)| *is).map(|(mark, _)| mark as u32))
}

/// In which fields of the card something stands, or by the key: one bit for each.
pub(super) fn known_of(view: &View<'_>, members: &[Index], card: &Card) -> u32 {
    let keys = members.iter().filter_map(|it| view.shop.customers().get(it.position()));
    let by_key = keys.filter_map(|key| match key {
        CustomerKey::Phone(_) => Some(CardField::Phones),
        CustomerKey::Wechat(_) => Some(CardField::Wechat),
        CustomerKey::Nick { .. } => Some(CardField::Nick),
        CustomerKey::Column(_) | CustomerKey::NameAddress { .. } => None,
    });
    let on_card = CardField::ALL.into_iter().filter(|it| is_given(card, *it));
    mask(on_card.chain(by_key).map(|field| u32::from(field.number())))
}

fn is_given(card: &Card, field: CardField) -> bool {
    let facts = &card.facts;
    match field {
        CardField::Name => facts.name.is_some() || card.surname.is_some(),
        CardField::Surname => card.surname.is_some(),
        CardField::Title => card.title.is_some(),
        CardField::Suffix => card.suffix.is_some(),
        CardField::Company => facts.company.is_some(),
        CardField::Phones => !facts.phones.is_empty(),
        CardField::Wechat => facts.wechat.is_some(),
        CardField::Nick => facts.nick.is_some(),
        CardField::Region => facts.region.is_some(),
        CardField::Address => facts.address.is_some(),
        CardField::Birthday => facts.birthday.is_some(),
        CardField::Relatives => !card.relatives.is_empty(),
        CardField::Remark => card.remark.is_some() || !facts.remarks.is_empty(),
        CardField::Tags => !facts.tags.is_empty(),
        CardField::Important => card.is_important,
        CardField::OptOut => card.is_opted_out,
        CardField::Modes => card.entry(field) != CardEntry::Modes(Default::default()),
        CardField::Role => card.role.is_some(),
        CardField::Occupation => card.occupation.is_some(),
        CardField::Owner => card.owner.is_some(),
        CardField::Groups => !card.groups.is_empty(),
        CardField::Verified => card.verified.is_some(),
        CardField::Sex => card.sex.is_some(),
        CardField::Answers => !card.answers.is_empty(),
    }
}

/// The texts of a card that a group can ask for.
pub(super) fn words_of(card: &Card) -> Vec<(WordField, &str)> {
    let facts = &card.facts;
    let title = match &card.title {
        Some(Title::Other(text)) => Some(text),
        Some(Title::Mister | Title::Madam | Title::Boss) | None => None,
    };
    let single = [
        (WordField::Region, facts.region.as_ref()),
        (WordField::Region, facts.address.as_ref()),
        (WordField::Owner, card.owner.as_ref()),
        (WordField::Title, title),
        (WordField::Company, facts.company.as_ref()),
        (WordField::Occupation, card.occupation.as_ref()),
    ];
    let single = single.into_iter().filter_map(|(field, text)| Some((field, &**text?)));
    let tags = facts.tags.iter().map(|text| (WordField::Tag, &**text));
    let groups = card.groups.iter().map(|text| (WordField::ChatGroup, &**text));
    single.chain(tags).chain(groups).filter(|(_, text)| !text.is_empty()).collect()
}

/// The first day on or after `from` on which a birthday falls; one of 29 February sits on 28
/// February in other years.
pub(super) fn next_birthday(view: &View<'_>, birthday: Birthday, from: Day) -> Option<Day> {
    if birthday.is_lunar {
        return view.handed.lunar.and_then(|lunar| lunar(birthday, from));
    }
    let (year, _, _) = from.ymd();
    let (month, day) = (u32::from(birthday.month), u32::from(birthday.day));
    let in_year = |year| {
        let sits = |day| Day::from_ymd(year, month, day);
        sits(day).or_else(|| sits(day.saturating_sub(1)))
    };
    [year, year + 1].into_iter().filter_map(in_year).find(|it| *it >= from)
}

/// What the counted orders of somebody say beside their money.
#[derive(Debug, Default)]
pub(super) struct Trades {
    /// One bit for each platform.
    pub(super) platforms: u32,
    pub(super) channels: Vec<Index>,
    pub(super) region: Option<Index>,
    /// Units in thousandths.
    pub(super) goods: Vec<(Good, Day, i64)>,
}

impl Trades {
    /// Reads the orders of a person as of the day of the figures.
    pub(super) fn of(view: &View<'_>, person: Index) -> Trades {
        let (as_of, known_on) = (view.basis().as_of, view.basis().known_on);
        let mut trades = Trades::default();
        let mut region_of = None;
        for place in view.shop.orders_of(person) {
            let Some((platform, day, content)) = view.shop.counted_at(place, known_on) else {
                continue;
            };
            if day > as_of {
                continue;
            }
            trades.platforms |= mask(std::iter::once(u32::from(platform.number())));
            trades
                .goods
                .extend(goods_of(&content).into_iter().map(|(good, units)| (good, day, units)));
            let Some(held) = content.held else { continue };
            trades.channels.extend(held.channel);
            if held.region.is_some() && !held.is_dropship && region_of <= Some(day) {
                (region_of, trades.region) = (Some(day), held.region);
            }
        }
        trades
    }
}
