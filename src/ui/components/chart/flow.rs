//! Boxes in a row, and arrows between them: back above, onward below.

use leptos::prelude::*;

use super::scale::{tenths, thickness, two_lines};
use super::{Opens, Tone, link};

const WIDTH: i32 = 420;
const HEIGHT: i32 = 240;
const BOX_WIDTH: i32 = 74;
const BOX_STEP: i32 = 86;
const BOX_TOP: i32 = 100;
const BOX_BOTTOM: i32 = 168;
/// As many letters fit into a box.
const FITS: usize = 8;

/// One stage.
#[derive(Clone, Debug)]
pub struct FlowBox {
    /// Its name.
    pub name: String,
    /// How many stand there.
    pub value: String,
    /// How strongly.
    pub tone: Tone,
    /// Who they are.
    pub opens: Option<Opens>,
}

/// Who moved.
#[derive(Clone, Debug)]
pub struct FlowArrow {
    /// From which box.
    pub from: i32,
    /// To which box.
    pub to: i32,
    /// How many.
    pub people: u64,
    /// How many, written out.
    pub value: String,
    /// All of it in words.
    pub label: String,
    /// Onward, and not for the better.
    pub is_away: bool,
    /// Who they are.
    pub opens: Option<Opens>,
}

/// The picture.
#[component]
pub fn FlowPicture(
    /// From left to right.
    boxes: Vec<FlowBox>,
    /// Between them.
    arrows: Vec<FlowArrow>,
    /// The id of the heading that says what it shows.
    titled_by: &'static str,
) -> impl IntoView {
    let most = arrows.iter().map(|it| it.people).max().unwrap_or(0);
    let back = arrows.iter().map(|it| it.from - it.to).max().unwrap_or(0).max(0);
    // Room for the highest arrow, not more.
    let top = BOX_TOP - 30 - 20 * back;
    let arrows = arrows.into_iter().map(|it| arrow(it, most)).collect_view();
    let boxes = boxes.into_iter().zip(0..).map(|(it, at)| station(it, at * BOX_STEP));
    view! {
        <svg
            class="plot flow"
            viewBox=format!("0 {top} {WIDTH} {}", HEIGHT - top)
            role="group"
            aria-labelledby=titled_by
        >
            <defs>{tip("flow-back", "tip")} {tip("flow-away", "tip bh")}</defs>
            {boxes.collect_view()}
            {arrows}
        </svg>
    }
}

fn tip(id: &'static str, class: &'static str) -> impl IntoView {
    view! {
        <marker
            id=id
            viewBox="0 0 8 8"
            refX="6"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
        >
            <path class=class d="M0 0 8 4 0 8z"></path>
        </marker>
    }
}

fn station(it: FlowBox, left: i32) -> AnyView {
    // As it is read: who speaks to his device says what he sees.
    let label = format!("{} {}", it.value, it.name);
    let middle = left + BOX_WIDTH / 2;
    let (first, second) = two_lines(&it.name, FITS);
    let inside = view! {
        <rect class="box" x=left y=BOX_TOP width=BOX_WIDTH height=BOX_BOTTOM - BOX_TOP rx="8"></rect>
        <rect class=it.tone.class() x=left y=BOX_BOTTOM - 6 width=BOX_WIDTH height="6" rx="2"></rect>
        <text class="v" x=middle y=BOX_TOP + 21 text-anchor="middle">
            {it.value}
            // Read as words, the texts do not run into each other.
            " "
        </text>
        <text x=middle y=BOX_TOP + 39 text-anchor="middle">
            {first.to_owned()}
            " "
        </text>
        <text x=middle y=BOX_TOP + 55 text-anchor="middle">
            {second.to_owned()}
        </text>
    };
    link(it.opens, label, inside.into_any())
}

fn arrow(it: FlowArrow, most: u64) -> AnyView {
    let way = Way::of(it.from, it.to);
    let Way { from, to, edge, bend, .. } = way;
    let path = format!("M{from} {edge} C{from} {bend} {to} {bend} {to} {edge}");
    let (line, tip, ink) = if it.is_away {
        ("arrow away", "url(#flow-away)", "hi")
    } else {
        ("arrow", "url(#flow-back)", "v")
    };
    let width = tenths(thickness(it.people, most));
    let (x, y) = way.label;
    let (anchor, tap) = if way.is_back { ("start", x - 4) } else { ("middle", x - 20) };
    let inside = view! {
        <path class=line d=path stroke-width=width marker-end=tip></path>
        <rect class="back" x=tap y=y - 19 width="40" height="32" rx="4"></rect>
        <text class=ink x=x y=y text-anchor=anchor>
            {it.value}
        </text>
    };
    link(it.opens, it.label, inside.into_any())
}

/// How an arrow runs, and where its number stands. Ends of several arrows at one box stand apart.
struct Way {
    is_back: bool,
    from: i32,
    to: i32,
    edge: i32,
    bend: i32,
    label: (i32, i32),
}

impl Way {
    fn of(from: i32, to: i32) -> Way {
        let (steps, is_back) = ((to - from).abs(), to < from);
        let middle = |at: i32| at * BOX_STEP + BOX_WIDTH / 2;
        let (from, to) = (middle(from), middle(to));
        if is_back {
            let edge = BOX_TOP - 3;
            let (to, bend) = (to + 12 * steps - 24, BOX_TOP - 14 - 26 * steps);
            return Way { is_back, from, to, edge, bend, label: (from + 4, edge - 14) };
        }
        let (from, to) = (from + 28 - 16 * steps, to - 30 + 16 * steps);
        let (edge, bend) = (BOX_BOTTOM + 3, BOX_BOTTOM + 14 + 24 * steps);
        // A curve of this kind reaches three quarters of the way to its handles. A number stands
        // inside of a short arrow, and under a longer one that goes around others.
        let low = edge + (bend - edge) * 3 / 4;
        let base = if steps == 1 { edge + 14 } else { low + 16 };
        Way { is_back, from, to, edge, bend, label: ((from + to) / 2, base) }
    }
}
