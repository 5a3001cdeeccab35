use countersign_token::{MAX_TOKEN_BYTES, inspect_unverified};

use crate::{
    Confidence::Certain,
    ErrorSeen, Part,
    duration::span,
    facts::{Facts, seconds},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "obf-bad",
    summary: "the OBF token is expired, malformed or for another meeting",
    page: include_str!("obf_bad.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/obf/",
    code: Some("4014"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    const FIX: &str = "Ask for a new OBF token for this meeting, just before joining: GET \
                       /v2/users/{userId}/token?type=onbehalf&meeting_id={number}. Each serves one session.";
    let obf = facts
        .case
        .join
        .as_ref()
        .and_then(|join| join.get("obfToken")?.as_str());
    let look = obf
        .filter(|obf| obf.len() <= MAX_TOKEN_BYTES)
        .map(inspect_unverified);
    let expires = look
        .as_ref()
        .and_then(|look| seconds(look.payload()?, "exp"));
    if let Some(expires) = expires.filter(|expires| *expires <= facts.now) {
        return Found::error(
            Certain,
            format!("the OBF token expired {} ago", span(facts.now - expires)),
        )
        .at(Part::Join, "obfToken", format_args!("exp {expires}"))
        .fix(FIX);
    }
    let message = match () {
        () if facts.error_is(&["4014"]) => "the OBF token is expired, used up or malformed",
        () if facts.error_is(&["4015", "506"]) => "the OBF token was made for another meeting",
        () if facts.native_error_of(&RULE) => "the OBF token has expired or is none",
        () => {
            facts.join()?;
            return Ok(None);
        }
    };
    let said = facts
        .case
        .error
        .as_ref()
        .map(ErrorSeen::said)
        .unwrap_or_default();
    Found::error(Certain, message)
        .showing(Part::Error, said)
        .fix(FIX)
}
