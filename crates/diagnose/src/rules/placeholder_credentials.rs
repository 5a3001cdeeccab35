use serde_json::Value;

use crate::{
    Confidence::{Certain, Possible},
    Part,
    facts::Facts,
    forensics::Fault,
    rule::{Found, Outcome, Rule},
    rules::wrong_secret::signed_with,
};

pub(crate) static RULE: Rule = Rule {
    id: "placeholder-credentials",
    summary: "a text from an example stands where a credential belongs",
    page: include_str!("placeholder_credentials.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/get-credentials/",
    code: Some("3704"),
    check,
};

/// Parts of texts that no credential has.
const PARTS: [&str; 8] = [
    "your",
    "{{",
    "${",
    "<%",
    "process.env",
    "xxxx",
    "changeme",
    "placeholder",
];

/// Names that stand where the value belongs, without what is between their words.
const NAMES: [&str; 14] = [
    "clientid",
    "sdkkey",
    "apikey",
    "appkey",
    "zoomclientid",
    "zoomsdkkey",
    "zoomapikey",
    "meetingsdkkey",
    "zoommeetingsdkkey",
    "sdkclientid",
    "meetingid",
    "meetingnumber",
    "tusdkkey",
    "tumeetingid",
];

/// Whether a text is one that examples have in the place of a credential.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.to_lowercase();
    let name: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    PARTS.iter().any(|part| text.contains(part)) || NAMES.contains(&&*name)
}

fn check(facts: &Facts<'_>) -> Outcome {
    if let Ok(Some(recipe)) = facts.made()
        && recipe.fault == Some(Fault::Placeholder)
    {
        return signed_with(recipe);
    }
    let payload = facts.payload()?;
    let stands = |claim: &&str| {
        payload
            .get(*claim)
            .and_then(Value::as_str)
            .is_some_and(is_placeholder)
    };
    let Some(claim) = ["appKey", "sdkKey", "mn"].into_iter().find(stands) else {
        return Ok(None);
    };
    let found = match facts.token() {
        Ok(_) => Found::error(Certain, format!("{claim} is a text from an example")),
        // Decoded claims are typed off: the text may stand for a value that was to stay unseen.
        Err(_) => Found::warning(
            Possible,
            format!("{claim} is a text from an example, unless it stands for the real value here"),
        ),
    };
    found
        .at(Part::Payload, claim, &payload[claim])
        .fix("Put your own values in the place of the example's: client ID and client secret from the page of your app \
              in the Zoom Marketplace, and the number of a meeting of yours.")
}
