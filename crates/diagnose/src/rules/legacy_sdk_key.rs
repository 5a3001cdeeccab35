use serde_json::Value;

use crate::{
    Confidence::Possible,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "legacy-sdk-key",
    summary: "the key in the token has the shape of an old SDK key",
    page: include_str!("legacy_sdk_key.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/sdk-key-migration/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    let old = |claim: &&str| {
        let key = payload
            .get(*claim)
            .and_then(Value::as_str)
            .unwrap_or_default();
        key.len() == 36 && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let Some(claim) = ["appKey", "sdkKey"].into_iter().find(old) else {
        return Ok(None);
    };
    Found::warning(Possible, format!("{claim} has 36 characters, like the SDK keys that client IDs have replaced"))
        .at(Part::Payload, claim, &payload[claim])
        .fix("Sign with the client ID and client secret from the Basic Information page of the app. Zoom is ending SDK keys; \
              do not rely on them.")
}
