use super::*;
use crate::domain::coupon::CouponState;
use crate::domain::customer::CustomerKey;
use crate::domain::event::Deed;
use crate::domain::node::Noded;
use crate::domain::shop::ShopBuilder;
use crate::domain::stamp::{DeviceId, Stamp, Stamped};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

struct Book {
    builder: ShopBuilder,
    acts: u128,
}

impl Book {
    fn book(&mut self, on: &str, customer: Option<Index>, booking: Booking) {
        self.acts += 1;
        self.builder.push_event(&Event {
            id: EventId { act: Uuid::from_u128(self.acts), ordinal: 0 },
            stamp: Stamp { counter: self.acts as u64, device: DeviceId(1) },
            day: day(on),
            at_ms: 0,
            deed: Deed::Booked { customer, other: None, booking: booking.to_node() },
            undone: Stamped::default(),
        });
    }
}

fn issued(coupon: u128, offer: u128, last_day: Option<Day>) -> Booking {
    Booking::CouponIssued {
        coupon: Uuid::from_u128(coupon),
        offer: RuleId(Uuid::from_u128(offer)),
        code: format!("CODE{coupon}"),
        last_day,
        rule: None,
        cause: None,
    }
}

#[test]
fn coupons_of_an_offer() {
    let mut book = Book { builder: ShopBuilder::default(), acts: 0 };
    let customer = book.builder.tables.customers.intern(CustomerKey::Column("a".into()));
    let ends = Some(day("2026-11-20"));
    book.book("2026-11-01", Some(customer), issued(1, 7, None));
    book.book("2026-11-02", None, issued(2, 7, None));
    book.book("2026-11-03", None, issued(3, 7, ends));
    book.book("2026-11-04", None, issued(4, 8, None));
    let voided = Booking::CouponVoided { coupon: Uuid::from_u128(2), reason: "torn".to_owned() };
    book.book("2026-11-05", None, voided);
    book.book("2026-11-30", None, issued(5, 7, None));
    let shop = book.builder.finish().unwrap();
    let rules = shop.rulebook();
    let found = |offer: Option<u128>, on: &str, at_once| {
        let offer = offer.map(|offer| RuleId(Uuid::from_u128(offer)));
        let mut gathering = GatheringCoupons::begin(offer, day(on));
        while gathering.step(&shop, at_once) {}
        let all = gathering.finish(&shop, &rules).into_iter();
        let told = all.map(|(owner, held)| {
            let state = CouponState::from(held.life.life.as_ref().unwrap());
            (held.code, owner.is_some(), state)
        });
        told.collect::<Vec<_>>()
    };
    let one = |n: u32, owned, state| (format!("CODE{n}"), owned, state);
    let (open, over, gone) = (CouponState::Issued, CouponState::Expired, CouponState::Voided);
    for (offer, on, expected, rule) in [
        (
            Some(7),
            "2026-11-22",
            vec![one(1, true, open), one(2, false, gone), one(3, false, over)],
            "those of the offer, as of the day",
        ),
        (
            Some(7),
            "2026-11-04",
            vec![one(1, true, open), one(2, false, open), one(3, false, open)],
            "what was known on a day before",
        ),
        (Some(8), "2026-11-22", vec![one(4, false, open)], "another offer"),
        (Some(9), "2026-11-22", vec![], "an offer without coupons"),
        (
            None,
            "2026-11-22",
            vec![one(1, true, open), one(2, false, gone), one(3, false, over), one(4, false, open)],
            "all of them",
        ),
    ] {
        for at_once in [1, 100] {
            assert_eq!(found(offer, on, at_once), expected, "{rule}");
        }
    }
}

#[test]
fn who_was_noted() {
    let mut book = Book { builder: ShopBuilder::default(), acts: 0 };
    let offer = RuleId(Uuid::from_u128(7));
    let mut person =
        |name: &str| book.builder.tables.customers.intern(CustomerKey::Column(name.into()));
    let (a, b) = (person("a"), person("b"));
    let noted = |offer| Booking::Noted { offer, rule: None, cause: None };
    book.book("2026-11-01", Some(a), noted(offer));
    book.book("2026-11-05", Some(a), noted(offer));
    book.book("2026-11-02", Some(b), noted(RuleId(Uuid::from_u128(8))));
    let shop = book.builder.finish().unwrap();
    let mut gathering = GatheringNoted::begin(offer);
    while gathering.step(&shop, 1) {}
    let known = gathering.finish();
    assert_eq!(known.get(&a), Some(&day("2026-11-05")), "the last day");
    assert_eq!(known.get(&b), None, "of another coupon");
}
