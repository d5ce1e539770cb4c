//! Tiers: what users of other engines complained of, and the laws of the fold.

#[path = "tiers/complaints.rs"]
mod complaints;
#[path = "tiers/laws.rs"]
mod laws;
#[path = "tiers/lives.rs"]
mod lives;
#[path = "tiers/oracle.rs"]
mod oracle;

use huitou::format::cases::tiers::answer;

#[test]
fn what_the_schema_allows_and_what_it_does_not() {
    let policy = r#"{"first_day": "2025-01-01", "tiers": [{"name": "member"}]}"#;
    let case = |policies: &str, rest: &str| {
        format!(r#"{{"policies": [{policies}], "as_of": ["2025-01-01"]{rest}}}"#)
    };
    let nulls = r#"{"first_day": "2025-01-01", "tiers": [{"name": "member", "min_purchases": null,
        "min_net_minor": null}], "mode": null, "window_days": null, "term": null,
        "grace_days": null, "fall": null}"#;
    let all_null =
        r#", "count": null, "orders": null, "refunds": null, "opening": null, "hand": null"#;
    let expected = answer(&case(policy, "")).unwrap();
    assert_eq!(answer(&case(nulls, all_null)).unwrap(), expected, "null is absent");
    assert_eq!(answer(&case("", "")).unwrap(), r#"{"as_of":[{"day":"2025-01-01","tier":null}]}"#);
    for (policies, rest, rule) in [
        (policy, r#", "order": []"#, "an unknown key"),
        (r#"{"first_day": "2025-01-01", "tiers": []}"#, "", "no tier"),
        (r#"{"first_day": "2025-1-1", "tiers": [{"name": "a"}]}"#, "", "no date"),
        (r#"{"first_day": "2025-01-01", "tiers": [{"name": "a"}], "fall": "up"}"#, "", "no fall"),
        (
            r#"{"first_day": "2025-01-01", "tiers": [{"name": "a"}], "term": {"weeks": 1}}"#,
            "",
            "no term",
        ),
        (
            r#"{"first_day": "2025-01-01", "tiers": [{"name": "a", "min_purchases": 1}]}"#,
            "",
            "the lowest asks for something",
        ),
        (policy, r#", "hand": [{"tier": 0, "first_day": "2025-01-01"}]"#, "tiers begin at 1"),
        (
            policy,
            r#", "orders": [{"id": "o", "day": "2025-01-01", "goods_minor": 1.5}]"#,
            "a fraction",
        ),
    ] {
        assert!(answer(&case(policies, rest)).is_err(), "{rule}");
    }
    assert!(answer(r#"{"policies": []}"#).is_err(), "as_of has no default");
}
