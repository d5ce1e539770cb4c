//! Cases of the loyalty engine that were good once: values exchanged, doubled, left out, made huge. An
//! answer whose sums are right, or a word about what is wrong; never a panic.

use huitou::format::cases::{BadCase, ledger, quote, tiers};
use serde_json::{Value, json};

use crate::fuzz::{Noise, noise, rounds};

type Answer = fn(&str) -> Result<String, BadCase>;

fn cases(file: &str) -> Vec<Value> {
    let vectors: Vec<Value> = serde_json::from_str(file).unwrap();
    vectors.into_iter().map(|vector| vector["in"].clone()).collect()
}

/// What a value may become.
fn strange(noise: &mut Noise, old: &Value) -> Value {
    let numbers = [
        0,
        1,
        -1,
        999,
        10_000,
        1_000_000,
        i64::MAX,
        i64::MIN,
        1_000_000_000_000,
        1_000_000_000_001,
        -1_000_000_000_000,
        4_294_967_295,
        4_294_967_296,
    ];
    let texts =
        ["", "p", "k1", "2026-02-29", "2028-02-29", "0001-01-01", "9999-12-31", "percent", "02-29"];
    match noise.below(8) {
        0 => Value::Null,
        1 => json!(texts[noise.below(texts.len())]),
        2 => json!([old, old]),
        3 => json!({ "minor": old }),
        4 => json!(noise.below(2) == 0),
        5 => json!(1.5),
        _ => json!(numbers[noise.below(numbers.len())]),
    }
}

/// Changes one value somewhere inside.
fn change(noise: &mut Noise, value: &mut Value) {
    let deeper = noise.below(4) > 0;
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            let key = &keys[noise.below(keys.len())];
            if noise.below(12) == 0 {
                fields.remove(key);
            } else {
                change(noise, &mut fields[key]);
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = noise.below(items.len());
            match noise.below(12) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => change(noise, &mut items[at]),
            }
        }
        other => *other = strange(noise, other),
    }
}

/// What must be right about every quote: the sums.
fn sums_are_right(answer: &Value) -> bool {
    let number = |value: &Value| value.as_i64().unwrap();
    let lines = answer["lines"].as_array().unwrap();
    let of_line = |line: &Value| {
        let discounts = line["discounts"].as_array().unwrap();
        let off: i64 = discounts.iter().map(|one| number(&one["minor"])).sum();
        let payable = number(&line["payable_minor"]);
        payable >= 0 && payable == number(&line["amount_minor"]) - off
    };
    let payable: i64 = lines.iter().map(|line| number(&line["payable_minor"])).sum();
    lines.iter().all(of_line)
        && number(&answer["total_minor"]) == payable + number(&answer["postage_minor"])
}

fn fuzz(own: u64, file: &str, answer: Answer, is_right: fn(&Value) -> bool) {
    let cases = cases(file);
    let mut noise = noise(own);
    let (mut answered, mut refused) = (0, 0);
    for _ in 0..rounds() * 4 {
        let mut case = cases[noise.below(cases.len())].clone();
        for _ in 0..=noise.below(3) {
            change(&mut noise, &mut case);
        }
        match answer(&case.to_string()) {
            Ok(text) => {
                let told: Value = serde_json::from_str(&text).unwrap();
                assert!(is_right(&told), "{case}\n{told}");
                answered += 1;
            }
            Err(bad) => {
                assert!(!bad.to_string().is_empty());
                refused += 1;
            }
        }
    }
    assert!(answered > 0 && refused > 0, "{answered} answered, {refused} refused: no good mixture");
}

#[test]
fn quotes() {
    fuzz(0x51, include_str!("../data/vectors/quote.json"), quote::answer, sums_are_right);
    fuzz(0x52, include_str!("../data/complaints/quote.json"), quote::answer, sums_are_right);
}

#[test]
fn ledgers() {
    fuzz(0x53, include_str!("../data/vectors/ledger.json"), ledger::answer, |answer| {
        let number = |key: &str| answer[key].as_i64().unwrap();
        number("balance") >= 0
            && number("debt") >= 0
            && number("available") == (number("balance") - number("debt")).max(0)
    });
}

#[test]
fn lives_of_tiers() {
    fuzz(0x54, include_str!("../data/vectors/tiers.json"), tiers::answer, |answer| {
        answer["as_of"].as_array().is_some()
    });
}

#[test]
fn bytes_that_are_no_case() {
    let mut noise = noise(0x55);
    let texts = cases(include_str!("../data/vectors/quote.json"));
    for _ in 0..rounds() {
        let mut bytes = texts[noise.below(texts.len())].to_string().into_bytes();
        for _ in 0..=noise.below(4) {
            let at = noise.below(bytes.len());
            bytes[at] = u8::try_from(noise.below(128)).unwrap();
        }
        bytes.truncate(noise.below(bytes.len() * 4).max(1));
        let _ = quote::answer(&String::from_utf8_lossy(&bytes)).map_err(|bad| bad.to_string());
    }
    for text in ["", "null", "[]", "{", "{}", "\u{feff}{}", &"[".repeat(100_000)] {
        assert!(quote::answer(text).is_err());
        assert!(ledger::answer(text).is_err() || text == "{}");
        assert!(tiers::answer(text).is_err());
    }
}
