//! A QR code, drawn as one path: crisp on paper, and dark on white in the dark, too, where readers
//! would see nothing in a turned one.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// White around the code, in modules: readers look for four.
pub const QUIET_MODULES: i32 = 4;

/// Dark modules of a row that touch: where they begin, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Column, the white around it counted.
    pub x: i32,
    /// Row, likewise.
    pub y: i32,
    /// How many.
    pub length: i32,
}

/// A code as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QrDrawing {
    /// Modules on each side, with the white around it.
    pub side: i32,
    /// All that is dark.
    pub runs: Vec<Run>,
}

impl QrDrawing {
    /// The code of a text; `None` where the text is too long for one.
    #[must_use]
    pub fn of(text: &str) -> Option<QrDrawing> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut runs: Vec<Run> = Vec::new();
        for y in 0..code.size() {
            let mut open: Option<Run> = None;
            // One column more than there are: it is white, and ends the last run.
            for x in 0..=code.size() {
                open = match (open, code.get_module(x, y)) {
                    (Some(run), true) => Some(Run { length: run.length + 1, ..run }),
                    (None, true) => {
                        Some(Run { x: x + QUIET_MODULES, y: y + QUIET_MODULES, length: 1 })
                    }
                    (Some(run), false) => {
                        runs.push(run);
                        None
                    }
                    (None, false) => None,
                };
            }
        }
        Some(QrDrawing { side: code.size() + 2 * QUIET_MODULES, runs })
    }

    /// The path of all that is dark.
    #[must_use]
    pub fn path(&self) -> String {
        let run = |Run { x, y, length }: &Run| format!("M{x} {y}h{length}v1h-{length}z");
        self.runs.iter().map(run).collect()
    }
}

/// The code of a text; nothing where the text is too long for one.
#[component]
pub fn Qr(
    /// What it holds.
    text: String,
    /// Its width and height in points of the page.
    size: u32,
    /// What it is called by those who hear it.
    #[prop(into)]
    label: String,
    /// The mark for checks.
    #[prop(default = "qr")]
    testid: &'static str,
) -> impl IntoView {
    QrDrawing::of(&text).map(|drawing| {
        let side = drawing.side;
        view! {
            <svg
                class="qr"
                width=size
                height=size
                viewBox=format!("0 0 {side} {side}")
                role="img"
                aria-label=label
                data-testid=testid
                data-text=text
                shape-rendering="crispEdges"
            >
                <rect width=side height=side fill="#fff"></rect>
                <path d=drawing.path() fill="#000"></path>
            </svg>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dark_is_what_the_code_says() {
        let text = "MABCDEFGH2";
        let drawing = QrDrawing::of(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        assert_eq!(drawing.side, code.size() + 8, "white around it");
        let is_dark = |x: i32, y: i32| {
            drawing.runs.iter().any(|run| run.y == y && run.x <= x && x < run.x + run.length)
        };
        for y in 0..drawing.side {
            for x in 0..drawing.side {
                assert_eq!(is_dark(x, y), code.get_module(x - 4, y - 4), "{x} {y}");
            }
        }
        assert!(drawing.path().starts_with("M4 4h7v1h-7z"), "the corner by which it is found");
        assert_eq!(QrDrawing::of(&"x".repeat(5_000)), None, "too long");
    }
}
