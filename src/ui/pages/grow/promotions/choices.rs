//! What the rules of an offer can name: goods, categories, groups, tiers.

use leptos::prelude::*;

use super::kinds::Kind;
use crate::domain::customer::Platform;
use crate::domain::money::Fen;
use crate::domain::promotion::words;
use crate::ui::i18n::Locale;
use crate::ui::state::{SeenGood, State};
use crate::ui::text;
use crate::ui::text::offer::OfferNames;

/// A word as rules know it, and what it is called.
type Named = (String, String);

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Goods.
    pub goods: Vec<Named>,
    /// Categories of goods.
    pub categories: Vec<String>,
    /// Groups of customers.
    pub groups: Vec<Named>,
    /// Tiers, the lowest first.
    pub tiers: Vec<String>,
    /// What goods cost and sell for, by their numbers.
    pub worth: Vec<(String, Worth)>,
}

/// What one of a good costs and sells for, where that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// The shop.
    pub cost_fen: Option<Fen>,
    /// The customer.
    pub price_fen: Option<Fen>,
}

impl Choices {
    /// Of the shop: what its rules name, and what its orders were about.
    #[must_use]
    pub fn of_shop(state: State, seen: RwSignal<Vec<SeenGood>>) -> Memo<Choices> {
        Memo::new(move |_| {
            let rules = state.rulebook();
            let names = OfferNames::of(&rules, state.this_year());
            let mut goods: Vec<Named> = names.goods.clone().into_iter().collect();
            for good in seen.get() {
                if !goods.iter().any(|(sku, _)| *sku == good.sku) {
                    goods.push((good.sku.clone(), good.name.clone()));
                }
            }
            let own = rules.products().map(|(_, it)| {
                let price = it.base.clone().and_then(|price| price.parse().ok());
                let price_fen = price.and_then(|price| price.lowest());
                (it.sku.trim().to_owned(), Worth { cost_fen: it.cost_fen, price_fen })
            });
            let bought = seen
                .get()
                .into_iter()
                .filter(|it| it.unit_fen > Fen::ZERO)
                .map(|it| (it.sku, Worth { price_fen: Some(it.unit_fen), ..Worth::default() }));
            let worth = own.chain(bought).collect();
            let mut categories: Vec<String> = rules
                .products()
                .map(|(_, it)| it.category.trim().to_owned())
                .filter(|it| !it.is_empty())
                .collect();
            categories.sort_unstable();
            categories.dedup();
            Choices {
                goods,
                categories,
                groups: names.groups.into_iter().collect(),
                tiers: names.tiers,
                worth,
            }
        })
    }

    /// What is known of one of a good.
    #[must_use]
    pub fn worth_of(&self, sku: &str) -> Worth {
        let found = self.worth.iter().find(|(known, _)| known == sku.trim());
        found.map(|(_, worth)| *worth).unwrap_or_default()
    }

    /// What a kind of condition can name.
    #[must_use]
    pub fn of(&self, kind: Kind, lang: Locale) -> Vec<Named> {
        let plain = |word: &String| (word.clone(), word.clone());
        match kind {
            Kind::SkuIn | Kind::SkuOut | Kind::BuyGet => self.goods.clone(),
            Kind::CategoryIn | Kind::CategoryOut => self.categories.iter().map(plain).collect(),
            Kind::Segment => self.groups.clone(),
            Kind::Mode => {
                words::MODES.map(|it| (it.to_owned(), text::offer::mode(lang, it))).to_vec()
            }
            Kind::Role => {
                words::KINDS.map(|it| (it.to_owned(), text::offer::kind(lang, it))).to_vec()
            }
            Kind::Channel => {
                let named =
                    |it| (words::channel(it).to_owned(), text::platform(lang, it).to_owned());
                Platform::ALL.map(named).to_vec()
            }
            Kind::FirstDay
            | Kind::LastDay
            | Kind::PerCustomer
            | Kind::Total
            | Kind::Budget
            | Kind::Group
            | Kind::Validity
            | Kind::MinAmount
            | Kind::MinQuantity
            | Kind::Tier
            | Kind::Region
            | Kind::FirstOrder
            | Kind::Nth
            | Kind::Weekdays
            | Kind::MemberDays
            | Kind::Birthday
            | Kind::Silence
            | Kind::Off
            | Kind::OffPer
            | Kind::Ladder
            | Kind::Percent
            | Kind::FixedPrice
            | Kind::FreePostage
            | Kind::Gift
            | Kind::Points
            | Kind::Bundle => Vec::new(),
        }
    }
}
