use crate::{
    Confidence::Likely,
    Part,
    duration::span,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "near-expiry",
    summary: "the token expires in a moment",
    page: include_str!("near_expiry.md"),
    url: "https://devforum.zoom.us/t/jwt-expiration-clarification/65869",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let expires = facts.time("exp")?;
    let left = expires - facts.now;
    let least = if facts.is_web() { 120 } else { 1800 };
    if !(1..least).contains(&left) {
        return Ok(None);
    }
    let message = if facts.is_web() {
        format!(
            "the token expires in {}, which a slow join or a retry outlasts",
            span(left)
        )
    } else {
        format!(
            "the token expires in {}; native SDKs want at least 30 minutes",
            span(left)
        )
    };
    Found::warning(Likely, message)
        .at(Part::Payload, "exp", expires)
        .fix("Set exp to iat + 7200 (two hours) and sign when the page asks for it.")
}
