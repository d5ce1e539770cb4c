//! Figures under the names that outside checks rely on (contract 2).

use crate::domain::day::Day;
use crate::domain::figures::{Axis, Figures};

/// Every figure as (key, raw JSON value), in the order of the contract. Money in minor units,
/// shares as fractions in full precision, days as numbers; what is not defined is `null`.
#[must_use]
pub fn flat(figures: &Figures, problem_rows: u64) -> Vec<(String, String)> {
    let mut report = Report::default();
    let day = |day: Option<Day>| day.map_or_else(|| "null".to_owned(), |day| format!("\"{day}\""));
    report.add("customers", figures.customers);
    report.add("potential", figures.potential);
    report.add("orders", figures.orders);
    report.add("purchases", figures.purchases);
    report.add("problem_rows", problem_rows);
    report.add("first_day", day(figures.first_day));
    report.add("last_day", day(figures.last_day));
    // The end of the calendar stands for "nothing to date the figures by".
    report.add("as_of", day(Some(figures.basis.as_of).filter(|as_of| *as_of != Day::MAX)));
    report.add("paid_amount_minor", figures.paid_fen);
    report.add("postage_minor", figures.postage_fen);
    report.add("refund_minor", figures.refund_fen);
    report.add("net_amount_minor", figures.net_fen);
    report.add("repeat_customers", figures.repeat_customers);
    report.number("repurchase.all_time.by_customer", figures.all_time.fraction());
    let window = figures.window;
    report.number("repurchase.window.by_customer", window.and_then(|w| w.by_customer.fraction()));
    report.number("repurchase.window.by_order", window.and_then(|w| w.by_order.fraction()));
    let returning = window.map_or_else(|| "null".to_owned(), |w| w.returning.to_string());
    report.add("repurchase.window.returning", returning);
    for year in &figures.years {
        let key = |kind: &str| format!("repurchase.year.{}.{kind}", year.year);
        report.number(&key("by_customer"), year.by_customer.fraction());
        report.number(&key("by_order"), year.by_order.fraction());
    }
    report.number("cycle.shop_mean_days", figures.cycle.mean_days);
    report.number("cycle.shop_median_days", figures.cycle.median_days);
    report.add("cycle.n", figures.cycle.n);
    let stages = &figures.stages;
    for (key, count) in [
        ("potential", stages.potential),
        ("new", stages.new),
        ("old_active", stages.active),
        ("high_save", stages.high_save),
        ("low_save", stages.low_save),
        ("lost", stages.lost),
    ] {
        report.add(&format!("lifecycle.{key}"), count);
    }
    report.axis("R", &figures.rfm.r);
    report.axis("F", &figures.rfm.f);
    report.axis("M", &figures.rfm.m);
    for (step, count) in (1..).zip(figures.tiers) {
        report.add(&format!("tier.{step}"), count);
    }
    report.0
}

#[derive(Default)]
struct Report(Vec<(String, String)>);

impl Report {
    fn add(&mut self, key: &str, value: impl ToString) {
        self.0.push((key.to_owned(), value.to_string()));
    }

    fn number(&mut self, key: &str, value: Option<f64>) {
        // The shortest decimal that is read back as the same number; JSON has no infinity.
        let text =
            value.filter(|v| v.is_finite()).map_or_else(|| "null".to_owned(), |v| v.to_string());
        self.add(key, text);
    }

    fn axis(&mut self, letter: &str, axis: &Axis) {
        for (score, count) in (1..).zip(axis.scores) {
            self.add(&format!("rfm.{letter}{score}"), count);
        }
    }
}
