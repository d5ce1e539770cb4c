//! Whom the book offers to the seller as one person, and what becomes of them.

use std::collections::BTreeSet;

use huitou::domain::card::{CardEntry, CardField};
use huitou::domain::command::Command;
use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::duplicates::{Candidate, Likeness, Twins, field_choices};
use huitou::domain::event::{Deed, Event};
use huitou::domain::figures::{Basis, LiveFigures};
use huitou::domain::intern::Index;
use huitou::domain::person::PersonFacts;
use huitou::domain::roster::Roster;
use huitou::domain::shop::Shop;
use proptest::prelude::*;
use uuid::Uuid;

use crate::duplicates::{Person, person};
use crate::kit::{Phone, customer, numbered, reopened, shuffled};
use crate::people::staged_people;

fn nick(platform: Platform, nick: &str) -> CustomerKey {
    CustomerKey::Nick { platform, nick: nick.into() }
}

fn column(text: &str) -> CustomerKey {
    CustomerKey::Column(text.into())
}

/// Name, phone, WeChat id, address; empty = not said.
fn says([name, phone, wechat, address]: [&str; 4]) -> PersonFacts {
    let given = |text: &str| (!text.is_empty()).then(|| Box::<str>::from(text));
    PersonFacts {
        name: given(name),
        phones: given(phone).into_iter().collect(),
        wechat: given(wechat),
        address: given(address),
        ..PersonFacts::default()
    }
}

fn label(shop: &Shop, at: Index) -> &str {
    shop.customers()[at.position()].label()
}

fn found(shop: &Shop) -> Twins {
    Twins::of(shop, |_| 0)
}

/// The surest reason with the labels of the members, candidate by candidate.
fn offered(shop: &Shop) -> Vec<(Likeness, String)> {
    let line = |it: &Candidate| {
        let names: Vec<&str> = it.members.iter().map(|at| label(shop, *at)).collect();
        (it.likeness().unwrap(), names.join(" "))
    };
    found(shop).candidates.iter().map(line).collect()
}

fn book_of(people: Vec<Person>) -> Phone {
    let mut book = Phone::new(1);
    let staged = staged_people(&[people]);
    book.run(&Command::Import(&staged)).unwrap();
    book
}

fn last_act(book: &Phone) -> Uuid {
    let last = book.shop.events().max_by_key(|(_, event)| event.order());
    last.unwrap().1.id.act
}

/// Who is in the book, what is offered, the rule.
type Row<'a> = (Vec<Person>, Vec<(Likeness, &'a str)>, &'a str);

const REAL: &str = "14000000033";

#[test]
fn who_is_offered_and_who_is_not() {
    use Likeness::{NameAndAddress, NameAndTail, Nick, Phone, Wechat};
    let home = "浙江省杭州市余杭区文一西路969号2幢301室";
    let of = |rows: &[(&str, [&str; 4])]| -> Vec<Person> {
        rows.iter().map(|(key, facts)| (column(key), says(*facts))).collect()
    };
    let many = |n: usize| -> Vec<Person> {
        (0..n).map(|n| (column(&format!("k{n}")), says(["", REAL, "", ""]))).collect()
    };
    let rows: Vec<Row<'_>> = vec![
        (
            of(&[("a", ["", REAL, "", ""]), ("b", ["", "+86 140-0000-0033", "", ""])]),
            vec![(Phone, "a b")],
            "one phone, written otherwise",
        ),
        (
            of(&[("a", ["", "140****0033", "", ""]), ("b", ["", "140****0033", "", ""])]),
            vec![],
            "a hidden phone is nobody's",
        ),
        (
            of(&[("a", ["", "14000000033-1234", "", ""]), ("b", ["", "14000000033-1234", "", ""])]),
            vec![],
            "a privacy number is the platform's",
        ),
        (
            of(&[("a", ["", REAL, "w", ""]), ("b", ["", REAL, "", ""]), ("c", ["", "", "W", ""])]),
            vec![(Phone, "a b c")],
            "a chain is one person",
        ),
        (
            of(&[("a", ["", REAL, "w", ""]), ("b", ["", REAL, "w", ""])]),
            vec![(Phone, "a b")],
            "two reasons, one candidate",
        ),
        (
            vec![
                (nick(Platform::Taobao, "茶"), says(["", REAL, "", ""])),
                (nick(Platform::Youzan, "茶"), says(["", "", "", ""])),
                (column("c"), says(["", REAL, "", ""])),
            ],
            vec![(Phone, "茶 c"), (Nick, "茶 茶")],
            "a hint does not lengthen a chain",
        ),
        (
            of(&[("a", ["王五", "140****0033", "", ""]), ("b", ["王五", REAL, "", ""])]),
            vec![(NameAndTail, "a b")],
            "name and the end of the phone",
        ),
        (
            of(&[
                ("a", ["王五", "", "", home]),
                ("b", ["王五", "", "", "余杭区 文一西路 969号 2幢 301室"]),
            ]),
            vec![(NameAndAddress, "a b")],
            "name and the end of the address",
        ),
        (
            of(&[("a", ["王五", "", "", "杭州"]), ("b", ["王五", "", "", "杭州"])]),
            vec![],
            "a town is no address",
        ),
        (
            of(&[("a", ["王**", "", "", home]), ("b", ["王**", "", "", home])]),
            vec![],
            "a hidden name is anybody's",
        ),
        (of(&[("a", ["王五", "", "", home]), ("b", ["李四", "", "", home])]), vec![], "neighbours"),
        (
            of(&[
                ("a", ["王五", "", "", "文一西路9**号*幢***室"]),
                ("b", ["王五", "", "", "文一西路9**号*幢***室"]),
            ]),
            vec![],
            "a hidden address",
        ),
        (
            of(&[
                ("a", ["王五", "140****0033", "", ""]),
                ("b", ["王五", REAL, "", ""]),
                ("c", ["", "", "w", ""]),
                ("d", ["", "", "w", ""]),
            ]),
            vec![(Wechat, "c d"), (NameAndTail, "a b")],
            "the surest first",
        ),
        (many(8), vec![(Phone, "k0 k1 k2 k3 k4 k5 k6 k7")], "eight: a large family"),
        (many(9), vec![], "nine: an agent's, or the shop's own"),
    ];
    for (people, expected, rule) in rows {
        let shop = staged_people(&[people]);
        let expected: Vec<(Likeness, String)> =
            expected.into_iter().map(|(why, who)| (why, who.to_owned())).collect();
        assert_eq!(offered(&shop), expected, "{rule}");
    }
    let crowds = found(&staged_people(&[many(9)])).crowds;
    let crowds: Vec<_> = crowds.iter().map(|(it, n)| (it.likeness, &*it.shared, *n)).collect();
    assert_eq!(crowds, [(Phone, REAL, 9)], "a crowd is said");
}

#[test]
fn of_equally_sure_ones_the_worthier_comes_first() {
    let rows = [("a", "w1"), ("b", "w1"), ("c", "w2"), ("d", "w2")];
    let people = rows.map(|(key, wechat)| (column(key), says(["", "", wechat, ""])));
    let shop = staged_people(&[people.to_vec()]);
    for (rich, expected) in [("a", ["a", "c"]), ("d", ["c", "a"]), ("-", ["a", "c"])] {
        let twins = Twins::of(&shop, |at| i64::from(label(&shop, at) == rich));
        let firsts: Vec<&str> =
            twins.candidates.iter().map(|it| label(&shop, it.members[0])).collect();
        assert_eq!(firsts, expected, "{rich}");
    }
}

#[test]
fn whoever_is_kept_apart_never_meets_again() {
    let of_one = |key: &str| (column(key), says(["", REAL, "", ""]));
    let keys = |names: &[&str]| names.iter().map(|it| column(it)).collect::<Vec<_>>();
    let join = |kept: &str, others: &[&str]| Command::JoinPeople {
        kept: column(kept),
        others: keys(others),
        entries: vec![],
    };
    let apart = |names: &[&str]| Command::KeepApart(keys(names));
    for (commands, expected, rule) in [
        (vec![apart(&["a", "b", "c"])], vec![], "none of three is another"),
        (vec![apart(&["a", "c"])], vec!["a b"], "the one between is one of them at most"),
        (vec![apart(&["a", "c"]), join("a", &["b"])], vec![], "said of one, meant of both"),
        (vec![apart(&["a", "c"]), apart(&["a", "b"])], vec!["b c"], "so he is the other"),
        (vec![join("b", &["a", "c"])], vec![], "three are one"),
        (vec![join("b", &["c"])], vec!["a b"], "the third is still offered"),
    ] {
        let mut book = book_of(["a", "b", "c"].map(of_one).to_vec());
        commands.iter().for_each(|it| drop(book.run(it).unwrap()));
        let who: Vec<String> = offered(&book.shop).into_iter().map(|(_, who)| who).collect();
        assert_eq!(who, expected, "{rule}");
    }
}

#[test]
fn field_by_field_what_stays() {
    let listed = |name: &str, phone: &str, tags: &[&str]| PersonFacts {
        tags: tags.iter().map(|it| (*it).into()).collect(),
        ..says([name, phone, "", ""])
    };
    let (phone_key, nick_key) = (CustomerKey::Phone(REAL.into()), nick(Platform::Taobao, "枣"));
    let mut book = book_of(vec![
        (nick_key.clone(), listed("陈秀英", "14000000044", &["老客"])),
        (phone_key.clone(), listed("陈姐", "", &["微信"])),
    ]);
    let company = vec![CardEntry::Company("晨光".into()), CardEntry::Important(true)];
    book.run(&Command::EditCard { customer: phone_key.clone(), entries: company }).unwrap();
    let place = |key| book.shop.tables().customers.find_ref(key).unwrap();
    let people = [place(&nick_key), place(&phone_key)];
    let choices = field_choices(&book.shop, &people);
    let of = |field: CardField| choices.iter().find(|it| it.field() == field);
    let list = |texts: &[&str]| texts.iter().map(|it| (*it).into()).collect::<Vec<_>>();
    for (field, stays, is_a_choice, rule) in [
        (CardField::Name, CardEntry::Name("陈秀英".into()), true, "of two lists what says more"),
        (CardField::Company, CardEntry::Company("晨光".into()), false, "only one says it"),
        (CardField::Nick, CardEntry::Nick("枣".into()), false, "a nick that is a key"),
        (CardField::Tags, CardEntry::Tags(list(&["微信", "老客"])), false, "lists grow"),
        (
            CardField::Phones,
            CardEntry::Phones(list(&[REAL, "14000000044"])),
            false,
            "a phone that is a key can still be called",
        ),
        (CardField::Important, CardEntry::Important(true), false, "important for one is important"),
    ] {
        let found = of(field).map(|it| (it.stays.clone(), it.is_a_choice()));
        assert_eq!(found, Some((stays, is_a_choice)), "{rule}");
    }
    assert_eq!(of(CardField::Birthday), None, "what nobody says is not asked");
    let entries = choices.iter().map(|it| it.stays.clone()).collect();
    let join = Command::JoinPeople { kept: nick_key.clone(), others: vec![phone_key], entries };
    book.run(&join).unwrap();
    let card = book.shop.card(people[0]);
    for it in &choices {
        assert_eq!(card.entry(it.field()), it.stays, "what was shown is what it became");
    }
}

#[test]
fn what_is_shown_before_is_what_they_are_afterwards() {
    let mut book = Phone::new(1);
    book.import(&[&numbered(0, 12)]).unwrap();
    let place = |book: &Phone, n| book.shop.tables().customers.find_ref(&customer(n)).unwrap();
    let people = [place(&book, 1), place(&book, 2), place(&book, 3)];
    let basis = Basis::as_of(book.shop.last_day().unwrap());
    let figures = |book: &Phone, look: &dyn Fn(&Roster<'_>) -> String| {
        let live = LiveFigures::new(
            &book.shop.history_as_of(basis.as_of),
            book.shop.known_since(),
            basis.clone(),
        );
        look(&Roster::new(&book.shop, &live))
    };
    let shown = figures(&book, &|it| {
        format!("{:?} {:?}", it.together(&people), it.stage_together(&people))
    });
    assert!(shown.contains("orders: 9"), "{shown}");
    let others = vec![customer(2), customer(3)];
    book.run(&Command::JoinPeople { kept: customer(1), others, entries: vec![] }).unwrap();
    let kept = people[0].position();
    let became = figures(&book, &|it| {
        format!("{:?} {:?}", it.live().person(kept).copied(), it.stage(kept).unwrap())
    });
    assert_eq!(became, shown);
    let joins = |event: &Event| matches!(event.deed, Deed::Joined { .. });
    let acts: BTreeSet<Uuid> =
        book.shop.events().filter(|(_, it)| joins(it)).map(|(_, it)| it.id.act).collect();
    assert_eq!(acts.len(), 1, "three become one by one act");
}

/// As lines of text that do not depend on where anything stands.
fn lines(shop: &Shop) -> Vec<String> {
    let twins = found(shop);
    let keys = |it: &Candidate| -> Vec<String> {
        it.members.iter().map(|at| format!("{:?}", shop.customers()[at.position()])).collect()
    };
    let line = |it: &Candidate| format!("{:?} {:?}", it.reasons, keys(it));
    let crowds = twins.crowds.iter().map(|it| format!("{it:?}"));
    twins.candidates.iter().map(line).chain(crowds).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_rows_offers_the_same(people in prop::collection::vec(person(), 0..24), seed in any::<u64>()) {
        let shop = staged_people(std::slice::from_ref(&people));
        let expected = lines(&shop);
        prop_assert_eq!(&lines(&staged_people(&[shuffled(&people, seed)])), &expected);
        prop_assert_eq!(&lines(&reopened(&shop)), &expected);
    }

    #[test]
    fn whatever_the_seller_says_holds(people in prop::collection::vec(person(), 2..24), says in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..6)) {
        let mut book = book_of(people);
        for (which, is_one) in says {
            let before = found(&book.shop);
            if before.candidates.is_empty() {
                break;
            }
            let it = which.get(&before.candidates).clone();
            prop_assert!(it.stands(&book.shop));
            let keys: Vec<CustomerKey> =
                it.members.iter().map(|at| book.shop.customers()[at.position()].clone()).collect();
            let text = lines(&book.shop);
            let said = match is_one {
                true => Command::JoinPeople { kept: keys[0].clone(), others: keys[1..].to_vec(), entries: vec![] },
                false => Command::KeepApart(keys),
            };
            book.run(&said).unwrap();
            prop_assert!(!it.stands(&book.shop), "it is decided");
            let after = found(&book.shop);
            let mut strong = BTreeSet::new();
            for other in &after.candidates {
                let both = other.members.iter().filter(|at| it.members.contains(at)).count();
                prop_assert!(both < 2, "{:?} comes back in {:?}", it, other);
                prop_assert!(other.members.len() > 1 && other.stands(&book.shop));
                if other.likeness().unwrap().is_strong() {
                    for at in &other.members {
                        prop_assert!(strong.insert(*at), "{:?} stands in two", at);
                    }
                }
            }
            let act = last_act(&book);
            book.run(&Command::UndoAct(act)).unwrap();
            prop_assert_eq!(&lines(&book.shop), &text, "undone, all is as before");
            book.run(&Command::RedoAct(act)).unwrap();
            prop_assert_eq!(&found(&book.shop), &after);
        }
    }
}
