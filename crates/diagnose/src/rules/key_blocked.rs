use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "key-blocked",
    summary: "the admin of the host's account has blocked this app",
    page: include_str!("key_blocked.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/error-codes/",
    code: Some("6603"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    if !facts.error_is(&["6603"]) && !facts.native_error_of(&RULE) {
        return Ok(None);
    }
    Found::error(
        Certain,
        "the admin of the host's account has blocked this app",
    )
    .showing(Part::Error, seen.said())
    .fix("Ask that admin to allow the app's client ID. Nothing in the token can change it.")
}
