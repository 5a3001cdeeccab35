use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "external-anonymous",
    summary: "a meeting of another account is joined without ZAK and OBF token",
    page: include_str!("external_anonymous.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/obf-faq/",
    code: Some("4012"),
    check,
};

/// 2 March 2026, since when Zoom refuses this.
const SINCE: i64 = 1_772_409_600;

fn check(facts: &Facts<'_>) -> Outcome {
    const FIX: &str = "Pass zak (a person who joins as a Zoom user) or obfToken (an app that joins on behalf of a user who is in \
                       the meeting).";
    const MESSAGE: &str = "a meeting of another account is joined without ZAK and OBF token";
    if let Some(seen) = &facts.case.error
        && (facts.error_is(&["4012", "4013"]) || facts.native_error_of(&RULE))
    {
        return Found::error(Certain, MESSAGE)
            .showing(Part::Error, seen.said())
            .fix(FIX);
    }
    let join = facts.join()?;
    if facts.case.external != Some(true) || given(join, "zak") || given(join, "obfToken") {
        return Ok(None);
    }
    let found = if facts.now >= SINCE {
        Found::error(
            Likely,
            format!("{MESSAGE}, which Zoom refuses since 2 March 2026"),
        )
    } else {
        Found::warning(
            Likely,
            format!("{MESSAGE}, which Zoom refuses from 2 March 2026"),
        )
    };
    found
        .at(Part::Join, "zak", "not given")
        .at(Part::Join, "obfToken", "not given")
        .fix(FIX)
}
