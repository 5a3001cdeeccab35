use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "missing-tokenexp",
    summary: "the payload has no tokenExp, which native SDKs need",
    page: include_str!("missing_tokenexp.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    if payload.contains_key("tokenExp") {
        return Ok(None);
    }
    let found = if facts.is_web() {
        Found::info(
            Likely,
            "the payload has no tokenExp; the web SDK does without, native SDKs do not",
        )
    } else {
        Found::error(
            Likely,
            "the payload has no tokenExp, which native SDKs need",
        )
    };
    found
        .showing(Part::Payload, "no tokenExp")
        .fix("Write tokenExp with the value of exp.")
}
