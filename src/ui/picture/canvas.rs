//! Draws a plan on a canvas, in the colours and letters of the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::plan::{Drawn, EDGE, Face, Mark, WIDTH};

/// The colours of the page, as the style sheet has them in the theme of now.
struct Colours {
    ground: String,
    ink: String,
    beside: String,
    accent: String,
    line: String,
    letters: String,
}

impl Colours {
    /// As they are now; `None` where the page has no style.
    fn of_page() -> Option<Colours> {
        let style = window().get_computed_style(&document().document_element()?).ok()??;
        let of = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
        Some(Colours {
            ground: of("--surface"),
            ink: of("--ink"),
            beside: of("--ink-3"),
            accent: of("--accent"),
            line: of("--line"),
            letters: of("--font"),
        })
    }

    /// Of letters.
    fn of_face(&self, face: Face) -> &str {
        match face {
            Face::Title | Face::Sentence => &self.ink,
            Face::Number => &self.accent,
            Face::Small => &self.beside,
        }
    }

    /// The letters as a canvas asks for them.
    fn font(&self, face: Face) -> String {
        let weight = if face.is_strong() { 600 } else { 400 };
        format!("{weight} {}px {}", face.measures().0, self.letters)
    }
}

/// Draws it; `None` where the browser has no canvas.
pub fn draw(canvas: &HtmlCanvasElement, paper: &impl Drawn) -> Option<()> {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let colours = Colours::of_page()?;
    let set = |face: Face| context.set_font(&colours.font(face));
    let measure = |text: &str, face: Face| {
        set(face);
        context.measure_text(text).map_or(0.0, |it| it.width())
    };
    let (marks, height) = paper.plan(&measure);
    canvas.set_width(WIDTH as u32);
    canvas.set_height(height.ceil() as u32);
    context.set_fill_style_str(&colours.ground);
    context.fill_rect(0.0, 0.0, WIDTH, height.ceil());
    for mark in marks {
        match mark {
            Mark::Rule { y } => {
                context.set_fill_style_str(&colours.line);
                context.fill_rect(EDGE, y, WIDTH - 2.0 * EDGE, 2.0);
            }
            // A code that is turned with the page is none: dark on white, always.
            Mark::White { x, y, side } => {
                context.set_fill_style_str("#fff");
                context.fill_rect(x, y, side, side);
            }
            Mark::Dark { x, y, width, height } => {
                context.set_fill_style_str("#000");
                context.fill_rect(x, y, width, height);
            }
            Mark::Text { x, y, text, face, ends } => {
                set(face);
                context.set_fill_style_str(colours.of_face(face));
                context.set_text_align(if ends { "right" } else { "left" });
                context.fill_text(&text, x, y).ok()?;
            }
        }
    }
    Some(())
}
