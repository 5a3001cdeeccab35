use crate::{
    Confidence::Certain,
    Part,
    duration::span,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "expired",
    summary: "the token has expired",
    page: include_str!("expired.md"),
    url: "https://devforum.zoom.us/t/jwt-expiration-clarification/65869",
    code: Some("3705"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let expires = facts.time("exp")?;
    let late = facts.now - expires;
    if late < 0 {
        return Ok(None);
    }
    let message = match late {
        0 => "the token expires this very second".to_owned(),
        _ => format!("the token expired {} ago", span(late)),
    };
    Found::error(Certain, message)
        .at(Part::Payload, "exp", expires)
        .fix(
            "Sign a new token for each join, when the page asks for it; do not keep one in code, in a link or in a cache. \
             If it is new, set the server's clock (NTP).",
        )
}
