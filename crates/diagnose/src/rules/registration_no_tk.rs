use serde_json::Value;

use crate::{
    Confidence::{Certain, Possible},
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "registration-no-tk",
    summary: "the meeting wants registration and the registrant's token is missing or wrong",
    page: include_str!("registration_no_tk.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/component-view/meetings-webinars/",
    code: Some("3099"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    const FIX: &str = "Register the participant (POST /v2/meetings/{number}/registrants, webinars likewise) and pass as tk the \
                       value of tk= in the registrant's own join_url, with the same userEmail. The registrant_id is not it.";
    let tk = facts.case.join.as_ref().and_then(|join| join.get("tk"));
    if let Some(seen) = &facts.case.error
        && (facts.error_is(&["3099", "3135"])
            || facts
                .error
                .iter()
                .any(|entry| entry.code == "3610" && entry.server == "124")
                && facts.error.len() == 1)
    {
        let message = match tk.is_some() {
            _ if facts.error_is(&["3610"]) => "the registrant's token tk has expired",
            true => "the meeting wants registration, and the tk that was passed is not taken",
            false => "the meeting wants registration, and no tk was passed",
        };
        return Found::error(Certain, message)
            .showing(Part::Error, seen.said())
            .fix(FIX);
    }
    facts.join()?;
    match tk.and_then(Value::as_str) {
        Some(tk) if tk.len() == 22 && !tk.contains('.') => Found::warning(
            Possible,
            "tk has the shape of a registrant_id, which is not the token",
        )
        .at(Part::Join, "tk", "22 characters, no dot")
        .fix(FIX),
        _ => Ok(None),
    }
}
