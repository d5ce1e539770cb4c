//! The goods, what is worst first.

use leptos::prelude::*;

use super::{HOME, Scene, Waiting, href_of, marks};
use crate::domain::member::GoodCare;
use crate::domain::price_care::LaunchStage;
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::veil;

/// So many stand on the list at first, and so many more with each tap.
const SHOWN: usize = 40;

/// Which goods stand on the list.
fn is_meant(good: &GoodCare, sought: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(sought);
    sought.is_empty() || has(&good.name) || has(&good.sku)
}

/// The heading, the ways to the lists, and the goods.
#[component]
pub fn GoodsList(
    /// The goods.
    scene: Scene,
    /// What of the section is open.
    rest: Memo<String>,
) -> impl IntoView {
    let state = use_state();
    let sought = RwSignal::new(String::new());
    let most = RwSignal::new(SHOWN);
    let found = Memo::new(move |_| {
        let sought = sought.get().trim().to_lowercase();
        scene.with(|scene| {
            let goods = scene.as_ref().map_or(&[][..], |scene| scene.goods.as_slice());
            let meant = goods.iter().enumerate().filter(|(_, good)| is_meant(good, &sought));
            meant.map(|(at, _)| at).collect::<Vec<_>>()
        })
    });
    let lead = move || {
        let lang = state.lang.get();
        scene.with(|scene| {
            let goods = &scene.as_ref()?.goods;
            let odd = goods.iter().filter(|good| !good.warnings().is_empty()).count() as u64;
            let all = text::price_care::goods(lang, goods.len() as u64);
            let is_written = goods.iter().any(|good| good.is_written);
            Some(match (odd, is_written) {
                (0, false) => td_string!(lang, price_care.lead_unwritten, all = all),
                (0, true) => td_string!(lang, price_care.lead_fine, all = all),
                (1.., false | true) => {
                    let odd = text::price_care::goods(lang, odd);
                    td_string!(lang, price_care.lead, all = all, odd = odd)
                }
            })
        })
    };
    let rows = move || {
        let (lang, open) = (state.lang.get(), rest.get());
        scene.with(|scene| {
            let scene = scene.as_ref()?;
            let goods = found.get();
            let goods = goods.iter().take(most.get()).filter_map(|at| scene.goods.get(*at));
            Some(goods.map(|good| row(lang, good, &open)).collect_view())
        })
    };
    let is_waiting = move || scene.with(Option::is_none);
    let is_empty = move || scene.with(|scene| scene.as_ref().is_some_and(|it| it.goods.is_empty()));
    let none_found = move || !is_waiting() && !is_empty() && found.with(Vec::is_empty);
    let has_more = move || found.with(Vec::len) > most.get();
    view! {
        <section class="care-list" aria-labelledby="care-h">
            <div class="sec-h">
                <h2 id="care-h">{say!(price_care.name)}</h2>
            </div>
            <p class="muted care-lead" role="status" data-testid="care-lead">
                {lead}
            </p>
            <Doors scene rest/>
            <Show when=is_waiting>
                <Waiting/>
            </Show>
            <Show when=is_empty>
                <div class="empty sheet" data-testid="care-none">
                    <h2>{say!(price_care.none)}</h2>
                    <p>{say!(price_care.none_hint)}</p>
                    <a class="btn btn-1" href="#/data">
                        {say!(door.import)}
                    </a>
                </div>
            </Show>
            <Show when=move || !is_waiting() && !is_empty()>
                <label class="field care-find">
                    <span class="label">{say!(price_care.find)}</span>
                    <input
                        class="input"
                        type="search"
                        autocomplete="off"
                        data-testid="care-find"
                        prop:value=move || sought.get()
                        on:input:target=move |event| {
                            sought.set(event.target().value());
                            most.set(SHOWN);
                        }
                    />
                </label>
            </Show>
            <ul class="rows sheet care-rows" data-testid="care-goods">
                {rows}
            </ul>
            <Show when=none_found>
                <p class="muted">{say!(price_care.find_none)}</p>
            </Show>
            <Show when=has_more>
                <Press
                    testid="care-more"
                    class="btn btn-wide"
                    act=move |()| most.update(|it| *it += SHOWN)
                >
                    {say!(price_care.more)}
                </Press>
            </Show>
        </section>
    }
}

fn row(lang: Locale, good: &GoodCare, open: &str) -> AnyView {
    let href = href_of(good.id);
    let is_here = href.strip_prefix(HOME).is_some_and(|it| it.trim_start_matches('/') == open);
    let price = match (good.price_fen, good.paid) {
        (Some(price), _) => text::price_care::amount(price),
        (None, Some(paid)) => {
            let lowest = text::price_care::amount(paid.lowest_fen);
            td_string!(lang, price_care.paid_from, price = lowest)
        }
        (None, None) => td_string!(lang, price_care.no_price).to_owned(),
    };
    let mut tags = marks::tags(lang, good);
    if !good.is_on_sale {
        let says = td_string!(lang, price_care.ended);
        tags.push(view! { <span class="tag">{says}</span> }.into_any());
    }
    if let Some(LaunchStage::Running { .. }) = good.launch {
        let says = td_string!(lang, price_care.launching);
        tags.push(view! { <span class="tag tag-accent">{says}</span> }.into_any());
    }
    let unwritten = (!good.is_written).then(|| {
        view! { <span class="tag">{td_string!(lang, price_care.from_orders)}</span> }
    });
    view! {
        <li>
            <a
                class="care-row"
                href=href
                data-testid="care-good"
                data-sku=good.sku.to_string()
                aria-current=is_here.then_some("true")
            >
                <span class="care-what">
                    <b>
                        <Named name=veil::text(&good.name)/>
                    </b>
                    <span class="care-tags">{tags} {unwritten}</span>
                </span>
                <span class="num">{price}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The ways to what is not about one good, each with how many it holds.
#[component]
fn Doors(
    /// The goods.
    scene: Scene,
    /// What of the section is open.
    rest: Memo<String>,
) -> impl IntoView {
    let state = use_state();
    let counts = Memo::new(move |_| {
        scene.with(|scene| {
            let Some(scene) = scene else { return [None; 3] };
            let goods = || scene.goods.iter();
            let is_now = |good: &&GoodCare| {
                matches!(good.launch, Some(LaunchStage::Ahead { .. } | LaunchStage::Running { .. }))
            };
            let cleared = |good: &&GoodCare| super::clearance::is_cleared(good);
            let all = [scene.seasons.len(), goods().filter(is_now).count(), {
                goods().filter(cleared).count()
            }];
            all.map(Some)
        })
    });
    let door = move |at: usize, path: &'static str, words: fn(Locale) -> &'static str| {
        let n = move || {
            let count = counts.get().get(at).copied().flatten()?;
            (count > 0).then(|| number::count(count as u64))
        };
        view! {
            <a
                class="chip"
                href=format!("{HOME}/{path}")
                data-testid=format!("care-{path}")
                aria-current=move || (rest.get() == path).then_some("page")
            >
                {move || words(state.lang.get())}
                <span class="n">{n}</span>
            </a>
        }
    };
    view! {
        <nav class="chips care-doors" aria-label=say!(price_care.lists)>
            {door(0, "season", |lang| td_string!(lang, price_care.seasons))}
            {door(1, "launch", |lang| td_string!(lang, price_care.launches))}
            {door(2, "clearance", |lang| td_string!(lang, price_care.clearance))}
        </nav>
    }
}
