use serde_json::Value;

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "mn-mismatch",
    summary: "the token is for another meeting number than join() was given",
    page: include_str!("mn_mismatch.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3706"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (payload, join) = (facts.payload()?, facts.join()?);
    let (Some(signed), Some(joined)) = (payload.get("mn"), join.get("meetingNumber")) else {
        return Ok(None);
    };
    match (digits(signed), digits(joined)) {
        (Some(mine), Some(theirs)) if mine != theirs => {}
        _ => return Ok(None),
    }
    Found::error(Certain, "the token is for another meeting number than join() was given")
        .at(Part::Payload, "mn", signed)
        .at(Part::Join, "meetingNumber", joined)
        .fix("Sign for the very number that is passed to join(): the digits alone, as a string, in both places.")
}

/// The number without the spaces and dashes that people type; how it is written, or that it is none, is another rule's
/// matter.
fn digits(number: &Value) -> Option<String> {
    let text = match number {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(text)
}
