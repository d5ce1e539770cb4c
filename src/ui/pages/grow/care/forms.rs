//! Small forms of a good: what it costs the shop, and whether it is still on sale. Each changes its
//! own part of what is written down, as it stands at that moment, and leaves the rest alone.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::typed;
use crate::domain::command::Refused;
use crate::domain::goods::{ProductDraft, SaleState};
use crate::domain::loyalty::{Rule, RuleId};
use crate::ui::components::entry::Entry;
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::{say, words};
use crate::ui::state::{State, use_state};
use crate::ui::text;

/// Which good the forms are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its number.
    pub sku: Arc<str>,
    /// What it is called where nobody has written it down yet.
    pub name: Arc<str>,
}

impl About {
    /// The good as it stands in the book, again whenever that changes; of one that orders alone
    /// know its number and name.
    #[must_use]
    pub fn draft(&self, state: State) -> ProductDraft {
        let rules = state.rulebook();
        let known = rules.rule(RuleId::of_product(&self.sku)).and_then(Rule::product).cloned();
        known.unwrap_or_else(|| ProductDraft {
            sku: self.sku.to_string(),
            name: self.name.to_string(),
            ..ProductDraft::default()
        })
    }

    /// Changes a part of it, says so, and offers to take it back.
    pub fn change(
        &self,
        state: State,
        change: impl FnOnce(&mut ProductDraft),
        then: impl FnOnce(Result<(), Refused>) + 'static,
    ) {
        let mut draft = untrack(|| self.draft(state));
        change(&mut draft);
        let name = draft.name.clone();
        state.set_rule(None, Rule::Product(draft), name, then);
    }
}

/// Why a form rests, and what the book said to the last try.
#[component]
pub fn Refusal(
    /// What the book said.
    refused: RwSignal<Option<Refused>>,
) -> impl IntoView {
    let state = use_state();
    let rests = move || (!state.may_set()).then(|| td_string!(state.lang.get(), price_care.rests));
    let says = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    view! {
        <p class="small muted">{rests}</p>
        <p class="err" role="alert">
            {says}
        </p>
    }
}

/// What a unit costs the shop.
#[component]
pub fn CostForm(
    /// The good.
    about: About,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    // Nothing typed: the field follows the book.
    let typing = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<Refused>);
    let told = about.clone();
    let known =
        Memo::new(move |_| told.draft(state).cost_fen.map(number::plain_money).unwrap_or_default());
    let value = Signal::derive(move || typing.get().unwrap_or_else(|| known.get()));
    let read = Memo::new(move |_| typed::money(&value.get()));
    let wrong = Signal::derive(move || match read.get() {
        Ok(_) => "",
        Err(_) => td_string!(state.lang.get(), price_care.not_money),
    });
    let save = move || {
        let Ok(cost_fen) = read.get_untracked() else { return focus::first_invalid(form) };
        about.change(
            state,
            |draft| draft.cost_fen = cost_fen,
            move |done| {
                if done.is_ok() {
                    typing.try_set(None);
                }
                refused.try_set(done.err());
            },
        );
    };
    let rests = move || !state.may_set();
    view! {
        <form
            class="form"
            data-testid="care-cost-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                if !untrack(rests) {
                    save();
                }
            }
        >
            <Entry
                id="care-cost"
                label=words(|lang| td_string!(lang, price_care.cost))
                value
                keys="decimal"
                hint=words(|lang| td_string!(lang, price_care.cost_hint))
                wrong
                rests=Signal::derive(rests)
                typed=move |text| typing.set(Some(text))
            />
            <Refusal refused/>
            <div class="btn-row">
                <button class="btn btn-2" type="submit" data-testid="care-cost-save" disabled=rests>
                    {say!(price_care.save_cost)}
                </button>
            </div>
        </form>
    }
}

/// Whether it is still on sale.
#[component]
pub fn SaleForm(
    /// The good.
    about: About,
) -> impl IntoView {
    let state = use_state();
    let refused = RwSignal::new(None::<Refused>);
    let told = about.clone();
    let sale = Memo::new(move |_| told.draft(state).sale);
    let is_on_sale = move || sale.get().is_on_sale(state.member_day());
    let says = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        text::price_care::sale(lang, sale.get(), state.member_day(), year)
    };
    let turn = move |()| {
        let (now, today) = untrack(|| (sale.get(), state.today()));
        let next = match now {
            SaleState::OnSale => SaleState::EndedOn(today),
            SaleState::EndedOn(_) => SaleState::OnSale,
        };
        about.change(
            state,
            |draft| draft.sale = next,
            move |done| {
                refused.try_set(done.err());
            },
        );
    };
    let act = move || {
        let lang = state.lang.get();
        match sale.get() {
            SaleState::OnSale => td_string!(lang, price_care.end_now),
            SaleState::EndedOn(_) => td_string!(lang, price_care.sell_again),
        }
    };
    view! {
        <div class="form">
            <p data-testid="care-sale" data-on=move || is_on_sale().to_string()>
                {says}
            </p>
            <p class="small muted">{say!(price_care.end_hint)}</p>
            <Refusal refused/>
            <div class="btn-row">
                <Press
                    testid="care-sale-turn"
                    rests=Signal::derive(move || !state.may_set())
                    act=turn
                >
                    {act}
                </Press>
            </div>
        </div>
    }
}
