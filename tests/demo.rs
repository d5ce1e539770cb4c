//! The demo shop has the shape the notes give it, whatever the day and the seed, and its stories
//! hold on any day.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, Mutex, PoisonError};

use huitou::demo::{Demo, demo, demo_shop};
use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::day::{Day, DayRange};
use huitou::domain::duplicates::{Likeness, suggest};
use huitou::domain::figures::person::{Rhythm, bought_same_time_last_year, ordering_less};
use huitou::domain::figures::{Basis, Figures, LiveFigures, PersonFigures, Run};
use huitou::domain::merge::merge;
use huitou::domain::money::{Fen, Ratio};
use huitou::domain::order::OrderStatus;
use huitou::domain::phone::Phone;
use huitou::domain::shop::{Order, Shop};
use huitou::domain::sighting::OrderLine;
use support::day;

/// Days and seeds. The first are the day of the notes, whose numbers hold there to the point; on
/// the others, in and after feasts, the whole shop is loud or silent at once.
const ROWS: [(&str, u64); 10] = [
    (NOTES, 1),
    (NOTES, 2),
    (NOTES, 3),
    (NOTES, 20_261_122),
    ("2026-08-15", 4),
    ("2026-11-12", 2),
    ("2027-02-10", 1),
    ("2026-03-20", 3),
    ("2024-02-29", 6),
    ("2399-07-01", 8),
];

/// The day for which the notes give numbers.
const NOTES: &str = "2026-11-22";

/// Made once, looked at by all tests.
static ALL: LazyLock<Vec<Mutex<Seen>>> =
    LazyLock::new(|| ROWS.iter().map(|(today, seed)| Mutex::new(Seen::of(today, *seed))).collect());

/// Looks at each of them.
fn each(look: impl Fn(&Seen)) {
    ALL.iter().for_each(|seen| look(&seen.lock().unwrap_or_else(PoisonError::into_inner)));
}

/// Looks at those of the day of the notes.
fn on_the_day_of_the_notes(look: impl Fn(&Seen)) {
    each(|seen| {
        if seen.today == day(NOTES) {
            look(seen)
        }
    });
}

/// A demo shop with what is asked of it.
struct Seen {
    demo: Demo,
    today: Day,
    seed: u64,
    basis: Basis,
    figures: Figures,
    live: LiveFigures,
}

impl Seen {
    fn of(today: &str, seed: u64) -> Seen {
        let (today, demo) = (day(today), demo(day(today), seed));
        let window = Some(DayRange::last_days(365, today));
        let basis = Basis { window, ..Basis::as_of(today) };
        let live = demo.shop.live_figures(basis.clone());
        Seen { figures: live.figures(), demo, today, seed, basis, live }
    }

    fn place(&self, key: &CustomerKey) -> usize {
        self.demo.shop.customers().iter().position(|it| it == key).expect("a known customer")
    }

    fn run(&self, key: &CustomerKey) -> Run<'_> {
        self.demo.shop.history().run(self.place(key))
    }

    fn person(&self, key: &CustomerKey) -> &PersonFigures {
        self.live.person(self.place(key)).expect("somebody who bought")
    }

    fn people(&self) -> impl Iterator<Item = (Run<'_>, &PersonFigures)> {
        let history = self.demo.shop.history();
        (0..history.customers()).filter_map(|at| Some((history.run(at), self.live.person(at)?)))
    }

    fn counted(&self) -> impl Iterator<Item = Order> {
        self.demo.shop.orders().filter(Order::is_counted)
    }

    #[track_caller]
    fn between(&self, rule: &str, value: f64, low: f64, high: f64) {
        let is_inside = (low..=high).contains(&value);
        assert!(
            is_inside,
            "{rule}: {value:.2} is not {low} to {high} on {} by {}",
            self.today, self.seed
        );
    }

    /// The names of what was bought, over all orders of one customer on one day.
    fn bought(&self, key: &CustomerKey, on: Day) -> Vec<(String, OrderLine)> {
        let place = self.place(key);
        let is_his = |order: &Order| {
            order.content.customer().is_some_and(|at| at.position() == place)
                && order.content.day == Some(on)
        };
        let lines = self.demo.shop.orders().filter(is_his).flat_map(|order| order.content.lines);
        lines.map(|line| (self.demo.shop.text(line.item).to_owned(), line)).collect()
    }
}

fn percent(ratio: Ratio) -> f64 {
    100.0 * ratio.fraction().expect("some")
}

fn yuan(net_fen: i128, orders: u64) -> f64 {
    net_fen as f64 / orders as f64 / 100.0
}

#[test]
fn the_figures_are_those_of_the_notes() {
    each(|seen| {
        let figures = &seen.figures;
        assert_eq!(figures.customers + figures.potential, 2000);
        seen.between("who bought", figures.customers as f64, 1995.0, 2000.0);
        let last = figures.last_day.expect("a last day");
        assert!(last >= seen.today.plus(-2) && last <= seen.today, "{last} as of {}", seen.today);
        seen.between("counted orders", figures.orders as f64, 9500.0, 10_200.0);
        seen.between("repeat ever", percent(figures.all_time), 47.0, 53.0);
        let window = figures.window.expect("a window");
        seen.between("repeat by customer in a year", percent(window.by_customer), 46.0, 53.0);
        seen.between("an average order", yuan(figures.net_fen, figures.orders), 180.0, 220.0);
        let (mut net, mut orders) = (0, 0);
        for (_, person) in seen.people().filter(|(run, _)| run.len() < 24) {
            net += i128::from(person.net_fen.minor());
            orders += u64::from(person.orders);
        }
        seen.between("an average order of retail", yuan(net, orders), 70.0, 95.0);
        let mut nets: Vec<i64> = seen.people().map(|(_, person)| person.net_fen.minor()).collect();
        nets.sort_unstable_by(|a, b| b.cmp(a));
        let top: i64 = nets[..nets.len() / 5].iter().sum();
        let share = 100.0 * top as f64 / figures.net_fen as f64;
        seen.between("money of the top fifth", share, 80.0, 90.0);
    });
}

#[test]
fn the_stages_are_spread_as_in_the_notes() {
    on_the_day_of_the_notes(|seen| {
        let share = |count: u64| 100.0 * count as f64 / seen.figures.customers as f64;
        let stages = seen.figures.stages;
        seen.between("new", share(stages.new), 2.0, 7.0);
        seen.between("active", share(stages.active), 10.0, 18.0);
        seen.between("to be called", share(stages.high_save), 11.0, 18.0);
        seen.between("slipping away", share(stages.low_save), 10.0, 18.0);
        seen.between("dormant", share(stages.lost), 48.0, 60.0);
    });
}

/// How many people this is true of.
fn count(seen: &Seen, is: impl Fn(Run<'_>, &PersonFigures) -> bool) -> f64 {
    seen.people().filter(|(run, person)| is(*run, person)).count() as f64
}

#[test]
fn there_is_something_to_do_and_not_too_much() {
    on_the_day_of_the_notes(|seen| {
        let less = count(seen, |run, _| ordering_less(run, seen.today).is_some());
        seen.between("ordering less", less, 8.0, 20.0);
        let same = count(seen, |run, _| bought_same_time_last_year(run, seen.today));
        seen.between("same time last year", same, 60.0, 140.0);
        let broken = count(seen, |_, person| person.is_own_rhythm_broken(&seen.basis));
        seen.between("own rhythm broken", broken, 100.0, 250.0);
    });
    each(|seen| {
        let less = count(seen, |run, _| ordering_less(run, seen.today).is_some());
        seen.between("ordering less on any day", less, 8.0, 60.0);
        let same = count(seen, |run, _| bought_same_time_last_year(run, seen.today));
        seen.between("same time last year on any day", same, 40.0, 200.0);
    });
}

#[test]
fn some_are_due_by_their_own_rhythm_each_day() {
    let seen = ALL[0].lock().unwrap_or_else(PoisonError::into_inner);
    let shop_cycle = seen.live.shop_cycle();
    let due = |person: &PersonFigures| {
        let due = person.next_due(&shop_cycle).filter(|due| due.rests_on == Rhythm::Own)?;
        Some(due.day.days_since(seen.today))
    };
    // Today and the two weeks that come, for one day alone says little.
    let soon = count(&seen, |_, person| due(person).is_some_and(|days| (0..15).contains(&days)));
    seen.between("due on a day", soon / 15.0, 3.0, 9.0);
}

#[test]
fn the_months_are_as_busy_as_in_the_notes() {
    const MONTHS: [f64; 12] = [15.0, 9.0, 6.0, 7.0, 8.0, 9.0, 5.0, 6.0, 11.5, 7.0, 8.0, 8.0];
    on_the_day_of_the_notes(|seen| {
        let window = DayRange::last_days(365, seen.today);
        let mut months = [0_u32; 12];
        let days = seen.counted().filter_map(|order| order.content.day);
        for day in days.filter(|day| window.contains(*day)) {
            months[day.ymd().1 as usize - 1] += 1;
        }
        let whole: u32 = months.iter().sum();
        for ((month, count), expected) in (1..).zip(months).zip(MONTHS) {
            let share = 100.0 * f64::from(count) / f64::from(whole);
            let rule = format!("share of month {month}");
            seen.between(&rule, share, expected - 1.6, expected + 1.6);
        }
    });
}

#[test]
fn the_shop_grows() {
    each(|seen| {
        let last = DayRange::last_days(365, seen.today);
        let is_last = |order: &Order| order.content.day.is_some_and(|day| last.contains(day));
        let later = seen.counted().filter(is_last).count() as f64;
        let earlier = seen.figures.orders as f64 - later;
        seen.between("this year over the one before", later / earlier, 1.1, 1.5);
    });
}

fn bytes(shop: &Shop) -> Vec<Vec<u8>> {
    shop.pages().into_iter().map(|page| shop.page_bytes(page)).collect()
}

#[test]
fn the_same_day_and_seed_make_the_same_shop() {
    let today = day("2026-11-22");
    let first = demo(today, 7);
    let again = demo(today, 7);
    assert_eq!(bytes(&first.shop), bytes(&again.shop));
    assert_eq!(first.stories, again.stories);
    for (other, rule) in
        [(demo_shop(today, 8), "another seed"), (demo_shop(today.plus(1), 7), "another day")]
    {
        assert_ne!(first.shop.imports()[0].id, other.imports()[0].id, "{rule}");
    }
}

/// FNV-1a over what the orders say, whatever form the book keeps them in.
fn digest(shop: &Shop) -> u64 {
    shop.orders().fold(0xcbf2_9ce4_8422_2325, |digest: u64, order| {
        let buyer = order.content.customer().map(|at| shop.customers()[at.position()].label());
        let money = order.content.money();
        let said = format!(
            "{} {buyer:?} {:?} {} {} {:?};",
            shop.number_text(&order.key),
            order.content.day,
            money.paid_fen,
            money.refund_fen,
            order.content.quantity()
        );
        said.bytes().fold(digest, |it, byte| (it ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    })
}

#[test]
fn this_very_shop_comes_out_everywhere() {
    // Whoever changes what is made up writes the new number here; a machine may not.
    let shop = demo_shop(day(NOTES), 1);
    assert_eq!(digest(&shop), 6_193_336_230_656_766_914);
}

#[test]
fn it_is_taken_into_an_empty_book_as_any_import() {
    let staged = demo_shop(day("2026-11-22"), 1);
    let mut book = Shop::default();
    let merge = merge(&book, &staged);
    book.apply(&merge.change, None).unwrap();
    let basis = Basis::as_of(day("2026-11-22"));
    assert_eq!(book.figures(&basis), staged.figures(&basis));
    assert_eq!((book.order_count(), book.people_count()), (staged.order_count(), 2000));
    assert_eq!(book.imports().len(), 1);
    assert_eq!(book.problem_rows(), 0);
}

#[test]
fn every_order_adds_up_and_none_is_of_tomorrow() {
    each(|seen| {
        let years =
            DayRange { first: seen.today.a_year_before().a_year_before(), last: seen.today };
        for order in seen.demo.shop.orders() {
            let content = &order.content;
            let day = content.day.expect("a day");
            assert!(years.contains(day), "{day}");
            let held = order.held().expect("held");
            for later in [held.paid_day, held.delivered_day].into_iter().flatten() {
                assert!((day..=seen.today).contains(&later), "{later} after {day}");
            }
            let lines = content.lines.iter().filter_map(|line| line.amount_fen);
            let lines = lines.fold(Fen::ZERO, Fen::saturating_add);
            assert!(lines > Fen::ZERO, "{content:?}");
            assert_eq!(lines, content.money().goods_fen(), "{content:?}");
            assert!(content.lines.iter().all(|line| line.quantity.thousandths() > 0));
        }
        assert_eq!(seen.demo.shop.problem_rows(), 0);
    });
}

#[test]
fn the_noise_of_real_exports_is_in_it() {
    each(|seen| {
        let shop = &seen.demo.shop;
        let all = shop.order_count() as f64;
        let count = |is: &dyn Fn(&Order) -> bool| shop.orders().filter(|it| is(it)).count() as f64;
        let unpaid = count(&|it| {
            it.held()
                .is_some_and(|it| matches!(it.status, OrderStatus::Unpaid | OrderStatus::Closed))
        });
        seen.between("unpaid or closed", 100.0 * unpaid / all, 7.0, 9.0);
        let refunds = count(&|it| it.content.refund_fen > Fen::ZERO);
        seen.between("refunds", 100.0 * refunds / all, 1.0, 2.0);
        let broken = count(&|it| shop.text(it.held().and_then(|it| it.remark)).contains('\n'));
        seen.between("remarks with line breaks", 100.0 * broken / all, 1.4, 2.6);
        let postage = count(&|it| it.content.money().postage_fen > Fen::ZERO);
        seen.between("postage", 100.0 * postage / all, 3.0, 20.0);
        let weighed =
            count(&|it| it.content.lines.iter().any(|it| it.quantity.thousandths() % 1000 != 0));
        seen.between("goods by weight", 100.0 * weighed / all, 5.0, 30.0);
        let mut days: BTreeMap<_, u32> = BTreeMap::new();
        for order in shop.orders().filter(Order::is_counted) {
            *days.entry((order.content.customer(), order.content.day)).or_default() += 1;
        }
        let second: u32 = days.values().map(|count| count - 1).sum();
        seen.between("second orders of a day", 100.0 * f64::from(second) / all, 2.0, 4.5);
        let phones: Vec<Phone> = shop
            .people()
            .flat_map(|(_, facts)| facts.phones)
            .map(|text| Phone::parse(&text).expect("a phone"))
            .collect();
        let masked = phones.iter().filter(|it| matches!(it, Phone::Masked(_))).count();
        seen.between("masked phones", masked as f64 / 20.0, 10.0, 14.0);
        let private = phones.iter().filter(|it| matches!(it, Phone::Virtual { .. })).count();
        assert_eq!(private, 5);
        let digits =
            |it: &Phone| it.merge_key().is_none_or(|it| it.len() == 11 && it.starts_with("140"));
        assert!(phones.iter().all(digits));
        let facts: Vec<_> = shop.people().map(|(_, facts)| facts).collect();
        let birthdays = facts.iter().filter_map(|it| it.birthday);
        let (lunar, solar): (Vec<_>, Vec<_>) = birthdays.partition(|it| it.is_lunar);
        seen.between("lunar birthdays", lunar.len() as f64, 50.0, 130.0);
        seen.between("birthdays", solar.len() as f64, 110.0, 230.0);
        let from = |region: &str| {
            facts
                .iter()
                .filter(|it| it.region.as_deref().is_some_and(|it| it.starts_with(region)))
                .count()
        };
        seen.between("from Zhejiang", from("浙江") as f64 / 20.0, 43.0, 52.0);
        seen.between("from Jiangsu", from("江苏") as f64 / 20.0, 11.0, 16.0);
    });
}

#[test]
fn forty_people_stand_there_twice() {
    each(|seen| {
        let found = suggest(&seen.demo.shop);
        assert_eq!(found.len(), 40);
        for it in &found {
            assert_eq!((it.likeness, it.members.len()), (Likeness::Phone, 2));
        }
        let cards: BTreeSet<_> =
            seen.demo.stories.two_cards.iter().map(|key| seen.place(key)).collect();
        let is_planted = |members: &[huitou::domain::intern::Index]| {
            members.iter().map(|at| at.position()).collect::<BTreeSet<_>>() == cards
        };
        assert!(found.iter().any(|it| is_planted(&it.members)));
    });
}

#[test]
fn the_brushed_series_is_named() {
    each(|seen| {
        let shop = &seen.demo.shop;
        let brushed = &seen.demo.stories.brushed;
        assert_eq!(brushed.len(), 12);
        let mut goods = BTreeSet::new();
        let mut days = BTreeSet::new();
        for key in brushed {
            assert_eq!(key.platform, Platform::Taobao);
            let record = shop.find_order(key).and_then(|at| shop.record(at)).expect("an order");
            let content = record.joined(shop.tables(), shop.imports());
            days.insert(content.day);
            goods.extend(content.lines.iter().map(|it| (it.sku, it.quantity, it.amount_fen)));
        }
        assert_eq!((goods.len(), days.len()), (1, 4));
    });
}

#[test]
fn the_stories_hold() {
    each(|seen| {
        let stories = &seen.demo.stories;
        let name = |key: &CustomerKey| {
            let at = huitou::domain::intern::Index::at(seen.place(key));
            seen.demo.shop.person(at).and_then(|facts| facts.name).unwrap_or_default()
        };
        assert_eq!(&*name(&stories.same_time_last_year), "顾总定制");
        let run = seen.run(&stories.same_time_last_year);
        assert!(bought_same_time_last_year(run, seen.today));

        assert_eq!(stories.ordering_less.label(), "李女士淘卖");
        let run = seen.run(&stories.ordering_less);
        assert_eq!(run.len(), 60);
        assert!(ordering_less(run, seen.today).is_some());
        let recent = run.orders().filter(|it| it.day > seen.today.plus(-30)).count();
        assert_eq!(recent, 4, "11 a month before");
        let place = seen.place(&stories.ordering_less);
        let hers = seen
            .counted()
            .filter(|it| it.content.customer().is_some_and(|at| at.position() == place));
        assert!(hers.into_iter().all(|it| it.held().is_some_and(|it| it.is_dropship)));

        assert_eq!(&*name(&stories.about_to_rise), "王阿姨");
        let aunt = seen.person(&stories.about_to_rise);
        assert_eq!((aunt.purchases, aunt.net_fen), (5, Fen::from_minor(71_400)));

        assert_eq!(stories.monthly_credit.label(), "惠民便利店");
        let run = seen.run(&stories.monthly_credit);
        for month in 0..23 {
            let span = DayRange::last_days(30, seen.today.plus(-30 * month));
            assert!(run.orders().any(|it| span.contains(it.day)), "{month} months ago");
        }

        let bought = seen.bought(&stories.paid_more, seen.today.plus(-6));
        let [(item, line)] = bought.as_slice() else { panic!("one line") };
        let unit = line.quantity.unit_price(line.amount_fen.expect("an amount"));
        assert_eq!((item.as_str(), unit), ("碧根果 500g", Some(Fen::from_minor(4980))));
        assert_eq!(seen.person(&stories.paid_more).last_day, seen.today.plus(-6));
    });
}

#[test]
fn newcomers_of_singles_day_came_once_and_then() {
    for (today, expected) in [
        ("2026-11-22", "2026-11-11"),
        ("2026-11-12", "2026-11-11"),
        ("2026-11-11", "2025-11-11"),
        ("2027-02-10", "2026-11-11"),
        ("2024-02-29", "2023-11-11"),
    ] {
        let seen = Seen::of(today, 3);
        assert_eq!(seen.demo.stories.newcomers.len(), 24);
        for key in &seen.demo.stories.newcomers {
            let person = seen.person(key);
            assert_eq!((person.first_day, person.orders), (day(expected), 1), "{today}");
        }
    }
}

#[test]
fn the_ends_of_the_calendar_are_no_trouble() {
    for (today, rule) in
        [(Day::MIN, "the first day"), (Day::MIN.plus(500), "soon after"), (Day::MAX, "the last")]
    {
        let shop = demo_shop(today, 1);
        let last = shop.last_day().expect("orders");
        assert!(last <= today, "{rule}");
        assert_eq!(shop.people_count(), 2000, "{rule}");
    }
}
