//! What the book says of the prices of all goods: how they moved, what was paid, what is left of
//! them above cost. Gathered a bounded number of places at a time: a book has a million orders.

mod judged;

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashMap;

pub use judged::{CareWarning, GoodCare, PaidRange};

use super::prices::moves_of;
use crate::domain::day::{Day, DayRange};
use crate::domain::event::Event;
use crate::domain::goods::{PriceBook, Product, ProductDraft};
use crate::domain::loyalty::{Booking, RuleId, Rulebook, Ruled};
use crate::domain::money::Fen;
use crate::domain::price_care::{
    ListLayer, OrderMargin, PastLine, PriceChange, PricePeriod, SeasonAhead, Terms, order_margin,
    price_history, seasons_ahead,
};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;
use crate::domain::shop::Shop;
use crate::domain::tier::Step;

/// Lines of so many days are kept: two years, so that the last season is among them.
pub const KEPT_DAYS: i32 = 731;

/// A line as it is kept: a million of them fit.
#[derive(Clone, Copy, Debug)]
struct SoldLine {
    customer: Option<u32>,
    day: Day,
    quantity: Quantity,
    amount_fen: Fen,
    refunded_fen: Fen,
}

/// How orders speak of a good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoodWord {
    /// By its number.
    Sku(Arc<str>),
    /// By its name, where they give no number.
    Item(Arc<str>),
}

/// A good as orders tell of it.
#[derive(Clone, Debug, Default)]
struct SoldGood {
    name: Option<Arc<str>>,
    /// Each once, with the text that lines have.
    words: Vec<(Arc<str>, GoodWord)>,
    lines: Vec<SoldLine>,
}

impl SoldGood {
    /// Learns how an order speaks of it.
    fn learn(&mut self, shop: &Shop, place: usize, word: &Arc<str>) {
        if self.words.iter().any(|(known, _)| known == word) {
            return;
        }
        let name = item_name(shop, place, word);
        let said = match &name {
            Some(_) => GoodWord::Sku(word.clone()),
            None => GoodWord::Item(word.clone()),
        };
        self.words.push((word.clone(), said));
        let name = name.filter(|name| !name.is_empty());
        self.name = self.name.take().or(name);
    }
}

/// The looking.
#[derive(Debug)]
pub struct GatheringCare {
    rules: Arc<Rulebook>,
    as_of: Day,
    /// The first day of which lines are kept.
    first: Day,
    /// The only good that is asked for.
    only: Option<Arc<str>>,
    /// Which good goes by a name that is no number.
    by_name: HashMap<Arc<str>, Option<Arc<str>>>,
    event_at: usize,
    order_at: usize,
    said: HashMap<RuleId, Vec<Ruled>>,
    own: Vec<Event>,
    sold: HashMap<Arc<str>, SoldGood>,
}

impl GatheringCare {
    /// Begins with nothing. With `only` nothing but that good is looked at. Lines are kept back from
    /// `sold_until`, the last day that orders tell of: old files have goods, too.
    #[must_use]
    pub fn begin(
        rules: Arc<Rulebook>,
        as_of: Day,
        sold_until: Option<Day>,
        only: Option<Arc<str>>,
    ) -> GatheringCare {
        let mut by_name: HashMap<Arc<str>, Option<Arc<str>>> = HashMap::new();
        for (_, draft) in rules.products() {
            let sku: Arc<str> = draft.sku.trim().into();
            // A name that two goods share names neither.
            let same = by_name.entry(draft.name.trim().into()).or_insert(Some(sku.clone()));
            if same.as_ref() != Some(&sku) {
                *same = None;
            }
        }
        for (_, draft) in rules.products() {
            // A number is never a name.
            by_name.remove(draft.sku.trim());
        }
        GatheringCare {
            rules,
            as_of,
            first: first_kept(sold_until.unwrap_or(as_of).min(as_of)),
            only,
            by_name,
            event_at: 0,
            order_at: 0,
            said: HashMap::new(),
            own: Vec::new(),
            sold: HashMap::new(),
        }
    }

    /// Looks at so many places more; false when all are seen.
    pub fn step(&mut self, shop: &Shop, places: usize) -> bool {
        let events = shop.event_places();
        if self.event_at < events {
            let end = self.event_at.saturating_add(places).min(events);
            (self.event_at..end).filter_map(|at| shop.booking_at(at)).for_each(|it| self.hear(it));
            self.event_at = end;
            return true;
        }
        let orders = shop.order_places();
        let end = self.order_at.saturating_add(places).min(orders);
        (self.order_at..end).for_each(|at| self.take(shop, at));
        self.order_at = end;
        end < orders
    }

    fn hear(&mut self, event: Event) {
        if !event.stands() || event.day > self.as_of {
            return;
        }
        // Rules are about nobody: of what is about somebody it is enough to read once.
        match event.deed.customers() {
            (None, _) => {
                if let Some((rule, ruled)) = Ruled::of(&event) {
                    self.said.entry(rule).or_default().push(ruled);
                }
            }
            (Some(_), _) => {
                if matches!(event.booking(), Some(Booking::OwnPrice { .. })) {
                    self.own.push(event);
                }
            }
        }
    }

    fn take(&mut self, shop: &Shop, place: usize) {
        for line in shop.past_lines_at(place, None, self.as_of) {
            if line.day < self.first {
                return;
            }
            let sku = match self.by_name.get(&line.sku) {
                Some(Some(sku)) => sku.clone(),
                Some(None) | None => line.sku.clone(),
            };
            if self.only.as_ref().is_some_and(|only| *only != sku) {
                continue;
            }
            let good = self.sold.entry(sku).or_default();
            good.learn(shop, place, &line.sku);
            let place = line.customer.as_deref().and_then(Shop::place_of_buyer);
            good.lines.push(SoldLine {
                customer: place.and_then(|at| u32::try_from(at).ok()),
                day: line.day,
                quantity: line.quantity,
                amount_fen: line.amount_fen,
                refunded_fen: line.refunded_fen,
            });
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self, shop: &Shop) -> CareFacts {
        let mut book = PriceBook::of_rules(&self.rules);
        let mut own = self.own;
        own.sort_unstable_by_key(Event::order);
        own.iter().for_each(|event| shop.take_own_price(event, &mut book));
        let mut said = self.said;
        said.values_mut().for_each(|all| all.sort_by_key(|it| (it.stamp, it.event)));
        let lowest_tier = lowest_tier(&self.rules, self.as_of);
        let sold = self.sold.into_iter().collect();
        CareFacts { book, said, sold, lowest_tier, as_of: self.as_of, first: self.first }
    }
}

/// What the good of this number is called in an order; `None` where no line has that number.
fn item_name(shop: &Shop, place: usize, sku: &str) -> Option<Arc<str>> {
    let record = shop.record(place)?;
    let content = record.joined(shop.tables(), shop.imports());
    let line = content.lines.iter().find(|line| shop.text(line.sku) == sku)?;
    Some(shop.text(line.item).trim().into())
}

const fn first_kept(last: Day) -> Day {
    last.plus(1 - KEPT_DAYS)
}

/// What the cheapest tier of a day pays.
fn lowest_tier(rules: &Rulebook, day: Day) -> BasisPoints {
    let Some((_, policy)) = rules.policy_on(day) else { return BasisPoints::ONE };
    let steps = (0..policy.tiers().len()).map(Step::at);
    steps.map(|step| policy.paid(step)).min().unwrap_or_default()
}

/// What there is to be said of prices, on one day.
#[derive(Clone, Debug)]
pub struct CareFacts {
    book: PriceBook,
    said: HashMap<RuleId, Vec<Ruled>>,
    /// By number, so that lists stand in an order.
    sold: BTreeMap<Arc<str>, SoldGood>,
    lowest_tier: BasisPoints,
    as_of: Day,
    first: Day,
}

impl CareFacts {
    /// The day.
    #[must_use]
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// The prices.
    #[must_use]
    pub const fn book(&self) -> &PriceBook {
        &self.book
    }

    /// Every good that is written down or was sold, once, by number.
    #[must_use]
    pub fn skus(&self) -> Vec<Arc<str>> {
        let written = self.book.products().map(|product| product.sku().clone());
        let mut all: Vec<Arc<str>> = written.chain(self.sold.keys().cloned()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What a good is called.
    #[must_use]
    pub fn name(&self, sku: &str) -> Arc<str> {
        let written = || self.book.product(sku).map(|product| product.name().clone());
        let told = || self.sold.get(sku).and_then(|sold| sold.name.clone());
        written().or_else(told).unwrap_or_else(|| sku.into())
    }

    /// A good; one that nobody wrote down is on sale and has no price.
    #[must_use]
    pub fn product(&self, sku: &str) -> Option<Product> {
        let unwritten = || {
            let name = self.name(sku).to_string();
            ProductDraft { sku: sku.to_owned(), name, ..ProductDraft::default() }.parse().ok()
        };
        self.book.product(sku).cloned().or_else(unwritten)
    }

    /// How the prices of a good moved, as they were written down.
    #[must_use]
    pub fn changes(&self, sku: &str) -> Vec<PriceChange> {
        let said = self.said.get(&RuleId::of_product(sku));
        said.map(|said| moves_of(sku, said)).unwrap_or_default()
    }

    /// The base prices of a good, the earliest first.
    #[must_use]
    pub fn history(&self, sku: &str) -> Vec<PricePeriod> {
        price_history(&self.changes(sku), sku, &ListLayer::Base, self.as_of)
    }

    /// How orders speak of a good; by its number, where none does.
    #[must_use]
    pub fn words(&self, sku: &str) -> Vec<GoodWord> {
        let told = self.sold.get(sku).map(|sold| sold.words.as_slice()).unwrap_or_default();
        let words: Vec<GoodWord> = told.iter().map(|(_, word)| word.clone()).collect();
        if words.is_empty() { vec![GoodWord::Sku(sku.into())] } else { words }
    }

    /// All days of which lines are kept.
    #[must_use]
    pub fn days(&self) -> DayRange {
        DayRange { first: self.first, last: self.as_of }
    }

    /// What was bought of a good on some of the days that are kept.
    #[must_use]
    pub fn lines(&self, sku: &str, days: DayRange) -> Vec<PastLine> {
        let sku: Arc<str> = sku.into();
        let lines = self.sold.get(&sku).map_or(&[][..], |sold| sold.lines.as_slice());
        lines
            .iter()
            .filter(|line| days.contains(line.day))
            .map(|line| PastLine {
                customer: line.customer.map(|at| at.to_string().into()),
                day: line.day,
                sku: sku.clone(),
                quantity: line.quantity,
                amount_fen: line.amount_fen,
                returned: Quantity::default(),
                refunded_fen: line.refunded_fen,
            })
            .collect()
    }

    /// Goods whose season comes soon, with who bought them in the last one.
    #[must_use]
    pub fn seasons(&self) -> Vec<SeasonAhead> {
        let products: Vec<&Product> =
            self.book.products().filter(|product| product.season().is_some()).collect();
        let lines: Vec<PastLine> =
            products.iter().flat_map(|product| self.lines(product.sku(), self.days())).collect();
        seasons_ahead(products, &lines, self.as_of)
    }

    /// What is left of an order of a good at the lowest price that anybody can get for it.
    #[must_use]
    pub fn order_margin(&self, sku: &str, terms: Terms) -> Option<OrderMargin> {
        let product = self.book.product(sku)?;
        order_margin(&self.book, product, self.lowest_tier, terms, self.as_of)
    }

    /// What is to be said of a good.
    #[must_use]
    pub fn judge(&self, sku: &Arc<str>) -> GoodCare {
        GoodCare::of(self, sku)
    }
}
