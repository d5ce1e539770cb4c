//! Every figure under its key, for checks. All of them stand on the page at one time.

use leptos::prelude::*;

use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::scroller::Scroller;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::veil;

/// The table of all keys, folded away.
#[component]
pub fn Raw() -> impl IntoView {
    let state = use_state();
    let rows = move || {
        state
            .report()
            .into_iter()
            .map(|(key, value)| {
                // An amount is covered, its mark for checks is not.
                let hides = key.contains("minor") && veil::is_closed();
                let shown = if hides { veil::AMOUNT.to_owned() } else { value.clone() };
                let name = key.clone();
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td class="r" data-figure=key data-value=value>
                            {shown}
                        </td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <details class="sheet how wide sec" data-testid="all-figures">
            <summary>
                <b id="raw-t">{say!(raw.title)}</b>
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <p class="muted">{say!(raw.hint)}</p>
            <Scroller titled_by="raw-t">
                <table class="tbl raw">
                    <thead>
                        <tr>
                            <th scope="col">{say!(raw.key)}</th>
                            <th scope="col" class="r">{say!(raw.value)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </Scroller>
        </details>
    }
}
