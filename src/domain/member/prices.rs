//! The goods and prices of the shop as its book tells them: what holds for whom, how prices moved,
//! and what was paid for goods.

use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::goods::{PriceBook, ProductDraft};
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, Rule, RuleId, Rulebook, Ruled};
use crate::domain::money::Fen;
use crate::domain::price::Price;
use crate::domain::price_care::{ListLayer, PastLine, PriceChange};
use crate::domain::quantity::Quantity;
use crate::domain::quote::allocation::allocate;
use crate::domain::shop::Shop;

/// What a person is called in a price book: it does not leave it.
fn buyer_name(person: Index) -> String {
    person.position().to_string()
}

impl PriceBook {
    /// The goods and private lists of a shop, without what single customers have.
    #[must_use]
    pub fn of_rules(rules: &Rulebook) -> PriceBook {
        let mut book = PriceBook::default();
        // What does not parse was never let in; a book that says so is read without it.
        for product in rules.products().filter_map(|(_, draft)| draft.clone().parse().ok()) {
            book.set_product(product);
        }
        for list in rules.price_lists().filter_map(|(_, draft)| draft.clone().parse().ok()) {
            book.set_list(list);
        }
        book
    }
}

impl Shop {
    /// What a person is called in the price book of this shop.
    #[must_use]
    pub fn buyer_name(&self, customer: Index) -> String {
        buyer_name(self.person_of(customer))
    }

    /// At which place the person of that name stands.
    #[must_use]
    pub fn place_of_buyer(name: &str) -> Option<usize> {
        name.parse().ok()
    }

    /// All prices, as they were known on a day.
    #[must_use]
    pub fn price_book(&self, rules: &Rulebook, known_on: Day) -> PriceBook {
        let mut book = PriceBook::of_rules(rules);
        for event in self.bookings_by_time(known_on) {
            self.take_own_price(&event, &mut book);
        }
        book
    }

    /// Puts into the book what a person's own price became by this event, if it is about one.
    pub(super) fn take_own_price(&self, event: &Event, book: &mut PriceBook) {
        let (Some(customer), _) = event.deed.customers() else { return };
        if let Some(Booking::OwnPrice { sku, price }) = event.booking() {
            let price = price.and_then(|draft| draft.parse().ok());
            book.set_own(&self.buyer_name(customer), sku.trim(), price);
        }
    }

    /// The private list that a person is on, as it was known on a day.
    #[must_use]
    pub fn price_list_of(&self, customer: Index, known_on: Day) -> Option<RuleId> {
        let bookings = self.bookings_of(customer, known_on);
        bookings.iter().rev().find_map(|(_, booking)| {
            if let Booking::InPriceList { list } = booking { Some(*list) } else { None }
        })?
    }

    fn bookings_by_time(&self, known_on: Day) -> Vec<Event> {
        let stands = |event: &Event| event.stands() && event.day <= known_on;
        let mut events: Vec<Event> = self.bookings().filter(stands).collect();
        events.sort_unstable_by_key(Event::order);
        events
    }

    /// How the base and region prices of a good moved up to a day, as they were written down.
    #[must_use]
    pub fn price_changes(&self, sku: &str, known_on: Day) -> Vec<PriceChange> {
        let mut said = self.history_of_rule(RuleId::of_product(sku));
        said.retain(|ruled| !ruled.is_undone && ruled.day <= known_on);
        said.reverse();
        moves_of(sku, &said)
    }

    /// The lines of all counted orders up to a day, or those with one good alone: what was paid for
    /// each, less what went back. An order's money is spread over its lines by what they say they
    /// cost; an order without lines that names its good is one line.
    #[must_use]
    pub fn past_lines(&self, sku: Option<&str>, as_of: Day) -> Vec<PastLine> {
        (0..self.order_places()).flat_map(|place| self.past_lines_at(place, sku, as_of)).collect()
    }

    /// The same of the order at a place.
    #[must_use]
    pub fn past_lines_at(&self, place: usize, sku: Option<&str>, as_of: Day) -> Vec<PastLine> {
        self.lines_at(place, sku, as_of).unwrap_or_default()
    }

    fn lines_at(&self, place: usize, sku: Option<&str>, as_of: Day) -> Option<Vec<PastLine>> {
        let record = self.record(place)?;
        let content = record.joined(self.tables(), self.imports());
        let day = content.day.filter(|day| *day <= as_of)?;
        if !record.marks.counts(&content, as_of) {
            return None;
        }
        let money = record.marks.money(&content, as_of);
        let told = content.lines.iter().map(|line| (line.sku.or(line.item), line.quantity));
        let mut goods: Vec<(Option<Index>, Quantity)> = told.collect();
        if goods.is_empty() {
            // An order of one good that says so itself.
            goods.extend(content.held.map(|held| (held.item, held.quantity)));
        }
        let weights: Vec<Fen> =
            content.lines.iter().map(|line| line.amount_fen.unwrap_or(Fen::ZERO)).collect();
        // The only one has all of the money, whatever it says.
        let paid = match goods.len() {
            1 => vec![money.goods_fen()],
            _ => allocate(money.goods_fen(), &weights),
        };
        let back = allocate(money.refund_fen.min(money.goods_fen()), &paid);
        let customer: Option<Arc<str>> =
            content.customer().map(|customer| self.buyer_name(customer).into());
        let lines = goods.into_iter().zip(paid).zip(back);
        let lines = lines.filter_map(|(((good, quantity), amount_fen), refunded_fen)| {
            let name = self.text(good);
            if name.is_empty() || sku.is_some_and(|sku| sku != name) {
                return None;
            }
            Some(PastLine {
                customer: customer.clone(),
                day,
                sku: name.into(),
                quantity,
                amount_fen,
                returned: Quantity::default(),
                refunded_fen,
            })
        });
        Some(lines.collect())
    }
}

/// How the prices of a good moved by what was said of it, the earliest first.
pub(super) fn moves_of(sku: &str, said: &[Ruled]) -> Vec<PriceChange> {
    let mut changes = Vec::new();
    let mut before: Option<&ProductDraft> = None;
    for ruled in said {
        let now = ruled.terms.as_ref().and_then(Rule::product);
        changes.extend(moved(sku, ruled, before, now));
        before = now;
    }
    changes
}

/// What became of the prices of a good between two things that were said of it.
fn moved(
    sku: &str,
    ruled: &Ruled,
    before: Option<&ProductDraft>,
    now: Option<&ProductDraft>,
) -> Vec<PriceChange> {
    let priced = |draft: Option<&crate::domain::goods::PriceDraft>| -> Option<Price> {
        draft.cloned().and_then(|draft| draft.parse().ok())
    };
    let base = |product: Option<&ProductDraft>| priced(product.and_then(|it| it.base.as_ref()));
    let region = |product: Option<&ProductDraft>, name: &str| {
        let regions = product.map_or(&[][..], |it| it.region.as_slice());
        priced(regions.iter().find(|(it, _)| it == name).map(|(_, price)| price))
    };
    let mut layers = vec![(ListLayer::Base, base(before), base(now))];
    let names = [before, now].into_iter().flatten().flat_map(|it| &it.region);
    let mut names: Vec<&String> = names.map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    layers.extend(names.into_iter().map(|name| {
        let layer = ListLayer::Region(name.as_str().into());
        (layer, region(before, name), region(now, name))
    }));
    let changed = layers.into_iter().filter(|(_, was, is)| was != is);
    changed
        .map(|(layer, _, price)| PriceChange {
            day: ruled.day,
            stamp: ruled.stamp,
            sku: sku.into(),
            layer,
            price,
        })
        .collect()
}
