use crate::{
    Confidence::{Likely, Possible},
    Part,
    duration::span,
    facts::Facts,
    rule::{Found, Outcome, Rule},
    rules::local_time_as_utc::zone,
};

pub(crate) static RULE: Rule = Rule {
    id: "iat-in-future",
    summary: "the token says that it was issued in the future",
    page: include_str!("iat_in_future.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-after-migrating-to-sdk-jwt-v2-9-7/82045",
    code: Some("3712"),
    check,
};

/// Reports suggest that Zoom lets 40 to 60 seconds pass.
const TOLERATED: i64 = 60;

fn check(facts: &Facts<'_>) -> Outcome {
    let issued = facts.time("iat")?;
    let early = issued - facts.now;
    let message = format!("the token was issued {} in the future", span(early));
    let found = match early {
        ..=0 => return Ok(None),
        // A time zone is no drift.
        _ if zone(early).is_some() => return Ok(None),
        1..=TOLERATED => Found::warning(Possible, message),
        _ => Found::error(Likely, message),
    };
    found.at(Part::Payload, "iat", issued).fix(
        "Set the server's clock (NTP) and put iat 30 seconds back. Zoom answers \"Signature is invalid\" until its own clock \
         has caught up, so the same token may work later.",
    )
}
