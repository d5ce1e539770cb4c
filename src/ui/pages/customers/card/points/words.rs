//! Entries of the ledger in words.

use super::super::CardScene;
use crate::domain::loyalty::{PointsReason, Rule};
use crate::domain::member::{About, StatementLine};
use crate::domain::points::{EntryKind, Points};
use crate::ui::bidi::isolated;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::text;
use crate::ui::veil;

/// What an entry or a lot is about: an order by its number, else by its day; a gift by its name.
pub(super) fn about(scene: &CardScene, about: &About) -> String {
    let lang = scene.lang;
    match about {
        About::Order { number, .. } if !number.is_empty() => {
            td_string!(lang, points.order, number = isolated(number))
        }
        About::Order { day: Some(day), .. } => {
            td_string!(lang, points.order_of, day = scene.day(*day))
        }
        About::Order { day: None, .. } | About::Unknown => {
            td_string!(lang, points.unknown).to_owned()
        }
        About::Given { reason: PointsReason::Opening, .. } => {
            td_string!(lang, points.opening).to_owned()
        }
        About::Given { reason: PointsReason::Adjusted, note } => {
            let note = isolated(&veil::text(note));
            td_string!(lang, points.by_hand, note = note)
        }
        About::Spent { gift, note } => {
            let named = gift.and_then(|gift| scene.rules.rule(gift)).map(Rule::name);
            isolated(&veil::text(named.unwrap_or(note)))
        }
    }
}

/// An entry: what it was, by how much, and what it did to what is owed.
pub(super) fn entry(scene: &CardScene, line: &StatementLine) -> (String, String, Option<String>) {
    let lang = scene.lang;
    let what = about(scene, &line.about);
    let says = match (line.kind, &line.about) {
        (EntryKind::Earn, _) => td_string!(lang, points.earned, what = what),
        (EntryKind::Spend, About::Order { .. }) => td_string!(lang, points.paid_with, what = what),
        (EntryKind::Spend, _) => td_string!(lang, points.redeemed, what = what),
        (EntryKind::Expire, _) => td_string!(lang, points.ended, what = what),
        (EntryKind::Reverse, _) => td_string!(lang, points.taken_back, what = what),
        (EntryKind::Return, _) => td_string!(lang, points.came_back, what = what),
        (EntryKind::Adjust, _) => what,
    };
    let of = |points: Points| text::points(lang, points.number().unsigned_abs());
    let debt = line.debt;
    let beside = if debt > Points::ZERO {
        Some(td_string!(lang, points.owes_more, points = of(debt)))
    } else if debt < Points::ZERO {
        Some(td_string!(lang, points.paid_debt, points = of(debt)))
    } else {
        None
    };
    (says, signed(line.points), beside)
}

/// `+100`, `−60`, `0`.
fn signed(points: Points) -> String {
    let size = number::count(points.number().unsigned_abs());
    match points.number() {
        0 => size,
        1.. => format!("+{size}"),
        _ => format!("−{size}"),
    }
}
