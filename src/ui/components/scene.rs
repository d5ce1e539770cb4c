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
    let (middle, base) = ((x + width / 2).to_string(), (y + 20).to_string());
    view! {
        <rect
            class="named"
            x=x.to_string()
            y=y.to_string()
            width=width.to_string()
            height="30"
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
        {named(8, 54, 124, label)}
        {lines(&[(146, 22, 76), (146, 40, 60), (146, 66, 70), (146, 84, 76), (146, 102, 52)])}
    }
}

#[component]
fn Tools(label: String) -> impl IntoView {
    view! {
        <rect class="field" x="14" y="16" width="72" height="22" rx="5"></rect>
        <rect class="field" x="94" y="16" width="72" height="22" rx="5"></rect>
        {lines(&[(22, 24, 40), (102, 24, 40)])}
        {named(78, 48, 148, label)}
        {lines(&[(14, 92, 150), (14, 106, 196), (14, 120, 120)])}
    }
}

#[component]
fn Falling(label: String) -> impl IntoView {
    let file = "M20 34h44l16 16v56H20zM64 34v16h16";
    view! {
        <path class="paper" d=file></path>
        {lines(&[(30, 60, 38), (30, 74, 38), (30, 88, 26)])}
        <path class="way" d=String::from("M92 66h22M106 58l8 8-8 8")></path>
        <rect class="here" x="122" y="24" width="108" height="86" rx="8"></rect>
        {named(126, 52, 100, label)}
    }
}

#[component]
fn Titles(label: String) -> impl IntoView {
    let grid = "M14 46h212M14 74h212M14 102h212M84 16v102M156 16v102";
    view! {
        <rect class="part" x="14" y="16" width="212" height="30"></rect>
        <path class="grid" d=grid.to_owned()></path>
        {named(14, 16, 212, label)}
        {lines(&[(24, 57, 44), (94, 57, 48), (166, 57, 44), (24, 85, 36), (94, 85, 52), (166, 85, 30)])}
    }
}
