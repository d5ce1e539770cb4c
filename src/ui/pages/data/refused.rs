//! Files that were refused: each with what is wrong and the way out.

use leptos::prelude::*;

use super::how_to::{Origin, Shown};
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{RefusedFile, use_state};
use crate::ui::text;

/// The files, and what became of the others.
#[component]
pub fn RefusedFiles(
    /// Which.
    files: Vec<RefusedFile>,
    /// Where the way out is drawn.
    shown: Shown,
) -> impl IntoView {
    let state = use_state();
    let kept = state.has_book.get_untracked();
    let after = move || {
        let lang = state.lang.get();
        if kept {
            td_string!(lang, refused.untouched)
        } else {
            td_string!(lang, refused.nothing_read)
        }
    };
    let row = |file: RefusedFile| {
        let code = file.fault.code();
        let name = file.name;
        let heading = move || td_string!(state.lang.get(), refused.heading, name = name.clone());
        let help = Origin::of(&file.fault).map(|origin| {
            view! {
                <Press testid="refused-how" act=move |()| shown.ask(origin)>
                    {say!(refused.how)}
                </Press>
            }
        });
        let why = move || text::fault(state.lang.get(), &file.fault);
        view! {
            <div class="sheet refused sec" data-testid="import-refused" data-reason=code>
                <Icon glyph=Glyph::Alert/>
                <div>
                    <p class="n">
                        <b>{heading}</b>
                    </p>
                    <p>{why}</p>
                    <p class="muted">{after}</p>
                    {help}
                </div>
            </div>
        }
    };
    let others = state.files_beside(&files);
    let rest = (others > 0).then(|| {
        let read =
            move || td_string!(state.lang.get(), refused.rest, n = number::count(others as u64));
        view! {
            <div class="btn-row">
                <Press testid="refused-rest" class="btn btn-2" act=move |()| state.leave_refused()>
                    {read}
                </Press>
            </div>
            <p class="muted">{say!(refused.rest_hint)}</p>
        }
    });
    let rows = files.into_iter().map(row).collect_view();
    view! {
        <div class="wide" role="alert">
            {rows}
            {rest}
        </div>
    }
}
