//! The demo shop comes into a book like any import, with what its owner has said of it.

mod support;

use huitou::demo::{Demo, SHOP_NAME, demo, staged_demo};
use huitou::domain::command::{Command, Moment, Refused, decide};
use huitou::domain::coupon::life::Life;
use huitou::domain::customer::CustomerKey;
use huitou::domain::id::IdSeed;
use huitou::domain::intern::Index;
use huitou::domain::issuing_run::{IssuingClock, Looking, Wanted};
use huitou::domain::loyalty::Offer;
use huitou::domain::order::OrderStatus;
use huitou::domain::promotion::Step;
use huitou::domain::shop::{Order, Shop};
use huitou::domain::stamp::DeviceId;
use support::day;

const FILE: &str = "示例店 2026-11-22";
const SEED: u64 = 20_261_122;

fn moment(today: &str) -> Moment {
    let seed = IdSeed { now_ms: 1_795_334_400_000, random: [7; 10] };
    Moment { today: day(today), seed, device: DeviceId(41) }
}

fn book(today: &str) -> (Shop, Shop) {
    let staged = staged_demo(day(today), SEED, FILE);
    let mut book = Shop::default();
    let change = decide(&book, &Command::Import(&staged), &moment(today)).unwrap();
    book.apply(&change, None).unwrap();
    (book, staged)
}

fn counted(shop: &Shop) -> usize {
    shop.orders().filter(Order::is_counted).count()
}

const DAYS: [&str; 3] = ["2026-11-22", "2027-02-10", "2024-02-29"];

#[test]
fn one_import_brings_all_of_it() {
    for today in DAYS {
        let (book, _) = book(today);
        let Demo { shop, stories } = demo(day(today), SEED);
        assert_eq!(&*book.profile().name.value, SHOP_NAME, "named");
        assert_eq!(book.order_count(), shop.order_count(), "every order");
        assert_eq!(book.people_count(), shop.people_count(), "everybody");
        let [import] = book.imports() else { panic!("one import") };
        let state = &import.state.value;
        let files: Vec<_> = state.files.iter().map(|it| (&*it.name, it.rows)).collect();
        assert_eq!(files, [(FILE, shop.order_count())], "described");
        assert!(state.present && state.at_ms.is_some(), "it stands");

        let record = |key| book.find_order(key).and_then(|at| book.record(at)).unwrap();
        let brushed: Vec<_> = stories.brushed.iter().map(record).collect();
        assert!(brushed.iter().all(|it| it.marks.left_out.value), "the brushed are left out");
        let live = brushed.iter().filter(|it| {
            let content = it.joined(book.tables(), book.imports());
            content.held.is_some_and(|held| held.status == OrderStatus::Completed)
        });
        assert_eq!(counted(&book) + live.count(), counted(&shop), "and nothing else");
    }
}

#[test]
fn it_is_the_same_wherever_it_is_made() {
    let pages = |shop: &Shop| -> Vec<Vec<u8>> {
        shop.pages().into_iter().map(|page| shop.page_bytes(page)).collect()
    };
    let [a, b] = [(); 2].map(|()| staged_demo(day(DAYS[0]), SEED, FILE));
    assert_eq!(pages(&a), pages(&b));
}

#[test]
fn it_can_be_played_with_like_any_book() {
    let (mut book, staged) = book(DAYS[0]);
    let again = decide(&book, &Command::Import(&staged), &moment(DAYS[0]));
    assert_eq!(again.map(|_| ()), Err(Refused::AlreadyImported), "not twice");
    let name = Command::NameShop("我的店".into());
    let change = decide(&book, &name, &moment(DAYS[0])).unwrap();
    book.apply(&change, None).unwrap();
    assert_eq!(&*book.profile().name.value, "我的店", "what the visitor says is later");
    let key = demo(day(DAYS[0]), SEED).stories.brushed[0];
    let take_in = Command::MarkOrder(key, huitou::domain::command::Mark::LeftOut(false));
    let before = counted(&book);
    let change = decide(&book, &take_in, &moment(DAYS[0])).unwrap();
    book.apply(&change, None).unwrap();
    assert_eq!(counted(&book), before + 1, "a brushed order taken in");
}

#[test]
fn every_section_of_offers_shows_something() {
    for today in DAYS {
        let (book, _) = book(today);
        let stories = demo(day(today), SEED).stories;
        let (today, rules) = (day(today), book.rulebook());
        assert!(rules.policy_on(today).is_some() && rules.points_on(today).is_some());
        let is_coupon = |offer: &Offer| offer.promotion.step == Step::Coupon;
        let promotions = rules.offers().filter(|(_, it)| it.is_on && !is_coupon(it)).count();
        assert_eq!(promotions, 2, "promotions that are on");
        assert_eq!(rules.offers().filter(|(_, it)| is_coupon(it)).count(), 1, "coupons");
        assert_eq!(rules.platform_coupons().count(), 1, "of a platform");
        assert_eq!(rules.issuing().filter(|(_, it)| it.switched_on.is_some()).count(), 1);
        assert_eq!((rules.gifts().count(), rules.groups().count()), (1, 1), "gifts, groups");
        assert_eq!((rules.products().count(), rules.price_lists().count()), (2, 1), "prices");

        let place = |key: &CustomerKey| {
            Index::at(book.customers().iter().position(|it| it == key).unwrap())
        };
        let lives = |key: &CustomerKey| -> Vec<Life> {
            let held = book.coupons_of(&rules, place(key), today);
            held.into_iter().filter_map(|it| it.life.life).collect()
        };
        let ends = Some(today.plus(1));
        let soon = lives(&stories.about_to_rise);
        assert!(
            matches!(soon[..], [Life::Issued { last_day, .. }] if last_day == ends),
            "{soon:?}"
        );
        let ended = lives(&stories.paid_more);
        assert!(matches!(ended[..], [Life::Expired { .. }]), "{ended:?}");
        let codes = book.bearer_coupons(&rules, today);
        assert!(codes.len() == 6 && codes.iter().all(|it| it.is_usable()), "codes on paper");
        let list = book.price_list_of(place(&stories.monthly_credit), today);
        assert_eq!(list, rules.price_lists().map(|(id, _)| id).next(), "a small shop's prices");
    }
}

#[test]
fn nothing_is_given_by_itself_before_somebody_does_something() {
    for today in DAYS {
        let (book, _) = book(today);
        let clock = IssuingClock { hour: 23, offset_minutes: 480 };
        for wanted in [Wanted::Coupons, Wanted::Lists] {
            let mut looking = Looking::begin(&book, wanted, day(today), clock);
            while looking.step(&book, 1_000) {}
            assert_eq!(looking.finish(), [], "{today}");
        }
    }
}
