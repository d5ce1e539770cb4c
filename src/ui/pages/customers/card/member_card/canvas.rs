//! Draws the plan of a member card on a canvas.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::plan::{Mark, Paper, plan};
use crate::ui::pages::checkup::picture::canvas::Colours;
use crate::ui::pages::checkup::picture::plan::{Face, WIDTH};

/// Draws it; `None` where the browser has no canvas.
pub fn draw(canvas: &HtmlCanvasElement, paper: &Paper) -> Option<()> {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let colours = Colours::of_page()?;
    let measure = |text: &str, face: Face| {
        context.set_font(&colours.font(face));
        context.measure_text(text).map_or(0.0, |it| it.width())
    };
    let (marks, height) = plan(paper, &measure);
    canvas.set_width(WIDTH as u32);
    canvas.set_height(height.ceil() as u32);
    context.set_fill_style_str(&colours.ground);
    context.fill_rect(0.0, 0.0, WIDTH, height.ceil());
    for mark in marks {
        match mark {
            Mark::Rule { y } => {
                context.set_fill_style_str(&colours.line);
                context.fill_rect(72.0, y, WIDTH - 144.0, 2.0);
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
            Mark::Text { x, y, text, face } => {
                context.set_font(&colours.font(face));
                context.set_fill_style_str(colours.of_face(face));
                context.fill_text(&text, x, y).ok()?;
            }
        }
    }
    Some(())
}
