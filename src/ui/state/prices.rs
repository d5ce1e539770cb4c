//! Prices as pages look at them: what one customer pays, who is on which list, and quotes on their
//! way out.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Members, State};
use crate::domain::address_form::form_of_address;
use crate::domain::customer::CustomerKey;
use crate::domain::goods::ProductDraft;
use crate::domain::intern::Index;
use crate::domain::loyalty::Rule;
use crate::domain::member::{BuyerPrices, GatheringPrices, GivenQuote, OnLists};
use crate::domain::quote_sheet::QuoteSheet;
use crate::domain::shop::Shop;
use crate::format::export::quote_sheet::{self, QuoteWords};
use crate::ui::clock;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::text;

/// So many events, and so many people, are looked at before the clock is.
const EVENTS: usize = 256;
const PEOPLE: usize = 32;

/// Names of fewer letters stand in too many words to say anything.
const SHORTEST_NAME: usize = 2;

/// A customer as pages about prices look at him.
#[derive(Clone, Debug, PartialEq)]
pub struct PricedCustomer {
    /// His place in the book.
    pub at: Index,
    /// Who he is.
    pub key: CustomerKey,
    /// What he is called in addresses.
    pub id: String,
    /// What he is called on the page.
    pub name: String,
    /// What he is called on what he is handed.
    pub addressee: String,
    /// What he pays.
    pub prices: BuyerPrices,
    /// What the private list is called that he is on; empty = none.
    pub list_name: String,
    /// What he was quoted, the latest first.
    pub quotes: Vec<GivenQuote>,
}

impl PricedCustomer {
    /// Of somebody.
    #[must_use]
    pub fn of(members: Members<'_>, at: Index) -> Option<PricedCustomer> {
        let Members { shop, rules, counting, day } = members;
        let key = shop.customers().get(at.position())?.clone();
        let card = shop.card(at);
        let prices = BuyerPrices::of(shop, rules, counting, at, day);
        let list_name = prices.list.and_then(|list| rules.rule(list)).map(Rule::name);
        let called = form_of_address(&card, key.label()).filter(|it| !it.trim().is_empty());
        let named = || card.facts.name.as_deref().unwrap_or(key.label()).to_owned();
        Some(PricedCustomer {
            at,
            id: shop.customer_id(at.position()),
            name: text::called(shop, at.position()),
            addressee: called.unwrap_or_else(named),
            list_name: list_name.unwrap_or_default().to_owned(),
            prices,
            quotes: shop.quotes_of(at, day),
            key,
        })
    }

    /// The same for his card: `None` while the shop has no prices and he was quoted none.
    #[must_use]
    pub fn of_card(members: Members<'_>, at: Index) -> Option<PricedCustomer> {
        let rules = members.rules;
        let is_any = rules.products().next().is_some() || rules.price_lists().next().is_some();
        if !is_any && members.shop.quotes_of(at, members.day).is_empty() {
            return None;
        }
        PricedCustomer::of(members, at)
    }
}

/// A sheet on its way out, and whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// Whose.
    pub customer: Index,
    /// What.
    pub sheet: QuoteSheet,
}

impl State {
    /// The customer with this id as pages about prices look at him; again whenever the book has
    /// changed.
    #[must_use]
    pub fn priced(self, id: &str) -> Option<PricedCustomer> {
        let look = |members: Members<'_>| {
            let at = members.shop.customer_with_id(id)?;
            PricedCustomer::of(members, at)
        };
        self.with_members(look).flatten()
    }

    /// The goods of the shop, by name.
    #[must_use]
    pub fn goods(self) -> Vec<ProductDraft> {
        let rules = self.rulebook();
        let mut goods: Vec<ProductDraft> = rules.products().map(|(_, it)| it.clone()).collect();
        goods.sort_by(|one, other| (&one.name, &one.sku).cmp(&(&other.name, &other.sku)));
        goods
    }

    /// Who is on which private list, found behind the page; again whenever the book has changed.
    /// The old answer stays until the new one is there.
    #[must_use]
    pub fn on_lists(self) -> RwSignal<Option<Arc<OnLists>>> {
        let found = RwSignal::new(None);
        let run = StoredValue::new(0_u32);
        on_cleanup(move || {
            run.try_update_value(|it| *it += 1);
        });
        Effect::new(move |_| {
            self.follow_the_book();
            let day = self.member_day();
            let ours = run.with_value(|it| it.wrapping_add(1));
            run.set_value(ours);
            let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
            spawn_local(async move {
                let goes_on = || run.try_get_value() == Some(ours);
                let mut gathering = GatheringPrices::default();
                clock::in_slices(|| goes_on() && gathering.step(&shop, EVENTS, day)).await;
                if goes_on() {
                    found.try_set(Some(Arc::new(gathering.finish())));
                }
            });
        });
        found
    }

    /// Rows of a sheet whose goods carry somebody else's name (PP4), looked for among everybody
    /// behind the page. `None` until everybody was looked at.
    #[must_use]
    pub fn rows_naming_others(
        self,
        outgoing: Memo<Option<Outgoing>>,
    ) -> RwSignal<Option<Vec<usize>>> {
        let found = RwSignal::new(None);
        let run = StoredValue::new(0_u32);
        on_cleanup(move || {
            run.try_update_value(|it| *it += 1);
        });
        Effect::new(move |_| {
            self.follow_the_book();
            let outgoing = outgoing.get();
            let ours = run.with_value(|it| it.wrapping_add(1));
            run.set_value(ours);
            found.set(None);
            let shop = self.desk.get_value().map(|desk| desk.snapshot());
            let (Some(Outgoing { customer, sheet }), Some(shop)) = (outgoing, shop) else { return };
            spawn_local(async move {
                let goes_on = || run.try_get_value() == Some(ours);
                let (mut rows, mut at, all) = (Vec::new(), 0, shop.customers().len());
                clock::in_slices(|| {
                    let end = (at + PEOPLE).min(all);
                    let names = (at..end).flat_map(|at| names_of(&shop, at, customer));
                    let names: Vec<String> = names.collect();
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    rows.extend(sheet.rows_that_name(&names));
                    at = end;
                    goes_on() && at < all
                })
                .await;
                if goes_on() && at >= all {
                    rows.sort_unstable();
                    rows.dedup();
                    found.try_set(Some(rows));
                }
            });
        });
        found
    }

    /// A sheet as a text to paste; `None` where it waits for approval.
    #[must_use]
    pub fn quote_text(self, sheet: &QuoteSheet) -> Option<String> {
        quote_sheet::plain_text(sheet, &quote_words(self.lang.get_untracked()))
    }

    /// Offers a sheet as a table to save; false where it waits for approval.
    #[must_use]
    pub fn save_quote(self, sheet: &QuoteSheet, name: &str) -> bool {
        let csv = quote_sheet::csv(sheet, &quote_words(self.lang.get_untracked()));
        let is_there = csv.is_some();
        csv.into_iter().for_each(|csv| self.save_table(name, &csv));
        is_there
    }
}

/// What somebody else is called: by his key, by lists and the seller, to his face, and his company.
fn names_of(shop: &Shop, at: usize, but: Index) -> Vec<String> {
    let person = Index::at(at);
    if shop.person_of(person) == shop.person_of(but) {
        return Vec::new();
    }
    let Some(key) = shop.customers().get(at) else { return Vec::new() };
    let mut names = vec![key.label().to_owned()];
    // What a card says is said of all keys of a person: once is enough.
    if shop.person_of(person) == person {
        let card = shop.card(person);
        names.extend(form_of_address(&card, key.label()));
        let said = [card.facts.name.as_deref(), card.facts.company.as_deref()];
        names.extend(said.into_iter().flatten().map(str::to_owned));
    }
    names.retain(|name| name.trim().chars().count() >= SHORTEST_NAME);
    names
}

fn quote_words(lang: Locale) -> QuoteWords<'static> {
    QuoteWords {
        heading: td_string!(lang, quote_sheet.heading),
        customer: td_string!(lang, quote_sheet.customer),
        sku: td_string!(lang, quote_sheet.sku),
        name: td_string!(lang, quote_sheet.name),
        from: td_string!(lang, quote_sheet.from),
        unit_price: td_string!(lang, quote_sheet.unit_price),
        quantity: td_string!(lang, quote_sheet.quantity),
        amount: td_string!(lang, quote_sheet.amount),
        total: td_string!(lang, quote_sheet.total),
        min_quantity: td_string!(lang, quote_sheet.min_quantity),
        quoted_on: td_string!(lang, quote_sheet.quoted_on),
        valid_until: td_string!(lang, quote_sheet.valid_until),
        quoted_by: td_string!(lang, quote_sheet.quoted_by),
        any_quantity: td_string!(lang, quote_sheet.any_quantity),
        colon: td_string!(lang, quote_sheet.colon),
        gap: "  ",
        currency: "¥",
        note: td_string!(lang, quote_sheet.note),
    }
}
