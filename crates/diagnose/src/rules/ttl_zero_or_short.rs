use crate::{
    Confidence::{Certain, Likely},
    Part,
    duration::span,
    facts::{Facts, is_duration},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "ttl-zero-or-short",
    summary: "the token lives for less than 30 minutes",
    page: include_str!("ttl_zero_or_short.md"),
    url: "https://devforum.zoom.us/t/android-sdk-jwt-token/19355",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (issued, expires) = facts.lifetime()?;
    let lives = expires - issued;
    if lives >= 1800 {
        return Ok(None);
    }
    let message = match lives {
        _ if is_duration(expires) => {
            format!("exp is {expires}: a duration, where Zoom reads a moment")
        }
        0 => "the token expires the moment it is issued".to_owned(),
        ..0 => "the token expires before it is issued".to_owned(),
        _ => format!(
            "the token lives for {}, Zoom asks for at least 30 minutes",
            span(lives)
        ),
    };
    // Without any lifetime there is no moment at which the token could be good.
    let confidence = if lives <= 0 { Certain } else { Likely };
    Found::error(confidence, message)
        .at(Part::Payload, "iat", issued)
        .at(Part::Payload, "exp", expires)
        .fix("Set exp to iat + 7200 (two hours), which is clear of both of Zoom's bounds.")
}
