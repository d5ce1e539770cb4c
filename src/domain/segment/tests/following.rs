//! Commands of the seller, one after another: what is followed says the same as what is begun anew.

use super::*;
use crate::domain::command::{Command, Mark as OrderMark, Moment, decide};
use crate::domain::id::IdSeed;

fn key(name: &str) -> CustomerKey {
    CustomerKey::Column(name.into())
}

/// The act with this number: its id rises with it.
fn act(number: u64) -> Uuid {
    moment(number).seed.uuid()
}

fn moment(number: u64) -> Moment {
    Moment {
        seed: IdSeed { now_ms: 1_000 + number, random: [7; 10] },
        device: DeviceId(1),
        today: day(AS_OF),
    }
}

fn rules() -> Vec<Rule> {
    let said = |field, text: &str| Rule::Test(Test::Said { field, any: vec![text.into()] });
    let bought = Test::Bought { product: Product::Sku("枣".into()), span: Span::Ever };
    let ready = Ready::ALL.into_iter().map(Ready::rule);
    let more = [
        said(WordField::Tag, "老客"),
        said(WordField::Region, "杭州"),
        Rule::Test(bought),
        Rule::Test(Test::BuysOn(vec![Platform::Hand])),
        figure(Figure::NetFen(Span::LastDays(30)), Some(1), None),
    ];
    ready.chain(more).collect()
}

#[test]
fn after_each_command_it_is_as_begun_anew() {
    let mut book = Book::default();
    for (who, days_ago) in [("a", 40), ("a", 3), ("b", 100), ("c", 0)] {
        book.sell(&Sale { goods: vec![("枣", 1)], ..sale(who, days_ago, 10_000) });
    }
    let mut shop = book.finish();
    let mut live = live(&shop);
    let (handed, known) = (Handed::default(), Segments::default());
    let view = View::new(&shop, &live, &handed);
    let mut groups = Groups::begin(&view);
    let first: Vec<Bits> = rules().iter().map(|it| groups.people(&view, it, &known)).collect();
    let order = shop.orders().next().unwrap().key;
    let contact =
        Contact { way: Way::Phone, outcome: Outcome::Talked, note: "".into(), next: None };
    let entries = vec![
        CardEntry::Tags(vec!["老客".into()]),
        CardEntry::Region("杭州".into()),
        CardEntry::Important(true),
    ];
    let edit = |who| Command::EditCard { customer: key(who), entries: entries.clone() };
    let commands = [
        edit("a"),
        Command::LogContact { customer: key("b"), contact },
        Command::UndoAct(act(0)),
        Command::RedoAct(act(0)),
        Command::AddPerson { key: key("new"), entries: entries.clone() },
        Command::MarkOrder(order, OrderMark::LeftOut(true)),
        Command::MarkOrder(order, OrderMark::LeftOut(false)),
        Command::UndoAct(act(4)),
    ];
    let mut followed = 0;
    for (number, command) in commands.iter().enumerate() {
        let change = decide(&shop, command, &moment(number as u64)).unwrap();
        let touched = shop.apply(&change, Some(&mut live)).unwrap();
        if touched.is_everything() {
            live = super::live(&shop);
        }
        let view = View::new(&shop, &live, &handed);
        if touched.is_everything() {
            groups = Groups::begin(&view);
        } else {
            followed += 1;
            groups.update(&view, &touched.persons(&shop));
        }
        let mut anew = Groups::begin(&view);
        for rule in rules() {
            let (kept, new) =
                (groups.people(&view, &rule, &known), anew.people(&view, &rule, &known));
            assert_eq!(kept, new, "command {number}: {rule:?}");
        }
    }
    assert!(followed >= 5, "most are followed: {followed}");
    let view = View::new(&shop, &live, &handed);
    let last: Vec<Bits> = rules().iter().map(|it| groups.people(&view, it, &known)).collect();
    assert_ne!(first, last, "something did change");
}
