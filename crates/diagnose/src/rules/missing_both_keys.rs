use crate::{
    Confidence::Certain,
    Part,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "missing-both-keys",
    summary: "the payload names no app: neither appKey nor sdkKey",
    page: include_str!("missing_both_keys.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

/// What people call it instead.
const MISNAMED: [&str; 7] = [
    "app_key",
    "apiKey",
    "clientId",
    "client_id",
    "sdk_key",
    "appkey",
    "iss",
];

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    if given(payload, "appKey") || given(payload, "sdkKey") {
        return Ok(None);
    }
    let found = Found::error(
        Certain,
        "the payload names no app: it has neither appKey nor sdkKey",
    );
    match MISNAMED.iter().find(|name| payload.contains_key(**name)) {
        Some(name) => found.at(Part::Payload, *name, "stands in the place of appKey"),
        None => found.showing(Part::Payload, "no appKey, no sdkKey"),
    }
    .fix(
        "Write the client ID of the Meeting SDK app into the claim appKey. If the code does so, its variable is not set: \
         JSON leaves undefined values out.",
    )
}
