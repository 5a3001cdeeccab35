use crate::{
    Confidence::Likely,
    Intent, Part,
    facts::{Facts, number},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "role-swapped",
    summary: "the role is the opposite of what the user means to do",
    page: include_str!("role_swapped.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    let role = payload.get("role").and_then(number);
    let found = match (facts.case.intent, role) {
        (Some(Intent::Start), Some(0.0)) => Found::error(
            Likely,
            "the user means to start the meeting, but role 0 only joins it",
        ),
        (Some(Intent::Join), Some(1.0)) => Found::error(
            Likely,
            "the user means to join, but role 1 asks to start the meeting as its host",
        ),
        _ => return Ok(None),
    };
    found
        .at(Part::Payload, "role", &payload["role"])
        .fix("Sign with role 0 for a participant and 1 for the host; it is not the other way round, whatever a comment says.")
}
