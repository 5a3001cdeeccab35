use crate::{
    Confidence::Certain,
    Part,
    facts::{Facts, Kind},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "video-sdk-token",
    summary: "the token is for the Video SDK, another product",
    page: include_str!("video_sdk_token.md"),
    url: "https://developers.zoom.us/docs/video-sdk/auth/",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.payload()?;
    if Kind::of(facts.header().ok(), payload) != Kind::VideoSdk {
        return Ok(None);
    }
    let claims = ["app_key", "tpc", "role_type"]
        .into_iter()
        .filter(|claim| payload.contains_key(*claim));
    let found = Found::error(
        Certain,
        "the token is one of the Video SDK, which cannot join meetings or webinars",
    );
    claims
        .fold(found, |found, claim| found.at(Part::Payload, claim, "a claim of the Video SDK"))
        .fix("Make a General app with Embed, Meeting SDK switched on, and sign with its pair the claims appKey, mn, role, \
              iat, exp and tokenExp. The credentials of a Video SDK account do not sign for meetings.")
}
