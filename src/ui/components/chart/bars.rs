//! Lying bars, each with its name before and its value behind it.

use leptos::prelude::*;

use super::scale::length;
use super::{Opens, Tone, link};

/// Width of the drawing, where the bars begin, and how long the longest is.
const WIDTH: i32 = 420;
const LEFT: i32 = 150;
const LONGEST: i32 = 190;
/// Height of one row: its tap must find it.
const STEP: i32 = 34;

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// How much, written out.
    pub value: String,
    /// Thousandths of the longest.
    pub permille: u16,
    /// How strongly.
    pub tone: Tone,
    /// Who they are.
    pub opens: Option<Opens>,
}

/// Bars of one kind.
#[component]
pub fn Bars(
    /// From top to bottom.
    bars: Vec<Bar>,
    /// The id of the heading that says what they show.
    titled_by: &'static str,
) -> impl IntoView {
    let height = STEP * i32::try_from(bars.len()).unwrap_or(0);
    let has_links = bars.iter().any(|it| it.opens.is_some());
    let rows = bars.into_iter().zip(0..).map(|(bar, at)| row(bar, at * STEP)).collect_view();
    view! {
        <svg
            class="plot"
            viewBox=format!("0 0 {WIDTH} {height}")
            role=if has_links { "group" } else { "img" }
            aria-labelledby=titled_by
        >
            {rows}
            <line class="axis" x1=LEFT y1="0" x2=LEFT y2=height></line>
        </svg>
    }
}

fn row(bar: Bar, top: i32) -> AnyView {
    let Bar { name, value, permille, tone, opens } = bar;
    // As it is read: who speaks to his device says what he sees.
    let label = format!("{name} {value}");
    let length = length(permille, LONGEST);
    let value_class = if tone == Tone::Hot { "hi" } else { "v" };
    let inside = view! {
        <rect class="tap" x="0" y=top width=WIDTH height=STEP rx="4"></rect>
        <text class="k" x=LEFT - 8 y=top + 22 text-anchor="end">
            {name}
            " "
        </text>
        <rect class=tone.class() x=LEFT y=top + 7 width=length height="20" rx="2"></rect>
        <text class=value_class x=LEFT + length + 8 y=top + 22>
            {value}
        </text>
    };
    link(opens, label, inside.into_any())
}
