//! Figures of real and synthetic files against truth that was computed independently, twice, by
//! programs that share no code with this one (`tests/data`, and the folder `HUITOU_DATA` names).

mod support;

use std::collections::HashMap;
use std::path::Path;

use huitou::domain::figures::{Basis, CountingRule, Figures, LiveFigures, Stage};
use huitou::domain::money::Ratio;
use huitou::domain::shop::{Order, Shop};
use huitou::format::orders::file_format::FileFormat;
use serde_json::Value;
use support::{
    CDNOW_MAPPING, RETAIL_MAPPING, basis, committed, csv_gz, day, huitou_data, json_file,
    read_path, shop_of, shop_of_path,
};

const RULES: [(CountingRule, &str); 2] =
    [(CountingRule::MergedByDay, "merged"), (CountingRule::EachOrder, "not_merged")];

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("not a count: {value}"))
}

fn assert_ratio(ratio: Ratio, truth: &Value, what: &str) {
    assert_eq!(ratio.part, count(&truth["num"]), "{what}");
    assert_eq!(ratio.whole, count(&truth["den"]), "{what}");
}

fn assert_close(value: Option<f64>, truth: &Value, what: &str) {
    let (value, truth) = (value.unwrap(), truth.as_f64().unwrap());
    assert!((value - truth).abs() < 1e-9, "{what}: {value} is not {truth}");
}

/// Everything a truth file of `shared/data` states, under both rules and for all as-of days.
fn check_truth(
    shop: &Shop,
    truth: &Value,
    per_customer: impl Fn(&str) -> Option<Vec<csv::StringRecord>>,
) {
    let totals = &truth["totals"];
    let last = totals["last_day"].as_str().unwrap();
    for (rule, name) in RULES {
        let figures = shop.figures(&Basis { rfm_window_days: 0, ..basis(last, rule) });
        let (purchases, repeat) = match rule {
            CountingRule::MergedByDay => {
                ("purchases_merged_by_day", "repeat_customers_merged(>=2 distinct days)")
            }
            CountingRule::EachOrder => {
                ("orders_not_merged", "repeat_customers_not_merged(>=2 orders)")
            }
        };
        assert_eq!(figures.customers, count(&totals["customers"]), "{name}");
        assert_eq!(figures.orders, count(&totals["orders_not_merged"]), "{name}");
        assert_eq!(figures.purchases, count(&totals[purchases]), "{name}");
        assert_eq!(figures.repeat_customers, count(&totals[repeat]), "{name}");
        assert_eq!(figures.first_day.unwrap().to_string(), totals["first_day"].as_str().unwrap());
        assert_eq!(figures.last_day.unwrap().to_string(), last);
        // Truth in thousandths, each line here rounded to the fen: half a fen a line at most.
        let thousandths = totals["amount_thousandths"].as_i64().unwrap();
        let lines = i128::from(line_count(shop).max(shop.order_count()));
        assert!((10 * figures.net_fen - i128::from(thousandths)).abs() <= 5 * lines, "{name}");

        let overall = &truth["repurchase_rate_overall"];
        assert_ratio(figures.all_time, &overall[format!("by_customer_{name}")], name);
        check_years(&figures, &truth["repurchase_rate_per_calendar_year"], name);
        check_windows(shop, &truth["repurchase_rate_per_calendar_year"], rule, name);

        let cycles = &truth["repurchase_cycle_days"];
        let main = &cycles["MAIN_mean_over_repeat_customers_of_own_mean_interval_merged"];
        assert_close(figures.cycle.mean_days, &main["value"], "cycle is merged under either rule");
        assert_eq!(figures.cycle.n, count(&main["repeat_customers"]));
        assert_close(
            figures.cycle.median_days,
            &cycles["median_over_repeat_customers_merged"],
            name,
        );
        check_cohorts(&figures, &truth["monthly_cohorts"]);
    }
    for (as_of, truth) in truth["as_of"].as_object().unwrap() {
        for (rule, name) in RULES {
            let basis = Basis { rfm_window_days: 0, ..basis(as_of, rule) };
            let live = shop.live_figures(basis);
            check_as_of(&live.figures(), truth, name, as_of);
            if let Some(rows) = per_customer(as_of) {
                check_people(shop, &live, &rows, name);
            }
        }
    }
}

fn check_years(figures: &Figures, truth: &Value, name: &str) {
    let years: Vec<String> = figures.years.iter().map(|year| year.year.to_string()).collect();
    let expected: Vec<&String> = truth.as_object().unwrap().keys().collect();
    assert_eq!(years.iter().collect::<Vec<_>>(), expected);
    for year in &figures.years {
        let truth = &truth[year.year.to_string()];
        let what = format!("{} {name}", year.year);
        assert_ratio(year.by_customer, &truth[format!("A_by_customer_within_year_{name}")], &what);
        assert_ratio(year.by_order, &truth[format!("B_by_order_within_year_{name}")], &what);
    }
}

/// The same years again, asked for as windows.
fn line_count(shop: &Shop) -> u64 {
    shop.orders().map(|order| order.content.lines.len() as u64).sum()
}

fn check_windows(shop: &Shop, truth: &Value, rule: CountingRule, name: &str) {
    for (year, truth) in truth.as_object().unwrap() {
        let window = huitou::domain::day::DayRange::of_year(year.parse().unwrap());
        let basis = Basis { window: Some(window), ..basis("2026-11-22", rule) };
        let window = shop.figures(&basis).window.unwrap();
        let what = format!("window {year} {name}");
        assert_ratio(
            window.by_customer,
            &truth[format!("A_by_customer_within_year_{name}")],
            &what,
        );
        assert_ratio(window.by_order, &truth[format!("B_by_order_within_year_{name}")], &what);
    }
}

fn check_cohorts(figures: &Figures, truth: &Value) {
    for cohort in &figures.cohorts {
        let month = format!("{}-{:02}", cohort.year, cohort.month);
        let expected: Vec<u64> = truth[&month].as_array().unwrap().iter().map(count).collect();
        let used = expected.iter().rposition(|n| *n > 0).map_or(0, |at| at + 1);
        assert_eq!(cohort.active, expected[..used], "cohort {month}");
    }
    assert_eq!(figures.cohorts.len(), truth.as_object().unwrap().len());
}

fn check_as_of(figures: &Figures, truth: &Value, name: &str, as_of: &str) {
    let what = format!("{as_of} {name}");
    assert_eq!(figures.customers, count(&truth["customers_seen"]), "{what}");
    let (stages, expected) = (figures.stages, &truth["lifecycle"][name]);
    for (got, key) in [
        (stages.new, "new"),
        (stages.active, "old"),
        (stages.high_save, "high_save"),
        (stages.low_save, "low_save"),
        (stages.lost, "lost"),
    ] {
        assert_eq!(got, count(&expected[key]), "{what} {key}");
    }
    // Truth gives RFM with merged frequency.
    if name == "merged" {
        let expected = &truth["rfm_quintile_rule_strictly_worse"];
        for (axis, letter) in [(figures.rfm.r, "R"), (figures.rfm.f, "F"), (figures.rfm.m, "M")] {
            for (score, got) in (1..).zip(axis.scores) {
                assert_eq!(
                    got,
                    count(&expected[letter][score.to_string()]),
                    "{what} {letter}{score}"
                );
            }
        }
    }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Potential => "potential",
        Stage::New(_) => "new",
        Stage::Active => "old",
        Stage::HighSave => "high_save",
        Stage::LowSave => "low_save",
        Stage::Lost => "lost",
    }
}

/// Every customer's own figures.
fn check_people(shop: &Shop, live: &LiveFigures, rows: &[csv::StringRecord], name: &str) {
    let places: HashMap<String, usize> = shop
        .customers()
        .iter()
        .enumerate()
        .map(|(place, key)| (key.label().trim_end_matches(".0").to_owned(), place))
        .collect();
    for row in rows {
        let (who, basis) = (&row[0], live.basis());
        let place = places[who];
        let person = live.person(place).unwrap();
        let number = |column: usize| row[column].parse::<i64>().unwrap();
        let silent = basis.as_of.days_since(person.last_day);
        assert_eq!(i64::from(silent), number(1), "recency of {who}");
        assert_eq!(i64::from(person.purchase_days), number(2), "frequency of {who}");
        assert_eq!(i64::from(person.orders), number(3), "orders of {who}");
        assert!((10 * person.net_fen.minor() - number(4)).abs() <= 5 * 2000, "money of {who}");
        let stage = if name == "merged" { 12 } else { 13 };
        assert_eq!(stage_name(person.stage(basis)), &row[stage], "stage of {who}, {name}");
        assert_eq!((person.last_day, person.first_day), (day(&row[14]), day(&row[15])), "{who}");
        if name == "merged" {
            let scores = live.scores(place).unwrap();
            let got = [scores.r, scores.f, scores.m].map(i64::from);
            assert_eq!(got, [number(5), number(6), number(7)], "scores of {who}");
        }
    }
    assert_eq!(live.figures().customers, rows.len() as u64);
}

/// The published mapping takes the master id; the truth by customer is keyed by the sample id.
fn cdnow_by_sample_id() -> String {
    CDNOW_MAPPING.replace("\"customer\": 0", "\"customer\": 1")
}

#[test]
fn cdnow_sample() {
    let truth = json_file(&committed("cdnow/cdnow_sample.json"));
    let path = committed("cdnow/CDNOW_sample.txt");
    check_truth(&shop_of_path(&path, Some(CDNOW_MAPPING)), &truth, |_| None);
    check_truth(&shop_of_path(&path, Some(&cdnow_by_sample_id())), &truth, |as_of| {
        let path = committed(&format!("cdnow/cdnow_sample_per_customer_{as_of}.csv.gz"));
        path.exists().then(|| csv_gz(&path))
    });
}

#[test]
fn cdnow_members_by_tier() {
    let shop = shop_of_path(&committed("cdnow/CDNOW_sample.txt"), Some(&cdnow_by_sample_id()));
    let rows = csv_gz(&committed("cdnow/cdnow_sample_per_customer_1997-09-30.csv.gz"));
    // Two purchases and 150 yuan, three and 300, five and 500; the truth's money in thousandths,
    // the file's in whole hundredths.
    let step = |purchases: u64, thousandths: u64| {
        let met = [(2, 150_000), (3, 300_000), (5, 500_000)]
            .iter()
            .rposition(|(least, money)| purchases >= *least && thousandths >= *money);
        met.map_or(0, |at| at + 1)
    };
    for (rule, purchases) in [(CountingRule::MergedByDay, 2), (CountingRule::EachOrder, 3)] {
        let mut expected = [0; 4];
        for row in &rows {
            expected[step(row[purchases].parse().unwrap(), row[4].parse().unwrap())] += 1;
        }
        let figures = shop.figures(&basis("1997-09-30", rule));
        assert_eq!(figures.tiers, expected, "{rule:?}");
        assert_eq!(figures.tiers, [2121, 159, 48, 29], "{rule:?}");
    }
}

#[test]
fn cdnow_summary_of_the_papers() {
    // frequency = repeat purchases, recency and T in weeks at 1997-09-30.
    let shop = shop_of_path(&committed("cdnow/CDNOW_sample.txt"), Some(&cdnow_by_sample_id()));
    let live = shop.live_figures(basis("1997-09-30", CountingRule::MergedByDay));
    let mut reader =
        csv::Reader::from_path(committed("cdnow/cdnow_customers_summary.csv")).unwrap();
    let titles = reader.headers().unwrap().clone();
    let column = |title: &str| titles.iter().position(|t| t == title).unwrap();
    let (id, x, t_x, t) = (column("ID"), column("frequency"), column("recency"), column("T"));
    let places: HashMap<u32, usize> = shop
        .customers()
        .iter()
        .enumerate()
        .map(|(place, key)| (key.label().parse().unwrap(), place))
        .collect();
    let mut rows = 0;
    for row in reader.records().map(Result::unwrap) {
        let person = live.person(places[&row[id].parse().unwrap()]).unwrap();
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        let weeks = |days: i32| f64::from(days) / 7.0;
        assert_eq!(f64::from(person.purchase_days - 1), number(x), "{row:?}");
        assert!((weeks(person.last_day.days_since(person.first_day)) - number(t_x)).abs() < 0.01);
        assert!((weeks(day("1997-09-30").days_since(person.first_day)) - number(t)).abs() < 0.01);
        rows += 1;
    }
    assert_eq!(rows, 2357);
}

#[test]
fn online_retail_dev7() {
    let Some(folder) = huitou_data() else { return };
    let truth = json_file(&folder.join("online_retail/online_retail_dev7.json"));
    let path = folder.join("online_retail/online_retail_dev7.csv.gz");
    let shop = shop_of_path(&path, Some(RETAIL_MAPPING));
    check_truth(&shop, &truth, |as_of| {
        let name = format!("online_retail/online_retail_dev7_per_customer_{as_of}.csv.gz");
        Some(csv_gz(&folder.join(name)))
    });
}

#[track_caller]
fn check_taobao(path: &Path, columns: usize) {
    let truth = json_file(&committed("cn_export/expected_taobao.json"));
    let truth = &truth["metrics"];
    let rows = read_path(path, None).unwrap();
    assert_eq!(rows.format, FileFormat::TaobaoOrders { columns });
    assert_eq!(rows.rows, count(&truth["rows_in_file"]));
    let (shop, problems) = shop_of(vec![rows]);
    assert_eq!(problems, []);
    for (rule, name) in RULES {
        let figures = shop.figures(&basis("2024-06-30", rule));
        assert_eq!(figures.orders, count(&truth["valid_orders"]));
        assert_eq!(figures.customers, count(&truth["valid_customers"]));
        assert_eq!(figures.customers + figures.potential, count(&truth["all_buyers_in_file"]));
        let fen = |key: &str| i128::from(truth[key].as_i64().unwrap());
        assert_eq!(figures.paid_fen, fen("paid_cents"));
        assert_eq!(figures.postage_fen, fen("postage_cents_on_valid"));
        assert_eq!(figures.refund_fen, fen("refund_cents_on_valid"));
        assert_eq!(figures.net_fen, fen("net_cents"));
        assert_eq!(figures.repeat_customers, count(&truth[format!("repeat_customers_{name}")]));
        assert_close(figures.cycle.mean_days, &truth["mean_customer_cycle_days_merged"], name);
        assert_eq!(figures.cycle.n, count(&truth["cycle_customers"]));
        let stages = &truth[format!("lifecycle_{name}")];
        assert_eq!(figures.stages.new, count(&stages["new"]), "{name}");
        assert_eq!(figures.stages.active, count(&stages["old"]), "{name}");
        assert_eq!(figures.stages.high_save, count(&stages["high_save"]), "{name}");
        assert_eq!(figures.stages.low_save, count(&stages["low_save"]), "{name}");
        assert_eq!(figures.stages.lost, count(&stages["lost"]), "{name}");
    }
    let live = shop.live_figures(basis("2024-06-30", CountingRule::MergedByDay));
    let mut people = 0;
    for (place, key) in shop.customers().iter().enumerate() {
        let Some(person) = live.person(place) else { continue };
        let truth = &truth["per_customer"][key.label()];
        assert_eq!(u64::from(person.orders), count(&truth["orders"]), "{}", key.label());
        assert_eq!(u64::from(person.purchase_days), count(&truth["purchase_days"]));
        assert_eq!(person.last_day, day(truth["last_day"].as_str().unwrap()));
        // The truth's net by customer still holds the postage.
        let postage: i64 = shop.history().run(place).postage_fen.iter().sum();
        assert_eq!(person.net_fen.minor() + postage, truth["net_cents"].as_i64().unwrap());
        people += 1;
    }
    assert_eq!(people, truth["per_customer"].as_object().unwrap().len());
}

#[test]
fn taobao_46_columns_gbk() {
    check_taobao(&committed("cn_export/ExportOrderList_46col_gbk.csv"), 46);
}

#[test]
fn taobao_46_columns_utf8_with_mark() {
    check_taobao(&committed("cn_export/ExportOrderList_46col_utf8bom.csv"), 46);
}

#[test]
fn taobao_61_columns_gb18030() {
    check_taobao(&committed("cn_export/ExportOrderList_61col_gb18030.csv"), 61);
}

#[test]
fn the_three_taobao_files_together_are_one_shop() {
    let names = ["46col_gbk", "46col_utf8bom", "61col_gb18030"];
    let path = |name: &str| committed(&format!("cn_export/ExportOrderList_{name}.csv"));
    let all = names.iter().map(|name| read_path(&path(name), None).unwrap()).collect();
    let one = shop_of(vec![read_path(&path(names[0]), None).unwrap()]).0;
    let basis = basis("2024-06-30", CountingRule::EachOrder);
    assert_eq!(shop_of(all).0.figures(&basis), one.figures(&basis));
}

#[test]
fn taobao_items_join_their_orders_and_change_no_figure() {
    let truth = json_file(&committed("cn_export/expected_taobao.json"));
    let orders = committed("cn_export/ExportOrderList_46col_gbk.csv");
    let items = committed("cn_export/ExportOrderDetailList_10col_gbk.csv");
    let read = |path: &Path| read_path(path, None).unwrap();
    let (shop, problems) = shop_of(vec![read(&items), read(&orders)]);
    assert_eq!(problems, []);
    assert_eq!(line_count(&shop), count(&truth["metrics"]["item_lines"]));
    let units: i64 = shop
        .orders()
        .filter(Order::is_counted)
        .map(|order| order.content.quantity().thousandths())
        .sum();
    assert_eq!(units, 1000 * truth["metrics"]["units_in_valid_orders"].as_i64().unwrap());
    let alone = shop_of(vec![read(&orders)]).0;
    let basis = basis("2024-06-30", CountingRule::MergedByDay);
    assert_eq!(shop.figures(&basis), alone.figures(&basis));
}
