//! Coupons that a platform makes and gives: what was made there, the list of who is to have them, and
//! a note that it was done. The app gives no coupon there, and never knows that somebody did.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::promotions::Shelf;
use super::super::promotions::editor::go;
use super::audience::{AudienceField, Chosen};
use crate::domain::command::{Booked, BookingFault, Refused};
use crate::domain::loyalty::{Booking, PlatformCoupon, Rule, RuleId};
use crate::domain::money::Fen;
use crate::ui::components::copy_text;
use crate::ui::components::press::Press;
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, words};
use crate::ui::state::{NickList, State, use_state};
use crate::ui::{number, text, veil};

/// What it grants, in a sentence.
fn sentence(lang: Locale, coupon: &PlatformCoupon) -> String {
    let money = |fen: Fen| number::money(fen.minor().into());
    let off = td_string!(lang, offer.off, money = money(coupon.off_fen));
    let from = td_string!(lang, offer.min_amount, money = money(coupon.minimum_fen));
    td_string!(lang, offer.p_sentence, from = from, off = off)
}

/// Says whether one is still being given; the rest stays as the book has it now.
fn turn(state: State, id: RuleId, is_on: bool) {
    let known = untrack(|| state.rulebook().rule(id).and_then(Rule::platform_coupon).cloned());
    if let Some(known) = known {
        let name = known.name.clone();
        let terms = Rule::Platform(PlatformCoupon { is_on, ..known });
        state.set_rule(Some(id), terms, name, |_| {});
    }
}

/// Those that were written down.
#[component]
pub fn PlatformList() -> impl IntoView {
    let state = use_state();
    let all = Memo::new(move |_| {
        let rules = state.rulebook();
        rules.platform_coupons().map(|(id, it)| (id, it.clone())).collect::<Vec<_>>()
    });
    let rows = move || {
        let lang = state.lang.get();
        let row = |(id, coupon): (RuleId, PlatformCoupon)| {
            let name = veil::text(&coupon.name);
            let label = td_string!(lang, offer.switch, name = name.clone());
            let is_on = coupon.is_on;
            view! {
                <li>
                    <div
                        class="prom"
                        data-testid="platform-row"
                        data-id=id.to_string()
                        data-on=is_on.to_string()
                    >
                        <div>
                            <a class="offer-link" href=Shelf::Coupons.href_of(&id.to_string())>
                                <b>
                                    <bdi>{name}</bdi>
                                </b>
                                <span class="small">{sentence(lang, &coupon)}</span>
                            </a>
                        </div>
                        <label class="switch">
                            <span class="sr">{label}</span>
                            <input
                                type="checkbox"
                                role="switch"
                                data-testid="platform-switch"
                                prop:checked=is_on
                                disabled=move || !state.may_set()
                                on:change=move |event| turn(state, id, event_target_checked(&event))
                            />
                        </label>
                    </div>
                </li>
            }
        };
        all.get().into_iter().map(row).collect_view()
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section class="sec" data-testid="platform-list">
                <div class="sec-h">
                    <h2>{say!(offer.platform)}</h2>
                </div>
                <ul class="rows sheet">{rows}</ul>
            </section>
        </Show>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    is_on: RwSignal<bool>,
    minimum: RwSignal<String>,
    off: RwSignal<String>,
    days: RwSignal<String>,
    note: RwSignal<String>,
}

impl Draft {
    fn of(coupon: Option<&PlatformCoupon>) -> Draft {
        let text = |it: String| RwSignal::new(it);
        let money = |fen: fn(&PlatformCoupon) -> Fen| {
            text(coupon.map(|it| number::plain_money(fen(it))).unwrap_or_default())
        };
        let days = coupon.and_then(|it| it.valid_days).map(|days| days.to_string());
        Draft {
            name: text(coupon.map(|it| it.name.clone()).unwrap_or_default()),
            is_on: RwSignal::new(coupon.is_none_or(|it| it.is_on)),
            minimum: money(|it| it.minimum_fen),
            off: money(|it| it.off_fen),
            days: text(days.unwrap_or_default()),
            note: text(coupon.map(|it| it.note.clone()).unwrap_or_default()),
        }
    }

    fn read(self) -> Result<PlatformCoupon, Wrong> {
        let money = |text: RwSignal<String>| {
            let text = text.get();
            if text.trim().is_empty() { Ok(Fen::ZERO) } else { number::typed_money(&text) }
        };
        let days = self.days.get();
        let valid_days = match days.trim() {
            "" => None,
            days => Some(days.parse().ok().filter(|n| *n > 0).ok_or(Wrong::Days)?),
        };
        let off_fen = number::typed_money(&self.off.get()).map_err(|_| Wrong::Off)?;
        if off_fen <= Fen::ZERO {
            return Err(Wrong::Off);
        }
        Ok(PlatformCoupon {
            name: self.name.get().trim().to_owned(),
            is_on: self.is_on.get(),
            minimum_fen: money(self.minimum).map_err(|_| Wrong::Minimum)?,
            off_fen,
            valid_days,
            note: self.note.get().trim().to_owned(),
        })
    }
}

/// Which field cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Minimum,
    Off,
    Days,
}

/// The form, and the list of who is to have it.
#[component]
pub fn PlatformEditor(
    /// Which one.
    id: Option<RuleId>,
) -> impl IntoView {
    let state = use_state();
    let known = Memo::new(move |_| {
        let rules = state.rulebook();
        rules.rule(id?).and_then(Rule::platform_coupon).cloned()
    });
    let draft = Draft::of(untrack(|| known.get()).as_ref());
    // What the switch in the list turned shows here.
    Effect::new(move |before: Option<Option<bool>>| {
        let now = known.with(|it| it.as_ref().map(|it| it.is_on));
        if let (Some(before), Some(is_on)) = (before, now)
            && before != now
        {
            draft.is_on.set(is_on);
        }
        now
    });
    let tried = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refused>);
    let read = Memo::new(move |_| draft.read().map_err(|wrong| wrong as u8));
    let is_wrong =
        move |one: Wrong| Signal::derive(move || tried.get() && read.get() == Err(one as u8));
    let save = move |()| {
        tried.set(true);
        let Ok(coupon) = read.get_untracked() else { return };
        if coupon.name.is_empty() {
            refused.set(Some(Refused::NotABooking(BookingFault::NoName)));
            return;
        }
        let name = coupon.name.clone();
        state.set_rule(id, Rule::Platform(coupon), name, move |done| match done {
            Err(it) => refused.set(Some(it)),
            Ok(()) => {
                refused.set(None);
                let rules = untrack(|| state.rulebook());
                let newest = rules.platform_coupons().map(|(id, _)| id).last();
                if let (None, Some(new)) = (id, newest) {
                    go(&Shelf::Coupons.href_of(&new.to_string()));
                }
            }
        });
    };
    let remove = move |()| {
        let Some(id) = id else { return };
        let name = known.get_untracked().map(|it| it.name).unwrap_or_default();
        state.remove_rule(id, name, move |done| match done {
            Ok(()) => go(Shelf::Coupons.href()),
            Err(it) => refused.set(Some(it)),
        });
    };
    let says = move || {
        let lang = state.lang.get();
        let of_fields = match read.get() {
            Err(_) if tried.get() => Some(td_string!(lang, offer.p_wrong).to_owned()),
            Ok(_) | Err(_) => None,
        };
        of_fields.or_else(|| refused.get().map(|it| text::refused(lang, &it)))
    };
    let rests = Signal::derive(move || !state.may_set());
    view! {
        <section class="sec" aria-labelledby="platform-h" data-testid="platform-editor">
            <div class="sec-h">
                <h2 id="platform-h">{say!(offer.platform)}</h2>
            </div>
            <div class="sheet pad form">
                <p class="small muted">{say!(offer.p_hint)}</p>
                <label class="switch">
                    <span>{say!(offer.is_on)}</span>
                    <input
                        type="checkbox"
                        role="switch"
                        data-testid="platform-on"
                        disabled=move || rests.get()
                        prop:checked=move || draft.is_on.get()
                        on:change=move |event| draft.is_on.set(event_target_checked(&event))
                    />
                </label>
                <Show when=move || !draft.is_on.get()>
                    <p class="small muted" data-testid="platform-off-says">
                        {say!(offer.platform_off)}
                    </p>
                </Show>
                <TextField
                    testid="platform-name"
                    label=words(|lang| td_string!(lang, offer.name))
                    written=draft.name
                />
                <TextField
                    testid="platform-minimum"
                    label=words(|lang| td_string!(lang, offer.f_minimum))
                    written=draft.minimum
                    keys=Keys::Decimal
                    invalid=is_wrong(Wrong::Minimum)
                />
                <TextField
                    testid="platform-off"
                    label=words(|lang| td_string!(lang, offer.f_off))
                    written=draft.off
                    keys=Keys::Decimal
                    invalid=is_wrong(Wrong::Off)
                />
                <TextField
                    testid="platform-days"
                    label=words(|lang| td_string!(lang, offer.f_valid))
                    written=draft.days
                    keys=Keys::Decimal
                    invalid=is_wrong(Wrong::Days)
                />
                <TextField
                    testid="platform-note"
                    label=words(|lang| td_string!(lang, offer.p_note))
                    written=draft.note
                />
                <p class="err" role="alert">
                    {says}
                </p>
                <div class="btn-row ends">
                    <Show when=move || id.is_some()>
                        <Press testid="platform-remove" class="btn btn-3" rests act=remove>
                            {say!(offer.remove)}
                        </Press>
                    </Show>
                    <Press testid="platform-save" class="btn btn-1" rests act=save>
                        {say!(offer.save)}
                    </Press>
                </div>
            </div>
        </section>
        {id.map(|id| {
            let is_on = move || known.with(|it| it.as_ref().is_some_and(|it| it.is_on));
            view! {
                <Show
                    when=is_on
                    fallback=|| view! { <p class="muted">{say!(offer.give_off)}</p> }
                >
                    <PlatformGiving id/>
                </Show>
            }
        })}
    }
}

/// The list to copy, and the note that it was done.
#[component]
pub fn PlatformGiving(
    /// Which coupon.
    id: RuleId,
) -> impl IntoView {
    let state = use_state();
    let chosen = Chosen::begin();
    let copied = RwSignal::new(None::<bool>);
    let refused = RwSignal::new(None::<Refused>);
    let list = RwSignal::new(None::<NickList>);
    let run = StoredValue::new(0_u32);
    Effect::new(move |_| {
        state.follow_the_book();
        let people = chosen.found().map(|found| found.people).unwrap_or_default();
        state.gather_nicks(id, people, list, run);
    });
    Effect::new(move |_| {
        chosen.audience.track();
        copied.set(None);
    });
    let text_of = move || list.with(|it| it.as_ref().map(|it| it.nicks.join("\n")));
    let copy = move |()| {
        let text = untrack(text_of).unwrap_or_default();
        spawn_local(async move { copied.set(Some(copy_text::written(&text).await)) });
    };
    let note = move |()| {
        let Some(list) = list.get_untracked() else { return };
        let booked = state.keys_of(&list.people).into_iter().map(|key| Booked {
            customer: Some(key),
            other: None,
            booking: Booking::Noted { offer: id, rule: None, cause: None },
        });
        let name = untrack(|| state.rulebook().rule(id).map(|rule| rule.name().to_owned()));
        state.book(booked.collect(), name.unwrap_or_default(), move |done| {
            if done.is_ok() {
                copied.set(None);
            }
            refused.set(done.err());
        });
    };
    let counts = move || {
        let list = list.get().filter(|_| chosen.audience.get().is_some())?;
        let lang = state.lang.get();
        let nicks = text::people(lang, list.nicks.len() as u64);
        let mut says = vec![td_string!(lang, offer.p_count, people = nicks)];
        if list.noted > 0 {
            let people = text::people(lang, list.noted);
            says.push(td_string!(lang, offer.p_noted_before, people = people));
        }
        if list.without > 0 {
            let people = text::people(lang, list.without);
            says.push(td_string!(lang, offer.p_no_nick, people = people));
        }
        Some(says.into_iter().map(|it| view! { <p class="small">{it}</p> }).collect_view())
    };
    let status = move || {
        let lang = state.lang.get();
        match copied.get() {
            None => "",
            Some(true) => td_string!(lang, offer.p_copied),
            Some(false) => td_string!(lang, offer.p_by_hand),
        }
    };
    let none = move || list.with(|it| it.as_ref().is_none_or(|it| it.nicks.is_empty()));
    let copy_rests = Signal::derive(none);
    let note_rests = Signal::derive(move || none() || !state.may_set());
    let last = move || {
        let (people, day) = list.with(|it| it.as_ref().and_then(|it| it.last_noted))?;
        let lang = state.lang.get();
        let (people, day) = (text::people(lang, people), number::day(day, lang, state.this_year()));
        Some(td_string!(lang, offer.p_noted, people = people, day = day))
    };
    let says = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    view! {
        <section class="sec" aria-labelledby="giving-h" data-testid="platform-giving">
            <div class="sec-h">
                <h2 id="giving-h">{say!(offer.p_giving)}</h2>
            </div>
            <div class="sheet pad form">
                <p data-testid="platform-noted">{last}</p>
                <AudienceField chosen/>
                {counts}
                <label class="field">
                    <span class="label">{say!(offer.p_list)}</span>
                    <textarea
                        class="input nick-list"
                        readonly
                        rows="6"
                        data-testid="platform-nicks"
                        prop:value=move || veil::text(&text_of().unwrap_or_default())
                    ></textarea>
                </label>
                <p role="status" data-testid="platform-copied">
                    {status}
                </p>
                <p class="err" role="alert">
                    {says}
                </p>
                <div class="btn-row">
                    <Press testid="platform-copy" rests=copy_rests act=copy>
                        {say!(offer.p_copy)}
                    </Press>
                    <Press testid="platform-note-done" class="btn btn-1" rests=note_rests act=note>
                        {say!(offer.p_note_done)}
                    </Press>
                </div>
                <p class="small muted">{say!(offer.p_never_knows)}</p>
            </div>
        </section>
    }
}
