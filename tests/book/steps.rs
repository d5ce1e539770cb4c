//! What is done in steps is what is done at once, however small they are.

use huitou::domain::command::{Command, Deciding, begin_preview, decide, preview_import};
use huitou::domain::shop::{Applying, LayingOut, Shop};
use proptest::prelude::*;

use crate::kit::{Phone, acts, text_of};

fn decided_in_steps(phone: &Phone, command: &Command<'_>, records: usize) -> Vec<u8> {
    let mut deciding = Deciding::begin(&phone.shop, command, &phone.now());
    while deciding.step(records) {}
    deciding.finish().map_or_else(|_| Vec::new(), |change| change.bytes().to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn deciding_and_taking_in(past in acts(6), since in acts(7), records in 1_usize..9) {
        let ours = Phone::new(9).act_all(&past);
        let theirs = Phone::new(2).act_all(&since).shop;
        let mut commands = vec![Command::Replace(&theirs), Command::Merge(&theirs)];
        commands.extend(ours.shop.imports().iter().map(|import| Command::UndoImport(import.id)));
        for command in &commands {
            let Ok(change) = decide(&ours.shop, command, &ours.now()) else { continue };
            prop_assert_eq!(decided_in_steps(&ours, command, records), change.bytes());
            let mut at_once = ours.shop.clone();
            let touched = at_once.apply(&change, None).unwrap();
            let mut in_steps = ours.shop.clone();
            let mut applying = Applying::begin(&mut in_steps, &change);
            while applying.step(&mut in_steps, &change, None, records).unwrap() {}
            prop_assert_eq!(applying.touched().is_everything(), touched.is_everything());
            prop_assert_eq!(same(&in_steps), same(&at_once));
        }
        let merge = preview_import(&ours.shop, &theirs);
        let mut preview = begin_preview(&ours.shop, &theirs);
        while preview.step(records) {}
        prop_assert_eq!(preview.finish().counts, merge.counts);
    }

    #[test]
    fn laying_out(past in acts(9), records in 1_usize..9) {
        let shop = Phone::new(9).act_all(&past).shop;
        let mut again = Shop::default();
        for page in shop.pages() {
            again.read_page(page, &shop.page_bytes(page)).unwrap();
        }
        let mut laying = LayingOut::begin(&again);
        while laying.step(&again, records) {}
        laying.finish(&mut again);
        let mut at_once = shop;
        at_once.lay_out();
        prop_assert_eq!(same(&again), same(&at_once));
    }
}

/// What a shop says, and what its columns say.
fn same(shop: &Shop) -> (String, String) {
    let columns = (shop.history(), shop.known_since(), shop.order_count(), shop.problem_rows());
    (text_of(shop), format!("{columns:?} {:?} {}", shop.last_day(), shop.next_counter()))
}
