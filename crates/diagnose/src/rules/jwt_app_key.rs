use crate::{
    Confidence::Certain,
    Part, SdkVersion,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "jwt-app-key",
    summary: "join() is given the API key of a retired JWT app",
    page: include_str!("jwt_app_key.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-using-web-sdk/46614",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let join = facts.join()?;
    if !given(join, "apiKey") || facts.sdk < SdkVersion::new(2, 7, 0) {
        return Ok(None);
    }
    Found::error(Certain, "join() is given apiKey, which was of the JWT apps and is refused since 2.7.0")
        .at(Part::Join, "apiKey", "given")
        .fix("Make a General app with the Meeting SDK switched on, sign with its pair, and leave apiKey out.")
}
