use serde_json::Value;

use crate::{
    Confidence::Possible,
    Part,
    facts::{Facts, TIMES},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "time-float",
    summary: "a time in the payload is not a whole number",
    page: include_str!("time_float.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    let is_float = |claim: &&&str| {
        payload
            .get(**claim)
            .and_then(Value::as_number)
            .is_some_and(|time| time.is_f64())
    };
    let mut floats = TIMES.iter().filter(is_float).peekable();
    let Some(first) = floats.peek() else {
        return Ok(None);
    };
    let found = Found::warning(
        Possible,
        format!("{first} is not a whole number; Zoom documents whole epoch seconds"),
    );
    floats
        .fold(found, |found, claim| {
            found.at(Part::Payload, *claim, &payload[*claim])
        })
        .fix("Drop the fraction: Math.floor(…), int(…), intdiv(…).")
}
