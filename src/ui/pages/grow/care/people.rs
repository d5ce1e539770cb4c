//! People of a list: who they are, and what can be done for them all at once.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::command::Refused;
use crate::domain::loyalty::{Rule, RuleId};
use crate::domain::price_care::{PaidMore, SeasonBuyer};
use crate::domain::promotion::Step;
use crate::domain::segment::GroupTerms;
use crate::domain::shop::Shop;
use crate::ui::components::copy_text;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, csv, use_state};
use crate::ui::text;
use crate::ui::veil;

/// So many stand on the page at first, and so many more with each tap.
const SHOWN: usize = 20;

/// People at one time: what is written in one act.
const MOST_PEOPLE: usize = 20_000;

/// Somebody, and why he is on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// He paid more before a price fell.
    PaidMore(PaidMore),
    /// He bought a good on these days.
    Bought(SeasonBuyer),
}

impl Person {
    /// What he is called in a price book.
    fn buyer(&self) -> &Arc<str> {
        match self {
            Person::PaidMore(row) => &row.customer,
            Person::Bought(row) => &row.customer,
        }
    }

    fn place(&self) -> Option<u32> {
        u32::try_from(Shop::place_of_buyer(self.buyer())?).ok()
    }

    fn says(&self, lang: Locale, this_year: i32) -> String {
        match self {
            Person::PaidMore(row) => text::price_care::paid_more(lang, row, this_year),
            Person::Bought(row) => {
                let last = row.days.last().map(|day| number::day(*day, lang, this_year));
                let times = text::times(lang, row.days.len() as u64);
                let last = last.unwrap_or_default();
                td_string!(lang, price_care.bought, times = times, day = last)
            }
        }
    }

    /// How much it cost him more.
    fn amount(&self, lang: Locale) -> Option<String> {
        match self {
            Person::PaidMore(row) => {
                let amount = text::price_care::amount(row.difference_fen);
                Some(td_string!(lang, price_care.difference, amount = amount))
            }
            Person::Bought(_) => None,
        }
    }

    /// A row of a table behind his name: the last day, how much or how often, what he paid, and
    /// how much that was more.
    fn cells(&self) -> [String; 4] {
        match self {
            Person::PaidMore(row) => [
                row.last_day.to_string(),
                number::quantity(row.quantity),
                number::plain_money(row.paid_fen),
                number::plain_money(row.difference_fen),
            ],
            Person::Bought(row) => [
                row.days.last().map(ToString::to_string).unwrap_or_default(),
                row.days.len().to_string(),
                String::new(),
                String::new(),
            ],
        }
    }
}

/// The list as a table for other programs.
fn as_table(state: State, people: &[Person]) -> String {
    let lang = state.lang.get_untracked();
    let places: Vec<u32> = people.iter().filter_map(Person::place).collect();
    let head = [
        td_string!(lang, price_care.t_name),
        td_string!(lang, price_care.t_last),
        td_string!(lang, price_care.t_quantity),
        td_string!(lang, price_care.t_paid),
        td_string!(lang, price_care.t_difference),
    ];
    let rows = state.goes_by(&places).into_iter().zip(people).map(|(name, person)| {
        let [last, quantity, paid, difference] = person.cells();
        [name, last, quantity, paid, difference]
    });
    csv::of_texts(std::iter::once(head.map(str::to_owned)).chain(rows))
}

/// The list, and what can be done with it.
#[component]
pub fn People(
    /// Who, in the order in which they are shown.
    people: Memo<Arc<Vec<Person>>>,
    /// What the list is about, for those who hear it and for the name of a file.
    #[prop(into)]
    label: Signal<String>,
    /// The group that has these people in it from now on, where there can be one.
    #[prop(into, optional)]
    group: Option<Callback<(), GroupTerms>>,
) -> impl IntoView {
    let state = use_state();
    let most = RwSignal::new(SHOWN);
    let copied = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        people.track();
        copied.set(None);
    });
    let rows = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        let row = |person: &Person| row(state, lang, year, person);
        people.with(|people| people.iter().take(most.get()).map(row).collect_view())
    };
    let places = move || {
        people.with_untracked(|all| all.iter().filter_map(Person::place).collect::<Vec<_>>())
    };
    let copy = move |()| {
        let text = state.goes_by(&places()).join("\n");
        spawn_local(async move {
            let went = copy_text::written(&text).await;
            copied.try_set(Some(went));
        });
    };
    let save = move |()| {
        let table = people.with_untracked(|people| as_table(state, people));
        state.save_table(&label.get_untracked(), &table);
    };
    let status = move || match copied.get() {
        None => "",
        Some(true) => td_string!(state.lang.get(), price_care.copied),
        Some(false) => td_string!(state.lang.get(), price_care.copy_failed),
    };
    let has_more = move || people.with(|all| all.len()) > most.get();
    view! {
        <ul
            class="rows care-people"
            aria-label=move || label.get()
            data-testid="care-people"
            data-total=move || people.with(|all| all.len().to_string())
        >
            {rows}
        </ul>
        <Show when=has_more>
            <Press
                testid="care-people-more"
                class="btn btn-3"
                act=move |()| most.update(|it| *it += 5 * SHOWN)
            >
                {say!(price_care.more_people)}
            </Press>
        </Show>
        <div class="btn-row">
            <Press testid="care-copy" act=copy>
                {say!(price_care.copy_nicks)}
            </Press>
            <Press testid="care-save" act=save>
                {say!(price_care.save_table)}
            </Press>
            {group.map(|group| view! { <MakeGroup group/> })}
        </div>
        <p class="small" role="status" data-testid="care-copied">
            {status}
        </p>
    }
}

fn row(state: State, lang: Locale, year: i32, person: &Person) -> Option<AnyView> {
    let buyer = state.buyer(person.buyer())?;
    let (says, amount) = (person.says(lang, year), person.amount(lang));
    Some(
        view! {
            <li>
                <a class="care-row" href=buyer.href data-testid="care-person">
                    <span class="care-what">
                        <b>
                            <bdi>{buyer.name}</bdi>
                        </b>
                        <span class="small muted">{says}</span>
                    </span>
                    <span class="num">{amount}</span>
                </a>
            </li>
        }
        .into_any(),
    )
}

/// Keeps them as a group of the seller's.
#[component]
pub fn MakeGroup(
    /// The group.
    group: Callback<(), GroupTerms>,
) -> impl IntoView {
    let state = use_state();
    let refused = RwSignal::new(None::<Refused>);
    let made = RwSignal::new(false);
    let make = move |()| {
        let terms = group.run(());
        let name = terms.name.clone();
        state.set_rule(None, Rule::Group(terms), name, move |done| {
            made.try_set(done.is_ok());
            refused.try_set(done.err());
        });
    };
    let says = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    view! {
        <Show
            when=move || made.get()
            fallback=move || {
                view! {
                    <Press
                        testid="care-group"
                        rests=Signal::derive(move || !state.may_set())
                        act=make
                    >
                        {say!(price_care.make_group)}
                    </Press>
                }
            }
        >
            <a class="btn btn-3" href="#/grow/groups" data-testid="care-group-made">
                {say!(price_care.group_made)}
            </a>
        </Show>
        <span class="err" role="alert">
            {says}
        </span>
    }
}

/// Gives all of them a coupon of the shop.
#[component]
pub fn GiveCoupon(
    /// Who.
    people: Memo<Arc<Vec<Person>>>,
) -> impl IntoView {
    let state = use_state();
    let offers = Memo::new(move |_| {
        let rules = state.rulebook();
        let coupons =
            rules.offers().filter(|(_, offer)| offer.is_on && offer.promotion.step == Step::Coupon);
        coupons.map(|(id, offer)| (id, offer.name.clone())).collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(None::<RuleId>);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refused>);
    let count = move || people.with(|all| all.len());
    let options = move || {
        let now = chosen.get_untracked();
        let option = |(id, name): (RuleId, String)| {
            view! {
                <option value=id.to_string() selected=now == Some(id)>
                    {veil::text(&name)}
                </option>
            }
        };
        offers.get().into_iter().map(option).collect_view()
    };
    let give = move |()| {
        let Some(offer) = chosen.get_untracked() else { return };
        let known = offers.with_untracked(|all| {
            all.iter().find(|(id, _)| *id == offer).map(|(_, name)| name.clone())
        });
        let places: Vec<u32> =
            people.with_untracked(|all| all.iter().filter_map(Person::place).collect());
        let to = state.keys_of(&places);
        if to.is_empty() || to.len() > MOST_PEOPLE {
            return;
        }
        busy.set(true);
        state.issue_coupons(offer, to, 0, known.unwrap_or_default(), move |done| {
            busy.try_set(false);
            if done.is_ok() {
                chosen.try_set(None);
            }
            refused.try_set(done.err());
        });
    };
    let is_known = move || {
        chosen.get().is_some_and(|id| offers.with(|all| all.iter().any(|(it, _)| *it == id)))
    };
    let rests = Signal::derive(move || {
        !state.may_set() || busy.get() || !is_known() || count() == 0 || count() > MOST_PEOPLE
    });
    let why = move || {
        let lang = state.lang.get();
        match (state.may_set(), count() > MOST_PEOPLE, is_known()) {
            (false, _, _) => td_string!(lang, price_care.rests),
            (true, true, _) => td_string!(lang, price_care.give_many),
            (true, false, false) => td_string!(lang, price_care.give_choose),
            (true, false, true) => "",
        }
    };
    let gives = move || {
        let lang = state.lang.get();
        let people = text::people(lang, count() as u64);
        td_string!(lang, price_care.give, people = people)
    };
    let says = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    let form = move || {
        view! {
            <label class="field">
                <span class="label">{say!(price_care.give_which)}</span>
                <select
                    class="input"
                    data-testid="care-offer"
                    on:change:target=move |event| {
                        chosen.set(RuleId::parse(&event.target().value()));
                    }
                >
                    <option value="" selected=move || chosen.get().is_none()>
                        {say!(price_care.give_none)}
                    </option>
                    {options}
                </select>
            </label>
            <Press testid="care-give" class="btn btn-2" rests act=give>
                {gives}
            </Press>
            <p class="small muted">{why}</p>
        }
    };
    view! {
        <div class="form care-give">
            <h3>{say!(price_care.give_title)}</h3>
            <Show
                when=move || !offers.with(Vec::is_empty)
                fallback=move || {
                    view! {
                        <p class="small">{say!(price_care.give_no_offer)}</p>
                        <a class="btn" href="#/grow/coupons/new/shop" data-testid="care-make-offer">
                            {say!(price_care.give_make)}
                        </a>
                    }
                }
            >
                {form}
            </Show>
            <p class="err" role="alert">
                {says}
            </p>
        </div>
    }
}
