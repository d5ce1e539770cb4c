//! The rhythm line of one customer: each purchase a dot, the right end is today, one step is his own
//! interval. Who is late shows as an orange gap, in any list, without reading.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RhythmFacts {
    /// How many days ago each purchase was, the last one first.
    pub days_ago: Vec<u32>,
    /// The length of one step in days.
    pub step_days: f64,
    /// How many days ago he was due, where he is late.
    pub due_days_ago: Option<u32>,
}

/// How large it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RhythmSize {
    /// In a list.
    Row,
    /// On a card.
    Card,
}

impl RhythmSize {
    /// Width, height, and the length of one step.
    const fn measures(self) -> (f64, f64, f64) {
        match self {
            RhythmSize::Row => (104.0, 20.0, 16.0),
            RhythmSize::Card => (326.0, 28.0, 46.0),
        }
    }
}

/// Room at both ends.
const EDGE: f64 = 4.0;

/// Dots nearer than this to the left edge are left out.
const RADIUS: f64 = 3.0;

/// The line.
#[component]
pub fn RhythmLine(
    /// What is drawn.
    facts: RhythmFacts,
    /// How large.
    size: RhythmSize,
    /// The same in words.
    label: String,
) -> impl IntoView {
    let (width, height, step) = size.measures();
    let (now, middle) = (width - EDGE, height / 2.0);
    let at = |days: u32| now - f64::from(days) / facts.step_days.max(1.0) * step;
    let on_line = |x: &f64| *x >= EDGE + RADIUS;
    // All dots as one shape: a line has up to twelve, and a list many lines.
    let dots = facts.days_ago.iter().map(|days| at(*days)).take_while(on_line);
    let dots: String = dots.map(|x| format!("M{} {}h.01", px(x), px(middle))).collect();
    let gap = facts.days_ago.first().map(|days| at(*days).max(EDGE));
    let gap = gap.map(|from| {
        view! { <line class="gap" x1=px(from) y1=px(middle) x2=px(now) y2=px(middle)></line> }
    });
    let due = facts.due_days_ago.map(at).filter(on_line);
    let due = due.map(|x| view! { <circle class="due" cx=px(x) cy=px(middle) r="3"></circle> });
    let class = if facts.due_days_ago.is_some() { "rhythm late" } else { "rhythm" };
    let shape = format!("0 0 {width} {height}");
    view! {
        <svg class=class viewBox=shape width=px(width) height=px(height) role="img" aria-label=label>
            <line class="base" x1=px(EDGE) y1=px(middle) x2=px(now) y2=px(middle)></line>
            {gap}
            <path class="dots" d=dots></path>
            {due}
            <line class="now" x1=px(now) y1=px(middle - 6.0) x2=px(now) y2=px(middle + 6.0)></line>
        </svg>
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}
