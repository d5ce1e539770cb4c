//! A rising line against the line of equal shares.

use leptos::prelude::*;

use super::scale::points;

const WIDTH: i32 = 420;
const HEIGHT: i32 = 208;
const LEFT: i32 = 44;
const TOP: i32 = 26;
const BOTTOM: i32 = 180;
const RIGHT: i32 = 404;

/// What stands at the ends of the two axes.
#[derive(Clone, Copy, Debug)]
pub struct CurveWords {
    /// Under the line from left to right.
    pub across: &'static str,
    /// Above the line from bottom to top.
    pub up: &'static str,
}

/// The curve, with one point of it marked.
#[component]
pub fn Curve(
    /// Thousandths at equal steps, from 0 to all.
    values: Vec<u16>,
    /// The step that the heading speaks of.
    marked: usize,
    /// What is written at the marked point.
    says: String,
    /// The axes.
    words: CurveWords,
    /// All of it in words.
    label: String,
) -> impl IntoView {
    let (width, height) = (RIGHT - LEFT, BOTTOM - TOP);
    let line = points(&values, LEFT, BOTTOM, width, height);
    let even = points(&[0, 1000], LEFT, BOTTOM, width, height);
    let at = |step: usize| i32::try_from(step).unwrap_or(0);
    let x = LEFT + width * at(marked) / at(values.len().saturating_sub(1)).max(1);
    let y = BOTTOM - height * i32::from(values.get(marked).copied().unwrap_or(0)) / 1000;
    let scale = [(0, "0"), (500, "50%"), (1000, "100%")].map(|(permille, text)| {
        let level = BOTTOM - height * permille / 1000;
        view! {
            <line class="grid" x1=LEFT y1=level x2=RIGHT y2=level></line>
            <text x=LEFT - 6 y=level + 4 text-anchor="end">
                {text}
            </text>
        }
    });
    view! {
        <svg class="plot" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
            {scale}
            <polyline class="even" points=even></polyline>
            <polyline class="ln" points=line></polyline>
            <circle class="b5" cx=x cy=y r="5"></circle>
            <text class="v" x=x + 10 y=y + 18>
                {says}
            </text>
            <text x=LEFT y=HEIGHT - 8>
                {words.across}
            </text>
            <text x=LEFT y=TOP - 9 class="k">
                {words.up}
            </text>
        </svg>
    }
}
