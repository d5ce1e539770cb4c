//! How measurements are taken and told.
#![allow(clippy::print_stdout, unreachable_pub)]

use std::time::Instant;

use serde_json::json;

/// Runs a closure so many times after one warm-up and prints the times in milliseconds, as one JSON
/// line. The closure's answer keeps it from being left out.
pub fn measure(name: &str, runs: usize, mut run: impl FnMut() -> usize) {
    let mut sum = run();
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            sum = sum.wrapping_add(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let line = json!({
        "name": name, "median_ms": times[runs / 2], "min_ms": times[0], "max_ms": times[runs - 1],
        "runs": runs, "answer": sum % 1_000_003,
    });
    println!("{line}");
}
