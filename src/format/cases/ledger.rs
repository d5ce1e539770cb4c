//! The runner `ledger`: events of one customer in one program in, what each changed out.

use serde::{Deserialize, Serialize};

use super::value::{BadCase, Bp, Date, Minor, WholePoints};
use crate::domain::money::Fen;
use crate::domain::points::{
    Cause, Entry, EntryKind, LastDay, Ledger, Points, PointsAct, PointsEvent, Program, ProgramId,
    StepResult, Validity,
};
use crate::domain::rate::BasisPoints;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    program: Option<ProgramCase>,
    events: Vec<EventCase>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgramCase {
    id: Option<String>,
    first_day: Option<Date>,
    rate: Option<u32>,
    unit_minor: Option<Minor>,
    valid_days: Option<u32>,
    return_days: Option<u32>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum EventCase {
    Order {
        cause: String,
        day: Date,
        net_minor: Minor,
        tier_bp: Option<Bp>,
        day_bp: Option<Bp>,
        spend_points: Option<WholePoints>,
    },
    Spend {
        cause: String,
        day: Date,
        points: WholePoints,
    },
    Refund {
        cause: String,
        day: Date,
        order: String,
        minor: Minor,
    },
    Adjust {
        cause: String,
        day: Date,
        points: WholePoints,
        last_day: Option<Date>,
    },
    Expire {
        day: Date,
    },
}

#[derive(Serialize)]
struct Answer {
    steps: Vec<StepAnswer>,
    #[serde(flatten)]
    state: State,
}

#[derive(Serialize)]
struct StepAnswer {
    kind: &'static str,
    cause: Option<String>,
    day: Date,
    result: &'static str,
    entries: Vec<EntryAnswer>,
    #[serde(flatten)]
    state: State,
}

#[derive(Serialize)]
struct EntryAnswer {
    cause: String,
    kind: &'static str,
    day: Date,
    points: WholePoints,
    debt: WholePoints,
}

#[derive(Serialize)]
struct State {
    balance: WholePoints,
    debt: WholePoints,
    available: WholePoints,
    lots: Vec<LotAnswer>,
}

#[derive(Serialize)]
struct LotAnswer {
    id: String,
    day: Date,
    last_day: Option<Date>,
    left: WholePoints,
}

/// Folds the events of a case; one JSON object in, one out.
///
/// # Errors
/// [`BadCase`] where the text is no case: not JSON, an unknown key, a number that no ledger can
/// take, a day before the one of the event above it.
pub fn answer(text: &str) -> Result<String, BadCase> {
    let case: Case = serde_json::from_str(text)?;
    let program = program(case.program.unwrap_or_default())?;
    let events: Vec<PointsEvent> =
        case.events.into_iter().map(|event| event_of(event, &program)).collect::<Result<_, _>>()?;
    if events.iter().zip(events.iter().skip(1)).any(|(earlier, later)| later.day < earlier.day) {
        return Err(BadCase::Value("a day before the one of the event above it"));
    }
    let mut ledger = Ledger::new(program.id);
    let steps = events.iter().map(|event| step(&mut ledger, event)).collect();
    Ok(serde_json::to_string(&Answer { steps, state: state(&ledger) })?)
}

fn program(case: ProgramCase) -> Result<Program, BadCase> {
    let default = Program::default();
    let program = Program {
        id: case.id.map_or(default.id, |id| ProgramId::new(&id)),
        first_day: case.first_day.map(|day| day.0),
        rate: case.rate.unwrap_or(default.rate),
        unit_fen: case.unit_minor.map_or(default.unit_fen, |unit| unit.0),
        validity: case.valid_days.map_or(Validity::ForEver, Validity::Days),
        return_days: case.return_days.unwrap_or(default.return_days),
    };
    if program.unit_fen <= Fen::ZERO {
        return Err(BadCase::Value("unit_minor is at least 1"));
    }
    if program.validity == Validity::Days(0) || program.return_days == 0 {
        return Err(BadCase::Value("days are at least 1"));
    }
    Ok(program)
}

fn event_of(event: EventCase, program: &Program) -> Result<PointsEvent, BadCase> {
    Ok(match event {
        EventCase::Order { cause, day, net_minor, tier_bp, day_bp, spend_points } => {
            let rate = |bp: Option<Bp>| bp.map_or(BasisPoints::ONE, |bp| bp.0);
            let spent = spend_points.map_or(Points::ZERO, |points| points.0);
            let rates = (rate(tier_bp), rate(day_bp));
            program.order(Cause::new(&cause), day.0, net_minor.0, rates, not_below_0(spent)?)
        }
        EventCase::Spend { cause, day, points } => PointsEvent {
            day: day.0,
            act: PointsAct::Spend { cause: Cause::new(&cause), points: not_below_0(points.0)? },
        },
        EventCase::Refund { cause, day, order, minor } => {
            if minor.0 < Fen::ZERO {
                return Err(BadCase::Value("a refund below 0"));
            }
            program.refund(Cause::new(&cause), day.0, Cause::new(&order), minor.0)
        }
        EventCase::Adjust { cause, day, points, last_day } => {
            let last_day = last_day.map_or(LastDay::Never, |day| LastDay::On(day.0));
            let (cause, points) = (Cause::new(&cause), points.0);
            PointsEvent { day: day.0, act: PointsAct::Adjust { cause, points, last_day } }
        }
        EventCase::Expire { day } => PointsEvent { day: day.0, act: PointsAct::DayPasses },
    })
}

fn not_below_0(points: Points) -> Result<Points, BadCase> {
    if points < Points::ZERO {
        return Err(BadCase::Value("points to spend below 0"));
    }
    Ok(points)
}

fn step(ledger: &mut Ledger, event: &PointsEvent) -> StepAnswer {
    let kind = match &event.act {
        PointsAct::Order { .. } => "order",
        PointsAct::Spend { .. } => "spend",
        PointsAct::Refund { .. } => "refund",
        PointsAct::Adjust { .. } => "adjust",
        PointsAct::DayPasses => "expire",
    };
    let taken = ledger.step(event);
    let result = match taken.result {
        StepResult::Ok | StepResult::Overdrawn { .. } => "ok",
        StepResult::Duplicate => "duplicate",
        StepResult::Refused(_) => "refused",
        StepResult::UnknownOrder => "unknown_order",
    };
    let entries = taken.entries.iter().map(entry).collect();
    let cause = event.key().map(|key| key.cause.to_string());
    StepAnswer { kind, cause, day: Date(event.day), result, entries, state: state(ledger) }
}

fn entry(entry: &Entry) -> EntryAnswer {
    let kind = match entry.kind {
        EntryKind::Earn => "earn",
        EntryKind::Spend => "spend",
        EntryKind::Expire => "expire",
        EntryKind::Reverse => "reverse",
        EntryKind::Return => "return",
        EntryKind::Adjust => "adjust",
    };
    EntryAnswer {
        cause: entry.cause.to_string(),
        kind,
        day: Date(entry.day),
        points: WholePoints(entry.points),
        debt: WholePoints(entry.debt),
    }
}

fn state(ledger: &Ledger) -> State {
    let lots = ledger.lots().map(|lot| LotAnswer {
        id: lot.name.id.to_string(),
        day: Date(lot.name.day),
        last_day: lot.name.last_day.day().map(Date),
        left: WholePoints(lot.left),
    });
    State {
        balance: WholePoints(ledger.balance()),
        debt: WholePoints(ledger.debt()),
        available: WholePoints(ledger.available()),
        lots: lots.collect(),
    }
}
