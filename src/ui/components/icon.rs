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
    /// A way in.
    Door,
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
    /// Back to where one came from.
    Back,
    /// Copy.
    Copy,
    /// Seen, or hidden.
    Eye,
    /// Covered.
    EyeClosed,
    /// Change.
    Pencil,
    /// Customers.
    People,
    /// Call.
    Phone,
    /// Something new.
    Plus,
    /// Hand on.
    Share,
    /// Find.
    Search,
    /// Important.
    Star,
    /// A price tag.
    Tag,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Glyph::Alert => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1",
            Glyph::Check => "m4.5 12.5 5 5 10-11",
            Glyph::Chevron => "m9 5 7 7-7 7",
            Glyph::Clock => "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M12 7v5l3.5 2",
            Glyph::Door => "M4 21h16M6 21V4l9-1v18M15 5h3v16M11.5 12v1.5",
            Glyph::File => "M6 3h8l5 5v13H6zM14 3v5h5M9.5 13h6M9.5 17h6",
            Glyph::Gear => {
                "M4 7h9M17 7h3M4 17h3M11 17h9\
                 M13 7a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M7 17a2 2 0 1 0 4 0a2 2 0 1 0 -4 0"
            }
            Glyph::Import => "M12 3.5v11M7.5 10l4.5 4.5 4.5-4.5M4 16v4h16v-4",
            Glyph::Insight => "M3.5 20.5h17M6.5 16.5v-4M11 16.5v-9M15.5 16.5v-6M20 16.5v-12",
            Glyph::Back => "m15 5-7 7 7 7",
            Glyph::Copy => "M9 9h11v11H9zM15 9V4H4v11h5",
            Glyph::EyeClosed => {
                "M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.500 12 2.500 12z\
                 M9.500 12a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0 -5 0M4 4l16 16"
            }
            Glyph::Eye => {
                "M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.500 12 2.500 12z\
                 M9.500 12a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0 -5 0"
            }
            Glyph::Pencil => {
                "M4 20l1-4.500L16 4.500a1.500 1.500 0 0 1 2.100 0l1.400 1.400a1.500 1.500 0 0 1 0 2.100L8.500 19z"
            }
            Glyph::People => {
                "M5.500 8.500a3.500 3.500 0 1 0 7 0a3.500 3.500 0 1 0 -7 0\
                 M2.500 20c.4-3.800 3-6 6.500-6s6.100 2.200 6.500 6\
                 M15.500 5.300a3.500 3.500 0 0 1 0 6.400M17.800 14.600c2.200.8 3.500 2.700 3.700 5.400"
            }
            Glyph::Phone => {
                "M5 4h3.500l1.800 4.500-2.300 1.700a12 12 0 0 0 5.800 5.800l1.700-2.300L20 15.500V19\
                 a1.500 1.500 0 0 1-1.600 1.500A15.500 15.500 0 0 1 3.500 5.600 1.500 1.500 0 0 1 5 4z"
            }
            Glyph::Plus => "M12 4.500v15M4.500 12h15",
            Glyph::Share => {
                "M8.700 10.700l6.600-3.900M8.700 13.300l6.600 3.900\
                 M4 12a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0 -5 0\
                 M15 5.500a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0 -5 0\
                 M15 18.500a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0 -5 0"
            }
            Glyph::Search => {
                "M4 10.500a6.500 6.500 0 1 0 13 0a6.500 6.500 0 1 0 -13 0M15.500 15.500 21 21"
            }
            Glyph::Tag => {
                "M3.5 12.5V4.500a1 1 0 0 1 1-1h8l8 8a1.500 1.500 0 0 1 0 2l-7 7a1.500 1.500 0 0 1-2 0zM8 8v.1"
            }
            Glyph::Star => {
                "m12 3.500 2.600 5.700 6 .7-4.500 4.100 1.200 6-5.300-3-5.300 3 1.200-6-4.500-4.100 6-.7z"
            }
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
