//! What happened to the book, with the way out.

use crate::domain::command::{OrderFault, Refused};
use crate::domain::customer::Platform;
use crate::domain::day::Day;
use crate::domain::shop::Freshness;
use crate::format::typed::TypedFault;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{
    ActFault, BackupNote, BookReadFault, Brought, CommitFault, Damage, DemoFault, Fault, Holdings,
    Light, OpenFault, Recovered, Refusal, Uncounted,
};

/// Why there is no demo shop.
#[must_use]
pub fn demo_fault(lang: Locale, fault: &DemoFault) -> String {
    match fault {
        DemoFault::NoPorter => td_string!(lang, demo.no_porter).to_owned(),
        DemoFault::PorterLost => td_string!(lang, demo.lost).to_owned(),
        DemoFault::Book(fault) => act_fault(lang, fault),
    }
}

/// Why an act did not come to be.
#[must_use]
pub fn act_fault(lang: Locale, fault: &ActFault) -> String {
    match fault {
        ActFault::Refused(why) => refused(lang, why),
        ActFault::Commit(CommitFault::Quota) => td_string!(lang, save.quota).to_owned(),
        ActFault::Commit(CommitFault::NewerSchema)
        | ActFault::Read(BookReadFault::NewerSchema)
        | ActFault::Reopen(OpenFault::NewerSchema) => td_string!(lang, save.newer).to_owned(),
        ActFault::Commit(CommitFault::Superseded) | ActFault::Read(BookReadFault::Superseded) => {
            td_string!(lang, save.superseded).to_owned()
        }
        ActFault::Commit(CommitFault::Damaged) => td_string!(lang, save.damaged).to_owned(),
        ActFault::Commit(CommitFault::Unsure(name)) => {
            td_string!(lang, save.unsure, name = name.as_str())
        }
        ActFault::Commit(CommitFault::Unavailable(name))
        | ActFault::Read(BookReadFault::Unavailable(name))
        | ActFault::Reopen(OpenFault::Unavailable(name)) => {
            td_string!(lang, save.unavailable, name = name.as_str())
        }
        ActFault::Reopen(OpenFault::Blocked) => td_string!(lang, book.blocked).to_owned(),
        ActFault::NoPart => td_string!(lang, save.no_part).to_owned(),
        ActFault::Commit(CommitFault::Behind { .. } | CommitFault::MustBeDirty(_))
        | ActFault::Confused => td_string!(lang, save.confused).to_owned(),
    }
}

/// What was lost and is back.
#[must_use]
pub fn recovered(lang: Locale, recovered: Recovered) -> String {
    let Recovered { recovery, behind } = recovered;
    let mut says = if recovery.whole {
        td_string!(lang, book.recovered_whole).to_owned()
    } else {
        td_string!(lang, book.recovered_part).to_owned()
    };
    let mut add = |sentence: &str| {
        if lang == Locale::en {
            says.push(' ');
        }
        says.push_str(sentence);
    };
    if behind > 0 {
        add(&td_string!(lang, book.recovered_behind, n = number::count(behind)));
    }
    add(td_string!(lang, book.recovered_hint));
    says
}

/// Why a backup was refused.
#[must_use]
pub fn backup_fault(lang: Locale, fault: &Fault) -> String {
    let says = match fault {
        Fault::Content(Refusal::NewerSchema) => td_string!(lang, restore.newer),
        Fault::Content(Refusal::Truncated { .. }) => td_string!(lang, restore.truncated),
        Fault::Content(Refusal::Checksum) => td_string!(lang, restore.checksum),
        Fault::Content(Refusal::NotOurs(_)) => td_string!(lang, restore.not_ours),
        Fault::Content(Refusal::Blank | Refusal::Empty) => td_string!(lang, restore.empty),
        Fault::Content(_)
        | Fault::Read(_)
        | Fault::Sealed(_)
        | Fault::MappingAlone
        | Fault::TwoMappings
        | Fault::ItemsAlone
        | Fault::NoPorter
        | Fault::PorterLost => return super::fault(lang, fault),
    };
    says.to_owned()
}

/// Why the book is not open.
#[must_use]
pub fn open_fault(lang: Locale, fault: &OpenFault) -> String {
    match fault {
        OpenFault::NewerSchema => td_string!(lang, book.newer).to_owned(),
        OpenFault::Blocked => td_string!(lang, book.blocked).to_owned(),
        OpenFault::Unavailable(name) => {
            td_string!(lang, book.unavailable, name = name.as_str())
        }
    }
}

/// A part of the book that is lost.
#[must_use]
pub fn damage(lang: Locale, damage: &Damage) -> String {
    match damage {
        Damage::Head(_) => td_string!(lang, book.damage_head).to_owned(),
        Damage::Checkpoint { seq, .. } => {
            td_string!(lang, book.damage_checkpoint, seq = number::count(*seq))
        }
        Damage::Page { id, .. } => {
            let what = match id.collection {
                0 => td_string!(lang, book.part_texts),
                1 => td_string!(lang, book.part_customers),
                2 => td_string!(lang, book.part_receivers),
                3 => td_string!(lang, book.part_imports),
                4 => td_string!(lang, book.part_orders),
                _ => td_string!(lang, book.part_shop),
            };
            let number = number::count(u64::from(id.number) + 1);
            td_string!(lang, book.damage_page, what = what, number = number)
        }
        Damage::Entry { seq, .. } => {
            td_string!(lang, book.damage_entry, seq = number::count(*seq))
        }
    }
}

/// How much a book holds; a half that is nothing is left out.
#[must_use]
pub fn holdings(lang: Locale, holdings: Holdings) -> String {
    let (orders, customers) =
        (super::orders(lang, holdings.orders), super::customers(lang, holdings.people));
    match (holdings.orders, holdings.people) {
        (0, 0) => td_string!(lang, amount.nothing).to_owned(),
        (_, 0) => orders,
        (0, _) => customers,
        _ => td_string!(lang, amount.both, orders = orders, customers = customers),
    }
}

/// What an import or a merge brought; what is nothing is left out.
#[must_use]
pub fn brought(lang: Locale, brought: Brought) -> String {
    let Brought { new, updated, new_people, updated_people } = brought;
    let (new, updated) = (some(new, lang, super::orders), some(updated, lang, super::orders));
    let new_people = some(new_people, lang, super::customers);
    let known_more = some(updated_people, lang, super::customers);
    let parts = [
        new.map(|what| td_string!(lang, done.added, what = what)),
        updated.map(|what| td_string!(lang, done.updated, what = what)),
        new_people.map(|what| td_string!(lang, done.added, what = what)),
        known_more.map(|what| td_string!(lang, done.known_more, what = what)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return td_string!(lang, done.nothing_new).to_owned();
    }
    parts.join(td_string!(lang, amount.and))
}

fn some(n: u64, lang: Locale, words: fn(Locale, u64) -> String) -> Option<String> {
    (n > 0).then(|| words(lang, n))
}

/// Up to when the orders go, where that is too long ago; empty = it is not.
#[must_use]
pub fn freshness(lang: Locale, freshness: &Freshness, today: Day) -> String {
    let (this_year, ..) = today.ymd();
    let day = |day: Day| number::day(day, lang, this_year);
    match freshness {
        Freshness::Fresh => String::new(),
        Freshness::EndsOn(last) => {
            let age = super::age(lang, u64::from(today.days_since(*last).unsigned_abs()));
            td_string!(lang, book.stale, day = day(*last), age = age)
        }
        Freshness::Behind { channels, .. } => {
            let channel = |(platform, last): &(Platform, Day)| {
                let name = super::platform(lang, *platform);
                td_string!(lang, book.channel_to, channel = name, day = day(*last))
            };
            let channels: Vec<String> = channels.iter().map(channel).collect();
            let channels = channels.join(td_string!(lang, amount.and));
            td_string!(lang, book.stale_channel, channels = channels)
        }
    }
}

/// Why fewer orders and customers are counted than the book holds; `None` where all of them are.
#[must_use]
pub fn uncounted(lang: Locale, uncounted: Uncounted) -> Option<String> {
    let Uncounted { holds, orders, people } = uncounted;
    let orders = some(orders, lang, super::orders)
        .map(|orders| td_string!(lang, done.uncounted, orders = orders));
    let people = some(people, lang, super::customers)
        .map(|customers| td_string!(lang, done.not_bought, customers = customers));
    let parts: Vec<String> = [orders, people].into_iter().flatten().collect();
    let what = parts.join(td_string!(lang, amount.and));
    let holds = holdings(lang, holds);
    (!parts.is_empty()).then(|| td_string!(lang, done.of_these, holds = holds, what = what))
}

/// When the book was last backed up, and what has happened since.
#[must_use]
pub fn last_backup(lang: Locale, note: Option<BackupNote>, seq: u64, this_year: i32) -> String {
    let Some(note) = note else { return td_string!(lang, backup.none_yet).to_owned() };
    let time = super::moment(lang, note.at_ms, this_year);
    match seq.saturating_sub(note.seq) {
        0 => td_string!(lang, backup.last, time = time),
        changes => td_string!(lang, backup.last_and, time = time, n = number::count(changes)),
    }
}

/// What the storage light says.
#[must_use]
pub fn light(lang: Locale, light: Light) -> String {
    match light {
        Light::MadeUp => td_string!(lang, demo.bar).to_owned(),
        Light::Empty => td_string!(lang, light.empty).to_owned(),
        Light::NotSaved => td_string!(lang, save.failed).to_owned(),
        Light::NotWhole => td_string!(lang, light.not_whole).to_owned(),
        Light::LittleRoom => td_string!(lang, light.little_room).to_owned(),
        Light::NoBackup => td_string!(lang, light.no_backup).to_owned(),
        Light::OldBackup(days, changes) => td_string!(
            lang,
            light.old_backup,
            n = number::count(u64::from(days)),
            m = number::count(changes)
        ),
        Light::NotKept => td_string!(lang, light.not_kept).to_owned(),
        Light::Well(0) => td_string!(lang, light.well_today).to_owned(),
        Light::Well(days) => {
            td_string!(lang, light.well, n = number::count(u64::from(days)))
        }
    }
}

/// Why the shop's rules speak against something.
#[must_use]
pub fn refused(lang: Locale, refused: &Refused) -> String {
    match refused {
        Refused::AlreadyImported => td_string!(lang, save.known).to_owned(),
        Refused::NoSuchImport
        | Refused::NoSuchOrder
        | Refused::NoSuchRefund
        | Refused::NoSuchCustomer
        | Refused::NoSuchAct => td_string!(lang, save.gone).to_owned(),
        Refused::NotAnAmount => td_string!(lang, save.no_amount).to_owned(),
        Refused::NotAnOrder(fault) => order_fault(lang, *fault),
        Refused::MoreThanPaid { left_fen } => {
            td_string!(
                lang,
                save.more_than_paid,
                left = number::money(i128::from(left_fen.minor()))
            )
        }
        Refused::AlreadyThere(_) => td_string!(lang, save.there).to_owned(),
        Refused::SamePerson => td_string!(lang, save.same_person).to_owned(),
        Refused::NotASetting => td_string!(lang, save.no_setting).to_owned(),
        Refused::NotABooking(fault) => super::loyalty::fault(lang, *fault),
    }
}

/// What cannot be in an order by hand.
#[must_use]
pub fn order_fault(lang: Locale, fault: OrderFault) -> String {
    let of_line = |line: usize, says: &str| {
        let number = number::count(line as u64 + 1);
        td_string!(lang, order.of_line, number = number, says = says)
    };
    match fault {
        OrderFault::Quantity { line } => of_line(line, td_string!(lang, order.zero_quantity)),
        OrderFault::Amount { line: Some(line) } => of_line(line, td_string!(lang, order.too_large)),
        OrderFault::Amount { line: None } => td_string!(lang, order.sum_too_large).to_owned(),
        OrderFault::Day => td_string!(lang, order.no_day).to_owned(),
    }
}

/// What is wrong with an amount that was typed.
#[must_use]
pub fn amount_fault(lang: Locale, fault: TypedFault) -> &'static str {
    match fault {
        TypedFault::Unreadable | TypedFault::TooFine => td_string!(lang, order.no_amount),
        TypedFault::Negative => td_string!(lang, order.negative),
        TypedFault::TooLarge => td_string!(lang, order.too_large),
    }
}

/// What is wrong with a quantity that was typed.
#[must_use]
pub fn quantity_fault(lang: Locale, fault: TypedFault) -> &'static str {
    match fault {
        TypedFault::Unreadable | TypedFault::TooFine => td_string!(lang, order.no_quantity),
        TypedFault::Negative => td_string!(lang, order.zero_quantity),
        TypedFault::TooLarge => td_string!(lang, order.too_many),
    }
}
