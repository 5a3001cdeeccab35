use crate::{
    Confidence::{Likely, Possible},
    Part, SdkVersion,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "missing-appkey",
    summary: "the payload has sdkKey but no appKey",
    page: include_str!("missing_appkey.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    if given(payload, "appKey")
        || !given(payload, "sdkKey")
        || facts.is_web() && facts.sdk < SdkVersion::READS_SIGNATURE
    {
        return Ok(None);
    }
    let found = if !facts.is_web() {
        Found::error(
            Likely,
            "the payload has sdkKey but no appKey, which native SDKs read",
        )
    } else if facts.sdk < SdkVersion::new(5, 0, 0) {
        Found::info(
            Likely,
            "the payload has sdkKey but no appKey, which replaces it",
        )
    } else {
        Found::warning(
            Possible,
            "the payload has sdkKey but no appKey, which Zoom documents as required since 5.0.0",
        )
    };
    found
        .at(Part::Payload, "sdkKey", "stands alone")
        .fix("Write the client ID into the claim appKey as well.")
}
