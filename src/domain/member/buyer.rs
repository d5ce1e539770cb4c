//! What one customer pays, what he was quoted, and who is on which private list.

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashMap;
use uuid::Uuid;

use super::Membership;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventId};
use crate::domain::figures::CountingRule;
use crate::domain::goods::{Buyer, Dearer, PriceBook, PriceDraft};
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, QuotedLine, Rule, RuleId, Rulebook};
use crate::domain::quote_sheet::{
    GivenHead, GivenRow, QuoteLineDraft, QuoteRow, QuoteSheet, QuoteSheetDraft, QuoteState,
};
use crate::domain::rate::BasisPoints;
use crate::domain::shop::Shop;
use crate::domain::stamp::Stamp;

/// All that decides what one customer pays. What is kept true: of single customers' prices the
/// book in it holds his own and nobody else's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuyerPrices {
    /// Goods, lists, and his own prices.
    pub book: PriceBook,
    /// What he is called in it.
    pub name: String,
    /// The private list he is on, where it is still there.
    pub list: Option<RuleId>,
    /// Where he is.
    pub region: Option<Arc<str>>,
    /// What his tier pays of region and base prices.
    pub tier: BasisPoints,
    /// His own prices as they were written down, by number of the good.
    pub own: BTreeMap<String, PriceDraft>,
    /// The day whose prices these are.
    pub day: Day,
    list_key: Option<Arc<str>>,
}

impl BuyerPrices {
    /// Of a customer, as they were known on a day.
    #[must_use]
    pub fn of(
        shop: &Shop,
        rules: &Rulebook,
        counting: CountingRule,
        customer: Index,
        day: Day,
    ) -> BuyerPrices {
        let mut book = PriceBook::of_rules(rules);
        let (name, own) = (shop.buyer_name(customer), shop.own_prices_of(customer, day));
        for (sku, draft) in &own {
            book.set_own(&name, sku, draft.clone().parse().ok());
        }
        let is_there = |list: &RuleId| rules.rule(*list).and_then(Rule::price_list).is_some();
        let list = shop.price_list_of(customer, day).filter(is_there);
        let standing = Membership::of(shop, rules, counting, customer, day);
        let policy = rules.policy_on(day);
        // Orders of a day are priced at the tier of the morning.
        let tier = standing.zip(policy).map(|(it, (_, policy))| policy.paid(it.standing.morning));
        let region = shop.card(customer).facts.region;
        BuyerPrices {
            book,
            name,
            list,
            region: region.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(Arc::from),
            tier: tier.unwrap_or(BasisPoints::ONE),
            own,
            day,
            list_key: list.map(|id| id.to_string().into()),
        }
    }

    /// Who asks.
    #[must_use]
    pub fn buyer(&self) -> Buyer<'_> {
        Buyer {
            customer: Some(&self.name),
            list: self.list_key.as_deref(),
            region: self.region.as_deref(),
            tier: self.tier,
        }
    }

    /// What he pays for a good, step by step, with the layer of each; `None` where there is no such
    /// good, or he has no price of it.
    #[must_use]
    pub fn row(&self, sku: &str) -> Option<QuoteRow> {
        let line = QuoteLineDraft { sku: sku.to_owned(), ..QuoteLineDraft::default() };
        let draft = QuoteSheetDraft { lines: vec![line], ..self.sheet("-", "-") };
        draft.parse(&self.book).ok()?.rows().first().cloned()
    }

    /// A sheet for him with nothing on it yet, as of its day alone.
    #[must_use]
    pub fn sheet(&self, addressee: &str, author: &str) -> QuoteSheetDraft {
        QuoteSheetDraft {
            customer: self.name.clone(),
            addressee: addressee.to_owned(),
            list: self.list_key.clone(),
            region: self.region.clone(),
            tier: self.tier,
            lines: Vec::new(),
            quoted_on: self.day,
            valid_until: self.day,
            author: author.to_owned(),
            limit: None,
            note: String::new(),
        }
    }

    /// Where an own price that he is about to get would be dearer than what he pays without it.
    #[must_use]
    pub fn dearer_with(&self, sku: &str, price: &PriceDraft) -> Vec<Dearer> {
        let mut book = self.book.clone();
        book.set_own(&self.name, sku, price.clone().parse().ok());
        book.dearer(sku, &self.buyer(), self.day)
    }
}

/// Where a quote stands that was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenState {
    /// Inside of what the clerk may give.
    Open,
    /// Somebody else has to agree first.
    Waits,
    /// Somebody else agreed.
    Approved {
        /// Who.
        by: String,
        /// When.
        day: Day,
    },
}

/// A quote that was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenQuote {
    /// The act that quoted.
    pub act: Uuid,
    /// The day of it.
    pub day: Day,
    /// What was quoted.
    pub lines: Vec<QuotedLine>,
    /// The last day on which it holds.
    pub valid_until: Option<Day>,
    /// Who quoted.
    pub author: String,
    /// What the seller wrote below it.
    pub note: String,
    /// Where it stands.
    pub state: GivenState,
}

impl GivenQuote {
    /// True while somebody else has to agree.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.state == GivenState::Waits
    }

    /// True where its days are over.
    #[must_use]
    pub fn has_ended(&self, today: Day) -> bool {
        self.valid_until.is_some_and(|last| last < today)
    }

    /// The sheet of it, for the customer of whom it tells.
    #[must_use]
    pub fn sheet(&self, customer: &str, addressee: &str) -> QuoteSheet {
        let state = match &self.state {
            GivenState::Open => QuoteState::Open,
            GivenState::Waits => {
                QuoteState::NeedsApproval { rows: (0..self.lines.len()).collect() }
            }
            GivenState::Approved { by, day } => {
                QuoteState::Approved { by: by.as_str().into(), day: *day }
            }
        };
        let head = GivenHead {
            customer: customer.to_owned(),
            addressee: addressee.to_owned(),
            quoted_on: self.day,
            valid_until: self.valid_until.unwrap_or(self.day),
            author: self.author.clone(),
            note: self.note.clone(),
            state,
        };
        let row = |line: &QuotedLine| {
            Some(GivenRow {
                sku: line.sku.clone(),
                name: line.name.clone(),
                unit: line.unit.clone(),
                quantity: line.quantity,
                price: line.price.clone().parse().ok()?,
            })
        };
        QuoteSheet::of_given(head, self.lines.iter().filter_map(row).collect())
    }
}

impl Shop {
    /// A person's own prices as they were written down, as they were known on a day.
    #[must_use]
    pub fn own_prices_of(&self, customer: Index, known_on: Day) -> BTreeMap<String, PriceDraft> {
        let mut own = BTreeMap::new();
        for (_, booking) in self.bookings_of(customer, known_on) {
            if let Booking::OwnPrice { sku, price } = booking {
                let sku = sku.trim().to_owned();
                match price {
                    Some(price) => own.insert(sku, price),
                    None => own.remove(&sku),
                };
            }
        }
        own
    }

    /// What a person was quoted, as it was known on a day, the latest first.
    #[must_use]
    pub fn quotes_of(&self, customer: Index, known_on: Day) -> Vec<GivenQuote> {
        let mut quotes: Vec<GivenQuote> = Vec::new();
        for (event, booking) in self.bookings_of(customer, known_on) {
            if let Booking::Quoted { lines, valid_until, author, needs_approval, note } = booking {
                let state = if needs_approval { GivenState::Waits } else { GivenState::Open };
                let (act, day) = (event.id.act, event.day);
                quotes.push(GivenQuote { act, day, lines, valid_until, author, note, state });
            } else if let Booking::QuoteApproved { quote, by } = booking
                && let Some(quote) = quotes.iter_mut().find(|it| it.act == quote && it.waits())
            {
                quote.state = GivenState::Approved { by, day: event.day };
            }
        }
        quotes.reverse();
        quotes
    }
}

/// Who is on which private list, and how many have a price of their own for which good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnLists {
    /// The people of each list, by their place in the book.
    pub people: BTreeMap<RuleId, Vec<Index>>,
    /// How many people have an own price of a good, by its number.
    pub own: BTreeMap<String, u64>,
}

type Order = (Stamp, EventId);

/// Gathers that, a bounded number of events at a time.
#[derive(Clone, Debug, Default)]
pub struct GatheringPrices {
    at: usize,
    lists: HashMap<Index, (Order, Option<RuleId>)>,
    own: HashMap<(Index, String), (Order, bool)>,
}

impl GatheringPrices {
    /// Looks at so many events; false when all are seen.
    pub fn step(&mut self, shop: &Shop, events: usize, known_on: Day) -> bool {
        let all = shop.event_places();
        let end = self.at.saturating_add(events).min(all);
        for event in (self.at..end).filter_map(|at| shop.booking_at(at)) {
            if event.stands() && event.day <= known_on {
                self.take(shop, &event);
            }
        }
        self.at = end;
        end < all
    }

    fn take(&mut self, shop: &Shop, event: &Event) {
        let (Some(customer), _) = event.deed.customers() else { return };
        let (person, order) = (shop.person_of(customer), event.order());
        let Some(booking) = event.booking() else { return };
        if let Booking::InPriceList { list } = booking {
            let known = self.lists.entry(person).or_insert((order, list));
            if known.0 <= order {
                *known = (order, list);
            }
        } else if let Booking::OwnPrice { sku, price } = booking {
            let key = (person, sku.trim().to_owned());
            let known = self.own.entry(key).or_insert((order, price.is_some()));
            if known.0 <= order {
                *known = (order, price.is_some());
            }
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self) -> OnLists {
        let mut found = OnLists::default();
        for (person, (_, list)) in self.lists {
            if let Some(list) = list {
                found.people.entry(list).or_default().push(person);
            }
        }
        found.people.values_mut().for_each(|people| people.sort_unstable());
        for ((_, sku), (_, is_there)) in self.own {
            if is_there {
                *found.own.entry(sku).or_default() += 1;
            }
        }
        found
    }
}
