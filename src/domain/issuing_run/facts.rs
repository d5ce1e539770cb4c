//! What a person did that a rule can give something for.

use super::came::{Arrivals, origin};
use super::stage::stage_entered;
use crate::domain::coupon::issuing::{Entered, LunarBirthday, Origin, Risen, Traded};
use crate::domain::day::Day;
use crate::domain::event::{Deed, Event, Outcome};
use crate::domain::figures::{Basis, Run};
use crate::domain::intern::Index;
use crate::domain::lunar;
use crate::domain::member::order_cause;
use crate::domain::order::OrderStatus;
use crate::domain::points::Cause;
use crate::domain::promotion::condition::MonthDay;
use crate::domain::record::OrderName;
use crate::domain::shop::Shop;
use crate::domain::tier::announce::RETURN_DAYS;
use crate::domain::tier::{Buying, Reason, Timeline, fold, rise_announced_on};

/// A counted order of a person.
#[derive(Clone, Debug)]
pub(super) struct Bought {
    pub(super) buyer: Index,
    pub(super) cause: Cause,
    pub(super) day: Day,
    pub(super) came: Option<Day>,
    buying: Buying,
}

impl Bought {
    pub(super) fn origin(&self) -> Origin {
        origin(self.day, self.came)
    }

    pub(super) fn traded(&self) -> Traded {
        Traded { order: self.cause.clone(), day: self.day, origin: self.origin() }
    }

    /// The evening on whose list it is: that of its day, or of the day on which it came.
    pub(super) fn evening(&self) -> Day {
        self.came.map_or(self.day, |came| came.max(self.day))
    }
}

/// The orders of a person that count.
pub(super) fn bought(shop: &Shop, person: Index, arrivals: &Arrivals, today: Day) -> Vec<Bought> {
    let mut all = Vec::new();
    for place in shop.orders_of(person) {
        let Some(record) = shop.record(place) else { continue };
        let content = record.joined(shop.tables(), shop.imports());
        let (Some(buyer), Some(day)) = (content.customer(), content.day) else { continue };
        let Some(held) = content.held.filter(|_| record.marks.counts(&content, today)) else {
            continue;
        };
        let buying = match record.key.name {
            OrderName::ByHand(_) => Buying::Counter,
            OrderName::Numbered(_) | OrderName::Unnumbered(_) => Buying::Online {
                // On which day nobody tells, only that it is by now.
                completed: (held.status == OrderStatus::Completed).then_some(day),
            },
        };
        let (cause, came) = (order_cause(shop, &record.key), arrivals.came(&record));
        all.push(Bought { buyer, cause, day, came, buying });
    }
    all
}

/// Who of a person's keys left without an order, and on which day.
pub(super) fn left(events: &[Event]) -> impl Iterator<Item = (Index, Day)> + '_ {
    events.iter().filter(|event| event.stands()).filter_map(|event| match &event.deed {
        Deed::Contacted { customer, contact } if contact.outcome == Outcome::LeftWithoutOrder => {
            Some((*customer, event.day))
        }
        Deed::Contacted { .. }
        | Deed::Edited { .. }
        | Deed::Joined { .. }
        | Deed::Apart { .. }
        | Deed::Met { .. }
        | Deed::Booked { .. } => None,
    })
}

/// The birthday of a person: of the solar calendar, or of the lunar one as it falls next.
pub(super) fn birthday(
    shop: &Shop,
    person: Index,
    today: Day,
) -> Option<(Option<MonthDay>, Option<LunarBirthday>)> {
    let birthday = shop.person(person)?.birthday?;
    Some(match birthday.is_lunar {
        false => (MonthDay::new(birthday.month, birthday.day), None),
        true => {
            let next = lunar::next_birthday(birthday.month, birthday.day, today);
            (None, next.map(|(day, year)| LunarBirthday { day, year }))
        }
    })
}

/// The rises of a person since a day that stand today.
pub(super) fn rises(
    shop: &Shop,
    timeline: &Timeline,
    person: Index,
    bought: &[Bought],
    (since, basis): (Day, &Basis),
) -> Vec<Risen> {
    let today = basis.as_of;
    let purchases = shop.tier_facts(person, today).as_of(today, basis.rule);
    let Some(folded) = fold(timeline, &purchases, today) else { return Vec::new() };
    let changes = folded.changes.into_iter();
    let rises = changes.filter(|it| it.reason == Reason::Rise && since <= it.day);
    rises
        .map(|rise| {
            let of_day = || bought.iter().filter(|order| order.day == rise.day);
            let is_live = of_day().any(|order| order.origin() == Origin::Live);
            Risen {
                to: rise.to,
                day: rise.day,
                announced: rise_announced_on(rise.day, of_day().map(|it| it.buying), RETURN_DAYS),
                origin: if is_live { Origin::Live } else { Origin::History },
            }
        })
        .collect()
}

/// The stage of a person and since when, where anybody looked: see the head of this folder.
pub(super) fn entered(
    run: Run<'_>,
    basis: &Basis,
    last_of_shop: Option<Day>,
) -> Option<(Entered, Day)> {
    let (stage, day) = stage_entered(run, basis)?;
    let last = Day::from_number(*run.until(basis.as_of).day.last()?);
    let is_seen = last_of_shop.is_some_and(|shop| day <= shop.plus(super::LATE_DAYS));
    is_seen.then_some((Entered { stage, day, origin: Origin::History }, last))
}

/// The same with what the orders of the last purchase tell of when it came.
pub(super) fn known_when_entered(entered: Entered, last: Day, bought: &[Bought]) -> Entered {
    let of_last = bought.iter().filter(|order| order.day == last);
    let came = of_last.filter_map(|order| order.came).min();
    Entered { origin: origin(entered.day, came), ..entered }
}
