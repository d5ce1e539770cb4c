//! Events and the profile as bytes.

use huitou::domain::command::ShopSetting;
use huitou::domain::event::{Deed, Event, EventId};
use huitou::domain::node::{Node, Noded};
use huitou::domain::packed::Writer;
use huitou::domain::packed_event::{read_event, read_event_head, write_event};
use huitou::domain::shop::{Profile, read_profile, write_profile};
use huitou::domain::stamp::Stamped;
use proptest::prelude::*;
use uuid::Uuid;

use crate::booked;
use crate::codec::{day, place, read_all, stamp, undone};
use crate::deals::{contact, entry, setting};

fn event() -> impl Strategy<Value = Event> {
    let deed = prop_oneof![
        4 => (place(), entry()).prop_map(|(customer, entry)| Deed::Edited { customer, entry }),
        2 => (place(), contact()).prop_map(|(customer, contact)| Deed::Contacted { customer, contact }),
        1 => (place(), place()).prop_map(|(kept, other)| Deed::Joined { kept, other }),
        1 => (place(), place()).prop_map(|(a, b)| Deed::Apart { a, b }),
        1 => place().prop_map(|customer| Deed::Met { customer }),
        3 => (prop::option::of(place()), prop::option::of(place()), booking()).prop_map(
            |(customer, other, booking)| Deed::Booked { customer, other, booking }
        ),
    ];
    (any::<u128>(), any::<u32>(), stamp(), day(), any::<u64>(), deed, undone()).prop_map(
        |(act, ordinal, stamp, day, at_ms, deed, undone)| Event {
            id: EventId { act: Uuid::from_u128(act), ordinal },
            stamp,
            day,
            at_ms,
            deed,
            undone,
        },
    )
}

fn booking() -> impl Strategy<Value = Node> {
    prop::sample::select(booked::bookings()).prop_map(|it| it.to_node())
}

fn event_bytes(event: &Event) -> Vec<u8> {
    let mut out = Writer::default();
    write_event(event, &mut out);
    out.into_bytes()
}

fn profile() -> impl Strategy<Value = Profile> {
    prop::collection::vec((setting(), stamp()), 0..11).prop_map(|settings| {
        let mut profile = Profile::default();
        for (setting, stamp) in settings {
            match setting {
                ShopSetting::Name(value) => profile.name = Stamped { value, stamp },
                ShopSetting::Trade(value) => profile.trade = Stamped { value, stamp },
                ShopSetting::Rule(value) => profile.rule = Stamped { value, stamp },
                ShopSetting::StageBounds(value) => profile.stage_bounds = Stamped { value, stamp },
                ShopSetting::ClosedDays(value) => profile.closed_days = Stamped { value, stamp },
                ShopSetting::RfmWindowDays(value) => {
                    profile.rfm_window_days = Stamped { value, stamp };
                }
                ShopSetting::HighScore(value) => profile.high_score = Stamped { value, stamp },
                ShopSetting::FreshnessDays(value) => {
                    profile.freshness_days = Stamped { value, stamp };
                }
                ShopSetting::RemarkSuffix(value) => {
                    profile.remark_suffix = Stamped { value, stamp };
                }
                ShopSetting::ClosedWeekdays(value) => {
                    profile.closed_weekdays = Stamped { value, stamp };
                }
                ShopSetting::OffsetMinutes(value) => {
                    profile.offset_minutes = Stamped { value, stamp };
                }
            }
        }
        profile
    })
}

proptest! {
    #[test]
    fn an_event_is_read_as_written_and_damage_without_panic(event in event(), flip in 1u8..) {
        let bytes = event_bytes(&event);
        prop_assert_eq!(read_event(&bytes), Some(event.clone()));
        let head = read_event_head(&bytes).unwrap();
        prop_assert_eq!((head.id, (head.customer, head.other)), (event.id, event.deed.customers()));
        for end in 0..bytes.len() {
            prop_assert_eq!(read_event(&bytes[..end]), None, "cut at {}", end);
            let mut flipped = bytes.clone();
            flipped[end] ^= flip;
            read_all(&flipped);
            if let Some(other) = read_event(&flipped) {
                prop_assert!(read_event(&event_bytes(&other)).is_some());
            }
        }
    }

    #[test]
    fn a_profile_is_read_as_written_and_damage_without_panic(profile in profile(), flip in 1u8..) {
        let mut out = Writer::default();
        write_profile(&profile, &mut out);
        let bytes = out.into_bytes();
        prop_assert_eq!(read_profile(&bytes), Some(profile));
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= flip;
            read_all(&flipped);
            read_all(&bytes[..at]);
        }
    }
}
