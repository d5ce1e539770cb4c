//! Prices and quotes in words.

use crate::domain::goods::{PriceDraft, PriceField, ProductFault, ProductWarning};
use crate::domain::member::{GivenQuote, GivenState};
use crate::domain::money::Fen;
use crate::domain::price::{Layer, PriceBreak, PriceFault};
use crate::domain::quantity::Quantity;
use crate::domain::quote_sheet::{ApprovalFault, QuoteFault, QuoteLayer, QuoteWarning};
use crate::domain::rate::BasisPoints;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::veil;

/// Where a price comes from; a tier makes a price of members of what everybody pays.
#[must_use]
pub fn layer(lang: Locale, layer: QuoteLayer, tier: BasisPoints) -> &'static str {
    let is_tiered = tier != BasisPoints::ONE;
    match layer {
        QuoteLayer::Offered => td_string!(lang, prices.layer_offered),
        QuoteLayer::InForce(Layer::Own) => td_string!(lang, prices.layer_own),
        QuoteLayer::InForce(Layer::Private) => td_string!(lang, prices.layer_private),
        QuoteLayer::InForce(Layer::Region | Layer::Base) if is_tiered => {
            td_string!(lang, prices.layer_tier)
        }
        QuoteLayer::InForce(Layer::Region) => td_string!(lang, prices.layer_region),
        QuoteLayer::InForce(Layer::Base) => td_string!(lang, prices.layer_base),
    }
}

fn money(fen: Fen) -> String {
    number::money(fen.minor().into())
}

/// What one costs: `¥25/件`.
#[must_use]
pub fn each(fen: Fen, unit: &str) -> String {
    match unit.trim() {
        "" => money(fen),
        unit => format!("{}/{unit}", money(fen)),
    }
}

/// A price of a step: `10 起 ¥22/件`, or `¥22/件` where any quantity will do.
#[must_use]
pub fn step(lang: Locale, at: PriceBreak, unit: &str) -> String {
    let each = each(at.unit_fen, unit);
    match at.from > Quantity::default() {
        true => td_string!(lang, prices.from, n = number::quantity(at.from), price = each),
        false => each,
    }
}

/// A price with its steps and the least quantity.
#[must_use]
pub fn price(lang: Locale, draft: &PriceDraft, unit: &str) -> String {
    let mut breaks = draft.breaks.clone();
    breaks.sort_unstable();
    let mut says: Vec<String> = breaks.into_iter().map(|at| step(lang, at, unit)).collect();
    if draft.min_quantity > Quantity::default() {
        says.push(least(lang, draft.min_quantity));
    }
    says.join(" · ")
}

/// The least quantity of a line.
#[must_use]
pub fn least(lang: Locale, quantity: Quantity) -> String {
    td_string!(lang, prices.least_is, n = number::quantity(quantity))
}

/// What keeps something from being a price.
#[must_use]
pub fn price_fault(lang: Locale, fault: PriceFault) -> &'static str {
    match fault {
        PriceFault::NoBreak => td_string!(lang, prices.fault_no_price),
        PriceFault::SameFrom(_) => td_string!(lang, prices.fault_same_from),
        PriceFault::BelowZero => td_string!(lang, prices.fault_below_zero),
    }
}

/// What keeps a draft from being a good.
#[must_use]
pub fn product_fault(lang: Locale, fault: ProductFault) -> &'static str {
    match fault {
        ProductFault::NoSku => td_string!(lang, prices.fault_no_sku),
        ProductFault::NoName => td_string!(lang, prices.fault_no_name),
        ProductFault::Price(_, fault) => price_fault(lang, fault),
        ProductFault::BeginsBelowZero(_)
        | ProductFault::CostBelowZero
        | ProductFault::StockBelowZero
        | ProductFault::ResaleBelowZero => td_string!(lang, prices.fault_below_zero),
        ProductFault::NoRegion(_) => td_string!(lang, prices.fault_no_region),
        ProductFault::SameRegion(_) => td_string!(lang, prices.fault_same_region),
        ProductFault::LaunchWithoutDays | ProductFault::LeadTooLong => {
            td_string!(lang, prices.fault_days)
        }
    }
}

/// What is probably not meant with a good.
#[must_use]
pub fn product_warning(lang: Locale, warning: ProductWarning) -> String {
    match warning {
        ProductWarning::NoPrice => td_string!(lang, prices.warn_no_price).to_owned(),
        ProductWarning::DearerByQuantity(field) => {
            td_string!(lang, prices.warn_dearer_by_quantity, which = field_name(lang, field))
        }
        ProductWarning::BreakNeverReached(field) => {
            td_string!(lang, prices.warn_break_never, which = field_name(lang, field))
        }
        ProductWarning::BelowCost(field) => {
            td_string!(lang, prices.warn_below_cost, which = field_name(lang, field))
        }
        ProductWarning::LaunchNotCheaper => {
            td_string!(lang, prices.warn_launch_not_cheaper).to_owned()
        }
        ProductWarning::RegionHidesLaunch(_) => {
            td_string!(lang, prices.warn_region_hides_launch).to_owned()
        }
        ProductWarning::EndsInLaunch => td_string!(lang, prices.warn_ends_in_launch).to_owned(),
        ProductWarning::ResaleBelowBase => td_string!(lang, prices.warn_resale).to_owned(),
    }
}

fn field_name(lang: Locale, field: PriceField) -> &'static str {
    match field {
        PriceField::Base => td_string!(lang, prices.layer_base),
        PriceField::Region(_) => td_string!(lang, prices.layer_region),
        PriceField::Launch => td_string!(lang, prices.launch_price),
    }
}

/// What keeps a draft from being a sheet, and what to do.
#[must_use]
pub fn quote_fault(lang: Locale, fault: QuoteFault) -> String {
    let of_row = |row: usize, says: &str| {
        let number = number::count(row as u64 + 1);
        td_string!(lang, prices.of_row, number = number, says = says)
    };
    match fault {
        QuoteFault::NoCustomer => td_string!(lang, prices.quote_no_customer).to_owned(),
        QuoteFault::NoAddressee => td_string!(lang, prices.quote_no_addressee).to_owned(),
        QuoteFault::NoAuthor => td_string!(lang, prices.quote_no_author).to_owned(),
        QuoteFault::EndsBeforeItBegins => td_string!(lang, prices.quote_ends_before).to_owned(),
        QuoteFault::NoLine => td_string!(lang, prices.quote_no_line).to_owned(),
        QuoteFault::UnknownSku(row) => of_row(row, td_string!(lang, prices.quote_unknown)),
        QuoteFault::SameSku(row) => of_row(row, td_string!(lang, prices.quote_same)),
        QuoteFault::Offered(row, fault) => of_row(row, price_fault(lang, fault)),
        QuoteFault::OfferedBeginsBelowZero(row) | QuoteFault::QuantityBelowZero(row) => {
            of_row(row, td_string!(lang, prices.fault_below_zero))
        }
        QuoteFault::NoPrice(row) => of_row(row, td_string!(lang, prices.quote_no_price)),
    }
}

/// What is probably not meant with a sheet; days are written without `this_year`.
#[must_use]
pub fn quote_warning(lang: Locale, warning: QuoteWarning, this_year: i32) -> String {
    let of_row = |row: usize, says: &str| {
        let number = number::count(row as u64 + 1);
        td_string!(lang, prices.of_row, number = number, says = says)
    };
    match warning {
        QuoteWarning::Dearer(row) => of_row(row, td_string!(lang, prices.quote_dearer)),
        QuoteWarning::LaunchEndsEarlier(row, day) => {
            let day = number::day(day, lang, this_year);
            of_row(row, &td_string!(lang, prices.quote_launch_ends, day = day))
        }
        QuoteWarning::Ends(row) => of_row(row, td_string!(lang, prices.quote_ends)),
        QuoteWarning::TooFew(row, least) => {
            let n = number::quantity(least);
            of_row(row, &td_string!(lang, prices.quote_too_few, n = n))
        }
    }
}

/// Why somebody cannot agree to a quote.
#[must_use]
pub fn approval_fault(lang: Locale, fault: ApprovalFault) -> &'static str {
    match fault {
        ApprovalFault::NotNeeded | ApprovalFault::AlreadyApproved => {
            td_string!(lang, prices.fault_no_quote)
        }
        ApprovalFault::Nobody => td_string!(lang, prices.approve_nobody),
        ApprovalFault::ByAuthor => td_string!(lang, prices.fault_by_author),
        ApprovalFault::OutsideOfItsDays => td_string!(lang, prices.approve_ended),
    }
}

/// Where a quote stands, and its class.
#[must_use]
pub fn given_state(lang: Locale, quote: &GivenQuote, ended: bool) -> (String, &'static str) {
    match &quote.state {
        GivenState::Waits => (td_string!(lang, prices.state_waits).to_owned(), "tag tag-warn"),
        GivenState::Open | GivenState::Approved { .. } if ended => {
            (td_string!(lang, prices.state_ended).to_owned(), "tag")
        }
        GivenState::Open => (td_string!(lang, prices.state_open).to_owned(), "tag tag-accent"),
        GivenState::Approved { by, .. } => {
            let by = veil::text(by);
            (td_string!(lang, prices.state_approved, by = by), "tag tag-accent")
        }
    }
}
