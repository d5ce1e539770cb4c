//! Feasts on which a shop gives something: of the solar calendar and of the lunar one.

use super::day::Day;
use super::lunar::lunar_day;

/// A feast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feast {
    /// 元旦.
    NewYear,
    /// 春节.
    Spring,
    /// 元宵.
    Lantern,
    /// 妇女节, 8 March.
    Women,
    /// 劳动节, 1 May.
    Labour,
    /// 端午.
    DragonBoat,
    /// 七夕.
    DoubleSeventh,
    /// 中秋.
    MidAutumn,
    /// 国庆, 1 October.
    National,
    /// 重阳.
    DoubleNinth,
    /// 双11.
    DoubleEleven,
    /// 双12.
    DoubleTwelve,
}

impl Feast {
    /// All of them, about as a year goes.
    pub const ALL: [Feast; 12] = [
        Feast::NewYear,
        Feast::Spring,
        Feast::Lantern,
        Feast::Women,
        Feast::Labour,
        Feast::DragonBoat,
        Feast::DoubleSeventh,
        Feast::MidAutumn,
        Feast::National,
        Feast::DoubleNinth,
        Feast::DoubleEleven,
        Feast::DoubleTwelve,
    ];

    /// Its day in a year; of the lunar calendar in the lunar year that begins in it.
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<Day> {
        let solar = |month, day| Day::from_ymd(year, month, day);
        match self {
            Feast::NewYear => solar(1, 1),
            Feast::Spring => lunar_day(year, 1, 1),
            Feast::Lantern => lunar_day(year, 1, 15),
            Feast::Women => solar(3, 8),
            Feast::Labour => solar(5, 1),
            Feast::DragonBoat => lunar_day(year, 5, 5),
            Feast::DoubleSeventh => lunar_day(year, 7, 7),
            Feast::MidAutumn => lunar_day(year, 8, 15),
            Feast::National => solar(10, 1),
            Feast::DoubleNinth => lunar_day(year, 9, 9),
            Feast::DoubleEleven => solar(11, 11),
            Feast::DoubleTwelve => solar(12, 12),
        }
    }

    /// The feast of a day, the first where two fall on one.
    #[must_use]
    pub fn on(day: Day) -> Option<Feast> {
        let (year, _, _) = day.ymd();
        Feast::ALL.into_iter().find(|feast| feast.in_year(year) == Some(day))
    }

    /// All feasts from a day on to the end of the next year, the nearest first.
    #[must_use]
    pub fn ahead(from: Day) -> Vec<(Day, Feast)> {
        let (year, _, _) = from.ymd();
        let of_year = |year: i32| {
            Feast::ALL.into_iter().filter_map(move |feast| Some((feast.in_year(year)?, feast)))
        };
        let mut ahead: Vec<(Day, Feast)> = of_year(year).chain(of_year(year + 1)).collect();
        ahead.retain(|(day, _)| *day >= from);
        ahead.sort_unstable();
        ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_of_this_year_and_the_next() {
        for (feast, year, day) in [
            (Feast::NewYear, 2027, "2027-01-01"),
            (Feast::Spring, 2027, "2027-02-06"),
            (Feast::Lantern, 2026, "2026-03-03"),
            (Feast::DragonBoat, 2026, "2026-06-19"),
            (Feast::DoubleSeventh, 2026, "2026-08-19"),
            (Feast::MidAutumn, 2026, "2026-09-25"),
            (Feast::DoubleNinth, 2026, "2026-10-18"),
            (Feast::DoubleEleven, 2026, "2026-11-11"),
        ] {
            let day: Day = day.parse().unwrap();
            assert_eq!(feast.in_year(year), Some(day), "{feast:?}");
            assert_eq!(Feast::on(day), Some(feast), "{feast:?}");
        }
    }

    #[test]
    fn those_ahead_are_in_order_and_none_has_passed() {
        let today: Day = "2026-11-23".parse().unwrap();
        let ahead = Feast::ahead(today);
        assert!(ahead.is_sorted() && ahead.iter().all(|(day, _)| *day >= today));
        let first = ahead.first().map(|(day, feast)| (day.to_string(), *feast));
        assert_eq!(first, Some(("2026-12-12".to_owned(), Feast::DoubleTwelve)));
        assert_eq!(ahead.len(), 1 + Feast::ALL.len());
    }
}
