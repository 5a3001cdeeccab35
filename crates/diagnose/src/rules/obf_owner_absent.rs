use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "obf-owner-absent",
    summary: "the user on whose behalf the app joins is not in the meeting",
    page: include_str!("obf_owner_absent.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/obf/",
    code: Some("4017"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    let message = match () {
        () if facts.error_is(&["4019"]) => {
            "the user on whose behalf the app joined has left, so the app had to leave"
        }
        () if facts.error_is(&["4017"]) || facts.native_error_of(&RULE) => {
            "the user on whose behalf the app joins is not in the meeting"
        }
        () => return Ok(None),
    };
    Found::error(Certain, message).showing(Part::Error, seen.said()).fix(
        "Wait until that user has joined, then try again, with pauses. The app may stay only as long as the user does.",
    )
}
