//! A drawing of what to look for on somebody else's page: boxes and lines, and the one thing that
//! matters filled and named. It claims nothing about how that page looks today.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A page with its menu, one entry named.
    Menu,
    /// A page with its tools, one button named.
    Button,
    /// A file on its way in here.
    File,
    /// A sheet with titles.
    Sheet,
}

/// A drawing with a title.
#[component]
pub fn Scene(
    /// What is drawn.
    shape: Shape,
    /// The word on the thing that matters.
    label: String,
    /// What it shows, for who does not see it.
    title: String,
) -> impl IntoView {
    let inside = match shape {
        Shape::Menu => view! { <Menu label/> }.into_any(),
        Shape::Button => view! { <Tools label/> }.into_any(),
        Shape::File => view! { <Falling label/> }.into_any(),
        Shape::Sheet => view! { <Titles label/> }.into_any(),
    };
    view! {
        <svg class="scene" viewBox="0 0 240 132" role="img" aria-label=title>
            <rect class="page" x="1" y="1" width="238" height="130" rx="8"></rect>
            {inside}
        </svg>
    }
}

/// Lines that stand for words: place, length.
fn lines(places: &[(u32, u32, u32)]) -> impl IntoView + use<> {
    let line = |(x, y, length): &(u32, u32, u32)| {
        let (x, y, length) = (x.to_string(), y.to_string(), length.to_string());
        view! { <rect class="words" x=x y=y width=length height="6" rx="3"></rect> }
    };
    places.iter().map(line).collect_view()
}

/// A filled field with a word in its middle.
fn named(x: u32, y: u32, width: u32, label: String) -> impl IntoView {
    let (middle, base) = ((x + width / 2).to_string(), (y + 26).to_string());
    view! {
        <rect
            class="named"
            x=x.to_string()
            y=y.to_string()
            width=width.to_string()
            height="36"
            rx="6"
        ></rect>
        <text class="label" x=middle y=base text-anchor="middle">
            {label}
        </text>
    }
}

#[component]
fn Menu(label: String) -> impl IntoView {
    view! {
        <rect class="part" x="1" y="1" width="118" height="130" rx="8"></rect>
        {lines(&[(16, 18, 56), (16, 34, 44), (16, 98, 60), (16, 114, 40)])}
        {named(8, 48, 148, label)}
        {lines(&[(170, 20, 56), (170, 36, 40), (170, 62, 52), (170, 84, 56), (170, 102, 36)])}
    }
}

#[component]
fn Tools(label: String) -> impl IntoView {
    view! {
        <rect class="field" x="14" y="16" width="72" height="22" rx="5"></rect>
        <rect class="field" x="94" y="16" width="72" height="22" rx="5"></rect>
        {lines(&[(22, 24, 40), (102, 24, 40)])}
        {named(98, 46, 128, label)}
        {lines(&[(14, 94, 150), (14, 108, 196)])}
    }
}

#[component]
fn Falling(label: String) -> impl IntoView {
    let file = "M12 34h44l16 16v56H12zM56 34v16h16";
    view! {
        <path class="paper" d=file></path>
        {lines(&[(22, 60, 38), (22, 74, 38), (22, 88, 26)])}
        <path class="way" d=String::from("M86 66h14M94 59l7 7-7 7")></path>
        <rect class="here" x="106" y="24" width="128" height="86" rx="8"></rect>
        {named(110, 48, 120, label)}
    }
}

#[component]
fn Titles(label: String) -> impl IntoView {
    let grid = "M14 80h212M14 106h212M84 52v66M156 52v66";
    view! {
        <rect class="part" x="14" y="16" width="212" height="36"></rect>
        <path class="grid" d=grid.to_owned()></path>
        {named(14, 16, 212, label)}
        {lines(&[(24, 64, 44), (94, 64, 48), (166, 64, 44), (24, 91, 36), (94, 91, 52), (166, 91, 30)])}
    }
}
