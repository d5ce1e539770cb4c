//! The rhythm line: each purchase a dot, the right end is today, one step is the customer's own
//! interval. Here the one late customer of the doors.

use leptos::prelude::*;

use crate::ui::say::say;

/// Where his purchases stand on the line.
const PURCHASES: [&str; 6] = ["10", "55", "98", "146", "190", "236"];
const LAST: &str = "236";
const DUE: &str = "300";
const NOW: &str = "346";
const MIDDLE: &str = "34";

/// One customer who usually comes every 18 days and has not come for 31.
#[component]
pub fn LateCustomer() -> impl IntoView {
    let dots = PURCHASES.map(|at| view! { <circle class="dot" cx=at cy=MIDDLE r="5"></circle> });
    view! {
        <figure class="proof">
            <svg viewBox="0 0 358 76" role="img" aria-label=say!(door.proof_label)>
                <g class="rhythm late">
                    <line class="base" x1="4" y1=MIDDLE x2="354" y2=MIDDLE></line>
                    <line class="gap" x1=LAST y1=MIDDLE x2=NOW y2=MIDDLE></line>
                    {dots}
                    <circle class="due" cx=DUE cy=MIDDLE r="5"></circle>
                    <line class="now" x1=NOW y1="22" x2=NOW y2="46"></line>
                    <text x="5" y="12">{say!(door.proof_each)}</text>
                    <text x=DUE y="64" text-anchor="middle">{say!(door.proof_due)}</text>
                    <text class="hi" x="354" y="12" text-anchor="end">{say!(door.proof_now)}</text>
                    <text x="190" y="64" text-anchor="middle">{say!(door.proof_usual)}</text>
                </g>
            </svg>
            <figcaption>
                <b>{say!(door.proof_name)}</b>
                {say!(door.proof_says)}
            </figcaption>
        </figure>
    }
}
