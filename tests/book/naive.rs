//! The book once more, the simple way: maps of what was said, and the orders derived from them by
//! semantics 2 whenever somebody asks. Nothing here knows how the book does it.

use std::collections::{BTreeMap, BTreeSet};

use huitou::domain::day::Day;
use huitou::domain::figures::{Basis, CountedOrder, Figures, LiveFigures, OrderHistory};
use huitou::domain::intern::Index;
use huitou::domain::money::Fen;
use huitou::domain::order::OrderMoney;
use huitou::domain::quantity::Quantity;

use crate::kit::{Act, FIRST, Listed, Phone, Row, note_text, number_text, staged_list};
use crate::people::NAMES;
use crate::support::day;

/// Counter and device.
type When = (u64, u64);

type Imports = BTreeMap<String, (When, bool, u64)>;

/// What a row says of its order: who, day, (status, paid, postage, item), refund.
type Said = (Option<u32>, Day, Amounts, i64);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// An import that was undone where the seller had touched the order since.
    Hand(String),
    /// What its orders came to is the name of an import.
    Import(String),
}

#[derive(Clone, Debug, Default)]
struct Marks {
    left_out: (When, bool),
    note: (When, String),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Naive {
    said: BTreeMap<String, BTreeMap<Source, BTreeSet<Said>>>,
    /// Rows of an order in an import, where they name several people.
    rows: BTreeMap<(String, Source), u64>,
    marks: BTreeMap<String, Marks>,
    /// What imports say of people.
    listed: BTreeMap<u32, BTreeMap<String, BTreeSet<Listed>>>,
    /// When it last came or went, and whether it stands, and since what moment.
    imports: Imports,
    name: (When, String),
}

/// An order as it comes out.
struct Derived {
    who: Option<u32>,
    day: Day,
    held: Amounts,
    refund: i64,
}

const STATUS_NAMES: [&str; 5] = ["Unpaid", "Paid", "Shipped", "Completed", "Closed"];

/// Statements of one import, and of imports that say the same, are one; the later one holds.
fn derive(said: &BTreeMap<Source, BTreeSet<Said>>, imports: &Imports) -> Option<Derived> {
    let all: Vec<&Said> = said.values().flatten().collect();
    let who: BTreeSet<u32> = all.iter().filter_map(|it| it.0).collect();
    if who.len() > 1 || all.is_empty() {
        return None;
    }
    let best = |rows: &[&Said]| {
        let day = rows.iter().map(|it| it.1).min().unwrap();
        (day, rows.iter().map(|it| it.2).max().unwrap(), rows.iter().map(|it| it.3).max().unwrap())
    };
    // What is said, with everybody who is named in it, and when it was said last.
    let mut when: BTreeMap<_, When> = BTreeMap::new();
    for (source, rows) in said {
        let rows: Vec<&Said> = rows.iter().collect();
        let who = rows.iter().find_map(|it| it.0);
        let at = match source {
            Source::Hand(_) => (0, 0),
            Source::Import(id) => imports[id].0,
        };
        let known = when.entry((who, best(&rows))).or_default();
        *known = at.max(*known);
    }
    let mut by_time: BTreeMap<When, Vec<Said>> = BTreeMap::new();
    for ((who, (day, held, refund)), at) in when {
        by_time.entry(at).or_default().push((who, day, held, refund));
    }
    let mut joined: Option<Held> = None;
    for rows in by_time.values() {
        let (day, held, _) = best(&rows.iter().collect::<Vec<_>>());
        joined = Some(match joined {
            Some(known) if held.0 < known.1.0 => filled(known, held),
            Some(known) => filled((day, held), known.1),
            None => (day, held),
        });
    }
    let (day, held) = joined?;
    let refund = all.iter().map(|it| it.3).max().unwrap();
    Some(Derived { who: who.first().copied(), day, held, refund })
}

/// The stage's place, what was paid, the postage, and the goods.
type Amounts = (usize, i64, i64, Option<u32>);

/// The day and what is said of it.
type Held = (Day, Amounts);

/// Postage and goods that are not given.
fn filled((day, held): Held, other: Amounts) -> Held {
    let postage = if held.2 == 0 { other.2 } else { held.2 };
    (day, (held.0, held.1, postage, held.3.or(other.3)))
}

impl Naive {
    fn next(&self, phone: &Phone) -> When {
        let marks = self.marks.values().flat_map(|it| [it.left_out.0.0, it.note.0.0]);
        let imports = self.imports.values().map(|it| it.0.0);
        (marks.chain(imports).chain([self.name.0.0]).max().unwrap() + 1, phone.device)
    }

    pub(crate) fn next_counter(&self) -> u64 {
        self.next(&Phone::new(0)).0
    }

    /// Does an act at the moment that the phone has reached.
    pub(crate) fn act(&mut self, act: &Act, phone: &Phone, other: &Naive) {
        let when = self.next(phone);
        match act {
            Act::Import(rows) => self.import(&phone_id(rows), rows, when, phone.clock),
            Act::List(people, rows) => self.list(people, rows, when, phone.clock),
            Act::Undo(at) => self.undo(&phone_import(phone, *at), when),
            Act::Hand { who, fen, item } => {
                let key = phone.now().seed.uuid().to_string();
                let held = (3, *fen, 0, (*item > 0).then_some(*item));
                let said = ((*who > 0).then_some(*who), phone.now().today, held, 0);
                self.said
                    .entry(key)
                    .or_default()
                    .insert(Source::Hand(String::new()), [said].into());
            }
            Act::LeaveOut(at, out) => {
                let Some(key) = self.nth_key(*at) else { return };
                let marks = self.marks.entry(key).or_default();
                if marks.left_out.1 != *out {
                    marks.left_out = (when, *out);
                }
            }
            Act::Note(at, note) => {
                let Some(key) = self.nth_key(*at) else { return };
                let marks = self.marks.entry(key).or_default();
                if marks.note.1 != note_text(*note) {
                    marks.note = (when, note_text(*note));
                }
            }
            Act::Name(name) => {
                let name = format!("shop {name}");
                if self.name.1 != name {
                    self.name = (when, name);
                }
            }
            Act::Pull => self.pull(other),
            Act::Take => *self = other.clone(),
            Act::Checkpoint | Act::Reload => {}
            Act::Deal(deal) => panic!("the naive book knows nothing of {deal:?}"),
        }
        self.sweep();
    }

    fn list(&mut self, people: &[Listed], rows: &[Row], when: When, clock: u64) {
        let id = staged_list(people, rows).imports()[0].id.0.to_string();
        if self.imports.get(&id).is_some_and(|it| it.1) {
            return;
        }
        for person in people {
            let said = self.listed.entry(person.who).or_default();
            said.entry(id.clone()).or_default().insert(person.clone());
        }
        self.import(&id, rows, when, clock);
    }

    fn import(&mut self, id: &str, rows: &[Row], when: When, clock: u64) {
        let mut said: BTreeMap<String, (BTreeSet<Said>, u64)> = BTreeMap::new();
        let mut seen: BTreeMap<(u32, i32, i64), u64> = BTreeMap::new();
        for row in rows {
            let day = day(FIRST).plus(row.day);
            let key = match row.number {
                Some(number) => number_text(number),
                None => {
                    let nth = seen.entry((row.who, row.day, row.fen)).or_default();
                    *nth += 1;
                    let who = if row.who == 0 { "-".to_owned() } else { format!("c{}", row.who) };
                    format!("[{who} {day} {} {nth}]", row.fen)
                }
            };
            let held = (row.status, row.fen, row.postage, (row.item > 0).then_some(row.item));
            let entry = said.entry(key).or_default();
            entry.0.insert(((row.who > 0).then_some(row.who), day, held, row.refund));
            entry.1 += 1;
        }
        if self.imports.get(id).is_some_and(|it| it.1) {
            return;
        }
        self.imports.insert(id.to_owned(), (when, true, clock));
        for (key, (rows, count)) in said {
            let source = Source::Import(id.to_owned());
            self.rows.insert((key.clone(), source.clone()), count);
            self.said.entry(key).or_default().insert(source, rows);
        }
    }

    fn undo(&mut self, id: &Option<String>, when: When) {
        let Some(id) = id else { return };
        match self.imports.get_mut(id) {
            Some(import) if import.1 => (import.0, import.1) = (when, false),
            Some(_) | None => return,
        }
        for (key, said) in &mut self.said {
            let source = Source::Import(id.clone());
            if let Some(rows) = said.remove(&source)
                && self.marks.contains_key(key)
            {
                // What the seller touched stays.
                let count = self.rows.get(&(key.clone(), source)).copied().unwrap_or(0);
                let hand = Source::Hand(id.clone());
                self.rows.insert((key.clone(), hand.clone()), count);
                said.insert(hand, rows);
            }
        }
    }

    fn pull(&mut self, other: &Naive) {
        for (id, theirs) in &other.imports {
            let ours = self.imports.entry(id.clone()).or_insert(*theirs);
            *ours = (*ours).max(*theirs);
        }
        for (key, theirs) in &other.said {
            for (source, rows) in theirs {
                let ours = self.said.entry(key.clone()).or_default();
                ours.entry(source.clone()).or_default().extend(rows.iter().cloned());
            }
        }
        for (who, theirs) in &other.listed {
            for (id, said) in theirs {
                let ours = self.listed.entry(*who).or_default();
                ours.entry(id.clone()).or_default().extend(said.iter().cloned());
            }
        }
        for (at, count) in &other.rows {
            let ours = self.rows.entry(at.clone()).or_default();
            *ours = (*ours).max(*count);
        }
        for (key, theirs) in &other.marks {
            let ours = self.marks.entry(key.clone()).or_default();
            ours.left_out = ours.left_out.max(theirs.left_out);
            if theirs.note > ours.note {
                ours.note = theirs.note.clone();
            }
        }
        if other.name > self.name {
            self.name = other.name.clone();
        }
    }

    /// Nothing is left of imports that do not stand, nor of marks that say nothing.
    fn sweep(&mut self) {
        let imports = &self.imports;
        let stands = |source: &Source| match source {
            Source::Hand(_) => true,
            Source::Import(id) => imports.get(id).is_some_and(|it| it.1),
        };
        for said in self.said.values_mut() {
            said.retain(|source, _| stands(source));
        }
        self.said.retain(|_, said| !said.is_empty());
        for said in self.listed.values_mut() {
            said.retain(|id, _| imports.get(id).is_some_and(|it| it.1));
        }
        self.listed.retain(|_, said| !said.is_empty());
        self.marks.retain(|_, marks| marks.left_out.0.0 + marks.note.0.0 > 0);
    }

    fn nth_key(&self, at: usize) -> Option<String> {
        let keys: BTreeSet<&String> = self.said.keys().chain(self.marks.keys()).collect();
        keys.iter().nth(at % keys.len().max(1)).map(|key| (*key).clone())
    }

    fn orders(&self) -> impl Iterator<Item = (&String, Derived, Marks)> {
        self.said.iter().filter_map(|(key, said)| {
            Some((
                key,
                derive(said, &self.imports)?,
                self.marks.get(key).cloned().unwrap_or_default(),
            ))
        })
    }

    /// As `kit::order_lines` writes them.
    pub(crate) fn order_lines(&self) -> Vec<String> {
        let line = |(key, order, marks): (&String, Derived, Marks)| {
            let (status, paid, postage, item) = order.held;
            // What the seller writes down has lines, the files of these tests have none.
            let by_hand = uuid::Uuid::try_parse(key).is_ok();
            let line = |item| (String::new(), format!("i{item}"), Some(Fen::from_minor(paid)));
            let lines: BTreeSet<_> = item.filter(|_| by_hand).map(line).into_iter().collect();
            let item = item.filter(|_| !by_hand);
            format!(
                "{key} {} {} {} {paid} {postage} {} {} {lines:?} {} {:?}",
                order.who.map_or("-".to_owned(), |who| format!("c{who}")),
                order.day,
                STATUS_NAMES[status],
                order.refund,
                item.map_or(String::new(), |item| format!("i{item}")),
                counts(&order) && !marks.left_out.1,
                marks.note.1,
            )
        };
        let mut lines: Vec<String> = self.orders().map(line).collect();
        lines.sort();
        lines
    }

    /// As `kit::people_lines` writes them.
    pub(crate) fn people_lines(&self) -> Vec<String> {
        let line = |(who, said): (&u32, &BTreeMap<String, BTreeSet<Listed>>)| {
            let all: Vec<&Listed> = said.values().flatten().collect();
            let (name, points) = self.named_last(said);
            let list = |of: fn(&Listed) -> Option<String>| -> BTreeSet<String> {
                all.iter().filter_map(|it| of(it)).collect()
            };
            // Printed as the book's lists are.
            let list = |of| list(of).into_iter().collect::<Vec<_>>();
            let since = all.iter().filter_map(|it| it.since_day()).min();
            format!(
                "c{who} {name} {:?} {:?} {:?} {since:?} {points:?}",
                other_names(&all, name),
                list(Listed::phone_text),
                list(Listed::tag_text)
            )
        };
        let mut lines: Vec<String> = self.listed.iter().map(line).collect();
        lines.sort();
        lines
    }

    /// Name and points: of one import the longest and the most; lists that say the same are one,
    /// and the later one holds.
    fn named_last(&self, said: &BTreeMap<String, BTreeSet<Listed>>) -> (&'static str, Option<i64>) {
        let mut when: BTreeMap<_, When> = BTreeMap::new();
        for (id, said) in said {
            let names = said.iter().map(|it| NAMES[it.name]);
            let name = names.max_by_key(|name| (name.chars().count(), *name)).unwrap();
            let list = |of: fn(&Listed) -> Option<String>| -> BTreeSet<String> {
                said.iter().filter_map(of).collect()
            };
            let since = said.iter().filter_map(Listed::since_day).min();
            let points = said.iter().filter_map(|it| it.points).max();
            let lists = (list(Listed::phone_text), list(Listed::tag_text));
            let known = when.entry((name, points, since, lists)).or_default();
            *known = self.imports[id].0.max(*known);
        }
        let mut said: Vec<_> = when.into_iter().map(|(said, at)| (at, said)).collect();
        said.sort();
        let points = said.iter().rev().find_map(|(_, it)| it.1);
        let names = said.iter().rev().map(|(_, it)| it.0);
        (names.into_iter().find(|name| !name.is_empty()).unwrap_or(""), points)
    }

    pub(crate) fn standing_imports(&self) -> usize {
        self.imports.values().filter(|it| it.1).count()
    }

    pub(crate) fn name(&self) -> &str {
        &self.name.1
    }

    /// Rows of orders that name several people.
    pub(crate) fn problem_rows(&self) -> u64 {
        let in_conflict =
            self.said.iter().filter(|(_, said)| derive(said, &self.imports).is_none());
        in_conflict
            .map(|(key, said)| {
                let several = |rows: &BTreeSet<Said>| {
                    rows.iter().filter_map(|it| it.0).collect::<BTreeSet<_>>().len() > 1
                };
                let sources = said.iter().filter(|(_, rows)| several(rows));
                let rows = |source: &Source| self.rows.get(&(key.clone(), source.clone())).copied();
                sources.filter_map(|(source, _)| rows(source)).max().unwrap_or(0).max(2)
            })
            .sum()
    }

    /// The figures over the orders that count, by the columns' own constructor.
    pub(crate) fn figures(&self, basis: &Basis) -> Figures {
        let mut known: BTreeMap<u32, Day> = BTreeMap::new();
        for (_, order, marks) in self.orders().filter(|it| !it.2.left_out.1) {
            let _ = marks;
            if let Some(who) = order.who {
                let since = known.entry(who).or_insert(order.day);
                *since = (*since).min(order.day);
            }
        }
        for (who, said) in &self.listed {
            let listed = said.values().flatten().filter_map(|it| it.since_day()).min();
            let since = known.entry(*who).or_insert(Day::MAX);
            *since = listed.unwrap_or(Day::MIN).min(*since);
        }
        let place = |who: u32| Index::at(known.keys().position(|it| *it == who).unwrap());
        let counted: Vec<CountedOrder> = self
            .orders()
            .filter(|(_, order, marks)| counts(order) && !marks.left_out.1)
            .map(|(_, order, _)| CountedOrder {
                customer: order.who.map(place),
                day: order.day,
                money: money(&order),
                quantity: Quantity::ONE,
            })
            .collect();
        let since: Vec<Day> = known.values().copied().collect();
        LiveFigures::new(&OrderHistory::new(known.len(), &counted), &since, basis.clone()).figures()
    }
}

fn money(order: &Derived) -> OrderMoney {
    OrderMoney {
        paid_fen: Fen::from_minor(order.held.1),
        postage_fen: Fen::from_minor(order.held.2),
        refund_fen: Fen::from_minor(order.refund),
    }
}

/// Paid, shipped or completed, and not fully refunded.
fn counts(order: &Derived) -> bool {
    let (status, paid, postage, _) = order.held;
    let goods = (paid - postage).max(0);
    (1..=3).contains(&status) && !(order.refund > 0 && order.refund >= goods)
}

/// All names that anybody gives but the one that holds.
fn other_names(all: &[&Listed], name: &str) -> Vec<&'static str> {
    let names: BTreeSet<&str> = all.iter().map(|it| NAMES[it.name]).collect();
    names.into_iter().filter(|it| !it.is_empty() && *it != name).collect()
}

/// The name of an import, which the book gives: that equal content has equal names is another law.
fn phone_id(rows: &[Row]) -> String {
    crate::kit::staged(&[rows]).imports()[0].id.0.to_string()
}

fn phone_import(phone: &Phone, at: usize) -> Option<String> {
    phone.nth_import(at).map(|id| id.0.to_string())
}
