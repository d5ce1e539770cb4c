//! A text of which parts stand out. Mostly a name: it is kept apart, as in `named`.

use std::ops::Range;

use leptos::prelude::*;

/// A text with these of its bytes marked.
#[must_use]
pub fn marked(text: &str, ranges: &[Range<usize>]) -> AnyView {
    let mut parts = Vec::new();
    let mut at = 0;
    for range in ranges {
        let (before, hit) = (text.get(at..range.start), text.get(range.clone()));
        let (Some(before), Some(hit)) = (before, hit) else { break };
        parts.push(before.to_owned().into_any());
        parts.push(view! { <mark>{hit.to_owned()}</mark> }.into_any());
        at = range.end;
    }
    parts.push(text.get(at..).unwrap_or_default().to_owned().into_any());
    view! { <bdi>{parts.collect_view()}</bdi> }.into_any()
}
