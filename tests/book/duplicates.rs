//! Who is probably one person under several keys.

use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::duplicates::{Likeness, suggest};
use huitou::domain::person::PersonFacts;
use huitou::domain::shop::Shop;
use proptest::prelude::*;

use crate::kit::{Phone, merged, reopened, shuffled};
use crate::people::staged_people;

pub(crate) type Person = (CustomerKey, PersonFacts);

/// Why, what is shared, and by how many.
type Expected<'a> = &'a [(Likeness, &'a str, usize)];

fn taobao(nick: &str) -> CustomerKey {
    CustomerKey::Nick { platform: Platform::Taobao, nick: nick.into() }
}

fn youzan(nick: &str) -> CustomerKey {
    CustomerKey::Nick { platform: Platform::Youzan, nick: nick.into() }
}

fn phone(digits: &str) -> CustomerKey {
    CustomerKey::Phone(digits.into())
}

fn column(text: &str) -> CustomerKey {
    CustomerKey::Column(text.into())
}

fn phones(phones: &[&str]) -> PersonFacts {
    let mut phones: Vec<Box<str>> = phones.iter().map(|it| (*it).into()).collect();
    phones.sort();
    PersonFacts { phones, ..PersonFacts::default() }
}

fn named(name: &str, facts: PersonFacts) -> PersonFacts {
    PersonFacts { name: Some(name.into()), ..facts }
}

/// As lines of text that do not depend on where anything stands.
fn suggested(shop: &Shop) -> Vec<String> {
    let line = |it: huitou::domain::duplicates::Suspicion| {
        let members: Vec<String> =
            it.members.iter().map(|at| format!("{:?}", shop.customers()[at.position()])).collect();
        format!("{:?} {} {}", it.likeness, it.shared, members.join(" | "))
    };
    suggest(shop).into_iter().map(line).collect()
}

#[test]
fn who_is_suggested() {
    use Likeness::{NameAndTail, Nick, Phone, Wechat};
    let none = PersonFacts::default;
    let wechat = |id: &str| PersonFacts { wechat: Some(id.into()), ..none() };
    let nick = |nick: &str| PersonFacts { nick: Some(nick.into()), ..none() };
    let name_key =
        |name: &str| CustomerKey::NameAddress { name: name.into(), address: "杭州".into() };
    let rows: Vec<(Vec<Person>, Expected<'_>, &str)> = vec![
        (vec![(taobao("a"), none()), (taobao("b"), none())], &[], "nothing in common"),
        (
            vec![(phone("14000000033"), none()), (taobao("a"), phones(&["+86 140-0000-0033"]))],
            &[(Phone, "14000000033", 2)],
            "a key and a list, written otherwise",
        ),
        (
            vec![(taobao("a"), phones(&["14000000033"])), (column("1"), phones(&["14000000033"]))],
            &[(Phone, "14000000033", 2)],
            "two lists",
        ),
        (vec![(phone("14000000033"), phones(&["14000000033"]))], &[], "one customer already"),
        (
            vec![(taobao("a"), phones(&["140****0033"])), (column("1"), phones(&["140****0033"]))],
            &[],
            "a hidden phone alone",
        ),
        (
            vec![
                (taobao("a"), phones(&["14000000033-1234"])),
                (column("1"), phones(&["14000000033-1234"])),
            ],
            &[],
            "a number of the platform",
        ),
        (
            vec![
                (taobao("a"), phones(&["14000000033", "14000000044"])),
                (column("1"), phones(&["14000000033", "14000000044"])),
            ],
            &[(Phone, "14000000033", 2)],
            "two phones of the same two: said once",
        ),
        (vec![(taobao("茶"), none()), (youzan("茶"), none())], &[(Nick, "茶", 2)], "two platforms"),
        (
            vec![(taobao("茶"), none()), (column("1"), nick("茶"))],
            &[(Nick, "茶", 2)],
            "a list's nick",
        ),
        (vec![(taobao("茶***"), none()), (youzan("茶***"), none())], &[], "a hidden nick"),
        (vec![(taobao("茶"), none()), (column("茶"), none())], &[], "a column is no nick"),
        (
            vec![(CustomerKey::Wechat("Wx_1".into()), none()), (taobao("a"), wechat("wx_1"))],
            &[(Wechat, "wx_1", 2)],
            "the same WeChat id",
        ),
        (
            vec![
                (taobao("a"), named("王五", phones(&["140****0033"]))),
                (phone("14000000033"), named("王五", none())),
            ],
            &[(NameAndTail, "王五 0033", 2)],
            "name and tail",
        ),
        (
            vec![
                (name_key("王五"), phones(&["1********33"])),
                (phone("14000000033"), named("王五", none())),
            ],
            &[],
            "two digits are no tail",
        ),
        (
            vec![
                (name_key("王五"), phones(&["140****0033"])),
                (column("1"), named("王五", phones(&["140****0033"]))),
            ],
            &[(NameAndTail, "王五 0033", 2)],
            "the name of a key",
        ),
        (
            vec![
                (taobao("a"), named("王五", phones(&["13900000033"]))),
                (column("1"), named("王五", phones(&["14000000033"]))),
            ],
            &[],
            "real phones that end alike are different",
        ),
        (
            vec![
                (taobao("a"), named("李四", phones(&["140****0033"]))),
                (phone("14000000033"), named("王五", none())),
            ],
            &[],
            "another name",
        ),
        (
            (0..8).map(|n| (column(&format!("{n}")), phones(&["14000000033"]))).collect(),
            &[(Phone, "14000000033", 8)],
            "eight with one phone",
        ),
        (
            (0..9).map(|n| (column(&format!("{n}")), phones(&["14000000033"]))).collect(),
            &[],
            "nine with one phone: the shop's own",
        ),
        (
            vec![(taobao("a"), phones(&["14000000033"])), (youzan("a"), phones(&["14000000033"]))],
            &[(Phone, "14000000033", 2), (Nick, "a", 2)],
            "each reason is said",
        ),
    ];
    for (people, expected, rule) in rows {
        let shop = staged_people(&[people]);
        let found = suggest(&shop);
        let found: Vec<(Likeness, &str, usize)> =
            found.iter().map(|it| (it.likeness, &*it.shared, it.members.len())).collect();
        assert_eq!(found, expected, "{rule}");
    }
}

#[test]
fn of_an_undone_list_nobody_is_suggested() {
    let mut book = Phone::new(1);
    let list =
        vec![(taobao("a"), phones(&["14000000033"])), (column("1"), phones(&["14000000033"]))];
    let staged = staged_people(&[list]);
    book.run(&huitou::domain::command::Command::Import(&staged)).unwrap();
    assert_eq!(suggest(&book.shop).len(), 1);
    book.undo(staged.imports()[0].id).unwrap();
    assert_eq!(suggest(&book.shop), []);
}

pub(crate) fn person() -> impl Strategy<Value = Person> {
    let key = (0u8..4, 0u8..6).prop_map(|(kind, n)| match kind {
        0 => taobao(&format!("n{}", n % 3)),
        1 => youzan(&format!("n{}", n % 3)),
        2 => phone(&format!("1400000000{n}")),
        _ => column(&format!("{n}")),
    });
    (key, 0u8..6, 0u8..8, 0u8..4).prop_map(|(key, name, number, id)| {
        let number = match number {
            0..4 => vec![format!("1400000000{number}")],
            4..6 => vec![format!("140****000{}", number - 4)],
            _ => Vec::new(),
        };
        let numbers: Vec<&str> = number.iter().map(String::as_str).collect();
        let mut facts = phones(&numbers);
        facts.name = (name < 2).then(|| format!("王{name}").into());
        facts.wechat = (id < 2).then(|| format!("wx{id}").into());
        (key, facts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_files_suggests_the_same(people in prop::collection::vec(person(), 0..20), cut in 0usize..20, seed in any::<u64>()) {
        let cut = cut.min(people.len());
        let expected = suggested(&staged_people(std::slice::from_ref(&people)));
        let (first, second) = (people[..cut].to_vec(), people[cut..].to_vec());
        prop_assert_eq!(&suggested(&staged_people(&[shuffled(&people, seed)])), &expected);
        prop_assert_eq!(&suggested(&staged_people(&[second.clone(), first.clone()])), &expected);
        let (first, second) = (staged_people(&[first]), staged_people(&[second]));
        for both in [merged(&first, &second), merged(&second, &first)] {
            prop_assert_eq!(&suggested(&both), &expected);
            prop_assert_eq!(&suggested(&reopened(&both)), &expected);
        }
    }
}
