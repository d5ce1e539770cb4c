//! The card that a member shows: name, tier, points, what that gives him, his coupons, and a code
//! that holds an id with a check character and nothing else. On the page, and as a picture.

pub mod plan;

use leptos::prelude::*;

use super::{CardScene, Scene};
use crate::domain::coupon::life::Life;
use crate::domain::day::Day;
use crate::domain::figures::CountingRule;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Rule, Rulebook};
use crate::domain::member::Membership;
use crate::domain::shop::Shop;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::components::qr::{Qr, QrDrawing};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::picture::{Picture, PictureMarks};
use crate::ui::route::{Here, Route};
use crate::ui::say::say;
use crate::ui::state::{State, use_state};

use plan::Paper;

const MARKS: PictureMarks = PictureMarks {
    preview: "member-card-preview",
    save: "member-card-save",
    share: "member-card-share",
    close: "member-card-picture-close",
};
/// So many rights stand on a card.
const RIGHTS: usize = 3;
/// So many coupons, those that end first.
const COUPONS: usize = 4;
/// The word in the address that opens the card: `#/customers/17-9f3a?card`.
const WORD: &str = "card";

/// What of the card comes from the book.
#[derive(PartialEq)]
pub(super) struct CardFace {
    /// What the QR holds.
    code: String,
    /// The shop's own name.
    pub(super) shop: String,
    /// The title of his tier; empty where there are none.
    tier: String,
    /// What that gives him.
    rights: Vec<String>,
}

impl CardFace {
    pub(super) fn of(
        shop: &Shop,
        rules: &Rulebook,
        counting: CountingRule,
        (customer, day): (Index, Day),
    ) -> CardFace {
        let standing = Membership::of(shop, rules, counting, customer, day);
        let policy = rules.policy_on(day);
        let tier = standing
            .zip(policy)
            .and_then(|(membership, (_, policy))| policy.tier(membership.standing.step).cloned());
        let title = tier.as_ref().map(|tier| match tier.title.trim() {
            "" => tier.name.clone(),
            title => title.to_owned(),
        });
        let rights = tier.map(|tier| tier.rights).unwrap_or_default();
        let rights = rights.into_iter().filter(|it| !it.trim().is_empty());
        CardFace {
            code: shop.card_code(customer).unwrap_or_default(),
            shop: shop.profile().name.value.to_string(),
            tier: title.unwrap_or_default(),
            rights: rights.take(RIGHTS).collect(),
        }
    }
}

/// All that stands on the card.
fn paper(scene: &CardScene) -> Paper {
    let (lang, face) = (scene.lang, &scene.face);
    let points = scene.member.statement.as_ref().map(|statement| {
        let n = number::count(statement.available.number().unsigned_abs());
        td_string!(lang, membercard.points, n = n)
    });
    let mut coupons: Vec<(Option<Day>, String)> = Vec::new();
    for (coupon, _) in &scene.member.coupons {
        let Some(Life::Issued { last_day, .. }) = &coupon.life.life else { continue };
        let name = scene.rules.rule(coupon.offer).map(Rule::name).unwrap_or_default();
        let says = match last_day {
            Some(day) => {
                td_string!(lang, membercard.coupon_until, name = name, day = scene.day(*day))
            }
            None => name.to_owned(),
        };
        coupons.push((*last_day, says));
    }
    // Those without an end come last.
    coupons.sort_by_key(|(last_day, _)| last_day.unwrap_or(Day::MAX));
    Paper {
        shop: face.shop.clone(),
        name: scene.called.clone(),
        tier: face.tier.clone(),
        points: points.unwrap_or_default(),
        rights: face.rights.clone(),
        coupons: coupons.into_iter().map(|(_, says)| says).take(COUPONS).collect(),
        qr: QrDrawing::of(&face.code).unwrap_or_default(),
        code: face.code.clone(),
        foot: td_string!(lang, membercard.foot).to_owned(),
    }
}

/// What the card says while it stands over the page.
pub(super) fn shown(scene: Scene, open: RwSignal<bool>) -> Memo<Option<Paper>> {
    Memo::new(move |_| open.get().then(|| scene.get()).flatten().map(|scene| paper(&scene)))
}

/// The card over the page.
#[component]
pub fn MemberCard(
    /// What it says, while it stands.
    shown: Memo<Option<Paper>>,
    /// Whether it stands.
    open: RwSignal<bool>,
) -> impl IntoView {
    let Here(here) = expect_context();
    // The address opens it; closing it leaves the address to the way back.
    let is_asked = Memo::new(move |_| {
        here.with(|it| {
            let query = it.as_ref().filter(|it| it.route == Route::Customers);
            query.is_some_and(|it| it.query.split('&').any(|part| part == WORD))
        })
    });
    Effect::new(move |_| {
        if is_asked.get() {
            open.set(true);
        }
    });
    view! {
        <Dialog
            testid="member-card"
            class="dialog picture"
            label=Signal::derive(say!(membercard.title))
            open
            closed=move |()| open.set(false)
        >
            <Show when=move || shown.with(Option::is_some)>
                <Face shown open/>
            </Show>
        </Dialog>
    }
}

/// The card itself with the ways to hand it on.
#[component]
fn Face(shown: Memo<Option<Paper>>, open: RwSignal<bool>) -> impl IntoView {
    let state = use_state();
    let drawn = RwSignal::new(false);
    let name = move |()| shown.with_untracked(|it| file_name(state, it.as_ref()));
    view! {
        <h2>{say!(membercard.title)}</h2>
        <p class="muted">{say!(membercard.hint)}</p>
        {move || shown.get().map(|paper| face(state.lang.get(), &paper))}
        <Show when=move || drawn.get()>
            <Picture paper=shown name marks=MARKS/>
        </Show>
        <div class="btn-row ends">
            <Press testid="member-card-close" class="btn btn-3" act=move |()| open.set(false)>
                {say!(membercard.close)}
            </Press>
            <Show when=move || !drawn.get()>
                <Press
                    testid="member-card-picture"
                    class="btn btn-1"
                    act=move |()| drawn.set(true)
                >
                    {say!(membercard.as_picture)}
                </Press>
            </Show>
        </div>
    }
}

fn face(lang: Locale, paper: &Paper) -> AnyView {
    let label = td_string!(lang, membercard.qr, code = paper.code.clone());
    let said = |testid: &'static str, text: &String| {
        let text = text.clone();
        (!text.is_empty()).then(|| view! { <p data-testid=testid>{text}</p> })
    };
    let list = |testid: &'static str, lines: &[String]| {
        let rows = lines.iter().cloned().map(|it| view! { <li>{it}</li> }).collect_view();
        (!lines.is_empty()).then(|| {
            view! {
                <ul class="pts-list" data-testid=testid>
                    {rows}
                </ul>
            }
        })
    };
    view! {
        <article class="pts-face">
            <p class="muted">{paper.shop.clone()}</p>
            <h3 data-testid="member-card-name">
                <Named name=paper.name.clone()/>
            </h3>
            {said("member-card-tier", &paper.tier)}
            {said("member-card-points", &paper.points)}
            {list("member-card-rights", &paper.rights)}
            {list("member-card-coupons", &paper.coupons)}
            <Qr
                text=paper.code.clone()
                size=200
                label
                testid="member-card-qr"
            />
            <p class="num" data-testid="member-card-code">
                {paper.code.clone()}
            </p>
            <p class="muted">{paper.foot.clone()}</p>
        </article>
    }
    .into_any()
}

/// The name of the file says nothing of the member but his code.
fn file_name(state: State, paper: Option<&Paper>) -> String {
    let title = td_string!(state.lang.get_untracked(), membercard.title);
    let code = paper.map(|it| it.code.as_str()).unwrap_or_default();
    format!("{title}-{code}.png")
}
