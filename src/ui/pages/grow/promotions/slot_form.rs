//! The form of one slot of the sentence: its kind where it can be several, its fields, and rows.

use leptos::prelude::*;

use super::choices::Choices;
use super::form_words;
use super::gift_worth::GiftWorth;
use super::kinds::{Field, Kind};
use super::typed::{Form, Place, Wrong};
use crate::domain::promotion::{Amount, Over};
use crate::ui::components::chips::Chip;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, tell};
use crate::ui::state::use_state;
use crate::ui::text;

/// More rows than this nobody reads.
const MOST_ROWS: usize = 9;

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Forming {
    /// The form.
    pub form: RwSignal<Form>,
    /// The first field that cannot be.
    pub wrong: RwSignal<Option<(Place, Wrong)>>,
}

impl Forming {
    fn put(self, place: Place, text: String) {
        self.wrong.set(None);
        self.form.update(|form| {
            form.texts.insert(place, text);
        });
    }

    fn turn(self, word: &str, on: bool) {
        self.wrong.set(None);
        self.form.update(|form| {
            form.picks.retain(|it| it != word);
            if on {
                form.picks.push(word.to_owned());
            }
        });
    }
}

/// The fields of whatever kind the form is of.
#[component]
pub fn SlotForm(
    /// What is typed.
    forming: Forming,
    /// What it can be.
    kinds: Signal<Vec<Kind>>,
    /// What rules can name.
    choices: Signal<Choices>,
) -> impl IntoView {
    let state = use_state();
    let kind = Memo::new(move |_| forming.form.with(|form| form.kind));
    let rows = Memo::new(move |_| forming.form.with(|form| form.rows));
    let turn = move |event: leptos::ev::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        let chosen = at.and_then(|at| kinds.with_untracked(|kinds| kinds.get(at).copied()));
        if let Some(chosen) = chosen {
            forming.wrong.set(None);
            forming.form.update(|form| *form = form.turned(chosen));
        }
    };
    let options = move || {
        let (lang, now) = (state.lang.get(), kind.get());
        let option = |(at, one): (usize, Kind)| {
            view! {
                <option value=at.to_string() selected=one == now>
                    {form_words::kind(lang, one)}
                </option>
            }
        };
        kinds.get().into_iter().enumerate().map(option).collect_view()
    };
    let fields = move || {
        let kind = kind.get();
        let all = kind.fields().iter();
        all.map(|field| one_field(forming, (*field, 0), kind, choices)).collect_view()
    };
    let table = move || {
        let (first, second) = kind.get().rows()?;
        let row = move |at| {
            view! {
                <div class="slot-row">
                    {one_field(forming, (first, at), kind.get_untracked(), choices)}
                    {one_field(forming, (second, at), kind.get_untracked(), choices)}
                </div>
            }
        };
        let rows = (0..rows.get()).map(row).collect_view();
        let more = move |()| forming.form.update(|form| form.rows = (form.rows + 1).min(MOST_ROWS));
        let less =
            move |()| forming.form.update(|form| form.rows = form.rows.saturating_sub(1).max(1));
        Some(view! {
            {rows}
            <div class="btn-row">
                <Press testid="slot-row-add" class="btn btn-3" act=more>
                    {say!(offer.row_add)}
                </Press>
                <Press testid="slot-row-drop" class="btn btn-3" act=less>
                    {say!(offer.row_drop)}
                </Press>
            </div>
        })
    };
    view! {
        <Show when=move || { kinds.with(|kinds| kinds.len() > 1) }>
            <label class="field">
                <span class="label">{say!(offer.kind)}</span>
                <select class="input" data-testid="slot-kind" on:change=turn>
                    {options}
                </select>
            </label>
        </Show>
        {table}
        {fields}
    }
}

fn says(forming: Forming, place: Place, lang: Locale) -> &'static str {
    let wrong = forming.wrong.get().filter(|(at, _)| *at == place);
    wrong.map_or("", |(_, wrong)| form_words::wrong(lang, wrong))
}

fn one_field(forming: Forming, place: Place, kind: Kind, choices: Signal<Choices>) -> AnyView {
    let (field, _) = place;
    match field {
        Field::Reads => view! { <Reads forming/> }.into_any(),
        Field::Over => view! { <OverWhat forming/> }.into_any(),
        Field::Weekdays => view! { <Weekdays forming/> }.into_any(),
        Field::Words | Field::GetGoods => view! { <Words forming place kind choices/> }.into_any(),
        Field::Tier => view! { <TierField forming choices/> }.into_any(),
        Field::Day => view! { <Typed forming place kind_of="date" keys="text"/> }.into_any(),
        Field::Good => view! {
            <Typed forming place kind_of="text" keys="text"/>
            <GiftWorth forming choices/>
        }
        .into_any(),
        Field::GroupName | Field::ItemGood => {
            view! { <Typed forming place kind_of="text" keys="text"/> }.into_any()
        }
        Field::MonthDays => view! { <Typed forming place kind_of="text" keys="text"/> }.into_any(),
        Field::Limit
        | Field::ValidDays
        | Field::Nth
        | Field::Before
        | Field::After
        | Field::Least
        | Field::Most
        | Field::Buy
        | Field::Get
        | Field::Times => view! { <Typed forming place kind_of="text" keys="numeric"/> }.into_any(),
        Field::Budget
        | Field::Minimum
        | Field::MinQuantity
        | Field::Off
        | Field::Per
        | Field::Cap
        | Field::Paid
        | Field::UnitPrice
        | Field::Quantity
        | Field::Value
        | Field::Factor
        | Field::Price
        | Field::LadderFrom
        | Field::LadderOff
        | Field::ItemQuantity => {
            view! { <Typed forming place kind_of="text" keys="decimal"/> }.into_any()
        }
    }
}

/// A field that is typed.
#[component]
pub fn Typed(
    /// What is typed.
    forming: Forming,
    /// Which field.
    place: Place,
    /// The type of the input.
    kind_of: &'static str,
    /// Which keys a phone shows.
    keys: &'static str,
) -> impl IntoView {
    let state = use_state();
    let (field, row) = place;
    let id = format!("slot-{field:?}-{row}").to_lowercase();
    let wrong_id = format!("{id}-wrong");
    let goods = matches!(field, Field::Good | Field::ItemGood).then_some("offer-goods");
    view! {
        <div class="field">
            <label for=id.clone()>{move || form_words::field(state.lang.get(), field)}</label>
            <input
                class="input"
                id=id.clone()
                data-testid=id
                type=kind_of
                inputmode=keys
                list=goods
                autocomplete="off"
                prop:value=move || forming.form.with(|form| form.text(place).to_owned())
                aria-invalid=move || {
                    (!says(forming, place, state.lang.get()).is_empty()).then_some("true")
                }
                aria-describedby=wrong_id.clone()
                on:input=move |event| forming.put(place, event_target_value(&event))
            />
            <p class="err" id=wrong_id role="alert">
                {move || says(forming, place, state.lang.get())}
            </p>
        </div>
    }
}

/// Which amount is read.
#[component]
pub fn Reads(
    /// What is typed.
    forming: Forming,
) -> impl IntoView {
    let state = use_state();
    const ALL: [Amount; 3] = [Amount::Goods, Amount::List, Amount::Payable];
    let options = move || {
        let now = forming.form.with(|form| form.read.reads);
        let option = |(at, one): (usize, Amount)| {
            let says = match one {
                Amount::Goods => td_string!(state.lang.get(), offer.r_goods),
                Amount::List => td_string!(state.lang.get(), offer.r_list),
                Amount::Payable => td_string!(state.lang.get(), offer.r_payable),
            };
            view! { <option value=at.to_string() selected=one == now>{says}</option> }
        };
        ALL.into_iter().enumerate().map(option).collect_view()
    };
    let turn = move |event: leptos::ev::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(reads) = at.and_then(|at| ALL.get(at).copied()) {
            forming.form.update(|form| form.read.reads = reads);
        }
    };
    view! {
        <details class="fold">
            <summary class="small">{say!(offer.advanced)}</summary>
            <label class="field">
                <span class="label">{say!(offer.f_reads)}</span>
                <select class="input" data-testid="slot-reads" on:change=turn>
                    {options}
                </select>
            </label>
        </details>
    }
}

/// Over which lines.
#[component]
pub fn OverWhat(
    /// What is typed.
    forming: Forming,
) -> impl IntoView {
    let is = move |over: Over| Signal::derive(move || forming.form.with(|it| it.read.over) == over);
    let choose = move |over: Over| forming.form.update(|form| form.read.over = over);
    view! {
        <div class="field" role="group" aria-label=say!(offer.f_over)>
            <span class="label">{say!(offer.f_over)}</span>
            <div class="chips">
                <Chip
                    testid="slot-over-eligible"
                    pressed=is(Over::Eligible)
                    choose=move |()| choose(Over::Eligible)
                >
                    {say!(offer.o_eligible)}
                </Chip>
                <Chip testid="slot-over-all" pressed=is(Over::All) choose=move |()| choose(Over::All)>
                    {say!(offer.o_all)}
                </Chip>
            </div>
        </div>
    }
}

/// Days of the week.
#[component]
pub fn Weekdays(
    /// What is typed.
    forming: Forming,
) -> impl IntoView {
    let state = use_state();
    let days = (1_u8..=7).map(|day| {
        let word = day.to_string();
        let (mine, put) = (word.clone(), word.clone());
        let on = Memo::new(move |_| forming.form.with(|form| form.picks.contains(&mine)));
        view! {
            <button
                class="chip"
                type="button"
                data-testid=format!("slot-weekday-{word}")
                aria-pressed=move || on.get().to_string()
                on:click=move |_| forming.turn(&put, !on.get_untracked())
            >
                {move || text::weekday(state.lang.get(), day - 1)}
            </button>
        }
    });
    view! {
        <div class="field" role="group" aria-label=say!(offer.f_weekdays)>
            <div class="chips">{days.collect_view()}</div>
            <p class="err" role="alert">
                {move || says(forming, (Field::Weekdays, 0), state.lang.get())}
            </p>
        </div>
    }
}

/// A tier of the shop.
#[component]
pub fn TierField(
    /// What is typed.
    forming: Forming,
    /// What there is.
    choices: Signal<Choices>,
) -> impl IntoView {
    let state = use_state();
    let place = (Field::Tier, 0);
    let options = move || {
        let now = forming.form.with(|form| form.text(place).to_owned());
        let tiers = choices.with(|it| it.tiers.clone());
        let option = |(at, name): (usize, String)| {
            let value = (at + 1).to_string();
            let is_now = value == now;
            view! { <option value=value selected=is_now>{name}</option> }
        };
        tiers.into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <Show
            when=move || choices.with(|it| !it.tiers.is_empty())
            fallback=move || view! { <p class="warn">{say!(offer.no_tiers)}</p> }
        >
            <label class="field">
                <span class="label">{say!(offer.f_tier)}</span>
                <select
                    class="input"
                    data-testid="slot-tier"
                    on:change=move |event| forming.put(place, event_target_value(&event))
                >
                    <option value="">{say!(offer.choose)}</option>
                    {options}
                </select>
            </label>
        </Show>
        <p class="err" role="alert">
            {move || says(forming, place, state.lang.get())}
        </p>
    }
}

/// Words: those that the shop knows, and others that are typed.
#[component]
pub fn Words(
    /// What is typed.
    forming: Forming,
    /// Which field.
    place: Place,
    /// Of which kind.
    kind: Kind,
    /// What there is.
    choices: Signal<Choices>,
) -> impl IntoView {
    let state = use_state();
    let other = RwSignal::new(String::new());
    let offered = Memo::new(move |_| {
        let lang = state.lang.get();
        let mut all = choices.with(|it| it.of(kind, lang));
        // What was picked before and is not offered any more stands there, too.
        for word in forming.form.with(|form| form.picks.clone()) {
            if !all.iter().any(|(known, _)| *known == word) {
                all.push((word.clone(), word));
            }
        }
        all
    });
    let boxes = move || {
        let row = |(word, name): (String, String)| {
            let (mine, put) = (word.clone(), word.clone());
            let is_on = move || forming.form.with(|form| form.picks.contains(&mine));
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        data-word=word
                        prop:checked=is_on
                        on:change=move |event| forming.turn(&put, event_target_checked(&event))
                    />
                    <bdi>{name}</bdi>
                </label>
            }
        };
        offered.get().into_iter().map(row).collect_view()
    };
    let add = move |()| {
        let word = other.get_untracked().trim().to_owned();
        if !word.is_empty() {
            forming.turn(&word, true);
            other.set(String::new());
        }
    };
    let may_type = matches!(
        kind,
        Kind::SkuIn
            | Kind::SkuOut
            | Kind::CategoryIn
            | Kind::CategoryOut
            | Kind::Region
            | Kind::Channel
            | Kind::BuyGet
    );
    let (label, nothing) = (tell(|lang| td_string!(lang, offer.f_words)), say!(offer.no_words));
    view! {
        <fieldset class="field slot-words" aria-label=label data-testid="slot-words">
            <Show when=move || offered.with(Vec::is_empty)>
                <p class="muted">{nothing}</p>
            </Show>
            {boxes}
        </fieldset>
        <Show when=move || may_type>
            <div class="slot-row">
                <label class="field">
                    <span class="label">{say!(offer.word_other)}</span>
                    <input
                        class="input"
                        type="text"
                        autocomplete="off"
                        data-testid="slot-word"
                        prop:value=move || other.get()
                        on:input=move |event| other.set(event_target_value(&event))
                    />
                </label>
                <Press testid="slot-word-add" class="btn" act=add>
                    {say!(offer.word_add)}
                </Press>
            </div>
        </Show>
        <p class="err" role="alert">
            {move || says(forming, place, state.lang.get())}
        </p>
    }
}
