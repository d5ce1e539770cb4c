//! A level over time that holds until it changes, and single marks beside it.

use leptos::prelude::*;

const WIDTH: i32 = 420;
const HEIGHT: i32 = 176;
const LEFT: i32 = 64;
const RIGHT: i32 = 408;
const TOP: i32 = 16;
const BOTTOM: i32 = 140;

/// A point in thousandths of the width from the left and of the height from the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// From the left.
    pub across: u16,
    /// From the bottom.
    pub up: u16,
}

/// What is written around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepWords {
    /// At the highest level, and at the lowest; empty = nothing.
    pub levels: (String, String),
    /// At the left end, and at the right.
    pub ends: (String, String),
}

fn x(spot: Spot) -> i32 {
    LEFT + (RIGHT - LEFT) * i32::from(spot.across.min(1000)) / 1000
}

fn y(spot: Spot) -> i32 {
    BOTTOM - (BOTTOM - TOP) * i32::from(spot.up.min(1000)) / 1000
}

/// The corners of a line that holds each level up to the next point, as a `points` attribute.
fn corners(spots: &[Spot]) -> String {
    let mut corners = Vec::new();
    let mut before: Option<Spot> = None;
    for spot in spots {
        if let Some(before) = before.filter(|it| it.up != spot.up) {
            corners.push(format!("{},{}", x(*spot), y(before)));
        }
        corners.push(format!("{},{}", x(*spot), y(*spot)));
        before = Some(*spot);
    }
    corners.join(" ")
}

/// The picture.
#[component]
pub fn Steps(
    /// Lines, each without a gap; a level holds up to the next point.
    lines: Vec<Vec<Spot>>,
    /// Marks that stand for themselves.
    marks: Vec<Spot>,
    /// What is written around it.
    words: StepWords,
    /// All of it in words.
    label: String,
) -> impl IntoView {
    let StepWords { levels: (highest, lowest), ends: (from, to) } = words;
    let level = |at: i32, text: String| {
        (!text.is_empty()).then(|| {
            view! {
                <line class="grid" x1=LEFT y1=at x2=RIGHT y2=at></line>
                <text x=LEFT - 6 y=at + 4 text-anchor="end">
                    {text}
                </text>
            }
        })
    };
    let lines: Vec<_> = lines
        .iter()
        .map(|line| view! { <polyline class="ln" points=corners(line)></polyline> })
        .collect();
    let marks: Vec<_> = marks
        .into_iter()
        .map(|mark| view! { <circle class="b3" cx=x(mark) cy=y(mark) r="4"></circle> })
        .collect();
    view! {
        <svg class="plot" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
            {level(TOP, highest)}
            {level(BOTTOM, lowest)}
            {marks}
            {lines}
            <text x=LEFT y=HEIGHT - 10>
                {from}
            </text>
            <text x=RIGHT y=HEIGHT - 10 text-anchor="end">
                {to}
            </text>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_holds_until_it_changes() {
        let spot = |across, up| Spot { across, up };
        for (spots, expected, rule) in [
            (&[][..], "", "nothing"),
            (&[spot(0, 0)][..], "64,140", "one point"),
            (&[spot(0, 1000), spot(1000, 1000)], "64,16 408,16", "it holds"),
            (
                &[spot(0, 1000), spot(500, 0), spot(1000, 0)],
                "64,16 236,16 236,140 408,140",
                "a step down at its day",
            ),
            (&[spot(2000, 2000)], "408,16", "never past the ends"),
        ] {
            assert_eq!(corners(spots), expected, "{rule}");
        }
    }
}
