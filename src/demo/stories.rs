//! The stories that are planted, so that a demo of three minutes has them on any day. Each takes
//! the place of a buyer of its kind, and no noise is added to it.

use super::buyers::Kind;
use super::cards::{Card, Cards, named, tags, taobao};
use super::goods::{
    BOX_A, BOX_B, DAILY_NUTS, DATES, Errand, GOJI, Line, PECANS, STRAWBERRY, SUNFLOWER, TEA,
    WALNUTS, basket,
};
use super::names::HOME;
use super::purchases::{Buyer, Channel, Purchase};
use super::random::Random;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::record::OrderKey;

/// Whom the stories are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stories {
    /// 顾总定制: bought at this time last year, and nothing in the last 60 days.
    pub same_time_last_year: CustomerKey,
    /// 李女士淘卖: an agent who orders less than she did (掉单).
    pub ordering_less: CustomerKey,
    /// 王阿姨: five purchases, ¥714; a sale of ¥86 makes it six and ¥800.
    pub about_to_rise: CustomerKey,
    /// 惠民便利店: a small shop that orders each month and pays on the 28th.
    pub monthly_credit: CustomerKey,
    /// One person with a card of the stall and a nick on the platform.
    pub two_cards: [CustomerKey; 2],
    /// They bought first on the last 11 November before today, and not again.
    pub newcomers: Vec<CustomerKey>,
    /// Bought pecans six days ago, at a higher price than they have now.
    pub paid_more: CustomerKey,
    /// The brushed series: orders that only look like sales, to be left out.
    pub brushed: Vec<OrderKey>,
}

/// So many newcomers are planted; others may have come on that day, too.
const NEWCOMERS: usize = 24;

/// So many nicks have brushed, so often each.
const BRUSHERS: (usize, i32) = (3, 4);

/// What the agent orders: so many in the last 30 days, in the 90 before, and earlier.
const AGENT_DAYS_AGO: [i32; 4] = [1, 9, 19, 27];
const AGENT_BEFORE: i32 = 33;
const AGENT_EARLIER: i32 = 23;

/// Plants them all. The brushed orders have no numbers yet.
pub(super) fn plant(
    today: Day,
    cards: &mut Cards,
    random: &mut Random,
) -> (Vec<(Kind, Buyer)>, Stories) {
    let mut planting = Planting { today, buyers: Vec::new() };
    let stories = Stories {
        same_time_last_year: planting.company(cards),
        ordering_less: planting.agent(random),
        about_to_rise: planting.aunt(cards),
        monthly_credit: planting.convenience_store(random),
        two_cards: planting.two_cards(cards, random),
        newcomers: planting.newcomers(cards, random),
        paid_more: planting.paid_more(cards, random),
        brushed: Vec::new(),
    };
    planting.brushers(cards, random);
    (planting.buyers, stories)
}

struct Planting {
    today: Day,
    buyers: Vec<(Kind, Buyer)>,
}

impl Planting {
    fn add(&mut self, kind: Kind, card: Card, orders: Vec<(Day, Vec<Line>)>) -> CustomerKey {
        let Card { key, channel, facts } = card;
        // At the beginning of the calendar there is no year before.
        let purchase =
            |(day, lines): (Day, _)| Purchase::new(channel, self.today, day.min(self.today), lines);
        let purchases = orders.into_iter().map(purchase).collect();
        self.buyers.push((kind, Buyer { key: key.clone(), channel, facts, purchases }));
        key
    }

    /// Gift boxes for a company, each year at this time.
    fn company(&mut self, cards: &mut Cards) -> CustomerKey {
        let phone = cards.phone();
        let mut facts = named("顾总定制", HOME);
        facts.company = Some("杭州样例礼品有限公司".into());
        facts.phones = vec![phone.as_str().into()];
        facts.tags = tags(&["送礼", "重点客户"]);
        let card =
            Card { key: CustomerKey::Phone(phone.into()), channel: Channel::SmallShop, facts };
        let last_year = self.today.a_year_before().plus(4);
        let boxes = |count: i64| vec![Line::of(BOX_A, count * 1000, BOX_A.wholesale_fen)];
        let orders = vec![
            (last_year.plus(-361), boxes(36)),
            (last_year.plus(-2), vec![Line::of(BOX_B, 2000, BOX_B.wholesale_fen)]),
            (last_year, boxes(46)),
            (last_year.plus(120), boxes(12)),
        ];
        self.add(Kind::Gift, card, orders)
    }

    /// 60 orders that are sent on: eleven a month until a month ago, four since.
    fn agent(&mut self, random: &mut Random) -> CustomerKey {
        let nick = "李女士淘卖";
        let key = CustomerKey::Nick { platform: Platform::Alibaba1688, nick: nick.into() };
        let mut facts = named("李女士", "广东");
        facts.tags = tags(&["代发"]);
        let before = (0..AGENT_BEFORE).map(|at| 31 + at * 88 / (AGENT_BEFORE - 1));
        let earlier = (0..AGENT_EARLIER).map(|at| 124 + at * 5);
        let days_ago = AGENT_DAYS_AGO.into_iter().chain(before).chain(earlier);
        let orders = days_ago.map(|ago| {
            let goods = random.pick(&[DAILY_NUTS, PECANS, SUNFLOWER, DATES]);
            let pieces = random.between(1, 2);
            (self.today.plus(-ago), vec![Line::of(goods, pieces * 1000, goods.wholesale_fen)])
        });
        let orders = orders.collect();
        self.add(Kind::SmallShop, Card { key, channel: Channel::Dropship, facts }, orders)
    }

    fn aunt(&mut self, cards: &mut Cards) -> CustomerKey {
        let phone = cards.phone();
        let mut facts = named("王阿姨", HOME);
        facts.phones = vec![phone.as_str().into()];
        facts.tags = tags(&["街坊"]);
        let card = Card { key: CustomerKey::Phone(phone.into()), channel: Channel::Stall, facts };
        let orders = vec![
            (self.today.plus(-262), vec![Line::retail(BOX_A, 1)]),
            (self.today.plus(-190), vec![Line::retail(TEA, 1), Line::retail(GOJI, 1)]),
            (self.today.plus(-121), vec![Line::retail(BOX_B, 1)]),
            (self.today.plus(-67), vec![Line::retail(WALNUTS, 1), Line::retail(TEA, 1)]),
            (self.today.plus(-19), vec![Line::retail(WALNUTS, 1)]),
        ];
        self.add(Kind::Regular, card, orders)
    }

    /// Twice in thirty days, all along.
    fn convenience_store(&mut self, random: &mut Random) -> CustomerKey {
        let name = "惠民便利店";
        let address = "上城区样例路28号";
        let mut facts = named(name, HOME);
        facts.address = Some(address.into());
        facts.tags = tags(&["小店", "月结"]);
        let key = CustomerKey::NameAddress { name: name.into(), address: address.into() };
        let orders = (0..48).map(|at| {
            let target = random.between(28_000, 52_000);
            (self.today.plus(-5 - at * 15), basket(Errand::Stock, target, random))
        });
        let orders = orders.collect();
        self.add(Kind::SmallShop, Card { key, channel: Channel::SmallShop, facts }, orders)
    }

    /// She is a member at the stall, and orders by parcel in the evening.
    fn two_cards(&mut self, cards: &mut Cards, random: &mut Random) -> [CustomerKey; 2] {
        let mut member = cards.member(random);
        member.facts.name = Some("沈样例".into());
        let facts = member.facts.clone();
        let parcels = Card { key: taobao("沈小满0518"), channel: Channel::Taobao, facts };
        let at_the_stall = [12, 54, 97, 139, 190, 243];
        let by_parcel = [26, 118, 231];
        let orders = |days_ago: &[i32], errand, random: &mut Random| -> Vec<(Day, Vec<Line>)> {
            let order = |ago: &i32| (self.today.plus(-ago), basket(errand, 7200, random));
            days_ago.iter().map(order).collect()
        };
        let (stall, parcel) = (
            orders(&at_the_stall, Errand::Stall, random),
            orders(&by_parcel, Errand::Parcel, random),
        );
        [self.add(Kind::Regular, member, stall), self.add(Kind::Occasional, parcels, parcel)]
    }

    fn newcomers(&mut self, cards: &mut Cards, random: &mut Random) -> Vec<CustomerKey> {
        let day = last_singles_day(self.today);
        let one = |_| {
            let card = cards.parcel_buyer("浙江", random);
            self.add(Kind::OneOff, card, vec![(day, basket(Errand::Parcel, 9000, random))])
        };
        (0..NEWCOMERS).map(one).collect()
    }

    fn paid_more(&mut self, cards: &mut Cards, random: &mut Random) -> CustomerKey {
        let card = cards.parcel_buyer("江苏", random);
        let higher = Line::of(PECANS, 2000, PECANS.retail_fen + 400);
        let orders = vec![
            (self.today.plus(-6), vec![higher]),
            (self.today.plus(-82), vec![Line::retail(DAILY_NUTS, 1)]),
        ];
        self.add(Kind::Occasional, card, orders)
    }

    /// The same parcel over and over, within four days.
    fn brushers(&mut self, cards: &mut Cards, random: &mut Random) {
        let (nicks, times) = BRUSHERS;
        for _ in 0..nicks {
            let card = cards.parcel_buyer("河南", random);
            let day = |at| self.today.plus(-48 + at);
            let orders = (0..times).map(|at| (day(at), vec![Line::retail(STRAWBERRY, 2)]));
            let orders = orders.collect();
            self.add(Kind::OneOff, card, orders);
            if let Some((_, buyer)) = self.buyers.last_mut() {
                buyer.purchases.iter_mut().for_each(|it| it.is_brushed = true);
            }
        }
    }
}

/// The last 11 November before this day.
fn last_singles_day(today: Day) -> Day {
    let (year, ..) = today.ymd();
    let of = |year| Day::from_ymd(year, 11, 11).filter(|day| *day < today);
    of(year).or_else(|| of(year - 1)).unwrap_or(Day::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_newcomers_came() {
        for (today, expected) in [
            ("2026-11-22", "2026-11-11"),
            ("2026-11-12", "2026-11-11"),
            ("2026-11-11", "2025-11-11"),
            ("2026-03-01", "2025-11-11"),
        ] {
            let day = last_singles_day(today.parse().unwrap());
            assert_eq!(day.to_string(), expected, "{today}");
        }
    }
}
