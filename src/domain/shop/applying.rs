//! Taking in a change a bounded number of records at a time.

use super::Shop;
use super::columns::{LayingOut, Touched};
use crate::domain::change::{Change, Collection, NotAChange};
use crate::domain::day::Day;
use crate::domain::figures::LiveFigures;

/// A change on its way into a shop. Between two steps the shop holds part of it, under the columns
/// of before.
#[derive(Debug)]
pub struct Applying {
    touched: Touched,
    part: Part,
}

#[derive(Debug)]
enum Part {
    /// Records are put; the next one stands here.
    Puts(usize),
    /// The columns are laid out anew.
    Columns(Box<LayingOut>),
    Done,
}

impl Applying {
    /// Begins; where the change replaces everything, the shop is empty now.
    #[must_use]
    pub fn begin(shop: &mut Shop, change: &Change) -> Applying {
        if change.replaces_all() {
            *shop = Shop::default();
        }
        Applying { touched: Touched::watch(shop, change.replaces_all()), part: Part::Puts(1) }
    }

    /// Takes in about so many records; false when all is taken in. `live` figures follow, unless
    /// [`Touched::is_everything`] in the end.
    ///
    /// # Errors
    /// [`NotAChange`] where the bytes cannot be read; what came before stays taken in.
    pub fn step(
        &mut self,
        shop: &mut Shop,
        change: &Change,
        live: Option<&mut LiveFigures>,
        records: usize,
    ) -> Result<bool, NotAChange> {
        match &mut self.part {
            Part::Puts(offset) => {
                for _ in 0..records {
                    let Some(put) = change.next_put(offset)? else {
                        self.part = self.behind_puts(shop, live);
                        return Ok(!matches!(self.part, Part::Done));
                    };
                    if put.collection == Collection::Orders {
                        self.touched.note(shop, put.position, put.record);
                    }
                    if put.collection == Collection::People {
                        self.touched.note_person(shop, put.position, put.record);
                    }
                    if put.collection == Collection::Events {
                        self.touched.note_event(shop, put.position, put.record);
                    }
                    shop.put(put.collection, put.position, put.record).ok_or(NotAChange)?;
                }
                Ok(true)
            }
            Part::Columns(laying) => {
                if laying.step(shop, records) {
                    return Ok(true);
                }
                if let Part::Columns(laying) = std::mem::replace(&mut self.part, Part::Done) {
                    laying.finish(shop);
                }
                Ok(false)
            }
            Part::Done => Ok(false),
        }
    }

    /// Small changes are followed; after large ones the columns are laid out anew.
    fn behind_puts(&mut self, shop: &mut Shop, live: Option<&mut LiveFigures>) -> Part {
        let people = shop.customers().len();
        if !self.touched.is_everything() {
            // Figures that know less than the history cannot follow it.
            let known_on = live.as_ref().map_or(Day::MAX, |live| live.basis().known_on);
            let knew = shop.columns.knows(known_on);
            let live = live.filter(|_| knew);
            if shop.columns.follow(people, &self.touched, live) {
                shop.counter = shop.counter.max(shop.columns.highest_counter);
                if !shop.columns.knows(known_on) {
                    self.touched.everything();
                }
                return Part::Done;
            }
        }
        self.touched.everything();
        Part::Columns(Box::new(LayingOut::begin(shop)))
    }

    /// What was touched, behind the last step.
    #[must_use]
    pub fn touched(self) -> Touched {
        self.touched
    }
}
