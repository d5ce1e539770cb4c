//! No ceiling is below anything that it is said to be above: at every place of every walk.

use proptest::prelude::*;

use super::{Coming, Look, Scratch};
use crate::domain::money::Fen;
use crate::domain::quote::acting::Standing;
use crate::domain::quote::allocation::sum;
use crate::domain::quote::candidate::Prepared;
use crate::domain::quote::choice::{Choice, Score};
use crate::domain::quote::fates::{Fate, Fates, GoodsBound};
use crate::domain::quote::{Cart, Offers};

#[path = "../../../../tests/quote/shops.rs"]
#[allow(dead_code)]
mod shops;
#[path = "../../../../tests/quote/tight.rs"]
#[allow(dead_code)]
mod tight;

use tight::any_shop;

struct Held<'a> {
    prepared: &'a Prepared<'a>,
    fates: &'a Fates,
    scratch: Scratch,
    wrong: Option<String>,
}

impl Held<'_> {
    /// The best score of all allowed sets of the part that begin so.
    fn from(&mut self, place: usize, choice: &Choice, standing: &Standing) -> Option<Score> {
        let best = self.best(place, choice, standing);
        if let Some(best) = best {
            let coming = Coming { from: place, choice, standing };
            let ceiling = self.prepared.ceiling(coming, self.fates, Look::Score, &mut self.scratch);
            if ceiling.is_none_or(|ceiling| ceiling.score < best) {
                self.wrong = Some(format!(
                    "from {place} after {:?}: {best:?} above {ceiling:?}, fates {:?}",
                    choice.members, self.fates
                ));
            }
        }
        best
    }

    fn best(&mut self, place: usize, choice: &Choice, standing: &Standing) -> Option<Score> {
        let Some(candidate) = self.prepared.candidates.get(place) else {
            let goods = |bound: &GoodsBound| {
                let lines = self.prepared.set(bound.lines).iter();
                let goods = sum(lines.filter_map(|line| standing.goods.get(*line)).copied());
                (goods >= bound.from_fen) == bound.reached
            };
            let score = choice.score(self.prepared, standing);
            return self.fates.goods().iter().all(goods).then_some(score);
        };
        let fate = self.fates.of(place);
        let mut best = None;
        if fate != Fate::Out
            && choice.has_room_for(candidate)
            && let Some(act) = self.prepared.turn(candidate, standing)
        {
            let (mut with, mut after) = (choice.clone(), standing.clone());
            with.join(place, candidate);
            after.take(candidate, &act);
            best = self.from(place + 1, &with, &after);
        }
        if fate != Fate::In {
            best = best.max(self.from(place + 1, choice, standing));
        }
        best
    }
}

fn hold(
    cart: &Cart,
    offers: &Offers,
    decided: &[u8],
    bounds: &[(u8, i64, bool)],
) -> Option<String> {
    let lines = cart.price_lines().unwrap();
    let prepared = Prepared::new(cart, &lines, offers).unwrap();
    let mut fates = Fates::open(&prepared);
    for (place, how) in decided.iter().enumerate().take(prepared.candidates.len()) {
        if fates.of(place) == Fate::Free {
            let mut with = fates.clone();
            match how {
                0..3 if with.take_in(&prepared, place) => fates = with,
                3 => fates.leave_out(place),
                _ => {}
            }
        }
    }
    let all = sum(lines.iter().map(|line| line.amount_fen)).minor();
    for (set, share, reached) in bounds {
        let lines = usize::from(*set) % prepared.line_sets.len();
        let from_fen = Fen::from_minor(all * share / 100);
        fates = fates.with_goods(GoodsBound { lines, from_fen, reached: *reached });
    }
    let mut held =
        Held { prepared: &prepared, fates: &fates, scratch: Scratch::default(), wrong: None };
    held.from(0, &Choice::none(), &prepared.start);
    held.wrong
}

proptest! {
    #[test]
    fn no_set_is_above_its_ceiling(
        (cart, offers) in any_shop(6, 4),
        decided in prop::collection::vec(0u8..10, 12),
        bounds in prop::collection::vec((any::<u8>(), 0i64..=100, any::<bool>()), 0..3),
    ) {
        let wrong = hold(&cart, &offers, &decided, &bounds);
        prop_assert!(wrong.is_none(), "{}", wrong.unwrap_or_default());
    }
}
