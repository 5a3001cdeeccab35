use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::{Facts, is_duration, seconds},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "tokenexp-is-duration",
    summary: "tokenExp is a number of seconds to live instead of a moment",
    page: include_str!("tokenexp_is_duration.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    let Some(duration) = seconds(payload, "tokenExp").filter(|time| is_duration(*time)) else {
        return Ok(None);
    };
    let message = format!(
        "tokenExp is {duration}: a duration, where Zoom reads the moment at which the session ends"
    );
    let found = if facts.is_web() {
        Found::warning(Likely, message)
    } else {
        Found::error(Certain, message)
    };
    found
        .at(Part::Payload, "tokenExp", duration)
        .fix("Write the moment, in epoch seconds: tokenExp = exp. The 1800 in Zoom's documents is the least distance from iat.")
}
