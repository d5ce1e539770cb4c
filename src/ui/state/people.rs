//! The people of the book as pages look at them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use super::desk::{Act, ActFault, RECORDS};
use crate::domain::card::CardEntry;
use crate::domain::command::{Command, Refused, key_of_entries};
use crate::domain::phone::Phone;
use crate::domain::roster::Roster;
use crate::domain::shop::GatheringOrders;
use crate::ui::clock;

impl State {
    /// Looks at the people with their figures, again whenever either has changed. `None` before
    /// the book is open.
    pub fn with_roster<T>(self, look: impl FnOnce(&Roster<'_>) -> T) -> Option<T> {
        let basis = self.reckoned.get()?;
        self.revision.track();
        let desk = self.desk.get_value()?;
        Some(desk.with_live(&basis, |shop, live| look(&Roster::new(shop, live))))
    }

    /// Whoever asks is asked again whenever the book has changed.
    pub fn follow_the_book(self) {
        self.revision.track();
    }

    /// Finds out whose each order is, so that a card opens without looking through all of them.
    pub fn gather_orders(self) {
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        if shop.knows_orders_of() {
            return;
        }
        spawn_local(async move {
            let mut gathering = GatheringOrders::default();
            clock::in_slices(|| gathering.step(&shop, RECORDS)).await;
            shop.keep_orders_of(gathering);
        });
    }

    /// Puts somebody into the book of whom one knows a phone or a name, and says what he is called in
    /// addresses; whoever is in it already stays as he is. A failure stands in the frame.
    pub async fn add_person(self, typed: &str) -> Option<String> {
        let entry = match Phone::parse(typed) {
            Some(Phone::Real(digits)) => CardEntry::Phones(vec![digits.into()]),
            Some(Phone::Virtual { .. } | Phone::Masked(_)) | None => CardEntry::Name(typed.into()),
        };
        let entries = vec![entry];
        let key = key_of_entries(&entries)?;
        let add = Command::AddPerson { key: key.clone(), entries };
        let known = match self.act(Act::Do(add)).await {
            Ok(()) => None,
            Err(ActFault::Refused(Refused::AlreadyThere(known))) => Some(known),
            Err(_) => return None,
        };
        self.desk.get_value()?.shop(|shop| {
            let person = known.or_else(|| shop.tables().customers.find_ref(&key))?;
            Some(shop.customer_id(shop.person_of(person).position()))
        })
    }
}
