use crate::{
    Confidence::Certain,
    Part,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "missing-mn",
    summary: "the payload has no claim mn, the meeting number",
    page: include_str!("missing_mn.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    code: Some("3712"),
    check,
};

/// What people call it instead.
const MISNAMED: [&str; 6] = [
    "meetingNumber",
    "meeting_number",
    "meetingId",
    "meeting_id",
    "meetingNo",
    "MN",
];

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    // Native SDKs do without it.
    if !facts.is_web() || given(payload, "mn") {
        return Ok(None);
    }
    match MISNAMED.iter().find(|name| payload.contains_key(**name)) {
        Some(name) => Found::error(
            Certain,
            format!("the meeting number is in the claim {name}, Zoom reads mn"),
        )
        .at(Part::Payload, *name, &payload[*name]),
        None => Found::error(Certain, "the payload has no meeting number")
            .showing(Part::Payload, "no mn"),
    }
    .fix("Write the meeting number into the claim mn; it is called meetingNumber only among the options of join().")
}
