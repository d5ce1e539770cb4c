//! His points: what there is, to which day, how it came about; and what can be done by hand.

pub mod give;
pub mod opening;
pub mod redeem;
mod words;

use leptos::prelude::*;

use super::{CardScene, Forms};
use crate::domain::day::Day;
use crate::domain::figures::CountingRule;
use crate::domain::intern::Index;
use crate::domain::loyalty::{PointsTerms, Rulebook};
use crate::domain::member::{HeldCoupon, Statement, StatementLine};
use crate::domain::points::Points;
use crate::domain::shop::Shop;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::state::State;
use crate::ui::text;

/// So many entries stand open; older ones come with a tap.
const FIRST: usize = 6;

/// What a member has, worked out once for each change of the book.
#[derive(PartialEq)]
pub(super) struct MemberScene {
    /// His points; `None` where the shop never had a program.
    pub(super) statement: Option<Statement>,
    /// His coupons, the latest first, with the number of the order that used each.
    pub(super) coupons: Vec<(HeldCoupon, String)>,
    /// The points in force on the day.
    pub(super) terms: Option<PointsTerms>,
    /// There are tiers, or will be.
    pub(super) has_tiers: bool,
    /// The day that is looked at.
    pub(super) day: Day,
}

impl MemberScene {
    pub(super) fn of(
        shop: &Shop,
        rules: &Rulebook,
        counting: CountingRule,
        (customer, day): (Index, Day),
    ) -> MemberScene {
        let held = shop.coupons_of(rules, customer, day).into_iter();
        let coupons = held.map(|it| {
            let number = super::coupons::order_of(shop, customer, &it);
            (it, number)
        });
        MemberScene {
            statement: shop.statement_of(rules, counting, customer, day),
            coupons: coupons.collect(),
            terms: rules.points_on(day).map(|(_, terms)| terms.clone()),
            has_tiers: !rules.policies().is_empty(),
            day,
        }
    }

    /// The shop has points or tiers: then somebody is a member.
    pub(super) fn has_program(&self) -> bool {
        self.statement.is_some() || self.has_tiers
    }

    /// The last day of points that are given today; `None` = for ever.
    pub(super) fn last_day(&self) -> Option<Day> {
        self.terms.as_ref().and_then(|terms| terms.validity.last_day(self.day).day())
    }
}

/// What is done by hand with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// Points are given or taken.
    Give,
    /// A gift is taken for points.
    Redeem,
    /// What was before the book is written down.
    Opening,
}

/// The section; not there where the shop has neither points nor tiers.
pub(super) fn points(state: State, scene: &CardScene, forms: Forms) -> Option<AnyView> {
    if !scene.member.has_program() {
        return None;
    }
    let lang = scene.lang;
    let account = scene.member.statement.as_ref().map(|statement| account(scene, statement));
    let title = match scene.member.statement {
        Some(_) => td_string!(lang, points.title),
        None => td_string!(lang, points.member),
    };
    Some(
        view! {
            <section data-testid="card-points">
                <h3>{title}</h3>
                {account}
                {acts(state, scene, forms)}
            </section>
        }
        .into_any(),
    )
}

fn account(scene: &CardScene, statement: &Statement) -> AnyView {
    view! {
        {figures(scene, statement)}
        {asides(scene, statement)}
        {lots(scene, statement)}
        {entries(scene, statement)}
    }
    .into_any()
}

fn size(points: Points) -> String {
    number::count(points.number().unsigned_abs())
}

fn figures(scene: &CardScene, statement: &Statement) -> AnyView {
    let lang = scene.lang;
    let fact = |testid: &'static str, name: &'static str, points: Points| {
        view! {
            <div class="fact">
                <dt class="k">{name}</dt>
                <dd class="v num" data-testid=testid data-value=points.number()>
                    {size(points)}
                </dd>
            </div>
        }
    };
    let owed = (statement.debt > Points::ZERO)
        .then(|| fact("points-debt", td_string!(lang, points.owed), statement.debt));
    view! {
        <dl class="facts">
            {fact("points-balance", td_string!(lang, points.balance), statement.balance)}
            {fact("points-available", td_string!(lang, points.available), statement.available)}
            {owed}
        </dl>
    }
    .into_any()
}

/// What has to be said beside the numbers.
fn asides(scene: &CardScene, statement: &Statement) -> AnyView {
    let lang = scene.lang;
    let points = |points: Points| text::points(lang, points.number().unsigned_abs());
    let open = (statement.open > Points::ZERO)
        .then(|| td_string!(lang, points.may_go_back, points = points(statement.open)));
    let owed = (statement.debt > Points::ZERO)
        .then(|| td_string!(lang, points.debt_hint, points = points(statement.debt)));
    let off = match &scene.member.terms {
        Some(terms) if terms.is_on => None,
        Some(_) => Some(td_string!(lang, points.off_now).to_owned()),
        None => Some(td_string!(lang, points.not_begun).to_owned()),
    };
    let says = [open, owed, off].into_iter().flatten();
    let says = says.map(|words| view! { <p class="small">{words}</p> });
    says.collect_view().into_any()
}

/// To which day each can be spent; nothing where all of them stay.
fn lots(scene: &CardScene, statement: &Statement) -> Option<AnyView> {
    if statement.lots.iter().all(|lot| lot.last_day.is_none()) {
        return None;
    }
    let lang = scene.lang;
    let rows = statement.lots.iter().map(|lot| {
        let until = match lot.last_day {
            Some(day) => td_string!(lang, points.until, day = scene.day(day)),
            None => td_string!(lang, points.for_ever).to_owned(),
        };
        view! {
            <li class="line" data-testid="points-lot">
                <span class="d num">{size(lot.left)}</span>
                <span class="whole">{words::about(scene, &lot.about)}</span>
                <span class="muted">{until}</span>
            </li>
        }
    });
    Some(
        view! {
            <details>
                <summary class="small">{td_string!(lang, points.lots)}</summary>
                <ul class="ledger">{rows.collect_view()}</ul>
            </details>
        }
        .into_any(),
    )
}

/// An entry as it is drawn.
#[derive(Clone)]
struct Row {
    day: String,
    says: String,
    change: String,
    beside: Option<String>,
}

impl Row {
    fn of(scene: &CardScene, line: &StatementLine) -> Row {
        let (says, change, beside) = words::entry(scene, line);
        Row { day: scene.day(line.day), says, change, beside }
    }

    fn draw(&self) -> impl IntoView + use<> {
        let Row { day, says, change, beside } = self.clone();
        view! {
            <li class="line" data-testid="points-entry">
                <span class="d">{day}</span>
                <span class="whole">
                    {says} {beside.map(|it| view! { <span class="muted">" "{it}</span> })}
                </span>
                <b class="num">{change}</b>
            </li>
        }
    }
}

/// What happened, the last first.
fn entries(scene: &CardScene, statement: &Statement) -> AnyView {
    let lang = scene.lang;
    if statement.lines.is_empty() {
        return view! { <p class="muted">{td_string!(lang, points.no_entries)}</p> }.into_any();
    }
    let mut rows: Vec<Row> = statement.lines.iter().map(|line| Row::of(scene, line)).collect();
    let rest = rows.split_off(rows.len().min(FIRST));
    let older = (!rest.is_empty()).then(|| {
        // An agent has thousands: they are drawn when somebody looks at them.
        let is_open = RwSignal::new(false);
        let drawn = move || is_open.get().then(|| rest.iter().map(Row::draw).collect_view());
        view! {
            <details on:toggle=move |_| is_open.set(true)>
                <summary class="small" data-testid="points-older">
                    {td_string!(lang, points.older)}
                </summary>
                <ul class="ledger">{drawn}</ul>
            </details>
        }
    });
    view! {
        <ul class="ledger" data-testid="points-entries">
            {rows.iter().map(Row::draw).collect_view()}
        </ul>
        {older}
    }
    .into_any()
}

fn acts(state: State, scene: &CardScene, forms: Forms) -> Option<AnyView> {
    let lang = scene.lang;
    let Forms { doing, carding, .. } = forms;
    let turn = move |what: Doing| {
        doing.update(|it| *it = if *it == Some(what) { None } else { Some(what) });
    };
    let button = |testid: &'static str, says: &'static str, what: Doing| {
        view! {
            <button
                class="btn"
                type="button"
                data-testid=testid
                aria-expanded=move || (doing.get() == Some(what)).to_string()
                on:click=move |_| turn(what)
            >
                {says}
            </button>
        }
    };
    let has_points = scene.member.statement.is_some();
    let has_gifts = has_points && scene.rules.gifts().any(|(_, gift)| gift.is_on);
    let written = state.may_set().then(|| {
        view! {
            {has_points
                .then(|| button("points-give", td_string!(lang, points.give), Doing::Give))}
            {has_gifts
                .then(|| button("points-redeem", td_string!(lang, points.redeem), Doing::Redeem))}
            {button("points-opening", td_string!(lang, points.opening_balance), Doing::Opening)}
        }
    });
    Some(
        view! {
            <div class="btn-row pts-acts">
                <Press testid="member-card-open" act=move |()| carding.set(true)>
                    {td_string!(lang, membercard.open)}
                </Press>
                {written}
            </div>
        }
        .into_any(),
    )
}
