//! The goods with what everybody pays for them.

use std::sync::Arc;

use leptos::prelude::*;

use super::{HREF, good_search};
use crate::domain::goods::ProductDraft;
use crate::domain::loyalty::RuleId;
use crate::domain::member::OnLists;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::veil;

/// So many stand in the list at once; more come with a tap.
const AT_ONCE: usize = 60;

/// The list with its search.
#[component]
pub fn GoodsList() -> impl IntoView {
    let state = use_state();
    let goods = Memo::new(move |_| Arc::new(state.goods()));
    let on_lists = state.on_lists();
    let typed = RwSignal::new(String::new());
    let most = RwSignal::new(AT_ONCE);
    let found = good_search::found(state, goods, typed);
    let count = move || text::goods(state.lang.get(), goods.with(|goods| goods.len() as u64));
    let rows = move || {
        let (lang, goods, most) = (state.lang.get(), goods.get(), most.get());
        let on_lists = on_lists.get();
        let shown = found.get().into_iter().take(most);
        let row = |good: &ProductDraft| row(lang, good, on_lists.as_deref());
        shown.filter_map(|at| goods.get(at)).map(row).collect_view()
    };
    let is_empty = Memo::new(move |_| goods.with(|goods| goods.is_empty()));
    let nothing = move || {
        let typed = typed.with(|it| it.trim().to_owned());
        (!is_empty.get() && found.with(Vec::is_empty))
            .then(|| td_string!(state.lang.get(), prices.not_found, typed = typed))
    };
    let is_more = move || found.with(Vec::len) > most.get();
    view! {
        <section class="sec" data-testid="goods-list">
            <div class="sec-h">
                <h2>{say!(prices.goods)}</h2>
                <span class="n">{count}</span>
            </div>
            <Show when=move || !is_empty.get() fallback=NoGoods>
                <div class="affix price-search" role="search">
                    <Icon glyph=Glyph::Search size=Size::Small/>
                    <input
                        class="input"
                        type="search"
                        autocomplete="off"
                        data-testid="goods-search"
                        aria-label=say!(prices.search)
                        placeholder=say!(prices.search_hint)
                        on:focus=move |_| state.want_readings()
                        on:input:target=move |event| typed.set(event.target().value())
                    />
                </div>
                <p class="muted price-none" role="status">{nothing}</p>
                <ul class="rows sheet">{rows}</ul>
                <Show when=is_more>
                    <Press
                        testid="goods-more"
                        class="btn btn-3"
                        act=move |()| most.update(|most| *most += AT_ONCE)
                    >
                        {say!(prices.more)}
                    </Press>
                </Show>
            </Show>
        </section>
        <a class="btn btn-wide" href=format!("{HREF}/new") data-testid="good-new">
            <Icon glyph=Glyph::Plus size=Size::Small/>
            {say!(prices.good_new)}
        </a>
    }
}

/// What stands there before the first good.
#[component]
fn NoGoods() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="goods-none">
            <h2>{say!(prices.goods_none)}</h2>
            <p>{say!(prices.goods_none_hint)}</p>
        </div>
    }
}

fn row(lang: Locale, good: &ProductDraft, on_lists: Option<&OnLists>) -> AnyView {
    let id = RuleId::of_product(&good.sku);
    let says = about(lang, good, on_lists);
    view! {
        <li>
            <div class="prom" data-testid="good-row" data-sku=good.sku.clone()>
                <a class="offer-link" href=format!("{HREF}/good/{id}")>
                    <b>
                        <bdi>{veil::text(&good.name)}</bdi>
                    </b>
                    <span class="small">{says}</span>
                </a>
            </div>
        </li>
    }
    .into_any()
}

/// What stands below its name: base price, steps, regions, own prices.
fn about(lang: Locale, good: &ProductDraft, on_lists: Option<&OnLists>) -> String {
    let base = match &good.base {
        Some(base) => text::prices::price(lang, base, &good.unit),
        None => td_string!(lang, prices.no_base).to_owned(),
    };
    let regions = good.region.len();
    let regions = (regions > 0)
        .then(|| td_string!(lang, prices.regions_n, n = number::count(regions as u64)));
    let own = on_lists.and_then(|found| found.own.get(good.sku.trim())).copied();
    let own = own.filter(|own| *own > 0);
    let own = own.map(|own| td_string!(lang, prices.own_n, n = number::count(own)));
    let sku = (good.sku.trim() != good.name.trim()).then(|| good.sku.trim().to_owned());
    [Some(base), regions, own, sku].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
