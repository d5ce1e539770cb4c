//! What the seller's own facts mean: cards, people joined, orders cancelled and money given back.

use huitou::domain::card::{CardEntry, Title};
use huitou::domain::command::{Command, Refused, ShopSetting, kept_on_undo, key_of_entries};
use huitou::domain::customer::CustomerKey;
use huitou::domain::duplicates::suggest;
use huitou::domain::event::{Contact, Outcome, Way};
use huitou::domain::figures::{Basis, StageBounds};
use huitou::domain::intern::Index;
use huitou::domain::merge::merge;
use huitou::domain::money::Fen;
use huitou::domain::record::OrderKey;
use huitou::domain::shop::Shop;
use huitou::domain::trade::Trade;
use huitou::domain::weekdays::Weekdays;
use proptest::prelude::*;
use uuid::Uuid;

use crate::kit::{Phone, acts, customer, hand_order, merged, numbered, reopened};
use crate::support::day;

fn place(phone: &Phone, key: &CustomerKey) -> Index {
    phone.shop.tables().customers.find_ref(key).unwrap()
}

fn last_act(phone: &Phone) -> Uuid {
    let last = phone.shop.events().max_by_key(|(_, event)| event.order());
    last.unwrap().1.id.act
}

fn edit(phone: &mut Phone, who: u32, entries: Vec<CardEntry>) -> Uuid {
    phone.run(&Command::EditCard { customer: customer(who), entries }).unwrap();
    last_act(phone)
}

fn tags(phone: &Phone, who: u32) -> Vec<Box<str>> {
    phone.shop.card(place(phone, &customer(who))).facts.tags
}

/// Customers 0 to 3 in turn, 100 fen a day each.
fn shop_of(orders: u32) -> Phone {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(0, orders)]).unwrap();
    phone
}

#[test]
fn the_last_edit_holds_and_undoing_brings_back_what_was_before() {
    let mut phone = shop_of(4);
    let a = edit(&mut phone, 1, vec![CardEntry::Tags(vec!["a".into()])]);
    let b = edit(&mut phone, 1, vec![CardEntry::Tags(Vec::new()), CardEntry::Important(true)]);
    assert_eq!(tags(&phone, 1), [], "cleared");
    for (command, expected, rule) in [
        (Command::UndoAct(b), vec!["a"], "what was before"),
        (Command::UndoAct(a), vec![], "nothing was before"),
        (Command::RedoAct(b), vec![], "cleared again"),
        (Command::RedoAct(a), vec![], "the earlier one stays the earlier one"),
    ] {
        phone.run(&command).unwrap();
        let expected: Vec<Box<str>> = expected.into_iter().map(Box::from).collect();
        assert_eq!(tags(&phone, 1), expected, "{rule}");
    }
    let before = phone.shop.events().count();
    edit(&mut phone, 1, vec![CardEntry::Important(true)]);
    assert_eq!(phone.shop.events().count(), before, "it says so already");
    assert_eq!(phone.run(&Command::UndoAct(Uuid::nil())), Err(Refused::NoSuchAct));
}

#[test]
fn somebody_put_in_by_hand_is_known_from_that_day_on() {
    let entries = vec![
        CardEntry::Name("顾".into()),
        CardEntry::Title(Some(Title::Boss)),
        CardEntry::Phones(vec!["140****0033".into(), "140 0000 0033".into()]),
    ];
    let key = key_of_entries(&entries).unwrap();
    assert_eq!(key, CustomerKey::Phone("14000000033".into()), "the full phone");
    let mut phone = Phone::new(1);
    let add = Command::AddPerson { key: key.clone(), entries };
    phone.run(&add).unwrap();
    let at = place(&phone, &key);
    let today = phone.now().today;
    assert_eq!(phone.shop.known_since()[at.position()], today);
    assert_eq!(phone.shop.card(at).title, Some(Title::Boss));
    assert_eq!(phone.run(&add), Err(Refused::AlreadyThere(at)));
    let potential = |as_of| phone.shop.figures(&Basis::as_of(as_of)).potential;
    assert_eq!((potential(today), potential(today.plus(-1))), (1, 0));
    let act = last_act(&phone);
    phone.run(&Command::UndoAct(act)).unwrap();
    assert!(!phone.shop.is_known(at.position()) && !phone.shop.has_people());
    assert!(phone.run(&add).is_ok(), "he may come again");
}

#[test]
fn by_what_somebody_is_known() {
    let name = || CardEntry::Name(" 顾 ".into());
    let named = |address: &str| {
        Some(CustomerKey::NameAddress { name: "顾".into(), address: address.into() })
    };
    for (entries, expected, rule) in [
        (vec![name(), CardEntry::Wechat("w".into())], Some(CustomerKey::Wechat("w".into())), "id"),
        (vec![name(), CardEntry::Region("上海".into())], named("上海"), "name and region"),
        (vec![name(), CardEntry::Phones(vec!["140****0033".into()])], named(""), "hidden phone"),
        (vec![CardEntry::Address("x".into())], None, "nobody"),
    ] {
        assert_eq!(key_of_entries(&entries), expected, "{rule}");
    }
}

#[test]
fn two_keys_become_one_person_and_two_again() {
    let mut phone = shop_of(8);
    let (one, two) = (place(&phone, &customer(1)), place(&phone, &customer(2)));
    let days = |phone: &Phone, at: Index| phone.shop.history().run(at.position()).day.to_vec();
    let apart = (days(&phone, one), days(&phone, two));
    let figures = crate::kit::figures_of(&phone.shop);
    edit(&mut phone, 2, vec![CardEntry::Name("b".into()), CardEntry::Region("r".into())]);
    let join = |kept, other| Command::JoinPeople {
        kept: customer(kept),
        others: vec![customer(other)],
        entries: vec![CardEntry::Name("a".into())],
    };
    phone.run(&join(1, 2)).unwrap();
    let act = last_act(&phone);
    assert_eq!((phone.shop.person_of(two), phone.shop.members(two)), (one, vec![one, two]));
    let mut all = [apart.0.clone(), apart.1.clone()].concat();
    all.sort();
    assert_eq!((days(&phone, one), days(&phone, two)), (all, vec![]));
    assert_eq!(phone.shop.people_count(), 3 - 1, "one is one");
    let card = phone.shop.card(two);
    assert_eq!((card.facts.name.as_deref(), card.facts.region.as_deref()), (Some("a"), Some("r")));
    assert_eq!(phone.run(&join(2, 1)), Err(Refused::SamePerson));
    assert_eq!(phone.shop.events_of(one).len(), 4, "of both, and what joined them once");
    phone.run(&Command::UndoAct(act)).unwrap();
    assert_eq!((days(&phone, one), days(&phone, two)), apart);
    assert_eq!(crate::kit::figures_of(&phone.shop), figures);
    assert_eq!(phone.shop.card(two).facts.name.as_deref(), Some("b"));
}

#[test]
fn suggestions_leave_out_who_is_joined_or_said_to_be_apart() {
    let alike = || {
        let mut phone = shop_of(4);
        for who in 1..=3 {
            edit(&mut phone, who, vec![CardEntry::Wechat("w".into())]);
        }
        phone
    };
    let sizes = |phone: &Phone| -> Vec<usize> {
        suggest(&phone.shop).iter().map(|it| it.members.len()).collect()
    };
    let join = |a, b| Command::JoinPeople {
        kept: customer(a),
        others: vec![customer(b)],
        entries: vec![],
    };
    let apart = |a, b| Command::KeepApart(vec![customer(a), customer(b)]);
    for (commands, expected, rule) in [
        (vec![], vec![3], "edited cards count"),
        (vec![join(1, 2)], vec![2], "two of them are one"),
        (vec![join(1, 2), join(3, 2)], vec![], "all are one"),
        (vec![apart(1, 2)], vec![3], "the third may be either"),
        (vec![apart(1, 2), apart(3, 1)], vec![2], "the first is neither"),
        (vec![join(1, 2), apart(2, 3)], vec![], "said of one key, meant of the person"),
    ] {
        let mut phone = alike();
        commands.iter().for_each(|command| drop(phone.run(command).unwrap()));
        assert_eq!(sizes(&phone), expected, "{rule}");
    }
}

#[test]
fn who_wants_no_more_calls_is_opted_out_by_the_same_act() {
    let mut phone = shop_of(4);
    let contact =
        Contact { way: Way::Phone, outcome: Outcome::DoNotCall, note: "".into(), next: None };
    phone.run(&Command::LogContact { customer: customer(1), contact: contact.clone() }).unwrap();
    let at = place(&phone, &customer(1));
    assert!(phone.shop.card(at).is_opted_out);
    let act = last_act(&phone);
    phone.run(&Command::UndoAct(act)).unwrap();
    assert!(!phone.shop.card(at).is_opted_out);
    assert!(phone.shop.events_of(at).iter().all(|event| !event.stands()), "they are still told");
    let stranger = Command::LogContact { customer: customer(77), contact };
    assert_eq!(phone.run(&stranger), Err(Refused::NoSuchCustomer));
}

/// What is done to an order, and whether it is done.
type Done = (fn(OrderKey) -> Command<'static>, bool);

/// An order of 1,000 fen; (net, counted) as of two days: before and after what was done to it.
fn after(commands: &[Done]) -> [(i128, u64); 2] {
    let mut phone = Phone::new(1);
    let today = phone.now().today;
    phone.run(&Command::RecordOrder(hand_order(Some(customer(1)), today, 1_000))).unwrap();
    let key = phone.nth_key(0).unwrap();
    for (command, is_done) in commands {
        assert_eq!(phone.run(&command(key)).is_ok(), *is_done);
    }
    [today, phone.now().today].map(|as_of| {
        let figures = phone.shop.figures(&Basis::as_of(as_of));
        (figures.net_fen, figures.orders)
    })
}

#[test]
fn what_was_cancelled_or_given_back_is_known_from_its_day_on() {
    fn refund<const FEN: i64>(key: OrderKey) -> Command<'static> {
        Command::RefundOrder { key, amount_fen: Fen::from_minor(FEN), note: "".into() }
    }
    let whole = (1_000, 1);
    for (commands, expected, rule) in [
        (vec![], [whole, whole], "nothing happened"),
        (vec![(refund::<300> as fn(_) -> _, true)], [whole, (700, 1)], "a part"),
        (
            vec![(refund::<300> as fn(_) -> _, true), (refund::<200>, true)],
            [whole, (500, 1)],
            "two",
        ),
        (vec![(refund::<1_000> as fn(_) -> _, true)], [whole, (0, 0)], "all of it"),
        (
            vec![(refund::<600> as fn(_) -> _, true), (refund::<401>, false)],
            [whole, (400, 1)],
            "never more",
        ),
        (vec![(refund::<0> as fn(_) -> _, false)], [whole, whole], "nothing is no refund"),
        (
            vec![((|key| Command::CancelOrder(key, true)) as fn(_) -> _, true)],
            [whole, (0, 0)],
            "cancelled",
        ),
        (
            vec![
                ((|key| Command::CancelOrder(key, true)) as fn(_) -> _, true),
                (|key| Command::CancelOrder(key, false), true),
            ],
            [whole, whole],
            "and not, after all",
        ),
    ] {
        assert_eq!(after(&commands), expected, "{rule}");
    }
}

#[test]
fn figures_of_a_day_before_a_refund_stay_what_they_are() {
    let mut phone = Phone::new(1);
    let today = phone.now().today;
    phone.run(&Command::RecordOrder(hand_order(Some(customer(1)), today, 1_000))).unwrap();
    let key = phone.nth_key(0).unwrap();
    let mut live = phone.shop.live_figures(Basis::as_of(today));
    let before = live.figures();
    let moment = phone.moment();
    let refund = Command::RefundOrder { key, amount_fen: Fen::from_minor(300), note: "".into() };
    for command in [refund, Command::RecordOrder(hand_order(None, today, 5))] {
        let moment = if phone.shop.order_count() == 1 { moment } else { phone.moment() };
        let change = huitou::domain::command::decide(&phone.shop, &command, &moment).unwrap();
        if phone.shop.apply(&change, Some(&mut live)).unwrap().is_everything() {
            live = phone.shop.live_figures(Basis::as_of(today));
        }
    }
    assert_eq!(live.figures(), phone.shop.figures(&Basis::as_of(today)));
    assert_eq!(live.figures().net_fen, before.net_fen + 5);
}

#[test]
fn a_refund_that_a_file_tells_too_is_one_refund() {
    let mut row = numbered(1, 2).remove(0);
    row.fen = 1_000;
    let mut phone = Phone::new(1);
    let id = phone.import(&[&[row.clone()]]).unwrap();
    let key = phone.key_of(1);
    let amount_fen = Fen::from_minor(300);
    phone.run(&Command::RefundOrder { key, amount_fen, note: "".into() }).unwrap();
    let net = |phone: &Phone| phone.shop.orders().next().unwrap().money().net_fen().minor();
    assert_eq!(net(&phone), 700);
    row.refund = 300;
    phone.import(&[&[row.clone()]]).unwrap();
    assert_eq!(net(&phone), 700, "the platform tells the same refund");
    row.refund = 450;
    phone.import(&[&[row]]).unwrap();
    assert_eq!(net(&phone), 550, "and then a greater one");
    assert_eq!(kept_on_undo(&phone.shop, id), [key], "the seller touched it");
    let refund = phone.shop.orders().next().unwrap().marks.refunds[0].id;
    phone.run(&Command::UndoRefund(key, refund)).unwrap();
    assert_eq!(net(&phone), 550);
    assert_eq!(phone.run(&Command::UndoRefund(key, Uuid::nil())), Err(Refused::NoSuchRefund));
}

#[test]
fn a_refund_is_taken_back_and_stands_again_where_it_still_fits() {
    let mut phone = Phone::new(1);
    let today = phone.now().today;
    phone.run(&Command::RecordOrder(hand_order(Some(customer(1)), today, 1_000))).unwrap();
    let key = phone.nth_key(0).unwrap();
    let give = |phone: &mut Phone, fen| {
        let amount_fen = Fen::from_minor(fen);
        phone.run(&Command::RefundOrder { key, amount_fen, note: "".into() })
    };
    let net = |phone: &Phone| {
        let figures = phone.shop.figures(&Basis::as_of(phone.now().today));
        figures.net_fen
    };
    give(&mut phone, 600).unwrap();
    let refund = phone.shop.record(0).unwrap().marks.refunds[0].id;
    for (command, expected, rule) in [
        (Command::UndoRefund(key, refund), 1_000, "taken back"),
        (Command::RedoRefund(key, refund), 400, "stands again"),
        (Command::RedoRefund(key, refund), 400, "it does already"),
        (Command::UndoRefund(key, refund), 1_000, "taken back once more"),
    ] {
        phone.run(&command).unwrap();
        assert_eq!(net(&phone), expected, "{rule}");
    }
    give(&mut phone, 500).unwrap();
    let left_fen = Fen::from_minor(500);
    let redo = Command::RedoRefund(key, refund);
    assert_eq!(phone.run(&redo), Err(Refused::MoreThanPaid { left_fen }), "both do not fit");
    assert_eq!(net(&phone), 500);
    let nil = Command::RedoRefund(key, Uuid::nil());
    assert_eq!(phone.run(&nil), Err(Refused::NoSuchRefund));
}

#[test]
fn two_phones_edit_join_and_undo() {
    let mut one = shop_of(8);
    let mut two = one.with(2);
    edit(&mut one, 1, vec![CardEntry::Tags(vec!["one".into()])]);
    two.clock += 5;
    edit(&mut two, 1, vec![CardEntry::Tags(vec!["two".into()]), CardEntry::Important(true)]);
    let entries = vec![];
    two.run(&Command::JoinPeople { kept: customer(2), others: vec![customer(3)], entries })
        .unwrap();
    let joined = last_act(&two);
    let mut both = one.clone();
    both.shop = merged(&one.shop, &two.shop);
    assert_eq!(tags(&both, 1), [Box::from("two")], "equal counters: the device");
    let (at, under) = (place(&both, &customer(3)), place(&both, &customer(2)));
    assert_eq!(both.shop.person_of(at), under);
    both.run(&Command::UndoAct(joined)).unwrap();
    for (into, from) in [(&both, &two), (&two, &both)] {
        let shop = merged(&into.shop, &from.shop);
        let at = shop.tables().customers.find_ref(&customer(3)).unwrap();
        assert_eq!(shop.person_of(at), at, "undone stays undone");
    }
}

#[test]
fn settings_move_with_the_book_and_make_the_basis() {
    let mut phone = Phone::new(1);
    let bounds = StageBounds::of([1, 2, 3, 4, 5]);
    let basis = |phone: &Phone| phone.shop.profile().basis(day("2025-05-01"));
    assert_eq!(basis(&phone), Basis::as_of(day("2025-05-01")));
    for (setting, done) in [
        (ShopSetting::Trade(Some(Trade::Wholesale)), Ok(false)),
        (ShopSetting::Trade(Some(Trade::Wholesale)), Ok(true)),
        (ShopSetting::HighScore(Some(6)), Err(Refused::NotASetting)),
        (
            ShopSetting::StageBounds(Some(StageBounds::of([5, 5, 6, 7, 8]))),
            Err(Refused::NotASetting),
        ),
        (ShopSetting::RfmWindowDays(Some(0)), Ok(false)),
        (ShopSetting::RfmWindowDays(Some(u32::MAX)), Err(Refused::NotASetting)),
        (ShopSetting::FreshnessDays(Some(u32::MAX)), Err(Refused::NotASetting)),
        (
            ShopSetting::ClosedWeekdays(Weekdays::from_number(127).unwrap()),
            Err(Refused::NotASetting),
        ),
        (ShopSetting::OffsetMinutes(Some(15 * 60)), Err(Refused::NotASetting)),
        (ShopSetting::OffsetMinutes(Some(8 * 60)), Ok(false)),
        (ShopSetting::OffsetMinutes(Some(8 * 60)), Ok(true)),
    ] {
        let before = setting.held(phone.shop.profile());
        let change = phone.run(&Command::Set(setting.clone()));
        assert_eq!(change.map(|change| change.is_empty()), done, "{setting:?}");
        assert_eq!(before != setting.held(phone.shop.profile()), done == Ok(false), "{setting:?}");
    }
    assert_eq!(basis(&phone).stage_bounds, Trade::Wholesale.stage_bounds());
    assert_eq!(basis(&phone).rfm_window_days, 0);
    phone.run(&Command::Set(ShopSetting::StageBounds(Some(bounds)))).unwrap();
    assert_eq!(basis(&phone).stage_bounds, bounds, "the seller's own over those of the trade");
    // What a toast takes back is what stood before.
    let named = ShopSetting::Name("山里红".into());
    let before = named.held(phone.shop.profile());
    phone.run(&Command::Set(named.clone())).unwrap();
    assert_eq!(named.held(phone.shop.profile()), named);
    phone.run(&Command::Set(before.clone())).unwrap();
    assert_eq!(named.held(phone.shop.profile()), before);
    let moved = merged(&Phone::new(2).shop, &phone.shop);
    assert_eq!(moved.profile(), phone.shop.profile());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// On a day before what the phones did, and on one after it.
    #[test]
    fn figures_that_follow_are_figures_built_anew(acts in acts(16)) {
        for (as_of, known_on) in [
            ("2025-05-03", "2025-05-03"), ("2025-05-03", "2025-05-08"), ("2025-05-08", "2025-05-08"),
            ("2025-05-08", "2026-01-01"), ("2026-01-01", "2026-01-01"),
        ] {
            let basis = Basis { known_on: day(known_on), ..Basis::as_of(day(as_of)) };
            let mut phone = Phone::new(1);
            let mut live = phone.shop.live_figures(basis.clone());
            for act in &acts {
                let Some(change) = phone.change(act, &Shop::default()) else { continue };
                if phone.shop.apply(&change, Some(&mut live)).unwrap().is_everything() {
                    live = phone.shop.live_figures(basis.clone());
                }
                let opened = reopened(&phone.shop);
                prop_assert_eq!(live.figures(), opened.figures(&basis), "as of {} after {:?}", as_of, act);
                prop_assert_eq!(phone.shop.known_since(), opened.known_since());
                prop_assert!(phone.shop.data_up_to().eq(opened.data_up_to()));
                prop_assert_eq!(phone.shop.last_day(), phone.shop.data_up_to().map(|it| it.1).max());
            }
        }
    }
}

#[test]
fn a_merge_counts_what_the_seller_said() {
    let named = |name: &str| vec![CardEntry::Name(name.into())];
    let mut old = shop_of(4);
    let act = edit(&mut old, 1, named("a"));
    let before = old.shop.clone();
    edit(&mut old, 2, named("b"));
    old.run(&Command::UndoAct(act)).unwrap();
    let nothing = Shop::default();
    for (ours, theirs, expected, rule) in [
        (&nothing, &before, [1, 0, 0], "an empty book knows none"),
        (&before, &before, [0, 0, 1], "the same again"),
        (&before, &old.shop, [1, 1, 0], "one more, and one taken back since"),
        (&old.shop, &before, [0, 0, 1], "an older book tells nothing of it"),
        (&nothing, &shop_of(4).shop, [0, 0, 0], "nothing was said"),
    ] {
        let counts = merge(ours, theirs).counts;
        let found = [counts.events_new, counts.events_updated, counts.events_unchanged];
        assert_eq!(found, expected, "{rule}");
    }
}
