use countersign_token::{MAX_TOKEN_BYTES, inspect_unverified};

use crate::{
    Confidence::{Certain, Likely},
    Part,
    duration::span,
    facts::{Facts, seconds},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "zak-bad",
    summary: "the ZAK is expired, of another user or not a ZAK",
    page: include_str!("zak_bad.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/zak/",
    code: Some("3623"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    const FIX: &str = "Ask for a fresh ZAK of the user who starts or joins, just before (GET /v2/users/{userId}/token?type=zak). \
                       It lives for two hours, and signing out of all devices makes it void.";
    let zak = facts
        .case
        .join
        .as_ref()
        .and_then(|join| join.get("zak")?.as_str())
        .filter(|zak| !zak.is_empty());
    let look = zak
        .filter(|zak| zak.len() <= MAX_TOKEN_BYTES)
        .map(inspect_unverified);
    if let Some(claims) = look.as_ref().and_then(|look| look.payload()) {
        if let Some(expires) = seconds(claims, "exp").filter(|expires| *expires <= facts.now) {
            return Found::error(
                Certain,
                format!("the ZAK expired {} ago", span(facts.now - expires)),
            )
            .at(Part::Join, "zak", format_args!("exp {expires}"))
            .fix(FIX);
        }
        if claims.contains_key("appKey") || claims.contains_key("sdkKey") {
            return Found::error(Certain, "a signature was passed as zak")
                .at(Part::Join, "zak", "has appKey")
                .fix(FIX);
        }
    } else if zak.is_some_and(|zak| zak.contains("://")) {
        return Found::error(Certain, "a link was passed as zak")
            .at(Part::Join, "zak", "a link")
            .fix(FIX);
    }
    if let Some(seen) = &facts.case.error
        && (facts.error_is(&["3623", "3265", "4018"]) || facts.native_error_of(&RULE))
    {
        return Found::error(
            Likely,
            "Zoom does not take the ZAK: it is expired, revoked or of another user",
        )
        .showing(Part::Error, seen.said())
        .fix(FIX);
    }
    facts.join()?;
    Ok(None)
}
