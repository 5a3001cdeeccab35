//! A wrong type at each described field of each body, however deep: refused by the field's name or that of what it is in,
//! and never an error of the server.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::api::Api;

/// Taken and forgotten, whatever they hold: the start of the field's name at an endpoint, and why.
const FORGOTTEN: &[(&str, &str, &str)] = &[
    (
        "PATCH /users/{user}/settings",
        "",
        "what is not kept is forgotten",
    ),
    ("PATCH /users/{user}", "", "what is not kept is forgotten"),
    ("POST /users", "user_info.", "what is not kept is forgotten"),
    (
        "PATCH /meetings/{id}",
        "settings.",
        "wrong settings are passed over in an update, as observed",
    ),
    (
        "PATCH /webinars/{id}",
        "settings.",
        "wrong settings are passed over in an update, as observed",
    ),
];

fn described() -> Map<String, Value> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/zoom/schema/requests.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn is_forgotten(endpoint: &str, field: &str) -> bool {
    let mut rows = FORGOTTEN.iter();
    rows.any(|(at, start, _)| *at == endpoint && field.starts_with(start))
}

/// A value of another type.
fn wrong(kind: &str) -> Value {
    match kind {
        "object" | "array" => json!("wrong"),
        _ => json!({"wrong": true}),
    }
}

/// `value` at the place of `field`, in nothing but what it is in.
fn body(field: &str, value: Value) -> Value {
    let dotted = field.replace("[]", ".[]");
    dotted.rsplit('.').fold(value, |inner, part| match part {
        "[]" => json!([inner]),
        name => json!({ name: inner }),
    })
}

#[tokio::test]
async fn a_wrong_type_is_refused_at_every_described_field() {
    let api = Api::new().await;
    let (mut fields, mut forgotten, mut taken) = (0, 0, Vec::new());
    for (endpoint, described) in described() {
        let (method, pattern) = endpoint.split_once(' ').unwrap();
        let path = pattern
            .replace("{user}", "nobody@example.com")
            .replace("{id}", "85000000001")
            .replace("{poll}", "x");
        for (field, kind) in described.as_object().unwrap() {
            let asked = body(field, wrong(kind.as_str().unwrap()));
            let answer = api
                .call(method, &format!("/v2{path}"), Some(asked.clone()))
                .await;
            assert!(answer.status < 500, "{endpoint} {asked}");
            fields += 1;
            let named = answer.body["errors"].as_array().into_iter().flatten();
            let mut named = named.filter_map(|error| error["field"].as_str());
            let place = field.replace("[]", "");
            let refused = answer.refusal().0 == 400
                && named.any(|name| place == name || place.starts_with(&format!("{name}.")));
            match (refused, is_forgotten(&endpoint, field)) {
                (true, _) => {}
                (false, true) => forgotten += 1,
                (false, false) => taken.push(format!("{endpoint} {field}: {}", answer.body)),
            }
        }
    }
    println!("{fields} fields, {forgotten} of them forgotten");
    assert!(taken.is_empty(), "{} of {fields}: {taken:#?}", taken.len());
}
