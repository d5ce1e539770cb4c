//! Offers: what the seller sets up for his customers. One page, its sections side by side as chips.

pub mod care;
pub mod coupons;
pub mod fields;
pub mod groups;
pub mod packets;
pub mod points;
pub mod prices;
pub mod promotions;
pub mod tiers;

use leptos::prelude::*;

use crate::ui::i18n::{Locale, td_string};
use crate::ui::route::{Here, Route};
use crate::ui::say::{say, tell};
use crate::ui::state::use_state;

/// A section of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Promotions,
    Coupons,
    Tiers,
    Points,
    Packets,
    Groups,
    Prices,
    Care,
}

impl Section {
    /// In the order of the chips.
    const ALL: [Section; 8] = [
        Section::Promotions,
        Section::Coupons,
        Section::Tiers,
        Section::Points,
        Section::Packets,
        Section::Groups,
        Section::Prices,
        Section::Care,
    ];

    /// What stands behind `#/grow/`.
    const fn path(self) -> &'static str {
        match self {
            Section::Promotions => "promotions",
            Section::Coupons => "coupons",
            Section::Tiers => "tiers",
            Section::Points => "points",
            Section::Packets => "packets",
            Section::Groups => "groups",
            Section::Prices => "prices",
            Section::Care => "care",
        }
    }

    const fn name(self) -> fn(Locale) -> &'static str {
        match self {
            Section::Promotions => |lang| td_string!(lang, grow.promotions),
            Section::Coupons => |lang| td_string!(lang, grow.coupons),
            Section::Tiers => |lang| td_string!(lang, grow.tiers),
            Section::Points => |lang| td_string!(lang, grow.points),
            Section::Packets => |lang| td_string!(lang, grow.packets),
            Section::Groups => |lang| td_string!(lang, grow.groups),
            Section::Prices => |lang| td_string!(lang, grow.prices),
            Section::Care => |lang| td_string!(lang, price_care.name),
        }
    }

    fn draw(self) -> AnyView {
        match self {
            Section::Promotions => view! { <promotions::PromotionsPage/> }.into_any(),
            Section::Coupons => view! { <coupons::CouponsPage/> }.into_any(),
            Section::Tiers => view! { <tiers::TiersPage/> }.into_any(),
            Section::Points => view! { <points::PointsPage/> }.into_any(),
            Section::Packets => view! { <packets::PacketsPage/> }.into_any(),
            Section::Groups => view! { <groups::GroupsPage/> }.into_any(),
            Section::Prices => view! { <prices::PricesPage/> }.into_any(),
            Section::Care => view! { <care::CarePage/> }.into_any(),
        }
    }

    /// The section of an address; the first one where none is named.
    fn of(detail: &str) -> Option<Section> {
        let (first, _) = detail.split_once('/').unwrap_or((detail, ""));
        match first.is_empty() {
            true => Section::ALL.first().copied(),
            false => Section::ALL.into_iter().find(|section| section.path() == first),
        }
    }
}

/// What stands behind the name of a section in the address: `#/grow/tiers/REST`.
#[must_use]
pub fn rest_of_address() -> Memo<String> {
    let Here(here) = expect_context();
    Memo::new(move |_| {
        let detail = here.get().map(|it| it.detail).unwrap_or_default();
        detail.split_once('/').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    })
}

/// The page.
#[component]
pub fn GrowPage() -> impl IntoView {
    let state = use_state();
    let Here(here) = expect_context();
    let detail = Memo::new(move |_| here.get().map(|it| it.detail).unwrap_or_default());
    let section = Memo::new(move |_| Section::of(&detail.get()));
    let chips = Section::ALL.map(|one| {
        let current = move || (section.get() == Some(one)).then_some("page");
        view! {
            <a
                class="chip"
                href=format!("{}/{}", Route::Grow.href(), one.path())
                data-testid=format!("grow-{}", one.path())
                aria-current=current
            >
                {tell(one.name())}
            </a>
        }
    });
    let page = move || match section.get() {
        Some(section) => section.draw(),
        None => view! { <NoSuchSection/> }.into_any(),
    };
    let body = move || match state.has_book.get() {
        true => page().into_any(),
        false => view! { <NoBook/> }.into_any(),
    };
    view! {
        <div class="grow">
            <nav class="chips" aria-label=say!(grow.sections)>
                {chips}
            </nav>
            {body}
        </div>
    }
}

#[component]
fn NoSuchSection() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="grow-missing">
            <h2>{say!(grow.not_here)}</h2>
            <p>{say!(grow.not_here_hint)}</p>
        </div>
    }
}

#[component]
fn NoBook() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="grow-no-book">
            <h2>{say!(grow.no_book)}</h2>
            <p>{say!(grow.no_book_hint)}</p>
            <a class="btn btn-1" href=Route::Data.href()>
                {say!(door.import)}
            </a>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_addresses() {
        for (detail, section) in [
            ("", Some(Section::Promotions)),
            ("promotions/new", Some(Section::Promotions)),
            ("coupons/new/shop", Some(Section::Coupons)),
            ("tiers", Some(Section::Tiers)),
            ("tiers/new", Some(Section::Tiers)),
            ("points", Some(Section::Points)),
            ("groups", Some(Section::Groups)),
            ("groups/new", Some(Section::Groups)),
            ("packets", Some(Section::Packets)),
            ("prices/lists", Some(Section::Prices)),
            ("care", Some(Section::Care)),
            ("care/season", Some(Section::Care)),
            ("nothing", None),
        ] {
            assert_eq!(Section::of(detail), section, "{detail}");
        }
    }
}
