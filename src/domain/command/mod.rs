//! What the seller does, decided on the shop as it is: a change, or why not.

mod act;
mod booking;
mod hand_order;
mod imports;
mod issuing;
mod members;
mod orders;
mod people;
mod settings;

use uuid::Uuid;

use super::card::CardEntry;
use super::change::{Change, ChangeWriter};
use super::customer::CustomerKey;
use super::day::Day;
use super::event::Contact;
use super::id::{IdSeed, ImportId};
use super::intern::Index;
use super::merge::{Merging, Replacing};
use super::money::Fen;
use super::record::OrderKey;
use super::shop::Shop;
use super::stamp::{DeviceId, Stamp};
pub use booking::{Booked, BookingFault};
pub use hand_order::{HandLine, HandOrder, OrderFault, Price};
pub use imports::{Undoing, begin_preview, is_imported, kept_on_undo, preview_import};
pub use members::{DecidingMembers, MemberCommand, MemberDecider};
pub use orders::Mark;
pub use people::key_of_entries;
pub use settings::ShopSetting;

/// What the outside knows of the moment of a command. Same inputs, same output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The business day.
    pub today: Day,
    /// Time and randomness for ids.
    pub seed: IdSeed,
    /// Who writes.
    pub device: DeviceId,
}

/// What the seller does.
#[derive(Clone, Debug)]
pub enum Command<'a> {
    /// Takes in files that were read: a shop that knows one import (see [`super::gathering`]).
    Import(&'a Shop),
    /// Takes back an import.
    UndoImport(ImportId),
    /// Writes down an order.
    RecordOrder(HandOrder),
    /// Says something of an order.
    MarkOrder(OrderKey, Mark),
    /// Cancels an order as of today, or takes the cancellation back.
    CancelOrder(OrderKey, bool),
    /// Gives money of an order back, today.
    RefundOrder {
        /// Which order.
        key: OrderKey,
        /// How much.
        amount_fen: Fen,
        /// Why, or empty.
        note: Box<str>,
    },
    /// Takes a refund by hand back.
    UndoRefund(OrderKey, Uuid),
    /// Lets a refund by hand that was taken back stand again.
    RedoRefund(OrderKey, Uuid),
    /// Puts somebody into the book by hand.
    AddPerson {
        /// By what he is known: see [`key_of_entries`].
        key: CustomerKey,
        /// What his card says.
        entries: Vec<CardEntry>,
    },
    /// Edits a card. What it says already is not written again.
    EditCard {
        /// Whose.
        customer: CustomerKey,
        /// The fields with their new values.
        entries: Vec<CardEntry>,
    },
    /// Writes down a contact of today. Who wants no more calls is opted out by the same act.
    LogContact {
        /// With whom.
        customer: CustomerKey,
        /// How, and what came of it.
        contact: Contact,
    },
    /// Makes several one person.
    JoinPeople {
        /// Under whom all stand from now on.
        kept: CustomerKey,
        /// The others.
        others: Vec<CustomerKey>,
        /// What the card of all is to say where they differ.
        entries: Vec<CardEntry>,
    },
    /// Says that of these, who look alike, no two are one person.
    KeepApart(Vec<CustomerKey>),
    /// Takes back what one act did with people.
    UndoAct(Uuid),
    /// Does it again.
    RedoAct(Uuid),
    /// Something about members and offers, with what decides it: see [`MemberCommand`].
    Members(Box<MemberCommand>, MemberDecider),
    /// Names the shop.
    NameShop(Box<str>),
    /// Says how the seller wants things counted.
    Set(ShopSetting),
    /// Takes a backup in place of everything.
    Replace(&'a Shop),
    /// Takes a backup in beside what there is.
    Merge(&'a Shop),
}

/// Why nothing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// These files are in the book already: the same content, whatever they are called.
    #[error("these files are in the book already")]
    AlreadyImported,
    /// There is no such import, or it is undone.
    #[error("no such import")]
    NoSuchImport,
    /// An order by hand that cannot be.
    #[error("not an order: {0}")]
    NotAnOrder(OrderFault),
    /// There is no such order.
    #[error("no such order")]
    NoSuchOrder,
    /// The order has no such refund by hand.
    #[error("no such refund")]
    NoSuchRefund,
    /// Nothing can be given back: the amount is not above 0.
    #[error("not an amount")]
    NotAnAmount,
    /// More than was paid cannot be given back.
    #[error("more than was paid")]
    MoreThanPaid {
        /// What may still be given back.
        left_fen: Fen,
    },
    /// The book knows nobody by this key.
    #[error("no such customer")]
    NoSuchCustomer,
    /// The book knows somebody by this key; this is where he stands.
    #[error("already in the book")]
    AlreadyThere(Index),
    /// Both keys are of one person already.
    #[error("one person already")]
    SamePerson,
    /// No act with people has this id.
    #[error("no such act")]
    NoSuchAct,
    /// Bounds that do not rise, a score outside 1 to 5, a week without an open day.
    #[error("not a setting")]
    NotASetting,
    /// A rule or a booking that cannot be.
    #[error("not a booking: {0:?}")]
    NotABooking(BookingFault),
}

/// The change that a command makes in the shop as it is. A change may be empty: nothing to write.
///
/// # Errors
/// [`Refused`], and the shop stays as it is.
pub fn decide(shop: &Shop, command: &Command<'_>, moment: &Moment) -> Result<Change, Refused> {
    let mut deciding = Deciding::begin(shop, command, moment);
    while deciding.step(usize::MAX) {}
    deciding.finish()
}

/// A decision on its way, a bounded number of records at a time.
#[derive(Debug)]
pub enum Deciding<'a> {
    /// It was made at once.
    Decided(Result<Change, Refused>),
    /// Something is taken in beside what there is.
    Merging(Box<Merging<'a>>),
    /// Something is taken in in place of everything.
    Replacing(Replacing<'a>),
    /// An import is taken back.
    Undoing(Undoing<'a>),
    /// Coupons are given under the rules of the shop.
    Members(Box<dyn DecidingMembers + 'a>),
}

impl<'a> Deciding<'a> {
    /// Begins to decide.
    #[must_use]
    pub fn begin(shop: &'a Shop, command: &Command<'a>, moment: &Moment) -> Deciding<'a> {
        let decided = match command {
            Command::Import(staged) => return imports::begin_import(shop, staged, moment),
            Command::Replace(backup) => return Deciding::Replacing(Replacing::begin(backup)),
            Command::Merge(backup) => {
                return Deciding::Merging(Box::new(Merging::begin(shop, backup)));
            }
            Command::UndoImport(id) => match Undoing::begin(shop, *id, moment) {
                Ok(undoing) => return Deciding::Undoing(undoing),
                Err(refused) => Err(refused),
            },
            Command::RecordOrder(order) => orders::record(shop, order, moment),
            Command::MarkOrder(key, mark) => orders::mark(shop, key, mark, moment),
            Command::CancelOrder(key, cancelled) => orders::cancel(shop, key, *cancelled, moment),
            Command::RefundOrder { key, amount_fen, note } => {
                orders::refund(shop, key, *amount_fen, note, moment)
            }
            Command::UndoRefund(key, id) => orders::turn_refund(shop, key, *id, true, moment),
            Command::RedoRefund(key, id) => orders::turn_refund(shop, key, *id, false, moment),
            Command::AddPerson { key, entries } => people::add(shop, key, entries, moment),
            Command::EditCard { customer, entries } => {
                people::edit(shop, customer, entries, moment)
            }
            Command::LogContact { customer, contact } => {
                people::log_contact(shop, customer, contact, moment)
            }
            Command::JoinPeople { kept, others, entries } => {
                people::join(shop, kept, others, entries, moment)
            }
            Command::KeepApart(people) => people::keep_apart(shop, people, moment),
            Command::UndoAct(act) => people::turn_act(shop, *act, true, moment),
            Command::RedoAct(act) => people::turn_act(shop, *act, false, moment),
            Command::Members(command, decider) => return decider(shop, command, moment),
            Command::NameShop(name) => {
                settings::set(shop, &ShopSetting::Name(name.clone()), moment)
            }
            Command::Set(setting) => settings::set(shop, setting, moment),
        };
        Deciding::Decided(decided)
    }

    /// Looks at about so many records; false when it is decided.
    pub fn step(&mut self, records: usize) -> bool {
        match self {
            Deciding::Decided(_) => false,
            Deciding::Merging(merging) => merging.step(records),
            Deciding::Replacing(replacing) => replacing.step(records),
            Deciding::Undoing(undoing) => undoing.step(records),
            Deciding::Members(deciding) => deciding.step(records),
        }
    }

    /// The decision, behind the last step.
    ///
    /// # Errors
    /// [`Refused`], and the shop stays as it is.
    pub fn finish(self) -> Result<Change, Refused> {
        match self {
            Deciding::Decided(decision) => decision,
            Deciding::Merging(merging) => Ok(merging.finish().change),
            Deciding::Replacing(replacing) => Ok(replacing.finish()),
            Deciding::Undoing(undoing) => Ok(undoing.finish()),
            Deciding::Members(deciding) => Ok(deciding.finish()),
        }
    }
}

fn nothing() -> Change {
    ChangeWriter::new(false).finish()
}

fn stamp(shop: &Shop, moment: &Moment) -> Stamp {
    Stamp { counter: shop.next_counter(), device: moment.device }
}
