//! What a figure means: opened by a tap on it.

use leptos::prelude::*;
use leptos::{ev, html};

use super::explained::Explained;
use super::scene::{Scene, section};
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::text;

/// Which figure is explained; shared by the page.
#[derive(Clone, Copy)]
pub(super) struct Opened(RwSignal<Option<Explained>>);

impl Default for Opened {
    fn default() -> Self {
        Opened(RwSignal::new(None))
    }
}

/// What a tap on `figure` does, and its mark for checks.
pub(super) fn opener(figure: Explained) -> (impl Fn(ev::MouseEvent) + 'static, String) {
    let opened = expect_context::<Opened>();
    let mark = format!("figure-{figure:?}").to_ascii_lowercase();
    (move |_| opened.0.set(Some(figure)), mark)
}

/// The dialog; the browser gives the focus back to the figure when it closes.
#[component]
pub fn MeaningDialog() -> impl IntoView {
    let opened = expect_context::<Opened>();
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move |_| {
        if opened.0.get().is_some()
            && let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // Only fails where the dialog is not on the page.
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby="meaning-h"
            data-testid="meaning"
            on:close=move |_| opened.0.set(None)
        >
            {section(explain)}
            <div class="btn-row">
                <button class="btn" type="button" on:click=move |_| close()>
                    {say!(meaning.close)}
                </button>
            </div>
        </dialog>
    }
}

fn explain(scene: &Scene) -> AnyView {
    let Some(figure) = use_context::<Opened>().and_then(|opened| opened.0.get()) else {
        return ().into_any();
    };
    let (lang, rows) = (scene.lang, figure.rows(scene));
    let lines = [
        (td_string!(lang, meaning.meaning), figure.means(lang).to_owned()),
        (td_string!(lang, meaning.formula), figure.formula(lang).to_owned()),
        (td_string!(lang, meaning.window), figure.days(scene)),
        (td_string!(lang, meaning.as_of), scene.as_of()),
        (td_string!(lang, meaning.rule), figure.rule(scene).to_owned()),
    ];
    let lines = lines.into_iter().map(|(name, says)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd class="starts">{says}</dd>
            </div>
        }
    });
    view! {
        <h2 id="meaning-h">{figure.name(lang)}</h2>
        <dl class="meaning">
            <div>
                <dt>{td_string!(lang, meaning.now)}</dt>
                <dd class="strong">{figure.now(scene)}</dd>
            </div>
            {lines.collect_view()}
            <div>
                <dt>{td_string!(lang, meaning.rows)}</dt>
                <dd>
                    <a class="link" href=rows.href() data-testid="meaning-rows">
                        {text::pick(lang, rows.pick)}
                    </a>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}
