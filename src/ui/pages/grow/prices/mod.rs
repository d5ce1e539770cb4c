//! Prices: goods with what everybody pays, private lists, and quote sheets for one customer.

pub mod given;
pub mod good_form;
pub mod good_search;
pub mod goods;
pub mod hand_out;
pub mod list_form;
pub mod list_people;
pub mod lists;
pub mod picker;
pub mod picture;
pub mod plan;
pub mod price_fields;
pub mod quote_form;
pub mod quote_lines;
pub mod quotes;
pub mod regions;
pub mod terms;
pub mod typed;

use leptos::prelude::*;

use super::rest_of_address;
use crate::domain::loyalty::{Rule, RuleId};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, tell};
use crate::ui::state::{State, use_state};

/// The address of the section.
pub const HREF: &str = "#/grow/prices";

/// Turns to another place of the section.
pub fn go(rest: &str) {
    let there = match rest {
        "" => "/grow/prices".to_owned(),
        rest => format!("/grow/prices/{rest}"),
    };
    // Only fails where there is no page to turn.
    let _ = window().location().set_hash(&there);
}

/// The address of the quotes of a customer.
#[must_use]
pub fn quotes_href(customer: &str) -> String {
    format!("{HREF}/quotes/{customer}")
}

/// A part of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Goods,
    Lists,
    Quotes,
}

impl Part {
    const ALL: [Part; 3] = [Part::Goods, Part::Lists, Part::Quotes];

    const fn testid(self) -> &'static str {
        match self {
            Part::Goods => "prices-goods",
            Part::Lists => "prices-lists",
            Part::Quotes => "prices-quotes",
        }
    }

    fn href(self) -> String {
        match self {
            Part::Goods => HREF.to_owned(),
            Part::Lists => format!("{HREF}/lists"),
            Part::Quotes => format!("{HREF}/quotes"),
        }
    }

    const fn name(self) -> fn(Locale) -> &'static str {
        match self {
            Part::Goods => |lang| td_string!(lang, prices.goods),
            Part::Lists => |lang| td_string!(lang, prices.lists),
            Part::Quotes => |lang| td_string!(lang, prices.quotes),
        }
    }
}

/// What stands beside the list of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    NewGood,
    Good(RuleId),
    NewList,
    List(RuleId),
    QuotesOf(String),
    Gone,
}

/// The part of an address, and what is open in it.
fn place(rest: &str) -> (Part, Shown) {
    let rule =
        |text: &str, shown: fn(RuleId) -> Shown| RuleId::parse(text).map_or(Shown::Gone, shown);
    let (first, second) = rest.split_once('/').unwrap_or((rest, ""));
    match (first, second) {
        ("", _) => (Part::Goods, Shown::Nothing),
        ("new", _) => (Part::Goods, Shown::NewGood),
        ("good", id) => (Part::Goods, rule(id, Shown::Good)),
        ("lists", "") => (Part::Lists, Shown::Nothing),
        ("lists", "new") => (Part::Lists, Shown::NewList),
        ("lists", id) => (Part::Lists, rule(id, Shown::List)),
        ("quotes", "") => (Part::Quotes, Shown::Nothing),
        ("quotes", id) => (Part::Quotes, Shown::QuotesOf(id.to_owned())),
        (_, _) => (Part::Goods, Shown::Gone),
    }
}

/// The section: its parts, the list of one of them, and what was chosen of it.
#[component]
pub fn PricesPage() -> impl IntoView {
    let state = use_state();
    let rest = rest_of_address();
    let here = Memo::new(move |_| place(&rest.get()));
    let part = Memo::new(move |_| here.with(|(part, _)| *part));
    let shown = Memo::new(move |_| here.with(|(_, shown)| shown.clone()));
    let chips = Part::ALL.map(|one| {
        let current = move || (part.get() == one).then_some("page");
        view! {
            <a class="chip" href=one.href() data-testid=one.testid() aria-current=current>
                {tell(one.name())}
            </a>
        }
    });
    let list = move || match part.get() {
        Part::Goods => view! { <goods::GoodsList/> }.into_any(),
        Part::Lists => view! { <lists::PriceLists/> }.into_any(),
        Part::Quotes => view! { <quotes::QuoteStart/> }.into_any(),
    };
    let one = move || one(state, part.get(), shown.get());
    view! {
        <div class="offers" class:is-open=move || shown.get() != Shown::Nothing>
            <div class="offer-list">
                <nav class="chips price-parts" aria-label=say!(prices.parts)>
                    {chips}
                </nav>
                {list}
            </div>
            <div class="offer-one">
                <a class="back only-phone" href=move || part.get().href()>
                    <Icon glyph=Glyph::Back size=Size::Small/>
                    {say!(prices.back)}
                </a>
                {one}
            </div>
        </div>
    }
}

fn one(state: State, part: Part, shown: Shown) -> AnyView {
    // A form begins with what the book says when it is opened, and is left alone after that.
    let rule = |id: RuleId| untrack(|| state.rulebook().rule(id).cloned());
    match shown {
        Shown::Nothing => hint(part),
        Shown::NewGood => view! { <good_form::GoodForm known=None/> }.into_any(),
        Shown::Good(id) => match rule(id) {
            Some(Rule::Product(known)) => {
                view! { <good_form::GoodForm known=Some((id, known))/> }.into_any()
            }
            Some(_) | None => view! { <Gone/> }.into_any(),
        },
        Shown::NewList => view! { <list_form::ListForm known=None/> }.into_any(),
        Shown::List(id) => match rule(id) {
            Some(Rule::PriceList(known)) => {
                view! { <list_form::ListForm known=Some((id, known))/> }.into_any()
            }
            Some(_) | None => view! { <Gone/> }.into_any(),
        },
        Shown::QuotesOf(customer) => view! { <quotes::QuotesOf customer/> }.into_any(),
        Shown::Gone => view! { <Gone/> }.into_any(),
    }
}

fn hint(part: Part) -> AnyView {
    let says: fn(Locale) -> &'static str = match part {
        Part::Goods => |lang| td_string!(lang, prices.hint_goods),
        Part::Lists => |lang| td_string!(lang, prices.hint_lists),
        Part::Quotes => |lang| td_string!(lang, prices.hint_quotes),
    };
    view! {
        <div class="empty sheet only-desk">
            <p>{tell(says)}</p>
        </div>
    }
    .into_any()
}

/// What an address names is not there any more.
#[component]
pub fn Gone() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="prices-gone">
            <h2>{say!(prices.gone)}</h2>
            <p>{say!(prices.gone_hint)}</p>
            <a class="btn" href=HREF>
                {say!(prices.back)}
            </a>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_addresses() {
        let id = RuleId::of_product("A12");
        for (rest, expected) in [
            ("".to_owned(), (Part::Goods, Shown::Nothing)),
            ("new".to_owned(), (Part::Goods, Shown::NewGood)),
            (format!("good/{id}"), (Part::Goods, Shown::Good(id))),
            ("good/x".to_owned(), (Part::Goods, Shown::Gone)),
            ("lists".to_owned(), (Part::Lists, Shown::Nothing)),
            ("lists/new".to_owned(), (Part::Lists, Shown::NewList)),
            (format!("lists/{id}"), (Part::Lists, Shown::List(id))),
            ("quotes".to_owned(), (Part::Quotes, Shown::Nothing)),
            ("quotes/17-9f3a".to_owned(), (Part::Quotes, Shown::QuotesOf("17-9f3a".to_owned()))),
            ("else".to_owned(), (Part::Goods, Shown::Gone)),
        ] {
            assert_eq!(place(&rest), expected, "{rest}");
        }
    }
}
