use crate::{
    Confidence::Likely,
    Part,
    facts::{Facts, given, number},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "start-without-zak",
    summary: "a host starts the meeting without a ZAK",
    page: include_str!("start_without_zak.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/zak/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let join = facts.join()?;
    let role = facts
        .payload()
        .ok()
        .and_then(|payload| payload.get("role"))
        .and_then(number);
    // Who means to join has another problem than a missing ZAK.
    let starts = facts.wants_to_start() || role == Some(1.0) && facts.case.intent.is_none();
    if !starts || given(join, "zak") || given(join, "obfToken") {
        return Ok(None);
    }
    // Within the app owner's account some set-ups get by without one, so without a failure it is no more than likely.
    let failed =
        facts.case.error.is_some() || facts.wants_to_start() || facts.case.external == Some(true);
    let message =
        "the host starts the meeting without a ZAK, the token that stands for a Zoom user";
    let found = if failed {
        Found::error(Likely, message)
    } else {
        Found::warning(Likely, message)
    };
    let found = match role {
        Some(role) => found.at(Part::Payload, "role", role),
        None => found,
    };
    found.at(Part::Join, "zak", "not given").fix(
        "Ask Zoom for the host's ZAK just before the start (GET /v2/users/{userId}/token?type=zak) and pass it to join() \
         as zak. To join as a guest, sign with role 0.",
    )
}
