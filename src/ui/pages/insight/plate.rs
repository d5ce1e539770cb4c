//! What stands around every picture: a heading that says the finding, what it rests on, the table
//! behind it, and the way to its meaning.

use leptos::prelude::*;

use super::explained::Explained;
use super::meaning::opener;
use super::scene::Scene;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::scroller::Scroller;
use crate::ui::i18n::td_string;

/// A picture and its words.
pub(super) struct Plate {
    /// The id of the heading.
    pub id: &'static str,
    /// What it says, with numbers.
    pub title: String,
    /// What it rests on, line by line.
    pub basis: Vec<String>,
    /// As wide as the page.
    pub is_wide: bool,
    /// What it means.
    pub figure: Explained,
    /// The drawing, and what can be done with it.
    pub picture: AnyView,
    /// The same as a table.
    pub table: AnyView,
}

impl Plate {
    pub(super) fn draw(self, scene: &Scene) -> AnyView {
        let Plate { id, title, basis, is_wide, figure, picture, table } = self;
        let (open, mark) = opener(figure);
        let lang = scene.lang;
        let basis = basis.into_iter().filter(|it| !it.is_empty());
        let basis = basis.map(|it| view! { <p class="basis">{it}</p> }).collect_view();
        view! {
            <figure
                class=if is_wide { "sheet pad chart wide sec" } else { "sheet pad chart sec" }
                data-testid=format!("picture-{id}")
            >
                <h2 id=id>{title}</h2>
                {basis}
                {picture}
                <details>
                    <summary class="small">
                        {td_string!(lang, insight.table)}
                        <Icon glyph=Glyph::Chevron size=Size::Turning/>
                    </summary>
                    <Scroller titled_by=id>{table}</Scroller>
                </details>
                <button
                    class="btn btn-3 how-counted"
                    type="button"
                    data-testid=mark
                    aria-haspopup="dialog"
                    aria-describedby=id
                    on:click=open
                >
                    {td_string!(lang, insight.how)}
                </button>
            </figure>
        }
        .into_any()
    }
}

/// A heading and a sentence where there is nothing to draw.
pub(super) fn nothing(id: &'static str, title: String, says: String) -> AnyView {
    view! {
        <section class="sheet pad chart sec" data-testid=format!("no-{id}")>
            <h2 id=id>{title}</h2>
            <p class="muted">{says}</p>
        </section>
    }
    .into_any()
}

/// A table of texts: the titles, then rows whose first cell is their name.
pub(super) fn table(titles: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    let heads = titles.into_iter().enumerate().map(|(at, title)| {
        view! {
            <th scope="col" class=if at == 0 { "" } else { "r" }>
                {title}
            </th>
        }
    });
    let heads = heads.collect_view();
    let rows = rows.into_iter().map(|row| {
        let mut cells = row.into_iter();
        let name = cells.next().unwrap_or_default();
        let cells = cells.map(|it| view! { <td class="r num">{it}</td> }).collect_view();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells}
            </tr>
        }
    });
    view! {
        <table class="tbl">
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
