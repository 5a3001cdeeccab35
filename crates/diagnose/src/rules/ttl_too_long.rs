use crate::{
    Confidence::Likely,
    Part,
    duration::span,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "ttl-too-long",
    summary: "the token lives for more than 48 hours",
    page: include_str!("ttl_too_long.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (issued, expires) = facts.lifetime()?;
    let lives = expires - issued;
    if lives <= 172_800 {
        return Ok(None);
    }
    Found::error(
        Likely,
        format!(
            "the token lives for {}, Zoom allows at most 48 hours",
            span(lives)
        ),
    )
    .at(Part::Payload, "iat", issued)
    .at(Part::Payload, "exp", expires)
    .fix("Set exp to iat + 7200 (two hours) and sign anew for each join.")
}
