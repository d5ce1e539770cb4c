//! The form of a group: what it is called, whom it asks for, who that is now.

use leptos::html::Form;
use leptos::prelude::*;

use super::LIST;
use super::blocks::BlockView;
use super::history::History;
use super::scene::Scene;
use super::start::Start;
use super::tree::ROOT;
use super::who::Who;
use crate::domain::command::Refused;
use crate::domain::loyalty::{Rule, RuleId};
use crate::domain::segment::{GroupTerms, SegmentFault};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::press::Press;
use crate::ui::components::text_field::TextField;
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::veil;

/// The form.
#[component]
pub fn Editor(
    /// What it begins with.
    start: Start,
) -> impl IntoView {
    let state = use_state();
    let Start { own, name, rule } = start;
    let scene = Scene::begin(state, own, name, rule.as_ref());
    let refused = RwSignal::new(None::<Refused>);
    let form: NodeRef<Form> = NodeRef::new();
    let save = move || {
        scene.tried.set(true);
        let Some(group) = scene.group() else {
            focus::first_invalid(form);
            return;
        };
        let name = group.name().to_owned();
        let terms = GroupTerms { name: name.clone(), rule: group.rule().clone() };
        state.set_rule(own, Rule::Group(terms), name, move |done| match done {
            Ok(()) => leave(),
            Err(why) => refused.set(Some(why)),
        });
    };
    let no_name =
        Signal::derive(move || scene.tried.get() && scene.name.with(|name| name.trim().is_empty()));
    let name_hint = Signal::derive(move || match no_name.get() {
        true => text::segment::fault(state.lang.get(), &SegmentFault::NoName),
        false => String::new(),
    });
    let title = move || match own {
        Some(_) => td_string!(state.lang.get(), segment.change),
        None => td_string!(state.lang.get(), segment.make),
    };
    let why = move || {
        let lang = state.lang.get();
        if scene.rests.get() {
            return td_string!(lang, segment.rests).to_owned();
        }
        let refused = refused.get().map(|it| text::refused(lang, &it));
        let unfinished = scene.tried.get()
            && (!scene.faults.with(Vec::is_empty) || scene.reading.with(|it| !it.wrong.is_empty()));
        let unfinished = unfinished.then(|| td_string!(lang, segment.unfinished).to_owned());
        refused.or(unfinished).unwrap_or_default()
    };
    view! {
        <form
            class="form seg-editor"
            data-testid="segment-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <a class="back only-phone" href=LIST data-testid="segment-back">
                {say!(segment.back)}
            </a>
            <h2>{title}</h2>
            <TextField
                testid="segment-name"
                label=words(|lang| td_string!(lang, segment.name))
                written=scene.name
                hint=name_hint
                invalid=no_name
            />
            <BlockView scene key=ROOT/>
            <Who scene/>
            <p class="err" role="alert" data-testid="segment-why">
                {why}
            </p>
            <div class="btn-row seg-save">
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="segment-save"
                    disabled=move || scene.rests.get()
                >
                    {say!(segment.save)}
                </button>
                <a class="btn" href=LIST data-testid="segment-cancel">
                    {say!(segment.cancel)}
                </a>
                {own.map(|id| view! { <OfOwn scene id/> })}
            </div>
            <History scene/>
        </form>
    }
}

/// Back to the list.
fn leave() {
    let _ = window().location().set_hash(LIST);
}

/// What can be done with a group that there is: copied, taken out.
#[component]
fn OfOwn(scene: Scene, id: RuleId) -> impl IntoView {
    let state = scene.state;
    let asks = RwSignal::new(false);
    let uses = Memo::new(move |_| {
        scene.rules.with(|rules| {
            let uses = rules.uses_of_group(id).into_iter();
            uses.map(|(_, rule)| rule.name().to_owned()).collect::<Vec<_>>()
        })
    });
    // As it stands in the book, whatever is being typed.
    let name = Memo::new(move |_| {
        scene.rules.with(|rules| rules.rule(id).map(|it| it.name().to_owned())).unwrap_or_default()
    });
    let used = move || {
        let names = uses.get();
        (!names.is_empty()).then(|| {
            let lang = state.lang.get();
            let names: Vec<String> = names.iter().map(|it| veil::text(it)).collect();
            let names = names.join(td_string!(lang, segment.comma));
            td_string!(lang, segment.used_named, names = names)
        })
    };
    let remove = move |()| {
        asks.set(false);
        state.remove_rule(id, name.get_untracked(), |done| {
            if done.is_ok() {
                leave();
            }
        });
    };
    view! {
        <a class="btn" href=format!("{LIST}/new?from={id}") data-testid="segment-copy">
            {say!(segment.copy)}
        </a>
        <Press
            testid="segment-delete"
            class="btn btn-3"
            rests=scene.rests
            act=move |()| asks.set(true)
        >
            {say!(segment.remove)}
        </Press>
        <p class="muted seg-used" data-testid="segment-uses">
            {used}
        </p>
        <Dialog
            testid="segment-dialog"
            label=Signal::derive(say!(segment.remove))
            open=asks
            closed=move |()| asks.set(false)
        >
            <h2>
                {move || {
                    let lang = state.lang.get();
                    td_string!(lang, segment.remove_named, name = veil::text(&name.get()))
                }}
            </h2>
            <p>{say!(segment.remove_hint)}</p>
            <p class="warn" data-testid="segment-dialog-uses">
                {used}
            </p>
            <div class="btn-row">
                <Press testid="segment-keep" act=move |()| asks.set(false)>
                    {say!(segment.keep)}
                </Press>
                <Press testid="segment-delete-yes" class="btn btn-bad" act=remove>
                    {say!(segment.remove_yes)}
                </Press>
            </div>
        </Dialog>
    }
}
