//! When in the year a good is wanted, and how long before old customers are told (PR6).

use leptos::html;
use leptos::prelude::*;

use super::forms::{About, Refusal};
use super::typed::{SeasonTyped, SeasonWrong};
use crate::domain::command::Refused;
use crate::ui::components::entry::Entry;
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, words};
use crate::ui::state::use_state;

/// The form.
#[component]
pub fn SeasonForm(
    /// The good.
    about: About,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    // Nothing typed: the fields follow the book.
    let typing = RwSignal::new(None::<SeasonTyped>);
    let tried = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refused>);
    let told = about.clone();
    let known = Memo::new(move |_| told.draft(state).season);
    let now = Memo::new(move |_| typing.get().unwrap_or_else(|| SeasonTyped::of(known.get())));
    let read = Memo::new(move |_| now.with(SeasonTyped::read));
    let put = move |field: fn(&mut SeasonTyped) -> &mut String| {
        Callback::new(move |text: String| {
            let mut typed = now.get_untracked();
            *field(&mut typed) = text;
            typing.set(Some(typed));
        })
    };
    let of = move |field: fn(&SeasonTyped) -> &String| {
        Signal::derive(move || now.with(|it| field(it).clone()))
    };
    let wrong = move |which: SeasonWrong, says: fn(Locale) -> &'static str| {
        Signal::derive(move || {
            let is_wrong = read.with(|it| it.as_ref().is_err_and(|all| all.contains(&which)));
            if tried.get() && is_wrong { says(state.lang.get()) } else { "" }
        })
    };
    let then = move |done: Result<(), Refused>| {
        if done.is_ok() {
            typing.try_set(None);
            tried.try_set(false);
        }
        refused.try_set(done.err());
    };
    let removing = about.clone();
    let remove = move |()| removing.change(state, |draft| draft.season = None, then);
    let save = move || {
        tried.set(true);
        let Ok(season) = read.get_untracked() else { return focus::first_invalid(form) };
        about.change(state, |draft| draft.season = Some(season), then);
    };
    let rests = move || !state.may_set();
    let rest = Signal::derive(rests);
    let not_a_day = |lang: Locale| td_string!(lang, price_care.not_month_day);
    view! {
        <form
            class="form"
            data-testid="care-season-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                if !untrack(rests) {
                    save();
                }
            }
        >
            <p class="small muted">{say!(price_care.season_hint)}</p>
            <div class="pts-pair">
                <Entry
                    id="care-season-first"
                    label=words(|lang| td_string!(lang, price_care.season_first))
                    value=of(|it| &it.first)
                    keys="text"
                    hint=words(|lang| td_string!(lang, price_care.season_first_hint))
                    wrong=wrong(SeasonWrong::First, not_a_day)
                    rests=rest
                    typed=put(|it| &mut it.first)
                />
                <Entry
                    id="care-season-last"
                    label=words(|lang| td_string!(lang, price_care.season_last))
                    value=of(|it| &it.last)
                    keys="text"
                    hint=words(|lang| td_string!(lang, price_care.season_last_hint))
                    wrong=wrong(SeasonWrong::Last, not_a_day)
                    rests=rest
                    typed=put(|it| &mut it.last)
                />
                <Entry
                    id="care-season-lead"
                    label=words(|lang| td_string!(lang, price_care.season_lead))
                    value=of(|it| &it.lead)
                    wrong=wrong(SeasonWrong::Lead, |lang| td_string!(lang, price_care.not_lead))
                    rests=rest
                    typed=put(|it| &mut it.lead)
                />
            </div>
            <Refusal refused/>
            <div class="btn-row">
                <button
                    class="btn btn-2"
                    type="submit"
                    data-testid="care-season-save"
                    disabled=rests
                >
                    {say!(price_care.season_save)}
                </button>
                <Show when=move || known.with(Option::is_some)>
                    <Press
                        testid="care-season-remove"
                        class="btn btn-3"
                        rests=rest
                        act=remove.clone()
                    >
                        {say!(price_care.season_remove)}
                    </Press>
                </Show>
            </div>
        </form>
    }
}
