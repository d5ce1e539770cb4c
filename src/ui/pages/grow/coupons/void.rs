//! Taking one coupon back, with a reason.

use leptos::prelude::*;

use super::codes::Row;
use crate::domain::command::{Booked, Refused};
use crate::domain::loyalty::Booking;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::press::Press;
use crate::ui::components::text_field::TextField;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::{text, veil};

/// Asks why, and takes the coupon back.
#[component]
pub fn VoidDialog(
    /// Which one, while it is asked.
    open: RwSignal<Option<Row>>,
) -> impl IntoView {
    let state = use_state();
    let reason = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<Refused>);
    let code = move || open.with(|row| row.as_ref().map(|row| veil::text(&row.held.code)));
    let title = move || {
        let code = code().unwrap_or_default();
        td_string!(state.lang.get(), offer.void_one, code = code)
    };
    let close = move || {
        open.set(None);
        reason.set(String::new());
        refused.set(None);
    };
    let void = move |()| {
        let Some(row) = open.get_untracked() else { return };
        let owner = row.owner.map(|owner| owner.position() as u32);
        let customer = state.keys_of(owner.as_slice()).pop();
        let reason = reason.get_untracked().trim().to_owned();
        let booking = Booking::CouponVoided { coupon: row.held.coupon, reason };
        let booked = vec![Booked { customer, other: None, booking }];
        state.book(booked, row.held.code, move |done| match done {
            Ok(()) => close(),
            Err(it) => refused.set(Some(it)),
        });
    };
    let says = move || refused.get().map(|it| text::refused(state.lang.get(), &it));
    let rests = Signal::derive(move || !state.may_set());
    view! {
        <Dialog
            testid="coupon-void-dialog"
            label=Signal::derive(move || td_string!(state.lang.get(), offer.void))
            open=Signal::derive(move || open.with(Option::is_some))
            closed=move |()| close()
        >
            <h2>{title}</h2>
            <TextField
                testid="coupon-void-reason"
                label=words(|lang| td_string!(lang, offer.void_why))
                written=reason
            />
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row">
                <button class="btn" type="button" on:click=move |_| close()>
                    {say!(card.cancel)}
                </button>
                <Press testid="coupon-void-do" class="btn btn-bad" rests act=void>
                    {say!(offer.void)}
                </Press>
            </div>
        </Dialog>
    }
}
