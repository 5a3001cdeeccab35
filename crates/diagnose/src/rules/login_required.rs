use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "login-required",
    summary: "the meeting is for users who are signed in",
    page: include_str!("login_required.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/error-codes/",
    code: Some("3100"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    let panelist = facts
        .error
        .first()
        .is_some_and(|entry| entry.server == "3032");
    let is_web = facts.error_is(&["3100", "3082"]) && !(panelist && facts.error.len() == 1);
    if !is_web && !facts.native_error_of(&RULE) {
        return Ok(None);
    }
    Found::error(Certain, "the meeting is for users who are signed in to Zoom")
        .showing(Part::Error, seen.said())
        .fix("Pass the participant's own ZAK, with role 0; or let the host switch off \"Require authentication to join\".")
}
