//! A grid whose cells are shaded by how much they hold.

use leptos::prelude::*;

use super::{Opens, link};

/// One cell. An empty text stands for one that is still to come.
#[derive(Clone, Debug)]
pub struct HeatCell {
    /// What stands in it.
    pub text: String,
    /// All of it in words.
    pub label: String,
    /// 0 to 5; `None` = no shade.
    pub shade: Option<u8>,
    /// Who they are.
    pub opens: Option<Opens>,
}

/// One row: its name, and the cells behind it.
#[derive(Clone, Debug)]
pub struct HeatRow {
    /// The name.
    pub name: String,
    /// From left to right.
    pub cells: Vec<Option<HeatCell>>,
}

/// Sizes in the units of the drawing.
#[derive(Clone, Copy, Debug)]
pub struct HeatShape {
    /// Room for the names of rows.
    pub left: i32,
    /// Width of a cell.
    pub width: i32,
    /// Height of a cell.
    pub height: i32,
    /// Drawn as large as it is, and scrolled; or as wide as there is room.
    pub is_fixed: bool,
}

/// Height of the names of columns.
const HEAD: i32 = 24;
/// Room between cells.
const GAP: i32 = 2;

/// The grid.
#[component]
pub fn Heat(
    /// Names of the columns.
    columns: Vec<String>,
    /// From top to bottom.
    rows: Vec<HeatRow>,
    /// How large.
    shape: HeatShape,
    /// The id of the heading that says what it shows.
    titled_by: &'static str,
) -> impl IntoView {
    let count = |n: usize| i32::try_from(n).unwrap_or(0);
    let (width, height) =
        (shape.left + shape.width * count(columns.len()), HEAD + shape.height * count(rows.len()));
    let heads = columns.into_iter().zip(0..).map(|(name, at)| {
        let middle = shape.left + shape.width * at + shape.width / 2;
        view! {
            <text x=middle y="15" text-anchor="middle">
                {name}
            </text>
        }
    });
    let rows =
        rows.into_iter().zip(0..).map(|(row, at)| line(row, HEAD + at * shape.height, shape));
    let fixed = |size: i32| shape.is_fixed.then(|| size.to_string());
    view! {
        <svg
            class=if shape.is_fixed { "plot heat fixed" } else { "plot heat" }
            viewBox=format!("0 0 {width} {height}")
            width=fixed(width)
            height=fixed(height)
            role="group"
            aria-labelledby=titled_by
        >
            {heads.collect_view()}
            {rows.collect_view()}
        </svg>
    }
}

fn line(row: HeatRow, top: i32, shape: HeatShape) -> impl IntoView {
    let cells =
        row.cells.into_iter().zip(0..).filter_map(|(it, at)| {
            it.map(|it| cell(it, shape.left + at * shape.width, top, shape))
        });
    let cells = cells.collect_view();
    view! {
        <text class="k" x="0" y=top + shape.height / 2 + 5>
            {row.name}
        </text>
        {cells}
    }
}

fn cell(cell: HeatCell, left: i32, top: i32, shape: HeatShape) -> AnyView {
    let HeatCell { text, label, shade, opens } = cell;
    let (fill, ink) = match shade {
        None => ("tap".to_owned(), "k".to_owned()),
        Some(shade) => (format!("f{shade}"), format!("t{shade}")),
    };
    let inside = view! {
        <rect
            class=fill
            x=left + GAP / 2
            y=top + GAP / 2
            width=shape.width - GAP
            height=shape.height - GAP
            rx="4"
        ></rect>
        <text class=ink x=left + shape.width / 2 y=top + shape.height / 2 + 5 text-anchor="middle">
            {text}
        </text>
    };
    link(opens, label, inside.into_any())
}
