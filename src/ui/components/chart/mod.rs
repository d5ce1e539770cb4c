//! Pictures of figures. Each is a projection: marks in, a drawing out, nothing is counted here. A
//! mark that stands for people is a link to them, so it works with a finger, with Enter, and in a
//! new tab. A picture with links is a group under its heading; one without is an image.

pub mod bars;
pub mod curve;
pub mod flow;
pub mod heat;
pub mod scale;
pub mod steps;

use leptos::prelude::*;

/// The list that a mark opens.
#[derive(Clone, Debug, Default)]
pub struct Opens {
    /// Its address.
    pub href: String,
    /// How many stand on it.
    pub people: u64,
    /// The mark for checks.
    pub testid: String,
}

/// How strongly a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What matters most in a good way.
    Strong,
    /// Beside it.
    Middle,
    /// Needs somebody.
    Hot,
    /// The rest.
    Mute,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Tone::Strong => "b5",
            Tone::Middle => "b3",
            Tone::Hot => "bh",
            Tone::Mute => "bm",
        }
    }
}

/// A part of a drawing as a link, under a name that says all of it.
fn link(opens: Option<Opens>, label: String, inside: AnyView) -> AnyView {
    let Some(opens) = opens else { return inside };
    view! {
        <g>
            <a
                href=opens.href
                aria-label=label
                data-people=opens.people.to_string()
                data-testid=opens.testid
            >
                {inside}
            </a>
        </g>
    }
    .into_any()
}
