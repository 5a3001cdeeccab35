use crate::{
    Confidence::Certain,
    Part,
    duration::span,
    facts::{Facts, is_duration},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "expired-hardcoded",
    summary: "the token has expired: it was kept instead of made anew",
    page: include_str!("expired_hardcoded.md"),
    url: "https://devforum.zoom.us/t/jwt-expiration-clarification/65869",
    code: Some("3705"),
    check,
};

/// Whether another rule says that `exp` is no moment at all.
fn too_short(facts: &Facts<'_>, expires: i64) -> bool {
    is_duration(expires)
        && facts
            .time("iat")
            .is_ok_and(|issued| expires - issued < 1800)
}

const DAY: i64 = 86_400;

fn check(facts: &Facts<'_>) -> Outcome {
    let expires = facts.time("exp")?;
    let late = facts.now - expires;
    if late < 0 || too_short(facts, expires) {
        return Ok(None);
    }
    let message = match late {
        0 => "the token expires this very second".to_owned(),
        1..=DAY => format!("the token expired {} ago", span(late)),
        _ => format!(
            "the token expired {} ago, so it was kept somewhere",
            span(late)
        ),
    };
    Found::error(Certain, message)
        .at(Part::Payload, "exp", expires)
        .fix(
            "Sign a new token for each join, when the page asks for it; do not keep one in code, in a link or in a cache. \
             If it is new, set the server's clock (NTP).",
        )
}
