use crate::{
    Confidence::Certain,
    Part,
    facts::{Facts, Kind},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "other-zoom-token",
    summary: "another token of Zoom's was passed as the signature",
    page: include_str!("other_zoom_token.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.payload()?;
    let Kind::Other(what) = Kind::of(facts.header().ok(), payload) else {
        return Ok(None);
    };
    let shown = ["iss", "aud", "tokenType", "uid", "user_id"]
        .into_iter()
        .find(|claim| payload.contains_key(*claim));
    let found = Found::error(
        Certain,
        format!("this is {what}, not a signature of the Meeting SDK"),
    );
    let found = match shown {
        Some(claim) => found.at(Part::Payload, claim, &payload[claim]),
        None => found.showing(Part::Payload, "no appKey, no mn, no role"),
    };
    found.fix("Sign a token of your own with the client secret of the Meeting SDK app and pass that as signature. A ZAK \
               goes into the option zak, an OBF token into obfToken, an access token into the headers of REST calls.")
}
