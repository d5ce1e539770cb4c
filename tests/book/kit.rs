//! What the laws of the book share: random files, phones that hold a book, and how to compare.

use huitou::domain::change::Change;
use huitou::domain::command::{Command, HandLine, HandOrder, Mark, Moment, Refused, decide};
use huitou::domain::customer::CustomerKey;
use huitou::domain::day::Day;
use huitou::domain::figures::{Basis, Figures};
use huitou::domain::id::{IdSeed, ImportId};
use huitou::domain::intern::Index;
use huitou::domain::money::Fen;
use huitou::domain::quantity::Quantity;
use huitou::domain::record::{OrderKey, OrderName};
use huitou::domain::shop::Shop;
use huitou::domain::stamp::DeviceId;
use huitou::format::backup::write_backup;
use huitou::format::intake::Intake;
use proptest::prelude::*;

pub(crate) use crate::deals::{Deal, deal};
pub(crate) use crate::people::{Listed, people, staged_list};
use crate::support::{day, read_bytes};

/// When every backup of the tests is made.
pub(crate) const NOON: &str = "2026-11-22T06:00:00Z";

pub(crate) const FIRST: &str = "2024-01-01";

/// Rows are orders; a number that stands twice is the same order seen again.
pub(crate) const ORDERS: &str = r#"{"order_per_line": true, "columns": {"customer": "who", "date": "when",
    "amount": "fen", "order_id": "no", "postage": "post", "refund": "back", "status": "status",
    "item": "item"}}"#;

/// Rows are lines of orders.
pub(crate) const LINES: &str = r#"{"columns": {"customer": "who", "date": "when", "amount": "fen",
    "order_id": "no", "refund": "back", "status": "status", "sku": "item"}}"#;

pub(crate) const STATUSES: [&str; 5] = ["待付款", "已付款", "已发货", "交易成功", "交易关闭"];

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    /// The order number; numbers from 20 on hold a letter. `None` = the file gives none.
    pub(crate) number: Option<u32>,
    /// Who bought; 0 = nobody is named.
    pub(crate) who: u32,
    /// Days after [`FIRST`].
    pub(crate) day: i32,
    pub(crate) fen: i64,
    pub(crate) postage: i64,
    pub(crate) refund: i64,
    /// A place in [`STATUSES`].
    pub(crate) status: usize,
    /// The goods; 0 = none given.
    pub(crate) item: u32,
}

pub(crate) fn number_text(number: u32) -> String {
    if number < 20 { format!("{number:07}") } else { format!("N{number}") }
}

pub(crate) fn file_text(rows: &[Row]) -> String {
    let mut text = "who,when,fen,no,post,back,status,item\n".to_owned();
    for row in rows {
        let who = if row.who == 0 { String::new() } else { format!("c{}", row.who) };
        let yuan = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
        let item = if row.item == 0 { String::new() } else { format!("i{}", row.item) };
        text.push_str(&format!(
            "{who},{},{},{},{},{},{},{item}\n",
            day(FIRST).plus(row.day),
            yuan(row.fen),
            row.number.map(number_text).unwrap_or_default(),
            yuan(row.postage),
            yuan(row.refund),
            STATUSES[row.status],
        ));
    }
    text
}

/// What may become of one order: the number decides who bought and when, so files agree on it;
/// amounts, status and refunds differ from file to file. Every ninth is in conflict now and then.
pub(crate) fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 1..14)
}

pub(crate) fn row() -> impl Strategy<Value = Row> {
    (0u32..36, 0u32..3, 0usize..5, 0u32..3).prop_map(|(n, variant, status, item)| {
        let unnumbered = n >= 30;
        let who = if n % 9 == 4 { 1 + variant } else { n % 6 };
        Row {
            number: (!unnumbered).then_some(n),
            who,
            day: (n as i32 * 37) % 400,
            fen: i64::from(n) * 500 + if unnumbered { 0 } else { i64::from(variant) * 100 },
            postage: if unnumbered { 0 } else { i64::from(n % 3) * 100 },
            refund: if unnumbered || n % 4 != 1 { 0 } else { i64::from(variant) * 2_000 },
            status: if unnumbered { 3 } else { status },
            item: if unnumbered { 0 } else { item },
        }
    })
}

/// Rows that contradict each other in nothing but how far an order has come.
pub(crate) fn agreeing(rows: Vec<Row>) -> Vec<Row> {
    let row = |row: Row| match row.number {
        Some(n) => Row { fen: i64::from(n) * 500, item: n % 3, ..row },
        None => row,
    };
    rows.into_iter().map(row).collect()
}

pub(crate) fn shuffled<T: Clone>(values: &[T], seed: u64) -> Vec<T> {
    let mut keyed: Vec<(u64, T)> = (1u64..)
        .zip(values)
        .map(|(n, value)| (n.wrapping_mul(seed | 1).rotate_left(29), value.clone()))
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, value)| value).collect()
}

/// The import of some files, each with its name.
pub(crate) fn staged_as(files: &[(&str, &[Row])], map: &str) -> Shop {
    let mut intake = Intake::default();
    for (name, rows) in files {
        intake.take(read_bytes(name, file_text(rows).into_bytes(), Some(map)).unwrap());
    }
    intake.stage().shop
}

pub(crate) fn staged(files: &[&[Row]]) -> Shop {
    let files: Vec<(&str, &[Row])> = files.iter().map(|rows| ("a.csv", *rows)).collect();
    staged_as(&files, ORDERS)
}

pub(crate) fn text_of(shop: &Shop) -> String {
    write_backup(shop, "test", NOON)
}

/// The text without the names of files.
pub(crate) fn nameless_text_of(shop: &Shop) -> String {
    let mut shop = shop.clone();
    shop.forget_file_names();
    text_of(&shop)
}

/// The orders and people as lines of text that do not depend on where anything stands.
pub(crate) fn order_lines(shop: &Shop) -> Vec<String> {
    let mut lines: Vec<String> = shop
        .orders()
        .map(|order| {
            let held = order.held().unwrap();
            let who = order.content.customer().map(|at| shop.customers()[at.position()].label());
            let money = order.money();
            format!(
                "{} {} {} {:?} {} {} {} {} {:?} {} {:?}",
                key_text(shop, &order.key),
                who.unwrap_or("-"),
                order.content.day.unwrap(),
                held.status,
                money.paid_fen,
                money.postage_fen,
                money.refund_fen,
                shop.text(held.item),
                order
                    .content
                    .lines
                    .iter()
                    .map(|line| (shop.text(line.sku), shop.text(line.item), line.amount_fen))
                    .collect::<std::collections::BTreeSet<_>>(),
                order.is_counted(),
                order.marks.note.value,
            )
        })
        .collect();
    lines.sort();
    lines
}

/// What lists say of people, as lines of text that do not depend on where anything stands.
pub(crate) fn people_lines(shop: &Shop) -> Vec<String> {
    let mut lines: Vec<String> = shop
        .people()
        .map(|(at, facts)| {
            assert_eq!(shop.listed(at).as_ref(), Some(&facts), "found by his place");
            format!(
                "{} {} {:?} {:?} {:?} {:?} {:?}",
                shop.customers()[at.position()].label(),
                facts.name.as_deref().unwrap_or_default(),
                facts.other_names,
                facts.phones,
                facts.tags,
                facts.since,
                facts.opening.and_then(|opening| opening.points),
            )
        })
        .collect();
    lines.sort();
    lines
}

/// What the book says of people, orders and settings by the seller's hand, as lines of text that do
/// not depend on where anything stands.
pub(crate) fn deal_lines(shop: &Shop) -> Vec<String> {
    let label = |at: Index| shop.customers()[at.position()].label();
    let mut lines: Vec<String> = (0..shop.customers().len())
        .filter(|at| shop.is_known(*at))
        .map(|at| {
            let mut members: Vec<_> = shop.members(Index::at(at)).into_iter().map(label).collect();
            members.sort_unstable();
            let events = shop.events_of(Index::at(at));
            let events: Vec<_> = events.iter().map(|it| (it.id, it.undone.clone())).collect();
            format!(
                "{} {members:?} {:?} {events:?}",
                label(Index::at(at)),
                shop.card(Index::at(at))
            )
        })
        .collect();
    lines.extend(shop.orders().map(|it| format!("{} {:?}", key_text(shop, &it.key), it.marks)));
    lines.sort();
    lines.push(format!("{:?}", shop.profile()));
    lines
}

pub(crate) fn key_text(shop: &Shop, key: &OrderKey) -> String {
    match key.name {
        OrderName::Numbered(_) => shop.number_text(key),
        OrderName::Unnumbered(it) => {
            let who = it.customer.map_or("-", |at| shop.customers()[at.position()].label());
            let fen = it.amount_fen.map_or("-".to_owned(), |fen| fen.to_string());
            let day = it.day.map_or("-".to_owned(), |day| day.to_string());
            format!("[{who} {day} {fen} {}]", it.occurrence)
        }
        OrderName::ByHand(id) => id.0.to_string(),
    }
}

pub(crate) fn figures_of(shop: &Shop) -> Vec<Figures> {
    bases().iter().map(|basis| shop.figures(basis)).collect()
}

pub(crate) fn bases() -> [Basis; 2] {
    ["2024-07-01", "2026-01-01"].map(|text| Basis::as_of(day(text)))
}

/// Orders, figures, problem rows and people: all that does not depend on which imports brought it.
pub(crate) fn substance(shop: &Shop) -> (Vec<String>, Vec<Figures>, u64, u64, Vec<String>) {
    let counts = (shop.problem_rows(), shop.order_count());
    let people = [people_lines(shop), deal_lines(shop)].concat();
    (order_lines(shop), figures_of(shop), counts.0, counts.1, people)
}

/// The book opened anew from its pages.
pub(crate) fn reopened(shop: &Shop) -> Shop {
    let mut opened = Shop::default();
    for page in shop.pages() {
        opened.read_page(page, &shop.page_bytes(page)).unwrap();
    }
    opened.finish_reading();
    opened
}

/// What a seller does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Import(Vec<Row>),
    /// A list of people, and some orders beside it.
    List(Vec<Listed>, Vec<Row>),
    /// The nth import.
    Undo(usize),
    Hand {
        who: u32,
        fen: i64,
        item: u32,
    },
    LeaveOut(usize, bool),
    Note(usize, u32),
    Name(u32),
    /// What the seller does with people, and with money given back.
    Deal(Deal),
    /// Takes in the other phone's book beside its own.
    Pull,
    /// Takes the other phone's book in place of its own.
    Take,
    /// Lays the pages down and begins a new journal.
    Checkpoint,
    /// Closes and opens the book.
    Reload,
}

/// Without those after which a card says something else than lists do.
pub(crate) fn acts_on_files(most: usize) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), 0..most)
}

pub(crate) fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(prop_oneof![3 => act(), 2 => deal().prop_map(Act::Deal)], 0..most)
}

pub(crate) fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => rows().prop_map(Act::Import),
        4 => (people(), prop::collection::vec(row(), 0..3)).prop_map(|(people, rows)| Act::List(people, rows)),
        3 => (0usize..9).prop_map(Act::Undo),
        3 => (0u32..8, 0i64..900, 0u32..3).prop_map(|(who, fen, item)| Act::Hand { who, fen, item }),
        3 => (0usize..40, any::<bool>()).prop_map(|(at, out)| Act::LeaveOut(at, out)),
        2 => (0usize..40, 0u32..4).prop_map(|(at, note)| Act::Note(at, note)),
        1 => (0u32..4).prop_map(Act::Name),
        2 => Just(Act::Pull),
        1 => Just(Act::Take),
        1 => Just(Act::Checkpoint),
        2 => Just(Act::Reload),
    ]
}

pub(crate) fn customer(who: u32) -> CustomerKey {
    CustomerKey::Column(format!("c{who}").into())
}

/// An order of one amount.
pub(crate) fn hand_order(customer: Option<CustomerKey>, day: Day, fen: i64) -> HandOrder {
    HandOrder {
        customer,
        day,
        lines: Vec::new(),
        postage_fen: Fen::ZERO,
        paid_fen: Fen::from_minor(fen),
        remark: "".into(),
    }
}

fn hand_lines(item: u32, fen: i64) -> Vec<HandLine> {
    let line = |item: u32| HandLine {
        item: format!("i{item}").into(),
        quantity: Quantity::ONE,
        amount_fen: Fen::from_minor(fen),
    };
    (item > 0).then_some(item).map(line).into_iter().collect()
}

/// A phone with a book.
#[derive(Clone)]
pub(crate) struct Phone {
    pub(crate) shop: Shop,
    pub(crate) device: u64,
    pub(crate) clock: u64,
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "phone {}: {}", self.device, text_of(&self.shop))
    }
}

impl Phone {
    pub(crate) fn new(device: u64) -> Phone {
        Phone { shop: Shop::default(), device, clock: 0 }
    }

    pub(crate) fn with(&self, device: u64) -> Phone {
        Phone { device, ..self.clone() }
    }

    /// The moment of the next command.
    pub(crate) fn moment(&mut self) -> Moment {
        self.clock += 1;
        self.now()
    }

    pub(crate) fn now(&self) -> Moment {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.device.to_be_bytes());
        Moment {
            today: day("2025-05-01").plus(self.clock as i32),
            seed: IdSeed { now_ms: 1_700_000_000_000 + self.clock, random },
            device: DeviceId(self.device),
        }
    }

    /// Decides and does.
    #[track_caller]
    pub(crate) fn run(&mut self, command: &Command<'_>) -> Result<Change, Refused> {
        let moment = self.moment();
        let change = decide(&self.shop, command, &moment)?;
        self.shop.apply(&change, None).unwrap();
        Ok(change)
    }

    pub(crate) fn import(&mut self, files: &[&[Row]]) -> Result<ImportId, Refused> {
        let staged = staged(files);
        self.run(&Command::Import(&staged))?;
        Ok(staged.imports()[0].id)
    }

    pub(crate) fn import_list(
        &mut self,
        people: &[Listed],
        rows: &[Row],
    ) -> Result<ImportId, Refused> {
        let staged = staged_list(people, rows);
        self.run(&Command::Import(&staged))?;
        Ok(staged.imports()[0].id)
    }

    pub(crate) fn undo(&mut self, id: ImportId) -> Result<Change, Refused> {
        self.run(&Command::UndoImport(id))
    }

    /// The nth order by its text.
    pub(crate) fn nth_key(&self, at: usize) -> Option<OrderKey> {
        let mut keys: Vec<(String, OrderKey)> = self
            .shop
            .records()
            .map(|(_, record)| (key_text(&self.shop, &record.key), record.key))
            .collect();
        keys.sort_by(|a, b| a.0.cmp(&b.0));
        keys.get(at % keys.len().max(1)).map(|(_, key)| *key)
    }

    pub(crate) fn key_of(&self, number: u32) -> OrderKey {
        let text = number_text(number);
        let found = self.shop.records().find(|(_, it)| key_text(&self.shop, &it.key) == text);
        found.unwrap().1.key
    }

    /// The nth import by its id.
    pub(crate) fn nth_import(&self, at: usize) -> Option<ImportId> {
        let mut ids: Vec<ImportId> = self.shop.imports().iter().map(|import| import.id).collect();
        ids.sort();
        ids.get(at % ids.len().max(1)).copied()
    }

    /// What an act changes; `None` where there is nothing to act on, or it is refused.
    pub(crate) fn change(&mut self, act: &Act, other: &Shop) -> Option<Change> {
        let moment = self.moment();
        let decided = |command: &Command<'_>| decide(&self.shop, command, &moment).ok();
        match act {
            Act::Import(rows) => decided(&Command::Import(&staged(&[rows]))),
            Act::List(people, rows) => decided(&Command::Import(&staged_list(people, rows))),
            Act::Undo(at) => decided(&Command::UndoImport(self.nth_import(*at)?)),
            Act::Hand { who, fen, item } => decided(&Command::RecordOrder(HandOrder {
                lines: hand_lines(*item, *fen),
                ..hand_order((*who > 0).then(|| customer(*who)), moment.today, *fen)
            })),
            Act::LeaveOut(at, out) => {
                decided(&Command::MarkOrder(self.nth_key(*at)?, Mark::LeftOut(*out)))
            }
            Act::Note(at, note) => {
                let note = Mark::Note(note_text(*note).into());
                decided(&Command::MarkOrder(self.nth_key(*at)?, note))
            }
            Act::Name(name) => decided(&Command::NameShop(format!("shop {name}").into())),
            Act::Deal(deal) => decided(&deal.command(self)?),
            Act::Pull => decided(&Command::Merge(other)),
            Act::Take => decided(&Command::Replace(other)),
            Act::Checkpoint | Act::Reload => None,
        }
    }

    pub(crate) fn act(&mut self, act: &Act, other: &Shop) {
        if let Some(change) = self.change(act, other) {
            self.shop.apply(&change, None).unwrap();
        }
    }

    pub(crate) fn act_all(mut self, acts: &[Act]) -> Phone {
        let other = Shop::default();
        for act in acts.iter().filter(|act| !matches!(act, Act::Take)) {
            self.act(act, &other);
        }
        self
    }
}

pub(crate) fn note_text(note: u32) -> String {
    if note == 0 { String::new() } else { format!("note {note}") }
}

/// One book with another merged in.
pub(crate) fn merged(shop: &Shop, other: &Shop) -> Shop {
    let mut shop = shop.clone();
    let change = huitou::domain::merge::merge(&shop, other).change;
    shop.apply(&change, None).unwrap();
    shop
}

/// Orders by number, each of one line, of four customers in turn.
pub(crate) fn numbered(from: u32, to: u32) -> Vec<Row> {
    let row = |n: u32| Row {
        number: Some(n),
        who: n % 4,
        day: n as i32,
        fen: 100,
        postage: 0,
        refund: 0,
        status: 3,
        item: 1,
    };
    (from..to).map(row).collect()
}
