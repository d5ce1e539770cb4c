//! Where order files come from, step by step, with small drawings of what to look for.

use leptos::html;
use leptos::prelude::*;

use crate::ui::components::chips::Chip;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::scene::{Scene, Shape};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::say;
use crate::ui::state::{Fault, NotATable, Refusal, use_state};

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Taobao's tool for sellers.
    Qianniu,
    /// 1688.
    Alibaba1688,
    /// Youzan.
    Youzan,
    /// WeChat, the phone's contacts, a list in Excel.
    List,
}

/// A step: the drawing, the words on what is to be found there, the sentence.
type Step = (Shape, fn(Locale) -> &'static str, fn(Locale) -> &'static str);

/// Steps of a catalogue section: `steps!(how, shape label sentence, …)`.
macro_rules! steps {
    ($section:ident: $($shape:ident $label:ident $words:ident),+) => {
        [$((
            Shape::$shape,
            |lang| td_string!(lang, $section.$label),
            |lang| td_string!(lang, $section.$words),
        )),+]
    };
}

impl Origin {
    const ALL: [Origin; 4] = [Origin::Qianniu, Origin::Alibaba1688, Origin::Youzan, Origin::List];

    const fn mark(self) -> &'static str {
        match self {
            Origin::Qianniu => "how-qianniu",
            Origin::Alibaba1688 => "how-1688",
            Origin::Youzan => "how-youzan",
            Origin::List => "how-list",
        }
    }

    fn name(self, lang: Locale) -> &'static str {
        match self {
            Origin::Qianniu => td_string!(lang, how.qianniu),
            Origin::Alibaba1688 => td_string!(lang, how.alibaba1688),
            Origin::Youzan => td_string!(lang, how.youzan),
            Origin::List => td_string!(lang, how.list),
        }
    }

    fn steps(self) -> [Step; 3] {
        match self {
            Origin::Qianniu => {
                steps!(how: Menu qianniu_menu qianniu_1, Button qianniu_button qianniu_2, File qianniu_file qianniu_3)
            }
            Origin::Alibaba1688 => {
                steps!(how: Menu ali_menu ali_1, Button ali_button ali_2, File ali_file ali_3)
            }
            Origin::Youzan => {
                steps!(how: Menu youzan_menu youzan_1, Button youzan_button youzan_2, File youzan_file youzan_3)
            }
            Origin::List => {
                steps!(how: Sheet list_sheet list_1, Button list_button list_2, File list_file list_3)
            }
        }
    }

    /// Where the way out of a refusal stands; `None` where it is not among the steps.
    #[must_use]
    pub const fn of(fault: &Fault) -> Option<Origin> {
        match fault {
            Fault::Content(Refusal::OrderNumberDamaged { .. } | Refusal::Truncated { .. })
            | Fault::ItemsAlone => Some(Origin::Qianniu),
            Fault::Content(Refusal::NotATable(
                NotATable::OldWorkbook
                | NotATable::Protected
                | NotATable::Workbook
                | NotATable::Html,
            )) => Some(Origin::List),
            Fault::Content(
                Refusal::NotATable(
                    NotATable::Binary
                    | NotATable::Pdf
                    | NotATable::Picture
                    | NotATable::WordDocument
                    | NotATable::Archive
                    | NotATable::Inflated
                    | NotATable::OneColumn,
                )
                | Refusal::Blank
                | Refusal::Empty
                | Refusal::NoCustomerColumn
                | Refusal::NoDateColumn
                | Refusal::Encoding
                | Refusal::NewerSchema
                | Refusal::Checksum
                | Refusal::NotOurs(_),
            )
            | Fault::Read(_)
            | Fault::Sealed(_)
            | Fault::MappingAlone
            | Fault::TwoMappings
            | Fault::NoPorter
            | Fault::PorterLost => None,
        }
    }
}

/// Which of the steps are shown, and that somebody asked for them.
#[derive(Clone, Copy)]
pub struct Shown {
    origin: RwSignal<Origin>,
    asked: RwSignal<u32>,
}

impl Shown {
    /// The first of them, unasked.
    #[must_use]
    pub fn unasked() -> Shown {
        Shown { origin: RwSignal::new(Origin::Qianniu), asked: RwSignal::new(0) }
    }

    /// Opens the steps of an origin.
    pub fn ask(self, origin: Origin) {
        self.origin.set(origin);
        self.asked.update(|asked| *asked += 1);
    }
}

/// Where the files come from, for who has none yet.
#[component]
pub fn HowTo(
    /// Which of the steps are shown.
    shown: Shown,
) -> impl IntoView {
    let state = use_state();
    // Who has only a list of people needs order files next.
    let first = !state.has_orders.get_untracked();
    let class = move || if state.has_book.get() { "sheet how sec" } else { "sheet how sec wide" };
    let card: NodeRef<html::Details> = NodeRef::new();
    Effect::new(move |earlier: Option<u32>| {
        let asked = shown.asked.get();
        if let Some(card) = card.get().filter(|_| earlier.is_some_and(|earlier| asked > earlier)) {
            card.set_open(true);
            card.scroll_into_view();
        }
        asked
    });
    let tabs = Origin::ALL.map(|origin| {
        view! {
            <Chip
                testid=origin.mark()
                pressed=Signal::derive(move || shown.origin.get() == origin)
                choose=move |()| shown.origin.set(origin)
            >
                {move || origin.name(state.lang.get())}
            </Chip>
        }
    });
    let steps = move || {
        let lang = state.lang.get();
        let step = |(shape, label, words): Step| {
            view! {
                <li>
                    <Scene shape label=label(lang).to_owned() title=words(lang).to_owned()/>
                    <p>{words(lang)}</p>
                </li>
            }
        };
        shown.origin.get().steps().into_iter().map(step).collect_view()
    };
    let note = move || {
        let lang = state.lang.get();
        match shown.origin.get() {
            Origin::Qianniu => td_string!(lang, how.qianniu_note),
            Origin::Alibaba1688 => td_string!(lang, how.ali_note),
            Origin::Youzan => td_string!(lang, how.youzan_note),
            Origin::List => td_string!(lang, how.list_note),
        }
    };
    view! {
        <details class=class open=first node_ref=card data-testid="how-to">
            <summary>
                <b>{say!(import.how)}</b>
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <div class="chips">{tabs.into_iter().collect_view()}</div>
            <ol class="how-steps">{steps}</ol>
            <p>{note}</p>
            <p class="muted">{say!(how.may_move)}</p>
        </details>
    }
}
