//! Tiers: the vectors of the specification, and the laws of the fold.

use huitou::format::cases::tiers::answer;
use serde_json::Value;

/// The first path at which `found` lacks or changes what is expected: every key at every depth,
/// lists in length and order; more keys are free.
fn differs(expected: &Value, found: &Value, path: &str) -> Option<String> {
    match (expected, found) {
        (Value::Object(keys), Value::Object(_)) => keys.iter().find_map(|(key, expected)| {
            let path = format!("{path}.{key}");
            match found.get(key) {
                Some(found) => differs(expected, found, &path),
                None => Some(format!("{path} is not there")),
            }
        }),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => (0..)
            .zip(expected.iter().zip(found))
            .find_map(|(at, (expected, found))| differs(expected, found, &format!("{path}[{at}]"))),
        (expected, found) if expected == found => None,
        (expected, found) => Some(format!("{path}: {found} is not {expected}")),
    }
}

#[test]
fn every_vector_is_answered() {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("data/vectors/tiers.json")).unwrap();
    let wrong: Vec<String> = vectors
        .iter()
        .filter_map(|vector| {
            let difference = match answer(&vector["in"].to_string()) {
                Ok(text) => differs(&vector["out"], &serde_json::from_str(&text).unwrap(), ""),
                Err(bad) => Some(bad.to_string()),
            };
            difference.map(|difference| format!("{}: {difference}", vector["name"]))
        })
        .collect();
    assert_eq!(vectors.len(), 26);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}
