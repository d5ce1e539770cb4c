//! The five kinds of buyers: how many there are, when they buy, and for how much.

use super::goods::Errand;
use super::random::Random;
use super::seasons::{Seasons, factor};
use crate::domain::day::{Day, DayRange};
use crate::domain::lunar::{mid_autumn, spring_festival};

/// A kind of buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 过客.
    OneOff,
    /// 偶尔.
    Occasional,
    /// 熟客.
    Regular,
    /// 送礼.
    Gift,
    /// 小店补货.
    SmallShop,
}

impl Kind {
    /// All of them, and how many there are of each: 2,000 together.
    pub(super) const ALL: [(Kind, usize); 5] = [
        (Kind::OneOff, 1000),
        (Kind::Occasional, 520),
        (Kind::Regular, 310),
        (Kind::Gift, 100),
        (Kind::SmallShop, 70),
    ];

    /// What one order costs: the middle, and how far it goes up and down, in percent.
    const fn spending(self) -> (i64, i64) {
        match self {
            Kind::OneOff => (8400, 65),
            Kind::Occasional => (8800, 60),
            Kind::Regular => (7600, 55),
            Kind::Gift => (17_000, 45),
            Kind::SmallShop => (36_500, 50),
        }
    }

    /// What an order of his should cost.
    pub(super) fn target_fen(self, random: &mut Random) -> i64 {
        let (middle, spread) = self.spending();
        middle * (100 + random.between(-spread, spread)) / 100
    }

    /// True for those who come in a rhythm of their own.
    pub(super) const fn keeps_coming(self) -> bool {
        match self {
            Kind::Regular | Kind::SmallShop => true,
            Kind::OneOff | Kind::Occasional | Kind::Gift => false,
        }
    }

    /// What he comes for.
    pub(super) const fn errand(self, at_the_stall: bool) -> Errand {
        match (self, at_the_stall) {
            (Kind::SmallShop, _) => Errand::Stock,
            (Kind::Gift, _) => Errand::Gift,
            (Kind::OneOff | Kind::Occasional | Kind::Regular, true) => Errand::Stall,
            (Kind::OneOff | Kind::Occasional | Kind::Regular, false) => Errand::Parcel,
        }
    }

    /// The days on which the one at this place of the kind buys, in order.
    pub(super) fn days(self, place: usize, seasons: &Seasons, random: &mut Random) -> Vec<Day> {
        let mut days = match self {
            Kind::OneOff => vec![one_off(seasons, random)],
            Kind::Occasional => occasional(seasons, random),
            Kind::Regular => regular(seasons, random),
            Kind::Gift => gift(seasons, random),
            Kind::SmallShop => small_shop(place, seasons, random),
        };
        days.sort_unstable();
        days
    }
}

/// Of two days often the busier one: most come once because of an occasion.
fn one_off(seasons: &Seasons, random: &mut Random) -> Day {
    let mut any = || seasons.day_at(random.below(seasons.whole()));
    let (one, other) = (any(), any());
    if random.chance(250) && factor(other) > factor(one) { other } else { one }
}

/// Points of the shop's time that end at `last`, about `gap` apart, give or take so many percent
/// of it; what would lie before the beginning is left out.
fn points(last: u64, gap: u64, count: u64, percent: i64, random: &mut Random) -> Vec<u64> {
    let points = (0..count).filter_map(|at| {
        let off = gap as i64 * random.between(-percent, percent) / 100;
        last.checked_sub(at * gap)?.checked_add_signed(if at == 0 { 0 } else { off })
    });
    points.collect()
}

fn on_days(seasons: &Seasons, points: &[u64]) -> Vec<Day> {
    points.iter().map(|point| seasons.day_at(*point)).collect()
}

/// Two to four times within some months; not half of them were here lately.
fn occasional(seasons: &Seasons, random: &mut Random) -> Vec<Day> {
    let whole = seasons.whole();
    let count = random.weighted(&[(36, 2), (36, 3), (28, 4)]);
    let last = if random.chance(450) {
        whole.saturating_sub(1 + random.below(whole / 100 * 30))
    } else {
        random.between((whole / 100 * 6) as i64, (whole / 100 * 79) as i64) as u64
    };
    // Who came early came within the time there was.
    let gap = (whole / 100 * random.between(6, 14) as u64).min(last / count);
    on_days(seasons, &points(last, gap, count, 40, random))
}

/// Five to fourteen times in a rhythm; one in four has stopped.
fn regular(seasons: &Seasons, random: &mut Random) -> Vec<Day> {
    let whole = seasons.whole();
    let count = random.between(5, 14) as u64;
    let (span, last) = if random.chance(760) {
        let span = whole / 100 * random.between(48, 96) as u64;
        (span, whole.saturating_sub(1 + random.below(span / count / 10 * 14)))
    } else {
        let last = random.between((whole / 100 * 25) as i64, (whole / 100 * 72) as i64) as u64;
        (last.min(whole / 100 * random.between(30, 60) as u64), last)
    };
    on_days(seasons, &points(last, span / count, count, 30, random))
}

/// Stock all through the two years; some buy less since a month.
fn small_shop(place: usize, seasons: &Seasons, random: &mut Random) -> Vec<Day> {
    let whole = seasons.whole();
    // Few shops buy much: were their number drawn, each seed would be a shop of another size.
    let count = 24 + place as u64 * 37 % 70 * 60 / 69;
    let gap = whole / count;
    let last = whole.saturating_sub(1 + random.below(gap));
    let mut days = on_days(seasons, &points(last, gap, count, 45, random));
    if place.is_multiple_of(4) {
        let recent = seasons.range().last.plus(-30);
        days.retain(|day| *day <= recent || random.chance(130));
    }
    days
}

/// The same fortnight before the same feasts each year, 6 to 22 days ahead.
fn gift(seasons: &Seasons, random: &mut Random) -> Vec<Day> {
    let (spring, autumn) =
        random.weighted(&[(40, (true, false)), (20, (false, true)), (40, (true, true))]);
    let usual = random.between(8, 20) as i32;
    let DayRange { first, last } = seasons.range();
    let mut days = Vec::new();
    for year in first.ymd().0..=last.ymd().0 + 1 {
        let feasts = [(spring, spring_festival(year)), (autumn, mid_autumn(year))];
        for feast in feasts.into_iter().filter_map(|(does, feast)| feast.filter(|_| does)) {
            let day = feast.plus(-usual + random.between(-2, 2) as i32);
            if seasons.range().contains(day) && random.chance(880) {
                days.push(day);
            }
        }
    }
    if days.is_empty() {
        days.push(one_off(seasons, random));
    }
    days
}
