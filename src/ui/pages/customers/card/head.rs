//! Who this is.

use leptos::prelude::*;

use super::CardScene;

pub(super) fn head(scene: &CardScene) -> AnyView {
    let (lead, class) = scene.person.lead_words(scene.lang);
    view! {
        <header>
            <div class="card-h">
                <div class="name">
                    <h2>{scene.person.name.clone()}</h2>
                    <span class=format!("tag {class}")>{lead}</span>
                </div>
            </div>
        </header>
    }
    .into_any()
}
