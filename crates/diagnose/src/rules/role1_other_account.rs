use crate::{
    Confidence::Likely,
    Part,
    facts::{Facts, given, number},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "role1-other-account",
    summary: "the token asks to host a meeting of another account",
    page: include_str!("role1_other_account.md"),
    url: "https://devforum.zoom.us/t/web-sdk-cant-join-as-host/9045",
    code: Some("3711"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    const FIX: &str =
        "Join with role 0, or start with role 1 and the ZAK of the meeting's own host.";
    const MESSAGE: &str = "the token asks to host a meeting that belongs to another account";
    if let Some(seen) = &facts.case.error
        && facts.error_is(&["3711"])
    {
        return Found::error(Likely, MESSAGE)
            .showing(Part::Error, seen.said())
            .fix(FIX);
    }
    let role = facts.claims()?.get("role").and_then(number);
    let has_zak = facts
        .case
        .join
        .as_ref()
        .is_some_and(|join| given(join, "zak"));
    if facts.case.external != Some(true) || role != Some(1.0) || has_zak {
        return Ok(None);
    }
    Found::error(Likely, MESSAGE)
        .at(Part::Payload, "role", 1)
        .fix(FIX)
}
