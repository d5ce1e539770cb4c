//! The tree of a rule on the page: blocks in blocks, and what can be done with each.

use leptos::prelude::*;

use super::asking::{About, Ask, OFFERED};
use super::condition::Form;
use super::fields::Fields;
use super::scene::Scene;
use super::tree::{Key, Kind, Node, ROOT};
use super::words;
use crate::domain::segment::Figure;
use crate::ui::components::chips::Chip;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::text;

/// What a new condition asks first.
const FIRST: Ask = Ask::Figure(Figure::DaysSinceLast);

/// A node of the tree.
#[must_use]
pub fn node(scene: Scene, key: Key) -> AnyView {
    match scene.tree.with_untracked(|tree| tree.form(key).is_some()) {
        true => view! { <ConditionView scene key/> }.into_any(),
        false => view! { <BlockView scene key/> }.into_any(),
    }
}

/// Conditions and blocks together.
#[component]
pub fn BlockView(
    /// The form.
    scene: Scene,
    /// Which block.
    key: Key,
) -> impl IntoView {
    let is_any = Memo::new(move |_| {
        let is_any = |node: &Node| matches!(node.kind, Kind::Block { is_any: true, .. });
        scene.tree.with(|tree| tree.node(key).is_some_and(is_any))
    });
    let children = Memo::new(move |_| scene.tree.with(|tree| tree.children(key)));
    let set = move |any: bool| scene.tree.update(|tree| tree.set_any(key, any));
    let add = move |()| {
        scene.tree.update(|tree| {
            tree.add_condition(key, Form::asking(FIRST));
        });
    };
    let add_block = move |()| {
        scene.tree.update(|tree| {
            let block = tree.add_block(key);
            tree.add_condition(block, Form::asking(FIRST));
        });
    };
    view! {
        <div
            class="seg-block"
            class:is-root=key == ROOT
            role="group"
            aria-label=say!(segment.block_label)
            data-testid="segment-block"
            data-key=key.to_string()
        >
            <div class="chips" role="group" aria-label=say!(segment.how_joined)>
                <Chip
                    testid="segment-all"
                    pressed=Signal::derive(move || !is_any.get())
                    choose=move |()| set(false)
                >
                    {say!(segment.all_hold)}
                </Chip>
                <Chip
                    testid="segment-any"
                    pressed=Signal::derive(move || is_any.get())
                    choose=move |()| set(true)
                >
                    {say!(segment.any_holds)}
                </Chip>
            </div>
            <NodeSays scene key/>
            <ul class="seg-nodes">
                <For each=move || children.get() key=|key| *key let:child>
                    <li>{node(scene, child)}</li>
                </For>
            </ul>
            <div class="btn-row">
                <Press testid="segment-add" class="btn btn-2" rests=scene.rests act=add>
                    {say!(segment.add)}
                </Press>
                <Press testid="segment-add-block" rests=scene.rests act=add_block>
                    {say!(segment.add_block)}
                </Press>
            </div>
            <NodeActs scene key/>
        </div>
    }
}

/// What is wrong with a node, or probably not meant.
#[component]
fn NodeSays(scene: Scene, key: Key) -> impl IntoView {
    let wrong = Memo::new(move |_| scene.wrong_with(key));
    let warning = Memo::new(move |_| scene.warning(key));
    view! {
        <p class="err" id=format!("segment-{key}-says") role="alert" data-testid="segment-fault">
            {move || wrong.get()}
        </p>
        <p class="warn small" role="status" data-testid="segment-warning">
            {move || warning.get()}
        </p>
    }
}

/// Moves a node, denies it, takes it out.
#[component]
fn NodeActs(scene: Scene, key: Key) -> impl IntoView {
    let can = move |up: bool| Memo::new(move |_| scene.tree.with(|tree| tree.can_move(key, up)));
    let is_not =
        Memo::new(move |_| scene.tree.with(|tree| tree.node(key).is_some_and(|it| it.is_not)));
    let negate = move |()| scene.tree.update(|tree| tree.negate(key));
    let step = move |up: bool,
                     testid: &'static str,
                     words: fn(crate::ui::i18n::Locale) -> &'static str| {
        let can = can(up);
        view! {
            <Show when=move || can.get()>
                <Press
                    testid
                    class="btn btn-3"
                    act=move |()| scene.tree.update(|tree| tree.shift(key, up))
                >
                    {crate::ui::say::tell(words)}
                </Press>
            </Show>
        }
    };
    let count = move || {
        let n = scene.counts.with(|counts| counts.get(&key).copied());
        n.filter(|_| key != ROOT).map(|n| {
            let lang = scene.state.lang.get();
            view! {
                <span
                    class="muted push-end"
                    data-testid="segment-line-count"
                    data-value=n.to_string()
                >
                    {td_string!(lang, segment.alone, people = text::people(lang, n))}
                </span>
            }
        })
    };
    view! {
        <div class="seg-acts">
            <Chip testid="segment-not" pressed=is_not choose=negate>
                {say!(segment.deny)}
            </Chip>
            <Show when=move || key != ROOT>
                {step(true, "segment-up", |lang| td_string!(lang, segment.up))}
                {step(false, "segment-down", |lang| td_string!(lang, segment.down))}
                <Press
                    testid="segment-remove"
                    class="btn btn-3"
                    act=move |()| scene.tree.update(|tree| tree.remove(key))
                >
                    {say!(segment.take_out)}
                </Press>
            </Show>
            {count}
        </div>
    }
}

/// One condition: what is asked, and its fields.
#[component]
fn ConditionView(scene: Scene, key: Key) -> impl IntoView {
    let ask = Memo::new(move |_| scene.form(key).map_or(FIRST, |form| form.ask));
    let choose = move |word: String| {
        if let Some(ask) = Ask::of_key(&word) {
            scene.change(key, |form| *form = form.turned_to(ask));
        }
    };
    let part = move |(about, asks): (About, &'static [Ask])| {
        let options = asks.iter().map(|one| {
            let one = *one;
            view! {
                <option value=one.key() prop:selected=move || ask.get() == one>
                    {move || words::ask(scene.state.lang.get(), one)}
                </option>
            }
        });
        let options = options.collect_view();
        view! {
            <optgroup label=move || words::about(scene.state.lang.get(), about)>{options}</optgroup>
        }
    };
    view! {
        <div
            class="seg-condition"
            role="group"
            aria-label=move || words::ask(scene.state.lang.get(), ask.get())
            data-testid="segment-condition"
            data-key=key.to_string()
        >
            <label class="field">
                <span class="label">{say!(segment.what_to_ask)}</span>
                <select
                    class="input"
                    data-testid="segment-ask"
                    on:change=move |event| choose(event_target_value(&event))
                >
                    {OFFERED.map(part).into_iter().collect_view()}
                </select>
            </label>
            {move || {
                let ask = ask.get();
                view! { <Fields scene key ask/> }
            }}
            <NodeSays scene key/>
            <NodeActs scene key/>
        </div>
    }
}
