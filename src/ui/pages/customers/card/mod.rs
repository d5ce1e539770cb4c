//! The card of one customer: who this is at a glance, then everything that is known.

pub mod answers;
pub mod birthdays;
pub mod choices;
pub mod contacts;
pub mod coupons;
pub mod edit;
mod figures;
mod head;
mod history;
pub mod member_card;
pub mod notice;
pub mod order_acts;
pub mod order_form;
pub mod order_lines;
mod orders;
mod paper;
pub mod points;
pub mod prices;
pub mod profile;
pub mod referral;
pub mod tier;
mod twin;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::Listing;
use super::asked::Asked;
use super::facts::PersonView;
use crate::domain::address_form::form_of_address;
use crate::domain::card::{Card, CardField};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, Rulebook};
use crate::domain::member::{Membership, Rise};
use crate::domain::record::OrderKey;
use crate::domain::shop::Shop;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::focus;
use crate::ui::i18n::Locale;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Members, PricedCustomer, Since, State, use_state};
use crate::ui::text;

use contacts::NoteForm;
use edit::EditForm;
use member_card::{CardFace, MemberCard};
use notice::{Notice, NoticeDialog};
use order_acts::Refunding;
use order_form::OrderForm;
use points::give::GiveForm;
use points::opening::OpeningForm;
use points::redeem::RedeemForm;
use points::{Doing, MemberScene};
use referral::{ReferralForm, ReferralScene};
use tier::GiveTier;
use uuid::Uuid;

/// What the sections of a card are drawn from.
#[derive(PartialEq)]
pub(super) struct CardScene {
    pub(super) person: PersonView,
    pub(super) key: CustomerKey,
    pub(super) card: Card,
    /// What first contact should have found out.
    pub(super) unknown: Vec<CardField>,
    pub(super) events: Vec<Event>,
    /// How he is addressed (NM5).
    pub(super) called: String,
    /// Under which name the seller keeps him elsewhere (NM1).
    pub(super) remark_name: String,
    /// What those are called with whom he was joined, or kept apart, at some time.
    pub(super) labels: HashMap<Index, String>,
    /// The rules of the shop.
    pub(super) rules: Arc<Rulebook>,
    /// Where he stands as a member, where there are tiers.
    pub(super) standing: Option<Membership>,
    /// His last rise, if it is of late.
    pub(super) rise: Option<Rise>,
    /// His points and coupons.
    member: MemberScene,
    /// Who brought him, and whom he brought.
    referral: ReferralScene,
    /// What his member card shows.
    face: CardFace,
    /// What he pays and was quoted, where the shop has prices.
    priced: Option<PricedCustomer>,
    /// The day up to which the figures look.
    pub(super) as_of: Day,
    pub(super) lang: Locale,
    pub(super) this_year: i32,
    pub(super) since: Since,
}

impl CardScene {
    fn of(state: State, id: &str) -> Option<CardScene> {
        let (day, counting) = (state.member_day(), state.basis.rule.get());
        let rules = state.rulebook();
        let looked = state.with_roster(|roster| {
            let shop = roster.shop();
            let at: Index = shop.customer_with_id(id)?;
            let (key, card) = (shop.customers().get(at.position())?.clone(), shop.card(at));
            let events = shop.events_of(at);
            let seen = (at, day);
            Some(CardScene {
                labels: labels(shop, &events),
                person: PersonView::of(roster, at.position())?,
                called: form_of_address(&card, key.label()).unwrap_or_default(),
                remark_name: shop.remark_name(at),
                unknown: shop.unknown_of(at),
                standing: Membership::of(shop, &rules, counting, at, day),
                rise: Rise::last(shop, &rules, counting, at, day),
                member: MemberScene::of(shop, &rules, counting, seen),
                referral: ReferralScene::of(shop, at, day),
                face: CardFace::of(shop, &rules, counting, seen),
                priced: PricedCustomer::of_card(Members { shop, rules: &rules, counting, day }, at),
                rules,
                key,
                card,
                events,
                as_of: roster.live().basis().as_of,
                lang: state.lang.get(),
                this_year: state.this_year(),
                since: state.since(),
            })
        });
        looked.flatten()
    }

    /// Whom a form is about: his key, his card, what he is called.
    fn subject(&self) -> (CustomerKey, Card, String) {
        (self.key.clone(), self.card.clone(), self.person.name.clone())
    }

    /// True where what was before the book was booked, and that stands.
    fn has_opening(&self) -> bool {
        let is_opening = |booking: Booking| matches!(booking, Booking::OpeningBalance { .. });
        self.events.iter().any(|it| it.stands() && it.booking().is_some_and(is_opening))
    }

    /// A day, without its year where that is this one.
    pub(super) fn day(&self, day: Day) -> String {
        number::day(day, self.lang, self.this_year)
    }
}

/// By what everybody is known of whom two-sided events tell.
fn labels(shop: &Shop, events: &[Event]) -> HashMap<Index, String> {
    let both = |event: &Event| {
        let (one, other) = event.deed.customers();
        one.zip(other).map(|(one, other)| [one, other])
    };
    let label = |at: Index| Some((at, text::label(shop.customers().get(at.position())?)));
    events.iter().filter_map(both).flatten().filter_map(label).collect()
}

/// The card of the address, or what one sees beside the list before one is chosen.
#[component]
pub fn CardPage(
    /// The list it stands beside.
    listing: Listing,
) -> impl IntoView {
    let state = use_state();
    let Listing { asked, open, .. } = listing;
    // What is being typed outlives a change of the book, not another card.
    let forms = Memo::new(move |_| {
        open.track();
        let closed = || RwSignal::new(false);
        Forms {
            editing: closed(),
            noting: closed(),
            ordering: closed(),
            giving: closed(),
            referring: closed(),
            opened: RwSignal::new(None),
            refund: RwSignal::new(None),
            doing: RwSignal::new(None),
            voiding: RwSignal::new(None),
            void_reason: RwSignal::new(String::new()),
            carding: closed(),
            pricing: closed(),
            picturing: RwSignal::new(None),
        }
    });
    // The same card is drawn anew section by section, and only where it says something else.
    let scene = Memo::new(move |_| CardScene::of(state, &open.get()).map(Arc::new));
    let is_here = Memo::new(move |_| scene.with(Option::is_some));
    move || {
        if open.with(|id| id.is_empty()) {
            return view! { <NobodyChosen/> }.into_any();
        }
        match is_here.get() {
            true => card(state, scene, asked, forms.get()).into_any(),
            false => view! { <NotHere/> }.into_any(),
        }
    }
}

/// The customer whose card is open, as he stands now.
pub(super) type Scene = Memo<Option<Arc<CardScene>>>;

/// A section, drawn anew with its customer.
fn section<V>(scene: Scene, draw: impl Fn(&CardScene) -> V) -> impl Fn() -> Option<V> {
    move || scene.get().map(|scene| draw(&scene))
}

/// Which forms of a card are open.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Forms {
    editing: RwSignal<bool>,
    noting: RwSignal<bool>,
    ordering: RwSignal<bool>,
    giving: RwSignal<bool>,
    referring: RwSignal<bool>,
    /// The order whose lines are open.
    opened: RwSignal<Option<OrderKey>>,
    refund: RwSignal<Option<Refunding>>,
    /// What is done by hand with his points.
    doing: RwSignal<Option<Doing>>,
    /// The coupon that is being taken back.
    voiding: RwSignal<Option<Uuid>>,
    /// Why, as it is typed.
    void_reason: RwSignal<String>,
    /// His member card stands over the page.
    carding: RwSignal<bool>,
    /// An own price is being set.
    pricing: RwSignal<bool>,
    /// Which picture for him stands over the page.
    picturing: RwSignal<Option<Notice>>,
}

fn card(state: State, scene: Scene, asked: Memo<Asked>, forms: Forms) -> impl IntoView + use<> {
    let Forms { editing, noting, ordering, giving, pricing, referring, doing, .. } = forms;
    provide_context(forms);
    let article: NodeRef<html::Article> = NodeRef::new();
    Effect::new(move |before: Option<usize>| {
        let open = [editing, noting, ordering, giving, pricing, referring];
        let open = open.into_iter().filter(|it| it.get()).count();
        let open = open + usize::from(doing.get().is_some());
        if before.is_some_and(|before| open < before) {
            focus::back_to(article);
        }
        open
    });
    // A form begins with what the card says when it is opened, and is left alone after that.
    let begun = move || scene.get_untracked();
    let form = move || {
        begun().map(|it| {
            let (customer, card, name) = it.subject();
            view! { <EditForm customer card name editing/> }
        })
    };
    let note = move || {
        begun().map(|it| {
            let (customer, _, name) = it.subject();
            view! { <NoteForm customer name noting/> }
        })
    };
    let order = move || {
        begun().map(|it| {
            let (customer, _, name) = it.subject();
            view! { <OrderForm customer name ordering/> }
        })
    };
    let give = move || {
        begun().map(|it| {
            let (customer, _, name) = it.subject();
            view! { <GiveTier customer name giving/> }
        })
    };
    let refer = move || {
        begun().map(|it| {
            let (customer, _, name) = it.subject();
            view! { <ReferralForm customer name referring/> }
        })
    };
    view! {
        <a class="back only-phone" href=move || asked.get().href()>
            <Icon glyph=Glyph::Back/>
            {say!(card.back)}
        </a>
        <article
            class="sheet card"
            node_ref=article
            data-testid="customer-card"
            data-id=move || scene.get().map(|it| it.person.id.clone())
            tabindex="-1"
        >
            {section(scene, move |it| head::head(state, it, editing))}
            {section(scene, move |it| twin::hint(state, it))}
            <Show when=move || editing.get()>{form}</Show>
            <Show when=move || noting.get()>{note}</Show>
            <Show when=move || ordering.get()>{order}</Show>
            <Show when=move || giving.get()>{give}</Show>
            {section(scene, figures::rhythm)}
            {section(scene, figures::account)}
            {section(scene, move |it| tier::tier(state, it, forms))}
            {section(scene, move |it| points::points(state, it, forms))}
            {points_form(scene, doing)}
            {section(scene, move |it| coupons::coupons(state, it, forms))}
            {section(scene, move |it| prices::prices(state, it, forms))}
            <Show when=move || pricing.get()>{prices::own_price_form(scene, forms)}</Show>
            {section(scene, move |it| orders::orders(state, it))}
            {section(scene, contacts::contacts)}
            {section(scene, move |it| profile::profile(state, it))}
            {section(scene, move |it| referral::referral(state, it, referring))}
            <Show when=move || referring.get()>{refer}</Show>
            {section(scene, move |it| history::history(state, it))}
        </article>
        {head::acts(state, scene, forms)}
        {section(scene, move |it| paper::paper(state, it))}
        <MemberCard shown=member_card::shown(scene, forms.carding) open=forms.carding/>
        <NoticeDialog shown=notice::shown(scene, forms.picturing) open=forms.picturing/>
    }
}

/// The form of what is done with his points. Like the others it begins with what the card says.
fn points_form(scene: Scene, doing: RwSignal<Option<Doing>>) -> impl Fn() -> Option<AnyView> {
    move || {
        let what = doing.get()?;
        let begun = scene.get_untracked()?;
        let (customer, card, name) = begun.subject();
        let close = move |()| doing.set(None);
        let last_day = begun.member.last_day();
        Some(match what {
            Doing::Give => view! { <GiveForm customer name last_day close/> }.into_any(),
            Doing::Redeem => {
                let available = move || {
                    let scene = scene.get()?;
                    Some(scene.member.statement.as_ref()?.available)
                };
                let available = Signal::derive(move || available().unwrap_or_default());
                view! { <RedeemForm customer name available close/> }.into_any()
            }
            Doing::Opening => {
                // What a list said is offered once: a balance that was booked counts by itself.
                let said = card.facts.opening.filter(|_| !begun.has_opening());
                let has_points = begun.member.statement.is_some();
                view! { <OpeningForm customer name said has_points last_day close/> }.into_any()
            }
        })
    }
}

#[component]
fn NobodyChosen() -> impl IntoView {
    view! {
        <div class="empty sheet only-desk">
            <Icon glyph=Glyph::People/>
            <p>{say!(card.choose)}</p>
        </div>
    }
}

#[component]
fn NotHere() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="card-missing">
            <h2>{say!(card.missing)}</h2>
            <p>{say!(card.missing_hint)}</p>
            <a class="btn" href="#/customers">
                {say!(card.back)}
            </a>
        </div>
    }
}
