//! 店铺体检: what a seller learns from his orders on the first evening, in five figures.

use super::{Pick, Roster, StagePick};
use crate::domain::money::Ratio;

/// The five figures. Each is also a list: see [`Checkup::PICKS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// Who bought more than once, of all who bought.
    pub repeat: Ratio,
    /// What they brought, net.
    pub repeat_net_fen: i128,
    /// What all customers brought, net; money of unknown customers included.
    pub net_fen: i128,
    /// Past their own interval by half of it.
    pub late: u64,
    /// Bought once, about a month ago.
    pub one_month: u64,
    /// Came for last year's November sale, and not this year.
    pub last_double_eleven: u64,
}

impl Checkup {
    /// The list behind each of its sentences.
    pub const PICKS: [Pick; 5] = [
        Pick::Repeat,
        Pick::Repeat,
        Pick::Late,
        Pick::Stage(StagePick::OneMonth),
        Pick::LastDoubleEleven,
    ];
}

impl Roster<'_> {
    /// The check-up of the shop; `net_fen` is what the shop took in all.
    #[must_use]
    pub fn checkup(&self, net_fen: i128) -> Checkup {
        let [_, repeat, late, one_month, last_double_eleven] = Checkup::PICKS;
        let census = self.census(&[repeat, late, one_month, last_double_eleven]);
        let people = || 0..self.shop.customers().len();
        let net = |at: usize| self.live.person(at).map_or(0, |it| i128::from(it.net_fen.minor()));
        Checkup {
            repeat: Ratio {
                part: census.of(repeat),
                whole: people().filter(|at| self.live.person(*at).is_some()).count() as u64,
            },
            repeat_net_fen: people().filter(|at| self.is_picked(*at, repeat)).map(net).sum(),
            net_fen,
            late: census.of(late),
            one_month: census.of(one_month),
            last_double_eleven: census.of(last_double_eleven),
        }
    }
}
