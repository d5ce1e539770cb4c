//! How Chinese characters are read, for finding people by pinyin. The table comes from the porter
//! when somebody searches for the first time; the search goes without until it is there.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::domain::search::Readings;
use crate::porter::call::{Buffers, Errand, Told};
use crate::porter::message::{Ask, Tell};

impl State {
    /// Sends for the readings, unless they are there or on their way. Where they cannot be had, the
    /// next call tries again.
    pub fn want_readings(self) {
        let is_due = self.hands.with_value(|hands| hands.readings_due);
        if is_due || self.readings.with_untracked(Option::is_some) {
            return;
        }
        self.hands.update_value(|hands| hands.readings_due = true);
        spawn_local(async move {
            if let Some(readings) = fetched().await {
                self.readings.set(Some(Arc::new(readings)));
            }
            self.hands.update_value(|hands| hands.readings_due = false);
        });
    }
}

async fn fetched() -> Option<Readings> {
    let mut errand = Errand::send(&Ask::Readings, &[], Buffers::default()).await.ok()?;
    let Told { tell, buffers, .. } = errand.next().await.ok()?;
    match tell {
        Tell::Readings => Readings::from_bytes(&buffers.take(0)?),
        Tell::Ready
        | Tell::Reading(_)
        | Tell::Staged(_)
        | Tell::Unknown(_)
        | Tell::Restored(_)
        | Tell::Refused(_)
        | Tell::Writing(_)
        | Tell::Checking
        | Tell::Made { .. }
        | Tell::Exported { .. }
        | Tell::NotSealed(_)
        | Tell::TooManyRows
        | Tell::Demo(_)
        | Tell::Broken => None,
    }
}
