//! A private list: its name and its prices.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::list_people::ListPeople;
use super::price_fields::PriceFields;
use super::typed::{PriceTyped, PriceWrong, good_of, offered};
use super::{HREF, go};
use crate::domain::command::Refused;
use crate::domain::goods::{Buyer, PriceBook, PriceDraft, PriceListDraft, ProductDraft};
use crate::domain::loyalty::{Rule, RuleId};
use crate::ui::bidi::isolated;
use crate::ui::components::press::Press;
use crate::ui::components::text_field::TextField;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, words};
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// The id of the goods that are offered.
const GOODS: &str = "list-goods";

/// A price of the list while it is typed.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LineTyped {
    id: u32,
    good: RwSignal<String>,
    price: PriceTyped,
}

/// What cannot be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Name,
    NoGood(usize),
    Twice(usize),
    NoPrice(usize),
    Price(usize, PriceWrong),
}

impl Wrong {
    const fn line(self) -> Option<usize> {
        match self {
            Wrong::Name => None,
            Wrong::NoGood(at) | Wrong::Twice(at) | Wrong::NoPrice(at) | Wrong::Price(at, _) => {
                Some(at)
            }
        }
    }

    fn words(self, lang: Locale) -> &'static str {
        match self {
            Wrong::Name => td_string!(lang, prices.fault_no_name),
            Wrong::NoGood(_) => td_string!(lang, prices.line_no_good),
            Wrong::Twice(_) => td_string!(lang, prices.line_twice),
            Wrong::NoPrice(_) => td_string!(lang, prices.fault_no_price),
            Wrong::Price(..) => td_string!(lang, prices.see_red),
        }
    }
}

fn lines_of(known: Option<&PriceListDraft>, goods: &[ProductDraft]) -> Vec<LineTyped> {
    let prices = known.map(|known| known.prices.as_slice()).unwrap_or_default();
    let name = |sku: &str| {
        let good = goods.iter().find(|good| good.sku.trim() == sku.trim());
        good.map_or_else(|| sku.to_owned(), offered)
    };
    let line = |((sku, price), id): (&(String, PriceDraft), u32)| LineTyped {
        id,
        good: RwSignal::new(name(sku)),
        price: PriceTyped::of(Some(price)),
    };
    prices.iter().zip(0_u32..).map(line).collect()
}

/// What was typed. A line of which nothing is typed is none; one of a good that was taken out keeps
/// its number.
fn read(
    name: &str,
    lines: &[LineTyped],
    goods: &[ProductDraft],
    known: &[(String, PriceDraft)],
) -> Result<PriceListDraft, Wrong> {
    let name = name.trim().to_owned();
    if name.is_empty() {
        return Err(Wrong::Name);
    }
    let mut prices: Vec<(String, PriceDraft)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let typed = line.good.get();
        let price = line.price.read().map_err(|it| Wrong::Price(at, it))?;
        if typed.trim().is_empty() && price.is_none() {
            continue;
        }
        let was_there = || known.iter().any(|(sku, _)| sku == typed.trim());
        let sku = match good_of(goods, &typed) {
            Some(good) => good.sku.trim().to_owned(),
            None if was_there() => typed.trim().to_owned(),
            None => return Err(Wrong::NoGood(at)),
        };
        if prices.iter().any(|(known, _)| *known == sku) {
            return Err(Wrong::Twice(at));
        }
        prices.push((sku, price.ok_or(Wrong::NoPrice(at))?));
    }
    Ok(PriceListDraft { name, prices, ..PriceListDraft::default() })
}

/// A new list, or one that is there.
#[component]
pub fn ListForm(
    /// The list that is written anew.
    known: Option<(RuleId, PriceListDraft)>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    let goods = Memo::new(move |_| Arc::new(state.goods()));
    let id = known.as_ref().map(|(id, _)| *id);
    let known = known.map(|(_, known)| known);
    let name = RwSignal::new(known.as_ref().map(|it| it.name.clone()).unwrap_or_default());
    let lines = RwSignal::new(untrack(|| goods.with(|goods| lines_of(known.as_ref(), goods))));
    let known_prices = StoredValue::new(known.map(|it| it.prices).unwrap_or_default());
    let wrong = RwSignal::new(None::<Wrong>);
    let refused = RwSignal::new(None::<Refused>);
    let changed = Callback::new(move |()| {
        wrong.set(None);
        refused.set(None);
    });
    let add = move || {
        lines.update(|all| {
            let id = all.iter().map(|it| it.id + 1).max().unwrap_or(0);
            let good = RwSignal::new(String::new());
            all.push(LineTyped { id, good, price: PriceTyped::of(None) });
        });
    };
    if untrack(|| lines.with(Vec::is_empty)) {
        add();
    }
    let draft = move || {
        goods.with(|goods| {
            known_prices.with_value(|known| read(&name.get(), &lines.get(), goods, known))
        })
    };
    let save = move || match untrack(draft) {
        Err(it) => {
            wrong.set(Some(it));
            focus::first_invalid(form);
        }
        Ok(draft) => {
            let name = draft.name.clone();
            state.set_rule(id, Rule::PriceList(draft), name, move |done| match done {
                Ok(()) => go("lists"),
                Err(fault) => {
                    refused.try_set(Some(fault));
                }
            });
        }
    };
    let dearer =
        Memo::new(move |_| draft().ok().map(|it| dearer_goods(state, it)).unwrap_or_default());
    let warnings = move || {
        let lang = state.lang.get();
        let says = |name: String| {
            td_string!(lang, prices.list_dearer, good = isolated(&veil::text(&name)))
        };
        let row = |name| view! { <li class="warn small">{says(name)}</li> };
        dearer.get().into_iter().map(row).collect_view()
    };
    let says = move || {
        let lang = state.lang.get();
        let refused = refused.get().map(|it| text::refused(lang, &it));
        refused.or_else(|| wrong.get().map(|it| it.words(lang).to_owned()))
    };
    let options = move || {
        let option = |good: &ProductDraft| view! { <option value=offered(good)></option> };
        goods.with(|goods| goods.iter().map(option).collect_view())
    };
    let row = move |line: LineTyped| line_row(state, line, lines, goods, wrong, changed);
    let remove = id.map(|id| {
        let act = move |()| {
            state.remove_rule(id, name.get_untracked(), |done| {
                if done.is_ok() {
                    go("lists");
                }
            });
        };
        view! {
            <Press
                testid="price-list-remove"
                class="btn btn-3"
                rests=Signal::derive(move || !state.may_set())
                act
            >
                {say!(prices.list_remove)}
            </Press>
        }
    });
    let no_name = Signal::derive(move || wrong.get() == Some(Wrong::Name));
    view! {
        <form
            class="sheet pad form price-form"
            data-testid="price-list-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h2>
                {move || match id {
                    Some(_) => td_string!(state.lang.get(), prices.list),
                    None => td_string!(state.lang.get(), prices.list_new),
                }}
            </h2>
            <TextField
                testid="price-list-name"
                label=words(|lang| td_string!(lang, prices.list_name))
                written=name
                hint=words(|lang| td_string!(lang, prices.list_name_hint))
                invalid=no_name
                typed=changed
            />
            <Show when=move || goods.with(|goods| goods.is_empty())>
                <p class="small warn">{say!(prices.list_needs_goods)}</p>
            </Show>
            <datalist id=GOODS>{options}</datalist>
            <For each=move || lines.get() key=|it| it.id children=row/>
            <button
                class="btn btn-3"
                type="button"
                data-testid="price-list-line-add"
                on:click=move |_| add()
            >
                {say!(prices.line_add)}
            </button>
            <ul class="price-warnings" data-testid="price-list-warnings">
                {warnings}
            </ul>
            <p class="err" role="alert">
                {says}
            </p>
            <Show when=move || !state.may_set()>
                <p class="muted">{say!(prices.rests_now)}</p>
            </Show>
            <div class="btn-row ends">
                {remove}
                <a class="btn" href=format!("{HREF}/lists")>
                    {say!(card.cancel)}
                </a>
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="price-list-save"
                    disabled=move || !state.may_set()
                >
                    {say!(card.save)}
                </button>
            </div>
        </form>
        {id.map(|id| view! { <ListPeople id/> })}
    }
}

/// The goods for which the list is dearer than what everybody pays.
fn dearer_goods(state: State, draft: PriceListDraft) -> Vec<String> {
    let day = state.member_day();
    let mut book = PriceBook::of_rules(&state.rulebook());
    let draft = PriceListDraft { id: "draft".to_owned(), ..draft };
    let skus: Vec<String> = draft.prices.iter().map(|(sku, _)| sku.clone()).collect();
    let Ok(list) = draft.parse() else { return Vec::new() };
    book.set_list(list);
    let buyer = Buyer { list: Some("draft"), ..Buyer::default() };
    let is_dear = |sku: &String| !book.dearer(sku, &buyer, day).is_empty();
    let name = |sku: String| book.product(&sku).map_or(sku, |it| it.name().to_string());
    skus.into_iter().filter(is_dear).map(name).collect()
}

fn line_row(
    state: State,
    line: LineTyped,
    lines: RwSignal<Vec<LineTyped>>,
    goods: Memo<Arc<Vec<ProductDraft>>>,
    wrong: RwSignal<Option<Wrong>>,
    changed: Callback<()>,
) -> AnyView {
    let at = move || lines.with(|all| all.iter().position(|it| it.id == line.id));
    let here = move || wrong.get().filter(|it| it.line().is_some() && it.line() == at());
    let price_wrong = Signal::derive(move || match here() {
        Some(Wrong::Price(_, it)) => Some(it),
        Some(Wrong::Name | Wrong::NoGood(_) | Wrong::Twice(_) | Wrong::NoPrice(_)) | None => None,
    });
    let good_wrong =
        Signal::derive(move || matches!(here(), Some(Wrong::NoGood(_) | Wrong::Twice(_))));
    // What everybody pays stands below, so that nobody has to look it up.
    let base = Signal::derive(move || {
        let (lang, typed) = (state.lang.get(), line.good.get());
        let base = goods.with(|goods| {
            let good = good_of(goods, &typed)?;
            Some(text::prices::price(lang, good.base.as_ref()?, &good.unit))
        });
        base.map(|price| td_string!(lang, prices.everybody_pays, price = price)).unwrap_or_default()
    });
    let remove = move |_| {
        lines.update(|all| all.retain(|it| it.id != line.id));
        changed.run(());
    };
    view! {
        <div
            class="price-line"
            role="group"
            aria-label=say!(prices.a_line)
            data-testid="price-list-line"
        >
            <TextField
                testid="price-list-good"
                label=words(|lang| td_string!(lang, prices.good))
                written=line.good
                offered=GOODS
                hint=base
                invalid=good_wrong
                typed=changed
            />
            <PriceFields
                testid="price-list"
                label=words(|lang| td_string!(lang, prices.layer_private))
                typed=line.price
                wrong=price_wrong
                changed
            />
            <button class="btn btn-3" type="button" data-testid="price-list-line-remove" on:click=remove>
                {say!(prices.line_remove)}
            </button>
        </div>
    }
    .into_any()
}
