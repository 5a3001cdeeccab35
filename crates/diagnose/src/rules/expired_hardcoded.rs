use crate::{
    Confidence::{Certain, Likely},
    Part,
    duration::span,
    facts::{Facts, is_duration},
    predict::SERVER_ORDER,
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

/// The code of a refusal that was not for the token's age. What is shown to the doctor is often old: a token in a forum's
/// thread has expired since, whatever Zoom refused it for.
fn other_refusal(facts: &Facts<'_>) -> Option<&'static str> {
    let code = facts.error.first()?.code;
    (code != "3705" && SERVER_ORDER.contains(&code)).then_some(code)
}

const DAY: i64 = 86_400;

/// Zoom's word for it, where nothing else is at hand: neither the token nor its claims.
fn as_zoom_says(facts: &Facts<'_>) -> Option<Found> {
    let is_alone = facts.token().is_err() && facts.payload().is_err();
    (is_alone && facts.error_is(&["3705"])).then(|| {
        Found::error(
            Likely,
            "Zoom says that the token had expired when join() was called",
        )
        .showing(Part::Error, "3705")
        .with_fix(FIX)
    })
}

const FIX: &str = "Sign a new token for each join, when the page asks for it; do not keep one in code, in a link or in a cache. \
                   If it is new, set the server's clock (NTP).";

fn check(facts: &Facts<'_>) -> Outcome {
    if let Some(found) = as_zoom_says(facts) {
        return Ok(Some(found));
    }
    let expires = facts.time("exp")?;
    let late = facts.now - expires;
    if late < 0 || too_short(facts, expires) {
        return Ok(None);
    }
    if let Some(code) = other_refusal(facts) {
        let message = format!(
            "the token expired {} ago, but Zoom said {code} and not 3705: when it was refused it had probably not expired yet",
            span(late)
        );
        return Found::warning(Likely, message)
            .at(Part::Payload, "exp", expires)
            .showing(Part::Error, code)
            .fix(
                "Look for what led to the other code first, and try again with a token signed just now.",
            );
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
        .fix(FIX)
}
