use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "sdk-too-old",
    summary: "this version of the SDK is no longer supported",
    page: include_str!("sdk_too_old.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/error-codes/",
    code: Some("10000"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    if !facts.error_is(&["10000", "3604"]) {
        return Ok(None);
    }
    let message = match facts.case.sdk_version {
        Some(version) => format!("Zoom no longer takes SDK {version} here"),
        None => "Zoom no longer takes this version of the SDK here".to_owned(),
    };
    Found::error(Certain, message)
        .showing(Part::Error, seen.said())
        .fix("Upgrade @zoom/meetingsdk (or the native SDK); the signature may stay as it is.")
}
