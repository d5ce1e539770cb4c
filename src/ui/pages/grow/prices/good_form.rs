//! A good: what it is called, what everybody pays for it, and behind a tap the rest.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::price_fields::PriceFields;
use super::regions::{RegionFields, RegionTyped};
use super::typed::{PriceTyped, PriceWrong, read_money};
use super::{HREF, go};
use crate::domain::command::Refused;
use crate::domain::goods::{ProductDraft, ProductFault};
use crate::domain::loyalty::{Rule, RuleId};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number::{self, TypedFault};
use crate::ui::pages::grow::care::cut_warning::CutWarning;
use crate::ui::say::{say, words};
use crate::ui::state::{SeenGood, use_state};
use crate::ui::text;

/// The id of the units that are offered.
const UNITS: &str = "good-units";

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    sku: RwSignal<String>,
    unit: RwSignal<String>,
    category: RwSignal<String>,
    cost: RwSignal<String>,
    resale: RwSignal<String>,
    resale_note: RwSignal<String>,
    base: PriceTyped,
    regions: RwSignal<Vec<RegionTyped>>,
}

/// What cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrong {
    Base(PriceWrong),
    Region(usize, PriceWrong),
    Cost(TypedFault),
    Resale(TypedFault),
    Faults(Vec<ProductFault>),
}

impl Wrong {
    /// In words, where no field of its own says it.
    fn words(&self, lang: Locale) -> String {
        match self {
            Wrong::Base(_) | Wrong::Region(..) => td_string!(lang, prices.see_red).to_owned(),
            Wrong::Cost(fault) | Wrong::Resale(fault) => {
                text::amount_fault(lang, *fault).to_owned()
            }
            Wrong::Faults(faults) => {
                let says = faults.iter().map(|it| text::prices::product_fault(lang, *it));
                says.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

impl Typed {
    fn of(known: Option<&ProductDraft>) -> Typed {
        let text = |of: fn(&ProductDraft) -> &String| {
            RwSignal::new(known.map(|it| of(it).clone()).unwrap_or_default())
        };
        let money = |fen: Option<crate::domain::money::Fen>| {
            RwSignal::new(fen.map(number::plain_money).unwrap_or_default())
        };
        let regions = known.map(|it| RegionTyped::all_of(&it.region)).unwrap_or_default();
        Typed {
            name: text(|it| &it.name),
            sku: text(|it| &it.sku),
            unit: text(|it| &it.unit),
            category: text(|it| &it.category),
            cost: money(known.and_then(|it| it.cost_fen)),
            resale: money(known.and_then(|it| it.min_resale_fen)),
            resale_note: text(|it| &it.resale_note),
            base: PriceTyped::of(known.and_then(|it| it.base.as_ref())),
            regions: RwSignal::new(regions),
        }
    }

    /// The good; what this form does not know of it stays as it is.
    fn read(self, known: ProductDraft) -> Result<ProductDraft, Wrong> {
        let base = self.base.read().map_err(Wrong::Base)?;
        let mut region = Vec::new();
        for (place, typed) in self.regions.get().into_iter().enumerate() {
            let price = typed.price.read().map_err(|it| Wrong::Region(place, it))?;
            // A region without anything typed is none; one without a price says so.
            let name = typed.name.get().trim().to_owned();
            if price.is_some() || !name.is_empty() {
                region.push((name, price.unwrap_or_default()));
            }
        }
        let name = self.name.get().trim().to_owned();
        // A good without a number is known by its name, as orders know it.
        let sku = self.sku.get().trim().to_owned();
        let draft = ProductDraft {
            sku: if sku.is_empty() { name.clone() } else { sku },
            name,
            unit: self.unit.get().trim().to_owned(),
            category: self.category.get().trim().to_owned(),
            base,
            region,
            cost_fen: read_money(&self.cost.get()).map_err(Wrong::Cost)?,
            min_resale_fen: read_money(&self.resale.get()).map_err(Wrong::Resale)?,
            resale_note: self.resale_note.get().trim().to_owned(),
            ..known
        };
        draft.clone().parse().map_err(Wrong::Faults)?;
        Ok(draft)
    }
}

/// A new good, or one that is there.
#[component]
pub fn GoodForm(
    /// The good that is written anew.
    known: Option<(RuleId, ProductDraft)>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    let id = known.as_ref().map(|(id, _)| *id);
    let known = known.map(|(_, known)| known);
    let typed = Typed::of(known.as_ref());
    let (title, is_new) = (known.as_ref().map(|it| it.name.clone()), known.is_none());
    let known = known.unwrap_or_default();
    let wrong = RwSignal::new(None::<Wrong>);
    let refused = RwSignal::new(None::<Refused>);
    let changed = Callback::new(move |()| {
        wrong.set(None);
        refused.set(None);
    });
    // The form draws warnings from what is typed; what cannot be read warns of nothing.
    let draft = {
        let known = known.clone();
        Memo::new(move |_| typed.read(known.clone()).ok())
    };
    let is_taken = Memo::new(move |_| {
        let draft = draft.get().filter(|_| is_new);
        let rules = state.rulebook();
        draft.is_some_and(|it| rules.rule(RuleId::of_product(&it.sku)).is_some())
    });
    let warnings = move || {
        let lang = state.lang.get();
        let draft = draft.get().filter(|it| !it.name.is_empty());
        let warned = draft.map(|it| it.warnings()).unwrap_or_default();
        let mut says: Vec<String> =
            warned.into_iter().map(|it| text::prices::product_warning(lang, it)).collect();
        if is_taken.get() {
            says.insert(0, td_string!(lang, prices.good_taken).to_owned());
        }
        says.into_iter().map(|says| view! { <li class="warn small">{says}</li> }).collect_view()
    };
    let save = move || match untrack(|| typed.read(known.clone())) {
        Err(it) => {
            wrong.set(Some(it));
            focus::first_invalid(form);
        }
        Ok(_) if is_taken.get_untracked() => focus::first_invalid(form),
        Ok(draft) => {
            let name = draft.name.clone();
            state.set_rule(id, Rule::Product(draft), name, move |done| match done {
                Ok(()) => go(""),
                Err(fault) => {
                    refused.try_set(Some(fault));
                }
            });
        }
    };
    let says = move || {
        let lang = state.lang.get();
        let refused = refused.get().map(|it| text::refused(lang, &it));
        refused.or_else(|| wrong.get().map(|it| it.words(lang)))
    };
    let base_wrong = Signal::derive(move || match wrong.get() {
        Some(Wrong::Base(it)) => Some(it),
        Some(Wrong::Region(..) | Wrong::Cost(_) | Wrong::Resale(_) | Wrong::Faults(_)) | None => {
            None
        }
    });
    let no_name = Signal::derive(move || {
        let is_there = |faults: &Vec<ProductFault>| faults.contains(&ProductFault::NoName);
        matches!(wrong.get(), Some(Wrong::Faults(faults)) if is_there(&faults))
    });
    // A lower price can hurt who paid more a moment ago.
    let sku = Signal::derive(move || draft.get().map(|it| it.sku).unwrap_or_default());
    let price = Signal::derive(move || draft.get().and_then(|it| it.base));
    let heading = move || match &title {
        Some(name) => name.clone(),
        None => td_string!(state.lang.get(), prices.good_new).to_owned(),
    };
    let units = ["件", "个", "盒", "箱", "包", "袋", "斤", "公斤", "米", "套"];
    let units = units.map(|unit| view! { <option value=unit></option> });
    let removed = heading.clone();
    let remove = id.map(|id| {
        let act = move |()| {
            state.remove_rule(id, removed(), |done| {
                if done.is_ok() {
                    go("")
                }
            })
        };
        view! {
            <Press
                testid="good-remove"
                class="btn btn-3"
                rests=Signal::derive(move || !state.may_set())
                act
            >
                {say!(prices.good_remove)}
            </Press>
        }
    });
    view! {
        <form
            class="sheet pad form price-form"
            data-testid="good-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h2>
                <bdi>{heading.clone()}</bdi>
            </h2>
            <Show when=move || is_new>
                <Suggestions typed changed/>
            </Show>
            <TextField
                testid="good-name"
                label=words(|lang| td_string!(lang, prices.good_name))
                written=typed.name
                invalid=no_name
                typed=changed
            />
            <PriceFields
                testid="good-base"
                label=words(|lang| td_string!(lang, prices.base))
                typed=typed.base
                wrong=base_wrong
                changed
            />
            <datalist id=UNITS>{units.into_iter().collect_view()}</datalist>
            <TextField
                testid="good-unit"
                label=words(|lang| td_string!(lang, prices.unit))
                written=typed.unit
                offered=UNITS
                typed=changed
            />
            <More typed wrong is_new changed/>
            <ul class="price-warnings" data-testid="good-warnings">
                {warnings}
            </ul>
            <CutWarning sku price/>
            <p class="err" role="alert">
                {says}
            </p>
            <Show when=move || !state.may_set()>
                <p class="muted">{say!(prices.rests_now)}</p>
            </Show>
            <div class="btn-row ends">
                {remove}
                <a class="btn" href=HREF>
                    {say!(card.cancel)}
                </a>
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="good-save"
                    disabled=move || !state.may_set() || is_taken.get()
                >
                    {say!(card.save)}
                </button>
            </div>
        </form>
    }
}

/// What few goods need: number, category, cost, regions, what it may be sold on for.
#[component]
fn More(
    typed: Typed,
    wrong: RwSignal<Option<Wrong>>,
    is_new: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let region_wrong = Signal::derive(move || match wrong.get() {
        Some(Wrong::Region(place, it)) => Some((place, it)),
        Some(Wrong::Base(_) | Wrong::Cost(_) | Wrong::Resale(_) | Wrong::Faults(_)) | None => None,
    });
    let cost_wrong = Signal::derive(move || matches!(wrong.get(), Some(Wrong::Cost(_))));
    let resale_wrong = Signal::derive(move || matches!(wrong.get(), Some(Wrong::Resale(_))));
    let is_open = untrack(|| typed.regions.with(|all| !all.is_empty()));
    let number = move || {
        // The number is what orders know a good by: another one is another good.
        if is_new {
            view! {
                <TextField
                    testid="good-sku"
                    label=words(|lang| td_string!(lang, prices.sku))
                    written=typed.sku
                    hint=words(|lang| td_string!(lang, prices.sku_hint))
                    typed=changed
                />
            }
            .into_any()
        } else {
            view! {
                <p class="small muted">
                    {say!(prices.sku)} " " <bdi>{move || typed.sku.get()}</bdi>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <details class="fold" open=is_open>
            <summary data-testid="good-more">{say!(prices.good_more)} <Icon glyph=Glyph::Chevron size=Size::Turning/></summary>
            <div class="price-more">
                <h3>{say!(prices.regions)}</h3>
                <RegionFields regions=typed.regions wrong=region_wrong changed/>
                <h3>{say!(prices.for_yourself)}</h3>
                <div class="pts-pair">
                    <TextField
                        testid="good-cost"
                        label=words(|lang| td_string!(lang, prices.cost))
                        written=typed.cost
                        keys=Keys::Decimal
                        hint=words(|lang| td_string!(lang, prices.cost_hint))
                        invalid=cost_wrong
                        typed=changed
                    />
                    <TextField
                        testid="good-resale"
                        label=words(|lang| td_string!(lang, prices.resale))
                        written=typed.resale
                        keys=Keys::Decimal
                        hint=words(|lang| td_string!(lang, prices.resale_hint))
                        invalid=resale_wrong
                        typed=changed
                    />
                </div>
                <TextField
                    testid="good-resale-note"
                    label=words(|lang| td_string!(lang, prices.resale_note))
                    written=typed.resale_note
                    typed=changed
                />
                <TextField
                    testid="good-category"
                    label=words(|lang| td_string!(lang, prices.category))
                    written=typed.category
                    typed=changed
                />
                {number}
            </div>
        </details>
    }
}

/// Goods of the shop's orders that are not written down yet: one tap, and nobody types what is known.
#[component]
fn Suggestions(typed: Typed, changed: Callback<()>) -> impl IntoView {
    let state = use_state();
    let seen = RwSignal::new(Vec::<SeenGood>::new());
    state.look_at_goods(seen);
    let open = Memo::new(move |_| {
        let rules = state.rulebook();
        let is_new = |it: &SeenGood| rules.rule(RuleId::of_product(&it.sku)).is_none();
        Arc::new(seen.get().into_iter().filter(is_new).collect::<Vec<_>>())
    });
    let take = move |good: &SeenGood| {
        typed.name.set(good.name.clone());
        typed.sku.set(good.sku.clone());
        if good.unit_fen.minor() > 0 {
            typed.base.unit.set(number::plain_money(good.unit_fen));
        }
        if !good.category.is_empty() {
            typed.category.set(good.category.clone());
        }
        changed.run(());
    };
    let chips = move || {
        let chip = |good: SeenGood| {
            let name = good.name.clone();
            let is_it = {
                let sku = good.sku.clone();
                move || typed.sku.with(|it| *it == sku).to_string()
            };
            view! {
                <li>
                    <button
                        class="chip"
                        type="button"
                        data-testid="good-suggestion"
                        aria-pressed=is_it
                        on:click=move |_| take(&good)
                    >
                        <bdi>{name}</bdi>
                    </button>
                </li>
            }
        };
        open.with(|open| open.iter().cloned().map(chip).collect_view())
    };
    view! {
        <Show when=move || open.with(|open| !open.is_empty())>
            <p class="small muted">{say!(prices.suggestions)}</p>
            <ul class="chips price-chips">{chips}</ul>
        </Show>
    }
}
