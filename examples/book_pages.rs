//! Prints a book as it stands in a browser's storage, for tests of what reads it without the app.
//!
//! `cargo run --no-default-features --example book_pages -- FILE... [--map FILE] [--people] [--touch]`
//!
//! Each file is an import of its own. The first two are followed by a checkpoint each; what comes
//! after stands in the journal alone. `--people` hands in a list of people behind the first file and
//! another one behind the last, with an order that went through a channel. `--touch` adds what a seller does by hand, and a name whose
//! stamp is the largest there can be. stdout: `{"head": hex, "checkpoints": {key: hex}, "pages": {key: hex},
//! "journal": [[number, hex]], "backup": "…"}`, frames in hex, the backup as the app would write it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "common/booked.rs"]
mod booked;
#[path = "common/files.rs"]
mod files;
#[path = "common/list.rs"]
mod list;

use std::process::ExitCode;

use files::{Options, Stop, read_files};
use flate2::Crc;
use huitou::domain::card::{
    Answer, BuyingModes, CardEntry, Relative, Role, Sex, Suffix, Title, Topic,
};
use huitou::domain::change::{Change, ChangeWriter, Collection};
use huitou::domain::command::{
    Booked, Command, HandLine, HandOrder, Mark, Moment, ShopSetting, decide,
};
use huitou::domain::customer::CustomerKey;
use huitou::domain::day::{Day, DayRange};
use huitou::domain::event::{Contact, Outcome, Way};
use huitou::domain::figures::CountingRule;
use huitou::domain::id::{IdSeed, ImportId};
use huitou::domain::loyalty::{Booking, Rule};
use huitou::domain::money::Fen;
use huitou::domain::person::Birthday;
use huitou::domain::quantity::Quantity;
use huitou::domain::record::OrderKey;
use huitou::domain::shop::{Profile, Shop, write_profile};
use huitou::domain::stamp::{DeviceId, Stamp, Stamped};
use huitou::domain::trade::Trade;
use huitou::domain::weekdays::Weekdays;
use huitou::format::backup::write_backup;
use serde_json::{Map, Value, json};

const USAGE: &str =
    "usage: book_pages FILE... [--map FILE.json] [--offset +08:00] [--people] [--touch]";

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(book) => {
            println!("{book}");
            ExitCode::SUCCESS
        }
        Err(stop) => stop.report(USAGE),
    }
}

fn run(mut args: impl Iterator<Item = String>) -> Result<Value, Stop> {
    let (mut options, mut files) = (Options::default(), Vec::new());
    let (mut touch, mut people) = (false, false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--touch" => touch = true,
            "--people" => people = true,
            _ if !arg.starts_with("--") => files.push(arg),
            _ if options.take(&arg, args.next())? => {}
            _ => return Err(Stop::Call(format!("{arg}: there is no such option"))),
        }
    }
    let mut book = Book::default();
    for (nth, file) in files.into_iter().enumerate() {
        options.files = vec![file];
        let (staged, _) = read_files(&options)?;
        book.act(&Command::Import(&staged))?;
        book.last_file = staged.imports().first().map(|import| import.id);
        if people && nth == 0 {
            book.act(&Command::Import(&list::first()))?;
        }
        if nth < 2 {
            book.checkpoint();
        }
    }
    if people {
        book.act(&Command::Import(&list::second()))?;
    }
    if touch {
        book.touch()?;
    }
    let commit = book.commit_id();
    Ok(json!({
        "head": frame(1, book.seq, &[&commit]),
        "checkpoints": book.checkpoints,
        "pages": book.pages,
        "journal": book.journal,
        "backup": write_backup(&book.shop, "0.0.0", "2026-11-22T06:00:00Z"),
    }))
}

/// A shop and what is written of it.
#[derive(Default)]
struct Book {
    shop: Shop,
    seq: u64,
    last_file: Option<ImportId>,
    journal: Vec<(u64, String)>,
    pages: Map<String, Value>,
    checkpoints: Map<String, Value>,
    /// Pages of the last checkpoint, as a manifest names them: where, written when, checksum.
    manifest: std::collections::BTreeMap<(u8, u32), (u64, u32)>,
}

impl Book {
    fn act(&mut self, command: &Command<'_>) -> Result<(), Stop> {
        let moment = Moment {
            today: Day::from_number(20_000 + self.seq as i32),
            seed: IdSeed { now_ms: 1_790_000_000_000 + self.seq, random: [self.seq as u8; 10] },
            device: DeviceId(0xfedc_ba98_0000_0000 | self.seq),
        };
        let refused = |error: &dyn std::error::Error| Stop::Call(error.to_string());
        let change = decide(&self.shop, command, &moment).map_err(|it| refused(&it))?;
        self.commit(&change)
    }

    fn commit(&mut self, change: &Change) -> Result<(), Stop> {
        self.shop.apply(change, None).map_err(|error| Stop::Call(error.to_string()))?;
        self.seq += 1;
        let entry = frame(2, self.seq, &[&self.commit_id(), change.bytes()]);
        self.journal.push((self.seq, entry));
        Ok(())
    }

    fn commit_id(&self) -> [u8; 16] {
        [self.seq as u8; 16]
    }

    fn checkpoint(&mut self) {
        for page in self.shop.dirty_pages() {
            let (collection, number) = (page.collection.number(), page.number);
            let body: [&[u8]; 3] =
                [&[collection], &number.to_le_bytes(), &self.shop.page_bytes(page)];
            let sealed = seal(3, self.seq, &body);
            self.manifest.insert((collection, number), (self.seq, checksum(&[&sealed])));
            self.pages.insert(format!("{collection}/{number}@{}", self.seq), hex(&sealed).into());
        }
        self.shop.mark_clean();
        let mut body = (self.manifest.len() as u32).to_le_bytes().to_vec();
        for ((collection, number), (written, crc)) in &self.manifest {
            body.push(*collection);
            body.extend(number.to_le_bytes());
            body.extend(written.to_le_bytes());
            body.extend(crc.to_le_bytes());
        }
        let key = format!("checkpoint@{:016}", self.seq);
        self.checkpoints.insert(key, frame(4, self.seq, &[&body]).into());
    }

    /// One of everything that a seller does by hand.
    fn touch(&mut self) -> Result<(), Stop> {
        let keys: Vec<OrderKey> = self.shop.orders().map(|order| order.key).take(3).collect();
        let [first, second, third] = keys.as_slice() else {
            return Err(Stop::Call("fewer than three orders".to_owned()));
        };
        let imports = self.shop.imports();
        let last = self.last_file;
        let several = imports.len() > 1;
        let note = "“\"\\\u{2028}\u{feff}\u{0}𠮷😀\n";
        for (customer, paid) in [(None, 5), (Some("老王 \"w\""), 1_000_000_000_000)] {
            self.act(&Command::RecordOrder(HandOrder {
                customer: customer.map(|it| CustomerKey::Wechat(it.into())),
                day: Day::from_number(20_000 + self.seq as i32),
                lines: vec![HandLine {
                    item: note.into(),
                    quantity: Quantity::ONE,
                    amount_fen: Fen::from_minor(paid),
                }],
                postage_fen: Fen::ZERO,
                paid_fen: Fen::from_minor(paid),
                remark: Box::default(),
            }))?;
        }
        self.act(&Command::MarkOrder(*first, Mark::LeftOut(true)))?;
        self.act(&Command::MarkOrder(*second, Mark::Note(note.into())))?;
        self.act(&Command::MarkOrder(*third, Mark::LeftOut(true)))?;
        self.act(&Command::MarkOrder(*third, Mark::LeftOut(false)))?;
        if let Some(last) = last.filter(|_| several) {
            self.act(&Command::UndoImport(last))?;
        }
        self.deal(*first, *second, note)?;
        let stamp = Stamp { counter: (1 << 53) - 1, device: DeviceId(u64::MAX) };
        let name = Stamped { value: "回头小店".into(), stamp };
        let profile = Profile { name, ..self.shop.profile().clone() };
        let mut change = ChangeWriter::new(false);
        change.put(Collection::Profile, 0, |out| write_profile(&profile, out));
        self.commit(&change.finish())
    }
}

impl Book {
    /// One of everything that a seller does with people, and with money given back.
    fn deal(&mut self, first: OrderKey, second: OrderKey, note: &str) -> Result<(), Stop> {
        let met = CustomerKey::Phone("14000000099".into());
        let other = CustomerKey::Wechat("老王 \"w\"".into());
        let key = met.clone();
        self.act(&Command::AddPerson { key, entries: entries(note) })?;
        let empty = vec![CardEntry::Name("".into()), CardEntry::Title(None)];
        self.act(&Command::EditCard { customer: met.clone(), entries: empty })?;
        let undone = self.last_act()?;
        self.act(&Command::UndoAct(undone))?;
        let next = Some(Day::from_number(20_100));
        for (outcome, next) in [(Outcome::Later, next), (Outcome::DoNotCall, None)] {
            let contact = Contact { way: Way::PlatformChat, outcome, note: note.into(), next };
            self.act(&Command::LogContact { customer: other.clone(), contact })?;
        }
        self.act(&Command::KeepApart(vec![met.clone(), other.clone()]))?;
        let entries = vec![CardEntry::Important(true)];
        self.act(&Command::JoinPeople { kept: met, others: vec![other], entries })?;
        let joined = self.last_act()?;
        self.act(&Command::UndoAct(joined))?;
        self.act(&Command::RedoAct(joined))?;
        let refund = |fen| {
            let amount_fen = Fen::from_minor(fen);
            Command::RefundOrder { key: second, amount_fen, note: note.into() }
        };
        self.act(&refund(1))?;
        let id = self.shop.find_order(&second).and_then(|at| self.shop.record(at));
        let id = id.and_then(|record| Some(record.marks.refunds.first()?.id));
        self.act(&refund(2))?;
        self.act(&Command::UndoRefund(second, id.ok_or_else(nothing)?))?;
        self.act(&Command::CancelOrder(first, true))?;
        self.act(&Command::CancelOrder(second, true))?;
        self.act(&Command::CancelOrder(second, false))?;
        settings().iter().try_for_each(|setting| self.act(&Command::Set(setting.clone())))?;
        self.book()
    }

    /// One of every rule, and of everything that is booked under them.
    fn book(&mut self) -> Result<(), Stop> {
        let today = Day::from_number(20_000 + self.seq as i32);
        // The first policy may look back; those after it begin in days to come.
        let policy = booked::policy(today);
        self.act(&Command::set_rule(None, Box::new(Rule::Tiers(policy))))?;
        for rule in booked::rules(today.plus(100)) {
            self.act(&Command::set_rule(None, Box::new(rule)))?;
        }
        let (offer, _) = self.shop.rulebook().offers().next().ok_or_else(nothing)?;
        for rule in booked::rules_naming(offer) {
            self.act(&Command::set_rule(None, Box::new(rule)))?;
        }
        let (gift, _) = self.shop.rulebook().gifts().last().ok_or_else(nothing)?;
        self.act(&Command::remove_rule(gift))?;
        let who = Some(CustomerKey::Phone("14000000099".into()));
        let mut people = self.shop.customers().iter().enumerate();
        let other = people.find(|(at, _)| self.shop.is_known(*at)).map(|(_, key)| key.clone());
        let by_hand = booked::by_hand(today.plus(200)).into_iter();
        let one = |booking| Booked { customer: who.clone(), other: None, booking };
        self.act(&Command::book(by_hand.map(one).collect()))?;
        let (customer, booking) = (who.clone(), Booking::Referred);
        self.act(&Command::book(vec![Booked { customer, other, booking }]))?;
        let to = who.into_iter().collect();
        self.act(&Command::issue_coupons(offer, to, 3))
    }

    fn last_act(&self) -> Result<uuid::Uuid, Stop> {
        self.shop.events().map(|(_, event)| event.id.act).last().ok_or_else(nothing)
    }
}

fn nothing() -> Stop {
    Stop::Call("nothing was done".to_owned())
}

fn entries(note: &str) -> Vec<CardEntry> {
    let birthday = Birthday::new(Some(1988), 2, 29, false);
    let (day, way) = (Day::from_number(20_002), Way::Visit);
    let answer = Answer { topic: Topic::Income, day, way, says: note.into() };
    let relatives = birthday.map(|birthday| Relative { who: note.into(), birthday });
    vec![
        CardEntry::Name(note.into()),
        CardEntry::Title(Some(Title::Other("老师".into()))),
        CardEntry::Suffix(Some(Suffix::Region)),
        CardEntry::Phones(vec!["14000000099".into(), "140****0033".into()]),
        CardEntry::Birthday(birthday),
        CardEntry::Relatives(relatives.into_iter().collect()),
        CardEntry::Modes(BuyingModes { wholesale: true, custom: false, dropship: true }),
        CardEntry::Role(Some(Role::Distributor)),
        CardEntry::Verified(Some(Day::from_number(20_001))),
        CardEntry::Sex(Some(Sex::Male)),
        CardEntry::Answers(vec![answer]),
    ]
}

fn settings() -> [ShopSetting; 10] {
    let day = Day::from_number;
    [
        ShopSetting::Trade(Some(Trade::Wholesale)),
        ShopSetting::Rule(Some(CountingRule::EachOrder)),
        ShopSetting::StageBounds(Some(Trade::Food.stage_bounds())),
        ShopSetting::ClosedDays(vec![DayRange { first: day(19_760), last: day(19_775) }]),
        ShopSetting::RfmWindowDays(Some(0)),
        ShopSetting::HighScore(Some(3)),
        ShopSetting::FreshnessDays(Some(7)),
        ShopSetting::RemarkSuffix(Some(Suffix::Other("熟客".into()))),
        ShopSetting::ClosedWeekdays(Weekdays::NONE.turned(0).turned(6)),
        ShopSetting::OffsetMinutes(Some(540)),
    ]
}

fn frame(kind: u8, seq: u64, body: &[&[u8]]) -> String {
    hex(&seal(kind, seq, body))
}

/// A frame written down once more, so that a reader is tested against two.
fn seal(kind: u8, seq: u64, body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    let mut covered = vec![kind];
    covered.extend(5_u16.to_le_bytes());
    covered.extend(seq.to_le_bytes());
    covered.extend((body.len() as u32).to_le_bytes());
    let crc = checksum(&[&covered, &body]).to_le_bytes();
    [&b"HTB1"[..], &covered, &crc, &body].concat()
}

fn checksum(parts: &[&[u8]]) -> u32 {
    let mut crc = Crc::new();
    parts.iter().for_each(|part| crc.update(part));
    crc.sum()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
