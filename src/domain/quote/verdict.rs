//! What is said of each promotion and coupon: chosen, beaten and by how much, or refused and why.

use super::candidate::Prepared;
use super::choice::Found;
use super::search::{Answers, Containing, SearchBy, search};
use super::unmet::Unmet;
use crate::domain::money::Fen;
use crate::domain::promotion::OfferId;

/// A set and what it saves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// Its members, by id.
    pub chosen: Vec<OfferId>,
    /// The fall of lines and postage, and what gifts are worth.
    pub saving_fen: Fen,
}

/// What became of a promotion or a coupon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It acts.
    Chosen,
    /// It could, and the chosen set is better than the best with it.
    Usable {
        /// By so much; 0 where a tie decided.
        by_fen: Fen,
        /// False where it may be less: to find out would have taken too long.
        is_exact: bool,
    },
    /// It is in no allowed set.
    Refused {
        /// Everything that is unmet.
        unmet: Vec<Unmet>,
    },
}

/// A verdict and on whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictOn {
    /// The promotion or the coupon.
    pub id: OfferId,
    /// What became of it.
    pub verdict: Verdict,
}

/// All that a search says.
pub(super) struct Judged {
    /// The chosen, as places among all candidates, in acting order.
    pub(super) chosen: Vec<usize>,
    pub(super) best: Best,
    pub(super) next_best: Option<Best>,
    pub(super) is_proven: bool,
    pub(super) verdicts: Vec<VerdictOn>,
}

/// Searches among those that may be in an allowed set at all.
pub(super) fn judge(prepared: &Prepared<'_>, by: SearchBy) -> Judged {
    let unmet: Vec<Vec<Unmet>> =
        prepared.candidates.iter().map(|candidate| prepared.unmet(candidate)).collect();
    let searched: Vec<usize> = unmet
        .iter()
        .enumerate()
        .filter(|(_, unmet)| unmet.iter().all(|one| matches!(one, Unmet::Budget { .. })))
        .map(|(place, _)| place)
        .collect();
    let among = prepared.only(&searched);
    let Answers { best, next_best, is_proven, containing } = search(&among, by);
    let named = |found: &Found| among.named(found);
    let (chosen, saving_fen) = best.as_ref().map_or((Vec::new(), Fen::ZERO), |best| {
        let places = best.members.iter().filter_map(|place| searched.get(*place).copied());
        (places.collect::<Vec<usize>>(), best.score.saving_fen)
    });
    let mut containing_all: Vec<Option<Containing>> = vec![None; unmet.len()];
    for (place, found) in searched.iter().zip(containing) {
        if let Some(slot) = containing_all.get_mut(*place) {
            *slot = found;
        }
    }
    let verdict = |(place, (unmet, found)): (usize, (Vec<Unmet>, Option<Containing>))| match found {
        _ if chosen.binary_search(&place).is_ok() => Verdict::Chosen,
        Some(found) => {
            let by_fen = saving_fen.saturating_sub(found.found.score.saving_fen);
            Verdict::Usable { by_fen, is_exact: found.is_exact }
        }
        None => Verdict::Refused { unmet },
    };
    let mut verdicts: Vec<VerdictOn> = unmet
        .into_iter()
        .zip(containing_all)
        .enumerate()
        .map(verdict)
        .zip(&prepared.candidates)
        .map(|(verdict, candidate)| VerdictOn { id: candidate.id.clone(), verdict })
        .collect();
    verdicts.sort_by(|one, other| one.id.cmp(&other.id));
    Judged {
        best: best.as_ref().map(named).unwrap_or_default(),
        next_best: next_best.as_ref().map(named),
        is_proven,
        chosen,
        verdicts,
    }
}

impl Prepared<'_> {
    fn named(&self, found: &Found) -> Best {
        let mut chosen: Vec<OfferId> = found
            .members
            .iter()
            .filter_map(|place| self.candidates.get(*place))
            .map(|candidate| candidate.id.clone())
            .collect();
        chosen.sort();
        Best { chosen, saving_fen: found.score.saving_fen }
    }
}
