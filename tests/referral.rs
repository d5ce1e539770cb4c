//! Who came by whose word (RE1): on both cards, as of any day, and never round about.

mod support;

use huitou::domain::command::{Booked, BookingFault, Command, Moment, Refused, decide};
use huitou::domain::customer::CustomerKey;
use huitou::domain::day::Day;
use huitou::domain::id::IdSeed;
use huitou::domain::intern::Index;
use huitou::domain::loyalty::Booking;
use huitou::domain::member::Referrals;
use huitou::domain::shop::Shop;
use huitou::domain::stamp::DeviceId;
use support::{PLAIN_MAPPING, day, read_text, shop_of};

struct Book {
    shop: Shop,
    acts: u64,
}

impl Book {
    fn of(people: &[&str]) -> Book {
        let mut text = "who,when,fen,no\n".to_owned();
        for (n, who) in (1..).zip(people) {
            text.push_str(&format!("{who},2026-01-01,10,N{n}\n"));
        }
        let (shop, _) = shop_of(vec![read_text(&text, Some(PLAIN_MAPPING)).unwrap()]);
        Book { shop, acts: 0 }
    }

    fn place(&self, who: &str) -> Index {
        Index::at(self.shop.customers().iter().position(|key| key.label() == who).unwrap())
    }

    fn key(&self, who: &str) -> CustomerKey {
        self.shop.customers()[self.place(who).position()].clone()
    }

    fn act(&mut self, today: Day, command: Command<'_>) -> Result<(), Refused> {
        self.acts += 1;
        let seed = IdSeed { now_ms: 1_800_000_000_000 + self.acts, random: [3; 10] };
        let moment = Moment { today, seed, device: DeviceId(1) };
        let change = decide(&self.shop, &command, &moment)?;
        self.shop.apply(&change, None).unwrap();
        Ok(())
    }

    fn refer(&mut self, today: &str, came: &str, by: &str) -> Result<(), Refused> {
        let (customer, other) = (Some(self.key(came)), Some(self.key(by)));
        let booked = Booked { customer, other, booking: Booking::Referred };
        self.act(day(today), Command::book(vec![booked]))
    }

    fn join(&mut self, kept: &str, other: &str) {
        let (kept, others) = (self.key(kept), vec![self.key(other)]);
        self.act(day("2026-03-01"), Command::JoinPeople { kept, others, entries: Vec::new() })
            .unwrap();
    }

    fn of_person(&self, who: &str, on: &str) -> Referrals {
        self.shop.referrals_of(self.place(who), day(on))
    }
}

#[test]
fn it_stands_on_both_cards_from_its_day_on() {
    let mut book = Book::of(&["anna", "bea", "cora"]);
    book.refer("2026-02-01", "bea", "anna").unwrap();
    book.refer("2026-02-02", "cora", "anna").unwrap();
    let [anna, bea, cora] = ["anna", "bea", "cora"].map(|who| book.place(who));
    let nobody = Referrals::default();
    for (who, on, by, brought, rule) in [
        ("bea", "2026-02-01", Some(anna), vec![], "from its day on"),
        ("bea", "2026-01-31", None, vec![], "not before"),
        ("anna", "2026-02-01", None, vec![bea], "those known by then"),
        ("anna", "2026-02-02", None, vec![bea, cora], "the earliest first"),
    ] {
        let expected = Referrals { by, brought };
        assert_eq!(book.of_person(who, on), expected, "{who} on {on}: {rule}");
    }
    assert_eq!(book.of_person("anna", "2026-01-01"), nobody);
}

#[test]
fn what_was_said_last_holds() {
    let mut book = Book::of(&["anna", "bea", "cora"]);
    book.refer("2026-02-01", "bea", "anna").unwrap();
    book.refer("2026-02-03", "bea", "cora").unwrap();
    let (bea, cora) = (book.place("bea"), book.place("cora"));
    assert_eq!(book.of_person("bea", "2026-02-03").by, Some(cora));
    assert_eq!(book.of_person("cora", "2026-02-03").brought, [bea]);
    assert_eq!(book.of_person("anna", "2026-02-03"), Referrals::default(), "not any more");
}

#[test]
fn nobody_came_by_his_own_word() {
    let mut book = Book::of(&["anna", "bea", "cora", "dora"]);
    let round = Err(Refused::NotABooking(BookingFault::RoundAbout));
    let wrong = Err(Refused::NotABooking(BookingFault::WrongPeople));
    assert_eq!(book.refer("2026-02-01", "anna", "anna"), wrong, "by himself");
    book.refer("2026-02-01", "bea", "anna").unwrap();
    book.refer("2026-02-01", "cora", "bea").unwrap();
    assert_eq!(book.refer("2026-02-02", "anna", "bea"), round, "each by the other's");
    assert_eq!(book.refer("2026-02-02", "anna", "cora"), round, "over a third");
    assert_eq!(book.refer("2026-02-02", "anna", "dora"), Ok(()), "by another one's");
}

#[test]
fn who_are_one_person_did_not_bring_each_other() {
    let mut book = Book::of(&["anna", "bea", "cora"]);
    book.refer("2026-02-01", "bea", "anna").unwrap();
    book.refer("2026-02-01", "cora", "bea").unwrap();
    book.join("anna", "bea");
    let (anna, cora) = (book.place("anna"), book.place("cora"));
    let person = book.of_person("anna", "2026-03-01");
    assert_eq!(person, Referrals { by: None, brought: vec![cora] });
    assert_eq!(book.of_person("cora", "2026-03-01").by, Some(book.shop.person_of(anna)));
}
