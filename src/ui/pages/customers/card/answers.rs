//! What a customer said of himself (CU6), while it is written down: about what, the words, how and
//! when he said it.

use leptos::prelude::*;

use crate::domain::card::{Answer, Topic};
use crate::domain::day::Day;
use crate::domain::way::Way;
use crate::ui::components::text_field::TextField;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;

/// An answer while it is typed.
#[derive(Clone, Copy, PartialEq)]
pub struct AnswerDraft {
    /// Which row, whatever was taken out before it.
    id: u32,
    topic: RwSignal<Topic>,
    says: RwSignal<String>,
    way: RwSignal<Way>,
    /// `None` = no day that is one: today.
    day: RwSignal<Option<Day>>,
}

impl AnswerDraft {
    /// A row that is known.
    #[must_use]
    pub fn of((id, answer): (u32, &Answer)) -> AnswerDraft {
        AnswerDraft {
            id,
            topic: RwSignal::new(answer.topic),
            says: RwSignal::new(answer.says.to_string()),
            way: RwSignal::new(answer.way),
            day: RwSignal::new(Some(answer.day)),
        }
    }

    fn empty(id: u32, today: Day) -> AnswerDraft {
        AnswerDraft {
            id,
            topic: RwSignal::new(Topic::Likes),
            says: RwSignal::new(String::new()),
            way: RwSignal::new(Way::Wechat),
            day: RwSignal::new(Some(today)),
        }
    }

    /// What was typed. Without words it is no answer, and is not kept.
    #[must_use]
    pub fn read(&self, today: Day) -> Answer {
        Answer {
            topic: self.topic.get_untracked(),
            day: self.day.get_untracked().unwrap_or(today),
            way: self.way.get_untracked(),
            says: self.says.get_untracked().trim().into(),
        }
    }
}

/// The rows: each can go, more can come.
#[component]
pub fn AnswerRows(
    /// What is written.
    answers: RwSignal<Vec<AnswerDraft>>,
) -> impl IntoView {
    let state = use_state();
    let add = move |_| {
        answers.update(|rows| {
            let id = rows.iter().map(|it| it.id + 1).max().unwrap_or(0);
            rows.push(AnswerDraft::empty(id, state.today()));
        });
    };
    view! {
        <fieldset class="field" data-testid="card-answers">
            <legend class="label">{say!(card.answers)}</legend>
            <For each=move || answers.get() key=|it| it.id let(draft)>
                <AnswerRow draft answers/>
            </For>
            <button class="btn" type="button" data-testid="answer-add" on:click=add>
                {say!(card.answer_add)}
            </button>
        </fieldset>
    }
}

#[component]
fn AnswerRow(draft: AnswerDraft, answers: RwSignal<Vec<AnswerDraft>>) -> impl IntoView {
    let state = use_state();
    let AnswerDraft { id, topic, says, way, day } = draft;
    let topics = Topic::ALL.map(|it| {
        let selected = topic.get_untracked() == it;
        view! {
            <option value=it.number() selected=selected>
                {move || text::topic(state.lang.get(), it)}
            </option>
        }
    });
    let ways = Way::ALL.map(|it| {
        let selected = way.get_untracked() == it;
        view! {
            <option value=it.number() selected=selected>
                {move || text::way(state.lang.get(), it)}
            </option>
        }
    });
    let chosen = |value: String| value.parse::<u8>().ok();
    let on_topic =
        move |value| topic.set(chosen(value).and_then(Topic::from_number).unwrap_or(Topic::Other));
    let on_way =
        move |value| way.set(chosen(value).and_then(Way::from_number).unwrap_or(Way::Other));
    view! {
        <div class="relative" data-testid="answer-row">
            <label class="field">
                <span class="label">{say!(card.answer_topic)}</span>
                <select
                    class="input"
                    data-testid="answer-topic"
                    on:change:target=move |event| on_topic(event.target().value())
                >
                    {topics.into_iter().collect_view()}
                </select>
            </label>
            <TextField
                testid="answer-says"
                label=words(|lang| td_string!(lang, card.answer_says))
                written=says
            />
            <div class="halves">
                <label class="field">
                    <span class="label">{say!(card.answer_way)}</span>
                    <select
                        class="input"
                        data-testid="answer-way"
                        on:change:target=move |event| on_way(event.target().value())
                    >
                        {ways.into_iter().collect_view()}
                    </select>
                </label>
                <label class="field">
                    <span class="label">{say!(card.answer_day)}</span>
                    <input
                        class="input"
                        type="date"
                        max=state.today().to_string()
                        data-testid="answer-day"
                        prop:value=move || day.get().map(|it| it.to_string()).unwrap_or_default()
                        on:change:target=move |event| day.set(event.target().value().parse().ok())
                    />
                </label>
            </div>
            <button
                class="btn btn-3"
                type="button"
                data-testid="answer-remove"
                on:click=move |_| answers.update(|rows| rows.retain(|it| it.id != id))
            >
                {say!(card.answer_remove)}
            </button>
        </div>
    }
}
