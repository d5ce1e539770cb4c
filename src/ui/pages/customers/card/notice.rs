//! What a member is sent as a picture (MB14): his bill, and the congratulation of a rise.

use leptos::prelude::*;

use super::{CardScene, Scene};
use crate::ui::components::dialog::Dialog;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::picture::note::{Line, Note};
use crate::ui::picture::{Picture, PictureMarks};
use crate::ui::state::use_state;
use crate::ui::text;

const MARKS: PictureMarks = PictureMarks {
    preview: "notice-preview",
    save: "notice-save",
    share: "notice-share",
    close: "notice-close",
};

/// What of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Since when, how often, how much.
    Bill,
    /// The words for somebody who rose.
    Rise,
}

/// What a bill says: what was bought, and what that gives.
struct Bill {
    /// Since when he buys; empty = he never did.
    since: String,
    /// How often.
    times: String,
    /// For how much.
    net: String,
    /// His tier and what it gives; empty where there are none.
    tier: Vec<String>,
}

impl Bill {
    fn of(scene: &CardScene) -> Bill {
        let lang = scene.lang;
        let figures = scene.person.figures.as_ref();
        let since =
            figures.map(|it| td_string!(lang, tier.bill_since, day = scene.day(it.first_day)));
        let mut tier = Vec::new();
        if let Some(member) = &scene.standing {
            let step = member.standing.step;
            tier.push(text::loyalty::step(lang, &scene.rules, step));
            if let Some((_, policy)) = scene.rules.policy_on(member.standing.day) {
                tier.push(text::tier::gives(lang, policy, step));
                tier.extend(policy.tier(step).into_iter().flat_map(|tier| tier.rights.clone()));
            }
        }
        tier.retain(|it| !it.trim().is_empty());
        Bill {
            since: since.unwrap_or_default(),
            times: figures.map(|it| text::times(lang, it.purchases.into())).unwrap_or_default(),
            net: figures.map(|it| number::money(it.net_fen.minor().into())).unwrap_or_default(),
            tier,
        }
    }
}

/// The bill as words to paste.
pub(super) fn bill_words(scene: &CardScene) -> String {
    let (lang, bill) = (scene.lang, Bill::of(scene));
    let mut says = vec![scene.called.clone(), bill.since];
    if !bill.times.is_empty() {
        says.push(td_string!(lang, tier.bill_orders, times = bill.times));
        says.push(td_string!(lang, tier.bill_net, amount = bill.net));
    }
    says.extend(bill.tier);
    says.retain(|part| !part.is_empty());
    says.join("\n")
}

fn note(scene: &CardScene, notice: Notice) -> Note {
    let lang = scene.lang;
    let says = |all: Vec<String>| all.into_iter().map(Line::Says).collect::<Vec<_>>();
    let shop = scene.face.shop.clone();
    match notice {
        Notice::Bill => {
            let bill = Bill::of(scene);
            let mut bought = Vec::new();
            if !bill.times.is_empty() {
                let (times, net) =
                    (td_string!(lang, tier.bill_times), td_string!(lang, tier.bill_net_title));
                bought = vec![
                    Line::Counts { number: bill.times, what: times.to_owned() },
                    Line::Counts { number: bill.net, what: net.to_owned() },
                ];
            }
            let title = match scene.called.is_empty() {
                true => scene.person.name.clone(),
                false => scene.called.clone(),
            };
            let since = Some(bill.since).filter(|it| !it.is_empty());
            bought.extend(since.map(Line::Says));
            let foot = td_string!(lang, tier.bill_title).to_owned();
            Note { shop, title, blocks: vec![bought, says(bill.tier)], foot }
        }
        Notice::Rise => {
            let member = scene.standing.as_ref();
            let step = member.map(|it| it.standing.step);
            let policy = member.and_then(|it| scene.rules.policy_on(it.standing.day));
            let (title, words) = match (step, policy) {
                (Some(step), Some((_, policy))) => (
                    policy.tier(step).map(text::tier::title).unwrap_or_default().to_owned(),
                    text::tier::congratulation(lang, policy, step, &scene.card, scene.key.label()),
                ),
                (Some(_) | None, _) => Default::default(),
            };
            Note { shop, title, blocks: vec![says(vec![words])], foot: String::new() }
        }
    }
}

/// What stands over the page, while it does.
pub(super) fn shown(scene: Scene, open: RwSignal<Option<Notice>>) -> Memo<Option<Note>> {
    Memo::new(move |_| {
        let notice = open.get()?;
        scene.get().map(|scene| note(&scene, notice))
    })
}

/// The picture over the page.
#[component]
pub fn NoticeDialog(
    /// What stands on it.
    shown: Memo<Option<Note>>,
    /// Which one stands.
    open: RwSignal<Option<Notice>>,
) -> impl IntoView {
    let state = use_state();
    let is_bill = move || open.get() != Some(Notice::Rise);
    let label = move || match is_bill() {
        true => td_string!(state.lang.get(), tier.bill_title),
        false => td_string!(state.lang.get(), tier.rise_title),
    };
    let hint = move || match is_bill() {
        true => td_string!(state.lang.get(), tier.bill_hint),
        false => td_string!(state.lang.get(), tier.rise_hint),
    };
    let name = move |()| format!("{}-{}.png", untrack(label), state.today());
    view! {
        <Dialog
            testid="notice"
            class="dialog picture"
            label=Signal::derive(label)
            open=Signal::derive(move || open.get().is_some())
            closed=move |()| open.set(None)
        >
            <Show when=move || shown.with(Option::is_some)>
                <h2>{label}</h2>
                <p class="muted">{hint}</p>
                <Picture paper=shown name marks=MARKS close=move |()| open.set(None)/>
            </Show>
        </Dialog>
    }
}
