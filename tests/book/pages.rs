//! The book on disk: pages and a journal of changes.

use huitou::domain::change::Change;
use huitou::domain::shop::{PageName, Shop};
use proptest::prelude::*;

use crate::kit::{Phone, acts, reopened, rows, staged, substance, text_of};

fn all_pages(shop: &Shop) -> Vec<(PageName, Vec<u8>)> {
    shop.pages().into_iter().map(|page| (page, shop.page_bytes(page))).collect()
}

#[track_caller]
fn check_same(a: &Shop, b: &Shop) {
    assert_eq!(text_of(a), text_of(b));
    assert_eq!(substance(a), substance(b));
    assert_eq!(a.next_counter(), b.next_counter());
    assert_eq!(all_pages(a), all_pages(b));
    assert_eq!(a.last_day(), b.last_day());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_book_is_opened_as_it_was_closed(past in acts(12)) {
        let shop = Phone::new(1).act_all(&past).shop;
        let opened = reopened(&shop);
        check_same(&shop, &opened);
        prop_assert_eq!(opened.dirty_pages(), []);
    }

    #[test]
    fn an_import_that_is_not_in_a_book_yet_is_opened_too(rows in rows()) {
        let shop = staged(&[&rows]);
        check_same(&shop, &reopened(&shop));
    }

    #[test]
    fn every_page_that_changed_is_dirty(past in acts(8), more in acts(5)) {
        let mut phone = Phone::new(1).act_all(&past);
        phone.shop.mark_clean();
        prop_assert_eq!(phone.shop.dirty_pages(), []);
        let before = all_pages(&phone.shop);
        let phone = phone.act_all(&more);
        let dirty = phone.shop.dirty_pages();
        for page in all_pages(&phone.shop) {
            prop_assert!(before.contains(&page) || dirty.contains(&page.0), "{:?} changed", page.0);
        }
    }

    #[test]
    fn a_journal_replayed_is_the_book(past in acts(6), more in acts(8)) {
        let mut phone = Phone::new(1).act_all(&past);
        let mut opened = reopened(&phone.shop);
        let mut journal = Vec::new();
        for act in &more {
            if let Some(change) = phone.change(act, &Shop::default()) {
                phone.shop.apply(&change, None).unwrap();
                journal.push(change.bytes().to_vec());
            }
        }
        for bytes in &journal {
            opened.apply(&Change::from_bytes(bytes.clone()), None).unwrap();
        }
        check_same(&phone.shop, &opened);
        // Replayed once more from the start of the journal's last change: nothing moves.
        if let Some(last) = journal.last().filter(|last| last.first() == Some(&0)) {
            opened.apply(&Change::from_bytes(last.clone()), None).unwrap();
            prop_assert_eq!(text_of(&opened), text_of(&phone.shop));
            prop_assert_eq!(substance(&opened), substance(&phone.shop));
        }
    }

    /// The store's checksums stand before this; what gets through must not bring the app down.
    #[test]
    fn a_book_with_a_damaged_or_lost_page_can_be_opened(past in acts(6), at in any::<prop::sample::Index>(), byte in any::<prop::sample::Index>(), flip in any::<u8>()) {
        let shop = Phone::new(1).act_all(&past).shop;
        let mut pages = all_pages(&shop);
        let at = at.index(pages.len());
        let byte = byte.index(pages[at].1.len());
        pages[at].1[byte] ^= flip;
        for lost in [false, true] {
            let mut opened = Shop::default();
            for (n, (page, bytes)) in pages.iter().enumerate() {
                if !(lost && n == at) {
                    let _ = opened.read_page(*page, bytes);
                }
            }
            opened.finish_reading();
            let _ = (text_of(&opened), opened.problem_rows(), crate::kit::figures_of(&opened));
            let mut phone = Phone { shop: opened, device: 1, clock: 99 };
            let _ = phone.import(&[&[crate::kit::Row { number: Some(1), who: 1, day: 1, fen: 1, postage: 0, refund: 0, status: 3, item: 0 }]]);
            let _ = text_of(&phone.shop);
        }
    }

    #[test]
    fn a_damaged_change_is_refused_or_read_never_a_panic(past in acts(4), rows in rows(), at in any::<prop::sample::Index>(), flip in 1u8..) {
        let mut phone = Phone::new(1).act_all(&past);
        if let Some(change) = phone.change(&crate::kit::Act::Import(rows), &Shop::default()) {
            let mut bytes = change.bytes().to_vec();
            let at = at.index(bytes.len());
            let cut = Change::from_bytes(bytes[..at].to_vec());
            let _ = phone.shop.clone().apply(&cut, None);
            bytes[at] ^= flip;
            // A place far away asks for room up to there; the store's checksums stand before it.
            let near = Change::from_bytes(bytes.clone()).puts().flatten().all(|put| put.position < 100_000);
            if near {
                let _ = phone.shop.apply(&Change::from_bytes(bytes), None);
                let _ = (text_of(&phone.shop), phone.shop.problem_rows());
            }
        }
    }
}

#[test]
fn a_book_of_several_pages() {
    let mut phone = Phone::new(1);
    let row = |n: i64| crate::kit::Row {
        number: Some(n as u32),
        who: 1 + n as u32 % 1_500,
        day: n as i32 % 300,
        fen: n,
        postage: 0,
        refund: 0,
        status: 3,
        item: n as u32 % 1_100,
    };
    let many: Vec<_> = (0..2_500).map(row).collect();
    phone.import(&[&many]).unwrap();
    check_same(&phone.shop, &reopened(&phone.shop));
    phone.shop.mark_clean();
    let before = all_pages(&phone.shop);
    phone.import(&[&(2_490..2_600).map(row).collect::<Vec<_>>()]).unwrap();
    let dirty = phone.shop.dirty_pages();
    for page in all_pages(&phone.shop) {
        assert_eq!(!before.contains(&page), dirty.contains(&page.0), "{:?}", page.0);
    }
    check_same(&phone.shop, &reopened(&phone.shop));
}
