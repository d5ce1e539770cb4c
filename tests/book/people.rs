//! People: what lists say of them, beside the orders or without any.

use huitou::domain::command::{Command, Refused, preview_import};
use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::day::Day;
use huitou::domain::figures::Basis;
use huitou::domain::gathering::Gathering;
use huitou::domain::import::ImportedFile;
use huitou::domain::money::Fen;
use huitou::domain::observation::{Batch, Grain, PersonObservation};
use huitou::domain::person::{Birthday, Opening, PersonFacts};
use huitou::domain::shop::Shop;
use huitou::format::backup::read_backup;
use huitou::format::report;
use proptest::option::of;
use proptest::prelude::*;

use crate::kit::{
    FIRST, Phone, Row, figures_of, file_text, merged, numbered, people_lines, reopened, shuffled,
    substance, text_of,
};
use crate::support::{day, read_bytes};

/// Names that lists give; the first = none.
pub(crate) const NAMES: [&str; 5] = ["", "王", "王五", "李四", "王五先生"];

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listed {
    pub(crate) who: u32,
    /// A place in [`NAMES`].
    pub(crate) name: usize,
    /// 0 = none.
    pub(crate) phone: u32,
    /// 0 = none.
    pub(crate) tag: u32,
    /// Days after [`FIRST`].
    pub(crate) since: Option<i32>,
    pub(crate) points: Option<i64>,
}

impl Listed {
    pub(crate) fn since_day(&self) -> Option<Day> {
        self.since.map(|after| day(FIRST).plus(after))
    }

    pub(crate) fn phone_text(&self) -> Option<String> {
        (self.phone > 0).then(|| format!("1390000000{}", self.phone))
    }

    pub(crate) fn tag_text(&self) -> Option<String> {
        (self.tag > 0).then(|| format!("tag {}", self.tag))
    }

    fn facts(&self) -> PersonFacts {
        let name = NAMES[self.name];
        PersonFacts {
            name: (!name.is_empty()).then(|| name.into()),
            phones: self.phone_text().into_iter().map(String::into_boxed_str).collect(),
            tags: self.tag_text().into_iter().map(String::into_boxed_str).collect(),
            since: self.since_day(),
            opening: self
                .points
                .map(|points| Opening { points: Some(points), ..Opening::default() }),
            ..PersonFacts::default()
        }
    }
}

/// Some of whom have orders in the other files, and some have not.
pub(crate) fn people() -> impl Strategy<Value = Vec<Listed>> {
    let person = (1u32..10, 0..NAMES.len(), 0u32..3, 0u32..3, of(0i32..600), of(0i64..9));
    let person = person.prop_map(|(who, name, phone, tag, since, points)| Listed {
        who,
        name,
        phone,
        tag,
        since,
        points,
    });
    prop::collection::vec(person, 1..6)
}

pub(crate) fn nobody_more(who: u32) -> Listed {
    Listed { who, name: 0, phone: 0, tag: 0, since: None, points: None }
}

/// The import of some people and the orders of a file, as readers of files hand them on.
pub(crate) fn staged_list(people: &[Listed], rows: &[Row]) -> Shop {
    let mut gathering = Gathering::default();
    if !rows.is_empty() {
        let text = file_text(rows).into_bytes();
        let file = read_bytes("a.csv", text, Some(crate::kit::ORDERS)).unwrap();
        file.batches.into_iter().for_each(|batch| gathering.take(batch));
    }
    let facts = |it: &Listed| (CustomerKey::Column(format!("c{}", it.who).into()), it.facts());
    gathering.take(list_of(people.iter().map(facts).collect()));
    settled(gathering)
}

fn list_of(people: Vec<(CustomerKey, PersonFacts)>) -> Batch {
    let mut batch = Batch::new(Platform::Table, Grain::Order);
    for (line, (key, facts)) in (2..).zip(people) {
        let customer = batch.customers.intern(key);
        batch.people.push(PersonObservation { line, customer, facts });
    }
    batch
}

fn settled(gathering: Gathering) -> Shop {
    let (mut shop, _) = gathering.settle();
    shop.describe_imports(&[ImportedFile { name: "list".into(), ..ImportedFile::default() }]);
    shop
}

/// The import of lists with any keys.
pub(crate) fn staged_people(lists: &[Vec<(CustomerKey, PersonFacts)>]) -> Shop {
    let mut gathering = Gathering::default();
    lists.iter().for_each(|list| gathering.take(list_of(list.clone())));
    settled(gathering)
}

#[test]
fn a_preview_counts_people() {
    let (named, tagged) =
        (Listed { name: 2, ..nobody_more(1) }, Listed { tag: 1, ..nobody_more(1) });
    let order = |who| Row { who, ..numbered(1, 2).remove(0) };
    let with_list = |people: &[Listed]| {
        let mut phone = Phone::new(1);
        phone.import_list(people, &[]).unwrap();
        phone
    };
    let with_order = |who: u32, left_out: bool| {
        let mut phone = Phone::new(1);
        phone.import(&[&[order(who)]]).unwrap();
        if left_out {
            let mark = huitou::domain::command::Mark::LeftOut(true);
            phone.run(&Command::MarkOrder(phone.key_of(1), mark)).unwrap();
        }
        phone
    };
    for (phone, list, expected, rule) in [
        (Phone::new(1), vec![nobody_more(1)], [1, 0, 0], "an empty book"),
        (Phone::new(1), vec![named.clone(), tagged.clone()], [1, 0, 0], "two rows of one person"),
        (with_order(1, false), vec![named.clone()], [0, 1, 0], "known by an order"),
        (with_order(1, false), vec![nobody_more(1)], [0, 0, 1], "by an order, nothing more said"),
        (with_order(2, false), vec![nobody_more(1)], [1, 0, 0], "an order of somebody else"),
        (with_order(1, true), vec![named.clone()], [1, 0, 0], "an order that is left out"),
        (
            with_list(std::slice::from_ref(&named)),
            vec![tagged.clone()],
            [0, 1, 0],
            "more of a listed one",
        ),
        (
            with_list(&[named.clone(), nobody_more(2)]),
            vec![Listed { name: 1, ..nobody_more(1) }],
            [0, 1, 0],
            "another name: the later list holds",
        ),
    ] {
        let counts = preview_import(&phone.shop, &staged_list(&list, &[])).counts;
        let found = [counts.people_new, counts.people_updated, counts.people_unchanged];
        assert_eq!(found, expected, "{rule}");
        assert_eq!((counts.new, counts.updated, counts.unchanged), (0, 0, 0), "{rule}");
    }
}

#[test]
fn a_list_alone_is_an_import() {
    let list =
        [Listed { name: 2, ..nobody_more(1) }, Listed { since: Some(400), ..nobody_more(2) }];
    let mut phone = Phone::new(1);
    let id = phone.import_list(&list, &[]).unwrap();
    assert_eq!(phone.import_list(&list, &[]), Err(Refused::AlreadyImported));
    assert!(!phone.shop.is_empty() && phone.shop.order_count() == 0);
    assert_eq!(phone.shop.known_since(), [Day::MIN, day(FIRST).plus(400)]);
    assert_eq!((phone.shop.people_count(), phone.shop.has_people()), (2, true));
    assert_eq!(phone.shop.last_day(), None);
    phone.undo(id).unwrap();
    assert_eq!(phone.shop.people().count(), 0);
    assert_eq!(phone.shop.known_since(), [Day::MAX, Day::MAX], "nobody is known any more");
    assert_eq!((phone.shop.people_count(), phone.shop.has_people()), (0, false));
    let backup = read_backup(text_of(&phone.shop).as_bytes()).unwrap();
    assert_eq!((backup.counts.people, backup.counts.customers), (0, 0));
    assert_eq!(phone.import_list(&list, &[]), Ok(id), "handed in again");
    assert_eq!(people_lines(&phone.shop).len(), 2);
}

/// Semantics 2 and 3: known without an order is potential, and never in a denominator.
#[test]
fn without_an_order_nobody_is_a_customer() {
    let opening = Opening {
        day: Some(day("2020-01-01")),
        amount_fen: Some(Fen::from_minor(1_000_000)),
        purchases: Some(30),
        points: Some(500),
        tier: Some("金卡".into()),
    };
    let brought = PersonFacts { opening: Some(opening), ..PersonFacts::default() };
    let key = |who: &str| CustomerKey::Column(who.into());
    let list = vec![(key("c1"), brought), (key("c2"), PersonFacts::default())];
    let shop = staged_people(std::slice::from_ref(&list));
    let report = report::flat(&shop.figures(&Basis::as_of(Day::MAX)), shop.problem_rows());
    let value = |key: &str| {
        report.iter().find(|(found, _)| found == key).map(|(_, value)| value.as_str()).unwrap()
    };
    for (key, expected) in [
        ("customers", "0"),
        ("potential", "2"),
        ("lifecycle.potential", "2"),
        ("orders", "0"),
        ("purchases", "0"),
        ("repeat_customers", "0"),
        ("net_amount_minor", "0"),
        ("first_day", "null"),
        ("last_day", "null"),
        ("as_of", "null"),
        ("repurchase.all_time.by_customer", "null"),
        ("cycle.shop_mean_days", "null"),
        ("cycle.n", "0"),
        ("rfm.R1", "0"),
        ("tier.1", "0"),
        ("tier.4", "0"),
    ] {
        assert_eq!(value(key), expected, "{key}");
    }
    // Beside orders the opening balance changes no figure.
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(0, 9)]).unwrap();
    let before = figures_of(&phone.shop);
    phone.run(&Command::Import(&shop)).unwrap();
    // Both had bought by then.
    assert_eq!(figures_of(&phone.shop), before);
}

#[test]
fn a_birthday_that_cannot_be_one_is_left_out() {
    let birthday = Some(Birthday { year: None, month: 13, day: 40, is_lunar: false });
    let facts = PersonFacts { birthday, ..PersonFacts::default() };
    let shop = staged_people(&[vec![(CustomerKey::Column("c1".into()), facts)]]);
    assert_eq!(shop.people().next().unwrap().1, PersonFacts::default());
    assert!(read_backup(text_of(&shop).as_bytes()).is_ok());
}

#[test]
fn a_book_of_many_people_and_pages() {
    let people: Vec<Listed> = (1..3_000).map(|who| Listed { tag: 1, ..nobody_more(who) }).collect();
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(0, 9)]).unwrap();
    phone.import_list(&people, &[]).unwrap();
    phone.shop.mark_clean();
    let more = Listed { name: 3, ..nobody_more(1_500) };
    phone.import_list(&[more, nobody_more(5_000)], &[]).unwrap();
    let dirty: Vec<u32> = phone
        .shop
        .dirty_pages()
        .iter()
        .filter(|page| page.collection == huitou::domain::change::Collection::People)
        .map(|page| page.number)
        .collect();
    assert_eq!(dirty, [1, 2], "the page of one person, and the last");
    let opened = reopened(&phone.shop);
    assert_eq!(
        (text_of(&opened), substance(&opened)),
        (text_of(&phone.shop), substance(&phone.shop))
    );
    assert_eq!(opened.people().count(), 3_000);
    let read = read_backup(text_of(&opened).as_bytes()).unwrap();
    assert_eq!((read.counts.people, text_of(&read.shop)), (3_000, text_of(&opened)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn rows_of_a_list_may_lie_in_any_order(people in people(), seed in any::<u64>(), cut in 0usize..6) {
        let cut = cut.min(people.len());
        let facts = |it: &Listed| (CustomerKey::Column(format!("c{}", it.who).into()), it.facts());
        let rows = |people: &[Listed]| people.iter().map(facts).collect::<Vec<_>>();
        let one = staged_people(&[rows(&people)]);
        for (lists, rule) in [
            (vec![rows(&shuffled(&people, seed))], "shuffled"),
            (vec![rows(&people[cut..]), rows(&people[..cut])], "in two files"),
            (vec![rows(&people), rows(&people)], "handed in twice at once"),
        ] {
            let other = staged_people(&lists);
            prop_assert_eq!(one.imports()[0].id, other.imports()[0].id, "{}", rule);
            prop_assert_eq!(text_of(&one), text_of(&other), "{}", rule);
        }
    }

    #[test]
    fn lists_may_come_in_any_order(a in people(), b in people(), orders in prop::collection::vec(crate::kit::row(), 1..6)) {
        // Lists that contradict each other in nothing.
        let agreeing = |people: Vec<Listed>| -> Vec<Listed> {
            let person = |it: Listed| Listed {
                name: if it.name == 0 { 0 } else { 1 + it.who as usize % 4 },
                points: it.points.map(|_| i64::from(it.who)),
                ..it
            };
            people.into_iter().map(person).collect()
        };
        let (a, b) = (agreeing(a), agreeing(b));
        let book = |turn: bool| {
            let mut phone = Phone::new(1);
            let lists = if turn { [&b, &a] } else { [&a, &b] };
            if turn {
                phone.import(&[&orders]).unwrap();
            }
            for list in lists {
                let _ = phone.import_list(list, &[]);
            }
            if !turn {
                phone.import(&[&orders]).unwrap();
            }
            phone.shop
        };
        prop_assert_eq!(substance(&book(true)), substance(&book(false)));
        // Two phones with a list each are one phone with both.
        let phone = |list: &[Listed]| {
            let mut phone = Phone::new(1);
            phone.import_list(list, &[]).unwrap();
            phone.shop
        };
        let mut both = Phone::new(1);
        both.import_list(&a, &[]).unwrap();
        let _ = both.import_list(&b, &[]);
        prop_assert_eq!(substance(&merged(&phone(&a), &phone(&b))), substance(&both.shop));
    }

    #[test]
    fn an_undone_list_leaves_nothing(a in people(), b in people(), orders in prop::collection::vec(crate::kit::row(), 1..6)) {
        let mut phone = Phone::new(1);
        phone.import_list(&a, &orders).unwrap();
        let before = substance(&phone.shop);
        if let Ok(id) = phone.import_list(&b, &[]) {
            phone.undo(id).unwrap();
            prop_assert_eq!(substance(&phone.shop), before);
            prop_assert_eq!(phone.import_list(&b, &[]), Ok(id));
        }
    }
}
