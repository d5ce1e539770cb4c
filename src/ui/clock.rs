//! The only place that reads the clock, or waits.
#![allow(clippy::disallowed_methods, reason = "everyone else is told to come here")]

use js_sys::{Array, Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::MessageChannel;

use crate::domain::day::Day;

/// Milliseconds of a minute, and of a day.
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The business day it is now: by a clock so many minutes east of Greenwich, else in the browser's
/// zone.
#[must_use]
pub fn today(offset_minutes: Option<i32>) -> Day {
    if let Some(minutes) = offset_minutes {
        let there = now_ms() as i64 + i64::from(minutes) * MINUTE_MS;
        return Day::from_number(i32::try_from(there.div_euclid(DAY_MS)).unwrap_or(i32::MAX));
    }
    let now = Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(i32::MAX);
    Day::from_ymd(year, now.get_month() + 1, now.get_date()).unwrap_or(Day::MIN)
}

/// The hour it is, 0 to 23, by a clock so many minutes east of Greenwich.
#[must_use]
pub fn hour(offset_minutes: i32) -> u8 {
    let there = now_ms() as i64 + i64::from(offset_minutes) * MINUTE_MS;
    u8::try_from(there.rem_euclid(DAY_MS) / HOUR_MS).unwrap_or(0)
}

/// How long it is to the next full hour of that clock, and a second.
#[must_use]
pub fn to_next_hour_ms(offset_minutes: i32) -> i32 {
    let there = now_ms() as i64 + i64::from(offset_minutes) * MINUTE_MS;
    let left = HOUR_MS - there.rem_euclid(HOUR_MS) + 1_000;
    i32::try_from(left).unwrap_or(i32::MAX)
}

/// A moment so many days later, or earlier.
#[must_use]
pub fn days_ahead(at_ms: u64, days: i32) -> u64 {
    at_ms.saturating_add_signed(i64::from(days) * DAY_MS)
}

/// How far the browser's zone is ahead of UTC: what timestamps with a zone are moved by.
#[must_use]
pub fn offset_minutes() -> i32 {
    -(Date::new_0().get_timezone_offset() as i32)
}

/// Milliseconds since 1970.
#[must_use]
pub fn now_ms() -> u64 {
    Date::now() as u64
}

/// Now in UTC as `2026-11-22T06:00:00Z`.
#[must_use]
pub fn now_text() -> String {
    let text = String::from(Date::new_0().to_iso_string());
    // Without the thousandths.
    format!("{}Z", text.get(..19).unwrap_or(&text))
}

/// The business day of a moment, in milliseconds since 1970, in the browser's zone.
#[must_use]
pub fn day_of(at_ms: u64) -> Day {
    let date = Date::new(&JsValue::from_f64(at_ms as f64));
    let year = i32::try_from(date.get_full_year()).unwrap_or(i32::MAX);
    Day::from_ymd(year, date.get_month() + 1, date.get_date()).unwrap_or(Day::MIN)
}

/// A moment in the browser's zone: the day, hour and minute.
#[must_use]
pub fn local(at_ms: u64) -> (Day, u32, u32) {
    let date = Date::new(&JsValue::from_f64(at_ms as f64));
    (day_of(at_ms), date.get_hours(), date.get_minutes())
}

/// A time as `2026-11-22T06:00:00Z` in milliseconds since 1970. `None` where it is no time.
#[must_use]
pub fn ms_of(text: &str) -> Option<u64> {
    let ms = Date::new(&JsValue::from_str(text)).get_time();
    (!ms.is_nan()).then_some(ms as u64)
}

/// Waits so many milliseconds.
pub async fn wait_ms(ms: i32) {
    let done = Promise::new(&mut |resolve, _| {
        let window = web_sys::window();
        let waits = window.and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).ok()
        });
        if waits.is_none() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(done).await;
}

/// Waits for `work`, but not longer than so many milliseconds; it goes on behind us.
pub async fn at_most(ms: i32, work: impl Future<Output = ()> + 'static) {
    let work = future_to_promise(async move {
        work.await;
        Ok(JsValue::NULL)
    });
    let timer = future_to_promise(async move {
        wait_ms(ms).await;
        Ok(JsValue::NULL)
    });
    // Neither of the two ever rejects.
    let _ = JsFuture::from(Promise::race(&Array::of2(&work, &timer))).await;
}

/// Milliseconds that only ever grow, for measuring how long something takes.
#[must_use]
pub fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// The page is given back after so many milliseconds of work.
const SLICE_MS: f64 = 12.0;

/// Takes steps until there is none left, and gives the page back every few milliseconds.
pub async fn in_slices(mut step: impl FnMut() -> bool) {
    let mut begin = monotonic_ms();
    while step() {
        if monotonic_ms() - begin >= SLICE_MS {
            breathe().await;
            begin = monotonic_ms();
        }
    }
}

/// Gives the page back to the browser for a moment: paints, taps and keys go first.
///
/// A message to ourselves comes back at once; a timer would wait 4 ms, in a hidden tab a second.
pub async fn breathe() {
    let Ok(channel) = MessageChannel::new() else { return };
    let (here, there) = (channel.port1(), channel.port2());
    let back = Promise::new(&mut |resolve, _| {
        here.set_onmessage(Some(&resolve));
        if there.post_message(&JsValue::NULL).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    // It only ever resolves.
    let _ = JsFuture::from(back).await;
    here.close();
}
