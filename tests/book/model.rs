//! The book against a naive one, through every kind of act, closing and opening included.

use huitou::domain::change::Change;
use huitou::domain::day::Day;
use huitou::domain::figures::{LiveFigures, OrderHistory};
use huitou::domain::shop::{PageName, Shop};
use proptest::prelude::*;

use crate::kit::{Act, Phone, act, bases, order_lines, people_lines, reopened, text_of};
use crate::naive::Naive;

/// A phone with everything that must agree: the book, its figures kept current, its disk, and the
/// naive book.
struct Device {
    phone: Phone,
    live: Vec<LiveFigures>,
    checkpoint: Vec<(PageName, Vec<u8>)>,
    journal: Vec<Vec<u8>>,
    naive: Naive,
}

impl Device {
    fn new(device: u64) -> Device {
        let phone = Phone::new(device);
        let live = live_of(&phone.shop);
        Device { phone, live, checkpoint: Vec::new(), journal: Vec::new(), naive: Naive::default() }
    }

    fn act(&mut self, act: &Act, other: &(Shop, Naive)) {
        match act {
            Act::Checkpoint => self.lay_down(),
            Act::Reload => self.reload(),
            _ => self.change(act, other),
        }
        self.check();
    }

    fn change(&mut self, act: &Act, (shop, naive): &(Shop, Naive)) {
        let before = self.phone.clone();
        let Some(change) = self.phone.change(act, shop) else { return };
        self.naive.act(act, &Phone { clock: self.phone.clock, ..before }, naive);
        // One pair of figures follows the book, the other its copy: a book has one that is live.
        let mut copy = self.phone.shop.clone();
        for (n, live) in self.live.iter_mut().enumerate() {
            let shop = if n == 0 { &mut self.phone.shop } else { &mut copy };
            if shop.apply(&change, Some(live)).unwrap().is_everything() {
                *live = shop.live_figures(live.basis().clone());
            }
        }
        assert_eq!(text_of(&copy), text_of(&self.phone.shop));
        self.journal.push(change.bytes().to_vec());
    }

    /// Only what changed is written; the rest is on disk from before.
    fn lay_down(&mut self) {
        let shop = &mut self.phone.shop;
        let pages = shop.pages();
        self.checkpoint.retain(|(page, _)| pages.contains(page));
        for page in shop.dirty_pages() {
            self.checkpoint.retain(|(there, _)| *there != page);
            self.checkpoint.push((page, shop.page_bytes(page)));
        }
        self.checkpoint.sort();
        shop.mark_clean();
        self.journal.clear();
    }

    fn reload(&mut self) {
        let mut opened = Shop::default();
        for (page, bytes) in &self.checkpoint {
            opened.read_page(*page, bytes).unwrap();
        }
        opened.finish_reading();
        for bytes in &self.journal {
            opened.apply(&Change::from_bytes(bytes.clone()), None).unwrap();
        }
        assert_eq!(text_of(&opened), text_of(&self.phone.shop));
        self.phone.shop = opened;
        self.live = live_of(&self.phone.shop);
    }

    #[track_caller]
    fn check(&self) {
        let shop = &self.phone.shop;
        assert_eq!(order_lines(shop), self.naive.order_lines());
        assert_eq!(people_lines(shop), self.naive.people_lines());
        assert_eq!(shop.order_count(), self.naive.order_lines().len() as u64);
        assert_eq!(shop.problem_rows(), self.naive.problem_rows());
        assert_eq!(shop.next_counter(), self.naive.next_counter());
        assert_eq!(&*shop.profile().name.value, self.naive.name());
        let standing = shop.imports().iter().filter(|import| import.state.value.present).count();
        assert_eq!(standing, self.naive.standing_imports());
        // Columns that followed every change are those of a book that was opened just now.
        let opened = reopened(shop);
        assert!(shop.data_up_to().eq(opened.data_up_to()));
        for (basis, live) in bases().iter().zip(&self.live) {
            let figures = self.naive.figures(basis);
            assert_eq!(live.figures(), figures, "kept current, as of {}", basis.as_of);
            assert_eq!(shop.figures(basis), figures, "columns that followed");
            assert_eq!(opened.figures(basis), figures, "opened anew");
        }
    }
}

fn live_of(shop: &Shop) -> Vec<LiveFigures> {
    bases().into_iter().map(|basis| shop.live_figures(basis)).collect()
}

#[test]
fn people_may_become_known_in_any_order() {
    let today = crate::support::day("2025-01-01");
    let basis = &bases()[1];
    let (mut history, mut since) = (OrderHistory::default(), vec![Day::MAX, today]);
    let mut live = LiveFigures::new(&history, &[], basis.clone());
    live.set_run(&mut history, &since, 1, Vec::new());
    assert_eq!(live.figures().potential, 1, "the second is known, the first not yet");
    since[0] = today;
    live.set_run(&mut history, &since, 0, Vec::new());
    assert_eq!(live.figures().potential, 2);
    assert_eq!(live.figures(), LiveFigures::new(&history, &since, basis.clone()).figures());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_book_is_the_naive_book(acts in prop::collection::vec((0usize..2, act()), 0..22)) {
        let mut devices = [Device::new(1), Device::new(2)];
        for (on, act) in &acts {
            let other = &devices[1 - on];
            let other = (other.phone.shop.clone(), other.naive.clone());
            devices[*on].act(act, &other);
        }
    }
}
