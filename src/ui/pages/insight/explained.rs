//! Figures that explain themselves: name, meaning, formula, and what they rest on.

use super::scene::{FEWEST, Scene};
use super::{cohorts, concentration, flow, rfm, stages, years};
use crate::domain::figures::{Figures, RfmGroup, WindowFigures};
use crate::domain::money::Ratio;
use crate::domain::roster::{Pick, Within};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::text;

/// Which figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explained {
    ByCustomer,
    ByOrder,
    Returning,
    Cycle,
    Mean,
    Customers,
    RepeatShare,
    Orders,
    Purchases,
    Net,
    Paid,
    Postage,
    Refund,
    Years,
    Flow,
    Stages,
    Groups,
    Cohorts,
    Concentration,
}

/// Which days a figure looks at.
#[derive(Clone, Copy)]
enum Looks {
    Window,
    History,
    Years,
    LastMonth,
    RfmWindow,
}

/// What the counting rule does to a figure.
#[derive(Clone, Copy)]
enum Counts {
    ByRule,
    AlwaysMerged,
    NoMatter,
}

/// The words for a figure.
struct Words {
    name: &'static str,
    means: &'static str,
    formula: &'static str,
}

/// `words!(lang, by_order)`: its three sentences. The catalogue keeps them side by side.
macro_rules! words {
    ($lang:ident, $name:ident, $means:ident, $formula:ident) => {
        Words {
            name: td_string!($lang, fig.$name),
            means: td_string!($lang, fig.$means),
            formula: td_string!($lang, fig.$formula),
        }
    };
}

impl Explained {
    fn words(self, lang: Locale) -> Words {
        match self {
            Explained::ByCustomer => {
                words!(lang, by_customer, by_customer_means, by_customer_formula)
            }
            Explained::ByOrder => words!(lang, by_order, by_order_means, by_order_formula),
            Explained::Returning => words!(lang, returning, returning_means, returning_formula),
            Explained::Cycle => words!(lang, cycle, cycle_means, cycle_formula),
            Explained::Mean => words!(lang, mean, mean_means, mean_formula),
            Explained::Customers => words!(lang, customers, customers_means, customers_formula),
            Explained::RepeatShare => {
                words!(lang, repeat_share, repeat_share_means, repeat_share_formula)
            }
            Explained::Orders => words!(lang, orders, orders_means, orders_formula),
            Explained::Purchases => words!(lang, purchases, purchases_means, purchases_formula),
            Explained::Net => words!(lang, net, net_means, net_formula),
            Explained::Paid => words!(lang, paid, paid_means, paid_formula),
            Explained::Postage => words!(lang, postage, postage_means, postage_formula),
            Explained::Refund => words!(lang, refund, refund_means, refund_formula),
            Explained::Years => words!(lang, years, years_means, years_formula),
            Explained::Flow => words!(lang, flow, flow_means, flow_formula),
            Explained::Stages => words!(lang, stages, stages_means, stages_formula),
            Explained::Groups => words!(lang, groups, groups_means, groups_formula),
            Explained::Cohorts => words!(lang, cohorts, cohorts_means, cohorts_formula),
            Explained::Concentration => {
                words!(lang, concentration, concentration_means, concentration_formula)
            }
        }
    }

    pub(super) fn name(self, lang: Locale) -> &'static str {
        self.words(lang).name
    }

    pub(super) fn means(self, lang: Locale) -> &'static str {
        self.words(lang).means
    }

    pub(super) fn formula(self, lang: Locale) -> &'static str {
        self.words(lang).formula
    }

    const fn basis(self) -> (Looks, Counts) {
        match self {
            Explained::ByCustomer | Explained::ByOrder | Explained::Returning => {
                (Looks::Window, Counts::ByRule)
            }
            Explained::RepeatShare | Explained::Purchases | Explained::Stages => {
                (Looks::History, Counts::ByRule)
            }
            Explained::Years => (Looks::Years, Counts::ByRule),
            Explained::Flow => (Looks::LastMonth, Counts::ByRule),
            Explained::Groups => (Looks::RfmWindow, Counts::ByRule),
            Explained::Cycle | Explained::Mean => (Looks::History, Counts::AlwaysMerged),
            Explained::Cohorts | Explained::Concentration => (Looks::History, Counts::NoMatter),
            Explained::Customers
            | Explained::Orders
            | Explained::Net
            | Explained::Paid
            | Explained::Postage
            | Explained::Refund => (Looks::History, Counts::NoMatter),
        }
    }

    /// The days it looks at.
    pub(super) fn days(self, scene: &Scene) -> String {
        match self.basis().0 {
            Looks::Window => scene.window_dates(),
            Looks::History => td_string!(scene.lang, basis.window_all).to_owned(),
            Looks::Years => td_string!(scene.lang, years.each, day = scene.as_of()),
            Looks::LastMonth => scene.period(scene.last_month()),
            Looks::RfmWindow => scene.rfm_window(),
        }
    }

    /// What counts as one purchase for it.
    pub(super) fn rule(self, scene: &Scene) -> &'static str {
        match self.basis().1 {
            Counts::ByRule => scene.rule(),
            Counts::AlwaysMerged => td_string!(scene.lang, meaning.rule_always),
            Counts::NoMatter => td_string!(scene.lang, meaning.rule_no_matter),
        }
    }

    /// The two counts of a share.
    fn ratio(self, figures: &Figures) -> Option<Ratio> {
        match self {
            Explained::ByCustomer => Some(window(figures).by_customer),
            Explained::ByOrder => Some(window(figures).by_order),
            Explained::RepeatShare => Some(figures.all_time),
            Explained::Returning
            | Explained::Cycle
            | Explained::Mean
            | Explained::Customers
            | Explained::Orders
            | Explained::Purchases
            | Explained::Net
            | Explained::Paid
            | Explained::Postage
            | Explained::Refund
            | Explained::Years
            | Explained::Flow
            | Explained::Stages
            | Explained::Groups
            | Explained::Cohorts
            | Explained::Concentration => None,
        }
    }

    /// The figure, written out.
    pub(super) fn value(self, scene: &Scene) -> String {
        let figures = &scene.figures;
        match self {
            Explained::ByCustomer => scene.percent(window(figures).by_customer),
            Explained::ByOrder => scene.percent(window(figures).by_order),
            Explained::RepeatShare => scene.percent(figures.all_time),
            Explained::Returning => text::people(scene.lang, window(figures).returning),
            Explained::Cycle => scene.length(figures.cycle.median_days),
            Explained::Mean => scene.length(figures.cycle.mean_days),
            Explained::Customers => number::count(figures.customers),
            Explained::Orders => number::count(figures.orders),
            Explained::Purchases => number::count(figures.purchases),
            Explained::Net => number::money(figures.net_fen),
            Explained::Paid => number::money(figures.paid_fen),
            Explained::Postage => number::money(figures.postage_fen),
            Explained::Refund => number::money(figures.refund_fen),
            Explained::Years
            | Explained::Flow
            | Explained::Stages
            | Explained::Groups
            | Explained::Cohorts
            | Explained::Concentration => String::new(),
        }
    }

    /// What it rests on, in a few words under it.
    pub(super) fn rests_on(self, scene: &Scene) -> String {
        let (figures, lang) = (&scene.figures, scene.lang);
        let (part, whole) = counts(self.ratio(figures).unwrap_or_default());
        match self {
            Explained::ByCustomer => {
                td_string!(lang, fig.by_customer_basis, part = part, whole = whole)
            }
            Explained::ByOrder => td_string!(lang, fig.by_order_basis, part = part, whole = whole),
            Explained::RepeatShare => td_string!(lang, amount.of, part = part, whole = whole),
            Explained::Returning => td_string!(lang, fig.returning_basis).to_owned(),
            Explained::Cycle if figures.cycle.n < FEWEST => {
                let people = text::people(lang, figures.cycle.n);
                td_string!(lang, fig.cycle_few, people = people)
            }
            Explained::Cycle => {
                td_string!(lang, fig.cycle_basis, n = number::count(figures.cycle.n))
            }
            Explained::Mean
            | Explained::Customers
            | Explained::Orders
            | Explained::Purchases
            | Explained::Net
            | Explained::Paid
            | Explained::Postage
            | Explained::Refund
            | Explained::Years
            | Explained::Flow
            | Explained::Stages
            | Explained::Groups
            | Explained::Cohorts
            | Explained::Concentration => String::new(),
        }
    }

    /// What the heading of a picture says of it.
    fn title(self, scene: &Scene) -> Option<String> {
        match self {
            Explained::Years => years::title(scene),
            Explained::Flow => Some(flow::title(scene)),
            Explained::Stages => Some(stages::title(scene)),
            Explained::Groups => Some(rfm::title(scene)),
            Explained::Cohorts => Some(cohorts::title(scene)),
            Explained::Concentration => Some(concentration::title(scene)),
            Explained::ByCustomer
            | Explained::ByOrder
            | Explained::Returning
            | Explained::Cycle
            | Explained::Mean
            | Explained::Customers
            | Explained::RepeatShare
            | Explained::Orders
            | Explained::Purchases
            | Explained::Net
            | Explained::Paid
            | Explained::Postage
            | Explained::Refund => None,
        }
    }

    /// The people whose rows it is made of.
    pub(super) fn rows(self, scene: &Scene) -> Asked {
        let inside = |what| Pick::In { what, days: scene.window_days() };
        let pick = match self {
            // The purchases that are not a first one were made by those who came again.
            Explained::ByCustomer | Explained::ByOrder => inside(Within::Repeat),
            Explained::Returning => Pick::Returning,
            Explained::RepeatShare => Pick::Repeat,
            Explained::Cycle | Explained::Mean => Pick::Rhythm,
            Explained::Refund => Pick::Refunded,
            Explained::Flow => Pick::WentAway,
            Explained::Groups => Pick::Group(RfmGroup::BigGoneQuiet),
            Explained::Concentration => Pick::Fifth(1),
            Explained::Customers
            | Explained::Orders
            | Explained::Purchases
            | Explained::Net
            | Explained::Paid
            | Explained::Postage
            | Explained::Years
            | Explained::Stages
            | Explained::Cohorts => Pick::Bought,
        };
        Asked::who(pick)
    }

    /// The numbers that made it this time.
    pub(super) fn now(self, scene: &Scene) -> String {
        let value = self.value(scene);
        if let Some(ratio) = self.ratio(&scene.figures) {
            let (part, whole) = counts(ratio);
            return format!("{part} ÷ {whole} = {value}");
        }
        if let Some(title) = self.title(scene) {
            return title;
        }
        match self.basis().1 {
            Counts::AlwaysMerged => cycle_now(scene),
            Counts::ByRule | Counts::NoMatter => value,
        }
    }
}

fn cycle_now(scene: &Scene) -> String {
    let cycle = &scene.figures.cycle;
    td_string!(
        scene.lang,
        fig.cycle_now,
        median = scene.length(cycle.median_days),
        mean = scene.length(cycle.mean_days),
        n = number::count(cycle.n)
    )
}

/// The page always asks for a window; without one there is nothing in it.
fn window(figures: &Figures) -> WindowFigures {
    let nothing = Ratio::default();
    let none = WindowFigures { by_customer: nothing, by_order: nothing, returning: 0 };
    figures.window.unwrap_or(none)
}

fn counts(ratio: Ratio) -> (String, String) {
    (number::count(ratio.part), number::count(ratio.whole))
}
