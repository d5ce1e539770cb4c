//! Icons: 24 grid, drawn with one path each.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Something to look at.
    Alert,
    /// Done, known.
    Check,
    /// Goes on, opens.
    Chevron,
    /// Time.
    Clock,
    /// A file.
    File,
    /// Settings.
    Gear,
    /// Bring in.
    Import,
    /// Figures.
    Insight,
    /// Save to the device.
    Export,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Glyph::Alert => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1",
            Glyph::Check => "m4.5 12.5 5 5 10-11",
            Glyph::Chevron => "m9 5 7 7-7 7",
            Glyph::Clock => "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M12 7v5l3.5 2",
            Glyph::File => "M6 3h8l5 5v13H6zM14 3v5h5M9.5 13h6M9.5 17h6",
            Glyph::Gear => {
                "M4 7h9M17 7h3M4 17h3M11 17h9\
                 M13 7a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M7 17a2 2 0 1 0 4 0a2 2 0 1 0 -4 0"
            }
            Glyph::Import => "M12 3.5v11M7.5 10l4.5 4.5 4.5-4.5M4 16v4h16v-4",
            Glyph::Insight => "M3.5 20.5h17M6.5 16.5v-4M11 16.5v-9M15.5 16.5v-6M20 16.5v-12",
            Glyph::Export => "M12 14.5v-11M7.5 8 12 3.5 16.5 8M4 16v4h16v-4",
        }
    }
}

/// How large an icon is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 24, in navigation.
    #[default]
    Normal,
    /// 20, beside 16 px text.
    Small,
    /// 16, beside 12-14 px text.
    Tiny,
    /// 20, turns when its details open.
    Turning,
}

/// An icon. It never stands without a word beside it.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
    /// How large.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let class = match size {
        Size::Normal => "i",
        Size::Small => "i i-20",
        Size::Tiny => "i i-16",
        Size::Turning => "i i-20 chev",
    };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path d=glyph.path()></path>
        </svg>
    }
}
