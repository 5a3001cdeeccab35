use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "external-unpublished",
    summary: "the meeting belongs to another account and the app was not reviewed by Zoom",
    page: include_str!("external_unpublished.md"),
    url: "https://developers.zoom.us/docs/distribute/sdk-feature-review-requirements/",
    code: Some("4011"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    if !facts.error_is(&["4011", "6601", "63"]) {
        return Ok(None);
    }
    Found::error(Likely, "the meeting belongs to another account, and the app was not reviewed by Zoom")
        .showing(Part::Error, seen.said())
        .fix("Test with a meeting of the app owner's account. For others submit the app for review and sign with its \
              production pair, never with the development pair.")
}
