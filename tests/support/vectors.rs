//! Runs files of vectors: cases with the answers that an independent program gave.
#![allow(dead_code, unreachable_pub)] // Each test binary uses its own part.

use huitou::format::cases::BadCase;
use serde_json::Value;

/// Answers every vector of a file and compares: every key of `out` is in the answer with an equal
/// value, at every depth; lists are equal in length and order; more keys are free. Names all that
/// fail, each with the first place that differs.
#[track_caller]
pub fn assert_vectors(file_text: &str, answer: fn(&str) -> Result<String, BadCase>) {
    let vectors: Vec<Value> = serde_json::from_str(file_text).unwrap();
    assert!(!vectors.is_empty(), "no vectors");
    let failing: Vec<String> = vectors
        .iter()
        .filter_map(|vector| {
            let difference = difference_of(vector, answer)?;
            let rule = vector.get("rule").or_else(|| vector.get("complaint"));
            Some(format!("{}: {difference}\n  {}", vector["name"], rule.unwrap_or(&Value::Null)))
        })
        .collect();
    let count = vectors.len();
    assert!(failing.is_empty(), "{} of {count} fail:\n{}", failing.len(), failing.join("\n"));
}

fn difference_of(vector: &Value, answer: fn(&str) -> Result<String, BadCase>) -> Option<String> {
    let answered = match answer(&vector["in"].to_string()) {
        Ok(answered) => answered,
        Err(bad) => return Some(format!("not answered: {bad}")),
    };
    match serde_json::from_str(&answered) {
        Ok(got) => first_difference("", &vector["out"], &got),
        Err(error) => Some(format!("the answer is no JSON: {error}")),
    }
}

/// The first place at which `got` is not as `expected`; the path is as in `/steps/0/balance`.
pub fn first_difference(path: &str, expected: &Value, got: &Value) -> Option<String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().find_map(|(key, value)| {
                let path = format!("{path}/{key}");
                match got.get(key) {
                    Some(got) => first_difference(&path, value, got),
                    None => Some(format!("{path} is missing")),
                }
            })
        }
        (Value::Array(expected), Value::Array(got)) => {
            let pairs = expected.iter().zip(got).enumerate();
            let inside = pairs
                .filter_map(|(at, (value, got))| {
                    first_difference(&format!("{path}/{at}"), value, got)
                })
                .next();
            inside.or_else(|| {
                let (expected, got) = (expected.len(), got.len());
                (expected != got).then(|| format!("{path} has {got} parts, not {expected}"))
            })
        }
        (expected, got) => (expected != got).then(|| format!("{path} is {got}, not {expected}")),
    }
}
