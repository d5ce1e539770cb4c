//! The demo shop as it is handed in: named, and with what its owner has said of single orders.

use super::{Demo, SHOP_NAME, demo};
use crate::domain::command::{Command, Mark, Moment, decide};
use crate::domain::day::Day;
use crate::domain::id::IdSeed;
use crate::domain::import::ImportedFile;
use crate::domain::loyalty::{PointsTerms, Rule};
use crate::domain::shop::Shop;
use crate::domain::stamp::DeviceId;
use crate::domain::tier::preset::{STEPS, draft_of};
use crate::domain::trade::Trade;

/// What its tiers are called.
const TIERS: [&str; STEPS] = ["普通", "银卡", "金卡", "钻石"];

/// What its file is recognised as.
const FORMAT: &str = "demo";

/// The demo shop as of a day, as one import under the name of a file; the brushed orders are left
/// out of all figures. Merged into an empty book, all of it is there with one commit.
#[must_use]
pub fn staged_demo(today: Day, seed: u64, file: &str) -> Shop {
    let Demo { mut shop, stories } = demo(today, seed);
    shop.describe_imports(&[ImportedFile {
        name: file.into(),
        format: FORMAT.into(),
        rows: shop.order_count(),
        ..ImportedFile::default()
    }]);
    // The same to the byte for the same day: nobody of a real book stamps like this.
    let seed = IdSeed { now_ms: 0, random: [0; 10] };
    let moment = Moment { today, seed, device: DeviceId(0) };
    let left_out = stories.brushed.into_iter().map(|key| {
        let mark = Mark::LeftOut(true);
        Command::MarkOrder(key, mark)
    });
    let name = std::iter::once(Command::NameShop(SHOP_NAME.into()));
    let rules = rules(&shop, today).map(|rule| Command::set_rule(None, Box::new(rule)));
    for (command, nth) in name.chain(left_out).chain(rules).zip(1..) {
        // Each act has an id of its own.
        let moment = Moment { seed: IdSeed { now_ms: nth, ..seed }, ..moment };
        if let Ok(change) = decide(&shop, &command, &moment) {
            // A change that was decided on a shop fits it.
            let _ = shop.apply(&change, None);
        }
    }
    shop
}

/// The tiers and points of a food shop, as if they had stood from the first order on.
fn rules(shop: &Shop, today: Day) -> impl Iterator<Item = Rule> + use<> {
    let first_day = shop.orders().filter_map(|order| order.content.day).min().unwrap_or(today);
    let tiers = draft_of(Trade::Food, first_day, TIERS.map(str::to_owned));
    [Rule::Tiers(tiers), Rule::Points(PointsTerms::usual(first_day))].into_iter()
}
