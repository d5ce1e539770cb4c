//! The demo shop as it is handed in: named, and with what its owner has said of single orders.

use super::{Demo, SHOP_NAME, demo, offered};
use crate::domain::command::{Command, Mark, Moment, decide};
use crate::domain::day::Day;
use crate::domain::id::IdSeed;
use crate::domain::import::ImportedFile;
use crate::domain::loyalty::{PointsTerms, Rule, RuleId};
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
    let rules = rules(&shop, today);
    let mut owner = Owner { shop, today, acts: 0 };
    owner.says(today, Command::NameShop(SHOP_NAME.into()));
    for key in &stories.brushed {
        owner.says(today, Command::MarkOrder(*key, Mark::LeftOut(true)));
    }
    for rule in rules {
        owner.rule(today, rule);
    }
    offered::offer(&mut owner, &stories);
    owner.shop
}

/// Whoever runs the shop, while he says what he has to say of it.
pub(super) struct Owner {
    shop: Shop,
    today: Day,
    acts: u64,
}

impl Owner {
    /// The day that it is.
    pub(super) const fn today(&self) -> Day {
        self.today
    }

    /// Does something on a day, and says under which id.
    pub(super) fn says(&mut self, day: Day, command: Command<'_>) -> RuleId {
        // Each act has an id of its own, and the same day makes the same shop to the byte: nobody
        // of a real book stamps like this.
        self.acts += 1;
        let seed = IdSeed { now_ms: self.acts, random: [0; 10] };
        let moment = Moment { today: day, seed, device: DeviceId(0) };
        if let Ok(change) = decide(&self.shop, &command, &moment) {
            // A change that was decided on a shop fits it.
            let _ = self.shop.apply(&change, None);
        }
        RuleId(seed.uuid())
    }

    /// Sets up a rule, and says which it is.
    pub(super) fn rule(&mut self, day: Day, rule: Rule) -> RuleId {
        self.says(day, Command::set_rule(None, Box::new(rule)))
    }
}

/// The tiers and points of a food shop, as if they had stood from the first order on.
fn rules(shop: &Shop, today: Day) -> impl Iterator<Item = Rule> + use<> {
    let first_day = shop.orders().filter_map(|order| order.content.day).min().unwrap_or(today);
    let tiers = draft_of(Trade::Food, first_day, TIERS.map(str::to_owned));
    [Rule::Tiers(tiers), Rule::Points(PointsTerms::usual(first_day))].into_iter()
}
