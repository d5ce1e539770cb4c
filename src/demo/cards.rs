//! Who a buyer is: his key, and what the seller's list says of him.

use super::buyers::Kind;
use super::names::{self, HOME, Once};
use super::purchases::Channel;
use super::random::Random;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::person::{Birthday, PersonFacts};

/// So many have a privacy number of the platform.
const VIRTUAL_PHONES: usize = 5;

const REMARKS: [&str; 8] = [
    "不吃辣",
    "对花生过敏",
    "喜欢原味",
    "只要软的",
    "下午送到店里",
    "替女儿买的",
    "问过团购价",
    "要开发票",
];

/// What a card says.
pub(super) struct Card {
    pub(super) key: CustomerKey,
    pub(super) channel: Channel,
    pub(super) facts: PersonFacts,
}

/// Makes cards, no two with one key or one phone.
#[derive(Debug, Default)]
pub(super) struct Cards {
    phones: u64,
    virtual_phones: usize,
    nicks: Once,
    shops: Once,
}

impl Cards {
    /// A phone that nobody has: 140 and eight digits.
    pub(super) fn phone(&mut self) -> String {
        self.phones += 1;
        // The factor has no divisor in common with the modulus: no number comes twice.
        let tail = (self.phones * 61_803_399 + 14_159_265) % 100_000_000;
        format!("140{tail:08}")
    }

    /// A nick that nobody has.
    pub(super) fn nick(&mut self, random: &mut Random) -> CustomerKey {
        taobao(&self.nicks.draw(|| names::nick(random)))
    }

    /// The card of somebody of a kind.
    pub(super) fn of_kind(&mut self, kind: Kind, random: &mut Random) -> Card {
        match kind {
            Kind::SmallShop => self.small_shop(random),
            Kind::OneOff | Kind::Occasional | Kind::Regular | Kind::Gift => {
                let region = names::region(random);
                let mut card = match region == HOME && random.chance(750) {
                    true => self.member(random),
                    false => self.parcel_buyer(region, random),
                };
                decorate(kind, &mut card, random);
                card
            }
        }
    }

    /// A member of the stall, known by the phone.
    pub(super) fn member(&mut self, random: &mut Random) -> Card {
        let phone = self.phone();
        let mut facts = named(&names::person(random), HOME);
        facts.phones = vec![phone.as_str().into()];
        Card { key: CustomerKey::Phone(phone.into()), channel: Channel::Stall, facts }
    }

    /// A buyer on the platform, known by the nick.
    pub(super) fn parcel_buyer(&mut self, region: &str, random: &mut Random) -> Card {
        let key = self.nick(random);
        let mut facts = named(&names::person(random), region);
        let phone = self.phone();
        let phone = if self.virtual_phones < VIRTUAL_PHONES && random.chance(20) {
            self.virtual_phones += 1;
            format!("{phone}-{}", random.between(1000, 9999))
        } else if random.chance(162) {
            masked(&phone)
        } else {
            phone
        };
        facts.phones = vec![phone.into()];
        Card { key, channel: Channel::Taobao, facts }
    }

    /// A small shop, known by the phone or by its name. One in four pays by the month.
    fn small_shop(&mut self, random: &mut Random) -> Card {
        let name = self.shops.draw(|| names::small_shop(random));
        let address = names::address(random);
        let mut facts = named(&name, HOME);
        facts.address = Some(address.as_str().into());
        facts.tags = tags(if random.chance(290) { &["小店", "月结"] } else { &["小店"] });
        let key = if random.chance(700) {
            let phone = self.phone();
            facts.phones = vec![phone.as_str().into()];
            CustomerKey::Phone(phone.into())
        } else {
            CustomerKey::NameAddress { name, address: address.into() }
        };
        Card { key, channel: Channel::SmallShop, facts }
    }
}

/// A key on Taobao.
pub(super) fn taobao(nick: &str) -> CustomerKey {
    CustomerKey::Nick { platform: Platform::Taobao, nick: nick.into() }
}

/// A name and where he lives.
pub(super) fn named(name: &str, region: &str) -> PersonFacts {
    PersonFacts { name: Some(name.into()), region: Some(region.into()), ..PersonFacts::default() }
}

/// Tags as a list has them: sorted.
pub(super) fn tags(tags: &[&str]) -> Vec<Box<str>> {
    let mut tags: Vec<Box<str>> = tags.iter().map(|tag| (*tag).into()).collect();
    tags.sort_unstable();
    tags
}

/// As the platform shows it.
fn masked(phone: &str) -> String {
    let tail = phone.chars().skip(7);
    phone.chars().take(3).chain("****".chars()).chain(tail).collect()
}

/// What is known of some.
fn decorate(kind: Kind, card: &mut Card, random: &mut Random) {
    let facts = &mut card.facts;
    if random.chance(130) {
        facts.birthday = birthday(random);
    }
    if kind == Kind::Gift && random.chance(250) {
        facts.company = Some(names::company(random).into());
    }
    if random.chance(40) {
        facts.remarks = vec![random.pick(&REMARKS).into()];
    }
    let of_kind = match kind {
        Kind::Gift => &["送礼"] as &[&str],
        Kind::Regular if card.channel == Channel::Stall => &["街坊"],
        Kind::OneOff | Kind::Occasional | Kind::Regular | Kind::SmallShop => &[],
    };
    let in_the_group = random.chance(if kind == Kind::Regular { 300 } else { 30 });
    let all: Vec<&str> = of_kind.iter().copied().chain(in_the_group.then_some("微信群")).collect();
    facts.tags = tags(&all);
}

/// One in three by the lunar calendar, half with the year.
fn birthday(random: &mut Random) -> Option<Birthday> {
    let year = random.chance(500).then(|| random.between(1952, 2004) as i16);
    let (month, day) = (random.between(1, 12) as u8, random.between(1, 28) as u8);
    Birthday::new(year, month, day, random.chance(330))
}
