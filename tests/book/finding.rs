//! Finding people of a book: what the seller said of them counts, and a directory that is kept finds
//! what a new one would.

use huitou::domain::card::CardEntry;
use huitou::domain::command::Command;
use huitou::domain::search::{Directory, Query, find, matched};
use huitou::domain::shop::Shop;
use proptest::prelude::*;

use crate::kit::{Phone, acts, customer, numbered};

fn gone_through(directory: &mut Directory, shop: &Shop) {
    directory.begin(shop);
    while directory.step(shop, 3) {}
}

fn found(directory: &Directory, typed: &str) -> Vec<usize> {
    find(directory.texts(), None, &Query::new(typed), 10).places().collect()
}

fn is_new(directory: &Directory, shop: &Shop) -> bool {
    let mut anew = Directory::default();
    gone_through(&mut anew, shop);
    let (kept, anew) = (directory.texts(), anew.texts());
    (0..shop.customers().len()).all(|at| kept.of(at).eq(anew.of(at)))
}

#[test]
fn people_are_found_as_the_seller_knows_them() {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(0, 4)]).unwrap();
    let at =
        |shop: &Shop, who| shop.tables().customers.find_ref(&customer(who)).unwrap().position();
    let (one, two) = (at(&phone.shop, 1), at(&phone.shop, 2));
    let nicks = [1, 2].map(|who| customer(who).label().to_owned());
    let named = |name: &str| vec![CardEntry::Name(name.into())];
    let edit = |who, entries| Command::EditCard { customer: customer(who), entries };
    let phones = vec![CardEntry::Phones(vec!["13900000033".into()])];
    let join =
        Command::JoinPeople { kept: customer(1), others: vec![customer(2)], entries: vec![] };
    let mut directory = Directory::default();
    let mut act = None;
    for (command, typed, expected, rule) in [
        (None, nicks[1].as_str(), vec![two], "his key"),
        (None, "顾总", vec![], "nobody has said it"),
        (Some(edit(2, named("顾总"))), "顾总", vec![two], "the name the seller gave"),
        (Some(edit(2, named("古总"))), "顾总", vec![], "and took away"),
        (Some(edit(2, phones)), "0033", vec![two], "the tail of a phone"),
        (Some(join), nicks[1].as_str(), vec![one], "who was joined, under the one who stays"),
        (None, nicks[0].as_str(), vec![one], "and that one himself"),
        (None, "古总", vec![one], "by what the seller wrote"),
        (None, "0033", vec![one], "by his phone"),
    ] {
        if let Some(command) = command {
            phone.run(&command).unwrap();
            act = phone.shop.events().max_by_key(|(_, it)| it.order()).map(|(_, it)| it.id.act);
        }
        gone_through(&mut directory, &phone.shop);
        assert_eq!(found(&directory, typed), expected, "{rule}");
    }
    phone.run(&Command::UndoAct(act.unwrap())).unwrap();
    gone_through(&mut directory, &phone.shop);
    assert_eq!(found(&directory, &nicks[1]), [two], "apart again");
}

#[test]
fn of_another_book_nothing_is_kept() {
    let [mut one, mut two] = [1, 2].map(Phone::new);
    one.import(&[&numbered(0, 4)]).unwrap();
    two.import(&[&numbered(2, 4)]).unwrap();
    let mut directory = Directory::default();
    for shop in [&one.shop, &two.shop, &Shop::default(), &one.shop] {
        assert!(!directory.fits(shop));
        gone_through(&mut directory, shop);
        assert!(directory.fits(shop));
        assert!(is_new(&directory, shop));
        assert!(directory.texts().len() <= shop.customers().len());
    }
}

#[test]
fn what_matched_is_marked_once() {
    let mut phone = Phone::new(1);
    phone.import(&[&numbered(0, 2)]).unwrap();
    let entries = vec![CardEntry::Name("gu gugu".into()), CardEntry::Tags(vec!["gu".into()])];
    phone.run(&Command::EditCard { customer: customer(1), entries }).unwrap();
    let mut directory = Directory::default();
    gone_through(&mut directory, &phone.shop);
    let at = found(&directory, "gugu")[0];
    for (typed, expected, rule) in [
        ("gugu", Some(("gu gugu", 0..5)), "over a blank"),
        ("gu g", Some(("gu gugu", 0..2)), "the best text of both words, once"),
        ("ug", Some(("gu gugu", 1..4)), "inside"),
        ("zz", None, "nothing"),
    ] {
        let found = matched(directory.texts(), None, &Query::new(typed), at);
        let marks =
            found.iter().flat_map(|it| it.ranges.iter().map(|range| (&*it.text, range.clone())));
        assert!(marks.eq(expected), "{typed}: {rule}: {found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn kept_current_is_filled_anew(acts in acts(8)) {
        let mut phone = Phone::new(1);
        let mut directory = Directory::default();
        for act in &acts {
            phone.act(act, &Shop::default());
            gone_through(&mut directory, &phone.shop);
            prop_assert!(is_new(&directory, &phone.shop), "{:?}", act);
        }
    }
}
